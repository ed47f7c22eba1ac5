"""Fitting the linker: from the features of pairs of units that a reader has judged to coefficients.

Newton's method for a logistic regression with a ridge penalty of :data:`RIDGE` on coefficients of features brought to
deviation 1. A pair of rules counts more the more pairs of units it has, but not as much more (:data:`EVEN`).
"""

from __future__ import annotations

import lzma
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from ingest.link.features import NAMES, features_of
from ingest.link.scorer import HEAD, INTERCEPT, Coefficient, Logistic
from ingest.link.signals import Signals

RIDGE = 30.0
EVEN = 0.3
FEW, FEWER = 4, 12
_ALIKE = 4.0  # standard deviations, the sum of four signals
_USUAL = 3000.0  # pairs of units of two rules
_STEPS = 30

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Numbers:
    """The features of pairs of units, a row each, whether a reader linked them, and how often each counts."""

    features: Floats
    wanted: NDArray[np.bool_]
    weights: Floats


def numbers_of(signals: Signals, label: NDArray[np.int_]) -> Numbers:
    """Return the features of pairs of units as numbers to fit on.

    ``label`` is a matrix of lower by upper: 1 for those that a reader linked, 0 for those that he did not, -1 for those
    of which nothing is known. All of the first stand in the numbers, and of the others all that look alike; of the
    rest one in :data:`FEW` or :data:`FEWER`, counted so many times.
    """
    found = features_of(signals, signals.titles)
    formal = np.array([[low.formal or up.formal for up in signals.upper] for low in signals.lower])
    table = np.stack([found[name] for name in NAMES], axis=-1)
    alike = found["words"] + found["wording"] + found["meaning"] + found["sentence"]
    number = np.arange(label.size).reshape(label.shape)
    often = np.where(alike > _ALIKE, 1, np.where(alike > 0, FEW, FEWER))
    often = np.where(label == 1, 1, often)
    kept = (label >= 0) & ~formal & (number % often == 0)
    weights = often[kept] * (_USUAL / max(1, int((label >= 0).sum()))) ** EVEN
    return Numbers(table[kept], label[kept] == 1, weights)


def fit(several: Sequence[Numbers]) -> Logistic:
    """Return the logistic regression of "linked" on the features."""
    table = np.concatenate([each.features for each in several])
    wanted = np.concatenate([each.wanted for each in several]).astype(np.float64)
    weights = np.concatenate([each.weights for each in several])
    mean = np.average(table, axis=0, weights=weights)
    deviation = np.sqrt(np.average((table - mean) ** 2, axis=0, weights=weights))
    deviation = np.where(deviation > 1e-9, deviation, 1.0)
    ones = np.column_stack([np.ones(len(table)), (table - mean) / deviation])
    found = np.zeros(ones.shape[1])
    penalty = np.diag([1e-6, *([RIDGE] * len(NAMES))])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-np.clip(ones @ found, -30, 30)))
        steep = (ones * (weights * likely * (1 - likely))[:, None]).T @ ones + penalty
        step = np.linalg.solve(steep, ones.T @ (weights * (wanted - likely)) - penalty @ found)
        found = found + step
        if float(np.abs(step).max()) < 1e-8:
            break
    return Logistic(
        round(float(found[0]), 4),
        {
            name: Coefficient(round(float(m), 4), round(float(d), 4), round(float(c), 4))
            for name, m, d, c in zip(NAMES, mean, deviation, found[1:], strict=True)
        },
    )


def write_features(path: Path, numbers: Mapping[str, Numbers]) -> None:
    """Write the features of pairs of rules as a table, packed."""
    lines = ["\t".join(("pair", "wanted", "weight", *NAMES))]
    for name, each in numbers.items():
        for values, wanted, weight in zip(each.features, each.wanted, each.weights, strict=True):
            cells = (f"{value:.3g}" for value in values)
            lines.append("\t".join((name, str(int(wanted)), f"{weight:.4g}", *cells)))
    path.write_bytes(lzma.compress(("\n".join(lines) + "\n").encode("utf-8"), preset=9))


def read_features(path: Path) -> dict[str, Numbers]:
    """Read the features of pairs of rules, by the names of the pairs."""
    lines = lzma.decompress(path.read_bytes()).decode("utf-8").splitlines()
    by_pair: dict[str, list[list[float]]] = {}
    for line in lines[1:]:
        name, *cells = line.split("\t")
        by_pair.setdefault(name, []).append([float(cell) for cell in cells])
    found = {}
    for name, cells_of in by_pair.items():
        table = np.array(cells_of)
        found[name] = Numbers(table[:, 2:], table[:, 0] == 1, table[:, 1])
    return found


def table_of(scorer: Logistic) -> str:
    """Return a scorer as the table that is shipped."""
    lines = ["\t".join(HEAD), f"{INTERCEPT}\t0\t1\t{scorer.intercept}"]
    for name in NAMES:
        each = scorer.coefficients[name]
        lines.append(f"{name}\t{each.mean}\t{each.deviation}\t{each.coefficient}")
    return "\n".join(lines) + "\n"
