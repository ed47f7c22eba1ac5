"""Single characters: padding between Chinese characters, and code points of radicals."""

from __future__ import annotations

import re
import unicodedata

from ingest.model import Diagnostic
from ingest.text import CleanText, SourceText, Span

# Chinese characters and marks; in the block of full-width forms those before and after the digits.
_CHINESE = r"[\u2014-\u2026\u2e80-\u2fdf\u3001-\u9fff\uff01-\uff0c\uff1a-\uff1f\U00020000-\U000323af]"
_PADDING = re.compile(rf"(?<={_CHINESE})\s+(?={_CHINESE})")
_COMPATIBLE = re.compile(r"[\u2e80-\u2fdf\uf900-\ufaff]")

_SUPPLEMENT = str.maketrans(
    "⺠⻔⻓⻋⻅⻚⻛⻢⻥⻦⻨⻩⻬⻮⻰⻄⻁⻜⻝⻘⻆⻣⻤",
    "民门长车见页风马鱼鸟麦黄齐齿龙西虎飞食青角骨鬼",
)


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
    kept: list[CleanText] = []
    at = 0
    for gap in _PADDING.finditer(clean.text):
        kept.append(clean[at : gap.start()])
        at = gap.end()
    if not kept:
        return clean
    kept.append(clean[at:])
    return CleanText.join(kept, clean.source)


def plain_ideographs(source: SourceText) -> tuple[CleanText, tuple[Diagnostic, ...]]:
    """Read Kangxi radicals and compatibility ideographs as the characters that they stand for.

    Some PDF fonts map 人 to U+2F08 ⼈. A code point with an NFKC equal (Unicode Standard Annex 15) is read as that;
    one of the block U+2E80 to U+2EFF without such an equal (⺠) is kept, and a diagnostic says where.
    """
    whole = CleanText.of(source)
    if not _COMPATIBLE.search(source.text):
        return whole, ()
    chars = list(source.text)
    kept: list[Span] = []
    for found in _COMPATIBLE.finditer(source.text):
        char = unicodedata.normalize("NFKC", found.group())
        if len(char) == 1 and char != found.group():
            chars[found.start()] = char
        elif "\u2e80" <= found.group() <= "\u2eff":
            kept.append(Span(found.start(), found.end()))
    diagnostics = (
        (
            Diagnostic(
                "radical-kept",
                f"{len(kept)} characters of the CJK Radicals Supplement have no NFKC equal and are kept as printed",
                tuple(kept[:20]),
            ),
        )
        if kept
        else ()
    )
    return CleanText("".join(chars), whole.offsets, source), diagnostics
