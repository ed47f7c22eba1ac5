"""Commands that ask a built graph: query, queries, levels, validate, pointer, find, serve, mcp, next."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Annotated

import typer

from lawgraph.ask import FORMATS as ANSWER_FORMATS
from lawgraph.ask import LABELS, AskError
from lawgraph.ask import SECONDS as SECONDS_PER_QUERY
from lawgraph.cli.asking import Question, answer
from lawgraph.cli.console import FAILED, NOTHING, USAGE, GraphOption, app, fail, print_lines, reading
from lawgraph.store import DEFAULT_GRAPH

LEVELS_FORMATS = ("csv", "json")


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
    endpoint: Annotated[
        str | None,
        typer.Option(
            "--endpoint",
            help="改问这个 SPARQL 服务。Ask this SPARQL service instead, such as http://127.0.0.1:7878/sparql.",
        ),
    ] = None,
    seconds: Annotated[
        float,
        typer.Option("--timeout", help="时间上限（秒）。Seconds that the query may take.", min=0.1, max=1e6),
    ] = SECONDS_PER_QUERY,
) -> None:
    """执行查询。Run a named query, a file or standard input."""
    raise typer.Exit(answer(Question(name, param or [], format, labels, graph, endpoint, seconds)))


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
        fail(error, USAGE)


@app.command()
def levels(
    document: Annotated[
        list[str] | None,
        typer.Option(
            "--document",
            help="文件标题、其一部分或 IRI，每份一列。Title, part of it or IRI; repeatable, a column each.",
        ),
    ] = None,
    format: Annotated[
        str, typer.Option("--format", help=f"输出格式。Form of the table: {', '.join(LEVELS_FORMATS)}.")
    ] = "csv",
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """多级或多地并列：每行一事项，每列一文件。Levels or cities side by side: a row a matter, a column a document."""
    from lawgraph.graph import engine_at
    from lawgraph.levels import TooManyDocuments, json_of, table
    from lawgraph.levels import levels as set_side_by_side
    from lawgraph.stored_links import DocumentNotFound

    if format not in LEVELS_FORMATS:
        known = ", ".join(LEVELS_FORMATS)
        fail(f"levels {format}: 没有这种格式，请改用 {known}。No such format; use one of {known}.", USAGE)
    engine = engine_at(graph)
    try:
        found = reading(graph, lambda: set_side_by_side(engine, document or ()))
    except (TooManyDocuments, DocumentNotFound) as error:
        fail(error, USAGE)
    sys.stdout.write(json_of(found) if format == "json" else table(found).csv(bom=True))
    if not found.matters:
        fail(
            "levels: 这些文件之间没有比较过，请加上它们共同的上位文件。"
            "None of these documents was compared with another; name the upper document that they share.",
            NOTHING,
        )


@app.command()
def validate(
    graph: GraphOption = DEFAULT_GRAPH,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。As JSON.")] = False,
) -> None:
    """按 SHACL 校验图谱。Check a graph against the shapes; exit 1 on a violation."""
    from lawgraph.report import validation_output
    from lawgraph.validate import validate_directory

    report = reading(graph, lambda: validate_directory(graph))
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
        print_lines(reading(graph, lambda: [point(engine, iri).json() for iri in provisions]))
    except PointerError as error:
        fail(error, NOTHING)


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
        fail(error, USAGE)
    if not pointers:
        fail(
            f"{file}: 没有指针，请用 lawgraph pointer 生成。No pointers; make some with lawgraph pointer.",
            NOTHING,
        )
    found = reading(graph, lambda: [look_for(engine, each) for each in pointers])
    print_lines(
        json.dumps(
            {"provision": each.provision, "found": there.how, "now": there.provisions}, ensure_ascii=False
        )
        for each, there in zip(pointers, found, strict=True)
    )
    if any(there.how is How.LOST for there in found):
        raise typer.Exit(NOTHING)


@app.command()
def serve(  # noqa: PLR0913, PLR0917  (an option is an argument)
    graph: GraphOption = DEFAULT_GRAPH,
    host: Annotated[
        str | None, typer.Option("--host", help="地址。Address to listen on.", show_default="127.0.0.1")
    ] = None,
    port: Annotated[
        int | None, typer.Option("--port", help="端口。Port.", min=0, max=65535, show_default="7878")
    ] = None,
    config: Annotated[
        Path | None,
        typer.Option(
            "--config",
            help="设置文件（TOML）；也可用环境变量 LAWGRAPH_SERVE_…。File of settings in TOML; the environment "
            "(LAWGRAPH_SERVE_…) goes before it, a flag before both.",
            readable=False,
        ),
    ] = None,
    limit: Annotated[
        list[str] | None,
        typer.Option(
            "--limit",
            help="限制，名称=数，可多次给出：seconds、memory-mb、answer-mb、request-kb、arrives、workers、per-client、"
            "rate、connections、client-connections。A limit as name=number, repeatable.",
        ),
    ] = None,
    log: Annotated[
        bool | None,
        typer.Option("--log", help="每个请求一行日志，不含个人信息。A line of JSON for each request."),
    ] = None,
    behind_proxy: Annotated[
        bool | None,
        typer.Option("--behind-proxy", help="信任本机代理的 X-Forwarded-*。Believe a proxy of this machine."),
    ] = None,
    public_url: Annotated[
        str | None,
        typer.Option(
            "--public-url",
            help="对外网址，不信任请求头 Host。Address for clients; no header Host is believed.",
        ),
    ] = None,
    review: Annotated[
        Path | None,
        typer.Option(
            "--review",
            help="可在页面上审核，决定写入此审核文件（.tsv）或文件夹；本机以外须设 LAWGRAPH_SERVE_TOKEN。"
            "Take decisions in the pages, into this file of reviews or folder; beyond this machine with a token.",
            readable=False,
        ),
    ] = None,
) -> None:
    """启动只读 SPARQL 服务。Serve the graph read-only over SPARQL 1.1."""
    from lawgraph.serve import ServeError
    from lawgraph.serve import serve as run
    from lawgraph.service.settings import NUMBERS, SettingsError, settings

    flags: dict[str, object] = {
        "host": host, "port": port, "log": log, "behind-proxy": behind_proxy, "public-url": public_url,
        "review": str(review) if review else None,
    }  # fmt: skip
    for each in limit or ():
        name, _, value = each.partition("=")
        if name not in NUMBERS:
            fail(f"--limit {each}: 没有这个限制，可用 {', '.join(NUMBERS)}。There is no such limit.", USAGE)
        flags[name] = value
    try:
        run(graph, settings(flags, config))
    except SettingsError as error:
        fail(error, USAGE)
    except ServeError as error:
        fail(error)


@app.command()
def mcp(
    graph: GraphOption = DEFAULT_GRAPH,
    http: Annotated[
        str | None,
        typer.Option(
            "--http",
            metavar="HOST:PORT",
            help="改用 HTTP，只在本机，如 127.0.0.1:7879。Over HTTP, on this machine only.",
        ),
    ] = None,
) -> None:
    """供智能助手使用（MCP，只读）。Serve the graph to assistants over the Model Context Protocol, read-only."""
    from lawgraph.assistants.run import AddressError, parted, there
    from lawgraph.assistants.run import serve as run

    if not there():
        fail(
            "mcp: 缺少 MCP 的软件包，请运行 pip install 'lawgraph[mcp]'。The extra is missing; install it so."
        )
    try:
        address = parted(http) if http is not None else None
    except AddressError as error:
        fail(error, USAGE)
    run(graph, address)


@app.command("next")
def next_steps(graph: GraphOption = DEFAULT_GRAPH) -> None:
    """接下来可以做什么。Say what can be done next with a graph."""
    from lawgraph.next_steps import lines

    print_lines(lines(graph))
