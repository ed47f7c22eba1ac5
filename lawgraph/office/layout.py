"""How much room text takes: lines in a column of a width, and pieces of what one row cannot show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from lawgraph.tables.cells import Cell, Marked, Run, text_of
from lawgraph.tables.characters import escaped, units, written

MOST_UNITS = 32_767
"""Characters of a cell, in units of UTF-16 (ECMA-376-1, 18.18.37 and the limits of the program)."""
_LEAST = 2


def lines(text: str, width: int) -> int:
    """Return the lines that ``text`` takes in a column of ``width`` Chinese characters.

    >>> lines("中小微企业", 4), lines("ab\\n", 4)
    (2, 2)
    """
    room = max(2 * width, _LEAST)
    return sum(max(1, -(-across(line) // room)) for line in text.split("\n"))


def across(text: str) -> int:
    """Return the width of a line in halves of a Chinese character; in a Chinese font “ and … are whole ones.

    >>> across("“中”ab")
    8
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def pieces(cell: Cell, width: int, most_lines: int) -> list[Cell]:
    """Return a cell in pieces of at most ``most_lines`` lines and :data:`MOST_UNITS` units, in their order."""
    if not isinstance(cell, str | Marked) or _fits(text_of(cell), width, most_lines):
        return [cell]
    whole = cell if isinstance(cell, Marked) else Marked((Run(cell),))
    found: list[Cell] = []
    start = 0
    for end in _ends(whole.text, width, most_lines):
        piece = _slice(whole, start, end)
        found.append(piece if isinstance(cell, Marked) else piece.text)
        start = end
    return found


def _fits(text: str, width: int, most_lines: int) -> bool:
    return lines(text, width) <= most_lines and units(escaped(written(text))) <= MOST_UNITS


def _ends(text: str, width: int, most_lines: int) -> Iterator[int]:
    """Yield where the pieces of a text end: behind a line, a sentence, or at worst anywhere."""
    start = 0
    while start < len(text):
        low, high = start + 1, min(len(text), start + MOST_UNITS)
        while low < high:  # the longest that fits
            middle = (low + high + 1) // 2
            if _fits(text[start:middle], width, most_lines):
                low = middle
            else:
                high = middle - 1
        end = low
        if end < len(text):
            seam = max(text.rfind(mark, start + (end - start) // 2, end) for mark in "\n。；;.")
            end = seam + 1 if seam > start else end
        yield end
        start = end


def _slice(whole: Marked, start: int, end: int) -> Marked:
    runs: list[Run] = []
    at = 0
    for run in whole.runs:
        text = run.text[max(start - at, 0) : max(end - at, 0)]
        if text:
            runs.append(replace(run, text=text))
        at += len(run.text)
    return Marked(tuple(runs))
