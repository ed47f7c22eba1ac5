"""A gate never hides a match: whatever a pattern matches in, the characters of the text let it through."""

from __future__ import annotations

import importlib
import pkgutil
import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest.annotate.norm
import ingest.pipeline  # loads the modules that have gates
from ingest.annotate.norm import signs
from ingest.bodies.find import words as levels
from ingest.gates import Gate, Gates
from ingest.literals import firsts, lasts, required, sees_beginning
from ingest.scanning import Scan
from ontology.lexicon import entries

PATTERNS = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(ingest.annotate.norm.__path__, "ingest.annotate.norm.")
    for name, value in vars(importlib.import_module(module.name)).items()
    if isinstance(value, re.Pattern)
}
GATES = [
    (f"{module.__name__}.{name}", value)
    for module in list(sys.modules.values())
    if getattr(module, "__name__", "").startswith("ingest.")
    for name, value in vars(module).items()
    if isinstance(value, Gate)
]
SENTENCES = sorted({sentence for entry in entries() for sentence in entry.examples})
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
    ("的龘|龘了", ["的龘", "龘了"], "的龘", "龘了", "each way has its own"),
    ("(?<!许)龘(?=的)", ["龘"], "龘", "龘", "what must not stand before it does not count"),
    ("的(?=龘)", ["龘"], "的", "的", "what must follow counts within, and is no end"),
    (
        "并?(?:龘布|龘告)",
        ["龘布", "龘告", "并龘布", "并龘告"],
        "并龘",
        "布告",
        "what may be left out begins it",
    ),
    ("[^，]{2,}龘.", ["龘"], None, None, "a set of all but one says nothing"),
    ("(?:甲|乙?)", None, None, None, "what may be empty says nothing"),
    ("(?:龘的)+?丙{0,2}", ["龘的"], "龘", "的丙", "a part that repeats is needed once"),
    ("(?>龘)(?:乙|)", ["龘"], "龘", "龘乙", "an atomic group is a group"),
    ("甲.*乙丙丁?", ["乙丙", "乙丙丁"], "甲", "丙丁", "what stands on its own side of a gap"),
    ("[甲乙]丙", ["甲丙", "乙丙"], "甲乙", "丙", "a set of characters"),
    ("第[1-3]条", ["第1条", "第2条", "第3条"], "第", "条", "a range is a set"),
    ("[一-龥]条", ["条"], None, "条", "a range of too many is none"),
    ("(?:甲乙)*丙?", None, None, None, "nothing has to be there"),
    ("甲|.", None, None, None, "one alternative asks for nothing"),
    (r"\d+", None, None, None, "a class of characters is no choice of literals"),
    ("(?i)ab", None, None, None, "without the case of letters"),
    ("(甲)乙(?(1)丙|丁)", ["甲乙"], "甲", None, "what depends on a group is not read"),
    ("$", None, None, None, "a place alone"),
]


@pytest.mark.parametrize(("pattern", "within", "first", "last", "why"), GATED)
def test_what_a_pattern_needs(
    pattern: str, within: list[str] | None, first: str | None, last: str | None, why: str
) -> None:
    compiled = re.compile(pattern)
    assert required(compiled) == (None if within is None else frozenset(within)), why
    assert firsts(compiled) == (None if first is None else frozenset(first)), why
    assert lasts(compiled) == (None if last is None else frozenset(last)), why


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


def test_the_gates_of_names_close() -> None:
    assert len(GATES) > 20
    for name, gate in GATES:
        assert not gate.opens("　。　"), f"{name} asks for nothing: it needs no gate"


@pytest.mark.parametrize(("name", "gate"), GATES, ids=[name for name, _ in GATES])
def test_a_gate_of_a_pattern_of_names_hides_no_sentence(name: str, gate: Gate) -> None:
    for sentence in SENTENCES:
        assert gate.opens(sentence) or not gate.pattern.search(sentence), sentence


@given(
    parts=st.lists(st.tuples(st.sampled_from(SENTENCES), st.integers(0, 30), st.integers(1, 12)), max_size=6)
)
def test_no_match_in_pieces_of_sentences_is_hidden(parts: list[tuple[str, int, int]]) -> None:
    text = "".join(sentence[start : start + length] for sentence, start, length in parts)
    for name, gate in GATES:
        assert [*map(re.Match.span, gate.finditer(text))] == [
            *map(re.Match.span, gate.pattern.finditer(text))
        ], (name, text)


