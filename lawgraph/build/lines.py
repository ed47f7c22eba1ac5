"""Lines of N-Quads on their way into a part: sorted, each triple once, and cut into blocks.

A long document has a hundred megabytes of them. They are held compressed, eighteen times smaller, but for some
thousands at a time: sorted in batches, which are merged while they are read again.
"""

from __future__ import annotations

import re
import zlib
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import accumulate, islice
from operator import methodcaller

from ontology.iri import BASE

BLOCK = 1 << 16
"""Bytes of N-Quads in a block, before they are compressed."""

_BATCH = 1 << 15  # lines that are sorted at once
_TOGETHER = 1 << 10  # … that are parted into blocks at once
_HELD = 1 << 9  # … and that are compressed together
_encoded = methodcaller("encode")
_ROOT = re.compile(
    rb"<"
    + re.escape(BASE.encode())
    + rb"/(?:eli/cn/text/[0-9a-f]{16}|source/[0-9a-f]{64}|eli/cn/[^/>]*|[^/>#]*)"
)


def unique(lines: Iterable[str]) -> Iterator[bytes]:
    """Yield lines of N-Quads sorted, each triple in the first of the graphs that say it.

    A query over the union of the named graphs meets a triple once for each graph that says it (Oxigraph does not
    merge them), and would count it so often. Lines of one triple stand together when sorted.
    """
    held: list[list[bytes]] = []
    rest = iter(lines)
    while len(batch := _lines(islice(rest, _BATCH))) == _BATCH:
        held.append(list(_packed(batch)))
    return _each_once(merge(*map(_unpacked, held), batch) if held else batch)


def _lines(lines: Iterable[str]) -> list[bytes]:
    """Return lines as bytes, sorted: in UTF-8 their order is that of their characters."""
    return sorted(map(_encoded, lines))


def _each_once(lines: Iterable[bytes]) -> Iterator[bytes]:
    """Yield the first of the sorted lines of each triple."""
    last = graph = b""
    for line in lines:
        if line.endswith(graph) and last.endswith(graph):  # most lines are of one graph
            if line == last:
                continue
        elif last and triple_of(line) == triple_of(last):
            continue
        yield line
        last = line
        if not graph:
            graph = line[line.rindex(b" <") :]


def _packed(lines: Sequence[bytes]) -> Iterator[bytes]:
    return (zlib.compress(b"".join(lines[at : at + _HELD]), 1) for at in range(0, len(lines), _HELD))


def _unpacked(pieces: Iterable[bytes]) -> Iterator[bytes]:
    for piece in pieces:
        yield from lines_of(zlib.decompress(piece))


def lines_of(data: bytes) -> Iterator[bytes]:
    """Yield the lines in ``data``, each with its end."""
    return (line + b"\n" for line in data.split(b"\n") if line)


def triple_of(line: bytes) -> bytes:
    """Return the triple of a line of N-Quads, without its graph."""
    return line[: line.rindex(b" <")]


def runs(lines: Iterable[bytes]) -> Iterator[list[bytes]]:
    """Part sorted lines into blocks, so that of each part few blocks are needed at any place of a merge."""
    block: list[bytes] = []
    size, root = 0, b""
    rest = iter(lines)
    while batch := list(islice(rest, _TOGETHER)):
        at = 0
        while at < len(batch):
            if block and (size >= BLOCK or not batch[at].startswith(root)):
                yield block
                block, size = [], 0
            if not block:
                root = _root(batch[at])
            # As they are sorted, those that begin alike stand together.
            alike = len(batch) if batch[-1].startswith(root) else _end_of(root, batch, at)
            sizes = list(accumulate(map(len, batch[at:alike]), initial=size))
            end = min(alike, at + bisect_left(sizes, BLOCK))
            block += batch[at:end]
            size = sizes[end - at]
            at = end
    if block:
        yield block


def _end_of(root: bytes, lines: Sequence[bytes], start: int) -> int:
    """Return the place of the first line from ``start`` on that does not begin with ``root``."""
    return bisect_left(lines, True, start, key=lambda line: not line.startswith(root))


def _root(line: bytes) -> bytes:
    found = _ROOT.match(line)
    return found[0] if found else line.partition(b" ")[0]
