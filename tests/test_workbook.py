"""The workbook: opened by openpyxl and compared with the tables; text is text, whole, and printed as it is meant."""

from __future__ import annotations

import zipfile
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyoxigraph as ox
import pytest
from openpyxl.cell.rich_text import CellRichText
from openpyxl.worksheet.worksheet import Worksheet

from ingest.link import align
from lawgraph.build import BuildReport
from lawgraph.exports import exports
from lawgraph.office.layout import MOST_UNITS, across, lines, pieces
from lawgraph.office.workbook import CONTINUED, TITLE_SHEET, workbook
from lawgraph.tables.cells import Cell, Column, Marked, Number, Role, Stack, Table, text_of
from lawgraph.tables.characters import unescaped, written
from lawgraph.tables.handed_in import HandedIn, handed_in
from queries import EmbeddedEngine, open_engine

from .linked import graph_of, read

INPUT = Path(__file__).parent / "data" / "two-levels.trig"
HOSTILE = (
    "=1+1",
    "+HYPERLINK(1)",
    "-2",
    "@SUM(A1)",
    "#N/A",
    "<script>alert(1)</script>",
    "</t></is></c>&amp;<![CDATA[x]]>",
    "=cmd|' /C calc'!A0",
    "007",
    "2012-03-17",
    "TRUE",
    "  两端空白  ",
    "一\n二",
)


@pytest.fixture(scope="module")
def real(built: BuildReport) -> EmbeddedEngine:
    """The graph of the two documents of the project."""
    return EmbeddedEngine.open(built.generation.store)


@pytest.fixture(scope="module")
def file(real: EmbeddedEngine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("workbook") / "out" / "g.xlsx"
    exports()["xlsx"].write(real, path)
    return path


def of_texts(*texts: str | Marked, title: str = "试", width: int = 10) -> HandedIn:
    """One table with a column of texts."""
    rows = tuple(_Row(Number(Decimal(at)), text) for at, text in enumerate(texts, 1))
    columns = (Column("number", "序号", "No.", 4), Column("text", "文", "Text", width))
    stacks = (Stack("文", "Text", 1, (("text", ""),)),)
    return HandedIn(title, (title,), (), (Table("t", "表", "Table", "", columns, stacks, rows),))


class _Row:
    def __init__(self, number: Number, text: str | Marked) -> None:
        self.number = number
        self.text = text


def opened(found: HandedIn, tmp_path: Path, *, rich: bool = False) -> openpyxl.Workbook:
    path = tmp_path / "t.xlsx"
    path.write_bytes(workbook(found))
    return openpyxl.load_workbook(path, rich_text=rich)


def heads(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value).split("\n")[0]: at for at, cell in enumerate(sheet[1])}


def test_each_table_is_a_sheet_with_all_its_cells(real: EmbeddedEngine, file: Path) -> None:
    book = openpyxl.load_workbook(file)
    found = handed_in(real)
    assert book.sheetnames == [TITLE_SHEET, *(table.zh for table in found.tables)]
    for table in found.tables:
        sheet = book[table.zh]
        read_back: list[list[str]] = []
        for row in sheet.iter_rows(min_row=2, values_only=True):
            values = [_said(value) for value in row]
            if values[0].endswith(CONTINUED):
                read_back[-1] = [a + b for a, b in zip(read_back[-1], values, strict=True)]
            else:
                read_back.append(values)
        assert len(read_back) == len(table.rows)
        skipped = {0, *(at for at, column in enumerate(table.columns) if column.role is Role.KEY)}
        for values, cells in zip(read_back, table.cells(), strict=True):
            for at, (value, cell) in enumerate(zip(values, cells, strict=True)):
                if at not in skipped:
                    assert value == _wanted(cell), (table.zh, table.columns[at].zh)


