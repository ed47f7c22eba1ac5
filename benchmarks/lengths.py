"""Whether time is linear in length where texts are longest: each text beside one half as long.

``python -m benchmarks.lengths [--only line|labels|dates]`` prints for one line of five million characters and for
100,000 labels, both read by the stage of structure, and for 1,000 dates in a row, annotated, the characters, the CPU
seconds, how many times as long as the half, and the peak memory of the process so far in MB. The shorter text is read
first, and the least of ``ROUNDS`` is taken for what is short. Exit code 1 where a ratio is above ``LARGEST``.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Callable
from pathlib import Path
from time import process_time

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ingest.pipeline import annotate  # noqa: E402
from ingest.structure import structure  # noqa: E402
from ingest.text import SourceText  # noqa: E402

LARGEST = 2.2
ROUNDS = 3
TITLE = "某市水资源管理条例\n"
SENTENCE = "市、县人民政府应当加强对本行政区域内水资源管理工作的领导。"


def _line(characters: int) -> str:
    return TITLE + SENTENCE * (characters // len(SENTENCE))


def _labels(count: int) -> str:
    return TITLE + "".join(f"第{number}条 {SENTENCE}\n" for number in range(1, count + 1))


def _dates(count: int) -> str:
    return (
        TITLE
        + "第一条 本条例自"
        + "、".join(f"{1000 + each}年1月1日" for each in range(count))
        + "起施行。\n"
    )


def _source(text: str) -> SourceText:
    return SourceText("a.txt", text, "0" * 64)


def _read(text: str) -> None:
    structure(_source(text))


def _annotated(text: str) -> None:
    annotate(structure(_source(text)))


CASES: dict[str, tuple[Callable[[int], str], int, Callable[[str], None], int]] = {
    "line": (_line, 5_000_000, _read, 1),
    "labels": (_labels, 100_000, _read, 1),
    "dates": (_dates, 1_000, _annotated, ROUNDS),
}
"""What makes a text, how large, what reads it, and how often."""


def least(work: Callable[[str], None], text: str, rounds: int) -> float:
    """Return the least CPU seconds of some rounds."""
    taken = []
    for _ in range(rounds):
        began = process_time()
        work(text)
        taken.append(process_time() - began)
    return min(taken)


def main() -> int:
    """Read each text and the one half as long; return 1 where one takes more than ``LARGEST`` times as long."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", choices=CASES)
    args = ask.parse_args()
    annotate(structure(_source(TITLE + SENTENCE)))  # what a process starts with
    worst = 0.0
    print("text\tcharacters\tCPU seconds\tof the half\tMB so far")
    for name, (make, size, work, rounds) in CASES.items():
        if args.only in (None, name):
            half, whole = (least(work, make(each), rounds) for each in (size // 2, size))
            worst = max(worst, whole / half)
            memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{name}\t{len(make(size)):,}\t{whole:.2f}\t{whole / half:.2f}\t{memory}", flush=True)
    return 1 if worst > LARGEST else 0


if __name__ == "__main__":
    sys.exit(main())
