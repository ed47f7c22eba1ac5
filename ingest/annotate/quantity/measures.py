"""Figures with a unit: money, shares and rates, lengths of time, counts.

:func:`figures` finds each figure with its bound words and joins two of them into a range. It works on compact
text (:class:`ingest.annotate.reading.Reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.annotate.quantity.bounds import BEFORE, Bounds, bounds
from ingest.model import QuantityKind
from ontology import lexicon
from ontology.numerals import Number, numerals, parse_numeral, plain
from ontology.units import units

_UNITS = {one.name: (QuantityKind(one.kind), one.code, one.scale, one.rule) for one in units()}
"""What a unit measures, its name, what one of it is in units of that name, and the rule that reads it."""
_NO_UNIT = (QuantityKind.MONEY, "CNY", Decimal(1), "quantity-money-without-unit")
"""What is read where 万 or 亿 stands before a sum of money without 元."""
_PARTS = ("百", "千", "万")
_RANGE = r"(?:-{1,2}|[—–~]{1,2}|至|到)"
_UNIT = re.compile(
    rf"(?P<word>{lexicon.pattern('unit')}|个?{lexicon.pattern('counted-unit')}|成(?=[的以]|\b))(?:人民币)?"
    r"|(?<=[万亿])(?=(?:以[上下内])?的?(?:罚款|罚金|资金|奖励|奖金|补贴|补助|资助))"
)
"""What follows a numeral that measures something."""
_NO_SHARE = re.compile(r"地形图|比例尺|的?地图")
_HALF = re.compile(r"减半(?!数)|半(?P<unit>年|个月)(?![度报])")
_PLAN = re.compile(r"\w{0,4}(?:行动|规划|计划)")
_ORDINAL = re.compile(lexicon.pattern("ordinal"))
_MONTH_DAY = re.compile(r"(?<!个)月(?:\w{1,3}日[至到、,—~-]+)*$")
_EARLIER = re.compile(r"以?前(?![款条项述提置期款])")
_JOIN = re.compile(r"[,、]?(?:但|且|并|而|并且|和)?")
_SHORT = re.compile(rf"个?{_RANGE}$")
_OFFSET = re.compile(r"(?:连续|提前|最近|近|每增加|每减少|每新增)$")
_SHARE_OF = re.compile(r"(?:按照?|为|占|以)((?:《[^》]*》|[^,。;:、)《》%\d为按占]){2,20}?)的$")
_NEAR = 400  # characters before a figure, more than a first number or a base in its title has
_BASE = r"[为在到至:]?(?:人民币)?"


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity in compact text: its range there, what it measures, its bounds, its base, what found it."""

    start: int
    end: int
    kind: QuantityKind
    unit: str
    bounds: Bounds
    base: str | None = None
    rule: str = field(kw_only=True)


@dataclass(frozen=True, slots=True)
class _Atom:
    """A numeral with its unit, without the words around it; ``number`` is the numeral, empty for a half."""

    start: int
    end: int
    kind: QuantityKind
    unit: str
    value: Number
    rule: str
    number: str = ""


def _half(match: re.Match[str]) -> _Atom:
    """Read 减半, 半年 and 半个月."""
    if not match["unit"]:
        return _Atom(*match.span(), QuantityKind.PERCENT, "%", 50, "quantity-halved")
    unit, value = ("month", 6) if match["unit"] == "年" else ("day", 15)
    return _Atom(*match.span(), QuantityKind.DURATION, unit, value, "quantity-half-period")


def _fraction(text: str, start: int, end: int, ends: Mapping[int, int]) -> _Atom | None:
    """Read 百分之三十 and 三分之二, whose upper number is ``text[start:end]``."""
    over = start - len("分之")
    begin = ends.get(over, over - 1)
    whole = text[max(begin, 0) : max(over, 0)]
    if (
        not text.startswith("分之", over)
        or not (over in ends or whole in _PARTS)
        or _NO_SHARE.match(text, end)
    ):
        return None
    below = Decimal(parse_numeral(whole))
    share = Decimal(100) * parse_numeral(text[start:end]) / below if below else Decimal(0)
    rule = "quantity-share" if whole in _PARTS else "quantity-fraction"
    value = plain(round(share, 6))
    return _Atom(begin, end, QuantityKind.PERCENT, "%", value, rule, text[start:end])


