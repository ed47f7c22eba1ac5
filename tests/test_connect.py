"""``lawgraph.connect``: the same face over an endpoint, and every way in which an endpoint may fail to answer.

The faults come from a server that says what a test tells it; what works is asked of ``lawgraph serve`` and Virtuoso.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pandas as pd
import pytest

import lawgraph
from lawgraph.build import BuildReport
from lawgraph.serve import running
from queries import (
    AnswerCut,
    EngineError,
    GraphNotFound,
    QueryError,
    QuerySyntaxError,
    RemoteEngine,
    find,
)
from queries.check import check
from queries.paging import totally_ordered
from tests.test_second_engine import free_ports, virtuoso

ROOT = Path(lawgraph.__file__).parent.parent
TEN = (
    "cross-level-links",
    "gaps",
    "thresholds",
    "documents",
    "citations",
    "payments",
    "body-succession",
    "duties-side-by-side",
    "time-limits",
    "source-words",
)
JSON = "application/sparql-results+json"
TRUE = b'{"head": {}, "boolean": true}'


@dataclass
class Said:
    """What the server says to one request; ``short`` by how many bytes the body lacks of what it promises."""

    status: int = 200
    body: bytes = TRUE
    headers: dict[str, str] = field(default_factory=lambda: {"Content-Type": JSON})
    short: int = 0
    waits: float = 0


class Server(ThreadingHTTPServer):
    daemon_threads = True
    said: list[Said]
    asked: list[bytes]


class Handler(BaseHTTPRequestHandler):
    server: Server

    def do_POST(self) -> None:
        self.server.asked.append(self.rfile.read(int(self.headers.get("Content-Length", 0))))
        said = self.server.said.pop(0) if len(self.server.said) > 1 else self.server.said[0]
        time.sleep(said.waits)
        self.send_response(said.status)
        for name, value in said.headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(said.body) + said.short))
        self.end_headers()
        with contextlib.suppress(OSError):
            self.wfile.write(said.body)

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextlib.contextmanager
def saying(*said: Said) -> Iterator[tuple[str, list[bytes]]]:
    """Yield the address of a server that says these things, the last one again and again, and what it was asked."""
    server = Server(("127.0.0.1", 0), Handler)
    server.said, server.asked = list(said), []
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}/sparql", server.asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def page(status: int, text: str, **headers: str) -> Said:
    return Said(status, text.encode(), {"Content-Type": "text/html", **headers})


FAULTS = [
    (page(400, "Error SP030: no such thing"), "HTTP 400.*SP030: no such thing.*rewrite it", "the server's words"),
    (page(401, "who?"), "HTTP 401.*user:password@host", "how to log in"),
    (page(403, "no"), "HTTP 403.*forbids", ""),
    (page(404, "<h1>Not\n found</h1>"), "HTTP 404.*Not found;.*check the path", "a page without its tags"),
    (page(405, ""), "HTTP 405", "an empty page"),
    (page(413, "big"), "HTTP 413.*too long", ""),
    (page(414, "big"), "HTTP 414.*too long", ""),
    (page(418, "tea"), "HTTP 418.*tea", "a status without words of ours"),
    (page(500, "SR353: Sorted TOP"), "HTTP 500.*SR353", ""),
    (page(504, "slow"), "HTTP 504.*longer than the service allows", ""),
    (page(200, "<html>hello</html>"), r"no SPARQL answer \(text/html: hello\)", "a page"),
    (Said(headers={}), "no SPARQL answer", "without a type"),
    (Said(short=10), "broke off", "fewer bytes than promised"),
    (Said(body=TRUE[:20]), "broke off", "no whole JSON"),
    (Said(body=b""), "broke off", "nothing"),
    (page(301, "", Location="/other"), "moved to http://127.0.0.1:[0-9]+/other", "the query is lost on the way"),
    (page(308, "", Location="/other"), "HTTP 308", "not followed with a body"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "message", "why"), FAULTS, ids=[f"{f[0].status}-{f[1][:20]}" for f in FAULTS]
)
def test_a_fault_is_told_at_once_in_both_languages(said: Said, message: str, why: str) -> None:
    with saying(said, Said()) as (url, asked), pytest.raises(EngineError, match=message) as caught:
        RemoteEngine(url).query("ASK { ?s ?p ?o }")
    assert url in str(caught.value)
    assert any("一" <= character <= "鿿" for character in str(caught.value))
    assert len(asked) <= 2, "asked again only by a redirect"


BUSY = [
    (page(503, "busy"), 0.3, 2, "0.5 s, give or take a quarter"),
    (page(429, "many"), 0.3, 2, "the same"),
    (page(503, "busy", **{"Retry-After": "1"}), 1.0, 2, "the server says when"),
    (page(429, "many", **{"Retry-After": formatdate(time.time() - 60, usegmt=True)}), 0.0, 2, "a date that is over"),
    (page(503, "busy", **{"Retry-After": "soon"}), 0.3, 2, "not to be read"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "least", "requests", "why"), BUSY)
def test_a_busy_server_is_asked_again(said: Said, least: float, requests: int, why: str) -> None:
    with saying(said, Said()) as (url, asked):
        start = time.monotonic()
        assert len(RemoteEngine(url).query("ASK { }")) == 1
    assert time.monotonic() - start >= least, why
    assert len(asked) == requests


@pytest.mark.parametrize(
    ("said", "retries", "requests", "message"),
    [
        (page(503, "busy"), 0, 1, "busy"),
        (page(503, "busy"), 1, 2, "busy"),
        (page(503, "busy", **{"Retry-After": "7200"}), 3, 1, "in 7200 s"),
    ],
)
def test_and_not_for_ever(said: Said, retries: int, requests: int, message: str) -> None:
    with saying(said) as (url, asked), pytest.raises(EngineError, match=message):
        RemoteEngine(url, retries=retries).query("ASK { }")
    assert len(asked) == requests


def test_a_server_that_starts_meanwhile_is_found(built: BuildReport) -> None:
    (port,) = free_ports(1)
    with ThreadPoolExecutor(1) as pool:
        waiting = pool.submit(RemoteEngine(f"http://127.0.0.1:{port}/sparql", retries=6).query, "ASK { }")
        time.sleep(0.3)
        with running(built.generation.store, port=port):
            assert len(waiting.result()) == 1


def test_nobody_there_is_told_after_the_last_try() -> None:
    (port,) = free_ports(1)
    start = time.monotonic()
    with pytest.raises(EngineError, match=r"did not answer.*refused"):
        RemoteEngine(f"http://127.0.0.1:{port}/sparql", retries=1).query("ASK { }")
    assert time.monotonic() - start >= 0.3


@pytest.mark.parametrize("said", [Said(waits=3), Said(waits=3, short=5)])
def test_a_timeout_of_less_than_a_second_holds(said: Said) -> None:
    start = time.monotonic()
    with saying(said) as (url, asked):
        with pytest.raises(EngineError, match=r"within 0\.4 s"):
            RemoteEngine(url, timeout=0.4).query("ASK { }")
        took = time.monotonic() - start
    assert took < 2
    assert len(asked) == 1, "a query that is too slow is not asked again"


@pytest.mark.parametrize(
    "url", ["localhost:7878/sparql", "ftp://a/b", "http://", "http://a:b:c/", "build/graph", ""]
)
def test_what_is_no_address(url: str) -> None:
    with pytest.raises(EngineError, match="no address of a service"):
        RemoteEngine(url)


@pytest.mark.parametrize("wrong", [{"timeout": 0}, {"retries": -1}, {"page": 0}])
def test_numbers_that_make_no_sense(wrong: dict[str, int]) -> None:
    with pytest.raises(ValueError, match="positive"):
        RemoteEngine("http://127.0.0.1/", **wrong)  # type: ignore[arg-type]


def test_user_and_password_are_sent_and_never_shown() -> None:
    with saying(page(500, "no")) as (url, _), pytest.raises(EngineError) as caught:
        RemoteEngine(url.replace("//", "//me:s%3Acret@")).query("ASK { }")
    assert "cret" not in str(caught.value)
    engine = RemoteEngine("http://me:s%3Acret@127.0.0.1/sparql")
    assert engine.url == "http://127.0.0.1/sparql"
    assert (engine._user, engine._password) == ("me", "s:cret")


ORDERED = [
    ("SELECT ?a ?b { ?a ?p ?b } ORDER BY ?a DESC(?b)", True, "every variable is a key"),
    ("SELECT ?a ?b { ?a ?p ?b } ORDER BY STR(?a) ?b ?a", True, "keys besides do no harm"),
    ("SELECT DISTINCT ?a (COUNT(?b) AS ?n) { ?a ?p ?b } GROUP BY ?a ORDER BY ?n ?a", True, "a key by its name"),
    ("SELECT ?a { ?a ?p ?b } ORDER BY ?b $a # the end", True, "with a dollar, and a comment"),
    ("SELECT ?a ?b { ?a ?p ?b } ORDER BY ?a", False, "one variable is left open"),
    ("SELECT ?a ?b { ?a ?p ?b } ORDER BY ?a STR(?b)", False, "a part of a term is not the term"),
    ("SELECT ?a ?b { ?a ?p ?b } ORDER BY ?a (?b + 1)", False, "nor is a sum"),
    ("SELECT * { ?a ?p ?b } ORDER BY ?a ?p ?b", False, "which variables there are is not known"),
    ("SELECT ?a { ?a ?p ?b }", False, "no order"),
    ("SELECT ?a { { SELECT ?a { ?a ?p ?b } ORDER BY ?a } }", False, "the order of a part"),
    ("SELECT ?a { ?a ?p ?b } ORDER BY ?a LIMIT 9", False, "it has its own bound"),
    ("SELECT ?a { ?a ?p ?b } ORDER BY ?a VALUES ?b { 1 }", False, "nothing can stand behind it"),
    ("SELECT REDUCED ?a { ?a ?p ?b } ORDER BY ?a", False, "as many rows as the engine likes"),
    ("ASK { ?a ?p ?b }", False, "no rows"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "ordered", "why"), ORDERED)
def test_which_queries_are_paged(text: str, ordered: bool, why: str) -> None:
    assert totally_ordered(check(text)) is ordered, why


@pytest.fixture(scope="module")
def here(built: BuildReport) -> lawgraph.LawGraph:
    return lawgraph.open(built.generation.directory)


@pytest.fixture(scope="module")
def endpoint(built: BuildReport) -> Iterator[str]:
    with running(built.generation.store, port=0) as service:
        yield service.endpoint


@pytest.fixture(scope="module")
def there(endpoint: str) -> lawgraph.LawGraph:
    return lawgraph.connect(endpoint)


@pytest.mark.parametrize("name", TEN)
def test_the_same_frames_from_the_service(
    here: lawgraph.LawGraph, there: lawgraph.LawGraph, name: str
) -> None:
    values = find(name).examples()
    pd.testing.assert_frame_equal(here.query(name, **values), there.query(name, **values))
    pd.testing.assert_frame_equal(here.show(name, **values), there.show(name, **values))


def test_the_rest_of_the_face(here: lawgraph.LawGraph, there: lawgraph.LawGraph) -> None:
    provision = "eli/cn/text/8fb97fd50b203320/art-7"
    assert there.marked("第七条", "海西")._repr_html_() == here.marked("第七条", "海西")._repr_html_()
    assert there.neighbourhood(provision) == here.neighbourhood(provision)
    assert set(there.network().edges) == set(here.network().edges)
    count = here.query("SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o { ?s ?p ?o } }")["n"].item()
    assert len(there.graph()) == count
    assert there.query("cross-level-links")._repr_html_() == here.query("cross-level-links")._repr_html_()  # type: ignore[operator]
    assert there.queries().equals(here.queries())
    assert repr(there).startswith("<LawGraph http://127.0.0.1:")


PAGED = "SELECT ?s ?x { ?s a lg:Norm ; lg:text ?x } ORDER BY ?s ?x"


@pytest.mark.parametrize("size", [1000, 50, 7])
def test_page_by_page(here: lawgraph.LawGraph, endpoint: str, size: int) -> None:
    paged = lawgraph.connect(endpoint, page=size)
    pd.testing.assert_frame_equal(paged.query(PAGED), here.query(PAGED))


def numbers(*values: int) -> Said:
    rows = ", ".join(f'{{"a": {{"type": "literal", "value": "{value}"}}}}' for value in values)
    return Said(body=f'{{"head": {{"vars": ["a"]}}, "results": {{"bindings": [{rows}]}}}}'.encode())


PAGES = [
    ([numbers(1, 2), numbers(3)], 3, "two pages"),
    ([numbers(1, 2), numbers(3, 4), numbers()], 4, "two full ones"),
    ([numbers(1, 1), numbers(1, 1), numbers(1)], 5, "rows that are alike"),
    ([numbers(1, 2)], None, "the first page again and again"),
    ([numbers(1, 2, 3)], None, "more than was asked for"),
]


@pytest.mark.parametrize(("said", "rows", "why"), PAGES)
def test_pages_end(said: list[Said], rows: int | None, why: str) -> None:
    text = "SELECT ?a { ?s ?p ?a } ORDER BY ?a"
    with saying(*said) as (url, asked):
        engine = RemoteEngine(url, page=2)
        if rows is None:
            with pytest.raises(EngineError, match="does not heed LIMIT"):
                engine.query(text)
        else:
            assert len(engine.query(text)) == rows, why
            assert len(asked) == len(said), why


@pytest.mark.parametrize("page", [None, 2])
def test_an_answer_for_which_virtuoso_had_no_more_time_is_told(page: int | None) -> None:
    part = numbers(1)
    part.headers |= {"X-SQL-State": "S1TAT", "X-SQL-Message": "Anytime query timeout"}
    with saying(part) as (url, _), pytest.raises(AnswerCut, match="Anytime query timeout") as caught:
        RemoteEngine(url, page=page).query("SELECT ?a { ?s ?p ?a } ORDER BY ?a")
    assert len(caught.value.partial) == 1


def test_a_syntax_error_is_one(there: lawgraph.LawGraph) -> None:
    with pytest.raises(QuerySyntaxError):
        there.query("SELECT ?s { ?s a lg:Norm . ?s }")


def test_a_graph_without_ours_and_one_not_joined_are_told() -> None:
    false = Said(body=TRUE.replace(b"true", b"false"))
    with saying(false) as (url, _), pytest.raises(GraphNotFound, match="export nquads"):
        lawgraph.connect(url)
    with saying(false, Said()) as (url, _), pytest.raises(EngineError, match="union of its named graphs"):
        lawgraph.connect(url)
    with pytest.raises(QueryError, match="did not answer"):
        lawgraph.connect("http://127.0.0.1:9/sparql", retries=0)


@pytest.fixture(scope="module")
def sparing(built: BuildReport, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a Virtuoso that gives at most 100 rows."""
    with virtuoso(built.generation.nquads, tmp_path_factory.mktemp("virtuoso"), rows=100) as engine:
        yield engine.url


