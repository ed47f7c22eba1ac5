"""A gate never hides a match: whatever a pattern matches in, the characters of the text let it through."""

from __future__ import annotations

import importlib
import pkgutil
import re

import pytest

import ingest.annotate.norm
from ingest.annotate.norm import signs
from ingest.gates import Gates, firsts, lasts, needed
from ontology.lexicon import entries

PATTERNS = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(ingest.annotate.norm.__path__, "ingest.annotate.norm.")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, re.Pattern)
}
CLAUSES = sorted(
    {
        clause
        for word in entries()
        for sentence in (*word.examples, *word.counter_examples)
        for clause in (sentence, *re.split("[，。；：¶]", sentence))
        if clause
    }
)


def test_a_gate_of_a_pattern_of_norms_hides_no_match() -> None:
    gates = Gates()
    bits = [
        (name, pattern, gates.within(pattern), gates.opening(pattern), gates.closing(pattern))
        for name, pattern in PATTERNS.items()
    ]
    hidden: set[str] = set()
    let_through = 0
    for clause in CLAUSES:
        marks, opens, closes = gates.marks(clause), gates.opens(clause), gates.closes(clause)
        for name, pattern, within, opening, closing in bits:
            let_through += bool(marks & within)
            if not marks & within and pattern.search(clause):
                hidden.add(f"{name} within {clause}")
            if not opens & opening and pattern.match(clause):
                hidden.add(f"{name} at the beginning of {clause}")
            ends = pattern.pattern.endswith("$") and not closes & closing
            if ends and (found := pattern.search(clause)) and found.end() == len(clause):
                hidden.add(f"{name} at the end of {clause}")
    assert not hidden
    assert let_through < len(CLAUSES) * len(bits) / 3, "gates that let all through would be none"


GATED = [
    ("的龘|龘了", "龘", "的龘", "龘了", "each way has its own, the one that is seen least"),
    ("(?<!许)龘(?=的)", "龘", "龘", "龘", "what must not stand before it does not count"),
    ("的(?=龘)", "龘", "的", "的", "what must follow counts within, and is no end"),
    ("并?(?:龘布|龘告)", "龘", "并龘", "布告", "what may be left out is no need, but a beginning"),
    ("[^，]{2,}龘.", "龘", None, None, "a set of all but one says nothing"),
    ("(?:甲|乙?)", None, None, None, "what may be empty says nothing"),
    ("(?:龘的)+?丙{0,2}", "龘", "龘", "的丙", "a part that repeats is needed once"),
    ("(?>龘)(?:乙|)", "龘", "龘", "龘乙", "an atomic group is a group"),
]


@pytest.mark.parametrize(("pattern", "within", "first", "last", "why"), GATED)
def test_what_a_pattern_needs(
    pattern: str, within: str | None, first: str | None, last: str | None, why: str
) -> None:
    compiled = re.compile(pattern)
    assert needed(compiled) == (None if within is None else frozenset(within)), why
    assert firsts(compiled) == (None if first is None else frozenset(first)), why
    assert lasts(compiled) == (None if last is None else frozenset(last)), why


def test_case_is_not_told_by_characters() -> None:
    assert needed(re.compile("a", re.IGNORECASE)) is None
    assert firsts(re.compile("a", re.IGNORECASE)) is None
    assert lasts(re.compile("a", re.IGNORECASE)) is None


def test_a_text_without_characters_or_with_rare_ones() -> None:
    gates = Gates()
    pattern, anything = re.compile("甲$"), re.compile(".?")
    bit, any_bit, end = gates.within(pattern), gates.within(anything), gates.closing(pattern)
    assert gates.marks("") & any_bit, "what may match anywhere is always let through"
    assert not gates.marks("") & bit
    assert gates.opens("") == gates.closes("") == -1, "at the ends of nothing all is let through"
    assert gates.closes("甲\n") & end, "the end of a text is also before its last line break"
    assert not gates.marks("\U00020000乙") & bit
    assert gates.marks("\U00020000甲") & bit


def test_a_gate_made_later_counts() -> None:
    gates = Gates()
    first = gates.within(re.compile("甲"))
    assert gates.marks("甲乙") & first
    second = gates.within(re.compile("乙"))
    assert gates.marks("甲乙") & first
    assert gates.marks("甲乙") & second


def test_the_signs_of_norms_have_gates() -> None:
    assert signs.GATES.marks("由公安机关处五百元罚款") & signs.MAY_FINE
    assert not signs.GATES.marks("市水务局检修设备") & signs.MAY_FINE
