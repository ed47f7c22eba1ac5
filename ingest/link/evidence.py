"""Evidence: for every signal of a correspondence, the words on both sides.

The weights of a correspondence's evidence add up to its score, up to rounding: what a signal contributes
(:class:`ingest.link.scorer.Scores`) is shared out among the words that stand for it. A reader who disbelieves
one row can subtract it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import numpy as np

from ingest.link.citing import Citing
from ingest.link.comparison import matches
from ingest.link.profile import common_words
from ingest.link.scorer import Scores
from ingest.link.signals import Signal, Signals, cited
from ingest.link.units import Unit
from ingest.link.vectors import vectors
from ingest.model import Evidence
from ingest.similarity import common_substrings
from ingest.text import Span
from ontology.topics import topics

_Quote = tuple[str, tuple[Span, ...]]
_Pair = tuple[_Quote, _Quote, float]  # lower words, upper words, share

_MOST_WORDS = 3
_MOST_QUOTES = 2
_NEAR = 0.5  # cosine of two words that mean nearly the same


def evidence(signals: Signals, scores: Scores, row: int, column: int) -> tuple[Evidence, ...]:
    """Return the evidence that ``lower[row]`` and ``upper[column]`` correspond, heaviest signal first."""
    lower, upper = signals.lower[row], signals.upper[column]
    first, second = signals.best(row, column)
    quotes = {
        Signal.WORDS: _terms(signals, row, column),
        Signal.WORDING: _wording(lower, upper, first, second),
        Signal.CLAUSE: _clause(lower, upper, first, second),
        Signal.MEANING: _meaning(signals, row, column, first, second),
        Signal.TOPIC: _topics(lower, upper),
        Signal.QUANTITY: _quantities(lower, upper),
        Signal.CITATION: _citation(lower, upper, signals.citing),
    }
    found: list[Evidence] = []
    for signal, contributed in scores.contributions.items():
        given = float(contributed[row, column])
        pairs = [pair for pair in quotes[signal] if pair[0][1] and pair[1][1]] if given else []
        if not pairs:
            continue
        whole = sum(share for _, _, share in pairs)
        found += [
            Evidence(signal.value, round(given * share / whole, 4), *low, *high) for low, high, share in pairs
        ]
    return tuple(sorted(found, key=lambda e: (-e.weight, e.signal, e.lower_spans, e.upper_spans)))


def _terms(signals: Signals, row: int, column: int) -> Iterable[_Pair]:
    """Yield the heaviest shared words, each where it stands first."""
    weighed = signals.shared_words(row, column)
    shared = sorted(weighed, key=lambda word: (-weighed[word], word))
    lower, upper = signals.lower[row], signals.upper[column]
    for word in shared[:_MOST_WORDS]:
        places = ((unit, unit.words[word]) for unit in (lower, upper))
        low, high = (unit.quote(start, start + len(word)) for unit, start in places)
        yield low, high, weighed[word]


def _wording(lower: Unit, upper: Unit, first: int, second: int) -> Iterable[_Pair]:
    """Yield the longest runs of characters that both of the most alike sentences hold, or else both units."""
    low, high = lower.sentences[first], upper.sentences[second]
    runs = common_substrings(lower.text[slice(*low)], upper.text[slice(*high)])
    if not runs:
        low, high = (0, len(lower.text)), (0, len(upper.text))
        runs = common_substrings(lower.text, upper.text)
    for start, other, length in runs[:_MOST_QUOTES]:
        yield (
            lower.quote(low[0] + start, low[0] + start + length),
            upper.quote(high[0] + other, high[0] + other + length),
            float(length),
        )


def _clause(lower: Unit, upper: Unit, first: int, second: int) -> Iterable[_Pair]:
    """Yield the two most alike sentences."""
    yield lower.quote(*lower.sentences[first]), upper.quote(*upper.sentences[second]), 1.0


def _meaning(signals: Signals, row: int, column: int, first: int, second: int) -> Iterable[_Pair]:
    """Yield the nearest words of the most alike sentences that are not the same, or else the two sentences."""
    lower, upper = signals.lower[row], signals.upper[column]
    low, high = lower.sentences[first], upper.sentences[second]
    found = list(near_words(_words(lower, low), _words(upper, high)))
    for one, other, alike in found[:_MOST_WORDS]:
        places = ((lower, low, one), (upper, high, other))
        quotes = [
            unit.quote(at, at + len(word))
            for unit, span, word in places
            for at in [unit.text.find(word, *span)]
        ]
        yield quotes[0], quotes[1], alike
    if not found:
        yield lower.quote(*low), upper.quote(*high), 1.0


def _words(unit: Unit, span: tuple[int, int]) -> list[str]:
    """Return the words of a sentence, each once."""
    places = zip(unit.places[::2], unit.places[1::2], strict=True)
    return list(
        dict.fromkeys(unit.text[start:end] for start, end in places if span[0] <= start and end <= span[1])
    )


def near_words(lower: Sequence[str], upper: Sequence[str]) -> Iterator[tuple[str, str, float]]:
    """Yield the pairs of words that mean nearly the same and are not the same, each word once, the nearest first.

    >>> [pair[:2] for pair in near_words(["融资", "小微企业"], ["信用贷款", "保护"])]
    [('融资', '信用贷款')]
    """
    one = [word for word in lower if word not in upper and word not in common_words()]
    other = [word for word in upper if word not in lower and word not in common_words()]
    if not one or not other:
        return
    alike = vectors(one) @ vectors(other).T
    places = [(-round(float(alike[i, j]), 6), i, j) for i, j in zip(*np.nonzero(alike >= _NEAR), strict=True)]
    taken: tuple[set[int], set[int]] = set(), set()
    for negative, i, j in sorted(places):
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
            yield one[i], other[j], -negative


def _topics(lower: Unit, upper: Unit) -> Iterable[_Pair]:
    """Yield for each shared topic the longest of its labels that stands on either side."""
    for topic in sorted(_labels().keys() & set(lower.topics) & set(upper.topics)):
        places = []
        for unit in (lower, upper):
            label = next((label for label in _labels()[topic] if label in unit.text), "")
            start = unit.text.find(label)
            places.append(unit.quote(start, start + len(label)))
        yield places[0], places[1], 1.0


@cache
def _labels() -> dict[str, list[str]]:
    """Return the labels of each topic, the longest first."""
    return {
        concept.identifier: sorted(
            (concept.zh, *concept.alt_labels), key=lambda label: (len(label), label), reverse=True
        )
        for concept in topics()
    }


def _quantities(lower: Unit, upper: Unit) -> Iterable[_Pair]:
    """Yield the two most comparable quantities."""
    for likeness, i, j in matches(lower, upper)[:1]:
        low, high = lower.quantities[i], upper.quantities[j]
        yield (low.text, low.spans), (high.text, high.spans), likeness


def _citation(lower: Unit, upper: Unit, citing: Citing) -> Iterable[_Pair]:
    """Yield the citation and the beginning of what it cites."""
    citation = cited(lower, upper.path, citing)
    if citation is not None:
        yield (citation.text, citation.spans), upper.quote(*upper.sentences[0]), 1.0
