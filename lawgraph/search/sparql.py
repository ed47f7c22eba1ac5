"""``lg:matches`` in queries of a built graph (:mod:`queries.matches`)."""

from __future__ import annotations

from pathlib import Path

from lawgraph.search.finding import index_of
from queries.matches import Find

MOST = 10_000
"""How many units a pattern may find; one that finds more is refused, as part of an answer would look like all of it."""


def finder(store: Path) -> Find:
    """Return what answers ``lg:matches`` for a store of a generation, which somebody must hold.

    What it returns raises :class:`lawgraph.search.NoIndex` where there is none, when it is asked.
    """
    folder = store.resolve().parent

    def find(text: str) -> tuple[str, ...]:
        return index_of(folder, folder.parent).iris(text, MOST)

    return find
