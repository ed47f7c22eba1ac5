"""What is said of two provisions that correspond: strength, difference, the sentences that show it, what only one has.

The old relation names are derived from strength and difference (``relation``).
"""

from __future__ import annotations

from dataclasses import dataclass

from ingest.link.difference import shown
from ingest.link.only_in import only_in
from ingest.link.relation import relate
from ingest.link.signals import Signals
from ingest.link.strength import strength
from ingest.model import Comparison, Difference, OnlyIn, Relation, Strength
from ingest.text import Span


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


def facets(signals: Signals, row: int, column: int, comparison: Comparison | None, score: float) -> Facets:
    """Return the facets of the link of ``lower[row]`` to ``upper[column]``, of the probability ``score``.

    The sentences are those that show the difference, where there is one, and else the two most alike.
    """
    lower, upper = signals.lower[row], signals.upper[column]
    told = shown(lower, upper, comparison)
    first, second = signals.best(row, column)
    how = strength(signals, row, column)
    return Facets(
        strength=how,
        relation=relate(signals, row, column, how, told.difference if told else None),
        difference=told.difference if told else None,
        difference_for=told.party if told else None,
        lower_spans=told.lower if told else lower.quote(*lower.sentences[first])[1],
        upper_spans=told.upper if told else upper.quote(*upper.sentences[second])[1],
        only_in=only_in(lower, upper, score) if how is Strength.SAME_ACT else (),
    )
