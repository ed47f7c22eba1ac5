"""A still picture of the links between documents, as SVG."""

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

    draw(diagram(engine), path, "svg")


EXPORT = Export(
    "svg",
    "条款对应图（矢量），可放大、可插入文稿；未画出的条数写明",
    "a picture of the links that can be enlarged; what is left out is counted",
    write,
)