def _with_unit(text: str, start: int, end: int) -> _Atom | None:
    """Read the numeral ``text[start:end]`` with the unit that follows it."""
    match = _UNIT.match(text, end)
    if not match:
        return None
    word = match["word"]
    kind, unit, scale, rule = _UNITS[word.removeprefix("个")] if word else _NO_UNIT
    number = text[start:end]
    return _Atom(start, match.end(), kind, unit, plain(Decimal(parse_numeral(number)) * scale), rule, number)


def _first(short: str, atom: _Atom) -> Number:
    """Return the first number of ``3至5个工作日`` or ``10-50万元``, whose unit stands only once."""
    low = Decimal(parse_numeral(short))
    number = atom.number
    own = parse_numeral(number)
    multiplier = Decimal(1)
    for char in number[len(number.rstrip("万亿")) :]:
        multiplier *= {"万": 10**4, "亿": 10**8}[char]
    if short[-1] not in "万亿" and low < Decimal(own) / multiplier:
        low *= multiplier
    return plain(low * Decimal(atom.value) / Decimal(own)) if own else plain(low)


def _inside(text: str, end: int) -> int:
    """Return how much of the text after a range says no more than that it is one (三至五年内)."""
    return int(text.startswith("内", end))


def _before(text: str, start: int, floor: int, kind: QuantityKind) -> tuple[int, str | None, str | None]:
    """Return where the bound word before ``start`` begins, its kind, and the base between the two."""
    window = text[max(floor, start - 45) : start]
    origin = start - len(window)
    last: tuple[int, str | None, str | None] = (start, None, None)
    for match in BEFORE.finditer(window):
        between = window[match.end() :]
        base = re.fullmatch(r"为?((?:《[^》]*》|[^,。;:、()《》%\d])*?)的?", between)
        if re.fullmatch(_BASE, between):
            last = (origin + match.start(), match.lastgroup, None)
        elif kind is QuantityKind.PERCENT and base and (between.endswith("的") or len(between) <= 8):
            last = (origin + match.start(), match.lastgroup, base[1] or None)
    return last


def _named(text: str, atom: _Atom) -> bool:
    """Tell 第三年, 上一年, 同一日 and 两个一百年, which name a time, from three years and one day."""
    at = atom.start
    before = text[max(0, at - 2) : at]
    if before.endswith("第") or before == "两个":
        return True
    if atom.kind is not QuantityKind.DURATION or not atom.number:
        return False
    if atom.unit == "day" and text[atom.end - 1] == "日" and _MONTH_DAY.search(text[max(0, at - 10) : at]):
        return True
    if atom.unit == "year" and (atom.value > 1000 or _PLAN.match(text, atom.end)):
        return True  # a calendar year, a three-year plan
    return atom.number in ("一", "1") and bool(_ORDINAL.fullmatch(before[-1:]))


def _atoms(text: str, ends: Mapping[int, int]) -> list[_Atom]:
    """Return what is measured in ``text``, whose numerals are ``ends``: where each begins, by its end."""
    found = [_half(match) for match in _HALF.finditer(text)]
    for end, start in ends.items():
        if atom := _fraction(text, start, end, ends) or _with_unit(text, start, end):
            found.append(atom)
    return sorted(found, key=lambda atom: atom.start)


def _from_to(text: str, atom: _Atom, ends: Mapping[int, int], floor: int) -> Figure | None:
    """Read a range whose unit stands only once (3至5个工作日), of which ``atom`` is the end."""
    dash = _SHORT.search(text[max(floor, atom.start - 3) : atom.start])
    first = atom.start - len(dash[0]) if dash else 0
    if not atom.number or ends.get(first, -1) < floor:
        return None
    low = _first(text[ends[first] : first], atom)
    if low > atom.value:
        return None
    end = atom.end + _inside(text, atom.end)
    bounds_ = Bounds(low, atom.value, True, True, rule="bounds-unit-once")
    return Figure(ends[first], end, atom.kind, atom.unit, bounds_, rule=atom.rule)


