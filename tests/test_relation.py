"""The one word for what a lower provision does with the upper one."""

from __future__ import annotations

import pytest

from ingest.link.relation import relate
from ingest.link.signals import Signals, measure
from ingest.link.units import units
from ingest.model import Annotation, Difference, Relation, Strength
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText

ACT, MATTER = Strength.SAME_ACT, Strength.SAME_MATTER
ARTICLE, TASK = "第一条 {}\n第二条 略。\n", "一、总体要求\n（一）{}\n（二）加强宣传。\n"
FUND = "市人民政府应当安排中小企业发展专项资金，用于创业服务。"
CASES: list[tuple[str, str, str, Strength, Difference | None, Relation, str]] = [
    (FUND, FUND, ARTICLE, ACT, Difference.LOOSER, Relation.LOOSER, "a difference goes first"),
    (FUND, FUND, ARTICLE, MATTER, None, Relation.SAME_SUBJECT, "the same matter by another act"),
    (
        FUND,
        "省人民政府应当安排中小企业发展专项资金，用于技术创新。",
        ARTICLE,
        ACT,
        None,
        Relation.RESTATES,
        "nearly the same words",
    ),
    (
        "行政机关应当自收到申请之日起十个工作日内作出答复。",
        "行政机关应当自收到申请之日起十五日内作出答复。",
        ARTICLE,
        ACT,
        None,
        Relation.DETAILS,
        "the same words with another figure repeat nothing, even where the two cannot be compared",
    ),
    (
        "行政机关应当自收到申请之日起15日内作出答复。",
        "行政机关应当自收到申请之日起十五日内作出答复。",
        ARTICLE,
        ACT,
        None,
        Relation.RESTATES,
        "the same figure in other signs",
    ),
    (
        "市人民政府应当建立应急物资储备库，定期更新储备物资。",
        "各市要加强物资储备。",
        TASK,
        ACT,
        None,
        Relation.IMPLEMENTS,
        "a measure addressed to the governments below",
    ),
    (
        "市人民政府应当建立应急物资储备库，定期更新储备物资。",
        "各级人民政府应当加强物资保障。",
        ARTICLE,
        ACT,
        None,
        Relation.DETAILS,
        "an article that speaks of all governments is addressed to none of them",
    ),
    (
        "市人民政府应当设立贷款风险补偿专项资金，对银行的损失按照比例给予补助。",
        "发挥风险补偿专项资金的引导作用，支持高校毕业生自主创业。",
        TASK,
        ACT,
        None,
        Relation.SAME_INSTRUMENT,
        "a tool that the measure names",
    ),
    (
        "市人民政府应当设立贷款风险补偿专项资金，对银行的损失按照比例给予补助。",
        "发挥风险补偿专项资金的引导作用，支持高校毕业生自主创业。",
        ARTICLE,
        ACT,
        None,
        Relation.DETAILS,
        "the same tool in an article: other words for one thing",
    ),
]


def document(text: str, form: str) -> Annotation:
    return annotate(structure(SourceText("a.txt", form.format(text), "0" * 64)))


def signals(lower: str, upper: str, form: str) -> tuple[Signals, int]:
    found = measure(units(document(lower, ARTICLE)), units(document(upper, form)))
    return found, next(at for at, unit in enumerate(found.upper) if unit.text.strip().startswith(upper[:8]))


@pytest.mark.parametrize(("lower", "upper", "form", "strength", "difference", "wanted", "why"), CASES)
def test_relation(
    lower: str,
    upper: str,
    form: str,
    strength: Strength,
    difference: Difference | None,
    wanted: Relation,
    why: str,
) -> None:
    found, column = signals(lower, upper, form)
    assert relate(found, 0, column, strength, difference) is wanted, why
