"""Web pages: all that is shown is in the text, what is no part of the rule is set aside, tables are cells."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ingest.read import ReadError
from ingest.read.html import content
from ingest.read.html_tree import MOST_FORMATTING, MOST_NESTED, nesting
from ingest.structure import structure
from ingest.text import Aside, Block, Cell, Heading, ListItem, SourceText
from tests.documents import page

PATH = Path("a.html")
RULE = [
    "<p>第一章　总则</p>",
    "<p>　　第一条　为了规范养犬行为，保障公民健康和人身安全，维护市容环境和社会公共秩序，制定本条例。</p>",
    "<p>　　第二条　养犬人应当依法办理养犬登记，遵守社会公德，不得干扰他人正常生活。</p>",
    *(
        f"<p>　　第{at}条　市、县级人民政府应当加强对养犬管理工作的领导，督促有关部门履行职责。</p>"
        for at in ("三", "四", "五", "六", "七", "八", "九", "十")
    ),
    "<p>　　第十一条　本条例自2020年5月1日起施行。</p>",
]
TITLE = "某市养犬管理条例"


def kept(data: bytes) -> str:
    """Return what is not set aside, without blank lines and blanks around lines."""
    found = content(PATH, data)
    text = found.text
    for mark in reversed([mark for mark in found.marks if isinstance(mark, Aside)]):
        text = text[: mark.start] + text[mark.end :]
    return "\n".join(line.strip() for line in text.splitlines() if line.strip())


WORDS = "\n".join(["第一章　总则", *(line[3:-4].strip() for line in RULE[1:])])


@pytest.mark.parametrize("chrome", ["html5", "table", "div"])
@pytest.mark.parametrize(
    ("blocks", "tail", "words", "why"),
    [
        (RULE, "", WORDS, "the rule in one element"),
        (["<div>", *RULE, "</div>"], "", WORDS, "one element deeper"),
        (["<br>".join(line[3:-4] for line in RULE)], "", WORDS, "parted by line ends only"),
        (
            RULE,
            "<p>某市人民政府</p><p>2020年3月1日</p>",
            WORDS + "\n某市人民政府\n2020年3月1日",
            "signature and date stand beside it",
        ),
        (
            RULE,
            "<div><p>附件：某市养犬登记表</p></div>",
            WORDS + "\n附件：某市养犬登记表",
            "an annex stands beside it",
        ),
    ],
)
def test_what_a_site_puts_round_a_rule_is_set_aside(
    chrome: str, blocks: list[str], tail: str, words: str, why: str
) -> None:
    data = page(*blocks, chrome=chrome, title=TITLE, tail=tail).encode()
    assert kept(data) == f"{TITLE}\n{words}", why
    whole = content(PATH, data).text
    for said in ("政务服务", "索引号", "分享到", "ICP备"):
        assert said in whole, "nothing that is shown is lost"
    assert "var a" not in whole, "what a script says is not shown"


@pytest.mark.parametrize("chrome", ["html5", "table", "div"])
def test_chrome_is_residue_and_counted(chrome: str) -> None:
    found = content(PATH, page(*RULE, chrome=chrome, title=TITLE).encode())
    document = structure(SourceText("a.html", found.text, "0" * 64, "text/html", "utf-8", found.marks))
    assert document.metadata.title == TITLE
    assert [each.path for each in document.provisions if each.kind == "article"] == [
        f"art-{at}" for at in range(1, 12)
    ]
    chrome_words = "".join(each.text for each in document.residues if each.reason == "site-chrome")
    assert "政务服务" in chrome_words
    assert "site-chrome" in [each.code for each in found.diagnostics]


TABLE = (
    "<table><thead><tr><th>序号</th><th>任务</th><th>单位</th></tr></thead><tbody>"
    "<tr><td>1</td><td><p>甲</p><p>甲二</p></td><td rowspan='2'>市水务局</td></tr>"
    "<tr><td>2</td><td>乙<br>乙二</td></tr><tr><td colspan='3'>二、其他</td></tr></tbody></table>"
)


def test_a_table_is_rows_of_cells_with_marks() -> None:
    found = content(PATH, f"<html><body><p>前文。</p>{TABLE}<p>后文。</p></body></html>".encode())
    assert found.text == "前文。\n序号\t任务\t单位\n1\t甲\n甲二\t市水务局\n2\t乙\n乙二\n二、其他\n后文。\n"
    cells = [mark for mark in found.marks if isinstance(mark, Cell)]
    assert [(found.text[c.start : c.end], c.row, c.column, c.rows, c.columns) for c in cells] == [
        ("序号", 1, 1, 1, 1), ("任务", 1, 2, 1, 1), ("单位", 1, 3, 1, 1),
        ("1", 2, 1, 1, 1), ("甲\n甲二", 2, 2, 1, 1), ("市水务局", 2, 3, 2, 1),
        ("2", 3, 1, 1, 1), ("乙\n乙二", 3, 2, 1, 1), ("二、其他", 4, 1, 1, 3),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("inner", "text", "kinds", "why"),
    [
        ("<h2>第一章</h2><p>甲。</p>", "第一章\n甲。\n", [Heading, Block], "a heading"),
        ("<ul><li>甲</li><li>乙<ul><li>丙</li></ul></li></ul>", "甲\n乙\n丙\n", [ListItem] * 3, "lists in lists"),
        ("<p>甲\n 乙</p>", "甲 乙\n", [Block], "white space is one blank"),
        ("<p>甲<b>乙</b><span>丙</span></p>", "甲乙丙\n", [Block], "words go on over inline elements"),
        ("<pre>第一条 甲\n第二条 乙</pre>", "第一条 甲\n第二条 乙\n", [Block, Block], "lines as they are"),
        ("<p>甲&nbsp;&nbsp;乙&lt;丙&#x4E00;</p>", "甲\xa0\xa0乙<丙一\n", [Block], "entities are characters"),
        ("<!-- 注 --><p>甲</p><script>乙</script>", "甲\n", [Block], "comments and scripts are not shown"),
        ("<p>甲<p>乙", "甲\n乙\n", [Block, Block], "ends of paragraphs may be left out"),
        ('<div style="display:none">重复的话。</div><p>正文的话。</p>', "重复的话。\n正文的话。\n",
         [Aside, Block], "what is hidden is set aside"),
        ("<p>甲&#xD800;乙</p>", "甲\ufffd乙\n", [Block], "half of a character is none"),
    ],
)  # fmt: skip
def test_blocks(inner: str, text: str, kinds: list[type], why: str) -> None:
    found = content(PATH, f"<html><body>{inner}</body></html>".encode())
    assert found.text == text, why
    assert [type(mark) for mark in found.marks] == kinds, why


@pytest.mark.parametrize(
    ("charset", "written", "encoding", "why"),
    [
        ("gb2312", "gb18030", "gb18030", "GB 2312 is read as GB18030, as browsers do"),
        ("utf-8", "utf-8", "utf-8", "as declared"),
        ("big5", "big5", "big5hkscs", "Big5"),
        ("gb2312", "utf-8", "utf-8", "declared wrongly, told by what it says"),
        ("no-such", "utf-8", "utf-8", "declared as nothing known"),
        ("utf-8", "utf-16", "utf-16", "a byte order mark goes before"),
    ],
)
def test_encoding_of_a_page(charset: str, written: str, encoding: str, why: str) -> None:
    inner = "第一條　為協助中小企業改善經營環境，特制定本條例。" * 3
    data = f'<html><head><meta charset="{charset}"></head><body><p>{inner}</p></body></html>'.encode(written)
    found = content(PATH, data)
    assert (found.encoding, found.text) == (encoding, inner + "\n"), why


def test_a_damaged_character_is_said() -> None:
    inner = "第一条 为了规范养犬行为，制定本条例。" * 200
    data = f'<html><head><meta charset="utf-8"></head><body><p>{inner}</p></body></html>'.encode()
    found = content(PATH, data.replace("养犬".encode(), b"\xe5\x85\xff", 1))
    assert [each.code for each in found.diagnostics] == ["encoding-damaged"]


@pytest.mark.parametrize(
    ("inner", "places", "why"),
    [
        ("第一条 为了规范养\ufffd行为。", [(9, 10)], "a sign for a lost character, counted in the text"),
        ("第一条 为了规范(cid:12)犬行为。", [(8, 16)], "a glyph by its number"),
        ("第一条 为了规范养<b title='\ufffd'>犬</b>行为。", [], "one that is no character of the text"),
        ("第一条 为了规范养犬行为。", None, "none is lost"),
    ],
)
def test_lost_characters_are_said_at_their_places(
    inner: str, places: list[tuple[int, int]] | None, why: str
) -> None:
    found = content(PATH, f"<html><body><div><p>{inner}</p></div></body></html>".encode())
    told = [tuple(map(tuple, each.spans)) for each in found.diagnostics if each.code == "glyphs-lost"]
    assert told == ([tuple(places)] if places else []), why


@pytest.mark.parametrize(
    ("page", "why"),
    [
        ("<div>" * 100_000 + "第一条 甲。", "elements"),
        (
            "".join(f"<font size={at}><p>" for at in range(20_000)) + "第一条 甲。",
            "open formatting is repeated",
        ),
    ],
)
def test_nesting_without_end_is_refused(page: str, why: str) -> None:
    with pytest.raises(ReadError, match="nested too deep"):
        content(PATH, page.encode())


def test_ten_thousand_levels_are_read() -> None:
    text = "第一条 企业应当遵守本条例。"
    assert (
        content(PATH, ("<div>" * 10_000 + f"<p>{text}</p>" + "</div>" * 10_000).encode()).text == text + "\n"
    )
    assert MOST_NESTED > 10_000
    assert nesting("<div><p><p><p><b></b></div>") == (2, 1), "paragraphs end each other"
    assert MOST_FORMATTING < MOST_NESTED


def test_the_count_of_ideographs_notices_what_is_lost(monkeypatch: pytest.MonkeyPatch) -> None:
    from ingest.read import html

    monkeypatch.setattr(html._Page, "_table", lambda *_: None)
    long = TABLE.replace("甲二", "甲" * 100)
    found = content(PATH, f"<html><body><p>前文。</p>{long}</body></html>".encode())
    assert "characters-lost" in [each.code for each in found.diagnostics]


TAGS = some.sampled_from(
    ["<p>", "</p>", "<div>", "</div>", "<table>", "<tr>", "<td>", "</td>", "</table>", "<br>", "<b>", "</b>", "<li>",
     "<ul>", "<a href=x>", "</a>", "<nav>", "第一条 甲。", "乙", " ", "\n", "<h1>", "<", ">", "<!--", "-->", "&#0;",
     '<td colspan="99999999">', "<td rowspan=0>", "<tr hidden>", "<select>", "<svg>", "<title>", "<pre>"]
)  # fmt: skip


@given(some.lists(TAGS, max_size=40))
def test_whatever_the_page_marks_lie_in_the_text_and_no_crash(tags: list[str]) -> None:
    try:
        found = content(PATH, ("<html>" + "".join(tags)).encode())
    except ReadError:
        return
    SourceText("a.html", found.text, "0" * 64, marks=found.marks)
