"""The network as JSON for cytoscape.js and Cytoscape, each node with its place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the network (:func:`queries.network.network`) as Cytoscape JSON in UTF-8.

    ``elements`` are what ``cytoscape({elements, layout: {name: "preset"}})`` takes. Besides the attributes of the
    network a node has ``name`` and ``value`` and an edge ``key`` and ``interaction``, as Cytoscape and networkx want.
    """
    from lawgraph.layout import positions
    from queries.network import network

    found = network(engine)
    at = positions(found)
    nodes = [
        {
            "data": {"id": node, "value": node, "name": data["label"], **data},
            "position": {"x": at[node][0], "y": at[node][1]},
        }
        for node, data in found.nodes(data=True)
    ]
    edges = [
        {
            "data": {
                "id": f"e{number}",
                "source": source,
                "target": target,
                "key": key,
                "interaction": key,
                **data,
            }
        }
        for number, (source, target, key, data) in enumerate(found.edges(keys=True, data=True))
    ]
    whole = {
        "format_version": "1.0",
        "generated_by": "lawgraph",
        "target_cytoscapejs_version": "~3",
        "data": {"name": "lawgraph"},
        "directed": True,
        "multigraph": True,
        "elements": {"nodes": nodes, "edges": edges},
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", "utf-8", newline="\n")


EXPORT = Export(
    "cytoscape",
    "关系网络（JSON），节点位置已算好，供 cytoscape.js 与 Cytoscape 使用",
    "the network as JSON with the place of each node, for cytoscape.js or Cytoscape",
    write,
)
