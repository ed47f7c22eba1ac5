"""What an analyst hands in as a workbook for Excel and WPS, with a column for opinions."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.exports import Export

if TYPE_CHECKING:
    from queries.engine import Engine


def write(engine: Engine, path: Path) -> None:
    """Write the tables of ``engine``'s graph (:func:`lawgraph.tables.handed_in.handed_in`) as a workbook."""
    from lawgraph.office.workbook import workbook
    from lawgraph.tables.handed_in import handed_in

    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(workbook(handed_in(engine)))


EXPORT = Export(
    "xlsx",
    "Excel、WPS 表格：对照表、缺口、金额与期限、责任清单、督查台账、存疑、来源，可填人工意见",
    "a workbook for Excel or WPS: provisions side by side, gaps, amounts, duties, tasks, sources, to be filled in",
    write,
)
