"""The command that searches the texts of a built graph: search."""

from __future__ import annotations

import json
import os
import sys
from typing import Annotated

import typer

from lawgraph.cli.console import NOTHING, USAGE, GraphOption, app, fail, print_lines, reading, say
from lawgraph.store import DEFAULT_GRAPH


@app.command(context_settings={"ignore_unknown_options": True})  # -词 is no option
def search(  # noqa: PLR0913, PLR0917  (an option is an argument)
    words: Annotated[
        list[str],
        typer.Argument(
            help='检索词，须同时出现；引号内为原样，-词 为排除。Words that must all be there; "so" as written, '
            "-word left out."
        ),
    ],
    kind: Annotated[
        str | None,
        typer.Option(
            "--kind",
            help="只找一种：文件 document、机构 body、定义 definition，或某类条文中的：条 article、款 paragraph、"
            "任务 task 等。Only one kind: documents, bodies, definitions, or what is in provisions of a type.",
        ),
    ] = None,
    document: Annotated[
        str | None,
        typer.Option(
            "--document", help="文件的 IRI、标题或其一部分。IRI of a document, its title or a part of it."
        ),
    ] = None,
    level: Annotated[
        str | None,
        typer.Option("--level", help="文件的层级，如 省级。Level of the document, such as province."),
    ] = None,
    exact: Annotated[
        bool,
        typer.Option(
            "--exact", help="不用同义词和数字的其他写法。Without synonyms and other spellings of numbers."
        ),
    ] = False,
    limit: Annotated[int, typer.Option("--limit", help="最多几条。Hits to show.", min=0, max=100_000)] = 20,
    offset: Annotated[int, typer.Option("--offset", help="跳过几条。Hits to pass over.", min=0)] = 0,
    as_json: Annotated[bool, typer.Option("--json", help="以 JSON 输出。As JSON, with offsets.")] = False,
    graph: GraphOption = DEFAULT_GRAPH,
) -> None:
    """检索全文。Search the texts of a graph; exit 3 when nothing is found."""
    from lawgraph import search as searching
    from lawgraph.search.telling import as_data, lines

    _refuse_options(words)
    text = " ".join(map(_read, words))
    given = {"kind": kind, "document": document, "level": level}
    narrowing = {name: value and _read(value) for name, value in given.items()}
    try:
        index = searching.open(graph)
        found = reading(
            graph,
            lambda: index.find(text, **narrowing, exact=exact, limit=limit, offset=offset),
        )
    except searching.SearchError as error:
        fail(error, USAGE)
    if as_json:
        sys.stdout.write(json.dumps({"query": text, **as_data(found)}, ensure_ascii=False, indent=1) + "\n")
    else:
        print_lines(lines(found, offset + 1, colours=sys.stdout.isatty()))
    if found.longer:
        say(
            f"search {text}: 含有该词、并有同义词的 {'、'.join(found.longer)} 找得更多，可改用。"
            f"These longer words, which have synonyms, find more: {', '.join(found.longer)}."
        )
    if not found.total:
        near = "、".join(found.near)
        fail(
            f"search {text}: 没有找到{f'，可改为检索 {near}' if near else '，请换一个词或放宽条件'}。"
            f"Nothing found; {f'these are there: {near}' if near else 'use other words or ask for less'}.",
            NOTHING,
        )
    if found.total > len(found.hits):
        say(
            f"search {text}: 共 {found.total} 处，列出 {len(found.hits)} 处，更多请用 --limit 或 --offset。"
            f"{found.total} hits, {len(found.hits)} of them shown; see more with --limit or --offset."
        )


def _refuse_options(words: list[str]) -> None:
    """Refuse what looks like an option that there is not: a word that is left out has one sign before it."""
    wrong = next((word for word in words if word.startswith("--")), None)
    if wrong is not None:
        fail(
            f"search {wrong}: 没有这个选项，全部见 lawgraph search --help；要排除的词前只写一个“-”。"
            "There is no such option; see lawgraph search --help. A word to leave out has one - before it.",
            USAGE,
        )


def _read(word: str) -> str:
    """Return a word as it was typed, whatever the locale."""
    return os.fsencode(word).decode("utf-8", "replace")
