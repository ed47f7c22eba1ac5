"""What must hold of the graph of the two documents: reasoning finds no contradiction, terms are known."""

from __future__ import annotations

import pyoxigraph as ox
import pytest
from rdflib import Graph, URIRef
from rdflib.namespace import OWL, RDF

from lawgraph.build import BuildReport
from ontology.known_terms import KNOWN_IRIS
from ontology.terms import LG, OA, PREFIXES
from ontology.validation import VOCABULARY

from .test_vocabulary import closure, errors


@pytest.fixture(scope="module")
def quads(built: BuildReport) -> list[ox.Quad]:
    return list(ox.parse(path=str(built.generation.nquads), format=ox.RdfFormat.N_QUADS))


def test_every_term_is_ours_or_a_standards(quads: list[ox.Quad]) -> None:
    used = {quad.predicate.value for quad in quads}
    used |= {quad.object.value for quad in quads if quad.predicate.value == str(RDF.type)}
    vocabularies = tuple(PREFIXES.values())
    assert used - set(KNOWN_IRIS) == set(), "each predicate and class is defined in a vocabulary that we name"
    assert all(term.startswith(vocabularies) for term in used)


def test_no_contradiction_in_ontology_and_graph(quads: list[ox.Quad]) -> None:
    """OWL RL over the vocabulary and all links between things; texts and places add nothing to reason about."""
    graph = Graph()
    for quad in quads:
        in_text = quad.predicate.value in (
            LG.place,
            LG.lowerPlace,
            LG.upperPlace,
        ) or quad.predicate.value.startswith(OA.NAMESPACE)
        place = isinstance(quad.object, ox.NamedNode) and quad.object.value.startswith(OA.NAMESPACE)
        if isinstance(quad.object, ox.NamedNode) and not in_text and not place:
            graph.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), URIRef(quad.object.value)))
    inferred = closure(Graph().parse(VOCABULARY), graph)
    assert errors(inferred) == set()
    assert set(inferred.subjects(RDF.type, OWL.Nothing)) == set()
    obligations = set(inferred.subjects(RDF.type, URIRef(LG.Obligation)))
    prohibitions = set(inferred.subjects(RDF.type, URIRef(LG.Prohibition)))
    assert len(obligations) > 100
    assert prohibitions
    assert obligations & prohibitions == set()
