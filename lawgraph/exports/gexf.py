"""The network as GEXF 1.2, for Gephi."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the network of ``engine``'s graph (:func:`queries.network.network`) as GEXF in UTF-8."""
    from networkx.readwrite.gexf import GEXFWriter

    from queries.network import network

    writer = GEXFWriter(network(engine))
    del writer.xml.find("meta").attrib["lastmodifieddate"]  # today; it is optional
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        writer.write(file)


EXPORT = Export(
    "gexf",
    "文件、条款、机构的关系网络，供 Gephi 使用",
    "the network of documents, provisions and bodies, for Gephi",
    write,
)
