"""The bodies of a graph by what they can be narrowed by: what each has in one place of an array, counted in one go.

A graph may have tens of thousands of bodies; to look at each of them anew for every page took half a second.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import numpy as np
import numpy.typing as npt

Flags = npt.NDArray[np.bool_]
Places = npt.NDArray[np.intp]


class Values:
    """What each body has of one kind of value; a body may have several of them, or none."""

    def __init__(self, values: Sequence[Iterable[str]]) -> None:
        found = [(at, value) for at, each in enumerate(values) for value in sorted(set(each)) if value]
        self.names = tuple(sorted({value for _, value in found}))
        places = {name: at for at, name in enumerate(self.names)}
        self.size = len(values)
        self.bodies: Places = np.array([at for at, _ in found], dtype=np.intp)
        self.codes: Places = np.array([places[value] for _, value in found], dtype=np.intp)

    def holds(self, value: str) -> Flags:
        """Return which bodies have a value."""
        found: Flags = np.zeros(self.size, dtype=np.bool_)
        if value in self.names:
            found[self.bodies[self.codes == self.names.index(value)]] = True
        return found

    def counted(self, kept: Flags) -> dict[str, int]:
        """Return how many of the bodies that are kept have each value, without those that none has."""
        counts = np.bincount(self.codes[kept[self.bodies]], minlength=len(self.names))
        return {name: int(count) for name, count in zip(self.names, counts, strict=True) if count}


def all_of(kept: Mapping[str, Flags], size: int, but: str = "") -> Flags:
    """Return which of so many bodies fulfil all conditions, or all but one."""
    found: Flags = np.ones(size, dtype=np.bool_)
    for name, each in kept.items():
        if name != but:
            found &= each
    return found


def ranked(keys: Sequence[object]) -> Places:
    """Return the places of bodies in the order of their keys."""
    return np.array(sorted(range(len(keys)), key=keys.__getitem__), dtype=np.intp)  # type: ignore[arg-type]
