"""Each word of the lexicon that the structure of a text is told by, by its own examples."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from ingest.model import Document
from ingest.structure import document, members, structure
from ingest.text import SourceText
from ontology import lexicon
from ontology.lexicon import Word

from .test_lexicon import Taken, batches, without


@contextmanager
def structured(words: Sequence[Word]) -> Iterator[None]:
    """Let the structure be told with another lexicon; the module that reads it is as before at the end."""
    before = dict(vars(members))
    with lexicon.replaced(words):
        importlib.reload(members)
    kept = {name: vars(document)[name] for name in ("is_member_list", "parse_members")}
    vars(document).update({name: vars(members)[name] for name in kept})
    try:
        yield
    finally:
        vars(members).update(before)
        vars(document).update(kept)


def told(example: str) -> Document:
    return structure(SourceText("", example.replace("¶", "\n"), ""))


def failures(every: Sequence[Taken]) -> Iterator[str]:
    """Take each word out of a class, and say where an example stays or a counter-example changes."""
    whole = {each: told(each) for word, _ in every for each in (*word.examples, *word.counter_examples)}
    for batch in batches(every):
        with structured(without(batch)):
            for word, name in batch:
                if all(told(each) == whole[each] for each in word.examples):
                    yield f"{word.word} ({name}): no example changes without it"
                for each in word.counter_examples:
                    if told(each) != whole[each]:
                        yield f"{word.word} ({name}): {each} changes without it"


def test_each_word_is_needed_by_its_examples_and_not_by_its_counter_examples() -> None:
    every = [(word, name) for word in lexicon.entries() for name in word.classes if name == "post"]
    assert every
    assert list(failures(every)) == []


def test_a_word_that_does_nothing_is_found() -> None:
    example, other = "附件：领导小组名单¶成员：省联合会", "附件：领导小组名单¶成员：张三　省联合会主任"
    needless = Word("主任", ("post",), (), (), (f"{example}主任室",), (other,), "x")
    assert len(list(failures([(needless, "post")]))) == 2
