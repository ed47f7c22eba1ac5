"""Whether two linked provisions do the same act or only treat the same matter (``strength`` of the contract).

Four figures from 0 to 1 tell it, by a logistic regression whose coefficients stand in ``strength.tsv``;
``python -m benchmarks.strength`` computes them from annotated pairs of rules:

=========  =========================================================================================
figure     what it is
=========  =========================================================================================
action     how alike the actions of two norms are that do one kind of thing: a duty and a duty, a ban
           and a ban, two permissions or encouragements, two sanctions
sanction   by how much the share of sanctions in the words of the norms differs: near 1 between a duty
           and the article that punishes its breach, which are never one act
sentence   how alike the two most alike sentences are
place      the likeness of the whole units as a share of the best that either has in the other rule
=========  =========================================================================================
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import product
from pathlib import Path
from typing import NamedTuple

import numpy as np

from ingest.link.alike import likeness
from ingest.link.signals import Signal, Signals
from ingest.link.units import Unit
from ingest.model import Modality, Strength
from ontology.tables import read_table

TABLE = Path(__file__).with_name("strength.tsv")
COLUMNS = ("figure", "coefficient")
CONSTANT = "constant"
LINE = 0.7
"""The least probability of one act at which it is said: seven in ten links of annotated pairs and more are one."""

_SOFT, _OTHER = "soft", "other"
_KINDS: Mapping[Modality, str] = {
    Modality.OBLIGATION: "duty",
    Modality.PROHIBITION: "ban",
    Modality.SANCTION: "sanction",
    Modality.PERMISSION: _SOFT,
    Modality.ENCOURAGEMENT: _SOFT,
    Modality.RIGHT: _SOFT,
}


class Figures(NamedTuple):
    """What tells whether two provisions do one act, each 0 to 1 (see the table of this module)."""

    action: float
    sanction: float
    sentence: float
    place: float


def strength(signals: Signals, row: int, column: int) -> Strength:
    """Return the strength of the link of ``lower[row]`` to ``upper[column]``."""
    alike = probability(figures(signals, row, column))
    return Strength.SAME_ACT if alike >= LINE else Strength.SAME_MATTER


def probability(of: Figures) -> float:
    """Return the probability that two provisions with these figures do one act."""
    known = coefficients()
    total = known[CONSTANT] + sum(known[name] * value for name, value in zip(of._fields, of, strict=True))
    return float(1 / (1 + np.exp(-total)))


def figures(signals: Signals, row: int, column: int) -> Figures:
    """Return the figures of a pair of units."""
    lower, upper = signals.lower[row], signals.upper[column]
    first, second = signals.best(row, column)
    sentence = likeness(
        lower.text[slice(*lower.sentences[first])], upper.text[slice(*upper.sentences[second])]
    )
    wording = signals.values[Signal.WORDING]
    most = max(wording[row].max(), wording[:, column].max())
    return Figures(
        action=_action(lower, upper) if lower.norms and upper.norms else sentence,
        sanction=abs(_sanctions(lower) - _sanctions(upper)),
        sentence=sentence,
        place=float(wording[row, column] / most) if most else 0.0,
    )


@cache
def coefficients() -> Mapping[str, float]:
    """Return the coefficient of each figure, and the constant."""
    return {row.require("figure"): float(row.require("coefficient")) for row in read_table(TABLE, COLUMNS)}


def _action(lower: Unit, upper: Unit) -> float:
    """Return how alike the most alike actions of two norms of one kind are."""
    return max(
        (
            likeness(low.action, high.action)
            for low, high in product(lower.norms, upper.norms)
            if _KINDS.get(low.modality, _OTHER) == _KINDS.get(high.modality, _OTHER)
        ),
        default=0.0,
    )


def _sanctions(unit: Unit) -> float:
    """Return the share of sanctions in the words of a unit's norms."""
    whole = sum(len(norm.text) for norm in unit.norms)
    said = sum(len(norm.text) for norm in unit.norms if norm.modality is Modality.SANCTION)
    return said / whole if whole else 0.0
