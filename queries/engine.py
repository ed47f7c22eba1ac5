"""Engines: where a SPARQL query runs, on a store of this machine or at a SPARQL 1.1 endpoint.

Both read only. A query that writes (SPARQL Update, LOAD) or calls another server (SERVICE) is refused by
:func:`queries.check.check` before any engine sees it.
"""

from __future__ import annotations

import os
import re
import traceback
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, Protocol, TypeVar

import pyoxigraph as ox

from queries.check import CheckedQuery, check
from queries.datasets import Dataset, dataset_of, read_with
from queries.errors import EngineError, GraphNotFound
from queries.matches import Find, matched
from queries.oxigraph import for_oxigraph, misread, unknown_function
from queries.result import GraphResult, Result, ResultTable, Term

REMEDY_ZH = "请先生成：lawgraph build（或 make run）"
REMEDY = "build one with: lawgraph build (or make run)"
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


Answer = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
T = TypeVar("T")


def solve(
    store: ox.Store,
    query: CheckedQuery,
    read: Callable[[Answer], T],
    dataset: Dataset | None = None,
    find: Find | None = None,
) -> T:
    """Run a query on a store and return what ``read`` makes of its answer.

    The default graph is the union of all named graphs, unless the query names a dataset with FROM or the
    caller one with ``dataset``, which goes before the query's (Oxigraph ignores FROM when it is asked for the
    union; see :mod:`queries.datasets` for more than one graph). ``find`` answers ``lg:matches``
    (:mod:`queries.matches`). Raises :class:`QuerySyntaxError`, :class:`MatchError` and :class:`EngineError`.
    """
    dataset = dataset or (dataset_of(query.tokens) if query.names_dataset else None)
    query = matched(query, find, some_graphs=bool(dataset) or query.names_dataset)
    options: dict[str, Any] = {"use_default_graph_as_union": not query.names_dataset}
    try:
        if dataset:
            with suppress(ValueError):  # no IRI: that is for Oxigraph to tell
                store, options = read_with(store, dataset)
        return _read(store, for_oxigraph(query), read, options)
    except SyntaxError as error:
        raise misread(query) or query.wrong(len(query.text), "") from error
    except (OSError, RuntimeError) as error:
        if unknown := unknown_function(query, str(error)):
            raise unknown from error
        raise EngineError(
            f"store: 图谱无法回答：{error}，请重建：lawgraph build。"
            f"the store could not answer: {error}; build it anew: lawgraph build"
        ) from error


def _read(store: ox.Store, text: str, read: Callable[[Answer], T], options: dict[str, Any]) -> T:
    """Hand the answer to ``read`` and leave nothing that holds on to it.

    An answer of Oxigraph may be given up in its own thread only. A traceback would keep it in the variables of
    its frames, and carry it to whichever thread handles the error.
    """
    answer = None
    try:
        answer = store.query(text, **options)
        return read(answer)
    except BaseException as error:
        traceback.clear_frames(error.__traceback__)
        raise
    finally:
        del answer


class EmbeddedEngine:
    """Oxigraph in this process, on a store opened read-only or on one in memory (see :func:`solve`).

    ``find`` answers ``lg:matches`` where there is an index (:mod:`queries.matches`).
    """

    def __init__(self, store: ox.Store, find: Find | None = None) -> None:
        self.store = store
        self.find = find

    @classmethod
    def open(cls, path: Path) -> EmbeddedEngine:
        """Open the store in folder ``path``, or read an RDF file (.nq, .trig, .ttl, .nt) into memory.

        Raises :class:`GraphNotFound` when there is none.
        """
        if path.is_file():
            return cls(_loaded(path))
        if not is_store(path):
            raise GraphNotFound(f"{path}: 这里没有图谱，{REMEDY_ZH}。no graph here; {REMEDY}")
        try:
            return cls(ox.Store.read_only(name_of(path)))
        except (OSError, RuntimeError) as error:
            raise EngineError(
                f"{path}: 图谱打不开：{error}，若正在生成请等它结束，否则{REMEDY_ZH}。"
                f"the store cannot be opened: {error}; if a build is running wait for its end, otherwise {REMEDY}"
            ) from error

    def query(self, text: str) -> Result:
        """Run ``text`` (see :class:`Engine`)."""
        return solve(self.store, check(text), result_of, find=self.find)


def name_of(path: Path) -> str:
    """Return the name by which Oxigraph, which takes UTF-8 only, opens what is there, whatever the locale.

    Raises ``OSError`` for a path whose bytes are no UTF-8.
    """
    try:
        return os.fsencode(path).decode("utf-8")
    except UnicodeDecodeError:
        raise OSError("The DB path is not valid UTF-8") from None


def is_store(path: Path) -> bool:
    """Tell whether ``path`` is the folder of an Oxigraph store."""
    return (path / _STORE_MARK).is_file()


def _loaded(path: Path) -> ox.Store:
    form = _FILES.get(path.suffix)
    if form is None:
        kinds = ", ".join(_FILES)
        raise GraphNotFound(
            f"{path}: 不是图谱，既不是图谱目录，也不是 {kinds} 文件，{REMEDY_ZH}。"
            f"this is no graph: neither a store nor one of {kinds}; {REMEDY}"
        )
    store = ox.Store()
    try:
        store.bulk_load(path=str(path), format=form)
    except (SyntaxError, ValueError) as error:
        raise GraphNotFound(
            f"{path}: 文件不合格式：{error}，{REMEDY_ZH}。the file is not well-formed: {error}; {REMEDY}"
        ) from error
    return store


def result_of(answer: Answer) -> Result:
    """Return an answer of Oxigraph, or of its readers of results, as terms."""
    if isinstance(answer, ox.QueryBoolean):
        return ResultTable(("ask",), ((ox.Literal(bool(answer)),),))
    if isinstance(answer, ox.QueryTriples):
        return GraphResult(tuple(answer))
    variables = tuple(variable.value for variable in answer.variables)
    rows = tuple(tuple(solution[i] for i in range(len(variables))) for solution in answer)
    return ResultTable(variables, rows)


def open_engine(address: str | Path) -> Engine:
    """Return the engine for a folder, an RDF file or the ``http(s):`` address of an endpoint."""
    from queries.remote import RemoteEngine

    if re.match(r"https?://", str(address)):
        return RemoteEngine(str(address))
    return EmbeddedEngine.open(Path(address))


__all__ = [
    "Answer",
    "Dataset",
    "EmbeddedEngine",
    "Engine",
    "Term",
    "is_store",
    "name_of",
    "open_engine",
    "result_of",
    "solve",
]
