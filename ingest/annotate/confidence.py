"""How sure a fact is: what speaks against it, in words, or nothing.

A fact is doubtful where its place was damaged or restored, where what stands there was not understood, or where the
rule that found it is known to err; of norms :mod:`ingest.annotate.norm.doubts` says more. It is said of each fact by
itself, after all are found; no fact is left out for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from ingest.model import Citation, CitationStatus, Diagnostic, Mention, Norm, Quantity
from ingest.text import Span

DAMAGED = frozenset(
    {
        *("column-bleed", "table-flattened", "table-assumed", "title-glued", "lines-restored", "lines-lost"),
        *("heading-unparted", "glyphs-lost", "note-not-understood"),
    }
)
"""Codes of diagnostics that say that the reader put characters together that may not belong together."""
DAMAGE = "此处文字经修复。The text was repaired here."
_TOUCHES = "与另一机构名紧接，可能是一个名称。Another body stands right beside it; the two may be one name."
_UNKNOWN = "机构表中没有，仅凭词形识别。No body of the tables; it was told by the shape of its words."
_CLASS = "泛指一类机构，未必指其中某一个。A class of bodies, which may mean none in particular."
_BY_SHAPE = frozenset(
    {"body-of-matter", "body-learned", "body-local", "body-in-list", "body-committee-of-matter"}
)
_AMBIGUOUS = "可能指几部规则。It may mean several rules."


@dataclass(frozen=True, slots=True)
class Places:
    """Ranges of a source, for asking whether a fact lies in one."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def of(cls, diagnostics: Iterable[Diagnostic]) -> Places:
        """Return the places of the diagnostics in :data:`DAMAGED`."""
        spans = sorted(span for each in diagnostics if each.code in DAMAGED for span in each.spans)
        ends: list[int] = []
        for span in spans:
            ends.append(max(span.end, ends[-1]) if ends else span.end)
        return cls(tuple(span.start for span in spans), tuple(ends))

    def touch(self, spans: Sequence[Span]) -> bool:
        """Tell whether one of ``spans`` has a character in a place."""
        for span in spans:
            at = bisect_right(self.starts, span.end - 1)
            if at and self.ends[at - 1] > span.start:
                return True
        return False


def of_norm(norm: Norm, damaged: Places) -> Norm:
    """Return ``norm`` with the reason to doubt it, that of :mod:`ingest.annotate.norm.doubts` first."""
    if norm.doubt is None and damaged.touch(norm.spans):
        return replace(norm, doubt=DAMAGE)
    return norm


def of_citation(citation: Citation, damaged: Places) -> Citation:
    """Return ``citation`` with the reason to doubt it."""
    if citation.status is CitationStatus.AMBIGUOUS:
        return replace(citation, doubt=_AMBIGUOUS)
    return replace(citation, doubt=DAMAGE) if damaged.touch(citation.spans) else citation


def of_mentions(mentions: Sequence[Mention], damaged: Places) -> tuple[Mention, ...]:
    """Return the mentions with the reasons to doubt them."""
    starts = {mention.spans[0].start for mention in mentions if mention.spans}
    ends = {mention.spans[-1].end for mention in mentions if mention.spans}
    return tuple(_of_mention(each, starts, ends, damaged) for each in mentions)


def _of_mention(mention: Mention, starts: Set[int], ends: Set[int], damaged: Places) -> Mention:
    if not mention.spans:
        return mention
    if mention.spans[-1].end in starts or mention.spans[0].start in ends:
        return replace(mention, doubt=_TOUCHES)
    if mention.rule == "body-class" and not mention.body:
        return replace(mention, doubt=_CLASS)
    if mention.rule in _BY_SHAPE and not mention.body and not mention.generic:
        return replace(mention, doubt=_UNKNOWN)
    return replace(mention, doubt=DAMAGE) if damaged.touch(mention.spans) else mention


def of_quantity(quantity: Quantity, damaged: Places) -> Quantity:
    """Return ``quantity`` with the reason to doubt it."""
    if quantity.doubt is None and damaged.touch(quantity.spans):
        return replace(quantity, doubt=DAMAGE)
    return quantity
