"""What kept its order: the longest rising run, and what belongs to every such run."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence


def in_order(values: Sequence[int]) -> list[bool]:
    """Return of each value (all different) whether it is in every longest rising run: it surely kept its order.

    Of two that changed places neither did.

    >>> in_order([0, 2, 1, 3])
    [True, False, False, True]
    """
    up = _lengths(values)
    down = _lengths([-value for value in reversed(values)])[::-1]
    longest = max(up, default=0)
    in_some = [one + other - 1 == longest for one, other in zip(up, down, strict=True)]
    at_length = Counter(length for length, inside in zip(up, in_some, strict=True) if inside)
    return [inside and at_length[length] == 1 for length, inside in zip(up, in_some, strict=True)]


def _lengths(values: Sequence[int]) -> list[int]:
    """Return the length of the longest rising run that ends at each value."""
    ends: list[int] = []
    found = []
    for value in values:
        at = bisect_left(ends, value)
        ends[at : at + 1] = [value]
        found.append(at + 1)
    return found
