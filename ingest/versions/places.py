"""What became of the place of a provision: kept, renumbered, or moved to another order or chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from ingest.versions.order import in_order
from ingest.versions.units import Unit
from ontology.states import Moved

_MOST = 0.5
"""The share of the provisions of a new chapter that must come from one old chapter to be what that became."""


def places(
    pairs: Sequence[tuple[Unit, Unit]],
    old: Mapping[str | None, Unit],
    new: Mapping[str | None, Unit],
    chapters: Iterable[tuple[Unit, Unit]] = (),
) -> list[Moved]:
    """Return what became of the place of each pair, which stand in the order of the old text.

    ``old`` and ``new`` are the headings of both texts by their paths, ``chapters`` those that are counterparts.
    """
    kept = in_order([right.at for _, right in pairs])
    same = _chapters(pairs, old, new) | {(left.path, right.path) for left, right in chapters}
    found = []
    for (left, right), ordered in zip(pairs, kept, strict=True):
        if not ordered or (left.parent, right.parent) not in same:
            found.append(Moved.MOVED)
        else:
            found.append(Moved.KEPT if left.path == right.path else Moved.RENUMBERED)
    return found


def _chapters(
    pairs: Sequence[tuple[Unit, Unit]], old: Mapping[str | None, Unit], new: Mapping[str | None, Unit]
) -> set[tuple[str | None, str | None]]:
    """Return which chapters are the same one, or a part of it: by their headings, or by what stands in them.

    A chapter that was split, merged or renamed has moved nothing; nor was anything moved into chapters where the old
    text had none.
    """
    between = Counter((left.parent, right.parent) for left, right in pairs)
    target: dict[str | None, str | None] = {}
    source: dict[str | None, str | None] = {}
    for (left, right), _ in sorted(between.items(), key=lambda each: (-each[1], str(each[0]))):
        target.setdefault(left, right)
        source.setdefault(right, left)
    held = Counter(right.parent for _, right in pairs)
    heads = {unit.heading for unit in new.values()} & {unit.heading for unit in old.values()}
    same = set()
    for left, right in between:
        named = left in old and right in new and old[left].heading == new[right].heading
        # The chapter that this one became, or one that consists for the most part of what comes from it
        into = target[left] == right and not _other_name(left, right, old, new, heads)
        from_it = source[right] == left and between[left, right] >= _MOST * held[right]
        from_it = from_it and not _other_name(left, right, old, new, heads)
        if left is None or right is None or named or into or from_it:
            same.add((left, right))
    return same


def _other_name(
    left: str | None,
    right: str | None,
    old: Mapping[str | None, Unit],
    new: Mapping[str | None, Unit],
    both: set[str | None],
) -> bool:
    """Whether each of two chapters is named like another one of the other text."""
    one = old[left].heading if left in old else None
    other = new[right].heading if right in new else None
    return one != other and one in both and other in both
