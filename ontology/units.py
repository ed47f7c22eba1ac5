"""Units of amounts: what each measures, and how many of the unit of the contract one of it is.

The words themselves, with what must not follow them, are in the lexicon (classes ``unit`` and ``counted-unit``);
``authority/units.tsv`` says what they mean: 倍 is 100 %, 位 a person.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path

from ontology.tables import DATA, Row, read_table, refuse_repeated

COLUMNS = ("unit", "kind", "code", "scale", "rule")
KINDS = ("money", "percent", "duration", "count")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit as printed after a numeral, without 个.

    ``kind`` is what it measures, ``code`` the unit of the contract, ``scale`` how many of that one of it is, and
    ``rule`` the rule that reads it.
    """

    name: str
    kind: str
    code: str
    scale: Decimal
    rule: str


def read_units(path: Path) -> tuple[Unit, ...]:
    """The units of a table, in its order.

    Raises :class:`ontology.tables.AuthorityError` for a repeated unit, an unknown kind and a scale that is no
    number above 0.
    """
    rows = read_table(path, COLUMNS)
    refuse_repeated(rows, "unit")
    return tuple(map(_unit, rows))


def _unit(row: Row) -> Unit:
    kind = row.require("kind")
    if kind not in KINDS:
        raise row.error(f"kind is {kind!r}; write one of {', '.join(KINDS)}")
    printed = row.require("scale")
    try:
        scale = Decimal(printed)
    except InvalidOperation:
        scale = Decimal(0)
    if not (scale.is_finite() and scale > 0):
        raise row.error(f"scale is {printed!r}; write how many of {row.get('code')} one is, a number above 0")
    return Unit(row.require("unit"), kind, row.require("code"), scale, row.require("rule"))


@cache
def units() -> tuple[Unit, ...]:
    """The units of ``authority/units.tsv``."""
    return read_units(DATA / "units.tsv")


__all__ = ["COLUMNS", "KINDS", "Unit", "read_units", "units"]
