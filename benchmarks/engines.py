"""The whole library on another engine: ``python -m benchmarks.engines ADDRESS [--graph GRAPH]``.

The endpoint at ``ADDRESS`` holds what ``lawgraph export nquads`` wrote of the same graph. Each named query is asked
with its examples and with each optional parameter in turn, there and in the store; rows are compared as multisets,
lists that the engine joined in the order of their members.
"""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path
from statistics import median

from lawgraph.store import DEFAULT_GRAPH, leased
from queries import EmbeddedEngine, QueryError, RemoteEngine
from tests.test_second_engine import CASES, rows


def main() -> int:
    """Compare, print what differs or fails, then how many are the same; 1 if not all are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("address")
    parser.add_argument("--graph", type=Path, default=DEFAULT_GRAPH)
    arguments = parser.parse_args()
    there, same, seconds = RemoteEngine(arguments.address), 0, []
    with leased(arguments.graph) as generation:
        here = EmbeddedEngine.open(generation.store)
        for query, values in CASES:
            case = f"{query.name} {values or ''}"
            start = time.perf_counter()
            try:
                answer = rows(there, query, values)
            except QueryError as error:
                print(f"{case}: {error}")
                continue
            seconds.append(time.perf_counter() - start)
            if answer == (right := rows(here, query, values)):
                same += 1
            else:
                missing, more = (right - answer).total(), (answer - right).total()
                print(f"{case}: {missing} rows are missing, {more} are others")
    told = (
        f", median {median(seconds) * 1000:.1f} ms, slowest {max(seconds) * 1000:.0f} ms" if seconds else ""
    )
    print(f"{same} of {len(CASES)} cases the same{told}")
    return 0 if same == len(CASES) else 1


if __name__ == "__main__":
    sys.exit(main())
