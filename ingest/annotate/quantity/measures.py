"""Figures with a unit: money, shares and rates, lengths of time, counts.

:func:`figures` finds each figure with its bound words and joins two of them into a range. It works on compact
text (:class:`ingest.annotate.reading.Reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.annotate.quantity.atoms import SCALES, Atom, atoms, lower_number, share
from ingest.annotate.quantity.bounds import BEFORE, Bounds, bounds
from ingest.model import QuantityKind
from ontology import lexicon
from ontology.numerals import Number, numerals, parse_numeral, plain
from ontology.units import units

_UNITS = {
    one.name: (QuantityKind(one.kind), one.code, one.rule)
    for one in units()
    if one.name in lexicon.words("counted-unit")
}
"""What may stand behind 个 and a bound word."""
_RANGE = r"(?:-{1,2}|[—–~]{1,2}|至|到)"
_DASHES = tuple("-—–~至到")
"""How a range ends."""
_PLAN = re.compile(r"\w{0,4}(?:行动|规划|计划)")
_ORDINAL = re.compile(lexicon.pattern("ordinal"))
_MONTH_DAY = re.compile(r"(?<!个)月(?:\w{1,3}日[至到、,—~-]{1,9}){0,40}$")
_EARLIER = re.compile(r"以?前(?![款条项述提置期款])")
_JOIN = re.compile(r"[,、]?(?:但|且|并|而|并且|和)?")
_SHORT = re.compile(rf"(?:个|\((?P<no>不?)含(?:本数)?\))?{_RANGE}$")
_OFFSET = re.compile(r"(?:连续|累计|提前|最近|近|每增加|每减少|每新增)$")
_SHARE_OF = re.compile(r"(?:按照?|为|占|以)((?:《[^》]*》|[^,。;:、)《》%\d为按占]){2,20}?)的$")
_NEAR = 400  # characters before a figure, more than a first number or a base in its title has
_PER = rf"(?:每[一个]?{lexicon.pattern('per-unit')}){{0,3}}"
_BASE = re.compile(rf"[为在到至是]?{_PER}(?:人民币)?")
_BETWEEN = re.compile(r"为?((?:《[^》]*》|\d年期|[^,。;:、()《》%\d])*?)的?")
_BEYOND = re.compile(r"(?:部分|以外)的?$")
"""How a base ends that is what exceeds something: 超出定额部分的25% has no bound."""
_FAR = re.compile(r"不|最|至[少多]")
"""How a bound word begins that may stand far before its share."""
_ACT = 6  # characters of what is done at least so often: 至少检查一次
_TOGETHER = re.compile(r"分别[为应]?(?:当|不得)?$")
_EACH_LATER = re.compile(r"、[^。;]{1,50}?分别")
_ALSO = re.compile(r"(?:、|,|和|以及|及|与)(?:人民币)?")
_LATE_UNIT = re.compile(rf"个?(?P<bound>及?以[上下内])的?个?(?P<word>{lexicon.pattern('counted-unit')})")
"""A unit after the bound word: 5个以上12个以下工作日."""
_LATE_FLOOR = re.compile(r"个?及?以上$")
_REST_OF_SHARE = re.compile(rf"(?P<range>{_RANGE})?(?P<part>[百千万]分之)?")
_PEOPLE = re.compile(r"人口[^,。;:、()\d]{0,6}$")
_INHABITANTS = re.compile(r"[万亿]$")
_EVERY = re.compile(r"每[一两二三四五六七八九十半\d]{0,3}(?:个?月|年|季|周|[日天])[^,。;:、第]{0,12}$")
"""How often something is to be done: 每年召开两次."""
_STOCK = re.compile(r"的?[^,。;:、的\d]{0,6}量")
"""What a stock of so many days is told by: 不少于本县居民15天用量."""
_REPEATED = re.compile(r"连续|累计")
BACKWARDS = "起止颠倒，未作范围。The range runs backwards and is read as two figures."
"""The doubt of 50万元至10万元."""
_WITHIN = re.compile(r"(?:之间|间)")


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


_SCALED, _HUNDREDS = "万亿kKwW", "百千佰仟"
"""Places that the first number of a range takes over from the second; 八到九百亿 takes 亿 only."""


def _first(short: str, atom: Atom) -> Number:
    """Return the first number of ``3至5个工作日`` or ``10-50万元``, whose unit stands only once."""
    low = Decimal(parse_numeral(short))
    number = atom.number
    own = parse_numeral(number)
    multiplier = Decimal(1)
    places = _SCALED if number[-1] in _SCALED else _HUNDREDS
    for char in number[len(number.rstrip(places)) :]:
        multiplier *= parse_numeral("1" + char)
    if short[-1] not in places and low < Decimal(own) / multiplier:
        low *= multiplier
    return plain(low * Decimal(atom.value) / Decimal(own)) if own else plain(low)


def _inside(text: str, end: int) -> int:
    """Return how much of the text after a range says no more than that it is one (三至五年内)."""
    return int(text.startswith("内", end))


@dataclass(frozen=True, slots=True)
class _Before:
    """What stands before a figure: where it begins, the bound word and its kind, the base between the two."""

    begin: int
    kind: str | None = None
    word: str = ""
    base: str | None = None


def _before(text: str, atom: Atom, floor: int) -> _Before:
    """Return the bound word before a figure; a multiple (超过…利率四倍) is bounded over a long base, too."""
    start, kind = atom.start, atom.kind
    multiple = atom.rule == "quantity-multiple" and not text.startswith("以", atom.end)
    window = text[max(floor, start - 45) : start]
    origin = start - len(window)
    last = _Before(start)
    for match in BEFORE.finditer(window):
        between = window[match.end() :]
        base = _BETWEEN.fullmatch(between)
        if _BASE.fullmatch(between):
            last = _Before(origin + match.start(), match.lastgroup, match[0])
        elif kind is QuantityKind.PERCENT and base:
            if match.lastgroup == "MORE_THAN" and _BEYOND.search(between):
                last = _Before(start)
            elif between.endswith("的") or len(between) <= 8 or multiple or _FAR.match(match[0]):
                last = _Before(origin + match.start(), match.lastgroup, match[0], base[1] or None)
        elif (kind is QuantityKind.COUNT and base and len(between) <= _ACT and _FAR.match(match[0])) or (
            kind is QuantityKind.DURATION and base and _FAR.match(match[0]) and _STOCK.match(text, atom.end)
        ):
            last = _Before(origin + match.start(), match.lastgroup, match[0])
    return last


_BOUND_WORDS = ("以上", "以下")
"""What is no 上 or 下 of 上一年: 六个月以上一年以下."""


def _named(text: str, atom: Atom) -> bool:
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
    if before[-1:] in ("前", "后") and (
        atom.number == "1" or text.startswith(("内", "以内", "之内"), atom.end)
    ):
        return text.startswith(("年", "度", "末"), atom.end)  # 届满前一个月内, but 前1年年末
    return atom.number in ("一", "1") and before not in _BOUND_WORDS and bool(_ORDINAL.fullmatch(before[-1:]))


def _from_to(text: str, atom: Atom, ends: Mapping[int, int], floor: int) -> Figure | None:
    """Read a range whose unit stands only once (3至5个工作日), of which ``atom`` is the end."""
    if text[atom.start - 1 : atom.start] not in _DASHES:
        return None
    dash = _SHORT.search(text[max(floor, atom.start - 8) : atom.start])
    first = atom.start - len(dash[0]) if dash else 0
    if not atom.number or ends.get(first, -1) < floor:
        return None
    low = _first(text[ends[first] : first], atom)
    if low > atom.value:
        return None
    end = atom.end + _inside(text, atom.end)
    bounds_ = Bounds(low, atom.value, not (dash and dash["no"]), True, rule="bounds-unit-once")
    return Figure(ends[first], end, atom.kind, atom.unit, bounds_, rule=atom.rule)


def _late_units(text: str, ends: Mapping[int, int]) -> Iterator[Figure]:
    """Yield what has its unit after the bound word: 5个以上12个以下工作日, 三个以上工作日."""
    for unit in _LATE_UNIT.finditer(text) if "以" in text else ():
        end = unit.start()
        if (start := ends.get(end)) is None:
            continue
        kind, code, rule = _UNITS[unit["word"].removeprefix("个")]
        high = parse_numeral(text[start:end])
        if unit["bound"].endswith("上"):
            made = Bounds(high, None, True, False, rule="bounds-or-more")
            yield Figure(start, unit.end(), kind, code, made, rule=rule)
            continue
        low, first = None, start
        if floor := _LATE_FLOOR.search(text[max(0, start - 4) : start]):
            first = start - len(floor[0])
            first = ends.get(first, start)
            low = parse_numeral(text[first : start - len(floor[0])]) if first < start else None
        made = Bounds(low, high, low is not None, True, rule="bounds-unit-once")
        yield Figure(first, unit.end(), kind, code, made, rule=rule)


def _rest_of_share(text: str, figure: Figure, lower: str, ends: Mapping[int, int]) -> Figure | None:
    """Read the second number of 百分之四十至六十 and 百分之十以上二十五以下, which goes without 百分之."""
    rest = _REST_OF_SHARE.match(text, figure.end)
    start = rest.end() if rest else figure.end
    end = next((e for e in range(start + 1, start + 6) if ends.get(e) == start), None)
    if end is None or rest is None or rest["part"] or figure.bounds.low is None:
        return None
    made, used = bounds(share(text[start:end], lower), None, text[end : end + 16])
    if rest["range"] and made.low == made.high and figure.bounds.high in (None, figure.bounds.low):
        high_inclusive = True
    elif not rest["range"] and figure.bounds.floor_only and made.ceiling_only:
        high_inclusive = made.high_inclusive
    else:
        return None
    if made.high is None or made.high < figure.bounds.low:
        return None
    whole = Bounds(
        figure.bounds.low, made.high, figure.bounds.low_inclusive, high_inclusive, rule="bounds-unit-once"
    )
    return replace(figure, end=end + used, bounds=whole)


def _inhabitants(text: str, ends: Mapping[int, int], taken: set[int]) -> Iterator[Atom]:
    """Yield the figures of a population, which go without a unit: 人口超过100万."""
    if "人口" not in text:
        return
    for end, start in ends.items():
        if (
            end not in taken
            and _INHABITANTS.search(text[start:end])
            and _PEOPLE.search(text[max(0, start - 14) : start])
        ):
            value = parse_numeral(text[start:end])
            yield Atom(
                start, end, QuantityKind.COUNT, "person", value, "quantity-population", text[start:end]
            )


def _together(text: str, said: _Before, shared: _Before, atom: Atom, floor: int) -> tuple[_Before, _Before]:
    """Return the bound word of a figure, and the one that goes on to the next.

    分别达到55%、65% and 达到2000万元、5000万元的，分别奖励…: one word for all of a list.
    """
    start = atom.start
    if said.kind is None and shared.kind and _ALSO.fullmatch(text[floor:start]):
        return replace(shared, begin=start), shared
    before = text[max(floor, said.begin - 6) : said.begin]
    if said.kind and (_TOGETHER.search(before) or _EACH_LATER.match(text, atom.end)):
        return said, said
    return said, _Before(0)


def _no_limit(text: str, atom: Atom) -> bool:
    """Tell a bare count, which is rarely a limit, and 2/5 that may be no share."""
    if atom.kind is QuantityKind.COUNT:
        often = atom.unit == "time" and _EVERY.search(text[max(0, atom.start - 20) : atom.start])
        return not (often or _REPEATED.search(text[max(0, atom.start - 2) : atom.start]))
    return atom.rule == "quantity-fraction-in-figures" and not text.startswith("的", atom.end)


def _figure(text: str, atom: Atom, said: _Before, floor: int, made: Bounds, used: int) -> Figure:
    """Return the figure of ``atom`` with what its bounds, its base and the words before it make of it."""
    begin, base, end, kind = said.begin, said.base, atom.end + used, atom.kind
    ahead = kind is QuantityKind.DURATION and atom.unit not in ("year", "week") and made.low == made.high
    if ahead and (earlier := _EARLIER.match(text, end)):  # 届满九十日前: ninety days or more before it
        end = earlier.end()
        made = replace(made, high=None, high_inclusive=False, rule="bounds-days-before")
    near = max(floor, begin - _NEAR)
    if kind is QuantityKind.PERCENT and base is None and (part := _SHARE_OF.search(text[near:begin])):
        base = part[1]
    if lead := _OFFSET.search(text[near:begin]):
        begin = near + lead.start()
        if lead[0] == "提前" and made.low == made.high:
            made = replace(made, high=None, high_inclusive=False, rule="bounds-in-advance")
    return Figure(begin, end, kind, atom.unit, made, base, rule=atom.rule)


def _bounded(text: str, ends: Mapping[int, int]) -> Iterator[Figure]:
    """Yield each figure with the bound words around it."""
    floor = reach = 0
    shared = _Before(0)
    found = atoms(text, ends)
    read = {atom.end for atom in found} | {atom.start + len(atom.number) for atom in found}
    for atom in sorted((*found, *_inhabitants(text, ends, read)), key=lambda atom: atom.start):
        start, end = atom.start, atom.end
        if start < floor or _named(text, atom):
            continue
        if both := _from_to(text, atom, ends, floor):
            yield both
            floor = reach = end
            continue
        said, shared = _together(text, _before(text, atom, reach), shared, atom, floor)
        made, used = bounds(atom.value, said.kind, text[end : end + 60], text[start:end], said.word)
        if made.low == made.high and _no_limit(text, atom):
            continue
        figure = _figure(text, atom, said, floor, made, used)
        lower = lower_number(text, end - len(atom.number), ends) if atom.rule == "quantity-share" else None
        if lower:
            figure = _rest_of_share(text, figure, lower, ends) or figure
        yield figure
        floor = figure.end
        if not text.startswith("期", end - 1):  # a term is part of a name: 一年期贷款利率
            reach = floor


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a compact text, a floor and the ceiling after it joined into one range.

    >>> [(text[f.start:f.end], f.bounds.low, f.bounds.high)
    ...  for text in ["处二万元以上二十万元以下罚款", "在3至5个工作日内办结"] for f in figures(text)]
    [('二万元以上二十万元以下', 20000, 200000), ('3至5个工作日内', 3, 5)]
    """
    found: list[Figure] = []
    ends = {end: start for start, end in numerals(text)}
    if not ends and "半" not in text and "元" not in text and "对折" not in text:
        return ()
    for figure in sorted(
        (*_bounded(text, ends), *_late_units(text, ends)), key=lambda figure: (figure.start, -figure.end)
    ):
        last = found[-1] if found else None
        if last and figure.start < last.end:
            continue
        gap = text[last.end : figure.start] if last else ""
        if last and last.kind is figure.kind and (alike := _alike(last, figure, gap)):
            last, other = alike
            both = last.bounds.joined(other.bounds) if _JOIN.fullmatch(gap) else None
            within = _WITHIN.match(text, figure.end)
            if both is None and (re.fullmatch(_RANGE, gap) or (within and gap in ("与", "和"))):
                both = _between(last.bounds, other.bounds, gap)
            if both is None and re.fullmatch(_RANGE, gap) and _backwards(last.bounds, other.bounds):
                found[-1] = replace(last, bounds=replace(last.bounds, doubt=BACKWARDS))
                figure = replace(figure, bounds=replace(figure.bounds, doubt=BACKWARDS))
            if both:
                found[-1] = replace(last, end=within.end() if within else figure.end, bounds=both)
                continue
        found.append(figure)
    return _tiers(found)


