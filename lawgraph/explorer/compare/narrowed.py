"""Filters of the table: which rows are wanted, and how many there are of each value that can be chosen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from lawgraph.explorer.compare.found import Between, Line
from lawgraph.explorer.given import Given

STATES = ("linked", "absent", "doubtful", "formal", "reviewed")
CONFIDENCES = ("certain", "likely", "unsure")
DIFFERENCES = ("stricter", "looser", "possible-conflict", "none")
PARAMETERS = ("state", "confidence", "difference", "topic", "department", "q")
"""The parameters of filters; each but the words may be given more than once."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted: either of the values of one filter, all filters together, all words."""

    states: tuple[str, ...] = ()
    confidences: tuple[str, ...] = ()
    differences: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    departments: tuple[str, ...] = ()
    words: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any((*self._chosen().values(), self.words))

    @classmethod
    def of(cls, given: Given) -> Filters:
        """Read the filters of an address; raise :class:`lawgraph.explorer.given.Wrong` for a value that cannot be."""
        return cls(
            given.several("state", STATES),
            given.several("confidence", CONFIDENCES),
            given.several("difference", DIFFERENCES),
            given.several("topic"),
            given.several("department"),
            tuple(given.text("q").split()),
        )

    def _chosen(self) -> Mapping[str, tuple[str, ...]]:
        return {
            "state": self.states,
            "confidence": self.confidences,
            "difference": self.differences,
            "topic": self.topics,
            "department": self.departments,
        }


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a filter: how many rows have it beside what the other filters want, and whether it is chosen."""

    value: str
    many: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Narrowed:
    """The lines that are wanted, and the choices of each filter by its parameter."""

    lines: tuple[Line, ...]
    choices: Mapping[str, tuple[Choice, ...]]


def narrow(found: Between, filters: Filters) -> Narrowed:
    """Return the lines that fit all filters, and the choices that there are."""
    chosen = filters._chosen()
    lines = [line for line in found.lines if _has_words(found, line, filters.words)]
    values = {name: [frozenset(_VALUES[name](found, line)) for line in lines] for name in chosen}
    fits = {
        name: [not wanted or not each.isdisjoint(wanted) for each in values[name]]
        for name, wanted in chosen.items()
    }
    choices = {}
    for name, wanted in chosen.items():
        others = [fits[other] for other in chosen if other != name]
        counted = Counter(
            value
            for at, each in enumerate(values[name])
            if all(other[at] for other in others)
            for value in each
        )
        choices[name] = tuple(
            Choice(value, counted[value], value in wanted) for value in _listed(name, counted, wanted)
        )
    kept = tuple(line for at, line in enumerate(lines) if all(each[at] for each in fits.values()))
    return Narrowed(kept, choices)


def _listed(name: str, counted: Counter[str], wanted: Sequence[str]) -> list[str]:
    """Return the values of a filter: in their own order, or those with most rows first; a chosen one is there too."""
    fixed = {"state": STATES, "confidence": CONFIDENCES, "difference": DIFFERENCES}.get(name)
    if fixed:
        return [value for value in fixed if counted[value] or value in wanted]
    return sorted({*counted, *wanted}, key=lambda value: (-counted[value], value))


def _has_words(found: Between, line: Line, words: Iterable[str]) -> bool:
    units = [found.units[unit] for unit in line.units if unit in found.units]
    return all(any(word in unit.text or word in unit.label for unit in units) for word in words)


def _of_units(name: str) -> Callable[[Between, Line], Iterable[str]]:
    def values(found: Between, line: Line) -> Iterable[str]:
        return (
            each for unit in line.units if unit in found.units for each in getattr(found.units[unit], name)
        )

    return values


_VALUES: Mapping[str, Callable[[Between, Line], Iterable[str]]] = {
    "state": lambda _, line: line.standing,
    "confidence": lambda _, line: (line.sureness,) if line.is_link else (),
    "difference": lambda _, line: (line.difference or "none",) if line.is_link else (),
    "topic": _of_units("topics"),
    "department": _of_units("departments"),
}
