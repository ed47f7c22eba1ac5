"""Words of a neighbour at the two ends of a text: a page number before the title, the mark of an annex after all else.

Files cut out of a collection hold them: the number of the page above, the word 附件 of the part that follows.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.model import Residue
from ingest.structure.front import is_bare, is_title
from ingest.structure.labels import annex_label, label_of
from ingest.text import CleanText

_NUMBERED = re.compile(
    r"(?:[-—–·]\s*)?(?!(?:19|20)\d{2}\s)(?:第\s*)?\d{1,4}(?:\s*页)?\s*(?:[-—–·]\s*|(?<=\s)|$)"
    r"(?=[\u4e00-\u9fff]{2}|$)"
)  # before a title
_COUNTED = re.compile(r"(?:[年月日号条个项件家类种大届次位名名岁户级万亿]|[至到])")
_STOP = re.compile(r"。[”’」』）)]*\s*")


def without_strays(lines: Sequence[CleanText]) -> tuple[list[CleanText], list[Residue]]:
    """Return the lines without what the neighbours left at their ends, and that."""
    residues: list[Residue] = []
    return _mark_parted(_page_parted(list(lines), residues), residues), residues


def _page_parted(lines: list[CleanText], residues: list[Residue]) -> list[CleanText]:
    """Take a page number off the first line, where a title follows it: 22 某市人民政府关于某事的意见."""
    at = next((at for at, line in enumerate(lines) if line.text.strip()), None)
    if at is None:
        return lines
    text = lines[at].text
    start = len(text) - len(text.lstrip())
    found = _NUMBERED.match(text, start)
    if found is None or _COUNTED.match(text, found.end()) or label_of(text) is not None:
        return lines
    rest = [
        part
        for part in (text[found.end() :], *(line.text for line in lines[at + 1 : at + 3]))
        if part.strip()
    ]
    titles = ("".join(rest[:count]) for count in range(1, len(rest) + 1) if all(map(is_bare, rest[:count])))
    if not any(map(is_title, titles)):
        return lines
    number = lines[at][: found.end()]
    start, end = number.trimmed()
    residues.append(Residue(number.text[start:end], number.spans(), "page-number"))
    left = lines[at][found.end() :]
    return [*lines[:at], *([left] if left.text.strip() else []), *lines[at + 1 :]]


def _mark_parted(lines: list[CleanText], residues: list[Residue]) -> list[CleanText]:
    """Take off the mark of an annex that stands at the very end, with nothing below it: what follows is not there."""
    last = next((at for at in range(len(lines) - 1, -1, -1) if lines[at].text.strip()), None)
    if last is None:
        return lines
    text = lines[last].text
    stops = [0, *(stop.end() for stop in _STOP.finditer(text))]
    label = annex_label(text[stops[-1] :])
    if last == 0 or label is None or text[stops[-1] + label.end :].strip(" 　:："):
        return lines
    mark = lines[last][stops[-1] :]
    start, end = mark.trimmed()
    residues.append(Residue(mark.text[start:end], mark.spans(), "annex-mark"))
    return [*lines[:last], *([lines[last][: stops[-1]]] if stops[-1] else []), *lines[last + 1 :]]
