"""How sure it is that a provision has no counterpart, from the probabilities of its links.

The probability that none of the links of a provision is right is not the product of what is left of each: links of
one provision stand and fall together, and what is in the other rule under other words scores low everywhere. So it
is a logistic function of two numbers of a row of probabilities, fitted on annotated pairs
(``benchmarks/absence.py``) and kept in ``absence.tsv``:

========  ====================================================================================
best      the logit of the highest probability
rest      the sum of the logarithms of what is left of all others, ``log(1 - p)``: 0 if none is likely
========  ====================================================================================

``absent`` is the probability from which on a provision is said to have none; below it a person has to look.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ingest.link.terms import Matrix

FILE = Path(__file__).with_name("absence.tsv")
# No probability of a link is nearer to 0 or 1 than this
_LEAST = 1e-3


class Coefficients(NamedTuple):
    """Of the logistic function, and the line from which on a counterpart is called absent."""

    constant: float
    best: float
    rest: float
    absent: float


@cache
def coefficients() -> Coefficients:
    """Return what ``absence.tsv`` says."""
    with FILE.open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t")
        return Coefficients(**{row["name"]: float(row["value"]) for row in rows})


def measures(score: Matrix) -> Matrix:
    """Return ``best`` and ``rest`` of each row of probabilities: a matrix of two columns.

    >>> measures(np.array([[0.5, 0.0]])).round(2).tolist()
    [[0.0, 0.0]]
    """
    if not score.shape[1]:
        score = np.zeros((len(score), 1))
    kept = np.sort(np.clip(score, 0.0, 1.0 - _LEAST), axis=1)
    best = np.maximum(kept[:, -1], _LEAST)
    return np.column_stack([np.log(best / (1.0 - best)), np.log1p(-kept[:, :-1]).sum(axis=1)])


def absence(score: Matrix, fitted: Coefficients | None = None) -> Matrix:
    """Return for each row of probabilities of links how probable it is that there is none, 0 to 1.

    By the coefficients that are shipped, unless others are given.
    """
    fitted = fitted or coefficients()
    linear = fitted.constant + measures(score) @ np.array([fitted.best, fitted.rest])
    probability: Matrix = 1.0 / (1.0 + np.exp(-linear))
    return probability
