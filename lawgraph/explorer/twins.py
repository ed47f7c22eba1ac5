"""The twins of a page: what it shows as JSON, Turtle, CSV and XLSX."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import msgspec

from lawgraph.explorer.page import Asked, Language, Missing, Page, Shown
from lawgraph.tables.cells import Number, Role, Table, text_of
from lawgraph.tables.handed_in import HandedIn
from queries.result import GraphResult

_FORMULA = tuple("=+-@＝＋－＠\t\r\n")
_AT_ONCE = 200  # things that one query describes


@dataclass(frozen=True, slots=True)
class Twin:
    """A form of a page: the end of its address, its media type and other names for it, and how it is written."""

    suffix: str
    media_type: str
    aliases: tuple[str, ...]
    write: Callable[[Page, Asked, Shown], bytes]
    download: bool = False

    @property
    def content_type(self) -> str:
        """The value of the header Content-Type."""
        return f"{self.media_type}; charset=utf-8" if self.media_type.startswith("text/") else self.media_type


def _json(page: Page, asked: Asked, shown: Shown) -> bytes:
    title = shown.title or page.title
    said: dict[str, Any] = {
        "page": page.name,
        "title": {"zh": title.zh, "en": title.en},
        "content": msgspec.to_builtins(shown.content, order="deterministic"),
    }
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _turtle(page: Page, asked: Asked, shown: Shown) -> bytes:
    """Return what the graph says of the things that are shown."""
    things = tuple(dict.fromkeys(shown.things))
    triples: list[Any] = []
    for first in range(0, len(things), _AT_ONCE):
        named = " ".join(f"<{iri}>" for iri in things[first : first + _AT_ONCE])
        found = asked.engine.query(f"CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {named} }} ?s ?p ?o }}")
        assert isinstance(found, GraphResult)
        triples.extend(found.triples)
    return GraphResult(tuple(triples)).turtle().encode()


def _csv(page: Page, asked: Asked, shown: Shown) -> bytes:
    """Return the table in the form that Excel opens rightly (with U+FEFF; no cell is a formula)."""
    table = _table(page, shown)
    columns = [column for column in table.columns if column.role is not Role.KEY]
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.zh if asked.language is Language.ZH else column.en for column in columns])
    for row in table.rows:
        cells = [column.of(row) for column in columns]
        writer.writerow([_plain(text_of(cell), isinstance(cell, Number)) for cell in cells])
    return ("\ufeff" + out.getvalue()).encode("utf-8", "replace")


def _plain(text: str, number: bool) -> str:
    return "'" + text if not number and text.startswith(_FORMULA) else text


def _xlsx(page: Page, asked: Asked, shown: Shown) -> bytes:
    from lawgraph.office.workbook import workbook

    return workbook(_handed_in(page, shown))


def _docx(page: Page, asked: Asked, shown: Shown) -> bytes:
    from lawgraph.office.document import document

    return document(_handed_in(page, shown))


def _svg(page: Page, asked: Asked, shown: Shown) -> bytes:
    assert page.picture is not None
    return page.picture(asked, shown)


def _handed_in(page: Page, shown: Shown) -> HandedIn:
    if shown.handed_in is not None:
        return shown.handed_in()
    table = _table(page, shown)
    return HandedIn((shown.title or page.title).zh, (), (table.note,), (table,))


def _table(page: Page, shown: Shown) -> Table:
    if shown.table is None:
        raise Missing(
            f"“{page.title.zh}”这一页没有表格，请用 .json 或 .ttl。",
            "This page has no table; ask for .json or .ttl.",
        )
    return shown.table() if callable(shown.table) else shown.table


JSON = Twin("json", "application/json", ("text/json",), _json)
TURTLE = Twin("ttl", "text/turtle", ("application/x-turtle",), _turtle)
CSV = Twin("csv", "text/csv", (), _csv, download=True)
XLSX = Twin(
    "xlsx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ("application/vnd.ms-excel",),
    _xlsx,
    download=True,
)
DOCX = Twin(
    "docx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    (),
    _docx,
    download=True,
)
SVG = Twin("svg", "image/svg+xml", (), _svg)
"""Of pages that are a picture, besides :data:`TWINS`."""
TWINS: Mapping[str, Twin] = {twin.suffix: twin for twin in (JSON, TURTLE, CSV, XLSX, DOCX)}
"""By the end of an address. Pages that can be handed in as a document have a twin ``.docx`` as well."""


def parted(path: str) -> tuple[str, Twin | None]:
    """Return a path without the end that names a twin, and the twin.

    >>> parted("/gaps.csv")[0], parted("/gaps")[1]
    ('/gaps', None)
    """
    before, point, suffix = path.rpartition(".")
    twin = TWINS.get(suffix) if point else None
    return (before, twin) if twin else (path, None)
