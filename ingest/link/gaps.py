"""Gaps: the provisions of either rule that have no counterpart, with the nearest and the reason.

A gap is a finding, not a failure to find: it names the nearest provision of the other rule and its score,
so that a reader can look there first. What only frames a text (:class:`ingest.link.units.Unit`) may be linked,
but is no gap: it rules nothing that the other rule could lack. A gap does not say that the lower rule has no
legal basis: it may rest on another rule than the one it was compared with.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from ingest.link.signals import Signals
from ingest.link.terms import Matrix
from ingest.link.units import Unit
from ingest.model import Gap

REASONS = {
    code: f"{code}: {chinese} / {english}"
    for code, chinese, english in (
        ("formal", "只规定本文件自身的施行时间", "says when its own text enters into force"),
        (
            "unlike",
            "与对方任何条文都没有共同的专门用语",
            "shares no rare words with any provision of the other rule",
        ),
        (
            "below-threshold",
            "最接近的条文也不比互不对应的条文更相似",
            "the nearest provision is no more alike than pairs that do not correspond",
        ),
    )
}
"""Why a provision has no counterpart, by code: the code, then the words in Chinese and in English."""


def gaps(signals: Signals, score: Matrix, chosen: NDArray[np.bool_]) -> tuple[Gap, ...]:
    """Return the units that rule something and have no link, the upper rule's first, in document order.

    ``score`` and ``chosen`` are matrices of lower by upper.
    """
    upper = _side("upper", signals.upper, signals.lower, score.T, chosen.T)
    return (*upper, *_side("lower", signals.lower, signals.upper, score, chosen))


def _side(
    side: Literal["upper", "lower"],
    own: Sequence[Unit],
    other: Sequence[Unit],
    score: Matrix,
    chosen: NDArray[np.bool_],
) -> list[Gap]:
    found = []
    for row, unit in enumerate(own):
        if chosen[row].any() or unit.framing:
            continue
        column = int(score[row].argmax()) if other else None
        value = round(float(score[row, column]), 4) if column is not None else 0.0
        nearest = other[column].path if column is not None and value > 0 else None
        found.append(Gap(side, unit.path, nearest, value, _reason(unit, nearest)))
    return found


def _reason(unit: Unit, nearest: str | None) -> str:
    if unit.formal:
        return REASONS["formal"]
    return REASONS["unlike" if nearest is None else "below-threshold"]
