"""The page 查询: the named queries as forms, and their answers with the names of things."""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

import pyoxigraph as ox

from lawgraph.explorer.answer import AnswerCell, names_of, shown, things_in
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.page import Asked, Language, Missing, Page, Said, Shown
from lawgraph.explorer.query_fields import FormField, field_of
from lawgraph.explorer.sparql import MOST, fault_of
from lawgraph.service.answers import sheet, table_of
from lawgraph.tables.cells import Table
from ontology.iri import BASE
from queries.check import check
from queries.errors import QueryError, QueryNotFound
from queries.named_queries import Column, NamedQuery, find, library
from queries.near_names import near_names
from queries.paging import at_most
from queries.result import ResultTable, Term

ROWS = 50
"""Rows that are shown at a time."""
_OF_THE_PAGE = ("offset", "run")
_GROUPS = (
    (
        "上下对应",
        "Between levels",
        (
            "cross-level-links", "duties-side-by-side", "differences", "comparisons", "carried-on-in",
            "responsibilities-of-linked", "split-and-merged", "gaps", "only-in-upper", "only-in-lower", "same-matter",
        ),
    ),
    (
        "部门与职责",
        "Bodies and duties",
        (
            "department-duties", "department-deadlines", "departments-by-duties", "norms-by-modality",
            "body-succession", "reforms",
        ),
    ),
    (
        "金额、期限与罚则",
        "Amounts, time limits, penalties",
        ("thresholds", "payments", "time-limits", "deadlines", "tasks-by-deadline", "penalties"),
    ),
    (
        "文件与效力",
        "Documents and their force",
        (
            "documents", "documents-by-place", "status-on", "in-force-on", "expired", "repeals", "repealed-by",
            "legal-bases", "citations", "cited-by",
        ),
    ),
    (
        "变迁与审查",
        "Changes and findings",
        (
            "versions", "changes-between", "changed-articles", "amended-since", "findings", "stale-citations",
            "findings-by-body",
        ),
    ),
    (
        "条文与原文",
        "Provisions and their words",
        ("search-provisions", "provisions-by-topic", "definitions", "source-words"),
    ),
)  # fmt: skip
_MENTIONED = re.compile(r"(?:python -m )?lawgraph quer(?:y|ies) (?P<name>[a-z]+(?:-[a-z]+)*)")
_NAME = re.compile(r"(?<![\w-])[a-z]+(?:-[a-z]+)*(?![\w-])", re.ASCII)
_OF_AN_IRI = re.compile(r"的 ?IRI$|^IRI of (?:the |an? )?")
_OTHERS = ("来源与质量", "Sources and quality")


