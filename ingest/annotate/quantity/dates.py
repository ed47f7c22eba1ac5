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

from ontology.numerals import parse_numeral

_HAN_DIGIT = "零〇○一二三四五六七八九"
_SMALL = rf"(?:\d{{1,2}}|[元{_HAN_DIGIT}十]{{1,3}})"
_YEAR = rf"(?<![\d第])(?P<y>(?:19|20)\d{{2}}|[一二][九〇○零][{_HAN_DIGIT}]{{2}})"
_DAY = re.compile(
    rf"{_YEAR}年(?:(?P<m>{_SMALL})月份?(?:(?P<d>{_SMALL})[日号])?|度)?"
    rf"|(?<![\d.\-/])(?P<iso>(?:19|20)\d{{2}})(?P<sep>[-./])(?P<im>\d{{1,2}})(?P=sep)(?P<id>\d{{1,2}})(?![\d.\-/])"
)
_END = re.compile(
    rf"(?:[-~—～]{{1,2}}|起?至|起?到)(?:(?:(?P<y>(?:19|20)\d{{2}}|[一二][九〇○零][{_HAN_DIGIT}]{{2}})年|(?P<next>次年))?"
    rf"(?:(?P<m>{_SMALL})月(?:(?P<d>{_SMALL})[日号])?)?|(?P<only_d>{_SMALL})[日号])(?:止|期间)?"
)
_YEARS = re.compile(
    r"(?<![\d第])(?P<a>(?:19|20)\d{2})(?:[-~—～]{1,2}|至|到)(?P<b>(?:19|20)\d{2})年(?!\d{1,2}月)"
)
_FROM = re.compile(r"(?:自|从)(?:公历)?$")
_SINCE = re.compile(r"(?:之日)?(?:起|以后|之后|后|以来|开始)")
_UNTIL = re.compile(r"(?:底|末)?(?:以前|之前|前(?![款条项])|底前|止)")
_TO = re.compile(r"(?:截至|截止到?|至|到|不(?:晚|迟)于)$")


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


_PRECISION = {4: "quantity-date-year", 7: "quantity-date-month", 10: "quantity-date-day"}


def _end(match: re.Match[str], begin: str) -> str | None:
    """Return the end of a period; what it leaves out is taken from its beginning."""
    year = match["y"] or (str(int(begin[:4]) + 1) if match["next"] else begin[:4])
    if match["only_d"]:
        return iso(year, begin[5:7], match["only_d"]) if len(begin) == 10 else None
    if not (match["m"] or match["y"] or match["next"]):
        return None
    return iso(year, match["m"], match["d"])


def _period(text: str, match: re.Match[str], begin: str) -> Dated:
    """Read the words around the date of ``match``, whose ISO form is ``begin``."""
    start, stop = match.span()
    rule = "quantity-date-numeric" if match["iso"] else _PRECISION[len(begin)]
    lead = _FROM.search(text[max(0, start - 3) : start])
    first = start - len(lead[0]) if lead else start
    if (ended := _END.match(text, stop)) and (end := _end(ended, begin)) and end >= begin[: len(end)]:
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
    done = 0
    both = {m.start(): m for m in _YEARS.finditer(text)}
    for at, match in sorted(
        [*both.items(), *((m.start(), m) for m in _DAY.finditer(text))], key=lambda p: (p[0], -p[1].end())
    ):
        if at < done:
            continue
        if match.re is _YEARS:
            if match["a"] <= match["b"]:
                done = match.end()
                yield Dated(at, done, match["a"], match["b"], "quantity-years", "bounds-years")
            continue
        parts = (
            (match["iso"], match["im"], match["id"]) if match["iso"] else (match["y"], match["m"], match["d"])
        )
        begin = iso(*parts)
        if begin is None:
            continue
        dated = _period(text, match, begin)
        done = dated.end
        yield dated
