"""Pages of print, whatever drew them: characters and lines by their places, put together to a text with marks.

Characters outside tables become rows in the order of reading, those in a drawn table its cells. A row that stands at
one place of many pages is set aside; a paragraph goes on from a row that fills its column to one that keeps the margin,
over the end of the page too. What has no text is refused; characters without a meaning are said, or refused.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from ingest.read.composer import Composer
from ingest.read.content import Content
from ingest.read.drawn_tables import DrawnCell, DrawnTable, cell_at, lines_of, tables
from ingest.read.errors import ReadError
from ingest.read.rows import Box, Columns, Glyph, Row, em_of, in_reading_order, rows_of, runs_of
from ingest.text import Aside, Block, Cell, Diagnostic, Page, Span

MOST_PAGES = 3000
"""How many pages a file may have."""

_LOST = re.compile(r"[\ufffd\ue000-\uf8ff\U000f0000-\U0010fffd]")
_MOST_LOST = 0.3  # of the characters; above it the text is of no use
_PAGES_ALIKE = 3  # pages that a line must stand on at one place to be set aside
_DIGITS = re.compile(r"[0-9０-９]+|(?<![一二三四五六七八九十百])[一二三四五六七八九十百]+(?=\s*页)")
_NUMBER_ONLY = re.compile(r"[#—–\-－─―·•~～/第页共,，.]*")
_INDENTED = (1.4, 2.7)  # widths of a character that the first line of a paragraph stands in
_FEW_ROWS = 4


@dataclass(slots=True)
class PrintedPage:
    """A page: rows outside tables and tables, in the order of reading, with what else was seen."""

    number: int
    em: float
    items: list[Row | FilledTable] = field(default_factory=list)
    turned: list[list[Glyph]] = field(default_factory=list)  # a watermark, by its lines
    pictures: int = 0
    glyphs: int = 0
    columns: Columns | None = None

    def first_and_last(self) -> list[Row]:
        """Return the rows that may be head and foot of the page."""
        rows = [item for item in self.items if isinstance(item, Row)]
        ordered = sorted(rows, key=lambda row: -row.box.middle[1])
        return list({id(row): row for row in [*ordered[:2], *ordered[-2:]]}.values())


@dataclass(frozen=True, slots=True)
class FilledTable:
    """A table with the rows of print in each cell."""

    table: DrawnTable
    words: dict[int, list[Row]]

    @property
    def box(self) -> Box:
        """The place of the table."""
        return self.table.box


def printed_page(
    number: int,
    glyphs: Sequence[Glyph],
    turned: Sequence[Glyph],
    boxes: Sequence[Box],
    pictures: int,
    before: PrintedPage | None = None,
) -> PrintedPage:
    """Return a page of characters; ``turned`` are those across it, ``boxes`` what lines are drawn in.

    ``before`` is the page before, whose columns this one has too where it shows none of its own.
    """
    em = em_of(glyphs)
    items, columns = _items(glyphs, tables(*lines_of(boxes)), em, before.columns if before else None)
    across: list[list[Glyph]] = []
    for glyph in turned:
        if glyph.breaks or not across:
            across.append([])
        across[-1].append(glyph)
    count = sum(not each.char.isspace() for each in (*glyphs, *turned))
    return PrintedPage(number, em, items, across, pictures, count, columns)


def _items(
    glyphs: Sequence[Glyph], drawn: Sequence[DrawnTable], em: float, usual: Columns | None
) -> tuple[list[Row | FilledTable], Columns | None]:
    """Put the characters into cells and rows, and both in the order of reading; return the columns too."""
    free: list[Glyph] = []
    inside: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        for number, table in enumerate(drawn):
            if cell := cell_at(table, glyph.box.middle):
                inside.setdefault((number, table.cells.index(cell)), []).append(glyph)
                break
        else:
            free.append(glyph)
    words: list[dict[int, list[Row]]] = [{} for _ in drawn]
    for (number, at), chars in inside.items():
        words[number][at] = rows_of(runs_of(_opened(chars), em), em)
    left = [FilledTable(table, found) for table, found in zip(drawn, words, strict=True) if found]
    items: list[Row | FilledTable] = []
    rows, columns = in_reading_order(runs_of(free, em), em, usual)
    for row in rows:
        while left and left[0].box.top > row.box.top and _is_beside_or_over(left[0].box, row.box):
            items.append(left.pop(0))
        items.append(row)
    return [*items, *left], columns


def _is_beside_or_over(table: Box, row: Box) -> bool:
    return row.left < table.right and row.right > table.left


def _opened(glyphs: Sequence[Glyph]) -> list[Glyph]:
    first = glyphs[0]
    return [Glyph(first.char, first.box, True, first.unmapped), *glyphs[1:]]


def composed(path: Path, kind: str, pages: Sequence[PrintedPage]) -> Content:
    """Write the pages one after the other.

    Raises :class:`ReadError` for a file of a ``kind`` that has too many pages, no text, or one without meaning.
    """
    if not any(page.glyphs for page in pages):
        raise _scan(path, kind)
    aside = _alike(pages)
    writer = _Writer(Composer())
    for page in pages:
        writer.page(page, aside)
    writer.end()
    text = writer.composer.text
    lost = sorted({*writer.unmapped, *(found.start() for found in _LOST.finditer(text))})
    solid = sum(not char.isspace() for char in text)
    if len(lost) > _MOST_LOST * solid:
        raise _no_meaning(path, kind, len(lost), solid)
    return Content(
        text, kind.lower(), writer.composer.marks(), tuple(_diagnostics(pages, lost, writer, solid))
    )


def _diagnostics(
    pages: Sequence[PrintedPage], lost: Sequence[int], writer: _Writer, solid: int
) -> Iterator[Diagnostic]:
    if lost:
        message = f"{len(lost)} characters have no mapping to Unicode in the file's fonts"
        yield Diagnostic("glyphs-lost", message, tuple(Span(at, at + 1) for at in lost))
    scans = [str(page.number) for page in pages if page.pictures and page.glyphs < 20]
    if scans:
        yield Diagnostic(
            "page-without-text", f"pages {', '.join(scans[:20])} are pictures without text; they need OCR"
        )
    if writer.turned:
        yield Diagnostic("text-turned", "words across the page are set aside", tuple(writer.turned))
    counted = sum(page.glyphs for page in pages)
    if counted != solid:
        yield Diagnostic(
            "characters-lost", f"{counted} characters are in the file, {solid} came into the text"
        )


def _alike(pages: Sequence[PrintedPage]) -> dict[int, str]:
    """Return the rows, by identity, that stand at one place of many pages, digits apart, with the reason."""
    places: dict[tuple[str, int], list[tuple[int, Row]]] = {}
    for page in pages:
        for row in page.first_and_last():
            words = "".join(glyph.char for glyph in row.glyphs(page.em))
            key = _DIGITS.sub("#", "".join(words.split()))
            places.setdefault((key, round(row.box.middle[1] / 4)), []).append((page.number, row))
    found: dict[int, str] = {}
    for (key, _), rows in places.items():
        if len({number for number, _ in rows}) >= max(_PAGES_ALIKE, 0.3 * len(pages)):
            reason = "page-number" if _NUMBER_ONLY.fullmatch(key) else "running-head"
            found |= {id(row): reason for _, row in rows}
    return found


class _Writer:
    """Writes pages, and marks them."""

    def __init__(self, composer: Composer) -> None:
        self.composer = composer
        self.unmapped: set[int] = set()
        self.turned: list[Span] = []
        self._last: tuple[int, int, DrawnTable] | None = None  # number and rows of the table at a page's end
        self._usual: _Measure | None = None
        self._open: tuple[int, int, bool] | None = (
            None  # a paragraph's place, and whether its last row is full
        )

    def page(self, page: PrintedPage, aside: dict[int, str]) -> None:
        """Write a page and mark it."""
        start = self.composer.length
        own = [item for item in page.items if isinstance(item, Row) and id(item) not in aside]
        measures = _measures(own, page.em, self._usual)
        self._usual = next(iter(measures.values()), self._usual)
        last = None
        for item in page.items:
            if isinstance(item, FilledTable):
                self.end()
                last = self._table(item, page.em)
            elif reason := aside.get(id(item)):
                self._aside(list(item.glyphs(page.em)), reason)
            else:
                last = self._last = None
                self._row(item, measures[id(item)])
        for line in page.turned:
            self.turned.append(self._aside(line, "watermark"))
        self._last = last
        if self.composer.length > start:
            self.composer.mark(Page(start, self.composer.length, page.number))

    def end(self) -> None:
        """End the paragraph that is open."""
        if self._open is not None:
            self.composer.mark(Block(*self._open[:2], wrapped=True))
            self._open = None

    def _aside(self, glyphs: Sequence[Glyph], reason: str) -> Span:
        place = self._glyphs(glyphs)
        self.composer.mark(Aside(*place, reason))
        self.composer.end_line()
        return Span(*place)

    def _row(self, row: Row, measure: _Measure) -> None:
        """Write a row; one that stands in from the margin as the first line of a paragraph gets two blanks."""
        if measure.is_indented(row):
            self.composer.put("\u3000\u3000")
        place = self._glyphs(row.glyphs(measure.em))
        self.composer.end_line()
        if self._open is not None and self._open[2] and measure.goes_on(row):
            self._open = self._open[0], place[1], measure.is_full(row)
        else:
            self.end()
            self._open = *place, measure.is_full(row)

    def _glyphs(self, glyphs: Iterable[Glyph]) -> tuple[int, int]:
        start = self.composer.length
        for glyph in glyphs:
            at, _ = self.composer.put(glyph.char)
            if glyph.unmapped:
                self.unmapped.add(at)
        return start, self.composer.length

    def _table(self, filled: FilledTable, em: float) -> tuple[int, int, DrawnTable]:
        """Write a table; one with the same columns as that at the end of the page before goes on with it."""
        number, above = 0, 0
        if self._last is not None and _same_columns(self._last[2], filled.table):
            number, above = self._last[:2]
        number = number or self.composer.new_table()
        by_place = {(cell.row, cell.column): at for at, cell in enumerate(filled.table.cells)}
        rows, columns = max(cell.row for cell in filled.table.cells), len(filled.table.edges) - 1
        for row in range(1, rows + 1):
            for column in range(1, columns + 1):
                self.composer.put("\t" if column > 1 else "")
                at = by_place.get((row, column))
                if at is None:
                    continue
                cell = filled.table.cells[at]
                place = self._cell(filled.words.get(at, []), cell, em)
                self.composer.mark(Cell(*place, number, above + row, column, cell.rows, cell.columns))
            self.composer.end_line()
        self._last = None
        return number, above + rows, filled.table

    def _cell(self, rows: Sequence[Row], cell: DrawnCell, em: float) -> tuple[int, int]:
        """Write the words of a cell; a line that fills it goes on in the next."""
        start = self.composer.length
        for at, row in enumerate(rows):
            if at and cell.box.right - rows[at - 1].box.right > 2 * em:
                self.composer.put("\n")
            self._glyphs(row.glyphs(em))
        return start, self.composer.length


def _same_columns(one: DrawnTable, other: DrawnTable) -> bool:
    return len(one.edges) == len(other.edges) and all(
        abs(a - b) <= 3 for a, b in zip(one.edges, other.edges, strict=True)
    )


@dataclass(frozen=True, slots=True)
class _Measure:
    """The margins of a column of print."""

    left: float
    right: float
    em: float

    def is_indented(self, row: Row) -> bool:
        """Tell whether a row stands in as the first line of a paragraph does."""
        return _INDENTED[0] * self.em <= row.box.left - self.left <= _INDENTED[1] * self.em

    def is_full(self, row: Row) -> bool:
        """Tell whether a row reaches the right margin: its paragraph may go on."""
        return row.box.right >= self.right - 1.5 * self.em

    def goes_on(self, row: Row) -> bool:
        """Tell whether a row keeps the left margin, as one does that goes on with a paragraph."""
        gaps = (after.box.left - one.box.right for one, after in pairwise(row.runs))
        return abs(row.box.left - self.left) < self.em and all(gap < 2 * self.em for gap in gaps)


def _measures(rows: Sequence[Row], em: float, usual: _Measure | None) -> dict[int, _Measure]:
    """Return the margins of each row, by its identity: a row higher than the one before begins a column.

    ``usual`` are those of the page before, for a column of few rows.
    """
    columns: list[list[Row]] = []
    for row in rows:
        if not columns or row.box.middle[1] > columns[-1][-1].box.middle[1] + em:
            columns.append([])
        columns[-1].append(row)
    found: dict[int, _Measure] = {}
    for column in columns:
        lefts = Counter(round(row.box.left) for row in column)
        often = 2 if len(column) > _FEW_ROWS and max(lefts.values()) > 1 else 1
        left = min(at for at, count in lefts.items() if count >= often)
        rights = sorted(row.box.right for row in column)
        measure = _Measure(left, rights[int(0.9 * (len(rights) - 1))], em)
        if len(column) < _FEW_ROWS and usual is not None and usual.left <= left <= usual.left + 5 * em:
            measure = usual
        found |= {id(row): measure for row in column}
    return found


def _scan(path: Path, kind: str) -> ReadError:
    return ReadError(
        path,
        f"这个 {kind} 没有文字层，是扫描件或图片；请先做文字识别（OCR）",
        f"The {kind} has no text layer, it is a scan or holds pictures",
        "make a text of it with OCR",
    )


def _no_meaning(path: Path, kind: str, lost: int, solid: int) -> ReadError:
    return ReadError(
        path,
        f"{kind} 的 {solid} 个字符中有 {lost} 个在字体里没有对应的文字，读出来没有意义；请做文字识别（OCR）或另找文本",
        f"Of {solid} characters of the {kind} {lost} have no mapping to Unicode in its fonts",
        "make a text of it with OCR, or find another copy",
    )


def too_long(path: Path, kind: str, pages: int) -> ReadError:
    """Say that a file has more pages than :data:`MOST_PAGES`."""
    return ReadError(
        path,
        f"{kind} 有 {pages} 页，超过 {MOST_PAGES} 页的上限，请拆分后再给出",
        f"The {kind} has {pages} pages, more than {MOST_PAGES}",
        "split it",
    )
