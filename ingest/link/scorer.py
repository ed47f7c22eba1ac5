"""Scorers: from the signals of all pairs of units to a score of each, with what each signal contributes to it.

A :class:`Scorer` is the one place that weighs signals against each other: :func:`ingest.link.align` takes any, and
chooses and quotes by what it gives. :data:`WEIGHTED_SUM` is today's:

========  ======
signal    weight
========  ======
words     0.25
wording   0.25
clause    0.25
topic     0.10
function  0.05
quantity  0.05
citation  0.05
========  ======

Its weights are round and equal within a group; ``docs/decisions/0004-links.md`` has the figures without each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

import numpy as np

from ingest.link.signals import Signal, Signals
from ingest.link.terms import Matrix

# The signals that need no facts
_LEXICAL = (Signal.WORDS, Signal.WORDING, Signal.CLAUSE)


@dataclass(frozen=True, slots=True)
class Scores:
    """How far each pair of units corresponds, by what: matrices of lower by upper.

    ``contributions`` has for each signal that counts its part in the score, in the order in which evidence is
    looked for. None is below 0, and those of a pair add up to its score, 0 to 1, whether that is a sum of
    weighted signals or a probability shared out among them: evidence shows them as its weights, and a reader who
    disbelieves one can subtract it.
    """

    contributions: Mapping[Signal, Matrix] = field(repr=False)
    total: Matrix = field(init=False, repr=False)
    lexical: Matrix = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "total", self._sum(self.contributions))
        object.__setattr__(self, "lexical", self._sum(_LEXICAL))

    def _sum(self, of: Iterable[Signal]) -> Matrix:
        """Add up in the order given: the last digits of a sum depend on it."""
        total: Matrix = np.zeros(next(iter(self.contributions.values())).shape)
        for signal in of:
            total += self.contributions.get(signal, 0.0)
        return total


class Scorer(Protocol):
    """What scores pairs of units by their signals."""

    def __call__(self, signals: Signals) -> Scores:
        """Return the scores of all pairs that ``signals`` measures."""


@dataclass(frozen=True, slots=True)
class WeightedSum:
    """The weighted sum of the signals: weights of 0 or more that add up to 1 give scores from 0 to 1.

    Raises ``ValueError`` for other weights.
    """

    weights: Mapping[Signal, float]

    def __post_init__(self) -> None:
        if min(self.weights.values(), default=0.0) < 0 or not np.isclose(sum(self.weights.values()), 1.0):
            raise ValueError(
                f"weights {dict(self.weights)}: 权重须不为负且和为一，请改正。"
                "Weights are 0 or more and add up to 1; correct them."
            )

    def __call__(self, signals: Signals) -> Scores:
        """Return each signal times its weight, and their sum."""
        return Scores({signal: weight * signals.values[signal] for signal, weight in self.weights.items()})


WEIGHTED_SUM = WeightedSum(
    MappingProxyType(
        {
            Signal.WORDS: 0.25,
            Signal.WORDING: 0.25,
            Signal.CLAUSE: 0.25,
            Signal.TOPIC: 0.10,
            Signal.FUNCTION: 0.05,
            Signal.QUANTITY: 0.05,
            Signal.CITATION: 0.05,
        }
    )
)
"""The scorer in use."""