def _bounded(text: str) -> Iterator[Figure]:
    """Yield each figure with the bound words around it."""
    floor = 0
    ends = {end: start for start, end in numerals(text)}
    for atom in _atoms(text, ends):
        start, end, kind, unit, value = atom.start, atom.end, atom.kind, atom.unit, atom.value
        if _named(text, atom):
            continue
        if both := _from_to(text, atom, ends, floor):
            yield both
            floor = end
            continue
        begin, word, base = _before(text, start, floor, kind)
        made, used = bounds(value, word, text[end : end + 16])
        if kind is QuantityKind.COUNT and made.low == made.high and unit != "year-of-age":
            continue  # a bare count is rarely a limit
        end += used
        ahead = kind is QuantityKind.DURATION and unit not in ("year", "week") and made.low == made.high
        if ahead and (earlier := _EARLIER.match(text, end)):  # 届满九十日前: ninety days or more before it
            end = earlier.end()
            made = replace(made, high=None, high_inclusive=False, rule="bounds-days-before")
        if (
            kind is QuantityKind.PERCENT
            and base is None
            and (share := _SHARE_OF.search(text[max(floor, begin - _NEAR) : begin]))
        ):
            base = share[1]
        near = max(floor, begin - _NEAR)
        if lead := _OFFSET.search(text[near:begin]):
            begin = near + lead.start()
            if lead[0] == "提前" and made.low == made.high:
                made = replace(made, high=None, high_inclusive=False, rule="bounds-in-advance")
        yield Figure(begin, end, kind, unit, made, base, rule=atom.rule)
        floor = end


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a compact text, a floor and the ceiling after it joined into one range.

    >>> [(text[f.start:f.end], f.bounds.low, f.bounds.high)
    ...  for text in ["处二万元以上二十万元以下罚款", "在3至5个工作日内办结"] for f in figures(text)]
    [('二万元以上二十万元以下', 20000, 200000), ('3至5个工作日内', 3, 5)]
    """
    found: list[Figure] = []
    for figure in _bounded(text):
        last = found[-1] if found else None
        if last and (last.kind, last.unit) == (figure.kind, figure.unit):
            gap = text[last.end : figure.start]
            both = last.bounds.joined(figure.bounds) if _JOIN.fullmatch(gap) else None
            if both is None and re.fullmatch(_RANGE, gap):
                both = _between(last.bounds, figure.bounds)
            if both:
                found[-1] = replace(last, end=figure.end, bounds=both)
                continue
        found.append(figure)
    return _tiers(found)


def _between(first: Bounds, second: Bounds) -> Bounds | None:
    """Read 6%-10%, 一万元至三万元, 超过一万元至三万元 and 一万元以上至三万元."""
    low, high = first.low, second.high
    if low is None or high is None or low > high or (first.high is not None and first.high != low):
        return None
    stated = first.stated or second.stated
    return Bounds(low, high, first.low_inclusive, second.high_inclusive, stated, "bounds-from-to")


def _tiers(found: list[Figure]) -> tuple[Figure, ...]:
    """Part neighbouring tiers: where one states that it includes its upper bound, the next begins above it.

    6万元（含）以下 … 6万元以上，30万元以下: the second does not hold 6万元, as no amount is in two tiers.
    """
    tops = {
        (f.kind, f.unit, f.bounds.high): f.start for f in found if f.bounds.stated and f.bounds.high_inclusive
    }
    parted: list[Figure] = []
    for figure in found:
        top = tops.get((figure.kind, figure.unit, figure.bounds.low))
        if (
            top is not None
            and top < figure.start
            and figure.bounds.low_inclusive
            and figure.bounds.low != figure.bounds.high
        ):
            parts = replace(figure.bounds, low_inclusive=False, rule="bounds-next-tier")
            figure = replace(figure, bounds=parts)
        parted.append(figure)
    return tuple(parted)
