"""Tables as a document for a word processor (ECMA-376, WordprocessingML): a title block, then a section a table.

Landscape A4 with page numbers; the head of each table is repeated on every page and no row is broken that a page can
hold. The sentence that carries a link is underlined and shaded. East Asian fonts are set in the styles.
"""

from __future__ import annotations

import io
from collections.abc import Container, Iterable, Iterator
from typing import Any, Final

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from lawgraph.office.layout import lines
from lawgraph.office.zipped import zipped
from lawgraph.tables.cells import Altered, Cell, Marked, Run, Stack, Table, text_of
from lawgraph.tables.characters import written
from lawgraph.tables.handed_in import HandedIn

_BODY: Final = "宋体"
_HEADS: Final = "等线"
_LATIN: Final = "Times New Roman"
_PAGE = (297, 210)  # millimetres
_MARGIN = 15
_WIDTH = (_PAGE[0] - 2 * _MARGIN) * 56.7  # twentieths of a point
_CELL, _SPACING = 8, 11  # points: the size of words in tables, and from line to line
_MOST_LINES = 38  # of a row that a page can hold unbroken
_HEAD_FILL, _MARK_FILL = "DDEBF7", "FFF2CC"
_ALTERED = {Altered.OUT: "A61B1B", Altered.IN: "1B5E20"}
_SAME = "同上"
_OF_DOCUMENTS = ("lower_document", "upper_document", "document", "against")
_FEW = 2
_BOLD_PARTS = (
    "lower_label",
    "upper_label",
    "label",
    "nearest_label",
    "department",
    "sure",
    "state",
    "old_label",
    "new_label",
)

Element = Any
"""An element of lxml, which has no types."""


def document(found: HandedIn) -> bytes:
    """Return the bytes of the document; the same tables give the same bytes."""
    made = Document()
    made.core_properties.author = "lawgraph"
    made.core_properties.title = written(found.title)[:255]
    made.core_properties.comments = ""
    set_fonts(made)
    _page(made)
    _title_block(made, found)
    for table in found.tables:
        _section(made, table)
    out = io.BytesIO()
    made.save(out)
    return zipped(out.getvalue())


def set_fonts(made: Any) -> None:
    """Set fonts, Latin and East Asian, of all styles that are used."""
    for name, font, size, before in (
        ("Normal", _BODY, 10.5, 0),
        ("Title", _HEADS, 18, 0),
        ("Heading 1", _HEADS, 14, 12),
        ("Heading 2", _HEADS, 12, 9),
        ("List Bullet", _BODY, 10.5, 0),
        ("Header", _BODY, 9, 0),
        ("Footer", _BODY, 9, 0),
    ):
        style = made.styles[name]
        style.font.name = _LATIN
        style.font.size = Pt(size)
        style.font.color.rgb = None
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for attribute in [each for each in fonts.attrib if each.endswith("Theme")]:
            del fonts.attrib[attribute]  # a theme's font would go before the one that is named
        fonts.set(qn("w:eastAsia"), font)
        fonts.set(qn("w:cs"), _LATIN)
        style.paragraph_format.space_before = Pt(before)
        style.paragraph_format.space_after = Pt(3)
    defaults = made.styles.element.find(f".//{qn('w:rPrDefault')}//{qn('w:rFonts')}")
    if defaults is not None:
        defaults.attrib.clear()
        for name, font in (("ascii", _LATIN), ("hAnsi", _LATIN), ("eastAsia", _BODY), ("cs", _LATIN)):
            defaults.set(qn(f"w:{name}"), font)
    for language in made.styles.element.iter(qn("w:lang")):
        language.set(qn("w:eastAsia"), "zh-CN")


def _page(made: Any) -> None:
    section = made.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Mm(_PAGE[0]), Mm(_PAGE[1])
    section.left_margin = section.right_margin = Mm(_MARGIN)
    section.top_margin = section.bottom_margin = Mm(_MARGIN)
    section.header_distance = section.footer_distance = Mm(8)
    number_pages(section)


