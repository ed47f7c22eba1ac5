"""Amounts in the cells of a table whose unit stands in the head of their column: 补助标准（万元）."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise

from ingest.annotate.quantity.stated import scale_of
from ingest.model import Provision, ProvisionKind
from ingest.text import CleanText
from ontology.numerals import plain_form

# Patterns are for cells in plain_form, without white space.
_HEAD = re.compile(r"[^\d\s]{2,}\((?:单位:)?(?:人民币)?(?P<scale>[百千万亿]*)元\)")
_NUMBER = r"((?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)"
_AMOUNT = re.compile(rf"{_NUMBER}(?:[-~—–至]{{1,2}}{_NUMBER})?")
_FEWEST = 2  # columns

Amount = tuple[int, int, Decimal, Decimal, tuple[int, int]]
"""Where a cell stands in the words of its provision, the lowest and highest amount in yuan, and what it is for."""


def cells(own: CleanText) -> list[tuple[int, int]]:
    """Return the ranges of the cells of a row, parted by tabs, which may be printed only, or by upright strokes."""
    text, source = own.text, own.source.text
    printed = bool(text) and "\t" in source[own.offsets[0] : own.offsets[-1]]
    ends = [
        at
        for at in (range(1, len(text)) if printed else ())
        if "\t" in source[own.offsets[at - 1] + 1 : own.offsets[at]]
    ]
    marks = [at for at, char in enumerate(text) if char in "\t|"] if "\t" in text or "|" in text else []
    edges = sorted({0, *ends, *marks, *(at + 1 for at in marks), len(text)})
    found = [own.trimmed(start, end) for start, end in pairwise(edges)]
    return [(start, end) for start, end in found if start < end and text[start:end] not in "\t|"]


def amounts_of_columns(provisions: Iterable[Provision]) -> dict[str, list[Amount]]:
    """Return the amounts of rows below a head that states the unit of their columns, by the paths of the rows.

    Rows are the paragraphs that follow the head below the same provision, or the lines of one provision, with as many
    cells; others end no table.
    """
    found: dict[str, list[Amount]] = {}
    parent, width = None, 0
    scales: dict[int, int] = {}
    for provision in provisions:
        alone = provision.kind is ProvisionKind.PARAGRAPH and provision.leaf
        rows = [(0, provision.own)] if alone and "\n" not in provision.own.text else _lines(provision.own)
        if not rows:
            continue
        if not alone or provision.parent != parent:
            parent, width, scales = provision.parent if alone else None, 0, {}
        for start, own in rows:
            row = cells(own)
            if len(row) < _FEWEST:
                continue
            words = ["".join(plain_form(own.text[first:end]).split()) for first, end in row]
            heads = {at: head for at, cell in enumerate(words) if (head := _HEAD.fullmatch(cell))}
            if heads and len(row) >= _FEWEST and not any(_AMOUNT.fullmatch(cell) for cell in words):
                width, scales = len(row), {at: scale_of(head["scale"]) for at, head in heads.items()}
            elif scales and len(row) == width:
                amounts = _amounts(row, words, scales, start)
                found.setdefault(provision.path, []).extend(amounts)
    return {path: amounts for path, amounts in found.items() if amounts}


def _lines(own: CleanText) -> list[tuple[int, CleanText]]:
    """Return the lines of a provision in whose words a table stands, each with its place; none of any other."""
    if "\n" not in own.text:
        return []
    starts = [0, *(at + 1 for at, char in enumerate(own.text) if char == "\n"), len(own.text) + 1]
    return [(start, own[start : end - 1]) for start, end in pairwise(starts) if end - 1 > start]


def _amounts(
    row: Sequence[tuple[int, int]], words: Sequence[str], scales: Mapping[int, int], start: int
) -> list[Amount]:
    """Return the amounts in the cells of a row that begins at ``start`` in the words of its provision."""
    read = [(at, _AMOUNT.fullmatch(words[at]), scale) for at, scale in scales.items()]
    of = next((place for place, cell in zip(row, words, strict=True) if not cell[0].isdigit()), (0, 0))
    named = (start + of[0], start + of[1])
    return [
        (
            start + row[at][0],
            start + row[at][1],
            _yuan(match[1], scale),
            _yuan(match[2] or match[1], scale),
            named,
        )
        for at, match, scale in read
        if match is not None
    ]


def _yuan(printed: str, scale: int) -> Decimal:
    return Decimal(printed.replace(",", "")) * scale
