"""Questions from the command line: a named query, a file or standard input, in a form for eyes or programs."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO, TypeVar

from lawgraph.in_time import TimePassed, in_time
from lawgraph.opening import open_store
from lawgraph.store import leased
from queries.edits import Edited
from queries.engine import Engine
from queries.errors import (
    ForbiddenQuery,
    HeaderError,
    MatchError,
    ParameterError,
    QueryError,
    QueryNotFound,
    QuerySyntaxError,
)
from queries.named_queries import Column, NamedQuery, find, library, parse_query
from queries.parameters import Parameter
from queries.prefixes import with_prefixes
from queries.result import GraphResult, Result, ResultTable
from queries.unknown_terms import unknown_terms

FORMATS = ("table", "csv", "json", "ttl")
_T = TypeVar("_T")
LABELS = ("zh", "en", "code")
_MARK = "\ufeff"  # of byte order, with which Windows begins a file
SECONDS = 60.0  # that a query may take, as in the service
_CELL = 36  # characters of a cell on a terminal; csv and json give all
_CARD_CELL = 200  # where each row is a card of its own
_NARROWEST = 40  # columns
_LISTED = 30  # values of a parameter that are listed with the others
_HEADER = re.compile(r"^#\s*(?:param|title-en)\b", re.MULTILINE)
_USAGE = (QueryNotFound, ParameterError, QuerySyntaxError, ForbiddenQuery, HeaderError, MatchError)


class AskError(Exception):
    """A question that could not be asked; ``usage`` tells whether its wording is at fault."""

    def __init__(self, message: object, *, usage: bool = True) -> None:
        super().__init__(str(message))
        self.usage = usage


class TooSlow(AskError):
    """A query that has taken longer than it may; its thread still runs (:mod:`lawgraph.in_time`)."""


def _values(params: Sequence[str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for param in params:
        # In a locale that is not UTF-8 the bytes of an argument come as surrogates.
        name, sign, value = os.fsencode(param).decode("utf-8", "replace").partition("=")
        if not sign:
            raise AskError(
                f"--param {param}: 应写成 名称=值，例如 --param topic=融资。"
                "A parameter is given as name=value, for example --param topic=融资."
            )
        if name.replace("-", "_") in {given.replace("-", "_") for given in values}:
            raise AskError(
                f"--param {name}: 同一参数给了不止一次，请只留一个。"
                "The parameter is given more than once; leave one of them."
            )
        values[name] = value
    return values


def _read(name: str, values: Mapping[str, object], stdin: TextIO) -> tuple[Edited, NamedQuery | None]:
    """Return the SPARQL text and, if it has a header, the query."""
    if "{" in name:
        raise AskError(
            "query: SPARQL 请放在 .rq 文件里，或从标准输入给出：lawgraph query - < FILE。"
            "Give SPARQL in a .rq file or on standard input: lawgraph query - < FILE."
        )
    if name != "-" and not name.endswith(".rq") and not Path(name).is_file():
        named = find(name)
        return named.bound(values), named
    try:
        text = (stdin.read() if name == "-" else Path(name).read_text("utf-8")).removeprefix(_MARK)
        if _HEADER.search(text):
            named = parse_query(text, Path(name).name)
            return named.bound(values), named
    except (OSError, UnicodeDecodeError) as error:
        raise AskError(
            f"{name}: 读不了这个文件，请给出可读的 UTF-8 文件，或查询名（见 lawgraph queries）。"
            f"Cannot read the file ({error}); give a readable UTF-8 file, or the name of a query."
        ) from error
    if values:
        raise AskError(
            f"{name}: 查询没有声明参数，请在文件开头写“# param …”和标题，再用 --param。"
            "The query declares no parameters; write '# param …' and its titles at its head to use --param."
        )
    return with_prefixes(text), None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a question gives: the text to print, how many rows it has, and what to say beside it."""

    text: str
    rows: int
    warnings: tuple[str, ...]


def ask(
    directory: Path,
    name: str,
    params: Sequence[str],
    format: str,
    stdin: TextIO,
    labels: str | None = None,
    seconds: float = SECONDS,
    endpoint: str | None = None,
) -> Answer:
    """Return the answer to a question, in one of :data:`FORMATS`, columns called by one of :data:`LABELS`.

    Without ``labels`` a table has Chinese and English titles and CSV Chinese ones. JSON has the names of the
    columns always, and so has the answer to a query that declares no titles. With ``endpoint``, the address of a
    SPARQL service, that is asked and not ``directory``. Raises :class:`AskError`,
    :class:`TooSlow` for a query that is not answered within ``seconds``, and
    :class:`queries.errors.GraphNotFound` if ``directory`` holds no graph.
    """
    one_of("--format", format, FORMATS)
    if labels is not None:
        one_of("--labels", labels, LABELS)
    try:
        asked, named = _read(name, _values(params), stdin)
        unknown = unknown_terms(asked.text)
        with _asked(directory, endpoint, seconds) as engine, asked.places_in_source():
            result = _within(seconds, lambda: engine.query(asked.text))
    except _USAGE as error:
        raise AskError(error) from error
    except QueryError as error:
        raise AskError(error, usage=False) from error
    return Answer(_form(result, format, named.columns if named else (), labels), len(result), unknown)


@contextmanager
def _asked(directory: Path, endpoint: str | None, seconds: float) -> Iterator[Engine]:
    """Yield the engine to ask: a service, or the graph in a directory while it is held."""
    if endpoint is not None:
        from queries.remote import RemoteEngine  # libraries of HTTP

        yield RemoteEngine(endpoint, timeout=seconds)
        return
    with leased(directory) as generation:
        yield open_store(generation)


