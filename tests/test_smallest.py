"""The smallest provisions that carry a link: which paragraph or item, and when the whole unit."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from ingest.link.alignment import align, measured
from ingest.link.comparison import compare
from ingest.link.facets import facets
from ingest.link.smallest import smallest
from ingest.model import Annotation
from tests.linked import read

FILLER = "第八条 渡口经营者应当每年检查渡船。\n第九条 学校应当开设安全课程。\n"
MARKET = "县级以上人民政府应当设立集贸市场，为农民销售自产蔬菜提供固定摊位。"
FUND = "财政部门应当安排专项资金，对种粮农户给予贷款贴息。"
PENALTY = "违反本条例规定，有下列行为之一的，由市场监督管理部门责令改正，处一千元以上五千元以下罚款："


class Case(NamedTuple):
    """The first articles of a lower and of an upper rule, and the paths that carry their link."""

    lower: str
    upper: str
    expected: tuple[str, str]
    why: str


CASES = [
    Case(f"{MARKET}\n{FUND}", MARKET, ("art-1/para-1", "art-1"), "one of two paragraphs"),
    Case(MARKET, f"{FUND}\n{MARKET}", ("art-1", "art-1/para-2"), "on the upper side too"),
    Case(f"{MARKET}\n{FUND}", f"{FUND}\n{MARKET}", ("art-1", "art-1"), "both paragraphs have their own"),
    Case(MARKET, MARKET, ("art-1", "art-1"), "the only paragraph of an article is the article"),
    Case(
        f"乡镇人民政府应当：\n（一）修缮水渠；\n（二）{MARKET[:-1]}；\n（三）调解纠纷。",
        MARKET,
        ("art-1/item-2", "art-1"),
        "one item of a list",
    ),
    Case(
        f"乡镇人民政府应当：\n（一）{MARKET[:-1]}；\n（二）{FUND[:-1]}；\n（三）调解邻里纠纷。\n水渠由村民委员会修缮。",
        f"{MARKET}{FUND}",
        ("art-1/para-1", "art-1"),
        "two items of a list: what holds both",
    ),
    Case(
        f"{PENALTY}\n（一）未检查渡船的；\n（二）未开设安全课程的。",
        f"{PENALTY}\n（一）未修缮水渠的；\n（二）未登记摊位的。",
        ("art-1", "art-1"),
        "a paragraph that leads into a list is no provision without it",
    ),
    Case(
        "乡镇人民政府修缮水渠。\n村民委员会调解纠纷。",
        "气象台预报台风。\n医院收治病人。",
        ("art-1", "art-1"),
        "sentences that are not alike tell no place",
    ),
    Case(
        f"{MARKET}\n金融机构对种粮农户应当给予贷款优惠。",
        f"{MARKET}\n{FUND}",
        ("art-1", "art-1"),
        "a second sentence is alike by a quarter, beside one that is nearly the same",
    ),
    Case(
        "县级以上人民政府统筹建设集贸市场，方便农民出售蔬菜，完善给水排水设施。\n村民委员会登记农民自产蔬菜的品种和产量。",
        MARKET,
        ("art-1", "art-1"),
        "of two sentences that are little alike one is nearly half as much so as the other",
    ),
    Case(
        "气象台在集贸市场和医院、学校、车站、码头、机场、公园等公共场所预报台风、暴雨、冰雹、干旱、寒潮。\n医院收治病人。",
        "集贸市场的开办者负责环境卫生、秩序维护、设施保养、消防通道、照明用电、垃圾清运、食品检验、投诉受理和交易仲裁。",
        ("art-1", "art-1"),
        "one word in a long sentence tells no place",
    ),
    Case(
        f"{MARKET}\n农户可以向银行申请贷款。\n粮食收购由企业承担。\n补贴通过账户发放。\n专项资金接受审计。",
        f"{MARKET}银行为农户办理贷款、粮食企业开立账户、补贴和专项资金审计提供便利。",
        ("art-1", "art-1"),
        "many shared words stand outside, in sentences that are little alike",
    ),
    Case(
        f"{MARKET}\n摊位费由集贸市场向蔬菜农民销售者收取，固定摊位每月十元。",
        f"{MARKET}\n固定摊位的摊位费每月不得超过五元。",
        ("art-1", "art-1"),
        "the figures that are compared stand in the other paragraph",
    ),
    Case(
        f"{FUND}\n集贸市场依照《甲省市场条例》第一条第二款设立。",
        "医院收治病人。\n农民可以在集贸市场销售自产蔬菜。\n摊位不收费。",
        ("art-1/para-2", "art-1/para-2"),
        "the paragraph that cites, and the one that is cited",
    ),
    Case(
        "乡镇人民政府修缮水渠。\n种粮农户依照《甲省市场条例》第一条第二款登记。",
        "气象台预报台风。\n医院可以收治病人。\n农户可以登记。",
        ("art-1/para-2", "art-1"),
        "another paragraph is cited than the one that is alike",
    ),
    Case(
        f"{MARKET}\n蔬菜农药残留超过标准的，依照《甲省市场条例》第一条处罚。",
        f"{MARKET}\n{FUND}",
        ("art-1", "art-1"),
        "the article is cited as a whole, by a paragraph beside the one that is alike",
    ),
]


def paths(lower: str, upper: str) -> tuple[str, str]:
    """Return what carries the link of the first articles of two rules."""
    below = read(f"甲省乙市市场管理办法\n第一条 {lower}\n{FILLER}")
    above = read(f"甲省市场条例\n第一条 {upper}\n{FILLER}")
    signals = measured(above, below)
    (comparison,) = compare(signals.lower[0], [signals.upper[0]])
    return smallest(signals, 0, 0, facets(signals, 0, 0, comparison, 0.9), comparison)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.why)
def test_the_smallest_provision_that_holds_what_carries_the_link(case: Case) -> None:
    assert paths(case.lower, case.upper) == case.expected, case.why


def test_what_is_shown_of_a_link_stands_in_its_provisions(
    opinion: Annotation, regulation: Annotation
) -> None:
    found = align(opinion, regulation, candidates=True)
    smaller = 0
    for link in (*found.correspondences, *found.candidates):
        for annotation, path, unit, spans in (
            (regulation, link.lower, link.lower_unit, link.lower_spans),
            (opinion, link.upper, link.upper_unit, link.upper_spans),
        ):
            assert path == unit or path.startswith(f"{unit}/")
            smaller += path != unit
            around = annotation.document.provision(path).spans
            for start, end in spans:
                assert any(first <= start and end <= last for first, last in around), link
    assert smaller
