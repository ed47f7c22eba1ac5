"""The parts of the READMEs and of two pages that are output of the program, kept true by ``test_docs.py``.

``python -m tests.readme`` (``make docs``) writes them anew. The block of ``make test`` is the end of a real
run, given on standard input: ``make test 2>&1 | python -m tests.readme --test``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from tests.commands import printed

ROOT = Path(__file__).resolve().parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
EXPORTS = {f"docs/exports.{language}.md": language for language in ("en", "zh")}
ACCURACY = {f"docs/accuracy.{language}.md": language for language in ("en", "zh")}
GRAPH = "build/graph"
_TABLE_HEAD, _TABLE_TAIL = 24, 6


@cache  # two languages ask much the same
def _lawgraph(*arguments: str, graph: Path | None = None) -> str:
    said = printed(*arguments, folder=ROOT, columns=160)
    return said if graph is None else said.replace(str(graph), GRAPH)


def _build(sources: str, graph: Path) -> str:
    """What ``lawgraph build`` prints, as a process of its own: what it starts and how it ends are part of it."""
    command = [sys.executable, "-m", "lawgraph", "build", sources, "--out", str(graph)]
    environment = {**os.environ, "COLUMNS": "160"}
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8", env=environment
    )
    return done.stdout.replace(str(graph), GRAPH)


def run_block(graph: Path) -> str:
    """What ``make run`` prints, with the graph in ``graph``; the middle of the table is left out."""
    built = _build("data/sources", graph)
    valid = _lawgraph("validate", "--graph", str(graph))
    table = _lawgraph("query", "cross-level-links", "--graph", str(graph)).splitlines()
    shown = [*table[:_TABLE_HEAD], " …", *table[-_TABLE_TAIL:]]
    after = _lawgraph("next", "--graph", str(graph)).replace(f" --graph {graph}", "")
    after = after.replace("python -m lawgraph", ".venv/bin/lawgraph")  # as the Makefile calls it
    return "```\n" + built + valid + "\n".join(shown) + "\n" + after + "```"


TIME = (
    ("status", "data/examples/county-notice-2022.md", "--on", "2026-01-01"),
    ("diff", "data/examples/city-shili-2020.md", "data/examples/city-shili-2023.md"),
    ("check", "data/examples/city-yangli-2021.md", "--on", "2026-01-01", "--kind", "fine-outside"),
)
"""The commands whose output the READMEs show under time and the review desk; a check asks the examples' graph."""
_WIDEST = 150  # characters of a line: the rest is cut off


def time_block(examples: Path, language: str) -> str:
    """What the commands of :data:`TIME` print, with the graph of ``data/examples`` in ``examples``."""
    shown = []
    for command in TIME:
        graph = ("--graph", str(examples)) if command[0] == "check" else ()
        labels = ("--labels", language) if command[0] != "diff" else ()
        said = " ".join([*command, *(("--graph", "build/examples") if graph else ()), *labels])
        shown.append(f"$ lawgraph {said}")
        lines = _lawgraph(*command, *graph, *labels).splitlines()
        shown += [line if len(line) <= _WIDEST else f"{line[: _WIDEST - 1]}…" for line in lines]
    return "```\n" + "\n".join(shown) + "\n```"


def exports_block(language: str) -> str:
    """The formats of ``lawgraph export`` as a table in English or Chinese."""
    from lawgraph.exports import exports

    head = "| 导出 | 写出 |" if language == "zh" else "| export | writes |"
    said = [(each.name, each.zh if language == "zh" else each.en) for each in exports().values()]
    return "\n".join([head, "| --- | --- |", *(f"| `export {name}` | {what} |" for name, what in said)])


#: the layers that are told by genre
_MAIN = ("structure", "quantity-money", "department", "citation", "norm", "norm-bearers", "links")
_HEADS = {
    "en": (
        "Measured on {day} on {documents} documents and {pairs} pairs of rules.",
        "| layer | documents | precision | recall | F1 or share, all rows | mean of documents | {seeds} |",
        "| genre | documents | {layers} |",
    ),
    "zh": (
        "{day} 测得，{documents} 份文件、{pairs} 对上下位文件。",
        "| 层 | 文件数 | 精确率 | 召回率 | F1 或正确比例（合计） | 各文件平均 | {seeds} |",
        "| 体裁 | 文件数 | {layers} |",
    ),
}


