"""The SPARQL service: a real one on a free port, real clients, and those that mean it harm."""

from __future__ import annotations

import asyncio
import csv
import io
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from email.message import Message
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode, urlsplit

import pyoxigraph as ox
import pytest
from SPARQLWrapper import JSON, N3, RDFXML, TURTLE, XML, SPARQLWrapper

import lawgraph
from lawgraph import store as generations
from lawgraph.serve import Limits, ServeError, running
from lawgraph.service.formats import wanted
from lawgraph.service.pool import Pool
from queries import GraphNotFound
from queries.check import Form

from .conftest import ROOT

INPUT = Path(__file__).parent / "data" / "two-levels.trig"
ARTICLES = "SELECT ?label { ?s a lg:Article ; lg:label ?label } ORDER BY ?s"
# As many rows as the cube of the triples: no machine counts them in the time of a test.
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }"
SORTED = "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l } ORDER BY ?f ?a ?i"


class Said(NamedTuple):
    status: int
    text: str
    kind: str
    headers: Message = Message()


def send(
    url: str, data: bytes | None = None, timeout: float = 60, method: str | None = None, **headers: str
) -> Said:
    """Send a request, a POST if there are ``data``; never through a proxy."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(url, data, named, method=method), timeout=timeout) as answer:
            return Said(
                answer.status, answer.read().decode("utf-8"), answer.headers["Content-Type"], answer.headers
            )
    except urllib.error.HTTPError as error:
        with error:
            return Said(
                error.code, error.read().decode("utf-8"), error.headers["Content-Type"], error.headers
            )


def ask(endpoint: str, query: str, timeout: float = 60, accept: str = "*/*", **more: str) -> Said:
    given = urlencode({"query": query, **{name.replace("_", "-"): value for name, value in more.items()}})
    return send(f"{endpoint}?{given}", timeout=timeout, Accept=accept)


def count(said: Said) -> int:
    assert said.status == 200, said.text
    (row,) = json.loads(said.text)["results"]["bindings"]
    return int(row["n"]["value"])


def stored(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the graph that the tests of the service ask."""
    folder = tmp_path_factory.mktemp("store")
    written = ox.Store(str(folder))
    written.bulk_load(path=str(INPUT), format=ox.RdfFormat.TRIG)
    written.flush()
    del written
    return folder


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory)


@pytest.fixture(scope="module")
def endpoint(store: Path) -> Iterator[str]:
    with running(store, port=0) as service:
        yield service.endpoint


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_answers_sparqlwrapper(endpoint: str, method: str) -> None:
    client = SPARQLWrapper(endpoint)
    client.setMethod(method)
    client.setQuery(ARTICLES)  # without the line that declares the prefix
    client.setReturnFormat(JSON)
    rows = client.query().convert()["results"]["bindings"]
    assert {row["label"]["value"] for row in rows} == {"第一条", "第七条", "第十六条", "第二十条"}
    client.setReturnFormat(XML)
    assert "第七条" in client.query().convert().toxml()
    client.setQuery("CONSTRUCT { ?s lg:label ?o } WHERE { ?s a lg:Article ; lg:label ?o }")
    for form in (TURTLE, N3, RDFXML):
        client.setReturnFormat(form)
        answer = client.query().convert()
        assert len(answer) == 4 if form == RDFXML else "第七条" in answer.decode("utf-8")


def test_remote_face_answers_as_the_embedded_one(store: Path, endpoint: str) -> None:
    here, there = lawgraph.open(store), lawgraph.open(endpoint)
    for name in ("cross-level-links", "documents", "gaps"):
        assert there.query(name).to_csv() == here.query(name).to_csv()
    assert len(there.graph()) == len(here.graph())


