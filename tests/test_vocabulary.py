"""The vocabulary: complete in two languages, consistent, and the only source of terms."""

import json
import re
from pathlib import Path

import owlrl
import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT as RD_DCAT
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN, ClosedNamespace, DefinedNamespace
from rdflib.namespace import ODRL2 as RD_ODRL
from rdflib.namespace import ORG as RD_ORG
from rdflib.namespace import PROV as RD_PROV
from rdflib.namespace import SDO as RD_SCHEMA
from rdflib.namespace import TIME as RD_TIME
from rdflib.namespace import VOID as RD_VOID
from rdflib.namespace import XSD as RD_XSD
from rdflib.term import Node

from ontology import standards
from ontology.concepts import SCHEMES
from ontology.known_terms import KNOWN_IRIS, terms
from ontology.terms import LG, PREFIXES
from ontology.validation import SHAPES, VOCABULARY

ROOT = Path(__file__).parent.parent
ONTOLOGY = URIRef("https://w3id.org/lawgraph/ontology")
GRAPH = Graph().parse(VOCABULARY)
KINDS = {"classes": OWL.Class, "object": OWL.ObjectProperty, "datatype": OWL.DatatypeProperty}
OURS = sorted({s for s in GRAPH.subjects() if str(s).startswith(LG.NAMESPACE)}, key=str)

PREFIXED = re.compile(r"(?<![\w:/#<\"])([a-z]+):([A-Za-z_]\w*)")
DECLARED = re.compile(r"(?i)(?:@prefix|PREFIX)\s+(\w+):\s+<([^>]+)>")


def used_terms(text: str, known: dict[str, str]) -> set[str]:
    """IRIs of the prefixed names in SPARQL or Turtle; comments, strings and full IRIs aside."""
    bare = re.sub(r'"[^"\n]*"|<[^<>\s]*>|(?m:^\s*#.*$)|(?<=\s)#\s.*', " ", text)
    declared = {**known, **dict(DECLARED.findall(text))}
    return {declared[prefix] + name for prefix, name in PREFIXED.findall(bare) if prefix in declared}


def unknown(iris: set[str]) -> set[str]:
    vocabularies = tuple(PREFIXES.values())
    return {iri for iri in iris if iri.startswith(vocabularies) and iri not in KNOWN_IRIS}


# --- the vocabulary itself


@pytest.mark.parametrize("term", OURS, ids=lambda term: term.removeprefix(LG.NAMESPACE))
def test_each_term_is_documented_in_both_languages(term: URIRef) -> None:
    for predicate in (RDFS.label, SKOS.definition):
        languages = sorted(o.language or "" for o in GRAPH.objects(term, predicate) if isinstance(o, Literal))
        assert languages == ["en", "zh"], predicate
    assert list(GRAPH.objects(term, SKOS.example))
    assert GRAPH.value(term, RDFS.isDefinedBy) == ONTOLOGY
    assert len(list(GRAPH.objects(term, RDF.type))) == 1


def test_python_names_each_term_and_no_other() -> None:
    assert set(terms(LG).values()) == set(map(str, OURS))
    assert all(iri == LG.NAMESPACE + name for name, iri in terms(LG).items())


def test_header() -> None:
    version = GRAPH.value(ONTOLOGY, OWL.versionInfo)
    assert GRAPH.value(ONTOLOGY, OWL.versionIRI) == URIRef(f"{ONTOLOGY}/{version}")
    assert str(GRAPH.value(ONTOLOGY, VANN.preferredNamespaceUri)) == LG.NAMESPACE
    assert str(GRAPH.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "lg"
    assert GRAPH.value(ONTOLOGY, DCTERMS.license)
    assert any(str(version) in str(note) for note in GRAPH.objects(ONTOLOGY, SKOS.historyNote))


def test_no_two_terms_have_one_label() -> None:
    for kind in KINDS.values():
        labels = [
            str(label)
            for term in OURS
            if (term, RDF.type, kind) in GRAPH
            for label in GRAPH.objects(term, RDFS.label)
        ]
        assert len(labels) == len(set(labels))


def test_domains_and_ranges_are_known() -> None:
    for predicate in (RDFS.domain, RDFS.range, RDFS.subClassOf, RDFS.subPropertyOf):
        for term in GRAPH.objects(None, predicate):
            assert str(term) in KNOWN_IRIS


def test_the_traps_are_avoided() -> None:
    """No deontic class of LKIF (Obligation is equivalent to Prohibition there); no deprecated ELI relation."""
    for path in (VOCABULARY, ROOT / "docs" / "graph-model.md", *sorted((ROOT / "queries").glob("*.rq"))):
        used = used_terms(path.read_text("utf-8"), dict(PREFIXES))
        assert not {iri for iri in used if "lkif" in iri.lower()}
        assert not {iri for iri in used if iri.endswith(("ontology#implements", "ontology#transposes"))}


# --- terms in use


def test_every_prefixed_name_in_use_is_known() -> None:
    files = [
        ROOT / "docs" / "graph-model.md",
        VOCABULARY,
        *sorted((ROOT / "queries").rglob("*.rq")),
        *sorted(SHAPES.glob("*.ttl")),
        *sorted((ROOT / "tests" / "shapes").glob("*.ttl")),
    ]
    known = dict(PREFIXES)
    wrong = {}
    for path in files:
        bad = unknown(used_terms(path.read_text("utf-8"), known))
        if path.suffix == ".ttl":  # of SHACL, shapes use more than a graph does; pySHACL reads them
            bad = {iri for iri in bad if not iri.startswith(PREFIXES["sh"])}
        if bad:
            wrong[path.name] = bad
    assert wrong == {}


def test_an_unknown_name_is_noticed() -> None:
    text = "SELECT * { ?n a lg:Norn ; lg:modality ?m ; eli:implements ?x ; rdfs:label ?l }  # lg:Comment"
    assert unknown(used_terms(text, dict(PREFIXES))) == {
        LG.NAMESPACE + "Norn",
        PREFIXES["eli"] + "implements",
    }


def test_the_schemes_use_known_terms() -> None:
    for path in sorted(SCHEMES.glob("*.ttl")):
        graph = Graph().parse(path)
        used = {str(term) for triple in graph for term in (triple[1], triple[2]) if isinstance(term, URIRef)}
        assert unknown(used) == set(), path.name


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (standards.ORG, RD_ORG),
        (standards.PROV, RD_PROV),
        (standards.DCAT, RD_DCAT),
        (standards.TIME, RD_TIME),
        (standards.SKOS, SKOS),
        (standards.DCTERMS, DCTERMS),
        (standards.ODRL, RD_ODRL),
        (standards.SCHEMA, RD_SCHEMA),
        (standards.VOID, RD_VOID),
        (standards.VANN, VANN),
        (standards.XSD, RD_XSD),
        (standards.OWL, OWL),
        (standards.RDFS, RDFS),
        (standards.RDF, RDF),
    ],
    ids=lambda vocabulary: vocabulary.__name__ if vocabulary.__module__ == standards.__name__ else "",
)
def test_listed_terms_of_standards_exist(
    ours: type[object], theirs: type[DefinedNamespace] | ClosedNamespace
) -> None:
    """Against the copies of these vocabularies that RDFLib carries; DCAT 3 added ``dcat:version``."""
    for name, iri in terms(ours).items():
        assert iri == standards.DCAT.version or URIRef(iri) in theirs, name


