"""A consolidated text as a document for Word and WPS, its changes marked (ECMA-376, WordprocessingML)."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor

from ingest.amend import Consolidated
from lawgraph.amending.runs import Mark, Run, paragraphs
from lawgraph.amending.telling import WORDS
from lawgraph.office.zipped import zipped
from lawgraph.tables.characters import written

_BODY, _LATIN = "宋体", "Times New Roman"
_ADDED, _GONE, _FILL = RGBColor(0x0B, 0x4F, 0x9E), RGBColor(0xA1, 0x1B, 0x1B), "FFF2CC"
_KEY = (
    "蓝色下划线：决定增加的文字 added；红色删除线：删去的文字 taken out；黄色底色：编辑（编号、引号层级）editorial。"
    "上标数字是决定的第几项修改 the number of the instruction."
)


def paper(done: Consolidated) -> bytes:
    """Return the bytes of the document; the same text and decision give the same bytes."""
    made = Document()
    made.core_properties.author = "lawgraph"
    made.core_properties.title = written(f"{done.base.metadata.title}（修改前后对照）")[:255]
    made.core_properties.comments = ""
    _styles(made)
    title = made.add_paragraph(written(done.base.metadata.title), "Title")
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph("修改前后对照").alignment = WD_ALIGN_PARAGRAPH.CENTER
    made.add_paragraph(written(f"依据 Amended by：{done.decision.document.metadata.title}"))
    made.add_paragraph(_KEY)
    if done.refused:
        made.add_paragraph(written(done.refused))
    for line in paragraphs(done):
        _line(made.add_paragraph(), line)
    _outcomes(made, done)
    out = io.BytesIO()
    made.save(out)
    return zipped(out.getvalue())


def _styles(made: Any) -> None:
    section = made.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(25)
    for name, size in (("Normal", 11), ("Title", 18), ("Heading 1", 14)):
        style = made.styles[name]
        style.font.name, style.font.size = _LATIN, Pt(size)
        style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), _BODY)
        style.paragraph_format.space_after = Pt(4)


def _line(paragraph: Any, line: list[Run]) -> None:
    last = None
    paragraph.paragraph_format.first_line_indent = Pt(22)
    for run in line:
        words = paragraph.add_run(written(run.text))
        if run.mark is Mark.ADDED:
            words.font.color.rgb, words.font.underline = _ADDED, True
        elif run.mark is Mark.GONE:
            words.font.color.rgb, words.font.strike = _GONE, True
        elif run.mark is Mark.EDITORIAL:
            shade = OxmlElement("w:shd")
            for key, value in (("val", "clear"), ("color", "auto"), ("fill", _FILL)):
                shade.set(qn(f"w:{key}"), value)
            words._r.get_or_add_rPr().append(shade)
        if run.mark is not Mark.SAME and run.by is not None and run.by != last:
            paragraph.add_run(str(run.by)).font.superscript = True
        last = run.by if run.mark is not Mark.SAME else None


def _outcomes(made: Any, done: Consolidated) -> None:
    made.add_paragraph("各项修改 Instructions", "Heading 1")
    table = made.add_table(rows=1, cols=4, style="Table Grid")
    widths = (Mm(12), Mm(28), Mm(70), Mm(50))
    table.autofit = False
    for cell, text in zip(
        table.rows[0].cells, ("项 No.", "结果 Outcome", "文字 Words", "说明 Why"), strict=True
    ):
        cell.text = text
    for outcome in done.outcomes:
        cells = table.add_row().cells
        one = outcome.instruction
        why = " ".join(each for each in (outcome.reason, outcome.note) if each)
        for cell, text in zip(
            cells, (str(one.order), " ".join(WORDS[outcome.applied]), one.text, why), strict=True
        ):
            cell.text = written(text)
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(9)
    told = (*done.decision.diagnostics, *done.diagnostics)
    if told:
        made.add_paragraph("请核对 To be checked", "Heading 1")
        for each in told:
            made.add_paragraph(written(each.message))
