"""Lines of N-Quads on their way into a part: sorted, each triple once, and cut into blocks.

A long document has a hundred megabytes of them. They are held compressed, eighteen times smaller, but for some
thousands at a time: sorted in batches, which are merged while they are read again.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator, Sequence
from heapq import merge

from ontology.iri import BASE

BLOCK = 1 << 16
"""Bytes of N-Quads in a block, before they are compressed."""

_BATCH = 1 << 15  # lines that are sorted at once
_HELD = 1 << 9  # … and that are compressed together
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
    batch: set[bytes] = set()
    for line in lines:
        batch.add(line.encode())
        if len(batch) >= _BATCH:
            held.append(list(_packed(sorted(batch))))
            batch.clear()
    last = b""
    sorts: list[Iterable[bytes]] = [*map(_unpacked, held), sorted(batch)]
    for each in merge(*sorts):
        triple = triple_of(each)
        if triple != last:
            yield each
            last = triple


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
    for line in lines:
        if block and (size >= BLOCK or not line.startswith(root)):
            yield block
            block, size = [], 0
        if not block:
            root = _root(line)
        block.append(line)
        size += len(line)
    if block:
        yield block


def _root(line: bytes) -> bytes:
    found = _ROOT.match(line)
    return found[0] if found else line.partition(b" ")[0]
