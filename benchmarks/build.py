"""What a build costs: ``python benchmarks/build.py FOLDER --out GRAPH [--jobs N] [--no-links]``.

One build of FOLDER into GRAPH, which may hold what an earlier one left. Printed are, as one JSON object:

documents, characters, quads, pairs
seconds     of processors by stage: text (reading and annotating), quads, pair, links (merging by document), started
            (starting workers), main (this process: hashing, choosing pairs, merging), loaded (the store)
wall        seconds by the clock, with the load of the machine before and after
memory      peak, in MB: of this process, of a worker, of what loads the store
disk        MB of the N-Quads, the store, the parts
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from lawgraph.build import build  # noqa: E402
from lawgraph.store import PARTS  # noqa: E402


def _size(folder: Path) -> float:
    return round(sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) / 1e6, 1)


def main() -> None:
    """Build and print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--out", type=Path, required=True)
    ask.add_argument("--jobs", type=int)
    ask.add_argument("--no-links", action="store_true")
    args = ask.parse_args()
    load, began = os.getloadavg()[0], time.time()
    report = build([args.folder], args.out, jobs=args.jobs, links=not args.no_links)
    wall = time.time() - began
    own, others = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    worked = sum(report.cost.seconds.values())
    seconds = {
        **report.cost.seconds,
        "main": own.ru_utime + own.ru_stime,
        "started and loaded": others.ru_utime + others.ru_stime - worked,
        "all": own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime,
    }
    figures = {
        "documents": len(report.documents),
        "characters": report.characters,
        "quads": report.generation.quads,
        "pairs": len(report.pairs),
        "left_out": report.unlike,
        "failures": len(report.failures),
        "made": dict(report.cost.made),
        "written": report.wrote,
        "seconds": {name: round(value, 2) for name, value in seconds.items()},
        "wall": round(wall, 1),
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "memory": {
            "main": own.ru_maxrss >> 10,
            "worker": report.cost.memory >> 20,
            "largest child": others.ru_maxrss >> 10,
        },
        "disk": {
            "nquads": round(report.generation.nquads.stat().st_size / 1e6, 1),
            "store": _size(report.generation.store),
            "parts": _size(args.out / PARTS),
        },
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
