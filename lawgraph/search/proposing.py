"""What to search for instead of words that find nothing, or little.

Proposals are made of whole words, as jieba cuts them, and of whole numbers: no 委会 of 村委会, no 5个工作日 for
15个工作日. Each that is told was tried.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from lawgraph.search.numbers import number_spans
from lawgraph.search.wanted import Wanted
from ontology.synonyms import synonyms

_MOST = 3
_SHORTENED = 40  # characters of a word of which shorter ones are tried

Count = Callable[[str], int]
"""Tells how many units a search finds."""


def near(asked: Wanted, count: Count) -> tuple[str, ...]:
    """Return searches that find something: all the words, as jieba cuts them, or else parts of each that was given."""
    texts = [word.form.folded[:_SHORTENED].replace('"', "") for word in asked.words]
    every = " ".join(word for text in texts for word in _words(text))
    parts = [
        part
        for text in texts
        for part in [part for part in _parts(text) if (part != text or len(texts) > 1) and count(part)][:1]
    ]
    if every.replace(" ", "") not in parts and every != " ".join(texts) and count(every):
        return (every,)
    return tuple(dict.fromkeys(parts))[:_MOST]


def longer(asked: Wanted, total: int, count: Count) -> tuple[str, ...]:
    """Return longer words with synonyms that hold the only word asked for and find more than the ``total`` it found.

    小微 is no synonym of 小型微型企业, as it may be said of something else; 小微企业 is.
    """
    if len(asked.words) != 1 or asked.without:
        return ()
    word = asked.words[0].form.folded
    if len(word) == 1 or word in synonyms():
        return ()
    found = [other for other in synonyms() if word in other and count(other) > total]
    return tuple(found[:_MOST])


def _words(text: str) -> list[str]:
    """Return the words of a text that say something: those of two characters; one with a number stays whole."""
    if number_spans(text):
        return [text]
    return [text[start:end] for start, end in pairwise(_cuts(text)) if end - start > 1] or [text]


def _parts(text: str) -> Iterator[str]:
    """Yield the parts of a text that are words of their own, the longest first.

    A part begins where a word does and is not within one; cut alone, it begins and ends with a word of two characters
    or a number; one with a number ends where a word does. So 融资担保 is one of 融资担保费, which jieba cuts
    融资/担保费, and neither 村委 nor 委会 is one of 村委会.
    """
    cuts, numbers = _cuts(text), number_spans(text)
    ranges = [
        (start, end)
        for at, start in enumerate(cuts[:-1])
        for end in range(cuts[at + 1], len(text) + 1)
        if end in cuts or not any(start <= low < end for low, _ in numbers)
    ]
    for start, end in sorted(ranges, key=lambda each: (each[0] - each[1], each)):
        part = text[start:end]
        alone = list(pairwise(_cuts(part)))
        ends = (alone[0], alone[-1])
        if all(high - low > 1 or (low, high) in number_spans(part) for low, high in ends) and (
            alone != number_spans(part)
        ):
            yield part


def _cuts(text: str) -> list[int]:
    """Return where the words of a text begin and end, none within a number."""
    from ingest.language import tokenize  # loads the dictionary: only where nothing was found

    ends = {0, len(text), *(token.end for token in tokenize(text))}
    for start, end in number_spans(text):
        ends = {at for at in ends if not start < at < end} | {start, end}
    return sorted(ends)
