"""Gates: a pattern that is not searched would not have matched."""

from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ingest.pipeline  # noqa: F401  # loads the modules that have gates
from ingest.literals import Gate, _looked_at, _marks, look_at, required
from ontology.lexicon import entries

GATES = [
    (f"{module.__name__}.{name}", value)
    for module in list(sys.modules.values())
    if getattr(module, "__name__", "").startswith("ingest.")
    for name, value in vars(module).items()
    if isinstance(value, Gate)
]
SENTENCES = sorted({sentence for entry in entries() for sentence in entry.examples})


@pytest.mark.parametrize(
    ("pattern", "literals", "why"),
    [
        ("甲乙|丙", {"甲乙", "丙"}, "one of the alternatives"),
        ("(?:市)?人民", {"人民", "市人民"}, "what may be left out is in some"),
        ("甲.*乙丙丁?", {"乙丙", "乙丙丁"}, "what stands on its own side of a gap"),
        ("[甲乙]丙", {"甲丙", "乙丙"}, "a set of characters"),
        ("(?<!子)甲乙(?!丙)", {"甲乙"}, "what must not stand there is not asked for"),
        (".(?=乙丙)", {"乙丙"}, "but stands in the text"),
        ("(?:甲乙)+", {"甲乙"}, "what stands there once or more"),
        ("(?:甲乙)*丙?", None, "nothing has to be there"),
        ("甲|.", None, "one alternative asks for nothing"),
        (r"\d+", None, "a class of characters is no choice of literals"),
        ("(?i)ab", None, "without the case of letters"),
        ("(甲)乙(?(1)丙|丁)", {"甲乙"}, "what depends on a group is not read"),
        ("$", None, "a place alone"),
    ],
)
def test_the_literals_of_a_pattern(pattern: str, literals: set[str] | None, why: str) -> None:
    assert required(re.compile(pattern)) == literals, why


def test_there_are_gates_and_they_close() -> None:
    assert len(GATES) > 20
    for name, gate in GATES:
        assert not gate.opens("　。　"), f"{name} asks for nothing: it needs no gate"


@pytest.mark.parametrize(("name", "gate"), GATES, ids=[name for name, _ in GATES])
def test_no_sentence_of_the_lexicon_is_hidden(name: str, gate: Gate) -> None:
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


@given(texts=st.lists(st.sampled_from(SENTENCES), max_size=8))
def test_many_texts_looked_at_at_once_open_all_that_each_opens_alone(texts: list[str]) -> None:
    wanted = [text + "𠮷" for text in texts]  # a character beyond the codes of pairs
    look_at(wanted)
    for text in wanted:
        assert _marks(text) & _looked_at(text) == _looked_at(text), text
