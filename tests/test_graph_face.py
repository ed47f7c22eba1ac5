"""The Python face: ``import lawgraph; g = lawgraph.open(…)``."""

from __future__ import annotations

from pathlib import Path

import pytest

import lawgraph
from queries import GraphNotFound, QuerySyntaxError, library

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


def test_lines_of_a_syntax_error_are_those_of_the_text(graph: lawgraph.LawGraph) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        graph.query("SELECT *\n{ ?s a lg:Article . ?s }")
    assert caught.value.line == 2


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
