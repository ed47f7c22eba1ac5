"""Words cut where a fact begins or ends, so that each stretch of them is marked for all facts that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in which the same facts stand: ``stands`` is the number by which these are known, -1 where none does.

    ``begins`` are the places of those among them that begin here.
    """

    text: str
    stands: int = -1
    begins: tuple[int, ...] = ()


class Standing:
    """Facts that stand together, each set of them known by a number; a set has the widest of its facts first."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[int, ...], int] = {(): -1}

    def number(self, facts: tuple[int, ...]) -> int:
        """Return the number of a set."""
        return self._numbers.setdefault(facts, len(self._numbers) - 1)

    @property
    def sets(self) -> tuple[tuple[int, ...], ...]:
        """The sets by their numbers."""
        return tuple(self._numbers)[1:]


class Cut:
    """Facts in a text, given as ranges of it (start, end, number of the fact); they may overlap in any way.

    >>> standing = Standing()
    >>> cut = Cut([(0, 4, 7), (2, 6, 8)], standing)
    >>> [(each.text, each.stands) for each in cut.segments("abcdefg", 1, 7)], standing.sets
    ([('b', 0), ('cd', 1), ('ef', 2), ('g', -1)], ((7,), (7, 8), (8,)))
    """

    def __init__(self, ranges: Iterable[tuple[int, int, int]], standing: Standing) -> None:
        begins: defaultdict[int, list[int]] = defaultdict(list)
        ends: defaultdict[int, list[int]] = defaultdict(list)
        width: defaultdict[int, int] = defaultdict(int)
        for start, end, fact in ranges:
            if start < end:
                begins[start].append(fact)
                ends[end].append(fact)
                width[fact] += end - start
        self._edges = sorted({*begins, *ends})
        self._stands: list[tuple[int, ...]] = []
        self._standing = standing
        self._begun: set[int] = set()
        now: list[int] = []
        for edge in self._edges:
            for fact in ends[edge]:
                now.remove(fact)
            now += begins[edge]
            self._stands.append(tuple(sorted(set(now), key=lambda fact: (-width[fact], fact))))

    def segments(self, text: str, start: int, end: int) -> Iterator[Segment]:
        """Yield the words of ``text`` from ``start`` to ``end``, cut; together they are those words."""
        at, number = start, bisect_right(self._edges, start)
        while at < end:
            stop = min(end, self._edges[number]) if number < len(self._edges) else end
            facts = self._stands[number - 1] if number else ()
            begins = tuple(place for place, fact in enumerate(facts) if fact not in self._begun)
            yield Segment(text[at:stop], self._standing.number(facts), begins)
            self._begun.update(facts)
            at, number = stop, number + 1
