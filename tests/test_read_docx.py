"""DOCX: what the printed page says is the text, with marks; what is left out is said."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx.document import Document

from ingest.read import ReadError, read
from ingest.read.docx import content
from ingest.read.package import MOST_BYTES
from ingest.structure import structure
from ingest.text import Aside, Block, Cell, Heading, ListItem, SourceText
from tests.documents import element, word

PATH = Path("a.docx")


def numbered(*levels: tuple[str, str], suffix: str = "nothing") -> Callable[[Document, list[int]], None]:
    """Return what gives paragraphs a list of levels (format, text), by the level of each; -1 is no list."""

    def change(document: Document, at: list[int]) -> None:
        numbering = document.part.numbering_part.element
        inner = "".join(
            f'<w:lvl w:ilvl="{n}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="{suffix}"/>'
            f'<w:lvlText w:val="{text}"/></w:lvl>'
            for n, (form, text) in enumerate(levels)
        )
        abstract = element(f'<w:abstractNum w:abstractNumId="77">{inner}</w:abstractNum>')
        numbering.insert(0, abstract)
        numbering.append(element('<w:num w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))
        for paragraph, level in zip(document.paragraphs, at, strict=True):
            if level >= 0:
                properties = paragraph._p.get_or_add_pPr()
                properties.append(
                    element(f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="77"/></w:numPr>')
                )

    return change


LAW = (
    ("chineseCountingThousand", "第%1章"),
    ("chineseCountingThousand", "第%2条"),
    ("chineseCounting", "（%3）"),
)


@pytest.mark.parametrize(
    ("levels", "at", "lines", "why"),
    [
        (LAW, [0, 1, 1, 0, 1], ["第一章甲", "第一条甲", "第二条甲", "第二章甲", "第一条甲"], "counts anew"),
        (LAW, [1, 2, 2, 1, 2], ["第一条甲", "（一）甲", "（二）甲", "第二条甲", "（一）甲"], "items under articles"),
        (LAW, [1, -1, 1], ["第一条甲", "甲", "第二条甲"], "a paragraph without a number is between"),
        ((("decimal", "%1."), ("decimal", "%1.%2")), [0, 1, 1], ["1.甲", "1.1甲", "1.2甲"], "two levels in one label"),
        ((("decimalEnclosedCircle", "%1"),), [0, 0], ["①甲", "②甲"], "digits in circles"),
        ((("bullet", "\uf0b7"),), [0], ["甲"], "a bullet of a private font is a mark, no character"),
        ((("chineseLegalSimplified", "%1、"),), [0, 0], ["壹、甲", "贰、甲"], "capital numerals"),
        ((("upperLetter", "%1."), ("lowerRoman", "%2)")), [0, 1, 1], ["A.甲", "i)甲", "ii)甲"], "letters and Roman"),
        ((("ideographTraditional", "%1、"),), [0, 0], ["甲、甲", "乙、甲"], "the ten stems"),
    ],
)  # fmt: skip
def test_generated_numbers_are_in_the_text(
    levels: tuple[tuple[str, str], ...], at: list[int], lines: list[str], why: str
) -> None:
    change = numbered(*levels)
    found = content(PATH, word(*["甲"] * len(at), change=lambda document: change(document, at)))
    assert found.text.split("\n")[:-1] == lines, why


def test_a_list_is_marked_by_its_levels() -> None:
    change = numbered(*LAW, suffix="space")
    found = content(PATH, word("甲", "乙", "丙", change=lambda document: change(document, [1, 2, -1])))
    assert [(type(mark), found.text[mark.start : mark.end]) for mark in found.marks] == [
        (ListItem, "第一条 甲"),
        (ListItem, "（一） 乙"),
        (Block, "丙"),
    ]
    assert [mark.level for mark in found.marks if isinstance(mark, ListItem)] == [2, 3]


def revised(document: Document) -> None:
    """Track changes in the first paragraph: one word in, one out; the second was deleted whole."""
    first, second = document.paragraphs[:2]
    first._p.append(element('<w:ins w:id="1"><w:r><w:t>应当</w:t></w:r></w:ins>'))
    first._p.append(element('<w:del w:id="2"><w:r><w:delText>可以</w:delText></w:r></w:del>'))
    first._p.append(element("<w:r><w:t>遵守。</w:t></w:r>"))
    second._p.get_or_add_pPr().append(element('<w:rPr><w:del w:id="3"/></w:rPr>'))
    for run in list(second._p.iter("{*}r")):
        second._p.remove(run)
    second._p.append(element('<w:del w:id="4"><w:r><w:delText>此句删去。</w:delText></w:r></w:del>'))


def test_of_tracked_changes_the_accepted_text_is_read_and_the_rest_said() -> None:
    found = content(PATH, word("第一条 企业", "空", "第二条 施行。", change=revised))
    assert found.text == "第一条 企业应当遵守。\n第二条 施行。\n"
    (said,) = found.diagnostics
    assert said.code == "tracked-changes"
    assert "1 insertions" in said.message
    assert "可以 | 此句删去。" in said.message
    assert [found.text[slice(*span)] for span in said.spans] == ["应当"]


def with_comment(document: Document) -> None:
    document.add_comment(document.paragraphs[0].runs, text="此处建议修改", author="某")


def with_header(document: Document) -> None:
    document.sections[0].header.paragraphs[0].text = "某市司法局"
    document.sections[0].footer.paragraphs[0].text = "— 1 —"


def with_page_number(document: Document) -> None:
    document.sections[0].footer.paragraphs[0].text = "— 1 —"


def with_hidden(document: Document) -> None:
    document.paragraphs[0].add_run("隐藏").font.hidden = True


def with_symbol(document: Document) -> None:
    document.paragraphs[0]._p.append(element('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>'))


@pytest.mark.parametrize(
    ("change", "code", "words", "why"),
    [
        (with_comment, "comments-left-out", "此处建议修改", "a comment is no word of the rule"),
        (with_header, "header-footer", "某市司法局", "a header stands apart from the text"),
        (with_page_number, None, "", "a page number needs no word"),
        (with_hidden, "hidden-text", "隐藏", "what is not printed is not read"),
        (with_symbol, "glyphs-lost", "1 symbols", "a sign of a private font has no character"),
    ],
)
def test_what_is_left_out_is_said(
    change: Callable[[Document], None], code: str | None, words: str, why: str
) -> None:
    found = content(PATH, word("第一条 企业应当遵守。", change=change))
    assert found.text.rstrip("\ufffd\n") == "第一条 企业应当遵守。"
    assert [each.code for each in found.diagnostics] == ([code] if code else []), why
    assert all(words in each.message for each in found.diagnostics)


def tabled(document: Document) -> None:
    table = document.add_table(rows=3, cols=3)
    for row, cells in enumerate((("序号", "任务", "牵头单位"), ("1", "甲", "市水务局"), ("2", "乙", ""))):
        for column, words in enumerate(cells):
            table.cell(row, column).text = words
    table.cell(1, 2).merge(table.cell(2, 2))
    table.cell(1, 1).add_paragraph("甲二")
    document.add_paragraph("后文")


def test_a_table_is_rows_of_cells_with_marks() -> None:
    found = content(PATH, word("前文", change=tabled))
    assert found.text == "前文\n序号\t任务\t牵头单位\n1\t甲\n甲二\t市水务局\n2\t乙\t\n后文\n"
    cells = [mark for mark in found.marks if isinstance(mark, Cell)]
    assert [(found.text[cell.start : cell.end], cell.row, cell.column, cell.rows) for cell in cells] == [
        ("序号", 1, 1, 1), ("任务", 1, 2, 1), ("牵头单位", 1, 3, 1),
        ("1", 2, 1, 1), ("甲\n甲二", 2, 2, 1), ("市水务局", 2, 3, 2),
        ("2", 3, 1, 1), ("乙", 3, 2, 1),
    ]  # fmt: skip


def test_headings_line_ends_and_contents() -> None:
    def change(document: Document) -> None:
        document.add_heading("第一章 总则", 1)
        document.add_paragraph("甲").add_run().add_break()
        document.paragraphs[-1].add_run("乙")
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("第一章 总则\t1", style=style)

    found = content(PATH, word(change=change))
    assert found.text == "第一章 总则\n甲\n乙\n第一章 总则\u30001\n"
    assert [type(mark) for mark in found.marks] == [Heading, Block, Aside]


def test_text_boxes_are_read_once_and_notes_set_aside() -> None:
    box = (
        '<w:r><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
        "<mc:Choice><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></mc:Choice>"
        "<mc:Fallback><w:txbxContent><w:p><w:r><w:t>框内文字</w:t></w:r></w:p></w:txbxContent></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )
    data = word("第一条 甲。", "第二条 乙。", change=lambda each: each.paragraphs[0]._p.append(element(box)))
    found = content(PATH, data)
    assert found.text == "第一条 甲。\n框内文字\n第二条 乙。\n"
    assert not found.diagnostics


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """Return a package with one part put in or in place of another."""
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return packed.getvalue()


def test_footnotes_stand_at_the_end_set_aside() -> None:
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:id="2"><w:p><w:r><w:t>见某规定。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    ).encode()

    def change(document: Document) -> None:
        document.paragraphs[0]._p.append(element('<w:r><w:footnoteReference w:id="2"/></w:r>'))

    data = with_part(word("第一条 甲。", "第二条 乙。", change=change), "word/footnotes.xml", notes)
    found = content(PATH, data)
    assert found.text == "第一条 甲。\n第二条 乙。\n见某规定。\n"
    document = structure(SourceText("a.docx", found.text, "0" * 64, marks=found.marks))
    assert [(residue.reason, residue.text) for residue in document.residues] == [("footnote", "见某规定。")]


DEEP = (
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body><w:p>'
    + b"<w:r>" * 100_000 + b"<w:t>x</w:t>" + b"</w:r>" * 100_000 + b"</w:p></w:body></w:document>"
)  # fmt: skip
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    b'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
)


@pytest.mark.parametrize(
    ("part", "words", "why"),
    [
        (b"<w:document", "broken", "XML that ends too soon"),
        (ENTITIES, "document type", "entities that grow"),
        (DEEP, "nested too deep", "a hundred thousand levels"),
        (b" " * (MOST_BYTES + 1), "zip bomb", "a part that unpacks to more than the limit"),
        (b"<x/>", "no body", "XML of another kind"),
    ],
)
def test_a_broken_package_is_one_line(tmp_path: Path, part: bytes, words: str, why: str) -> None:
    path = tmp_path / "law.docx"
    path.write_bytes(with_part(word("第一条 甲。"), "word/document.xml", part))
    with pytest.raises(ReadError) as caught:
        read(path)
    assert words in str(caught.value), why
    assert "\n" not in str(caught.value)


def test_a_cut_package_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "law.docx"
    path.write_bytes(word("第一条 甲。")[:-200])
    with pytest.raises(ReadError, match="broken"):
        read(path)


def test_a_document_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "law.docx"
    path.write_bytes(word("某市养犬管理条例", "第一条 为了规范养犬，制定本条例。", "第二条 养犬人应当登记。"))
    source = read(path)
    assert source.media_type.endswith("wordprocessingml.document")
    paths = [each.path for each in structure(source).provisions]
    assert {"title", "art-1", "art-2"} <= set(paths)


def test_the_count_of_characters_notices_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.read import docx

    def without_tables(*_: Any) -> None:
        pass

    monkeypatch.setattr(docx._Document, "_table", without_tables)
    found = content(PATH, word("前文", change=tabled))
    assert [each.code for each in found.diagnostics] == ["characters-lost"]
