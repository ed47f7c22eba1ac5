"""The document: opened by python-docx and compared with the tables; text is text, and fonts are set for Chinese."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import docx
import pyoxigraph as ox
import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from lawgraph.build import BuildReport
from lawgraph.exports import exports
from lawgraph.office.document import document
from lawgraph.tables.cells import Marked
from lawgraph.tables.handed_in import handed_in
from queries import EmbeddedEngine, open_engine

from .linked import graph_of, read
from .test_workbook import HOSTILE, INPUT, of_texts


@pytest.fixture(scope="module")
def real(built: BuildReport) -> EmbeddedEngine:
    """The graph of the two documents of the project."""
    return EmbeddedEngine.open(built.generation.store)


@pytest.fixture(scope="module")
def file(real: EmbeddedEngine, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("document") / "out" / "g.docx"
    exports()["docx"].write(real, path)
    return path


def cell_texts(table: Any) -> list[list[str]]:
    return [
        [
            "\n".join("".join(run_texts(paragraph)) for paragraph in cell.iter(qn("w:p")))
            for cell in row.iter(qn("w:tc"))
        ]
        for row in table._tbl.iter(qn("w:tr"))
    ]


def run_texts(paragraph: Any) -> list[str]:
    kinds = {qn("w:t"): None, qn("w:br"): "\n", qn("w:tab"): "\t"}
    return [kinds[each.tag] or each.text or "" for each in paragraph.iter() if each.tag in kinds]


def test_each_table_has_a_heading_and_all_its_rows(real: EmbeddedEngine, file: Path) -> None:
    made = docx.Document(str(file))
    found = handed_in(real)
    headings = [each.text.split("  ")[0] for each in made.paragraphs if each.style.name == "Heading 1"]
    assert headings == [table.zh for table in found.tables]
    assert len(made.tables) == len(found.tables)
    for table, wanted in zip(made.tables, found.tables, strict=True):
        rows = cell_texts(table)
        assert len(rows) - 1 == len(wanted.rows)
        assert [cell.split("\n")[0] for cell in rows[0]] == [stack.zh for stack in wanted.stacks]


def test_both_texts_of_each_link_are_whole_and_marked(real: EmbeddedEngine, file: Path) -> None:
    table = docx.Document(str(file)).tables[0]
    rows = cell_texts(table)[1:]
    wanted: list[Any] = list(handed_in(real).tables[0].rows)
    for row, link in zip(rows, wanted, strict=True):
        assert link.lower_label in row[1]
        assert row[1].endswith("同上") or link.lower.text in row[1]
        assert link.upper is None or link.upper.text in row[2]
        assert (link.sure or "") in row[3]
    first = next(iter(table._tbl.iter(qn("w:u")))).getparent()
    assert first.find(qn("w:shd")) is not None


def test_an_amount_is_whole_on_paper(file: Path) -> None:
    tables = docx.Document(str(file)).tables
    (amounts,) = (table for table in tables if cell_texts(table)[0][2].startswith("数额"))
    (fund,) = (row for row in cell_texts(amounts) if "二、一是" in row[1] and "8000万元" in row[2])
    assert fund[2].split("\n") == [
        "金额",
        "用途：资金规模",
        "8000万元",
        "下限：80000000",
        "上限：80000000",
        "单位：元",
        "每年",
    ]
    assert fund[3] == "支付：省财政"


def test_heads_are_repeated_and_rows_do_not_break(file: Path) -> None:
    for table in docx.Document(str(file)).tables:
        head, *rows = table._tbl.iter(qn("w:tr"))
        assert head.find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        unbroken = [row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows]
        assert sum(unbroken) > len(rows) / 2
        assert all(row.find(f".//{qn('w:tblHeader')}") is None for row in rows)


def test_the_page_is_landscape_and_numbered(file: Path) -> None:
    (section,) = docx.Document(str(file)).sections
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (section.page_width.mm, section.page_height.mm) == (
        pytest.approx(297, abs=1),
        pytest.approx(210, abs=1),
    )
    fields = [each.get(qn("w:instr")) for each in section.footer._element.iter(qn("w:fldSimple"))]
    assert fields == ["PAGE", "NUMPAGES"]


def test_fonts_for_chinese_are_set_in_the_styles(file: Path) -> None:
    styles = docx.Document(str(file)).styles
    for name, font in (("Normal", "宋体"), ("Title", "等线"), ("Heading 1", "等线"), ("List Bullet", "宋体")):
        fonts = styles[name].element.rPr.rFonts
        assert fonts.get(qn("w:eastAsia")) == font
        assert not [each for each in fonts.attrib if each.endswith("Theme")]


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_text_whatever_it_looks_like(tmp_path: Path, text: str) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(document(of_texts(text)))
    (table,) = docx.Document(str(path)).tables
    assert cell_texts(table)[1] == [text]


def test_control_characters_are_told(tmp_path: Path) -> None:
    path = tmp_path / "t.docx"
    path.write_bytes(document(of_texts(Marked.at("甲\x00乙\x1b\ud800丙\t丁", [(0, 2)]))))
    (table,) = docx.Document(str(path)).tables
    assert cell_texts(table)[1] == ["甲\\x00乙\\x1b\\ud800丙\t丁"]


def test_the_same_graph_gives_the_same_bytes(real: EmbeddedEngine, file: Path, tmp_path: Path) -> None:
    again = tmp_path / "g.docx"
    exports()["docx"].write(real, again)
    assert again.read_bytes() == file.read_bytes()
    with zipfile.ZipFile(file) as package:
        assert b"<dcterms:" not in package.read("docProps/core.xml")


@pytest.mark.parametrize("engine", [EmbeddedEngine(ox.Store()), open_engine(INPUT)], ids=["empty", "small"])
def test_small_graphs_open(tmp_path: Path, engine: EmbeddedEngine) -> None:
    path = tmp_path / "g.docx"
    exports()["docx"].write(engine, path)
    made = docx.Document(str(path))
    wanted = [table for table in handed_in(engine).tables if table.rows]
    assert len(made.tables) == len(wanted)
    said = [each.text for each in made.paragraphs]
    assert said.count("没有。") == len(handed_in(engine).tables) - len(wanted)


def test_a_title_of_300_characters_and_markup(tmp_path: Path) -> None:
    title = "关于<b>&" + "很长" * 145
    engine = graph_of([read(f"{title}办法\n第一条 本办法自2020年1月1日起施行。\n")], [])
    path = tmp_path / "g.docx"
    exports()["docx"].write(engine, path)
    assert title in docx.Document(str(path)).paragraphs[0].text
