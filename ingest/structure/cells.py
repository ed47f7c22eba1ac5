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
from ingest.structure.columns import BODIES, Column, column_of, roles_of
from ingest.structure.responsibility import is_like_body, names
from ingest.structure.table import Table
from ingest.structure.tree import trim
from ingest.text import Cell, CleanText, SourceText

_DRAWN = " \t|｜"
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


def _columns(row: Sequence[Cell], words: _Words) -> dict[int, Column] | None:
    """Return what each column holds, where ``row`` is the head of a responsibility table."""
    heads = [(cell.column, words.within(cell.start, cell.end).text) for cell in row]
    named = [(number, column_of(text) if text else Column.OTHER) for number, text in heads]
    known = [column for _, column in named if column is not None]
    if Column.TASK not in known or not BODIES & {*known}:
        return None
    numbers = [number for number, _ in named]
    return dict(zip(numbers, roles_of([column or Column.OTHER for _, column in named]), strict=True))


def marked_table(lines: Sequence[CleanText], tables: Sequence[Rows]) -> Table | None:
    """Read the first responsibility table in ``lines`` among those that the file sets out; ``None`` if there is none.

    ``tables`` are those of the whole file, in order.
    """
    filled = [at for at, line in enumerate(lines) if line.offsets] if tables else []
    starts = [lines[at].offsets[0] for at in filled]
    for rows in tables[bisect_left(tables, starts[0] - 1, key=_start) :] if starts else ():
        if _start(rows) > lines[filled[-1]].offsets[-1]:
            return None
        end = max(cell.end for row in rows for cell in row)
        first = max(bisect_right(starts, _start(rows)) - 1, 0)
        last = bisect_left(starts, end)
        if first >= last:
            continue
        held = lines[filled[first] : filled[last - 1] + 1]
        words = _Words(CleanText.join(held, held[0].source))
        for at, row in enumerate(rows[:_HEAD_ROWS]):
            columns = _columns(row, words)
            if columns is None:
                continue
            table = _read(held, words, rows[:at], row, rows[at + 1 :], columns)
            if table is not None:
                table.ahead[:0] = lines[: filled[first]]
                table.rest += lines[filled[last - 1] + 1 :]
                return table
    return None


def _start(rows: Rows) -> int:
    return min(cell.start for cell in rows[0])


def _read(
    lines: Sequence[CleanText],
    words: _Words,
    above: Sequence[Sequence[Cell]],
    head: Sequence[Cell],
    rows: Sequence[Sequence[Cell]],
    columns: dict[int, Column],
) -> Table | None:
    cells = [cell for row in (*above, head, *rows) for cell in row]
    start, end = _edges(lines, cells)
    table = Table(tuple(columns.values()))
    for line in lines:
        left, right = bisect_left(line.offsets, start), bisect_left(line.offsets, end)
        table.ahead += [line[:left]] if left else []
        table.rest += [line[right:]] if right < len(line) else []
    table.header = [words.within(cell.start, cell.end) for row in (*above, head) for cell in row]
    table.drawing = list(_between(words.whole, start, end, cells))
    merged: list[
        tuple[int, Column, CleanText]
    ] = []  # cells of bodies that cover rows below: the last of these
    for row in rows:
        filled = [
            (column, part)
            for cell in row
            for column in [columns.get(cell.column, Column.OTHER)]
            for part in (words.bodies if column in BODIES else words.paragraph)(cell.start, cell.end)
        ]
        first = columns.get(row[0].column, Column.OTHER)
        before = len(table.tasks)
        table.put_row([(column, part) for column, part in filled if part.text], first=first)
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