def number_pages(section: Any) -> None:
    """Set the number of the page, and of how many, at the foot of each page of a section."""
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for text, field in (("第 ", "PAGE"), (" 页，共 ", "NUMPAGES"), (" 页", "")):
        foot.add_run(text)
        if field:
            simple = OxmlElement("w:fldSimple")
            simple.set(qn("w:instr"), field)
            simple.append(_run("1"))
            foot._p.append(simple)


def _title_block(made: Any, found: HandedIn) -> None:
    made.add_paragraph(written(found.title), "Title").alignment = WD_ALIGN_PARAGRAPH.CENTER
    for named in found.documents:
        made.add_paragraph(written(named), "List Bullet")
    listed = "；".join(f"{table.zh} {len(table.rows)} 行" for table in found.tables)
    made.add_paragraph(f"内容：{listed}。")
    for note in found.notes:
        made.add_paragraph(written(note))


def _section(made: Any, table: Table) -> None:
    heading = made.add_paragraph(f"{table.zh}  {table.en}", "Heading 1")
    heading.paragraph_format.keep_with_next = True
    always = _always(table)
    told = "".join(f"{zh}：{text}。" for zh, text in always.values())
    made.add_paragraph(written(told + table.note)).paragraph_format.keep_with_next = bool(table.rows)
    if not table.rows:
        made.add_paragraph("没有。")
        return
    before_end = made.element.body.sectPr
    before_end.addprevious(_table(table, always))


def _always(table: Table) -> dict[str, tuple[str, str]]:
    """Return the columns of documents that say the same in each row: their heading and what it is."""
    if len(table.rows) < _FEW:
        return {}
    columns = {column.id: column for column in table.columns if column.id in _OF_DOCUMENTS}
    found = {name: {column.of(row) for row in table.rows} for name, column in columns.items()}
    return {
        name: (columns[name].zh, text_of(next(iter(cells))))
        for name, cells in found.items()
        if len(cells) == 1 and cells != {None}
    }


def _table(table: Table, always: Container[str]) -> Element:
    whole = sum(stack.weight for stack in table.stacks)
    widths = [int(_WIDTH * stack.weight / whole) for stack in table.stacks]
    made = OxmlElement("w:tbl")
    made.append(_properties(sum(widths)))
    grid = _under(made, "w:tblGrid")
    for width in widths:
        _under(grid, "w:gridCol", w=str(width))
    made.append(_head(table.stacks, widths))
    for row in _rows(table, always):
        made.append(_row(row, widths))
    return made


def _properties(width: int) -> Element:
    made = OxmlElement("w:tblPr")
    _under(made, "w:tblW", w=str(width), type="dxa")
    borders = _under(made, "w:tblBorders")
    for side in ("top", "left", "bottom", "right", "insideH", "insideV"):
        _under(borders, f"w:{side}", val="single", sz="4", space="0", color="A6A6A6")
    _under(made, "w:tblLayout", type="fixed")
    margins = _under(made, "w:tblCellMar")
    for side in ("left", "right"):
        _under(margins, f"w:{side}", w="60", type="dxa")
    return made


def _head(stacks: Iterable[Stack], widths: Iterable[int]) -> Element:
    made = OxmlElement("w:tr")
    properties = _under(made, "w:trPr")
    _under(properties, "w:cantSplit")
    _under(properties, "w:tblHeader")
    for stack, width in zip(stacks, widths, strict=True):
        cell = _cell(width, _HEAD_FILL)
        cell.append(_paragraph([_run(stack.zh, bold=True)], centred=True))
        cell.append(_paragraph([_run(stack.en, size=_CELL - 1.5)], centred=True))
        made.append(cell)
    return made


_Paragraphs = list[list[tuple[Run, bool]]]
"""The paragraphs of a cell: stretches of text, each in bold or not."""


