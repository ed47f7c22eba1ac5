"""The still picture of the links (:mod:`lawgraph.diagram`) drawn with matplotlib, as SVG or PNG.

The font is the one that the program brings (:mod:`lawgraph.font`): no machine needs one of its own. SVG has outlines
in place of characters, so that it looks the same everywhere. A character that the font lacks is written by its number,
``[U+20BB7]``; a glyph that is missing all the same is an error.
"""

from __future__ import annotations

import unicodedata
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawgraph.diagram import MARGIN, ROW, WIDTH, Box, Diagram, Line

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.font_manager import FontProperties

__all__ = ["draw", "fitting"]

_DOTS = 110  # an inch of a PNG
_MOST_DOTS = 30_000  # on a side: programs for pictures open no more
_DIFFERENCES = {"从严": "#b3261e", "从宽": "#1259c3", "可能抵触": "#7b1fa2"}
_PLAIN = "#7a7a7a"
_STYLES = {"确定": "-", "很可能": (0, (5, 2)), "待核": (0, (1, 2))}
_WIDTHS = {"举措相同": 1.5, "事项相同": 0.8}
_TITLE, _HEAD, _TEXT, _SMALL = 13, 9.5, 7.5, 7  # points


def draw(found: Diagram, path: Path, form: str) -> None:
    """Write a picture as ``svg`` or ``png``; the same picture gives the same bytes.

    Raises :class:`lawgraph.font.FontNotFound`, ``UserWarning`` for a missing glyph, and ``OSError``.
    """
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    figure = Figure(figsize=(found.width, found.height), facecolor="white")
    axes = figure.add_axes((0, 0, 1, 1))
    axes.set_xlim(0, found.width)
    axes.set_ylim(found.height, 0)
    axes.set_axis_off()
    pen = _Pen(axes)
    pen.write(MARGIN, MARGIN, "条款对应图", _TITLE)
    pen.write(MARGIN, MARGIN + 0.3, "Links between provisions", _SMALL, colour="#555555")
    for line in found.lines:
        pen.line(line)
    for heading in found.headings:
        pen.blank(heading.x, heading.y)
        pen.write(heading.x, heading.y + 0.16, fitting(heading.title, 25), _HEAD)
        pen.write(heading.x, heading.y + 0.4, fitting(heading.counts, 34), _SMALL, colour="#555555")
    for box in found.boxes:
        pen.box(box)
    bottom = found.height - MARGIN
    for number, note in enumerate(reversed(found.notes)):
        pen.write(MARGIN, bottom - number * 0.3, note, _SMALL, colour="#333333")
    pen.legend(found, bottom - (len(found.notes) + 1) * 0.3)
    path.parent.mkdir(parents=True, exist_ok=True)
    dots = min(_DOTS, _MOST_DOTS / max(found.width, found.height))
    with warnings.catch_warnings(), rc_context({"svg.fonttype": "path", "svg.hashsalt": "lawgraph"}):
        warnings.filterwarnings("error", message="Glyph .* missing")
        metadata = {"Date": None, "Creator": "lawgraph"} if form == "svg" else {"Software": "lawgraph"}
        figure.savefig(path, format=form, dpi=dots, metadata=metadata)


def fitting(text: str, width: float) -> str:
    """Return a text on one line that takes at most so many Chinese characters, cut with an ellipsis.

    >>> fitting("中小微企业 SME", 6)
    '中小微企业…'
    """
    line = " ".join(text.split())
    taken = 0.0
    for at, char in enumerate(line):
        taken += 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.6
        if taken > width:
            return line[: max(at - 1, 0)].rstrip() + "…"
    return line


