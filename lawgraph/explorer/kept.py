"""What pages keep of a graph: read once, as long as that graph is served."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

from queries.engine import Engine

Read = TypeVar("Read")
_STORES = 2  # graphs at the same time: the one that is served and the one before it


class Kept(Generic[Read]):
    """What ``read`` finds in a graph, by the folder of its store; who asks meanwhile waits for the first."""

    def __init__(self, read: Callable[[Engine], Read]) -> None:
        self._read = read
        self._found: OrderedDict[Path, Read] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, engine: Engine, store: Path) -> Read:
        """Return what is in the graph of a store; raises what the engine raises, and then keeps nothing."""
        with self._lock:
            if store not in self._found:
                self._found[store] = self._read(engine)
                while len(self._found) > _STORES:
                    self._found.popitem(last=False)
            return self._found[store]
