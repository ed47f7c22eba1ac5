"""A store of a graph that differs little from another one: a copy of that one's, changed.

The tables of a store are never written again once they are closed, so the copy holds the same files under other names
(hard links); where the file system has none they are copied. To load a store anew takes a tenth of what it takes
to annotate the documents in it, and to change one as long as the change is.
"""

from __future__ import annotations

import os
import shutil
from bisect import bisect_left
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from pyoxigraph import Quad, RdfFormat, Store, parse

MOST = 200_000
"""How many quads may differ; loading a million takes about ten seconds of a processor, to change so many as long."""

_PIECE = 1 << 18  # bytes
_TABLE = ".sst"
_NOT_COPIED = ("LOCK", "LOG")


class _Lines:
    """A sorted file of lines, read in pieces of whole lines."""

    def __init__(self, file: BinaryIO) -> None:
        self.file = file
        self.data = b""
        self.ended = False
        self.fill()

    def fill(self) -> None:
        """Have a piece, and at least one whole line in it, if there is one."""
        while not self.ended and (len(self.data) < _PIECE or b"\n" not in self.data):
            more = self.file.read(_PIECE)
            self.ended = not more
            self.data += more

    def drop(self, size: int) -> None:
        """Go on after ``size`` bytes."""
        self.data = self.data[size:]
        self.fill()

    def whole(self) -> int:
        """Where the last whole line ends."""
        return self.data.rfind(b"\n") + 1


def difference(old: Path, new: Path, most: int = MOST) -> tuple[list[bytes], list[bytes]] | None:
    """Return the lines that only ``old`` and that only ``new`` has, both sorted; ``None`` if there are too many."""
    removed: list[bytes] = []
    added: list[bytes] = []
    with old.open("rb") as first, new.open("rb") as second:
        one, other = _Lines(first), _Lines(second)
        while one.data or other.data:
            same = _same(one, other)
            if same:
                one.drop(same)
                other.drop(same)
                continue
            gone, come = _parted(one, other)
            removed += gone
            added += come
            if len(removed) + len(added) > most:
                return None
    return removed, added


def _same(one: _Lines, other: _Lines) -> int:
    """Return how many bytes of whole lines begin both."""
    length = min(len(one.data), len(other.data))
    if one.data[:length] == other.data[:length]:
        return one.data.rfind(b"\n", 0, length) + 1
    low, high = 0, length
    while high - low > 1:
        middle = (low + high) // 2
        if one.data[low:middle] == other.data[low:middle]:
            low = middle
        else:
            high = middle
    return one.data.rfind(b"\n", 0, low) + 1


def _parted(one: _Lines, other: _Lines) -> tuple[list[bytes], list[bytes]]:
    """Take lines of both, from where they part, up to the first line that both have, or to the end of a piece."""
    left = one.data[: one.whole()].splitlines(keepends=True)
    right = other.data[: other.whole()].splitlines(keepends=True)
    if not left or not right:
        one.drop(sum(map(len, left)))
        other.drop(sum(map(len, right)))
        return left, right
    # Neither side is told of lines that the other may still have beyond its piece.
    last = min(left[-1], right[-1])
    left = left[: bisect_left(left, last + b"\xff")]
    right = right[: bisect_left(right, last + b"\xff")]
    i = j = 0
    gone, come = [], []
    while i < len(left) or j < len(right):
        if j == len(right) or (i < len(left) and left[i] < right[j]):
            gone.append(left[i])
            i += 1
        elif i == len(left) or right[j] < left[i]:
            come.append(right[j])
            j += 1
        else:
            break
    one.drop(sum(map(len, left[:i])))
    other.drop(sum(map(len, right[:j])))
    return gone, come


def copy_store(old: Path, new: Path) -> list[str]:
    """Make ``new`` the same store as ``old``, which nobody writes to; return the files that are those of ``old``."""
    new.mkdir()
    same = []
    for path in sorted(old.iterdir()):
        if path.name.startswith(_NOT_COPIED):
            continue
        if path.suffix == _TABLE:
            with suppress(OSError):
                os.link(path, new / path.name)
                same.append(path.name)
                continue
        shutil.copyfile(path, new / path.name)
    return same


def change_store(folder: Path, removed: list[bytes], added: list[bytes]) -> None:
    """Take quads out of a store and put others in."""
    store = Store(str(folder))
    for quad in _quads(removed):
        store.remove(quad)
    store.extend(_quads(added))
    store.flush()
    del store


def _quads(lines: list[bytes]) -> Iterator[Quad]:
    return parse(b"".join(lines), format=RdfFormat.N_QUADS)
