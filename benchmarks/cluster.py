"""What a cluster costs beside one machine's processes: ``python -m benchmarks.cluster FOLDER [--documents N]``.

The graph of N documents of FOLDER is built four times, each in processes of its own: by one process that does all
works itself (serial), by one and by two processes beside the first (``--jobs``), and by a cluster of two local workers
(``--cluster local:2``). Printed are, as JSON lines, the seconds of processors of the whole tree of processes, each over
those of the serial build, the time by the clock with the load of the machine, and whether the bytes of the graph
are the same. Exit code 1 if they are not.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.read import ReadError, find_sources  # noqa: E402
from lawgraph.annotator import Spent  # noqa: E402
from lawgraph.build import build  # noqa: E402
from lawgraph.build.pool import Done, Task, Works  # noqa: E402
from lawgraph.cluster.opening import opened  # noqa: E402

HOW = ("serial", "jobs 1", "jobs 2", "local:2")


class Serial:
    """Who does all works in this process."""

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do all tasks in their order."""
        for task in tasks:
            began = time.process_time()
            found: object
            try:
                found = task.work(task.path)
            except ReadError as error:
                found = error
            yield Done(task, found, Spent(time.process_time() - began))


@contextmanager
def serial(_: Path, __: float) -> Iterator[Works]:
    yield Serial()


def one(how: str, folder: Path, out: Path) -> dict[str, object]:
    """Build in one way; return what it took, its children with it."""
    works = {
        "serial": serial,
        "local:2": opened("local:2", None, None, lambda said: print(said, file=sys.stderr)),
    }
    load, began = os.getloadavg()[0], time.monotonic()
    report = (
        build([folder], out, jobs=int(how[-1]), works=works.get(how))
        if how != "serial"
        else build([folder], out, works=serial)
    )
    wall = time.monotonic() - began
    own, others = (resource.getrusage(each) for each in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return {
        "how": how,
        "documents": len(report.documents),
        "characters": report.characters,
        "quads": report.generation.quads,
        "pairs": len(report.pairs),
        "seconds": round(own.ru_utime + own.ru_stime + others.ru_utime + others.ru_stime, 1),
        "works": round(sum(report.cost.seconds.values()), 1),
        "wall": round(wall, 1),
        "load": [round(load, 1), round(os.getloadavg()[0], 1)],
        "graph": hashlib.sha256(report.generation.nquads.read_bytes()).hexdigest(),
    }


def main() -> None:
    """Build in all ways and print the figures."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--documents", type=int, default=100)
    ask.add_argument("--one", choices=HOW, help=argparse.SUPPRESS)
    ask.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    args = ask.parse_args()
    if args.one:
        print(json.dumps(one(args.one, args.folder, args.out)))
        return
    found = []
    with TemporaryDirectory() as scratch:
        folder = Path(scratch, "sources")
        folder.mkdir()
        paths = sorted(find_sources([args.folder]).paths)
        for path in random.Random(0).sample(paths, min(args.documents, len(paths))):
            shutil.copy(path, folder)
        for how in HOW:
            out = Path(scratch, how.replace(" ", "-").replace(":", "-"))
            command = [
                sys.executable,
                "-m",
                "benchmarks.cluster",
                str(folder),
                "--one",
                how,
                "--out",
                str(out),
            ]
            done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
            figures = json.loads(done.stdout)
            found.append(figures)
            figures["over serial"] = round(figures["seconds"] / found[0]["seconds"], 3)
            print(json.dumps(figures), flush=True)
            shutil.rmtree(out)
    same = len({each["graph"] for each in found}) == 1
    print(json.dumps({"same bytes": same}))
    sys.exit(not same)


if __name__ == "__main__":
    main()
