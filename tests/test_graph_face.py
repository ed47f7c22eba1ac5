"""The Python face: ``import lawgraph; g = lawgraph.open(…)``."""

from __future__ import annotations

from pathlib import Path

import pytest

import lawgraph
from queries import GraphNotFound, QuerySyntaxError, library
from queries.prefixes import with_prefixes

INPUT = Path(__file__).parent / "data" / "two-levels.trig"


@pytest.fixture(scope="module")
def graph() -> lawgraph.LawGraph:
    return lawgraph.open(INPUT)


def test_named_query_gives_a_frame(graph: lawgraph.LawGraph) -> None:
    frame = graph.query("cross-level-links", min_score=0.7)
    assert frame["relation_label"].tolist() == ["落实"]
    assert frame["lower"].tolist() == ["eli/cn/632800/2020/regulation-6f1d2c3b/art-7"]


def test_text_needs_no_prefixes(graph: lawgraph.LawGraph) -> None:
    assert graph.query("SELECT (COUNT(?s) AS ?n) { ?s a lg:Article }")["n"].tolist() == [4]


def test_file_with_parameters(graph: lawgraph.LawGraph) -> None:
    file = Path(lawgraph.__file__).parent.parent / "queries" / "in-force-on.rq"
    assert len(graph.query(file, on="2020-08-01")) == 1
    assert len(graph.query(str(file), on="2000-01-01")) == 0


def test_construct_gives_a_frame_of_triples(graph: lawgraph.LawGraph) -> None:
    frame = graph.query("CONSTRUCT { ?a lg:correspondsTo ?b } WHERE { ?a lg:correspondsTo ?b }")
    assert list(frame.columns) == ["subject", "predicate", "object"]
    assert len(frame) == 2


HEADER = """# title-zh: 甲
# title-en: A
# answers-zh: 甲
# answers: a
# param x string "年" — 甲 / a
# param yy string "年" = "年" — 乙 / b
"""
PLACES = [
    ("SELECT * { ?s a lg:Article . ?s }", 1, 33, "in the line of the prefix that is put in"),
    ("SELECT *\n{ ?s a lg:Article . ?s }", 2, 24, "in a line after it"),
    ("SELECT * { ?s a lg:Article ; skos:prefLabel", 1, 44, "two prefixes, and at the end"),
    ("SELECT * { ?s a lg:Article . “a” }", 1, 30, "no token of SPARQL"),
    (r"SELECT * { ?\u0073 a lg:Article . ?s }", 1, 38, "behind an escape"),
    (HEADER + "SELECT * { ?s ?p ?x . ?s }", 7, 26, "behind blocks of values that are put in"),
    (HEADER + "SELECT * { VALUES ?x {\n'a' } VALUES ?yy { } ?s }", 8, 25, "behind blocks that are replaced"),
    (HEADER + "SELECT * { ?s ?p “a” }", 7, 18, "no token, with values"),
]


@pytest.mark.parametrize(("text", "line", "column", "why"), PLACES)
def test_the_place_of_a_syntax_error_is_that_of_the_text(
    graph: lawgraph.LawGraph, tmp_path: Path, text: str, line: int, column: int, why: str
) -> None:
    file = tmp_path / "query.rq"
    file.write_text(text, "utf-8")
    query, values = (file, {"x": "二〇二〇年的很长的文字"}) if text.startswith("#") else (text, {})
    with pytest.raises(QuerySyntaxError, match=f"line {line}, column {column}") as caught:
        graph.query(query, **values)
    assert (caught.value.line, caught.value.column) == (line, column), why


def test_a_prefix_is_known_unless_the_query_declares_it(graph: lawgraph.LawGraph) -> None:
    assert len(graph.query("# PREFIX lg: <urn:a>\nSELECT ?s { ?s a lg:Article }")) == 4
    assert len(graph.query("PREFIX lg: <urn:a> SELECT ?s { ?s a lg:Article }")) == 0
    assert with_prefixes("ASK { ?s ?p 'lg:Article' } # lg:").text == "ASK { ?s ?p 'lg:Article' } # lg:"


def test_queries_lists_all(graph: lawgraph.LawGraph) -> None:
    assert graph.queries()["name"].tolist() == [query.name for query in library()]


def test_rdflib_graph_has_every_triple_once(graph: lawgraph.LawGraph) -> None:
    merged = graph.graph()
    count = graph.query("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")["n"].item()
    assert len(merged) == count


def test_network_joins_levels_in_chinese(graph: lawgraph.LawGraph) -> None:
    network = graph.network()
    lower, upper = (
        "eli/cn/632800/2020/regulation-6f1d2c3b/art-7",
        "eli/cn/630000/2012/opinion-16-0c3db164/annex-2/task-1",
    )
    assert network.nodes[lower]["label"] == "第七条"
    kinds = {data["kind"]: data for data in network.get_edge_data(lower, upper).values()}
    assert kinds["implements"] == {"kind": "implements", "label": "落实", "weight": 1, "score": 0.82}
    assert network.nodes["body/630000/finance"]["label"] == "青海省财政厅"
    scalars = (str, int, float)
    assert all(isinstance(value, scalars) for _, data in network.nodes(data=True) for value in data.values())
    assert all("kind" in data for _, data in network.nodes(data=True))


def test_no_graph_says_how_to_build_one(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="make run"):
        lawgraph.open(tmp_path / "none")


def test_shows_a_table_for_people() -> None:
    shown = lawgraph.open(INPUT).show("thresholds")
    assert list(shown.columns)[:5] == ["文件", "条款", "用途", "原文", "下限"]
    assert "IRI" not in "".join(shown.columns)
    assert shown["下限"].tolist() == ["", 80000000, ""]
    assert lawgraph.open(INPUT).show("cross-level-links", characters=5)["上级措施"].map(len).max() == 5