CUT = [
    ("SELECT ?s ?x { ?s a lg:Norm ; lg:text ?x }", "a table without an order"),
    ("SELECT ?s { ?s a lg:Norm } LIMIT 300", "less than was asked for"),
    ("CONSTRUCT { ?s a skos:Concept } WHERE { ?s a lg:Norm }", "a graph, of which Virtuoso does not say so"),
    ("CONSTRUCT { [] a skos:Concept } { ?s a lg:Norm }", "the same, without its keyword"),
]
WHOLE = [
    ("SELECT ?s { ?s a lg:Article } ORDER BY ?s", "fewer rows than the limit"),
    ("SELECT ?s { ?s a lg:Norm } ORDER BY ?s LIMIT 99", "no more was asked for"),
    ("CONSTRUCT WHERE { ?s a lg:Article }", "a small graph"),
    (PAGED, "one order: the rest is asked for"),
]


@pytest.mark.engine
def test_virtuoso_gives_the_same_frames(here: lawgraph.LawGraph, sparing: str) -> None:
    g = lawgraph.connect(sparing)
    for name in ("documents", "cross-level-links"):
        values = {"min_score": 0.7} if name == "cross-level-links" else {}
        pd.testing.assert_frame_equal(g.query(name, **values), here.query(name, **values))
    for text, why in WHOLE:
        one, other = g.query(text), here.query(text)
        assert sorted(map(tuple, one.values)) == sorted(map(tuple, other.values)), why
    assert g.query("ASK { ?s a lg:Article }")["ask"].tolist() == [True]
    assert g.query("ASK { ?s a lg:Article ; a lg:Norm }")["ask"].tolist() == [False]


