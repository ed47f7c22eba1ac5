"""A printed page by the places of its characters: runs, rows, columns.

Lengths are points, the origin is below left.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

_GAP = 1.3  # widths of a character that part two runs of a row
_GUTTER = 0.7  # the least width between two columns, in widths of a character
_FILLED = 0.6  # of its column's width that a line of running text has
_LEAST_LINES = 5  # of each column
_INDENT = 2.7  # widths of a character that a line may stand in from the margin of its column
_STRAY = 2  # runs, as a page number, that begin elsewhere on a page that keeps the columns of the one before


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    @property
    def middle(self) -> tuple[float, float]:
        """Its middle."""
        return (self.left + self.right) / 2, (self.bottom + self.top) / 2

    def holds(self, point: tuple[float, float]) -> bool:
        """Tell whether a point lies in it."""
        return self.left <= point[0] <= self.right and self.bottom <= point[1] <= self.top


def around(boxes: Sequence[Box]) -> Box:
    """Return the least rectangle that holds all."""
    return Box(
        min(box.left for box in boxes),
        min(box.bottom for box in boxes),
        max(box.right for box in boxes),
        max(box.top for box in boxes),
    )


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character at its place; ``breaks`` says that the library begins a new line before it."""

    char: str
    box: Box
    breaks: bool = False
    unmapped: bool = False


@dataclass(slots=True)
class Run:
    """Characters that follow each other in a row without a wide gap."""

    glyphs: list[Glyph]
    box: Box = field(init=False)

    def __post_init__(self) -> None:
        solid = [glyph.box for glyph in self.glyphs if not glyph.char.isspace()]
        self.box = around(solid)


@dataclass(slots=True)
class Row:
    """The runs of one line of print, from left to right."""

    runs: list[Run]

    @property
    def box(self) -> Box:
        """The place of the row."""
        return around([run.box for run in self.runs])

    def glyphs(self, em: float) -> Iterator[Glyph]:
        """Yield the characters; a gap between runs is as many blanks as it is half characters wide."""
        for at, run in enumerate(self.runs):
            if at:
                before = self.runs[at - 1].box
                blanks = max(round(2 * (run.box.left - before.right) / em), 1)
                gap = Box(before.right, run.box.bottom, run.box.left, run.box.top)
                yield from (Glyph(" ", gap) for _ in range(min(blanks, 200)))
            yield from run.glyphs


def em_of(glyphs: Sequence[Glyph]) -> float:
    """Return the usual size of a character; 10 where there is none."""
    sizes = [max(glyph.box.width, glyph.box.height) for glyph in glyphs if not glyph.char.isspace()]
    return max(statistics.median(sizes), 1.0) if sizes else 10.0


def runs_of(glyphs: Sequence[Glyph], em: float) -> list[Run]:
    """Part the characters, in the order of the library, into runs."""
    found: list[list[Glyph]] = []
    last: Glyph | None = None  # that is no blank
    gapped = False
    for glyph in glyphs:
        if last is None or glyph.breaks or (not glyph.char.isspace() and _parted(last, glyph, em, gapped)):
            found.append([])
            last = None
        found[-1].append(glyph)
        gapped = glyph.char.isspace()
        if not gapped or last is None:
            last = glyph
    return [Run(run) for each in found if (run := _trimmed(each))]


def _trimmed(glyphs: list[Glyph]) -> list[Glyph]:
    """Leave out blanks at both ends: where a run stands says its place."""
    start, end = 0, len(glyphs)
    while start < end and glyphs[start].char.isspace():
        start += 1
    while end > start and glyphs[end - 1].char.isspace():
        end -= 1
    return glyphs[start:end]


def _parted(last: Glyph, glyph: Glyph, em: float, gapped: bool) -> bool:
    one, other = last.box, glyph.box
    if min(one.top, other.top) - max(one.bottom, other.bottom) < -0.3 * em:
        return True  # on another row
    gap = other.left - one.right
    return gap < -0.7 * em or gap > _GAP * em * (3 if gapped else 1)


def rows_of(runs: Sequence[Run], em: float) -> list[Row]:
    """Put runs that stand beside each other into rows, from the top down."""
    rows: list[Row] = []
    for run in sorted(runs, key=lambda run: -run.box.middle[1]):
        near = rows[-1] if rows else None
        if near is not None and _beside(near, run, em):
            near.runs.append(run)
        else:
            rows.append(Row([run]))
    for row in rows:
        row.runs.sort(key=lambda run: run.box.left)
    return rows


