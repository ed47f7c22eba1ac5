"""Correspondences and gaps between an upper and a lower rule."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ingest.link.comparison import compare
from ingest.link.evidence import evidence
from ingest.link.facets import facets
from ingest.link.gaps import gaps
from ingest.link.scorer import WEIGHTED_SUM, Scorer, Scores
from ingest.link.signals import Signals, measure
from ingest.link.terms import Matrix
from ingest.link.units import units
from ingest.model import Alignment, Annotation, Correspondence

# How far over the mean of all pairs, in standard deviations, a pair must stand
_DEVIATIONS = 2.25
# … and how far a pair of which each unit is the best counterpart of the other
_DEVIATIONS_OF_BEST = 1.0
# How much of the best score of either of its two units it must reach
_SHARE_OF_BEST = 0.3
# What the words of a pair alone must score, whatever the others do
_FLOOR = 0.07
# How many of the best counterparts of a unit can be counterparts
_MOST = 5
# How many of the best counterparts of a unit are candidates
_LISTED = 5


def align(
    upper: Annotation, lower: Annotation, scorer: Scorer = WEIGHTED_SUM, *, candidates: bool = False
) -> Alignment:
    """Link the units of ``lower`` to those of ``upper``; each unit without a link becomes a gap.

    Scores are those that ``scorer`` gives the signals of a pair, 0 to 1. Correspondences stand in the order of
    the lower rule, then by falling score; gaps in document order, the upper rule's first. A pair is
    comparable with the others of the same two rules, not with those of two other rules.
    """
    title = upper.document.metadata.title
    signals = measure(units(lower), units(upper), title)
    scores = scorer(signals)
    score = scores.total
    chosen = choose(score, scores.lexical) & _substantive(signals)
    return Alignment(
        upper,
        lower,
        tuple(_links(signals, scores, chosen, title)),
        gaps(signals, score, chosen),
        tuple(_links(signals, scores, _nearest(score) & ~chosen, title)) if candidates else (),
    )


def _links(
    signals: Signals, scores: Scores, chosen: NDArray[np.bool_], title: str
) -> Iterator[Correspondence]:
    """Yield the pairs that are chosen, by lower unit and falling score."""
    for row in range(len(signals.lower)):
        score = scores.total[row]
        columns = sorted(np.flatnonzero(chosen[row]).tolist(), key=lambda c: (-score[c], c))
        compared = compare(signals.lower[row], [signals.upper[column] for column in columns])
        for column, comparison in zip(columns, compared, strict=True):
            said = facets(signals, row, column, comparison)
            yield Correspondence(
                lower=signals.lower[row].path,
                upper=signals.upper[column].path,
                relation=said.relation,
                score=round(float(score[column]), 4),
                evidence=evidence(signals, scores, row, column, title),
                comparison=comparison,
                strength=said.strength,
                difference=said.difference,
                difference_for=said.difference_for,
                lower_spans=said.lower_spans,
                upper_spans=said.upper_spans,
                only_in=said.only_in,
            )


def _nearest(score: Matrix) -> NDArray[np.bool_]:
    """Return the pairs that a reader may want to see: the best of each unit, whatever they score."""
    return (_rank(score, 0) < _LISTED) | (_rank(score, 1) < _LISTED) if score.size else score > 0


def choose(score: Matrix, lexical: Matrix) -> NDArray[np.bool_]:
    """Return which pairs correspond, by four rules; the first three ask what is usual between *these* rules.

    1. The score stands 2.25 standard deviations over the mean of all pairs (almost all pairs of provisions
       of two rules do not correspond, so that the mean and the deviation describe the chance likeness).
       Of two units that are each other's best counterpart it need be 1: in rules of few provisions the
       counterparts themselves make up much of the deviation.
    2. It is at least 0.3 of the best score of the lower and of the upper unit: beside a restatement a faint
       likeness is none.
    3. Each of the two units is among the five best counterparts of the other.
    4. What the words alone contribute (``lexical``) is at least 0.07: facts that are equal support a link and
       cannot carry one, and two rules about different things have few links.
    """
    if not score.size:
        return np.zeros(score.shape, dtype=np.bool_)
    best = np.maximum(score.max(axis=1, keepdims=True), score.max(axis=0, keepdims=True))
    rank = np.maximum(_rank(score, 0), _rank(score, 1))
    deviations = np.where(rank == 0, _DEVIATIONS_OF_BEST, _DEVIATIONS)
    usual = score.mean() + deviations * score.std()
    chosen: NDArray[np.bool_] = (
        (score >= usual) & (lexical >= _FLOOR) & (score >= _SHARE_OF_BEST * best) & (rank < _MOST)
    )
    return chosen


def _rank(score: Matrix, axis: int) -> NDArray[np.intp]:
    """Return the place of each score along ``axis``, best first from 0; equal scores in document order."""
    return (-score).argsort(axis=axis, kind="stable").argsort(axis=axis, kind="stable")


def _substantive(signals: Signals) -> NDArray[np.bool_]:
    """Return which pairs have no unit that says only when its own text enters into force."""
    below = np.array([not unit.formal for unit in signals.lower], dtype=np.bool_)
    above = np.array([not unit.formal for unit in signals.upper], dtype=np.bool_)
    return np.outer(below, above)
