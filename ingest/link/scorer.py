"""How probable it is that a careful reader would call two provisions linked.

:data:`LOGISTIC` is a logistic regression over the features of :mod:`ingest.link.features`; its coefficients stand in
``coefficients.tsv`` and are made by ``benchmarks/links.py`` from the features of annotated pairs of rules. What each
signal contributes to a probability is its share of all that speaks for the link.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Protocol

import numpy as np

from ingest.link.features import AS_THEY_ARE, NAMES, SIGNALS, features_of
from ingest.link.signals import Signal, Signals
from ingest.link.terms import Matrix
from ontology.tables import read_table

COEFFICIENTS = Path(__file__).with_name("coefficients.tsv")
HEAD = ("feature", "mean", "deviation", "coefficient")
INTERCEPT = "intercept"

# The signals that say the same in two ways are shown as one
_SHOWN = {
    Signal.SPECIFIC: Signal.WORDS,
    Signal.SENTENCE: Signal.MEANING,
    Signal.NORM: Signal.MEANING,
    Signal.SENSE: Signal.MEANING,
    Signal.SAYING: Signal.MEANING,
}
_CERTAIN = 0.99  # of a provision that the lower one cites
_STEEPEST = 30.0


@dataclass(frozen=True, slots=True)
class Scores:
    """How probably each pair of units corresponds, and by what: matrices of lower by upper.

    ``contributions`` has for each signal that counts its part in the probability, in the order in which evidence is
    looked for. None is below 0, and those of a pair add up to its probability: evidence shows them as its weights.
    """

    contributions: Mapping[Signal, Matrix] = field(repr=False)
    total: Matrix = field(repr=False)


class Scorer(Protocol):
    """What scores pairs of units by their signals."""

    def __call__(self, signals: Signals) -> Scores:
        """Return the scores of all pairs that ``signals`` measures."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """What a feature counts: its coefficient, once it is brought to mean 0 and deviation 1 by those of the fit."""

    mean: float
    deviation: float
    coefficient: float

    def of(self, values: Matrix) -> Matrix:
        """Return what values of the feature add to the logarithm of the odds."""
        added: Matrix = (values - self.mean) / self.deviation * self.coefficient
        return added


@dataclass(frozen=True, slots=True)
class Logistic:
    """A logistic regression over features; raises ``ValueError`` unless there is a coefficient for each."""

    intercept: float
    coefficients: Mapping[str, Coefficient]

    def __post_init__(self) -> None:
        if set(self.coefficients) != set(NAMES):
            odd = ", ".join(sorted(set(self.coefficients) ^ set(NAMES)))
            raise ValueError(
                f"coefficients: 系数与特征不符（{odd}），请重新拟合。"
                f"Coefficients and features differ ({odd}); fit them anew."
            )

    def __call__(self, signals: Signals) -> Scores:
        """Return the probability of each pair, and what each signal contributes to it."""
        added = self.added(signals)
        shape = len(signals.lower), len(signals.upper)
        odds: Matrix = np.full(shape, self.intercept)
        for name in NAMES:  # the last digits of a sum depend on its order
            odds = odds + added[name]
        total = 1 / (1 + np.exp(-np.clip(odds, -_STEEPEST, _STEEPEST)))
        total = np.where(signals.values[Signal.CITATION] > 0, np.maximum(total, _CERTAIN), total)
        total = np.where(_substantive(signals), total, 0.0)
        return Scores(_shared_out(total, added, signals), total)

    def added(self, signals: Signals) -> dict[str, Matrix]:
        """Return what each feature adds to the logarithm of the odds of each pair, over the mean of the fit."""
        features = features_of(signals, signals.titles)
        return {name: self.coefficients[name].of(features[name]) for name in NAMES}


def _substantive(signals: Signals) -> Matrix:
    """Return 1 for pairs of which no unit says only when its own text enters into force, and 0 for others."""
    below = np.array([not unit.formal for unit in signals.lower], dtype=np.float64)
    above = np.array([not unit.formal for unit in signals.upper], dtype=np.float64)
    return np.outer(below, above)


def _shared_out(total: Matrix, added: Mapping[str, Matrix], signals: Signals) -> Mapping[Signal, Matrix]:
    """Share each probability out among the signals that stand on both sides and speak for it."""
    for_it: dict[Signal, Matrix] = {}
    for signal in (*SIGNALS, *AS_THEY_ARE):
        shown = _SHOWN.get(signal, signal)
        speaks = np.maximum(added[signal.value], 0.0) * (signals.values[signal] > 0)
        for_it[shown] = for_it.get(shown, np.zeros(total.shape)) + speaks
    cites = signals.values[Signal.CITATION] > 0
    for_it[Signal.CITATION] = np.where(cites, 1.0 + for_it[Signal.CITATION], 0.0)
    whole = _sum(for_it.values(), total.shape)
    # where nothing speaks for a pair, what its words are alike in stands for what little there is
    for_it[Signal.WORDING] = np.where(whole > 0, for_it[Signal.WORDING], 1.0)
    whole = np.where(whole > 0, whole, 1.0)
    return MappingProxyType({signal: total * each / whole for signal, each in for_it.items()})


def _sum(matrices: Iterable[Matrix], shape: tuple[int, ...]) -> Matrix:
    total: Matrix = np.zeros(shape)
    for each in matrices:
        total = total + each
    return total


@cache
def shipped() -> Logistic:
    """Return the scorer in use: that of ``coefficients.tsv``."""
    return read_coefficients(COEFFICIENTS)


def read_coefficients(path: Path) -> Logistic:
    """Read a scorer; raises ``ValueError`` where a feature is missing."""
    rows = {row.require("feature"): row for row in read_table(path, HEAD)}
    intercept = float(rows.pop(INTERCEPT).require("coefficient"))
    return Logistic(
        intercept,
        {
            name: Coefficient(
                float(row.require("mean")), float(row.require("deviation")), float(row.require("coefficient"))
            )
            for name, row in rows.items()
        },
    )