@dataclass(frozen=True, slots=True)
class Entry:
    """A query in the list."""

    name: str
    title: Said
    answers: Said
    parameters: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Group:
    """Queries on one matter."""

    title: Said
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an answer: its cells, and links to things that are in none of them."""

    cells: tuple[AnswerCell, ...]
    links: tuple[AnswerCell, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """One page of an answer: ``total`` is how many rows there are; with ``cut`` there are more."""

    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    total: int
    offset: int
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Form:
    """A query as a form: its fields, and the answer once enough is given.

    ``example`` are values that find something. ``nothing`` says what to do where nothing is found, ``others`` are the
    queries that it speaks of; ``near`` are names that would find something, each with its parameter. ``sparql`` is the
    query with the values bound. ``trouble`` says why there is no answer.
    """

    name: str
    answers: Said
    fields: tuple[FormField, ...]
    example: tuple[tuple[str, str], ...]
    answer: Found | None = None
    nothing: Said | None = None
    others: tuple[Entry, ...] = ()
    near: tuple[tuple[str, str], ...] = ()
    sparql: str = ""
    trouble: Said | None = None


@dataclass(frozen=True, slots=True)
class Library:
    """The page: all queries in groups, or one of them."""

    groups: tuple[Group, ...] = ()
    form: Form | None = None


def show(asked: Asked) -> Shown:
    """Return the list of the queries, or the one that is named below the path."""
    if not asked.path:
        if asked.given.items:
            raise Wrong(asked.given.items[0][0], "请先选一个查询。", "Choose a query first.")
        groups = _groups()
        return Shown(Library(groups=groups), table=_listed(groups))
    query = _named(asked.path)
    given = _given(asked, query)
    ran = bool(asked.given.items)
    fields = tuple(field_of(parameter, given.get(parameter.name, ""), ran) for parameter in query.parameters)
    example = tuple((each.name, each.example) for each in query.parameters if each.required)
    form = Form(query.name, Said(query.answers_zh, query.answers), fields, example)
    title = Said(query.title_zh, query.title)
    if any(field.fault for field in fields):
        return Shown(Library(form=form), title, status=400)
    if any(field.required and not field.value for field in fields):
        return Shown(Library(form=form), title)
    if not ran:  # what takes its time waits until it is asked for
        return Shown(Library(form=form), title, lambda: table_of(query, _asked(asked, query.bind(given))[0]))
    try:
        return _answered(asked, query, form, given)
    except QueryError as error:
        fault = fault_of("", error)
        form = replace(form, trouble=Said(fault.zh, fault.en))
        return Shown(Library(form=form), title, status=getattr(error, "status", 500))


def _answered(asked: Asked, query: NamedQuery, form: Form, given: Mapping[str, str]) -> Shown:
    text = query.bind(given)
    table, cut = _asked(asked, text)
    offset = asked.given.number("offset", 0)
    if offset and offset >= len(table):
        raise Wrong("offset", f"答案只有 {len(table)} 行。", f"The answer has {len(table)} rows.")
    answer = replace(_found(asked, query, table, offset), cut=cut)
    form = replace(form, answer=answer, sparql=_asked_in_sparql(query, text))
    if not len(table):
        form = _with_nothing(asked, query, given, form)
    things = things_in(table.rows[offset : offset + ROWS])
    return Shown(
        Library(form=form),
        Said(query.title_zh, query.title),
        table_of(query, table),
        tuple(iri for iri in things if iri.startswith(f"{BASE}/")),
    )


def _asked(asked: Asked, text: str) -> tuple[ResultTable, bool]:
    """Return the rows of a query, and whether there are more than are taken."""
    bounded = at_most(check(text), MOST + 1)
    table = asked.engine.query(bounded or text)
    assert isinstance(table, ResultTable)
    cut = bounded is not None and len(table) > MOST
    return (ResultTable(table.variables, table.rows[:MOST]) if cut else table), cut


def _found(asked: Asked, query: NamedQuery, table: ResultTable, offset: int) -> Found:
    """Return one page of an answer; columns that only programs need are links, those without any value left out."""
    known = {column.name: column for column in query.columns}
    units = {column.name: column.unit for column in query.columns if column.unit}
    page = ResultTable(table.variables, table.rows[offset : offset + ROWS]).with_units(units)
    names = names_of(asked.engine, things_in(page.rows), asked.language)
    codes = [at for at, name in enumerate(page.variables) if name in known and known[name].code]
    empty = {name for at, name in enumerate(table.variables) if all(row[at] is None for row in table.rows)}
    readable = [at for at, name in enumerate(page.variables) if at not in codes and name not in empty]
    shown_at = readable or list(range(len(page.variables)))
    rows = []
    for row in page.rows:
        iris = {
            page.variables[at]: term.value
            for at in codes
            if isinstance(term := row[at], ox.NamedNode) and term.value.startswith(f"{BASE}/")
        }
        cells = [_linked(page.variables[at], row[at], iris, names, asked.language) for at in shown_at]
        linked = {cell.iri for cell in cells}
        links = [
            AnswerCell(_OF_AN_IRI.sub("", _heading(known[name], asked.language)), iri)
            for name, iri in iris.items()
            if iri not in linked
        ]
        rows.append(Row(tuple(cells), tuple(links)))
    headings = [page.variables[at] for at in shown_at]
    return Found(
        tuple(_heading(known[name], asked.language) if name in known else name for name in headings),
        tuple(rows),
        len(table),
        offset,
    )


def _linked(
    column: str, term: Term | None, iris: Mapping[str, str], names: Mapping[str, str], language: Language
) -> AnswerCell:
    """Return a cell; words that are the name of a thing of the row, or its end, lead to that thing."""
    cell = shown(term, names, language)
    if cell.iri or cell.number or len(cell.text) < 2:
        return cell
    fits = [name for name, iri in iris.items() if names.get(iri, "").endswith(cell.text)]
    if not fits:
        return cell
    return replace(cell, iri=iris[max(fits, key=lambda name: (column.startswith(name), name))])


def _heading(column: Column, language: Language) -> str:
    return column.title if language is Language.EN else column.title_zh


def _with_nothing(asked: Asked, query: NamedQuery, given: Mapping[str, str], form: Form) -> Form:
    """Return the form with what is said of an answer without rows."""
    near: dict[str, tuple[str, ...]] = {}
    with suppress(QueryError):  # names that take too long are none
        near = near_names(asked.engine, query, given)
    queries = {each.name: each for each in library()}
    mentioned = dict.fromkeys(_MENTIONED.findall(f"{query.none_zh} {query.none}"))
    others = [queries[each] for each in mentioned if each in queries and each != query.name]
    titles = {each.name: Said(each.title_zh, each.title) for each in queries.values()}
    fields = {each.name: each.words for each in form.fields}
    return replace(
        form,
        nothing=Said(
            _in_words(query.none_zh, titles, fields, Language.ZH),
            _in_words(query.none, titles, fields, Language.EN),
        ),
        others=tuple(map(_entry, others)),
        near=tuple((parameter, name) for parameter, names in near.items() for name in names),
    )


def _in_words(text: str, titles: Mapping[str, Said], fields: Mapping[str, Said], language: Language) -> str:
    """Return a text of the command line with the titles of queries and the words of fields for their names."""

    def named(known: Mapping[str, Said], name: str) -> str:
        return f"“{known[name].by(language)}”" if name in known else name

    text = _MENTIONED.sub(lambda found: named(titles, found["name"]), text)
    return _NAME.sub(lambda found: named(fields, found[0]), text)


def _asked_in_sparql(query: NamedQuery, text: str) -> str:
    """Return a bound query without the header of its file, which says what the form says."""
    lines = text.splitlines(keepends=True)
    first = next((at for at, line in enumerate(lines) if not line.startswith("#")), 0)
    return f"# {query.title_zh}：{query.answers_zh}\n{''.join(lines[first:])}"


def _groups() -> tuple[Group, ...]:
    queries = {query.name: query for query in library()}
    grouped = {name for _, _, names in _GROUPS for name in names}
    groups = [(zh, en, [queries[name] for name in names if name in queries]) for zh, en, names in _GROUPS]
    groups.append((*_OTHERS, [query for name, query in queries.items() if name not in grouped]))
    return tuple(Group(Said(zh, en), tuple(map(_entry, found))) for zh, en, found in groups if found)


def _entry(query: NamedQuery) -> Entry:
    return Entry(
        query.name,
        Said(query.title_zh, query.title),
        Said(query.answers_zh, query.answers),
        tuple(Said(each.description_zh, each.description) for each in query.parameters),
    )


def _listed(groups: tuple[Group, ...]) -> Table:
    headings = [("查询", "Query"), ("名称", "Title"), ("回答", "Answers"), ("参数", "Parameters")]
    rows = [
        (each.name, each.title.zh, each.answers.zh, "；".join(said.zh for said in each.parameters))
        for group in groups
        for each in group.entries
    ]
    return sheet("queries", ("现成的查询", "Ready queries"), "现成的查询。", headings, rows)


def _named(name: str) -> NamedQuery:
    try:
        return find(name)
    except QueryNotFound as error:
        near = f"是不是 {error.near[0]}？" if error.near else ""
        guess = f"Did you mean {error.near[0]}? " if error.near else ""
        raise Missing(
            f"没有名为 {name[:60]} 的查询。{near}全部查询见“现成的查询”。",
            f"No query is called {name[:60]}. {guess}All are listed under ready queries.",
        ) from error


def _given(asked: Asked, query: NamedQuery) -> dict[str, str]:
    """Return the values that are given, by the names of the parameters."""
    known = [parameter.name for parameter in query.parameters]
    names = dict.fromkeys(name for name, _ in asked.given.items if name not in _OF_THE_PAGE)
    for name in names:
        if name not in known:
            raise Wrong(
                name,
                f"“{query.title_zh}”没有这个参数。",
                f"The query {query.name} has no such parameter.",
                known,
            )
    return {name: value for name in names if (value := asked.given.text(name).strip())}


PAGE = Page(
    name="queries",
    path="/queries",
    title=Said("查询", "Ask"),
    show=show,
    parameters=(*dict.fromkeys(each.name for query in library() for each in query.parameters), *_OF_THE_PAGE),
    below=True,
    bundled=("asking.css",),
    programs=("format", "labels"),
)
