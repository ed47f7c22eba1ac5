"""What annotating a large collection costs, without a graph: ``python -m benchmarks.many FOLDER [--jobs 2] [--json]``.

Printed are documents, characters, rows and bytes of JSON, failures, seconds by the clock (with the load of the machine
before) and of processors, characters a second of a processor, and the most memory of the first process and of a worker.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from pathlib import Path

from ingest.read import find_sources
from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.annotating import facts_of_files
from lawgraph.build.pool import processors


def measured(folder: Path, jobs: int) -> dict[str, object]:
    """Annotate all documents of a folder; return the figures."""
    load, began = os.getloadavg()[0], time.monotonic()
    paths = find_sources([folder]).paths
    count = {"documents": 0, "failures": 0, "characters": 0, "rows": 0, "bytes": 0}
    for facts in facts_of_files(paths, SECONDS_PER_DOCUMENT, jobs):
        if facts.error is not None:
            count["failures"] += 1
            print(facts.error, file=sys.stderr)
            continue
        count["documents"] += 1
        count["rows"] += facts.rows.count(b"\n")
        count["bytes"] += len(facts.rows)
        count["characters"] += json.loads(facts.rows.partition(b"\n")[0])["chars"]
    own, others = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    seconds = own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime
    return {
        **count,
        "jobs": jobs,
        "wall": round(time.monotonic() - began, 1),
        "load": round(load, 1),
        "seconds": round(seconds, 1),
        "characters_a_second": round(count["characters"] / seconds),
        "memory": {"main": own.ru_maxrss >> 10, "largest child": others.ru_maxrss >> 10},
    }


def main() -> None:
    """Measure and print."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--jobs", type=int, default=processors())
    ask.add_argument("--json", action="store_true")
    args = ask.parse_args()
    print(json.dumps(measured(args.folder, args.jobs), indent=None if args.json else 1))


if __name__ == "__main__":
    main()
