"""The parts of the READMEs that are output of the program: made here, kept true by ``test_docs.py``.

``python -m tests.readme`` (``make docs``) writes them anew. The block of ``make test`` is the end of a real
run, given on standard input: ``make test 2>&1 | python -m tests.readme --test``.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
READMES = {"README.md": "en", "README.zh-CN.md": "zh"}
GRAPH = "build/graph"
_TABLE_HEAD, _TABLE_TAIL = 24, 6


def _lawgraph(*arguments: str, graph: Path | None = None) -> str:
    command = [sys.executable, "-m", "lawgraph", *arguments]
    environment = {**os.environ, "COLUMNS": "160"}
    done = subprocess.run(
        command, cwd=ROOT, capture_output=True, check=True, encoding="utf-8", env=environment
    )
    return done.stdout if graph is None else done.stdout.replace(str(graph), GRAPH)


def run_block(graph: Path) -> str:
    """What ``make run`` prints, with the graph in ``graph``; the middle of the table is left out."""
    built = _lawgraph("build", "data/sources", "--out", str(graph), graph=graph)
    valid = _lawgraph("validate", "--graph", str(graph))
    table = _lawgraph("query", "cross-level-links", "--graph", str(graph)).splitlines()
    shown = [*table[:_TABLE_HEAD], " …", *table[-_TABLE_TAIL:]]
    after = _lawgraph("next", "--graph", str(graph)).replace(f" --graph {graph}", "")
    after = after.replace("python -m lawgraph", ".venv/bin/lawgraph")  # as the Makefile calls it
    return "```\n" + built + valid + "\n".join(shown) + "\n" + after + "```"


def queries_block(language: str) -> str:
    """The named queries as a table in English or Chinese."""
    from queries.named_queries import library

    if language == "zh":
        rows = [f"| `{query.name}` | {query.title_zh}：{query.answers_zh} |" for query in library()]
        return "\n".join(["| 查询 | 回答 |", "| --- | --- |", *rows])
    rows = [f"| `{query.name}` | {query.answers} |" for query in library()]
    return "\n".join(["| query | answers |", "| --- | --- |", *rows])


def exports_block(language: str) -> str:
    """The formats of ``lawgraph export`` as a table in English or Chinese."""
    from lawgraph.exports import exports

    head = "| 导出 | 写出 |" if language == "zh" else "| export | writes |"
    said = [(each.name, each.zh if language == "zh" else each.en) for each in exports().values()]
    return "\n".join([head, "| --- | --- |", *(f"| `export {name}` | {what} |" for name, what in said)])


def accuracy_block(figures: dict[str, dict[str, dict[str, float]]]) -> str:
    """The scorer's figures as a table."""
    lines = ["| | layer | figures |", "| --- | --- | --- |"]
    for folder, layers in figures.items():
        for layer, values in layers.items():
            if values.get("gold") == 0 and values.get("predicted") == 0:
                continue  # neither wanted nor found
            shown = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in values.items())
            lines.append(f"| {folder} | {layer} | {shown} |")
    return "\n".join(lines)


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
    from benchmarks.accuracy import figures

    run, accuracy = run_block(ROOT / GRAPH), accuracy_block(figures())
    for name, language in READMES.items():
        path = ROOT / name
        text = with_block(path.read_text("utf-8"), "run", run)
        text = with_block(text, "accuracy", accuracy)
        text = with_block(text, "exports", exports_block(language))
        path.write_text(with_block(text, "queries", queries_block(language)), "utf-8")


def _take_test_output() -> None:
    lines = [line for line in sys.stdin.read().splitlines() if line.strip()]
    content = "```\n" + "\n".join(lines[-4:]) + "\n```"
    for name in READMES:
        path = ROOT / name
        path.write_text(with_block(path.read_text("utf-8"), "test", content), "utf-8")


if __name__ == "__main__":
    _take_test_output() if "--test" in sys.argv[1:] else _refresh()
