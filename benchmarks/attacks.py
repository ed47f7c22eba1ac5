"""What hostile and clumsy clients send, how each is met, and how long a simple ASK takes meanwhile.

``python -m benchmarks.attacks [--graph GRAPH]`` starts the service as a process of its own, sends each attack
``AT_ONCE`` times at once, and prints a line each: statuses, seconds, the median and 95th percentile of an ASK of
another client beside it, and the largest memory of the front, and of the front and its workers together. An attack
beside which the median is above 200 ms, or that is met in another way, is marked, and ends it with exit code 1.
``tests/test_serve_attacks.py`` holds the statuses.
"""

from __future__ import annotations

import argparse
import http.client
import socket
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph as ox

from benchmarks.serving import Serving, Size, size_of
from lawgraph.serve import Limits

AT_ONCE = 4
ANSWERED_WITHIN = 0.2  # seconds, for a simple ASK at the median meanwhile
ANOTHER = (
    "127.0.0.2" if sys.platform.startswith("linux") else "127.0.0.1"
)  # a client that asks something simple
DIRECT, FORM = "application/sparql-query", "application/x-www-form-urlencoded"
LIMITS = Limits(seconds=4, memory=400 << 20, answer=50 << 20, arrives=2, workers=3)
INPUT = Path(__file__).resolve().parent.parent / "tests" / "data" / "two-levels.trig"
CROSS = " ".join(f"?a{i} ?b{i} ?c{i} ." for i in range(6))
VALUES = " ".join(f"VALUES ?v{i} {{ {' '.join(map(str, range(2000)))} }}" for i in range(5))


@dataclass(frozen=True, slots=True)
class Attack:
    """A request, the statuses with which it may be met, and where it is special how it is sent."""

    name: str
    query: str
    statuses: tuple[int, ...]
    send: Callable[[str, str], int] = field(default_factory=lambda: direct)


