"""Reading a workbook that was handed out and filled in: the opinions in it as decisions, with their places.

Each row is found by its key (:mod:`lawgraph.reviews.keys`), wherever it was moved to. Nothing is used of a row whose
words are not those that were handed out, whose opinion is not understood, or of which another row says the opposite;
all these are named by sheet and row, and so are rows that are gone.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest.read import ReadError
from ingest.read.files import read_bytes
from lawgraph.reviews.collect import ranges
from lawgraph.reviews.decisions import Decision, Place, opposites
from lawgraph.reviews.keys import RowKey, Side, words_digest
from lawgraph.reviews.opinions import NEAREST, Opinion, gap_opinions, link_opinions, read_opinion
from lawgraph.tables import counterparts, lacking
from lawgraph.tables.cells import Column, Role
from lawgraph.tables.characters import unescaped

_TABLES: dict[str, tuple[Column, ...]] = {"counterparts": counterparts.COLUMNS, "gaps": lacking.COLUMNS}
_MOST_BYTES = 512 * 1024 * 1024  # of a workbook unpacked
_MOST_CELLS = 20_000_000  # a row of one cell at its far end has all cells before it
_MOST_HEADS = 20  # rows among which the heads are looked for

Values = Sequence[object]


@dataclass(frozen=True, slots=True)
class Filled:
    """An opinion on a row: its decision, the labels and remark of the row, and where it stands."""

    decision: Decision
    sources: tuple[str, str]
    labels: tuple[str, str]
    remark: str
    where: Path

    def opposed(self, other: Filled) -> ReadError:
        """Return the error that another row says the opposite."""
        return ReadError(
            self.where,
            f"与 {other.where.name} 的意见相反，两行都不采用，请留下其一",
            f"The opinion is opposite to that of {other.where.name}, and neither is used",
            "keep one of them",
        )


@dataclass(frozen=True, slots=True)
class FilledIn:
    """What a workbook says: its opinions, what is wrong, and how many rows were handed out and are still there."""

    rows: tuple[Filled, ...]
    problems: tuple[ReadError, ...]
    handed_out: int


@dataclass(slots=True)
class _Piece:
    """A row of a sheet: one piece of a row that was handed out."""

    where: Path
    nth: int
    key: RowKey
    cells: dict[str, str]


@dataclass(slots=True)
class _Sheets:
    pieces: list[_Piece] = field(default_factory=list)
    problems: list[ReadError] = field(default_factory=list)
    tables: int = 0


def read_filled(path: Path, author: str, day: str) -> FilledIn:
    """Return the opinions in the workbook at ``path`` as decisions of ``author`` on ``day``.

    Raises :class:`ingest.read.ReadError` for what is no workbook, or none of those that are handed out.
    """
    found = _Sheets()
    for title, rows in sheets(path):
        _read_sheet(path, title, rows, found)
    if not found.tables:
        raise ReadError(
            path,
            "其中没有带「人工意见」和行键的表，请用 lawgraph export xlsx 或 check --format xlsx 写出的文件填写",
            "It has no sheet with opinions and keys",
            "fill in a file that 'lawgraph export xlsx' or 'check --format xlsx' wrote",
        )
    placed: list[Filled] = []
    problems = [*found.problems, *_missing(path, found.pieces)]
    for pieces in _by_row(found.pieces):
        try:
            placed += _decided(pieces, author, day)
        except ReadError as error:
            problems.append(error)
    opposite = opposites([each.decision for each in placed])
    problems += [placed[at].opposed(placed[other]) for at, other in sorted(opposite.items())]
    kept = tuple(each for at, each in enumerate(placed) if at not in opposite)
    keys = {(piece.key.table, piece.key.number) for piece in found.pieces}
    return FilledIn(kept, tuple(problems), len(keys))


def sheets(path: Path) -> Iterator[tuple[str, Iterable[Values]]]:
    """Yield the sheets of a workbook: title and rows of values."""
    from openpyxl import load_workbook

    data = read_bytes(path)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(entry.file_size for entry in package.infolist()) > _MOST_BYTES:
                raise ValueError("it is too large when unpacked")
        book = load_workbook(io.BytesIO(data), read_only=True)
        sheets = [(sheet.title, list(_rows(sheet))) for sheet in book.worksheets]
    except Exception as error:  # whatever a broken package makes of its reader
        raise ReadError(
            path,
            "不是可读的 xlsx 文件，请在 Excel 或 WPS 中另存为 xlsx 再读",
            f"This is no workbook that can be read ({type(error).__name__})",
            "save it as xlsx in Excel or WPS and try again",
        ) from error
    yield from sheets


def _rows(sheet: Any) -> Iterator[Values]:
    """Yield the rows of a sheet as they stand in the file, whatever size the sheet says it has."""
    sheet.reset_dimensions()
    cells = 0
    for row in sheet.iter_rows(values_only=True):
        cells += len(row) + 1
        if cells > _MOST_CELLS:
            raise ValueError("it has too many cells")
        yield row


def _read_sheet(path: Path, title: str, rows: Iterable[Values], found: _Sheets) -> None:
    table = ""
    heads: dict[str, int] = {}
    elsewhere: list[int] = []
    for number, row in enumerate(rows, 1):
        values = [text_in(value) for value in row]
        where = place_in(path, title, number)
        if not table and number <= _MOST_HEADS and (named := _table(values)):
            table, heads = (
                named,
                {value.split("\n")[0].strip(): at for at, value in enumerate(values) if value},
            )
            found.tables += 1
            continue
        keys = [value for value in values if _key(value)]
        cells = {name: values[at] for name, at in heads.items() if at < len(values)}
        opinion = bool(cells.get(_head(table, Role.OPINION)))
        if not keys:
            if opinion:
                found.problems.append(_without_key(where))
            continue
        nth, key = _key(keys[0]) or (0, None)
        if key is None:
            continue
        if key.table != table:
            elsewhere.append(number)
            continue
        found.pieces.append(_Piece(where, nth, key, cells))
    if len(elsewhere) > 1 and not table:
        found.problems.append(_without_heads(place_in(path, title, elsewhere[0]), elsewhere))
    else:
        found.problems += [_elsewhere(place_in(path, title, number)) for number in elsewhere]


def _table(heads: Sequence[str]) -> str:
    """Return the table of which these are the heads, or nothing."""
    names = {head.split("\n")[0].strip() for head in heads}
    for table, columns in _TABLES.items():
        needed = {column.zh for column in columns if column.role in (Role.LOCKED, Role.OPINION, Role.KEY)}
        if needed <= names:
            return table
    return ""


def _head(table: str, role: Role) -> str:
    return next((column.zh for column in _TABLES.get(table, ()) if column.role is role), "")


def _locked(piece: _Piece) -> list[str]:
    """Return the words of a piece that an opinion is on, in the order of their columns."""
    columns = _TABLES[piece.key.table]
    return [piece.cells.get(column.zh, "") for column in columns if column.role is Role.LOCKED]


def text_in(value: object) -> str:
    """Return what a cell of a workbook says."""
    if value is None:
        return ""
    return unescaped(str(value).replace("_x000D_", ""))


def _key(value: str) -> tuple[int, RowKey] | None:
    """Return the number of the piece and the key that a cell holds, or nothing."""
    nth, blank, rest = value.partition(" ")
    if not (blank and nth.isdecimal() and rest.startswith("[")):
        return None
    try:
        return int(nth), RowKey.read(rest)
    except (ValueError, json.JSONDecodeError):
        return None


def place_in(path: Path, sheet: str, row: int) -> Path:
    """Return how a row of a sheet is named in what is told of it."""
    return path.with_name(f"{path.name}[{sheet.replace('/', '-')}!{row}]")


def _by_row(pieces: Iterable[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces of each row that was handed out; of a row that stands twice, each time by itself."""
    rows: defaultdict[tuple[str, int], list[_Piece]] = defaultdict(list)
    for piece in pieces:
        rows[piece.key.table, piece.key.number].append(piece)
    for those in rows.values():
        heads = [piece for piece in those if piece.nth == 0]
        more = sorted((piece for piece in those if piece.nth), key=lambda piece: piece.nth)
        for head in heads:
            yield [head, *more]
        if not heads:
            yield more