@pytest.mark.engine
@pytest.mark.parametrize(("text", "why"), CUT)
def test_an_answer_that_virtuoso_cut_is_told(sparing: str, text: str, why: str) -> None:
    with pytest.raises(AnswerCut, match="rows or triples only") as caught:
        lawgraph.connect(sparing).query(text)
    assert len(caught.value.partial) > 0, why


def lawgraph_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lawgraph", *arguments],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        env={**os.environ, "PYTHONUTF8": "1"},
    )


def test_the_command_asks_an_endpoint(built: BuildReport, endpoint: str) -> None:
    graph = str(built.generation.directory)
    for form in ("json", "csv", "table"):
        asked = ("query", "gaps", "--format", form)
        there = lawgraph_command(*asked, "--endpoint", endpoint)
        assert (there.returncode, there.stderr) == (0, "")
        assert there.stdout == lawgraph_command(*asked, "--graph", graph).stdout


COMMANDS = [
    (("gaps", "--endpoint", "http://127.0.0.1:9/sparql"), 1, "did not answer"),
    (("gaps", "--endpoint", "127.0.0.1:9"), 1, "no address of a service"),
    (("gaps", "--endpoint", "http://127.0.0.1:9/", "--graph", "x"), 2, "one of them"),
    (("documents-by-place", "--param", "place=x", "--endpoint", "{}"), 2, "place"),
    (("department-duties", "--param", "department=渔业", "--endpoint", "{}"), 3, "Nothing found"),
]


