"""The ``lawgraph`` command.

Data go to standard output, all else to standard error. Exit codes: 0 done, 1 failed, 2 usage, 3 nothing
found. Heavy parts are imported by the commands that need them, so that ``lawgraph --help`` answers at once.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn, TypeVar

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
from lawgraph.given import STANDARD_INPUT, given
from lawgraph.store import DEFAULT_GRAPH, NotAGraphDirectory
from lawgraph.streams import described, drop_output, open_streams
from lawgraph.usage import UsageError, say_usage
from queries.errors import GraphNotFound, QueryError
from queries.result import visible

if TYPE_CHECKING:
    from lawgraph.pairs import NamedPair

DONE, FAILED, USAGE, NOTHING = 0, 1, 2, 3
SECONDS_PER_READ = 900.0
"""How long a command may read a graph; a query has a limit of its own."""
T = TypeVar("T")

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


def _reading(graph: Path, work: Callable[[], T]) -> T:
    """Return what ``work`` reads from a graph; where it does not come to an end, say what is wrong with the graph.

    A store with a damaged block is read for ever, and nothing ends that but the end of this process.
    """
    from lawgraph.in_time import TimePassed, end_at_once, in_time

    try:
        return in_time(work, SECONDS_PER_READ)
    except TimePassed:
        _say(
            f"{graph}: 读取图谱超过 {SECONDS_PER_READ:g} 秒，已停止，现检查图谱是否完好。"
            f"Reading the graph was stopped after {SECONDS_PER_READ:g} s; whether it is whole is looked at now."
        )
        if not _say_damage(graph):
            _say(f"{graph}: 图谱没有损坏，请稍后再试。The graph is not damaged; try again later.")
        end_at_once(FAILED)
    except KeyboardInterrupt:
        _say(_STOPPED)
        end_at_once(FAILED)


def _say_damage(graph: Path) -> bool:
    """Say which files of a graph are not as they were written; return whether there are any."""
    from lawgraph.doctor import examine_graph

    found = list(examine_graph(graph))
    for finding in found:
        _say(finding)
    return bool(found)


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
    as_json: Annotated[
        bool,
        typer.Option(
            "--json",
            help="逐行以 JSON 报告进展和结果。Report what goes on, and the outcome last, as JSON Lines.",
        ),
    ] = False,
    seconds: SecondsOption = SECONDS_PER_DOCUMENT,
    jobs: Annotated[
        int | None,
        typer.Option(
            "--jobs",
            help="并行的进程数。Processes to work with.",
            min=1,
            max=256,
            show_default="处理器数 cores",
        ),
    ] = None,
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
    watch: Annotated[
        bool,
        typer.Option("--watch", help="持续监视，有改动即重新生成。Build again at each change, until Ctrl-C."),
    ] = False,
) -> None:
    """从法规政策文本生成图谱。Build the graph of files and folders."""
    from ingest.read import ReadError
    from lawgraph.build.watch import watch as keep_watching
    from lawgraph.pairs import read_pairs

    failed: list[bool] = []

    def work() -> None:
        try:
            compared = read_pairs(pairs) if pairs is not None and links else links
        except ReadError as error:
            _fail(error, USAGE)
        with given(sources) as paths:
            failed.append(_built(paths, out, as_json, seconds, jobs, compared, _fail_or_say(watch)))

    if not watch:
        work()
    elif STANDARD_INPUT in sources:
        _fail(
            "--watch: 标准输入不能监视，请给出文件或文件夹。"
            "Standard input cannot be watched; name files or folders.",
            USAGE,
        )
    else:
        try:
            keep_watching([*sources, *filter(None, [pairs])], out, work)
        except KeyboardInterrupt:
            _say(f"{out}: 已停止监视，图谱完好。Watching has ended; the graph is whole.")
            return
    if any(failed):
        raise typer.Exit(FAILED)


def _fail_or_say(watched: bool) -> Callable[[object], None]:
    """Return what to do when nothing was built: end, or go on watching."""
    return _say if watched else _fail


def _built(
    paths: Sequence[Path],
    out: Path,
    as_json: bool,
    seconds: int,
    jobs: int | None,
    links: Sequence[NamedPair] | bool,
    give_up: Callable[[object], None],
) -> bool:
    """Build once and say what was done; return whether a file failed."""
    from lawgraph.build import Event, NothingToBuild
    from lawgraph.build import build as run
    from lawgraph.progress import bar, event_json
    from lawgraph.report import build_json, build_lines

    try:
        with bar(messages) as show:

            def tell(event: Event) -> None:
                show(event)
                if event.what == "waiting":
                    _say(
                        f"{out}: 另一个 build 正在写入，等它结束；也可按 Ctrl-C，用 --out 另选目录。"
                        "Another build writes there and is waited for; stop with Ctrl-C to name another --out."
                    )
                if as_json and event.what != "done":
                    _print_lines([event_json(event)])

            report = run(paths, out, tell, seconds, jobs=jobs, links=links)
    except NotAGraphDirectory as error:
        _fail(error, USAGE)
    except NothingToBuild as nothing:
        for said in (*nothing.notes, *nothing.failures[:-1]):
            _say(said)
        give_up(nothing.failures[-1])
        return True
    except KeyboardInterrupt:
        _fail(
            f"{out}: 已中断，原有图谱未变，请再运行 build。Stopped, the graph is as it was; run build again."
        )
    for said in (*report.notes, *report.failures):
        _say(said)
    _print_lines([build_json(report)] if as_json else build_lines(report))
    sys.stdout.flush()
    return bool(report.failures)


@app.command()
def doctor(
    graph: Annotated[
        Path, typer.Argument(help="图谱目录。Directory of a built graph.", readable=False)
    ] = DEFAULT_GRAPH,
    repair: Annotated[
        bool, typer.Option("--repair", help="修复损坏的图谱。Repair a damaged graph from what is there.")
    ] = False,
) -> None:
    """检查图谱和部件是否完好。Check a graph and its parts in full; exit 1 if something is damaged."""
    from lawgraph.doctor import NotRepaired, examine
    from lawgraph.doctor import repair as make_whole

    if repair:
        try:
            made = make_whole(graph)
        except NotRepaired as error:
            _fail(error)
        _say(f"{made.folder}: 图谱完好。The graph is whole.")
    harm = 0
    for finding in examine(graph):
        _print_lines([visible(str(finding))])
        harm += not finding.harmless
    if harm:
        raise typer.Exit(FAILED)
    _print_lines([f"{graph}: 没有损坏。Nothing is damaged."])


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
            rows = partial(stored_link_rows, graph, upper, lower)
            _print_lines(_reading(graph, lambda: list(dump(rows()))))
            return
        with Annotator(seconds, annotate_file) as annotator:
            both = annotator.annotate(Path(upper)), annotator.annotate(Path(lower))
        _print_lines(dump(link_rows(align(*both))))
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
        _say_damage(graph)
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

    report = _reading(graph, lambda: validate_directory(graph))
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
        _print_lines(_reading(graph, lambda: [point(engine, iri).json() for iri in provisions]))
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
    found = _reading(graph, lambda: [look_for(engine, each) for each in pointers])
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
    written = _reading(graph, lambda: export_to(graph, format, out))
    _say(f"{written}: 已写出。Written.")


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
