"""OFD: text objects of the pages become lines, paragraphs and cells as those of a PDF do."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from ingest.read import ReadError, read
from ingest.read.ofd import content
from ingest.structure import structure
from ingest.text import Block, Cell, Page, SourceText

PATH = Path("a.ofd")
_NS = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def line(text: str, x: float, y: float, size: float = 4.2) -> str:
    """Return a text object at a place of the page, in millimetres from above left."""
    steps = f' DeltaX="g {len(text) - 1} {size}"' if len(text) > 1 else ""
    return (
        f'<ofd:TextObject ID="9" Boundary="{x} {y} 150 6" Font="1" Size="{size}">'
        f'<ofd:TextCode X="0" Y="{size}"{steps}>{text}</ofd:TextCode></ofd:TextObject>'
    )


def rule(x: float, y: float, width: float, height: float) -> str:
    return (
        f'<ofd:PathObject ID="8" Boundary="{x} {y} {width} {height}" LineWidth="0.3">'
        f"<ofd:AbbreviatedData>M 0 0 L {width} {height}</ofd:AbbreviatedData></ofd:PathObject>"
    )


def package(*pages: str, template: str = "") -> bytes:
    """Return an OFD file of pages by their objects; ``template`` is drawn under each."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("OFD.xml", f"<ofd:OFD {_NS}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot>"
                         "</ofd:DocBody></ofd:OFD>")  # fmt: skip
        listed = "".join(
            f'<ofd:Page ID="{at}" BaseLoc="Pages/Page_{at}/Content.xml"/>' for at in range(len(pages))
        )
        archive.writestr(
            "Doc_0/Document.xml",
            f'<ofd:Document {_NS}><ofd:CommonData><ofd:TemplatePage ID="77" BaseLoc="Tpls/T.xml"/></ofd:CommonData>'
            f"<ofd:Pages>{listed}</ofd:Pages></ofd:Document>",
        )
        archive.writestr(
            "Doc_0/Tpls/T.xml", f"<ofd:Page {_NS}><ofd:Content>{template}</ofd:Content></ofd:Page>"
        )
        for at, objects in enumerate(pages):
            archive.writestr(
                f"Doc_0/Pages/Page_{at}/Content.xml",
                f'<ofd:Page {_NS}><ofd:Template TemplateID="77"/><ofd:Content><ofd:Layer>{objects}</ofd:Layer>'
                "</ofd:Content></ofd:Page>",
            )
    return packed.getvalue()


ONE = (
    line("— 1 —", 100, 280)
    + line("第一条 为了规范养犬行为，保障公民健康和人身安全，维护", 33.4, 20)
    + line("市容环境和社会公共秩序，制定本条例。养犬人应当遵守。。", 25, 30)
    + line("第二条 养犬人应当依法办理养犬登记，并遵守社会公德，不", 33.4, 40)
)
TWO = line("得干扰他人正常生活。", 25, 20) + line("— 2 —", 100, 280)


def test_lines_and_paragraphs() -> None:
    found = content(PATH, package(ONE, TWO))
    assert found.text.split("\n")[:4] == [
        "　　第一条 为了规范养犬行为，保障公民健康和人身安全，维护",
        "市容环境和社会公共秩序，制定本条例。养犬人应当遵守。。",
        "　　第二条 养犬人应当依法办理养犬登记，并遵守社会公德，不",
        "— 1 —",
    ]
    assert sum(isinstance(mark, Page) for mark in found.marks) == 2
    assert sum(isinstance(mark, Block) for mark in found.marks) >= 3
    source = SourceText("a.ofd", found.text, "0" * 64, marks=found.marks)
    assert [each.path for each in structure(source).provisions if each.kind == "article"] == [
        "art-1",
        "art-2",
    ]


def test_a_template_is_drawn_on_each_page() -> None:
    found = content(PATH, package(ONE, TWO, template=line("某市人民政府文件", 80, 8)))
    assert found.text.count("某市人民政府文件") == 2


def test_a_table_is_cells() -> None:
    levels = "".join(rule(20, y, 100, 0) for y in (20, 30, 40))
    uprights = "".join(rule(x, 20, 0, 20) for x in (20, 40, 120))
    words = line("序号", 22, 22) + line("任务", 42, 22) + line("1", 22, 32) + line("甲乙", 42, 32)
    found = content(PATH, package(levels + uprights + words))
    assert found.text == "序号\t任务\n1\t甲乙\n"
    assert [(mark.row, mark.column) for mark in found.marks if isinstance(mark, Cell)] == [
        (1, 1), (1, 2), (2, 1), (2, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("data", "problem", "why"),
    [
        (package(""), "no text layer", "a scan has pictures only"),
        (package(ONE)[:-60], "broken", "cut off"),
        (package(ONE).replace(b"Content.xml", b"Missing.xml"), "broken", "a page that is not there"),
    ],
)
def test_what_cannot_be_read_is_one_line(tmp_path: Path, data: bytes, problem: str, why: str) -> None:
    path = tmp_path / "law.ofd"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert problem in str(caught.value), why
    assert "\n" not in str(caught.value)
