"""The ``lawgraph`` command.

Data go to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 nothing
found. Heavy parts are imported by the commands that need them, so that ``lawgraph --help`` answers at once.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Annotated, NoReturn

import typer
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from lawgraph import SECONDS_PER_DOCUMENT
from lawgraph.ask import FORMATS as ANSWER_FORMATS
from lawgraph.ask import LABELS, AskError, one_of
from lawgraph.ask import SECONDS as SECONDS_PER_QUERY
from lawgraph.evaluation import FORMS, LAST_RUN
from lawgraph.exports import export_to, exports
from lawgraph.font import FontNotFound
from lawgraph.given import given
from lawgraph.store import DEFAULT_GRAPH, NotAGraphDirectory
from lawgraph.streams import described, drop_output, open_streams
from lawgraph.usage import UsageError, say_usage
from queries.errors import GraphNotFound, QueryError
from queries.result import visible

DONE, FAILED, USAGE, NOTHING = 0, 1, 2, 3

app = typer.Typer(
    name="lawgraph",
    help="中国法规政策知识图谱。A knowledge graph of Chinese legal and policy texts.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
_STOPPED = "已中断，请再运行一次。Stopped; run it again."
_INTERRUPTED = 130  # what typer ends with after Ctrl-C
messages = Console(stderr=True, soft_wrap=True, highlight=False, markup=False)

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


def _documents(named: Sequence[Path]) -> tuple[tuple[Path, ...], bool]:
    """Return the documents among what was named, and whether something failed; say what did."""
    from ingest.read import find_sources

    found = find_sources(named)
    for said in (*found.notes, *found.failures):
        _say(said)
    return found.paths, bool(found.failures)


def _say(message: object) -> None:
    messages.print(f"lawgraph: {visible(str(message))}")


def _fail(message: object, code: int = FAILED) -> NoReturn:
    _say(message)
    raise typer.Exit(code)


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        sys.stdout.write(line + "\n")


def _with_progress(work: Callable[[Callable[[str], None]], None]) -> None:
    """Run ``work`` with a spinner on standard error when that is a terminal."""
    if not messages.is_terminal:
        work(lambda _: None)
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=messages, transient=True) as progress:
        task = progress.add_task("…")
        work(lambda what: progress.update(task, description=what))


def _version(asked: bool) -> None:
    if asked:
        from lawgraph import __version__

        _print_lines([f"lawgraph {__version__}"])
        raise typer.Exit(DONE)


@app.callback()
def options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="版本。Version.")
    ] = False,
) -> None:
    """中国法规政策知识图谱。A knowledge graph of Chinese legal and policy texts."""


@app.command()
def build(
    sources: SourceArguments = [Path("data/sources")],  # noqa: B006  (typer reads the default)
    out: Annotated[Path, typer.Option("--out", help="图谱目录。Directory of the graph.")] = DEFAULT_GRAPH,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 报告。Report as JSON.")] = False,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
    pairs: Annotated[
        Path | None,
        typer.Option(
            "--pairs",
            help="只比较表中各对（upper、lower 两列）。Compare the pairs of a table: upper, lower.",
        ),
    ] = None,
    links: Annotated[
        bool,
        typer.Option("--links/--no-links", help="是否比较上下级文件。Compare rules of two levels, or not."),
    ] = True,
) -> None:
    """从法规政策文本生成图谱。Build the graph of files and folders."""
    from ingest.read import ReadError
    from lawgraph.build import BuildReport, NothingToBuild
    from lawgraph.build import build as run
    from lawgraph.pairs import read_pairs
    from lawgraph.report import build_json, build_lines

    done: list[BuildReport] = []
    try:
        compared = read_pairs(pairs) if pairs is not None and links else links
        with given(sources) as paths:
            _with_progress(lambda progress: done.append(run(paths, out, progress, seconds, compared)))
    except ReadError as error:
        _fail(error, USAGE)
    except NotAGraphDirectory as error:
        _fail(error, USAGE)
    except NothingToBuild as nothing:
        for said in (*nothing.notes, *nothing.failures[:-1]):
            _say(said)
        _fail(nothing.failures[-1])
    except KeyboardInterrupt:
        _fail(
            f"{out}: 已中断，原有图谱未变，请再运行 build。Stopped, the graph is as it was; run build again."
        )
    report = done[0]
    for said in (*report.notes, *report.failures):
        _say(said)
    _print_lines([build_json(report)] if as_json else build_lines(report))
    if report.failures:
        raise typer.Exit(FAILED)


@app.command()
def annotate(files: FileArguments, seconds: SecondsOption = SECONDS_PER_DOCUMENT) -> None:
    """逐行输出 JSON 标注。Print the facts of files as JSON Lines (docs/contract.md)."""
    from ingest.contract import dump
    from ingest.read import ReadError
    from ingest.resolve import resolve
    from ingest.write.jsonl import rows
    from lawgraph.annotator import Annotator, annotate_file, collect

    with given(files) as named, Annotator(seconds, annotate_file) as annotator:
        paths, failed = _documents(named)
        collection = collect(paths, annotator)
        for path in paths:
            try:
                _print_lines(dump(rows(resolve(annotator.annotate(path), collection))))
            except ReadError as error:
                failed = True
                _say(error)
    if failed:
        raise typer.Exit(FAILED)


@app.command()
def explain(
    file: Annotated[Path, typer.Argument(help="文件。File.", readable=False)],
    path: Annotated[
        str,
        typer.Argument(
            help="条款的路径，如 art-3/para-1（见 annotate）。Path of a provision, as in annotate."
        ),
    ],
    labels: Annotated[
        str,
        typer.Option("--labels", help=f"用中文或英文说明。Language: {', '.join(LABELS[:2])}."),
    ] = LABELS[0],
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。As JSON Lines.")] = False,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """说明一个条款是怎样读出的。Say how a provision was read: clauses, rules that fired, what they gave."""
    from ingest.read import ReadError
    from ingest.resolve import resolve
    from lawgraph.annotator import Annotator, annotate_file
    from lawgraph.explain import LANGUAGES, NoSuchProvision, as_lines
    from lawgraph.explain import as_json as json_lines
    from lawgraph.explain import explain as read_again

    try:
        one_of("--labels", labels, LANGUAGES)
        with Annotator(seconds, annotate_file) as annotator:
            found = read_again(resolve(annotator.annotate(file)), path)
    except AskError as error:
        _fail(error, USAGE)
    except ReadError as error:
        _fail(error)
    except NoSuchProvision as error:
        _fail(error, NOTHING)
    _print_lines(json_lines(found) if as_json else as_lines(found, labels))


@app.command()
def links(
    upper: Annotated[str, typer.Option("--upper", help="上位文件。File, or document of a graph.")],
    lower: Annotated[str, typer.Option("--lower", help="下位文件。File, or document of a graph.")],
    graph: Annotated[
        Path | None, typer.Option("--graph", help="图谱目录。Take documents from a graph.")
    ] = None,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
) -> None:
    """输出上下位对应与缺口。Print correspondences and gaps between two documents as JSON Lines."""
    from ingest.contract import dump
    from ingest.link import align
    from ingest.read import ReadError
    from ingest.write.jsonl import link_rows
    from lawgraph.annotator import Annotator, annotate_file
    from lawgraph.stored_links import DocumentNotFound, stored_link_rows

    try:
        if graph is not None:
            _print_lines(dump(stored_link_rows(graph, upper, lower)))
            return
        with Annotator(seconds, annotate_file) as annotator:
            above, below = annotator.annotate(Path(upper)), annotator.annotate(Path(lower))
        _print_lines(dump(link_rows(align(above, below))))
    except (ReadError, GraphNotFound) as error:
        _fail(error)
    except DocumentNotFound as error:
        _fail(error, USAGE)


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
        _fail(
            "text: --repaired 与 --diff 只能给出一个。--repaired and --diff exclude each other; give one of them.",
            USAGE,
        )
    how = "diff" if diff else "repaired" if repaired else "source"
    with given(files) as named:
        paths, failed = _documents(named)
        for path in paths:
            try:
                for piece in printed(read(path), how, as_json):
                    sys.stdout.write(piece)
            except ReadError as error:
                failed = True
                _say(error)
    if failed:
        raise typer.Exit(FAILED)


@app.command()
def query(
    name: Annotated[
        str, typer.Argument(help="查询名、.rq 文件或 -。Name, .rq file, or - for standard input.")
    ],
    param: Annotated[
        list[str] | None,
        typer.Option(
            "--param", help="参数，名称=值，可多次给出（见 queries）。A parameter as name=value, repeatable."
        ),
    ] = None,
    format: Annotated[
        str, typer.Option("--format", help=f"输出格式。Form of the answer: {', '.join(ANSWER_FORMATS)}.")
    ] = "table",
    labels: Annotated[
        str | None,
        typer.Option(
            "--labels",
            help=f"列名用中文、英文或代码。What columns are called: {', '.join(LABELS)}.",
            show_default="csv: zh; table: zh en; json: code",
        ),
    ] = None,
    graph: GraphOption = DEFAULT_GRAPH,
    seconds: Annotated[
        float,
        typer.Option("--timeout", help="时间上限（秒）。Seconds that the query may take.", min=0.1, max=1e6),
    ] = SECONDS_PER_QUERY,
) -> None:
    """执行查询。Run a named query, a file or standard input."""
    from lawgraph.ask import TooSlow, ask, nothing_found
    from lawgraph.in_time import end_at_once

    nothing = ""
    try:
        answer = ask(graph, name, param or [], format, sys.stdin or io.StringIO(), labels, seconds)
        if not answer.rows:
            nothing = nothing_found(graph, name, param or [], seconds)
    except TooSlow as error:
        _say(str(error))
        end_at_once(FAILED)
    except KeyboardInterrupt:
        _say(_STOPPED)
        end_at_once(FAILED)
    except AskError as error:
        _fail(error, USAGE if error.usage else FAILED)
    for warning in answer.warnings:
        _say(warning)
    sys.stdout.write(answer.text)
    if not answer.rows:
        _say(nothing)
        raise typer.Exit(NOTHING)


@app.command()
def queries(
    name: Annotated[
        str | None,
        typer.Argument(
            help="只列这一个查询及其参数的全部可用值。Only this query, with all values of its parameters."
        ),
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。As JSON.")] = False,
) -> None:
    """列出查询及其参数和可用的值。List the named queries with their parameters and the values these allow."""
    from lawgraph.ask import list_queries

    try:
        sys.stdout.write(list_queries(as_json, name))
    except AskError as error:
        _fail(error, USAGE)


@app.command()
def validate(
    graph: GraphOption = DEFAULT_GRAPH,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。As JSON.")] = False,
) -> None:
    """按 SHACL 校验图谱。Check a graph against the shapes; exit 1 on a violation."""
    from lawgraph.report import validation_output
    from lawgraph.validate import validate_directory

    report = validate_directory(graph)
    sys.stdout.write(validation_output(report, as_json))
    if not report.conforms:
        raise typer.Exit(FAILED)


@app.command()
def pointer(
    provisions: Annotated[list[str], typer.Argument(help="条文的 IRI。IRIs of provisions.")],
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """记下条文的指针(附引文与摘要)。Print pointers to provisions, with their words and digest, as JSON Lines."""
    from lawgraph.graph import engine_at
    from lawgraph.pointers import PointerError, point

    engine = engine_at(graph)
    try:
        _print_lines([point(engine, iri).json() for iri in provisions])
    except PointerError as error:
        _fail(error, NOTHING)


@app.command()
def find(
    file: Annotated[
        Path, typer.Argument(help="指针文件，- 为标准输入。File of pointers; - is standard input.")
    ],
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """在图谱中找回指针所指条文。Find again what pointers point to; exit 3 if any is lost."""
    from lawgraph.graph import engine_at
    from lawgraph.pointers import How, Pointer, PointerError
    from lawgraph.pointers import find as look_for

    engine = engine_at(graph)
    text = sys.stdin.read() if str(file) == "-" else file.read_text("utf-8", "surrogateescape")
    try:
        pointers = [Pointer.parse(line) for line in text.split("\n") if line.strip()]
    except PointerError as error:
        _fail(error, USAGE)
    if not pointers:
        _fail(
            f"{file}: 没有指针，请用 lawgraph pointer 生成。No pointers; make some with lawgraph pointer.",
            NOTHING,
        )
    found = [look_for(engine, each) for each in pointers]
    _print_lines(
        json.dumps(
            {"provision": each.provision, "found": there.how, "now": there.provisions}, ensure_ascii=False
        )
        for each, there in zip(pointers, found, strict=True)
    )
    if any(there.how is How.LOST for there in found):
        raise typer.Exit(NOTHING)


@app.command()
def serve(
    graph: GraphOption = DEFAULT_GRAPH,
    host: Annotated[str, typer.Option("--host", help="地址。Address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option("--port", help="端口。Port.", min=0, max=65535)] = 7878,
) -> None:
    """启动只读 SPARQL 服务。Serve the graph read-only over SPARQL 1.1."""
    from lawgraph.serve import ServeError
    from lawgraph.serve import serve as run

    try:
        run(graph, host, port)
    except ServeError as error:
        _fail(error)


@app.command()
def export(
    format: Annotated[str, typer.Argument(help=f"导出格式。Format to write: {', '.join(exports())}.")],
    out: Annotated[Path, typer.Option("--out", help="输出文件。File to write.")],
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """导出关系网络，或离线可开的网页。Export the network, or the links as a page that opens offline."""
    if format not in exports():
        known = ", ".join(exports())
        _fail(
            f"export {format}: 没有这种导出格式，请改用 {known}。No such export format; use one of {known}.",
            USAGE,
        )
    _say(f"{export_to(graph, format, out)}: 已写出。Written.")


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
        _with_progress(lambda progress: done.append(run(request, progress)))
    except CannotEvaluate as error:
        _fail(error, USAGE)
    except KeyboardInterrupt:
        _fail(_STOPPED)
    (outcome,) = done
    for said in outcome.messages:
        _say(said)
    if not outcome.nothing:
        _print_lines([outcome.json()] if as_json else outcome.lines())
    if outcome.failed or outcome.nothing:
        raise typer.Exit(FAILED if outcome.failed else NOTHING)


@app.command("next")
def next_steps(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """接下来可以做什么。Say what can be done next with a graph."""
    from lawgraph.next_steps import lines

    _print_lines(lines(graph))


def main() -> None:
    """Run the command; every failure is one line on standard error and a documented exit code."""
    open_streams()
    try:
        try:
            code = app(standalone_mode=False)
        finally:
            sys.stdout.flush()  # here, where a full disk or a closed pipe can still be told
    except UsageError as error:
        say_usage(error, messages)
        sys.exit(USAGE)
    except BrokenPipeError:  # ``lawgraph annotate … | head -1``: the reader has what it wants
        drop_output()
        sys.exit(FAILED)
    except (QueryError, FontNotFound) as error:
        _say(error)
        sys.exit(FAILED)
    except OSError as error:
        drop_output()
        _say(described(error))
        sys.exit(FAILED)
    if code == _INTERRUPTED:
        _say(_STOPPED)
        code = FAILED
    sys.exit(code or DONE)


if __name__ == "__main__":
    main()
