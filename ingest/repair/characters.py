"""Single characters: those that stand for another, those that nobody sees, and padding between Chinese characters.

What a character is read as is said once for the whole text, before it is cut into lines. Each kind of repair leaves
a diagnostic with its places.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable

from ingest.model import Diagnostic, Residue
from ingest.repair.script import is_traditional, readings
from ingest.text import CleanText, SourceText, Span, merge

# Chinese characters and marks; in the block of full-width forms those before and after the digits.
_CHINESE = r"[\u2014-\u2026\u2e80-\u2fdf\u3001-\u9fff\uff01-\uff0c\uff1a-\uff1f\U00020000-\U000323af]"
_PADDING = re.compile(rf"(?<={_CHINESE})\s+(?={_CHINESE})")

_BLANK = re.compile(r"\s")
_RADICALS = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")
# The CJK Radicals Supplement has no NFKC equals; these have the shape of the character itself.
_SUPPLEMENT = str.maketrans(
    "⺠⻔⻓⻋⻅⻚⻛⻢⻥⻦⻨⻩⻬⻮⻰⻄⻁⻜⻝⻘⻆⻣⻤⻉⻙⻧⻪⻳⺟⺩⺬⻊⻗⺒⺓⺇",
    "民门长车见页风马鱼鸟麦黄齐齿龙西虎飞食青角骨鬼贝韦卤黾龟母王示足雨巳幺几",
)

# A font with GB 2312-80 codes taken for code points gives U+A3AC for the comma 0xA3AC: a Yi syllable that no
# other one stands beside. Rows 1 and 3 are marks and full-width letters. Row 3 has no 。; print sets the full stop
# of scientific texts (U+A3AE) for it.
_MARKS = re.compile(r"(?<![\ua000-\ua48c])[\ua1a2-\ua1bf\ua3a1-\ua3fe](?![\ua000-\ua48c])")
_YI = re.compile("[\ua1a2-\ua3fe]")
_FULL_STOP = "\ua3ae"

# Control and format characters but for white space and the byte order mark at the start; U+E5E5 is the blank that GBK
# had at 0xA3A0.
_UNSEEN = re.compile(
    r"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufff9-\ufffb\ue5e5\ufeff]"
)
_SHOWN = 20  # places in a diagnostic

REREAD = frozenset({"radicals", "ocr-marks", "traditional"})
"""Codes of the diagnostics that say that characters are read otherwise than they are printed."""


def plain_name(text: str) -> str:
    """Return a name for looking up: NFKC, and radicals of the CJK Radicals Supplement as their characters.

    For titles and names of bodies only; the words of a provision stay as printed.

    >>> plain_name("中华⼈⺠共和国")
    '中华人民共和国'
    """
    return unicodedata.normalize("NFKC", text).translate(_SUPPLEMENT)


def close_up(clean: CleanText) -> CleanText:
    """Leave out white space that stands between two Chinese characters or marks.

    Blanks beside digits and Latin letters stay: ``2020 年 7 月`` reads as it is printed.

    >>> source = SourceText("a.txt", "师　健 2 人", "0" * 64)
    >>> close_up(CleanText.of(source)).text
    '师健 2 人'
    """
    if _BLANK.search(clean.text) is None:
        return clean
    kept: list[CleanText] = []
    at = 0
    for gap in _PADDING.finditer(clean.text):
        kept.append(clean[at : gap.start()])
        at = gap.end()
    if not kept:
        return clean
    kept.append(clean[at:])
    return CleanText.join(kept, clean.source)


def _radical(char: str) -> str:
    return unicodedata.normalize("NFKC", char).translate(_SUPPLEMENT)


def _mark(char: str) -> str:
    if char == _FULL_STOP:
        return "。"
    try:
        return ord(char).to_bytes(2, "big").decode("gb2312")
    except UnicodeDecodeError:
        return char


def _reread(
    chars: list[str], text: str, pattern: re.Pattern[str], reading: Callable[[str], str]
) -> tuple[list[Span], list[Span]]:
    """Put readings into ``chars``; return the places read anew, and those that have no reading of one character."""
    read: list[Span] = []
    kept: list[Span] = []
    for found in pattern.finditer(text):
        char = reading(found.group())
        known = len(char) == 1 and char != found.group()
        if known:
            chars[found.start()] = char
        (read if known else kept).append(Span(*found.span()))
    return read, kept


def kind_of_reading(char: str) -> str:
    """Return the code of the repair that reads a printed character otherwise.

    >>> kind_of_reading("⼈"), kind_of_reading("廣")
    ('radicals', 'traditional')
    """
    if _RADICALS.match(char):
        return "radicals"
    return "ocr-marks" if "\ua000" <= char <= "\ua48c" else "traditional"


def told(code: str, spans: Iterable[Span], chinese: str, english: str) -> Diagnostic:
    """Return the diagnostic of a repair: ``{n}`` in it is the number of places, 20 stretches of which are given."""
    places = list(spans)
    message = f"{chinese}。{english}.".replace("{n}", str(len(places)))
    return Diagnostic(code, message, merge(places)[:_SHOWN])


def plain_characters(source: SourceText) -> tuple[CleanText, tuple[Residue, ...], tuple[Diagnostic, ...]]:
    """Read each character as the one that it stands for, and take out what nobody sees.

    Read are radicals and compatibility ideographs (some PDF fonts map 人 to U+2F08 ⼈), marks of damaged fonts
    (U+A3AC for ，) and, in a text that is in traditional script, traditional characters. Taken out, as residue
    ``zero-width``, are control and format characters, soft hyphens among them.
    """
    text = source.text
    chars = list(text)
    diagnostics: list[Diagnostic] = []
    read, kept = _reread(chars, text, _RADICALS, _radical)
    if read:
        english = "{n} radicals or compatibility ideographs are read as their characters"
        diagnostics.append(told("radicals", read, "{n} 个部首或兼容字按所代表的字识读", english))
    if kept:
        english = (
            "{n} radicals or compatibility ideographs stand for no known character and are kept as printed"
        )
        diagnostics.append(told("radical-kept", kept, "{n} 个部首或兼容字没有对应的字，保留原样", english))
    read, _ = _reread(chars, text, _MARKS, _mark) if _YI.search(text) else ([], [])
    if read:
        english = "{n} marks of a damaged font (ꎬ, ꎮ) are read as the punctuation that they stand for"
        diagnostics.append(
            told("ocr-marks", read, "{n} 个字体损坏的标点（ꎬ、ꎮ 等）按所代表的标点识读", english)
        )
    if is_traditional(text):
        table = readings()
        read = [Span(at, at + 1) for at, char in enumerate(text) if ord(char) in table]
        chars = list("".join(chars).translate(table))
        english = "The text is in traditional script; {n} characters are read as simplified ones and quoted as printed"
        diagnostics.append(told("traditional", read, "繁体文本：{n} 个字按简体识读，引文照原样", english))
    clean = CleanText("".join(chars), range(len(text)), source)
    unseen = [found.span() for found in _UNSEEN.finditer(text) if found.group() != "\ufeff" or found.start()]
    if not unseen:
        return clean, (), tuple(diagnostics)
    english = "{n} characters that nobody sees (zero width, soft hyphens, control characters) are left out"
    places = [Span(*span) for span in unseen]
    diagnostics.append(
        told("zero-width", places, "略去 {n} 个不可见字符（零宽、软连字符、控制字符）", english)
    )
    residues = tuple(Residue(text[a:b], (Span(a, b),), "zero-width") for a, b in merge(places))
    return _without(clean, unseen), residues, tuple(diagnostics)


def _without(clean: CleanText, ranges: Iterable[tuple[int, int]]) -> CleanText:
    """Leave out ranges, which ascend."""
    kept: list[CleanText] = []
    at = 0
    for start, end in ranges:
        kept.append(clean[at:start])
        at = end
    return CleanText.join([*kept, clean[at:]], clean.source)
