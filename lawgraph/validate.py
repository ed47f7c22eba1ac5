"""Checking a built graph against the shapes of ``ontology/shapes``."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
from rdflib import Graph, Literal, URIRef
from rdflib.term import Node

from lawgraph.store import leased
from ontology.terms import XSD
from ontology.validation import Report, validate


def validate_directory(directory: Path) -> Report:
    """Check all statements of the graph in ``directory``.

    Raises :class:`queries.errors.GraphNotFound` if there is none.
    """
    graph = Graph(store="SimpleMemory")
    with leased(directory) as generation:
        for quad in ox.parse(path=str(generation.nquads), format=ox.RdfFormat.N_QUADS):
            graph.add((_term(quad.subject), URIRef(quad.predicate.value), _term(quad.object)))
    return validate(graph)


def _term(term: ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.Literal):
        if term.language is not None:
            return Literal(term.value, lang=term.language)
        if term.datatype.value == XSD.string:  # rdflib holds a plain string and an xsd:string apart
            return Literal(term.value)
        return Literal(term.value, datatype=URIRef(term.datatype.value), normalize=False)
    raise ValueError(f"the graph has neither blank nodes nor quoted triples, but {term}")
