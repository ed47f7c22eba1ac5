"""Marks of Markdown: headings, list items, cells of tables and paragraphs, where they stand.

The blocks are those of CommonMark 0.31 (chapters 4 and 5) with the tables of GitHub Flavored Markdown (4.10), told
line by line. Not followed: four blanks before a line make no code, as rules are indented so; a line without ``|``
ends a table; cells past the width of the head are cells. Quotations are paragraphs; in fenced code and comments
nothing is marked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from ingest.read.content import Content
from ingest.read.markup import signs
from ingest.read.text import decode
from ingest.text import Block, Cell, Heading, ListItem, Mark

_END = re.compile(r"\r\n|\r|\n")
_ATX = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_SETEXT = re.compile(r" {0,3}(?:=+|-+)[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM = re.compile(r"([ \t]*)(?:[-*+]|[0-9]{1,9}[.)])(?:[ \t]+|$)")
_DELIMITER = re.compile(r":?-+:?")
_SIGNED = frozenset("`~<#=-*_+0123456789")
"""The first characters of all lines that are more than words of a paragraph."""
_TAB = 4
_WRITTEN = re.compile(r"^ {0,3}(?:#{1,6}[ \t]+[^\s\d#]|\*\*[^*\s][^*\r\n]*\*\*)", re.MULTILINE)
"""Lines that only Markdown has."""


def content(path: Path, data: bytes) -> Content:
    """Return the characters of a Markdown text with their marks. Raises :class:`ReadError`."""
    decoded = decode(path, data)
    found = [*marks(decoded.text), *signs(decoded.text)]
    in_order = tuple(sorted(found, key=lambda mark: (mark.start, -mark.end)))
    return Content(decoded.text, decoded.encoding, in_order, decoded.diagnostics())


def is_written(text: str) -> bool:
    """Tell Markdown in a file of another name: two headings (# …), or two lines that begin in bold (**…**).

    >>> is_written("# 某市公园办法\\n## 第一章 总则\\n"), is_written("第一条 甲*乙\\n# 1\\n")
    (True, False)
    """
    return len(_WRITTEN.findall(text)) > 1


def marks(text: str) -> tuple[Mark, ...]:
    """Return the marks of a Markdown text in the order of their beginnings.

    >>> marks("# 总则\\n- 甲\\n")
    (Heading(start=2, end=4, level=1), ListItem(start=7, end=8, level=1))
    """
    found = _Marking(text)
    lines = list(_lines(text))
    barred = "|" in text  # as any table is
    at = 0
    while at < len(lines):
        rows = found.table(lines, at) if barred else 0
        if not rows:
            found.line(*lines[at])
        at += rows or 1
    found.close()
    return tuple(found.marks)


def _lines(text: str) -> Iterator[tuple[int, int]]:
    """Yield the range of each line without its end; a byte order mark belongs to none."""
    at = int(text.startswith("\ufeff"))
    for end in _END.finditer(text):
        yield at, end.start()
        at = end.end()
    yield at, len(text)


class _Marking:
    """What was found up to a line, and what is still open there."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.marks: list[Mark] = []
        self._open: tuple[int, int, int] | None = None  # start, end, level of its list or 0
        self._items: list[int] = []  # columns where the words of the open list items begin, outermost first
        self._until = ""  # what ends the code or comment that is open
        self._tables = 0

    def close(self) -> None:
        """End the paragraph or list item that is open."""
        if self._open is not None:
            start, end, level = self._open
            self.marks.append(ListItem(start, end, level) if level else Block(start, end))
            self._open = None

    def line(self, start: int, end: int) -> None:
        """Take one line that is no row of a table."""
        line = self.text[start:end]
        if self._until:
            self._inside(line)
        elif not line.strip():
            self.close()
        elif line.lstrip()[0] not in _SIGNED:
            self._words(start, line, signed=False)
        elif not (self._opens_silence(line) or self._heading(start, line) or self._rule(line)):
            self._words(start, line)

    def table(self, lines: list[tuple[int, int]], at: int) -> int:
        """Take the table whose head is the line ``at``; return how many lines it has, 0 if there is none."""
        if self._until or at + 1 >= len(lines) or self.text.find("|", *lines[at]) < 0:
            return 0
        head, below = list(self._cells(*lines[at])), list(self._cells(*lines[at + 1]))
        if len(head) != len(below) or not all(_DELIMITER.fullmatch(self.text[s:e]) for s, e in below):
            return 0
        self.close()
        self._items.clear()
        self._tables += 1
        end = at + 2
        while end < len(lines) and "|" in self.text[slice(*lines[end])]:
            end += 1
        for row, line in enumerate([lines[at], *lines[at + 2 : end]], 1):
            for column, (start, stop) in enumerate(self._cells(*line), 1):
                self.marks.append(Cell(start, stop, self._tables, row, column))
        return end - at

    def _cells(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the range of each cell of a row, without blanks around it; ``\\|`` parts no cells."""
        start, end = self._trimmed(start, end)
        if self.text.startswith("|", start, end):
            start += 1
        bars = [at for at in range(start, end) if self.text[at] == "|" and self.text[at - 1] != "\\"]
        if not bars or bars[-1] != end - 1:
            bars.append(end)
        for bar in bars:
            yield self._trimmed(start, bar)
            start = bar + 1

    def _trimmed(self, start: int, end: int) -> tuple[int, int]:
        words = self.text[start:end].rstrip()
        if not words:
            return end, end
        return start + len(words) - len(words.lstrip()), start + len(words)

    def _inside(self, line: str) -> None:
        """Take a line of code or of a comment, which may end it."""
        stripped = line.strip()
        is_fence = stripped.startswith(self._until) and not stripped.strip(self._until[0])
        if "-->" in line if self._until == "-->" else is_fence:
            self._until = ""

    def _opens_silence(self, line: str) -> bool:
        """Tell whether code or a comment begins with this line."""
        if fence := _FENCE.match(line):
            self._until = fence[1]
        elif line.lstrip().startswith("<!--") and ("-->" not in line or line.rstrip().endswith("-->")):
            self._until = "" if "-->" in line else "-->"
        else:
            return False
        self.close()
        return True

    def _heading(self, start: int, line: str) -> bool:
        if atx := _ATX.match(line):
            self.close()
            self._items.clear()
            words = line[atx.end() :].rstrip()
            bare = words.rstrip("#")
            if bare and bare == bare.rstrip():
                bare = words  # the signs, if any, belong to the last word
            found = self._trimmed(start + atx.end(), start + atx.end() + len(bare))
            if found[0] < found[1]:
                self.marks.append(Heading(*found, len(atx[1])))
            return True
        if self._open is not None and not self._open[2] and _SETEXT.match(line):
            above = self._open
            self._open = None
            self.marks.append(Heading(above[0], above[1], 1 if "=" in line else 2))
            return True
        return False

    def _rule(self, line: str) -> bool:
        """Tell whether the line is a line drawn across the page."""
        if not _RULE.match(line):
            return False
        self.close()
        self._items.clear()
        return True

    def _words(self, start: int, line: str, *, signed: bool = True) -> None:
        """Begin a list item or a paragraph, or go on with the one that is open."""
        item = _ITEM.match(line) if signed else None
        first, last = self._trimmed(start + (item.end() if item else 0), start + len(line))
        if item is None and self._open is not None:
            self._open = (self._open[0], last, self._open[2])
            return
        self.close()
        indent = _columns(item[1] if item else line[: len(line) - len(line.lstrip(" \t"))])
        while self._items and indent < self._items[-1]:
            self._items.pop()
        if item:
            self._items.append(_columns(item[0]) if first < last else _columns(item[1]) + 2)
        if first < last:
            self._open = (first, last, len(self._items) if item else 0)


def _columns(blanks: str) -> int:
    return len(blanks.expandtabs(_TAB))
