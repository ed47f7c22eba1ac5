"""Words changed in a place: where they stand, once, or everywhere where the decision says so."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from ingest.amend.instruction import Instruction, Place, Quotation, Whither
from ingest.amend.parts import WordEdit
from ingest.amend.places import There, Unfit
from ingest.amend.quoted import in_text, raised, without_label
from ingest.amend.reasons import NO_NEW, NO_WORDS, PARTLY, SEVERAL


def word_edits(text: str, one: Instruction, where: Sequence[tuple[Place, int, int]]) -> list[WordEdit]:
    """Return the edits of an instruction on words; raise :class:`Unfit` where they do not stand there once.

    With 一律 or 统一, or for a whole text (将本条例中的“甲”修改为“乙”), all places where they stand are meant.
    """
    if not one.old:
        return [_at_edge(text, one, place) for place in where]
    found: list[WordEdit] = []
    everywhere = one.everywhere or (
        where[0][0].part == "whole" and bool(one.places) and one.places[0].part == "whole"
    )
    for at, old in enumerate(one.old):
        new = one.new[at] if len(one.new) == len(one.old) else one.new[0] if one.new else None
        for place, start, end in where:
            found += _of_one(text, one, old, new, (place, start, end), everywhere)
    found.sort(key=lambda edit: (edit.start, edit.end))
    for edit, other in pairwise(found):
        if other.start < edit.end:
            raise Unfit(SEVERAL.format(words=one.old[0].text[:20], place=where[0][0], n=2))
    return found


def _of_one(
    text: str,
    one: Instruction,
    old: Quotation,
    new: Quotation | None,
    where: tuple[Place, int, int],
    everywhere: bool,
) -> list[WordEdit]:
    place, start, end = where
    if place.level == "item":  # “（六）领导和管理经济工作”: the label stands before the words of the item
        number, unlabelled = without_label(old.paragraphs, "item")
        if number == str(place.item):
            old = Quotation(unlabelled)
            new = Quotation(without_label(new.paragraphs, "item")[1]) if new is not None else None
    words = raised(old.text).strip()
    if new is not None and not new.text:
        raise Unfit(NO_NEW)
    places = occurrences(text, words, start, end)
    said = str(place) or "原文"
    if not places:
        raise Unfit(NO_WORDS.format(place=said, words=_short(words)))
    if len(places) > 1 and not everywhere:
        raise Unfit(SEVERAL.format(words=_short(words), place=said, n=len(places)))
    pieces = tuple(in_text(new.paragraphs, _gap(text, start, end), one.order)) if new is not None else ()
    if new is not None and _same(raised(new.text).strip()) != _same(words):
        _not_there(text, one, raised(new.text).strip(), (place, start, end), places)
    found = []
    for first, last in places:
        if one.whither is Whither.AFTER:
            first = last
        elif one.whither is Whither.BEFORE:
            last = first
        found.append(WordEdit(first, last, pieces, one.order))
    return found


def _not_there(
    text: str, one: Instruction, new: str, where: tuple[Place, int, int], places: Sequence[tuple[int, int]]
) -> None:
    """Raise :class:`There` where the new words stand already: in place of the old ones, behind or before them."""
    place, start, end = where
    news = occurrences(text, new, start, end)
    if one.whither is Whither.AFTER:
        ends = {last for _, last in places}
        count = sum(at in ends for at, _ in news)
    elif one.whither is Whither.BEFORE:
        starts = {first for first, _ in places}
        count = sum(stop in starts for _, stop in news)
    else:
        begins = [at for at, _ in news]
        before = [bisect_right(begins, first) for first, _ in places]
        count = sum(at > 0 and news[at - 1][1] >= last for at, (_, last) in zip(before, places, strict=True))
    if count == len(places):
        raise There(one.order, place, new)
    if count:
        raise Unfit(PARTLY.format(words=_short(new), place=str(place) or "原文", n=count))


def _gap(text: str, start: int, end: int) -> str:
    found = re.search(r"(?<!\s)\s*\n\s*", text[start:end])
    return found.group() if found else "\n"


def occurrences(text: str, words: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return where words stand in a range, marks of full and half width taken as the same and blanks left out.

    >>> occurrences("第一条 应当，（一）报告", "应当,(一)", 0, 13)
    [(4, 10)]
    """
    within = text[start:end]
    if not words:
        return []
    found = [(start + m.start(), start + m.end()) for m in re.finditer(re.escape(words), within)]
    if found:
        return found
    kept = [at for at, char in enumerate(within) if not char.isspace()]
    squeezed = _same("".join(within[at] for at in kept))
    wanted = _same("".join(words.split()))
    if not wanted:
        return []
    return [
        (start + kept[m.start()], start + kept[m.end() - 1] + 1)
        for m in re.finditer(re.escape(wanted), squeezed)
    ]


_WIDTHS = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


def _same(text: str) -> str:
    return text.translate(_WIDTHS)


def _at_edge(text: str, one: Instruction, where: tuple[Place, int, int]) -> WordEdit:
    """Return words put at the beginning or the end of a place."""
    place, start, end = where
    at = start if one.whither is Whither.START else end
    words = raised(one.new[0].text).strip() if one.new else ""
    if any((a if one.whither is Whither.START else b) == at for a, b in occurrences(text, words, start, end)):
        raise There(one.order, place, words)
    pieces = tuple(in_text(one.new[0].paragraphs, "\n", one.order)) if one.new else ()
    if not pieces:
        raise Unfit(NO_NEW)
    return WordEdit(at, at, pieces, one.order)


def _short(words: str) -> str:
    return words if len(words) <= 30 else words[:28] + "……"
