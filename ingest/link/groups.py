"""Splits and merges: an upper provision that several lower ones carry on, a lower one that carries on several."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from ingest.model import Correspondence, Strength

_LEAST = 2


def groups(correspondences: Sequence[Correspondence]) -> tuple[Correspondence, ...]:
    """Return the correspondences with their ``group``: ``split:`` and the upper, or ``merge:`` and the lower unit.

    Only links of one act are parts of a group: what treats the same matter by another act carries on no part of it.
    A row that is both in a split and in a merge is in the larger one, in the split of equals.
    """
    split, merge = (_large(_names(correspondences, side)) for side in ("split", "merge"))
    chosen = [_choose(each, split, merge) for each in correspondences]
    left = Counter(chosen)
    return tuple(
        replace(each, group=name if name and left[name] >= _LEAST else None)
        for each, name in zip(correspondences, chosen, strict=True)
    )


def _choose(row: Correspondence, split: Counter[str], merge: Counter[str]) -> str | None:
    """Return the larger of the two groups that a row can be in, or None."""
    if row.strength is not Strength.SAME_ACT:
        return None
    one, other = _name(row, "split"), _name(row, "merge")
    if not split[one] and not merge[other]:
        return None
    return one if split[one] >= merge[other] else other


def _names(correspondences: Iterable[Correspondence], kind: str) -> Counter[str]:
    return Counter(_name(row, kind) for row in correspondences if row.strength is Strength.SAME_ACT)


def _name(row: Correspondence, kind: str) -> str:
    return f"{kind}:{row.upper_unit if kind == 'split' else row.lower_unit}"


def _large(counted: Counter[str]) -> Counter[str]:
    """Leave out the groups of one row."""
    return Counter({name: count for name, count in counted.items() if count >= _LEAST})
