"""Every parser of ours on a few inputs that were broken at random: an answer, or one of its own errors.

``python -m benchmarks.fuzz --minutes 10`` does the same for as long as one likes.
"""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benchmarks.fuzz import mutated, tried
from benchmarks.parsers import PARSERS, Parser

SLOW = {
    "facts": 4,
    "repairs": 10,
    "arguments of the command": 10,
    "parameters of queries": 10,
    "structure": 20,
}
"""How many inputs those get that take long; the others get 40."""

# What benchmarks/fuzz.py found, each as it was found
FOUND: list[tuple[str, bytes, str]] = [
    (
        "manifest",
        b'{"sources": {}, "recipe": "\xed\xa0\x80a", "graph": "b"}',
        "half a character in words of JSON",
    ),
]


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_a_parser_gives_an_answer_or_its_own_error(parser: Parser) -> None:
    rng = random.Random(parser.name)
    seeds = parser.seeds()
    for seed in seeds[:3]:
        assert tried(parser, seed)[1] == "", seed
    for _ in range(SLOW.get(parser.name, 40)):
        data = mutated(rng.choice(seeds), rng.choice(seeds), rng)
        assert tried(parser, data)[1] == "", data


@given(st.binary(max_size=300))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_any_bytes_are_answered(data: bytes) -> None:
    for parser in PARSERS:
        if parser.name not in SLOW:
            assert tried(parser, data)[1] == "", parser.name


@pytest.mark.parametrize(("name", "data", "why"), FOUND)
def test_what_was_found_once(name: str, data: bytes, why: str) -> None:
    (parser,) = [each for each in PARSERS if each.name == name]
    assert tried(parser, data)[1] == "", why


def test_a_defect_would_be_seen() -> None:
    def broken(_: bytes) -> object:
        raise KeyError("x")

    assert "KeyError" in tried(Parser("broken", broken, (ValueError,), list), b"")[1]
    answer, wrong = tried(Parser("own", broken, (KeyError,), list), b"")
    assert answer.startswith("KeyError at test_fuzz.py:")
    assert wrong == ""
