"""Where the nodes of a network lie in a drawing, told by what they are and not by forces.

Levels lie from left to right, national first; the documents of a level one under another. A document is a block with
its provisions in their order, column by column, under it; bodies and what is outside the graph are blocks at the
right, in the order of what they are joined with. This takes a moment for 10,000 nodes and is the same each time.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["positions"]

_LEVELS = ("national", "province", "prefecture", "county", "")
_WIDTH, _HEIGHT = 160.0, 40.0  # of the room of a node
_BETWEEN = 400.0  # two blocks
_ROWS = 40  # of the least block that has a second column


def positions(network: nx.MultiDiGraph[str]) -> dict[str, tuple[float, float]]:
    """Return the place of each node of :func:`queries.network.network`: x to the right, y downwards."""
    parents = {a: b for a, b, kind in network.edges(keys=True) if kind == "part-of"}
    blocks: dict[str, list[str]] = {
        node: [] for node, data in network.nodes(data=True) if data["kind"] == "document"
    }
    loose: dict[str, list[str]] = defaultdict(list)
    for node, data in network.nodes(data=True):
        if node in blocks:
            continue
        top = _top(node, parents)
        (blocks[top] if top in blocks else loose[data["kind"]]).append(node)
    placed: dict[str, tuple[float, float]] = {}
    right = 0.0
    for level in _LEVELS:
        below, widest = 0.0, 0.0
        for document in blocks:
            said = network.nodes[document]["level"]
            if (said if said in _LEVELS else "") != level:
                continue
            placed[document] = (right, below)
            width, height = _block(placed, blocks[document], right, below + 2 * _HEIGHT)
            below += height + 2 * _HEIGHT + _BETWEEN
            widest = max(widest, width)
        right += widest + _BETWEEN if below else 0.0
    for _, nodes in sorted(loose.items()):
        width, _ = _block(placed, _by_neighbours(network, nodes, placed), right, 2 * _HEIGHT)
        right += width + _BETWEEN
    return placed


def _top(node: str, parents: dict[str, str]) -> str:
    seen = {node}
    while (above := parents.get(node)) is not None and above not in seen:
        seen.add(above)
        node = above
    return node


def _block(
    placed: dict[str, tuple[float, float]], nodes: list[str], left: float, top: float
) -> tuple[float, float]:
    """Place nodes column by column; return the width and the height that they take."""
    rows = max(_ROWS, math.isqrt(4 * len(nodes)))
    for at, node in enumerate(nodes):
        placed[node] = (left + at // rows * _WIDTH, top + at % rows * _HEIGHT)
    return math.ceil(len(nodes) / rows) * _WIDTH or _WIDTH, min(len(nodes), rows) * _HEIGHT


def _by_neighbours(
    network: nx.MultiDiGraph[str], nodes: Iterable[str], placed: dict[str, tuple[float, float]]
) -> list[str]:
    def middle(node: str) -> float:
        near = [*network.successors(node), *network.predecessors(node)]
        heights = [placed[each][1] for each in near if each in placed]
        return sum(heights) / len(heights) if heights else 0.0

    return sorted(nodes, key=lambda node: (middle(node), node))
