"""Evidence: for every signal of a correspondence, the words on both sides.

The weights of a correspondence's evidence add up to its score, up to rounding: what a signal contributes
(:class:`ingest.link.scorer.Scores`) is shared out among the words that stand for it. A reader who disbelieves
one row can subtract it.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from ingest.link.comparison import matches
from ingest.link.scorer import Scores
from ingest.link.signals import Signal, Signals, cited
from ingest.link.units import Unit
from ingest.model import Evidence
from ingest.similarity import common_substrings
from ingest.text import Span
from ontology.topics import topics

_Quote = tuple[str, tuple[Span, ...]]
_Pair = tuple[_Quote, _Quote, float]  # lower words, upper words, share

_MOST_WORDS = 3
_MOST_QUOTES = 2


def evidence(
    signals: Signals, scores: Scores, row: int, column: int, upper_title: str
) -> tuple[Evidence, ...]:
    """Return the evidence that ``lower[row]`` and ``upper[column]`` correspond, heaviest signal first."""
    lower, upper = signals.lower[row], signals.upper[column]
    first, second = signals.best(row, column)
    quotes = {
        Signal.WORDS: _terms(signals, row, column),
        Signal.WORDING: _wording(lower, upper, first, second),
        Signal.CLAUSE: _clause(lower, upper, first, second),
        Signal.TOPIC: _topics(lower, upper),
        Signal.FUNCTION: _functions(lower, upper),
        Signal.QUANTITY: _quantities(lower, upper),
        Signal.CITATION: _citation(lower, upper, upper_title),
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


def _functions(lower: Unit, upper: Unit) -> Iterable[_Pair]:
    """Yield for each shared function of government the first mention of a body that has it."""
    places = [{m.function: m for m in reversed(u.mentions) if m.function} for u in (lower, upper)]
    for function in sorted(places[0].keys() & places[1].keys()):
        low, high = places[0][function], places[1][function]
        yield (low.text, low.spans), (high.text, high.spans), 1.0


def _quantities(lower: Unit, upper: Unit) -> Iterable[_Pair]:
    """Yield the two most comparable quantities."""
    for likeness, i, j in matches(lower, upper)[:1]:
        low, high = lower.quantities[i], upper.quantities[j]
        yield (low.text, low.spans), (high.text, high.spans), likeness


def _citation(lower: Unit, upper: Unit, title: str) -> Iterable[_Pair]:
    """Yield the citation and the beginning of what it cites."""
    citation = cited(lower, title, upper.path)
    if citation is not None:
        yield (citation.text, citation.spans), upper.quote(*upper.sentences[0]), 1.0