def _decided(pieces: list[_Piece], author: str, day: str) -> Iterator[Filled]:
    """Yield what is said of a row, if anything is; raise :class:`ReadError` where it cannot be used."""
    key = pieces[0].key
    head = _head(key.table, Role.OPINION)
    for piece in pieces:
        said = piece.cells.get(head, "").strip()
        if not said:
            continue
        gap = not (key.lower.iri and key.upper.iri)
        try:
            opinion = read_opinion(said, gap=gap)
        except ValueError:
            raise _not_understood(piece.where, said, gap=gap) from None
        texts = ["".join(parts) for parts in zip(*map(_locked, pieces), strict=True)]
        if words_digest(*texts) != key.words:
            raise _changed(piece.where)
        yield _filled(piece, opinion, author, day)


def _filled(piece: _Piece, opinion: Opinion, author: str, day: str) -> Filled:
    key = piece.key
    lower, upper = key.lower, key.upper
    if opinion.nearest:
        if key.nearest is None:
            raise _not_understood(piece.where, NEAREST, gap=True)
        lower, upper = (lower, key.nearest) if lower.iri else (key.nearest, upper)
    decision = Decision(
        _place(lower),
        _place(upper),
        opinion.wanted,
        day,
        author,
        opinion.strength,
        opinion.difference,
    )
    labels = _labels(piece)
    remark = " ".join(piece.cells.get(_head(key.table, Role.REMARK), "").split())
    return Filled(decision, (lower.source, upper.source), labels, remark, piece.where)


