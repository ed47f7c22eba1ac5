"""How soon the pages of the explorer come: the first byte of each, over a kept connection.

``python -m benchmarks.pages GRAPH [--runs 15] [--seed 7]`` asks the graph for documents, pairs and bodies to look at
(drawn by the seed; the longest document, the document with most links and the body with most duties always), gets each
page once to warm up and then in turns, and prints for each the first time, the median and 95th percentile of the first
byte (ms), the slowest, and the bytes. Exits with 1 if the median of a page is 300 ms or more, or that of the longest
document a second.
"""

from __future__ import annotations

import argparse
import http.client
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from benchmarks.serving import Serving
from lawgraph.graph import engine_at
from lawgraph.stored_links import Reader
from ontology.iri import BASE

PLAIN = (
    "/", f"/search?q={quote('融资担保')}", "/compare", "/gaps", "/bodies", "/amounts", "/review", "/network",
    "/quality", "/queries", "/sparql", "/vocabulary", "/import",
)  # fmt: skip
LIMIT, LONGEST = 300.0, 1000.0  # ms


def path_of(iri: str | None) -> str:
    """Return the path of a thing below the base."""
    return (iri or "").removeprefix(f"{BASE}/")


def addresses(graph: Path, seed: int, each: int = 5) -> Iterator[tuple[str, str]]:
    """Yield pages with an address each: drawn ones, and those that have most to show."""
    reader, draw = Reader(engine_at(graph)), random.Random(seed)
    sizes = reader.ask(
        "SELECT ?d (STRLEN(?c) AS ?n) { ?d a lg:Document ; eli:is_realized_by/lg:source/lg:sourceCharacters ?c }"
    )
    by_size = sorted(((int(size or 0), str(iri)) for iri, size in sizes), reverse=True)
    documents = sorted(iri for _, iri in by_size)
    drawn = draw.sample(documents, min(each, len(documents)))
    pairs, bodies = list[tuple[str, str]](), list[str]()
    for document in dict.fromkeys((*drawn, *(iri for _, iri in by_size[:each]))):
        pairs.extend(
            (document, str(upper))
            for upper, _ in reader.ask(
                f"SELECT ?u (COUNT(*) AS ?n) {{ ?p lg:inDocument <{document}> . ?k lg:lower ?p ; "
                "lg:upper/lg:inDocument ?u } GROUP BY ?u ORDER BY DESC(?n) ?u LIMIT 2"
            )
        )
        bodies.extend(
            str(body)
            for body, _ in reader.ask(
                f"SELECT ?b (COUNT(*) AS ?n) {{ ?p lg:inDocument <{document}> . ?n lg:inProvision ?p ; "
                "lg:bearer ?b FILTER(isIRI(?b)) } GROUP BY ?b ORDER BY DESC(?n) ?b LIMIT 2"
            )
        )
    yield from ((path.partition("?")[0].strip("/") or "overview", path) for path in PLAIN)
    yield "longest", f"/page/{path_of(by_size[0][1])}"
    for document in drawn:
        yield "reading", f"/page/{path_of(document)}"
        yield "amounts of one", f"/amounts?document={path_of(document)}"
        yield "network of one", f"/network?node={quote(document)}"
    for lower, upper in draw.sample(pairs, min(each, len(pairs))):
        yield "compare a pair", f"/compare?lower={path_of(lower)}&upper={path_of(upper)}"
        yield "gaps of a pair", f"/gaps?lower={path_of(lower)}&upper={path_of(upper)}"
    for body in draw.sample(sorted(set(bodies)), min(each, len(set(bodies)))):
        yield "a body", f"/bodies/{path_of(body)}"
        yield "network of a body", f"/network?node={quote(body)}"


def first_byte(connection: http.client.HTTPConnection, path: str) -> tuple[float, int, int]:
    """Return the ms until the first byte of an answer, its status, and its bytes."""
    begin = time.perf_counter()
    connection.request("GET", path, headers={"Accept": "text/html"})
    answer = connection.getresponse()
    came = (time.perf_counter() - begin) * 1000
    return came, answer.status, len(answer.read())


def main() -> int:
    """Measure and print; return 1 where a page is too slow."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("graph", type=Path)
    parser.add_argument("--runs", type=int, default=15)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    wanted = list(addresses(given.graph, given.seed))
    late = 0
    with tempfile.TemporaryDirectory() as folder:
        service = Serving(given.graph, Path(folder))
        try:
            connection = http.client.HTTPConnection(
                service.address.hostname or "", service.address.port, timeout=120
            )
            times: dict[tuple[str, str], list[float]] = {}
            sizes = {}
            cold = {page: first_byte(connection, page[1]) for page in wanted}
            for _ in range(given.runs):
                for page in wanted:
                    came, _, sizes[page] = first_byte(connection, page[1])
                    times.setdefault(page, []).append(came)
        finally:
            service.end()
    print(f"{'page':<18} {'first':>8} {'median':>8} {'p95':>8} {'slowest':>8} {'bytes':>10} status  address")
    for page, came in times.items():
        median = statistics.median(came)
        late += median >= (LONGEST if page[0] == "longest" else LIMIT)
        ordered = sorted(came)
        p95 = ordered[min(len(ordered) - 1, int(0.95 * len(ordered)))]
        print(
            f"{page[0]:<18} {cold[page][0]:>8.1f} {median:>8.1f} {p95:>8.1f} {ordered[-1]:>8.1f} "
            f"{sizes[page]:>10,} {cold[page][1]:>6}  {page[1]}"
        )
    return int(late > 0)


if __name__ == "__main__":
    sys.exit(main())
