"""What it costs to make facts and quads of texts, by stage, beside ``jieba.lcut`` on the same texts, in CPU of one run.

``python -m benchmarks.speed FILE-OR-FOLDER … [--documents 40] [--rounds 3] [--graph GRAPH] [--json]``

Each round starts a process anew, so that nothing that an earlier one remembers helps it; with and without the
accelerator (``rjieba``, where it is installed), and the whole chain and its finders one by one, take turns. Of each
stage the least of all rounds is taken. What a process starts with is warmed up by one text before, and told apart.
With ``--graph`` also what ``lawgraph query documents`` costs from start to end, beside the start of Python alone.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path
from time import process_time
from typing import ParamSpec, TypeVar

ROOT = Path(__file__).resolve().parent.parent
WARM = ROOT / "data" / "sources"
ACCELERATOR = "rjieba"
FACTS = ("read", "repair", "structure", "annotate")
"""Stages from a file to facts."""
QUADS = ("resolve", "quads", "sort and write")
"""Stages from facts to quads in a part of a build."""
FINDERS = ("quantities", "bodies", "citations", "norms", "topics")
"""What of ``annotate`` each finder alone costs, in their order; what a finder needs first it pays for."""
P = ParamSpec("P")
T = TypeVar("T")


class Clock:
    """CPU seconds of stages."""

    def __init__(self) -> None:
        self.seconds: defaultdict[str, float] = defaultdict(float)

    def time(self, stage: str, work: Callable[P, T], *given: P.args, **named: P.kwargs) -> T:
        """Return what ``work`` makes of what is ``given``, its CPU added to that of the stage."""
        start = process_time()
        try:
            return work(*given, **named)
        finally:
            self.seconds[stage] += process_time() - start


def chain(paths: Sequence[Path], clock: Clock) -> int:
    """Make of each file all that a build makes of it; return the characters."""
    from ingest.contract import dump
    from ingest.model import Resolved
    from ingest.pipeline import annotate
    from ingest.read import read
    from ingest.repair import repair
    from ingest.resolve import resolve
    from ingest.structure import structure
    from ingest.write.jsonl import rows
    from ingest.write.nquads import document_quads
    from lawgraph.build.lines import runs, unique
    from lawgraph.build.packing import pack
    from lawgraph.build.parts import write_lines

    def printed(found: Resolved) -> list[str]:
        return list(dump(rows(found)))

    def written(part: Path, lines: list[str]) -> None:
        write_lines(part, (), runs(unique(lines)))

    characters = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in paths:
            source = clock.time("read", read, path)
            clock.time("repair", repair, source)
            document = clock.time("structure", structure, source)
            found = clock.time("annotate", annotate, document)
            resolved = clock.time("resolve", resolve, found)
            clock.time("JSON", printed, resolved)
            clock.time("packing", pack, found)
            lines = clock.time("quads", lambda of: list(document_quads(of)), resolved)
            clock.time("sort and write", written, Path(folder, f"{0:032x}.quads"), lines)
            characters += len(source.text)
    return characters


def finders(paths: Sequence[Path], clock: Clock) -> int:
    """Find in each document what the components of the pipeline find, one kind after the other."""
    from ingest.annotate.citations import annotate_citations
    from ingest.annotate.departments import annotate_mentions
    from ingest.annotate.norms import annotate_norms
    from ingest.annotate.quantities import annotate_quantities
    from ingest.annotate.topics import annotate_topics
    from ingest.structure import read_document

    characters = 0
    for path in paths:
        document = read_document(path)
        quantities = clock.time("quantities", annotate_quantities, document)
        mentions = clock.time("bodies", annotate_mentions, document)
        clock.time("citations", annotate_citations, document)
        clock.time("norms", annotate_norms, document, mentions, quantities)
        clock.time("topics", annotate_topics, document)
        characters += len(document.source.text)
    return characters


def cuts(paths: Sequence[Path], clock: Clock) -> None:
    """Cut the same texts into words by jieba's own code."""
    import jieba

    from ingest.read import read

    jieba.setLogLevel(60)
    jieba.initialize()
    for text in [read(path).text for path in paths]:
        clock.time("jieba.lcut", jieba.lcut, text)


def work(kind: str, paths: Sequence[Path]) -> None:
    """Be one round: print what each stage cost as JSON."""
    start = process_time()
    each = {"chain": chain, "finders": finders}[kind]
    each(sorted(WARM.glob("*.txt"))[:1], Clock())
    warm = process_time() - start
    clock = Clock()
    characters = each(paths, clock)
    cuts(paths, clock)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    json.dump({"characters": characters, "start": warm, "peak": peak, "seconds": clock.seconds}, sys.stdout)


