"""Stricter, looser, possible conflict: only where two sentences on the same conduct show it."""

from __future__ import annotations

import pytest

from ingest.link.comparison import compare
from ingest.link.difference import Shown, shown
from ingest.link.units import Unit, units
from ingest.model import Difference
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText

STRICTER, LOOSER, CONFLICT = Difference.STRICTER, Difference.LOOSER, Difference.POSSIBLE_CONFLICT


def unit(text: str) -> Unit:
    return units(annotate(structure(SourceText("a.txt", f"第一条 {text}\n第二条 略。\n", "0" * 64))))[0]


def told(lower: str, upper: str) -> tuple[Shown | None, Unit, Unit]:
    below, above = unit(lower), unit(upper)
    return shown(below, above, compare(below, [above])[0]), below, above


CASES: list[tuple[str, str, Difference | None, str]] = [
    # figures
    (
        "预留给中小企业的采购份额应当占预算总额的百分之四十以上。",
        "预留给中小企业的采购份额应当占预算总额的百分之三十以上。",
        STRICTER,
        "a higher quota for small firms binds the buyer",
    ),
    (
        "街道办事处应当自接到报告之日起三十日内组建业主大会筹备组。",
        "街道办事处应当自接到报告之日起六十日内组建业主大会筹备组。",
        STRICTER,
        "a shorter time limit",
    ),
    (
        "物业服务企业应当在合同签订之日起十五日内将合同报物业主管部门备案。",
        "物业服务企业应当在合同签订之日起十日内将合同报物业主管部门备案。",
        LOOSER,
        "a longer time limit",
    ),
    (
        "对新认定的企业给予不超过二十万元奖励。",
        "对新认定的企业给予不超过十万元奖励。",
        None,
        "a sum that is given binds the payer and favours another",
    ),
    (
        "企业应当在合同签订之日起三日内报主管部门备案。",
        "企业应当在合同签订之日起一百日内报主管部门备案。",
        None,
        "more than twenty times another: not one thing",
    ),
    (
        "擅自停止供水的，处二万元以上五万元以下罚款。",
        "擅自停止供水的，责令改正，处一万元以上三万元以下罚款。",
        STRICTER,
        "a higher fine for the same act",
    ),
    (
        "擅自停止供水的，处二万元以上五万元以下罚款。",
        "擅自停止供水的，责令改正；情节严重的，处一万元以上三万元以下罚款。",
        None,
        "a fine for a grave case is another",
    ),
    (
        "供水企业停止供水的，应当提前四十八小时通知用户，并在三日内恢复供水。",
        "供水企业停止供水的，应当提前四十八小时通知用户，并在七日内恢复供水。",
        STRICTER,
        "one figure kept, one tightened",
    ),
    (
        "擅自停止供水的，处一万元以上五万元以下罚款。",
        "擅自停止供水的，责令改正，可以处一万元以上五万元以下罚款。",
        STRICTER,
        "a fine that may be set above must be set below",
    ),
    (
        "擅自停止供水的，可以处一万元以上五万元以下罚款。",
        "擅自停止供水的，责令改正，处一万元以上五万元以下罚款。",
        LOOSER,
        "and the other way",
    ),
    (
        "擅自改变用水性质的，处一万元以上五万元以下罚款。",
        "违反规定装泵抽水的，责令改正，可以处一万元以上五万元以下罚款。",
        None,
        "a fine for another act",
    ),
    # force
    (
        "本市设立中小企业发展基金。",
        "县级以上地方各级人民政府可以设立中小企业发展基金。",
        STRICTER,
        "what a government may do above it does below",
    ),
    (
        "养殖场应当开展动物疫病净化工作。",
        "鼓励和支持饲养动物的单位和个人开展动物疫病净化。",
        STRICTER,
        "who was encouraged must",
    ),
    (
        "县级以上人民政府可以设立中小企业发展基金。",
        "省人民政府应当设立中小企业发展基金。",
        LOOSER,
        "what a government must do above it may do below",
    ),
    (
        "中小企业可以依法设立行业组织，加强自律管理，促进行业发展。",
        "中小企业的有关行业组织应当维护会员权益，加强自律管理，促进行业发展。",
        None,
        "another party: firms are not their associations",
    ),
    (
        "县级以上人民政府应当鼓励社会力量参与动物防疫工作。",
        "国家鼓励社会力量参与动物防疫工作。",
        None,
        "who must encourage asks no more of those encouraged",
    ),
    (
        "县级以上人民政府应当设立中小企业发展基金。",
        "国家可以设立中小企业发展基金。",
        None,
        "what the country may do is another's act",
    ),
    (
        "综合档案馆应当按照规定向社会开放档案。",
        "鼓励和支持其他档案馆按照规定向社会开放档案。",
        None,
        "other archives are others",
    ),
    (
        "本市设立中小企业发展基金。",
        "国家设立中小企业发展基金。省人民政府应当设立中小企业发展基金，县级人民政府可以设立中小企业发展基金。",
        None,
        "the duty stands above too",
    ),
    # conflict
    (
        "个人可以在城市公园内露天烧烤食品。",
        "任何个人不得在城市公园内露天烧烤食品。",
        CONFLICT,
        "allowed below what is forbidden above",
    ),
    (
        "物业服务企业可以按照管理规约禁止装修人员进入小区。",
        "任何单位不得违反管理规约，禁止装修人员进入小区。",
        None,
        "an allowed ban is no leave",
    ),
]


@pytest.mark.parametrize(("lower", "upper", "wanted", "why"), CASES)
def test_difference(lower: str, upper: str, wanted: Difference | None, why: str) -> None:
    found, *_ = told(lower, upper)
    assert (found and found.difference) == wanted, why


def test_one_figure_tightened_and_another_loosened_is_for_a_person_to_look_at() -> None:
    found, *_ = told(
        "供水企业应当在受理申请之日起三日内答复用户。供水企业应当在收到欠费之日起十日内恢复用户供水。",
        "供水企业应当在受理申请之日起五日内答复用户。供水企业应当在收到欠费之日起七日内恢复用户供水。",
    )
    assert found is not None
    assert found.difference is CONFLICT


def test_the_party_is_named_as_printed_and_the_sentences_are_those_that_show_it() -> None:
    found, below, above = told(
        "本市推进城乡供水。物业服务行业自律组织应当建立和完善自律制度。",
        "行业自律组织接受指导。物业行业自律组织可以建立和完善自律制度。",
    )
    assert found is not None
    assert found.party == "物业服务行业自律组织"
    words = [
        "".join(side.clean.source.text[s:e] for s, e in spans)
        for side, spans in ((below, found.lower), (above, found.upper))
    ]
    assert words == [
        "物业服务行业自律组织应当建立和完善自律制度。",
        "物业行业自律组织可以建立和完善自律制度。",
    ]


@pytest.mark.parametrize("word", ["申请", "请求", "要求", "提出"])
def test_what_a_party_may_ask_for_is_a_way_that_is_open_to_it(word: str) -> None:
    act = f"用户%s向供水企业{word}检定水表的书面意见。"
    assert told(act % "应当", act % "可以")[0] is None
    plain = act.replace(word, "报送")
    found = told(plain % "应当", plain % "可以")[0]
    assert found is not None
    assert found.difference is STRICTER, "another act of the same words is told"
