"""The signals that two provisions correspond, each a number from 0 to 1 for every pair of units.

========  ===========================================================================================
signal    what is equal
========  ===========================================================================================
words     rare words: cosine of the jieba words of the whole units
wording   rare compounds: cosine of the pairs of Chinese characters of the whole units
clause    the two sentences that are most alike (long units hold the counterpart in one sentence)
topic     the topics of the scheme, the rarer the more
function  the functions of government (财政, 工业和信息化) that answer on both sides
quantity  two amounts, rates or time limits that can be compared (:mod:`ingest.link.comparison`)
citation  the lower unit names the very article of the upper rule
========  ===========================================================================================

What each counts for :mod:`ingest.link.scorer` says. A layer of facts that is missing gives a signal of 0: the
score is lower, the order remains.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from ingest.link.comparison import matches
from ingest.link.units import Unit
from ingest.model import Citation
from ingest.similarity import Matrix, Term, cosines, pair_terms, rarity, weigh, word_terms
from ingest.text import squeeze

Vector = Mapping[str, float]


class Signal(StrEnum):
    """Why two provisions may correspond."""

    WORDS = "words"
    WORDING = "wording"
    CLAUSE = "clause"
    TOPIC = "topic"
    FUNCTION = "function"
    QUANTITY = "quantity"
    CITATION = "citation"


# Added to the squared length of a sentence, of topics, of functions: about two middling terms, so that one
# shared term that half of the rule has (生态环境 in a rule about it) is no likeness
_DAMPING = 5.0


@dataclass(frozen=True, slots=True)
class Signals:
    """All signals between two lists of units: matrices of lower by upper.

    ``*_terms`` and ``topics_*`` are the weighted vectors behind the cosines; ``best`` gives for each pair
    the indices of the two sentences that are most alike, counted within their units.
    """

    lower: tuple[Unit, ...]
    upper: tuple[Unit, ...]
    values: Mapping[Signal, Matrix] = field(repr=False)
    best: NDArray[np.intp] = field(repr=False)
    lower_terms: tuple[Vector, ...] = field(repr=False)
    upper_terms: tuple[Vector, ...] = field(repr=False)


def measure(lower: tuple[Unit, ...], upper: tuple[Unit, ...], upper_title: str = "") -> Signals:
    """Measure every signal between the units of a lower and of an upper rule with the title given."""
    terms = _vectors(lower, upper, lambda unit: _texts(word_terms(unit.text)))
    pairs = _vectors(lower, upper, lambda unit: _texts(pair_terms(unit.text)))
    topics = _vectors(lower, upper, lambda unit: unit.topics, _DAMPING)
    functions = _vectors(
        lower, upper, lambda unit: [m.function for m in unit.mentions if m.function], _DAMPING
    )
    clause, best = _clauses(lower, upper)
    return Signals(
        lower=lower,
        upper=upper,
        values={
            Signal.WORDS: cosines(*terms),
            Signal.WORDING: cosines(*pairs),
            Signal.CLAUSE: clause,
            Signal.TOPIC: cosines(*topics),
            Signal.FUNCTION: cosines(*functions),
            Signal.QUANTITY: _quantities(lower, upper),
            Signal.CITATION: _citations(lower, upper, upper_title),
        },
        best=best,
        lower_terms=tuple(terms[0]),
        upper_terms=tuple(terms[1]),
    )


def cited(unit: Unit, title: str, path: str) -> Citation | None:
    """Return the citation in ``unit`` of the provision at ``path`` of the rule with the title, if any."""
    wanted = squeeze(title)
    for citation in unit.citations:
        if citation.internal or not citation.title or not citation.article or not wanted:
            continue
        same_rule = wanted.endswith(squeeze(citation.title).strip("《》"))
        if same_rule and (citation.article == path or citation.article.startswith(path + "/")):
            return citation
    return None


def _vectors(
    lower: Sequence[Unit],
    upper: Sequence[Unit],
    terms: Callable[[Unit], Iterable[str]],
    damping: float = 0.0,
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Return the weighted term vectors of both lists of units."""
    below, above = ([Counter(terms(unit)) for unit in side] for side in (lower, upper))
    weights = rarity(below, above)
    return (
        [weigh(counts, weights, damping) for counts in below],
        [weigh(counts, weights, damping) for counts in above],
    )


def _texts(terms: Iterable[Term]) -> Iterable[str]:
    return (term.text for term in terms)


def _clauses(lower: Sequence[Unit], upper: Sequence[Unit]) -> tuple[Matrix, NDArray[np.intp]]:
    """Return the likeness of the two most alike sentences of each pair of units, and which they are."""
    sides = []
    for side in (lower, upper):
        homes = [(at, n) for at, unit in enumerate(side) for n in range(len(unit.sentences))]
        counts = [
            Counter(_texts(pair_terms(side[at].text[slice(*side[at].sentences[n])]))) for at, n in homes
        ]
        sides.append((homes, counts))
    (lower_homes, lower_counts), (upper_homes, upper_counts) = sides
    value = np.zeros((len(lower), len(upper)))
    best = np.zeros((len(lower), len(upper), 2), dtype=np.intp)
    if not lower_homes or not upper_homes:
        return value, best
    weights = rarity(lower_counts, upper_counts)
    likeness = cosines(
        [weigh(counts, weights, _DAMPING) for counts in lower_counts],
        [weigh(counts, weights, _DAMPING) for counts in upper_counts],
    )
    starts = np.array([i for i, (_, n) in enumerate(upper_homes) if n == 0])
    ends = np.append(starts[1:], len(upper_homes))
    for row, (at, n) in enumerate(lower_homes):
        for column, (start, end) in enumerate(zip(starts, ends, strict=True)):
            nearest = int(likeness[row, start:end].argmax())
            if likeness[row, start + nearest] > value[at, column]:
                value[at, column] = likeness[row, start + nearest]
                best[at, column] = (n, nearest)
    return value, best


def _quantities(lower: Sequence[Unit], upper: Sequence[Unit]) -> Matrix:
    """Return for each pair how alike the words around its two most comparable quantities are."""
    out = np.zeros((len(lower), len(upper)))
    above = [(column, unit) for column, unit in enumerate(upper) if unit.quantities]
    for row, unit in enumerate(lower):
        for column, other in above if unit.quantities else ():
            found = matches(unit, other)
            out[row, column] = found[0][0] if found else 0.0
    return out


def _citations(lower: Sequence[Unit], upper: Sequence[Unit], title: str) -> Matrix:
    out = np.zeros((len(lower), len(upper)))
    for row, unit in enumerate(lower):
        if unit.citations:
            for column, other in enumerate(upper):
                out[row, column] = float(cited(unit, title, other.path) is not None)
    return out
