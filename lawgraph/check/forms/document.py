"""A report as a document for a word processor: upright A4, what was checked, then the findings one after the other.

Each finding is a small table that stays together on a page where it can: the question, both quotations, the law then
and today, why it may be lawful, and room for an opinion.
"""

from __future__ import annotations

import io
from collections import Counter
from itertools import groupby
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from ingest.check.finding import Finding
from lawgraph.check.forms import words
from lawgraph.check.forms.tables import NOTES, title_of
from lawgraph.check.report import CheckedDocument, CheckReport
from lawgraph.office.document import number_pages, set_fonts
from lawgraph.office.zipped import zipped
from lawgraph.tables.characters import written
from ontology.checks import kinds

_HEAD_FILL, _GRAVE_FILL = "DDEBF7", {"高": "FBE3E0", "中": "FFF2CC", "低": "F2F2F2"}
_WIDTHS = (24, 146)  # millimetres: what a line is, and its words
_LISTED = (14, 36, 88, 32)  # number, place and words, what was seen, opinion
_LONG = 900  # characters of a finding that a page holds unbroken
_OPINION = (
    "□ 确认    □ 排除    理由：                                        签字：              年    月    日"
)
_FILLING = "在“意见”栏勾选并写明理由；用 lawgraph review decide 记下的排除以后不再列出。"
_SHORT_OPINION = "□ 确认  □ 排除\n理由："


