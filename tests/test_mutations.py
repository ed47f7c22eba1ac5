"""Mutated texts break no promise (benchmarks/mutations.py, which reads many more of them)."""

from __future__ import annotations

import os
import time

import pytest

from benchmarks.killable import Worker
from benchmarks.mutations import (
    LONGEST,
    MUTATIONS,
    TEXTS,
    Input,
    faults,
    mutant,
    of_rows,
    rows_of,
    texts_of,
)

INPUTS = 200


def test_mutated_texts_break_no_promise() -> None:
    texts = texts_of([])
    broken = {}
    for number in range(INPUTS):
        given = mutant(number, texts, seed=8)
        assert len(given.text) <= LONGEST
        if found := faults(given):
            broken[number] = found[:3]
    assert not broken, "python benchmarks/mutations.py --seed 8 --show NUMBER prints one"


@pytest.mark.parametrize(
    ("number", "why"),
    [
        (40517, "a letter, a blank and an accent: the row said them as one character"),
        (63148, "a clause that begins and ends inside a word (十二条)"),
        (64750, "a clause of one character, the second of a word (防火)"),
        (92513, "a clause that ends a word begun before it (条)"),
    ],
)
def test_an_input_that_broke_a_promise_once_breaks_none(number: int, why: str) -> None:
    assert faults(mutant(number, texts_of([]))) == [], why


def test_an_input_is_the_same_each_time_and_no_two_are() -> None:
    inputs = [mutant(number, TEXTS) for number in range(200)]
    assert inputs == [mutant(number, TEXTS) for number in range(200)]
    assert len({given.text for given in inputs}) > 190
    assert {name for given in inputs for name in given.done} == set(MUTATIONS)
    assert mutant(0, TEXTS, seed=2).text != inputs[0].text


SPOILT = [
    ({"text": "另一句。"}, "is not its source", "words that the source does not have"),
    ({"spans": [[0, 1]], "text_spans": [[0, 1]], "text": "第"}, "0 times", "characters lost"),
    ({"parent": "art-9"}, "before its parent", "a parent that is none"),
    ({"path": "art-1"}, "twice", "one path for two"),
    ({"text_spans": [[5, 4]]}, "a span that is none", "an end before its start"),
    ({"order": "zwei"}, "is not of type", "a field of another type"),
]


@pytest.mark.parametrize(("change", "wanted", "why"), SPOILT)
def test_a_broken_promise_is_noticed(change: dict[str, object], wanted: str, why: str) -> None:
    text = "第一条 企业应当遵守本法。\n第二条 处五万元罚款。\n"
    _, rows = rows_of(Input(0, ".txt", (), text))
    assert list(of_rows(rows, text)) == []
    at = next(at for at, row in enumerate(rows) if row.get("path") == "art-2" and row["type"] == "provision")
    spoilt = [{**row, **change} if number == at else row for number, row in enumerate(rows)]
    assert any(wanted in each for each in of_rows(spoilt, text)), why


def test_what_never_ends_is_killed_and_what_dies_is_told() -> None:
    worker = Worker(time.sleep, 1, warm_up=0)
    with pytest.raises(TimeoutError):
        worker.ask(60)
    assert worker.ask(0) is None, "a new process goes on"
    worker.end()
    dying = Worker(os._exit, 60)
    with pytest.raises(ChildProcessError, match="7"):
        dying.ask(7)
