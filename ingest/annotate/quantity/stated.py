"""Amounts whose unit stands once for all of them, before them: 收费标准（单位：万元）：甲类6.5，乙类4."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.annotate.quantity.bounds import Bounds
from ingest.annotate.quantity.measures import Figure
from ingest.model import QuantityKind

# Patterns are for compact text: half width, no blanks.
_UNIT = re.compile(r"\((?:计量|金额|货币)?单位[::](?:人民币)?(?P<scale>[百千万亿]*)元\)")
_SCALE = {"百": 100, "千": 1000, "万": 10_000, "亿": 100_000_000}
_FIGURE = re.compile(r"(?<=[\u4e00-\u9fff:])(?<!第)(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?=[,。;、)]|$)")


def with_stated_unit(text: str) -> Iterator[Figure]:
    """Yield the bare figures after a unit of money that is stated in brackets, up to the end of the text.

    >>> [(figure.bounds.low, figure.unit) for figure in with_stated_unit("收费标准(单位:万元):甲类6.5,乙类4。")]
    [(Decimal('65000.0'), 'CNY'), (Decimal('40000'), 'CNY')]
    """
    stated = _UNIT.search(text)
    if stated is None:
        return
    scale = scale_of(stated["scale"])
    for figure in _FIGURE.finditer(text, stated.end()):
        value = Decimal(figure[0].replace(",", "")) * scale
        bounds = Bounds(value, value, True, True)
        yield Figure(*figure.span(), QuantityKind.MONEY, "CNY", bounds, rule="quantity-unit-stated")


def scale_of(signs: str) -> int:
    """Return how many yuan the signs before 元 mean.

    >>> scale_of("百万"), scale_of("")
    (1000000, 1)
    """
    scale = 1
    for sign in signs:
        scale *= _SCALE[sign]
    return scale
