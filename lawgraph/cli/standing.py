"""The command that says what a rule or a provision is on a day: status."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.ask import LABELS, AskError, one_of
from lawgraph.cli.console import FAILED, NOTHING, USAGE, SecondsOption, app, fail, print_lines, say
from queries.errors import GraphNotFound

if TYPE_CHECKING:
    from lawgraph.standing import Asked, Together


@app.command()
def status(
    named: Annotated[
        list[str],
        typer.Argument(
            metavar="DOC…",
            help="文件、文件夹，或图谱中的文件（标题、IRI）；条款写在 # 之后，如 办法.md#art-7、办法.md#第七条。"
            "Files, folders, or documents of the graph (title, IRI); a provision behind #, such as rule.md#art-7.",
        ),
    ],
    day: Annotated[
        str | None,
        typer.Option("--on", help="哪一天（2026-01-01）。The day asked of.", show_default="今天 today"),
    ] = None,
    graph: Annotated[
        Path | None,
        typer.Option("--graph", help="一起读的图谱。A graph whose documents are read with them."),
    ] = None,
    beside: Annotated[
        list[str] | None,
        typer.Option("--with", help="一起读的文件、文件夹，可多次给出。Files or folders read with them."),
    ] = None,
    labels: Annotated[
        str, typer.Option("--labels", help=f"用中文或英文。Language: {', '.join(LABELS[:2])}.")
    ] = LABELS[0],
    as_json: Annotated[
        bool,
        typer.Option("--json", help="以 JSON 输出（docs/contract.md 的 status）。As rows of the contract."),
    ] = False,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """说明文件或条款在某一天是否有效，依据何在。Say what a rule or a provision is on a day, and why.

    只据一起读的文件；未知就说未知（docs/status.zh.md）。As far as the documents read together know (docs/status.en.md).
    """
    from lawgraph.annotator import Annotator, annotate_file
    from lawgraph.standing import NotThere, Together, split_name

    on = _day(day)
    try:
        one_of("--labels", labels, LABELS[:2])
    except AskError as error:
        fail(error, USAGE)
    together = Together(say)
    wanted = [(name, None) if Path(name).exists() else split_name(name) for name in named]
    try:
        with Annotator(seconds, annotate_file) as annotator:
            for name in dict.fromkeys([*(name for name, _ in wanted), *(beside or [])]):
                if Path(name).exists() or (beside and name in beside):
                    together.add_files(name, annotator)
        if graph is not None:
            together.add_graph(graph)
        for failure in together.failures:
            say(failure)
        asked = [each for name, path in wanted for each in together.asked(name, path)]
    except GraphNotFound as error:
        fail(error)
    except NotThere as error:
        fail(error, FAILED if together.failures else NOTHING)
    _print(together, asked, on, LABELS.index(labels), as_json)
    if together.failures:
        raise typer.Exit(FAILED)


def _print(together: Together, asked: Iterable[Asked], on: str, language: int, as_json: bool) -> None:
    from ingest.contract import dump
    from ingest.write.time_rows import status_row
    from lawgraph.standing import lines

    holdings = together.holdings()
    for each in asked:
        timeline = holdings.timeline(each.header.document, each.path)
        if as_json:
            print_lines(dump([status_row(timeline, on)]))
        else:
            print_lines(lines(each, timeline, on, together.title, language))


def _day(said: str | None) -> str:
    try:
        return (date.fromisoformat(said) if said else datetime.now().astimezone().date()).isoformat()
    except ValueError:
        fail(
            f"--on {said}: 不是日期，请写作 2026-01-01。Not a day; write it as 2026-01-01.",
            USAGE,
        )
