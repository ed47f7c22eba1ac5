"""What a pair of provisions is weighed by: its signals beside those of all other pairs of the same two rules.

========================  =======================================================================================
feature                   what it says
========================  =======================================================================================
words … saying            each signal that counts, in standard deviations over the mean of all pairs of the lower
                          rule and of the part of the upper one that is nearest to it (:func:`nearest`)
rank-lower, rank-upper    at what place among all pairs of its lower (upper) unit it stands, the mean of the signals
                          (logarithm)
share-lower, share-upper  how near it comes to the best pair of its lower (upper) unit, the mean of the signals
order                     how alike the neighbours are: what stands before and after it on both sides
around-upper              how near the upper units around the upper one, eight on each side, are to the lower rule
both-liability            both units punish
one-liability             one of them punishes
both-purpose              both say what their rule is for
length-lower, -upper      how long the units are (logarithm of characters)
citation, quantity        as they are
units-lower, -upper       how many units the rules have (logarithm)
titles                    the share of the words of the upper title that stand in the lower one
no-articles               the upper rule is a policy: it has no articles
unlike                    how far the likeness of the telling words of the two rules is below 0.15 (logarithm)
========================  =======================================================================================

The last five are the same for all pairs of two rules: they say how many links are to be expected of them.

Deviations over all pairs would grow with each chapter of the upper rule that is about something else: nothing in it
is alike, so that all the rest stands out. So they are taken over a part of it that is no longer than the lower rule.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from ingest.link.profile import common_words
from ingest.link.signals import Signal, Signals
from ingest.link.terms import Matrix
from ingest.link.units import Unit
from ingest.model import Modality
from ingest.similarity import word_terms

SIGNALS = (
    Signal.WORDS,
    Signal.WORDING,
    Signal.SPECIFIC,
    Signal.CLAUSE,
    Signal.TOPIC,
    Signal.MEANING,
    Signal.SENTENCE,
    Signal.NORM,
    Signal.SENSE,
    Signal.SAYING,
)
"""The signals that are weighed beside those of the other pairs."""

PLACES = ("rank-lower", "rank-upper", "share-lower", "share-upper", "order", "around-upper")
KINDS = ("both-liability", "one-liability", "both-purpose")
SIZES = ("length-lower", "length-upper")
AS_THEY_ARE = (Signal.CITATION, Signal.QUANTITY)
OF_THE_RULES = ("units-lower", "units-upper", "titles", "no-articles", "unlike")

NAMES: tuple[str, ...] = (*SIGNALS, *PLACES, *KINDS, *SIZES, *AS_THEY_ARE, *OF_THE_RULES)
"""The names of all features, in their order."""

_SHORTEST = 5  # characters
_FARTHEST = 6.0  # standard deviations
_DIGITS = 9
_BESIDE, _AROUND = 4, 8  # units on each side
_FEWEST = 6  # units of which deviations are taken
_ALIKE, _LEAST_ALIKE = 0.15, 0.01  # of the telling words of two rules
_ARTICLE = re.compile(r"art-\d+")


def features_of(signals: Signals, titles: tuple[str, str]) -> Mapping[str, Matrix]:
    """Return all features of all pairs, matrices of lower by upper; ``titles`` are those of the two rules."""
    shape = len(signals.lower), len(signals.upper)
    near = nearness(signals)
    part = nearest(near, shape[0])
    standard = [_standard(signals.values[signal], part) for signal in SIGNALS]
    found: dict[str, Matrix] = {signal.value: each for signal, each in zip(SIGNALS, standard, strict=True)}
    found["rank-lower"] = np.mean([np.log1p(rank(each, 1)) for each in standard], axis=0)
    found["rank-upper"] = np.mean([np.log1p(rank(each, 0)) for each in standard], axis=0)
    found["share-lower"] = np.mean([_share(each, 1, part) for each in standard], axis=0)
    found["share-upper"] = np.mean([_share(each, 0, part) for each in standard], axis=0)
    found["order"] = _neighbours(_standard(np.sum(standard, axis=0), part))
    found["around-upper"] = np.broadcast_to(_mean_around(near, _AROUND, itself=False)[None, :], shape)
    below, above = _liable(signals.lower), _liable(signals.upper)
    found["both-liability"] = np.outer(below, above)
    found["one-liability"] = np.abs(below[:, None] - above[None, :])
    found["both-purpose"] = np.outer(_purposes(signals.lower), _purposes(signals.upper))
    found["length-lower"] = np.broadcast_to(_lengths(signals.lower)[:, None], shape)
    found["length-upper"] = np.broadcast_to(_lengths(signals.upper)[None, :], shape)
    for signal in AS_THEY_ARE:
        found[signal.value] = signals.values[signal]
    for name, value in zip(OF_THE_RULES, _of_the_rules(signals, titles), strict=True):
        found[name] = np.full(shape, value)
    return MappingProxyType(found)


def rank(score: Matrix, axis: int) -> Matrix:
    """Return the place of each score along ``axis``, best first from 0; equal scores in document order."""
    return (-score).argsort(axis=axis, kind="stable").argsort(axis=axis, kind="stable").astype(np.float64)


def nearness(signals: Signals) -> Matrix:
    """Return how near each upper unit is to the lower rule: its best pair, by the mean deviation of the signals."""
    every = np.arange(len(signals.upper))
    deviations = np.mean([_standard(signals.values[signal], every) for signal in SIGNALS], axis=0)
    best: Matrix = deviations.max(axis=0) if deviations.size else np.zeros(len(every))
    return best


def nearest(near: Matrix, units: int) -> NDArray[np.intp]:
    """Return the upper units that are nearest with those around them, so many as the lower rule has, in their order.

    They are six at least, and all where there are no more.

    >>> nearest(np.array([0.0] * 10 + [9.0] * 10), 6).tolist()
    [14, 15, 16, 17, 18, 19]
    """
    with_others = _mean_around(near, _BESIDE, itself=True)
    return np.sort(np.argsort(-with_others, kind="stable")[: max(_FEWEST, units)])


def _mean_around(values: Matrix, beside: int, *, itself: bool) -> Matrix:
    """Return the mean of so many values before and after each, with itself or without; its own where it is alone."""
    out = values.copy()
    for at in range(len(values)):
        first, last = max(0, at - beside), min(len(values), at + beside + 1)
        total, many = values[first:last].sum(), last - first
        if itself:
            out[at] = total / many
        elif many > 1:
            out[at] = (total - values[at]) / (many - 1)
    return np.round(out, _DIGITS)


def _standard(values: Matrix, part: NDArray[np.intp]) -> Matrix:
    """Return values in standard deviations over the mean of some columns, six at most; all 0 where those are alike.

    Of two rules that have next to nothing in common the one word that they share stands dozens of deviations out.
    """
    of_part = values[:, part]
    deviation = of_part.std() if of_part.size else 0.0
    if deviation <= 0:
        return np.zeros(values.shape)
    bounded: Matrix = np.minimum((values - of_part.mean()) / deviation, _FARTHEST)
    return bounded


def _share(values: Matrix, axis: int, part: NDArray[np.intp]) -> Matrix:
    """Return how far over the median of some columns each stands, as a share of the best along ``axis``."""
    if not values.size:
        return values
    over = np.maximum(values - np.median(values[:, part]), 0.0)
    best = over.max(axis=axis, keepdims=True)
    return over / np.where(best > 0, best, 1.0)


def _neighbours(values: Matrix) -> Matrix:
    """Return the mean of the better pair before it and the better one after it on both sides."""
    if not values.size:
        return values
    padded = np.pad(values, 1, constant_values=float(values.mean()))
    before = np.maximum(padded[:-2, :-2], padded[:-2, 1:-1])
    after = np.maximum(padded[2:, 2:], padded[2:, 1:-1])
    return (before + after) / 2


def _liable(units: Sequence[Unit]) -> Matrix:
    """Return which units punish."""
    return np.array(
        [any(norm.modality is Modality.SANCTION for norm in unit.norms) for unit in units], dtype=np.float64
    )


def _purposes(units: Sequence[Unit]) -> Matrix:
    """Return which units say what their rule is for."""
    return np.array(
        [any(norm.modality is Modality.PURPOSE for norm in unit.norms) for unit in units], dtype=np.float64
    )


def _lengths(units: Sequence[Unit]) -> Matrix:
    lengths: Matrix = np.log(np.array([max(_SHORTEST, len(unit.text)) for unit in units], dtype=np.float64))
    return lengths


def _of_the_rules(signals: Signals, titles: tuple[str, str]) -> tuple[float, ...]:
    lower, upper = ({term.text for term in word_terms(title)} - common_words() for title in titles)
    policy = not any(_ARTICLE.match(unit.path.rpartition("/")[2]) for unit in signals.upper)
    return (
        float(np.log(max(1, len(signals.lower)))),
        float(np.log(max(1, len(signals.upper)))),
        len(lower & upper) / len(upper) if upper else 0.0,
        float(policy),
        max(0.0, float(np.log(_ALIKE) - np.log(max(_LEAST_ALIKE, signals.likeness)))),
    )
