"""The best assignment of two sets to each other, all pairs seen together: the Hungarian method by shortest paths."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray


def assign(gains: Mapping[tuple[int, int], float]) -> dict[int, int]:
    """Return pairs, each left and right at most once, whose gains have the greatest sum.

    ``gains`` are above 0; a pair that is not in it is none. Parts that have nothing to do with each other are solved
    apart, so that the time is that of the largest part (R. Jonker and A. Volgenant, *Computing* 38, 1987).

    >>> assign({(0, 0): 0.9, (0, 1): 0.8, (1, 0): 0.8})
    {0: 1, 1: 0}
    """
    found: dict[int, int] = {}
    for lefts, rights in _parts(gains):
        if len(lefts) == len(rights) == 1:
            found[lefts[0]] = rights[0]
            continue
        column = {right: at for at, right in enumerate(rights)}
        # A column of its own for each row, without gain, lets it stay alone.
        gain = np.zeros((len(lefts), len(rights) + len(lefts)))
        row = {left: at for at, left in enumerate(lefts)}
        for left, right in gains:
            if left in row:
                gain[row[left], column[right]] = gains[left, right]
        for at, taken in enumerate(_solve(-gain)):
            if taken < len(rights) and gain[at, taken] > 0:
                found[lefts[at]] = rights[taken]
    return dict(sorted(found.items()))


def _parts(gains: Mapping[tuple[int, int], float]) -> list[tuple[list[int], list[int]]]:
    """Return the parts of the graph of the pairs that hang together, each with its left and right members."""
    right_of: defaultdict[int, list[int]] = defaultdict(list)
    left_of: defaultdict[int, list[int]] = defaultdict(list)
    for left, right in sorted(gains):
        right_of[left].append(right)
        left_of[right].append(left)
    seen: set[int] = set()
    parts = []
    for start in right_of:
        if start in seen:
            continue
        lefts, rights, waiting = {start}, set[int](), [start]
        while waiting:
            for right in right_of[waiting.pop()]:
                if right not in rights:
                    rights.add(right)
                    new = [left for left in left_of[right] if left not in lefts]
                    lefts.update(new)
                    waiting.extend(new)
        seen |= lefts
        parts.append((sorted(lefts), sorted(rights)))
    return parts


def _solve(cost: NDArray[np.float64]) -> list[int]:
    """Return the column of each row where the sum of the costs is least; there are no fewer columns than rows."""
    rows, columns = cost.shape
    row_price, column_price = np.zeros(rows + 1), np.zeros(columns + 1)
    row_of = np.zeros(columns + 1, dtype=np.intp)  # counted from 1; column 0 stands for the row being placed
    for row in range(1, rows + 1):
        row_of[0] = row
        at = 0
        least = np.full(columns + 1, np.inf)
        way = np.zeros(columns + 1, dtype=np.intp)
        used = np.zeros(columns + 1, dtype=bool)
        while row_of[at]:
            used[at] = True
            here = row_of[at]
            reduced = cost[here - 1] - row_price[here] - column_price[1:]
            nearer = ~used[1:] & (reduced < least[1:])
            least[1:][nearer] = reduced[nearer]
            way[1:][nearer] = at
            following = int(np.argmin(np.where(used, np.inf, least)[1:])) + 1
            step = least[following]
            row_price[row_of[used]] += step
            column_price[used] -= step
            least[~used] -= step
            at = following
        while at:
            before = way[at]
            row_of[at] = row_of[before]
            at = int(before)
    found = [-1] * rows
    for column in range(1, columns + 1):
        if row_of[column]:
            found[row_of[column] - 1] = column - 1
    return found
