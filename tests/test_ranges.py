"""Amounts that a line end parts: in running text they are put together, in Arabic digits and in characters."""

from __future__ import annotations

import pytest

from ingest.annotate.quantities import annotate_quantities
from ingest.repair.ranges import amount_across
from ingest.structure import structure
from ingest.text import SourceText

LINE_ENDS = [
    ("的，处五万元以上", "十万元以下罚款。", True, "two bounds in characters"),
    ("的，处5万元以上", "10万元以下罚款。", True, "in digits"),
    ("的，处五千元以上", "一万元以内罚款。", True, "以内; the multipliers count"),
    ("的，处 5 万元以上 ", " 10 万元以下罚款。", True, "blanks"),
    ("数额在五万元以上", "不满十万元的，从轻。", True, "不满"),
    ("数额在五万元以上", "不足十万元罚款。", True, "不足"),
    ("数额在五万元以上", "不足十万元，从轻。", True, "before a comma"),
    ("数额在五万元以上", "不足十万元", True, "at the end"),
    ("数额在五万元以上", "不足十万元。", True, "before a full stop"),
    ("数额在五万元以上", "不足十万元；", True, "before a semicolon"),
    ("的，处五万", "元以下罚款。", True, "behind 万"),
    ("投资五亿", "元以上。", True, "behind 亿"),
    ("补助百分之五至", "百分之十。", False, "a share has no unit"),
    ("货值百分之十以上", "百分之三十以下罚款。", True, "shares"),
    ("货值百分之十以上", "三十以下罚款。", False, "a share and a figure"),
    ("货值五万元以上", "一万元以下罚款。", False, "it falls"),
    ("货值五万元以上", "十倍以下罚款。", False, "two units"),
    ("货值五万元以上", "十万元罚款。", False, "no bound"),
    ("的，处五", "万元以上十万元以下罚款。", True, "a figure and its multiplier"),
    ("的，处五万元以上十", "万元以下罚款。", True, "the second figure"),
    ("的，处一千五百", "元以上二千元以下罚款。", True, "a figure and its unit"),
    ("的，处1,50", "0元以下罚款。", False, "a figure parted inside is left to other rules"),
    ("的，处五百", "五十元以下罚款。", True, "inside a figure in characters"),
    ("的，处三", "年以上七年以下有期徒刑。", True, "years with a bound"),
    ("的，处三", "个月以内拘役。", True, "months"),
    ("的，处三", "年有期徒刑。", False, "without one 三 may be anything"),
    ("依照第三", "元以下", False, "the number of an article"),
    ("的，处五万元", "以上十万元以下罚款。", True, "an amount and its bound"),
    ("的，处五日", "以上不满十日拘留。", True, "before 不满"),
    ("的，处五万元", "以下罚款。", True, "an upper bound and 罚款"),
    ("的，处五万元", "及以下的罚款。", True, "及以下, 的罚款"),
    ("前款所称五万元", "以上包括本数。", False, "以上 begins a sentence of its own"),
    ("前款所称五万元", "以下简称限额。", False, "so does 以下"),
    ("奖励五万元至", "十万元。", True, "至"),
    ("奖励5万到", "10万元。", True, "到, the unit once"),
    ("奖励五万元至", "财政局。", False, "no amount behind 至"),
    ("自第三章至", "十章", False, "no amount before it"),
]


@pytest.mark.parametrize(("before", "after", "within", "why"), LINE_ENDS)
def test_a_line_end_within_an_amount(before: str, after: str, within: bool, why: str) -> None:
    assert amount_across(before, after) is within, why


UNITS = ["元", "倍", "日", "天", "年", "周", "个月", "工作日", "个工作日", "小时", "吨", "公斤", "平方米"]
UNITS += ["立方米", "%", "人", "次"]


@pytest.mark.parametrize("unit", UNITS)
def test_a_figure_and_its_unit_are_one_amount(unit: str) -> None:
    assert amount_across("的，处五", f"{unit}以上")
    assert amount_across(f"的，处五{unit}", "以上十")
    assert amount_across(f"的，处五{unit}至", f"十{unit}")
    assert amount_across(f"的，处五{unit}以上", f"十{unit}以下")


def test_amounts_of_running_text_are_whole() -> None:
    text = "某市办法\n第一条 违反本办法规定，乱倒垃圾的，处五万元以上\n\n十万元以下罚款；再犯的，加处十万元以上五十\n"
    text += "万元以下罚款。\n第二条 拖延的，处违法所得百分之十以上\n不满百分之三十的罚款。\n"
    document = structure(SourceText("a.txt", text, "0" * 64))
    assert [(each.low, each.high) for each in annotate_quantities(document)] == [
        (50_000, 100_000),
        (100_000, 500_000),
        (10, 30),
    ]
    assert [each.path for each in document.provisions if each.kind.value == "paragraph"] == [
        "art-1/para-1",
        "art-2/para-1",
    ]
