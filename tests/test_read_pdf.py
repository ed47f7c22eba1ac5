"""PDF with a text layer: reading order, pages, tables by their lines; a scan and lost characters are said."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PIL import Image

from ingest.read import ReadError, read
from ingest.read.pdf import content
from ingest.structure import structure
from ingest.text import Aside, Block, Cell, Page, SourceText
from tests.documents import chinese_pdf, printed

PATH = Path("a.pdf")
ONE = [
    "　　第一条 为了规范养犬行为，保障公民健康和人身安全，维护",
    "市容环境和社会公共秩序，制定本条例。",
    "　　第二条 养犬人应当依法办理养犬登记，并遵守社会公德。",
    "养犬人不得干扰他人正常生活，不得放任犬只恐吓他人，应当在",
]
TWO = ["出户时及时清除犬只排泄物。", "　　第三条 本条例自公布之日起施行。"]


def words(data: bytes) -> str:
    return content(PATH, data).text


def test_lines_pages_and_paragraphs() -> None:
    found = content(PATH, printed([ONE, TWO], number="— {} —"))
    lines = found.text.splitlines()
    assert [line.strip() for line in lines] == [line.strip() for line in (*ONE, "— 1 —", *TWO, "— 2 —")], (
        "a page number at the foot is read after the words over it"
    )
    assert [line.startswith("　　") for line in lines] == [
        True,
        False,
        True,
        False,
        False,
        False,
        True,
        False,
    ]
    pages = [mark for mark in found.marks if isinstance(mark, Page)]
    assert [found.text[each.start : each.end].count("\n") for each in pages] == [5, 3]


def test_a_paragraph_is_one_over_full_lines_and_pages() -> None:
    found = content(PATH, printed([ONE, TWO, ["　　第四条 略。"], ["　　第五条 略。"]], number="— {} —"))
    blocks = [found.text[each.start : each.end] for each in found.marks if isinstance(each, Block)]
    assert [re.sub(r"\s|—\d—", "", each)[:3] + str(each.count("\n")) for each in blocks] == [
        "第一条1", "第二条3", "第三条0", "第四条0", "第五条0",
    ]  # fmt: skip
    source = SourceText("a.pdf", found.text, "0" * 64, marks=found.marks)
    articles = [each for each in structure(source).provisions if each.kind == "paragraph"]
    assert len(articles) == 5, "a sentence that ends at the edge of the page ends no paragraph"


def test_what_stands_at_one_place_of_all_pages_is_set_aside() -> None:
    pages = [[f"　　第{at}条 企业应当遵守本条例。"] for at in "一二三四"]
    found = content(PATH, printed(pages, head="某省人民政府公报", number="— {} —"))
    asides = [
        (mark.reason, found.text[mark.start : mark.end]) for mark in found.marks if isinstance(mark, Aside)
    ]
    assert asides == [
        each for at in range(1, 5) for each in (("running-head", "某省人民政府公报"), ("page-number", f"— {at} —"))
    ]  # fmt: skip


def test_two_pages_set_nothing_aside() -> None:
    found = content(PATH, printed([ONE, TWO], head="某省人民政府公报"))
    assert not any(isinstance(mark, Aside) for mark in found.marks), (
        "twice may be chance; repair sees them too"
    )


def test_two_columns_are_read_one_after_the_other() -> None:
    pdf = chinese_pdf(format="A4")
    pdf.add_page()
    pdf.text(70, 20, "某市养犬管理条例实施办法")
    left = [f"左栏第{at}行文字文字文字文字文字文字文" for at in "一二三四五六七"]
    right = [line.replace("左", "右") for line in left]
    for at, pair in enumerate(zip(left, right, strict=True)):
        pdf.text(15, 35 + 7 * at, pair[0])
        pdf.text(110, 35 + 7 * at, pair[1])
    pdf.text(15, 100, "以下一行横贯全页文字文字文字文字文字文字文字文字文字文字文字文字文字文")
    lines = words(bytes(pdf.output())).split()
    assert lines[1:15] == [*left, *right]
    assert lines[0].startswith("某市")
    assert lines[15].startswith("以下")


def in_columns(*pages: tuple[list[str], list[str]]) -> bytes:
    """Return a PDF of pages, each with the lines of its left and its right column."""
    pdf = chinese_pdf(format="A4")
    for sides in pages:
        pdf.add_page()
        for x, lines in zip((15, 110), sides, strict=True):
            for at, line in enumerate(lines):
                pdf.text(x + (8.5 if line.startswith("　　") else 0), 30 + 7 * at, line.lstrip("　"))
    return bytes(pdf.output())


def full(name: str, count: int) -> list[str]:
    return [f"{name}{at}文字文字文字文字文字文字文字文字" for at in "一二三四五六七八九十"[:count]]


@pytest.mark.parametrize(
    ("left", "right", "why"),
    [
        (full("左", 8), full("右", 2), "the right column ends soon"),
        (full("左", 3), full("右", 3), "both are short"),
        (full("左", 8), ["短一", "短二", "短三", "短四", "短五", "短六"], "no line of the right one is full"),
    ],
)
def test_a_page_keeps_the_columns_of_the_one_before(left: list[str], right: list[str], why: str) -> None:
    found = words(in_columns((full("前", 9), full("后", 9)), (left, right)))
    assert found.split()[18:] == [*left, *right], why


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ([(["组长", "成员", "成员"], ["甲某", "乙某", "丙某"])], "no page before has columns"),
        (
            [
                (full("前", 9), full("后", 9)),
                (["组长　　　　　　甲某", "　　　　成员", "　　　　　　成员"], ["", "", ""]),
            ],
            "what stands elsewhere is no column",
        ),
        (
            [(full("前", 9), full("后", 9)), ([f"横贯全页{'文字' * 15}{at}" for at in "一二三"], ["", "", ""])],
            "lines go over the whole page",
        ),
    ],
)  # fmt: skip
def test_what_is_no_column_is_read_row_by_row(pages: list[tuple[list[str], list[str]]], why: str) -> None:
    found = words(in_columns(*pages)).split()
    left, right = pages[-1]
    wanted = [part for pair in zip(left, right, strict=True) for line in pair for part in line.split()]
    assert found[-len(wanted) :] == wanted, why


@pytest.mark.parametrize(
    ("start", "end", "why"),
    [
        ("甲", "乙文字文字文字。", "a paragraph goes on at the top of the right column"),
        ("　　第一条 甲", "乙。", "an article too, with one word left"),
        ("　　（一）甲", "乙文字，文字；", "an item too"),
    ],
)
def test_a_paragraph_goes_on_in_the_next_column(start: str, end: str, why: str) -> None:
    room = 18 - (2 if start.startswith("　") else 0)
    full_line = start + "文字" * 9
    first = ("　　" if start.startswith("　") else "") + full_line.lstrip("　")[:room]
    left = [*full("左", 7), first]
    found = content(PATH, in_columns((left, [end, "　　另起一段。", *full("右", 6)])))
    blocks = ["".join(found.text[m.start : m.end].split()) for m in found.marks if isinstance(m, Block)]
    assert any(each.endswith("".join((first + end).split())) for each in blocks), why


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("以虚假的“清仓价”、“甩卖价”、“最低价”等方式销售", "high marks beside low ones"),
        ("“有奖销售”，“还本销售”。", "at both ends of a line"),
        ("等于或者大于10’、20’的为一一级。", "narrow marks and flat characters"),
    ],
)
def test_marks_that_hang_and_marks_that_stand_are_in_one_line(line: str, why: str) -> None:
    assert words(printed([["前一行文字文字文字。", line, "后一行文字文字文字。"]])).split()[1] == line, why


def test_a_ruled_table_is_rows_of_cells() -> None:
    pdf = chinese_pdf(format="A4")
    pdf.add_page()
    pdf.text(20, 15, "任务分工表")
    pdf.set_y(25)
    with pdf.table(col_widths=(10, 60, 30), line_height=8, first_row_as_headings=False) as table:
        head = table.row()
        for each in ("序号", "任务", "牵头单位"):
            head.cell(each)
        row = table.row()
        row.cell("1")
        row.cell(
            "推进城镇污水处理设施建设和改造，加强运行监管，完善收费机制，提高处理能力和水平，确保稳定达标"
        )
        row.cell("市水务局", rowspan=2)
        row = table.row()
        row.cell("2")
        row.cell("乙")
    pdf.text(20, 120, "后文。")
    found = content(PATH, bytes(pdf.output()))
    assert found.text.splitlines()[:4] == [
        "任务分工表",
        "序号\t任务\t牵头单位",
        "1\t推进城镇污水处理设施建设和改造，加强运行监管，完善收费机制，提高处理能力和水平，确保稳定达标\t市水务局",
        "2\t乙\t",
    ]  # fmt: skip
    cells = [mark for mark in found.marks if isinstance(mark, Cell)]
    assert [(each.row, each.column, each.rows) for each in cells] == [
        (1, 1, 1), (1, 2, 1), (1, 3, 1), (2, 1, 1), (2, 2, 1), (2, 3, 2), (3, 1, 1), (3, 2, 1),
    ]  # fmt: skip


def test_gaps_in_a_line_are_blanks() -> None:
    pdf = chinese_pdf(format="A4")
    pdf.add_page()
    for row, (left, right) in enumerate((("序号", "责任单位"), ("1", "市水务局"), ("2", "市教育局"))):
        pdf.text(20, 20 + 8 * row, left)
        pdf.text(80, 20 + 8 * row, right)
    lines = words(bytes(pdf.output())).splitlines()
    assert [line.split() for line in lines] == [["序号", "责任单位"], ["1", "市水务局"], ["2", "市教育局"]]
    assert all(line.count(" ") > 10 for line in lines), "a wide gap is more than a blank"


def test_a_watermark_is_set_aside() -> None:
    pdf = chinese_pdf(format="A4")
    pdf.add_page()
    pdf.text(20, 20, "第一条 企业应当遵守本条例，维护市场秩序。")
    with pdf.rotation(45, 100, 150):
        pdf.text(80, 150, "内部资料")
    found = content(PATH, bytes(pdf.output()))
    assert [mark.reason for mark in found.marks if isinstance(mark, Aside)] == ["watermark"]
    assert [each.code for each in found.diagnostics] == ["text-turned"]


def picture() -> Image.Image:
    return Image.new("L", (60, 80), 200)


def test_a_scan_is_refused_and_a_scanned_page_said() -> None:
    pdf = chinese_pdf(format="A4")
    pdf.add_page()
    pdf.image(picture(), 0, 0, 210)
    with pytest.raises(ReadError, match="scan"):
        content(PATH, bytes(pdf.output()))
    pdf = chinese_pdf(format="A4")
    pdf.add_page()
    pdf.text(20, 20, "第一条 企业应当遵守本条例，维护市场秩序，诚实守信经营。")
    pdf.add_page()
    pdf.image(picture(), 0, 0, 210)
    (said,) = content(PATH, bytes(pdf.output())).diagnostics
    assert (said.code, "pages 2 " in said.message) == ("page-without-text", True)


def without_mapping(data: bytes, name: bytes = b"/ToUnicode") -> bytes:
    """Return a PDF whose fonts have lost what maps their glyphs to characters."""
    assert name in data
    return data.replace(name, b"/Tooooooooo"[: len(name)])


def test_glyphs_without_a_mapping_are_refused() -> None:
    data = without_mapping(printed([ONE]))
    with pytest.raises(ReadError, match="no mapping to Unicode"):
        content(PATH, data)


def test_a_private_character_is_said() -> None:
    pdf = chinese_pdf(format="A4")
    pdf.set_compression(False)
    pdf.add_page()
    pdf.text(20, 20, "第一条 企业应当遵守本条例，维护市场秩序，诚实守信经营。")
    data = bytes(pdf.output())
    mapped = b"<8BDA>"
    assert data.count(mapped) == 1, "what maps 诚 to its character"
    found = content(PATH, data.replace(mapped, b"<E4C6>"))
    (said,) = found.diagnostics
    assert said.code == "glyphs-lost"
    assert [found.text[slice(*span)] for span in said.spans] == ["\ue4c6"]


@pytest.mark.parametrize(
    ("data", "problem", "why"),
    [
        (b"%PDF-1.7\nnothing", "broken", "no object"),
        (printed([ONE])[:3000], "broken", "cut off"),
    ],
)
def test_a_broken_file_is_one_line(tmp_path: Path, data: bytes, problem: str, why: str) -> None:
    path = tmp_path / "law.pdf"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert problem in str(caught.value), why
    assert "\n" not in str(caught.value)


def test_a_password_is_one_line(tmp_path: Path) -> None:
    pdf = chinese_pdf(format="A4")
    pdf.add_page()
    pdf.text(20, 20, "第一条 略。")
    pdf.set_encryption(owner_password="a", user_password="b")
    path = tmp_path / "law.pdf"
    path.write_bytes(bytes(pdf.output()))
    with pytest.raises(ReadError, match="encrypted"):
        read(path)


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "law.pdf"
    path.write_bytes(printed([["某市养犬管理条例", *ONE], TWO]))
    source = read(path)
    assert source.media_type == "application/pdf"
    assert [each.path for each in structure(source).provisions if each.kind == "article"] == [
        "art-1",
        "art-2",
        "art-3",
    ]
