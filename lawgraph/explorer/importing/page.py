"""The page 导入: what became of each file, what is to be checked, and, on a folder that is open, ways to change it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ingest.read import READERS
from lawgraph.build.became import Files, read_files
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.importing.form import Form, editable, form_of
from lawgraph.explorer.importing.rebuilding import Progress, Unbuilt
from lawgraph.explorer.importing.receiving import MOST
from lawgraph.explorer.importing.report import LABELS, Report, Row
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.tables.cells import Column, Number, Table, numbered

SIZE = 50
"""Files that are shown at a time."""
STATES: Mapping[str, Said] = {
    "read": Said("已读入", "Read"),
    "repaired": Said("修复过", "Repaired"),
    "check": Said("请核对", "To be checked"),
    "same": Said("重复", "Duplicates"),
    "left-out": Said("略过", "Left out"),
    "failed": Said("没有读成", "Not read"),
}
"""The states of files, by which the list can be narrowed."""


@dataclass(frozen=True, slots=True)
class Folder:
    """The folder that is open: its path, how far its build is, what changed since the last one began."""

    path: str
    progress: Progress
    unbuilt: Unbuilt


@dataclass(frozen=True, slots=True)
class Importing:
    """What the page shows: ``rows`` of ``total`` that are in the states asked for, from ``offset`` on.

    ``empty`` tells that the folder holds nothing that can be read; ``counts`` are how many files are in each state.
    ``kept`` is false where the build of this graph kept no report,
    ``outdated`` tells that the report is of another build than the graph. ``folder`` is there where one is open;
    ``editable`` are the keys of files whose metadata can be corrected, ``form`` that of the file that is open,
    ``saved`` the name of the metadata file that was just written. ``takes`` are the suffixes of files that are read,
    ``most`` the bytes that one may have, ``labels`` what fields of metadata are called.
    """

    rows: tuple[Row, ...]
    total: int
    all: int
    offset: int
    empty: bool
    counts: tuple[tuple[str, Said, int], ...]
    kept: bool
    outdated: bool
    folder: Folder | None
    editable: frozenset[str]
    form: Form | None
    saved: str
    takes: tuple[str, ...] = tuple(sorted(READERS))
    most: int = MOST
    labels: Mapping[str, Said] = field(default_factory=lambda: LABELS)


def show(asked: Asked) -> Shown:
    """Return the page."""
    given, sources = asked.given, asked.sources
    directory = sources.graph if sources else asked.store.parent.parent
    files = read_files(directory)
    report = Report.of(files or Files(), asked.engine, asked.store, sources.folder if sources else None)
    found = report.among(given.several("state", STATES), given.text("q"))
    offset = given.number("offset", 0)
    some = found[offset : offset + SIZE]
    counts = report.counts()
    form, opened = None, given.text("open")
    if sources and opened:
        each = report.found(opened)
        if each is None:
            raise Wrong(
                "open", "没有这个文件，请从列表中选。", "There is no such file; choose one from the list."
            )
        form = form_of(next(report.rows([each], asked.engine)), each, sources)
    saved = report.found(given.text("saved"))
    rows = tuple(report.rows(some, asked.engine))
    content = Importing(
        rows,
        len(found),
        len(report.files.files),
        offset,
        sources is not None and all(each.path == str(sources.folder) for each in report.files.files),
        tuple((name, said, counts.get(name, 0)) for name, said in STATES.items()),
        files is not None,
        bool(files and files.graph and files.graph != asked.store.parent.name),
        Folder(str(sources.folder), sources.rebuilding.progress, sources.rebuilding.unbuilt())
        if sources
        else None,
        frozenset(row.key for row, each in zip(rows, some, strict=True) if editable(each, sources)),
        form,
        Path(saved.path).with_suffix(".toml").name if saved else "",
    )
    things = tuple(row.document for row in rows if row.document)
    return Shown(content, table=lambda: _table(tuple(report.rows(found, asked.engine))), things=things)


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table."""

    number: Number
    name: str
    fate: str
    repairs: Number
    title: str
    level: str
    jurisdiction: str
    file_number: str
    issuers: str
    issued: str
    adopted: str
    in_force: str
    doubts: str
    why: str


_LEVELS = {"national": "国家", "province": "省级", "prefecture": "市级", "county": "县级", "township": "乡级"}


def _table(rows: tuple[Row, ...]) -> Table:
    columns = (
        Column("number", "序号", "No.", 5),
        Column("name", "文件", "File", 24),
        Column("fate", "结果", "State", 8),
        Column("repairs", "修复处数", "Repairs", 8),
        Column("title", "标题", "Title", 36),
        Column("level", "层级", "Level", 6),
        Column("jurisdiction", "地域", "Territory", 12),
        Column("file_number", "文号", "Number", 16),
        Column("issuers", "发文机关", "Issuers", 20),
        Column("issued", "印发（公布）日期", "Issued", 12),
        Column("adopted", "通过日期", "Adopted", 12),
        Column("in_force", "施行日期", "In force from", 12),
        Column("doubts", "请核对", "To be checked", 24),
        Column("why", "原因与办法", "Why, and what to do", 36),
    )
    note = "每个文件一行。空白表示原文没有写明、程序也没有推断。"
    return Table(
        "import", "导入", "Import", note, columns, (), [_line(at, row) for at, row in enumerate(rows, 1)]
    )


def _line(at: int, row: Row) -> _Line:
    data = row.metadata
    return _Line(
        numbered(at),
        row.name,
        STATES[row.fate].zh,
        numbered(row.repaired),
        data.title,
        _LEVELS.get(data.level, ""),
        data.jurisdiction,
        data.number,
        "、".join(data.issuers),
        data.issued,
        data.adopted,
        data.in_force,
        "；".join(doubt.zh for doubt in row.doubts),
        row.zh,
    )


PAGE = Page("import", "/import", Said("导入", "Import"), show, ("state", "q", "offset", "open", "saved"))
