"""Responsibility tables that the file itself sets out in cells: Markdown, HTML, DOCX and PDF.

The marks say which characters stand in which row and column; a cell may hold several paragraphs. What stands between
the cells (bars, rules) draws the table. The head is one of the first rows.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from ingest.model import Answering
from ingest.structure.columns import BODIES, Column, columns_of, roles_of
from ingest.structure.labels import Level, label_of
from ingest.structure.responsibility import is_like_body, names
from ingest.structure.table import Table, stands_under
from ingest.structure.tree import trim
from ingest.text import Cell, CleanText, SourceText

_DRAWN = " \t|｜"
_LONGEST_CELL = 800  # characters
_HEAD_ROWS = 3  # a head stands in one of so many rows: above it the title of the table, or nothing


Rows = Sequence[Sequence[Cell]]


def tables_of(source: SourceText) -> tuple[Rows, ...]:
    """Return the tables that the file sets out, in order, each as its rows of cells."""
    tables: dict[int, dict[int, list[Cell]]] = defaultdict(lambda: defaultdict(list))
    for mark in source.marks:
        if isinstance(mark, Cell):
            tables[mark.table][mark.row].append(mark)
    found = [
        [sorted(cells, key=lambda cell: cell.column) for _, cells in sorted(rows.items())]
        for rows in tables.values()
    ]
    return tuple(sorted(found, key=lambda rows: rows[0][0].start))


@dataclass(frozen=True, slots=True)
class _Words:
    """The characters of some lines, by their places in the source."""

    whole: CleanText

    def within(self, start: int, end: int) -> CleanText:
        """Return the characters read at ``[start, end)`` of the source, the paragraphs of a cell run together."""
        first, last = (bisect_left(self.whole.offsets, at) for at in (start, end))
        return trim(self.whole[first:last])

    def paragraph(self, start: int, end: int) -> list[CleanText]:
        """Return the paragraphs of a cell run together."""
        return [self.within(start, end)]

    def bodies(self, start: int, end: int) -> list[CleanText]:
        """Return the paragraphs of a cell apart where each names bodies in full, else run together."""
        lines = self.whole.source.text[start:end].split("\n")
        ends = list(accumulate((len(line) + 1 for line in lines), initial=start))
        parts = [part for one, other in pairwise(ends) if (part := self.within(one, min(other, end))).text]
        return parts if all(map(_names_bodies, parts)) else [self.within(start, end)]


def _names_bodies(words: CleanText) -> bool:
    found = names(words, Answering.RESPONSIBLE)
    return bool(found) and all(is_like_body(each.name) and not each.name.endswith("城乡") for each in found)


def _head(rows: Rows, at: int, words: _Words) -> tuple[dict[int, Column], int] | None:
    """Return what each column holds and the row after the head, where ``rows[at]`` begins that of a table of tasks.

    A head is as deep as its deepest cell where a cell beside it is parted: 责任单位 over 牵头单位 and 配合单位.
    """
    last = max(cell.row + cell.rows - 1 for cell in rows[at])
    if not any(cell.columns > 1 for cell in rows[at]):
        last = rows[at][0].row + _has_blank_over_columns(rows[at : at + 2], words)
    texts: dict[int, list[str]] = {}
    end = at
    while end < len(rows) and rows[end][0].row <= last:
        for cell in rows[end]:
            text = words.within(cell.start, cell.end).text
            for column in range(cell.column, cell.column + cell.columns):
                texts.setdefault(column, []).insert(0, text)
        end += 1
    numbers = sorted(texts)
    depth = max(map(len, texts.values()))
    known = columns_of([texts[number][0] for number in numbers])
    for level in range(1, depth):
        above = columns_of([texts[number][min(level, len(texts[number]) - 1)] for number in numbers])
        known = [column or upper for column, upper in zip(known, above, strict=True)]
    if Column.TASK not in known or not BODIES & {*known}:
        return None
    return dict(zip(numbers, roles_of([column or Column.OTHER for column in known]), strict=True)), end


def _has_blank_over_columns(rows: Rows, words: _Words) -> bool:
    """Say whether a row with a blank cell stands over one of columns: Markdown has no merged cells."""
    if len(rows) < 2:
        return False
    above, below = ([words.within(cell.start, cell.end).text for cell in row] for row in rows)
    filled = [text for text in below if text]
    return not all(above) and bool(filled) and None not in columns_of(filled)


def marked_table(lines: Sequence[CleanText], tables: Sequence[Rows]) -> Table | None:
    """Read the first responsibility table in ``lines`` among those that the file sets out; ``None`` if there is none.

    ``tables`` are those of the whole file, in order.
    """
    filled = [at for at, line in enumerate(lines) if line.offsets] if tables else []
    starts = [lines[at].offsets[0] for at in filled]
    if not starts:
        return None
    below = bisect_left(tables, starts[0] - 1, key=_start)
    for rows in tables[
        max(below - 1, 0) :
    ]:  # the lines may begin inside a table: 附件1 stands in its first cell
        if _start(rows) > lines[filled[-1]].offsets[-1]:
            return None
        end = max(cell.end for row in rows for cell in row)
        first = max(bisect_right(starts, _start(rows)) - 1, 0)
        last = bisect_left(starts, end)
        if first >= last:
            continue
        held = lines[filled[first] : filled[last - 1] + 1]
        words = _Words(CleanText.join(held, held[0].source))
        for at in range(min(len(rows), _HEAD_ROWS)):
            head = _head(rows, at, words)
            if head is None:
                continue
            columns, end_of_head = head
            table = _read(held, words, rows[:end_of_head], rows[end_of_head:], columns)
            if table is not None:
                table.ahead[:0] = lines[: filled[first]]
                table.rest += lines[filled[last - 1] + 1 :]
                return table
    return None


def lines_of_tables(lines: Sequence[CleanText], tables: Sequence[Rows]) -> frozenset[int]:
    """Return the lines that stand in tables of any kind, but one that only lays out a page."""
    found: set[int] = set()
    filled = [at for at, line in enumerate(lines) if line.offsets] if tables else []
    starts = [lines[at].offsets[0] for at in filled]
    ends = [lines[at].offsets[-1] for at in filled]
    for rows in tables:
        if not filled or not _is_grid(rows):
            continue
        end = max(cell.end for row in rows for cell in row)
        held = filled[bisect_left(ends, _start(rows)) : bisect_left(starts, end)]
        labels = (label_of(lines[at].text) for at in held)
        if not any(label is not None and label.level <= Level.ARTICLE for label in labels):
            found.update(held)
    return frozenset(found)


def _is_grid(rows: Rows) -> bool:
    """Say whether a table has rows of several cells, and no cell as long as a part of a text."""
    several = sum(len(row) > 1 for row in rows)
    longest = max(cell.end - cell.start for row in rows for cell in row)
    return several > 1 and several * 2 >= len(rows) and longest <= _LONGEST_CELL


def _start(rows: Rows) -> int:
    return min(cell.start for cell in rows[0])


def _read(
    lines: Sequence[CleanText],
    words: _Words,
    head: Sequence[Sequence[Cell]],
    rows: Sequence[Sequence[Cell]],
    columns: dict[int, Column],
) -> Table | None:
    cells = [cell for row in (*head, *rows) for cell in row]
    start, end = _edges(lines, cells)
    table = Table(tuple(columns.values()))
    for line in lines:
        left, right = bisect_left(line.offsets, start), bisect_left(line.offsets, end)
        table.ahead += [line[:left]] if left else []
        table.rest += [line[right:]] if right < len(line) else []
    table.header = [words.within(cell.start, cell.end) for row in head for cell in row]
    table.drawing = list(_between(words.whole, start, end, cells))
    # cells of bodies that cover rows below, with the last of these
    merged: list[tuple[int, Column, CleanText]] = []
    whole = _Whole.of(columns)
    for row in rows:
        filled = [
            (column, part)
            for cell in row
            for column in [columns.get(cell.column, Column.OTHER)]
            for part in (words.bodies if column in BODIES else words.paragraph)(cell.start, cell.end)
        ]
        first = columns.get(row[0].column, Column.OTHER)
        before = len(table.tasks)
        table.put_row(
            [(column, part) for column, part in filled if part.text],
            first=first,
            goes_on=whole.covers(row) or (whole.unnumbered and stands_under(filled)),
        )
        if len(table.tasks) > before:
            for last, column, part in merged:
                if row[0].row <= last:
                    table.tasks[-1].share(column, part)
        merged += [
            (cell.row + cell.rows - 1, column, part)
            for cell in row
            if cell.rows > 1 and (column := columns.get(cell.column, Column.OTHER)) in BODIES
            for part in words.bodies(cell.start, cell.end)
            if part.text
        ]
    return table if table.tasks else None


@dataclass(slots=True)
class _Whole:
    """What makes rows one task: a merged cell of the number or, without numbers, of the first column of words."""

    column: int | None
    unnumbered: bool
    last: int = 0  # row that the merged cell reaches

    @classmethod
    def of(cls, columns: dict[int, Column]) -> _Whole:
        """Find the column that tells the tasks of a table apart."""
        unnumbered = Column.NUMBER not in columns.values()
        wanted = Column.TASK if unnumbered else Column.NUMBER
        return cls(min((at for at, column in columns.items() if column is wanted), default=None), unnumbered)

    def covers(self, row: Sequence[Cell]) -> bool:
        """Say whether a row stands under the merged cell of the task above; take note of those that begin in it."""
        under = row[0].row <= self.last
        self.last = max(
            [
                self.last,
                *(cell.row + cell.rows - 1 for cell in row if cell.column == self.column and cell.rows > 1),
            ]
        )
        return under


def _edges(lines: Sequence[CleanText], cells: Sequence[Cell]) -> tuple[int, int]:
    """Return the ends of a table: those of its cells, with what draws its first and last row on their lines."""
    start, end = min(cell.start for cell in cells), max(cell.end for cell in cells)
    for line in lines:
        if line.offsets and line.offsets[0] < start <= line.offsets[-1]:
            before = line.text[: bisect_left(line.offsets, start)]
            start = line.offsets[0] if not before.strip(_DRAWN) else start
        if line.offsets and line.offsets[0] < end <= line.offsets[-1]:
            after = line.text[bisect_left(line.offsets, end) :]
            end = line.offsets[-1] + 1 if not after.strip(_DRAWN) else end
    return start, end


def _between(whole: CleanText, start: int, end: int, cells: Sequence[Cell]) -> Iterator[CleanText]:
    """Yield what of a table stands in no cell: what draws it."""
    at = bisect_left(whole.offsets, start)
    for cell in sorted(cells, key=lambda cell: cell.start):
        first = bisect_left(whole.offsets, cell.start)
        if whole.text[at:first].strip():
            yield whole[at:first]
        at = max(at, bisect_left(whole.offsets, cell.end))
    last = bisect_left(whole.offsets, end)
    if whole.text[at:last].strip():
        yield whole[at:last]