def _beside(row: Row, run: Run, em: float) -> bool:
    box = row.runs[0].box
    overlap = min(box.top, run.box.top) - max(box.bottom, run.box.bottom)
    least = min(box.height, run.box.height)
    near = abs(box.middle[1] - run.box.middle[1])
    return near < 0.6 * em and (overlap > 0.4 * least or near < 0.35 * em)


@dataclass(frozen=True, slots=True)
class Columns:
    """Two columns of running text: where the gap between them is, and where each begins."""

    gutter: float
    left: float
    right: float


def in_reading_order(
    runs: Sequence[Run], em: float, usual: Columns | None = None
) -> tuple[list[Row], Columns | None]:
    """Return rows in the order of reading, two columns of running text one after the other; and these columns.

    ``usual`` are those of the page before: the last page of a text, and one that shares its place with something
    else, may show too few full lines of its own.
    """
    rows = rows_of(runs, em)
    columns = _parted_columns(rows, em)
    if columns is None and usual is not None and _keeps(rows, usual, em):
        columns = usual
    if columns is None:
        return rows, None
    gutter = columns.gutter
    found: list[Row] = []
    band: list[Row] = []
    for row in [*rows, None]:
        if row is not None and not any(run.box.left < gutter < run.box.right for run in row.runs):
            band.append(row)
            continue
        found += _columns(band, gutter, em)
        band = []
        if row is not None:
            found.append(row)
    return found, columns


def _keeps(rows: Sequence[Row], usual: Columns, em: float) -> bool:
    """Tell whether a page keeps to the columns of the one before: few lines cross, the others begin where they do."""
    crossing = sum(run.box.left < usual.gutter < run.box.right for row in rows for run in row.runs)
    runs = [
        run.box.left for row in rows for run in row.runs if not run.box.left < usual.gutter < run.box.right
    ]
    if crossing > 0.3 * len(rows) or not runs:
        return False
    starts = (usual.left, usual.right)
    near = sum(any(-em < left - start < _INDENT * em for start in starts) for left in runs)
    return len(runs) - near <= min(max(_STRAY, 0.1 * len(runs)), near - 1)


def _columns(band: Sequence[Row], gutter: float, em: float) -> list[Row]:
    """Return the rows of the left column, then those of the right one."""
    runs = [run for row in band for run in row.runs]
    left = [run for run in runs if run.box.right <= gutter]
    right = [run for run in runs if run.box.right > gutter]
    if not left or not right or len(band) < 2:
        return list(band)
    return [*rows_of(left, em), *rows_of(right, em)]


def _parted_columns(rows: Sequence[Row], em: float) -> Columns | None:
    """Return the two columns of running text that a page is parted into, ``None`` where it is not.

    Both sides must have lines that fill their column: a table or a list of names has few such lines.
    """
    pairs = [row for row in rows if len(row.runs) >= 2]
    if len(pairs) < _LEAST_LINES:
        return None
    gaps = sorted(
        (before.box.right + after.box.left) / 2
        for row in pairs
        for before, after in zip(row.runs, row.runs[1:], strict=False)
        if after.box.left - before.box.right >= _GUTTER * em
    )
    if len(gaps) < _LEAST_LINES:
        return None
    middle = statistics.median(gaps)
    left = [run for row in rows for run in row.runs if run.box.right <= middle]
    right = [run for row in rows for run in row.runs if run.box.left >= middle]
    crossing = sum(run.box.left < middle < run.box.right for row in rows for run in row.runs)
    if crossing > 0.3 * len(rows) or not (_is_filled(left) and _is_filled(right)):
        return None
    return Columns(middle, min(run.box.left for run in left), min(run.box.left for run in right))


def _is_filled(runs: Sequence[Run]) -> bool:
    if len(runs) < _LEAST_LINES:
        return False
    edges = sorted(run.box.right for run in runs)
    width = edges[int(0.9 * (len(edges) - 1))] - min(run.box.left for run in runs)
    return sum(run.box.width >= _FILLED * width for run in runs) >= 0.5 * len(runs)
