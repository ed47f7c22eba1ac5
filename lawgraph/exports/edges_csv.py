"""The edges of the network as a table for spreadsheets: what joins documents, provisions and bodies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine

COLUMNS = {
    "source": "起点编号",
    "source_label": "起点",
    "target": "终点编号",
    "target_label": "终点",
    "kind": "关系代码",
    "label": "关系",
    "weight": "事实数",
    "score": "对应概率",
}
"""The columns, with what they are called; only correspondences have a score."""


def write(engine: Engine, path: Path) -> None:
    """Write the edges (:func:`queries.network.network`) as CSV in UTF-8 with a byte order mark, a row an edge."""
    from queries.network import network
    from queries.result import table_of

    found = network(engine)
    rows = [
        (
            source,
            found.nodes[source]["label"],
            target,
            found.nodes[target]["label"],
            data["kind"],
            data["label"],
            data["weight"],
            data["score"] or None,
        )
        for source, target, data in found.edges(data=True)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(table_of(COLUMNS, rows).csv(bom=True, headings=COLUMNS), "utf-8", newline="")


EXPORT = Export(
    "edges-csv",
    "关系网络的关系表（对应、职责、规范、引用、隶属），中文表头，供 Excel、WPS、pandas 使用",
    "the edges of the network as a table with Chinese headers, for Excel, WPS or pandas",
    write,
)
