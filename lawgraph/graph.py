"""The Python face of a built graph, for notebooks and scripts.

>>> import lawgraph
>>> g = lawgraph.open("build/graph")  # doctest: +SKIP
>>> g.query("department-duties", department="财政")  # doctest: +SKIP
>>> g.query("SELECT (COUNT(*) AS ?n) { ?s a lg:Article }")  # doctest: +SKIP
"""

from __future__ import annotations

import re
import warnings
import weakref
from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from lawgraph.apart import ApartEngine
from lawgraph.in_time import SECONDS_PER_READ
from lawgraph.naming import is_iri
from lawgraph.opening import open_store
from lawgraph.store import check_store, lease
from ontology.terms import PREFIXES
from queries.engine import Engine, is_store, open_engine
from queries.errors import EngineError, GraphNotFound, PandasNotFound
from queries.named_queries import Column, find, library, read_query
from queries.prefixes import with_prefixes
from queries.remote import RETRIES, SECONDS_PER_REQUEST, RemoteEngine
from queries.result import GraphResult, Result, ResultTable, Value, data_frame, value_of
from queries.unknown_terms import UnknownTermWarning, unknown_terms

if TYPE_CHECKING:
    import networkx as nx
    import pandas as pd
    import rdflib

    from lawgraph.marked import MarkedProvision
    from lawgraph.neighbourhood import Neighbourhood

_SPARQL = re.compile(r"\b(SELECT|ASK|CONSTRUCT|DESCRIBE)\b", re.IGNORECASE)
_OURS = "?provision lg:text ?words"  # what every graph with a document has
_EVERYTHING = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"


def _shown(value: Value) -> Value:
    """A value as people write it: nothing for what is unknown, a whole number without a fraction."""
    if isinstance(value, float) and value.is_integer():
        return int(value)
    return "" if value is None else value


def _day(on: date | str | None) -> date | str:
    """Return the day that is asked of: today where none is said."""
    return datetime.now().astimezone().date() if on is None else on


def _columns(query: str | Path) -> tuple[Column, ...]:
    """Return the columns that a query declares: a named one or a file does, SPARQL text does not."""
    if isinstance(query, Path) or query.endswith(".rq"):
        return read_query(Path(query)).columns
    return () if _SPARQL.search(query) else find(query).columns


