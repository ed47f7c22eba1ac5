"""A graph explains itself: its vocabulary, its queries and what is easily got wrong are in it, found by SPARQL."""

from __future__ import annotations

import re
from collections import Counter

import pyoxigraph as ox
import pytest

from ingest.write.vocabulary import vocabulary_quads
from lawgraph.build import BuildReport, build
from lawgraph.build.named_queries import library_quads
from ontology.iri import BASE, LIBRARY_GRAPH, ONTOLOGY_GRAPH, query_iri
from ontology.terms import LG, PREFIXES
from queries import EmbeddedEngine, ResultTable, find, library

from .conftest import ROOT

PITFALLS = (
    "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT ?c ?example "
    "{ ?c skos:inScheme <https://w3id.org/lawgraph/scheme/pitfall> ; skos:example ?example } ORDER BY ?c"
)


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    return build([ROOT / "data" / "examples"], tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="module")
def engine(report: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(report.generation.store)


def rows(engine: EmbeddedEngine, text: str) -> list[tuple[object, ...]]:
    answer = engine.query(text)
    assert isinstance(answer, ResultTable)
    return list(answer.values())


def test_every_term_has_its_names_and_its_meaning(engine: EmbeddedEngine) -> None:
    found = rows(
        engine,
        f"""PREFIX lg: <{LG.NAMESPACE}> PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?term {{ GRAPH <{ONTOLOGY_GRAPH}> {{
          ?term rdfs:isDefinedBy <{BASE}/ontology> ; lg:preferredLabel ?plain ; rdfs:label ?zh , ?en ;
            skos:definition ?in_zh , ?in_en
          FILTER(LANG(?zh) = "zh" && LANG(?en) = "en" && LANG(?in_zh) = "zh" && LANG(?in_en) = "en")
          FILTER(?plain = STR(?zh))
        }} }}""",
    )
    terms = {f"lg:{name}" for name in vars(LG) if not name.startswith("_") and name != "NAMESPACE"}
    terms.discard("lg:class_")
    assert Counter(row[0] for row in found) == Counter(terms), "each once"


def test_the_terms_that_the_graph_uses_are_explained(engine: EmbeddedEngine) -> None:
    """Every property and class of ours that a fact has leads to its definition."""
    used = rows(
        engine,
        f"SELECT DISTINCT ?t {{ {{ ?s ?t ?o }} UNION {{ ?s a ?t }} FILTER(STRSTARTS(STR(?t), '{LG.NAMESPACE}')) }}",
    )
    explained = rows(
        engine,
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> SELECT DISTINCT ?t { ?t skos:definition ?d }",
    )
    assert len(used) > 50
    assert {row[0] for row in used} <= {row[0] for row in explained}


def test_examples_are_the_library(engine: EmbeddedEngine) -> None:
    answer = engine.query(find("examples").bind())
    assert isinstance(answer, ResultTable)
    found = {
        str(row["name"]): row
        for row in (dict(zip(answer.variables, r, strict=True)) for r in answer.values())
    }
    assert found.keys() == {query.name for query in library()}
    for query in library():
        row = found[query.name]
        assert row["title"] == query.title_zh
        assert row["answers"] == query.answers_zh
        assert row["answers_en"] == query.answers
        names = sorted(parameter.name for parameter in query.parameters)
        assert row["parameters"] == ("、".join(names) or None)


@pytest.mark.parametrize("name", [query.name for query in library()])
def test_an_example_runs_as_it_stands(engine: EmbeddedEngine, name: str) -> None:
    """The text in the graph gives what the file of the library gives, which is with its defaults."""
    ((text,),) = rows(
        engine, f"PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?t {{ <{query_iri(name)}> sh:select ?t }}"
    )
    assert not str(text).startswith("#")
    assert Counter(rows(engine, str(text))) == Counter(rows(engine, find(name).text))


def test_an_example_is_found_by_a_word(engine: EmbeddedEngine) -> None:
    found = {row[0] for row in rows(engine, find("examples").bind({"about": "期限"}))}
    assert {"time-limits", "deadlines", "department-deadlines"} <= found
    assert "documents" not in found


def test_parameters_say_what_they_take(engine: EmbeddedEngine) -> None:
    found = rows(
        engine,
        f"""PREFIX sh: <http://www.w3.org/ns/shacl#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        SELECT ?name ?type ?optional ?example {{
          <{query_iri("expired")}> sh:parameter ?p .
          ?p sh:name ?name ; sh:datatype ?type ; sh:optional ?optional ; skos:example ?example
        }} ORDER BY ?name""",
    )
    assert found == [("on", "xsd:date", False, "2020-08-01"), ("what", "xsd:string", True, "measure")]


def test_prefixes_are_declared(engine: EmbeddedEngine) -> None:
    found = rows(
        engine,
        "PREFIX sh: <http://www.w3.org/ns/shacl#> SELECT ?prefix ?namespace "
        "{ ?d sh:declare [ sh:prefix ?prefix ; sh:namespace ?namespace ] }",
    )
    assert {row[0]: row[1] for row in found} == dict(PREFIXES)


def test_each_pitfall_has_a_query_that_runs_anywhere(engine: EmbeddedEngine) -> None:
    pitfalls = rows(engine, PITFALLS)
    assert len(pitfalls) == len(rows(engine, find("pitfalls").bind())) >= 10
    for pitfall, example in pitfalls:
        for prefix in re.findall(r"\b(\w+):(?=[A-Za-z])", re.sub(r"<[^>]*>", "", str(example))):
            assert f"PREFIX {prefix}: <" in str(example), pitfall
        assert rows(engine, str(example)), pitfall


def test_what_the_pitfalls_say_is_so(engine: EmbeddedEngine) -> None:
    """Each that can be counted, counted the wrong way and the right one."""
    lg = f"PREFIX lg: <{LG.NAMESPACE}> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
    by_iri = rows(
        engine, lg + "SELECT ?l { ?a a lg:Article ; lg:inDocument ?d ; lg:fullLabel ?l } ORDER BY ?a"
    )
    by_order = rows(
        engine,
        lg
        + "SELECT ?l { ?a a lg:Article ; lg:inDocument ?d ; lg:order ?o ; lg:fullLabel ?l } ORDER BY ?d ?o",
    )
    assert by_iri != by_order
    assert Counter(by_iri) == Counter(by_order)
    one = rows(
        engine,
        lg
        + "SELECT ?c ?l { ?c skos:inScheme <https://w3id.org/lawgraph/scheme/modality> ; lg:preferredLabel ?l }",
    )
    two = rows(
        engine,
        lg
        + "SELECT ?c ?l { ?c skos:inScheme <https://w3id.org/lawgraph/scheme/modality> ; skos:prefLabel ?l }",
    )
    assert len(two) == 2 * len(one) > 0
    states = {
        row[0] for row in rows(engine, lg + "SELECT ?l { ?g a lg:Gap ; lg:gapState/lg:preferredLabel ?l }")
    }
    assert {"待核", "无对应"} <= states
    texts = rows(engine, lg + "SELECT ?t { ?t a lg:Document }")
    works = rows(
        engine,
        lg + "SELECT DISTINCT ?w { ?t a lg:Document ; <http://data.europa.eu/eli/ontology#is_member_of> ?w }",
    )
    assert len(works) == len(texts) - 1, "one regulation was amended"


def test_what_explains_a_graph_is_the_same_each_time_and_has_no_blank_nodes() -> None:
    for quads, graph in ((vocabulary_quads, ONTOLOGY_GRAPH), (library_quads, LIBRARY_GRAPH)):
        lines = list(quads())
        assert lines == list(quads())
        assert len(set(lines)) == len(lines)
        parsed = list(ox.parse("".join(lines).encode(), format=ox.RdfFormat.N_QUADS))
        assert {quad.graph_name for quad in parsed} == {ox.NamedNode(graph)}
        assert not any(
            isinstance(end, ox.BlankNode) for quad in parsed for end in (quad.subject, quad.object)
        )
