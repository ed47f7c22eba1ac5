"""Exports of a built graph to a file, by the name of the format.

Nothing heavy is imported before something is written: the command lists the formats in its help.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from queries.engine import Engine


def _graphml(engine: Engine, out: Path) -> Path:
    from queries.export_network import write_graphml

    return write_graphml(engine, out)


def _gexf(engine: Engine, out: Path) -> Path:
    from queries.export_network import write_gexf

    return write_gexf(engine, out)


def _html(engine: Engine, out: Path) -> Path:
    from lawgraph.picture import write_picture

    return write_picture(engine, out)


WRITERS: Mapping[str, Callable[[Engine, Path], Path]] = {"graphml": _graphml, "gexf": _gexf, "html": _html}
FORMATS = tuple(WRITERS)


def export_to(graph: str | Path, format: str, out: Path) -> Path:
    """Write the graph at ``graph`` to ``out`` and return ``out``; ``format`` is one of :data:`FORMATS`.

    Raises :class:`queries.GraphNotFound` and ``OSError``; ``KeyError`` for another format.
    """
    from lawgraph.graph import engine_at

    return WRITERS[format](engine_at(graph), out)
