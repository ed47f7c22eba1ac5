"""Hard-wrapped lines: whether a text has them, and which belong together.

A text taken from a PDF breaks every paragraph at the edge of its column. It shows in two figures together: the
longest lines are nearly equally long, and few of them end a sentence. A clean text has lines of every length,
and nearly all end with a mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from ontology.numerals import plain_form

_CLOSED = tuple("。；：！？;:!?")
_CLOSERS = "”’）)』」》〉】〕"
# These two are for texts in plain_form: marks of half width, 一 for each character of a number.
_OPENS = re.compile(
    r"\s*+(?:第\s*(?:一+|\d{1,4})\s*[编篇章节条](?:之一+)?(?=\s|$)|\(\s*一+\s*\)|一+[、是]"
    r"|\d{1,2}\s*[.．、](?!\d)|\(?\s*\d{1,2}\s*\)|[①-⑳]|附\s*件\s*(?:[\d一]+\s*)?(?::|$))"
)
_ARTICLE = re.compile(r"\s*第\s*一+\s*条(?:之一+)?\s+\S")
_NOTE_OPENS = re.compile(r"\(\s*(?:根据\s*)?[\d一]{4}\s*年")  # in plain_form
_NOTE_CLOSES = re.compile(r"(?:通过|批准|公布|发布|修订|修正|施行)\s*[)）]$")


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text is wrapped: ``width`` of a full line in half-width columns, and whether paragraphs are indented."""

    width: int
    indented: bool


def columns(line: str) -> int:
    """Return the width of a line: two columns for a full-width character, one for any other.

    >>> columns("第12条")
    6
    """
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in line.strip())


def ends_sentence(line: str) -> bool:
    """Say whether a line ends with a mark that closes a sentence or opens a list."""
    return line.rstrip().rstrip(_CLOSERS).endswith(_CLOSED)


def opens_provision(line: str) -> bool:
    """Say whether a line starts with a label (第三条, 一、, （二）, 附件1：)."""
    return _OPENS.match(plain_form(line)) is not None


def opens_note(line: str) -> bool:
    """Say whether a line starts as a note of adoption in brackets does: （根据2020年."""
    return _NOTE_OPENS.match(plain_form(line.strip())) is not None


def closes_note(line: str) -> bool:
    """Say whether a line ends as a note of adoption in brackets does: 修正）."""
    return _NOTE_CLOSES.search(line.rstrip()) is not None


def wrapping(lines: Sequence[str]) -> Wrapping | None:
    """Return how the text is wrapped, or ``None`` when its lines are its paragraphs."""
    filled = [line for line in lines if line.strip() and "\t" not in line]
    if len(filled) < 8:
        return None
    widths = sorted(columns(line) for line in filled)
    width = widths[int(len(widths) * 0.9)]
    if not 20 <= width <= 130:
        return None
    full = [line for line in filled if columns(line) >= 0.88 * width]
    near = [line for line in full if columns(line) <= 1.15 * width]
    closed = sum(ends_sentence(line) for line in full)
    if len(full) < 0.3 * len(filled) or len(near) < 0.9 * len(full) or closed > 0.5 * len(full):
        return None
    starts = [line for line in filled if re.match(r"(?:　　|\s{2,}|\t)\S", line)]
    return Wrapping(width, 0.08 * len(filled) < len(starts) < 0.8 * len(filled))


def continues(line: str, following: str, how: Wrapping) -> bool:
    """Say whether ``following`` goes on with the paragraph that ``line`` is in."""
    if "\t" in line or "\t" in following or opens_provision(following):
        return False
    if how.indented and re.match(r"(?:　|\s{2,})", following):
        return False
    if _ARTICLE.match(plain_form(line)) and not ends_sentence(line):
        return True  # an article ends with a mark; its first line is short by its lost indentation
    if columns(line) < 0.85 * how.width:
        return False
    if ends_sentence(line):
        # the last line of a paragraph may by chance be a full one; only an exactly full line is taken on
        return (
            not how.indented and columns(line) >= how.width and not line.rstrip().endswith(("：", ":", "；"))
        )
    return True
