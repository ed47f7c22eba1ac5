"""Searching the texts of a built graph by their words.

>>> import lawgraph.search
>>> index = lawgraph.search.open("build/graph")  # doctest: +SKIP
>>> index.find("融资担保", kind="task").hits[0].label  # doctest: +SKIP
"""

from __future__ import annotations

import weakref
from pathlib import Path

from lawgraph.search.finding import Found, Hit, Index, NoIndex, Share, Spread, TooManyFound, index_of
from lawgraph.search.wanted import SearchError

__all__ = [
    "Found",
    "Hit",
    "Index",
    "NoIndex",
    "SearchError",
    "Share",
    "Spread",
    "TooManyFound",
    "index_of",
    "open",
]


class _HeldIndex(Index):
    """An index whose generation no build sweeps away as long as it lives."""

    __slots__ = ("__weakref__",)


def open(graph: str | Path) -> Index:
    """Return the index of the graph in a folder, held as long as it lives.

    Raises :class:`queries.errors.GraphNotFound`, :class:`lawgraph.store.GraphDamaged` and :class:`NoIndex`.
    """
    from lawgraph.store import lease

    held = lease(Path(graph))
    try:
        index = _HeldIndex(index_of(held.generation.folder, Path(graph)).file)
    except BaseException:
        held.close()
        raise
    weakref.finalize(index, held.close)
    return index
