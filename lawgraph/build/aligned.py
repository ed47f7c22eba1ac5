"""An alignment as bytes and back, so that who asks for it later does not align the two documents again.

Kept beside the quads of a pair: what it needs of the two documents is read from their texts, a quantity as its number
among those of its document. Candidates are not kept.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from ingest.model import (
    Alignment,
    Annotation,
    Comparison,
    Correspondence,
    Diagnostic,
    Difference,
    Evidence,
    Gap,
    OnlyIn,
    Quantity,
    Relation,
    Strength,
)
from ingest.text import Span
from lawgraph.build.parts import Part, PartDamaged


class _Compared(msgspec.Struct, array_like=True, frozen=True):
    dimension: str
    lower: int
    upper: int
    verdict: str


class _Link(msgspec.Struct, array_like=True, frozen=True):
    """A correspondence with the fields of :class:`ingest.model.Correspondence`, its figures by their numbers."""

    lower: str
    upper: str
    relation: Relation
    score: float
    evidence: tuple[Evidence, ...]
    comparison: _Compared | None
    strength: Strength
    difference: Difference | None
    difference_for: str | None
    lower_spans: tuple[Span, ...]
    upper_spans: tuple[Span, ...]
    group: str | None
    only_in: tuple[OnlyIn, ...]
    review: str | None
    lower_unit: str
    upper_unit: str


class _Aligned(msgspec.Struct, array_like=True, frozen=True):
    correspondences: tuple[_Link, ...]
    gaps: tuple[Gap, ...]
    diagnostics: tuple[Diagnostic, ...]


_DECODER = msgspec.msgpack.Decoder(_Aligned)
_SAME = tuple(name for name in _Link.__struct_fields__ if name != "comparison")


def pack_alignment(alignment: Alignment) -> bytes:
    """Return an alignment as bytes, without its two documents."""
    lower, upper = _numbers(alignment.lower.quantities), _numbers(alignment.upper.quantities)

    def packed(link: Correspondence) -> _Link:
        found = link.comparison
        compared = None
        if found is not None:
            compared = _Compared(found.dimension, lower[found.lower], upper[found.upper], found.verdict)
        return _Link(comparison=compared, **{name: getattr(link, name) for name in _SAME})

    links = tuple(map(packed, alignment.correspondences))
    kept = _Aligned(links, alignment.gaps, alignment.diagnostics)
    return msgspec.msgpack.encode(kept, order="deterministic")


def alignment_of(part: Part, upper: Annotation, lower: Annotation) -> Alignment:
    """Return the alignment that a part keeps, given its two documents; raises :class:`PartDamaged`."""

    def unpacked(link: _Link) -> Correspondence:
        kept = link.comparison
        compared = None
        if kept is not None:
            below, above = lower.quantities[kept.lower], upper.quantities[kept.upper]
            compared = Comparison(kept.dimension, below, above, kept.verdict)
        return Correspondence(comparison=compared, **{name: getattr(link, name) for name in _SAME})

    try:
        kept = _DECODER.decode(part.block(part.head.blocks[0]))
        links = tuple(map(unpacked, kept.correspondences))
    except (msgspec.MsgspecError, ValueError, TypeError, IndexError, RecursionError) as error:
        raise PartDamaged(part.path) from error
    return Alignment(upper, lower, links, kept.gaps, diagnostics=kept.diagnostics)


def _numbers(quantities: Sequence[Quantity]) -> dict[Quantity, int]:
    return {quantity: number for number, quantity in enumerate(quantities)}
