"""The dataset of a query (SPARQL 1.1 Query Language, section 13): which graphs it reads, and their merge.

Oxigraph reads the graphs of a dataset one after another, so that a graph that is named twice is read twice, and a
triple that stands in two of them is found twice. A dataset is a set of graphs, and its default graph a merge, where
a triple stands once.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyoxigraph as ox

from queries.lexer import Kind, Token
from queries.prefixes import absolute, base_of, declared_prefixes, iri_of

_SHARED = "ASK { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(STR(?g) < STR(?h)) }"


@dataclass(frozen=True, slots=True)
class Dataset:
    """The graphs that a query reads: those merged in its default graph, and its named ones (Protocol, section 2.1.4).

    Each graph stands once, in the order in which they were given.
    """

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "default", tuple(dict.fromkeys(self.default)))
        object.__setattr__(self, "named", tuple(dict.fromkeys(self.named)))

    def __bool__(self) -> bool:
        return bool(self.default or self.named)


def dataset_of(read: tuple[Token, ...]) -> Dataset | None:
    """Return the dataset that a query names with FROM; ``None`` where it names none, or none that can be told."""
    prefixes, base = declared_prefixes(read), base_of(read)
    default: list[str] = []
    named: list[str] = []
    for at, token in enumerate(read):
        if "FROM" not in token.word:
            continue
        is_named = at + 1 < len(read) and read[at + 1].word == "NAMED"
        graph = read[at + 1 + is_named] if at + 1 + is_named < len(read) else token
        iri = absolute(graph.text[1:-1], base) if graph.kind is Kind.IRI else None
        iri = iri_of(graph, prefixes) if graph.kind is Kind.NAME else iri
        if token.word != "FROM" or iri is None:
            return None
        (named if is_named else default).append(iri)
    return Dataset(tuple(default), tuple(named)) or None


def read_with(store: ox.Store, dataset: Dataset) -> tuple[ox.Store, dict[str, Any]]:
    """Return a store and the options by which Oxigraph reads ``dataset`` of ``store``.

    The store is another one, in memory, where a triple stands in two graphs of the default graph.
    Raises ``ValueError`` for what is no IRI.
    """
    default: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in dataset.default]
    named: list[ox.NamedNode | ox.BlankNode] = [ox.NamedNode(iri) for iri in dataset.named]
    if len(default) < 2 or not store.query(_SHARED, named_graphs=default):
        return store, {"default_graph": default, "named_graphs": named}
    merge = ox.Store()
    for graph in default:
        merge.extend(
            ox.Quad(each.subject, each.predicate, each.object)
            for each in store.quads_for_pattern(None, None, None, graph)
        )
    for graph in named:
        merge.extend(store.quads_for_pattern(None, None, None, graph))
    return merge, {"default_graph": ox.DefaultGraph(), "named_graphs": named}
