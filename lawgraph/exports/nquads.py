"""All quads as N-Quads, a line a quad: what every triple store loads."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def nquads(engine: Engine) -> bytes:
    """Return the quads of ``engine``'s graph as N-Quads in UTF-8, lines in order."""
    import pyoxigraph as ox

    from queries.quads import quads

    data = ox.serialize(quads(engine), format=ox.RdfFormat.N_QUADS) or b""
    return b"".join(sorted(set(data.splitlines(keepends=True))))


def write(engine: Engine, path: Path) -> None:
    """Write the quads of ``engine``'s graph as N-Quads 1.1 in UTF-8, lines in order."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(nquads(engine))


EXPORT = Export(
    "nquads",
    "全部四元组，每行一条，供 QLever、Virtuoso、GraphDB 等装载",
    "all quads, one a line, for QLever, Virtuoso, GraphDB and others to load",
    write,
)
