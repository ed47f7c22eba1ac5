"""Institutional reforms (机构改革) from 2003 to 2024: which kind of department became which, when, how.

A reform is stated for kinds; in the country it happened on one date, below it, division by division, in about
one year. ``certainty`` is of the national fact: ``checked`` where the plan of 2018 was read, otherwise
``from-memory``. Local dates are always from memory: provinces and counties followed within about a year.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from ontology.departments import department_kinds
from ontology.tables import DATA, Row, read_table, refuse_repeated

REFORM_COLUMNS = (
    "identifier",
    "kind",
    "date_national",
    "date_local",
    "original",
    "resulting",
    "label_zh",
    "label_en",
    "source",
    "certainty",
)
KINDS = ("rename", "merge", "split", "transfer")


@dataclass(frozen=True, slots=True)
class Reform:
    """A reform: ``original`` and ``resulting`` are identifiers of department kinds.

    ``date_national`` and ``date_local`` are ISO dates in the precision known (2018, 2018-03), None where
    none is recorded: the reform did not take place on that side, or it is not known when.
    """

    identifier: str
    kind: str
    date_national: str | None
    date_local: str | None
    original: tuple[str, ...]
    resulting: tuple[str, ...]
    label_zh: str
    label_en: str
    source: str
    certainty: str


def read_reforms(path: Path) -> tuple[Reform, ...]:
    """The reforms of a table.

    Raises :class:`ontology.tables.AuthorityError` for a repeated identifier, a label missing in one
    language, an unknown kind of change or of department, or a date that is none.
    """
    rows = read_table(path, REFORM_COLUMNS)
    refuse_repeated(rows, "identifier")
    known = {kind.identifier for kind in department_kinds()}
    return tuple(_reform(row, known) for row in rows)


def _reform(row: Row, known: set[str]) -> Reform:
    if row.require("kind") not in KINDS:
        raise row.error(f"kind is {row.get('kind')!r}; write one of {', '.join(KINDS)}")
    dates = [row.get(column) or None for column in ("date_national", "date_local")]
    for day in dates:
        if day is not None and not _is_date(day):
            raise row.error(f"{day!r} is no date; write 2018, 2018-03 or 2018-03-17")
    if not any(dates):
        raise row.error("no date; fill in date_national or date_local")
    for column in ("original", "resulting"):
        row.require(column)
        for kind in row.several(column):
            if kind not in known:
                raise row.error(f"department kind {kind!r} does not exist; add it or correct the name")
    if row.require("certainty") not in {"checked", "from-memory"}:
        raise row.error(f"certainty is {row.get('certainty')!r}; write checked or from-memory")
    return Reform(
        row.require("identifier"),
        row.get("kind"),
        dates[0],
        dates[1],
        row.several("original"),
        row.several("resulting"),
        row.require("label_zh"),
        row.require("label_en"),
        row.get("source"),
        row.get("certainty"),
    )


def _is_date(text: str) -> bool:
    """Say whether a text is a year, a month or a day in ISO 8601."""
    try:
        date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return len(text) in (4, 7, 10)


@cache
def reforms() -> tuple[Reform, ...]:
    """All reforms, in the order of the table."""
    return read_reforms(DATA / "reforms.tsv")


def local_successions(kind: str, since: str = "") -> tuple[Reform, ...]:
    """The local reforms that a kind of department went through, and those of its successors, by date.

    Each only when it comes after the one that led to it.

    >>> [reform.identifier for reform in local_successions("economic-commission")]
    ['industry-local-2009', 'industry-local-2018']
    """
    found: dict[str, Reform] = {}
    open_kinds = [(kind, since)]
    while open_kinds:
        current, earliest = open_kinds.pop()
        for reform in reforms():
            if reform.date_local is None or current not in reform.original or reform.date_local < earliest:
                continue
            if reform.identifier in found:
                continue
            found[reform.identifier] = reform
            open_kinds += [(after, reform.date_local) for after in reform.resulting if after != current]
    return tuple(sorted(found.values(), key=lambda reform: (reform.date_local or "", reform.identifier)))
