"""Lengths of time of unlike units: which of the two is surely the longer one."""

from __future__ import annotations

from decimal import Decimal

import pytest

from ingest.link.durations import known, longer

CASES = [
    (7, "day", 1, "week", 0, "a week has seven days"),
    (2, "year", 24, "month", 0, "a year has twelve months"),
    (90, "minute", 2, "hour", -1, "an hour has sixty minutes"),
    (5, "working-day", 15, "day", -1, "no break makes five working days fifteen days"),
    (3, "day", 5, "working-day", -1, "five working days are five days at least"),
    (20, "working-day", 15, "day", 1, "twenty working days are twenty days at least"),
    (
        10,
        "working-day",
        15,
        "day",
        None,
        "fourteen days as a rule, twenty and more where a long holiday lies between",
    ),
    (15, "working-day", 15, "day", None, "days may be working days by a rule's own words"),
    (
        11,
        "working-day",
        28,
        "day",
        None,
        "three weeks are begun by the eleventh, and a holiday is a week more",
    ),
    (15, "day", 1, "month", -1, "the shortest month has 28 days"),
    (30, "day", 1, "month", None, "a month has 28 to 31"),
    (2, "month", 60, "day", None, "59 to 62 days"),
    (3, "month", 60, "day", 1, "89 days at least"),
    (1, "year", 365, "day", None, "or 366"),
    (24, "hour", 1, "day", None, "an hour before the end of the next day, or as the rule means it"),
    (24, "hour", 2, "day", -1, "over before the second day ends"),
    (72, "hour", 1, "day", 1, "over on the third day"),
    (24, "hour", 3, "working-day", -1, "over before the first of them ends"),
    (3, "trading-day", 15, "day", None, "the days of an exchange are not known"),
]


@pytest.mark.parametrize(("one", "unit", "other", "other_unit", "wanted", "why"), CASES)
def test_the_longer_of_two_lengths(
    one: int, unit: str, other: int, other_unit: str, wanted: int | None, why: str
) -> None:
    assert longer(Decimal(one), unit, Decimal(other), other_unit) == wanted, why
    back = longer(Decimal(other), other_unit, Decimal(one), unit)
    assert back == (None if wanted is None else -wanted), f"{why}, and the other way"


@pytest.mark.parametrize(
    ("unit", "wanted"), [("quarter", True), ("working-day", True), ("trading-day", False)]
)
def test_which_units_have_a_length(unit: str, wanted: bool) -> None:
    assert known(unit) is wanted
