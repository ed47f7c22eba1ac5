"""Sorted parts to one sorted graph, streamed: each line once, each triple in the first of the graphs that say it.

The lines of a document stand together in the graph, so that most blocks are taken whole; where parts do interleave,
lines are found by bisection. In memory is one block of each part that overlaps the place of the merge, and of the
others the first line of the next block. Only the part whose lines are taken is open, however many there are.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from heapq import heapify, heappop, heappush
from io import BufferedReader
from typing import BinaryIO

from lawgraph.build.lines import triple_of
from lawgraph.build.parts import Block, Part

_PIECE = 1 << 20  # bytes


@dataclass(frozen=True, slots=True)
class Merged:
    """A graph that was written: its SHA-256 in hexadecimal, its lines and bytes."""

    sha256: str
    quads: int
    size: int


class _Run:
    """A part on its way through the merge."""

    __slots__ = ("at", "file", "lines", "next", "part")

    def __init__(self, part: Part | None, following: Block | None, lines: Sequence[bytes] = ()) -> None:
        self.part = part
        self.next = following
        self.lines: Sequence[bytes] | None = lines or None
        self.at = 0
        self.file: BufferedReader | None = None

    def close(self) -> None:
        """Close the part; it is opened again when its next block is read."""
        if self.file is not None:
            self.file.close()
            self.file = None

    def first(self) -> bytes | None:
        """Return the line that comes next, without reading a block for it."""
        if self.lines is not None and self.at < len(self.lines):
            return self.lines[self.at]
        return self.next.first if self.next is not None else None

    def take(self, limit: bytes | None) -> tuple[bytes, int]:
        """Take the lines before ``limit``, at least one, and say how many."""
        if self.lines is None or self.at >= len(self.lines):
            assert self.part is not None
            assert self.next is not None
            count = self.next.lines
            self.file = self.file or self.part.open()
            data, self.next = self.part.lines(self.next, self.file)
            if limit is None or data[data.rfind(b"\n", 0, -1) + 1 :] < limit:
                self.lines = None
                return data, count
            self.lines, self.at = [line + b"\n" for line in data.split(b"\n") if line], 0
        start = self.at
        self.at = len(self.lines) if limit is None else bisect_left(self.lines, limit, lo=start + 1)
        return b"".join(self.lines[start : self.at]), self.at - start


def merged(parts: Iterable[Part], lines: Sequence[bytes] = ()) -> Iterator[tuple[bytes, int]]:
    """Yield the merged graph of ``parts`` and of ``lines`` (sorted), in pieces of whole lines with their counts.

    Raises :class:`lawgraph.build.parts.PartDamaged`.
    """
    last = b""
    pieces: list[bytes] = []
    size = count = 0
    for first, lines_taken, many in _taken(parts, lines):
        again = triple_of(first) == last  # said by a graph that stands before
        kept = lines_taken[lines_taken.index(b"\n") + 1 :] if again else lines_taken
        if kept:
            last = triple_of(kept[kept.rfind(b"\n", 0, -1) + 1 :])
            pieces.append(kept)
            size += len(kept)
            count += many - again
        if size >= _PIECE:
            yield b"".join(pieces), count
            pieces, size, count = [], 0, 0
    if pieces:
        yield b"".join(pieces), count


def _taken(parts: Iterable[Part], lines: Sequence[bytes]) -> Iterator[tuple[bytes, bytes, int]]:
    """Yield the lines of all in their order, some of one at a time: the first of them, all, and how many."""
    all_runs = [_Run(part, part.head.blocks[0]) for part in parts if part.head.blocks]
    if lines:
        all_runs.append(_Run(None, None, lines))
    heap = [(run.first() or b"", number) for number, run in enumerate(all_runs)]
    heapify(heap)
    before: _Run | None = None
    try:
        while heap:
            first, number = heappop(heap)
            run = all_runs[number]
            if before is not None and before is not run:
                before.close()
            before = run
            taken, many = run.take(heap[0][0] if heap else None)
            yield first, taken, many
            following = run.first()
            if following is not None:
                heappush(heap, (following, number))
    finally:
        if before is not None:
            before.close()


def write_merged(pieces: Iterable[tuple[bytes, int]], file: BinaryIO) -> Merged:
    """Write a merged graph to ``file``."""
    total, quads, size = sha256(), 0, 0
    for data, count in pieces:
        file.write(data)
        total.update(data)
        quads += count
        size += len(data)
    return Merged(total.hexdigest(), quads, size)
