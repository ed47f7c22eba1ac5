"""Engines: what they answer, what they refuse, and how results are printed."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph as ox
import pytest

from queries import (
    EmbeddedEngine,
    EngineError,
    ForbiddenQuery,
    GraphNotFound,
    GraphResult,
    QuerySyntaxError,
    RemoteEngine,
    ResultTable,
    open_engine,
)
from queries.engine import check

EX = "http://example.org/"


def quad(subject: str, value: ox.Literal, graph: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(EX + subject), ox.NamedNode(EX + "p"), value, ox.NamedNode(EX + graph))


@pytest.fixture
def engine() -> EmbeddedEngine:
    store = ox.Store()
    store.add(quad("a", ox.Literal("甲"), "g1"))
    store.add(quad("b", ox.Literal("乙"), "g2"))
    return EmbeddedEngine(store)


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("SELECT ?s { ?s ?p ?o }", 2),  # no FROM: the union of all graphs
        (f"SELECT ?s FROM <{EX}g1> {{ ?s ?p ?o }}", 1),  # FROM is obeyed
        (f"SELECT ?s FROM NAMED <{EX}g1> {{ ?s ?p ?o }}", 0),  # only named: the default graph is empty
        (f"SELECT ?s FROM NAMED <{EX}g1> {{ GRAPH ?g {{ ?s ?p ?o }} }}", 1),
        ("SELECT ?s { GRAPH ?g { ?s ?p ?o } }", 2),
        ("SELECT ?s { ?s ?p 'FROM <x>' }", 0),  # the word in a string is no clause
    ],
)
def test_default_graph(engine: EmbeddedEngine, text: str, rows: int) -> None:
    assert len(engine.query(text)) == rows


@pytest.mark.parametrize(
    "text",
    [
        "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",
        "SELECT * { ?s ?p ?o OPTIONAL { SERVICE SILENT ?s { ?a ?b ?c } } }",
        "SELECT * { ?s ?p ?o FILTER EXISTS { service <http://127.0.0.1:9/> { ?a ?b ?c } } }",
        "SELECT * { { SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } } } }",
        "SELECT * { \\u0053ERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }",  # an escape for S
        "INSERT DATA { <a:a> <a:b> <a:c> }",
        "LOAD <file:///etc/hostname>",
        "CLEAR ALL",
    ],
)
def test_writing_and_calling_out_are_refused(engine: EmbeddedEngine, text: str) -> None:
    with pytest.raises(ForbiddenQuery, match="refused"):
        engine.query(text)


def test_the_word_service_is_allowed_where_it_calls_nothing(engine: EmbeddedEngine) -> None:
    table = engine.query("SELECT ('SERVICE <x> {}' AS ?service) { } # SERVICE")
    assert isinstance(table, ResultTable)
    assert len(table) == 1


@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("SELECT * {\n  ?s ?p }", 2, 3),  # the triple without object
        ("SELEKT * { ?s ?p ?o }", 1, 1),
        ("SELECT ?s\n{ ?s a lg:Article }", 2, 18),  # after the name whose prefix is not declared
        ("SELECT *\n{ ?s ?p ?o", 2, 11),  # the group is not closed
    ],
)
def test_syntax_error_has_its_place(engine: EmbeddedEngine, text: str, line: int, column: int) -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        engine.query(text)
    assert (caught.value.line, caught.value.column) == (line, column)
    assert f"line {line}, column {column}" in str(caught.value)


@pytest.mark.parametrize("text", ["", "   ", "中文", "{" * 500, "SELECT", "\x00", "PREFIX a: <b:>"])
def test_any_text_gets_a_syntax_error(text: str) -> None:
    with pytest.raises(QuerySyntaxError):
        check(text)


def test_no_graph_names_the_remedy(tmp_path: Path) -> None:
    with pytest.raises(GraphNotFound, match="lawgraph build"):
        open_engine(tmp_path)
    broken = tmp_path / "broken.ttl"
    broken.write_text("<a:a> <a:b>", "utf-8")
    with pytest.raises(GraphNotFound, match="not well-formed"):
        open_engine(broken)


def test_store_on_disk_is_read_only(tmp_path: Path) -> None:
    store = ox.Store(str(tmp_path))
    store.add(quad("a", ox.Literal("甲"), "g"))
    store.flush()
    del store
    opened = EmbeddedEngine.open(tmp_path)
    assert len(opened.query("SELECT * { ?s ?p ?o }")) == 1
    with pytest.raises(RuntimeError, match="read-write"):
        opened.store.add(quad("b", ox.Literal("乙"), "g"))


def test_remote_engine_says_that_nobody_answers() -> None:
    with pytest.raises(EngineError, match="did not answer"):
        RemoteEngine("http://127.0.0.1:9/query", timeout=2).query("ASK { }")


def test_remote_engine_refuses_before_it_sends() -> None:
    with pytest.raises(ForbiddenQuery):
        RemoteEngine("http://127.0.0.1:9/query").query("SELECT * { SERVICE <http://x/> { ?s ?p ?o } }")


XSD = "http://www.w3.org/2001/XMLSchema#"
TABLE = ResultTable(
    ("iri", "words", "amount", "whole", "flag", "nothing"),
    (
        (
            ox.NamedNode("http://data.europa.eu/eli/ontology#title"),
            ox.Literal("=1+1,青海", language="zh"),
            ox.Literal("0.50", datatype=ox.NamedNode(XSD + "decimal")),
            ox.Literal("16", datatype=ox.NamedNode(XSD + "integer")),
            ox.Literal(True),
            None,
        ),
    ),
)


def test_values_and_frame() -> None:
    assert list(TABLE.values()) == [("eli:title", "=1+1,青海", 0.5, 16, True, None)]
    frame = TABLE.frame()
    assert list(frame.columns) == list(TABLE.variables)
    assert frame["whole"].sum() == 16


def test_csv_for_programs_and_for_excel() -> None:
    head = "iri,words,amount,whole,flag,nothing\r\n"
    assert TABLE.csv() == head + 'eli:title,"=1+1,青海",0.5,16,true,\r\n'
    assert TABLE.csv(bom=True) == "\ufeff" + head + 'eli:title,"\'=1+1,青海",0.5,16,true,\r\n'


def test_json_is_read_back_as_the_same_table() -> None:
    read = ox.parse_query_results(TABLE.json().encode(), format=ox.QueryResultsFormat.JSON)
    assert [variable.value for variable in read.variables] == list(TABLE.variables)
    solution = next(iter(read))
    assert tuple(solution[i] for i in range(len(TABLE.variables))) == TABLE.rows[0]


def test_ask_is_a_boolean(engine: EmbeddedEngine) -> None:
    answer = engine.query("ASK { ?s ?p '甲' }")
    assert isinstance(answer, ResultTable)
    assert json.loads(answer.json()) == {"head": {}, "boolean": True}


def test_text_gives_each_chinese_character_two_columns() -> None:
    table = ResultTable(
        ("a", "b"), ((ox.Literal("省财政厅"), ox.Literal("x")), (ox.Literal("ab"), ox.Literal("y")))
    )
    first, second = table.text(40).splitlines()[-2:]
    assert first.index("x") + 4 == second.index("y")


def test_construct_gives_turtle(engine: EmbeddedEngine) -> None:
    graph = engine.query("CONSTRUCT { ?s <http://data.europa.eu/eli/ontology#title> ?o } WHERE { ?s ?p ?o }")
    assert isinstance(graph, GraphResult)
    turtle = graph.turtle()
    assert "eli:title" in turtle
    assert {quad.triple for quad in ox.parse(turtle, format=ox.RdfFormat.TURTLE)} == set(graph.triples)
    assert len(graph.table()) == 2