# --- reasoning


def closure(*graphs: Graph) -> Graph:
    together = Graph()
    for graph in graphs:
        together += graph
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(together)
    return together


def sample() -> Graph:
    return Graph().parse(ROOT / "tests" / "shapes" / "conforming.ttl")


def errors(graph: Graph) -> set[Node]:
    return set(graph.subjects(RDF.type, URIRef("http://www.daml.org/2002/03/agents/agent-ont#ErrorMessage")))


@pytest.fixture(scope="module")
def inferred() -> Graph:
    """What follows from vocabulary and sample; the schemes only name things, but for the modalities."""
    return closure(GRAPH, sample(), Graph().parse(SCHEMES / "modalities.ttl"))


def test_no_contradiction_under_owl_rl(inferred: Graph) -> None:
    assert errors(inferred) == set()
    assert set(inferred.subjects(RDF.type, OWL.Nothing)) == set()
    ours = set(OURS)
    equivalent = {
        (s, o) for s, o in inferred.subject_objects(OWL.equivalentClass) if s != o and {s, o} & ours
    }
    assert equivalent == set()
    empty = {s for s in inferred.subjects(RDFS.subClassOf, OWL.Nothing) if s in ours}
    assert empty == set()


def test_a_norm_is_not_both_obligation_and_prohibition() -> None:
    """The axiom bites: such a norm is a contradiction."""
    wrong = sample()
    norm = URIRef("https://w3id.org/lawgraph/test/norm")
    wrong.add((norm, RDF.type, URIRef(LG.Prohibition)))
    assert errors(closure(GRAPH, wrong))


def test_reasoning_reaches_the_classes_above(inferred: Graph) -> None:
    amount = URIRef("https://w3id.org/lawgraph/test/amount")
    assert (amount, RDF.type, URIRef(LG.Fact)) in inferred
    article = URIRef("https://w3id.org/lawgraph/test/article")
    assert (
        article,
        URIRef(LG.hasTopic),
        URIRef("https://w3id.org/lawgraph/scheme/topic/special-fund"),
    ) in inferred


# --- JSON-LD


def test_context_names_each_term() -> None:
    context = json.loads((VOCABULARY.parent / "context.jsonld").read_text("utf-8"))["@context"]
    named = {
        value if isinstance(value, str) else value.get("@id") for value in context.values() if value != 1.1
    }
    expected = {
        "lg:" + term.removeprefix(LG.NAMESPACE)
        for term in OURS
        if set(GRAPH.objects(term, RDF.type)) & set(KINDS.values())
    }
    assert {name for name in named if name.startswith("lg:")} == expected


def test_context_reads_a_norm() -> None:
    context = json.loads((VOCABULARY.parent / "context.jsonld").read_text("utf-8"))["@context"]
    data = {
        "@context": context,
        "id": "https://example.org/n",
        "type": "Norm",
        "trigger": "应当",
        "score": "0.5",
    }
    graph = Graph().parse(data=json.dumps(data), format="json-ld")
    norm = URIRef("https://example.org/n")
    assert (norm, RDF.type, URIRef(LG.Norm)) in graph
    assert (norm, URIRef(LG.trigger), Literal("应当")) in graph
