"""What pages keep of a graph: found once, as long as that graph is served, or read from a file that a build wrote.

To count the links of thousands of documents takes seconds, to read what was counted takes none. A graph of an earlier
program has no such file; then it is asked when somebody first wants to know.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from lawgraph.graph_files import NotAsWritten, read_json
from queries.engine import EmbeddedEngine, Engine
from queries.result import Result

Read = TypeVar("Read")
_STORES = 2  # graphs at the same time: the one that is served and the one before it


@dataclass(frozen=True, slots=True)
class _Remembering:
    """An engine that asks nothing twice."""

    engine: Engine
    answers: dict[str, Result] = field(default_factory=dict)

    def query(self, text: str) -> Result:
        if text not in self.answers:
            self.answers[text] = self.engine.query(text)
        return self.answers[text]


class Kept(Generic[Read]):
    """What ``read`` finds in a graph, by the folder of its store; who asks meanwhile waits for the first.

    With ``file`` a build writes it beside the store, as JSON of ``shape``; the bytes depend on the graph alone.
    """

    def __init__(
        self, read: Callable[[Engine], Read], file: str = "", shape: type[Read] | None = None
    ) -> None:
        self._read = read
        self._file = file
        self._shape = shape
        self._found: OrderedDict[Path, Read] = OrderedDict()
        self._answered: tuple[Path, dict[str, Result]] | None = None
        self._lock = threading.Lock()

    def of(self, engine: Engine, store: Path) -> Read:
        """Return what is in the graph of a store; raises what the engine raises.

        What was answered before that is not asked again: who is told that it took too long asks once more.
        """
        with self._lock:
            if store not in self._found:
                written = self._written(store)
                self._found[store] = self._asked(engine, store) if written is None else written
            self._found.move_to_end(store)
            while len(self._found) > _STORES:
                self._found.popitem(last=False)
            return self._found[store]

    def write(self, store: Path, folder: Path) -> None:
        """Ask a store, and write the file into a folder."""
        found = self._read(EmbeddedEngine.open(store))
        (folder / self._file).write_bytes(msgspec.json.encode(found) + b"\n")

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._found.clear()
            self._answered = None

    def _written(self, store: Path) -> Read | None:
        if self._shape is None:
            return None
        try:
            return read_json(store.parent / self._file, self._shape)
        except (OSError, NotAsWritten):
            return None

    def _asked(self, engine: Engine, store: Path) -> Read:
        before = self._answered[1] if self._answered and self._answered[0] == store else {}
        self._answered = store, before
        found = self._read(_Remembering(engine, before))
        self._answered = None
        return found
