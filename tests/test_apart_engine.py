"""Queries in a process of their own: the same answers, and an end to those without one."""

from __future__ import annotations

import os
import pickle
import signal
import threading
import time
from pathlib import Path

import pyoxigraph as ox
import pytest

import lawgraph
from lawgraph import store
from lawgraph.apart import ApartEngine
from lawgraph.locks import is_free
from queries import EmbeddedEngine, EngineError, ForbiddenQuery, QueryError, QuerySyntaxError

from .test_store import BILINGUAL

LINES = [f'<urn:s:{n}> <urn:p> "值{n}"@zh <urn:g> .\n' for n in range(200)]
ALL = "SELECT ?s ?o { ?s <urn:p> ?o } ORDER BY ?s"
# 200 to the sixth power of rows: hours
NO_END = "SELECT (COUNT(*) AS ?n) { " + " ".join(f"?a{n} <urn:p> ?b{n} ." for n in range(6)) + " }"


@pytest.fixture(scope="module")
def directory(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("apart") / "g"
    store.write(out, LINES, ["d"])
    return out


@pytest.fixture(scope="module")
def engine(directory: Path) -> ApartEngine:
    opened = lawgraph.open(directory).engine
    assert isinstance(opened, ApartEngine)
    return opened


@pytest.mark.parametrize(
    "text",
    [
        ALL,
        "ASK { ?s ?p ?o }",
        "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o } ORDER BY ?s",
        "SELECT ?x { } LIMIT 0",
    ],
)
def test_answers_are_those_of_the_store(directory: Path, engine: ApartEngine, text: str) -> None:
    assert engine.query(text) == EmbeddedEngine.open(store.current(directory).store).query(text)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("SELECT ?s { ?s ?p }", QuerySyntaxError),
        ("SELECT (NOSUCH(?s) AS ?x) { ?s ?p ?o }", QuerySyntaxError),
        ("DELETE WHERE { ?s ?p ?o }", ForbiddenQuery),
    ],
)
def test_errors_are_those_of_the_store(
    directory: Path, engine: ApartEngine, text: str, error: type[QueryError]
) -> None:
    with pytest.raises(error) as here:
        EmbeddedEngine.open(store.current(directory).store).query(text)
    with pytest.raises(error) as there:
        engine.query(text)
    assert str(here.value) == str(there.value)


def test_a_query_without_an_end_is_stopped_and_the_next_one_is_answered(directory: Path) -> None:
    graph = lawgraph.open(directory, seconds=2)
    began = time.monotonic()
    with pytest.raises(EngineError, match="not damaged") as caught:
        graph.result(NO_END)
    assert time.monotonic() - began < 30
    assert BILINGUAL.fullmatch(str(caught.value))
    assert isinstance(graph.engine, ApartEngine)
    graph.engine.seconds = 60
    assert len(graph.result(ALL)) == 200


def test_a_query_that_ends_in_no_time_tells_of_damage(tmp_path: Path) -> None:
    generation = store.write(tmp_path, LINES, ["d"])
    graph = lawgraph.open(tmp_path, seconds=1)
    with generation.nquads.open("ab") as file:
        file.write(b"x")
    with pytest.raises(store.GraphDamaged, match="doctor") as caught:
        graph.result(NO_END)
    assert BILINGUAL.fullmatch(str(caught.value))


def test_a_process_that_is_killed_is_told_and_replaced(engine: ApartEngine) -> None:
    engine.query(ALL)
    assert engine._process is not None
    pid = engine._process.pid
    threading.Timer(1, os.kill, (pid, signal.SIGTERM)).start()
    with pytest.raises(EngineError, match="ended") as caught:
        engine.query(NO_END)
    assert BILINGUAL.fullmatch(str(caught.value))
    assert len(engine.query(ALL)) == 200


def test_the_generation_is_held_as_long_as_the_graph_is_open(directory: Path) -> None:
    graph = lawgraph.open(directory)
    graph.result(ALL)
    nquads = store.current(directory).nquads
    assert not is_free(nquads)
    del graph


def test_terms_come_through(engine: ApartEngine) -> None:
    for term in (ox.NamedNode("urn:a"), ox.Literal("x", language="zh"), ox.BlankNode("b")):
        assert pickle.loads(pickle.dumps(term)) == term