def _said(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat()
    return unescaped(f"{value:.10g}" if isinstance(value, float) else str(value))


def _wanted(cell: Cell) -> str:
    return (
        f"{float(cell.value):.10g}" if isinstance(cell, Number) and cell.value % 1 else written(text_of(cell))
    )


def test_the_same_graph_gives_the_same_bytes(real: EmbeddedEngine, file: Path, tmp_path: Path) -> None:
    again = tmp_path / "g.xlsx"
    exports()["xlsx"].write(real, again)
    assert again.read_bytes() == file.read_bytes()
    with zipfile.ZipFile(file) as package:
        assert {entry.date_time for entry in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"dcterms:" not in package.read("docProps/core.xml").replace(b"xmlns:dcterms", b"")


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text_whatever_it_looks_like(tmp_path: Path, text: str) -> None:
    cell = opened(of_texts(text), tmp_path)["表"]["B2"]
    assert cell.value == text
    assert cell.data_type == "s"
    assert bool(cell.quotePrefix) is text.startswith(("=", "+", "-", "@"))


MARKUP = "养犬人应当在30日内办理登记<script>alert(1)</script>&amp;<b>，=cmd|' /C calc'!A0"


def test_nothing_in_a_package_is_a_formula_or_a_link(file: Path, tmp_path: Path) -> None:
    upper, lower = (
        read(f"={place}养犬条例\n第一条 为了养犬，制定本条例。\n第二条 {MARKUP}。\n第三条 禁止养狼。\n")
        for place in ("示例省", "示例市")
    )
    other = tmp_path / "h.xlsx"
    exports()["xlsx"].write(graph_of([upper, lower], [align(upper, lower)]), other)
    for path in (file, other):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                data = package.read(name)
                assert not any(tag in data for tag in (b"<f>", b"<f ", b"<script", b"<hyperlink"))
    sheet = openpyxl.load_workbook(other)["对照表"]
    texts = [row[heads(sheet)["下位规定"]] for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert f"{MARKUP}。" in texts


LONG = [
    ("法" * 40_000, "one line without a seam"),
    ("第一句。" * 9_000, "sentences"),
    ("😀" * 20_000, "characters of two units each"),
    ("一\n" * 9_000, "lines"),
]


@pytest.mark.parametrize(("text", "why"), LONG)
def test_nothing_is_cut_and_what_goes_on_says_so(tmp_path: Path, text: str, why: str) -> None:
    sheet = opened(of_texts(text, "短"), tmp_path)["表"]
    rows = list(sheet.iter_rows(min_row=2, values_only=True))
    pieces_of = [str(value) for number, value in rows if str(number).startswith("1")]
    assert "".join(pieces_of) == text, why
    assert all(len(piece.encode("utf-16-le")) // 2 <= MOST_UNITS for piece in pieces_of)
    assert [number for number, _ in rows] == [1, *[f"1{CONTINUED}"] * (len(pieces_of) - 1), 2]
    assert all((row.height or 0) <= 409.5 for row in sheet.row_dimensions.values())


def test_a_piece_keeps_what_is_marked() -> None:
    whole = Marked.at("甲" * 30, [(8, 22)])
    found = pieces(whole, 5, 2)
    assert len(found) > 1
    assert "".join(text_of(piece) for piece in found) == whole.text
    marked = "".join(
        run.text for piece in found if isinstance(piece, Marked) for run in piece.runs if run.marked
    )
    assert marked == "甲" * 14


def test_the_sentence_of_a_link_is_rich_text(real: EmbeddedEngine, file: Path) -> None:
    sheet = openpyxl.load_workbook(file, rich_text=True)["对照表"]
    links = [row for row in sheet.iter_rows(min_row=2, values_only=True) if row[heads(sheet)["上位规定"]]]
    cells = [row[heads(sheet)["下位规定"]] for row in links]
    rich = [cell for cell in cells if isinstance(cell, CellRichText)]
    assert len(rich) > len(links) / 2
    assert all(any(block.font.u == "single" for block in cell if not isinstance(block, str)) for cell in rich)


def test_the_layout_is_as_it_is_meant(file: Path) -> None:
    book = openpyxl.load_workbook(file)
    for sheet in book.worksheets:
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert len(sheet.oddHeader.left.text) < 50
    for sheet in book.worksheets[1:]:
        assert sheet.freeze_panes == "B2"
        assert sheet.print_title_rows == "$1:$1"
        assert sheet.auto_filter.ref.startswith("A1:")
        assert all(cell.alignment.wrap_text for cell in sheet[2])
        assert {cell.font.name for cell in sheet[1]} == {"等线"}
        assert {cell.font.name for cell in sheet[2]} == {"宋体"}
    sheet = book["对照表"]
    at = heads(sheet)
    letter = openpyxl.utils.get_column_letter
    assert sheet.column_dimensions[letter(at["行键（勿改）"] + 1)].hidden
    (choice,) = sheet.data_validations.dataValidation
    assert choice.formula1.startswith('"确认,否决,改判：')
    assert len(choice.formula1) <= 257
    assert str(choice.sqref).startswith(f"{letter(at['人工意见'] + 1)}2:")


def test_numbers_and_days_are_such(file: Path) -> None:
    sheet = openpyxl.load_workbook(file)["金额与期限"]
    at = heads(sheet)
    lows = [row[at["下限"]].value for row in sheet.iter_rows(min_row=2)]
    assert 80_000_000 in lows
    sources = openpyxl.load_workbook(file)["来源"]
    issued = [row[heads(sources)["发布日期"]].value for row in sources.iter_rows(min_row=2)]
    assert datetime(2012, 3, 17) in issued  # noqa: DTZ001 – a day of a sheet has no zone


def test_a_title_of_300_characters(tmp_path: Path) -> None:
    title = "关于" + "很长" * 149
    book = opened(of_texts("文", title=title), tmp_path)
    assert book[TITLE_SHEET]["A1"].value == title
    assert len(book.properties.title) <= 255
    engine = graph_of([read(f"{title}办法\n第一条 本办法自2020年1月1日起施行。\n")], [])
    path = tmp_path / "long.xlsx"
    exports()["xlsx"].write(engine, path)
    assert openpyxl.load_workbook(path)["来源"]["B2"].value.startswith(title)


@pytest.mark.parametrize("engine", [EmbeddedEngine(ox.Store()), open_engine(INPUT)], ids=["empty", "small"])
def test_small_graphs_open(tmp_path: Path, engine: EmbeddedEngine) -> None:
    path = tmp_path / "g.xlsx"
    exports()["xlsx"].write(engine, path)
    book = openpyxl.load_workbook(path)
    wanted = {table.zh: len(table.rows) for table in handed_in(engine).tables}
    assert {sheet.title: sheet.max_row - 1 for sheet in book.worksheets[1:]} == wanted


def test_widths_of_text() -> None:
    assert across("“中”ab…") == 10
    assert lines("", 4) == 1
    assert lines("中" * 9, 4) == 3
