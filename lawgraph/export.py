"""Exports of a built graph to a file, by the name of the format."""

from __future__ import annotations

from pathlib import Path

from lawgraph.graph import engine_at
from lawgraph.picture import write_picture
from queries.export_network import write_graphml

WRITERS = {"graphml": write_graphml, "html": write_picture}
FORMATS = tuple(WRITERS)


def export_to(graph: str | Path, format: str, out: Path) -> Path:
    """Write the graph at ``graph`` to ``out`` and return ``out``; ``format`` is one of :data:`FORMATS`.

    Raises :class:`queries.GraphNotFound` and ``OSError``; ``KeyError`` for another format.
    """
    return WRITERS[format](engine_at(graph), out)
