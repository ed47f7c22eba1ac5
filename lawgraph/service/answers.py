"""The answer to a named query in the forms that programs and people want: JSON, results of SPARQL, CSV, XLSX."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pyoxigraph as ox

from lawgraph.office.layout import across
from lawgraph.tables.cells import Cell, Column, Number, Table
from lawgraph.tables.handed_in import HandedIn
from ontology.terms import XSD
from queries.named_queries import Column as NamedColumn
from queries.named_queries import NamedQuery
from queries.result import ResultTable, Term, value_of

JsonValue = str | int | float | bool | None
_NARROWEST, _WIDEST = 6, 40  # Chinese characters of a column
_NUMBERS = frozenset({XSD.integer, XSD.decimal})


@dataclass(frozen=True, slots=True)
class Answer:
    """A named query with the values that were given, its rows, and what to say where there are none."""

    query: NamedQuery
    values: Mapping[str, str]
    table: ResultTable
    near: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class AnswerForm:
    """A form of an answer: how a request calls it, its media type, and how it is written."""

    name: str
    media_type: str
    aliases: tuple[str, ...]
    write: Callable[[Answer, str], bytes]
    download: bool = False

    @property
    def content_type(self) -> str:
        """The value of the header Content-Type."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def _json(answer: Answer, labels: str) -> bytes:
    """Rows as objects of plain values: IRIs in full, numbers as numbers, a cell without a value as null."""
    query, table = answer.query, answer.table
    said: dict[str, object] = {
        "query": query.name,
        "title": {"zh": query.title_zh, "en": query.title},
        "parameters": dict(answer.values),
        "columns": [
            {"name": name, **({"zh": known.title_zh, "en": known.title} if known else {})}
            for name, known in ((name, _columns(query).get(name)) for name in table.variables)
        ],
        "rows": [dict(zip(table.variables, map(_plain, row), strict=True)) for row in table.rows],
    }
    if not table.rows:
        said["nothing"] = {"zh": query.none_zh, "en": query.none, "near": answer.near}
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _results(answer: Answer, labels: str) -> bytes:
    return answer.table.json().encode()


def _csv(answer: Answer, labels: str) -> bytes:
    titles = {
        "zh": {name: column.title_zh for name, column in _columns(answer.query).items()},
        "en": {name: column.title for name, column in _columns(answer.query).items()},
    }
    return answer.table.csv(bom=True, headings=titles.get(labels)).encode()


def _xlsx(answer: Answer, labels: str) -> bytes:
    from lawgraph.office.workbook import workbook

    return workbook(_handed_in(answer))


FORMS = (
    AnswerForm("json", "application/json", ("text/json",), _json),
    AnswerForm("sparql-json", "application/sparql-results+json", (), _results),
    AnswerForm("csv", "text/csv", (), _csv, download=True),
    AnswerForm(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ("application/vnd.ms-excel",),
        _xlsx,
        download=True,
    ),
)
"""Best first: what a client gets that takes anything."""
LABELS = ("zh", "en", "code")
"""What the columns of CSV may be called by: their titles, or their names."""


def _columns(query: NamedQuery) -> dict[str, NamedColumn]:
    return {column.name: column for column in query.columns}


def _plain(term: Term | None) -> JsonValue:
    return term.value if isinstance(term, ox.NamedNode) else value_of(term)


def cell_of(term: Term | None) -> Cell:
    """Return a term as a cell of a table: numbers and days as such, all else as text."""
    if not isinstance(term, ox.Literal):
        return None if term is None else str(_plain(term))
    try:
        if term.datatype.value in _NUMBERS:
            return Number(Decimal(term.value))
        if term.datatype.value == XSD.date:
            return datetime.date.fromisoformat(term.value)
    except (InvalidOperation, ValueError):
        pass
    return term.value


@dataclass(frozen=True, slots=True)
class _Row:
    cells: tuple[Cell, ...]


def sheet(
    name: str,
    titles: tuple[str, str],
    note: str,
    headings: Sequence[tuple[str, str]],
    rows: Sequence[tuple[Cell, ...]],
) -> Table:
    """Return rows of cells as a table; its title and the headings are in Chinese and English."""
    columns = [
        Column("cells", zh, en, _width(zh, [row[at] for row in rows]), at=at)
        for at, (zh, en) in enumerate(headings)
    ]
    return Table(name, *titles, note, tuple(columns), (), [_Row(row) for row in rows])


def table_of(query: NamedQuery, table: ResultTable) -> Table:
    """Return an answer as a table, without the columns that only programs need."""
    known = _columns(query)
    shown = [
        at for at, name in enumerate(table.variables) if name not in known or not known[name].code
    ] or list(range(len(table.variables)))
    names = [table.variables[at] for at in shown]
    headings = [
        (known[name].title_zh, known[name].title) if name in known else (name, name) for name in names
    ]
    rows = [tuple(cell_of(row[at]) for at in shown) for row in table.rows]
    return sheet(query.name, (query.title_zh, query.title), f"{query.answers_zh}。", headings, rows)


def _handed_in(answer: Answer) -> HandedIn:
    query = answer.query
    given = "、".join(f"{name}={value}" for name, value in answer.values.items())
    notes = (f"{query.answers_zh}。", f"查询 {query.name}，参数：{given or '未给'}。")
    return HandedIn(query.title_zh, (), notes, (table_of(query, answer.table),))


def _width(title: str, cells: list[Cell]) -> int:
    widest = max((across(cell) for cell in cells if isinstance(cell, str)), default=0)
    return max(_NARROWEST, min(_WIDEST, (max(widest, across(title)) + 1) // 2 + 1))