class _Pen:
    """Writes and draws on axes in inches, y downwards."""

    def __init__(self, axes: Axes) -> None:
        from fontTools.ttLib import TTFont

        from lawgraph.font import font_path

        self._axes = axes
        self._file = font_path()
        with TTFont(self._file, lazy=True) as font:
            self._known = frozenset(font.getBestCmap())
        self._fonts: dict[float, FontProperties] = {}

    def _font(self, size: float) -> FontProperties:
        from matplotlib.font_manager import FontProperties

        return self._fonts.setdefault(size, FontProperties(fname=str(self._file), size=size))

    def write(
        self, x: float, y: float, text: str, size: float, colour: str = "black", align: str = "left"
    ) -> None:
        """Write a text whose middle is at a height; it is never read as a formula."""
        known = "".join(char if ord(char) in self._known else f"[U+{ord(char):04X}]" for char in text)
        self._axes.text(
            x,
            y,
            known,
            fontproperties=self._font(size),
            color=colour,
            ha=align,
            va="center",
            parse_math=False,
        )

    def blank(self, x: float, y: float) -> None:
        """Keep lines that pass from a heading."""
        from matplotlib.patches import Rectangle

        self._axes.add_patch(Rectangle((x, y), WIDTH, 0.5, facecolor="white", edgecolor="none", zorder=2))

    def box(self, box: Box) -> None:
        """Draw a provision."""
        from matplotlib.patches import Rectangle

        corner = (box.x, box.y - ROW * 0.42)
        self._axes.add_patch(
            Rectangle(
                corner, WIDTH, ROW * 0.84, facecolor="#f5f5f2", edgecolor="#c9c9c4", linewidth=0.6, zorder=2
            )
        )
        more = f"+{box.left_out}" if box.left_out else ""
        label = fitting(box.label, 11)
        self.write(box.x + 0.06, box.y, fitting(f"{label}　{box.text}", 29 if more else 31), _TEXT)
        if more:
            self.write(box.x + WIDTH - 0.05, box.y, more, _TEXT, colour="#b3261e", align="right")

    def line(self, line: Line) -> None:
        """Draw a correspondence; between documents of one column it goes out at the right."""
        left, right = sorted((line.upper, line.lower), key=lambda box: box.x)
        start = (left.x + WIDTH, left.y)
        if left.x == right.x:
            end, bend = (right.x + WIDTH, right.y), 0.9
            self._curve(start, (start[0] + bend, start[1]), (end[0] + bend, end[1]), end, line)
            return
        end = (right.x, right.y)
        bend = min((end[0] - start[0]) / 2, 1.2)
        self._curve(start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end, line)

    def _curve(
        self,
        start: tuple[float, float],
        one: tuple[float, float],
        two: tuple[float, float],
        end: tuple[float, float],
        line: Line,
    ) -> None:
        from matplotlib.patches import PathPatch
        from matplotlib.path import Path as Curve

        codes = [Curve.MOVETO, Curve.CURVE4, Curve.CURVE4, Curve.CURVE4]
        self._axes.add_patch(
            PathPatch(Curve([start, one, two, end], codes), fill=False, zorder=1, **_look(line))
        )

    def legend(self, found: Diagram, y: float) -> None:
        """Say in words what the lines mean, with how many there are of each."""
        x = MARGIN
        for text, look in _legend(found):
            if look:
                self._axes.plot([x, x + 0.4], [y, y], **look)
            self.write(x + (0.48 if look else 0), y, text, _SMALL)
            x += (0.48 if look else 0) + 0.13 * len(text) + 0.15
            if x > found.width - MARGIN - 1.2:
                x, y = MARGIN, y + 0.25


def _look(line: Line) -> dict[str, Any]:
    return {
        "edgecolor": _DIFFERENCES.get(line.difference, _PLAIN),
        "alpha": 1.0 if line.difference else 0.7,
        "linestyle": _STYLES.get(line.sureness, "-"),
        "linewidth": _WIDTHS.get(line.strength, 0.8),
    }


def _legend(found: Diagram) -> Iterator[tuple[str, dict[str, Any]]]:
    differences = Counter(line.difference for line in found.lines)
    for difference, many in sorted(differences.items()):
        colour = _DIFFERENCES.get(difference, _PLAIN)
        yield f"{difference or '未见差异'} {many}", {"color": colour, "linewidth": 1.5}
    sure = Counter(line.sureness for line in found.lines)
    for name, many in ((name, sure[name]) for name in _STYLES if sure[name]):
        yield f"{name} {many}", {"color": _PLAIN, "linestyle": _STYLES.get(name, "-"), "linewidth": 1.2}
    for name, many in sorted(Counter(line.strength for line in found.lines).items()):
        if name:
            yield f"{name} {many}", {"color": _PLAIN, "linewidth": 2 * _WIDTHS.get(name, 0.8)}
