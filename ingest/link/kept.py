"""What was made of rules, kept for those asked for last: one compared with a dozen others is taken apart once."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

MOST = 150_000
"""How many characters of rules are kept together, before another one is added: those of 25 usual ones."""

_LEAST = 2  # rules
T = TypeVar("T")


class Kept(Generic[T]):
    """Things by their keys, with the length of the text that each was made of, some :data:`MOST` together.

    The two asked for last are kept however long they are.
    """

    def __init__(self) -> None:
        self._things: OrderedDict[Hashable, tuple[T, int]] = OrderedDict()

    def get(self, key: Hashable, make: Callable[[], T], length: Callable[[T], int]) -> T:
        """Return the thing of a key; ``make`` makes it if it is not kept."""
        if key in self._things:
            self._things.move_to_end(key)
            return self._things[key][0]
        while len(self._things) >= _LEAST and sum(each for _, each in self._things.values()) > MOST:
            self._things.popitem(last=False)
        made = make()
        self._things[key] = made, length(made)
        return made
