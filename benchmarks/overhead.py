"""What HTTP adds to a query: the library asked over a kept connection, and in this process on the same store.

``python -m benchmarks.overhead [GRAPH] [--runs 15]`` (GRAPH: ``build/graph`` if it is left out) asks each named query
with its examples in turns over HTTP and here, each to its results in JSON, and prints the medians (ms) and their
difference, and how much longer the processors work on it, which other work on the machine does not disturb; last the
median and 95th percentile of both over all queries. Exits with 1 if the median is 3 ms or more.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox

from benchmarks.serving import ROOT, Serving
from benchmarks.soak import Client
from lawgraph import store as generations
from queries import EmbeddedEngine, library
from queries.check import check
from queries.engine import Answer, solve

LIMIT = 3.0  # ms


def in_json(answer: Answer) -> bytes:
    """Return the results of a query as JSON."""
    if isinstance(answer, ox.QueryTriples):
        raise TypeError("a query of the library makes a table")
    body = answer.serialize(format=ox.QueryResultsFormat.JSON)
    assert body is not None
    return body


def timed(work: Callable[[], bytes]) -> tuple[float, bytes]:
    """Return the ms that ``work`` takes, and what it makes."""
    begin = time.perf_counter()
    made = work()
    return (time.perf_counter() - begin) * 1000, made


def over_http(client: Client, text: str) -> bytes:
    """Return the answer of the service; what is no answer ends the run."""
    status, body = client.ask(text)
    if status != 200:
        raise SystemExit(f"{status}: {body[:200].decode('utf-8', 'replace')}")
    return body


def medians(client: Client, store: ox.Store, text: str, runs: int) -> tuple[float, float]:
    """Return the median ms of a query over HTTP and here, asked in turns; the first of each is left out."""
    there, here = [], []
    for _ in range(runs + 1):
        ms, got = timed(lambda: over_http(client, text))
        there.append(ms)
        ms, wanted = timed(lambda: solve(store, check(text), in_json))
        here.append(ms)
        if len(got) != len(wanted):
            raise SystemExit("the service gives another answer")
    return statistics.median(there[1:]), statistics.median(here[1:])


def work_added(service: Serving, client: Client, store: ox.Store, text: str, runs: int) -> float:
    """Return for how many ms the processors work longer on a query over HTTP than on one here."""
    begin = service.worked()
    for _ in range(runs):
        over_http(client, text)
    there, begin = service.worked() - begin, time.process_time() * 1000
    for _ in range(runs):
        solve(store, check(text), in_json)
    return (there - (time.process_time() * 1000 - begin)) / runs


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", nargs="?", type=Path, default=ROOT / "build" / "graph")
    parser.add_argument("--runs", type=int, default=15)
    given = parser.parse_args()
    added: list[float] = []
    work: list[float] = []
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        service = Serving(given.graph, Path(folder))
        stack.callback(service.end)
        client = Client(service, 0)
        stack.callback(client.close)
        store = EmbeddedEngine.open(generations.current(given.graph).store).store
        print(f"{'query':32} {'HTTP':>8} {'here':>8} {'more':>8} {'work':>8}")
        for query in library():
            text = query.bind(query.examples())
            there, here = medians(client, store, text, given.runs)
            added.append(there - here)
            work.append(work_added(service, client, store, text, given.runs))
            print(f"{query.name:32} {there:8.2f} {here:8.2f} {added[-1]:8.2f} {work[-1]:8.2f}", flush=True)
    for name, found in (("", added), (" of work of the processors", work)):
        high = sorted(found)[int(len(found) * 0.95)]
        print(
            f"HTTP adds{name} {statistics.median(found):.2f} ms at the median, {high:.2f} ms at the 95th percentile"
        )
    median = statistics.median(added)
    return int(median >= LIMIT)


if __name__ == "__main__":
    sys.exit(main())
