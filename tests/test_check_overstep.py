"""Overstep: planted defects in a clean rule are found, and lawful things that look like them are not grave."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import pytest

from ingest.check.finding import Finding, Open
from ingest.check.overstep import CHECKS
from ingest.link.alignment import align
from ingest.model import Alignment, Annotation
from ingest.pipeline import annotate
from ingest.resolve import resolve
from ingest.resolve.identity import identify
from ingest.structure import structure
from ingest.text import SourceText
from ontology.states import Gravity

DATA = Path(__file__).parent / "data"
LAW = (DATA / "overstep_law.txt").read_text(encoding="utf-8")
REGULATION = (DATA / "overstep_regulation.txt").read_text(encoding="utf-8")
CLEAN = {
    "days": "二十日",
    "force": "应当",
    "circle": "",
    "definition": "由设区的市级以上人民政府生态环境主管部门根据大气环境承载力、排放总量控制指标确定并公布",
    "condition": "有相应的专业技术人员",
    "spray": "五百元以上二千元以下",
    "dust": "一万元以上十万元以下",
    "unit": "二万元以上五万元以下",
    "person": "五百元以上二万元以下",
    "more": "市人民政府应当加强对大气污染防治工作的领导。",
}
NOTICE = """青海省人民政府办公厅关于加强扬尘污染管理的通知
青政办〔2022〕16号
各市、自治州人民政府，省政府各委、办、厅、局：
一、加强管理
{more}
青海省人民政府办公厅
2022年3月17日
"""


class Files:
    """The rules that are read together with the one that is checked."""

    def __init__(self, uppers: Sequence[str], lower: Annotation) -> None:
        self.found = [align(read(each), lower) for each in uppers]

    def alignments(self, document: str) -> Sequence[Alignment]:
        assert document == str(identify(self.found[0].lower.document).document if self.found else document)
        return self.found


def read(text: str) -> Annotation:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return annotate(structure(SourceText(f"{text.splitlines()[0]}.txt", text, digest)))


def checked(lower: str, *uppers: str) -> list[Finding | Open]:
    annotation = read(lower)
    library = Files(uppers, annotation)
    return [each for check in CHECKS for each in check(resolve(annotation), library)]  # type: ignore[arg-type]


def findings(lower: str, *uppers: str) -> dict[str, Gravity]:
    """Return the gravest finding of each kind; what only repeats the upper rule is left out."""
    order = list(Gravity)
    said: dict[str, Gravity] = {}
    for each in checked(lower, *uppers):
        if isinstance(each, Finding) and each.kind != "repetition":
            said[each.kind] = min(said.get(each.kind, each.gravity), each.gravity, key=order.index)
    return said


def regulation(**planted: str) -> str:
    return REGULATION.format(**{**CLEAN, **planted})


H, M, L = Gravity.HIGH, Gravity.MEDIUM, Gravity.LOW
PLANTED: list[tuple[dict[str, str], str, Gravity, str]] = [
    ({"spray": "五百元以上五千元以下"}, "fine-outside", H, "the most is over that of the law"),
    ({"spray": "一百元以上二千元以下"}, "fine-outside", H, "the least is under that of the law"),
    ({"dust": "二十万元以上五十万元以下"}, "fine-outside", H, "both ends are over"),
    ({"unit": "二万元以上十万元以下"}, "fine-outside", H, "of units alone"),
    ({"person": "一百元以上一千元以下"}, "fine-outside", H, "of persons alone"),
    ({"dust": "三千元"}, "fine-outside", H, "a fixed sum under the range"),
    ({"days": "三十日"}, "deadline-longer", H, "the authority gives itself more time"),
    ({"force": "可以"}, "duty-weakened", H, "应当 became 可以"),
    (
        {"condition": "在本市连续经营三年以上且注册资本不低于五百万元"},
        "licence-condition",
        H,
        "a condition of its own",
    ),
    (
        {
            "definition": "排放工业废气且年用电量超过一百万千瓦时并列入市人民政府名录，由县级人民政府确定并公布"
        },
        "definition-other",
        L,
        "another measure for the same term",
    ),
    ({"circle": "具有本市户籍的"}, "circle-narrower", M, "only those registered here are rewarded"),
    (
        {"more": "外地机动车检验企业在本市从事检验业务的，应当在本市设立分支机构并办理登记。"},
        "competition-barrier",
        M,
        "firms of other regions must set up a branch",
    ),
    (
        {"more": "政府投资的工程应当优先采购本市企业的产品。"},
        "competition-barrier",
        M,
        "goods of this region are preferred",
    ),
    (
        {"more": "逾期未拆除的，由街道办事处强制拆除，所需费用由当事人承担。"},
        "enforcement-new",
        L,
        "no law is named that lets a street office enforce",
    ),
    (
        {"more": "生态环境主管部门对拒不缴纳罚款的单位，可以冻结其银行存款。"},
        "compulsion-new",
        H,
        "freezing is for laws alone",
    ),
]


@pytest.mark.parametrize(("planted", "kind", "gravity", "reason"), PLANTED)
def test_a_planted_defect_is_found(planted: dict[str, str], kind: str, gravity: Gravity, reason: str) -> None:
    found = findings(regulation(**planted), LAW)
    assert found.get(kind) is gravity, (reason, found)
    assert set(found) == {kind}, reason


LAWFUL: list[tuple[dict[str, str], str]] = [
    ({}, "the clean rule"),
    ({"spray": "一千元以上二千元以下"}, "inside the range: made concrete"),
    ({"dust": "五万元"}, "a fixed sum inside the range"),
    ({"days": "十五日"}, "a shorter time binds the authority alone"),
    ({"more": "擅自倾倒建筑垃圾的，依照《固体废物污染环境防治法》的规定处罚。"}, "repeated with its basis"),
    ({"more": "在城市道路上抛洒物料的，由城市管理部门处五百元以上二千元以下的罚款。"}, "the law has no fine for it"),
    ({"more": "逾期未拆除的，由街道办事处依法强制拆除。"}, "by a law"),
    ({"more": "当事人逾期不履行的，生态环境主管部门应当申请人民法院强制执行。"}, "by the court"),
    ({"more": "有关部门不得要求外地企业在本市设立分支机构、办理登记。"}, "a ban of barriers"),
    ({"more": "禁止动用、毁损被查封、扣押的设施。"}, "what was sealed"),
    ({"force": "必须"}, "another word of the same force"),
]  # fmt: skip


@pytest.mark.parametrize(("planted", "reason"), LAWFUL)
def test_what_is_lawful_is_not_grave(planted: dict[str, str], reason: str) -> None:
    assert not findings(regulation(**planted), LAW), reason


NORMATIVE: list[tuple[str, str | None, str]] = [
    (
        "对未采取防尘措施的施工单位，由主管部门处一万元以上三万元以下罚款。",
        "fine-in-normative",
        "a fine of its own",
    ),
    (
        "对未采取防尘措施的施工单位，依照《大气污染防治法》的规定处一万元以上十万元以下罚款。",
        None,
        "repeated with its basis",
    ),
    ("未经县级环境保护部门批准的企业，不得从事渣土运输业务。", "licence-new", "a licence of its own"),
    (
        "延长检查期限的，应当报经县级环境保护部门负责人批准。",
        None,
        "the head of an authority decides within it: no licence (行政许可法 art. 42)",
    ),
    (
        "从事渣土运输业务的机构，应当经县城市管理局批准。",
        "licence-new",
        "who does a business is no authority",
    ),
    ("未依法取得施工许可证的，不得开工建设。", None, "a licence of a law"),
    ("各级环境保护部门可以查封违规企业的生产设备。", "compulsion-new", "a measure of its own"),
    ("省财政厅要严格审核资金，未经批准不得调整预算用途。", None, "an approval within the administration"),
    ("各地应当优先采购本省企业的产品。", "competition-barrier", "goods of this region are preferred"),
]


@pytest.mark.parametrize(("sentence", "kind", "reason"), NORMATIVE)
def test_what_a_normative_document_may_not_set(sentence: str, kind: str | None, reason: str) -> None:
    assert set(findings(NOTICE.format(more=sentence))) == ({kind} if kind else set()), reason


def test_a_draft_that_may_be_a_rule_or_below_one_is_asked_for_barriers() -> None:
    draft = "西宁市企业发展扶持办法\n第一条 为了支持企业发展，制定本办法。\n第二条 各单位应当优先采购本市企业的产品。\n"
    assert set(findings(draft)) == {"competition-barrier"}
    assert findings(draft.replace("西宁市", "")) == {}, "of no place: perhaps a rule of the country"


def test_a_fine_where_the_law_has_none_is_marked_and_low() -> None:
    duty = "运输渣土、砂石的车辆应当采取密闭措施防止物料遗撒"
    law = LAW.replace("第十一条", f"第十一条 {duty}。\n第十二条", 1)
    more = "违反本条例规定，运输渣土、砂石的车辆未采取密闭措施防止物料遗撒的，由城市管理部门处二百元罚款。"
    said = [each for each in checked(regulation(more=more), law) if isinstance(each, Finding)]
    (found,) = [each for each in said if each.kind != "repetition"]
    assert (found.kind, found.gravity) == ("fine-added", L)
    assert "广泛听取意见" in (found.note or ("", ""))[0]
    punished = law.replace(
        "违反本法规定，施工单位", "违反本法第十一条规定的，处二百元罚款。违反本法规定，施工单位"
    )
    assert findings(regulation(more=more), punished) == {}, "a penalty names the article of the duty"
    higher = punished.replace("处二百元罚款", "处五百元罚款")
    assert findings(regulation(more=more), higher) == {"fine-outside": M}, "and the conduct is read there"


def test_a_later_text_of_the_upper_rule_judges_nothing() -> None:
    old = regulation(spray="五百元以上五千元以下").replace("2021年9月1日", "2016年9月1日")
    found = findings(old, LAW)
    assert found == {"lags-upper": L}, "only today's difference is told, as a question whether to follow"
    assert any(
        isinstance(each, Open) for each in checked(regulation(force="可以").replace("2021", "2016"), LAW)
    )


def test_where_the_law_of_the_day_is_not_known_nothing_is_grave() -> None:
    old = NOTICE.format(more=NORMATIVE[0][0]).replace("2022", "2012")
    (found,) = [each for each in checked(old) if isinstance(each, Finding)]
    assert found.gravity is M
    assert found.law[0].then is None
    assert found.law[0].today is not None
    assert "不在库中" in (found.note or ("", ""))[0]


def test_who_may_vary_the_upper_rule_is_marked() -> None:
    own = regulation(spray="五百元以上五千元以下").replace("临沂市", "海西蒙古族藏族自治州")
    own = own.replace("第十九届人民代表大会常务委员会第四十次", "第十四届人民代表大会第六次")
    (found,) = [
        each for each in checked(own, LAW) if isinstance(each, Finding) and each.kind == "fine-outside"
    ]
    assert found.gravity is L
    assert {each.article for each in found.law} >= {"第八十五条第二款", "第一百零一条"} or "变通" in str(
        found.note
    )


def test_two_fines_in_one_sentence_are_one_question() -> None:
    text = regulation(unit="二万元以上十万元以下", person="一百元以上一千元以下")
    (found,) = [
        each for each in checked(text, LAW) if isinstance(each, Finding) and each.kind == "fine-outside"
    ]
    assert "100000元" in found.why[0]
    assert "100元" in found.why[0]


def test_both_sides_are_quoted_as_they_stand() -> None:
    text = regulation(spray="五百元以上五千元以下")
    (found,) = [
        each for each in checked(text, LAW) if isinstance(each, Finding) and each.kind == "fine-outside"
    ]
    assert found.there is not None
    for said, source in ((found.here, text), (found.there, LAW)):
        assert "".join(source[start:end] for start, end in said.spans) == said.text
    assert "5000元" in found.why[0]
    assert "2000元" in found.why[0]
    assert [each.article for each in found.law] == ["第十二条", "第八十八条"]


@pytest.mark.parametrize(
    ("share", "told", "reason"),
    [
        ("百分之三十", True, "the same words"),
        ("百分之四十五", False, "another share is another rule, however alike the words are"),
    ],
)
def test_words_with_another_figure_repeat_nothing(share: str, told: bool, reason: str) -> None:
    rule = (
        "各级预算单位应当预留采购份额专门面向中小企业，预留份额不得低于本单位年度政府采购项目预算总额的{share}，"
        "并按照规定向社会公开预留份额的执行情况和采购结果，接受财政部门的监督检查。"
    )
    law = LAW.replace("第十一条", f"第十一条 {rule.format(share='百分之三十')}\n第十二条", 1)
    said = checked(regulation(more=rule.format(share=share)), law)
    repeated = [each for each in said if isinstance(each, Finding) and each.kind == "repetition"]
    assert any(share in each.here.text for each in repeated) == told, reason


@pytest.mark.parametrize(
    ("above", "here", "reason"),
    [
        (
            "全国人民代表大会常务委员会通过立法规划和年度立法计划等形式，加强对立法工作的统筹安排。编制立法规划和年度立法计划，"
            "应当认真研究代表议案和建议，广泛征集意见，科学论证评估，根据经济社会发展和民主法治建设的需要，确定立法项目。",
            "市人民代表大会常务委员会通过立法规划和年度立法计划等形式，加强对立法工作的统筹安排。编制立法规划和年度立法计划，"
            "应当认真研究代表议案和建议，广泛征集意见，科学论证评估，根据经济社会发展和民主法治建设的需要，确定立法项目。",
            "how an organ of the country makes laws is another matter than how one of a city does",
        ),
        (
            "依照本法规定，给予单位罚款处罚的，对单位直接负责的主管人员和其他直接责任人员处单位罚款数额百分之五以上百分之十以下的罚款，"
            "并按照国家有关规定记入信用记录，向社会公布。",
            "依照本条例规定，给予单位罚款处罚的，对单位直接负责的主管人员和其他直接责任人员处单位罚款数额百分之五以上百分之十以下的罚款，"
            "并按照国家有关规定记入信用记录，向社会公布。",
            "what is done under each rule reaches its own fines alone",
        ),
    ],
)
def test_like_words_on_another_matter_repeat_nothing(above: str, here: str, reason: str) -> None:
    def repeats(rule: str, words: str) -> bool:
        law = LAW.replace("第十一条", f"第十一条 {rule}\n第十二条", 1)
        said = [each for each in checked(regulation(more=words), law) if isinstance(each, Finding)]
        return any(each.kind == "repetition" and words[:12] in each.here.text for each in said)

    assert not repeats(above, here), reason
    same = above.removeprefix("依照本法规定，")
    assert repeats(same, same), "the very words are repeated"


DUTY = "机动车在道路上发生故障或者事故的，驾驶人应当按照规定开启危险报警闪光灯并设置警告标志"
FINED = (
    "机动车发生故障或者事故，驾驶人未按照规定开启危险报警闪光灯并设置警告标志的，"
    "由公安机关交通管理部门处二百元罚款。"
)


def test_a_penalty_for_any_breach_leaves_nothing_to_be_added() -> None:
    law = LAW.replace("第十一条", f"第十一条 {DUTY}。\n第十二条", 1)
    assert findings(regulation(more=FINED), law) == {"fine-added": L}
    whole = (
        law
        + "\n第十五条 机动车驾驶人违反法律、法规关于道路通行规定的，处警告或者二十元以上二百元以下罚款。\n"
    )
    assert findings(regulation(more=FINED), whole) == {}, "the duty is one of those on traffic"
    old = regulation(more=FINED).replace("2021年9月1日", "2021年6月1日")
    assert "fine-added" not in findings(old, law), "supplementing is regulated since 15 July 2021"


FARMLAND = "建窑、建房、建坟、挖砂、采石、采矿、取土、堆放固体废弃物{more}或者从事其他活动破坏基本农田，毁坏种植条件的"
FARMLAND_LAW = (
    f"违反本法规定，占用基本农田{FARMLAND.format(more='')}，由县级以上人民政府土地行政主管部门责令改正或者治理，"
    "恢复原种植条件，{said}占用基本农田的耕地开垦费一倍以上二倍以下的罚款。"
)
FARMLAND_HERE = (
    f"违反本条例规定，在基本农田保护区内{FARMLAND.format(more='、排放倾倒污染物')}，由县级以上人民政府土地行政主管部门"
    "责令限期改正或者治理，恢复原种植条件，{said}占用基本农田的耕地开垦费一倍以上{most}以下的罚款。"
)


@pytest.mark.parametrize(
    ("above", "here", "most", "told", "reason"),
    [
        ("处", "并可处", "二倍", {"duty-weakened": M}, "a fine that must be given may be given"),
        ("处", "并处", "二倍", {}, "as above"),
        ("可以处", "并可处", "二倍", {}, "optional above too"),
        ("可以并处", "处", "二倍", {}, "stricter: what may be given must be"),
        ("处", "并可处", "三倍", {}, "other figures: it is not seen that it was taken over from there"),
    ],
)
def test_a_fine_that_must_be_given_is_no_leave(
    above: str, here: str, most: str, told: dict[str, Gravity], reason: str
) -> None:
    law = LAW.replace("第十一条", f"第十一条 {FARMLAND_LAW.format(said=above)}\n第十二条", 1)
    assert findings(regulation(more=FARMLAND_HERE.format(said=here, most=most)), law) == told, reason


ALLOWANCE = "用人单位应当向高温作业人员发放高温津贴，标准为每人每月不低于{sum}。"
HEAT = "供热企业停止供热检修的，应当提前{time}通知用户，并采取补救措施。"
REPLY = "生态环境主管部门应当自收到延期改造申请之日起{time}作出书面答复。"


@pytest.mark.parametrize(
    ("words", "above", "here", "told", "reason"),
    [
        (ALLOWANCE, {"sum": "一百二十元"}, {"sum": "一百元"}, {"duty-weakened": H}, "a floor is lowered"),
        (ALLOWANCE, {"sum": "一百二十元"}, {"sum": "二百元"}, {}, "and raised"),
        (ALLOWANCE, {"sum": "一百二十元"}, {"sum": "120元"}, {}, "and kept, in other signs"),
        (HEAT, {"time": "七日"}, {"time": "三日"}, {"duty-weakened": H}, "a notice that is shorter"),
        (REPLY, {"time": "十五日内"}, {"time": "十个工作日内"}, {}, "neither is surely the longer"),
        (REPLY, {"time": "十五日内"}, {"time": "二十个工作日内"}, {"deadline-longer": H}, "surely longer"),
        (REPLY, {"time": "十五日内"}, {"time": "五个工作日内"}, {}, "surely shorter"),
    ],
)
def test_a_figure_of_a_duty_that_asks_for_less(
    words: str, above: dict[str, str], here: dict[str, str], told: dict[str, Gravity], reason: str
) -> None:
    law = LAW.replace("第十一条", f"第十一条 {words.format(**above)}\n第十二条", 1)
    assert findings(regulation(more=words.format(**here)), law) == told, reason


GAS_LAW = (
    "违反本法规定，在燃气设施保护范围内从事下列活动之一的，由燃气管理部门责令停止违法行为，对单位处五万元以上十万元以下罚款，"
    "对个人处五千元以上五万元以下罚款：\n（一）倾倒、排放腐蚀性物质的；\n（二）未与燃气经营者共同制定燃气设施保护方案，"
    "采取相应的安全保护措施，从事敷设管道、打桩、顶进、挖掘、钻探等可能影响燃气设施安全活动的。"
)
GAS_HERE = (
    "在燃气设施安全控制范围内从事爆破、动用明火、开挖深基坑作业以及其他影响燃气设施安全活动，未与燃气经营者共同制定燃气设施保护"
    "方案、采取相应的安全保护措施的，由城市管理部门责令改正，对单位处{unit}罚款，对个人处{person}罚款。"
)


@pytest.mark.parametrize(
    ("unit", "person", "told", "reason"),
    [
        ("五万元以上十万元以下", "五千元以上五万元以下", {}, "as above"),
        ("五万元以上五十万元以下", "五千元以上五万元以下", {"fine-outside": M}, "all but the most for units"),
        ("三万元以上五十万元以下", "五千元以上五万元以下", {}, "neither end is that above: not seen to be taken over"),
        ("五万元以上五十万元以下", "一千元以上五千元以下", {}, "nor where the fine beside it is another"),
    ],
)  # fmt: skip
def test_one_figure_changed_in_what_was_taken_over(
    unit: str, person: str, told: dict[str, Gravity], reason: str
) -> None:
    law = LAW.replace("第十一条", f"第十一条 {GAS_LAW}\n第十二条", 1)
    assert findings(regulation(more=GAS_HERE.format(unit=unit, person=person)), law) == told, reason


BANS = "禁止下列行为：\n（一）违规使用添加剂；\n（二）在人口集中地区对树木、花草喷洒剧毒、高毒农药。"


@pytest.mark.parametrize(
    ("named", "fine", "told", "reason"),
    [
        ("第十一条第二项", "五百元以上五千元以下", {"fine-outside": M}, "the item that is named is read"),
        ("第十一条第二项", "五百元以上一千元以下", {}, "within the range"),
        ("第十一条第一项", "五百元以上五千元以下", {}, "the other item is another conduct"),
        ("第十一条第三项", "五百元以上五千元以下", {}, "there is no such item"),
        ("第八条、第十一条第二项", "五百元以上五千元以下", {}, "several articles: not known which"),
    ],
)
def test_conduct_that_is_told_by_number_is_read_there(
    named: str, fine: str, told: dict[str, Gravity], reason: str
) -> None:
    more = f"{BANS}\n第十二条 违反本条例{named}规定的，由市场监督管理部门责令改正，处{fine}罚款。"
    found = findings(regulation(more=more).replace("第十二条 本条例自", "第十三条 本条例自"), LAW)
    assert {kind: gravity for kind, gravity in found.items() if kind == "fine-outside"} == told, reason
