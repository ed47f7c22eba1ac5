"""All measures of speed in one run, and the table in the READMEs: ``make bench FOLDER=…``.

``python -m benchmarks.suite FOLDER [--documents 100] [--peers PYTHON] [--oxigraph COMMAND] [--write]``

So many documents of FOLDER, drawn by a fixed seed, go through ``speed`` (stages from text to quads), ``rivals`` (what
others do of it), ``cluster`` (one process, two, a local cluster of two workers), ``build`` (a graph, which is then
loaded once more by Oxigraph's loader and by rdflib), ``beside`` (the named queries over HTTP; rdflib needs minutes for
them and is left out) and ``pages``. What each says is printed as one JSON object; with ``--write`` it is kept in
``benchmarks/results.json`` and the tables of both READMEs are written from it. What could not be run is named as "not
run".
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import re
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time
from typing import Any

import pyoxigraph as ox
from rdflib import Dataset

from benchmarks.serving import ROOT
from ingest.read import find_sources
from lawgraph import __version__
from lawgraph.store import current

RESULTS = ROOT / "benchmarks" / "results.json"
READMES = {"en": ROOT / "README.md", "zh": ROOT / "README.zh-CN.md"}
_PLACE = re.compile(r"<!-- benchmarks -->\n.*?<!-- /benchmarks -->", re.DOTALL)
_WAY = re.compile(r"^(\w+): median of (\d+) queries ([\d.]+) ms, 95th percentile ([\d.]+) ms", re.MULTILINE)
_LINES = 100_000
"""So many quads are given to rdflib, which takes a minute for a few million."""


def run(module: str, *arguments: object) -> str:
    """Return what a benchmark prints; what it says besides goes to standard error."""
    command = [sys.executable, "-m", f"benchmarks.{module}", *map(str, arguments)]
    print(f"benchmarks.{module} …", file=sys.stderr, flush=True)
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, encoding="utf-8", check=False)
    if not done.stdout:
        raise SystemExit(f"benchmarks.{module}: exit {done.returncode}")
    return done.stdout


def sample(folder: Path, documents: int, to: Path) -> None:
    """Copy so many documents."""
    paths = sorted(find_sources([folder]).paths)
    to.mkdir()
    for number, path in enumerate(random.Random(16).sample(paths, min(documents, len(paths)))):
        shutil.copy(path, to / f"{number:04d}-{path.name}")


def loading(graph: Path) -> dict[str, float]:
    """Return how many quads a second of a processor Oxigraph's loader takes in, and rdflib's."""
    nquads = current(graph).nquads
    with nquads.open("rb") as file:
        some = b"".join(line for _, line in zip(range(_LINES), file, strict=False))
    began = process_time()
    ox.Store().bulk_load(path=nquads, format=ox.RdfFormat.N_QUADS)
    oxigraph, quads = process_time() - began, current(graph).quads
    began = process_time()
    Dataset().parse(data=some, format="nquads")
    rdflib = process_time() - began
    return {"oxigraph": round(quads / oxigraph), "rdflib": round(some.count(b"\n") / rdflib)}


def pages(said: str) -> dict[str, float]:
    """Return the median of the medians of all pages, and the slowest median, in ms."""
    medians = [float(line[18:].split()[1]) for line in said.splitlines()[1:]]
    return {"median": sorted(medians)[len(medians) // 2], "slowest": max(medians), "pages": len(medians)}


def measured(folder: Path, documents: int, peers: str, oxigraph: str) -> dict[str, Any]:
    """Return all figures."""
    before = os.getloadavg()[0]
    with TemporaryDirectory() as scratch:
        texts, graph = Path(scratch, "texts"), Path(scratch, "graph")
        sample(folder, documents, texts)
        built = json.loads(run("build", texts, "--out", graph))
        speed = json.loads(run("speed", texts, "--documents", 40, "--graph", graph, "--json"))
        rivals = json.loads(
            run("rivals", texts, "--documents", 20, "--json", *(["--python", peers] if peers else []))
        )
        cluster = [json.loads(line) for line in run("cluster", texts, "--documents", documents).splitlines()]
        asked = run(
            "beside", graph, "--runs", 7, "--no-rdflib", *(["--oxigraph", oxigraph] if oxigraph else [])
        )
        return {
            "date": datetime.now(UTC).date().isoformat(),
            "version": __version__,
            "machine": {
                "processors": os.cpu_count(),
                "gigabytes": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30),
                "python": platform.python_version(),
                "load": [round(before, 1), round(os.getloadavg()[0], 1)],
            },
            "build": built,
            "speed": speed,
            "rivals": rivals,
            "cluster": cluster,
            "load": loading(graph),
            "queries": {way: [float(median), float(high)] for way, _, median, high in _WAY.findall(asked)},
            "pages": pages(run("pages", graph, "--runs", 7)),
        }


def _texts(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return what is said of making facts and quads: in Chinese, in English, the figure."""
    way = next(each for name, each in found["speed"].items() if name.startswith("without"))
    rows = found["rivals"]["rows"]
    over = way["over_lcut"]
    said = [
        ("`jieba.lcut`（分词，作比较）", "`jieba.lcut` (cutting into words, for comparison)", "1.0"),
        ("文本到事实", "text to facts", f"{way['text_to_facts_over_lcut']}"),
        ("　其中结构", "of it structure", f"{round(over['repair'] + over['structure'], 2)}"),
        ("　其中标注", "of it annotating", f"{over['annotate']}"),
        ("文本到四元组", "text to quads", f"{round(way['file_to_quads_over_lcut'], 2)}"),
    ]
    names = {"jieba.posseg": "jieba.posseg（词性）", "JioNLP": "JioNLP（只有金额、时间）",
             "Recognizers-Text": "Recognizers-Text（只有金额、比例、时间）"}  # fmt: skip
    english = {"jieba.posseg": "jieba.posseg (parts of speech)", "JioNLP": "JioNLP (amounts and times alone)",
               "Recognizers-Text": "Recognizers-Text (amounts, rates, times alone)"}  # fmt: skip
    said += [(names[one], english[one], f"{rows[one]['over_lcut']}") for one in names if one in rows]
    return said