def _within(seconds: float, work: Callable[[], _T]) -> _T:
    try:
        return in_time(work, seconds)
    except TimePassed as error:
        raise TooSlow(
            f"query: 查询超过 {seconds:g} 秒，已停止，请缩小范围、加 LIMIT，或用 --timeout 给更多时间。"
            f"The query was stopped after {seconds:g} s; ask for less, add a LIMIT, or give more with --timeout.",
            usage=False,
        ) from error


def one_of(option: str, value: str, allowed: Sequence[str]) -> None:
    """Raise :class:`AskError` if ``value`` is not one of those ``allowed`` for ``option``."""
    if value not in allowed:
        listed = ", ".join(allowed)
        raise AskError(f"{option} {value}: 没有这种写法，可用：{listed}。No such value; there are {listed}.")


def _headings(columns: Sequence[Column], labels: str | None) -> dict[str, str]:
    match labels:
        case "zh":
            return {column.name: column.title_zh for column in columns}
        case "en":
            return {column.name: column.title for column in columns}
        case "code":
            return {column.name: column.name for column in columns}
        case _:
            return {column.name: column.heading for column in columns}


def _form(result: Result, format: str, columns: Sequence[Column], labels: str | None) -> str:
    if format == "ttl":
        if not isinstance(result, GraphResult):
            raise AskError(
                "--format ttl: 只有 CONSTRUCT 和 DESCRIBE 给出 Turtle，请改用 table、csv 或 json。"
                "Only a CONSTRUCT or DESCRIBE gives Turtle; ask with --format table, csv or json."
            )
        return result.turtle()
    table = result.table() if isinstance(result, GraphResult) else result
    if format == "csv":
        return table.csv(bom=True, headings=_headings(columns, labels or "zh"))
    if format == "json":
        return table.json()
    return _for_eyes(table, columns, labels)


def _for_eyes(table: ResultTable, columns: Sequence[Column], labels: str | None) -> str:
    """Return the table if the terminal is wide enough for it, else its rows as cards."""
    codes = {column.name for column in columns if column.code} if columns else None
    table = table.with_units({column.name: column.unit for column in columns if column.unit})
    width = max(_NARROWEST, shutil.get_terminal_size((160, 24)).columns)
    brief, headings = table.brief(_CELL, codes), _headings(columns, labels)
    if brief.fits(width, headings):
        return brief.text(width, headings)
    return table.brief(_CARD_CELL, codes).cards(width, _headings(columns, labels or "zh"))


def list_queries(as_json: bool, name: str | None = None) -> str:
    """Return the named queries with their parameters, for eyes or as JSON; of one ``name`` every value too.

    Raises :class:`AskError` when there is no query of that name.
    """
    try:
        asked = library() if name is None else (find(name),)
    except QueryNotFound as error:
        raise AskError(error) from error
    if as_json:
        from queries.described import described

        return json.dumps([described(query) for query in asked], ensure_ascii=False, indent=1) + "\n"
    return "\n".join(_listed(query, full=name is not None) for query in asked)


def _listed(query: NamedQuery, full: bool) -> str:
    lines = [
        f"{query.name}  {query.title_zh} / {query.title}",
        f"    {query.answers_zh}",
        f"    {query.answers}",
    ]
    for parameter in query.parameters:
        need = "必填 required" if parameter.required else "可选 optional"
        lines.append(
            f"    --param {parameter.name}={parameter.example}  ({parameter.type}, {need}) "
            f"{parameter.description_zh} / {parameter.description}"
        )
        lines += [f"        {line}" for line in _allowed(query, parameter, full)]
    return "\n".join(lines) + "\n"


def _allowed(query: NamedQuery, parameter: Parameter, full: bool) -> list[str]:
    """Return the values of a parameter: one a line, or in one line those that are few."""
    choices = parameter.choices
    if full:
        return [f"{choice.zh}  {choice.code}  {choice.en}" for choice in choices]
    if len(choices) > _LISTED:
        return [f"共 {len(choices)} 个值，列出 all values: lawgraph queries {query.name}"]
    return ["、".join(f"{choice.zh} {choice.code}" for choice in choices)] if choices else []


def nothing_found(
    directory: Path,
    name: str,
    params: Sequence[str],
    seconds: float = SECONDS,
    endpoint: str | None = None,
) -> str:
    """Return what to say of an answer without rows: near names of a body that was asked for, else what to do next."""
    from queries.near_names import near_names

    try:
        query, values = find(name), _values(params)
    except QueryNotFound:
        return (
            f"{name}: 没有结果，请放宽查询的条件；图中有哪些文件见 lawgraph query documents。"
            "Nothing found; ask for less, or see which documents there are with: lawgraph query documents."
        )
    with _asked(directory, endpoint, seconds) as engine:
        near = _within(seconds, lambda: near_names(engine, query, values))
    for parameter, names in near.items():
        where = f"{name} {parameter}={values.get(parameter, '')}"
        if names:
            return (
                f"{where}: 没有结果，图中相近的名称有 {'、'.join(names)}，请改用其中之一。"
                f"Nothing found; near names of the graph are {', '.join(names)}; use one of them."
            )
        return (
            f"{where}: 没有结果，图中也没有相近的机构名，用 lawgraph query departments-by-duties 可列出各机构。"
            "Nothing found, and no body of the graph has a near name; list them with: "
            "lawgraph query departments-by-duties."
        )
    asked = " ".join([name, *(f"{key}={value}" for key, value in values.items())])
    return f"{asked}: 没有结果，{query.none_zh}。Nothing found; {query.none}."
