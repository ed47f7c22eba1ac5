"""Words cut where a fact begins or ends, so that each stretch of them is marked for all facts that stand in it."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Segment:
    """Words in which the same facts stand: ``facts`` are their numbers, the widest first.

    ``first`` tells that these facts stand together here for the first time.
    """

    text: str
    facts: tuple[int, ...] = ()
    first: bool = False


class Cut:
    """Facts in a text, given as ranges of it (start, end, number of the fact); they may overlap in any way.

    >>> cut = Cut([(0, 4, 7), (2, 6, 8)])
    >>> [(each.text, each.facts) for each in cut.segments("abcdefg", 1, 7)]
    [('b', (7,)), ('cd', (7, 8)), ('ef', (8,)), ('g', ())]
    """

    def __init__(self, ranges: Iterable[tuple[int, int, int]]) -> None:
        begins: defaultdict[int, list[int]] = defaultdict(list)
        ends: defaultdict[int, list[int]] = defaultdict(list)
        width: defaultdict[int, int] = defaultdict(int)
        for start, end, fact in ranges:
            if start < end:
                begins[start].append(fact)
                ends[end].append(fact)
                width[fact] += end - start
        self.facts = frozenset(width)
        self._edges = sorted({*begins, *ends})
        self._standing: list[tuple[int, ...]] = []
        self._seen: set[tuple[int, ...]] = set()
        now: list[int] = []
        for edge in self._edges:
            for fact in ends[edge]:
                now.remove(fact)
            now += begins[edge]
            self._standing.append(tuple(sorted(set(now), key=lambda fact: (-width[fact], fact))))

    def segments(self, text: str, start: int, end: int) -> Iterator[Segment]:
        """Yield the words of ``text`` from ``start`` to ``end``, cut; together they are those words."""
        at, number = start, bisect_right(self._edges, start)
        while at < end:
            stop = min(end, self._edges[number]) if number < len(self._edges) else end
            facts = self._standing[number - 1] if number else ()
            yield Segment(text[at:stop], facts, bool(facts) and facts not in self._seen)
            self._seen.add(facts)
            at, number = stop, number + 1