def _others(found: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return what is said of builds, loading, questions and pages."""
    built, ways = found["build"], {each["how"]: each for each in found["cluster"] if "how" in each}
    serial = ways["serial"]
    said = [
        (
            f"建图谱（{built['documents']} 份，{built['characters']:,} 字，{built['quads']:,} 四元组）",
            f"a graph ({built['documents']} documents, {built['characters']:,} characters, {built['quads']:,} quads)",
            f"{built['seconds']['all']} s CPU, {built['wall']} s",
        ),
    ]
    names = {"jobs 1": ("`--jobs 1`", "`--jobs 1`"), "jobs 2": ("`--jobs 2`", "`--jobs 2`"),
             "local:2": ("本机集群两个节点", "a local cluster of two workers")}  # fmt: skip
    said += [
        (
            f"　{zh}的 CPU，与串行（全在一个进程）之比",
            f"CPU of {en} over that of a serial build",
            f"{ways[way]['over serial']} ({ways[way]['wall']} s)",
        )
        for way, (zh, en) in names.items()
        if way in ways
    ]
    memory = built["memory"]
    queries = found["queries"]
    said += [
        ("　串行用时", "a serial build, by the clock", f"{serial['wall']} s"),
        (
            "内存：主进程、工作进程",
            "memory: first process, a worker",
            f"{memory['main']}, {memory['worker']} MB",
        ),
        (
            "装入，每秒 CPU 四元组：Oxigraph、rdflib",
            "loading, quads a second of CPU: Oxigraph, rdflib",
            f"{found['load']['oxigraph']:,}, {found['load']['rdflib']:,}",
        ),
        (
            "命名查询，中位数和 95 % 位数：服务",
            "named queries, median and 95th percentile: the service",
            " / ".join(f"{each} ms" for each in queries["service"]),
        ),
    ]
    beside = {
        "oxigraph": ("　Oxigraph 的服务", "Oxigraph's server"),
        "rdflib": ("　内存中的 rdflib", "rdflib in memory"),
    }
    said += [
        (zh, en, " / ".join(f"{each} ms" for each in queries[way]))
        for way, (zh, en) in beside.items()
        if way in queries
    ]
    said += [
        (
            "网页首字节，中位数和最慢的",
            "first byte of a page, median and the slowest",
            f"{found['pages']['median']} / {found['pages']['slowest']} ms",
        ),
        ("在此图谱上运行 `lawgraph query documents`（CPU，含启动）",
         "`lawgraph query documents` of that graph, from start to end (CPU)",
         f"{found['speed']['start of a question']['query_seconds']} s"),
    ]  # fmt: skip
    return said


def table(found: dict[str, Any], language: str) -> str:
    """Return the table of a README."""
    zh = language == "zh"
    machine = found["machine"]
    before, after = machine["load"]
    head = (
        f"{found['date']}，{found['version']} 版，{machine['processors']} 个处理器，{machine['gigabytes']} GB，"
        f"Python {machine['python']}，负载 {before} 至 {after}；一次运行得出（[说明](benchmarks/README.md)）。"
        if zh
        else f"{found['date']}, version {found['version']}, {machine['processors']} processors, "
        f"{machine['gigabytes']} GB, Python {machine['python']}, load {before} to {after}; "
        "all of one run ([how](benchmarks/README.md))."
    )
    lines = [
        head,
        "",
        "| CPU | `jieba.lcut` = 1 |" if not zh else "| CPU | 以 `jieba.lcut` 为 1 |",
        "| --- | --- |",
    ]
    lines += [f"| {row[0] if zh else row[1]} | {row[2]} |" for row in _texts(found)]
    lines += ["", "| 其他 | |" if zh else "| else | |", "| --- | --- |"]
    lines += [f"| {row[0] if zh else row[1]} | {row[2]} |" for row in _others(found)]
    return "<!-- benchmarks -->\n" + "\n".join(lines) + "\n<!-- /benchmarks -->"


def with_table(readme: str, found: dict[str, Any], language: str) -> str:
    """Return a README with the table of these figures.

    >>> with_table("no place for it", {}, "en")
    'no place for it'
    """
    parts = _PLACE.split(readme)
    return parts[0] + "".join(table(found, language) + part for part in parts[1:])


def write(found: dict[str, Any]) -> None:
    """Keep the figures, and write the tables of the READMEs."""
    RESULTS.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    for language, path in READMES.items():
        path.write_text(with_table(path.read_text("utf-8"), found, language), "utf-8", newline="\n")


def main() -> None:
    """Measure, print and write."""
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("folder", type=Path)
    ask.add_argument("--documents", type=int, default=100)
    ask.add_argument("--peers", default="", help="Python of an environment with JioNLP and Recognizers-Text")
    ask.add_argument("--oxigraph", default="", help="where Oxigraph's own server lies")
    ask.add_argument("--write", action="store_true")
    args = ask.parse_args()
    found = measured(args.folder, args.documents, args.peers, args.oxigraph)
    print(json.dumps(found, ensure_ascii=False, indent=1))
    if args.write:
        write(found)


if __name__ == "__main__":
    main()
