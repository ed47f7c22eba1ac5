"""Two lengths of time of unlike units: which of them is surely the longer one.

Weeks are so many days, hours so many minutes, quarters and years so many months. A month has 28 to 31 days. Working
days have no fixed length: so many are at least as many days, and at most a week for each five that are begun and seven
days more (the longest breaks of the country have nine days, two of them those of the week's end that is counted
already). Hours run from the minute of the event and days to the end of the day, so that 24 hours end within a day.
What one length is at most must be less than what the other is at least: 十个工作日 is neither more nor less than
十五日, 五个工作日 is less. That holds where a law counts its own days as working days (行政处罚法 article 85) too.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from decimal import Decimal

_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_DAYS = {"day": 1, "week": 7}
_MINUTES = {"minute": 1, "hour": 60}
_MINUTES_OF_A_DAY = 1440
_WORKING = "working-day"
_EXACT: tuple[Mapping[str, int], ...] = (_MONTHS, _DAYS, _MINUTES, {_WORKING: 1})
_MONTH = (30, 31)  # days of a month at least and at most, but for February
_FEBRUARY = 2
_WORKING_WEEK, _WEEK = 5, 7


def known(unit: str) -> bool:
    """Whether a unit of time has a length that can be held against others."""
    return any(unit in units for units in _EXACT)


def longer(one: Decimal, unit: str, other: Decimal, other_unit: str) -> int | None:
    """Return 1 where the first length is surely the longer, -1 the shorter, 0 where both are equal; else None.

    >>> longer(Decimal(2), "year", Decimal(24), "month"), longer(Decimal(5), "working-day", Decimal(15), "day")
    (0, -1)
    >>> longer(Decimal(10), "working-day", Decimal(15), "day") is None
    True
    """
    for exact in _EXACT:
        if unit in exact and other_unit in exact:
            first, second = one * exact[unit], other * exact[other_unit]
            return (first > second) - (first < second)
    if not known(unit) or not known(other_unit):
        return None
    least, most = days(one, unit)
    other_least, other_most = days(other, other_unit)
    return 1 if least > other_most else -1 if most < other_least else None


def days(length: Decimal, unit: str) -> tuple[Decimal, Decimal]:
    """Return after how many days, counted by their ends, a length is over at least and at most.

    ``unit`` is one that is :func:`known`; raises :class:`KeyError` for another.
    """
    if unit == _WORKING:
        return length, Decimal(_WEEK * math.ceil(length / _WORKING_WEEK) + _WEEK)
    if unit in _MONTHS:
        months = length * _MONTHS[unit]
        return months * _MONTH[0] - _FEBRUARY, months * _MONTH[1]
    if unit in _MINUTES:
        whole = length * _MINUTES[unit] / _MINUTES_OF_A_DAY
        return whole - 1, whole
    return length * _DAYS[unit], length * _DAYS[unit]