def _rows(table: Table, always: Container[str]) -> Iterator[list[_Paragraphs]]:
    """Yield the rows as they stand on paper; what is always so, or as in the row before, is not said."""
    before: tuple[Cell, ...] = ()
    for row in table.rows:
        cells = {column.id: None if column.id in always else column.of(row) for column in table.columns}
        same = tuple(cells[name] for name in table.same)
        again = bool(same) and same == before
        before = same
        yield [list(_stacked(stack, cells, table.same if again else ())) for stack in table.stacks]


def _stacked(
    stack: Stack, cells: dict[str, Cell], again: tuple[str, ...]
) -> Iterator[list[tuple[Run, bool]]]:
    """Yield the paragraphs of a stack of columns; of empty cells there are none."""
    for name, lead in stack.parts:
        cell = cells[name]
        if cell is None:
            continue
        if name in again:
            if name not in _OF_DOCUMENTS:
                yield [(Run(f"{lead}{_SAME}"), False)]
            continue
        runs = cell.runs if isinstance(cell, Marked) else (Run(text_of(cell)),)
        bold = name in _BOLD_PARTS
        yield [*([(Run(lead), False)] if lead else []), *((run, bold) for run in runs)]


def _row(row: list[_Paragraphs], widths: list[int]) -> Element:
    made = OxmlElement("w:tr")
    properties = _under(made, "w:trPr")
    if max(map(_lines, row, widths)) <= _MOST_LINES:
        _under(properties, "w:cantSplit")
    for paragraphs, width in zip(row, widths, strict=True):
        cell = _cell(width)
        for paragraph in paragraphs or [[]]:
            runs = (
                _run(run.text, bold=bold or run.altered is Altered.IN, marked=run.marked, altered=run.altered)
                for run, bold in paragraph
            )
            cell.append(_paragraph(runs))
        made.append(cell)
    return made


def _lines(paragraphs: _Paragraphs, width: int) -> int:
    across = max(int((width - 120) / 20 / _CELL), 1)
    return sum(lines(written("".join(run.text for run, _ in each)), across) for each in paragraphs)


def _cell(width: int, fill: str = "") -> Element:
    made = OxmlElement("w:tc")
    properties = _under(made, "w:tcPr")
    _under(properties, "w:tcW", w=str(width), type="dxa")
    if fill:
        _under(properties, "w:shd", val="clear", color="auto", fill=fill)
    return made


def _paragraph(runs: Iterable[Element], *, centred: bool = False) -> Element:
    made = OxmlElement("w:p")
    properties = _under(made, "w:pPr")
    _under(properties, "w:spacing", before="0", after="0", line=str(20 * _SPACING), lineRule="exact")
    if centred:
        _under(properties, "w:jc", val="center")
    made.extend(runs)
    return made


def _run(
    text: str,
    *,
    bold: bool = False,
    marked: bool = False,
    altered: Altered = Altered.NO,
    size: float = _CELL,
) -> Element:
    made = OxmlElement("w:r")
    properties = _under(made, "w:rPr")
    if bold:
        _under(properties, "w:b")
    if altered is Altered.OUT:
        _under(properties, "w:strike")
    if altered:
        _under(properties, "w:color", val=_ALTERED[altered])
    _under(properties, "w:sz", val=str(int(2 * size)))
    if altered is Altered.IN:
        _under(properties, "w:u", val="single")
    if marked:
        _under(properties, "w:u", val="single")
        _under(properties, "w:shd", val="clear", color="auto", fill=_MARK_FILL)
    for at, line in enumerate(written(text).split("\n")):
        if at:
            _under(made, "w:br")
        for nth, piece in enumerate(line.split("\t")):
            if nth:
                _under(made, "w:tab")
            words = _under(made, "w:t")
            words.text = piece
            words.set(qn("xml:space"), "preserve")
    return made


def _under(parent: Element, name: str, **attributes: str) -> Element:
    made = OxmlElement(name)
    for attribute, value in attributes.items():
        made.set(qn(f"w:{attribute}"), value)
    parent.append(made)
    return made