BEGINNINGS = [
    ("[对向].", True, "a set of characters"),
    ("应当|必须", True, "ways that each begin with a character"),
    ("((?:应当|必须))", True, "in groups"),
    ("(?:应当|[可得]以)", False, "a way that begins with a set"),
    ("(?!对于)对", False, "a look around"),
    ("并?应当", False, "what may be missing"),
    ("应|", False, "nothing at all"),
    ("", False, "nothing"),
]


@pytest.mark.parametrize(("pattern", "seen", "why"), BEGINNINGS)
def test_which_beginnings_the_engine_sees(pattern: str, seen: bool, why: str) -> None:
    assert sees_beginning(re.compile(pattern)) is seen, why


SCANNED = [
    (
        "(?:应当|必须)|(?:依法|按照)(?=[^，]{2})",
        "应当依法纳税，按照",
        ["应当", "依法"],
        "one after the other",
    ),
    ("(?<!不)应|(?<=不)应当", "不应当，应", ["应当", "应"], "what stands before is seen"),
    ("(?:甲|[乙])甲?", "甲甲乙甲甲", ["甲甲", "乙甲", "甲"], "no match goes over another"),
    ("(?:甲|乙)?", "甲丙", ["甲", "", ""], "what may be empty is tried at each place"),
    ("(?:甲|[乙])$", "甲乙", ["乙"], "an end"),
    ("(?:^甲|[乙])", "甲甲乙", ["甲", "乙"], "a beginning"),
    ("(?:[-]|[]^])", "]-^a", ["]", "-", "^"], "marks that a set of characters has a use for"),
]


@pytest.mark.parametrize(("pattern", "text", "found", "why"), SCANNED)
def test_what_a_scan_finds(pattern: str, text: str, found: list[str], why: str) -> None:
    scan = Scan(re.compile(pattern))
    assert [each[0] for each in scan.finditer(text)] == found, why
    first = scan.search(text)
    assert first is not None, why
    assert first[0] == found[0], why


@given(
    parts=st.lists(st.sampled_from(CLAUSES), max_size=5),
    start=st.integers(0, 20),
    end=st.integers(0, 60),
    data=st.data(),
)
def test_a_scan_finds_what_its_pattern_does(
    parts: list[str], start: int, end: int, data: st.DataObject
) -> None:
    text = "".join(parts)
    name = data.draw(st.sampled_from(sorted(PATTERNS)))
    scan, pattern = Scan(PATTERNS[name]), PATTERNS[name]
    spans = [*map(re.Match.span, scan.finditer(text, start, end))]
    assert spans == [*map(re.Match.span, pattern.finditer(text, start, end))], (name, text)
    first = scan.search(text, start, end)
    assert (first and first.span()) == (spans[0] if spans else None), (name, text)


@given(texts=st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_texts_looked_at_at_once_open_all_that_each_opens_alone(texts: list[str]) -> None:
    wanted = [text + "𠮷" for text in texts]  # a character beyond the codes of pairs
    signs.GATES.look_at(wanted)  # more gates than one table holds
    for text in wanted:
        alone = signs.GATES.marks(text)
        assert signs.GATES.seen(text) & alone == alone, text


@given(st.lists(st.sampled_from(CLAUSES), min_size=1, max_size=8), st.data())
def test_the_marks_of_stretches_are_at_least_those_of_what_lies_within(
    parts: list[str], data: st.DataObject
) -> None:
    """They are told for a whole document, by commas; a clause may be less than a stretch, or several."""
    text = data.draw(st.sampled_from(["", "，", "。", "\n"])).join(parts)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    inside = signs.GATES.marks(text[start:end])
    assert inside & ~signs.GATES.stretches(text).marks(start, end) == 0


def test_words_of_levels_are_looked_for_from_where_their_characters_begin() -> None:
    """Only their own characters stand in them, so that a search need not begin earlier."""
    found = 0
    for sentence in SENTENCES:
        for end in range(len(sentence) + 1):
            low = max(0, end - 40)
            slow = levels._LEVEL_BEFORE.search(sentence, low, end)
            fast = levels._level_words(sentence, low, end)
            assert slow is not None
            assert fast is not None
            assert (slow.span(), slow[1]) == (fast.span(), fast[1]), (sentence, end)
            found += slow.start() < end
    assert found > len(SENTENCES) / 10, "too few for a test"
