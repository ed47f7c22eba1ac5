"""A comparison of two texts on the terminal: a line a provision, edits as ``[-left out-]{+put in+}``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ingest.versions import Comparison
from lawgraph.office.layout import across
from lawgraph.versions.view import Row, counted, named, rows

_AROUND = 6
"""Characters shown on each side of an edit."""
_FIRST = 36
"""Characters shown of a provision that is new or gone."""
_HEADS = ("修改前 OLD", "修改后 NEW", "变化 CHANGE", "文字 WORDS")


def lines(comparison: Comparison, *, whole: bool) -> Iterator[str]:
    """Yield the lines of the table, with a head and with the counts at the end."""
    yield f"--- {named(comparison.old)}"
    yield f"+++ {named(comparison.new)}"
    cells = [_cells(row) for row in rows(comparison, whole=whole)]
    if cells:
        table = [_HEADS, *cells]
        widths = [max(across(row[at]) for row in table) for at in range(3)]
        for row in table:
            padded = (cell + " " * (width - across(cell)) for cell, width in zip(row, widths, strict=False))
            yield "  ".join([*padded, row[3]]).rstrip()
    yield "，".join(f"{zh} {en} {count}" for zh, en, count in counted(comparison) if count) + "。"


def _cells(row: Row) -> tuple[str, str, str, str]:
    zh, en = row.said
    doubt = "（存疑 doubtful）" if row.change.doubt else ""
    return row.old_label or "—", row.new_label or "—", f"{zh} {en}{doubt}", _words(row)


def _words(row: Row) -> str:
    if row.change.edits:
        return _brief(row.pieces)
    if row.change.old and row.change.new:
        return ""
    text = (row.old if row.change.old else row.new).text.replace("\n", "")
    return text if len(text) <= _FIRST else f"{text[:_FIRST]}…"


def _brief(pieces: Sequence[tuple[str, str, str]]) -> str:
    """Return the edits in the words around them; what lies further from them is left out.

    >>> _brief([("应当在批准之日起", "十", "五"), ("日内报告。", "", "")])
    '…在批准之日起[-十-]{+五+}日内报告。'
    """
    shown = ""
    for at, (kept, out, put) in enumerate(pieces):
        first, last = at == 0, at == len(pieces) - 1
        left, right = (0 if first else _AROUND), (0 if last else _AROUND)
        if len(kept) > left + right + 1:
            kept = f"{kept[:left]}…{kept[len(kept) - right :]}"
        shown += kept + (f"[-{out}-]" if out else "") + (f"{{+{put}+}}" if put else "")
    return shown
