"""Which quantities are asked for, in which order, and by what else they can be narrowed.

A graph may have tens of thousands; what they are narrowed and sorted by stands in arrays, one place a quantity.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

import numpy as np
import numpy.typing as npt

from lawgraph.explorer.amounts.register import KINDS, RANKS, Amount, Units, amounts_of, role_said, units_of
from lawgraph.explorer.kept import Kept
from lawgraph.explorer.page import Said
from lawgraph.stored_links import Reader, last
from lawgraph.tables.holdings import LEVELS
from queries.engine import Engine

SORTS = ("value", "document", "level", "role", "unit", "payer", "beneficiary")
"""By what the table can be sorted; with ``-`` before it the other way round."""
Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]
Figures = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which quantities are asked for; what is empty does not narrow. ``document`` is the last part of its IRI."""

    kind: str = ""
    role: str = ""
    unit: str = ""
    level: str = ""
    document: str = ""
    payer: str = ""
    beneficiary: str = ""
    least: Decimal | None = None
    most: Decimal | None = None
    doubtful: bool = False
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that the table can be narrowed by, and how many quantities it would leave."""

    value: str
    said: Said
    count: int


@dataclass(frozen=True, slots=True)
class Found:
    """The quantities of a graph, and what its units are called."""

    amounts: tuple[Amount, ...]
    units: Units


def found_in(engine: Engine) -> Found:
    """Return the quantities of a graph; raises what the engine raises."""
    reader = Reader(engine)
    return Found(amounts_of(reader), units_of(reader))


class Column:
    """What each quantity has of one kind of value: the values, and for each quantity the place of its own."""

    def __init__(self, values: Sequence[str]) -> None:
        self.names = tuple(sorted(set(values)))
        places = {name: at for at, name in enumerate(self.names)}
        self.at: Places = np.array([places[value] for value in values], dtype=np.intp)

    def holds(self, value: str) -> Flags:
        """Return which quantities have a value."""
        if value not in self.names:
            return np.zeros(len(self.at), dtype=np.bool_)
        found: Flags = self.at == self.names.index(value)
        return found

    def counted(self, kept: Flags) -> dict[str, int]:
        """Return how many of the quantities that are kept have each value; what is empty is no value."""
        counts = np.bincount(self.at[kept], minlength=len(self.names))
        return {name: int(count) for name, count in zip(self.names, counts, strict=True) if count and name}


class Names:
    """Who pays, or who gets: the quantities that name somebody."""

    def __init__(self, values: Sequence[tuple[str, ...]]) -> None:
        self.size = len(values)
        self.rows = [(at, name) for at, names in enumerate(values) for name in names]

    def holds(self, part: str) -> Flags:
        """Return which quantities name somebody with these words."""
        found: Flags = np.zeros(self.size, dtype=np.bool_)
        found[[at for at, name in self.rows if part in name]] = True
        return found

    def counted(self, kept: Flags) -> dict[str, int]:
        """Return how many of the quantities that are kept name each."""
        return Counter(name for at, name in self.rows if kept[at])


class Register:
    """All amounts, rates and time limits of a graph, ready to be narrowed."""

    def __init__(self, amounts: Sequence[Amount], units: Units) -> None:
        self.amounts = tuple(amounts)
        self.units = units
        self.columns: Mapping[str, Column | Names] = {
            "kind": Column([each.kind for each in amounts]),
            "role": Column([each.role for each in amounts]),
            "unit": Column([each.unit for each in amounts]),
            "level": Column([each.document.level for each in amounts]),
            "document": Column([last(each.document.iri) for each in amounts]),
            "payer": Names([each.payers for each in amounts]),
            "beneficiary": Names([each.beneficiaries for each in amounts]),
        }
        self.low, self.high, self.value = (
            _figures([getattr(each, name) for each in amounts]) for name in ("low", "high", "value")
        )
        self.doubtful: Flags = np.array([each.doubtful for each in amounts], dtype=np.bool_)

    @classmethod
    def read(cls, engine: Engine) -> Register:
        """Read the quantities of a graph; raises what the engine raises."""
        return cls.of(found_in(engine))

    @classmethod
    def of(cls, found: Found) -> Register:
        """Make one of what was read."""
        return cls(found.amounts, found.units)

    @property
    def units_at(self) -> Places:
        """For each quantity the place of its unit in :attr:`unit_names`."""
        return self._column("unit").at

    @property
    def unit_names(self) -> tuple[str, ...]:
        """The codes of the units."""
        return self._column("unit").names

    @property
    def levels_at(self) -> Places:
        """For each quantity the place of its level; see :meth:`level_place`."""
        return self._column("level").at

    def level_place(self, level: str) -> int:
        """Return the place of a level, -1 where no quantity is of it."""
        names = self._column("level").names
        return names.index(level) if level in names else -1

    def _column(self, name: str) -> Column:
        found = self.columns[name]
        assert isinstance(found, Column)
        return found

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The titles of documents by the last part of their IRIs."""
        return {last(each.document.iri): each.document.title for each in self.amounts}

    @cached_property
    def ranks(self) -> Mapping[str, Places]:
        """By what quantities are sorted: the place of each in the order of each of :data:`SORTS`."""
        return {
            "value": self._ranked(
                lambda each: (each.kind, each.unit, each.value or Decimal(0), each.low or Decimal(0))
            ),
            "document": self._ranked(lambda each: (each.document.title, each.document.iri)),
            "level": self._ranked(lambda each: RANKS.get(each.document.level, len(RANKS))),
            "role": self._ranked(lambda each: role_said(each.role).zh),
            "unit": self._ranked(lambda each: each.unit),
            "payer": self._ranked(lambda each: (not each.payers, each.payers)),
            "beneficiary": self._ranked(lambda each: (not each.beneficiaries, each.beneficiaries)),
        }

    def _ranked(self, key: Callable[[Amount], object]) -> Places:
        keys = [key(each) for each in self.amounts]
        places = {each: at for at, each in enumerate(sorted(set(keys)))}  # type: ignore[type-var]
        return np.array([places[each] for each in keys], dtype=np.intp)

    def narrowed(self, asked: Wanted) -> Narrowed:
        """Return the quantities that are asked for."""
        kept: dict[str, Flags] = {
            name: column.holds(getattr(asked, name))
            for name, column in self.columns.items()
            if getattr(asked, name)
        }
        if asked.least is not None or asked.most is not None:
            kept["range"] = self._within(asked.least, asked.most)
        if asked.doubtful:
            kept["doubtful"] = self.doubtful
        return Narrowed(self, asked, kept)

    def _within(self, least: Decimal | None, most: Decimal | None) -> Flags:
        """Return which quantities can be as high as ``least`` and as low as ``most``."""
        found: Flags = ~np.isnan(self.value)
        if least is not None:
            found &= np.isnan(self.high) | (self.high >= float(least))
        if most is not None:
            found &= np.isnan(self.low) | (self.low <= float(most))
        return found


