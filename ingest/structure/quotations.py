"""Quotations of provisions: the new words of a rule that a decision amends, whose labels are none of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ontology.numerals import plain_form

_QUOTED_LABEL = re.compile(r"“\s*(?:第\s*(?:一+|\d+)\s*[编章节条]|\(\s*一+\s*\)|一+、)")  # in plain_form
_LONGEST_QUOTATION = 200  # lines
_STOPS = "。；！？;!?"
_SHORT = re.compile(r"“[^“”。；]{0,40}”")


def quoted_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines inside a quotation that starts with a label: the new words of a rule that is amended.

    The first line of it has the opening mark and no label of its own; it ends with the first line that closes a
    quotation and after which none goes on. A quotation that nothing closes is none.

    >>> sorted(quoted_lines(["三、将第八条修改为：“第八条 下列：", "（一）甲；", "（二）乙。”", "四、删去第九条。"]))
    [1, 2]
    """
    found: set[int] = set()
    at = 0
    while at < len(lines):
        opening = _QUOTED_LABEL.search(plain_form(lines[at]))
        if opening and "”" not in lines[at][opening.start() :]:
            end = next(
                (n for n in range(at + 1, min(at + _LONGEST_QUOTATION, len(lines))) if _closes(lines, n)),
                None,
            )
            if end is not None:
                found.update(range(at + 1, end + 1))
                at = end
        at += 1
    return frozenset(found)


def _closes(lines: Sequence[str], at: int) -> bool:
    goes_on = at + 1 < len(lines) and lines[at + 1].lstrip().startswith("“")
    return not goes_on and re.search(r"”[。；，]?\s*$", lines[at]) is not None


def quotations(lines: Sequence[str]) -> list[list[tuple[int, int]]]:
    """Return of each line, in plain form, what stands in quotations, from the opening mark to the closing one.

    A quotation of several lines has its mark at the start of each, and closes on the last. One that no mark closes is
    none: what stands in it would be lost to the structure.

    >>> quotations(["将第八条修改为：“第八条 所称“甲”。”删去第九条"])
    [[(8, 19)]]
    >>> quotations(["将第八条修改为：“下列：", "（一）甲。", "“乙。”", "二、丙"])
    [[(8, 12)], [(0, 5)], [(0, 3)], []]
    """
    found: list[list[tuple[int, int]]] = []
    open_since: tuple[int, int] | None = None
    for at, line in enumerate(lines):
        inner, opening, closing = _of_line(_with_sides(line))
        found.append(inner)
        if open_since is not None and at - open_since[0] > _LONGEST_QUOTATION:
            open_since = None
        if open_since is not None and (closing is not None or _last(line, inner)):
            first, start = open_since
            found[first] = [*(one for one in found[first] if one[0] < start), (start, len(lines[first]))]
            for between in range(first + 1, at):
                found[between] = [(0, len(lines[between]))]
            end = closing if closing is not None else inner[0][1]
            found[at] = [(0, end), *(one for one in inner if one[0] > end)]
            open_since = None
        if opening is not None and open_since is None:
            open_since = at, opening
    return found


def _with_sides(line: str) -> str:
    """Give straight quotation marks their sides: the first opens and the second closes, where they are even."""
    parts = line.split('"')
    if len(parts) % 2 == 0 or len(parts) == 1:
        return line
    return "".join(part + ("”" if at % 2 else "“") for at, part in enumerate(parts))[:-1]


def _last(line: str, inner: Sequence[tuple[int, int]]) -> bool:
    """Say whether a line is the last paragraph of a quotation: in marks of its own."""
    start = len(line) - len(line.lstrip())
    return bool(inner) and inner[0][0] == start and len(line.rstrip("。；，;, ")) == inner[0][1] + 1


def _of_line(plain: str) -> tuple[list[tuple[int, int]], int | None, int | None]:
    """Return the outermost quotations of a line, the mark that the line does not close, and the last that closes none.

    In a quotation of several paragraphs each opens with a mark of its own (“甲。“乙。”): a mark after the end of a
    sentence, which nothing closes before the next one ends, is such a one.
    """
    opened: list[int] = []
    found: list[tuple[int, int]] = []
    closing: int | None = None
    for mark in re.finditer("[“”]", plain):
        at = mark.start()
        if mark.group() == "“":
            again = bool(opened) and plain[at - 1] in _STOPS and _SHORT.match(plain, at) is None
            if not again:
                opened.append(at)
        elif opened:
            start = opened.pop()
            if len(opened) == 1 and plain[at - 1] in _STOPS and plain[at + 1 : at + 2] in ("", "。", "；"):
                start = opened.pop()
            while found and found[-1][0] > start:
                found.pop()
            found.append((start, at))
        else:
            closing = at
    return found, (opened[0] if opened else None), closing
