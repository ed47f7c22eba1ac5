"""Choosing what to compare: the pairs of documents that were compared, by the upper document."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from lawgraph.explorer.compared import Compared, Name, Pair

SIZE = 50
"""Rows that are shown at a time."""


@dataclass(frozen=True, slots=True)
class Group:
    """An upper document with the lower documents that it was compared with; ``more`` of them stand on other pages."""

    upper: Name
    pairs: tuple[Pair, ...]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Choosing:
    """The pairs from ``offset`` on of those that fit, by the upper document."""

    groups: tuple[Group, ...]
    total: int
    all: int
    offset: int
    words: str = ""
    size: int = SIZE
    kind: str = "choosing"


def fitting(found: Compared, words: str, lower: str = "", upper: str = "") -> list[Pair]:
    """Return the pairs with all the words in the titles, places or levels of their documents."""
    wanted = words.split()
    return [
        pair
        for pair in found.pairs
        if lower in ("", pair.lower.iri)
        and upper in ("", pair.upper.iri)
        and all(any(word in said for said in _said(pair)) for word in wanted)
    ]


def _said(pair: Pair) -> tuple[str, ...]:
    return tuple(said for each in (pair.upper, pair.lower) for said in (each.title, each.place, each.level))


def grouped(pairs: Iterable[Pair], shown: Iterable[Pair]) -> tuple[Group, ...]:
    """Return the pairs that are shown by their upper document, with how many more of it there are."""
    many: dict[str, int] = {}
    for pair in pairs:
        many[pair.upper.iri] = many.get(pair.upper.iri, 0) + 1
    groups: dict[str, list[Pair]] = {}
    for pair in shown:
        groups.setdefault(pair.upper.iri, []).append(pair)
    return tuple(
        Group(those[0].upper, tuple(those), many[upper] - len(those)) for upper, those in groups.items()
    )