def test_the_three_ways_to_send_a_query(endpoint: str) -> None:
    """SPARQL 1.1 Protocol, sections 2.1.1 to 2.1.3."""
    text = f"{ARTICLES} # 第七条"
    got = [
        ask(endpoint, text),
        send(endpoint, urlencode({"query": text}).encode(), Content_Type="application/x-www-form-urlencoded"),
        send(endpoint, text.encode(), Content_Type="application/sparql-query; charset=utf-8"),
        send(endpoint.replace("/sparql", "/query/"), text.encode(), Content_Type="application/sparql-query"),
        send(endpoint, text.encode("utf-8-sig"), Content_Type="application/sparql-query"),
    ]
    assert {said.status for said in got} == {200}
    assert len({said.text for said in got}) == 1


GET = "GET"
FORM, DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"
DEEP = "SELECT * {" + "{" * 20_000 + "?s ?p ?o" + "}" * 20_000 + "}"
REFUSED: list[tuple[str, str | bytes, int, str, str]] = [
    (GET, urlencode({"query": "SELECT * { SERVICE <http://127.0.0.1:9/> { } }"}), 403, "SERVICE", "a call"),
    (GET, urlencode({"query": "SELECT * { ?s ?p }"}), 400, "line 1, column 18", "a syntax error has its place"),
    (GET, urlencode({"query": "SELECT * { ?s a lg:Article . ?s }"}), 400, "line 1, column 33", "as it came"),
    (GET, urlencode({"query": "SELECT * { ?s xx:a ?o }"}), 400, "PREFIX xx:", "a prefix that nobody knows"),
    (GET, urlencode({"query": "DROP ALL"}), 403, "read-only", "an update as a query"),
    (GET, urlencode({"update": "DROP ALL"}), 403, "read-only", "an update"),
    (GET, "a=b", 400, "exactly one", "no query"),
    (FORM, "", 400, "exactly one", "no query"),
    (GET, urlencode([("query", "ASK {}"), ("query", "ASK {}")]), 400, "exactly one", "two queries"),
    (GET, urlencode({"query": "ASK {}", "default-graph-uri": "x"}), 400, "absolute IRI", "a relative graph"),
    (GET, "query=%FF", 400, "UTF-8", "not UTF-8"),
    (FORM, urlencode({"query": DEEP}), 400, "nest deeper", "R05: forty thousand braces"),
    (FORM, urlencode({"update": "LOAD <file:///etc/hostname>"}), 403, "read-only", "LOAD"),
    (FORM, b"query=\xff", 400, "UTF-8", "not UTF-8"),
    (FORM, "query=" + "a" * (1 << 20), 413, "1,048,576", "a request of more than 1 MiB"),
    (DIRECT, "SELECT", 400, "column 7", "half a query"),
    (DIRECT, b"\xff", 400, "UTF-8", "not UTF-8"),
    ("application/sparql-update", "INSERT DATA { <a:a> <a:b> <a:c> }", 403, "read-only", "an update direct"),
    ("text/plain", "ASK {}", 415, "sparql-query", "a type that is no query"),
]  # fmt: skip


@pytest.mark.parametrize(("way", "data", "status", "words", "why"), REFUSED)
def test_refusals(endpoint: str, way: str, data: str | bytes, status: int, words: str, why: str) -> None:
    body = data if isinstance(data, bytes) else data.encode()
    said = send(
        f"{endpoint}?{data}" if way == GET else endpoint, None if way == GET else body, Content_Type=way
    )
    assert said.status == status, why
    assert words in said.text
    assert said.kind == "text/plain; charset=utf-8"
    assert len(said.text.splitlines()) == 1
    assert any("\u4e00" <= char <= "\u9fff" for char in said.text), "in both languages"
    assert ask(endpoint, "ASK {}").status == 200, "and it goes on"


def test_other_addresses_and_methods_say_where_to_go(endpoint: str) -> None:
    said = send(endpoint.replace("/sparql", "/update"), b"update=", Content_Type=FORM)
    assert said.status == 404
    assert "/sparql" in said.text
    request = urllib.request.Request(endpoint, method="DELETE")
    with pytest.raises(urllib.error.HTTPError, match="405") as caught:
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10)
    assert caught.value.headers["Allow"] == "GET, HEAD, OPTIONS, POST"
    caught.value.close()


