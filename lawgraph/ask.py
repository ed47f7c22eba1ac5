"""Questions from the command line: a named query, a file or standard input, in a form for eyes or programs."""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TextIO

from lawgraph.graph import with_prefixes
from lawgraph.store import leased
from queries.engine import EmbeddedEngine
from queries.errors import (
    ForbiddenQuery,
    HeaderError,
    ParameterError,
    QueryError,
    QueryNotFound,
    QuerySyntaxError,
)
from queries.named_queries import Column, NamedQuery, find, library, parse_query
from queries.result import GraphResult, Result

FORMATS = ("table", "csv", "json", "ttl")
_CELL = 36  # characters of a cell on a terminal; csv and json give all
_HEADER = re.compile(r"^#\s*(?:param|title-en)\b", re.MULTILINE)
_USAGE = (QueryNotFound, ParameterError, QuerySyntaxError, ForbiddenQuery, HeaderError)


class AskError(Exception):
    """A question that could not be asked; ``usage`` tells whether its wording is at fault."""

    def __init__(self, message: object, *, usage: bool = True) -> None:
        super().__init__(str(message))
        self.usage = usage


def _values(params: Sequence[str]) -> dict[str, object]:
    values: dict[str, object] = {}
    for param in params:
        # In a locale that is not UTF-8 the bytes of an argument come as surrogates.
        name, sign, value = os.fsencode(param).decode("utf-8", "replace").partition("=")
        if not sign:
            raise AskError(f"--param {param!r} is not of the form name=value")
        values[name] = value
    return values


def _read(name: str, values: Mapping[str, object], stdin: TextIO) -> tuple[str, NamedQuery | None]:
    """Return the SPARQL text and, if it has a header, the query."""
    if "{" in name:
        raise AskError("give SPARQL in a .rq file or on standard input: lawgraph query - < FILE")
    if name != "-" and not name.endswith(".rq") and not Path(name).is_file():
        named = find(name)
        return named.bind(values), named
    try:
        text = stdin.read() if name == "-" else Path(name).read_text("utf-8")
        if _HEADER.search(text):
            named = parse_query(text, Path(name).name)
            return named.bind(values), named
    except (OSError, UnicodeDecodeError) as error:
        raise AskError(f"{name}: {error}; give readable UTF-8, or the name of a query") from error
    if values:
        raise AskError(f"--param needs a query that declares it: write '# param …' at the head of {name}")
    return with_prefixes(text), None


def ask(directory: Path, name: str, params: Sequence[str], format: str, stdin: TextIO) -> tuple[str, int]:
    """Return the answer as text and how many rows it has.

    Raises :class:`AskError`, and :class:`queries.errors.GraphNotFound` if ``directory`` holds no graph.
    """
    if format not in FORMATS:
        raise AskError(f"no format {format!r}; there are {', '.join(FORMATS)}")
    try:
        text, named = _read(name, _values(params), stdin)
        with leased(directory) as generation:
            result = EmbeddedEngine.open(generation.store).query(text)
    except _USAGE as error:
        raise AskError(error) from error
    except QueryError as error:
        raise AskError(error, usage=False) from error
    return _form(result, format, named.columns if named else ()), len(result)


def _form(result: Result, format: str, columns: Sequence[Column]) -> str:
    if format == "ttl":
        if not isinstance(result, GraphResult):
            raise AskError("only a CONSTRUCT or DESCRIBE gives Turtle; ask with --format table, csv or json")
        return result.turtle()
    table = result.table() if isinstance(result, GraphResult) else result
    if format == "csv":
        return table.csv(bom=True)
    if format == "json":
        return table.json()
    brief = table.brief(_CELL, {column.name for column in columns if column.code})
    width = max(80, shutil.get_terminal_size((160, 24)).columns)
    return brief.text(width, {column.name: column.heading for column in columns})


def list_queries(as_json: bool) -> str:
    """Return all named queries with their parameters, for eyes or as JSON."""
    if as_json:
        return json.dumps([_described(query) for query in library()], ensure_ascii=False, indent=1) + "\n"
    return "\n".join(_listed(query) for query in library())


def _listed(query: NamedQuery) -> str:
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
    return "\n".join(lines) + "\n"


def _described(query: NamedQuery) -> dict[str, object]:
    return {
        "name": query.name,
        "title": {"zh": query.title_zh, "en": query.title},
        "answers": {"zh": query.answers_zh, "en": query.answers},
        "parameters": [
            {
                "name": parameter.name,
                "type": str(parameter.type),
                "required": parameter.required,
                "example": parameter.example,
                "description": {"zh": parameter.description_zh, "en": parameter.description},
            }
            for parameter in query.parameters
        ],
        "columns": [
            {"name": column.name, "title": {"zh": column.title_zh, "en": column.title}, "code": column.code}
            for column in query.columns
        ],
    }