def document(report: CheckReport) -> bytes:
    """Return the bytes of the document; the same report gives the same bytes."""
    made = Document()
    made.core_properties.author = "lawgraph"
    made.core_properties.title = written(title_of(report))[:255]
    made.core_properties.comments = ""
    set_fonts(made)
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin = section.bottom_margin = Mm(20)
    number_pages(section)
    made.add_paragraph(written(title_of(report)), "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    _overview(made, report)
    of = {each.header.document: each for each in report.documents}
    for at, document_ in enumerate(report.documents, 1):
        own = [each for each in report.findings if each.here.document == document_.header.document]
        if own or len(report.documents) == 1:
            _checked(made, at, document_, own, several=len(of) > 1)
    _left_open(made, report)
    out = io.BytesIO()
    made.save(out)
    return zipped(out.getvalue())


def _overview(made: Any, report: CheckReport) -> None:
    made.add_paragraph("概况", "Heading 1")
    made.add_paragraph(words.basis(report))
    made.add_paragraph(words.summary(report))
    counted = Counter((words.kind_of(each).kind, each.gravity) for each in report.findings)
    rows = [
        [
            words.GROUPS[kind.group][0],
            kind.zh,
            *(str(counted[kind.kind, each] or "") for each in words.GRAVITIES),
        ]
        for kind in kinds().values()
        if any(counted[kind.kind, each] for each in words.GRAVITIES)
    ]
    found = {each.here.document for each in report.findings}
    clear = [each.header.title for each in report.documents if each.header.document not in found]
    if clear and rows:
        made.add_paragraph(f"没有发现问题的 {len(clear)} 份：{'、'.join(map(words.rule, clear))}。")
    if rows:
        _table(made, [["类别", "问题种类", "高", "中", "低"], *rows], (34, 88, 16, 16, 16), head=True)
    made.add_paragraph("怎样读", "Heading 1")
    for note in (*NOTES, _FILLING):
        made.add_paragraph(note, "List Bullet")


def _checked(made: Any, at: int, checked: CheckedDocument, findings: list[Finding], *, several: bool) -> None:
    header = checked.header
    title = f"{at}. {words.rule(header.title)}" if several else "审查的文件"
    made.add_paragraph(written(title), "Heading 1")
    lines = [["文件", header.title]]
    lines += [["文号", header.number]] if header.number else []
    lines.append(["成文日期", header.dated or "未载明（草案）"])
    lines.append(["状态", words.status(checked.status)])
    lines.append(["对照的上位规定", "；".join(words.rule(each) for each in checked.uppers) or "没有"])
    _table(made, lines, _WIDTHS)
    if not findings:
        made.add_paragraph("没有发现问题。")
    number = 0
    for group, those in groupby(words.alike(findings), key=lambda each: words.kind_of(each[0]).group):
        heading = made.add_paragraph(words.GROUPS[group][0], "Heading 2")
        heading.paragraph_format.keep_with_next = True
        for alike in those:
            if len(alike) == 1:
                _finding(made, number + 1, alike[0])
            else:
                _findings(made, number + 1, alike)
            number += len(alike)


def _finding(made: Any, number: int, finding: Finding) -> None:
    gravity = words.GRAVITIES[finding.gravity][0]
    where = words.place(finding.here.path)
    lines = [[f"{number}", f"〔{gravity}〕{where}：{words.kind_of(finding).zh}"]]
    if finding.here.text:
        lines.append(["本文件", f"{where}：“{finding.here.text}”"])
    if finding.there is not None:
        quoted = f"：“{finding.there.text}”" if finding.there.text else ""
        lines.append(["对照", f"{words.where(finding.there)}{quoted}"])
    lines.append(["所见", finding.why[0]])
    lines += _asked(finding)
    more = [f"把握{words.sure(finding.confidence)}（{finding.confidence:.0%}）", *_more(finding)]
    lines.append(["其他", "；".join(more)])
    lines.append(["意见", _OPINION])
    whole = sum(len(line[1]) for line in lines) <= _LONG
    _table(made, lines, _WIDTHS, head=True, fill=_GRAVE_FILL[gravity], together=whole)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _findings(made: Any, number: int, alike: tuple[Finding, ...]) -> None:
    """Add findings that ask the same: the question and the law once, then a line for each place."""
    first = alike[0]
    gravity, last = words.GRAVITIES[first.gravity][0], number + len(alike) - 1
    lines = [[f"{number}–{last}", f"〔{gravity}〕{words.kind_of(first).zh}：{len(alike)} 处"]]
    lines += _asked(first)
    _table(made, lines, _WIDTHS, head=True, fill=_GRAVE_FILL[gravity], together=True)
    made.add_paragraph().paragraph_format.space_after = Pt(0)
    made.paragraphs[-1].paragraph_format.keep_with_next = True
    rows = [["序号", "条款和原文", "所见", "意见"]]
    for at, each in enumerate(alike, number):
        where = words.place(each.here.path)
        told = f"{where}\n“{each.here.text}”" if each.here.text else where
        more = [f"把握{words.sure(each.confidence)}", *_more(each)]
        rows.append([f"{at}", told, f"{each.why[0]}（{'；'.join(more)}）", _SHORT_OPINION])
    _table(made, rows, _LISTED, head=True)
    made.add_paragraph().paragraph_format.space_after = Pt(0)


def _asked(finding: Finding) -> list[list[str]]:
    """Return the lines with the question, the law behind it and why it may be lawful."""
    lines = [["问题", words.kind_of(finding).question_zh]]
    lines += [[name, said] for law in finding.law for name, said in words.law_lines(law)]
    return lines + ([["或可成立", finding.note[0]]] if finding.note else [])


def _more(finding: Finding) -> list[str]:
    more = [f"自 {finding.since} 起"] if finding.since else []
    more += [f"负责的机关：{words.answering(finding)}"] if finding.answering else []
    return more + ([f"审核：{finding.review}"] if finding.review else [])


def _left_open(made: Any, report: CheckReport) -> None:
    if not report.left_open:
        return
    made.add_paragraph("未作判断的", "Heading 1").paragraph_format.keep_with_next = True
    made.add_paragraph("程序看到了这些条款，但没有足够的材料判断：不等于没有问题。")
    titles = {each.header.document: each.header.title for each in report.documents}
    several = len(report.documents) > 1
    rows = []
    for each in report.left_open:
        where = words.place(each.path)
        named = (
            f"{words.rule(titles.get(each.document, each.document))}{where if each.path else ''}"
            if several
            else where
        )
        rows.append([named, words.named(each.kind)[0], each.why[0]])
    _table(made, [["条款", "问题种类", "为何未作判断"], *rows], (44, 36, 90), head=True)


def _table(
    made: Any,
    rows: list[list[str]],
    widths: tuple[int, ...],
    *,
    head: bool = False,
    fill: str = _HEAD_FILL,
    together: bool = False,
) -> None:
    """Add a table of text, ``widths`` in millimetres; ``together``: on one page."""
    table = made.add_table(len(rows), len(widths), "Table Grid")
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    for at, (row, cells) in enumerate(zip(table.rows, rows, strict=True)):
        _unbroken(row, repeated=head and at == 0 and not together)
        for column, (cell, text) in enumerate(zip(row.cells, cells, strict=True)):
            cell.width = Mm(widths[column])
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(1)
            paragraph.paragraph_format.keep_with_next = together and at < len(rows) - 1
            run = paragraph.add_run(written(text))
            run.font.size = Pt(9.5)
            run.bold = (head and at == 0) or (column == 0 and len(widths) == len(_WIDTHS))
            if head and at == 0:
                _shaded(cell, fill)


def _unbroken(row: Any, *, repeated: bool) -> None:
    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if repeated:
        properties.append(OxmlElement("w:tblHeader"))


def _shaded(cell: Any, fill: str) -> None:
    shade = OxmlElement("w:shd")
    for name, value in (("val", "clear"), ("color", "auto"), ("fill", fill)):
        shade.set(qn(f"w:{name}"), value)
    cell._tc.get_or_add_tcPr().append(shade)
