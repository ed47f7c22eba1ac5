"""Sites: every place of a text where a label can stand, with what speaks for it there.

Most labels stand at the start of a line. Where a text has lost its line breaks they stand after the mark that ends
a sentence, after a note in brackets, after the heading of the chapter, or glued to it. A site says only what is seen;
which sites are labels is told by their numbers (:mod:`ingest.structure.sequence`).
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from ingest.structure.labels import Label, Level, first_label, label_at, label_of, reads_on
from ingest.structure.once import once, plain_form
from ingest.structure.quotations import quotations
from ontology import lexicon
from ontology.numerals import whole_number


class Left(IntEnum):
    """What stands before a site, the weakest first."""

    GLUED = 0  # a word
    BLANK = 1  # a word and blanks
    CLOSED = 2  # a bracket or a quotation that closes
    STOP = 3  # the mark of a sentence or of a list
    START = 4  # nothing: the line begins


class Site(NamedTuple):
    """A place where a label can stand.

    ``line`` is the index of its line. ``apart``: blanks or a bracketed heading part it from its words. ``cites``: the
    words before it make a reference of it, or those that change a rule after it; ``refers``: it reads on as one.
    ``words`` are those directly before it, from the last mark, the last site or the start of the line (``None`` where
    none is near). ``under``: they are all since the site before and end no sentence, so that they can be its heading.
    ``fresh``: they begin after the end of a sentence or the line.
    """

    line: int
    label: Label
    left: Left
    apart: bool
    cites: bool
    refers: bool
    words: str | None
    under: bool
    fresh: bool

    @property
    def number(self) -> tuple[int, int]:
        """The number and that of what was put in after it: (16, 1) for 第十六条之一."""
        return _numbers(self.label.number)


@lru_cache(maxsize=4096)
def _numbers(number: str) -> tuple[int, int]:
    whole, _, inserted = number.partition(".")
    return int(whole), int(inserted or 0)


# Patterns of this module are for texts in plain_form.
_MAYBE = re.compile(
    r"[第一(\d①-⑳\s](?:(?<=第)(?=\s*[一\d])|(?<=一)(?<![\d第]一)一{0,5}(?=\s*[、．﹒.])|(?<=\()(?=\s*[一\d])"
    r"|(?<=\d)(?<![\d.．﹒第(]\d)\d{0,2}(?=\s*[、．﹒.])|(?<=[①-⑳])"
    r"|(?<=[。:]一)一{0,2}(?=[是要])|(?<=[。:]\s)\s*一{1,3}(?=[是要]))"
)
"""Where a label may stand; each branch goes on from its first character, so that all others are passed over at once."""
_LEAD = re.compile(r"\s*(?:[-*+]\s+)?(?:\*\*|__)?\s*")  # of Markdown: the sign of a list, bold type
_STOPS = "。；！？;!?…"
_LISTS = ":"
_CLOSERS = ')]】」』>〉》”’"*_'
_MARK = re.compile(r"[。、;:!?,…]")
_COMMON_CELL = 200  # characters
_LONGEST_CELL = 600  # characters
_REACH = 64  # characters before a site that are looked at
_GENRE = lexicon.pattern("rule-genre", "genre")
_NAMED = re.compile(r"[》>〉]$")
_CITING = re.compile(rf"(?:[第、,到至]|[本该其]{_GENRE}|{lexicon.pattern('citing')})$")
_NUMBER = re.compile(r"\s*([一\d]{1,6})")
_CHANGES = re.compile(rf"\s*+(?:第\s*+[一\d]++\s*+[款项]\s*+)?{lexicon.pattern('amends')}")
_ANNEXES = re.compile(r"附\s*[件表]\s*+(?::\s*+)?$")
_ANNEXED = re.compile(r"\s*(?:[、,]|和第|或者第|以及第)")


def sites(lines: Sequence[str], skipped: frozenset[int] = frozenset()) -> list[Site]:
    """Return the sites of all lines but the ``skipped`` ones, in order; in mid-line those outside quotations.

    >>> [(site.label.printed, site.left.name) for site in sites(["第一章 总则第一条 甲。第二条 乙。"])]
    [('第一章', 'START'), ('第一条', 'GLUED'), ('第二条', 'STOP')]
    """
    found: list[Site] = []
    plains = [plain_form(line) for line in lines]
    quoted = quotations(plains)
    for at, (line, plain) in enumerate(zip(lines, plains, strict=True)):
        if at in skipped:
            continue
        first = _first(at, line)
        if first is not None:
            found.append(first)
        parts = prose(line)
        within = _within(at, line, plain, None if first is None else first.label, quoted[at]) if parts else ()
        whole = parts == [(0, len(line))]
        found.extend(within if whole else (site for site in within if _lies_in(site.label.start, parts)))
    return found


def _lies_in(at: int, parts: Sequence[tuple[int, int]]) -> bool:
    part = bisect_right(parts, (at, sys.maxsize)) - 1
    return part >= 0 and at < parts[part][1]


def prose(line: str) -> list[tuple[int, int]]:
    """Return what of a line is no cell of a table: all of it where tabs are few, else what is too long for a cell."""
    if "|" in line or "｜" in line:
        if line.lstrip().startswith(("|", "｜")):
            return []
    elif "\t" not in line:
        return [(0, len(line))] if line else []
    if line.count("\t") * _COMMON_CELL < len(line):
        return [(0, len(line))]
    ends = [at for at, char in enumerate(line) if char == "\t"]
    parts = pairwise([-1, *ends, len(line)])
    return [(start + 1, end) for start, end in parts if end - start > _LONGEST_CELL]


def first_sites(lines: Sequence[str], skipped: frozenset[int] = frozenset()) -> list[Site]:
    """Return the sites at the start of lines."""
    found = (_first(at, line) for at, line in enumerate(lines) if at not in skipped)
    return [site for site in found if site is not None]


def _first(at: int, line: str) -> Site | None:
    opening = _opening(line)
    if opening is None:
        return None
    label, apart, refers = opening
    return Site(at, label, Left.START, apart, False, refers, "", False, False)


@once
def _opening(line: str) -> tuple[Label, bool, bool] | None:
    """Return the label at the start of a line, behind signs of Markdown, whether it is apart and whether it refers."""
    plain = plain_form(line)
    lead = _LEAD.match(plain)
    start = lead.end() if lead else 0
    signed = plain[:start].strip()  # in a list or in bold type
    label = (label_at(line, plain, start) if signed else first_label(line)) or label_of(line)
    return None if label is None else (label, _apart(plain, label), reads_on(label, plain))


_TITLE_ENDS = frozenset("》〉")  # 《…的规定（一）》: the number is that of a series of rules


def _within(
    at: int, line: str, plain: str, above: Label | None, quoted: Sequence[tuple[int, int]]
) -> Iterator[Site]:
    """Yield the sites of a line after the label ``above`` that it opens with."""
    end = above.end if above is not None else 0
    outer = iter(quoted)
    inside = next(outer, None)
    for maybe in _MAYBE.finditer(plain, end):
        start = maybe.end() - len(maybe.group().lstrip())
        while inside is not None and inside[1] <= start:
            inside = next(outer, None)
        if start < end or (inside is not None and inside[0] < start):
            continue
        label = label_at(line, plain, start)
        if label is None or _is_listed(line, plain, label) or line[label.end : label.end + 1] in _TITLE_ENDS:
            continue
        words, under, fresh = _before(plain, end, start)
        left = _left(plain, start)
        if (
            label.level is Level.ORDINAL
        ):  # it is no bound of the words around it: in a paragraph it may be none
            yield Site(at, label, left, False, False, False, words, False, fresh)
            continue
        heading = (
            under
            and words is not None
            and len(words) > 1
            and above is not None
            and above.level <= Level.SECTION
        )
        cites, refers = not heading and _cites(plain, label, left, words), reads_on(label, plain)
        yield Site(at, label, left, _apart(plain, label), cites, refers, words, under, fresh)
        end, above = label.end, label


def _cites(plain: str, label: Label, left: Left, words: str | None) -> bool:
    """Say whether what stands before a label in mid-line makes a reference of it, or a change after it."""
    start = label.start
    listed = left < Left.CLOSED and plain[max(start - 4, 0) : start].rstrip()[-1:] in ("、", ",", "，")
    if listed or (left < Left.STOP and words is not None and _CITING.search(words) is not None):
        return True
    if label.level <= Level.ARTICLE and _NAMED.search(words or ""):
        return True
    if label.level is Level.ARTICLE and (
        _CHANGES.match(plain, label.end) or _ANNEXED.match(plain, label.end)
    ):
        return True
    return label.level is Level.SUBITEM and _ANNEXES.search(plain[max(start - 8, 0) : start]) is not None


def _apart(plain: str, label: Label) -> bool:
    after = plain[label.end : label.end + 1]
    return not after or after.isspace() or after in "【[*_"


def _left(plain: str, start: int) -> Left:
    """Say what stands before ``start``, blanks left out."""
    end = start
    while end and plain[end - 1] in " \u00a0*_":
        end -= 1
    last = plain[end - 1 : end]
    if not last.strip():
        return Left.START if not last else Left.BLANK
    if last in _CLOSERS:
        inner = plain[:end][-4:].rstrip(_CLOSERS)
        return Left.STOP if last in '”’"' and inner[-1:] in _STOPS and inner else Left.CLOSED
    if last in _STOPS or last in _LISTS or (last == "." and not plain[end - 2 : end - 1].isdigit()):
        return Left.STOP
    return Left.BLANK if end < start else Left.GLUED


def _before(plain: str, end: int, start: int) -> tuple[str | None, bool, bool]:
    """Return the words before ``start`` back to the last mark; whether all since ``end``, or since a sentence's end."""
    far = max(end, start - _REACH)
    window = plain[far:start]
    under = far == end > 0 and not any(mark in window for mark in _STOPS + _LISTS)
    marks = [] if under else [mark.end() for mark in _MARK.finditer(window)]
    if marks:
        return window[marks[-1] :].strip(" *_"), False, window[marks[-1] - 1] in _STOPS
    return (window.strip(" *_"), under, end == 0) if far == end else (None, False, False)


def _is_listed(line: str, plain: str, label: Label) -> bool:
    """Say whether a number in running text is one of a list of numbers (一、二级文物), or has half a bracket only."""
    if label.level is Level.POINT:
        return plain[label.start] != "("
    if label.level not in (Level.HEADED, Level.SUBITEM):
        return False
    following = _NUMBER.match(plain, label.end)
    if following is None:
        return False
    return whole_number(line[slice(*following.span(1))]) == int(label.number) + 1
