"""What a page adds to a text: page numbers, running heads, the table of contents, markup.

Each finder looks at the physical lines and says which are furniture and why; nothing is cut here.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from ontology.numerals import plain_form

_DASH = r"[—–\-－─―ー·•~～]"
_PAGE = re.compile(
    rf"(?:{_DASH}+\s*\d{{1,4}}\s*{_DASH}+"
    r"|第\s*\d{1,4}\s*页(?:\s*(?:[,，/]\s*)?共\s*\d{1,4}\s*页)?"
    r"|共\s*\d{1,4}\s*页\s*(?:[,，/]\s*)?第\s*\d{1,4}\s*页"
    r"|\d{1,4}\s*/\s*\d{1,4}|[Pp]age\s*\d{1,4}(?:\s*of\s*\d{1,4})?)"
)
_INSIDE = re.compile(r"(?<=\S)\s*[—–]{1,2}\s*(\d{1,4})\s*[—–]{1,2}\s*(?=\S)")
_BARE = re.compile(r"\d{1,4}")
_ENTRY = re.compile(
    r"(?:第一+[编篇章节]|一+、|附\s*则|附件|附录|序\s*言|前\s*言|总\s*则"
    r"|\d{1,2}(?:[.．]\d{1,2})*\s+[\u4e00-\u9fff][^。]*$)"
)  # in plain_form
_CHAPTER = re.compile(r"\s*(?:第一+[编篇章节](?=\s|[\u4e00-\u9fff])|\d\s+[\u4e00-\u9fff、]{2,20}\s*$)")
_CONTENTS = re.compile(r"#*\s*目\s*[录次]")
_LEADERS = re.compile(r"[\s.…·．。\-—()\d]*")  # and the number of a page after them; in plain_form
_LEADER_RUN = re.compile(r"(?<![.…·．])[.…·．]{3,}[—–\-\s]*+(?:\d++[—–\-\s]*+)?$")
_LED = 3  # entries with leaders: the first line without ends them
_GAZETTE = re.compile(r".{0,24}公\s*报")


def _plain(line: str) -> str:
    line = line.strip().lstrip("#").strip()
    tail = _LEADERS.match(plain_form(line)[::-1])  # from the end, so that it takes one look
    return re.sub(r"\s+", "", line[: len(line) - tail.end()] if tail else line)


def page_numbers(lines: Sequence[str], wrapped: bool) -> dict[int, str]:
    """Return the indexes of lines that hold a page number and nothing else.

    Bare digits count only in a hard-wrapped text and only when they rise by one from page to page: in any
    other text they may be the numbers of table rows.
    """
    found = {at: "page-number" for at, line in enumerate(lines) if _PAGE.fullmatch(line.strip())}
    if not wrapped or any("\t" in line for line in lines):
        return found
    bare = [(at, int(line)) for at, line in enumerate(lines) if _BARE.fullmatch(line.strip())]
    rising = _rising(bare)
    if len(rising) > 1 or (len(rising) == len(bare) == 1 and not found):
        found |= dict.fromkeys(rising, "page-number")
    return found


def pages_inside(lines: Sequence[str]) -> dict[int, list[tuple[int, int]]]:
    """Return the ranges of page numbers that stand between dashes inside lines whose ends were lost.

    They rise by one through the text, two at least.

    >>> pages_inside(["应当 — 1 — 建立制度，", "财政部门 — 2 — 负责"])
    {0: [(2, 9)], 1: [(4, 11)]}
    """
    found = [(at, match) for at, line in enumerate(lines) for match in _INSIDE.finditer(line)]
    numbers = [int(match.group(1)) for _, match in found]
    if len(numbers) < 2 or any(b != a + 1 for a, b in pairwise(numbers)):
        return {}
    places: dict[int, list[tuple[int, int]]] = {}
    for at, match in found:
        places.setdefault(at, []).append(match.span())
    return places


def _rising(bare: Sequence[tuple[int, int]]) -> list[int]:
    """Return the lines of the longest run of numbers that rise by one, five lines apart (the last may come sooner)."""
    best: list[int] = []
    runs: dict[int, list[int]] = {}  # by the number that would go on with them
    for at, number in bare:
        run = runs.pop(number, [])
        if run and at == run[-1] + 1:
            run = []
        run.append(at)
        runs[number + 1] = run
        best = max(best, run, key=len)
    apart = [b - a for a, b in pairwise(best)]
    return best if all(gap > 5 for gap in apart[:-1]) else []


def running_heads(lines: Sequence[str], pages: dict[int, str]) -> dict[int, str]:
    """Return short lines that come back beside page numbers, and the name of the gazette on top."""
    found: dict[int, str] = {}
    filled = [at for at, line in enumerate(lines) if line.strip()]
    for at in filled[:3]:
        if _GAZETTE.fullmatch(lines[at].strip()):
            found[at] = "running-head"
    beside = {
        near
        for order, at in enumerate(filled)
        if at in pages
        for near in filled[max(order - 1, 0) : order + 2]
    }
    short = [at for at in sorted(beside - pages.keys()) if 2 <= len(lines[at].strip()) <= 30]
    counts = Counter(_plain(lines[at]) for at in short)
    least = 3 if len(pages) > 3 else 2
    for at in short:
        if counts[_plain(lines[at])] >= least and not lines[at].strip().endswith(("。", "；", "，", "：")):
            found[at] = "running-head"
    return found


def contents(lines: Sequence[str]) -> dict[int, str]:
    """Return the lines of a table of contents: its title 目录, where it has one, and its entries.

    Entries end where the first of them comes again, as a heading of the text, or where all had dots before the number
    of a page and a line has none. When it never does, the entries
    are the only headings that the text has, and only the title is left out. Without a title they begin with a chapter.
    """
    title = next((at for at, line in enumerate(lines) if _CONTENTS.fullmatch(line.strip())), None)
    if title is not None:
        return {title: "contents"} | dict.fromkeys(_entries(lines, title + 1), "contents")
    first = next(
        (at for at, line in enumerate(lines) if _CHAPTER.match(plain_form(line.lstrip("# \u3000")))), None
    )
    return dict.fromkeys(_entries(lines, first), "contents") if first is not None else {}


def _entries(lines: Sequence[str], start: int) -> list[int]:
    """Return the lines of entries from ``start`` on that stand before the first of them comes again."""
    first, led = "", False
    entries: list[int] = []
    for at in range(start, len(lines)):
        line = lines[at].strip()
        if not line:
            continue
        if entries and _plain(line) == first:
            return entries
        if led and not _LEADER_RUN.search(line):
            return entries
        entry = len(_LEADER_RUN.sub("", line)) <= 60 and (
            _ENTRY.match(plain_form(line.lstrip("#").strip()))
            or _PAGE.fullmatch(line)
            or _BARE.fullmatch(line)
        )
        if not entry:
            return []
        first = first or _plain(line)
        entries.append(at)
        led = len(entries) >= _LED and all(_LEADER_RUN.search(lines[each]) for each in entries)
    return []


_SIGNS = re.compile(r"\s*([\ue000-\uf8ff]+)(?=\s*\S)")


def signs(line: str) -> list[tuple[int, int]]:
    """Return the range of private characters that open a line: signs of a list whose font was lost.

    Inside a line such a character stands for a word that nobody can read; it stays.

    >>> signs("\uf0b7 一、总则"), signs("甲\uf0b7乙")
    ([(0, 1)], [])
    """
    found = _SIGNS.match(line)
    return [found.span(1)] if found else []


def markup(line: str) -> list[tuple[int, int]]:
    """Return the ranges of Markdown marks and comments in a line.

    >>> markup("## 第一章 总则"), markup("<!-- INFO END -->")
    ([(0, 2)], [(0, 17)])
    """
    if "#" not in line and "<!--" not in line:
        return []
    found: list[tuple[int, int]] = []
    start = line.find("<!--")
    while start >= 0 and (close := line.find("-->", start + 4)) >= 0:
        found.append((start, close + 3))
        start = line.find("<!--", close + 3)
    head = re.match(r"\s*(#{1,6})(?=\s)", line)
    if head:
        found.insert(0, head.span(1))
    return found
