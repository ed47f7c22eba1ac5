"""What narrows a search: kinds, levels and documents, as they may be called.

A kind or a level is called by its code (``article``, ``province``) or by its name in either language (条, 省级). All of
them are known to every graph, also where it has none of one.
"""

from __future__ import annotations

import difflib
import sqlite3
import unicodedata
from functools import cache

from lawgraph.search.folding import fold
from lawgraph.search.units import BODY, DEFINITION, DOCUMENT
from lawgraph.search.wanted import NotAValue
from queries.parameters import Choice

_NEAR = 3  # titles in a message
_SCHEME = "provision-types"
_LEVELS = ("documents-by-place", "level")  # the query and its parameter that lists them
_OTHERS = (
    Choice(DOCUMENT, "文件", DOCUMENT, ("文件标题",)),
    Choice(BODY, "机构", BODY, ("机构名", "机构名称")),
    Choice(DEFINITION, "定义", DEFINITION),
)
_MORE = {
    "national": ("国", "中央", "全国"),
    "prefecture": ("市", "市级", "地市级", "设区的市"),
    "county": ("区", "区县级", "县区级"),
    "township": ("乡镇", "乡镇级", "镇"),
}
"""What levels are called besides their labels."""


@cache
def kinds() -> tuple[Choice, ...]:
    """Return the kinds of units: types of provisions, then those that are no provisions."""
    from ontology.concepts import scheme  # reads Turtle: only where it is asked for

    types = scheme(_SCHEME)
    return (*(Choice(each.identifier, each.zh, each.en, each.alt_labels) for each in types), *_OTHERS)


@cache
def levels() -> tuple[Choice, ...]:
    """Return the levels of government."""
    from queries.named_queries import find

    query, name = _LEVELS
    parameter = next(each for each in find(query).parameters if each.name == name)
    return tuple(Choice(each.code, each.zh, each.en, _MORE.get(each.code, ())) for each in parameter.choices)


def narrowed(
    database: sqlite3.Connection, kind: str | None, document: str | None, level: str | None
) -> tuple[str, list[object]]:
    """Return the condition on units ``u`` of a search; raises :class:`NotAValue` for a name of nothing."""
    conditions: list[str] = []
    values: list[object] = []
    if kind is None:
        conditions.append("u.kind <> ?")
        values.append(DEFINITION)
    else:
        there = {str(row[0]) for row in database.execute("SELECT DISTINCT kind FROM unit")}
        code = _code("kind", kind, there, kinds())
        conditions.append("(u.kind = ? OR instr(u.within, ?))")
        values += [code, f" {code} "]
    if level is not None:
        there = {str(row[0]) for row in database.execute("SELECT DISTINCT level FROM document")}
        conditions.append("u.document IN (SELECT id FROM document WHERE level = ?)")
        values.append(_code("level", level, there, levels()))
    if document is not None:
        numbers = _documents(database, document)
        conditions.append(f"u.document IN ({','.join('?' * len(numbers))})")
        values += numbers
    return " AND ".join(conditions), values


def _code(name: str, value: str, there: set[str], choices: tuple[Choice, ...]) -> str:
    """Return the code of a kind or a level that a value means: the whole of a name of it, or a part of one only."""
    if value and value in there:
        return value
    key = unicodedata.normalize("NFKC", value).strip().casefold()
    for wanted in (key, f"{key}级", key.removesuffix("级")):
        for choice in choices:
            if wanted and wanted in map(str.casefold, choice.names):
                return choice.code
    parts = [choice.code for choice in choices if len(key) > 1 and key in choice.zh]
    if len(parts) == 1:
        return parts[0]
    strange = sorted(there - {""} - {choice.code for choice in choices})
    listed = "、".join([*(f"{choice.zh} {choice.code}" for choice in choices), *strange])
    raise NotAValue(
        name,
        f"{name} {value}: 没有这个值，可用 {listed}。There is no such {name}; use one of these.",
        [*(choice.code for choice in choices), *strange],
    )


def _documents(database: sqlite3.Connection, name: str) -> list[int]:
    """Return the documents that a name means; raise :class:`NotAValue` if it means none."""
    rows = database.execute("SELECT id, iri, title, folded FROM document").fetchall()
    folded = fold(name)
    found = [id for id, iri, _, _ in rows if name and (iri == name or iri.endswith(f"/{name}"))]
    found = found or [id for id, _, _, title in rows if folded and folded in title]
    if found:
        return found[:30_000]  # what a statement of SQLite takes
    titles = [title for _, _, title, _ in rows]
    near = "; ".join(difflib.get_close_matches(name, titles, n=_NEAR, cutoff=0.3) or titles[:_NEAR])
    raise NotAValue(
        "document",
        f"document {name}: 图谱中没有这份文件，现有：{near}。The graph has no such document; there are: {near}.",
    )
