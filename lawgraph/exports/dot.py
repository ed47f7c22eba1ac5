"""The network in the DOT language, for Graphviz."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    import networkx as nx

    from queries.engine import Engine

_HEAD = """digraph lawgraph {
graph [charset="UTF-8", layout="sfdp", overlap="prism", outputorder="edgesfirst"];
node [shape="box", style="filled", fillcolor="white", fontname="sans-serif"];
edge [color="#00000055", fontname="sans-serif"];
"""
_LOOKS = {
    "document": {"shape": "folder", "fillcolor": "#ffe8b8"},
    "body": {"shape": "ellipse", "fillcolor": "#d8ecd2"},
    "outside": {"style": "dashed"},
}


def quoted(text: str) -> str:
    r"""Return a text as a quoted string of DOT, in which a backslash is one and a line end goes on (DOT language, ID).

    >>> print(quoted('甲"乙\\N'))
    "甲\"乙\\N"
    """
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def write(engine: Engine, path: Path) -> None:
    """Write the network (:func:`queries.network.network`) as DOT in UTF-8, with all its attributes.

    Nodes are called ``n0``, ``n1`` and so on: readers of DOT take what stands behind a colon for a port. ``iri`` has
    the id of the network.
    """
    from queries.network import network

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(_HEAD + "\n".join(_lines(network(engine))) + "\n}\n", "utf-8", newline="\n")


def _lines(found: nx.MultiDiGraph[str]) -> Iterator[str]:
    names = {node: f"n{number}" for number, node in enumerate(found)}
    for node, data in found.nodes(data=True):
        yield f"{names[node]} [{_attributes({'iri': node} | data | _LOOKS.get(data['kind'], {}))}];"
    for source, target, data in found.edges(data=True):
        yield f"{names[source]} -> {names[target]} [{_attributes(data)}];"


def _attributes(data: Mapping[str, object]) -> str:
    return ", ".join(f"{name}={quoted(str(value))}" for name, value in data.items())


EXPORT = Export(
    "dot",
    "关系网络（DOT），供 Graphviz 作图",
    "the network in the DOT language, for Graphviz to draw",
    write,
)
