"""Commands that make a graph and look after it: build, open, doctor."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.cli.console import (
    DONE,
    FAILED,
    USAGE,
    JobsOption,
    ReviewsOption,
    SecondsOption,
    SourceArguments,
    app,
    fail,
    messages,
    print_lines,
    review_places,
    say,
)
from lawgraph.given import STANDARD_INPUT, given, is_address
from lawgraph.store import DEFAULT_GRAPH, NotAGraphDirectory
from queries.result import visible

if TYPE_CHECKING:
    from lawgraph.build import BuildReport
    from lawgraph.build.events import Tell
    from lawgraph.build.pool import Opens


@app.command()
def build(  # noqa: PLR0913, PLR0917  (an option is an argument)
    sources: SourceArguments = [Path("data/sources")],  # noqa: B006  (typer reads the default)
    out: Annotated[Path, typer.Option("--out", help="图谱目录。Directory of the graph.")] = DEFAULT_GRAPH,
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="逐行以 JSON 报告进展和结果。Report what goes on, and the outcome last, as JSON Lines.",
        ),
    ] = False,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
    jobs: JobsOption = None,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs",
            help="只比较表中各对（upper、lower 两列）。Compare the pairs of a table: upper, lower.",
        ),
    ] = None,
    reviews: ReviewsOption = None,
    links: Annotated[
        bool,
        typer.Option("--links/--no-links", help="是否比较上下级文件。Compare rules of two levels, or not."),
    ] = True,
    cluster: Annotated[
        str | None,
        typer.Option(
            "--cluster",
            help="由集群的工作进程完成：tcp://主机:端口，或 local:进程数。"
            "Have the workers of a cluster do it: tcp://HOST:PORT, or local:N.",
        ),
    ] = None,
    parts: Annotated[
        str | None,
        typer.Option(
            "--parts",
            help="部件的存储，如 s3://桶/文件夹。Storage of the parts, such as s3://BUCKET/FOLDER.",
        ),
    ] = None,
    watch: Annotated[
        bool,
        typer.Option("--watch", help="持续监视，有改动即重新生成。Build again at each change, until Ctrl-C."),
    ] = False,
) -> None:
    """从法规政策文本生成图谱。Build the graph of files and folders."""
    from ingest.read import ReadError
    from lawgraph.build import build as build_graph
    from lawgraph.build.watch import watch as keep_watching
    from lawgraph.pairs import read_pairs

    failed: list[bool] = []
    places = review_places(reviews)
    far = _far(cluster, parts, jobs, out, sources)

    def work() -> None:
        try:
            compared = read_pairs(pairs) if pairs is not None and links else links
        except ReadError as error:
            fail(error, USAGE)
        with given(sources) as paths, far(paths) as (there, works):
            run = partial(
                build_graph,
                there,
                out,
                seconds=seconds,
                jobs=jobs,
                links=compared,
                reviews=places,
                works=works,
            )
            failed.append(_built(run, out, as_json, _fail_or_say(watch)))

    if not watch:
        work()
    elif STANDARD_INPUT in sources or any(map(is_address, sources)):
        fail(
            "--watch: 标准输入和存储地址不能监视，请给出文件或文件夹。"
            "Standard input and addresses cannot be watched; name files or folders.",
            USAGE,
        )
    else:
        try:
            keep_watching([*sources, *filter(None, [pairs]), *places], out, work)
        except KeyboardInterrupt:
            say(f"{out}: 已停止监视，图谱完好。Watching has ended; the graph is whole.")
            return
    if any(failed):
        raise typer.Exit(FAILED)


@contextmanager
def _near(paths: list[Path]) -> Iterator[tuple[list[Path], Opens | None]]:
    yield paths, None


def _far(
    cluster: str | None, parts: str | None, jobs: int | None, out: Path, sources: Sequence[Path]
) -> Callable[[list[Path]], AbstractContextManager[tuple[list[Path], Opens | None]]]:
    """Return what gives the sources of a build and who does its works, where other machines have to do with it."""
    if cluster is None and parts is None and not any(map(is_address, sources)):
        return _near
    if cluster is not None and jobs is not None:
        fail(
            "--cluster, --jobs: 两者只能选一。Choose one of the two: workers of a cluster, or processes.",
            USAGE,
        )
    from lawgraph.cluster.errors import ClusterError, WrongAddress
    from lawgraph.cluster.mirror import mirrored
    from lawgraph.cluster.opening import opened

    @contextmanager
    def far(paths: list[Path]) -> Iterator[tuple[list[Path], Opens | None]]:
        try:
            with mirrored(paths, out) as (here, urls):
                yield here, opened(cluster, parts, jobs, say, urls)
        except ClusterError as error:
            fail(error, USAGE if isinstance(error, WrongAddress) else FAILED)
        except NotAGraphDirectory as error:
            fail(error, USAGE)

    return far


def _fail_or_say(watched: bool) -> Callable[[object], None]:
    """Return what to do when nothing was built: end, or go on watching."""
    return say if watched else fail


def _built(
    run: Callable[[Tell], BuildReport], out: Path, as_json: bool, give_up: Callable[[object], None]
) -> bool:
    """Build once and say what was done; return whether a file failed."""
    from lawgraph.build import Event, NothingToBuild
    from lawgraph.progress import bar, event_json
    from lawgraph.report import build_json, build_lines

    try:
        with bar(messages()) as show:

            def tell(event: Event) -> None:
                show(event)
                if event.what == "waiting":
                    say(
                        f"{out}: 另一个 build 正在写入，等它结束；也可按 Ctrl-C，用 --out 另选目录。"
                        "Another build writes there and is waited for; stop with Ctrl-C to name another --out."
                    )
                if as_json and event.what != "done":
                    print_lines([event_json(event)])

            report = run(tell)
    except NotAGraphDirectory as error:
        fail(error, USAGE)
    except NothingToBuild as nothing:
        for said in (*nothing.notes, *nothing.failures[:-1]):
            say(said)
        give_up(nothing.failures[-1])
        return True
    except KeyboardInterrupt:
        fail(
            f"{out}: 已中断，原有图谱未变，请再运行 build。Stopped, the graph is as it was; run build again."
        )
    for said in (*report.notes, *report.remarks, *report.failures):
        say(said)
    print_lines([build_json(report)] if as_json else build_lines(report))
    sys.stdout.flush()
    return bool(report.failures)


@app.command("open")
def open_in_browser(
    folder: Annotated[
        Path,
        typer.Argument(help="放原文的文件夹。Folder of the sources.", readable=False, show_default=False),
    ],
    port: Annotated[
        int, typer.Option("--port", help="端口，0 为任一空闲端口。Port; 0 is any free one.", min=0, max=65535)
    ] = 7878,
    browser: Annotated[
        bool, typer.Option("--browser/--no-browser", help="是否打开浏览器。Open the browser, or not.")
    ] = True,
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            help="图谱目录。Directory of the graph.",
            show_default="FOLDER/.lawgraph/graph",
            readable=False,
        ),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(
            "--review",
            help="可在页面上审核，决定写入此审核文件（.tsv）或文件夹。"
            "Take decisions in the pages, into this file of reviews or folder.",
            readable=False,
        ),
    ] = None,
) -> None:
    """生成文件夹的图谱，在浏览器中打开（只在本机）。Build the graph of a folder, open it in the browser."""
    from lawgraph.explorer.importing.opening import NoFolder, open_folder
    from lawgraph.serve import ServeError
    from lawgraph.service.settings import SettingsError

    try:
        open_folder(folder, out, port, browser, review)
    except (NoFolder, NotAGraphDirectory, SettingsError) as error:
        fail(error, USAGE)
    except ServeError as error:
        fail(error)


@app.command()
def doctor(
    graph: Annotated[
        Path, typer.Argument(help="图谱目录。Directory of a built graph.", readable=False)
    ] = DEFAULT_GRAPH,
    repair: Annotated[
        bool, typer.Option("--repair", help="修复损坏的图谱。Repair a damaged graph from what is there.")
    ] = False,
    machine: Annotated[
        bool, typer.Option("--machine", help="改为检查本机缺什么。Say what this machine lacks, instead.")
    ] = False,
) -> None:
    """检查图谱和部件是否完好。Check a graph and its parts in full; exit 1 if something is damaged."""
    from lawgraph.doctor import NotRepaired, examine
    from lawgraph.doctor import repair as make_whole

    if machine:
        examine_machine()
    if repair:
        try:
            made = make_whole(graph)
        except NotRepaired as error:
            fail(error)
        say(f"{made.folder}: 图谱完好。The graph is whole.")
    harm = 0
    for finding in examine(graph):
        print_lines([visible(str(finding))])
        harm += not finding.harmless
    if harm:
        raise typer.Exit(FAILED)
    print_lines([f"{graph}: 没有损坏。Nothing is damaged."])


def examine_machine() -> NoReturn:
    """Print what this machine has and lacks, and end: with 1 if something is lacking that lawgraph needs."""
    from lawgraph.machine import State, traits

    lacking = False
    for trait in traits():
        print_lines([visible(str(trait))])
        lacking |= trait.state is State.LACKING
    raise typer.Exit(FAILED if lacking else DONE)
