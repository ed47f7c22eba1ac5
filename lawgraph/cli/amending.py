"""The command that applies a decision to the rule that it amends: ``lawgraph amend``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawgraph.cli.console import FAILED, NOTHING, USAGE, app, fail, print_lines, reading, say
from queries.errors import GraphNotFound

if TYPE_CHECKING:
    from ingest.amend import Consolidated
    from ingest.model import Document

FORMATS = ("html", "docx")


@app.command()
def amend(
    base: Annotated[
        str, typer.Argument(help="修改前的文本。The text before: a file, or a document of a graph.")
    ],
    decision: Annotated[
        str,
        typer.Argument(help="修改决定、修正案。The amending decision: a file, or a document of a graph."),
    ],
    graph: Annotated[
        Path | None, typer.Option("--graph", help="图谱目录。Take both documents from a graph.")
    ] = None,
    as_json: Annotated[
        bool, typer.Option("--json", help="文本、逐字来源和各项结果。Text, origins and outcomes as JSON.")
    ] = False,
    format: Annotated[
        str | None,
        typer.Option(
            "--format", help="标出修改之处：html、docx，须有 --out。The changes marked; with --out."
        ),
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="写到哪里。Where to write the file.")] = None,
    regardless_of_dates: Annotated[
        bool,
        typer.Option(
            "--regardless-of-dates",
            help="不比较日期（已确认原文在决定之前）。Do not compare days: the base is known to be the older.",
        ),
    ] = False,
) -> None:
    """把修改决定适用到原文，说明每处文字的来源。Apply an amending decision to a text, with the origin of each word.

    修改后的文本在标准输出，各项结果在标准错误；1 有的项未适用，3 决定不是修改这一文件的。
    The text goes to standard output, outcomes to standard error; 1: some refused, 3: nothing to apply.
    """
    from ingest.amend import apply
    from ingest.read import ReadError
    from lawgraph.amending import as_json as json_of
    from lawgraph.amending import outcome_lines

    if format is not None and format not in FORMATS:
        fail(f"--format {format}: 只有 {'、'.join(FORMATS)}。Only {' and '.join(FORMATS)}.", USAGE)
    if (format is None) != (out is None):
        fail("--format 和 --out 须一起给出。Give --format and --out together.", USAGE)
    try:
        before, says = _both(base, decision, graph)
    except (ReadError, GraphNotFound) as error:
        fail(error)
    done = apply(before, says, regardless_of_dates=regardless_of_dates)
    for line in outcome_lines(done):
        say(line)
    if format is not None and out is not None:
        _write(done, format, out)
    elif as_json:
        print_lines([json_of(done)])
    elif done.refused is None:
        sys.stdout.write(done.text if done.text.endswith("\n") else done.text + "\n")
    if done.refused is not None:
        raise typer.Exit(NOTHING)
    if not done.all_applied:
        raise typer.Exit(FAILED)


def _both(base: str, decision: str, graph: Path | None) -> tuple[Document, Document]:
    from ingest.structure import read_document

    if graph is None:
        return read_document(Path(base)), read_document(Path(decision))
    from lawgraph.stored_documents import NotKept, stored_annotation
    from lawgraph.stored_links import DocumentNotFound

    try:
        return reading(
            graph,
            lambda: (stored_annotation(graph, base).document, stored_annotation(graph, decision).document),
        )
    except DocumentNotFound as error:
        fail(error, USAGE)
    except NotKept as error:
        fail(error)


def _write(done: Consolidated, form: str, out: Path) -> None:
    from lawgraph.amending import page, paper
    from lawgraph.writing import beside

    with beside(out) as scratch:
        if form == "html":
            scratch.write_text(page(done), encoding="utf-8", newline="\n")
        else:
            scratch.write_bytes(paper(done))
    say(f"{out}: 已写出。Written.")
