"""Each export opened by the library that a user would use, and compared with the graph, counts by kind."""

from __future__ import annotations

import csv
import json
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import networkx as nx
import pandas as pd
import pyoxigraph as ox
import pytest
import rdflib

from lawgraph.build import BuildReport
from lawgraph.exports import exports
from lawgraph.reviews.reading import read_reviews
from queries import EmbeddedEngine, ResultTable
from queries.network import network
from queries.prefixes import with_prefixes

from .test_export import INPUT, _engine

WICKED = "</p><script>alert('x')</script> =1+1 \"引\" \\N %s {0} ]]> & \t尾\\"


@pytest.fixture(scope="module", params=["small", "real"])
def engine(request: pytest.FixtureRequest, built: BuildReport) -> EmbeddedEngine:
    """The small graph, and that of the two documents of the project."""
    if request.param == "small":
        return EmbeddedEngine.open(INPUT)
    return EmbeddedEngine.open(built.generation.store)


def asked(engine: EmbeddedEngine, variables: str, pattern: str) -> list[tuple[str, ...]]:
    """The rows of a question, each once, in the lexical forms of their terms."""
    answer = engine.query(with_prefixes(f"SELECT DISTINCT {variables} {{ {pattern} }}").text)
    assert isinstance(answer, ResultTable)
    return [tuple("" if term is None else term.value for term in row) for row in answer.rows]  # type: ignore[union-attr]


def counted(engine: EmbeddedEngine, pattern: str) -> int:
    """How many ?x fit a pattern."""
    return len(asked(engine, "?x", pattern))


def written(engine: object, format: str, path: Path) -> Path:
    exports()[format].write(engine, path)  # type: ignore[arg-type]
    return path


# --- RDF


@pytest.mark.parametrize(
    ("format", "parsed"),
    [
        ("nquads", ox.RdfFormat.N_QUADS),
        ("trig", ox.RdfFormat.TRIG),
        ("jsonld", ox.RdfFormat.JSON_LD),
    ],
)
def test_every_quad_is_read_back(
    engine: EmbeddedEngine, tmp_path: Path, format: str, parsed: ox.RdfFormat
) -> None:
    path = written(engine, format, tmp_path / "g")
    assert set(ox.parse(path=str(path), format=parsed)) == set(engine.store)


def test_every_triple_is_read_back(engine: EmbeddedEngine, tmp_path: Path) -> None:
    path = written(engine, "turtle", tmp_path / "g.ttl")
    found = {quad.triple for quad in ox.parse(path=str(path), format=ox.RdfFormat.TURTLE)}
    assert found == {quad.triple for quad in engine.store}


@pytest.mark.parametrize(
    ("format", "parsed"), [("trig", "trig"), ("jsonld", "json-ld"), ("nquads", "nquads")]
)
def test_rdflib_reads_the_same(tmp_path: Path, format: str, parsed: str) -> None:
    engine = EmbeddedEngine.open(INPUT)
    dataset = rdflib.Dataset()
    dataset.parse(written(engine, format, tmp_path / "g"), format=parsed)
    found = Counter(str(graph) for _, _, _, graph in dataset.quads())
    assert found == Counter(quad.graph_name.value for quad in engine.store)  # type: ignore[union-attr]
    types = Counter(str(kind) for _, _, kind, _ in dataset.quads((None, rdflib.RDF.type, None, None)))
    wanted = Counter(
        quad.object.value  # type: ignore[union-attr]
        for quad in engine.store
        if quad.predicate.value == str(rdflib.RDF.type)
    )
    assert types == wanted


