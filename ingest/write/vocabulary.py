"""The vocabulary itself as quads, so that a graph says what its terms mean."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

import ontology
from ontology.iri import ONTOLOGY_GRAPH
from ontology.terms import LG, RDFS

_TURTLE = Path(ontology.__file__).with_name("lawgraph.ttl")


def vocabulary_quads() -> Iterator[str]:
    """Yield the N-Quads of the vocabulary: what it says of each term, and one Chinese name without a language tag.

    Lists, such as those of classes that exclude each other, are left out: a graph has no blank nodes.
    """
    graph = ox.NamedNode(ONTOLOGY_GRAPH)
    quads = []
    for triple in ox.parse(path=str(_TURTLE), format=ox.RdfFormat.TURTLE):
        if isinstance(triple.subject, ox.BlankNode) or isinstance(triple.object, ox.BlankNode):
            continue
        quads.append(ox.Quad(triple.subject, triple.predicate, triple.object, graph))
        label = triple.object
        if triple.predicate.value == RDFS.label and isinstance(label, ox.Literal) and label.language == "zh":
            preferred = ox.NamedNode(LG.preferredLabel)
            quads.append(ox.Quad(triple.subject, preferred, ox.Literal(label.value), graph))
    data = ox.serialize(quads, format=ox.RdfFormat.N_QUADS)
    assert data is not None
    yield from (f"{line}\n" for line in data.decode("utf-8").split("\n") if line)
