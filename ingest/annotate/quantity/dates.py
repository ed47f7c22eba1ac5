"""Dates and periods between dates, in Arabic or Chinese numerals, in the precision printed.

``low`` and ``high`` are ISO 8601 strings (2012, 2012-03, 2012-03-17). 自…起 has no end; …前, 截至… and 到…
have no beginning. Of a day that does not exist (2月30日) the month is
taken, with a doubt. Days without a year (每年3月31日) are left
out: the contract has no form for them.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ontology.numerals import parse_numeral, plain_form

_MONTH = r"[\d元一]{1,3}"
_OF_MONTH = r"[\d一]{1,3}"
_YEAR = r"(?:(?:19|20)\d{2}|一{4}|@@|(?<!\.)0\d)"
_SHORT_YEAR = re.compile(
    r"年(?<=[零〇○一二三四五六七八九]{2}年)(?<![零〇○一二三四五六七八九十百千万几数第]..年)"
    r"(?<!(?:一二|二三|三四|三五|四五|五六|六七|七八|八九)年)(?![限级期])"
)
"""A year without its century, in positional characters (零八年, 九七年); two neighbours are a vague number (一二年)."""
_NUMBERED = r"第[\d〇一二三四五六七八九十百]{1,6}号"
"""What makes a year that of a document number (财政部公告2015年第12号), which is no date of a fact."""
_ARABIC_YEAR = rf"(?:[5-9]\d(?=年{_OF_MONTH}(?:月|季度))|\d\d(?=年{_OF_MONTH}月{_OF_MONTH}[日号]))"
"""The same in figures, where a month or a day follows: 98年4月, 15年3月2日 (10年6月 may be a term of prison)."""
_EARLY = r"1[0-8]\d\d"
_JOINT = r"(?:[-~—–]{1,2}|起?[至到])"
_DAY = re.compile(
    rf"(?<![\d第])(?:(?P<y>{_YEAR}|{_ARABIC_YEAR}|{_EARLY}(?=年{_OF_MONTH}月))年(?!{_NUMBERED})"
    rf"(?:(?P<m>{_MONTH})月份?(?:(?P<d>{_OF_MONTH})[日号])?|度)?"
    r"|(?P<iso>(?:1\d|20)\d{2})(?P<sep>[-./])(?P<im>\d{1,2})(?P=sep)(?P<id>\d{1,2})(?!\d|(?P=sep)(?!(?:19|20)\d\d)))"
)
_HOUR = re.compile(r"(?:[上下]午)?[\d一]{1,3}(?:时|点|:\d\d)(?:整|[\d一]{1,3}分)?")
_FIGURES = re.compile(r"\d{4}[-./至到]\d")
_END = re.compile(
    rf"(?P<joint>{_JOINT}|[与和])(?:(?P<iso>(?:19|20)\d{{2}})(?P<sep>[-./])(?P<im>\d{{1,2}})(?P=sep)(?P<id>\d{{1,2}})(?![\d-])"
    rf"|(?P<only_d>{_OF_MONTH})[日号]|(?:(?P<y>{_YEAR}|\d\d(?=年{_OF_MONTH}月))年|(?P<next>次年))?"
    rf"(?:(?P<m>{_MONTH})月份?(?:(?P<d>{_OF_MONTH})[日号])?)?)(?P<hour>{_HOUR.pattern})?(?P<close>止|期间|之?间)?"
)
"""Dates and their ends in a text in :func:`~ontology.numerals.plain_form`."""
_SHORT = re.compile(
    rf"(?<![\d第])(?P<y>{_YEAR})年(?:(?P<m>{_MONTH})月份?(?P<a>{_OF_MONTH}){_JOINT}(?P<b>{_OF_MONTH})[日号]"
    rf"|(?P<c>{_OF_MONTH}){_JOINT}(?P<d>{_OF_MONTH})月份?)"
)
"""Days of one month and months of one year whose unit stands once: 2022年2-7月."""
_PART = re.compile(
    rf"(?<![\d第])(?P<y>{_YEAR}|[5-9]\d)年度?的?(?:(?P<half>[上下前后])半年|第?(?P<quarter>[一1-4])个?季度"
    rf"|首个?(?P<first>季度|月)|第(?P<nth>{_OF_MONTH})个月"
    rf"|(?P<side>前|最[后後])(?P<n>{_OF_MONTH})(?P<of>个月|个?季度|月(?![份底末初中前内、至到\d])))"
)
"""A half, a quarter, a month by its number, the first or last months or quarters of a year."""
_MORE = re.compile(
    rf"[、和及](?:(?P<m>{_MONTH})月份?(?:(?P<d>{_OF_MONTH})[日号])?|(?P<only_d>{_OF_MONTH})[日号])"
)
"""What a list of dates goes on with: 2022年2月、5月."""
_YEARS = re.compile(
    rf"(?<![\d/.])(?P<a>(?:19|20)\d{{2}})(?:{_JOINT}(?P<b>(?:19|20)\d{{2}})年度?(?!\d{{1,2}}月)|{_JOINT}(?P<short>\d{{2}})年(?:度|(?P<sm>\d{{1,2}})月)?"
    rf"|\.(?P<am>0[1-9]|1[0-2]){_JOINT}(?P<bb>(?:19|20)\d{{2}})(?:\.(?P<bm>0[1-9]|1[0-2]))?(?![\d.])"
    rf"|(?<=[自从]\d{{4}}){_JOINT}(?P<bare>(?:19|20)\d{{2}})(?![\d.,年元万亿个人户%]))"
)
"""Years whose 年 stands once or not at all, and months in figures: 2018-2020年, 2014-15年度, 2021.03-2023.12."""
NO_SUCH_DAY = "没有这一天，只取其月。There is no such day; its month is taken."
"""The doubt of 2012年2月30日."""
_FROM = re.compile(r"[自从]$")
_SINCE = re.compile(r"(?:之日)?(?:起|[及或]?[以之]后|后|以来|开始)")
_UNTIL = re.compile(r"[底末]?(?:[及或]?[以之]前|前(?![\d一二三四五六七八九十]{1,3}个)|止)")
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
    doubt: str | None = None

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
        if len(year) == 2:
            y += 1900 if y >= _FIRST_OF_CENTURY else 2000
        if not (_FIRST_IN_FIGURES if year.isdecimal() else _FIRST_YEAR) <= y <= _LAST_YEAR:
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
_FIRST_IN_FIGURES = 1000
_FIRST_OF_CENTURY = 30  # 30年 to 99年 are of the 1900s, 00年 to 29年 of the 2000s, as spreadsheets have it
_PRECISION = {4: "quantity-date-year", 7: "quantity-date-month", 10: "quantity-date-day"}


def _end(text: str, match: re.Match[str], begin: str) -> str | None:
    """Return the end of a period; what it leaves out is taken from its beginning."""
    year, month, day, only_day = (_printed(text, match, name) for name in ("y", "m", "d", "only_d"))
    if match["joint"] in "与和" and not (match["close"] or "").endswith("间"):
        return None
    if match["iso"]:
        return iso(match["iso"], match["im"], match["id"])
    if only_day:
        return iso(begin[:4], begin[5:7], only_day) if len(begin) == 10 else None
    if not (month or year or match["next"]):
        return None
    return iso(year or str(int(begin[:4]) + bool(match["next"])), month, day)


def _printed(text: str, match: re.Match[str], name: str) -> str | None:
    """Return what stands in ``text`` for a group of a match in its plain form."""
    return None if match[name] is None else text[match.start(name) : match.end(name)]


def _period(text: str, match: re.Match[str], begin: str) -> Dated:
    """Read the words around the date of ``match``, whose ISO form is ``begin``."""
    start, stop = match.span()
    rule = "quantity-date-numeric" if match["iso"] else _PRECISION[len(begin)]
    lead = _FROM.search(text[max(0, start - 3) : start])
    first = start - len(lead[0]) if lead else start
    hour = _HOUR.match(match.string, stop)
    after = hour.end() if hour else stop
    ended = _END.match(match.string, after)
    if ended and (end := _end(text, ended, begin)) and end >= begin[: len(end)]:
        return Dated(first, ended.end(), begin, end, rule, "bounds-date-period")
    bounded = _SINCE.match(text, after) or _UNTIL.match(text, after)
    return _one_sided(text, start, after if bounded else stop, begin, rule)


def _one_sided(text: str, start: int, stop: int, begin: str, rule: str, ends: str | None = None) -> Dated:
    """Read the words around ``text[start:stop]``, one date, or a part of a year from ``begin`` to ``ends``."""
    lead = _FROM.search(text[max(0, start - 3) : start])
    first = start - len(lead[0]) if lead else start
    last = ends or begin
    if since := _SINCE.match(text, stop):
        return Dated(first, since.end(), begin, None, rule, "bounds-date-since")
    if lead:
        return Dated(first, stop, begin, None, rule, "bounds-date-from")
    if until := _UNTIL.match(text, stop):
        return Dated(start, until.end(), None, last, rule, "bounds-date-before")
    if to := _TO.search(text[max(0, start - 4) : start]):
        return Dated(start - len(to[0]), stop, None, last, rule, "bounds-date-until")
    return Dated(start, stop, begin, last, rule, "bounds-date-period" if ends else "bounds-date-exact")


def _part(text: str, match: re.Match[str]) -> Dated | None:
    """Read 上半年, 第三季度 and 前10个月 of a year: a period of months."""
    year = iso(_printed(text, match, "y") or "", None, None)
    if match["half"]:
        first, last = (1, 6) if match["half"] in "上前" else (7, 12)
    elif match["first"]:
        first, last = 1, 3 if match["first"] == "季度" else 1
    elif match["quarter"]:
        last = int(parse_numeral(_printed(text, match, "quarter") or "")) * 3
        first = last - 2
    elif match["nth"]:
        first = last = int(parse_numeral(_printed(text, match, "nth") or ""))
    else:
        last = int(parse_numeral(_printed(text, match, "n") or "")) * (
            3 if match["of"].endswith("季度") else 1
        )
        first = 1
        if match["side"] != "前":
            first, last = 13 - last, 12
    if year is None or not 1 <= first <= last <= 12:
        return None
    return _one_sided(text, *match.span(), f"{year}-{first:02}", "quantity-date-part", f"{year}-{last:02}")


def _short(text: str, match: re.Match[str]) -> Dated | None:
    """Read 2022年2-7月 and 2022年2月14-22日."""
    year, month, a, b, c, d = (_printed(text, match, name) for name in ("y", "m", "a", "b", "c", "d"))
    low, high = (
        (iso(year or "", month, day) for day in (a, b))
        if month
        else (iso(year or "", m, None) for m in (c, d))
    )
    if low is None or high is None or low > high:
        return None
    lead = _FROM.search(text[max(0, match.start() - 3) : match.start()])
    rule = _PRECISION[len(low)]
    return Dated(
        match.start() - len(lead[0] if lead else ""), match.end(), low, high, rule, "bounds-unit-once"
    )


def _list(text: str, plain: str, dated: Dated) -> Iterator[Dated]:
    """Yield the dates that go on after one of which they take year and month: 2022年2月、5月和11月."""
    begin, at = dated.low, dated.end
    while (
        begin is not None and dated.low == dated.high and len(begin) > 4 and (more := _MORE.match(plain, at))
    ):
        month, day, only = (_printed(text, more, name) for name in ("m", "d", "only_d"))
        of_day = iso(begin[:4], begin[5:7], only or day) if len(begin) == 10 else None
        found = of_day if only else iso(begin[:4], month, day)
        if (
            found is None
            or len(found) != len(begin)
            or text[more.end() : more.end() + 1] in ("至", "到", "-")
        ):
            return
        yield Dated(more.start() + 1, more.end(), found, found, _PRECISION[len(found)], "bounds-date-exact")
        begin, at = found, more.end()


def _years(text: str, match: re.Match[str]) -> Dated | None:
    """Read 2018-2020年 and 2014-15年度."""
    first, last = match["a"], match["b"] or match["bb"] or match["bare"] or match["a"][:2] + match["short"]
    if match["sm"]:
        last = iso(last, match["sm"], None) or ""
    if match["am"]:
        first, last = f"{first}-{match['am']}", f"{last}-{match['bm']}" if match["bm"] else last
    return (
        Dated(*match.span(), first, last, "quantity-years", "bounds-years")
        if first <= last or first[: len(last)] == last
        else None
    )


def _day(text: str, match: re.Match[str]) -> Dated | None:
    """Read a date with what bounds it or ends its period."""
    names = ("iso", "im", "id") if match["iso"] else ("y", "m", "d")
    year, month, day = (_printed(text, match, name) for name in names)
    if begin := iso(year or "", month, day):
        return _period(text, match, begin)
    of_month = iso(year or "", month, None) if day else None
    if of_month is None:
        return None
    return Dated(*match.span(), of_month, of_month, "quantity-date-month", "bounds-date-exact", NO_SUCH_DAY)


_FORMS: tuple[tuple[re.Pattern[str], Callable[[str, re.Match[str]], Dated | None]], ...] = (
    (_YEARS, _years),
    (_PART, _part),
    (_SHORT, _short),
    (_DAY, _day),
)
"""What dates look like in plain form, and what reads each; of two at one place the first."""


def _within(last: Dated, dated: Dated) -> Dated | None:
    """Join 2010年之后 with the 2018年之前 that follows it; ``None`` when they are no period."""
    low, high = last.low, dated.high
    if last.end != dated.start or low is None or high is None or (last.high, dated.low) != (None, None):
        return None
    if low[: len(high)] > high:
        return None
    return replace(last, end=dated.end, high=high, bounds_rule="bounds-date-period")


def dates(text: str) -> Iterator[Dated]:
    """Yield the dates and periods of a compact text, in order, none inside another.

    >>> [(d.low, d.high) for d in dates("自2012年1月1日至12月31日,从2013年起,二〇一二年三月十七日")]
    [('2012-01-01', '2012-12-31'), ('2013', None), ('2012-03-17', '2012-03-17')]
    >>> [(d.low, d.high) for d in dates("九七年一季度,2010年之后2018年之前")]
    [('1997-01', '1997-03'), ('2010', '2018')]
    >>> [(d.low, d.high) for d in dates("2025年上半年,2022年2-7月,2022年2月、5月")]
    [('2025-01', '2025-06'), ('2022-02', '2022-07'), ('2022-02', '2022-02'), ('2022-05', '2022-05')]
    """
    last: Dated | None = None
    for dated in _single(text):
        if last and (both := _within(last, dated)):
            last = both
            continue
        if last:
            yield last
        last = dated
    if last:
        yield last


def _single(text: str) -> Iterator[Dated]:
    """Yield the dates and periods of a compact text as they are printed."""
    if "年" not in text and not _FIGURES.search(text):
        return
    done, plain = 0, plain_form(text)
    for short in _SHORT_YEAR.finditer(text):
        plain = f"{plain[: short.start() - 2]}@@{plain[short.start() :]}"
    found = [(m.start(), rank, m) for rank, (form, _) in enumerate(_FORMS) for m in form.finditer(plain)]
    for at, rank, match in sorted(found, key=lambda each: each[:2]):
        dated = _FORMS[rank][1](text, match) if at >= done else None
        if dated is None:
            continue
        done = dated.end
        yield dated
        for more in _list(text, plain, dated):
            done = more.end
            yield more