JSON_LD = [
    ('"甲"@zh', "eli:title", {"title": "甲"}, "the language of the term"),
    ('"甲"@en', "eli:title", {"title": {"@value": "甲", "@language": "en"}}, "another language"),
    ('"甲"', "eli:title", {"title": {"@value": "甲"}}, "no language"),
    ('"甲"@zh , "a"@en', "skos:prefLabel", {"prefLabel": {"zh": "甲", "en": "a"}}, "by language"),
    ('"甲"@zh', "skos:altLabel", {"altLabel": {"zh": ["甲"]}}, "a set"),
    ('"甲"', "skos:prefLabel", {"skos:prefLabel": "甲"}, "what has no language is in no map of languages"),
    ("7", "lg:order", {"order": 7}, "a number as JSON has it"),
    ("true", "lg:generic", {"generic": True}, "a truth value"),
    ("0.71", "lg:score", {"score": {"@value": "0.71", "@type": "http://www.w3.org/2001/XMLSchema#decimal"}},
     "a datatype that the term does not have"),
    ("g:b", "lg:body", {"body": "http://x/b"}, "an IRI of a term that has IRIs"),
    ("g:b", "lg:text", {"text": {"id": "http://x/b"}}, "an IRI of a term that has words"),
]  # fmt: skip


@pytest.mark.parametrize(("value", "predicate", "member", "why"), JSON_LD)
def test_json_ld_uses_terms_for_what_they_say(
    tmp_path: Path, value: str, predicate: str, member: dict[str, object], why: str
) -> None:
    engine = _engine(f"a {predicate} {value} .")
    path = written(engine, "jsonld", tmp_path / "g")
    (node,) = json.loads(path.read_text("utf-8"))["@graph"]
    assert node == {"id": "http://x/a", **member}, why
    assert set(ox.parse(path=str(path), format=ox.RdfFormat.JSON_LD)) == set(engine.store)


# --- the network


def test_tables_of_nodes_and_edges(engine: EmbeddedEngine, tmp_path: Path) -> None:
    wanted = network(engine)
    nodes = pd.read_csv(written(engine, "nodes-csv", tmp_path / "n.csv"), keep_default_na=False)
    edges = pd.read_csv(written(engine, "edges-csv", tmp_path / "e.csv"))
    assert (tmp_path / "n.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    assert Counter(nodes["类别代码"]) == Counter(kind for _, kind in wanted.nodes(data="kind"))
    assert dict(zip(nodes["编号"], nodes["名称"], strict=True)) == dict(wanted.nodes(data="label"))
    assert Counter(edges["关系代码"]) == Counter(key for _, _, key in wanted.edges(keys=True))
    assert edges["事实数"].sum() == sum(weight for _, _, weight in wanted.edges(data="weight"))
    assert set(edges["起点编号"]) | set(edges["终点编号"]) <= set(nodes["编号"])


def test_cytoscape_json_is_the_network_with_places(engine: EmbeddedEngine, tmp_path: Path) -> None:
    data = json.loads(written(engine, "cytoscape", tmp_path / "g.cyjs").read_text("utf-8"))
    wanted = network(engine)
    found = nx.cytoscape_graph(data)
    names = {"kind", "label", "document", "level", "path", "text", "subdivision", "order"}
    assert {node: {name: said[name] for name in names} for node, said in found.nodes(data=True)} == dict(
        wanted.nodes(data=True)
    )
    edges = {(a, b, key): {n: said[n] for n in ("kind", "label", "weight", "score")}
             for a, b, key, said in found.edges(keys=True, data=True)}  # fmt: skip
    assert edges == {(a, b, key): said for a, b, key, said in wanted.edges(keys=True, data=True)}
    places = [(node["position"]["x"], node["position"]["y"]) for node in data["elements"]["nodes"]]
    assert len(set(places)) == len(places) == len(wanted)
    ids = [each["data"]["id"] for side in ("nodes", "edges") for each in data["elements"][side]]
    assert len(set(ids)) == len(ids)


def _pydot(path: Path) -> object:
    pydot = pytest.importorskip("pydot", reason="SKIPPED: pydot, which reads DOT, is not installed")
    (found,) = pydot.graph_from_dot_data(path.read_text("utf-8"))
    return found


def _unquoted(text: object) -> str:
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] == "n" else found[1], str(text)[1:-1])


