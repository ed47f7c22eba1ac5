"""The library over HTTP beside what else can answer it: the bare server of Oxigraph, and rdflib in memory.

``python -m benchmarks.beside [GRAPH] [--oxigraph COMMAND] [--no-rdflib] [--runs 15] [--seconds 20]`` (GRAPH:
``build/graph`` if it is left out) asks each named query with its examples in turns of our service, of Oxigraph's own
server on the same store (``COMMAND``: where its program lies, ``pip install oxigraph`` has one) and of an
``rdflib.Dataset`` with the same quads. Printed are the median and the 95th percentile (ms) of each query, then of all
queries. rdflib is asked once a query, in a process that is ended after ``--seconds``; where it was not done by then
that is said. What cannot be asked here is said as "not run". Exits with 1 if one of them gives another number of rows.
"""

from __future__ import annotations

import argparse
import http.client
import json
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import Pipe, get_context
from multiprocessing.connection import Connection
from pathlib import Path
from urllib.parse import urlsplit

from rdflib import Dataset

from benchmarks.serving import ROOT, Serving
from lawgraph import store as generations
from queries import library
from queries.prefixes import with_prefixes

Ask = Callable[[str], int]


class Endpoint:
    """An endpoint, asked over one kept connection."""

    def __init__(self, address: str) -> None:
        parts = urlsplit(address)
        self.path = parts.path
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=300)

    def rows(self, text: str) -> int:
        """Return how many rows the answer has; raise ``SystemExit`` where there is none."""
        headers = {
            "Content-Type": "application/sparql-query",
            "Accept": "application/sparql-results+json",
        }
        try:
            self.connection.request("POST", self.path, text.encode(), headers)
            answer = self.connection.getresponse()
        except (OSError, http.client.HTTPException):  # it was kept longer than the server keeps one
            self.connection.close()
            self.connection.request("POST", self.path, text.encode(), headers)
            answer = self.connection.getresponse()
        body = answer.read()
        if answer.status != 200:
            raise SystemExit(f"{self.path}: {answer.status}: {body[:300].decode('utf-8', 'replace')}")
        return len(json.loads(body)["results"]["bindings"])


@contextmanager
def oxigraph(command: str, store: Path) -> Iterator[Endpoint]:
    """Run Oxigraph's own server on a store, the union of its graphs as the default one."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [command, "serve-read-only", "--location", str(store), "--bind", f"127.0.0.1:{port}", "--union-default-graph"],
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        until = time.monotonic() + 60
        while time.monotonic() < until and process.poll() is None:
            try:
                socket.create_connection(("127.0.0.1", port), 1).close()
                break
            except OSError:
                time.sleep(0.1)
        yield Endpoint(f"http://127.0.0.1:{port}/query")
    finally:
        process.terminate()
        process.wait(30)


def in_memory(nquads: Path, asked: list[str], answers: Connection) -> None:
    """Load quads into rdflib, then send for each query how many rows it has and the ms that it took."""
    graph = Dataset(default_union=True)
    graph.parse(nquads, format="nquads")
    answers.send((0, 0.0))
    for text in asked:
        begin = time.perf_counter()
        try:
            rows = len(list(graph.query(text)))
        except Exception as error:
            answers.send((repr(error)[:200], 0.0))
            continue
        answers.send((rows, (time.perf_counter() - begin) * 1000))


class Memory:
    """rdflib in a process of its own, which is made anew when a query takes too long."""

    def __init__(self, nquads: Path, seconds: float) -> None:
        self.nquads, self.seconds = nquads, seconds
        self.missed: list[str] = []

    def ask(self, asked: list[tuple[str, str]]) -> Iterator[tuple[int | str, float]]:
        """Yield rows (or why there are none) and ms of each query."""
        left = list(asked)
        while left:
            here, there = Pipe(False)
            process = get_context("fork").Process(
                target=in_memory, args=(self.nquads, [text for _, text in left], there)
            )
            process.start()
            there.close()
            try:
                here.recv()
                while left:
                    if not here.poll(self.seconds):
                        self.missed.append(left.pop(0)[0])
                        yield f"> {self.seconds:g} s", self.seconds * 1000
                        break
                    yield here.recv()
                    left.pop(0)
            finally:
                process.kill()
                process.join()


def timed(ask: Ask, text: str) -> tuple[float, int]:
    """Return the ms that a query takes, and its rows."""
    begin = time.perf_counter()
    rows = ask(text)
    return (time.perf_counter() - begin) * 1000, rows


def _high(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.95))]


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", nargs="?", type=Path, default=ROOT / "build" / "graph")
    parser.add_argument("--oxigraph", metavar="COMMAND", default="")
    parser.add_argument("--no-rdflib", action="store_true")
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--seconds", type=float, default=20)
    given = parser.parse_args()
    return asked_of(given)


def asked_of(given: argparse.Namespace) -> int:
    """Ask everything, print the table; return the exit code."""
    asked = [(query.name, query.bind(query.examples())) for query in library()]
    times: dict[str, dict[str, list[float]]] = {}
    rows: dict[str, dict[str, int | str]] = {}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        generation = generations.current(given.graph)
        service = Serving(given.graph, Path(folder))
        stack.callback(service.end)
        ways: dict[str, Ask] = {"service": Endpoint(service.endpoint).rows}
        if given.oxigraph:
            ways["oxigraph"] = stack.enter_context(oxigraph(given.oxigraph, generation.store)).rows
        else:
            print("oxigraph: not run (--oxigraph COMMAND)", file=sys.stderr)
        for name, text in asked:
            times[name], rows[name] = {way: [] for way in ways}, {}
            whole = with_prefixes(text).text
            for _ in range(given.runs + 1):
                for way, ask in ways.items():
                    ms, found = timed(ask, whole)
                    times[name][way].append(ms)
                    rows[name][way] = found
            for way in ways:
                del times[name][way][0]
        if given.no_rdflib:
            print("rdflib: not run (--no-rdflib)", file=sys.stderr)
        else:
            memory = Memory(generation.nquads, given.seconds)
            for (name, _), (found, ms) in zip(asked, memory.ask(asked), strict=True):
                times[name]["rdflib"], rows[name]["rdflib"] = [ms], found
    return told(times, rows)


def told(times: dict[str, dict[str, list[float]]], rows: dict[str, dict[str, int | str]]) -> int:
    """Print the tables; return 1 if the ways do not agree about a number of rows."""
    ways = list(next(iter(times.values())))
    print(f"{'median / 95th percentile, ms':30}" + "".join(f"{way:>22}" for way in ways) + f"{'rows':>8}")
    wrong = 0
    for name, of in times.items():
        cells = []
        for way in ways:
            counted = isinstance(rows[name][way], int)
            cells.append(
                f"{statistics.median(of[way]):.1f} / {_high(of[way]):.1f}"
                if counted
                else str(rows[name][way])[:20]
            )
        counts = {count for count in rows[name].values() if isinstance(count, int)}
        wrong += len(counts) > 1
        print(
            f"{name:30}"
            + "".join(f"{cell:>22}" for cell in cells)
            + f"{'/'.join(map(str, sorted(counts))):>8}"
        )
    for way in ways:
        found = [statistics.median(of[way]) for name, of in times.items() if isinstance(rows[name][way], int)]
        print(
            f"{way}: median of {len(found)} queries {statistics.median(found):.1f} ms, "
            f"95th percentile {_high(found):.1f} ms; {len(times) - len(found)} without an answer"
        )
    if wrong:
        print(f"{wrong} queries have another number of rows", file=sys.stderr)
    return int(wrong > 0)


if __name__ == "__main__":
    sys.exit(main())
