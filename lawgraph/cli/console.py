"""What the commands share: the application, its options, what they say and how they end.

Data go to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 nothing found.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

import typer

from lawgraph.cli.asking import say_damage
from lawgraph.cli.codes import DONE, FAILED, INTERRUPTED, NOTHING, STOPPED, USAGE
from lawgraph.in_time import SECONDS_PER_READ
from lawgraph.saying import say

if TYPE_CHECKING:
    from rich.console import Console

    from ingest.model import Alignment, Annotation

__all__ = [
    "DONE",
    "FAILED",
    "INTERRUPTED",
    "NOTHING",
    "STOPPED",
    "USAGE",
    "FileArguments",
    "GraphOption",
    "ReviewsOption",
    "SecondsOption",
    "SourceArguments",
    "app",
    "documents",
    "end",
    "fail",
    "messages",
    "print_lines",
    "reading",
    "refuse_itself",
    "review_places",
    "say",
    "say_damage",
    "with_progress",
]

T = TypeVar("T")

app = typer.Typer(
    name="lawgraph",
    help="中国法规政策知识图谱。A knowledge graph of Chinese legal and policy texts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)

GraphOption = Annotated[
    Path, typer.Option("--graph", help="图谱目录。Directory of a built graph.", readable=False)
]
SecondsOption = Annotated[
    int,
    typer.Option(
        "--seconds-per-document",
        help="每份文件的时间上限（秒）。Seconds that a document may take; one that takes longer is left out.",
        min=1,
        max=1_000_000,
    ),
]
JobsOption = Annotated[
    int | None,
    typer.Option(
        "--jobs",
        help="并行的进程数。Processes to work with.",
        min=1,
        max=256,
        show_default="处理器数 cores",
    ),
]
SourceArguments = Annotated[
    list[Path],
    typer.Argument(
        help="文件、文件夹、压缩包；- 为标准输入。Files, folders, archives; - is standard input.",
        show_default="data/sources",
        readable=False,
        allow_dash=True,
    ),
]
FileArguments = Annotated[
    list[Path],
    typer.Argument(
        help="文件、文件夹、压缩包；- 为标准输入。Files, folders, archives; - is standard input.",
        show_default=False,
        readable=False,
        allow_dash=True,
    ),
]


ReviewsOption = Annotated[
    Path | None,
    typer.Option(
        "--reviews",
        help="人工审核的文件夹或文件（docs/reviews.zh.md）。Folder or file of reviews (docs/reviews.en.md).",
        show_default="data/reviews, 若有 if there",
        readable=False,
    ),
]


def review_places(named: Path | None) -> list[Path]:
    """Return where reviews are: what was named, or the default folder if it is there."""
    from lawgraph.reviews import DEFAULT_REVIEWS

    return [named] if named is not None else [DEFAULT_REVIEWS] if DEFAULT_REVIEWS.is_dir() else []


def documents(named: Sequence[Path]) -> tuple[tuple[Path, ...], bool]:
    """Return the documents among what was named, and whether something failed; say what did."""
    from ingest.read import find_sources

    found = find_sources(named)
    for said in (*found.notes, *found.failures):
        say(said)
    return found.paths, bool(found.failures)


def messages() -> Console:
    """Return standard error as what bars of progress are shown on."""
    from rich.console import Console  # not for a command that shows none

    return Console(stderr=True, soft_wrap=True, highlight=False, markup=False)


def fail(message: object, code: int = FAILED) -> NoReturn:
    """Say what failed and end with a code."""
    say(message)
    raise typer.Exit(code)


def print_lines(lines: Iterable[str]) -> None:
    """Print data."""
    for line in lines:
        sys.stdout.write(line + "\n")


def reading(graph: Path, work: Callable[[], T]) -> T:
    """Return what ``work`` reads from a graph; where it does not come to an end, say what is wrong with the graph.

    A store with a damaged block is read for ever, and nothing ends that but the end of this process.
    """
    from lawgraph.in_time import TimePassed, end_at_once, in_time

    try:
        return in_time(work, SECONDS_PER_READ)
    except TimePassed:
        say(
            f"{graph}: 读取图谱超过 {SECONDS_PER_READ:g} 秒，已停止，现检查图谱是否完好。"
            f"Reading the graph was stopped after {SECONDS_PER_READ:g} s; whether it is whole is looked at now."
        )
        if not say_damage(graph):
            say(f"{graph}: 图谱没有损坏，请稍后再试。The graph is not damaged; try again later.")
        end_at_once(FAILED)
    except KeyboardInterrupt:
        say(STOPPED)
        end_at_once(FAILED)


def refuse_itself(upper: Annotation, lower: Annotation) -> None:
    """Fail where a document is to be compared with itself."""
    if upper.document.source.sha256 == lower.document.source.sha256:
        fail(
            "两份文件内容相同：一份文件不能与自己比较，请给出上位与下位两份文件。"
            "The two files are the same; a document is not compared with itself: name an upper and a lower one.",
            USAGE,
        )


def end(alignment: Alignment, problems: Sequence[object]) -> None:
    """Say what is wrong with a comparison of two documents, and end with the code that says so, if anything is."""
    for problem in (*problems, *(diagnostic.message for diagnostic in alignment.diagnostics)):
        say(problem)
    if problems:
        raise typer.Exit(FAILED)
    if not (alignment.correspondences or alignment.gaps or alignment.candidates):
        raise typer.Exit(NOTHING)


def with_progress(work: Callable[[Callable[[str], None]], None]) -> None:
    """Run ``work`` with a spinner on standard error when that is a terminal."""
    if not sys.stderr.isatty():
        work(lambda _: None)
        return
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=messages(), transient=True) as progress:
        task = progress.add_task("…")
        work(lambda what: progress.update(task, description=what))


def _version(asked: bool) -> None:
    if asked:
        from lawgraph import __version__

        print_lines([f"lawgraph {__version__}"])
        raise typer.Exit(DONE)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本。Version.")
    ] = False,
) -> None:
    """中国法规政策知识图谱。A knowledge graph of Chinese legal and policy texts."""
