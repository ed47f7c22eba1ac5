"""What an analyst hands in as a document for Word and WPS, with the sections in the order of the workbook's sheets."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the tables of ``engine``'s graph (:func:`lawgraph.tables.handed_in.handed_in`) as a document."""
    from lawgraph.office.document import document
    from lawgraph.tables.handed_in import handed_in

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(document(handed_in(engine)))


EXPORT = Export(
    "docx",
    "Word、WPS 文档：对照表、缺口、金额与期限、责任清单、督查台账、存疑、来源，横向 A4 可印",
    "a document for Word or WPS: provisions side by side, gaps, amounts, duties, tasks, sources, on landscape A4",
    write,
)
