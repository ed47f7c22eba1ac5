"""Numerals as Chinese rules print them, and the compact reading in which facts are looked for.

Rules mix ``5000万``, ``３０``, ``三十``, ``二〇一二``, ``两``, ``1.5``, ``十二万五千`` and ``叁拾``.
:data:`NUMERAL` finds one in a compact reading (:class:`Reading`) and :func:`parse_numeral` gives its value.
Words that only look like numbers (几十, 数百, 上万) do not match: an amount that nobody stated is none.

The digits and the positional system are those of GB/T 15835-2011, section 4 and 5.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from decimal import Decimal

from ingest.model import Number
from ingest.text import CleanText

_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "○": 0}
_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_DIGIT = "零〇○一二三四五六七八九两壹贰叁肆伍陆柒捌玖"
_HAN = rf"(?:[{_DIGIT}]|(?<![数几百千万])(?<!(?<!以)上)[十拾])[{_DIGIT}十百千拾佰仟万亿兆]{{0,20}}(?:点[{_DIGIT}]+)?"

ARABIC = (
    r"(?<![\d.])(?:\d{1,3}(?:,\d{3})+|\d{1,3}(?: \d{3})+|\d{1,15}(?!\d))(?:\.\d{1,9})?"
    r"(?:[百千]?万亿|[十百千]?[万亿]|[百千](?![克米瓦帕卡]))?"
)
"""A regular expression for a number in Arabic digits, with a Chinese multiplier (5000万) or without."""

HAN = rf"(?<![第{_DIGIT}十百千万亿点]){_HAN}"
"""A regular expression for a number in Chinese characters."""

NUMERAL = rf"(?:{ARABIC}|{HAN})"
"""A regular expression for a number in either, over a compact reading."""


def _group(text: str) -> int:
    """Read characters below 万."""
    total = digit = 0
    seen = False
    for char in text:
        if char in _SCALES:
            total += (digit if seen else 1) * _SCALES[char]
            digit, seen = 0, False
        else:
            digit, seen = _DIGITS[char], True
    return total + digit


def _whole(text: str) -> int:
    """Read a whole number in Chinese characters, positional (二〇一二) or with places (三百二十)."""
    if not text:
        return 0
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for mark in "兆亿万":
        high, found, low = text.rpartition(mark)
        if found:
            return (_whole(high) or 1) * _GROUPS[mark] + _whole(low)
    return _group(text)


def plain(value: Decimal) -> Number:
    """Return a whole number as ``int``, any other as a ``Decimal`` without trailing zeros.

    >>> plain(Decimal("1.50")), plain(Decimal("30.0"))
    (Decimal('1.5'), 30)
    """
    return int(value) if value == value.to_integral_value() else value.normalize()


def parse_numeral(text: str) -> Number:
    """Return the value of a numeral; raise ``ValueError`` naming it when it is none.

    >>> [parse_numeral(t) for t in ("5000万", "三十", "二〇一二", "两", "1.5", "十二万五千", "1,000")]
    [50000000, 30, 2012, 2, Decimal('1.5'), 125000, 1000]
    """
    squeezed = "".join(unicodedata.normalize("NFKC", text).replace(",", "").split())
    head = squeezed.rstrip("十百千万亿")
    try:
        if head and head.replace(".", "", 1).isdecimal():
            scale = 1
            for char in squeezed[len(head) :]:
                scale *= _SCALES.get(char) or _GROUPS[char]
            return plain(Decimal(head) * scale)
        whole, _, fraction = squeezed.partition("点")
        if not whole:
            raise KeyError(text)
        digits = "".join(str(_DIGITS[char]) for char in fraction)
        return plain(Decimal(f"{_whole(whole)}.{digits or 0}"))
    except (KeyError, ArithmeticError) as error:
        raise ValueError(f"not a numeral: {text!r}") from error


@dataclass(frozen=True, slots=True)
class Reading:
    """A text without white space and in half-width forms, each character with its place in ``clean``.

    Patterns are written once for it: ``％`` is ``%``, ``（`` is ``(``, ``，`` is ``,``, and a line wrap
    inside ``2020 年 7 月`` is gone. One space stays between two digits, so that neighbouring cells
    do not become one number.

    >>> from ingest.text import SourceText
    >>> Reading.of(CleanText.of(SourceText("a.txt", "３０ ％（含） 以上", "0" * 64))).text
    '30%(含)以上'
    """

    text: str
    places: tuple[int, ...]
    clean: CleanText

    @classmethod
    def of(cls, clean: CleanText) -> Reading:
        """Read ``clean``; a character whose NFKC form is longer than one stays as it is."""
        chars: list[str] = []
        places: list[int] = []
        gap = False
        for at, raw in enumerate(clean.text):
            if raw.isspace():
                gap = True
                continue
            wide = unicodedata.normalize("NFKC", raw)
            char = wide if len(wide) == 1 else raw
            if gap and chars and chars[-1].isdecimal() and char.isdecimal():
                chars.append(" ")
                places.append(at - 1)
            chars.append(char)
            places.append(at)
            gap = False
        return cls("".join(chars), tuple(places), clean)

    def range(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open range in ``clean.text`` of ``text[start:end]`` (not empty)."""
        return self.places[start], self.places[end - 1] + 1
