"""Marks: what a file sets apart beside its characters; Markdown is the first format that has them."""

from __future__ import annotations

import hashlib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.read import read
from ingest.read.markdown import is_written, marks
from ingest.structure import structure
from ingest.text import Block, Cell, Heading, ListItem, Mark, SourceText

from .conftest import OPINION

# What is marked, as (kind, words, level or table-row-column).
CASES = [
    ("# 总则\n", ["heading 1 总则"], "a heading without its sign"),
    ("###### 附则 ##\n", ["heading 6 附则"], "signs that close it are none of its words"),
    ("## C#\n", ["heading 2 C#"], "a sign that belongs to the last word"),
    ("#总则\n", ["block #总则"], "no blank after the sign: CommonMark has no heading here"),
    ("####### 甲\n", ["block ####### 甲"], "there is no seventh level"),
    ("#\n##  ##\n", [], "headings without words"),
    ("总则\n===\n分则\n---\n", ["heading 1 总则", "heading 2 分则"], "headings by the line under them"),
    ("甲\n\n---\n\n乙\n", ["block 甲", "block 乙"], "a line drawn across"),
    (
        "甲。\n乙。\n\n　　丙。\n",
        ["block 甲。\n乙。", "block 丙。"],
        "paragraphs, without the blanks around them",
    ),
    ("\ufeff甲\r\n\r\n乙\r丙", ["block 甲", "block 乙\r丙"], "a byte order mark and every kind of line end"),
    ("    第一条 甲\n", ["block 第一条 甲"], "rules are indented with four blanks; that is no code"),
    ("- 甲\n- 乙\n", ["item 1 甲", "item 1 乙"], "a list"),
    (
        "1. 甲\n   - 乙\n     * 丙\n   - 丁\n2. 戊\n",
        ["item 1 甲", "item 2 乙", "item 3 丙", "item 2 丁", "item 1 戊"],
        "each item within the words of the one above",
    ),
    ("- 甲\n乙\n", ["item 1 甲\n乙"], "a line that goes on with an item"),
    ("- 甲\n\n  乙\n- 丙\n", ["item 1 甲", "block 乙", "item 1 丙"], "a second paragraph of an item"),
    ("- 甲\n\n乙\n\n  - 丙\n", ["item 1 甲", "block 乙", "item 1 丙"], "a list that ended"),
    ("1.甲\n-乙\n**丙**\n", ["block 1.甲\n-乙\n**丙**"], "no blank after the sign: no item"),
    ("-\n  - 甲\n", ["item 2 甲"], "an item without words of its own"),
    (
        "| 任务 | 单位 |\n| --- | :-: |\n| 甲 |  |\n|乙|丙|\n",
        [
            "cell 1,1,1 任务",
            "cell 1,1,2 单位",
            "cell 1,2,1 甲",
            "cell 1,2,2 ",
            "cell 1,3,1 乙",
            "cell 1,3,2 丙",
        ],
        "a table; an empty cell has its place",
    ),
    (
        "甲 | 乙\n-|-\n丙\\|丁 | 戊\n己\n",
        ["cell 1,1,1 甲", "cell 1,1,2 乙", "cell 1,2,1 丙\\|丁", "cell 1,2,2 戊", "block 己"],
        "without bars at the ends, with a bar in a cell, up to a line without one",
    ),
    (
        "|甲|\n|-|\n\n|乙|\n|-|\n|丙|丁|\n",
        ["cell 1,1,1 甲", "cell 2,1,1 乙", "cell 2,2,1 丙", "cell 2,2,2 丁"],
        "two tables; a cell more than the head has is not lost",
    ),
    ("甲|乙\n-\n", ["heading 2 甲|乙"], "two cells over one dash: no table"),
    ("甲|乙\n丙|丁\n", ["block 甲|乙\n丙|丁"], "bars without a line under the head: no table"),
    ("```\n# 甲\n- 乙\n```\n丙\n", ["block 丙"], "code"),
    ("~~~~\n~~~\n~~~~\n甲\n", ["block 甲"], "a fence ends with one as long"),
    ("<!-- 甲\n# 乙 -->\n丙\n", ["block 丙"], "a comment"),
    ("<!-- 甲 -->\n<!-- 乙 --> 丙\n", ["block <!-- 乙 --> 丙"], "words after a comment"),
    (
        "甲\n# 乙\n- 丙\n|丁|\n|-|\n",
        ["block 甲", "heading 1 乙", "item 1 丙", "cell 1,1,1 丁"],
        "all in a row",
    ),
    ("", [], "nothing"),
]


def said(text: str, mark: Mark) -> str:
    words = text[mark.start : mark.end]
    match mark:
        case Heading(level=level):
            return f"heading {level} {words}"
        case ListItem(level=level):
            return f"item {level} {words}"
        case Cell(table=table, row=row, column=column):
            return f"cell {table},{row},{column} {words}"
        case Block():
            return f"block {words}"
    raise AssertionError(mark)


@pytest.mark.parametrize(("text", "wanted", "why"), CASES, ids=[case[2] for case in CASES])
def test_marks_of_markdown(text: str, wanted: list[str], why: str) -> None:
    assert [said(text, mark) for mark in marks(text)] == wanted, why


_LINE = st.text("#-=*`~|\\<!>1. \t　甲乙\ufeff𠮷", max_size=12)
_MARKDOWN = st.lists(st.tuples(_LINE, st.sampled_from(["\n", "\r\n", "\r", "\n\n"]))).map(
    lambda lines: "".join(words + end for words, end in lines)
)


@given(_MARKDOWN)
def test_marks_lie_in_the_text_in_order_and_do_not_overlap(text: str) -> None:
    found = marks(text)
    assert SourceText("a.md", text, "0" * 64, marks=found).marks == found, "it checks their places"
    assert all(one.end <= other.start for one, other in pairwise(found))
    for mark in found:
        words = text[mark.start : mark.end]
        assert words == words.strip()
        assert words or isinstance(mark, Cell)


@given(_MARKDOWN)
def test_marks_change_nothing_that_is_read(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    whole = "第一条 企业应当遵守。\n\n" + text
    folder = tmp_path_factory.mktemp("marks")
    data = whole.encode()
    for name in ("a.md", "a.txt"):
        (folder / name).write_bytes(data)
    marked, plain = read(folder / "a.md"), read(folder / "a.txt")
    assert marked.text == plain.text == whole
    assert (marked.sha256, marked.digest) == (hashlib.sha256(data).hexdigest(), plain.digest)
    assert marked.marks
    # what is written in Markdown is read so whatever its name
    assert plain.marks == (marked.marks if is_written(whole) else ())


def test_structure_is_the_same_with_and_without_marks(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(OPINION.read_bytes())
    marked = read(tmp_path / "a.md")
    plain = SourceText(marked.name, marked.text, marked.sha256, marked.media_type, marked.encoding)
    assert marked.marks
    paths = [[(p.path, p.spans) for p in structure(source).provisions] for source in (marked, plain)]
    assert paths[0] == paths[1]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ((Block(0, 3),), "past the end"),
        ((Block(1, 2), Block(0, 1)), "another order"),
    ],
)
def test_marks_that_are_not_of_the_text_are_refused(wrong: tuple[Mark, ...], why: str) -> None:
    with pytest.raises(ValueError, match="marks of"):
        SourceText("a.md", "甲乙", "0" * 64, marks=wrong)


@pytest.mark.parametrize(("start", "end"), [(-1, 0), (2, 1)])
def test_a_mark_is_a_range(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no range of code points"):
        Block(start, end)
