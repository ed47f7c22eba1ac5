"""The SPARQL service: a real server on a free port, a real client."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from SPARQLWrapper import JSON, SPARQLWrapper

import lawgraph
import lawgraph.serve as module
from lawgraph.serve import ServeError, running
from queries import GraphNotFound

INPUT = Path(__file__).parent / "data" / "two-levels.trig"


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("store")
    written = ox.Store(str(folder))
    written.bulk_load(path=str(INPUT), format=ox.RdfFormat.TRIG)
    written.flush()
    del written
    return folder


def test_answers_sparqlwrapper(store: Path) -> None:
    with running(store, port=0) as service:
        client = SPARQLWrapper(service.endpoint)
        client.setQuery(
            "PREFIX lg: <https://w3id.org/lawgraph/ontology#> "
            "SELECT ?label { ?s a lg:Article ; lg:label ?label } ORDER BY ?s"
        )
        client.setReturnFormat(JSON)
        rows = client.query().convert()["results"]["bindings"]
    assert {row["label"]["value"] for row in rows} == {"第一条", "第七条", "第十六条", "第二十条"}


def test_remote_face_answers_as_the_embedded_one(store: Path) -> None:
    here = lawgraph.open(store)
    with running(store, port=0) as service:
        there = lawgraph.open(service.endpoint)
        for name in ("cross-level-links", "documents", "gaps"):
            assert there.query(name).to_csv() == here.query(name).to_csv()
        assert len(there.graph()) == len(here.graph())


def test_does_not_write(store: Path) -> None:
    with running(store, port=0) as service:
        client = SPARQLWrapper(service.endpoint.replace("/query", "/update"))
        client.setMethod("POST")
        client.setQuery("INSERT DATA { <a:a> <a:b> <a:c> }")
        with pytest.raises(Exception, match=r"40[0-9]|Not Found|Bad Request|Forbidden"):
            client.query()


def test_taken_port_is_named(store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"{port}.*--port"), running(store, port=port):
            pass


def test_no_graph_and_no_server_have_a_remedy(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(GraphNotFound, match="lawgraph build"), running(tmp_path, port=0):
        pass
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ServeError, match="pip install oxigraph"), running(store, port=0):
        pass


def test_broken_store_says_what_the_server_said(tmp_path: Path) -> None:
    (tmp_path / "CURRENT").write_text("nothing\n", "utf-8")
    with pytest.raises(ServeError, match=r"ended: .*lawgraph build"), running(tmp_path, port=0):
        pass


def test_ctrl_c_ends_it(store: Path) -> None:
    script = (
        f"from pathlib import Path; from lawgraph.serve import serve; serve(Path({str(store)!r}), port=0)"
    )
    root = Path(module.__file__).parent.parent
    process = subprocess.Popen([sys.executable, "-c", script], stderr=subprocess.PIPE, text=True, cwd=root)
    assert process.stderr
    with process.stderr:
        assert "SPARQL endpoint: http://127.0.0.1:" in process.stderr.readline()
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=20) == 0
        assert "Traceback" not in process.stderr.read()