@pytest.mark.parametrize(("arguments", "code", "message"), COMMANDS)
def test_how_the_command_ends(endpoint: str, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = lawgraph_command("query", *(argument.format(endpoint) for argument in arguments))
    assert done.returncode == code, done.stderr
    assert message in done.stderr
    assert done.stderr.count("\n") == 1, "one line"


THREADS = """
import sys, warnings
from concurrent.futures import ThreadPoolExecutor
import lawgraph
from queries import QueryError
warnings.simplefilter("error")
graphs = [lawgraph.open(sys.argv[1]), lawgraph.connect(sys.argv[2])]
asked = [("cross-level-links", {"min_score": 0.5}), ("documents", {}), ("gaps", {}),
    ("department-duties", {"department": "财政"})]
expected = [graphs[0].query(name, **values) for name, values in asked]
def ask(number):
    graph, (name, values) = graphs[number % 2], asked[number // 2 % 4]
    try:
        graph.query("SELECT ?s { ?s a }")
    except QueryError:
        pass
    return graph.query(name, **values).equals(expected[number // 2 % 4])
with ThreadPoolExecutor(32) as pool:
    print(list(pool.map(ask, range(256))).count(True))
"""


def test_32_threads_on_one_graph_here_and_there(built: BuildReport, endpoint: str) -> None:
    """In a process of its own: what is written on standard error at its end counts too."""
    done = subprocess.run(
        [sys.executable, "-c", THREADS, str(built.generation.directory), endpoint],
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )
    assert done.stderr == ""
    assert done.stdout == "256\n"
