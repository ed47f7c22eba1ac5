r"""Tables as plain text, laid out for eyes: columns as wide as their words, folded where there is no room.

A Chinese character takes two columns of a terminal (Unicode TR 11). What comes out is what the tables of ``rich`` make
of the same cells; importing those costs more than the answer to most queries. ``tests/test_grid.py`` compares the two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from rich.cells import cell_len, chop_cells, set_cell_size

_WORD = re.compile(r"\s*\S+\s*")
_EDGES = 2  # columns: one at each end of a line
_GAP = "   "  # between two cells: a space of each, and one that parts them


def table(heads: Sequence[str], rows: Iterable[Sequence[str]], width: int) -> str:
    r"""Return a table of at most ``width`` columns, its heads over a line.

    >>> print(table(["标题\ntitle", "n"], [["中小微企业促进条例", "32"], ["意见", "7"]], 16), end="")
     标题
     title       n
     ──────────────
     中小微企    32
     业促进条
     例
     意见        7
    """
    if not heads:
        return "\n"
    lines_of = [[cell.replace("\t", " ") for cell in cells] for cells in (heads, *rows)]
    spaces = [(at > 0) + (at < len(heads) - 1) for at in range(len(heads))]
    natural = [max(_widest(cells[at]) for cells in lines_of) + spaces[at] or 1 for at in range(len(heads))]
    fitted = _fitted(natural, width - _EDGES - (len(heads) - 1))
    widths = [max(0, each - space) for each, space in zip(fitted, spaces, strict=True)]
    lines = [*_row(lines_of[0], widths, at_bottom=True), "─" * (sum(fitted) + len(heads) - 1)]
    for cells in lines_of[1:]:
        lines += _row(cells, widths)
    return "\n".join(f" {line}".rstrip() for line in lines).strip("\n") + "\n"


def named(pairs: Sequence[tuple[str, str]], width: int) -> str:
    """Return names, in at most a third of ``width``, with a value beside each.

    >>> print(named([("标题:", "促进条例"), ("条:", "32")], 14), end="")
    标 … 促进条例
    条:  32
    """
    if not pairs:
        return "\n"
    spaced = [(name, value.replace("\t", " ")) for name, value in pairs]
    names = min(max(_widest(name) for name, _ in spaced), width // 3)
    values = min(max(_widest(value) for _, value in spaced), max(1, width - names - 1))
    lines: list[str] = []
    for name, value in spaced:
        shown = name if cell_len(name) <= names else set_cell_size(name, names - 1) + "…"
        lead = set_cell_size(shown, names)
        for line in _folded(value, values):
            lines.append(f"{lead} {line}".rstrip())
            lead = " " * names
    return "\n".join(lines).strip("\n") + "\n"


def _widest(cell: str) -> int:
    return max(map(cell_len, cell.split("\n")))


def _fitted(natural: Sequence[int], room: int) -> list[int]:
    """Return the widths of columns, with the space of their cells, in ``room`` together.

    The widest give way first, until they are as wide as the next, and where that is not enough all alike.
    """
    widths = list(natural)
    while (excess := sum(widths) - room) > 0:
        widest = max(widths)
        lead = widest - max((width for width in widths if width != widest), default=0)
        if not lead:
            break
        widths = _reduced(widths, [width == widest for width in widths], excess, [lead] * len(widths))
    if (excess := sum(widths) - room) > 0:
        widths = _reduced(widths, [True] * len(widths), excess, widths)
    return widths


def _reduced(widths: Sequence[int], which: Sequence[bool], excess: int, most: Sequence[int]) -> list[int]:
    """Take ``excess`` from those widths of ``which``, in equal shares, from none more than the ``most`` of it."""
    sharing = sum(taken and bool(limit) for taken, limit in zip(which, most, strict=True))
    found = []
    for width, taken, limit in zip(widths, which, most, strict=True):
        share = min(limit, excess, round(excess / sharing)) if taken and limit else 0
        if taken and limit:
            excess -= share
            sharing -= 1
        found.append(width - share)
    return found


def _row(cells: Sequence[str], widths: Sequence[int], *, at_bottom: bool = False) -> Iterator[str]:
    """Yield the lines of a row; the cells begin in its first line, or end in its last."""
    folded = [_folded(cell, width) for cell, width in zip(cells, widths, strict=True)]
    height = max(map(len, folded))
    for lines, width in zip(folded, widths, strict=True):
        missing = [" " * width] * (height - len(lines))
        lines[:] = missing + lines if at_bottom else lines + missing
    yield from (_GAP.join(parts) for parts in zip(*folded, strict=True))


def _folded(cell: str, width: int) -> list[str]:
    """Return the lines of a cell, each filled up to its ``width``."""
    lines = []
    for line in cell.split("\n"):
        ends = [*_breaks(line, width), len(line)]
        for start, end in zip([0, *ends], ends, strict=False):
            lines.append(set_cell_size(line[start:end], width))
    return lines


def _breaks(line: str, width: int) -> Iterator[int]:
    """Yield where a line is broken: between words, and within one that is wider than the column."""
    if cell_len(line) <= width:
        return
    used = 0
    for found in _WORD.finditer(line):
        word, start = found[0], found.start()
        needed = cell_len(word.rstrip())
        if used + needed <= width:
            used += cell_len(word)
        elif needed <= width:
            if used and start:
                yield start
                used = cell_len(word)
        else:
            for piece in chop_cells(word, width):
                if start:
                    yield start
                start += len(piece)
                used = cell_len(piece)
