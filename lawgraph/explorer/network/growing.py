"""How a network grows from a node: hop by hop, so many neighbours of each, the heaviest of each kind in turn."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from lawgraph.explorer.network.model import KINDS, MOST, Grown, Kind, Left, Sort, Thing, Tie
from lawgraph.explorer.network.reading import Near

FIRST, LATER = 40, 6
"""How many neighbours the node in the middle has at most, or one that was opened, and one that a later hop comes to."""
ALL = 240
"""How many neighbours a node has at most whose rest was asked for."""
_FRONTIER = 12  # nodes from which a later hop goes on
_UNITS = 12  # provisions of an opened document


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: the node in the middle and its sort, how many hops, kinds, and what was opened or closed.

    ``open`` are nodes whose neighbours are shown beyond ``depth``, ``shut`` those whose neighbours are not,
    ``more`` those whose rest is shown, ``inside`` documents whose provisions are.
    """

    centre: str
    sort: Sort
    depth: int = 1
    kinds: tuple[Kind, ...] = tuple(Kind)
    open: frozenset[str] = frozenset()
    shut: frozenset[str] = frozenset()
    more: frozenset[str] = frozenset()
    inside: frozenset[str] = frozenset()


def grown(near: Near, wanted: Wanted) -> Grown:
    """Return the network of what is asked for; the same graph gives the same one."""
    growing = _Growing(near, wanted)
    for hop in range(wanted.depth):
        if not growing.step(growing.frontier(hop)):
            break
    while opened := sorted(wanted.open & growing.sorts.keys() - growing.asked):
        if not growing.step(opened) and growing.full:
            break
    growing.look_inside()
    return growing.result()


