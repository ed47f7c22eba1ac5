"""A still picture of the links between documents, as PNG."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the picture (:mod:`lawgraph.diagram`) of ``engine``'s graph.

    Raises :class:`lawgraph.font.FontNotFound` as well.
    """
    from lawgraph.diagram import diagram
    from lawgraph.drawing import draw

    draw(diagram(engine), path, "png")


EXPORT = Export(
    "png",
    "条款对应图（点阵），可插入文稿；未画出的条数写明",
    "a picture of the links for documents and slides; what is left out is counted",
    write,
)
