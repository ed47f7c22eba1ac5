"""Each word of the lexicon that names of bodies are found and read by, by its own examples."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import cache

from ingest.annotate.norms import annotate_norms
from ingest.model import Jurisdiction, Level, Mention
from ontology import lexicon
from ontology.lexicon import Word

from .test_lexicon import BODIES, Taken, batches, found_before, without

Found = tuple[Mention | str, ...]
Annotator = Callable[[str], Found]

_READ_BY = ("ingest.bodies", "ingest.annotate.departments", "ingest.annotate.roles")
_PLACES = (
    None,
    Jurisdiction("410000", "河南省", Level.PROVINCE),
    Jurisdiction("330106", "西湖区", Level.COUNTY),
)
"""Whose rules the sentences are read as: what 省, 县, 所在地 mean depends on it."""


@cache
def bearers(sentence: str) -> tuple[str, ...]:
    """The names of those who bear the norms of a sentence."""
    norms = annotate_norms(*found_before(sentence))
    return tuple(dict.fromkeys(name for norm in norms for name in norm.bearers))


@contextmanager
def annotator(words: Sequence[Word]) -> Iterator[Annotator]:
    """The annotator of bodies, imported anew with another lexicon; the modules are as before at the end."""
    ours = {name: module for name, module in sys.modules.items() if name.startswith(_READ_BY)}
    for name in ours:
        del sys.modules[name]
    try:
        with lexicon.replaced(words):
            departments = importlib.import_module("ingest.annotate.departments")
            bodies = importlib.import_module("ingest.bodies.resolve")

        def annotate(sentence: str) -> Found:
            document = found_before(sentence)[0]
            found: list[Mention | str] = []
            for place in _PLACES:
                placed = replace(document, metadata=replace(document.metadata, jurisdiction=place))
                found += departments.annotate_mentions(placed)
                code = place.code if place else None
                found += [str(bodies.resolve(name, jurisdiction=code)) for name in bearers(sentence)]
            return tuple(found)

        yield annotate
    finally:
        for name in [name for name in sys.modules if name.startswith(_READ_BY)]:
            del sys.modules[name]
        sys.modules.update(ours)
        for name, module in ours.items():
            package, _, last = name.rpartition(".")
            setattr(sys.modules[package], last, module)


def failures(every: Sequence[Taken]) -> Iterator[str]:
    """Take each word out of a class, and say where an example stays or a counter-example changes."""
    with annotator(lexicon.entries()) as annotate:
        sentences = {each for word, _ in every for each in (*word.examples, *word.counter_examples)}
        whole = {each: annotate(each) for each in sentences}
    for batch in batches(every):
        with annotator(without(batch)) as annotate:
            for word, name in batch:
                if all(annotate(each) == whole[each] for each in word.examples):
                    yield f"{word.word} ({name}): no example changes without it"
                for each in word.counter_examples:
                    if annotate(each) != whole[each]:
                        yield f"{word.word} ({name}): {each} changes without it"


def test_each_word_is_needed_by_its_examples_and_not_by_its_counter_examples() -> None:
    every = [(word, name) for word in lexicon.entries() for name in word.classes if name in BODIES]
    assert every
    assert list(failures(every)) == []


def test_a_word_that_does_nothing_is_found() -> None:
    example, other = "县级以上人民政府应当建立台账。", "财政部门负责监督。"
    needless = Word("部门", ("park",), (), (), (f"{example}部门。",), (other,), "x")
    needed = next(word for word in lexicon.entries() if "open-ending" in word.classes and word.word == "部门")
    wrong = replace(needed, examples=(other,), counter_examples=(f"{other}财政部门负责检查。",))
    assert len(list(failures([(needless, "park")]))) == 1
    assert len(list(failures([(wrong, "open-ending")]))) == 1
