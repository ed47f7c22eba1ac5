"""Facts out: JSON Lines as the contract says, N-Quads that say the same, spaCy documents with exact spans."""

from __future__ import annotations

import json
from collections import Counter

import pyoxigraph as ox
import pytest

from ingest.contract import dump
from ingest.model import Annotation
from ingest.resolve import resolve
from ingest.text import Span, squeeze
from ingest.write.jsonl import rows
from ingest.write.names import Names
from ingest.write.nquads import document_quads
from ingest.write.statements import Statements
from ontology.terms import LG, OA


@pytest.fixture(params=["opinion", "regulation"])
def annotation(request: pytest.FixtureRequest) -> Annotation:
    found = request.getfixturevalue(request.param)
    assert isinstance(found, Annotation)
    return found


def test_rows_stand_in_the_order_of_the_source(annotation: Annotation) -> None:
    found = [json.loads(line) for line in dump(rows(resolve(annotation)))]
    assert found[0]["type"] == "document"
    places = [row["spans"] for row in found[1:]]
    assert places == sorted(places)


def test_identifiers_are_unique(annotation: Annotation) -> None:
    counts = Counter(json.loads(line)["id"] for line in dump(rows(resolve(annotation))))
    assert [name for name, count in counts.items() if count > 1] == []


def test_the_text_of_a_fact_is_what_stands_at_its_spans(annotation: Annotation) -> None:
    source = annotation.document.source
    found = [json.loads(line) for line in dump(rows(resolve(annotation)))]
    for row in found[1:]:
        if "text" in row:
            there = source.slice(Span(*span) for span in row.get("text_spans", row["spans"]))
            assert squeeze(there) == squeeze(row["text"]), row["id"]


def test_quads_quote_the_very_characters(annotation: Annotation) -> None:
    quads = list(ox.parse("".join(document_quads(resolve(annotation))).encode(), format=ox.RdfFormat.N_QUADS))
    values: dict[str, dict[str, str]] = {}
    for quad in quads:
        values.setdefault(quad.subject.value, {})[quad.predicate.value] = quad.object.value
    selectors = [found for found in values.values() if OA.exact in found]
    assert len(selectors) > 100
    text = annotation.document.source.text
    for found in selectors:
        assert found[OA.exact] == text[int(found[OA.start]) : int(found[OA.end])]


def test_quads_and_rows_name_the_same_facts(annotation: Annotation) -> None:
    quads = ox.parse("".join(document_quads(resolve(annotation))).encode(), format=ox.RdfFormat.N_QUADS)
    subjects = {quad.subject.value for quad in quads}
    assert {row.id for row in rows(resolve(annotation))} <= subjects


def test_quads_have_no_blank_nodes_and_one_graph(annotation: Annotation) -> None:
    quads = list(ox.parse("".join(document_quads(resolve(annotation))).encode(), format=ox.RdfFormat.N_QUADS))
    assert {quad.graph_name.value for quad in quads} == {Names(annotation).iri.graph}
    assert not any(isinstance(term, ox.BlankNode) for quad in quads for term in (quad.subject, quad.object))


def test_awkward_characters_survive_in_quads() -> None:
    statements = Statements("https://a.example/g")
    awkward = 'quote " backslash \\ newline \n tab \t 𠮷 中'
    statements.about("https://a.example/s").string(LG.text, awkward)
    (quad,) = ox.parse("".join(statements.lines()).encode(), format=ox.RdfFormat.N_QUADS)
    assert quad.object.value == awkward