def request(
    endpoint: str,
    method: str,
    target: str,
    body: bytes | None,
    headers: dict[str, str],
    of: str = "127.0.0.1",
) -> int:
    """Send a request; 0 for a connection that was ended without an answer."""
    address = urlsplit(endpoint)
    connection = http.client.HTTPConnection(
        address.hostname or "", address.port, timeout=60, source_address=(of, 0)
    )
    try:
        connection.request(method, target, body, headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status
    except (ConnectionError, http.client.HTTPException):
        return 0
    finally:
        connection.close()


def direct(endpoint: str, query: str) -> int:
    return request(endpoint, "POST", "/sparql", query.encode(), {"Content-Type": DIRECT})


def in_address(endpoint: str, query: str) -> int:
    return request(endpoint, "GET", f"/sparql?query={quote(query)}", None, {})


def as_update(endpoint: str, query: str) -> int:
    body = f"update={quote(query)}".encode()
    return request(endpoint, "POST", "/sparql", body, {"Content-Type": FORM})


def bytes_sent(*parts: bytes, pause: float = 0.0) -> Callable[[str, str], int]:
    """Return a sender of bytes as they are, with pauses between them."""

    def send(endpoint: str, _: str) -> int:
        address = urlsplit(endpoint)
        with socket.create_connection((address.hostname, address.port), timeout=60) as one, suppress(OSError):
            for part in parts:
                one.sendall(part)
                time.sleep(pause)
            first = one.recv(12)
            return int(first[9:12]) if len(first) == 12 else 0
        return 0

    return send


def idle(endpoint: str, _: str) -> int:
    """Open 500 connections that say nothing, and ask beside them."""
    address = urlsplit(endpoint)
    with ExitStack() as stack:
        for _ in range(500 // AT_ONCE):
            stack.enter_context(socket.create_connection((address.hostname, address.port), timeout=60))
        time.sleep(1)
        return direct(endpoint, "ASK {}")


def http_text(*lines: str, body: str = "") -> bytes:
    return "\r\n".join([*lines, "", body]).encode("utf-8", "surrogateescape")


_GET = "GET /sparql?query=ASK%7B%7D HTTP/1.1"
STOPPED = (500, 503, 504)
_POST = "POST /sparql HTTP/1.1"
_DEEP = "SELECT * " + "{" * 20_000 + "?s ?p ?o" + "}" * 20_000
_REGEX = "ASK {{ ?s ?p ?o FILTER(REGEX(STR(?o), '{}')) }}"
_PATHS = "SELECT (COUNT(*) AS ?n) { ?a (!<urn:x>|^!<urn:y>)* ?b . ?c (!<urn:x>)* ?d }"
_SILENT = "SELECT * { BIND(<http://127.0.0.1:9/> AS ?e) SERVICE SILENT ?e { } }"
_TWO_LENGTHS = http_text(_POST, "Host: x", "Content-Length: 1", "Content-Length: 2", body="ab")
_CHUNKS = http_text(_POST, "Host: x", "Content-Length: 1", "Transfer-Encoding: chunked", body="0\r\n\r\n")
_SLOW_BODY = http_text(_POST, "Host: x", f"Content-Type: {DIRECT}", "Content-Length: 99")
ATTACKS = (
    Attack("cross join under COUNT", f"SELECT (COUNT(*) AS ?n) {{ {CROSS} }}", STOPPED),
    Attack("cross join under ORDER BY", f"SELECT * {{ {CROSS} }} ORDER BY ?c0 ?a5", STOPPED),
    Attack("cross join as answer", f"SELECT * {{ {CROSS} }}", STOPPED),
    Attack("cross join under DISTINCT", f"SELECT DISTINCT ?a0 ?b1 ?c2 ?a3 {{ {CROSS} }}", STOPPED),
    Attack("cross join as graph", f"CONSTRUCT {{ ?a0 ?b1 ?c2 . ?a3 ?b4 ?c5 }} WHERE {{ {CROSS} }}", STOPPED),
    Attack("VALUES bomb", f"SELECT (COUNT(*) AS ?n) {{ {VALUES} }}", STOPPED),
    Attack("GROUP_CONCAT of a cross join", f"SELECT (GROUP_CONCAT(?c0) AS ?s) {{ {CROSS} }}", STOPPED),
    Attack("paths without end", _PATHS, STOPPED),
    Attack("deep brackets", _DEEP, (400,)),
    Attack("deep expressions", f"ASK {{ FILTER({'(' * 20_000}1{')' * 20_000}) }}", (400,)),
    Attack("long chain of operators", f"ASK {{ FILTER(1{'+1' * 100_000}) }}", (400,)),
    Attack("long list of values", f"ASK {{ VALUES ?v {{ {'1 ' * 500_000}}} }}", (200, *STOPPED)),
    Attack("large regular expression", _REGEX.format("(a|b)" * 50_000), (200, *STOPPED)),
    Attack(
        "nested counts in a regular expression", _REGEX.format("((a{1,999}){1,999}){1,999}"), (200, *STOPPED)
    ),
    Attack("query of 10 MB", f"ASK {{ FILTER('{'x' * 10_000_000}' = 'y') }}", (413,)),
    Attack("SERVICE to loopback", "SELECT * { SERVICE <http://127.0.0.1:9/> { ?s ?p ?o } }", (403,)),
    Attack("SERVICE SILENT to a variable", _SILENT, (403,)),
    Attack("FROM a file", "SELECT * FROM <file:///etc/passwd> { ?s ?p ?o }", (200,)),
    Attack("LOAD", "LOAD <file:///etc/passwd>", (403,)),
    Attack("LOAD as update", "LOAD <file:///etc/passwd>", (403,), as_update),
    Attack("DROP", "DROP ALL", (403,)),
    Attack("DROP as update", "DROP ALL", (403,), as_update),
    Attack("INSERT in an address", "INSERT DATA { <a:a> <a:b> <a:c> }", (403,), in_address),
    Attack("two lengths", "", (400,), bytes_sent(_TWO_LENGTHS)),
    Attack("length and chunks", "", (400, 415), bytes_sent(_CHUNKS)),
    Attack("a NUL in a header", "", (400,), bytes_sent(http_text(_GET, "Host: x", "X-A: a\0b"))),
    Attack(
        "a head of 1 MB", "", (0, 400, 431), bytes_sent(http_text(_GET, "Host: x", "X-A: " + "a" * 1_000_000))
    ),
    Attack("no host", "", (400,), bytes_sent(http_text(_GET))),
    Attack("no HTTP", "", (400,), bytes_sent(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n")),
    Attack(
        "Accept of 6,000 ranges",
        "",
        (406,),
        bytes_sent(http_text(_GET, "Host: x", "Accept: " + "a/b," * 6_000)),
    ),
    Attack("a slow head", "", (0,), bytes_sent(*[b"G", b"E", b"T", b" ", b"/"], pause=0.5)),
    Attack("a slow body", "", (408,), bytes_sent(_SLOW_BODY)),
    Attack("500 silent connections", "", (200,), idle),
)


@contextmanager
def meanwhile(work: Callable[[], None], pause: float) -> Iterator[None]:
    """Do ``work`` again and again, ``pause`` seconds apart, while the context lasts."""
    stop = threading.Event()

    def repeated() -> None:
        while not stop.wait(pause):
            work()

    thread = threading.Thread(target=repeated)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()


@contextmanager
def asking(endpoint: str) -> Iterator[list[float]]:
    """Ask something simple, as another client, while the context lasts; yields the seconds that each ask took."""
    took: list[float] = []

    def ask() -> None:
        begin = time.monotonic()
        status = request(endpoint, "GET", f"/sparql?query={quote('ASK {}')}", None, {}, ANOTHER)
        took.append(time.monotonic() - begin if status == 200 else float("inf"))

    with meanwhile(ask, 0.02):
        yield took


@contextmanager
def memory_watched(front: int) -> Iterator[list[Size]]:
    """Yield what the service whose front is a process holds, as it is from time to time."""
    seen: list[Size] = [size_of(front)]
    with meanwhile(lambda: seen.append(size_of(front)), 0.1):
        yield seen


def sent(endpoint: str, attack: Attack) -> list[int]:
    """Send an attack ``AT_ONCE`` times at once; return the statuses."""
    with ThreadPoolExecutor(AT_ONCE) as pool:
        return list(pool.map(lambda _: attack.send(endpoint, attack.query), range(AT_ONCE)))


def meet(service: Serving, attack: Attack) -> bool:
    """Send an attack, print its line, and tell whether it was met as it should be."""
    begin = time.monotonic()
    with memory_watched(service.process.pid) as seen, asking(service.endpoint) as took:
        statuses = sent(service.endpoint, attack)
        seconds = time.monotonic() - begin
        time.sleep(max(0.0, 1 - seconds))
    ordered = sorted(took)
    median = statistics.median(ordered)
    wrong = [] if median <= ANSWERED_WITHIN else ["LATE"]
    wrong += [] if set(statuses) <= set(attack.statuses) else ["STATUS"]
    print(
        f"{attack.name} | {statuses} | {seconds:.1f} | {median * 1000:.0f} "
        f"| {ordered[int(len(ordered) * 0.95)] * 1000:.0f} | {max(size.front for size in seen) >> 20} "
        f"| {max(size.all for size in seen) >> 20} {' '.join(wrong)}".rstrip(),
        flush=True,
    )
    return not wrong


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--graph", type=Path)
    parser.add_argument("--only", default="", help="attacks whose names have these words in them")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, ExitStack() as stack:
        graph: Path = given.graph or Path(name, "store")
        if given.graph is None:
            store = ox.Store(str(graph))
            store.bulk_load(path=str(INPUT), format=ox.RdfFormat.TRIG)
            store.flush()
            del store
        service = Serving(
            graph, Path(name), f"seconds={LIMITS.seconds:g}", f"memory-mb={LIMITS.memory >> 20}",
            f"answer-mb={LIMITS.answer >> 20}", f"arrives={LIMITS.arrives:g}", f"workers={LIMITS.workers}",
        )  # fmt: skip
        stack.callback(service.end)
        while len(service.workers()) < LIMITS.workers:
            time.sleep(0.1)
        time.sleep(2)  # until they have come so far that they answer
        print("attack | statuses | s | ASK median ms | ASK p95 ms | front MB | all MB")
        met = [meet(service, attack) for attack in ATTACKS if given.only in attack.name]
    return int(not all(met))


if __name__ == "__main__":
    sys.exit(main())
