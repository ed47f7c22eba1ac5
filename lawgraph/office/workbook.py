"""Tables as a workbook (ECMA-376, SpreadsheetML): a sheet with the title block, then a sheet a table.

Text is typed as text: no formula comes of it, whatever it begins with, and nothing of it is cut. What one row cannot
show (32,767 characters, or the height that a row can have) goes on in the next row, which says so.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

from lawgraph.office.layout import lines, pieces
from lawgraph.office.zipped import zipped
from lawgraph.tables.cells import Altered, Cell, Column, Marked, Number, Role, Run, Table, text_of
from lawgraph.tables.characters import escaped, written
from lawgraph.tables.handed_in import HandedIn

if TYPE_CHECKING:
    from openpyxl.cell import Cell as SheetCell
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet

TITLE_SHEET = "说明"
CONTINUED = "（续）"
"""What stands behind the number of a row that goes on from the one before."""
_FONT: Final = "宋体"
_HEAD_FONT: Final = "等线"
_SIZE, _LINE = 10, 13.3  # points
_MOST_HEIGHT = 400.0  # points; a row can have 409.5
_MOST_LINES = int((_MOST_HEIGHT - 6) / _LINE)
_PER_CHARACTER = 2.05  # units of column width that a Chinese character of this size takes
_MARKED = "1F4E9E"
_OUT, _IN = "A61B1B", "1B5E20"
"""Colours of words that another text of the rule left out, and put in."""
_HEAD = PatternFill("solid", fgColor="DDEBF7")
_TO_FILL_IN = PatternFill("solid", fgColor="FFF9E5")
_LINE_STYLE = Side(style="thin", color="BFBFBF")
_BORDER = Border(left=_LINE_STYLE, right=_LINE_STYLE, top=_LINE_STYLE, bottom=_LINE_STYLE)
_TOP = Alignment(vertical="top", wrap_text=True)
_NUMBER = Alignment(vertical="top", horizontal="center", wrap_text=True)
_NUMBERS = ("number", "order", "probability", "absent", "nearest_probability", "troubles")
_MIDDLE = Alignment(vertical="center", horizontal="center", wrap_text=True)
_FORMULA = tuple("=+-@")
_A4: Final = 9
_LISTED = 255  # characters of a list that can be chosen from


def workbook(found: HandedIn) -> bytes:
    """Return the bytes of the workbook; the same tables give the same bytes."""
    book = Workbook(write_only=True)
    book._fonts[0] = Font(name=_FONT, size=_SIZE, charset=134)  # what a cell without a style has
    book.properties.creator = "lawgraph"
    book.properties.title = written(found.title)[:255]
    continued = {table.name: 0 for table in found.tables}
    sheets = [book.create_sheet(TITLE_SHEET)]
    for table in found.tables:
        continued[table.name] = _Sheet(book.create_sheet(table.zh), table).write()
    _title_sheet(sheets[0], found, continued)
    out = io.BytesIO()
    book.save(out)
    return zipped(out.getvalue())


def _print_setup(sheet: WriteOnlyWorksheet, name: str) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = _A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.6, 0.6, 0.3, 0.3
    sheet.oddHeader.left.text = name
    sheet.oddFooter.center.text = "第 &P 页，共 &N 页"


class _Sheet:
    """A sheet of a table, being written."""

    def __init__(self, sheet: WriteOnlyWorksheet, table: Table) -> None:
        self.sheet = sheet
        self.table = table
        self.columns = table.columns

    def write(self) -> int:
        """Write all rows and return how many of them go on from the row before."""
        sheet, columns = self.sheet, self.columns
        sheet.freeze_panes = "B2"
        for at, column in enumerate(columns, 1):
            dimension = sheet.column_dimensions[get_column_letter(at)]
            dimension.width = column.width * _PER_CHARACTER + 0.8
            dimension.hidden = column.role is Role.KEY
        _print_setup(sheet, self.table.zh)
        sheet.print_title_rows = "1:1"
        self._heads()
        continued = at = 1
        for at, row in enumerate(self._rows(), 2):
            self._append(row, at)
            continued += isinstance(row[0], str) and row[0].endswith(CONTINUED)
        sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{at}"
        self._choices(at)
        return continued - 1

    def _heads(self) -> None:
        heads = []
        for column in self.columns:
            head = _text(self.sheet, f"{column.zh}\n{column.en}")
            head.font = Font(name=_HEAD_FONT, size=_SIZE, bold=True, charset=134)
            head.fill, head.alignment, head.border = _HEAD, _MIDDLE, _BORDER
            heads.append(head)
        tallest = max(lines(f"{column.zh}\n{column.en}", column.width) for column in self.columns)
        self.sheet.row_dimensions[1].height = tallest * _LINE + 6
        self.sheet.append(heads)

    def _rows(self) -> Iterator[tuple[Cell, ...]]:
        """Yield the rows of the sheet: each of the table, and what it cannot show in rows of its own."""
        for row in self.table.cells():
            split = [
                pieces(cell, column.width, _MOST_LINES) if column.role is not Role.KEY else [cell]
                for cell, column in zip(row, self.columns, strict=True)
            ]
            for nth in range(max(map(len, split))):
                cells = [each[nth] if nth < len(each) else None for each in split]
                if nth:
                    cells[0] = f"{text_of(row[0])}{CONTINUED}"
                yield tuple(self._keyed(cells, row, nth))

    def _keyed(self, cells: list[Cell], row: tuple[Cell, ...], nth: int) -> Iterator[Cell]:
        """Yield the cells with the key of the row in each of its pieces, with the number of the piece."""
        for cell, whole, column in zip(cells, row, self.columns, strict=True):
            yield f"{nth} {text_of(whole)}" if column.role is Role.KEY else cell

    def _append(self, row: tuple[Cell, ...], at: int) -> None:
        height = max(
            lines(written(text_of(cell)), column.width) + _wider(cell)
            for cell, column in zip(row, self.columns, strict=True)
            if column.role is not Role.KEY
        )
        self.sheet.row_dimensions[at].height = min(height * _LINE + 6, 409)
        self.sheet.append([self._cell(cell, column) for cell, column in zip(row, self.columns, strict=True)])

    def _cell(self, cell: Cell, column: Column) -> SheetCell:
        match cell:
            case None:
                found = WriteOnlyCell(self.sheet)
            case Number():
                whole = cell.value == cell.value.to_integral_value()
                value = int(cell.value) if whole else float(cell.value)
                found = WriteOnlyCell(self.sheet, value)
                found.number_format = "#,##0" if whole and column.id != "number" else "General"
            case date():
                found = WriteOnlyCell(self.sheet, cell)
                found.number_format = "yyyy-mm-dd"
            case Marked() if any(run.marked or run.altered for run in cell.runs):
                found = WriteOnlyCell(self.sheet, _rich(cell))
            case _:
                found = _text(self.sheet, text_of(cell))
        found.font = Font(name=_FONT, size=_SIZE, charset=134)
        found.alignment, found.border = _NUMBER if column.id in _NUMBERS else _TOP, _BORDER
        if column.role in (Role.OPINION, Role.REMARK):
            found.fill = _TO_FILL_IN
        return found

    def _choices(self, last: int) -> None:
        """Let an opinion be chosen from a list; other words are warned of, not refused."""
        listed = ",".join(self.table.opinions)
        if not listed or len(listed) > _LISTED:
            return
        for at, column in enumerate(self.columns, 1):
            if column.role is not Role.OPINION:
                continue
            choice = DataValidation("list", formula1=f'"{listed}"', allow_blank=True)
            choice.errorStyle = "warning"
            choice.showErrorMessage = choice.showInputMessage = True
            choice.errorTitle, choice.error = "人工意见", "不在所列意见之中，读回时可能读不懂。"
            choice.promptTitle, choice.prompt = "人工意见", "请从列表中选择；几项改判之间用“、”隔开。"
            letter = get_column_letter(at)
            choice.add(f"{letter}2:{letter}{max(last, 2)}")
            self.sheet.data_validations.append(choice)


def _text(sheet: WriteOnlyWorksheet, text: str) -> SheetCell:
    """Return a cell of text that stays text: also where it begins like a formula, also once it was edited."""
    found = WriteOnlyCell(sheet)
    found.value = escaped(written(text))
    found.data_type = "s"
    if text.startswith(_FORMULA):
        found.quotePrefix = True
    return found


def _wider(cell: Cell) -> bool:
    """Whether a cell has bold words, which take more room than is reckoned: one more line is enough."""
    return isinstance(cell, Marked) and any(run.altered is Altered.IN for run in cell.runs)


def _rich(cell: Marked) -> CellRichText:
    return CellRichText([TextBlock(_inline(run), escaped(written(run.text))) for run in cell.runs])


def _inline(run: Run) -> InlineFont:
    """Return how a stretch is written: one with a link underlined, words left out struck, words put in bold."""
    plain = {"rFont": _FONT, "sz": _SIZE, "charset": 134}
    if run.altered is Altered.OUT:
        return InlineFont(**plain, strike=True, color=_OUT)
    if run.altered is Altered.IN:
        return InlineFont(**plain, b=True, u="single", color=_IN)
    return InlineFont(**plain, u="single", color=_MARKED) if run.marked else InlineFont(**plain)


def _title_sheet(sheet: WriteOnlyWorksheet, found: HandedIn, continued: dict[str, int]) -> None:
    """Write the title block: what was compared, what the sheets hold, how to read and fill them in."""
    sheet.column_dimensions["A"].width = 16
    sheet.column_dimensions["B"].width = 10
    sheet.column_dimensions["C"].width = 110
    _print_setup(sheet, TITLE_SHEET)
    at = 0
    for at, (cells, bold) in enumerate(_title_rows(found, continued), 1):
        row = []
        for value in cells:
            cell = WriteOnlyCell(sheet, value) if isinstance(value, int) else _text(sheet, value)
            size = 16 if at == 1 else _SIZE + 1
            cell.font = Font(name=_HEAD_FONT if bold else _FONT, size=size, bold=bold, charset=134)
            cell.alignment = Alignment(vertical="top", horizontal="left", wrap_text=at > 1)
            row.append(cell)
        text = cells[-1] if isinstance(cells[-1], str) else ""
        sheet.row_dimensions[at].height = 26 if at == 1 else max(1, lines(text, 50)) * 15 + 4
        sheet.append(row)


def _title_rows(found: HandedIn, continued: dict[str, int]) -> Iterable[tuple[list[str | int], bool]]:
    yield [found.title], True
    for at, document in enumerate(found.documents, 1):
        yield ["文件" if at == 1 else "", at, document], False
    yield ["表", "行数", "说明"], True
    for table in found.tables:
        more = continued[table.name]
        said = f" 有 {more} 行一行放不下，接在下一行，序号后写“{CONTINUED}”。" if more else ""
        yield [table.zh, len(table.rows), table.note + said], False
    yield ["怎样读、怎样填"], True
    for note in found.notes:
        yield ["", "", note], False
