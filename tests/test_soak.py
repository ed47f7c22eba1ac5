"""The soak of the service, made short: it passes here, and it would not where something is wrong."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.serving import Size
from benchmarks.soak import Plan, grown, rows, soak

from .test_serve import INPUT

MB = 1 << 20


def test_a_short_soak_finds_nothing_wrong(tmp_path: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: the workers are found under /proc")
    store = ox.Store()
    store.bulk_load(path=str(INPUT), format=ox.RdfFormat.TRIG)
    nquads = tmp_path / "graph.nq"
    store.dump(str(nquads), format=ox.RdfFormat.N_QUADS)
    tally = soak(nquads, Plan(seconds=6, clients=4, kill_every=1, swap_every=2, limit=8))
    assert not tally.wrong
    assert tally.good > 20
    assert tally.killed > 0
    assert tally.swapped > 0


GROWN: list[tuple[Size, Size, int, str]] = [
    (Size(60 * MB, 400 * MB, 40), Size(66 * MB, 300 * MB, 10), 0, "as it was"),
    (Size(60 * MB, 400 * MB, 40), Size(120 * MB, 460 * MB, 10), 1, "the front grew"),
    (Size(60 * MB, 400 * MB, 40), Size(60 * MB, 900 * MB, 10), 1, "the workers grew"),
    (Size(60 * MB, 400 * MB, 40), Size(60 * MB, 400 * MB, 41), 1, "files are left open"),
]


@pytest.mark.parametrize(("first", "last", "wrong", "why"), GROWN)
def test_growth_is_told(first: Size, last: Size, wrong: int, why: str) -> None:
    assert len(grown(first, last)) == wrong, why


def test_rows_are_a_bag() -> None:
    one, two = '{"a":{"type":"literal","value":"1"}}', '{"a":{"type":"literal","value":"2"}}'

    def answer(*each: str) -> Counter[str]:
        return rows(f'{{"head":{{}},"results":{{"bindings":[{",".join(each)}]}}}}'.encode())

    assert answer(one, two) == answer(two, one)
    assert answer(one, two) != answer(one)
    assert answer(one, one) != answer(one)
