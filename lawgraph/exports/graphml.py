"""The network as GraphML, for yEd, Cytoscape and networkx."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    import networkx as nx

    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the network of ``engine``'s graph (:func:`queries.network.network`) as GraphML in UTF-8."""
    import networkx as nx

    from queries.network import network

    numbered = with_numbered_edges(network(engine))
    path.parent.mkdir(parents=True, exist_ok=True)
    nx.write_graphml_xml(numbered, path, encoding="utf-8", prettyprint=True)


def with_numbered_edges(named: nx.MultiDiGraph[str]) -> nx.MultiDiGraph[str]:
    """Return the network with its edges numbered: ``e0``, ``e1`` and so on.

    Keys of attributes and ids of edges are distinct in the whole file: named ones stand twice where nodes and edges
    have an attribute of one name, and the key of an edge is an id only between its two nodes.
    """
    import networkx as nx

    numbered: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    numbered.add_nodes_from(named.nodes(data=True))
    for number, (source, target, data) in enumerate(named.edges(data=True)):
        numbered.add_edge(source, target, f"e{number}", **data)
    return numbered


EXPORT = Export(
    "graphml",
    "文件、条款、机构的关系网络，供 yEd、Cytoscape 使用",
    "the network of documents, provisions and bodies, for yEd or Cytoscape",
    write,
)
