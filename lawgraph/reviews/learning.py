"""Learning from reviews: the coefficients of the linker fitted anew on what people decided as well.

The numbers that the linker was fitted on (``data/gold/pairs/features.tsv.xz``) and those of the pairs of provisions
that somebody confirmed, added or rejected are fitted together. What comes out is written beside the reviews
(:data:`lawgraph.reviews.reading.LEARNED`), goes before what is shipped wherever these reviews are read, and is undone
by deleting that file.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from ingest.link.features import NAMES
from ingest.link.fitting import Numbers, fit, numbers_of, read_features
from ingest.link.scorer import Logistic
from ingest.link.signals import Signals, measure
from ingest.link.units import units
from ingest.model import Annotation
from lawgraph.reviews.collect import decisions_as_labels
from lawgraph.reviews.decisions import Decision

FEATURES = Path(__file__).resolve().parents[2] / "data" / "gold" / "pairs" / "features.tsv.xz"
"""The numbers that the linker was fitted on; they lie in a checkout, not in a wheel."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How well probabilities fit: the mean square of their errors (Brier), of so many pairs of provisions."""

    brier: float
    pairs: int


def reviewed_numbers(upper: Annotation, lower: Annotation, decisions: Sequence[Decision]) -> Numbers:
    """Return the pairs of units of two rules that were decided, as numbers to fit on; of others nothing is known."""
    titles = lower.document.metadata.title, upper.document.metadata.title
    signals = measure(units(lower), units(upper), titles)
    label = np.full((len(signals.lower), len(signals.upper)), -1)
    for each in decisions_as_labels(upper, lower, decisions):
        for row, column in _units(signals, each.lower, each.upper):
            label[row, column] = max(label[row, column], int(each.wanted))
    return numbers_of(signals, label)


def _units(signals: Signals, lower: str, upper: str) -> Iterator[tuple[int, int]]:
    """Yield the pair of units that two provisions lie in."""
    rows = [at for at, unit in enumerate(signals.lower) if f"{lower}/".startswith(f"{unit.path}/")]
    columns = [at for at, unit in enumerate(signals.upper) if f"{upper}/".startswith(f"{unit.path}/")]
    if rows and columns:
        yield rows[0], columns[0]


def learn(reviewed: Mapping[str, Numbers], features: Path = FEATURES) -> Logistic:
    """Fit the linker on the numbers it was fitted on and on those of reviews; raises ``OSError`` without the first."""
    return fit([*read_features(features).values(), *reviewed.values()])


def before_and_after(
    reviewed: Mapping[str, Numbers], features: Path = FEATURES
) -> Iterator[tuple[str, Figures, Figures]]:
    """Yield for each pair of rules how well it is told by a fit on the others, without and with the reviews.

    A pair of rules is never told by a fit on itself; its own reviews are left out too.
    """
    annotated = read_features(features)
    for name, numbers in (*annotated.items(), *reviewed.items()):
        if not len(numbers.wanted):
            continue
        others = [each for key, each in annotated.items() if key != name]
        more = [each for key, each in reviewed.items() if key != name]
        before = fit(others)
        after = fit([*others, *more]) if more else before
        yield name, _figures(before, numbers), _figures(after, numbers)


def _figures(scorer: Logistic, numbers: Numbers) -> Figures:
    odds = np.full(len(numbers.features), scorer.intercept)
    for at, name in enumerate(NAMES):
        odds = odds + scorer.coefficients[name].of(numbers.features[:, at])
    likely = 1 / (1 + np.exp(-np.clip(odds, -30, 30)))
    square = (likely - numbers.wanted) ** 2
    return Figures(float(np.average(square, weights=numbers.weights)), len(numbers.wanted))
