"""Gaps: the provisions of either rule that have no counterpart, how sure that is, how grave, and why.

A gap is a finding, not a failure to find: it names the nearest provision of the other rule and its score,
so that a reader can look there first. It has one of three states: ``absent`` (there is no counterpart, as far as
:mod:`ingest.link.absence` can tell), ``doubtful`` (one may be there), ``formal`` (it speaks of its own text
alone and needs none). What only frames a text (:class:`ingest.link.units.Unit`) may be linked, but is no gap: it
rules nothing that the other rule could lack. A gap does not say that the lower rule has no legal basis: it may rest
on another rule than the one it was compared with. How grave it is, :mod:`ingest.link.gravity` says.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest.link.absence import absence, coefficients
from ingest.link.gravity import severity
from ingest.link.reasons import Names, Reasons
from ingest.link.signals import Signals
from ingest.link.terms import Matrix
from ingest.link.units import Unit
from ingest.model import Annotation, Gap, GapState, Modality, Severity
from ingest.structure.pinpoints import pinpoints

_OF_ITS_TEXT = frozenset({Modality.ENTRY_INTO_FORCE, Modality.INTERPRETATION})


def gaps(signals: Signals, score: Matrix, chosen: NDArray[np.bool_], names: Names) -> tuple[Gap, ...]:
    """Return the units that rule something and have no link, the upper rule's first, in document order.

    ``score`` (probabilities of links) and ``chosen`` are matrices of lower by upper; ``names`` are those of
    :func:`names_of`.
    """
    upper = _side("upper", signals.upper, signals.lower, score.T, chosen.T, names)
    return (*upper, *_side("lower", signals.lower, signals.upper, score, chosen, names))


def names_of(upper: Annotation, lower: Annotation) -> Names:
    """Return how the provisions of two rules are cited."""
    return {
        "upper": pinpoints(upper.document.provisions),
        "lower": pinpoints(lower.document.provisions),
    }


def formal(unit: Unit) -> bool:
    """Tell whether a unit speaks of nothing but its own text: when it enters into force, who interprets it."""
    about = {norm.modality for norm in unit.norms}
    return unit.formal or (bool(about) and about <= _OF_ITS_TEXT)


def _side(
    side: Literal["upper", "lower"],
    own: Sequence[Unit],
    other: Sequence[Unit],
    score: Matrix,
    chosen: NDArray[np.bool_],
    names: Names,
) -> list[Gap]:
    missing = [row for row, unit in enumerate(own) if not chosen[row].any() and not unit.framing]
    if not missing:
        return []
    probabilities = absence(score)
    reasons = Reasons(side, own, other, chosen, names)
    found = []
    for row in missing:
        unit = own[row]
        column = int(score[row].argmax()) if other else None
        value = round(float(score[row, column]), 4) if column is not None else 0.0
        near = column if value > 0 else None
        probability = float(probabilities[row])
        state = GapState.ABSENT if probability >= coefficients().absent else GapState.DOUBTFUL
        if formal(unit):
            state, probability = GapState.FORMAL, 1.0
        found.append(
            Gap(
                side,
                unit.path,
                other[near].path if near is not None else None,
                value,
                reasons.of(row, near, state),
                state=state,
                probability=round(probability, 4),
                severity=Severity.LOW if state is GapState.FORMAL else severity(unit),
            )
        )
    return found
