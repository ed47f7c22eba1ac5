"""The 修改对照表 as a table for Word and Excel: words left out struck on the left, words put in bold on the right."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.versions import Comparison
from lawgraph.tables.cells import Column, Marked, Number, Stack, Table, numbered
from lawgraph.tables.handed_in import HandedIn, quoted
from lawgraph.versions.view import counted, named, rows

NOTES = (
    "左栏划去的是删去的文字，右栏加粗并加下划线的是新增的文字；只有全角半角之分的不算修改。",
    "“条序变更”指条文内容仍在、先后未变而序号不同；“移动位置”指先后次序变更或移至他章。",
    "“存疑”的对应由程序按用词和位置推定，请对照两份文本核实。",
)
"""How to read the table."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the table."""

    number: Number
    old_label: str | None
    old: Marked | None
    new_label: str | None
    new: Marked | None
    what: str
    doubt: str | None


COLUMNS = (
    Column("number", "序号", "No.", 5),
    Column("old_label", "修改前条序", "Old number", 9),
    Column("old", "修改前", "Before", 42),
    Column("new_label", "修改后条序", "New number", 9),
    Column("new", "修改后", "After", 42),
    Column("what", "变化", "Change", 9),
    Column("doubt", "存疑", "Doubt", 16),
)
STACKS = (
    Stack("修改前", "Before", 44, (("old_label", ""), ("old", ""))),
    Stack("修改后", "After", 44, (("new_label", ""), ("new", ""))),
    Stack("变化", "Change", 12, (("what", ""), ("doubt", "存疑："))),
)


def handed_in(comparison: Comparison, *, whole: bool) -> HandedIn:
    """Return the table of two texts of a rule: of all provisions, or of those whose words or order changed."""
    lines = tuple(
        Line(
            numbered(at),
            row.old_label or None,
            row.old if row.change.old else None,
            row.new_label or None,
            row.new if row.change.new else None,
            row.said[0],
            row.change.doubt,
        )
        for at, row in enumerate(rows(comparison, whole=whole), 1)
    )
    old, new = named(comparison.old), named(comparison.new)
    said = "，".join(f"{zh} {count}" for zh, _, count in counted(comparison) if count)
    told = tuple(each.message for each in comparison.diagnostics)
    left_out = "" if whole else "文字和先后未变的条文未列。"
    table = Table("changes", "修改对照", "Changes", f"条文：{said}。{left_out}", COLUMNS, STACKS, lines)
    return HandedIn(
        f"{quoted(comparison.new.metadata.title)}修改对照表",
        (f"修改前：{old}", f"修改后：{new}"),
        (*told, *NOTES),
        (table,),
    )
