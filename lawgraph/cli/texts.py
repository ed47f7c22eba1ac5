"""Commands that read files without a graph: annotate, explain, links, text, evaluate."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.ask import LABELS, AskError, one_of
from lawgraph.cli.console import (
    FAILED,
    NOTHING,
    STOPPED,
    USAGE,
    FileArguments,
    JobsOption,
    ReviewsOption,
    SecondsOption,
    app,
    documents,
    end,
    fail,
    print_lines,
    reading,
    refuse_itself,
    review_places,
    say,
    with_progress,
)
from lawgraph.evaluation import FORMS, LAST_RUN
from lawgraph.given import given
from queries.errors import GraphNotFound

if TYPE_CHECKING:
    from ingest.model import Annotation
    from lawgraph.annotating import Facts


@app.command()
def annotate(
    files: FileArguments,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
    jobs: JobsOption = None,
    _: Annotated[bool, typer.Option("--json", hidden=True, help="总是 JSON。It always is JSON.")] = True,
) -> None:
    """逐行输出 JSON 标注。Print the facts of files as JSON Lines (docs/contract.md)."""
    from lawgraph.annotating import facts_of_files
    from lawgraph.build.pool import processors

    with given(files) as named:
        paths, failed = documents(named)

        def work(tell: Callable[[str], None]) -> None:
            nonlocal failed
            found = facts_of_files(paths, seconds, jobs or processors(), partial(_said, tell))
            while (facts := _next(found)) is not None:
                if facts.error is not None:
                    failed = True
                    say(facts.error)
                sys.stdout.write(facts.rows.decode())

        with_progress(work)
    if failed:
        raise typer.Exit(FAILED)


def _next(found: Iterator[Facts]) -> Facts | None:
    """Return the facts of the next file; fail where what is laid aside has no room."""
    try:
        return next(found, None)
    except OSError as error:
        fail(
            f"annotate: 无法写入临时文件（{error}）；请腾出空间，或用环境变量 TMPDIR 另指文件夹后再试。"
            f"What is laid aside cannot be written ({error}); make room, or name a folder by TMPDIR, "
            "and try again."
        )


def _said(tell: Callable[[str], None], done: int, of: int) -> None:
    """Say how far it is: each file is worked on twice."""
    tell(f"{done / of:.0%} · {of // 2} 份 files")


@app.command()
def explain(
    file: Annotated[
        str,
        typer.Argument(help="文件；或下位条款，如 art-7、第七条。File; with --lower a lower provision."),
    ],
    path: Annotated[
        str,
        typer.Argument(
            help="条款的路径，如 art-3/para-1（见 annotate）；或上位条款。"
            "Path of a provision, as in annotate; with --upper an upper provision."
        ),
    ],
    lower: Annotated[
        str | None, typer.Option("--lower", help="下位文件。File, or document of a graph.")
    ] = None,
    upper: Annotated[
        str | None, typer.Option("--upper", help="上位文件。File, or document of a graph.")
    ] = None,
    graph: Annotated[
        Path | None, typer.Option("--graph", help="图谱目录。Take documents from a graph.")
    ] = None,
    labels: Annotated[
        str | None,
        typer.Option(
            "--labels",
            help=f"用中文或英文说明。Language: {', '.join(LABELS[:2])}.",
            show_default="zh; two provisions: zh en",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。As JSON Lines.")] = False,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """说明条款怎样读出，或两条款为何对应。Say how a provision was read, or why two of two documents are linked."""
    from ingest.read import ReadError
    from lawgraph.explain import LANGUAGES, NoSuchProvision

    try:
        if labels is not None:
            one_of("--labels", labels, LANGUAGES)
        if lower is None and upper is None and graph is None:
            print_lines(_of_one(Path(file), path, labels or LABELS[0], as_json, seconds))
        elif lower is None or upper is None:
            fail(
                "explain: 说明两条款为何对应须同时给出 --lower 和 --upper。"
                "To explain a link, give both --lower and --upper.",
                USAGE,
            )
        else:
            both = _both(lower, upper, graph, seconds)
            print_lines(_of_two((file, path), both, labels, as_json))
    except AskError as error:
        fail(error, USAGE)
    except (ReadError, GraphNotFound) as error:
        fail(error)
    except NoSuchProvision as error:
        fail(error, NOTHING)


def _of_one(file: Path, path: str, labels: str, as_json: bool, seconds: int) -> Iterable[str]:
    """Return how a provision was read."""
    from ingest.resolve import resolve
    from lawgraph.annotator import Annotator, annotate_file
    from lawgraph.explain import as_json as json_lines
    from lawgraph.explain import as_lines
    from lawgraph.explain import explain as read_again

    with Annotator(seconds, annotate_file) as annotator:
        found = read_again(resolve(annotator.annotate(file)), path)
    return json_lines(found) if as_json else as_lines(found, labels)


def _both(lower: str, upper: str, graph: Path | None, seconds: int) -> tuple[Annotation, Annotation]:
    """Return the lower and the upper document, of files or of a graph."""
    from lawgraph.annotator import Annotator, annotate_file
    from lawgraph.stored_documents import NotKept, stored_annotation
    from lawgraph.stored_links import DocumentNotFound

    try:
        if graph is not None:
            return reading(graph, lambda: (stored_annotation(graph, lower), stored_annotation(graph, upper)))
        with Annotator(seconds, annotate_file) as annotator:
            return annotator.annotate(Path(lower)), annotator.annotate(Path(upper))
    except DocumentNotFound as error:
        fail(error, USAGE)
    except NotKept as error:
        fail(error)


def _of_two(
    paths: tuple[str, str], documents: tuple[Annotation, Annotation], labels: str | None, as_json: bool
) -> Iterable[str]:
    """Return why two provisions are linked or not, and what people decided on them."""
    from lawgraph.explain_links import Unfit, as_lines, explain_pair
    from lawgraph.explain_links import as_json as json_line
    from lawgraph.reviews.telling import decided_on

    below, above = documents
    refuse_itself(above, below)
    try:
        decided = decided_on(above, below, review_places(None))
        row, found = explain_pair(above, below, paths[1], paths[0], decided)
    except Unfit as error:
        fail(error, NOTHING)
    for doubt in found.doubts:
        say(doubt.message)
    return [json_line(row)] if as_json else as_lines(row, [labels] if labels else LABELS[:2])


@app.command()
def links(
    upper: Annotated[str, typer.Option("--upper", help="上位文件。File, or document of a graph.")],
    lower: Annotated[str, typer.Option("--lower", help="下位文件。File, or document of a graph.")],
    graph: Annotated[
        Path | None, typer.Option("--graph", help="图谱目录。Take documents from a graph.")
    ] = None,
    candidates: Annotated[
        bool,
        typer.Option("--candidates", help="另列出低于判定线的候选。Print candidates below the line too."),
    ] = False,
    reviews: ReviewsOption = None,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """输出上下位对应与缺口。Print correspondences and gaps between two documents as JSON Lines."""
    from ingest.contract import dump
    from ingest.read import ReadError
    from ingest.write.jsonl import link_rows
    from lawgraph.annotator import Annotator, annotate_file
    from lawgraph.reviews.apply import align_with
    from lawgraph.stored_links import DocumentNotFound, stored_link_rows

    try:
        if graph is not None:
            if reviews is not None:
                fail(
                    "links: 图谱中已含 build 时的审核，--reviews 只用于文件。A graph has the reviews of its build; "
                    "--reviews is for files, so leave out one of --graph and --reviews.",
                    USAGE,
                )
            rows = partial(stored_link_rows, graph, upper, lower)
            print_lines(reading(graph, lambda: list(dump(rows()))))
            return
        with Annotator(seconds, annotate_file) as annotator:
            both = annotator.annotate(Path(upper)), annotator.annotate(Path(lower))
        refuse_itself(*both)
        alignment, problems = align_with(*both, review_places(reviews), candidates=candidates)
        print_lines(dump(link_rows(alignment)))
        end(alignment, problems)
    except (ReadError, GraphNotFound) as error:
        fail(error)
    except DocumentNotFound as error:
        fail(error, USAGE)


@app.command()
def text(
    files: FileArguments,
    repaired: Annotated[
        bool, typer.Option("--repaired", help="输出修复后的行。Print the repaired lines.")
    ] = False,
    diff: Annotated[
        bool,
        typer.Option("--diff", help="输出修复之处。Print what the repair changed, as [-printed-]{+read+}."),
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。As JSON Lines.")] = False,
) -> None:
    """输出读到的原文(偏移的依据)。Print the source text that offsets count in, or how it is repaired."""
    from ingest.read import ReadError, read
    from lawgraph.repairs import printed

    if repaired and diff:
        fail(
            "text: --repaired 与 --diff 只能给出一个。--repaired and --diff exclude each other; give one of them.",
            USAGE,
        )
    how = "diff" if diff else "repaired" if repaired else "source"
    with given(files) as named:
        paths, failed = documents(named)
        for path in paths:
            try:
                for piece in printed(read(path), how, as_json):
                    sys.stdout.write(piece)
            except ReadError as error:
                failed = True
                say(error)
    if failed:
        raise typer.Exit(FAILED)


@app.command()
def evaluate(
    folders: Annotated[
        list[Path],
        typer.Argument(
            help="标注所在的文件夹，或（--format）公开数据的文件。Folders of annotations, or files of --format.",
            show_default="data/gold",
            readable=False,
        ),
    ] = [Path("data/gold")],  # noqa: B006  (typer reads the default)
    texts: Annotated[
        list[Path],
        typer.Option("--texts", help="原文所在的文件夹，可多次给出。Where the texts are, repeatable."),
    ] = [Path("data/sources")],  # noqa: B006
    format: Annotated[
        str, typer.Option("--format", help=f"标注的格式。Form of the annotations: {', '.join(FORMS)}.")
    ] = FORMS[0],
    label: Annotated[
        list[str] | None,
        typer.Option(
            "--label",
            help="govdoc-cn 的标签，标签=类型，可多次给出。What a label of govdoc-cn is, repeatable.",
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。As JSON.")] = False,
    since: Annotated[
        Path | None,
        typer.Option("--since", help="与保存的结果相比。Compare with a run saved.", show_default="--save"),
    ] = None,
    save: Annotated[Path, typer.Option("--save", help="保存结果。Where the run is saved.")] = LAST_RUN,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """对照人工标注评分。Score every layer against annotations (docs/evaluation.en.md)."""
    from lawgraph.evaluation.command import CannotEvaluate, Outcome, Request, run

    done: list[Outcome] = []
    request = Request(tuple(folders), tuple(texts), format, tuple(label or ()), since, save, seconds)
    try:
        with_progress(lambda progress: done.append(run(request, progress)))
    except CannotEvaluate as error:
        fail(error, USAGE)
    except KeyboardInterrupt:
        fail(STOPPED)
    (outcome,) = done
    for said in outcome.messages:
        say(said)
    if not outcome.nothing:
        print_lines([outcome.json()] if as_json else outcome.lines())
    if outcome.failed or outcome.nothing:
        raise typer.Exit(FAILED if outcome.failed else NOTHING)