def test_no_call_leaves_the_machine(endpoint: str) -> None:
    """R09: the other server heard of the query, and what it said was put into an answer of status 200."""
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.5)
        address = f"<http://127.0.0.1:{other.getsockname()[1]}/>"
        for text in (
            f"SELECT * {{ SERVICE {address} {{ ?s ?p ?o }} }}",
            f"SELECT * {{ FILTER(1<'>' ) SERVICE {address} {{ ?s ?p ?o }} #'\n}}",
        ):
            assert ask(endpoint, text).status in (400, 403)
        with pytest.raises(TimeoutError):
            other.accept()


NUMBER = "SELECT (COUNT(*) AS ?n) {} {{ ?s ?p ?o }}"


def test_a_dataset_that_is_named_is_obeyed(endpoint: str) -> None:
    """R10: FROM was ignored."""
    graphs = "SELECT (COUNT(DISTINCT ?g) AS ?n) { GRAPH ?g { ?s ?p ?o } }"
    every, nowhere = count(ask(endpoint, NUMBER.format(""))), "http://nowhere.example/g"
    (graph,) = json.loads(ask(endpoint, "SELECT ?g { GRAPH ?g { ?s a lg:Article } } LIMIT 1").text)[
        "results"
    ]["bindings"]
    one = graph["g"]["value"]
    assert count(ask(endpoint, NUMBER.format(f"FROM <{nowhere}>"))) == 0
    assert 0 < count(ask(endpoint, NUMBER.format(f"FROM <{one}>"))) < every
    assert 0 < count(ask(endpoint, NUMBER.format(""), default_graph_uri=one)) < every
    assert count(ask(endpoint, NUMBER.format(f"FROM <{one}>"), default_graph_uri=nowhere)) == 0
    assert count(ask(endpoint, graphs, named_graph_uri=one)) == 1
    assert count(ask(endpoint, graphs, default_graph_uri=one)) == 0
    assert count(ask(endpoint, NUMBER.format(""), named_graph_uri=one)) == 0


SHARED = """<x:a> <x:p> 1 , 2 . GRAPH <x:A> { <x:a> <x:p> 1 , 2 } GRAPH <x:B> { <x:a> <x:p> 2 , 3 }
GRAPH <x:C> { <x:c> <x:p> 4 }"""
MERGES = [
    ({}, "FROM <x:A> FROM <x:A>", 2, "a graph that is named twice"),
    ({}, "FROM <x:A> FROM <x:B>", 3, "a triple that stands in both"),
    ({}, "FROM <x:A> FROM <x:C>", 3, "graphs that share nothing"),
    ({}, "FROM <x:A> FROM <x:B> FROM NAMED <x:C>", 3, "beside a named one"),
    ({}, "FROM NAMED <x:A>", 0, "no default graph"),
    ({"default_graph_uri": ["x:A", "x:A"]}, "", 2, "twice, by the protocol"),
    ({"default_graph_uri": ["x:A", "x:B"]}, "", 3, "both, by the protocol"),
    ({"default_graph_uri": ["x:A", "x:B"]}, "FROM <x:C>", 3, "the protocol goes before the query"),
    ({"default_graph_uri": ["x:B", "x:A"], "named_graph_uri": ["x:C"]}, "", 3, "beside a named one"),
]


