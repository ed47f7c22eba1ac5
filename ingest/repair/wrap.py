"""Hard-wrapped lines: whether a text has them, and which belong together.

A text taken from a PDF breaks every paragraph at the edge of its column. It shows in two figures together: the
longest lines are nearly equally long, and few of them end a sentence. A clean text has lines of every length,
and nearly all end with a mark.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

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


# What shows that the label after a line end is a reference: 依照本条第|（一）项, 第三条、|第四条的规定.
_REFERRING = re.compile(r"(?:第|[本前上该各][条款项]|[、和与及或至]|或者)$")
_REFERRED = re.compile(
    r"\s*+(?:(?:第\s*+\(?|\()\s*+)?[一\d]+\s*+(?:\)\s*+)?(?:[条款目章节](?:的|规定|所列|[、和或至(]|第)|项|[、和或至]\s*(?:第|\())"
)
_OF_BEFORE = re.compile(r"[前第].?款")  # a sentence that speaks of the paragraph before is in another


_INSIDE = re.compile(r"。(?=.)")
_INDENTED = re.compile(r"\s{2,}\S")
_INDENT = re.compile(r"(?:　|\s{2,})")
_IDEOGRAPHS = re.compile("[\u3000-\u303e\u4e00-\u9fff\uff01-\uff60]+")  # wide, each of them
_FEW = 8  # lines
_INDENTATION = 4  # columns
_HANGING = 2  # columns that a line lacks whose next character must not begin one


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a text is wrapped.

    ``width`` is that of a full line in half-width columns; ``indented`` whether paragraphs are, and
    ``lost_indentation`` whether they were: their first lines are shorter by it. ``flowing``: sentences end oftener
    inside a paragraph than with one, so that a full line that ends one goes on.
    """

    width: int
    indented: bool
    lost_indentation: bool = False
    flowing: bool = True


def columns(line: str) -> int:
    """Return the width of a line: two columns for a full-width character, one for any other.

    >>> columns("第12条")
    6
    """
    line = line.strip()
    rest = _IDEOGRAPHS.sub("", line)
    return 2 * (len(line) - len(rest)) + sum(
        2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in rest
    )


def ends_sentence(line: str) -> bool:
    """Say whether a line ends with a mark that closes a sentence or opens a list."""
    return line.rstrip().rstrip(_CLOSERS).endswith(_CLOSED)


def opens_provision(line: str) -> bool:
    """Say whether a line starts with a label (第三条, 一、, （二）, 附件1：)."""
    return _OPENS.match(plain_form(line)) is not None


def opens_note(line: str) -> bool:
    """Say whether a line starts as a note of adoption in brackets does: （根据2020年."""
    line = line.strip()
    return line.startswith(("（", "(")) and _NOTE_OPENS.match(plain_form(line)) is not None


def closes_note(line: str) -> bool:
    """Say whether a line ends as a note of adoption in brackets does: 修正）."""
    return _NOTE_CLOSES.search(line.rstrip()) is not None


def _even(full: Sequence[str]) -> bool:
    """Say whether full lines are about equally long: the edge of a column.

    A mark may hang out of it, and an indented line is shorter by two characters.
    """
    widths = Counter(columns(line) for line in full)
    usual = max(widths, key=lambda width: (widths[width], width))
    return sum(widths[width] for width in range(usual - 5, usual + 4)) >= 0.5 * len(full)


