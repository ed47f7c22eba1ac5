"""Quotations of provisions: the new words of a rule that a decision amends, whose labels are none of its own."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ingest.structure.labels import Label, Level, label_of
from ingest.structure.once import once, plain_form

_QUOTED_LABEL = re.compile(r"“\s*(?:第\s*(?:一+|\d+)\s*[编章节条]|\(\s*一+\s*\)|一+、)")  # in plain_form
_LONGEST_QUOTATION = 200  # lines
_MARK = re.compile("[“”]")
_STOPS = "。；！？;!?"
_SHORT = re.compile(r"“[^“”。；]{0,40}”")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line in plain form: whether it opens a quotation as its only words or behind a colon, and how that ends."""

    text: str
    opens: bool
    """A quotation is opened at its start, or behind a colon, that ends with the line or goes on below it."""
    goes_on: bool
    closes: bool
    """It ends a quotation that a line above has opened."""
    label: Label | None

    @classmethod
    def of(cls, line: str) -> _Line:
        """Read a line."""
        plain = plain_form(line)
        label = label_of(line)
        if "“" not in plain and "”" not in plain and '"' not in plain:
            return cls(plain, False, False, False, label)
        plain = _with_sides(plain)
        inner, opening, closing = _of_line(plain)
        at = opening if opening is not None else inner[-1][0] if inner else -1
        before = plain[:at].rstrip() if at >= 0 else ""
        ends = opening is not None or (at >= 0 and inner[-1][1] == len(plain.rstrip("。；，;, ")) - 1)
        closes = closing is not None or _last(plain, inner)
        return cls(plain, at >= 0 and ends and before[-1:] in ("", ":"), opening is not None, closes, label)


_line = once(_Line.of)


def quoted_provisions(lines: Sequence[str]) -> tuple[frozenset[int], frozenset[int]]:
    """Return the lines whose labels are quoted, and those that are words of the provision above them.

    The new words of a rule that is amended stand behind a colon, on its line or below it, and go on over lines: until a
    mark closes the quotation, and none goes on after it. A quotation that nothing closes is none, and none is one in
    which the text goes on that quotes (after 一、 with 二、).

    >>> texts = ["三、第八条改为：“下列：", "（一）甲；", "（二）乙。”", "四、第九条改为：", "“丙。”", "五、丁。"]
    >>> [sorted(found) for found in quoted_provisions(texts)]
    [[1, 2], [1, 2, 4]]
    """
    marked = [
        at for at, line in enumerate(lines) if "“" in line or "”" in line or '"' in line or "＂" in line
    ]
    if not marked:
        return frozenset(), frozenset()
    read = [_line(line) for line in lines]
    unlabelled: set[int] = set()
    within: set[int] = set()
    above: dict[Level, Label] = {}
    told = 0  # the first line whose label is not yet above
    for at in marked:
        if at < told:
            continue
        line = read[at]
        for one in read[told : at + 1]:
            if one.label is not None:
                above = {level: label for level, label in above.items() if level < one.label.level}
                above[one.label.level] = one.label
        told = at + 1
        below = line.opens and line.text.lstrip().startswith("“") and at > 0 and _announces(read[at - 1])
        end = at if below and not line.goes_on else None
        if line.goes_on and (below or line.opens):
            end = _end(read, at, above)
        if (opening := _QUOTED_LABEL.search(line.text)) and "”" not in line.text[opening.start() :]:
            end = _end(read, at, {}) if end is None else end
        if end is not None:
            end = _last_of(read, end)
            unlabelled.update(range(at + 1, end + 1))
            within.update(range(at if below else at + 1, end + 1))
            told = end + 1
    return frozenset(unlabelled), frozenset(within)


def _announces(line: _Line) -> bool:
    """Say whether a line ends with the colon before a quotation, and is none itself."""
    return line.text.rstrip().endswith(":") and not line.text.lstrip().startswith("“")


def _end(read: Sequence[_Line], at: int, above: Mapping[Level, Label]) -> int | None:
    """Return the line on which the quotation ends that line ``at`` opens, below the labels ``above``."""
    inside: dict[Level, str] = {}
    for n in range(at + 1, min(at + _LONGEST_QUOTATION, len(read))):
        label = read[n].label
        if label is not None:
            before = above.get(label.level)
            quoted = label.level in inside and label.number == _next(inside[label.level])
            if before is not None and label.number == _next(before.number) and not quoted:
                return None
            inside[label.level] = label.number
        if read[n].closes and not (n + 1 < len(read) and read[n + 1].text.lstrip().startswith("“")):
            return n
    return None


def _next(number: str) -> str:
    return str(int(number.partition(".")[0]) + 1)


def _last_of(read: Sequence[_Line], at: int) -> int:
    """Return the last line of those that follow line ``at``, each a quotation of its own from its first mark."""
    while at + 1 < len(read) and read[at + 1].opens and not read[at + 1].goes_on:
        if not read[at + 1].text.lstrip().startswith("“"):
            break
        at += 1
    return at


def quoted_lines(lines: Sequence[str]) -> frozenset[int]:
    """Return the lines that are new words of a rule which is amended, and have no labels of this one.

    >>> sorted(quoted_lines(["三、将第八条修改为：“第八条 下列：", "（一）甲；", "（二）乙。”", "四、删去第九条。"]))
    [1, 2]
    """
    return quoted_provisions(lines)[0]


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
        if "“" not in line and "”" not in line and '"' not in line:
            found.append([])
            continue
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
    for mark in _MARK.finditer(plain):
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
