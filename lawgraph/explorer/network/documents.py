"""The documents of a graph as a ladder: the most linked of each level, with the links of each two counted."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace

from lawgraph.explorer.catalogue import Document, catalogue
from lawgraph.explorer.network.model import LEVELS, Grown, Kind, Left, Sort, Thing, Tie
from lawgraph.explorer.network.reading import Near
from lawgraph.explorer.network.telling import Network, told
from lawgraph.explorer.page import Asked
from lawgraph.stored_links import Reader

FIRST, MORE = 15, 60
"""How many documents of a level are shown at first, and when its rest was asked for."""
_EDGES = 240  # that are drawn at most, the heaviest
_KEPT = 32


def documents(asked: Asked, kinds: tuple[Kind, ...]) -> Network:
    """Return the ladder of the documents."""
    every = catalogue(asked).documents
    more = asked.given.several("more", tuple(LEVELS))
    chosen: list[Document] = []
    left: dict[str, Left] = {}
    for level in LEVELS:
        mine = [each for each in every if (each.level if each.level in LEVELS else "") == level]
        mine.sort(key=lambda each: (-each.counts.upward.all - each.counts.downward.all, each.title, each.iri))
        most = MORE if level in more else FIRST
        chosen += mine[:most]
        if len(mine) > most:
            left[level] = Left(level, len(mine) - most)
    things = {each.iri: _thing(each) for each in chosen}
    ties = _ties(asked, tuple(things))
    kept = sorted(
        (tie for tie in ties if tie.kind in kinds), key=lambda tie: (-tie.count, tie.source, tie.target)
    )
    grown = Grown("", things, tuple(kept[:_EDGES]), left, frozenset(), frozenset(), full=len(kept) > _EDGES)
    return replace(told(grown, asked.given, 1, kinds), total=len(every))


def _thing(each: Document) -> Thing:
    return Thing(
        each.iri, Sort.DOCUMENT, each.title, each.level if each.level in LEVELS else "",
        year=str(each.year or ""), place=each.territory.zh if each.territory else "",
    )  # fmt: skip


def _ties(asked: Asked, these: tuple[str, ...]) -> Sequence[Tie]:
    """Return what joins some documents with each other, kept as long as the service runs on the same graph."""
    key = (str(asked.store), these)
    with _turn:
        if key in _known:
            _known.move_to_end(key)
            return _known[key]
    near = Near(Reader(asked.engine))
    shown = frozenset(these)
    found = [tie for tie in near.upward(these) if tie.source in shown and tie.target in shown]
    with _turn:
        _known[key] = found
        while len(_known) > _KEPT:
            _known.popitem(last=False)
    return found


_turn = threading.Lock()
_known: OrderedDict[tuple[str, tuple[str, ...]], Sequence[Tie]] = OrderedDict()
