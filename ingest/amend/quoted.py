"""Quoted words of a decision as pieces of the consolidated text: marks one level up, labels and paragraphs parted."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.amend.consolidated import Origin, Piece
from ingest.text import CleanText, Span
from ontology.numerals import whole_number

_ARTICLE = re.compile(
    r"\s*第\s*([一二三四五六七八九十百零〇\d]{1,8})\s*条(?:之([一二三四五六七八九十]{1,3}))?[ 　\t]+"
)
_ITEM = re.compile(r"\s*[（(]\s*([一二三四五六七八九十]{1,4})\s*[)）]\s*")
_RAISED = {"‘": "“", "’": "”"}
_LOWERED = {"“": "‘", "”": "’"}
ENDS = "。；;！？"


def pieces(paragraph: CleanText, by: int) -> list[Piece]:
    """Return a quoted paragraph as it stands in the rule: ‘…’ in it becomes “…”, and what is in that ‘…’."""
    found: list[Piece] = []
    inner = False
    start, run = 0, ""
    source = paragraph.source.text
    for at in paragraph.offsets:
        char = source[at]
        raised = _RAISED.get(char) if char in _RAISED else _LOWERED.get(char) if inner else None
        if char in "‘’":
            inner = char == "‘"
        if raised is None and run and at == start + len(run):
            run += char
            continue
        if run:
            found.append(Piece(run, Origin.DECISION, Span(start, start + len(run)), by))
        start, run = at, char
        if raised is not None:
            found.append(Piece(raised, Origin.EDITORIAL, None, by))
            run = ""
    if run:
        found.append(Piece(run, Origin.DECISION, Span(start, start + len(run)), by))
    return found


def in_text(paragraphs: Sequence[CleanText], separator: str, by: int) -> list[Piece]:
    """Return quoted paragraphs, parted as the base parts its own."""
    found: list[Piece] = []
    for at, paragraph in enumerate(paragraphs):
        if at:
            found.append(Piece(separator, Origin.EDITORIAL, None, by))
        found += pieces(paragraph, by)
    return found


def raised(text: str) -> str:
    """Return quoted words as they stand in the rule.

    >>> raised("规定的‘恶意透支’")
    '规定的“恶意透支”'
    """
    return "".join(_RAISED.get(char, char) for char in text)


def without_label(paragraphs: Sequence[CleanText], level: str) -> tuple[str | None, tuple[CleanText, ...]]:
    """Return the number of the label that quoted words begin with, if any, and the words without it."""
    form = {"article": _ARTICLE, "item": _ITEM}.get(level)
    if not paragraphs or form is None:
        return None, tuple(paragraphs)
    found = form.match(paragraphs[0].text)
    if found is None:
        return None, tuple(paragraphs)
    number = str(whole_number(found[1]))
    if level == "article" and found[2]:
        number += f".{whole_number(found[2])}"
    return number, (paragraphs[0][found.end() :], *paragraphs[1:])


def groups(paragraphs: Sequence[CleanText], count: int, level: str) -> list[tuple[CleanText, ...]] | None:
    """Part quoted paragraphs into as many parts as are added; ``None`` where they cannot be told apart.

    Articles and items are told by their labels, paragraphs by that items belong to the one before them.
    """
    if count == 1:
        return [tuple(paragraphs)]
    if level == "article" and any(_ARTICLE.match(each.text) for each in paragraphs):
        heads = [at for at, each in enumerate(paragraphs) if _ARTICLE.match(each.text)]
    elif level == "item":
        heads = list(range(len(paragraphs)))
    else:
        heads = [at for at, each in enumerate(paragraphs) if not _ITEM.match(each.text)]
    if len(heads) != count or heads[0] != 0:
        return None
    return [tuple(paragraphs[a:b]) for a, b in zip(heads, [*heads[1:], len(paragraphs)], strict=True)]
