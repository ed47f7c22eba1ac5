"""The shapes: each is broken by a small graph of its name, and one graph breaks none."""

from pathlib import Path

import pytest
from rdflib import Dataset, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, RDFS, SH

from ingest.structure.wreckage import WRECKAGE
from ontology.terms import LG
from ontology.validation import SHAPES, validate

GRAPHS = Path(__file__).parent / "shapes"
WRONG = "https://w3id.org/lawgraph/test/wrong"
LGS = "https://w3id.org/lawgraph/shapes#"


def _declared() -> Graph:
    graph = Graph()
    for path in sorted(SHAPES.glob("*.ttl")):
        graph.parse(path)
    return graph


DECLARED = _declared()
RULES = sorted(
    str(shape).removeprefix(LGS)
    for kind in (SH.NodeShape, URIRef(LGS + "GraphRule"))
    for shape in DECLARED.subjects(RDF.type, kind)
)


def _label(rule: str) -> str:
    labels = {
        o.language: str(o) for o in DECLARED.objects(URIRef(LGS + rule), RDFS.label) if isinstance(o, Literal)
    }
    return f"{labels['zh']} / {labels['en']}"


@pytest.mark.parametrize("rule", RULES)
def test_each_rule_catches_its_violation(rule: str) -> None:
    report = validate(Graph().parse(GRAPHS / f"{rule}.ttl"))
    caught = {found.rule for found in (*report.violations, *report.warnings) if found.focus == WRONG}
    assert _label(rule) in caught


def test_no_graph_without_a_rule() -> None:
    assert {path.stem for path in GRAPHS.glob("*.ttl")} == {*RULES, "conforming"}


def test_a_right_graph_conforms() -> None:
    report = validate(Graph().parse(GRAPHS / "conforming.ttl"))
    assert (report.violations, report.warnings) == ((), ())


@pytest.mark.parametrize("rule", ["Wreckage", "BearerReads"])
def test_a_warning_makes_no_graph_invalid(rule: str) -> None:
    graph = Graph().parse(GRAPHS / "conforming.ttl")
    report = validate(graph + Graph().parse(GRAPHS / f"{rule}.ttl"))
    assert {warning.rule for warning in report.warnings} == {_label(rule)}
    assert {violation.rule for violation in report.violations} & {_label(rule)} == set()


def test_the_shape_of_wreckage_knows_every_code() -> None:
    (listed,) = DECLARED.objects(None, SH["not"] / SH["in"])
    assert {str(code) for code in Collection(DECLARED, listed)} == WRECKAGE


@pytest.mark.parametrize(
    ("name", "odd"),
    [
        ("县财政局", False),
        ("第三方机构", False),
        ("第一中学", False),
        ("12345热线办", False),
        ("（一）县财政局", True),
        ("《政府", True),
        ("第二条县财政局", True),
        ("一、县财政局", True),
        ("1.县财政局", True),
        ("，县财政局", True),
        ("附件1县财政局", True),
        ("县财政局<br>", True),
        ("**县财政局", True),
    ],
)
def test_a_bearer_that_is_no_name(name: str, odd: bool) -> None:
    graph = Graph().parse(GRAPHS / "conforming.ttl")
    norm = URIRef("https://w3id.org/lawgraph/test/norm")
    graph.set((norm, URIRef(LG.bearerName), Literal(name)))
    assert [warning.value for warning in validate(graph).warnings] == ([name] if odd else [])


def test_a_conforming_graph_reaches_every_shape() -> None:
    """Else a shape that nothing meets would seem to hold."""
    graph = Graph().parse(GRAPHS / "conforming.ttl")
    targets = set(DECLARED.objects(None, SH.targetClass))
    assert {target for target in targets if (None, RDF.type, target) not in graph} == set()


def test_a_violation_says_file_provision_words_and_rule() -> None:
    graph = Graph().parse(GRAPHS / "conforming.ttl")
    norm = URIRef("https://w3id.org/lawgraph/test/norm")
    graph.remove((norm, URIRef(LG.action), None))
    (violation,) = validate(graph).violations
    assert (violation.file, violation.path, violation.words) == ("a.txt", "art-16.1/para-2", "应当拨付50万元")
    assert violation.rule == "规范 / norm"
    assert "lg:action" in violation.message


def test_all_graphs_of_a_dataset_are_checked_together() -> None:
    """A place and its source stand in different named graphs for links."""
    data = Dataset()
    for number, triple in enumerate(sorted(Graph().parse(GRAPHS / "conforming.ttl"))):
        data.graph(URIRef(f"https://w3id.org/lawgraph/test/graph-{number % 3}")).add(triple)
    assert validate(data).violations == ()


def test_validation_leaves_the_graph_alone() -> None:
    graph = Graph().parse(GRAPHS / "conforming.ttl")
    before = set(graph)
    validate(graph)
    assert set(graph) == before
