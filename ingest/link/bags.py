"""The terms of the units of a rule, found once for all rules that it is compared with."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from itertools import accumulate

from ingest.link.kept import Kept
from ingest.link.terms import Bag, bag_of_pairs, bag_of_terms
from ingest.link.units import Unit


class Bags:
    """The terms of units, found when they are first asked for."""

    def __init__(self, units: tuple[Unit, ...]) -> None:
        self.units = units

    @cached_property
    def words(self) -> Bag:
        """The words of each unit."""
        return bag_of_terms(unit.terms for unit in self.units)

    @cached_property
    def pairs(self) -> Bag:
        """The pairs of Chinese characters of each unit."""
        return bag_of_pairs([unit.text for unit in self.units])

    @cached_property
    def sentences(self) -> Bag:
        """The same of each sentence of the units, one after the other."""
        return bag_of_pairs(list(_sentences(self.units)))

    @cached_property
    def starts(self) -> tuple[int, ...]:
        """Where the sentences of each unit begin among those of all, and their number."""
        return 0, *accumulate(len(unit.sentences) for unit in self.units)

    @cached_property
    def sentence_words(self) -> Bag:
        """The words of each sentence of the units, one after the other."""
        return bag_of_terms(_within(unit, span) for unit in self.units for span in unit.sentences)

    @cached_property
    def norm_words(self) -> Bag:
        """The words of each norm of the units, one after the other; those of a unit that has no norm."""
        return bag_of_terms(_within(unit, span) for unit in self.units for span in _norms(unit))

    @cached_property
    def norm_starts(self) -> tuple[int, ...]:
        """Where the norms of each unit begin among those of all, and their number."""
        return 0, *accumulate(len(_norms(unit)) for unit in self.units)

    @cached_property
    def topics(self) -> Bag:
        """The topics of each unit."""
        return bag_of_terms(unit.topics for unit in self.units)


def _within(unit: Unit, span: tuple[int, int]) -> list[str]:
    """Return the words of a unit that stand wholly within a range of its text."""
    starts = unit.places[::2]
    first = bisect_left(starts, span[0])
    last = bisect_right(unit.places[1::2], span[1])
    return unit.terms[first:last]


def _norms(unit: Unit) -> tuple[tuple[int, int], ...]:
    """Return where the norms of a unit stand in its text; all of it if it has none."""
    found = (unit.position(norm.spans) for norm in unit.norms)
    return tuple(dict.fromkeys(place for place in found if place is not None)) or ((0, len(unit.text)),)


def _sentences(units: Iterable[Unit]) -> Iterator[str]:
    return (unit.text[start:end] for unit in units for start, end in unit.sentences)


_kept: Kept[Bags] = Kept()


def bags(units: tuple[Unit, ...]) -> Bags:
    """Return the terms of units; those of the last rules asked for are kept, as their units are."""
    key = id(units)  # of an object that is kept here, so that no other can have it meanwhile
    return _kept.get(key, lambda: Bags(units), lambda _: sum(len(unit.text) for unit in units))
