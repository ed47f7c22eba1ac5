"""Tables of a printed page by the lines drawn round their cells."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.read.rows import Box

_THIN = 3.0  # points that a line may be wide
_NEAR = 3.0  # points that ends of lines may miss each other by
_SHORT = 4.0  # points below which a line is a dot
_MOST_LINES = 4000  # of a page; more are a drawing


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line, upright or level: at ``at`` across, from ``start`` to ``end`` along."""

    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class DrawnCell:
    """A cell with its first row and column, from 1, and how many of them it covers."""

    box: Box
    row: int
    column: int
    rows: int
    columns: int


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table by its cells, row by row; ``edges`` are the places of its upright lines."""

    box: Box
    cells: tuple[DrawnCell, ...]
    edges: tuple[float, ...]


def lines_of(boxes: Sequence[Box]) -> tuple[list[Line], list[Line]]:
    """Return the level and the upright lines among drawn boxes; the sides of a wide box are four lines."""
    level: list[Line] = []
    upright: list[Line] = []
    for box in boxes:
        if box.height <= _THIN and box.width >= _SHORT:
            level.append(Line((box.bottom + box.top) / 2, box.left, box.right))
        elif box.width <= _THIN and box.height >= _SHORT:
            upright.append(Line((box.left + box.right) / 2, box.bottom, box.top))
        elif box.width > _THIN and box.height > _THIN:
            level += [Line(at, box.left, box.right) for at in (box.bottom, box.top)]
            upright += [Line(at, box.bottom, box.top) for at in (box.left, box.right)]
    return level, upright


def tables(level: Sequence[Line], upright: Sequence[Line]) -> list[DrawnTable]:
    """Return the tables of two rows and two columns at least, from the top down."""
    if len(level) + len(upright) > _MOST_LINES:
        return []
    found = []
    for group_level, group_upright in _groups(_joined(level), _joined(upright)):
        if table := _table(group_level, group_upright):
            found.append(table)
    return sorted(found, key=lambda table: -table.box.top)


def _joined(lines: Sequence[Line]) -> list[Line]:
    """Put the pieces of one line together."""
    found: list[Line] = []
    for place in _places([line.at for line in lines]):
        pieces = sorted((line.start, line.end) for line in lines if abs(line.at - place) <= _NEAR)
        start, end = pieces[0]
        for one, other in pieces[1:]:
            if one > end + _NEAR:
                found.append(Line(place, start, end))
                start, end = one, other
            end = max(end, other)
        found.append(Line(place, start, end))
    return found


def _places(values: Sequence[float]) -> list[float]:
    """Return the middles of values that lie close together."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= _NEAR / 2 and value - groups[-1][0] <= _NEAR:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]


def _groups(level: Sequence[Line], upright: Sequence[Line]) -> list[tuple[list[Line], list[Line]]]:
    """Part lines into groups that hang together by crossing or touching."""
    found: list[tuple[list[Line], list[Line]]] = []
    rest = list(upright)
    left = list(level)
    while left:
        group: tuple[list[Line], list[Line]] = ([left.pop()], [])
        grew = True
        while grew:
            touching = [line for line in rest if any(_meet(each, line) for each in group[0])]
            rest = [line for line in rest if line not in touching]
            group[1].extend(touching)
            more = [line for line in left if any(_meet(line, each) for each in touching)]
            left = [line for line in left if line not in more]
            group[0].extend(more)
            grew = bool(more)
        found.append(group)
    return found


def _meet(level: Line, upright: Line) -> bool:
    return (
        level.start - _NEAR <= upright.at <= level.end + _NEAR
        and upright.start - _NEAR <= level.at <= upright.end + _NEAR
    )


def _table(level: Sequence[Line], upright: Sequence[Line]) -> DrawnTable | None:
    xs, ys = _places([line.at for line in upright]), _places([line.at for line in level])[::-1]
    if len(xs) < 3 or len(ys) < 3:
        return None
    cells = []
    taken: set[tuple[int, int]] = set()
    for row in range(len(ys) - 1):
        for column in range(len(xs) - 1):
            if (row, column) in taken:
                continue
            columns = 1
            while column + columns < len(xs) - 1 and not _drawn(
                upright, xs[column + columns], ys[row + 1], ys[row]
            ):
                columns += 1
            rows = 1
            while row + rows < len(ys) - 1 and not _drawn(
                level, ys[row + rows], xs[column], xs[column + columns]
            ):
                rows += 1
            covered = {(row + r, column + c) for r in range(rows) for c in range(columns)}
            taken |= covered
            box = Box(xs[column], ys[row + rows], xs[column + columns], ys[row])
            cells.append(DrawnCell(box, row + 1, column + 1, rows, columns))
    return DrawnTable(Box(xs[0], ys[-1], xs[-1], ys[0]), tuple(cells), tuple(xs))


def _drawn(lines: Sequence[Line], at: float, start: float, end: float) -> bool:
    """Tell whether a line is drawn at a place over most of the way from ``start`` to ``end``."""
    for line in lines:
        if abs(line.at - at) <= _NEAR:
            covered = min(line.end, end) - max(line.start, start)
            if covered >= 0.5 * (end - start):
                return True
    return False


def cell_at(table: DrawnTable, point: tuple[float, float]) -> DrawnCell | None:
    """Return the cell that a point lies in."""
    if not table.box.holds(point):
        return None
    column = bisect_right(table.edges, point[0])
    near = (cell for cell in table.cells if cell.column <= column < cell.column + cell.columns)
    return next((cell for cell in near if cell.box.holds(point)), None)
