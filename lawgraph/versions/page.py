"""The 修改对照表 as a page that needs nothing beside it: before on the left, after on the right."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from pathlib import Path

from ingest.versions import Comparison
from lawgraph.font import LICENSE_NOTICE, subset_data_uri
from lawgraph.tables.cells import Altered, Marked
from lawgraph.tables.handed_in import quoted
from lawgraph.versions.handed_in import NOTES
from lawgraph.versions.view import Row, counted, named, rows

_STYLE = Path(__file__).with_name("page.css")
_TAGS = {Altered.OUT: "del", Altered.IN: "ins"}


def page(comparison: Comparison, *, whole: bool) -> str:
    """Return the page of two texts of a rule, of all provisions or of those whose words or order changed.

    It has the characters of its font in it, as a machine may have no Chinese one. Raises
    :class:`lawgraph.font.FontNotFound`.
    """
    body = "\n".join(_body(comparison, whole))
    face = f'@font-face {{ font-family: "LawgraphSans"; src: url({subset_data_uri(body)}) format("woff"); }}'
    style = f"/* {LICENSE_NOTICE} */\n{face}\n{_STYLE.read_text('utf-8')}"
    return "\n".join([*_head(comparison, style), body, "</html>", ""])


def _head(comparison: Comparison, style: str) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{_title(comparison)}</title>\n<style>\n{style}</style>\n</head>"


def _title(comparison: Comparison) -> str:
    return escape(f"{quoted(comparison.new.metadata.title)}修改对照表")


def _body(comparison: Comparison, whole: bool) -> Iterator[str]:
    yield f"<body>\n<h1>{_title(comparison)}</h1>"
    yield '<ul class="about">'
    yield f"<li>修改前 Before：{escape(named(comparison.old))}</li>"
    yield f"<li>修改后 After：{escape(named(comparison.new))}</li>\n</ul>"
    for each in comparison.diagnostics:
        yield f'<p class="told">{escape(each.message)}</p>'
    said = "，".join(f"{zh} {en} {count}" for zh, en, count in counted(comparison) if count)
    left_out = "" if whole else "文字和先后未变的条文未列。Provisions without a change are left out."
    yield f'<p class="counts">{escape(said)}。{left_out}</p>'
    yield '<ul class="notes">' + "".join(f"<li>{escape(note)}</li>" for note in NOTES) + "</ul>"
    yield table(comparison, whole=whole)
    yield "</body>"


def table(comparison: Comparison, *, whole: bool) -> str:
    """Return the table alone, for a page or a notebook: what was left out and put in is ``del`` and ``ins``."""
    head = (
        '<table>\n<thead><tr><th scope="col">修改前 Before</th><th scope="col">修改后 After</th>\n'
        '<th scope="col" class="what">变化 Change</th></tr></thead>\n<tbody>'
    )
    return "\n".join([head, *map(_row, rows(comparison, whole=whole)), "</tbody>\n</table>"])


def _row(row: Row) -> str:
    zh, en = row.said
    doubt = f'<p class="doubt">存疑：{escape(row.change.doubt)}</p>' if row.change.doubt else ""
    heading = ' class="heading"' if row.heading else ""
    return (
        f"<tr{heading}>{_side('修改前', row.old_label, row.old)}{_side('修改后', row.new_label, row.new)}"
        f'<td class="what">{escape(zh)}<small>{escape(en)}</small>{doubt}</td></tr>'
    )


def _side(head: str, label: str, words: Marked) -> str:
    if not label:
        return f'<td class="none" data-head="{head}">无 None</td>'
    paragraphs = [""]
    for run in words.runs:
        for nth, part in enumerate(run.text.split("\n")):
            if nth:
                paragraphs.append("")
            tag = _TAGS.get(run.altered)
            paragraphs[-1] += f"<{tag}>{escape(part)}</{tag}>" if tag and part else escape(part)
    first, *others = paragraphs
    more = "".join(f"<p>{each}</p>" for each in others if each)
    return f'<td data-head="{head}"><p><span class="label">{escape(label)}</span>　{first}</p>{more}</td>'
