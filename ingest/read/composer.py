"""Composing the text of a document from its paragraphs and tables, with the marks as they come."""

from __future__ import annotations

from ingest.text import Cell, Mark


class Composer:
    """A text that grows: one paragraph or row a line, the cells of a row parted by tabs.

    A cell of several paragraphs holds line ends; its mark says how far it goes. Where a merged cell covers a place
    of the grid, the place is empty, so that columns keep their order.
    """

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._marks: list[Mark] = []
        self.length = 0
        self.tables = 0

    @property
    def text(self) -> str:
        """The characters so far."""
        return "".join(self._parts)

    def put(self, words: str) -> tuple[int, int]:
        """Add words; return their place."""
        start = self.length
        if words:
            self._parts.append(words)
            self.length += len(words)
        return start, self.length

    def since(self, start: int) -> str:
        """Return the characters from ``start`` on."""
        found: list[str] = []
        left = self.length - start
        for part in reversed(self._parts):
            if left <= 0:
                break
            found.append(part[max(len(part) - left, 0) :])
            left -= len(part)
        return "".join(reversed(found))

    def take_back(self, length: int) -> None:
        """Take the last characters out again."""
        self.length -= length
        while length:
            last = self._parts.pop()
            if len(last) > length:
                self._parts.append(last[:-length])
            length = max(length - len(last), 0)

    def end_line(self) -> None:
        """End the line, unless the text is at its beginning."""
        if self.length:
            self.put("\n")

    def mark(self, mark: Mark) -> None:
        """Add a mark, in any order."""
        self._marks.append(mark)

    def marks(self) -> tuple[Mark, ...]:
        """Return the marks in the order of their beginnings, the outer before the inner."""
        return tuple(sorted(self._marks, key=lambda mark: (mark.start, -mark.end)))

    def new_table(self) -> int:
        """Return the number of a new table."""
        self.tables += 1
        return self.tables


class Grid:
    """Where the cells of one table stand, spans counted; gives each cell its column."""

    def __init__(self, table: int) -> None:
        self.table = table
        self.row = 0
        self.column = 0
        self._covered: dict[int, int] = {}  # column -> how many rows below are covered still

    def next_row(self) -> None:
        """Begin a row."""
        self.row += 1
        self.column = 0

    def skip_covered(self) -> int:
        """Move over the places that cells of rows above cover; return how many."""
        skipped = 0
        while self._covered.get(self.column + 1, 0):
            self.column += 1
            self._covered[self.column] -= 1
            skipped += 1
        return skipped

    def place(self, start: int, end: int, rows: int = 1, columns: int = 1) -> Cell:
        """Return the mark of the next cell of the row."""
        first = self.column + 1
        for column in range(first, first + columns):
            self._covered[column] = rows - 1
        self.column += columns
        return Cell(start, end, self.table, self.row, first, rows, columns)
