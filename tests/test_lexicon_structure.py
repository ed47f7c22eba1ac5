"""Each word of the lexicon that a text's structure, its number and its links are told by, by its own examples."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import ingest
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText
from ontology import lexicon
from ontology.lexicon import Word

from .test_lexicon import BEFORE_NORMS, Taken, batches, without

_STAGES = ("ingest.structure", "ingest.document_numbers", "ingest.similarity", "ingest.link")


def _module(name: str) -> Any:
    """Return a module as it is imported now."""
    return importlib.import_module(name)


@contextmanager
def imported(words: Sequence[Word]) -> Iterator[None]:
    """Let what is read inside the block be read by modules of another lexicon; they are as before at the end."""
    ours = {name: module for name, module in sys.modules.items() if name.startswith(_STAGES)}
    kept = {name: vars(ingest)[name] for name in {key.split(".")[1] for key in ours}}
    for name in ours:
        del sys.modules[name]
    try:
        with lexicon.replaced(words):
            yield
    finally:
        for name in [name for name in sys.modules if name.startswith(_STAGES)]:
            del sys.modules[name]
        sys.modules.update(ours)
        vars(ingest).update(kept)


def parts(example: str) -> object:
    """The document that a text is; ¶ ends a line."""
    return _module("ingest.structure").structure(SourceText("", example.replace("¶", "\n"), ""))


def numbers(sentence: str) -> object:
    """The document numbers in a sentence, as they are written."""
    found = _module("ingest.document_numbers").document_numbers(sentence)
    return [(number.start, str(number)) for number in found]


def tools(sentence: str) -> object:
    """The tools that two provisions name when both hold the sentence."""
    return list(_module("ingest.link.relation").tools(sentence, sentence))


def terms(sentence: str) -> object:
    """What a sentence is compared by."""
    return _module("ingest.similarity").pair_terms(sentence)


def divisions(sentence: str) -> object:
    """The division that a sentence names first."""
    return _module("ingest.structure.territory").find_division(sentence)


def rule(sentence: str) -> Any:
    """The unit that a sentence is as an article, read with the lexicon that is in use."""
    source = SourceText("", f"第一条 {sentence}\n第二条 略。\n", "0" * 64)
    return _module("ingest.link.units").units(annotate(structure(source)))[0]


def gravity(sentence: str) -> object:
    """How grave it is that a sentence has no counterpart."""
    return _module("ingest.link.gravity").severity(rule(sentence))


def acts(sentence: str) -> object:
    """What a sentence asks of whom."""
    return [each.words for each in _module("ingest.link.conduct").conducts(rule(sentence))]


def central(sentence: str) -> object:
    """Whether who is bound is the country or a body of it."""
    return [_module("ingest.link.conduct").central(norm.bearers) for norm in rule(sentence).norms]


def anybody(sentence: str) -> object:
    """Whether the party before 应当 may be any other."""
    return _module("ingest.link.conduct").same_party([sentence.partition("应当")[0]], ["某驾驶人"])


def forbidden(sentence: str) -> object:
    """What a sentence forbids, where, and whether it leaves a list open or binds each 单位."""
    bans = _module("ingest.link.bans")
    return [
        (
            each.act,
            each.places,
            each.only_way,
            each.against_rules,
            bool(bans.open_list(each.act)),
            bans.binds_all_like("单位", each),
        )
        for each in bans.bans(rule(sentence))
    ]


def levels(sentence: str) -> object:
    """Whether what a sentence speaks of is of another level than a thing of the country, and of a city."""
    other_level = _module("ingest.link.surroundings").other_level
    return other_level(sentence, "占用国家级湿地的"), other_level(sentence, "占用市级湿地的")


def told_of(upper: str) -> Callable[[str], object]:
    """Return how a sentence is told to differ from an upper one."""
    return lambda sentence: difference(sentence, upper)


def told_under(lower: str) -> Callable[[str], object]:
    """Return how a lower rule is told to differ from a sentence."""
    return lambda sentence: difference(lower, sentence)


def difference(lower: str, upper: str) -> object:
    """How one sentence is told to differ from another."""
    below, above = rule(lower), rule(upper)
    compared = _module("ingest.link.comparison").compare(below, [above])[0]
    shown = _module("ingest.link.difference").shown(below, above, compared)
    return shown and shown.difference


_MUST_EMPLOY = told_under("用人单位应当按照规定的比例自行安排残疾人就业。")


READ: Mapping[str, Callable[[str], object]] = {
    "before-number": numbers,
    "tool": tools,
    "structure-character": terms,
    "general-act": gravity,
    "set-elsewhere": gravity,
    "furthers": acts,
    "asked-for": acts,
    "central-party": central,
    "any-party": anybody,
    "any-person": forbidden,
    "place-end": forbidden,
    "own-area": forbidden,
    "without-leave": forbidden,
    "against-rules": forbidden,
    "open-list": forbidden,
    "told-place": told_of("在城市建成区内禁止露天焚烧落叶。"),
    "grave-case": told_of("行政机关不履行职责的，责令改正，并对责任人员依法给予处分。"),
    "way-form": told_of("村民委员会应当公布集体财务收支和工程招标事项。"),
    "shared-out": told_of("预留份额占预算总额的比例应当不低于百分之三十。"),
    "beside-a-duty": _MUST_EMPLOY,
    "more-than-due": _MUST_EMPLOY,
    "level-of-object": levels,
    "only-then": told_of("特种作业人员不得上岗从事矿山作业。"),
    "division-goes-on": divisions,
    "division-former": divisions,
}
"""How the sentences of a class are read, where not as a document."""


def failures(every: Sequence[Taken]) -> Iterator[str]:
    """Take each word out of a class, and say where an example stays or a counter-example changes."""
    whole = {
        (name, each): READ.get(name, parts)(each)
        for word, name in every
        for each in (*word.examples, *word.counter_examples)
    }
    for batch in batches(every):
        with imported(without(batch)):
            for word, name in batch:
                read = READ.get(name, parts)
                if all(read(each) == whole[name, each] for each in word.examples):
                    yield f"{word.word} ({name}): no example changes without it"
                for each in word.counter_examples:
                    if read(each) != whole[name, each]:
                        yield f"{word.word} ({name}): {each} changes without it"


def test_each_word_is_needed_by_its_examples_and_not_by_its_counter_examples() -> None:
    every = [(word, name) for word in lexicon.entries() for name in word.classes if name in BEFORE_NORMS]
    assert {name for _, name in every} == set(BEFORE_NORMS)
    assert list(failures(every)) == []


def test_a_word_that_does_nothing_is_found() -> None:
    example, other = "附件：领导小组名单¶成员：省联合会", "附件：领导小组名单¶成员：张三　省联合会主任"
    needless = Word("主任", ("post",), (), (), (f"{example}主任室",), (other,), "x")
    assert len(list(failures([(needless, "post")]))) == 2
