"""All quads as TriG, a block for each named graph."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the quads of ``engine``'s graph as TriG 1.1 in UTF-8."""
    import pyoxigraph as ox

    from queries.quads import quads, rdf_text

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(rdf_text(quads(engine), ox.RdfFormat.TRIG), "utf-8", newline="\n")


EXPORT = Export(
    "trig",
    "全部四元组，分图书写、便于阅读，供 rdflib、GraphDB 使用",
    "all quads by named graph, legible, for rdflib or GraphDB",
    write,
)
