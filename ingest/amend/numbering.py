"""New numbers of parts after some are added, taken out and moved: who stands where afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Claim:
    """What an instruction says of a number: a new part has it (``old`` None), or an old one gets it."""

    by: int
    new: str
    old: str | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The new number of each old part that is still there, and the claims that do not fit, with the reason."""

    new: Mapping[str, str]
    unfit: Mapping[int, str]
    filled: frozenset[str]
    """Old parts whose new number no instruction says."""


def key(number: str) -> tuple[int, int]:
    """Return a number for sorting: 133, 133.1, 134."""
    main, _, after = number.partition(".")
    return int(main), int(after or 0)


TAKEN = (
    "新的编号第{n}已经由本决定的另一项使用，请核对决定。"
    "Number {n} is given to another part by this decision; check it."
)
APART = (
    "新的编号第{n}与前面的编号不相连（修改前的文本可能是另一文本），未适用。"
    "Number {n} does not follow those before it (the base may be another text); nothing applied."
)
THERE = "编号第{n}已经存在，未适用。There is a part numbered {n} already; nothing applied."


def numbered(
    olds: Sequence[str], gone: Iterable[str], claims: Sequence[Claim], *, said: bool, shifts: bool = True
) -> Numbers:
    """Return the numbers after a decision.

    Claims have the numbers they say; the other parts fill what is left, in their order, where ``said``
    (对条文顺序作相应调整) or, with ``shifts``, where a claim takes the number of a part that is not moved. Otherwise
    all keep theirs. A number with 之一 shifts nothing. A claim that takes a number twice, or does not follow the others, does not fit.

    >>> numbers = numbered(["1", "2", "3"], (), [Claim(7, "2")], said=False)
    >>> dict(numbers.new), dict(numbers.unfit)
    ({'1': '1', '2': '3', '3': '4'}, {})
    >>> dict(numbered(["1", "2", "3"], ["2"], [], said=False).new)
    {'1': '1', '3': '3'}
    """
    removed, unfit = set(gone), {}
    active: list[Claim] = []
    for claim in claims:
        if any(each.new == claim.new for each in active):
            unfit[claim.by] = TAKEN.format(n=claim.new)
        else:
            active.append(claim)
    while True:
        new, filled = _assigned(olds, removed, active, said=said, shifts=shifts)
        wrong = next((claim for claim in active if not _follows(claim, new, active)), None)
        if wrong is None:
            twice = _twice(new, active)
            if twice is None:
                return Numbers(new, unfit, filled)
            wrong, reason = twice, THERE
        else:
            reason = APART
        for claim in [each for each in active if each.by == wrong.by]:
            unfit[claim.by] = reason.format(n=wrong.new)
            active.remove(claim)


def _assigned(
    olds: Sequence[str], gone: set[str], claims: Sequence[Claim], *, said: bool, shifts: bool
) -> tuple[dict[str, str], frozenset[str]]:
    moved = {claim.old: claim.new for claim in claims if claim.old is not None}
    taken = {claim.new for claim in claims}
    left = [old for old in olds if old not in gone]
    free = [old for old in left if old not in moved]
    fills = said or (shifts and any(old in taken for old in free if "." not in old))
    new, at = dict(moved), 0
    filled = set()
    for old in free:
        main, _, after = old.partition(".")
        if after:
            new[old] = f"{new.get(main, main)}.{after}"
            continue
        if fills:
            at += 1
            while str(at) in taken:
                at += 1
            new[old] = str(at)
        else:
            new[old] = old
        if new[old] != old:
            filled.add(old)
    return {old: new[old] for old in left}, frozenset(filled)


def _follows(claim: Claim, new: Mapping[str, str], claims: Sequence[Claim]) -> bool:
    """Say whether the number before that of a claim is there."""
    main, after = key(claim.new)
    numbers = {*new.values(), *(each.new for each in claims)}
    if after > 1:
        return f"{main}.{after - 1}" in numbers
    if after == 1:
        return str(main) in numbers
    return main == 1 or str(main - 1) in numbers


def _twice(new: Mapping[str, str], claims: Sequence[Claim]) -> Claim | None:
    counts: dict[str, int] = {}
    for number in [*new.values(), *(claim.new for claim in claims if claim.old is None)]:
        counts[number] = counts.get(number, 0) + 1
    return next((claim for claim in reversed(claims) if counts.get(claim.new, 0) > 1), None)


def kept_in_order(numbers: Sequence[tuple[int, int]]) -> frozenset[int]:
    """Return the places of a longest run whose numbers ascend: the parts that stay where they are.

    >>> sorted(kept_in_order([(1, 0), (6, 0), (5, 0), (7, 0)]))
    [0, 2, 3]
    """
    from bisect import bisect_left

    tails: list[tuple[int, int]] = []
    ends: list[int] = []
    before: list[int | None] = []
    for at, number in enumerate(numbers):
        place = bisect_left(tails, number)
        before.append(ends[place - 1] if place else None)
        if place == len(tails):
            tails.append(number)
            ends.append(at)
        else:
            tails[place], ends[place] = number, at
    found, last = set(), ends[-1] if ends else None
    while last is not None:
        found.add(last)
        last = before[last]
    return frozenset(found)
