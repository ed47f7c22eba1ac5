"""Numerals as Chinese rules print them: reading and writing them, in amounts, labels and dates.

Rules mix ``5000万``, ``３０``, ``三十``, ``二〇一二``, ``两``, ``1.5``, ``十二万五千`` and ``叁拾``.
:func:`numerals` finds them in a text without white space between its characters and :func:`parse_numeral` gives
the value of one. :data:`HAN_CHARACTER` and :func:`whole_number` are for labels and dates,
where a number is small and printed without a multiplier. Words that only look like numbers (几十, 数百, 上万)
do not match: an amount that nobody stated is none.

The digits and the positional system are those of GB/T 15835-2011, section 4 and 5.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from decimal import Decimal
from functools import lru_cache

Number = int | Decimal
"""A value read from a numeral: whole, or exact with a fraction."""


_DIGITS = {c: i for i, c in enumerate("零一二三四五六七八九")}
_DIGITS |= {c: i for i, c in enumerate("〇壹贰叁肆伍陆柒捌玖")} | {"两": 2, "俩": 2, "○": 0}
_SCALES = {"十": 10, "百": 100, "千": 1000, "拾": 10, "佰": 100, "仟": 1000}
_GROUPS = {"万": 10**4, "亿": 10**8, "兆": 10**12}
_ZEROS = ("零", "〇", "○")
_LETTERS = {"k": 1000, "w": 10**4}
"""What stands for 千 and 万 after a figure: 15k, 30w."""
_MULTIPLIERS = {"十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8} | _LETTERS
_FOLDED = dict.fromkeys("零〇○二三四五六七八九两俩壹贰叁肆伍陆柒捌玖", "一") | {
    "拾": "十",
    "佰": "百",
    "仟": "千",
}
"""What stands for each character of a numeral where only its form matters; several times faster than a table of
``str.translate`` or a pattern, when it is replaced one by one."""

_ARABIC = (
    r"(?<![\d.])(?:\d{1,3}(?:[, ]\d{3}){1,6}|\d{1,24})(?!\d)(?:\.\d{1,9})?"
    r"(?:[十百千]?(?:万[万亿]|个?亿|万)|[百千](?![克米瓦帕卡])|[kKwW](?![A-Za-z\d]))?"
)
_HAN = (
    r"(?<![一十百千万亿点])(?:一|(?<![数几])(?<!(?<!以)上)十|(?<=分之)百)"
    r"[一十百千万亿兆]{0,30}(?:点一+[百千]?[万亿]?)?(?:(?<![十百千万亿兆])个亿)?"
)
_REST = (
    r"(?:(?<=[百千万亿])一?\d{1,4}(?![\d.])"
    r"(?:[百千]万?(?!亿)|万(?!亿)|(?![年月日号%‰])))*"
)
"""What goes on in Arabic digits after 万 or 亿: 3万500, 2万3千, 十亿3000万."""
_NUMERAL = re.compile(f"(?:{_ARABIC}|{_HAN}){_REST}")
_BEGINS_NUMERAL = re.compile(r"[\d一十百]")
"""What each numeral begins with. The engine does not see it in the pattern, and tries that at each place."""
_FIGURE = re.compile(r"\d")
_TOKEN = re.compile(r"\d+(?:\.\d+)?|.")

HAN_CHARACTER = r"[〇零○一二三四五六七八九十百千两]"
"""A regular expression for one character of a number in a label or a date."""

_PLAIN = {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) != "．"} | {"　": " "}
"""What stands for each character in the plain form: Unicode's Halfwidth and Fullwidth Forms (``1．5`` is no decimal, so
its mark is kept apart), and 一 for each character of a number."""
_PLAIN |= dict.fromkeys([*_FOLDED, *"十百千"], "一")
_NOT_PLAIN = re.compile("[" + "".join(_PLAIN) + "]")
_SHORT = 1000  # characters of a text whose plain form is kept

_CHARACTERS = "零一二三四五六七八九"


def _folded(text: str) -> str:
    """Return ``text``, as long as it is, with 一 for each digit in Chinese characters and 十, 百, 千 for 拾, 佰, 仟."""
    for char, one in _FOLDED.items():
        text = text.replace(char, one)
    return text


def numerals(text: str) -> Iterator[tuple[int, int]]:
    """Yield the range of each numeral in ``text``, in Arabic digits (5000万) or in Chinese characters.

    >>> text = "二万元以上十万元以下,第3条,几十元"
    >>> [text[start:end] for start, end in numerals(text)]
    ['二万', '十万', '3']
    """
    folded, end = _folded(text), 0
    for first in _BEGINS_NUMERAL.finditer(folded):
        at = first.start()
        if at >= end and (found := _NUMERAL.match(folded, at)) is not None:
            end = found.end()
            yield at, end


def _group(text: str, label: bool) -> Number:
    """Read what stands below 万: 三百二十, 零十六, 3千5百, and, where it is no label, 三千五 for 三千五百."""
    total: Number = 0
    digit: Number = 0
    scale, printed = 1, ""
    for token in _TOKEN.findall(text):
        if token in _SCALES:
            scale = _SCALES[token]
            total += (digit or (token == "十" or printed not in _ZEROS)) * scale
            digit = 0
        else:
            digit = _DIGITS[token] if token in _DIGITS else plain(Decimal(token))
            if token in "零〇○":
                scale = 1
        printed = token
    short = scale >= 100 and len(printed) == 1 and printed not in _SCALES and not label
    return total + (digit * (scale // 10) if short else digit)


def _whole(text: str, label: bool) -> Number:
    """Read a numeral without a decimal part in characters: positional (二〇一二) or with places (三百二十)."""
    if not text:
        return 0
    if all(char in _DIGITS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    for mark in "兆亿万":
        high, found, low = text.rpartition(mark)
        if found:
            scale = _GROUPS[mark]
            short = len(low) == 1 and low not in "零〇○十" and high and not label
            return (_whole(high, label) or 1) * scale + _whole(low, label) * (scale // 10 if short else 1)
    return _group(text, label)


def plain(value: Decimal) -> Number:
    """Return a whole number as ``int``, any other as a ``Decimal`` without trailing zeros.

    >>> plain(Decimal("1.50")), plain(Decimal("30.0"))
    (Decimal('1.5'), 30)
    """
    return int(value) if value == value.to_integral_value() else value.normalize()


def parse_numeral(text: str, label: bool = False) -> Number:
    """Return the value of a numeral; raise ``ValueError`` naming it when it is none.

    An amount may leave out its last place (三千五 is 3,500); the number of a ``label`` does not (一百五 is 105).

    >>> [parse_numeral(t) for t in ("5000万", "三十", "二〇一二", "两", "1.5", "两千零十六", "1,000", "3万500")]
    [50000000, 30, 2012, 2, Decimal('1.5'), 2016, 1000, 30500]
    """
    squeezed = "".join(unicodedata.normalize("NFKC", text).replace(",", "").replace("个", "").split())
    head = squeezed.rstrip("十百千万亿kKwW")
    try:
        if head and head.replace(".", "", 1).isdecimal():
            scale = 1
            for char in squeezed[len(head) :].lower():
                scale *= _MULTIPLIERS[char]
            return plain(Decimal(head) * scale)
        whole, _, fraction = squeezed.partition("点")
        if not whole or (label and _FIGURE.search(squeezed)):
            raise KeyError(text)  # no label is half in characters, half in digits
        places = fraction.rstrip("百千万亿")
        scale = 1
        for char in fraction[len(places) :]:  # 二十二点五万: the multiplier is of the whole number
            scale *= _MULTIPLIERS[char]
        digits = "".join(str(_DIGITS[char]) for char in places)
        return plain((Decimal(_whole(whole, label)) + Decimal(f"0.{digits or 0}")) * scale)
    except (KeyError, ArithmeticError) as error:
        raise ValueError(f"not a numeral: {text!r}") from error


def whole_number(text: str) -> int | None:
    """Read a Chinese or Arabic whole number of a label or a date; ``None`` when it is not one.

    >>> whole_number("二百三十一"), whole_number("十六"), whole_number("二〇一二"), whole_number("１２")
    (231, 16, 2012, 12)
    """
    try:
        value = parse_numeral(text, label=True)
    except ValueError:
        return None
    return value if isinstance(value, int) else None


def plain_form(text: str) -> str:
    """Return a text of the same length in which labels, dates, references and document numbers of one form look alike.

    Marks, digits and blanks are of half width, and 一 stands for each character of a number below 万 in Chinese:
    one pattern finds the place, the number is read from the text itself.

    >>> plain_form("（二十三）第　１条：二〇一二年叁佰万元")
    '(一一一)第 1条:一一一一年一一万元'
    """
    return _kept_plain_form(text) if len(text) < _SHORT else _plain_form(text)


def _plain_form(text: str) -> str:
    return _NOT_PLAIN.sub(lambda found: _PLAIN[found[0]], text)


_kept_plain_form = lru_cache(maxsize=8192)(_plain_form)  # each line is asked for ten times, by other rules


def chinese_numeral(number: int) -> str:
    """Write a whole number below 1,000 as labels of provisions do; a greater one stays in digits.

    >>> [chinese_numeral(n) for n in (2, 10, 18, 20, 105, 110)]
    ['二', '十', '十八', '二十', '一百零五', '一百一十']
    """
    if not 0 <= number < 1000:
        return str(number)
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    if not hundreds:
        if not tens:
            return _CHARACTERS[ones]
        return ("" if tens == 1 else _CHARACTERS[tens]) + "十" + (_CHARACTERS[ones] if ones else "")
    text = _CHARACTERS[hundreds] + "百"
    if tens:
        text += _CHARACTERS[tens] + "十"
    elif ones:
        text += "零"
    return text + (_CHARACTERS[ones] if ones else "")


_AMOUNTS = ((10**12, "万亿"), (10**8, "亿"), (10**4, "万"))


def written_amount(value: Decimal) -> str:
    """Write an amount of yuan as people do, exactly: with 万 or 亿 where at most two decimals remain.

    >>> [written_amount(Decimal(n)) for n in ("80000000", "150000000", "123400", "500", "0.5", "123456")]
    ['8000万元', '1.5亿元', '12.34万元', '500元', '0.5元', '123456元']
    """
    for scale, word in _AMOUNTS:
        if abs(value) >= scale and (value * 100) % scale == 0:
            return f"{plain(value / scale)}{word}元"
    return f"{Decimal(plain(value)):f}元"
