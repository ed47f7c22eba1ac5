"""Common ground of JioNLP, Recognizers-Text and this project: what each says, as facts that can be compared.

An amount is kind, unit and its two ends. The ends of a date are sets of days: 2016至2018 ends on 2018-01-01 for
one tool, on 2018-12-31 for another, on 2019-01-01 for a third, and all mean the year 2018. Lengths are told in
minutes or months, working days apart. Whether an end is included is compared only in sums, where none of the
tools says otherwise. :class:`NoForm` is raised for what the contract has no form for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from ingest.model import Quantity, QuantityKind

Ends = frozenset[object]
"""The values any of which an end may be; empty for none."""


class NoForm(Exception):
    """The contract has no form for an answer; the message is the reason."""


@dataclass(frozen=True, slots=True)
class Fact:
    """An amount, or a date or period, as far as the tools can be compared."""

    kind: str
    unit: str
    low: Ends
    high: Ends

    def agrees(self, other: Fact) -> bool:
        """Tell whether two facts say the same."""
        return (self.kind, self.unit) == (other.kind, other.unit) and all(
            bool(mine & yours) if mine and yours else mine == yours
            for mine, yours in ((self.low, other.low), (self.high, other.high))
        )


def agree(facts: Iterable[Fact], others: Iterable[Fact]) -> bool:
    """Tell whether two lists of facts say the same, in any order."""
    left = list(others)
    for fact in facts:
        found = next((one for one in left if fact.agrees(one)), None)
        if found is None:
            return False
        left.remove(found)
    return not left


def _value(value: object) -> Ends:
    return frozenset() if value is None else frozenset({Decimal(f"{Decimal(str(value)):.12g}")})


def amount(kind: str, unit: str, low: object, high: object) -> Fact:
    """Return an amount between two numbers, of which ``None`` is no end."""
    return Fact(kind, unit, _value(low), _value(high))


# ── this project ────────────────────────────────────────────────────────────────────────────────────

_LENGTHS = {
    "week": ("minute", 7 * 1440),
    "day": ("minute", 1440),
    "hour": ("minute", 60),
    "minute": ("minute", 1),
    "second": ("minute", Decimal(1) / 60),
    "year": ("month", 12),
    "quarter": ("month", 3),
    "month": ("month", 1),
    "working-day": ("working-day", 1),
    "trading-day": ("working-day", 1),
}


def _first(printed: str) -> date:
    year, month, day = (*(int(part) for part in printed.split("-")), 1, 1)[:3]
    return date(year, month, day)


def _exists(printed: str) -> bool:
    try:
        return bool(_first(printed))
    except ValueError:
        return False


def _after(printed: str) -> date:
    """Return the day after the last one of a year, a month or a day."""
    first = _first(printed)
    if len(printed) == 10:
        return first + timedelta(1)
    return date(first.year + 1, 1, 1) if len(printed) == 4 else _next_month(first)


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _around(printed: object) -> Ends:
    """Return the days on which tools let a year, month or day end: its first, its last, the one after."""
    if not isinstance(printed, str):
        return frozenset()
    return frozenset({_first(printed), _after(printed), _after(printed) - timedelta(1)})


def of_quantity(quantity: Quantity) -> Fact:
    """Return the fact of a quantity of this project."""
    kind, unit, low, high = quantity.kind, quantity.unit, quantity.low, quantity.high
    if kind is QuantityKind.DATE:
        begin = frozenset({_first(low)}) if isinstance(low, str) and high is not None else _around(low)
        return Fact("date", "day", begin, _around(high))
    if kind is QuantityKind.DURATION:
        unit, scale = _LENGTHS[unit]
        ends = (None if end is None else Decimal(str(end)) * scale for end in (low, high))
        return amount("duration", unit, *ends)
    return amount(kind.value, "%" if kind is QuantityKind.PERCENT else unit, low, high)


# ── JioNLP ──────────────────────────────────────────────────────────────────────────────────────────

CURRENCIES = {
    "元": "CNY",
    "港元": "HKD",
    "美元": "USD",
    "日元": "JPY",
    "新台币": "TWD",
    "欧元": "EUR",
    "泰铢": "THB",
    "卢布": "RUB",
    "韩元": "KRW",
    "澳元": "AUD",
    "英镑": "GBP",
}
_WORDS = {"workday": "working-day", "year": "year", "month": "month", "day": "day", "hour": "hour"}
_WORDS |= {"minute": "minute", "second": "second"}


def of_jio_money(said: Mapping[str, Any]) -> Fact:
    """Return the fact of an amount of JioNLP."""
    number, unit = said["num"], CURRENCIES.get(said["case"], said["case"])
    low, high = number if isinstance(number, list) else (number, number)
    if said["definition"] == "blur+":
        high = None
    elif said["definition"] == "blur-":
        low = None
    return amount("money", unit, low, high)


def _delta(said: Mapping[str, Any]) -> tuple[str, Decimal] | None:
    if said.get("infinite") or said.get("zero"):
        return None
    ends = [(_LENGTHS[_WORDS[word]], Decimal(str(value))) for word, value in said.items()]
    units = {unit for (unit, _), _ in ends}
    if len(units) != 1:
        raise NoForm("a length in units that none is common to")
    return units.pop(), sum((value * scale for (_, scale), value in ends), Decimal(0))


def of_jio_time(said: Mapping[str, Any]) -> Fact:
    """Return the fact of a time of JioNLP."""
    if said["type"] == "time_period":
        raise NoForm("a time that comes again")
    time = said["time"]
    if said["type"] == "time_delta":
        first, last = (_delta(end) for end in (time if isinstance(time, list) else (time, time)))
        unit = (first or last or ("",))[0]
        return amount("duration", unit, first and first[1], last and last[1])
    low, high = _jio_end(time[0], "00:00:00"), _jio_end(time[1], "23:59:59")
    days: set[object] = set() if high is None else {high}
    if low and high and low.day == 1 and (high + timedelta(1)).day == 1:
        days.add(high.replace(day=1))
        if (low.month, high.month) == (1, 12):
            days.add(high.replace(month=1, day=1))
    return Fact("date", "day", frozenset({low} - {None}), frozenset(days))


_NOW = "2021-06-14 01:06:40"


def _jio_end(printed: str, clock: str) -> date | None:
    if printed.endswith("inf") or printed == _NOW:
        return None
    day, _, time = printed.partition(" ")
    if time != clock:
        raise NoForm("a time of day")
    return date.fromisoformat(day)


# ── Recognizers-Text ────────────────────────────────────────────────────────────────────────────────

_TIMEX_DAY = re.compile(r"\d{4}(?:-\d\d){0,2}")
_TIMEX_PERIOD = re.compile(r"\((\d{4}-\d\d-\d\d),(\d{4}-\d\d-\d\d),P\w+\)")
_TIMEX_LENGTH = re.compile(r"P((?:[\d.]+[YMWD])*)(?:T((?:[\d.]+[HMS])+))?")
_PART = re.compile(r"([\d.]+)([YMWDHS])")
_DATE_WORDS = {"Y": "year", "M": "month", "W": "week", "D": "day"}
_CLOCK_WORDS = {"H": "hour", "M": "minute", "S": "second"}
_BEFORE = {"before", "until"}
_TIMES = ("date", "daterange", "duration")


def of_recognized(said: Mapping[str, Any]) -> Fact | None:
    """Return the fact of a result of Recognizers-Text, of its model or its specification; ``None`` for no fact."""
    kind = str(said.get("TypeName") or said.get("Type")).rpartition(".")[2]
    value = said.get("Resolution") or said.get("Value") or {}
    if kind in ("currency", "number", "percentage"):
        number = value.get("value")
        if number is None:
            return None
        unit = {"number": "CNY", "percentage": "%"}.get(kind) or value.get("isoCurrency") or value.get("unit")
        printed = str(number).rstrip("%")
        return amount("percent" if kind == "percentage" else "money", unit, printed, printed)
    if kind not in _TIMES:
        raise NoForm("a time of day, or one that comes again")
    values = value["values"][0] if "values" in value else value
    if values.get("isLunar"):
        raise NoForm("the lunar calendar, a season or a feast")
    if values.get("value") == "not resolved":
        return None
    return _timex(values.get("timex") or values.get("Timex"), values.get("Mod"))


def _timex(timex: str, mod: str | None) -> Fact | None:
    if period := _TIMEX_PERIOD.fullmatch(timex):
        low, high = (date.fromisoformat(day) for day in period.groups())
        ends = {high, high - timedelta(1)} if high.day == 1 else {high}
        return Fact("date", "day", frozenset({low}), frozenset(ends))
    if _TIMEX_DAY.fullmatch(timex):
        if not _exists(timex):
            return None
        if mod in _BEFORE:
            return Fact("date", "day", frozenset(), _around(timex))
        if mod is not None:
            return Fact("date", "day", _around(timex), frozenset())
        return Fact("date", "day", frozenset({_first(timex)}), _around(timex))
    length = _TIMEX_LENGTH.fullmatch(timex)
    if not length:
        raise NoForm("reckoned from the day of reading")
    parts = [(_DATE_WORDS, length[1]), (_CLOCK_WORDS, length[2] or "")]
    ends = [(_LENGTHS[words[u]], Decimal(n)) for words, text in parts for n, u in _PART.findall(text)]
    if timex == "P0.5M":  # half a month is fifteen days: Civil Code, article 201
        ends = [(_LENGTHS["day"], Decimal(15))]
    units = {unit for (unit, _), _ in ends}
    if len(units) != 1:
        raise NoForm("a length in units that none is common to")
    total = sum((number * scale for (_, scale), number in ends), Decimal(0))
    return amount("duration", units.pop(), total, total)


def facts(tool: str, suite: str, said: object) -> list[Fact] | None:
    """Return the facts of what a tool said to a text of ``suite``; ``None`` where it failed or has no form."""
    if not isinstance(said, list):
        return None
    try:
        return list(_facts(tool, suite, said))
    except (NoForm, KeyError, ValueError, TypeError, ArithmeticError):
        return None


def _facts(tool: str, suite: str, said: Iterable[Mapping[str, Any]]) -> Iterator[Fact]:
    for one in said:
        if tool == "recognizers":
            if fact := of_recognized(one):
                yield fact
        else:
            yield of_jio_time(one) if suite == "time" else of_jio_money(one)
