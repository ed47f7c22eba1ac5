"""Blanks that part the characters of one word or number: 第 十 六 条, 2 0 2 0 年, and whole lines set wide apart."""

from __future__ import annotations

import re
import unicodedata

from ingest.text import CleanText

_APART = re.compile(r"(?<=\S)[ \u00a0\u3000](?=\S)")
_LETTERS = re.compile(r"[A-Za-z]{2}")
_LEAST_CHARACTERS = 8
_LEAST_SHARE = 0.7  # of the places between two characters of a line that is set wide apart

_B = r"[ \u00a0\u3000]"
_D = r"\d"
_BLANK = re.compile(_B)
_APART_DIGITS = re.compile(rf"{_D}{_B}{_D}")  # of all numbers below
# 2 0 2 0 年 1 2 月 3 1 日; 第 1 6 条; 〔 2 0 2 0 〕 1 2 号
_NUMBERS = re.compile(
    rf"(?<![\d.] )(?<!\d){_D}{_B}{_D}{_B}{_D}{_B}{_D}(?=\s*年)"
    rf"|(?<=[年月])\s*{_D}{_B}{_D}(?=\s*[月日])"
    rf"|(?<=第)\s*{_D}(?:{_B}{_D}){{1,2}}(?=\s*[编章节条款项号])"
    rf"|(?<=[〔\[【(（])\s*{_D}(?:{_B}{_D}){{3}}(?=\s*[〕\]】)）])"
    rf"|(?<=[〕\]】])\s*{_D}(?:{_B}{_D}){{1,3}}(?=\s*号)"
)


def _wide_apart(line: str) -> bool:
    """Say whether a blank stands between nearly all characters of a line.

    >>> _wide_apart("第 一 条 为 了 促 进 发 展 ， 制 定 本 法 。"), _wide_apart("第一条 为 了促进企业发展")
    (True, False)
    """
    solid = len("".join(line.split()))
    if solid < _LEAST_CHARACTERS or len(line) < 1.6 * solid or _LETTERS.search(line):
        return False
    return len(_APART.findall(line)) >= _LEAST_SHARE * (solid - 1)


def _compose(text: str, at: int) -> bool:
    """Say whether the characters before and after a place become one when they stand together, as i and an accent.

    >>> _compose("i \u0301", 1), _compose("第 一", 1)
    (True, False)
    """
    before, after = text[at - 1], text[at + 1]
    parts = unicodedata.normalize("NFKC", before) + unicodedata.normalize("NFKC", after)
    return unicodedata.normalize("NFKC", before + after) != parts


def without_blanks(line: CleanText) -> tuple[CleanText, int, int]:
    """Leave out the blanks inside numbers, and between all characters of a line that is set wide apart.

    Returns the line, how many numbers were closed up, and 1 for a line set wide apart. Two blanks or more between
    the characters of such a line part words, and stay.

    >>> from ingest.text import SourceText
    >>> wide = CleanText.of(SourceText("a.txt", "自 2 0 2 0 年 1 2 月 3 1 日 起", "0" * 64))
    >>> without_blanks(wide)[0].text
    '自2020年12月31日起'
    """
    if _BLANK.search(line.text) is None:
        return line, 0, 0
    if _wide_apart(line.text):
        gone = [
            at
            for at in (found.start() for found in _APART.finditer(line.text))
            if not _compose(line.text, at)
        ]
        return _left_out(line, gone), 0, 1
    gone = []
    numbers = 0
    for found in _NUMBERS.finditer(line.text) if _APART_DIGITS.search(line.text) else ():
        numbers += 1
        first = next(at for at in range(*found.span()) if not line.text[at].isspace())
        gone += [at for at in range(first, found.end()) if line.text[at].isspace()]
    return (_left_out(line, gone), numbers, 0) if gone else (line, 0, 0)


def _left_out(line: CleanText, gone: list[int]) -> CleanText:
    out = set(gone)
    kept = [at for at in range(len(line.text)) if at not in out]
    return CleanText(
        "".join(line.text[at] for at in kept), tuple(line.offsets[at] for at in kept), line.source
    )
