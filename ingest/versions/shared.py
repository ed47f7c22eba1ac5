"""What is left over of two texts joined to what it was a part of, and where it is not sure, named with it.

A paragraph of an old article that became an article is split off from it, an old article that became a paragraph of
a new one is merged into it: where two passages say the same and these are no small part of what is left over. Where
less is shared, it stays new or gone, and the article whose words it shares is named as a doubt.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from ingest.versions.alike import Terms
from ingest.versions.matching import Group
from ingest.versions.order import in_order
from ingest.versions.passages import Likeness, Passages
from ingest.versions.units import Unit

_SAME = 0.35
"""From this likeness on two passages say the same."""
_ALIKE = 0.2
"""From this likeness on the words of a passage are named as those of the other text."""
_PART = 0.25
"""The share of a provision, by weight, that the passage must be for the whole to be a part of the other."""
_WHOLE = 0.5
"""Where neither has a counterpart, the share of one of the two that it must be, and a part of that of the other."""
_LITTLE = 0.1
_FEW = 4
"""What is left over between two neighbours that are counterparts, of either text, to be told by its place."""
_REWRITTEN = 0.15
"""From this likeness on two of these are the same provision rewritten, which is doubtful."""
_SURE = 0.38
"""The likeness of two provisions below which they are doubtful counterparts though a passage of them is the same."""


@dataclass(frozen=True, slots=True)
class Shared:
    """The groups of counterparts, and of what has none the paths of the other text whose words it shares.

    ``old`` and ``new`` are by the places of the provisions that are gone or new.
    """

    groups: tuple[Group, ...]
    old: dict[int, str]
    new: dict[int, str]


def shared(old: Sequence[Unit], new: Sequence[Unit], groups: Sequence[Group], terms: Terms) -> Shared:
    """Return the groups with what is left over joined to them, and whose words the rest shares."""
    joiner = _Joiner(old, new, groups, terms)
    joiner.join()
    return Shared(tuple(sorted(joiner.groups, key=lambda each: each.old[0])), *joiner.named())


class _Joiner:
    def __init__(
        self, old: Sequence[Unit], new: Sequence[Unit], groups: Sequence[Group], terms: Terms
    ) -> None:
        self.units, self.terms = (old, new), terms
        self.passages = Passages(old, new, terms)
        self.groups: list[Group] = []
        self.of: tuple[dict[int, Group], dict[int, Group]] = ({}, {})
        self.explained: tuple[dict[int, frozenset[str]], dict[int, frozenset[str]]] = ({}, {})
        for group in groups:
            self._add(group)

    def _add(self, group: Group) -> None:
        self.groups.append(group)
        sides = (group.old, group.new)
        texts = (self.terms.old, self.terms.new)
        for side in (0, 1):
            other = frozenset[str]().union(*(texts[1 - side][at] for at in sides[1 - side]))
            for at in sides[side]:
                self.of[side][at] = group
                self.explained[side][at] = other

    def _left_over(self, side: int) -> Iterator[int]:
        return (unit.at for unit in self.units[side] if unit.at not in self.of[side] and not unit.struck)

    def join(self) -> None:
        """Join what is left over to what it shares the most with, the likest first."""
        found: dict[tuple[int, int], Likeness] = {}
        for side in (0, 1):
            for at in self._left_over(side):
                for each in self.passages.best(side, at, self.explained[1 - side]):
                    if each.score >= _SAME:
                        found.setdefault((each.old, each.new), each)
        for one in sorted(found.values(), key=_order):
            self._join(one)
        for old, new in list(self._rewritten()):
            self._add(Group((old,), (new,), "weak"))

    def _join(self, found: Likeness) -> None:
        here, there = self.of[0].get(found.old), self.of[1].get(found.new)
        if here and there:
            return
        now = self._now(found)
        if now is None or now.score < _SAME or not self._is_part(now, here, there):
            return
        if here is None and there is None:
            weak = self.terms.alike(found.old, found.new) < _SURE
            self._add(Group((found.old,), (found.new,), "weak" if weak else None))
        elif here and len(here.old) == 1:
            self._extend(here, replace(here, new=(*here.new, found.new)))
        elif there and len(there.new) == 1:
            self._extend(there, replace(there, old=(*there.old, found.old)))

    def _now(self, found: Likeness) -> Likeness | None:
        """Return the likeness of two provisions without what was joined to either of them since."""
        explained = self.explained[0].get(found.old) or self.explained[1].get(found.new) or frozenset()
        return self.passages.between(found.old, found.new, explained)

    def _is_part(self, found: Likeness, here: Group | None, there: Group | None) -> bool:
        old, new = self.passages.of(0, found.old)[0].weight, self.passages.of(1, found.new)[0].weight
        shares = found.old_passage.weight / old, found.new_passage.weight / new
        if here is None and there is None:
            return max(shares) >= _WHOLE and min(shares) >= _LITTLE
        return shares[0 if here is None else 1] >= _PART

    def _extend(self, group: Group, more: Group) -> None:
        self.groups.remove(group)
        more = Group(
            (more.old[0], *sorted(more.old[1:])),
            (more.new[0], *sorted(more.new[1:])),
            group.doubt,
            group.rival,
        )
        self._add(more)

    def _rewritten(self) -> Iterator[tuple[int, int]]:
        """Yield what stands alone between the same neighbours of both texts and is the likest there of each other."""
        groups = sorted(self.groups, key=lambda each: each.old[0])
        kept = in_order([each.new[0] for each in groups])
        fixed = [(each.old[0], each.new[0]) for each, ordered in zip(groups, kept, strict=True) if ordered]
        free = tuple(sorted(self._left_over(side)) for side in (0, 1))
        ends = (len(self.units[0]), len(self.units[1]))
        for before, after in pairwise([(-1, -1), *fixed, ends]):
            olds, news = (
                free[side][bisect_left(free[side], before[side]) : bisect_left(free[side], after[side])]
                for side in (0, 1)
            )
            if max(len(olds), len(news)) <= _FEW:
                alike = {(old, new): self.terms.alike(old, new) for old in olds for new in news}
                for pair, value in alike.items():
                    others = (each for other, each in alike.items() if other != pair and _meet(other, pair))
                    if value >= _REWRITTEN and value > max(others, default=0.0):
                        yield pair

    def named(self) -> tuple[dict[int, str], dict[int, str]]:
        """Return of what is still left over the passage of the other text whose words it shares."""
        found: tuple[dict[int, str], dict[int, str]] = ({}, {})
        for side in (0, 1):
            for at in self._left_over(side):
                options = sorted(self.passages.best(side, at, self.explained[1 - side]), key=_order)
                if options and options[0].score >= _ALIKE:
                    found[side][at] = (options[0].new_passage if side == 0 else options[0].old_passage).path
        return found


def _meet(one: tuple[int, int], other: tuple[int, int]) -> bool:
    return one[0] == other[0] or one[1] == other[1]


def _order(found: Likeness) -> tuple[float, int, int, int]:
    """The likest first; of two as like the one whose places are nearer, in whichever direction texts are compared."""
    return -round(found.score, 9), abs(found.old - found.new), found.old + found.new, found.old
