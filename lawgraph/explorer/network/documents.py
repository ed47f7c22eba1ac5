"""The documents of a graph as a ladder: the most linked of each level, with the links of each two counted."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from lawgraph.explorer.catalogue import Catalogue, Document, catalogue, catalogue_of, counted
from lawgraph.explorer.kept import Few, Kept, same
from lawgraph.explorer.network.model import LEVELS, Grown, Kind, Left, Sort, Thing, Tie
from lawgraph.explorer.network.reading import Near
from lawgraph.explorer.network.telling import Network, told
from lawgraph.explorer.page import Asked
from lawgraph.stored_links import Reader
from queries.engine import Engine

FIRST, MORE = 15, 60
"""How many documents of a level are shown at first, and when its rest was asked for."""
_EDGES = 240  # that are drawn at most, the heaviest
_KEPT = 32
_AT_ONCE = 100  # documents that a query asks for


@dataclass(frozen=True, slots=True)
class Ladder:
    """What joins the documents that can be shown, in whatever choice; a build writes it."""

    documents: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()


def documents(asked: Asked, kinds: tuple[Kind, ...]) -> Network:
    """Return the ladder of the documents."""
    every = catalogue(asked).documents
    chosen, left = _chosen(every, asked.given.several("more", tuple(LEVELS)))
    things = {each.iri: _thing(each) for each in chosen}
    ties = _ties(asked, tuple(things))
    kept = sorted(
        (tie for tie in ties if tie.kind in kinds), key=lambda tie: (-tie.count, tie.source, tie.target)
    )
    grown = Grown("", things, tuple(kept[:_EDGES]), left, frozenset(), frozenset(), full=len(kept) > _EDGES)
    return replace(told(grown, asked.given, 1, kinds), total=len(every))


def _chosen(every: Sequence[Document], more: Collection[str]) -> tuple[list[Document], dict[str, Left]]:
    """Return the most linked documents of each level, and how many of it are left out."""
    chosen: list[Document] = []
    left: dict[str, Left] = {}
    for level in LEVELS:
        mine = [each for each in every if (each.level if each.level in LEVELS else "") == level]
        mine.sort(key=lambda each: (-each.counts.upward.all - each.counts.downward.all, each.title, each.iri))
        most = MORE if level in more else FIRST
        chosen += mine[:most]
        if len(mine) > most:
            left[level] = Left(level, len(mine) - most)
    return chosen, left


def _thing(each: Document) -> Thing:
    return Thing(
        each.iri, Sort.DOCUMENT, each.title, each.level if each.level in LEVELS else "",
        year=str(each.year or ""), place=each.territory.zh if each.territory else "",
        amended=str(each.amended.year) if each.amended else "",
    )  # fmt: skip


def _ties(asked: Asked, these: tuple[str, ...]) -> Sequence[Tie]:
    """Return what joins some documents with each other, kept as long as the service runs on the same graph."""
    ladder = LADDER.of(asked.engine, asked.store)
    shown = frozenset(these)
    if shown.issubset(ladder.documents):
        return [tie for tie in ladder.ties if tie.source in shown and tie.target in shown]
    return _KNOWN.of(asked.store, these, lambda: _among(asked.engine, these))


def _among(engine: Engine, these: tuple[str, ...]) -> tuple[Tie, ...]:
    shown, near = frozenset(these), Near(Reader(engine))
    found = (
        tie
        for first in range(0, len(these), _AT_ONCE)
        for tie in near.upward(these[first : first + _AT_ONCE])
    )
    return tuple(tie for tie in found if tie.source in shown and tie.target in shown)


def _first(engine: Engine) -> Ladder:
    return _ladder(engine, counted(engine))


def _ladder(engine: Engine, every: Catalogue) -> Ladder:
    chosen, _ = _chosen(every.documents, tuple(LEVELS))
    these = tuple(each.iri for each in chosen)
    return Ladder(these, _among(engine, these))


def write_ladder(engine: Engine, store: Path, folder: Path) -> None:
    """Write what joins the documents that can be shown into a folder."""
    LADDER.put(_ladder(engine, catalogue_of(engine, store)), folder)


LADDER: Kept[Ladder, Ladder] = Kept("ladder", Ladder, _first, same, otherwise=Ladder())
"""That of the graph that is served; without the file the graph is asked for what is shown."""
_KNOWN: Few[Sequence[Tie]] = Few(_KEPT)
