"""Amounts that a line end parts: bounds of a range (处五万元以上 | 十万元以下), a figure and its unit (处五 | 万元).

Nobody ends a paragraph or a heading so. Figures stand in Arabic digits or in Chinese characters, as rules print both.
"""

from __future__ import annotations

import re
from decimal import Decimal

from ontology.numerals import parse_numeral, plain_form

# All these are for texts in plain_form: 一 stands for each character of a numeral.
BOUND = r"(?P<figure>\d[\d.,]*|一++)\s*+(?P<unit>[一万亿]*[^\s\d一,。;:]{0,4}?)"
"""A figure and its unit, the multiplier first; a pattern that ends with it says what stands behind."""
_SHARE = "分之"  # 百分之三十以上
_UNIT = r"(?:元|倍|[日天年周]|个月|个?工作日|小时|吨|公斤|平方米|立方米|%|人|次)"
_LOWER = re.compile(rf"(?<![\d一.,]){BOUND}以上\s*$")
_UPPER = re.compile(
    rf"\s*(?:(?P<below>不[满足])\s*)?(?:一分之)?{BOUND}(?:(?P<to>以[下内])|(?=的|罚款|[,。;]|\s*$))"
)
_FIGURE = re.compile(r"(?<![第\d一.,])(?:\d[\d.,]*|一+)[万亿]*\s*$")
_OF_FIGURE = re.compile(rf"\s*一*[万亿]*(?:元|{_UNIT}及?以[上下内])")
_AMOUNT = re.compile(rf"[\d一][万亿]*{_UNIT}\s*$")
_OF_AMOUNT = re.compile(r"\s*及?(?:以上(?:不[满足])?[\d一]|以[下内]的?罚款)")
_TO = re.compile(rf"[\d一][万亿]*{_UNIT}?[至到]\s*$")
_OPENS = re.compile(rf"\s*(?:一分之)?[\d一][\d一.,]*[万亿]*{_UNIT}")
_LAST = re.compile(r"[\d一万亿上至到元倍日天年周月时吨斤米%人次]\s*$")
_REACH = 24  # characters on each side of a line end


def rises(above: str, low: re.Match[str], below: str, high: re.Match[str]) -> bool:
    """Say whether two bounds, found in the plain forms of two texts, have one unit and the second is the greater."""
    return _unit(low) == _unit(high) and _number(above, low) < _number(below, high)


def _unit(bound: re.Match[str]) -> tuple[str, bool]:
    """Return the unit of a bound without the multiplier, and whether it is a share."""
    return bound["unit"].lstrip("一万亿"), bound.string.endswith(_SHARE, 0, bound.start("figure"))


def _number(text: str, bound: re.Match[str]) -> Decimal:
    """Return the figure of a bound with its multiplier, as ``text`` prints it; 0 for one that cannot be read."""
    end = bound.end("figure") + len(bound["unit"]) - len(bound["unit"].lstrip("一万亿"))
    try:
        return Decimal(parse_numeral(text[bound.start("figure") : end].rstrip("。.,，")))
    except ValueError:
        return Decimal(0)


def amount_across(before: str, after: str) -> bool:
    """Say whether the line end between two texts stands within an amount or a range of amounts.

    >>> amount_across("的，处五万元以上", "十万元以下罚款。"), amount_across("的，处五", "万元以上十万元以下罚款。")
    (True, True)
    >>> amount_across("的，处五万元", "以上十万元以下罚款。"), amount_across("奖励五万元至", "十万元。")
    (True, True)
    >>> amount_across("货值五万元以上", "一万元以下罚款。"), amount_across("前款所称五万元", "以上包括本数。")
    (False, False)
    """
    left, right = before.rstrip()[-_REACH:], after.lstrip()[:_REACH]
    first = plain_form(left)
    if _LAST.search(first) is None:
        return False
    second = plain_form(right)
    low, high = _LOWER.search(first), _UPPER.match(second)
    if low is not None and high is not None and (high["below"] or high["to"]):
        return rises(left, low, right, high)
    return (
        (_FIGURE.search(first) is not None and _OF_FIGURE.match(second) is not None)
        or (_AMOUNT.search(first) is not None and _OF_AMOUNT.match(second) is not None)
        or (_TO.search(first) is not None and _OPENS.match(second) is not None)
    )
