"""The signals that two provisions correspond, each a number from 0 to 1 for every pair of units.

========  ===========================================================================================
signal    what is equal
========  ===========================================================================================
words     rare words: cosine of the jieba words of the whole units
wording   rare compounds: cosine of the pairs of Chinese characters of the whole units
specific  words that are rare in these two rules and in others too
clause    the two sentences that are most alike (long units hold the counterpart in one sentence)
meaning   what the words mean (:mod:`ingest.link.vectors`): cosine of the whole units
sentence  what the words of the two sentences mean that are most alike in it
norm      what the words of the two norms mean that are most alike in it
sense     what the whole units say: the same of vectors of words that a model of sentences taught
saying    what the two sentences say that are most alike in it, by the same vectors
topic     the topics of the scheme, the rarer the more
quantity  two amounts, rates or time limits that can be compared (:mod:`ingest.link.comparison`)
citation  the lower unit names the very article of the upper rule
========  ===========================================================================================

What each counts for :mod:`ingest.link.scorer` says. A layer of facts that is missing gives a signal of 0: the
score is lower, the order remains.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np

from ingest.link.bags import Bags, bags
from ingest.link.citing import Citing, around
from ingest.link.comparison import matches
from ingest.link.terms import Bag, Likeness, Matrix, Strips, weighed
from ingest.link.units import Unit
from ingest.link.vectors import rarity, senses, vectors
from ingest.model import Citation


class Signal(StrEnum):
    """Why two provisions may correspond."""

    WORDS = "words"
    WORDING = "wording"
    SPECIFIC = "specific"
    CLAUSE = "clause"
    MEANING = "meaning"
    SENTENCE = "sentence"
    NORM = "norm"
    SENSE = "sense"
    SAYING = "saying"
    TOPIC = "topic"
    QUANTITY = "quantity"
    CITATION = "citation"


Vectors = Callable[[Sequence[str]], Matrix]
"""The vectors of words, one a row."""

# Added to the squared length of a sentence and of topics: about two middling terms, so that one
# shared term that half of the rule has (生态环境 in a rule about it) is no likeness
_DAMPING = 5.0
_DIGITS = 6
_SHORTEST = 1e-9


@dataclass(frozen=True, slots=True)
class Signals:
    """All signals between two lists of units: matrices of lower by upper.

    ``titles`` are those of the lower and of the upper rule. ``sentences`` are how alike each sentence of the lower
    units is to each of the upper ones, ``weights`` those of the words of both sides, entry by entry
    (:class:`ingest.link.terms.Bag`), ``citing`` tells which citations mean the upper rule.
    """

    lower: tuple[Unit, ...]
    upper: tuple[Unit, ...]
    values: Mapping[Signal, Matrix] = field(repr=False)
    sentences: Strips = field(repr=False)
    weights: tuple[Matrix, Matrix] = field(repr=False)
    titles: tuple[str, str]
    bags: tuple[Bags, Bags] = field(repr=False)
    citing: Citing = field(default_factory=Citing, repr=False)
    likeness: float = 1.0
    _words: dict[tuple[int, int], dict[str, float]] = field(default_factory=dict, repr=False)

    def best(self, row: int, column: int) -> tuple[int, int]:
        """Return which two sentences of a pair are most alike, counted within their units; the first of equals."""
        of_pair = self.alike(row, column)
        first, second = divmod(int(of_pair.argmax()), of_pair.shape[1])
        return first, second

    def alike(self, row: int, column: int) -> Matrix:
        """Return how alike each sentence of ``lower[row]`` is to each of ``upper[column]``, 0 to 1."""
        first_unit, _, matrix = self.sentences.at(row)
        starts, ends = self.bags[0].starts, self.bags[1].starts
        above = starts[first_unit]
        return matrix[starts[row] - above : starts[row + 1] - above, ends[column] : ends[column + 1]]

    def pairs(self, row: int, column: int) -> tuple[int, int, int]:
        """Return how many pairs of characters both units of a pair have, and how many each of them."""
        sides = zip((each.pairs for each in self.bags), (row, column), strict=True)
        below, above = (bag.terms[bag.columns[bag.of(at)]] for bag, at in sides)
        return len(np.intersect1d(below, above, assume_unique=True)), len(below), len(above)

    def shared_words(self, row: int, column: int) -> dict[str, float]:
        """Return the words that both units of a pair have, with what each adds to their likeness in words."""
        below, above = self._words_of(0, row), self._words_of(1, column)
        return {word: weight * above[word] for word, weight in below.items() if word in above}

    def _words_of(self, side: int, at: int) -> dict[str, float]:
        """Return the words of a unit of the lower (0) or the upper rule (1) with their weights."""
        if (side, at) not in self._words:
            bag = self.bags[side].words
            entries = bag.of(at)
            words, weights = bag.terms[bag.columns[entries]], self.weights[side][entries]
            self._words[side, at] = dict(zip(words.tolist(), weights.tolist(), strict=True))
        return self._words[side, at]


def measure(
    lower: tuple[Unit, ...],
    upper: tuple[Unit, ...],
    titles: tuple[str, str] = ("", ""),
    citing: Citing | None = None,
    likeness: float = 1.0,
) -> Signals:
    """Measure every signal between the units of a lower and of an upper rule with the titles given.

    Without ``citing`` nothing is known to cite the upper rule. ``likeness`` is that of the words that tell each of
    the two rules from others, 0 to 1 (:mod:`ingest.link.subject`).
    """
    citing = citing or Citing()
    below, above = bags(lower), bags(upper)
    words = Likeness(below.words, above.words)
    sentences = Strips(
        Likeness(below.sentences, above.sentences, _DAMPING), below.starts, above.sentences.texts
    )
    return Signals(
        lower=lower,
        upper=upper,
        values={
            Signal.WORDS: words.matrix(),
            Signal.WORDING: Likeness(below.pairs, above.pairs).matrix(),
            Signal.SPECIFIC: Likeness(below.words, above.words, background=rarity).matrix(),
            Signal.CLAUSE: sentences.best(above.starts),
            Signal.MEANING: _meaning((below.words, above.words), words.weights),
            Signal.SENTENCE: _best_meaning(
                (below.sentence_words, above.sentence_words), (below.starts, above.starts)
            ),
            Signal.NORM: _best_meaning(
                (below.norm_words, above.norm_words), (below.norm_starts, above.norm_starts)
            ),
            Signal.SENSE: _meaning((below.words, above.words), words.weights, senses),
            Signal.SAYING: _best_meaning(
                (below.sentence_words, above.sentence_words), (below.starts, above.starts), senses
            ),
            Signal.TOPIC: Likeness(below.topics, above.topics, _DAMPING).matrix(),
            Signal.QUANTITY: _quantities(lower, upper),
            Signal.CITATION: _citations(lower, upper, citing),
        },
        sentences=sentences,
        weights=words.weights,
        titles=titles,
        bags=(below, above),
        citing=citing,
        likeness=likeness,
    )


def _meaning(bags: tuple[Bag, Bag], weights: tuple[Matrix, Matrix], of: Vectors = vectors) -> Matrix:
    """Return the cosine of what the texts of two bags mean, without what all of them have in common."""
    meant = np.concatenate([_sums(bag, each, of) for bag, each in zip(bags, weights, strict=True)])
    meant = _of_length_one(meant)
    meant = _of_length_one(meant - meant.mean(axis=0)) if len(meant) else meant
    likeness: Matrix = meant[: bags[0].texts] @ meant[bags[0].texts :].T
    return np.round(likeness, _DIGITS)  # products of matrices differ in the last digits between processors


def _sums(bag: Bag, weights: Matrix, of: Vectors) -> Matrix:
    """Return for each text of a bag the sum of the vectors of its words, times their weights."""
    of_words = of(bag.terms.tolist())
    out = np.zeros((bag.texts, of_words.shape[1]))
    if len(bag.rows):
        first = np.flatnonzero(np.r_[True, bag.rows[1:] != bag.rows[:-1]])
        out[bag.rows[first]] = np.add.reduceat(weights[:, None] * of_words[bag.columns], first, axis=0)
    return out


def _of_length_one(rows: Matrix) -> Matrix:
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / np.where(lengths > _SHORTEST, lengths, 1.0)


def _best_meaning(
    bags: tuple[Bag, Bag], starts: tuple[Sequence[int], Sequence[int]], of: Vectors = vectors
) -> Matrix:
    """Return for each pair of units how alike those two of their texts are in what they mean that are most so."""
    alike = _meaning(bags, weighed(*bags), of)
    if not alike.size:
        return np.zeros((len(starts[0]) - 1, len(starts[1]) - 1))
    of_lower = np.maximum.reduceat(alike, starts[0][:-1], axis=0)
    best: Matrix = np.maximum.reduceat(of_lower, starts[1][:-1], axis=1)
    return best


def cited(unit: Unit, path: str, citing: Citing) -> Citation | None:
    """Return the citation in ``unit`` of the provision at ``path`` of the upper rule, if any."""
    for citation in unit.citations:
        if any(path in around(part) for part in citing.parts(citation)):
            return citation
    return None


def _quantities(lower: Sequence[Unit], upper: Sequence[Unit]) -> Matrix:
    """Return for each pair how alike the words around its two most comparable quantities are."""
    out = np.zeros((len(lower), len(upper)))
    above = [(column, unit) for column, unit in enumerate(upper) if unit.quantities]
    for row, unit in enumerate(lower):
        for column, other in above if unit.quantities else ():
            found = matches(unit, other)
            out[row, column] = found[0][0] if found else 0.0
    return out


def _citations(lower: Sequence[Unit], upper: Sequence[Unit], citing: Citing) -> Matrix:
    out = np.zeros((len(lower), len(upper)))
    columns = {unit.path: column for column, unit in enumerate(upper)}
    for row, unit in enumerate(lower):
        for citation in unit.citations:
            for part in citing.parts(citation):
                for path in around(part):
                    if path in columns:
                        out[row, columns[path]] = 1.0
    return out
