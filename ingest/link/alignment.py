"""Correspondences and gaps between an upper and a lower rule."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from ingest.link.citing import Citing
from ingest.link.comparison import compare
from ingest.link.evidence import evidence
from ingest.link.facets import facets
from ingest.link.gaps import gaps, names_of
from ingest.link.groups import groups
from ingest.link.scorer import Scorer, Scores, shipped
from ingest.link.signals import Signals, measure
from ingest.link.smallest import smallest
from ingest.link.subject import NOT_COMPARED, doubts, likeness_of
from ingest.link.terms import Matrix
from ingest.link.units import units
from ingest.model import Alignment, Annotation, Correspondence

# What a pair must reach, whatever else the two rules have
_LEAST = 0.25
# How many of the best counterparts of a unit are candidates
_LISTED = 5


def align(
    upper: Annotation, lower: Annotation, scorer: Scorer | None = None, *, candidates: bool = False
) -> Alignment:
    """Link the units of ``lower`` to those of ``upper``; each unit without a link becomes a gap.

    Scores are probabilities: those that ``scorer`` (the one in use, unless another is given) gives the signals of a
    pair. Correspondences stand in the order of the lower rule, then by falling score; candidates likewise, when they
    are asked for; gaps in document order, the upper rule's first. Two documents that cannot be compared have none of
    them, and a diagnostic that says why.
    """
    said = tuple(doubts(upper, lower))
    if any(each.code in NOT_COMPARED for each in said):
        return Alignment(upper, lower, (), (), (), said)
    signals = measured(upper, lower)
    scores = (scorer or shipped())(signals)
    score = scores.total
    chosen = choose(score)
    return Alignment(
        upper,
        lower,
        groups(tuple(_links(signals, scores, chosen))),
        gaps(signals, score, chosen, names_of(upper, lower)),
        tuple(_links(signals, scores, _nearest(score) & ~chosen)) if candidates else (),
        said,
    )


def measured(upper: Annotation, lower: Annotation) -> Signals:
    """Return all signals between the units of two rules."""
    titles = lower.document.metadata.title, upper.document.metadata.title
    return measure(units(lower), units(upper), titles, Citing(upper, lower), likeness_of(upper, lower))


def _links(signals: Signals, scores: Scores, chosen: NDArray[np.bool_]) -> Iterator[Correspondence]:
    """Yield the pairs that are chosen, by lower unit and falling score."""
    for row in range(len(signals.lower)):
        score = scores.total[row]
        columns = sorted(np.flatnonzero(chosen[row]).tolist(), key=lambda c: (-score[c], c))
        compared = compare(signals.lower[row], [signals.upper[column] for column in columns])
        for column, comparison in zip(columns, compared, strict=True):
            said = facets(signals, row, column, comparison, float(score[column]))
            lower, upper = smallest(signals, row, column, said, comparison)
            yield Correspondence(
                lower=lower,
                upper=upper,
                relation=said.relation,
                score=round(float(score[column]), 4),
                evidence=evidence(signals, scores, row, column),
                comparison=comparison,
                strength=said.strength,
                difference=said.difference,
                difference_for=said.difference_for,
                lower_spans=said.lower_spans,
                upper_spans=said.upper_spans,
                only_in=said.only_in,
                lower_unit=signals.lower[row].path,
                upper_unit=signals.upper[column].path,
            )


def _nearest(score: Matrix) -> NDArray[np.bool_]:
    """Return the pairs that a reader may want to see: the best of each unit, whatever they score."""
    return (_rank(score, 0) < _LISTED) | (_rank(score, 1) < _LISTED) if score.size else score > 0


def choose(score: Matrix) -> NDArray[np.bool_]:
    """Return which pairs correspond: those over the line that makes the expected F1 of all links the best.

    Of the ``n`` most probable pairs as many are right, as far as is known, as their probabilities add up to, and as
    many are to be found as those of all pairs add up to (Ye, Chai, Lee, Chieu, *Optimizing F-measure: a tale of two
    approaches*, ICML 2012). So two rules with many links have a higher line than two with few. No pair below 0.25 is
    linked.
    """
    if not score.size:
        return np.zeros(score.shape, dtype=np.bool_)
    chosen: NDArray[np.bool_] = score >= max(_LEAST, line(score))
    return chosen


def line(score: Matrix) -> float:
    """Return the probability from which on links make the best expected F1, 0 to 1; of equal ones the highest.

    >>> line(np.array([[0.9, 0.1], [0.05, 0.6]]))
    0.6
    """
    ordered = np.sort(score, axis=None)[::-1]
    expected = 2 * np.cumsum(ordered) / (np.arange(1, ordered.size + 1) + ordered.sum())
    return float(ordered[int(np.argmax(expected))])


def _rank(score: Matrix, axis: int) -> NDArray[np.intp]:
    """Return the place of each score along ``axis``, best first from 0; equal scores in document order."""
    return (-score).argsort(axis=axis, kind="stable").argsort(axis=axis, kind="stable")
