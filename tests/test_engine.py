"""Engines: what they answer, what they refuse, and how results are printed."""

from __future__ import annotations

import gc
import json
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pyoxigraph as ox
import pytest

from queries import (
    EmbeddedEngine,
    EngineError,
    ForbiddenQuery,
    GraphNotFound,
    GraphResult,
    RemoteEngine,
    ResultTable,
    open_engine,
)
from queries.check import check
from queries.engine import Answer, Dataset, solve

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


FAILING = [
    "SELECT * { ?s ?p }",
    "SELECT * { ?s <http://example.org/p>/<> ?o }",
    "SELECT * { SERVICE <http://127.0.0.1:9/> { } }",
    "DROP ALL",
]
ANSWERED = [
    "SELECT * { ?s ?p ?o }",
    "ASK { ?s ?p ?o }",
    "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }",
    "DESCRIBE <http://example.org/a>",
]


def test_32_threads_ask_one_engine(engine: EmbeddedEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Oxigraph says on standard error when a thread gives up an answer that another one got."""
    said: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: said.append(str(unraisable.exc_value)))
    texts = [*FAILING, *ANSWERED] * 40
    with ThreadPoolExecutor(32) as pool:
        asked = [pool.submit(engine.query, text) for text in texts]
        failed = [one.exception() for one in asked]
    kept = [one.result() for one, error in zip(asked, failed, strict=True) if error is None]
    assert {text for text, error in zip(texts, failed, strict=True) if error} == set(FAILING)
    assert len(kept) == 40 * len(ANSWERED)
    del asked, failed, kept
    gc.collect()
    assert said == []


def test_an_answer_that_fails_half_way_is_given_up_in_its_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """The traceback of the error goes to another thread, and what its frames hold with it."""
    said: list[str] = []
    monkeypatch.setattr(sys, "unraisablehook", lambda unraisable: said.append(str(unraisable.exc_value)))
    store = ox.Store()
    store.extend(quad(f"s{i}", ox.Literal(i), "g") for i in range(50))

    def fails(answer: Answer) -> None:
        assert isinstance(answer, ox.QuerySolutions)
        for solution in answer:
            if "7" in str(solution["o"]):
                raise MemoryError

    query = check("SELECT * { ?s ?p ?o }")
    with ThreadPoolExecutor(4) as pool:
        errors = [pool.submit(solve, store, query, fails).exception() for _ in range(8)]
    assert all(isinstance(error, MemoryError) for error in errors)
    del errors
    gc.collect()
    assert said == []


DATASETS = [
    ("SELECT ?s { ?s ?p ?o }", Dataset(), 2, "none named: the union of all graphs"),
    ("SELECT ?s { ?s ?p ?o }", Dataset(default=(EX + "g1",)), 1, "the caller names the default graph"),
    ("SELECT ?s { ?s ?p ?o }", Dataset(named=(EX + "g1",)), 0, "only named: the default graph is empty"),
    ("SELECT ?s { GRAPH ?g { ?s ?p ?o } }", Dataset(named=(EX + "g1",)), 1, "the named graph"),
    ("SELECT ?s { GRAPH ?g { ?s ?p ?o } }", Dataset(default=(EX + "g1",)), 0, "there is no named one"),
    (
        f"SELECT ?s FROM <{EX}g1> {{ ?s ?p ?o }}",
        Dataset(default=(EX + "none",)),
        0,
        "the caller's goes first",
    ),
]


@pytest.mark.parametrize(("text", "dataset", "rows", "why"), DATASETS)
def test_dataset_of_the_caller(
    engine: EmbeddedEngine, text: str, dataset: Dataset, rows: int, why: str
) -> None:
    assert solve(engine.store, check(text), lambda answer: sum(1 for _ in answer), dataset) == rows, why


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