def _backwards(first: Bounds, second: Bounds) -> bool:
    """Tell 50万元至10万元, which is no range."""
    return first.low is not None and second.high is not None and first.low > second.high


def _alike(first: Figure, second: Figure, gap: str) -> tuple[Figure, Figure] | None:
    """Return two figures in one unit, the smaller where they have two units of time: 六个月以上一年以下."""
    if first.unit == second.unit:
        return first, second
    if gap and not re.fullmatch(_RANGE, gap):
        return None
    scale = next((s for s in SCALES if first.unit in s and second.unit in s), None)
    if scale is None:
        return None
    unit = min(first.unit, second.unit, key=lambda one: scale[one])
    return _in_unit(first, unit, scale), _in_unit(second, unit, scale)


def _in_unit(figure: Figure, unit: str, scale: Mapping[str, int]) -> Figure:
    """Return a length of time in a smaller unit."""
    times = scale[figure.unit] // scale[unit]
    low, high = (None if end is None else end * times for end in (figure.bounds.low, figure.bounds.high))
    return replace(figure, unit=unit, bounds=replace(figure.bounds, low=low, high=high))


def _between(first: Bounds, second: Bounds, joint: str) -> Bounds | None:
    """Read 6%-10%, 一万元至三万元, 超过一万元至三万元, 一万元以上至三万元 and 60万元(不含)-90万元(含)."""
    low, high = first.low, second.high
    if low is None or high is None or low > high or (first.high is not None and first.high != low):
        return None
    stated = first.stated or second.stated or (first.floor_only and joint in ("至", "到"))
    low_in = first.low_inclusive if first.noted is None else first.noted
    high_in = second.high_inclusive if second.noted is None else second.noted
    return Bounds(low, high, low_in, high_in, stated, rule="bounds-from-to")


def _tiers(found: list[Figure]) -> tuple[Figure, ...]:
    """Part neighbouring tiers: where one states that it includes its upper bound, the next begins above it.

    6万元（含）以下 … 6万元以上，30万元以下: the second does not hold 6万元, as no amount is in two tiers. 及以下 and
    10万元以上至50万元 state it, too.
    """
    tops = {(f.kind, f.unit, f.bounds.high): f for f in found if f.bounds.stated and f.bounds.high_inclusive}
    parted: list[Figure] = []
    for figure in found:
        top = tops.get((figure.kind, figure.unit, figure.bounds.low))
        if (
            top is not None
            and top is not figure
            and figure.bounds.low_inclusive
            and figure.bounds.noted is None
            and figure.bounds.low != figure.bounds.high
            and not (figure.bounds.floor_only and figure.bounds.stated)
        ):
            parts = replace(figure.bounds, low_inclusive=False, rule="bounds-next-tier")
            figure = replace(figure, bounds=parts)
        parted.append(figure)
    return tuple(parted)
