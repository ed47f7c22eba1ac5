"""The command that compares two texts of one rule."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.cli.console import NOTHING, USAGE, SecondsOption, app, fail, print_lines, reading, say
from queries.errors import GraphNotFound

if TYPE_CHECKING:
    from ingest.model import Document
    from ingest.versions import Comparison

__all__ = ["diff"]

FORMATS = ("html", "docx", "xlsx")


@app.command()
def diff(
    old: Annotated[
        str, typer.Argument(help="旧文本：文件，或图谱中的文件。The older text: file, or document.")
    ],
    new: Annotated[str, typer.Argument(help="新文本。The newer text.")],
    graph: Annotated[
        Path | None,
        typer.Option(
            "--graph",
            help="图谱目录；文件用标题@日期或 IRI 指明。Take documents from a graph, by title@day or IRI.",
        ),
    ] = None,
    whole: Annotated[
        bool, typer.Option("--all", help="未改的条文也列出。List provisions without a change too.")
    ] = False,
    as_json: Annotated[
        bool,
        typer.Option("--json", help="以 JSON 输出全部条文。All provisions as JSON Lines (rows `change`)."),
    ] = False,
    format: Annotated[
        str | None, typer.Option("--format", help=f"写成修改对照表。Write a table: {', '.join(FORMATS)}.")
    ] = None,
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个文件。File to write.")] = None,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """比较同一法规的两份文本。Compare two texts of one rule, article by article (docs/versions.en.md)."""
    if format is not None and format not in FORMATS:
        known = ", ".join(FORMATS)
        fail(
            f"diff --format {format}: 没有这种格式，请改用 {known}。No such format; use one of {known}.",
            USAGE,
        )
    if (format is None) != (out is None) or (format is not None and as_json):
        fail(
            "diff: --format 与 --out 须一起给出，且不与 --json 并用。"
            "Give --format and --out together, and not with --json.",
            USAGE,
        )
    from ingest.versions import compare

    comparison = compare(*_both(old, new, graph, seconds))
    for diagnostic in comparison.diagnostics:
        say(diagnostic.message)
    if not comparison.changes:
        raise typer.Exit(NOTHING)
    if format is not None and out is not None:
        _write(comparison, format, out, whole)
    elif as_json:
        from ingest.contract import dump
        from ingest.write.time_rows import change_rows

        print_lines(dump(change_rows(comparison)))
    else:
        from lawgraph.versions.terminal import lines

        print_lines(lines(comparison, whole=whole))


def _both(old: str, new: str, graph: Path | None, seconds: int) -> tuple[Document, Document]:
    """Return both texts, of files or of a graph; end where one is not there."""
    from ingest.read import ReadError
    from lawgraph.annotator import Annotator
    from lawgraph.stored_documents import NotKept
    from lawgraph.stored_links import DocumentNotFound
    from lawgraph.versions.stored import SeveralTexts, stored_text

    try:
        if graph is not None:
            return reading(graph, lambda: (stored_text(graph, old), stored_text(graph, new)))
        with Annotator(seconds) as annotator:
            return annotator.read(Path(old)), annotator.read(Path(new))
    except (DocumentNotFound, SeveralTexts) as error:
        fail(error, USAGE)
    except (ReadError, GraphNotFound, NotKept) as error:
        fail(error)


def _write(comparison: Comparison, format: str, out: Path, whole: bool) -> None:
    from lawgraph.office.document import document
    from lawgraph.office.workbook import workbook
    from lawgraph.versions.handed_in import handed_in
    from lawgraph.versions.page import page
    from lawgraph.writing import beside

    forms: dict[str, Callable[[], bytes]] = {
        "html": lambda: page(comparison, whole=whole).encode(),
        "docx": lambda: document(handed_in(comparison, whole=whole)),
        "xlsx": lambda: workbook(handed_in(comparison, whole=whole)),
    }
    data = forms[format]()
    with beside(out) as scratch:
        scratch.write_bytes(data)
    say(f"{out}: 已写出。Written.")