def accuracy_block(figures: Mapping[str, Any], language: str) -> str:
    """The figures stated (``lawgraph/evaluation/figures.json``) by layer, then F1 or share by genre."""
    from ingest.write.quality import LAYERS
    from lawgraph.evaluation.genres import GENRES

    said = 0 if language == "zh" else 1
    intro, by_layer, by_genre = _HEADS[language]
    pairs = figures["genres"]["pair"]["documents"]
    seeds = [name for name in ("qinghai-2012", "haixi-2020") if name in figures["documents"]]
    lines = [
        intro.format(day=figures["at"][:10], documents=len(figures["documents"]) - pairs, pairs=pairs),
        "",
        by_layer.format(seeds=" | ".join(seeds)),
        "| --- " * (6 + len(seeds)) + "|",
    ]
    for layer in LAYERS:
        if layer in figures["macro"]:
            values, mean = figures["pool"][layer], figures["macro"][layer]
            own = [_main(figures["documents"][name]["figures"].get(layer, {})) for name in seeds]
            both = [str(values.get(name, "")) for name in ("precision", "recall")]
            cells = [LAYERS[layer][said], str(mean["documents"]), *both, _main(values), _main(mean), *own]
            lines.append("| " + " | ".join(cells) + " |")
    heads = [LAYERS[layer][said] for layer in _MAIN]
    lines += ["", by_genre.format(layers=" | ".join(heads)), "| --- " * (2 + len(_MAIN)) + "|"]
    for code, of in figures["genres"].items():
        cells = [GENRES[code][said], str(of["documents"])]
        cells += [_main(of["figures"].get(layer, {})) for layer in _MAIN]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _main(values: Mapping[str, Any]) -> str:
    """The one figure of a layer; nothing where nothing was wanted or found."""
    if values.get("gold") == 0 and values.get("predicted") == 0:
        return ""
    names = ("f1", "share", "lowest share", "mrr", "macro")
    return str(next((values[name] for name in names if name in values), ""))


def block(text: str, name: str) -> str:
    """The content of a block in the text of a README."""
    found = re.search(rf"<!-- begin {name} -->\n(.*?)\n?<!-- end {name} -->", text, re.DOTALL)
    assert found is not None, f"no block {name}"
    return found[1]


def with_block(text: str, name: str, content: str) -> str:
    """The text of a README with the content of one block replaced."""
    pattern = re.compile(rf"(<!-- begin {name} -->\n).*?(<!-- end {name} -->)", re.DOTALL)
    return pattern.sub(lambda found: f"{found[1]}{content}\n{found[2]}", text)


def _refresh() -> None:
    from lawgraph.evaluation.published import published

    with tempfile.TemporaryDirectory() as folder:  # as on a machine that has built nothing yet
        run = run_block(Path(folder) / "graph")
        examples = Path(folder) / "examples"
        _build("data/examples", examples)
        time = {language: time_block(examples, language) for language in READMES.values()}
    for name, language in READMES.items():
        path = ROOT / name
        text = with_block(path.read_text("utf-8"), "run", run)
        path.write_text(with_block(text, "time", time[language]), "utf-8")
    tables = {name: ("exports", exports_block(language)) for name, language in EXPORTS.items()}
    tables |= {
        name: ("accuracy", accuracy_block(published(), language)) for name, language in ACCURACY.items()
    }
    for name, (block_name, table) in tables.items():
        path = ROOT / name
        path.write_text(with_block(path.read_text("utf-8"), block_name, table), "utf-8")


def _take_test_output() -> None:
    lines = [line for line in sys.stdin.read().splitlines() if line.strip()]
    content = "```\n" + "\n".join(lines[-4:]) + "\n```"
    for name in READMES:
        path = ROOT / name
        path.write_text(with_block(path.read_text("utf-8"), "test", content), "utf-8")


if __name__ == "__main__":
    _take_test_output() if "--test" in sys.argv[1:] else _refresh()