def _labels(piece: _Piece) -> tuple[str, str]:
    """Return how the two provisions are cited in the sheet."""
    if piece.key.table == "counterparts":
        lower = piece.cells.get("下位条款", "") if piece.key.lower.iri else ""
        return lower, piece.cells.get("上位条款", "") if piece.key.upper.iri else ""
    own, near = piece.cells.get("条款", ""), piece.cells.get("最接近的条款", "")
    return (own, near) if piece.key.lower.iri else (near, own)


def _place(side: Side) -> Place:
    if not side.iri:
        document = side.source if "/text/" in side.source else ""
        return Place(document, "" if document else side.source, "")
    document, path = _parted(side.iri)
    work = "" if "/text/" in side.source else side.source
    return Place(document, work, path, side.quote, side.digest)


def _parted(iri: str) -> tuple[str, str]:
    from ontology.iri import DocumentIri

    document = str(DocumentIri.parse(iri))
    return document, iri.removeprefix(document)[1:]


def _missing(path: Path, pieces: Iterable[_Piece]) -> Iterator[ReadError]:
    """Yield for each table which of the rows that were handed out are gone."""
    there: defaultdict[str, set[int]] = defaultdict(set)
    total: dict[str, int] = {}
    for piece in pieces:
        there[piece.key.table].update([piece.key.number] if piece.nth == 0 else [])
        total[piece.key.table] = piece.key.total
    names = {"counterparts": "对照表", "gaps": "缺口"}
    for table, numbers in there.items():
        gone = sorted(set(range(1, total[table] + 1)) - numbers)
        if gone:
            listed = ranges(gone)
            yield ReadError(
                path.with_name(f"{path.name}[{names[table]}]"),
                f"序号 {listed} 的行已不在表中，对它们没有意见可读；如系误删，请从原文件补回",
                f"The rows numbered {listed} are gone, and no opinion on them can be read",
                "put them back from the file that was handed out, unless that was meant",
            )


def _changed(where: Path) -> ReadError:
    return ReadError(
        where,
        "正文与发出时不同，或与别的行混在一起，意见未采用；请从原文件取回这一行再填",
        "The words are not those that were handed out, or are those of another row; the opinion is not used",
        "take the row from the file that was handed out and fill it in again",
    )


def _without_key(where: Path) -> ReadError:
    return ReadError(
        where,
        "行键已被删去，不知道意见所指，未采用；请从原文件取回这一行再填",
        "The key of the row is gone; what the opinion is on cannot be told, and it is not used",
        "take the row from the file that was handed out and fill it in again",
    )


def _without_heads(where: Path, rows: Sequence[int]) -> ReadError:
    listed = ranges(rows)
    return ReadError(
        where,
        f"第 {listed} 行所在的表没有原来的标题行（或其中少了一列），这些行的意见都未采用；请从原文件取回标题行",
        f"The sheet of rows {listed} has not its row of headings, or not all of them; no opinion there is used",
        "put the headings back from the file that was handed out",
    )


def _elsewhere(where: Path) -> ReadError:
    return ReadError(
        where,
        "这一行被移到了别的表，意见未采用；请移回原来的表",
        "The row was moved to another sheet; an opinion on it is not used",
        "move it back",
    )


def _not_understood(where: Path, said: str, *, gap: bool) -> ReadError:
    known = "、".join(gap_opinions() if gap else link_opinions())
    return ReadError(
        where,
        f"读不懂人工意见「{said}」，未采用；可写：{known}",
        f"The opinion {said} is not understood and not used",
        "choose one from the list",
    )
