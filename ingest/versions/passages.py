"""Where the words of a provision without counterpart stand in the other text: in a paragraph or a sentence of it.

A paragraph that became an article of its own has little in common with the whole article that it left, and an article
that was taken into another one little with that. So the passages of both are compared, and of a provision that has a
counterpart only what does not stand in that one too: what all articles of a kind say is shared by those as well.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from ingest.versions.alike import Terms, terms
from ingest.versions.units import Unit

_COMMON = 60
"""A pair of characters in more provisions of a text proposes no passages."""
_PROPOSED = 8
"""Provisions of the other text whose passages are compared with those of one without counterpart."""
_SHORT = 15
"""Characters below which a sentence is no passage."""
_SOLID = 4.0
"""What two passages must have in common, by weight, to count in full: short ones are alike by chance."""
_FRESH = 0.5
"""The share of what two passages have in common that must not stand in the counterpart too."""
_LEAST = 1.0
"""What they must have in common at least, by weight."""
_SENTENCES = re.compile(r"[^。]+。?")


class Passage(NamedTuple):
    """A provision, a paragraph or a sentence of it: its path (of a sentence that of its paragraph) and its terms."""

    path: str
    terms: frozenset[str]
    weight: float
    sentence: bool


class Likeness(NamedTuple):
    """How alike the passages of two provisions are that are most alike, 0 to 1, by their places, and which."""

    score: float
    old: int
    new: int
    old_passage: Passage
    new_passage: Passage


class Passages:
    """The passages of the provisions of two texts, read when they are asked for."""

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit], weigh: Terms) -> None:
        self.units = (old, new)
        self.weigh = weigh
        self._read: dict[tuple[int, int], tuple[Passage, ...]] = {}
        self._holding: tuple[dict[str, list[int]], dict[str, list[int]]] = (
            _index(weigh.old),
            _index(weigh.new),
        )

    def of(self, side: int, at: int) -> tuple[Passage, ...]:
        """Return the passages of a provision of the old (0) or the new text (1), the whole of it first."""
        if (side, at) not in self._read:
            self._read[side, at] = tuple(self._passages(self.units[side][at]))
        return self._read[side, at]

    def _passages(self, unit: Unit) -> Iterator[Passage]:
        whole = self._passage(unit.path, unit.folded, False)
        yield whole
        for path, text in unit.paragraphs:
            yield self._passage(path, text, False)
        for path, text in unit.paragraphs or ((unit.path, unit.folded),):
            sentences = _SENTENCES.findall(text)
            for sentence in sentences if len(sentences) > 1 else ():
                if len(sentence) >= _SHORT:
                    yield self._passage(path, sentence, True)

    def _passage(self, path: str, text: str, sentence: bool) -> Passage:
        found = terms(text) & self.weigh.weight.keys()
        return Passage(path, found, self.weigh.of(found), sentence)

    def best(self, side: int, at: int, explained: Mapping[int, frozenset[str]]) -> Iterator[Likeness]:
        """Yield the provisions of the other text that share passages with one of ``side``, the likest of each.

        ``explained`` are the terms of the counterparts of the provisions of the other text.
        """
        common: defaultdict[int, float] = defaultdict(float)
        for term in sorted((self.weigh.old, self.weigh.new)[side][at]):
            if len(places := self._holding[1 - side].get(term, ())) <= _COMMON:
                for other in places:
                    if term not in explained.get(other, ()):
                        common[other] += self.weigh.weight[term]
        likely = sorted((other for other in common if common[other] >= _LEAST), key=lambda o: (-common[o], o))
        for other in likely[:_PROPOSED]:
            old, new = (at, other) if side == 0 else (other, at)
            found = self.between(old, new, explained.get(other, frozenset()))
            if found is not None:
                yield found

    def between(self, old: int, new: int, explained: frozenset[str] = frozenset()) -> Likeness | None:
        """Return how alike the likest passages of two provisions are, None where they have nothing in common."""
        best: Likeness | None = None
        for one in self.of(0, old):
            for other in self.of(1, new):
                if one.sentence and other.sentence:
                    continue  # single sentences are alike too often
                score = self._score(one, other, explained)
                if score > (best.score if best else 0.0):
                    best = Likeness(score, old, new, one, other)
        return best

    def _score(self, one: Passage, other: Passage, explained: frozenset[str]) -> float:
        common = one.terms & other.terms
        if not common:
            return 0.0
        fresh = self.weigh.of(common - explained)
        if fresh < _LEAST or (explained and fresh < _FRESH * self.weigh.of(common)):
            return 0.0
        return 2 * fresh / (one.weight + other.weight) * min(1.0, fresh / _SOLID)


def _index(texts: Iterable[frozenset[str]]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for at, each in enumerate(texts):
        for term in each:
            found[term].append(at)
    return found
