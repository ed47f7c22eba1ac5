"""The command that writes a graph, or a part of it, to a file."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from lawgraph.cli.console import NOTHING, USAGE, app, fail, reading, say
from lawgraph.exports import export_to, exports
from lawgraph.store import DEFAULT_GRAPH

__all__ = ["export"]


@app.command()
def export(  # noqa: PLR0913, PLR0917  (an option is an argument)
    format: Annotated[str, typer.Argument(help=f"导出格式。Format to write: {', '.join(exports())}.")],
    out: Annotated[Path, typer.Option("--out", help="输出文件。File to write.")],
    graph: Annotated[
        str,
        typer.Option(
            "--graph",
            help="图谱目录，或 SPARQL 服务的地址。Directory of a built graph, or address of a SPARQL endpoint.",
        ),
    ] = str(DEFAULT_GRAPH),
    document: Annotated[
        list[str] | None,
        typer.Option(
            "--document", help="只要这份文件：标题、其一部分或 IRI，可重复。Only this document; repeatable."
        ),
    ] = None,
    level: Annotated[
        list[str] | None,
        typer.Option(
            "--level",
            help="只要这一级：国家、省、市、县。Only this level: national, province, prefecture, county.",
        ),
    ] = None,
    topic: Annotated[
        list[str] | None, typer.Option("--topic", help="只要这一主题的条款。Only provisions on this topic.")
    ] = None,
    department: Annotated[
        list[str] | None,
        typer.Option(
            "--department",
            help="只要涉及这一机构或职能的条款。Only provisions that name this body or function.",
        ),
    ] = None,
    state: Annotated[
        list[str] | None,
        typer.Option(
            "--state",
            help="只要这种对应或缺口：确定、很可能、待核、已审核、无对应、无需对应。"
            "Only such links or gaps: certain, likely, unsure, reviewed, absent, doubtful, formal.",
        ),
    ] = None,
    select: Annotated[
        Path | None,
        typer.Option(
            "--select",
            help="查询文件，第一列的 IRI 为所选。A file with a SELECT whose first column has the IRIs wanted.",
        ),
    ] = None,
) -> None:
    """导出图谱或其所选部分。Export the graph, or a selected part of it."""
    if format not in exports():
        known = ", ".join(exports())
        fail(
            f"export {format}: 没有这种导出格式，请改用 {known}。No such export format; use one of {known}.",
            USAGE,
        )
    from lawgraph.selection import NothingSelected, Selection

    try:
        query = select.read_text("utf-8") if select is not None else None
    except (OSError, UnicodeDecodeError) as error:
        fail(f"{select}: 无法读取：{error}，请检查文件。It cannot be read; check the file.", USAGE)
    documents, levels, topics, departments, states = (
        tuple(each or ()) for each in (document, level, topic, department, state)
    )
    wanted = Selection(documents, levels, topics, departments, states, query)
    try:
        written = reading(Path(graph), lambda: export_to(graph, format, out, wanted))
    except NothingSelected as error:
        fail(f"export: {error}", NOTHING)
    say(f"{written}: 已写出。Written.")
