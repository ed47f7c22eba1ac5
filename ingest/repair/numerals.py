"""Numbers as they stand in labels and dates: 第二百三十一条, 二〇一二年, １、."""

from __future__ import annotations

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
    "两": 2,
}
_UNITS = {"十": 10, "百": 100, "千": 1000}

NUMERAL = r"[〇零○一二三四五六七八九十百千两]"


def chinese_number(text: str) -> int | None:
    """Read a Chinese or Arabic whole number below ten thousand; ``None`` when it is not one.

    >>> chinese_number("二百三十一"), chinese_number("十六"), chinese_number("二〇一二"), chinese_number("１２")
    (231, 16, 2012, 12)
    """
    text = text.strip()
    if not text:
        return None
    if text.isdecimal():
        return int(text)
    if not any(char in _UNITS for char in text):
        if any(char not in _DIGITS for char in text):
            return None
        return int("".join(str(_DIGITS[char]) for char in text))
    total = 0
    digit: int | None = None
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        elif char in _UNITS:
            total += (1 if digit is None else digit) * _UNITS[char]
            digit = None
        else:
            return None
    return total + (digit or 0)
