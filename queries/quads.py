"""The whole graph of an engine as quads, and the quads as text of RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

import pyoxigraph as ox

from ontology.terms import PREFIXES
from queries.engine import EmbeddedEngine, Engine
from queries.result import ResultTable, Term

Statement = TypeVar("Statement", ox.Quad, ox.Triple)
_NAMED = "SELECT ?s ?p ?o ?g { GRAPH ?g { ?s ?p ?o } }"
_DEFAULT = "SELECT ?s ?p ?o { ?s ?p ?o }"


def quads(engine: Engine) -> Iterator[ox.Quad]:
    """Yield all quads of ``engine``'s graph, in no order; of an endpoint without named graphs its default graph.

    An endpoint that keeps back rows and does not say so (:class:`~queries.errors.AnswerCut`) gives fewer quads.
    Raises what the engine raises.
    """
    if isinstance(engine, EmbeddedEngine):
        yield from engine.store
        return
    rows = _rows(engine, _NAMED) or tuple((*row, None) for row in _rows(engine, _DEFAULT))
    for row in rows:
        match row:
            case (
                ox.NamedNode() | ox.BlankNode() as subject,
                ox.NamedNode() as predicate,
                ox.NamedNode() | ox.BlankNode() | ox.Literal() as value,
                ox.NamedNode() as graph,
            ):
                yield ox.Quad(subject, predicate, value, graph)
            case (
                ox.NamedNode() | ox.BlankNode() as subject,
                ox.NamedNode() as predicate,
                ox.NamedNode() | ox.BlankNode() | ox.Literal() as value,
                None,
            ):
                yield ox.Quad(subject, predicate, value)


def _rows(engine: Engine, text: str) -> tuple[tuple[Term | None, ...], ...]:
    result = engine.query(text)
    return result.rows if isinstance(result, ResultTable) else ()


def rdf_text(statements: Iterable[Statement], form: ox.RdfFormat) -> str:
    """Return quads or triples as text, subjects in order, with those prefixes of the vocabulary that occur."""
    ordered = sorted(set(statements), key=_place)
    whole = "\n".join(map(str, ordered))
    used = {prefix: namespace for prefix, namespace in PREFIXES.items() if f"<{namespace}" in whole}
    data = ox.serialize(ordered, format=form, prefixes=used or None)
    return (data or b"").decode("utf-8")


def _place(statement: ox.Quad | ox.Triple) -> tuple[str, str]:
    graph = str(statement.graph_name) if isinstance(statement, ox.Quad) else ""
    return graph, str(statement)
