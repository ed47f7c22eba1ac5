"""How alike two provisions of two texts of one rule are, and which are worth comparing."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import fsum

from ingest.versions.units import Unit

_COMMON = 60
"""A pair of characters in more provisions of a text proposes no counterparts: there are rarer ones in each."""
_PROPOSED = 12
"""Counterparts of each provision that are measured."""


_SMALLER = 0.25
"""How much the share of the smaller of two provisions counts in their likeness."""
_SOLID = 4.0
"""What a provision must weigh to be told by its share in another."""
_RUN = re.compile(r"[\u3400-\u9fff]+|[A-Za-z\d]{2,}")


def terms(text: str) -> frozenset[str]:
    """Return the pairs of neighbouring Chinese characters of a text, and its words in Latin letters and figures.

    >>> sorted(terms("处5000元罚款"))
    ['5000', '元罚', '罚款']
    """
    found: set[str] = set()
    for run in _RUN.findall(text):
        found.update((run[at : at + 2] for at in range(len(run) - 1)) if run[0] > "\u33ff" else (run,))
    return frozenset(found)


class Terms:
    """The pairs of characters of the provisions of two texts, and what each weighs: the rarer, the more.

    A pair weighs one by the root of the provisions of a text that have it, of the text where they are more: names of
    offices and what all articles of liability say weigh little, also where one text alone has them.

    ``old`` and ``new`` are, by provision, the weights of its pairs; ``sums`` of both what all of them weigh.
    """

    def __init__(self, old: Sequence[Unit], new: Sequence[Unit]) -> None:
        texts = [terms(unit.folded) for unit in (*old, *new)]
        often = [
            Counter(term for each in side for term in each) for side in (texts[: len(old)], texts[len(old) :])
        ]
        self.weight: dict[str, float] = {
            term: max(often[0][term], often[1][term]) ** -0.5 for term in {*often[0], *often[1]}
        }
        self.old, self.new = texts[: len(old)], texts[len(old) :]
        sums = [self.of(each) for each in texts]
        self.old_sums, self.new_sums = sums[: len(old)], sums[len(old) :]

    def of(self, terms: frozenset[str]) -> float:
        """Return what some terms weigh together."""
        return fsum(map(self.weight.__getitem__, terms))  # the same in whatever order

    def shared(self, old: int, new: int) -> float:
        """Return what two provisions have in common, by weight."""
        return self.of(self.old[old] & self.new[new])

    def alike(self, old: int, new: int) -> float:
        """Return how alike two provisions are, 0 to 1: what is common to both as a share of both (Dice), by weight.

        A part of it is that share of the smaller of both: of a provision that only grew, all is kept.
        """
        one, other = self.old_sums[old], self.new_sums[new]
        return self._alike(self.shared(old, new), one, other)

    def _alike(self, shared: float, one: float, other: float) -> float:
        if not shared:
            return 0.0
        return (1 - _SMALLER) * 2 * shared / (one + other) + _SMALLER * shared / max(min(one, other), _SOLID)

    def proposed(self, olds: Sequence[int], news: Sequence[int]) -> dict[tuple[int, int], float]:
        """Return the pairs of some provisions that may be counterparts, with how alike they are."""
        holding: defaultdict[str, list[int]] = defaultdict(list)
        for new in news:
            for term in self.new[new]:
                holding[term].append(new)
        found: dict[tuple[int, int], float] = {}
        of_new: defaultdict[int, list[tuple[float, int]]] = defaultdict(list)
        for old in olds:
            common: defaultdict[int, float] = defaultdict(float)
            for term in sorted(self.old[old]):
                if len(places := holding.get(term, ())) <= _COMMON:
                    for new in places:
                        common[new] += self.weight[term]
            one = self.old_sums[old]
            alike = {new: self._alike(weight, one, self.new_sums[new]) for new, weight in common.items()}
            for new in sorted(alike, key=lambda new: (-alike[new], new))[:_PROPOSED]:
                found[old, new] = self.alike(old, new)
            for new, value in alike.items():
                of_new[new].append((value, old))
        for new, values in of_new.items():
            for _, old in sorted(values, key=lambda each: (-each[0], each[1]))[:_PROPOSED]:
                found.setdefault((old, new), self.alike(old, new))
        return found
