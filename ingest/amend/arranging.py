"""Parts put in the order of their new numbers, with their new labels."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence

from ingest.amend.consolidated import Origin, Piece
from ingest.amend.instruction import article_label
from ingest.amend.numbering import Claim, Numbers, kept_in_order, key
from ingest.amend.parts import Manner, Part
from ingest.amend.quoted import ENDS, in_text
from ingest.text import CleanText
from ontology.numerals import chinese_numeral


def arrange(
    holder: Part,
    numbers: Numbers,
    claims: Sequence[Claim],
    gone: Mapping[str, int],
    added: Sequence[Part],
    text: str,
) -> None:
    """Put the parts of a holder in the order of their new numbers, those of ``added`` among them.

    Parts whose order stays do not move, nor what stands between them (headings); a part that is new, or moved, comes
    directly behind the one with the number before its own.
    """
    level = added[0].level if added else next((p.level for p in holder.parts if p.level != "fixed"), "")
    level = "article" if holder.level == "text" else level
    by_claim = {claim.old: claim.by for claim in claims if claim.old is not None}
    present: list[tuple[tuple[int, int], Part]] = []
    for part in holder.parts:
        if part.level != level:
            continue
        if part.number in gone:
            part.gone = gone[part.number]
            continue
        new = numbers.new[part.number]
        if new != part.number and part.label_end > part.start:
            part.relabelled = label_of(level, new, text[part.start : part.label_end])
            part.by = by_claim.get(part.number, part.by)
        present.append((key(new), part))
    stays = kept_in_order([number for number, _ in present])
    moved = [pair for at, pair in enumerate(present) if at not in stays]
    _put_in(holder, [present[at] for at in sorted(stays)], [*moved, *((key(p.number), p) for p in added)])


_Numbered = tuple[tuple[int, int], Part]


def _put_in(holder: Part, stays: Sequence[_Numbered], others: Sequence[_Numbered]) -> None:
    """Put parts behind those with the number before theirs."""
    numbers = [number for number, _ in stays]
    first: list[Part] = []
    behind: dict[int, list[Part]] = {}
    for number, part in sorted(others, key=lambda pair: pair[0]):
        at = bisect_left(numbers, number)
        if at:
            behind.setdefault(id(stays[at - 1][1]), []).append(part)
        else:
            first.append(part)
    out = {id(part) for _, part in others}
    made: list[Part] = []
    for part in holder.parts:
        if id(part) in out:
            continue
        if stays and part is stays[0][1]:
            made += first
        made.append(part)
        made += behind.get(id(part), ())
    holder.parts = made if stays else [*made, *first]


def label_of(level: str, number: str, old: str) -> str:
    """Return a label in the manner of another.

    >>> label_of("article", "6", "第5条"), label_of("item", "3", "（二）"), label_of("subitem", "3", "2.")
    ('第6条', '（三）', '3.')
    """
    digits = any(char.isdigit() and char.isascii() for char in old)
    if level == "article":
        return article_label(number, digits)
    form = number if digits else chinese_numeral(int(number))
    if old[:1] in "（(" and old[-1:] in "）)":
        return f"{old[0]}{form}{old[-1]}"
    return form + old[-1:]


def new_part(level: str, number: str, words: Sequence[CleanText], by: int, manner: Manner) -> Part:
    """Return a part that the decision adds, with its label."""
    made = in_text(words, manner.paragraph, by)
    label: list[Piece] = []
    if level == "article":
        label = [
            Piece(text, Origin.EDITORIAL, None, by)
            for text in (article_label(number, manner.digits), manner.behind)
        ]
    elif level == "item":
        label = [Piece(f"（{chinese_numeral(int(number))}）", Origin.EDITORIAL, None, by)]
        if made and made[-1].text[-1:] not in ENDS:
            made.append(Piece("；", Origin.EDITORIAL, None, by))
    return Part(level, number, -1, -1, -1, -1, words=[*label, *made], by=by)
