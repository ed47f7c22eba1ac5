"""The terms of the units of a rule, found once for all rules that it is compared with."""

from __future__ import annotations

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
    def topics(self) -> Bag:
        """The topics of each unit."""
        return bag_of_terms(unit.topics for unit in self.units)

    @cached_property
    def functions(self) -> Bag:
        """The functions of government that answer in each unit."""
        return bag_of_terms([m.function for m in unit.mentions if m.function] for unit in self.units)


def _sentences(units: Iterable[Unit]) -> Iterator[str]:
    return (unit.text[start:end] for unit in units for start, end in unit.sentences)


_kept: Kept[Bags] = Kept()


def bags(units: tuple[Unit, ...]) -> Bags:
    """Return the terms of units; those of the last rules asked for are kept, as their units are."""
    key = id(units)  # of an object that is kept here, so that no other can have it meanwhile
    return _kept.get(key, lambda: Bags(units), lambda _: sum(len(unit.text) for unit in units))
