"""All triples as Turtle, without the names of their graphs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the triples of ``engine``'s graph as Turtle 1.1 in UTF-8."""
    import pyoxigraph as ox

    from queries.quads import quads, rdf_text

    path.parent.mkdir(parents=True, exist_ok=True)
    text = rdf_text((quad.triple for quad in quads(engine)), ox.RdfFormat.TURTLE)
    path.write_text(text, "utf-8", newline="\n")


EXPORT = Export(
    "turtle",
    "全部三元组（各图合一），供 rdflib、Protégé 使用",
    "all triples in one graph, for rdflib or Protégé",
    write,
)
