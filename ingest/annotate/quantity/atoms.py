"""Numerals with what they measure: 5000万元, 百分之三十, 三年半, 二年零九个月, 三角二分.

:func:`atoms` finds each in a compact text (:class:`ingest.annotate.reading.Reading`), without the words of bound
around it; :mod:`ingest.annotate.quantity.measures` reads these. A numeral that says no figure (六七万元) and a
currency that is not known give none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from ingest.model import QuantityKind
from ontology import lexicon
from ontology.numerals import Number, parse_numeral, plain
from ontology.units import units

_UNITS = {one.name: (QuantityKind(one.kind), one.code, one.scale, one.rule) for one in units()}
"""What a unit measures, its name, what one of it is in units of that name, and the rule that reads it."""
_NO_UNIT = (QuantityKind.MONEY, "CNY", Decimal(1), "quantity-money-without-unit")
"""What is read where 万 or 亿 stands before a sum of money without 元."""
PARTS = ("百", "千", "万")
"""What the lower number of a share mostly is: 百分之五."""
_PARTS = re.compile(r"(?<![百千万亿佰仟])[百千万亿佰仟]+$")
"""What it may be without 一 before it: 百, 百万."""
_COUNTED = lexicon.pattern("counted-unit")
_UNIT = re.compile(
    rf"(?P<word>{lexicon.pattern('unit')}|个?{_COUNTED}|成(?:半|[一二三四五六七八九](?!\w))?(?=[的以]|\b)"
    r"|块(?=钱|[\d一二两三四五六七八九]{1,2}[毛角]))(?:人民币)?(?:整(?=(?:\(不?含(?:本数)?\))?及?以[上下内]))?"
    r"|(?<=[万亿])(?=(?:以[上下内])?的?(?:罚款|罚金|资金|奖励|奖金|补贴|补助|资助))"
)
"""What follows a numeral that measures something; 整 closes a sum in words (支付结算办法, 附一): 壹拾伍万元整以上."""
_CURRENCIES = sorted((n for n, u in _UNITS.items() if u[0] is QuantityKind.MONEY and u[1] != "CNY"), key=len)
_CURRENCY = re.compile(f"(?:{'|'.join(reversed(_CURRENCIES))})$")
_CURRENCY_AFTER = re.compile("|".join(reversed(_CURRENCIES)))
"""The name of a currency right behind 元: 三万元欧元."""
_OTHER_CURRENCY = re.compile(r"(?<!人民)[币盾镑郎铢]$")
"""How the name of a currency ends; one before 元 that is not known makes the amount unknown."""
_BARE = re.compile(
    r"(?<![十百千万亿多余几数上近成来每])"
    r"(?P<number>[百千万亿]|[百千]万|[百千万]亿)元(?=及?以[上下内])"
)
_DIGIT = "一二两三四五六七八九〇零"
_NEXT_DIGIT = "|".join(a + b for a, b in pairwise("一二三四五六七八九"))
_VAGUE = re.compile(rf"(?<![{_DIGIT}点])(?:{_NEXT_DIGIT}|两三|三五)(?![{_DIGIT}])")
"""Two digits that follow each other and say no figure: 六七万元, 三四十人."""
_MILLIONTHS = Decimal("0.001")
_NO_SHARE = re.compile(r"地形图|比例尺|的?地图")
_HALF = re.compile(
    r"减半(?!数)|打对折|半折|(?<![上下大一个])半(?P<unit>年|个月|个?小时|个钟头|[天日])(?![度报制])"
)
_HALVES: Mapping[str, tuple[str, Number]] = {
    "年": ("month", 6),
    "个月": ("day", 15),
    "小时": ("minute", 30),
    "个小时": ("minute", 30),
    "个钟头": ("minute", 30),
    "天": ("day", Decimal("0.5")),
    "日": ("day", Decimal("0.5")),
}
_AND_HALF = re.compile(r"个半(?P<unit>月|小时)")
_HALF_MORE = re.compile(r"半(?![数价])")
_OVER = re.compile(r"(?<![\d/.])(?P<upper>\d{1,2})/(?P<lower>\d{1,2})(?![\d/.])")
_COIN = re.compile(r"[角毛分]钱")
_MINOR = re.compile(r"角|毛|[美欧]?分(?![之钟])")
SCALES: tuple[Mapping[str, int], ...] = (
    {"year": 12, "quarter": 3, "month": 1},
    {"week": 7 * 86_400, "day": 86_400, "hour": 3600, "minute": 60, "second": 1},
)
"""Units of time that one is a whole number of another of."""
_BELOW_ZERO = re.compile(r"(?:(?<!正)负|(?<=[为是达到率速长幅(:])-)$")
_MINUTES_ONLY = re.compile(r"分(?!钟)")


@dataclass(frozen=True, slots=True)
class Atom:
    """A numeral with its unit, without the words around it; ``number`` is the numeral, empty for a half."""

    start: int
    end: int
    kind: QuantityKind
    unit: str
    value: Number
    rule: str
    number: str = ""


def _half(match: re.Match[str]) -> Atom:
    """Read 减半, 半年 and 半个月."""
    if not match["unit"]:
        return Atom(*match.span(), QuantityKind.PERCENT, "%", 50, "quantity-halved")
    unit, value = _HALVES[match["unit"]]
    return Atom(*match.span(), QuantityKind.DURATION, unit, value, "quantity-half-period")


def share(upper: str, lower: str) -> Number:
    """Return a share in percent: ``share("三", "百")`` is 3.

    >>> share("二", "三"), share("五", "千")
    (Decimal('66.666667'), Decimal('0.5'))
    """
    below = Decimal(parse_numeral(lower))
    if not below:
        return 0
    whole = Decimal(100) * parse_numeral(upper) / below
    return plain(round(whole, 6 if whole > _MILLIONTHS else 12))


def lower_number(text: str, start: int, ends: Mapping[int, int]) -> str | None:
    """Return the lower number of a share whose upper number begins at ``start``: 百 before 分之三十."""
    over = start - len("分之")
    if not text.startswith("分之", max(over, 0)) or over < 1:
        return None
    if over in ends:
        return text[ends[over] : over]
    parts = _PARTS.search(text[max(0, over - 6) : over])
    return parts[0] if parts else None


def _fraction(text: str, start: int, end: int, ends: Mapping[int, int]) -> Atom | None:
    """Read 百分之三十 and 三分之二, whose upper number is ``text[start:end]``."""
    whole = lower_number(text, start, ends)
    if whole is None or _NO_SHARE.match(text, end):
        return None
    rule = "quantity-share" if whole[-1] in PARTS or whole[-1] in "佰仟亿" else "quantity-fraction"
    begin = start - len("分之") - len(whole)
    return Atom(begin, end, QuantityKind.PERCENT, "%", share(text[start:end], whole), rule, text[start:end])


def _with_unit(text: str, start: int, end: int) -> Atom | None:
    """Read the numeral ``text[start:end]`` with the unit that follows it, or the currency before it."""
    number = text[start:end]
    if half := _AND_HALF.match(text, end):
        unit = "month" if half["unit"] == "月" else "hour"
        value = plain(Decimal(parse_numeral(number)) + Decimal("0.5"))
        return Atom(start, half.end(), QuantityKind.DURATION, unit, value, "quantity-half-period")
    match = _UNIT.match(text, end)
    if not match:
        return None
    word = match["word"]
    if word and word[0] in "成折":
        return _tenths(text, start, end, match)
    kind, unit, scale, rule = _UNITS[word.removeprefix("个")] if word else _NO_UNIT
    stop = match.end() + (word == "块" and text.startswith("钱", match.end()))
    if unit == "CNY":
        if after := _CURRENCY_AFTER.match(text, stop):
            unit, rule, stop = _UNITS[after[0]][1], "quantity-foreign-currency", after.end()
        before = text[max(0, start - 5) : start]
        if named := _CURRENCY.search(before):
            start -= len(named[0])
            unit, rule = _UNITS[named[0]][1], "quantity-foreign-currency"
        elif _OTHER_CURRENCY.search(before):
            return None
    return Atom(start, stop, kind, unit, plain(Decimal(parse_numeral(number)) * scale), rule, number)


def _signed(text: str, atom: Atom | None) -> Atom | None:
    """Return a share with the sign before it: 负3.9%, 增速为-2%."""
    if (
        atom is None
        or atom.kind is not QuantityKind.PERCENT
        or not _BELOW_ZERO.search(text[max(0, atom.start - 2) : atom.start])
    ):
        return atom
    return replace(atom, start=atom.start - 1, value=-atom.value, number="")


def _tenths(text: str, start: int, end: int, unit: re.Match[str]) -> Atom | None:
    """Read 三成, 三成半, 七成六, 八折 and 七五折: tenths of a price or an amount."""
    value, word = Decimal(parse_numeral(text[start:end])), unit["word"]
    if word == "折" and (value >= _HUNDREDTHS or value == _TENTHS):
        if value == _TENTHS:
            return None
        value /= 10
    if len(word) > 1:
        value += Decimal("0.5") if word[1] == "半" else Decimal(parse_numeral(word[1])) / 10
    _, code, scale, rule = _UNITS[word[0]]
    number = "" if len(word) > 1 else text[start:end]
    return Atom(start, unit.end(), QuantityKind.PERCENT, code, plain(value * scale), rule, number)


_TENTHS, _HUNDREDTHS = 10, 11  # 八折 is 80 %, 七五折 75 %, 十折 nothing


def _slashed(match: re.Match[str]) -> Atom | None:
    """Read 2/5."""
    upper, lower = int(match["upper"]), int(match["lower"])
    if not 0 < upper < lower:
        return None
    value = plain(round(Decimal(100 * upper) / lower, 6))
    return Atom(
        *match.span(), QuantityKind.PERCENT, "%", value, "quantity-fraction-in-figures", match["upper"]
    )


def _joined(text: str, first: Atom, second: Atom) -> Atom | None:
    """Join 二年零九个月: one amount in a greater and a smaller unit."""
    if first.kind is not second.kind or text[first.end : second.start] not in ("", "零", "又"):
        return None
    scales = next((s for s in SCALES if first.unit in s and second.unit in s), None)
    if scales and scales[first.unit] > scales[second.unit]:
        larger = Decimal(scales[first.unit]) / scales[second.unit]
        if second.value < larger:
            value = Decimal(first.value) * larger + second.value
            return replace(first, end=second.end, unit=second.unit, value=plain(value), number="")
    return None


def _minor(text: str, first: Atom, start: int, end: int) -> Atom | None:
    """Read 五角 right after 元 and 二分 right after 元 or 角, of which ``text[start:end]`` is the numeral."""
    before = text[first.end - 1]
    if first.unit == "hour" and (part := _MINUTES_ONLY.match(text, end)):
        minutes = Decimal(first.value) * 60 + parse_numeral(text[start:end])
        return replace(first, end=part.end(), unit="minute", value=plain(minutes), number="")
    if first.kind is not QuantityKind.MONEY or before not in "元圆块角毛":
        return None
    part = _MINOR.match(text, end)
    if not part or (part[0] in "角毛" and before in "角毛"):
        return None
    value = Decimal(first.value) + Decimal(parse_numeral(text[start:end])) / (
        10 if part[0] in "角毛" else 100
    )
    return replace(first, end=part.end() + text.startswith("钱", part.end()), value=plain(value), number="")


def _dimes(text: str, ends: Mapping[int, int]) -> Iterator[Atom]:
    """Yield 三角 where 二分 follows; alone it is mostly no money (五角星, 长三角)."""
    for end, start in ends.items():
        if text.startswith("角", end) and any(
            ends.get(e) == end + 1 and _MINOR.match(text, e) for e in range(end + 2, end + 4)
        ):
            value = plain(Decimal(parse_numeral(text[start:end])) / 10)
            yield Atom(start, end + 1, QuantityKind.MONEY, "CNY", value, "quantity-money", text[start:end])


def _coins(text: str, ends: Mapping[int, int]) -> Iterator[Atom]:
    """Yield 2分钱 and 五角钱: what 钱 makes an amount of, without 元 before."""
    for found in _COIN.finditer(text):
        start = ends.get(found.start())
        if start is None or (start and text[start - 1] in "元圆块角毛"):
            continue
        value = Decimal(parse_numeral(text[start : found.start()])) / (10 if found[0][0] in "角毛" else 100)
        yield Atom(
            start,
            found.end(),
            QuantityKind.MONEY,
            "CNY",
            plain(value),
            "quantity-money",
            text[start : found.start()],
        )


def _found(text: str, ends: Mapping[int, int]) -> Iterator[Atom]:
    """Yield what is measured, smaller units still apart."""
    if "半" in text or "对折" in text:
        yield from map(_half, _HALF.finditer(text))
    for match in _BARE.finditer(text) if "元" in text else ():
        if match.end("number") in ends:
            continue  # the end of a numeral: 六七百元
        yield Atom(
            *match.span(),
            QuantityKind.MONEY,
            "CNY",
            parse_numeral("一" + match["number"]),
            "quantity-money-bare",
        )
    if "角" in text:
        yield from _dimes(text, ends)
    if "钱" in text:
        yield from _coins(text, ends)
    if "/" in text:
        yield from (atom for match in _OVER.finditer(text) if (atom := _slashed(match)))
    for end, start in ends.items():
        if not (end - start > 1 and _VAGUE.search(text, start, end)) and (
            atom := _signed(text, _fraction(text, start, end, ends) or _with_unit(text, start, end))
        ):
            yield atom


def atoms(text: str, ends: Mapping[int, int]) -> list[Atom]:
    """Return what is measured in ``text``, whose numerals are ``ends``: where each begins, by its end.

    >>> from ontology.numerals import numerals
    >>> text = "满二年零九个月,每度三角二分,六七万元"
    >>> [(text[a.start:a.end], a.value) for a in atoms(text, {e: s for s, e in numerals(text)})]
    [('二年零九个月', 33), ('三角二分', Decimal('0.32'))]
    """
    starts = {start: end for end, start in ends.items()}
    joined: list[Atom] = []
    for atom in sorted(_found(text, ends), key=lambda atom: (atom.start, -atom.end)):
        last = joined[-1] if joined else None
        if last and atom.start < last.end:
            continue
        if last and (both := _joined(text, last, atom)):
            joined[-1] = atom = both
        else:
            joined.append(atom)
        while (after := atom.end + text.startswith("又", atom.end)) in starts and (
            minor := _minor(text, atom, after, starts[after])
        ):
            joined[-1] = atom = minor
        if atom.unit == "year" and _HALF_MORE.match(text, atom.end):
            value = plain(Decimal(atom.value) * 12 + 6)
            joined[-1] = replace(
                atom, end=atom.end + 1, unit="month", value=value, rule="quantity-half-period", number=""
            )
    return joined
