"""To what an amount belongs: its condition, what it applies to, who pays it."""

from __future__ import annotations

import pytest

from ingest.model import Quantity, QuantityKind
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText


def amounts(text: str) -> dict[str, Quantity]:
    document = structure(SourceText("a.txt", f"某市办法\n第一条 {text}\n", "0" * 64))
    return {quantity.text: quantity for quantity in annotate(document).quantities}


CONDITIONS = [
    ("擅自采砂的，没收违法所得，并处五万元罚款。", "五万元", "擅自采砂的", "over a sanction between"),
    (
        "违反本办法规定，擅自采砂的，处五万元罚款。",
        "五万元",
        "违反本办法规定，擅自采砂的",
        "with what leads to it",
    ),
    ("营业收入超过5000万元的，奖励10万元。", "10万元", "营业收入超过5000万元的", "of the amount after it"),
    ("营业收入超过5000万元的，奖励10万元。", "超过5000万元", None, "never of the figure in it"),
    ("擅自采砂的，处五万元罚款；情节严重的，处十万元罚款。", "十万元", "情节严重的", "of the nearest amount"),
    ("首次入库的，奖励10万元，连续入库的，再奖励5万元。", "5万元", "连续入库的", "each its own"),
    ("擅自采砂的，对个人处五百元罚款，对单位处五千元罚款。", "五千元", "擅自采砂的", "one for both fines"),
    ("补助10万元。", "10万元", None, "none is said"),
    ("其中，符合条件的，补助10万元。", "10万元", "其中，符合条件的", "其中 alone supposes nothing"),
    ("符合条件时，补助10万元。", "10万元", "符合条件时", "时"),
    ("属于本级的，补助10万元。", "10万元", None, "whose competence it is, no condition"),
]


@pytest.mark.parametrize(
    ("text", "amount", "wanted", "why"), CONDITIONS, ids=[f"{c[0]}{c[1]}" for c in CONDITIONS]
)
def test_condition(text: str, amount: str, wanted: str | None, why: str) -> None:
    assert amounts(text)[amount].condition == wanted, why


APPLIES = [
    ("申请人应当在三十日内提出申请。", "三十日内", "提出申请", "what is due"),
    ("主管部门应当自受理之日起七个工作日内，作出决定。", "七个工作日内", "作出决定", "after a comma"),
    ("病媒防治机构应当在设立之日起五日内向所在地备案。", "五日内", "向所在地备案", "to whom"),
    ("巡查记录至少保存两年。", "两年", "巡查记录至少保存", "no limit for an act"),
    ("擅自采砂的，处五万元罚款。", "五万元", "擅自采砂的", "the offence"),
    (
        "擅自采砂的，责令改正；逾期不改正的，处五万元罚款。",
        "五万元",
        "擅自采砂，逾期不改正的",
        "the offence before, though no fine was said of it",
    ),
    (
        "擅自采砂的，处五万元罚款；情节严重的，处十万元罚款。",
        "十万元",
        "擅自采砂，情节严重的",
        "the offence that becomes graver",
    ),
    ("情节严重的，处五万元罚款。", "五万元", "情节严重的", "no offence stands before"),
    (
        "擅自采砂的，责令改正；逾期不改正的，处一万元罚款；造成损害的，处五万元罚款。",
        "五万元",
        "擅自采砂，造成损害的",
        "over two steps",
    ),
    (
        "对营业收入达到1亿元的企业，分别给予20万元、50万元奖励。",
        "50万元",
        "营业收入达到1亿元的企业",
        "a list",
    ),
    ("对营业收入达到1亿元、2亿元的企业奖励。", "2亿元", "营业收入", "a list of thresholds"),
    ("培训合格的人员，由市财政给予一次性补贴800元。", "800元", "培训合格的人员", "giving says not for what"),
    ("给予补贴800元。", "800元", None, "nothing is said"),
    ("补贴标准为200元。", "200元", "补贴标准", "the clause before"),
]


@pytest.mark.parametrize(("text", "amount", "wanted", "why"), APPLIES, ids=[a[0] for a in APPLIES])
def test_what_it_applies_to(text: str, amount: str, wanted: str | None, why: str) -> None:
    assert amounts(text)[amount].applies_to == wanted, why


PAYERS = [
    ("符合条件的，由市财政按规定补助10万元。", ("市财政",), "由"),
    ("市人民政府给予企业补助10万元。", ("市人民政府",), "the subject of 给予"),
    ("从2012年起县财政每年安排8000万元。", ("县财政",), "the subject as it is printed"),
    ("企业申请补助10万元。", (), "who asks does not pay"),
    ("企业获得奖励10万元。", (), "who gets does not pay"),
    ("企业享受补贴10万元。", (), "who gets does not pay"),
    ("企业领取补贴10万元。", (), "who gets does not pay"),
    ("擅自采砂的，由县水利局处五万元罚款。", (), "who fines does not pay"),
    ("给予补助10万元。", (), "nobody is said"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), PAYERS, ids=[p[0] for p in PAYERS])
def test_payer(text: str, wanted: tuple[str, ...], why: str) -> None:
    (quantity,) = (one for one in amounts(text).values() if one.kind is QuantityKind.MONEY)
    assert quantity.payer == wanted, why


def test_a_norm_holds_the_same_quantities() -> None:
    document = structure(SourceText("a.txt", "某市办法\n第一条 擅自采砂的，处五万元罚款。\n", "0" * 64))
    made = annotate(document)
    assert [one for norm in made.norms for one in norm.quantities] == list(made.quantities)