def test_dot_is_the_network(engine: EmbeddedEngine, tmp_path: Path) -> None:
    found = _pydot(written(engine, "dot", tmp_path / "g.dot"))
    wanted = network(engine)
    nodes = [node for node in found.get_nodes() if re.fullmatch(r"n\d+", node.get_name())]  # type: ignore[attr-defined]
    iris = {node.get_name(): _unquoted(node.get("iri")) for node in nodes}
    assert {_unquoted(node.get("iri")): _unquoted(node.get("label")) for node in nodes} == dict(
        wanted.nodes(data="label")
    )
    edges = Counter(
        (iris[edge.get_source()], iris[edge.get_destination()], _unquoted(edge.get("kind")))
        for edge in found.get_edges()  # type: ignore[attr-defined]
    )
    assert edges == Counter(list(wanted.edges(keys=True)))


def test_graphviz_draws_it(tmp_path: Path) -> None:
    if shutil.which("dot") is None:
        pytest.skip("SKIPPED: Graphviz is not installed")
    path = written(_engine(f"d a lg:Document ; eli:title {ox.Literal(WICKED)} ."), "dot", tmp_path / "g.dot")
    done = subprocess.run(["dot", "-Tjson0", path], capture_output=True, check=True, encoding="utf-8")
    (node,) = json.loads(done.stdout)["objects"]
    assert _unquoted(f'"{node["label"]}"') == WICKED
    assert done.stderr == ""


# --- links


def test_links_are_read_as_reviews(engine: EmbeddedEngine, tmp_path: Path) -> None:
    path = written(engine, "sssom", tmp_path / "links.sssom.tsv")
    lines = path.read_text("utf-8").splitlines()
    rows = list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t"))
    none = [row for row in rows if "sssom:NoTermFound" in (row["subject_id"], row["object_id"])]
    assert len(none) == counted(engine, "?x a lg:Gap")
    assert len(rows) - len(none) == counted(engine, "?x a lg:Correspondence")
    differences = Counter(row["difference"] for row in rows if row["difference"] not in ("", "none"))
    assert sum(differences.values()) == counted(engine, "?x lg:difference ?d")
    reviewed = [row for row in rows if row["mapping_justification"] == "semapv:ManualMappingCuration"]
    assert len(reviewed) == counted(engine, "?x lg:review ?r")
    found = read_reviews([path])
    if (
        "opinion-16" in rows[0]["object_id"]
    ):  # the IRIs of the small graph are those of version 0.1: none of reviews
        assert found.waiting == len(rows) - 1
    else:
        assert (found.problems, found.waiting, found.rows) == ((), len(rows), ())


def test_a_decision_is_read_back(tmp_path: Path) -> None:
    text, other = (f"<https://w3id.org/lawgraph/eli/cn/text/{digit * 16}>" for digit in "ab")
    engine = _engine(
        f"k a lg:Correspondence ; lg:lower {text[:-1]}/art-1> ; lg:upper {other[:-1]}/art-2> ; lg:score 1.0 ; "
        "lg:strength <http://x/same-act> ; lg:review 'orcid:0000-0002-1825-0097 2026-03-01' .",
        *(
            f"x lg:none g:x . {document[:-1]}/{path}> lg:inDocument {document} ; lg:path '{path}' ; lg:order 1 ; "
            f"lg:text '应当公示。' ; lg:textDigest 'x' ."
            for document, path in ((text, "art-1"), (other, "art-2"))
        ),
    )
    found = read_reviews([written(engine, "sssom", tmp_path / "d.tsv")])
    assert found.problems == ()
    ((decision,),) = ([row.decision for row in found.rows],)
    assert (decision.lower.path, decision.upper.path, decision.strength) == ("art-1", "art-2", "same-act")
    assert (decision.author, decision.date) == ("orcid:0000-0002-1825-0097", "2026-03-01")
