"""Numbers of words: the same one in its other spellings, and where a word would cut one in two.

``15个工作日`` is written 十五个工作日 too, ``50万元`` 五十万元, ``10%`` 百分之十, ``2015年`` 二〇一五年. All texts
here are folded (:mod:`lawgraph.search.folding`). A number that stands alone has no other spelling: 5 says nothing of
what it counts, and 五 is a part of many words.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from decimal import Decimal

from ontology.numerals import numerals, parse_numeral, plain

_MOST_NUMBERS = 2  # of a word that are written in all ways
_LONGEST = 12  # digits
_YEAR = 4  # digits
_DIGITS = "零一二三四五六七八九"
_SMALL = "〇零○一二三四五六七八九十两"
_SCALES = ((10**8, "亿"), (10**4, "万"))
_SHARE = "百分之"
_SAYS_MORE = re.compile("[万亿%]|分之")
_LAST = re.compile(rf"(?:分之|第)[{_SMALL}百千万亿]+$")


def spellings(word: str) -> Iterator[str]:
    """Yield a word with its numbers in other spellings.

    >>> list(spellings("15个工作日")), list(spellings("五十万元")), list(spellings("15"))
    (['十五个工作日'], ['50万元', '500000元', '500,000元'], [])
    """
    found = list(_numbers(word))
    if not 0 < len(found) <= _MOST_NUMBERS or (found[0] == (0, len(word)) and not _SAYS_MORE.search(word)):
        return
    ways = [[word[start:end], *_ways(word, start, end)] for start, end in found]
    edges = [0, *itertools.chain.from_iterable(found), len(word)]
    between = [word[edges[at] : edges[at + 1]] for at in range(0, len(edges), 2)]
    for chosen in itertools.islice(itertools.product(*ways), 1, None):
        parts = itertools.zip_longest(between, chosen, fillvalue="")
        yield "".join(itertools.chain.from_iterable(parts))


def number_spans(word: str) -> list[tuple[int, int]]:
    """Return where the numbers of a word stand, with their sign of percent."""
    return list(_numbers(word))


def cuts_number(text: str, start: int, end: int) -> bool:
    """Tell whether a part of a text begins or ends within a number.

    >>> cuts_number("15个工作日", 1, 6), cuts_number("十五个工作日", 1, 6), cuts_number("五万元以上", 1, 5)
    (True, True, False)
    """
    first, last, before, after = text[start], text[end - 1], text[:start][-2:], text[end : end + 2]
    if _is_digit(first) and before and (_is_digit(before[-1]) or _is_joined(before[::-1])):
        return True
    if first in _SMALL and end - start > 1 and before and before[-1] in _SMALL + "百千万亿":
        return True
    if _is_digit(last) and after and (_is_digit(after[0]) or _is_joined(after)):
        return True
    return bool(after and after[0] in _SMALL + "百千" and _LAST.search(text[max(start - 3, 0) : end]))


def has_number_at_end(word: str) -> bool:
    """Tell whether a word begins or ends with a number, so that it may cut one.

    >>> has_number_at_end("第5"), has_number_at_end("万元以上")
    (True, False)
    """
    return any(_is_digit(char) or char in _SMALL for char in (word[0], word[-1]))


def _is_digit(char: str) -> bool:
    return "0" <= char <= "9"


def _is_joined(two: str) -> bool:
    return len(two) > 1 and two[0] in ".," and _is_digit(two[1])


def _numbers(word: str) -> Iterator[tuple[int, int]]:
    for start, end in numerals(word):
        low = start - len(_SHARE) if word.endswith(_SHARE, 0, start) else start
        yield low, end + word.startswith("%", end)


def _ways(word: str, start: int, end: int) -> list[str]:
    """Return the other ways to write the number at a range of a word."""
    written = word[start:end]
    bare = written.removeprefix(_SHARE).removesuffix("%")
    try:
        value = Decimal(parse_numeral(bare))
    except ValueError:
        return []
    if value.adjusted() >= _LONGEST:
        return []
    if bare != written:
        ways = [f"{plain(value):f}%" if value % 1 else f"{int(value)}%", _SHARE + _in_characters(value)]
    elif word.startswith("年", end) and len(bare) == len(f"{value}") == _YEAR:
        digits = "".join(_DIGITS[int(digit)] for digit in f"{value}")
        ways = [f"{value}", *(digits.replace("零", zero) for zero in "〇零○")]
    else:
        ways = list(_amounts(value))
    if word.endswith("第", 0, start):
        ways = [way for way in ways if "两" not in way]
    return [way for way in dict.fromkeys(ways) if way != written]


def _amounts(value: Decimal) -> Iterator[str]:
    """Yield a number in figures and in characters, with 万 or 亿 where that is shorter."""
    for scale, word in _SCALES:
        if value >= scale and not (value / scale * 100) % 1:
            count = value / scale
            yield f"{plain(count)}{word}"
            if count < _SCALES[-1][0]:
                yield from (way + word for way in _spoken(count))
    figures = f"{plain(value)}"
    yield figures
    if value >= 1000:
        yield f"{plain(value):,}"
    if value < 10_000:
        yield from _spoken(value)


def _spoken(value: Decimal) -> Iterator[str]:
    """Yield a number in characters; 二 is 两 too, alone and before 百 and 千."""
    written = _in_characters(value)
    yield written
    if re.match(r"二(?:$|[百千])", written):
        yield "两" + written[1:]


def _in_characters(value: Decimal) -> str:
    whole, _, part = f"{plain(value)}".partition(".")
    said = _whole(int(whole))
    return f"{said}点{''.join(_DIGITS[int(digit)] for digit in part)}" if part else said


def _whole(number: int) -> str:
    """Write a whole number, such as 一千零五十.

    >>> [_whole(number) for number in (0, 10, 15, 105, 110, 1050, 2003, 12_0000)]
    ['零', '十', '十五', '一百零五', '一百一十', '一千零五十', '二千零三', '十二万']
    """
    for scale, word in (*_SCALES, (1000, "千"), (100, "百"), (10, "十")):
        if number >= scale:
            high, low = divmod(number, scale)
            zero = "零" if low and low < scale // 10 else ""
            lead = "" if (scale, high) == (10, 1) else _whole(high)
            rest = _whole(low) if low else ""
            ten = "一" if rest.startswith("十") and scale > 10 else ""
            return f"{lead}{word}{zero}{ten}{rest}"
    return _DIGITS[number]