def rounds(paths: Sequence[Path], many: int, ways: Sequence[str]) -> dict[str, dict[str, float]]:
    """Return the least seconds of each stage, for each way; the ways and kinds of work take turns."""
    least: dict[str, dict[str, float]] = {way: {} for way in ways}
    for _ in range(many):
        for way in ways:
            for kind in ("chain", "finders"):
                script = f"import sys\nif {way == 'without'}: sys.modules[{ACCELERATOR!r}] = None\n"
                script += "from benchmarks.speed import work, Path\n"
                script += "work(sys.argv[1], [Path(each) for each in sys.stdin.read().split('\\0')])"
                done = subprocess.run(
                    [sys.executable, "-W", "ignore", "-c", script, kind],
                    input="\0".join(map(str, paths)), stdout=subprocess.PIPE, check=True, encoding="utf-8", cwd=ROOT,
                )  # fmt: skip
                said = json.loads(done.stdout)
                kept = least[way]
                kept["characters"] = said["characters"]
                kept["start"] = min(kept.get("start", said["start"]), said["start"])
                kept["peak"] = max(kept.get("peak", 0), said["peak"])
                for stage, seconds in said["seconds"].items():
                    kept[stage] = min(kept.get(stage, seconds), seconds)
    cut = min(each["jieba.lcut"] for each in least.values())
    return {way: {**each, "jieba.lcut": cut} for way, each in least.items()}


def told(found: dict[str, float]) -> dict[str, object]:
    """Return the figures of one way: each stage over ``jieba.lcut``, and the sums that the aims are about."""
    cut = found["jieba.lcut"]

    def over(*stages: str) -> float:
        return round(sum(found[stage] for stage in stages) / cut, 2)

    facts = sum(found[stage] for stage in FACTS)
    alone = sum(found[stage] for stage in FINDERS)
    return {
        "characters": int(found["characters"]),
        "lcut_seconds": round(cut, 3),
        "over_lcut": {
            **{stage: over(stage) for stage in FACTS},
            **{f"annotate: {stage}": over(stage) for stage in FINDERS},
            "annotate: pipeline and Doc": round((found["annotate"] - alone) / cut, 2),
            "JSON": over("JSON"),
            "packing": over("packing"),
            **{stage: over(stage) for stage in QUADS},
        },
        "text_to_facts_over_lcut": over(*FACTS[1:]),
        "file_to_facts_over_lcut": over(*FACTS),
        "facts_to_quads_over_lcut": over(*QUADS),
        "file_to_quads_over_lcut": over(*FACTS, *QUADS),
        "characters_a_second": int(found["characters"] / facts),
        "start_seconds": round(found["start"], 2),
        "peak_megabytes": int(found["peak"]),
    }


def started(graph: Path, many: int) -> dict[str, float]:
    """Return the least CPU seconds of a question of a graph, from start to end, beside Python that does nothing."""

    def least(*arguments: str) -> float:
        found = []
        for _ in range(many):
            before = resource.getrusage(resource.RUSAGE_CHILDREN)
            subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True, cwd=ROOT)
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            found.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
        return min(found)

    question, bare = least("-m", "lawgraph", "query", "documents", "--graph", str(graph)), least("-c", "pass")
    return {
        "query_seconds": round(question, 3),
        "python_seconds": round(bare, 3),
        "query_over_python": round(question / bare, 1),
    }


def main() -> None:
    """Measure and print."""
    from ingest.read import find_sources

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("sources", nargs="*", type=Path, default=[WARM])
    parser.add_argument("--documents", type=int, default=40, help="at most so many, taken evenly from all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--graph", type=Path, help="a built graph: what a question of it costs")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    every = find_sources(asked.sources).paths
    paths = [path.resolve() for path in every[:: max(1, len(every) // asked.documents)][: asked.documents]]
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    ways = ["without", "with"] if find_spec(ACCELERATOR) else ["without"]
    found = rounds(paths, asked.rounds, ways)
    report: dict[str, object] = {
        "documents": len(paths),
        **{f"{way} {ACCELERATOR}": told(each) for way, each in found.items()},
    }
    if asked.graph is not None:
        report["start of a question"] = started(asked.graph.resolve(), asked.rounds)
    print(json.dumps(report, ensure_ascii=False, indent=None if asked.json else 1))


if __name__ == "__main__":
    main()
