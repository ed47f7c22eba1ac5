"""The nodes of the network as a table for spreadsheets: documents, provisions, bodies."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine

COLUMNS = {
    "id": "编号",
    "kind": "类别代码",
    "kind_zh": "类别",
    "label": "名称",
    "document": "所属文件",
    "level": "层级",
    "path": "路径",
    "subdivision": "条款类型",
    "order": "次序",
    "text": "文本",
}
"""The columns, with what they are called."""
_KINDS = {"document": "文件", "provision": "条款", "body": "机构", "outside": "图外文件"}


def write(engine: Engine, path: Path) -> None:
    """Write the nodes (:func:`queries.network.network`) as CSV in UTF-8 with a byte order mark, a row a node."""
    from queries.network import network
    from queries.result import table_of

    rows = [
        (node, *(_KINDS[data["kind"]] if name == "kind_zh" else data[name] for name in list(COLUMNS)[1:]))
        for node, data in network(engine).nodes(data=True)
    ]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(table_of(COLUMNS, rows).csv(bom=True, headings=COLUMNS), "utf-8", newline="")


EXPORT = Export(
    "nodes-csv",
    "关系网络的节点表（文件、条款、机构），中文表头，供 Excel、WPS、pandas 使用",
    "the nodes of the network as a table with Chinese headers, for Excel, WPS or pandas",
    write,
)
