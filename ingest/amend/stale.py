"""References of the text to its own articles that new numbers leave stale."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from ingest.amend.consolidated import Origin, Piece
from ingest.amend.instruction import article_label
from ingest.amend.reasons import STALE
from ingest.model import Diagnostic, Document, ProvisionKind
from ingest.text import Span
from ontology.numerals import whole_number

_REFERENCE = re.compile(r"第([一二三四五六七八九十百零〇\d]{1,8})条(?:之([一二三四五六七八九十]{1,3}))?")
_OWN = re.compile(r"本(?:法|条例|办法|规定|细则|解释|决定|规则|意见|通知)(?:第[^，。；]{1,12}[、和])?$")
_OTHER = re.compile(r"[法典例定则释》〉](?:第[^，。；]{1,20}[、和])?$")


def stale_references(
    base: Document, pieces: Sequence[Piece], new: Mapping[str, str | None]
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each reference in words of the base to an article with another number, or none, now.

    Spans are those of the base. Words that the decision brings are taken to name new numbers.
    """
    text = base.source.text
    labels = {p.spans[0].start for p in base.provisions if p.kind is ProvisionKind.ARTICLE}
    found: list[Diagnostic] = []
    for piece in pieces:
        if piece.origin is not Origin.BASE or piece.span is None:
            continue
        for match in _REFERENCE.finditer(text, piece.span.start, piece.span.end):
            if match.start() in labels:
                continue
            before = text[max(0, match.start() - 30) : match.start()]
            if _OTHER.search(before) and not _OWN.search(before):
                continue
            number = str(whole_number(match[1])) + (f".{whole_number(match[2])}" if match[2] else "")
            if number not in new or new[number] == number:
                continue
            now = new[number]
            what = f"改为{article_label(now)}" if now else "删去"
            english = f"article {now}" if now else "gone"
            message = STALE.format(words=match.group(), what=what, english=english)
            found.append(Diagnostic("stale-reference", message, (Span(*match.span()),)))
    return tuple(found)