def _lost_indentation(filled: Sequence[str], width: int) -> bool:
    """Say whether the first lines of paragraphs break off sooner than others, by two characters."""
    firsts = sorted(
        columns(following)
        for line, following in pairwise(filled)
        if columns(line) < 0.85 * width and ends_sentence(line) and not ends_sentence(following)
    )
    firsts = [each for each in firsts if each >= 0.8 * width]
    return len(firsts) >= 3 and firsts[len(firsts) // 2] <= width - 3


def _flowing(filled: Sequence[str], width: int) -> bool:
    """Say whether sentences end oftener inside a paragraph than with one that no label follows."""
    inside = sum(len(_INSIDE.findall(line)) for line in filled)
    at_end = sum(
        line.rstrip().endswith("。") and columns(line) < 0.85 * width and not opens_provision(following)
        for line, following in pairwise(filled)
    )
    return inside > at_end


def wrapping(lines: Sequence[str]) -> Wrapping | None:
    """Return how the text is wrapped, or ``None`` when its lines are its paragraphs."""
    filled = [line for line in lines if line.strip() and "\t" not in line]
    if len(filled) < _FEW:
        return _of_few(filled)
    widths = sorted(columns(line) for line in filled)
    width = widths[int(len(widths) * 0.9)]
    if not 20 <= width <= 130:
        return None
    full = [line for line in filled if columns(line) >= 0.88 * width]
    near = [line for line in full if columns(line) <= 1.15 * width]
    closed = sum(ends_sentence(line) for line in full)
    many = len(full) >= 0.3 * len(filled)
    if len(full) < 0.12 * len(filled) or len(near) < 0.9 * len(full):
        return None
    if closed > (0.5 if many else 0.25) * len(full):
        return None
    return _how(filled, width) if _even(full) else None


def _of_few(filled: Sequence[str]) -> Wrapping | None:
    """Tell a text of few lines: two or more, equally long and the longest, break off in a sentence; none ends one."""
    width = max(map(columns, filled), default=0)
    full = [at for at, line in enumerate(filled[:-1]) if columns(line) >= width - 2]
    broken = [at for at in full if not ends_sentence(filled[at]) and not opens_provision(filled[at + 1])]
    if not 30 <= width <= 130 or len(broken) < 2 or len(broken) < len(full):
        return None
    return _how(filled, width)


def _how(filled: Sequence[str], width: int) -> Wrapping:
    starts = sum(_INDENTED.match(line) is not None for line in filled)
    inside = [
        following
        for line, following in pairwise(filled)
        if columns(line) >= 0.88 * width and not ends_sentence(line) and not opens_provision(following)
    ]
    indented = starts > 0.08 * len(filled) and (
        sum(_INDENTED.match(line) is not None for line in inside) <= 0.1 * len(inside)
    )
    return Wrapping(width, indented, _lost_indentation(filled, width), _flowing(filled, width))


def refers_on(line: str, following: str) -> bool:
    """Say whether the label that ``following`` opens with is a reference in the sentence that ``line`` breaks off."""
    return (
        not ends_sentence(line)
        and _REFERRING.search(line.rstrip()) is not None
        and _REFERRED.match(plain_form(following)) is not None
    )


def continues(line: str, following: str, how: Wrapping) -> bool:
    """Say whether ``following`` goes on with the paragraph that ``line`` is in."""
    if "\t" in line or "\t" in following:
        return False
    full = columns(line) >= 0.85 * how.width
    if opens_provision(following):
        return full and refers_on(line, following)
    if how.indented and _INDENT.match(following):
        return False
    if _ARTICLE.match(plain_form(line)) and not ends_sentence(line):
        return True  # an article ends with a mark; its first line is short by its lost indentation
    if not full:
        return False
    return how.indented or not ends_sentence(line) or _goes_on(line, following, how)


def _goes_on(line: str, following: str, how: Wrapping) -> bool:
    """Say whether a full line that ends a sentence, in a text without indentation, is by chance not the last one."""
    first = how.lost_indentation and columns(line) >= how.width - _INDENTATION - _HANGING
    if first and not ends_sentence(following) and columns(following) >= how.width:
        return True  # the line may be a first one; the next is wider than one
    if columns(line) < how.width or line.rstrip().endswith(("：", ":")):
        return False
    if line.rstrip().endswith(("；", ";")):
        return True  # the next item would have its label
    if how.lost_indentation and not ends_sentence(following):
        return columns(following) > how.width - 3
    return how.flowing and _OF_BEFORE.match(following.strip()) is None


def doubtful(line: str, following: str, how: Wrapping) -> bool:
    """Say whether nothing but the usual way of the text tells if a full line that ends a sentence goes on.

    Where indentation is lost, the first line of a paragraph is full without it, and how wide the next line is tells
    more: one that ends no sentence is a first line when it is short by the indentation, and goes on when it is full.
    """
    least = how.width - (_INDENTATION + _HANGING if how.lost_indentation else 0)
    told = how.lost_indentation and not ends_sentence(following)
    between = how.width - _INDENTATION < columns(following) < how.width
    return (
        not how.indented
        and columns(line) >= least
        and ends_sentence(line)
        and "\t" not in line + following
        and not opens_provision(following)
        and (not told or between)
    )
