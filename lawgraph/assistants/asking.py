"""Asking the graph for one call of a tool: in the worker processes of the service, within one limit of time."""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pyoxigraph as ox

from lawgraph.assistants.refusals import Kind, Refusal, in_tools
from lawgraph.service.pool import Pool
from lawgraph.service.worker import Reply, Task
from queries.binding import with_values
from queries.check import CheckedQuery, check
from queries.errors import ForbiddenQuery, ParameterError, QueryNotFound, QuerySyntaxError
from queries.named_queries import find
from queries.result import GraphResult, Result, ResultTable, Term

_TABLE, _GRAPH = "application/sparql-results+json", "application/n-triples"
Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class Workers:
    """The pool of workers, the loop that it runs in, and the folder in which answers wait until they are read."""

    pool: Pool
    loop: asyncio.AbstractEventLoop
    folder: Path
    numbers: Iterator[int] = field(default_factory=itertools.count)


class Asking:
    """The engine of one call (:class:`queries.engine.Engine`); its queries may take ``seconds`` in all.

    To be used in a thread other than that of the loop. Every failure is a :class:`Refusal`.
    """

    def __init__(self, workers: Workers, seconds: float) -> None:
        self.workers = workers
        self.end = time.monotonic() + seconds

    @property
    def store(self) -> str:
        """What tells this state of the graph from others."""
        return self.workers.pool.store.parent.name

    def query(self, text: str) -> Result:
        """Run a query of SPARQL; a SELECT or ASK gives a table, a CONSTRUCT or DESCRIBE a graph."""
        asked = _checked(text)
        media_type = _GRAPH if asked.form.makes_graph else _TABLE
        file = self.workers.folder / str(next(self.workers.numbers))
        limits = self.workers.pool.limits
        seconds = max(0.1, min(limits.seconds, self.end - time.monotonic()))
        task = Task(text, media_type, (), (), str(file), seconds, limits.answer)
        try:
            answer = self.workers.pool.answer(task)
            reply = asyncio.run_coroutine_threadsafe(answer, self.workers.loop).result()
            if reply.status != 200:
                raise _refused(reply)
            return _read(file, asked)
        finally:
            file.unlink(missing_ok=True)

    def rows(self, text: str) -> list[Row]:
        """Return the rows of a SELECT: what is bound, IRIs and literals as strings."""
        found = self.query(text)
        assert isinstance(found, ResultTable)
        return [
            {name: _plain(term) for name, term in zip(found.variables, row, strict=True) if term is not None}
            for row in found.rows
        ]

    def named(
        self, name: str, values: Mapping[str, object], things: Mapping[str, Iterable[str]] | None = None
    ) -> list[Row]:
        """Return the rows of a query of the library; values that are ``None`` are not given.

        ``things`` narrows variables of the query to IRIs, by the name of the variable.
        """
        terms = {of: " ".join(f"<{iri}>" for iri in iris) for of, iris in (things or {}).items()}
        return self.rows(with_values(bound(name, values), terms).text)


def bound(name: str, values: Mapping[str, object]) -> str:
    """Return the text of a query of the library with its values; raise :class:`Refusal`."""
    try:
        return find(name).bound(values).text
    except QueryNotFound as error:
        raise Refusal(Kind.NOT_FOUND, in_tools(str(error)), error.near) from error
    except ParameterError as error:
        raise Refusal(Kind.BAD_REQUEST, in_tools(str(error))) from error


def _checked(text: str) -> CheckedQuery:
    try:
        return check(text)
    except (QuerySyntaxError, ForbiddenQuery) as error:
        raise Refusal(Kind.BAD_REQUEST, str(error)) from error


_LIMITS = (413, 503, 504, 507)  # statuses of HTTP: too large, too busy, too long, no room


def _refused(reply: Reply) -> Refusal:
    if reply.limit or reply.status in _LIMITS:
        return Refusal(Kind.LIMIT, reply.error)
    return Refusal(Kind.BAD_REQUEST if reply.status < 500 else Kind.BROKEN, reply.error)


def _read(file: Path, asked: CheckedQuery) -> Result:
    data = file.read_bytes()
    if asked.form.makes_graph:
        triples = ox.parse(data, format=ox.RdfFormat.N_TRIPLES)
        return GraphResult(tuple(quad.triple for quad in triples))
    answer = ox.parse_query_results(data, format=ox.QueryResultsFormat.JSON)
    if isinstance(answer, ox.QueryBoolean):
        return ResultTable(("ask",), ((ox.Literal(bool(answer)),),))
    assert isinstance(answer, ox.QuerySolutions)
    names = tuple(variable.value for variable in answer.variables)
    return ResultTable(names, tuple(tuple(row[name] for name in names) for row in answer))


def _plain(term: Term) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal | ox.BlankNode) else str(term)
