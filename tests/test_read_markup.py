"""Signs of markup in Markdown are set aside, and nothing else is."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ingest.read import markdown, read
from ingest.read.markup import front_matter, signs, stated_at
from ingest.structure import read_document
from ingest.text import SourceText


def taken(text: str) -> list[str]:
    return [text[aside.start : aside.end] for aside in signs(text)]


@pytest.mark.parametrize(
    ("text", "out", "why"),
    [
        ("**第一条** 为了发展。", ["**", "**"], "a label in bold"),
        ("__第一条__ 为了发展。", ["__", "__"], "bold in its other form"),
        ("2**10 是一千", [], "a sign without its pair"),
        (r"甲\*\*乙", ["\\", "\\"], "a sign that is escaped"),
        ("- （一）甲；\n* （二）乙；\n  + 丙", ["-", "*", "  +"], "signs of list items"),
        ("1. 甲\n1) 乙", [], "a number is a label, not a sign"),
        ("-甲", [], "a dash without a blank is a word"),
        ("> 甲\n> > 乙", [">", "> >"], "quotations"),
        ("***\n---\n- - -", ["***", "---", "- - -"], "lines across the page"),
        ("某条例\n===", ["==="], "a line under a heading"),
        ("::: tip 修订信息\n甲\n:::", ["::: tip 修订信息", ":::"], "a container"),
        ('第一章　总则{align="center"}', ['{align="center"}'], "an attribute"),
        ("## 总则 {#one .big}", ["{#one .big}"], "an identifier and a class"),
        ("集合{甲，乙}", [], "braces round words"),
        ('<p id="t1">&emsp;<b>第一条</b>&nbsp;甲<br></p>',
         ['<p id="t1">', "&emsp;", "<b>", "</b>", "&nbsp;", "<br>", "</p>"], "HTML, and blanks as entities"),
        ("A<B，且C>D；<条例>", [], "signs of comparison and brackets that are no tags"),
        ("见[某办法](http://a.cn/b)第三条", ["[", "](http://a.cn/b)"], "the words of a link stay"),
        ("![印章](a.png)甲", ["![印章](a.png)"], "a picture has no words"),
        ("国发[2012]12号（甲）", [], "a number of a document is no link"),
        ("---\ntitle: 某条例\ntag:\n  - 林\n---\n甲", ["---\ntitle: 某条例\ntag:\n  - 林\n---"], "front matter"),
        ("---\n第一条 甲。\n---\n乙", ["---", "---"], "rules round a text are no front matter"),
        ("甲\n---\ntitle: x\n---", ["---", "---"], "front matter stands at the head"),
    ],
)  # fmt: skip
def test_signs_of_markup(text: str, out: list[str], why: str) -> None:
    assert taken(text) == out, why


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("title: 某条例", "某条例"),
        ('title: "某条例"', "某条例"),
        ("title: '某条例'  # 注", "某条例"),
        ("subtitle: 某条例", None),
        ("title:", None),
    ],
)
def test_the_title_of_the_front_matter(head: str, title: str | None) -> None:
    text = f"---\n{head}\ndate: 2021-07-01\n---\n甲"
    place = stated_at(text, "title")
    assert (text[slice(*place)] if place else None) == title


def test_front_matter_names_a_text_that_does_not_name_itself(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    head = "---\ntitle: 某县古树名木保护规定\nicon: article\n---\n\n"
    body = "第一条 为了保护古树名木，制定本规定。\n\n第二条 林业主管部门负责古树名木的保护管理。\n"
    path.write_text(head + body, "utf-8")
    document = read_document(path)
    assert document.metadata.title == "某县古树名木保护规定"
    assert {each.reason for each in document.residues} == {"front-matter"}
    assert document.provision("title").text == "某县古树名木保护规定", "its title stands there"
    path.write_text(head.replace("某县", "") + "# 某县古树名木保护规定\n\n" + body, "utf-8")
    assert read_document(path).metadata.title == "某县古树名木保护规定", "a title in the text goes before"


def test_dialects_of_law_collections(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_text(
        '# 某市养犬管理办法\n\n## 第一章　总则{align="center"}\n\n**第一条** 养犬应当：\n\n'
        "- （一）登记；\n- （二）免疫。\n\n"
        "::: warning\n本办法已修订\n:::\n\n<p>&emsp;&emsp;<b>第二条</b>&emsp;本办法自公布之日起施行。</p>\n",
        "utf-8",
    )
    document = read_document(path)
    text = document.source.text
    said = {each.path: "".join(text[slice(*span)] for span in each.spans) for each in document.provisions}
    assert document.metadata.title == "某市养犬管理办法"
    assert said["art-1/item-2"] == "（二）免疫。"
    assert said["art-2"] == "第二条本办法自公布之日起施行。"
    (chapter,) = [each for each in document.provisions if each.path == "ch-1"]
    assert chapter.heading == "总则"


@given(some.text(alphabet="-*_>[](){}<>:#\\&;=\"'!a甲 \t\n一title", max_size=80))
def test_asides_lie_in_order_and_do_not_overlap(text: str) -> None:
    found = list(signs(text))
    SourceText("a.md", text, "0" * 64, marks=tuple(found))
    head = front_matter(text)
    assert head is None or head == found[0]
    assert all(one.end <= other.start for one, other in pairwise(found)), "each character once"


def test_a_text_of_markup_is_read_in_time(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    for line in ("**" * 30_000, "[" * 50_000, "{a=" * 20_000, "<p " * 20_000, "&" * 50_000, "> " * 30_000):
        path.write_text(
            f"第一条 为了发展，制定本条例，企业应当遵守。{line}\n" + "第二条 企业应当遵守。\n" * 9_000,
            "utf-8",
        )
        assert read(path).text


ARTICLES = "第一条 为了保护古树名木，制定本规定。\n\n第二条 林业主管部门负责古树名木的保护管理。\n"
SIGNED = "\n某省林业局\n\n2020年3月1日\n"


@pytest.mark.parametrize(
    ("head", "body", "title", "issuers", "level", "why"),
    [
        (
            "title: 关于古树移植有关问题的复函\nauthor: 生态环境部办公厅",
            "一、不得移植。\n\n二、确需移植的，应当报批。\n",
            "关于古树移植有关问题的复函",
            ("生态环境部办公厅",),
            "national",
            "the office of a ministry made it",
        ),
        (
            "title: 古树名木保护规定\nauthor: 青海省林业和草原局",
            ARTICLES,
            "古树名木保护规定",
            ("青海省林业和草原局",),
            "province",
            "a department of a province",
        ),
        (
            "title: '海西州古树名木保护规定'\nauthor: zhangsan",
            ARTICLES,
            "海西州古树名木保护规定",
            (),
            "prefecture",
            "who keeps the site made nothing",
        ),
        (
            "title: 青海省古树名木保护规定\nauthor: 李四",
            ARTICLES,
            "青海省古树名木保护规定",
            (),
            "province",
            "nor a person",
        ),
        (
            "author: 财政部办公厅",
            "# 青海省古树名木保护规定\n\n" + ARTICLES,
            "青海省古树名木保护规定",
            ("财政部办公厅",),
            "province",
            "the title of the text says where it holds",
        ),
        (
            "title: 网站上的标题规定\nauthor: 财政部",
            "# 青海省财政厅关于古树的规定\n\n" + ARTICLES,
            "青海省财政厅关于古树的规定",
            ("青海省财政厅",),
            "province",
            "title and issuer of the text go before",
        ),
    ],
)
def test_title_and_author_of_the_front_matter(
    tmp_path: Path, head: str, body: str, title: str, issuers: tuple[str, ...], level: str, why: str
) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{head}\nicon: article\n---\n\n{body}", "utf-8")
    document = read_document(path)
    told = document.metadata
    assert (told.title, told.issuers) == (title, issuers), why
    assert told.jurisdiction is not None, why
    assert told.jurisdiction.level.value == level, why
    own = document.provision("title")
    assert own.text == title, why
    assert "".join(document.source.text[span.start : span.end] for span in own.spans) == title, why


@pytest.mark.parametrize(
    "mark", ["title: 古树名木保护规定", "layout: post\ntitle: '古树名木保护规定'\ntags: [树]"]
)
def test_no_character_of_the_front_matter_is_lost(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.md"
    path.write_text(f"---\n{mark}\n---\n\n{ARTICLES}{SIGNED}", "utf-8")
    document = read_document(path)
    places = [span for part in (*document.provisions, *document.residues) for span in part.spans]
    text = document.source.text
    lost = "".join(
        char
        for at, char in enumerate(text)
        if not char.isspace() and not any(span.start <= at < span.end for span in places)
    )
    assert lost == ""


WRITTEN = [
    ("# 某市公园办法\n\n## 第一章 总则\n", True, "two headings"),
    ("**第一条** 甲。\n\n**第二条** 乙。\n", True, "labels in bold"),
    ("某市公园办法\n**第一条** 甲。\n第二条 乙。\n", False, "one line alone"),
    ("# 1\n# 2\n第一条 甲。\n", False, "numbers, no headings"),
    ("第一条 面积为3*4米，**以上**的。\n", False, "inside a line"),
    ("#甲\n#乙\n", False, "no blank after the mark"),
    ("** 注 **\n** 注 **\n", False, "blanks inside the marks"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), WRITTEN, ids=[w[2] for w in WRITTEN])
def test_markdown_in_a_file_of_texts_is_told(tmp_path: Path, text: str, wanted: bool, why: str) -> None:
    assert markdown.is_written(text) is wanted, why
    path = tmp_path / "规定.txt"
    path.write_text(text + "本办法自公布之日起施行，由市人民政府负责解释。\n", "utf-8")
    assert (read(path).media_type == "text/markdown") is wanted, why
