"""Every named query on two more engines: Virtuoso, which shares no code with Oxigraph, and ``lawgraph serve``.

Virtuoso is started in a temporary folder, on loopback and free ports, with the graph of the two documents, and
asked through :class:`queries.RemoteEngine`. Without Virtuoso these tests are skipped and say how to get it.
What differs by leave of the standard is not compared: the order of equal rows, and the order within a list
that ``GROUP_CONCAT`` makes (SPARQL 1.1, section 18.5.1.7, leaves it open).
"""

from __future__ import annotations

import contextlib
import shutil
import signal
import socket
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from lawgraph.build import BuildReport
from lawgraph.serve import running
from queries import EmbeddedEngine, Engine, EngineError, NamedQuery, RemoteEngine, ResultTable, find, library
from queries.result import Value

from .test_library import CASES as OF_EXAMPLES

pytestmark = pytest.mark.engine

QUADS = "graph.nq"
STARTS_WITHIN = 60.0  # seconds
# Minimal buffers; loopback only; nothing but the two ports is open, and files are read from one folder only.
CONFIGURATION = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = {folder}/temporary.db
TransactionFile = {folder}/temporary.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
DisableUnixSocket = 1
ServerThreads = 8
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
DirsAllowed = {folder}
CheckpointInterval = 0
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = {folder}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = {rows}
"""


def free_ports(count: int) -> list[int]:
    with contextlib.ExitStack() as stack:
        sockets = [stack.enter_context(socket.socket()) for _ in range(count)]
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [int(each.getsockname()[1]) for each in sockets]


@contextlib.contextmanager
def virtuoso(quads: Path, folder: Path, rows: int = 100_000) -> Iterator[RemoteEngine]:
    """Run a Virtuoso that holds ``quads`` while the context lasts; it is ended whatever happens.

    It gives at most so many ``rows`` of an answer.
    """
    server, client = shutil.which("virtuoso-t"), shutil.which("isql-vt")
    if server is None or client is None:
        pytest.skip(
            "SKIPPED: no Virtuoso: run 'sh tests/install_engine.sh' (package virtuoso-opensource-7-bin)"
        )
    sql, http = free_ports(2)
    (folder / "virtuoso.ini").write_text(
        CONFIGURATION.format(folder=folder, sql=sql, http=http, rows=rows), "utf-8"
    )
    shutil.copyfile(quads, folder / QUADS)
    process = subprocess.Popen(
        [server, "+foreground", "+configfile", str(folder / "virtuoso.ini")],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        engine = RemoteEngine(f"http://127.0.0.1:{http}/sparql")
        wait(engine, process, folder)
        load = f"DB.DBA.TTLP_MT(file_to_string_output('{folder}/{QUADS}'), '', 'urn:none', 512, 0);"
        told = subprocess.run(
            [client, f"127.0.0.1:{sql}", "dba", "dba", "ERRORS=STDOUT", f"exec={load}"],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert told.returncode == 0, told.stdout + told.stderr
        assert "Error" not in told.stdout, told.stdout
        yield engine
    finally:
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def wait(engine: RemoteEngine, process: subprocess.Popen[bytes], folder: Path) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            log = folder / "virtuoso.log"
            pytest.fail(f"Virtuoso ended: {log.read_text('utf-8', 'replace') if log.is_file() else 'no log'}")
        try:
            engine.query("ASK { ?s ?p ?o }")
        except EngineError:
            time.sleep(0.2)
        else:
            return
    pytest.fail(f"Virtuoso did not answer within {STARTS_WITHIN:.0f} s")


@pytest.fixture(scope="module")
def here(built: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(built.generation.store)


@pytest.fixture(scope="module")
def second(built: BuildReport, tmp_path_factory: pytest.TempPathFactory) -> Iterator[RemoteEngine]:
    quads = built.generation.nquads
    with virtuoso(quads, tmp_path_factory.mktemp("virtuoso")) as engine:
        yield engine


@pytest.fixture(scope="module")
def served(built: BuildReport) -> Iterator[RemoteEngine]:
    with running(built.generation.store, port=0) as service:
        yield RemoteEngine(service.endpoint)


def comparable(value: Value) -> Value:
    """A list in the order of its members, whatever order the engine gave it."""
    return "、".join(sorted(value.replace("；", "、").split("、"))) if isinstance(value, str) else value


def rows(engine: Engine, query: NamedQuery, values: dict[str, object]) -> Counter[tuple[Value, ...]]:
    answer = engine.query(query.bind(values))
    assert isinstance(answer, ResultTable)
    return Counter(tuple(map(comparable, row)) for row in answer.values())


def without_order(query: NamedQuery) -> NamedQuery:
    """The same rows in any order."""
    pattern, order, _ = query.text.rpartition("} ORDER BY")
    assert order
    return replace(query, text=pattern + "}\n")


def cases() -> list[tuple[NamedQuery, dict[str, object]]]:
    """Each query with its required examples, and with each of its optional parameters in turn."""
    found: list[tuple[NamedQuery, dict[str, object]]] = []
    for query in library():
        found.append((query, query.examples()))
        for parameter in query.parameters:
            if not parameter.required:
                found.append((query, {**query.examples(), parameter.name: parameter.example}))
    return found


CASES = cases()
UNSORTED = {"duties-side-by-side"}
"""Virtuoso sorts no rows with a list of more than some 3,600 bytes (its error SR319; docs/queries.md)."""
IDS = [f"{query.name}-{'-'.join(values) or 'plain'}" for query, values in CASES]


@pytest.mark.parametrize(("query", "values"), CASES, ids=IDS)
def test_virtuoso_answers_as_oxigraph(
    here: EmbeddedEngine, second: RemoteEngine, query: NamedQuery, values: dict[str, object]
) -> None:
    asked = without_order(query) if query.name in UNSORTED else query
    assert rows(second, asked, values) == rows(here, query, values)


@pytest.mark.parametrize(("query", "values"), CASES, ids=IDS)
def test_service_answers_as_oxigraph(
    here: EmbeddedEngine, served: RemoteEngine, query: NamedQuery, values: dict[str, object]
) -> None:
    assert rows(served, query, values) == rows(here, query, values)


OF_ONE = {
    "document": "样例市",
    "upper-document": "示例省促进",
    "lower-document": "样例市",
    "article": "第四条",
}
MANY = 50  # rows


def of_family(here: EmbeddedEngine) -> Iterator[tuple[NamedQuery, dict[str, object]]]:
    """What is asked of the family: the cases of each query, or, where it has none, its example.

    One with many rows is held to a document or an article: Virtuoso takes half a minute for some of them.
    """
    for name, case, *_ in OF_EXAMPLES:
        yield find(name), dict(case)
    for query in library():
        if query.name not in {name for name, *_ in OF_EXAMPLES}:
            values = query.examples()
            if sum(rows(here, query, values).values()) > MANY:
                values |= {p.name: OF_ONE[p.name] for p in query.parameters if p.name in OF_ONE}
            yield query, values


def test_virtuoso_answers_as_oxigraph_on_the_examples(
    built_examples: BuildReport, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """What two documents have none of: penalties, repeals, differences, two texts of one rule, many places."""
    here = EmbeddedEngine.open(built_examples.generation.store)
    answered = set()
    with virtuoso(built_examples.generation.nquads, tmp_path_factory.mktemp("virtuoso")) as second:
        for query, values in of_family(here):
            wanted = rows(here, query, values)
            assert rows(second, query, values) == wanted, (query.name, values)
            if wanted:
                answered.add(query.name)
    assert len(answered) > 40


def test_virtuoso_holds_the_whole_graph(here: EmbeddedEngine, second: RemoteEngine) -> None:
    """A query with another answer would otherwise be a graph with other triples."""
    text = (
        "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } "
        'FILTER(STRSTARTS(STR(?g), "https://w3id.org/lawgraph/")) }'
    )
    one, other = here.query(text), second.query(text)
    assert isinstance(one, ResultTable)
    assert isinstance(other, ResultTable)
    assert list(one.values()) == list(other.values())
