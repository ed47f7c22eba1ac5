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
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import accumulate

import numpy as np

from ingest.link.comparison import matches
from ingest.link.units import Unit
from ingest.model import Citation
from ingest.similarity import Matrix, cosines, rarity, weigh
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

    ``*_terms`` are the weighted vectors behind the cosines, ``sentences`` how alike each sentence of the lower
    units is to each of the upper ones.
    """

    lower: tuple[Unit, ...]
    upper: tuple[Unit, ...]
    values: Mapping[Signal, Matrix] = field(repr=False)
    sentences: Matrix = field(repr=False)
    lower_terms: tuple[Vector, ...] = field(repr=False)
    upper_terms: tuple[Vector, ...] = field(repr=False)

    def best(self, row: int, column: int) -> tuple[int, int]:
        """Return which two sentences of a pair are most alike, counted within their units; the first of equals."""
        (start, end), (left, right) = (
            _starts(side)[at : at + 2] for side, at in ((self.lower, row), (self.upper, column))
        )
        of_pair = self.sentences[start:end, left:right]
        first, second = divmod(int(of_pair.argmax()), of_pair.shape[1])
        return first, second


def measure(lower: tuple[Unit, ...], upper: tuple[Unit, ...], upper_title: str = "") -> Signals:
    """Measure every signal between the units of a lower and of an upper rule with the title given."""
    terms = _vectors(lower, upper, lambda unit: unit.word_counts)
    pairs = _vectors(lower, upper, lambda unit: unit.pair_counts)
    topics = _vectors(lower, upper, lambda unit: Counter(unit.topics), _DAMPING)
    functions = _vectors(
        lower, upper, lambda unit: Counter(m.function for m in unit.mentions if m.function), _DAMPING
    )
    clause, sentences = _clauses(lower, upper)
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
        sentences=sentences,
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
    terms: Callable[[Unit], Counter[str]],
    damping: float = 0.0,
) -> tuple[list[dict[str, float]], list[dict[str, float]]]:
    """Return the weighted term vectors of both lists of units."""
    below, above = ([terms(unit) for unit in side] for side in (lower, upper))
    weights = rarity(below, above)
    return (
        [weigh(counts, weights, damping) for counts in below],
        [weigh(counts, weights, damping) for counts in above],
    )


def _clauses(lower: Sequence[Unit], upper: Sequence[Unit]) -> tuple[Matrix, Matrix]:
    """Return the likeness of the two most alike sentences of each pair of units, and that of all sentences."""
    below, above = ([pairs for unit in side for pairs in unit.sentence_pairs] for side in (lower, upper))
    if not below or not above:
        return np.zeros((len(lower), len(upper))), np.zeros((len(below), len(above)))
    weights = rarity(below, above)
    likeness = cosines(
        [weigh(counts, weights, _DAMPING) for counts in below],
        [weigh(counts, weights, _DAMPING) for counts in above],
    )
    of_lower = np.maximum.reduceat(likeness, _starts(lower)[:-1], axis=0)
    return np.maximum.reduceat(of_lower, _starts(upper)[:-1], axis=1), likeness


def _starts(side: Sequence[Unit]) -> list[int]:
    """Return where the sentences of each unit begin among those of all, and their number."""
    return [0, *accumulate(len(unit.sentences) for unit in side)]


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