class LawGraph:
    """A graph that can be asked; made by :func:`open` or :func:`connect`."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def result(self, query: str | Path, **parameters: object) -> Result:
        """Run a named query, a ``.rq`` file or SPARQL text and return its terms.

        A parameter that is ``None`` is one not given. A term of ours that does not exist is an
        :class:`queries.UnknownTermWarning`. Raises :class:`queries.QueryNotFound`,
        :class:`queries.ParameterError`, :class:`queries.QuerySyntaxError`, :class:`queries.ForbiddenQuery`
        and :class:`queries.EngineError`.
        """
        return self._run(query, parameters)

    def _run(self, query: str | Path, parameters: Mapping[str, object]) -> Result:
        """Run a query for a public method of this class; warnings name the line that called that method."""
        if isinstance(query, Path) or query.endswith(".rq"):
            asked = read_query(Path(query)).bound(parameters)
        elif _SPARQL.search(query):
            asked = with_prefixes(query)
        else:
            asked = find(query).bound(parameters)
        for message in unknown_terms(asked.text):
            warnings.warn(message, UnknownTermWarning, stacklevel=3)
        with asked.places_in_source():
            return self.engine.query(asked.text)

    def query(
        self, query: str | Path, labels: Literal["zh", "code"] = "zh", **parameters: object
    ) -> pd.DataFrame:
        """Run a query (see :meth:`result`) and return a DataFrame whose columns are the query's variables.

        With ``labels="zh"`` Jupyter shows it with Chinese headings, labels in place of IRIs and without the columns
        that only programs need (:class:`lawgraph.frames.LabelledFrame`); what programs read is the same with
        ``labels="code"``, a plain DataFrame that is shown as it is. Raises ``ValueError`` for other ``labels``.
        """
        if labels not in ("zh", "code"):
            raise ValueError(f"{labels}: labels 可以是 zh 或 code。labels is zh or code.")
        found = self._run(query, parameters)
        table = found if isinstance(found, ResultTable) else found.table()
        if labels == "code":
            return table.frame()
        columns = _columns(query)
        try:
            from lawgraph.frames import Labels, labelled
        except ImportError as error:
            raise PandasNotFound from error
        titles = {column.name: column.title_zh for column in columns}
        return labelled(table, titles, (c.name for c in columns if c.code), Labels(self.engine))

    def status(
        self, document: str | None = None, on: date | str | None = None, *, provisions: bool = False
    ) -> pd.DataFrame:
        """Return what documents are on a day: in force, not yet, expired, repealed, superseded or unknown, and why.

        ``document`` is a title or a part of it; without ``on`` it is the day of today. ``provisions`` adds those that
        have periods of their own. The named query ``status-on``: as far as the documents of the graph know. Raises
        what :meth:`result` raises.
        """
        asked = {"on": _day(on), "document": document, "provisions": "yes" if provisions else None}
        return self.query("status-on", "zh", **asked)

    def findings(
        self, document: str | None = None, on: date | str | None = None, **narrowed: object
    ) -> pd.DataFrame:
        """Return what the checks ask about documents, as it stands on a day (today where none is said).

        ``narrowed`` are the other parameters of the named query ``findings``: ``kind``, ``gravity``, ``body``. What
        somebody dismissed by the time of the build is not in a graph. Raises what :meth:`result` raises.
        """
        return self.query("findings", "zh", on=_day(on), document=document, **narrowed)

    def changes(self, document: str | None = None, **narrowed: object) -> pd.DataFrame:
        """Return what became of the provisions of a rule from one of its texts to the next, with the words.

        ``narrowed`` are the other parameters of the named query ``changes-between``: ``kind``, ``since``, ``same``.
        Two files are compared by :func:`lawgraph.versions.side_by_side`. Raises what :meth:`result` raises.
        """
        return self.query("changes-between", "zh", document=document, **narrowed)

    def marked(self, provision: str, document: str | None = None) -> MarkedProvision:
        """Return a provision with its facts marked in its words, which Jupyter draws (:mod:`lawgraph.marked`).

        ``provision`` is an IRI or how it is cited (第七条); ``document`` then says of which document. Raises
        :class:`lawgraph.naming.ProvisionNotFound`.
        """
        from lawgraph.marked import marked
        from lawgraph.stored_links import Reader

        return marked(Reader(self.engine), provision, document)

    def neighbourhood(self, iri: str) -> Neighbourhood:
        """Return what stands next to a provision, body or document, which Jupyter draws.

        Raises :class:`lawgraph.naming.ProvisionNotFound`. See :mod:`lawgraph.neighbourhood`.
        """
        from lawgraph.neighbourhood import neighbourhood
        from lawgraph.stored_links import Reader

        return neighbourhood(Reader(self.engine), iri)

    def show(self, query: str, characters: int = 60, **parameters: object) -> pd.DataFrame | Neighbourhood:
        """Return the answer to a named query for people: titled in Chinese, without codes and IRIs.

        Given an IRI, whole or short, it returns its :meth:`neighbourhood` as a picture. Words longer than
        ``characters`` are cut with an ellipsis. Numbers are numbers, in the unit that their row names, so that a
        spreadsheet (``to_excel``) can reckon with them. Raises what :meth:`result` raises.
        """
        if is_iri(query):
            return self.neighbourhood(query)
        columns = find(query).columns
        found = self._run(query, parameters)
        table = found if isinstance(found, ResultTable) else found.table()
        brief = table.brief(characters, {column.name for column in columns if column.code})
        titles = {column.name: column.title_zh for column in columns}
        rows = [tuple(map(_shown, row)) for row in brief.values()]
        return data_frame(rows, [titles.get(name, name) for name in brief.variables], dtype=object)

    def queries(self) -> pd.DataFrame:
        """Return the named queries with their titles, what they answer and their parameters."""
        columns = ("name", "title_zh", "title", "answers_zh", "answers")
        rows = [
            (
                *(getattr(query, column) for column in columns),
                ", ".join(f"{p.name} ({p.type})" for p in query.parameters),
            )
            for query in library()
        ]
        return data_frame(rows, (*columns, "parameters"))

    def graph(self) -> rdflib.Graph:
        """Return all named graphs merged into one rdflib graph (a copy, in memory)."""
        import rdflib

        merged = rdflib.Graph()
        for prefix, namespace in PREFIXES.items():
            merged.bind(prefix, namespace)
        found = self.engine.query(_EVERYTHING)
        if isinstance(found, GraphResult):
            merged.parse(data=found.turtle(), format="turtle")
        return merged

    def network(self) -> nx.MultiDiGraph[str]:
        """Return documents, provisions and bodies as a network (:func:`queries.network.network`)."""
        from queries.network import network

        return network(self.engine)

    def __repr__(self) -> str:
        where = self.engine.url if isinstance(self.engine, RemoteEngine) else "on this machine"
        return f"<LawGraph {where}>"


def connect(
    url: str,
    *,
    timeout: float = SECONDS_PER_REQUEST,
    retries: int = RETRIES,
    page: int | None = None,
) -> LawGraph:
    """Connect to a graph at a SPARQL endpoint, which then is asked as one of this machine.

    ``timeout`` is how many seconds one request may take, ``retries`` how often one is repeated that found the service
    busy or absent, ``page`` how many rows are asked for at a time (:class:`queries.RemoteEngine`). Raises
    :class:`queries.EngineError` when there is no service, or one whose queries do not see its named graphs, and
    :class:`queries.GraphNotFound` when it holds no graph of ours.
    """
    engine = RemoteEngine(url, timeout, retries, page)
    if _holds(engine, _OURS):
        return LawGraph(engine)
    if _holds(engine, f"GRAPH ?g {{ {_OURS} }}"):
        raise EngineError(
            f"{engine.url}: 这个服务的默认图不含各命名图，查询会一无所得，请设为各图的并集（docs/engines.zh.md）。"
            "The default graph of this service is not the union of its named graphs, and queries would find nothing; "
            "set it so (docs/engines.md)."
        )
    raise GraphNotFound(
        f"{engine.url}: 这个服务里没有本项目的图谱，请先装入 lawgraph export nquads 的输出（docs/engines.zh.md）。"
        "The service holds no graph of ours; load what lawgraph export nquads writes (docs/engines.md)."
    )


def _holds(engine: Engine, pattern: str) -> bool:
    found = engine.query(f"PREFIX lg: <{PREFIXES['lg']}> ASK {{ {pattern} }}")
    return isinstance(found, ResultTable) and value_of(found.rows[0][0]) is True


def open(path_or_url: str | Path, seconds: float = SECONDS_PER_READ) -> LawGraph:
    """Open a built graph: its folder, an RDF file, or the address of a SPARQL endpoint (see :func:`connect`).

    A query of a built graph may take ``seconds``; it runs in a process of its own, which is ended when the time is
    over or on Ctrl-C (:class:`lawgraph.apart.ApartEngine`). Raises :class:`queries.GraphNotFound`, with the command
    that builds one, when there is none.
    """
    if re.match(r"https?://", str(path_or_url)):
        return connect(str(path_or_url))
    if Path(path_or_url).is_file() or is_store(Path(path_or_url)):
        return LawGraph(engine_at(path_or_url))
    return LawGraph(_apart(Path(path_or_url), seconds))


def _apart(path: Path, seconds: float) -> Engine:
    """Return the engine of a graph directory in a process of its own, with a lease as long as it lives."""
    from lawgraph.doctor import examine_graph

    held = lease(path)
    open_store(held.generation)  # that it can be opened is told now
    engine = ApartEngine(held.generation.store, seconds, partial(examine_graph, path))
    weakref.finalize(engine, held.close)
    return engine


def engine_at(path_or_url: str | Path) -> Engine:
    """Return the engine for a graph directory, a bare store, an RDF file or an endpoint's address.

    As long as the engine lives no build sweeps its graph away. Raises :class:`queries.GraphNotFound`, and
    :class:`lawgraph.store.GraphDamaged` for a built graph that is not as it was written.
    """
    if re.match(r"https?://", str(path_or_url)):
        return open_engine(path_or_url)
    path = Path(path_or_url)
    if path.is_file() or is_store(path):
        check_store(path)
        return open_engine(path)
    held = lease(path)
    engine = open_store(held.generation)
    weakref.finalize(engine, held.close)
    return engine