REGISTER: Kept[Found, Register] = Kept("amounts", Found, found_in, Register.of)
"""The quantities of the graph that is served."""


@dataclass(frozen=True, slots=True, eq=False)
class Narrowed:
    """The quantities that are asked for; ``kept`` tells for each condition which fulfil it."""

    register: Register
    asked: Wanted
    kept: Mapping[str, Flags]

    def places(self) -> Places:
        """Return the places of the quantities that are asked for in the register, in the order asked for."""
        found = np.flatnonzero(self._all())
        key = self.asked.sort.removeprefix("-")
        if not key:
            return found
        ranks = self.register.ranks[key][found]
        found = found[np.argsort(-ranks if self.asked.sort.startswith("-") else ranks, kind="stable")]
        if key == "value":  # what has no figure comes last, whichever way
            found = found[np.argsort(np.isnan(self.register.value[found]), kind="stable")]
        return found

    def choices(self) -> Mapping[str, tuple[Choice, ...]]:
        """Return by what else they can be narrowed, and how many each choice would leave."""
        units, titles = self.register.units, self.register.titles
        return {
            "kind": _listed(self._counted("kind"), KINDS),
            "role": _most(self._counted("role"), role_said),
            "unit": _most(self._counted("unit"), units.said),
            "level": _listed(self._counted("level"), {code: Said(zh, code) for code, zh in LEVELS.items()}),
            "payer": _most(self._counted("payer"), _itself),
            "beneficiary": _most(self._counted("beneficiary"), _itself),
            "document": _most(self._counted("document"), lambda code: _itself(titles[code])),
        }

    def _counted(self, name: str) -> dict[str, int]:
        return self.register.columns[name].counted(self._all(but=name))

    def _all(self, but: str = "") -> Flags:
        found: Flags = np.ones(len(self.register.amounts), dtype=np.bool_)
        for name, kept in self.kept.items():
            if name != but:
                found &= kept
        return found


def _figures(bounds: Sequence[Decimal | None]) -> Figures:
    return np.array([np.nan if bound is None else float(bound) for bound in bounds], dtype=np.float64)


def _itself(name: str) -> Said:
    return Said(name, name)


def _listed(counted: Mapping[str, int], said: Mapping[str, Said]) -> tuple[Choice, ...]:
    return tuple(Choice(code, words, counted[code]) for code, words in said.items() if code in counted)


def _most(counted: Mapping[str, int], called: Callable[[str], Said]) -> tuple[Choice, ...]:
    ordered = sorted(counted.items(), key=lambda each: (-each[1], called(each[0]).zh, each[0]))
    return tuple(Choice(code, called(code), count) for code, count in ordered)