@pytest.fixture(scope="module")
def merging(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("merging")
    written = ox.Store(str(folder))
    written.load(SHARED, format=ox.RdfFormat.TRIG)
    written.flush()
    del written
    with running(folder, port=0, limits=Limits(workers=1)) as service:
        yield service.endpoint


@pytest.mark.parametrize(("given", "clauses", "number", "why"), MERGES)
def test_a_dataset_is_a_set(
    merging: str, given: dict[str, list[str]], clauses: str, number: int, why: str
) -> None:
    asked = {name.replace("_", "-"): iris for name, iris in given.items()}
    said = send(f"{merging}?{urlencode({'query': NUMBER.format(clauses), **asked}, doseq=True)}")
    assert count(said) == number, why


def test_named_graphs_beside_a_merge_are_those_that_are_named(merging: str) -> None:
    clauses = "FROM <x:A> FROM <x:B> FROM NAMED <x:C> FROM NAMED <x:C>"
    graphs = f"SELECT (COUNT(*) AS ?n) {clauses} {{ GRAPH ?g {{ ?s ?p ?o }} }}"
    assert count(ask(merging, graphs)) == 1
    base = "BASE <x:> PREFIX b: <x:> SELECT (COUNT(*) AS ?n) FROM <A> FROM b:B { ?s ?p ?o }"
    assert count(ask(merging, base.replace("<A>", "<x:A>"))) == 3


NEGOTIATED = [
    ("", Form.SELECT, "application/sparql-results+json", "no wish"),
    ("*/*", Form.SELECT, "application/sparql-results+json", "any"),
    ("text/html,application/xhtml+xml,*/*;q=0.8", Form.ASK, "application/sparql-results+json", "a browser"),
    ("text/csv", Form.SELECT, "text/csv", "one"),
    ("text/*", Form.SELECT, "text/csv", "a kind"),
    ("text/csv;q=0.5, application/xml;q=0.9", Form.SELECT, "application/sparql-results+xml", "by weight"),
    ("text/csv;q=0, */*;q=0.1", Form.SELECT, "application/sparql-results+json", "not that one"),
    ("application/sparql-results+json;q=0, */*", Form.SELECT, "application/sparql-results+xml", "nor the first"),
    ("text/turtle", Form.SELECT, None, "a graph of a table"),
    ("text/csv", Form.CONSTRUCT, None, "a table of a graph"),
    ("*/*", Form.DESCRIBE, "text/turtle", "any, of a graph"),
    ("application/rdf+xml;q=0.9, text/turtle;q=0.1", Form.CONSTRUCT, "application/rdf+xml", "by weight"),
    ("TEXT/TURTLE; charset=utf-8; q=1", Form.CONSTRUCT, "text/turtle", "parameters, capitals"),
    ("nonsense, ;;;, text/", Form.SELECT, None, "what is no range"),
]  # fmt: skip


@pytest.mark.parametrize(("accept", "form", "media_type", "why"), NEGOTIATED)
def test_negotiation(accept: str, form: Form, media_type: str | None, why: str) -> None:
    found = wanted(accept, form)
    assert (found.media_type if found else None) == media_type, why


def test_every_form_is_what_its_type_says(endpoint: str) -> None:
    wanted_rows = len(ask(endpoint, ARTICLES).text.split('"value"')) - 1
    for kind, form in (
        ("application/sparql-results+json", ox.QueryResultsFormat.JSON),
        ("application/sparql-results+xml", ox.QueryResultsFormat.XML),
        ("text/tab-separated-values", ox.QueryResultsFormat.TSV),
    ):
        said = ask(endpoint, ARTICLES, accept=kind)
        assert said.kind.partition(";")[0] == kind
        assert len(list(ox.parse_query_results(said.text.encode(), format=form))) == wanted_rows  # type: ignore[arg-type]
        assert "true" in ask(endpoint, "ASK {}", accept=kind).text
    table = list(csv.reader(io.StringIO(ask(endpoint, ARTICLES, accept="text/csv").text)))
    assert (table[0], len(table)) == (["label"], wanted_rows + 1)
    text = "CONSTRUCT { ?s lg:label ?o } WHERE { ?s a lg:Article ; lg:label ?o }"
    for kind in ("text/turtle", "application/n-triples", "application/rdf+xml", "application/n-quads",
                 "application/trig", "text/n3", "application/ld+json"):  # fmt: skip
        said = ask(endpoint, text, accept=kind)
        assert said.kind.partition(";")[0] == kind
        parsed = ox.parse(said.text.encode(), format=ox.RdfFormat.from_media_type(kind))
        assert len({quad.triple for quad in parsed}) == wanted_rows
    said = ask(endpoint, ARTICLES, accept="text/turtle")
    assert said.status == 406
    assert "text/csv" in said.text


def test_a_large_answer_is_whole(endpoint: str) -> None:
    said = ask(endpoint, "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000")
    assert len(json.loads(said.text)["results"]["bindings"]) > 50_000


def test_many_at_once_on_few_workers(store: Path) -> None:
    with running(store, port=0, limits=Limits(workers=2)) as service, ThreadPoolExecutor(32) as pool:
        wanted_text = ask(service.endpoint, ARTICLES).text
        got = list(pool.map(lambda _: ask(service.endpoint, ARTICLES), range(96)))
    assert {(said.status, said.text) for said in got} == {(200, wanted_text)}


@pytest.fixture
def ended(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The workers that the service has ended."""
    found: list[int] = []
    end = Pool._end

    async def noted(self: Pool, worker: object) -> None:
        await end(self, worker)  # type: ignore[arg-type]
        found.append(worker.pid)  # type: ignore[attr-defined]

    monkeypatch.setattr(Pool, "_end", noted)
    return found


def gone(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return True
    return False


def alive(endpoint: str, number: int) -> None:
    """Wait until the service has so many workers, without a query."""
    until = time.monotonic() + 60
    while json.loads(send(endpoint.replace("/sparql", "/health")).text)["workers"] != number:
        assert time.monotonic() < until, "there are fewer workers than before"
        time.sleep(0.1)


def test_a_query_is_stopped_at_its_time(store: Path, ended: list[int]) -> None:
    """wi-088: the process that counted is gone, with its memory; others are answered meanwhile."""
    with running(store, port=0, limits=Limits(seconds=4, workers=2)) as service:
        alive(service.endpoint, 2)
        with ThreadPoolExecutor(1) as pool:
            asked = pool.submit(ask, service.endpoint, BOMB)
            time.sleep(0.3)
            assert ask(service.endpoint, "ASK {}").status == 200
            said = asked.result()
        assert said.status == 504
        assert "4 s" in said.text
        assert len(ended) == 1
        assert gone(ended[0])
        assert ask(service.endpoint, "ASK {}").status == 200
        assert ask(service.endpoint, "SELECT * {} ").status == 200


def test_a_query_is_stopped_when_its_client_leaves(store: Path, ended: list[int]) -> None:
    """R08: it ran on, and its memory grew."""
    with running(store, port=0) as service:
        with pytest.raises((TimeoutError, urllib.error.URLError)):
            ask(service.endpoint, SORTED, timeout=1)
        until = time.monotonic() + 20
        while not ended and time.monotonic() < until:
            time.sleep(0.05)
        assert len(ended) == 1
        assert gone(ended[0])
        assert ask(service.endpoint, "ASK {}").status == 200


def test_memory_has_a_bound(store: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: only Linux bounds the address space of a process")
    with running(store, port=0, limits=Limits(memory=300 << 20)) as service:
        said = ask(service.endpoint, SORTED)
        assert said.status == 500
        assert "300 MiB" in said.text
        assert ask(service.endpoint, "ASK {}").status == 200


def test_an_answer_that_is_too_large_is_an_error(store: Path) -> None:
    with running(store, port=0, limits=Limits(answer=10_000)) as service:
        said = ask(service.endpoint, "SELECT * { ?s ?p ?o }")
        assert said.status == 500
        assert "10,000" in said.text
        assert ask(service.endpoint, ARTICLES).status == 200


def test_half_open_connections_block_nobody(store: Path) -> None:
    """R07: three hundred clients that do not send what they announced; then those get an answer too."""
    with running(store, port=0, limits=Limits(arrives=3)) as service, ExitStack() as stack:
        address = urlsplit(service.endpoint)
        head = (
            f"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: {FORM}\r\nContent-Length: 1000\r\n\r\nquery="
        )
        lazy = []
        for _ in range(300):
            one = stack.enter_context(socket.create_connection((address.hostname, address.port)))
            one.sendall(head.encode())
            lazy.append(one)
        begin = time.monotonic()
        assert ask(service.endpoint, "ASK {}", timeout=10).status == 200
        assert time.monotonic() - begin < 3
        lazy[0].settimeout(20)
        assert lazy[0].recv(100).startswith(b"HTTP/1.1 408 ")


def test_taken_port_is_named(store: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(ServeError, match=f"{port}: 端口已被占用.*--port"), running(store, port=port):
            pass


def test_a_store_that_was_changed_is_not_served(tmp_path: Path) -> None:
    generation = generations.write(tmp_path, ["<a:a> <a:b> <a:c> <a:g> .\n"], ["d"])
    with running(generation.store, port=0) as service:
        assert ask(service.endpoint, "ASK { ?s ?p ?o }").status == 200
    changed = next(generation.store.glob("*.sst"))
    changed.write_bytes(b"\0" * changed.stat().st_size)
    for graph in (tmp_path, generation.store):
        with pytest.raises(generations.GraphDamaged, match="lawgraph build"), running(graph, port=0):
            pass


def test_no_graph_and_a_broken_one_have_a_remedy(tmp_path: Path) -> None:
    before = threading.active_count()
    with pytest.raises(GraphNotFound, match="lawgraph build"), running(tmp_path, port=0):
        pass
    (tmp_path / "CURRENT").write_text("nothing\n", "utf-8")
    with pytest.raises(ServeError, match=r"图谱打不开.*lawgraph build"), running(tmp_path, port=0):
        pass
    assert threading.active_count() == before, "and leave nothing running"


def started(graph: Path) -> tuple[subprocess.Popen[str], str]:
    """Start the command, and return it with the address of its endpoint."""
    command = [sys.executable, "-m", "lawgraph", "serve", "--graph", str(graph), "--port", "0"]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, cwd=ROOT, encoding="utf-8")
    assert process.stderr
    line = process.stderr.readline()
    assert "SPARQL endpoint: http://127.0.0.1:" in line
    return process, line.split()[2]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
@pytest.mark.parametrize("busy", [False, True])
def test_a_signal_ends_it(store: Path, number: signal.Signals, busy: bool) -> None:
    process, endpoint = started(store)
    assert process.stderr
    with process.stderr, ThreadPoolExecutor(1) as pool:
        if busy:
            asked = pool.submit(ask, endpoint, BOMB)
            time.sleep(0.5)
        process.send_signal(number)
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""
        if busy:
            said = asked.result()
            assert (said.status, said.headers["Retry-After"]) == (503, "5"), said.text


@pytest.mark.parametrize("steps", range(12))
def test_a_pool_ends_while_a_worker_is_made(store: Path, steps: int) -> None:
    """At whatever step of its making the end comes, no worker is left and nobody waits for one."""

    async def end() -> list[int]:
        async with Pool(store, Limits(workers=1)) as pool:
            pool._start_later()
            for _ in range(steps):
                await asyncio.sleep(0)
            return [worker.pid for worker in pool._all]

    async def in_time() -> list[int]:
        return await asyncio.wait_for(end(), 20)

    for pid in asyncio.run(in_time()):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_a_service_that_is_killed_leaves_no_worker(store: Path, tmp_path: Path) -> None:
    own = Path(shutil.copytree(store, tmp_path / "own"))
    process, endpoint = started(own)
    assert process.stderr
    with process.stderr, ThreadPoolExecutor(1) as pool:
        pool.submit(ask, endpoint, BOMB)
        time.sleep(0.5)
        process.kill()
        process.wait()
    assert not workers_on(own)


def workers_on(store: Path) -> list[str]:
    """The command lines of the workers on a store, where the system shows them."""
    found = []
    until = time.monotonic() + 10
    while time.monotonic() < until:
        found = []
        for path in Path("/proc").glob("[0-9]*/cmdline"):
            try:
                line = path.read_bytes().decode("utf-8", "replace")
            except OSError:
                continue
            if "lawgraph.service.worker" in line and str(store) in line:
                found.append(line)
        if not found:
            break
        time.sleep(0.1)
    return found
