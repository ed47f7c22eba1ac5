"""How sure a fact is: what speaks against it, in words, or nothing.

A fact is doubtful where a reason of :data:`REASONS` holds: its place was damaged or restored, what stands there was
not understood, or the rule that found it is known to err. It is said of each fact by itself, after all are found; no
fact is left out for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ingest.model import BearerSource, Citation, CitationStatus, Diagnostic, Mention, Norm, Quantity
from ingest.text import Span

DAMAGED = frozenset(
    {
        *("column-bleed", "table-flattened", "table-assumed", "title-glued", "lines-restored", "lines-lost"),
        *("heading-unparted", "glyphs-lost", "note-not-understood"),
    }
)
"""Codes of diagnostics that say that the reader put characters together that may not belong together."""
DAMAGE = "此处文字经修复。The text was repaired here."
_SUBJECT = "此处有主语，未能识别。A subject stands here that was not understood."
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
    """Return ``norm`` with the reason to doubt it."""
    if norm.doubt is not None:
        return norm
    if norm.bearer_source is BearerSource.UNKNOWN:
        return replace(norm, doubt=_SUBJECT)
    return replace(norm, doubt=DAMAGE) if damaged.touch(norm.spans) else norm


def of_citation(citation: Citation, damaged: Places) -> Citation:
    """Return ``citation`` with the reason to doubt it."""
    if citation.status is CitationStatus.AMBIGUOUS:
        return replace(citation, doubt=_AMBIGUOUS)
    return replace(citation, doubt=DAMAGE) if damaged.touch(citation.spans) else citation


def of_mention(mention: Mention, damaged: Places) -> Mention:
    """Return ``mention`` with the reason to doubt it."""
    return replace(mention, doubt=DAMAGE) if damaged.touch(mention.spans) else mention


def of_quantity(quantity: Quantity, damaged: Places) -> Quantity:
    """Return ``quantity`` with the reason to doubt it."""
    if quantity.doubt is None and damaged.touch(quantity.spans):
        return replace(quantity, doubt=DAMAGE)
    return quantity
