"""Time every named query on the graph of the two documents, and on that graph copied many times.

The copies are documents of their own: each document's IRI is renamed, and with it its provisions, facts,
correspondences and gaps; the authority data stay as they are. With n copies there are n times the documents,
links and gaps, and a query that only reads what it answers takes about n times as long. ``growth`` is the time
on the copies over the time on the original, divided by n: about 1 is linear, about n is quadratic. Times and
ratios are of this run on this machine; the least of the runs is taken. ``median`` and ``p95`` are the median and the
95th percentile of the runs on the copies, in milliseconds, answers read into Python. Below it stands what the check
of a query's text costs beside a whole parse by rdflib, in CPU time of this run.

``python benchmarks/queries.py [GRAPH] [--copies 20 | --quads 100000] [--runs 3] [--json]``, where GRAPH is a
folder made by ``lawgraph build`` (``build/graph`` if it is left out). Exits with 1 if a growth is above 3.
"""

from __future__ import annotations

import argparse
import json
import math
import re
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

import pyoxigraph as ox  # noqa: E402
from rdflib.plugins.sparql.parser import parseQuery  # noqa: E402

from lawgraph.store import current  # noqa: E402
from queries import EmbeddedEngine, NamedQuery, library  # noqa: E402
from queries.check import check  # noqa: E402

RUNS = 3
LIMIT = 3.0
# What belongs to a document or to a pair of documents: its own IRI, and those of links and gaps.
_OWN = re.compile(
    r"<https://w3id\.org/lawgraph/(?:eli/cn/text/[0-9a-f]{16}|eli/cn/\d{6}/[0-9a-f]{12}|correspondence/[0-9a-f]+|gap/[0-9a-f]+)"
)


@dataclass(frozen=True, slots=True)
class Timing:
    """A query's rows and seconds on the original and on the copies."""

    query: str
    rows: int
    seconds: float
    rows_of_copies: int
    seconds_of_copies: float
    growth: float
    median_ms: float
    p95_ms: float


def copies(quads: str, count: int) -> str:
    """Return the N-Quads with every document ``count`` times under other IRIs; other statements stay once."""
    parts = [quads]
    own = [line for line in quads.splitlines(keepends=True) if _OWN.match(line)]
    for number in range(1, count):
        parts += [_OWN.sub(lambda found, n=number: f"{found[0]}c{n}", line) for line in own]
    return "".join(parts)


def copies_for(quads: str, wanted: int) -> int:
    """Return the least number of copies of the documents with which there are ``wanted`` quads."""
    lines = quads.splitlines()
    own = sum(_OWN.match(line) is not None for line in lines)
    return 1 + max(0, -((len(lines) - wanted) // max(own, 1)))


def engine_of(quads: str) -> EmbeddedEngine:
    """Load N-Quads into a store in memory."""
    store = ox.Store()
    store.bulk_load(quads.encode("utf-8"), format=ox.RdfFormat.N_QUADS)
    return EmbeddedEngine(store)


def timed(engine: EmbeddedEngine, query: NamedQuery, runs: int) -> tuple[int, list[float]]:
    """Return the rows of the query with its examples, and the seconds of each run, the least first."""
    text = query.bind(query.examples())
    seconds = []
    rows = 0
    for _ in range(runs):
        begin = time.perf_counter()
        rows = len(engine.query(text))
        seconds.append(time.perf_counter() - begin)
    return rows, sorted(seconds)


def timings(quads: str, count: int, runs: int = RUNS) -> list[Timing]:
    """Time all named queries on the quads and on ``count`` copies of their documents."""
    one, many = engine_of(quads), engine_of(copies(quads, count))
    found = []
    for query in library():
        rows, seconds = timed(one, query, runs)
        more, longer = timed(many, query, runs)
        growth = longer[0] / seconds[0] / count
        middle, late = statistics.median(longer) * 1000, longer[math.ceil(0.95 * len(longer)) - 1] * 1000
        found.append(Timing(query.name, rows, seconds[0], more, longer[0], growth, middle, late))
    return found


def seconds_of(work: Callable[[str], object], texts: list[str]) -> float:
    """Return the least CPU seconds of :data:`RUNS` runs of ``work`` for one text, on average."""
    least = float("inf")
    for _ in range(RUNS):
        begin = time.process_time()
        for text in texts:
            work(text)
        least = min(least, time.process_time() - begin)
    return least / len(texts)


def checks() -> dict[str, float]:
    """Return the milliseconds of CPU of a check of the library's texts, of rdflib's parse, and their ratio."""
    texts = [query.bind(query.examples()) for query in library()]
    ours, theirs = seconds_of(check, texts), seconds_of(parseQuery, texts)
    return {"check_ms": ours * 1000, "rdflib_parse_ms": theirs * 1000, "ratio": theirs / ours}


def main() -> int:
    """Print the table; return the exit code."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", nargs="?", type=Path, default=ROOT / "build" / "graph")
    parser.add_argument("--copies", type=int, default=20)
    parser.add_argument("--quads", type=int, help="as many copies as reach this number of quads")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    quads = current(given.graph).nquads.read_text("utf-8")
    if given.quads:
        given.copies = copies_for(quads, given.quads)
    found = timings(quads, given.copies, given.runs)
    if given.json:
        print(json.dumps({"queries": [asdict(timing) for timing in found], "check": checks()}, indent=1))
    else:
        print(
            f"{'query':28} {'rows':>6} {'s':>7} {f'rows x{given.copies}':>9} {'s':>7} {'growth':>7}"
            f" {'median':>7} {'p95':>7}"
        )
        for t in found:
            print(
                f"{t.query:28} {t.rows:6} {t.seconds:7.3f}"
                f" {t.rows_of_copies:9} {t.seconds_of_copies:7.3f} {t.growth:7.2f} {t.median_ms:7.1f} {t.p95_ms:7.1f}"
            )
        print(
            "check of a text: {check_ms:.2f} ms, rdflib's parse {rdflib_parse_ms:.0f} ms, ratio {ratio:.0f}".format(
                **checks()
            )
        )
    return int(any(t.growth > LIMIT for t in found))


if __name__ == "__main__":
    sys.exit(main())
