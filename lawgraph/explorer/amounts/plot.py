"""A plot of quantities: one panel a unit, levels as rows, each figure at its place on an axis.

It is geometry only, for a template to draw. An axis of money is logarithmic, one of rates is not; one of time is where
the figures differ much. A figure with two bounds is a line between them; with one it has an arrow where it is open.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import Decimal

import numpy as np

from lawgraph.explorer.amounts.narrowed import Figures, Places, Register
from lawgraph.explorer.amounts.register import YUAN, Amount
from lawgraph.explorer.page import Said
from lawgraph.tables.holdings import LEVELS

PANELS = 3
"""Units that are drawn."""
POINTS = 400
"""Figures of a unit that are drawn each by itself; of more than that, those of one place are one disc."""
_LEFT, _RIGHT, _WIDTH = 96, 46, 960  # pixels
_LANE, _TOP, _BOTTOM = 74, 14, 34
_BIN = 12.0
_SLOT, _SLOTS = 8, 7  # figures of a lane that would cover each other stand in slots
_WIDE = 60  # the greatest figure is so many times the least: the axis is logarithmic
_STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark of the axis."""

    x: float
    said: Said


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure, or ``count`` of them in one place: from ``x`` to ``x2`` at ``y``, with a radius.

    ``opens`` says where it has no bound: ``up``, ``down`` or nothing. ``row`` is the number of its row in the table,
    ``title`` what it says.
    """

    x: float
    x2: float
    y: float
    radius: float
    opens: str
    row: int
    count: int
    title: Said
    doubtful: bool = False
    low: str = ""
    high: str = ""
    level: str = ""


@dataclass(frozen=True, slots=True)
class Lane:
    """A level: its code, where its row is, how many figures there are, and the least, the middle and the greatest."""

    level: str
    y: float
    count: int
    least: Said
    middle: Said
    greatest: Said


@dataclass(frozen=True, slots=True)
class Panel:
    """The figures of one unit; ``undrawn`` are those without a figure above zero on a logarithmic axis."""

    unit: str
    said: Said
    width: int
    height: int
    left: int
    right: int
    bottom: int
    logarithmic: bool
    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    marks: tuple[Mark, ...]
    total: int
    undrawn: int
    together: bool


@dataclass(frozen=True, slots=True)
class _Axis:
    least: float
    greatest: float
    logarithmic: bool

    def at(self, value: float) -> float:
        """Return the place of a figure."""
        return round(float(self.places(np.array(value, dtype=np.float64))), 1)

    def places(self, values: Figures) -> Figures:
        """Return the places of figures."""
        low, high = self.least, self.greatest
        if self.logarithmic:
            values, low, high = np.log10(values), math.log10(low), math.log10(high)
        share: Figures = (values - low) / (high - low)
        return _LEFT + share * (_WIDTH - _LEFT - _RIGHT)


def panels(register: Register, places: Places) -> tuple[Panel, ...]:
    """Return the panels of the units of which there are most figures; the rows are those of the table."""
    rows = np.flatnonzero(~np.isnan(register.value[places]))
    units = register.units_at[places[rows]]
    counts = np.bincount(units, minlength=len(register.unit_names))
    ordered = sorted(np.flatnonzero(counts), key=lambda unit: (-counts[unit], unit))[:PANELS]
    return tuple(_panel(register, register.unit_names[unit], rows[units == unit], places) for unit in ordered)


def _panel(register: Register, unit: str, rows: Places, places: Places) -> Panel:
    """Return the panel of the quantities in some rows of all ``places``."""
    at = places[rows]
    bounds = np.stack((register.low[at], register.high[at]))
    least, greatest = float(np.nanmin(bounds)), float(np.nanmax(bounds))
    above = bounds[bounds > 0]
    logarithmic = (
        bool(above.size) and unit != "%" and (unit == YUAN or greatest >= _WIDE * float(above.min()))
    )
    drawn = ~np.any(bounds <= 0, axis=0) if logarithmic else np.ones(len(rows), dtype=np.bool_)
    axis = _axis(float(above.min()) if logarithmic else least, greatest, unit, logarithmic)
    together = int(drawn.sum()) > POINTS
    levels = register.levels_at[at]
    by_level = [(level, rows[drawn & (levels == register.level_place(level))]) for level in (*LEVELS, "")]
    drawers = [
        (_Lane(register, axis, level, _TOP + (at + 0.5) * _LANE, places), those)
        for at, (level, those) in enumerate(each for each in by_level if each[1].size)
    ]
    lanes = [lane.lane(unit, those) for lane, those in drawers]
    if together:
        most = max(lane.most(those) for lane, those in drawers)
        marks = [mark for lane, those in drawers for mark in lane.discs(unit, those, most)]
    else:
        marks = [mark for lane, those in drawers for mark in lane.points(those)]
    height = int(_TOP + len(lanes) * _LANE + _BOTTOM)
    return Panel(
        unit,
        register.units.said(unit),
        _WIDTH,
        height,
        _LEFT,
        _WIDTH - _RIGHT,
        height - _BOTTOM,
        logarithmic,
        tuple(_ticks(register, axis, unit)),
        tuple(lanes),
        tuple(marks),
        len(rows),
        int((~drawn).sum()),
        together,
    )


def _axis(least: float, greatest: float, unit: str, logarithmic: bool) -> _Axis:
    if logarithmic:
        low, high = 10 ** math.floor(math.log10(least)), 10 ** math.ceil(math.log10(greatest))
        return _Axis(low, high if high > low else low * 10, True)
    floor = min(0.0, least)
    return _Axis(floor, max(100.0, greatest) if unit == "%" else max(greatest, floor + 1), False)


def _ticks(register: Register, axis: _Axis, unit: str) -> list[Tick]:
    if axis.logarithmic:
        first, last_ = round(math.log10(axis.least)), round(math.log10(axis.greatest))
        figures = [Decimal(10) ** power for power in range(first, last_ + 1)]
    else:
        span = axis.greatest - axis.least
        power = Decimal(10) ** math.floor(math.log10(span / 4))
        step = next((power * many for many in (*_STEPS, 10) if span / float(power * many) <= 6), power * 10)
        first = math.ceil(axis.least / float(step))
        figures = [step * at for at in range(first, math.floor(axis.greatest / float(step)) + 1)]
    return [Tick(axis.at(float(figure)), register.units.written(figure, unit)) for figure in figures]


@dataclass(frozen=True, slots=True)
class _Lane:
    """Draws the figures of one level; ``middle`` is where its line is, ``places`` are those of all rows."""

    register: Register
    axis: _Axis
    level: str
    middle: float
    places: Places

    def lane(self, unit: str, rows: Places) -> Lane:
        """Return what is said of the level."""
        ordered = rows[np.argsort(self.register.value[self.places[rows]], kind="stable")]
        least, mid, greatest = (
            self._written(int(ordered[at]), unit) for at in (0, (len(ordered) - 1) // 2, len(ordered) - 1)
        )
        return Lane(self.level, self.middle, len(rows), least, mid, greatest)

    def points(self, rows: Places) -> list[Mark]:
        """Return each figure by itself, those that would cover others above and below the middle."""
        ends = {row: self._ends(self._amount(row)) for row in rows.tolist()}
        marks: list[Mark] = []
        taken = [-math.inf] * _SLOTS  # where the last figure of each slot ends
        for row in sorted(ends, key=lambda each: (*ends[each], each)):
            amount, (start, end) = self._amount(row), ends[row]
            slot = next((at for at, last in enumerate(taken) if last < start - _BIN), taken.index(min(taken)))
            taken[slot] = end
            y = self.middle + (slot + 1) // 2 * _SLOT * (1 if slot % 2 else -1)
            opens = "up" if amount.high is None else "down" if amount.low is None else ""
            figure = self.register.units.figure(amount)
            said = Said(
                f"{figure.zh}（{amount.words}），{amount.document.title}",
                f"{figure.en} ({amount.words}), {amount.document.title}",
            )
            mark = Mark(start, end, round(y, 1), 4.5, opens, row, 1, said, amount.doubtful, level=self.level)
            marks.append(mark)
        return marks

    def _ends(self, amount: Amount) -> tuple[float, float]:
        """Return from where to where a figure goes."""
        low, high = (
            None if bound is None else self.axis.at(float(bound)) for bound in (amount.low, amount.high)
        )
        start, end = low if low is not None else high or 0.0, high if high is not None else low or 0.0
        return min(start, end), max(start, end)

    def _inside(self, rows: Places) -> Places:
        """Return in which of the places of a disc each figure is."""
        return (self.axis.places(self.register.value[self.places[rows]]) // (2 * _BIN)).astype(np.intp)

    def most(self, rows: Places) -> int:
        """Return how many figures there are at most in one place."""
        return int(np.bincount(self._inside(rows)).max())

    def discs(self, unit: str, rows: Places, most: int) -> list[Mark]:
        """Return the figures of each place as one disc, whose area tells how many of ``most`` they are."""
        inside = self._inside(rows)
        return [
            self._disc(unit, (place + 0.5) * 2 * _BIN, rows[inside == place], most)
            for place in np.unique(inside).tolist()
        ]

    def _disc(self, unit: str, x: float, rows: Places, most: int) -> Mark:
        ordered = rows[np.argsort(self.register.value[self.places[rows]], kind="stable")]
        low, high = (self._amount(int(ordered[at])).value or Decimal(0) for at in (0, -1))
        least, greatest = (self._written(int(ordered[at]), unit) for at in (0, -1))
        zh, en = (
            (least.zh, least.en)
            if low == high
            else (f"{least.zh} 至 {greatest.zh}", f"{least.en} to {greatest.en}")
        )
        title = Said(f"{zh}：{len(rows)} 项", f"{en}: {len(rows)}")
        radius = round(2.5 + (_LANE / 2 - 8) * math.sqrt(len(rows) / most) * 0.9, 1)
        row, count = int(rows[0]), len(rows)
        return Mark(
            x, x, self.middle, radius, "", row, count, title, False, f"{low:f}", f"{high:f}", self.level
        )

    def _amount(self, row: int) -> Amount:
        return self.register.amounts[int(self.places[row])]

    def _written(self, row: int, unit: str) -> Said:
        return self.register.units.written(self._amount(row).value or Decimal(0), unit)
