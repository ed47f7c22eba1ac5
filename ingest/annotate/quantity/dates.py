"""Dates and periods between dates, in Arabic or Chinese numerals, in the precision printed.

``low`` and ``high`` are ISO 8601 strings (2012, 2012-03, 2012-03-17). 自…起 has no end; …前, 截至… and 到…
have no beginning. A day that does not exist (2月30日) is no date. Days without a year (每年3月31日) are left
out: the contract has no form for them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from ontology.numerals import parse_numeral, plain_form

_MONTH = r"[\d元一]{1,3}"
_OF_MONTH = r"[\d一]{1,3}"
_YEAR = r"(?:(?:19|20)\d{2}|一{4})"
_DAY = re.compile(
    rf"(?<![\d第])(?:(?P<y>{_YEAR})年(?:(?P<m>{_MONTH})月份?(?:(?P<d>{_OF_MONTH})[日号])?|度)?"
    r"|(?P<iso>(?:19|20)\d{2})(?P<sep>[-./])(?P<im>\d{1,2})(?P=sep)(?P<id>\d{1,2})(?![\d-]))"
)
_END = re.compile(
    rf"(?:[-~—]{{1,2}}|起?[至到])(?:(?P<only_d>{_OF_MONTH})[日号]|(?:(?P<y>{_YEAR})年|(?P<next>次年))?"
    rf"(?:(?P<m>{_MONTH})月(?:(?P<d>{_OF_MONTH})[日号])?)?)(?:止|期间)?"
)
"""Dates and their ends in a text in :func:`~ontology.numerals.plain_form`."""
_YEARS = re.compile(r"(?<!\d)(?P<a>(?:19|20)\d{2})(?:[-~—]{1,2}|[至到])(?P<b>(?:19|20)\d{2})年(?!\d{1,2}月)")
_FROM = re.compile(r"[自从]$")
_SINCE = re.compile(r"(?:之日)?(?:起|以后|之后|后|以来|开始)")
_UNTIL = re.compile(r"[底末]?(?:以前|之前|前|止)")
_TO = re.compile(r"(?:截至|截止到?|至|到|不[晚迟]于)$")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date or period in compact text: its range there, its ends as ISO strings, what found and bounded it."""

    start: int
    end: int
    low: str | None
    high: str | None
    rule: str
    bounds_rule: str

    @property
    def closed(self) -> bool:
        """Whether it is a period with both ends."""
        return None not in (self.low, self.high) and self.low != self.high

    @property
    def unit(self) -> str:
        """The precision printed: ``year``, ``month`` or ``day``."""
        return {4: "year", 7: "month"}.get(len(self.low or self.high or ""), "day")


def iso(year: str, month: str | None, day: str | None) -> str | None:
    """Return the ISO form of a printed date in its precision, or ``None`` when there is no such day.

    >>> iso("二〇一二", "三", "十七"), iso("2012", "3", None), iso("2012", "2", "30")
    ('2012-03-17', '2012-03', None)
    """
    try:
        y = int(parse_numeral(year))
        if not _FIRST_YEAR <= y <= _LAST_YEAR:
            return None
        if month is None:
            return f"{y:04}"
        m = 1 if month == "元" else int(parse_numeral(month))
        if not 1 <= m <= 12:
            return None
        if day is None:
            return f"{y:04}-{m:02}"
        d = int(parse_numeral(day))
    except ValueError:
        return None
    return f"{y:04}-{m:02}-{d:02}" if 1 <= d <= monthrange(y, m)[1] else None


_FIRST_YEAR, _LAST_YEAR = 1900, 2099
_PRECISION = {4: "quantity-date-year", 7: "quantity-date-month", 10: "quantity-date-day"}


def _end(text: str, match: re.Match[str], begin: str) -> str | None:
    """Return the end of a period; what it leaves out is taken from its beginning."""
    year, month, day, only_day = (_printed(text, match, name) for name in ("y", "m", "d", "only_d"))
    if only_day:
        return iso(begin[:4], begin[5:7], only_day) if len(begin) == 10 else None
    if not (month or year or match["next"]):
        return None
    return iso(year or str(int(begin[:4]) + bool(match["next"])), month, day)


def _printed(text: str, match: re.Match[str], name: str) -> str | None:
    """Return what stands in ``text`` for a group of a match in its plain form."""
    return None if match[name] is None else text[match.start(name) : match.end(name)]


def _period(text: str, plain: str, match: re.Match[str], begin: str) -> Dated:
    """Read the words around the date of ``match``, whose ISO form is ``begin``."""
    start, stop = match.span()
    rule = "quantity-date-numeric" if match["iso"] else _PRECISION[len(begin)]
    lead = _FROM.search(text[max(0, start - 3) : start])
    first = start - len(lead[0]) if lead else start
    if (ended := _END.match(plain, stop)) and (end := _end(text, ended, begin)) and end >= begin[: len(end)]:
        return Dated(first, ended.end(), begin, end, rule, "bounds-date-period")
    if since := _SINCE.match(text, stop):
        return Dated(first, since.end(), begin, None, rule, "bounds-date-since")
    if lead:
        return Dated(first, stop, begin, None, rule, "bounds-date-from")
    if until := _UNTIL.match(text, stop):
        return Dated(start, until.end(), None, begin, rule, "bounds-date-before")
    if to := _TO.search(text[max(0, start - 4) : start]):
        return Dated(start - len(to[0]), stop, None, begin, rule, "bounds-date-until")
    return Dated(start, stop, begin, begin, rule, "bounds-date-exact")


def dates(text: str) -> Iterator[Dated]:
    """Yield the dates and periods of a compact text, in order, none inside another.

    >>> [(d.low, d.high) for d in dates("自2012年1月1日至12月31日,从2013年起,二〇一二年三月十七日")]
    [('2012-01-01', '2012-12-31'), ('2013', None), ('2012-03-17', '2012-03-17')]
    """
    done, plain = 0, plain_form(text)
    found = [(m.start(), -m.end(), True, m) for m in _YEARS.finditer(text)]
    found += [(m.start(), -m.end(), False, m) for m in _DAY.finditer(plain)]
    for at, _, years, match in sorted(found, key=lambda each: each[:2]):
        if at < done:
            continue
        if years:
            if match["a"] <= match["b"]:
                done = match.end()
                yield Dated(at, done, match["a"], match["b"], "quantity-years", "bounds-years")
            continue
        year, month, day = (
            _printed(text, match, name) for name in (("iso", "im", "id") if match["iso"] else "ymd")
        )
        begin = iso(year or "", month, day)
        if begin is None:
            continue
        dated = _period(text, plain, match, begin)
        done = dated.end
        yield dated
