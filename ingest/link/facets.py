"""What is said of two provisions that correspond: strength, difference, the sentences that show it, what only one has.

The old relation names are derived from strength and difference (``relation``).
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.link.relation import relate
from ingest.link.signals import Signals
from ingest.link.strength import strength
from ingest.model import Comparison, Difference, OnlyIn, Relation, Strength
from ingest.text import Span

_DIFFERENCES = {each.value: each for each in Difference}


@dataclass(frozen=True, slots=True)
class Facets:
    """The facets of a link, as the fields of :class:`ingest.model.Correspondence`."""

    strength: Strength
    relation: Relation
    difference: Difference | None
    difference_for: str | None
    lower_spans: tuple[Span, ...]
    upper_spans: tuple[Span, ...]
    only_in: tuple[OnlyIn, ...]


def facets(signals: Signals, row: int, column: int, comparison: Comparison | None) -> Facets:
    """Return the facets of the link of ``lower[row]`` to ``upper[column]``."""
    lower, upper = signals.lower[row], signals.upper[column]
    first, second = signals.best(row, column)
    low, high = lower.sentences[first], upper.sentences[second]
    relation = relate(signals, row, column, comparison)
    return Facets(
        strength=strength(signals, row, column),
        relation=relation,
        difference=_DIFFERENCES.get(relation.value),
        difference_for=None,
        lower_spans=lower.quote(*low)[1],
        upper_spans=upper.quote(*high)[1],
        only_in=(),
    )
