"""Which provision of the new text is the counterpart of which of the old one: pairs, splits and mergers.

Provisions of the same words are counterparts first. The others are assigned all together, so that the likeness of
all pairs is greatest and not that of the first; those about as far between surely matched neighbours go before
others that are as alike, as articles of liability and of entry into force are all alike. What is left over is looked
at once more: whether it was a part of a provision that has a counterpart (a split), or became one (a merger).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

import numpy as np

from ingest.versions.alike import Terms
from ingest.versions.assignment import assign
from ingest.versions.order import in_order
from ingest.versions.units import Unit

_LIKELY = 0.38
"""From this likeness on, with what their places add, two provisions are counterparts without doubt."""
_LEAST = 0.22
"""Below this likeness two provisions are none, but between neighbours that are."""
_LEAST_FAR = 0.26
"""The same with what their places add: those that stand far apart must have more in common."""
_BETWEEN = 0.13
"""Between neighbours that are counterparts of each other, this is enough, and doubtful."""
_NEAR = 0.06
"""What it adds that two provisions stand where they would if nothing had moved."""
_REACH = 6
"""Provisions from there within which it adds something."""
_RIVAL = 0.05
"""Another counterpart that is less like by no more than this makes a pair doubtful."""
_ANCHOR = 0.4
"""From this likeness on the best counterparts of each other are told from others by nothing but their places."""
_MANY = 12
"""Provisions of the same words more often than this are taken in their order."""
_HELD = 0.5
"""The share of a provision, by weight, that must stand in another of which it was a part."""
_GAIN = 0.2
"""How much more of the whole the second part must explain, as a share of the whole."""
_NEWS = 0.5
"""The share of what a part has in common with the whole that must not stand in the other parts."""
_SOLID = 4
"""Pairs of characters that a provision must have to be told from others by them."""


@dataclass(frozen=True, slots=True)
class Group:
    """Provisions that are counterparts, by their places: one of each side, or several of one of them.

    The first of each side are those that are most alike. ``doubts`` are the kinds of reason against it: ``weak``
    (little in common), ``rival`` (another is as like: ``rivals``, a place in the new text), ``part``.
    """

    old: tuple[int, ...]
    new: tuple[int, ...]
    doubt: str | None = None
    rival: int | None = None


class _Part(NamedTuple):
    """A provision without counterpart: an old one that may have been merged into a new one, or a new one split off."""

    at: int
    merged: bool


def counterparts(old: Sequence[Unit], new: Sequence[Unit], terms: Terms) -> list[Group]:
    """Return the counterparts of two texts, of which ``terms`` are; each provision stands in at most one group."""
    matcher = _Matcher(old, new, terms)
    pairs = matcher.pairs()
    return matcher.grouped(pairs)


class _Matcher:
    def __init__(self, old: Sequence[Unit], new: Sequence[Unit], terms: Terms) -> None:
        self.old, self.new = old, new
        self.terms = terms
        self.scores: dict[tuple[int, int], float] = {}
        self.expected: tuple[list[float], list[float]] = ([], [])

    def pairs(self) -> dict[int, int]:
        """Return the pairs of counterparts, one to one."""
        found, open_pairs = self._same_words()
        left = [unit.at for unit in self.old if unit.at not in found and not unit.struck]
        taken = set(found.values())
        right = [unit.at for unit in self.new if unit.at not in taken and not unit.struck]
        self.scores = self.terms.proposed(left, right)
        self.scores |= open_pairs
        self.expected = self._expected(found)
        gains = {pair: score + self._nearness(pair) for pair, score in self.scores.items() if score >= _LEAST}
        # Squares: one good pair is worth more than two poor ones.
        found |= assign({pair: gain**2 for pair, gain in gains.items() if gain >= _LEAST_FAR})
        found |= self._between(found)
        return found

    def _same_words(self) -> tuple[dict[int, int], dict[tuple[int, int], float]]:
        """Return the pairs of provisions of the same words; where there are several of them, what may be pairs."""
        olds, news = _by_words(self.old), _by_words(self.new)
        found: dict[int, int] = {}
        possible: dict[tuple[int, int], float] = {}
        for words, here in olds.items():
            there = news.get(words, [])
            if len(here) == len(there) == 1 or max(len(here), len(there)) > _MANY:
                found |= dict(zip(here, there, strict=False))
            else:
                possible |= {(one, other): 1.0 for one in here for other in there}
        return found, possible

    def _expected(self, found: Mapping[int, int]) -> tuple[list[float], list[float]]:
        """Return at which place of the other text each old and each new provision would stand if nothing had moved."""
        best_of_new: dict[int, tuple[float, int]] = {}
        best_of_old: dict[int, tuple[float, int]] = {}
        for (one, other), score in sorted(self.scores.items()):
            best_of_old[one] = max(best_of_old.get(one, (0.0, -1)), (score, other))
            best_of_new[other] = max(best_of_new.get(other, (0.0, -1)), (score, one))
        anchors = dict(found)
        for one, (score, other) in best_of_old.items():
            if score >= _ANCHOR and best_of_new[other][1] == one and one not in anchors:
                anchors[one] = other
        lefts = sorted(anchors)
        kept = in_order([anchors[left] for left in lefts])
        run = [left for left, ordered in zip(lefts, kept, strict=True) if ordered]
        here = [-1, *run, len(self.old)]
        there = [-1, *(anchors[left] for left in run), len(self.new)]
        return (
            list(map(float, np.interp(range(len(self.old)), here, there))),
            list(map(float, np.interp(range(len(self.new)), there, here))),
        )

    def _nearness(self, pair: tuple[int, int]) -> float:
        one, other = pair
        off = abs(self.expected[0][one] - other) + abs(self.expected[1][other] - one)
        return _NEAR * max(0.0, 1 - off / 2 / _REACH)

    def _between(self, found: Mapping[int, int]) -> dict[int, int]:
        """Return pairs of provisions that stand alone between counterparts and have a little in common."""
        taken = set(found.values())
        more: dict[int, int] = {}
        for at in range(len(self.old)):
            if at in found or self.old[at].struck:
                continue
            before = found.get(at - 1, -1 if at == 0 else None)
            after = found.get(at + 1, len(self.new) if at + 1 == len(self.old) else None)
            if before is None or after is None or after - before != 2 or before + 1 in taken:
                continue
            other = before + 1
            if not self.new[other].struck and self.terms.alike(at, other) >= _BETWEEN:
                more[at] = other
        return more

    def grouped(self, pairs: Mapping[int, int]) -> list[Group]:
        """Return the pairs with what was split from them or merged into them, each with what speaks against it."""
        parts: defaultdict[int, list[_Part]] = defaultdict(list)
        for one, part in self._parts(pairs):
            parts[one].append(part)
        found = []
        for one, other in sorted(pairs.items()):
            olds = (one, *sorted(part.at for part in parts[one] if part.merged))
            news = (other, *sorted(part.at for part in parts[one] if not part.merged))
            if parts[one]:
                found.append(Group(olds, news, self._doubt_of_parts(olds, news)))
            else:
                found.append(Group(olds, news, *self._doubt(one, other)))
        return found

    def _parts(self, pairs: Mapping[int, int]) -> Iterator[tuple[int, _Part]]:
        """Yield what has no counterpart and was a part of a pair, named by its old provision.

        A pair was split or merged, never both; a part must explain what the parts before it do not.
        """
        best: dict[_Part, tuple[float, int]] = {}
        for part, one in product(self._left_over(pairs), sorted(pairs)):
            gain = self._gain(part, *self._sides(part.merged, one, pairs[one]))
            if gain > best.get(part, (0.0, -1))[0]:
                best[part] = gain, one
        of_pair: defaultdict[int, list[tuple[float, _Part]]] = defaultdict(list)
        for part, (gain, one) in best.items():
            of_pair[one].append((gain, part))
        for one, options in sorted(of_pair.items()):
            sums = [sum(gain for gain, part in options if part.merged is merged) for merged in (False, True)]
            merged = sums[1] > sums[0]
            whole, explained = self._sides(merged, one, pairs[one])
            for _, part in sorted(options, key=lambda each: (-each[0], each[1])):
                if part.merged is merged and self._gain(part, whole, explained):
                    explained |= self._terms_of(part)
                    yield one, part

    def _left_over(self, pairs: Mapping[int, int]) -> list[_Part]:
        taken = set(pairs.values())
        olds = [_Part(unit.at, True) for unit in self.old if unit.at not in pairs and not unit.struck]
        news = [_Part(unit.at, False) for unit in self.new if unit.at not in taken and not unit.struck]
        return [part for part in (*olds, *news) if len(self._terms_of(part)) >= _SOLID]

    def _terms_of(self, part: _Part) -> frozenset[str]:
        return self.terms.old[part.at] if part.merged else self.terms.new[part.at]

    def _sides(self, merged: bool, one: int, other: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return the terms of the provision that is whole, and of the first of those that make it up."""
        old, new = self.terms.old[one], self.terms.new[other]
        return (new, old) if merged else (old, new)

    def _gain(self, part: _Part, whole: frozenset[str], explained: frozenset[str]) -> float:
        """Return the share of ``whole`` that is in ``part`` and not explained yet, 0 where it is no part of it."""
        words = self._terms_of(part)
        common = words & whole
        if 4 * len(common) < len(words):  # a first look that costs nothing
            return 0.0
        weigh = self.terms.of
        gain, held, own = weigh(common - explained), weigh(common), weigh(words)
        # What mostly stands in the counterpart too repeats it, and was no part.
        if held < _HELD * own or gain < _NEWS * held:
            return 0.0
        share = gain / weigh(whole)
        return share if share >= _GAIN or gain >= _HELD * own else 0.0

    def _doubt(self, one: int, other: int) -> tuple[str | None, int | None]:
        """Return why two may be no counterparts."""
        if self.old[one].folded == self.new[other].folded:
            return None, None
        score = self.scores.get((one, other)) or self.terms.alike(one, other)
        rivals = [
            (value, place)
            for (left, place), value in self.scores.items()
            if left == one and place != other and value >= score - _RIVAL
        ]
        if score + self._nearness((one, other)) < _LIKELY:
            return "weak", None
        return ("rival", max(rivals)[1]) if rivals and score < _ANCHOR else (None, None)

    def _doubt_of_parts(self, olds: Sequence[int], news: Sequence[int]) -> str | None:
        """Return whether a split or merger leaves much unexplained."""
        one = frozenset[str]().union(*(self.terms.old[at] for at in olds))
        other = frozenset[str]().union(*(self.terms.new[at] for at in news))
        whole = self.terms.of(one) + self.terms.of(other)
        return "part" if whole and 2 * self.terms.of(one & other) / whole < _ANCHOR else None


def _by_words(units: Sequence[Unit]) -> dict[str, list[int]]:
    found: defaultdict[str, list[int]] = defaultdict(list)
    for unit in units:
        found[unit.folded].append(unit.at)
    return found
