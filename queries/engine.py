"""Engines: where a SPARQL query runs, on a store of this machine or at a SPARQL 1.1 endpoint.

Both read only. A query that writes (SPARQL Update, LOAD) or calls another server (SERVICE) is refused by
its parse tree before any engine sees it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.error import URLError

import pyoxigraph as ox

from queries.errors import EngineError, ForbiddenQuery, GraphNotFound, QuerySyntaxError
from queries.result import GraphResult, Result, ResultTable, Term

if TYPE_CHECKING:
    from rdflib.plugins.sparql.parserutils import CompValue

REMEDY = "build one with: lawgraph build (or make run)"
_PLACE = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)
_KEYWORDS = re.compile(r"expected (one of )?[A-Z_, \[\]]+")
_NOISE = re.compile(r"\s*\(at char \d+\), \(line:\d+, col:\d+\)|^error at \d+:\d+: ")
_STORE_MARK = "CURRENT"  # the file that every RocksDB folder has
_FILES = {
    ".nq": ox.RdfFormat.N_QUADS,
    ".trig": ox.RdfFormat.TRIG,
    ".ttl": ox.RdfFormat.TURTLE,
    ".nt": ox.RdfFormat.N_TRIPLES,
}


class Engine(Protocol):
    """Runs one SPARQL 1.1 query and returns its result.

    Raises :class:`~queries.errors.QuerySyntaxError`, :class:`~queries.errors.ForbiddenQuery` and
    :class:`~queries.errors.EngineError`.
    """

    def query(self, text: str) -> Result:
        """Run ``text``; a SELECT or ASK gives a table, a CONSTRUCT or DESCRIBE a graph."""
        ...


@dataclass(frozen=True, slots=True)
class QueryShape:
    """What must be known of a query before it runs."""

    names_dataset: bool  # has FROM or FROM NAMED


def _nodes(tree: object) -> Iterator[CompValue]:
    """Yield every node of an rdflib parse tree."""
    from rdflib.plugins.sparql.parserutils import CompValue

    waiting = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, CompValue):
            yield node
            waiting.extend(node.values())
        elif not isinstance(node, str) and hasattr(node, "__iter__"):
            waiting.extend(node)


def check(text: str) -> QueryShape:
    """Parse ``text`` and return its shape.

    Raises :class:`QuerySyntaxError` with line and column, and :class:`ForbiddenQuery` for an update or a
    query that calls another server.
    """
    from rdflib.plugins.sparql.parser import parseQuery

    try:
        tree = parseQuery(text)
    except Exception as error:  # rdflib raises pyparsing's and its own errors, and RecursionError
        raise _refusal(text, error) from error
    names = {node.name for node in _nodes(tree)}
    if "ServiceGraphPattern" in names:
        raise ForbiddenQuery("SERVICE is refused: a query reads this graph only; leave out the SERVICE group")
    return QueryShape(names_dataset="DatasetClause" in names)


def _is_update(text: str) -> bool:
    from rdflib.plugins.sparql.parser import parseUpdate

    try:
        return any(node.name not in ("Update", "PrefixDecl", "Base") for node in _nodes(parseUpdate(text)))
    except Exception:  # see check()
        return False


def _refusal(text: str, error: Exception) -> Exception:
    """Return the error for a text that is no query: an update, or a syntax error with its place."""
    if _is_update(text):
        return ForbiddenQuery(
            "updates are refused: the graph is read-only; ask with SELECT, ASK or CONSTRUCT"
        )
    message = _NOISE.sub("", str(error).partition("\n")[0]) or type(error).__name__
    line, column = getattr(error, "lineno", None) or 1, getattr(error, "column", None) or 1
    # Oxigraph's place is that of the wrong token, rdflib's often that of the group around it; but where a
    # keyword fails Oxigraph counts the keyword in. An empty store answers nothing, and SERVICE is kept from it.
    if not re.search(r"\bSERVICE\b", text, re.IGNORECASE):
        try:
            ox.Store().query(text)
        except SyntaxError as found:
            place = _PLACE.match(str(found))
            if place and not _KEYWORDS.fullmatch(place[3]):
                line, column = int(place[1]), int(place[2])
                if "Prefix not found" in place[3]:
                    message = "this prefix is not declared; add PREFIX name: <address>"
    return QuerySyntaxError(message, text, line, column)


class EmbeddedEngine:
    """Oxigraph in this process, on a store opened read-only or on one in memory.

    The default graph of a query that names no FROM is the union of all named graphs; with FROM it is what the
    query says (Oxigraph ignores FROM when it is asked for the union).
    """

    def __init__(self, store: ox.Store) -> None:
        self.store = store

    @classmethod
    def open(cls, path: Path) -> EmbeddedEngine:
        """Open the store in folder ``path``, or read an RDF file (.nq, .trig, .ttl, .nt) into memory.

        Raises :class:`GraphNotFound` when there is none.
        """
        if path.is_file():
            return cls(_read(path))
        if not is_store(path):
            raise GraphNotFound(f"no graph at {path}; {REMEDY}")
        try:
            return cls(ox.Store.read_only(str(path)))
        except (OSError, RuntimeError) as error:
            raise EngineError(
                f"the store in {path} cannot be opened: {error}; if a build is running wait for its end, "
                f"otherwise {REMEDY}"
            ) from error

    def query(self, text: str) -> Result:
        """Run ``text`` (see :class:`Engine`)."""
        shape = check(text)
        try:
            answer = self.store.query(text, use_default_graph_as_union=not shape.names_dataset)
            return _result(answer)
        except SyntaxError as error:
            raise _refusal(text, error) from error
        except (OSError, RuntimeError) as error:
            raise EngineError(f"the store could not answer: {error}") from error


def is_store(path: Path) -> bool:
    """Tell whether ``path`` is the folder of an Oxigraph store."""
    return (path / _STORE_MARK).is_file()


def _read(path: Path) -> ox.Store:
    form = _FILES.get(path.suffix)
    if form is None:
        raise GraphNotFound(f"{path} is no graph: neither a store nor one of {', '.join(_FILES)}; {REMEDY}")
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=form)
    except (SyntaxError, ValueError) as error:
        raise GraphNotFound(f"{path} is not well-formed: {error}; {REMEDY}") from error
    return store


def _result(answer: Any) -> Result:
    if isinstance(answer, ox.QueryBoolean):
        value = ox.Literal(bool(answer))
        return ResultTable(("ask",), ((value,),))
    if isinstance(answer, ox.QueryTriples):
        return GraphResult(tuple(answer))
    variables = tuple(variable.value for variable in answer.variables)
    rows = tuple(tuple(solution[i] for i in range(len(variables))) for solution in answer)
    return ResultTable(variables, rows)


class RemoteEngine:
    """Any endpoint of the SPARQL 1.1 Protocol, such as QLever, Virtuoso, GraphDB or ``lawgraph serve``."""

    def __init__(self, url: str, timeout: int = 60) -> None:
        self.url = url
        self.timeout = timeout

    def query(self, text: str) -> Result:
        """Run ``text`` (see :class:`Engine`)."""
        # The client pulls in rdflib's whole SPARQL machinery: not for those who stay on their machine.
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        check(text)
        client = SPARQLWrapper(self.url)
        client.setTimeout(self.timeout)
        client.setMethod(POST)
        client.setQuery(text)
        graph = client.queryType in {"CONSTRUCT", "DESCRIBE"}
        client.setReturnFormat(TURTLE if graph else JSON)
        try:
            body: bytes = client.query().response.read()
        except (SPARQLWrapperException, URLError, OSError, ValueError) as error:
            reason = str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
            raise EngineError(
                f"{self.url} did not answer: {reason}; is the service running, and is this its address?"
            ) from error
        if graph:
            quads = ox.parse(body, format=ox.RdfFormat.TURTLE)
            return GraphResult(tuple(quad.triple for quad in quads))
        return _result(ox.parse_query_results(body, format=ox.QueryResultsFormat.JSON))


def open_engine(address: str | Path) -> Engine:
    """Return the engine for a folder, an RDF file or the ``http(s):`` address of an endpoint."""
    if re.match(r"https?://", str(address)):
        return RemoteEngine(str(address))
    return EmbeddedEngine.open(Path(address))


__all__ = [
    "EmbeddedEngine",
    "Engine",
    "QueryShape",
    "RemoteEngine",
    "Term",
    "check",
    "is_store",
    "open_engine",
]
