"""What narrows a list of documents: of each facet several values may be chosen, of which a document has one.

The number beside a value is that of the documents which the other facets leave: so it tells what choosing it would
show. What the graph does not say of a document is a value too, 未知.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Generic, TypeVar

from lawgraph.explorer.catalogue import Document, Named
from lawgraph.explorer.given import Given
from lawgraph.explorer.page import Said
from lawgraph.explorer.words import concept
from ontology.states import State

T = TypeVar("T")
NO_VALUE = "unknown"
"""The value of what the graph does not say."""
MOST = 60
"""Values of a facet that are listed; more are named by their number."""
_UNKNOWN = Said("未知", "unknown")
LEVELS: Mapping[str, Said] = {
    "national": Said("国家", "national"),
    "province": Said("省级", "province"),
    "prefecture": Said("市级", "prefecture"),
    "county": Said("县级", "county"),
    "township": Said("乡级", "township"),
    NO_VALUE: Said("层级未知", "level unknown"),
}
"""The levels from the country down, and last what has none."""
STATUSES: Mapping[str, Said] = {state: concept("states", state) for state in State}
"""What is said of whether a document holds."""


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a facet: its words, how many documents it would show, whether it is chosen."""

    value: str
    words: Said
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A facet with its values; ``more`` is how many rarer ones are not listed."""

    parameter: str
    words: Said
    options: tuple[Option, ...]
    more: int

    @property
    def chosen(self) -> tuple[Option, ...]:
        """The values that are chosen."""
        return tuple(option for option in self.options if option.chosen)


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The documents that are left, and the facets."""

    PARAMETERS: ClassVar = ("level", "territory", "type", "year", "issuer", "topic", "status")
    documents: tuple[Document, ...]
    facets: tuple[Facet, ...]


_WORDS: Mapping[str, Said] = {
    "level": Said("层级", "Level"),
    "territory": Said("地方", "Place"),
    "type": Said("类型", "Type"),
    "year": Said("年份", "Year"),
    "issuer": Said("机关", "Issuer"),
    "topic": Said("主题", "Topic"),
    "status": Said("状态", "Status"),
}
_FIXED: Mapping[str, Mapping[str, Said]] = {
    "level": LEVELS,
    "status": STATUSES,
}
"""Facets whose values are known beforehand, in their order."""


Values = Mapping[str, Mapping[str, Said]]
"""The values that a thing has of each facet, with their words."""


@dataclass(frozen=True, slots=True)
class Tally(Generic[T]):
    """The things that have a chosen value of each facet; how many there are of each value, and its words."""

    left: tuple[T, ...]
    counts: Mapping[str, Counter[str]]
    words: Mapping[str, Mapping[str, Said]]


def tallied(things: Iterable[tuple[T, Values, int]], chosen: Mapping[str, Collection[str]]) -> Tally[T]:
    """Count things by their values; each counts so many times.

    A value is counted among the things that the other facets leave.
    """
    counts: dict[str, Counter[str]] = {name: Counter() for name in chosen}
    words: dict[str, dict[str, Said]] = {name: {} for name in chosen}
    left = []
    for thing, values, number in things:
        for name, those in values.items():
            words[name].update(those)
        out = [name for name, wanted in chosen.items() if wanted and not values[name].keys() & wanted]
        if not out:
            left.append(thing)
        for name in out or chosen:
            if len(out) < 2:
                for value in values[name]:
                    counts[name][value] += number
    return Tally(tuple(left), counts, words)


def narrowed(documents: Sequence[Document], given: Given, day: date) -> Narrowed:
    """Return the documents that have a chosen value of each facet, and the facets with what they would show.

    Raises :class:`lawgraph.explorer.given.Wrong` for a level or a status that there is not.
    """
    chosen = {name: given.several(name, _FIXED.get(name)) for name in Narrowed.PARAMETERS}
    places = places_of(documents)
    found = tallied(((each, _values(each, places, day), 1) for each in documents), chosen)
    return Narrowed(found.left, tuple(facet(name, found, chosen[name]) for name in Narrowed.PARAMETERS))


def places_of(documents: Iterable[Document]) -> Mapping[str, Named]:
    """Return the places that documents are of, by their codes."""
    return {each.territory.code: each.territory for each in documents if each.territory}


def _values(document: Document, places: Mapping[str, Named], day: date) -> Values:
    status = document.status(day)
    return {
        **where(document, places),
        "year": _one(str(document.year or ""), None),
        "issuer": {name: Said(name, name) for name in document.issuers} or {NO_VALUE: _UNKNOWN},
        "topic": _several(document.topics),
        "status": _one(status, STATUSES[status]),
    }


def where(document: Document, places: Mapping[str, Named]) -> Values:
    """Return the level, the territory and the type of a document, as values of facets."""
    known = document.level in LEVELS
    return {
        "level": _one(document.level if known else "", LEVELS[document.level if known else NO_VALUE]),
        "territory": _several(places[code] for code in _around(document.territory) if code in places),
        "type": _several([document.kind] if document.kind else []),
    }


def _one(value: str, words: Said | None) -> dict[str, Said]:
    return {value: words or Said(value, value)} if value else {NO_VALUE: words or _UNKNOWN}


def _several(named: Iterable[Named]) -> dict[str, Said]:
    return {each.code: Said(each.zh, each.en) for each in named} or {NO_VALUE: _UNKNOWN}


def _around(territory: Named | None) -> tuple[str, ...]:
    """Return the codes of a place and of those that it lies in, which are codes of GB/T 2260.

    >>> _around(Named("632801", "格尔木市", "Golmud"))
    ('632801', '632800', '630000')
    >>> _around(Named("000000", "中华人民共和国", "China"))
    ('000000',)
    """
    if territory is None:
        return ()
    code = territory.code
    return tuple(dict.fromkeys((code, code[:4].ljust(len(code), "0"), code[:2].ljust(len(code), "0"))))


def facet(name: str, found: Tally[T], chosen: Collection[str], words: Said | None = None) -> Facet:
    """Return a facet with its most frequent values, and those that are chosen, in an order that a reader expects."""
    counts, named = found.counts[name], {**_FIXED.get(name, {}), **found.words[name]}
    there = {*(value for value, count in counts.items() if count), *chosen}
    listed = sorted(there, key=lambda value: (value not in chosen, -counts[value], value))[:MOST]
    order = list(_FIXED.get(name, ()))
    if name in ("territory", "year"):
        order = sorted(named, reverse=name == "year")
    if order:
        place = {value: at for at, value in enumerate(order)}
        listed.sort(key=lambda value: (value == NO_VALUE, place.get(value, len(order))))
    options = tuple(
        Option(value, named.get(value, Said(value, value)), counts[value], value in chosen)
        for value in listed
    )
    return Facet(name, words or _WORDS[name], options, len(there) - len(listed))
