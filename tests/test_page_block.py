"""The block of facts above a text: each label of the lexicon opens a value and ends the one before it."""

from __future__ import annotations

import pytest

from ingest.model import Residue
from ingest.structure.chrome import Form, form
from ingest.structure.page_block import Block, block_of
from ontology import lexicon

FACTS = {
    "page-number-label": ("number", "某政发〔2020〕3号"),
    "page-issuer-label": ("issuer", "某市人民政府"),
    "page-made-label": ("made", "2020-01-02"),
    "page-posted-label": ("posted", "2020-01-02"),
    "page-title-label": ("title", "某市公园管理办法"),
}
LABELS = [(name, word) for name in ("page-label", *FACTS) for word in lexicon.words(name)]


def block(text: str) -> Block:
    return block_of([Residue(text, (), "site-chrome")])


@pytest.mark.parametrize(("name", "word"), LABELS)
def test_each_label_opens_its_value_and_ends_the_one_before(name: str, word: str) -> None:
    if name in FACTS:
        field, value = FACTS[name]
        assert getattr(block(f"{word}：{value}"), field) == value
        assert block(f"{word}：{value} 索引号：甲") == Block(**{field: value})
    if name != "page-title-label":
        assert block(f"标题：某办法 {word}：2020").title == "某办法"
    else:
        assert block(f"发文机关：某局 {word}：某办法").issuer == "某局"


@pytest.mark.parametrize("word", [word for _, word in LABELS])
def test_each_label_makes_a_line_one_of_the_page(word: str) -> None:
    for line in (f"{word}：甲乙", f"【{word}】甲乙", f"[{word}]甲乙", f"({word})甲乙"):
        assert form(line) is Form.LABELLED, line
    assert form(f"公园{word}甲乙") is None, "it stands inside words"


@pytest.mark.parametrize(
    ("text", "wanted", "why"),
    [
        ("标题: 某办法", "某办法", "a colon of half width"),
        ("标 题：某办法", "某办法", "a label set wide apart"),
        ("标　题 ：某办法", "某办法", "and with a wide blank, and one before the colon"),
        ("【标题】某办法", "某办法", "a label in brackets"),
        ("[标题] 某办法", "某办法", "in square ones"),
        ("(标题)某办法", "某办法", "in round ones"),
        ("【标题】：某办法", "某办法", "brackets and a colon"),
        ("标题\t某办法", "某办法", "a cell"),
        ("标题 \t某办法", "某办法", "a cell with a blank"),
        ("标题　\t某办法", "某办法", "a cell with a wide blank"),
        ("标题：\n某办法", "某办法", "the value on the next line"),
        ("标题：某办法\n某县", "某办法", "the line ends the value"),
        ("标题：某办法\t某县", "某办法", "the cell ends it"),
        ("标题：某办法  某县", "某办法", "two blanks end it"),
        ("标题：某办法　某县", "某办法", "a wide blank ends it"),
        ("标题：某 办法", "某 办法", "one blank does not"),
        ("标题某办法", None, "nothing parts label and value"),
        ("标题：某办法•索引号：1", "某办法", "the bullet of the next fact"),
        ("标题：某办法【索引号】1", "某办法", "the bracket of the next label"),
    ],
)
def test_where_a_value_begins_and_ends(text: str, wanted: str | None, why: str) -> None:
    assert block(text).title == wanted, why


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("2020-01-02", "2020-01-02"),
        ("2020/1/2 10:20", "2020-01-02"),
        ("2020.12.31", "2020-12-31"),
        ("1998-12-03", "1998-12-03"),
        ("2020年1月2日", "2020-01-02"),
        ("2120-01-02", None),
        ("2020-1", None),
    ],
)
def test_the_day_is_read_as_pages_write_it(text: str, wanted: str | None) -> None:
    assert block(f"成文日期：{text}").made == wanted


@pytest.mark.parametrize(
    "line", ["（主办单位：省财政厅）", "【承办单位：市教育局】", "(主办单位:县卫生健康局、县民政局)"]
)
def test_a_note_of_who_answers_is_no_foot_of_a_page(line: str) -> None:
    assert form(line) is None, "in brackets, at the end of a measure"


@pytest.mark.parametrize(
    "line", ["主办单位：某县人民政府", "承办单位：某县大数据中心", "【相关链接】某县要闻", "(扫码阅读)"]
)
def test_the_foot_of_a_page(line: str) -> None:
    assert form(line) is Form.FOOT
