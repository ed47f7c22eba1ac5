"""The page 查询 for SPARQL: a query in an editor or a plain form, and its answer with the names of things."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, replace

import pyoxigraph as ox

from lawgraph.explorer.answer import AnswerCell, names_of, shown, things_in
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.explorer.sparql_examples import EXAMPLES, Example, example
from lawgraph.service.answers import cell_of, sheet
from lawgraph.tables.cells import Cell, Table
from ontology.iri import BASE
from ontology.terms import PREFIXES
from queries.check import check
from queries.errors import ForbiddenQuery, MatchError, QueryError, QuerySyntaxError
from queries.paging import at_most
from queries.prefixes import with_prefixes
from queries.result import GraphResult, ResultTable
from queries.unknown_terms import unknown_terms

ROWS = 50
"""Rows that are shown at a time."""
MOST = 10_000
"""Rows of an answer to a query that sets no LIMIT."""
_WARNED = 5  # unknown terms that are told
_TRIPLE = ("subject", "predicate", "object")
_HEADINGS = {
    "subject": Said("主语", "subject"),
    "predicate": Said("谓语", "predicate"),
    "object": Said("宾语", "object"),
    "ask": Said("回答", "answer"),
}
_PLACE = re.compile(r"line (?P<line>\d+)(?:, column (?P<column>\d+))?: ")
_SPEAKER = re.compile(r"^[a-z]+: ")  # what a message is on: query, page, store
_PARTED = re.compile(r"(?P<zh>.*?。)(?P<en>(?=[A-Z'\"a-z0-9]).*)", re.DOTALL)
_WORD = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a query has no answer, and where it is wrong: ``line`` and ``column`` count from 1, 0 where none is told.

    ``before``, ``there`` and ``after`` are that line.
    """

    zh: str
    en: str
    line: int = 0
    column: int = 0
    before: str = ""
    there: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer: its headings and the rows of one page of it, ``total`` of how many; ``milliseconds`` it took.

    ``cut`` tells that there are more rows, which the query did not ask for by a LIMIT of its own. ``triples`` tells
    that the rows are triples.
    """

    headings: tuple[str, ...]
    rows: tuple[tuple[AnswerCell, ...], ...]
    total: int
    offset: int
    milliseconds: int
    cut: bool
    triples: bool


@dataclass(frozen=True, slots=True)
class Question:
    """The page: the text in the editor, what can be asked to start with, and the answer or why there is none.

    ``prefixes`` are those of the vocabulary, with their namespaces.
    """

    text: str
    example: str
    examples: tuple[Example, ...]
    prefixes: tuple[tuple[str, str], ...]
    answer: Answered | None = None
    fault: Fault | None = None
    warnings: tuple[Said, ...] = ()


def show(asked: Asked) -> Shown:
    """Return the page; the query runs as soon as there is one."""
    name = asked.given.text("example", allowed=[each.name for each in EXAMPLES])
    chosen = example(name)
    text = asked.given.text("text") or (chosen.text if chosen else "")
    offset = asked.given.number("offset", 0)
    page = Question(text, name, EXAMPLES, tuple(PREFIXES.items()))
    if not text.strip():
        return Shown(page)
    started = time.monotonic()
    try:
        found, cut = _answer(asked, text)
    except QueryError as error:
        return Shown(replace(page, fault=fault_of(text, error)), status=_status(error))
    took = round((time.monotonic() - started) * 1000)
    if offset and offset >= len(found):
        raise Wrong("offset", f"答案只有 {len(found)} 行。", f"The answer has {len(found)} rows.")
    rows = found.rows[offset : offset + ROWS]
    names = names_of(asked.engine, things_in(rows), asked.language)
    answer = Answered(
        headings=tuple(_heading(each).by(asked.language) for each in found.variables),
        rows=tuple(tuple(shown(term, names, asked.language) for term in row) for row in rows),
        total=len(found),
        offset=offset,
        milliseconds=took,
        cut=cut,
        triples=found.variables == _TRIPLE,
    )
    warnings = tuple(map(parted, unknown_terms(with_prefixes(text).text)[:_WARNED]))
    return Shown(
        replace(page, answer=answer, warnings=warnings),
        table=lambda: _table(asked, found),
        things=tuple(iri for iri in things_in(rows) if iri.startswith(f"{BASE}/")),
    )


def _answer(asked: Asked, text: str) -> tuple[ResultTable, bool]:
    """Return the rows of a query, or its triples as rows, and whether there are more than are taken."""
    bounded = at_most(check(text), MOST + 1)
    try:
        found = asked.engine.query(bounded or text)
    except QueryError as error:
        if bounded is None or _status(error) != 400:
            raise
        found = asked.engine.query(text)  # which tells the place of what is wrong in it
    table = (
        ResultTable(_TRIPLE, tuple((each.subject, each.predicate, each.object) for each in found.triples))
        if isinstance(found, GraphResult)
        else found
    )
    cut = bounded is not None and len(table) > MOST
    return (ResultTable(table.variables, table.rows[:MOST]) if cut else table), cut


def _heading(variable: str) -> Said:
    return _HEADINGS.get(variable, Said(variable, variable))


def parted(message: str) -> Said:
    """Return a message of ours, Chinese before English, in its two languages.

    >>> parted("query: 请加 LIMIT。Add a LIMIT.")
    Said(zh='query: 请加 LIMIT。', en='Add a LIMIT.')
    """
    found = _PARTED.fullmatch(message)
    return Said(found["zh"], found["en"].strip()) if found else Said(message, message)


def fault_of(text: str, error: QueryError) -> Fault:
    """Return why a query has no answer, with the line on which it is wrong where the error tells its place."""
    message = str(error)
    place = _PLACE.match(message)
    said = parted(message[place.end() :] if place else _SPEAKER.sub("", message))
    if place is None:
        return Fault(said.zh, said.en)
    line, column = int(place["line"]), int(place["column"] or 0)
    lines = text.split("\n")
    there = lines[line - 1] if line <= len(lines) else ""
    found = (getattr(error, "found", "") or "").split("\n")[0]
    word = _WORD.match(there, max(0, column - 1))
    end = column - 1 + len(found) if found else word.end() if word else max(column, 1)
    start = max(0, column - 1)
    return Fault(said.zh, said.en, line, column, there[:start], there[start:end], there[end:])


def _status(error: QueryError) -> int:
    if isinstance(error, QuerySyntaxError | MatchError):
        return 400
    return 403 if isinstance(error, ForbiddenQuery) else int(getattr(error, "status", 500))


def _table(asked: Asked, found: ResultTable) -> Table:
    """Return an answer as a table: a column of things as one of their names and one of their IRIs."""
    names = names_of(asked.engine, things_in(found.rows), asked.language)
    headings: list[tuple[str, str]] = []
    columns: list[list[Cell]] = []
    for at, variable in enumerate(found.variables):
        terms = [row[at] for row in found.rows]
        said = _heading(variable)
        things = any(isinstance(term, ox.NamedNode) for term in terms)
        headings.append((said.zh, said.en))
        columns.append(
            [
                shown(term, names, asked.language).text if isinstance(term, ox.NamedNode) else cell_of(term)
                for term in terms
            ]
        )
        if things:
            headings.append((f"{said.zh}（地址）", f"{said.en} (IRI)"))
            columns.append([term.value if isinstance(term, ox.NamedNode) else None for term in terms])
    rows = list(zip(*columns, strict=True)) if columns else []
    return sheet("sparql", ("查询结果", "Answer"), "由 SPARQL 查询得出。", headings, rows)


PAGE = Page(
    name="sparql",
    path="/sparql",
    title=Said("SPARQL", "SPARQL"),
    show=show,
    parameters=("text", "example", "offset"),
    menu=False,
    programs=("query", "update", "default-graph-uri", "named-graph-uri"),
    bundled=("asking.css", "vendor/yasgui/yasgui.min.css", "vendor/yasgui/yasgui.min.js"),
)
