"""Figures with a unit: money, shares and rates, lengths of time, counts.

:func:`figures` finds each figure with its bound words and joins two of them into a range. It works on compact
text (:class:`ingest.annotate.reading.Reading`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal

from ingest.annotate.quantity.bounds import BEFORE, Bounds, bounds
from ingest.model import QuantityKind
from ontology.numerals import HAN, NUMERAL, Number, parse_numeral, plain

_CURRENCIES = {
    "元": "CNY",
    "美元": "USD",
    "欧元": "EUR",
    "港元": "HKD",
    "港币": "HKD",
    "日元": "JPY",
    "英镑": "GBP",
}
_TIMES = {
    "工作日": "working-day",
    "交易日": "trading-day",
    "日": "day",
    "天": "day",
    "自然日": "day",
    "月": "month",
    "年": "year",
    "小时": "hour",
    "分钟": "minute",
    "周": "week",
    "星期": "week",
    "季度": "quarter",
}
_PARTS = {"百": 1, "千": 10, "万": 100}
_RANGE = r"(?:-{1,2}|[—–~～]{1,2}|至|到)"
_PEOPLE = (
    r"人(?!民|大|均|次|工|员|口|力|事|行|才|类|身|体|物|格|日|月|机|防|数)"
    r"|名(?!录|单|称|誉|牌|优|义|下|额|特)|户(?!籍|口|外|型|均)|周岁"
)

ATOM = re.compile(
    rf"(?P<share>(?P<part>[百千万])分之(?P<parts>{NUMERAL}|百)(?!地形图|比例尺|的?地图))"
    rf"|(?P<halved>减半(?!数))"
    rf"|(?P<below>{HAN})分之(?P<above>{NUMERAL})"
    rf"|(?P<half>半(?P<half_unit>年|个月)(?!度|报))"
    rf"|(?P<number>{NUMERAL})(?:"
    r"(?P<currency>元|美元|欧元|港元|港币|日元|英镑)(?!旦|素|件|年|月|化|论|结构|制|体系|经济|投资主体|格局)(?:人民币)?"
    r"|(?P<bare>(?<=[万亿])(?=(?:以上|以下|以内)?的?(?:罚款|罚金|资金|奖励|奖金|补贴|补助|资助)))"
    r"|(?P<percent>[%‰]|个百分点|倍(?!数|增|率|频)|成(?=[,。;、)的以]|$))"
    r"|(?P<time>个?工作日|个?交易日|个?自然日|(?<!月)日(?!报|元|本|常|期|均|程|志|用)|天(?!然|气|文|津|使|下|空|地)|个月"
    r"|年(?!级|代|龄|限|画|报|鉴|货|度报|期|生|检|终|末|初|会|均|版|第|[行规计]|[^,。;]{0,4}(?:行动|规划|计划))|个?小时|分钟|个?星期|周(?!岁|年|期|边|围|转|知|报)|个?季度)"
    rf"|(?P<people>{_PEOPLE})"
    r")"
)
_ORDINAL = re.compile(r"[上下前后同每某这那另次头首末又任]")
_MONTH_DAY = re.compile(rf"(?<!个)月(?:{NUMERAL}日(?:[至到、,-]|[—～~]+))*$")
_EARLIER = re.compile(r"以?前(?![款条项述提置期款])")
_JOIN = re.compile(r"[,、]?(?:但|且|并|而|并且|至|到|和)?(?:[不未]得?)?")
_SHORT = re.compile(rf"(?P<first>{NUMERAL})(?:个)?{_RANGE}$")
_OFFSET = re.compile(r"(?:连续|提前|最近|近|每增加|每减少|每满|每新增)$")
_SHARE_OF = re.compile(r"(?:按照?|为|占到?|是|以|达到)((?:《[^》]*》|[^,。;:、()《》%\d为按占]){2,20}?)的$")
_NEAR = 400  # characters before a figure, more than a first number or a base in its title has
_BASE = r"(?:人民币|为|在|到|至|:)?"


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


_GROUP_RULES = {
    "halved": "quantity-halved",
    "half": "quantity-half-period",
    "share": "quantity-share",
    "below": "quantity-fraction",
    "people": "quantity-count",
}
_PERCENT_RULES = {"个百分点": "quantity-percentage-point", "倍": "quantity-multiple", "成": "quantity-tenth"}


def _rule(match: re.Match[str]) -> str:
    """Return the rule by which an atom is a quantity."""
    for group, rule in _GROUP_RULES.items():
        if match[group]:
            return "quantity-age" if match[group] == "周岁" else rule
    if match["currency"]:
        return "quantity-money" if match["currency"] == "元" else "quantity-foreign-currency"
    if match["percent"]:
        return _PERCENT_RULES.get(match["percent"], "quantity-percent")
    if match["time"]:
        working = match["time"].endswith(("工作日", "交易日"))
        return "quantity-working-days" if working else "quantity-period"
    return "quantity-money-without-unit"


def _value(match: re.Match[str]) -> tuple[QuantityKind, str, Number]:
    """Return kind, unit and value of an atom."""
    if match["halved"]:
        return QuantityKind.PERCENT, "%", 50
    if match["half"]:
        return QuantityKind.DURATION, *(("month", 6) if match["half_unit"] == "年" else ("day", 15))
    if match["share"]:
        return (
            QuantityKind.PERCENT,
            "%",
            plain(Decimal(parse_numeral(match["parts"])) / _PARTS[match["part"]]),
        )
    if match["below"]:
        whole = Decimal(parse_numeral(match["below"]))
        share = Decimal(100) * parse_numeral(match["above"]) / whole if whole else Decimal(0)
        return QuantityKind.PERCENT, "%", plain(round(share, 6))
    value = parse_numeral(match["number"])
    if match["currency"]:
        return QuantityKind.MONEY, _CURRENCIES[match["currency"]], value
    if match["percent"]:
        scale = {"‰": Decimal("0.1"), "倍": Decimal(100), "成": Decimal(10)}.get(match["percent"], Decimal(1))
        unit = "percentage-point" if match["percent"] == "个百分点" else "%"
        return QuantityKind.PERCENT, unit, plain(value * scale)
    if match["time"]:
        return QuantityKind.DURATION, _TIMES[match["time"].removeprefix("个")], value
    if match["people"]:
        unit = {"人": "person", "名": "person", "户": "household"}.get(match["people"], "year-of-age")
        return QuantityKind.COUNT, unit, value
    return QuantityKind.MONEY, "CNY", value


def _first(short: str, match: re.Match[str], value: Number) -> Number:
    """Return the first number of ``3至5个工作日`` or ``10-50万元``, whose unit stands only once."""
    low = Decimal(parse_numeral(short))
    number = match["number"] or match["parts"]
    own = parse_numeral(number)
    multiplier = Decimal(1)
    for char in number[len(number.rstrip("万亿")) :]:
        multiplier *= {"万": 10**4, "亿": 10**8}[char]
    if short[-1] not in "万亿" and low < Decimal(own) / multiplier:
        low *= multiplier
    return plain(low * Decimal(value) / Decimal(own)) if own else plain(low)


def _inside(text: str, end: int) -> int:
    """Return how much of the text after a range says no more than that it is one (三至五年内)."""
    return 1 if text[end : end + 1] == "内" and text[end : end + 2] not in ("内部", "内容") else 0


def _before(text: str, start: int, floor: int, kind: QuantityKind) -> tuple[int, str | None, str | None]:
    """Return where the bound word before ``start`` begins, its kind, and the base between the two."""
    window = text[max(floor, start - 45) : start]
    origin = start - len(window)
    last: tuple[int, str | None, str | None] = (start, None, None)
    for match in BEFORE.finditer(window):
        between = window[match.end() :]
        base = re.fullmatch(r"((?:《[^》]*》|[^,。;:、()《》%\d])*?)的?", between)
        if re.fullmatch(_BASE, between):
            last = (origin + match.start(), match.lastgroup, None)
        elif kind is QuantityKind.PERCENT and base and (between.endswith("的") or len(between) <= 8):
            last = (origin + match.start(), match.lastgroup, base[1] or None)
    return last


def _named(text: str, match: re.Match[str]) -> bool:
    """Tell 第三年, 上一年, 同一日 and 两个一百年, which name a time, from three years and one day."""
    at = match.start()
    before = text[max(0, at - 2) : at]
    if before.endswith("第") or before == "两个":
        return True
    if match["time"] == "日" and _MONTH_DAY.search(text[max(0, at - 10) : at]):
        return True
    if match["time"] == "年" and parse_numeral(match["number"]) > 1000:
        return True  # a calendar year
    return match["number"] in ("一", "1") and bool(match["time"]) and bool(_ORDINAL.fullmatch(before[-1:]))


def _atoms(text: str) -> Iterator[Figure]:
    """Yield each figure with the bound words around it."""
    floor = 0
    for match in ATOM.finditer(text):
        start, end = match.span()
        if _named(text, match):
            continue
        kind, unit, value = _value(match)
        near = max(floor, start - _NEAR)
        short = _SHORT.search(text[near:start]) if match["number"] or match["share"] else None
        if short and (low := _first(short["first"], match, value)) <= value:
            yield Figure(
                near + short.start(),
                end + _inside(text, end),
                kind,
                unit,
                Bounds(low, value, True, True, rule="bounds-unit-once"),
                rule=_rule(match),
            )
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
        yield Figure(begin, end, kind, unit, made, base, rule=_rule(match))
        floor = end


def figures(text: str) -> tuple[Figure, ...]:
    """Return the figures of a compact text, a floor and the ceiling after it joined into one range.

    >>> [(text[f.start:f.end], f.bounds.low, f.bounds.high)
    ...  for text in ["处二万元以上二十万元以下罚款", "在3至5个工作日内办结"] for f in figures(text)]
    [('二万元以上二十万元以下', 20000, 200000), ('3至5个工作日内', 3, 5)]
    """
    found: list[Figure] = []
    for figure in _atoms(text):
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