@dataclass
class _Growing:
    near: Near
    wanted: Wanted
    sorts: dict[str, Sort] = field(default_factory=dict)
    things: dict[str, Thing] = field(default_factory=dict)
    ties: dict[tuple[Kind, str, str], Tie] = field(default_factory=dict)
    left: dict[str, Left] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    newest: list[str] = field(default_factory=list)
    inside: frozenset[str] = frozenset()
    full: bool = False

    def __post_init__(self) -> None:
        self.things |= self.near.things([self.wanted.centre])
        self.sorts[self.wanted.centre] = self.wanted.sort
        self.newest = [self.wanted.centre]

    def frontier(self, hop: int) -> list[str]:
        """Return the nodes from which a hop goes on."""
        found = [iri for iri in self.newest if iri not in self.wanted.shut]
        return found if hop == 0 else found[:_FRONTIER]

    def step(self, frontier: Sequence[str]) -> bool:
        """Add the neighbours of some nodes; tell whether there are any."""
        self.newest = []
        room = max(0, MOST - self._size())
        self.full |= len(frontier) > room
        frontier = frontier[:room]
        self.asked.update(frontier)
        if not frontier:
            return False
        self.near.capped = False
        ties = self.near.ties(self.wanted.kinds, {iri: self.sorts[iri] for iri in frontier})
        capped = self.near.capped
        around: dict[str, list[Tie]] = defaultdict(list)
        for tie in ties:
            for mine, its in ((tie.source, tie.target), (tie.target, tie.source)):
                if mine in frontier and mine != its:
                    around[mine].append(tie)
        chosen: dict[str, list[Tie]] = {}
        for me in frontier:
            most = self._most(me)
            names = _in_turn(me, around[me], most)
            kept = [tie for tie in around[me] if _other(tie, me) in names]
            chosen[me] = sorted(kept, key=lambda tie: names.index(_other(tie, me)))
            rest = len({_other(tie, me) for tie in around[me]}) - len(names)
            if rest:
                self.left[me] = Left(me, rest, capped)
        fresh = {_other(tie, me) for me, own in chosen.items() for tie in own} - self.sorts.keys()
        told = self.near.things(fresh)
        for me, own in chosen.items():
            for tie in own:
                self._add(me, tie, told)
        return bool(self.newest)

    def _most(self, me: str) -> int:
        if me in self.wanted.more:
            return ALL
        return FIRST if me == self.wanted.centre or me in self.wanted.open else LATER

    def _add(self, me: str, tie: Tie, told: Mapping[str, Thing]) -> None:
        other = _other(tie, me)
        if other not in self.sorts:
            thing = told.get(other)
            if thing is None:
                return
            if self._size(thing) > MOST:
                before = self.left.get(me, Left(me, 0))
                self.left[me] = Left(me, before.count + 1, before.at_least)
                self.full = True
                return
            self.sorts[other], self.things[other] = thing.sort, thing
            self.newest.append(other)
        self.ties.setdefault((tie.kind, tie.source, tie.target), tie)

    def _size(self, *more: Thing) -> int:
        """Return how many nodes there are with more, with documents around provisions and what is left out at nodes."""
        provisions = [each for each in (*self.things.values(), *more) if each.sort is Sort.PROVISION]
        around = {each.document for each in provisions} - self.things.keys()
        return len(self.things) + len(more) + len(around) + len(self.asked)

    def look_inside(self) -> None:
        """Show the provisions of opened documents that are joined with what else is shown, in place of the whole."""
        opened = frozenset(iri for iri in self.wanted.inside if self.sorts.get(iri) is Sort.DOCUMENT)
        if not opened:
            return
        found = self.near.inside(self.wanted.kinds, opened, self.sorts)
        weight: dict[str, float] = defaultdict(float)
        for tie in found:
            for end in (tie.source, tie.target):
                weight[end] += tie.score or 1.0
        told = self.near.things([iri for iri in weight if iri not in self.things])
        mine: dict[str, list[Thing]] = defaultdict(list)
        for thing in told.values():
            if thing.sort is Sort.PROVISION and thing.document in opened:
                mine[thing.document].append(thing)
        for document, units in sorted(mine.items()):
            units.sort(key=lambda each: (-weight[each.iri], each.order, each.iri))
            most = ALL if document in self.wanted.more else _UNITS
            kept = units[: max(0, min(most, MOST - 1 - self._size()))]
            for thing in sorted(kept, key=lambda each: (each.order, each.iri)):
                self.things[thing.iri], self.sorts[thing.iri] = thing, thing.sort
            if len(units) > len(kept):
                self.left[document] = Left(document, len(units) - len(kept))
        for key in [key for key in self.ties if opened & {*key[1:]}]:
            self._replace(key, found)
        for tie in found:
            if tie.source in self.sorts and tie.target in self.sorts:
                self.ties.setdefault((tie.kind, tie.source, tie.target), tie)
        self.inside = opened

    def _replace(self, key: tuple[Kind, str, str], found: Iterable[Tie]) -> None:
        """Take a tie of whole documents away where ties of their provisions say the same."""
        kind, *ends = key
        wholes = [
            {self._whole(tie.source), self._whole(tie.target)}
            for tie in found
            if tie.kind is kind and tie.source in self.sorts and tie.target in self.sorts
        ]
        if set(ends) in wholes:
            del self.ties[key]

    def _whole(self, iri: str) -> str:
        thing = self.things.get(iri)
        return thing.document if thing is not None and thing.document else iri

    def result(self) -> Grown:
        """Return what has grown, each provision within its document."""
        around = {each.document for each in self.things.values() if each.document} - self.things.keys()
        self.things |= self.near.things(around)
        held = {each.document for each in self.things.values() if each.document}
        return Grown(
            self.wanted.centre, self.things, tuple(self.ties.values()), self.left,
            frozenset(self.asked), frozenset(held & self.things.keys()), self.full,
        )  # fmt: skip


def _other(tie: Tie, me: str) -> str:
    return tie.target if tie.source == me else tie.source


def _in_turn(me: str, ties: Iterable[Tie], most: int) -> list[str]:
    """Return so many neighbours, one of each kind after the other, the heaviest first."""
    kinds: dict[Kind, list[str]] = {kind: [] for kind in KINDS}
    for tie in sorted(ties, key=lambda each: (-(each.score or 0.0), -each.count, each.source, each.target)):
        kinds[tie.kind].append(_other(tie, me))
    found: dict[str, None] = {}
    for at in range(max(map(len, kinds.values()), default=0)):
        for names in kinds.values():
            if at < len(names) and len(found) < most:
                found[names[at]] = None
    return list(found)
