"""What pages keep of a graph: a build writes it beside the store, and it is read once, as long as that graph is served.

To count the links of thousands of documents takes seconds, to read what was counted takes none. A graph of an earlier
program has no such files; then its store is asked when a page first needs it. The bytes depend on the graph alone.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from lawgraph.graph_files import NotAsWritten, read_json
from lawgraph.memory import kept_for_all
from queries.engine import EmbeddedEngine, Engine
from queries.result import Result

VERSION = 1
"""Of the forms of the files; files of another one have other names."""
NAMES = tuple(
    f"{name}-{VERSION}.json"
    for name in ("bodies", "reforms", "amounts", "quality", "busy", "checked", "ladder")
)
"""The files that :func:`write_kept` writes into the folder of a generation."""
Plain = TypeVar("Plain")
Made = TypeVar("Made")
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


class Kept(Generic[Plain, Made]):
    """What ``read`` finds in a graph, a frozen value of ``form``, and what ``made`` makes of it, by the graph's store.

    Who asks meanwhile waits for the first. Where ``otherwise`` is given, it stands for what has no file.
    """

    def __init__(
        self,
        name: str,
        form: type[Plain],
        read: Callable[[Engine], Plain],
        made: Callable[[Plain], Made],
        otherwise: Plain | None = None,
    ) -> None:
        self.file = f"{name}-{VERSION}.json"
        self._form, self._read, self._made = form, read, made
        self._otherwise = otherwise
        self._found: OrderedDict[Path, Made] = OrderedDict()
        self._answered: tuple[Path, dict[str, Result]] | None = None
        self._lock = threading.Lock()

    def of(self, engine: Engine, store: Path) -> Made:
        """Return it for a store; ``engine`` asks it where it has no file, and what that raises is raised.

        What was answered before that is not asked again: who is told that it took too long asks once more.
        """
        with self._lock:
            if store not in self._found:
                with kept_for_all():  # a look for garbage through a million things stopped a page for 0.3 s
                    self._found[store] = self._made(self._plain(engine, store))
            self._found.move_to_end(store)
            while len(self._found) > _STORES:
                self._found.popitem(last=False)
            return self._found[store]

    def write(self, engine: Engine, folder: Path) -> Path:
        """Read it from a graph and write it into a folder."""
        return self.put(self._read(engine), folder)

    def put(self, plain: Plain, folder: Path) -> Path:
        """Write what was read into a folder."""
        path = folder / self.file
        path.write_bytes(msgspec.json.encode(plain, order="deterministic") + b"\n")
        return path

    def forget(self) -> None:
        """Keep nothing any more."""
        with self._lock:
            self._found.clear()
            self._answered = None

    def _plain(self, engine: Engine, store: Path) -> Plain:
        try:
            return read_json(store.parent / self.file, self._form)
        except (OSError, NotAsWritten):
            if self._otherwise is not None:
                return self._otherwise
            before = self._answered[1] if self._answered and self._answered[0] == store else {}
            self._answered = store, before
            found = self._read(_Remembering(engine, before))
            self._answered = None
            return found


class Few(Generic[Made]):
    """The last things that were made of a graph, each by the graph's store and what else tells it, so many at most."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._found: OrderedDict[tuple[Path, Hashable], Made] = OrderedDict()
        self._lock = threading.Lock()

    def of(self, store: Path, key: Hashable, make: Callable[[], Made]) -> Made:
        """Return what a key tells, made where it is not there."""
        with self._lock:
            if (store, key) in self._found:
                self._found.move_to_end((store, key))
                return self._found[store, key]
        made = make()
        with self._lock:
            self._found[store, key] = made
            while len(self._found) > self._most:
                self._found.popitem(last=False)
        return made


def same(plain: Plain) -> Plain:
    """Return what is kept as it is."""
    return plain


def write_kept(store: Path, folder: Path) -> None:
    """Write the files of a store into a folder."""
    from lawgraph.explorer.amounts.narrowed import (
        REGISTER as AMOUNTS,
    )  # these stand on the store's own module
    from lawgraph.explorer.bodies.busy import BUSY
    from lawgraph.explorer.bodies.reforms import REFORMS
    from lawgraph.explorer.bodies.register import REGISTER as BODIES
    from lawgraph.explorer.checked import CHECKED
    from lawgraph.explorer.network.documents import write_ladder
    from lawgraph.explorer.quality.troubles import TROUBLES

    engine = EmbeddedEngine.open(store)
    BODIES.write(engine, folder)
    REFORMS.write(engine, folder)
    AMOUNTS.write(engine, folder)
    TROUBLES.write(engine, folder)
    BUSY.write(engine, folder)
    CHECKED.write(engine, folder)
    write_ladder(engine, store, folder)
