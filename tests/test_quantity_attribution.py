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
    # acts
    ("申请人应当在三十日内提出申请。", "三十日内", "提出申请", "what is due"),
    ("主管部门应当自受理之日起七个工作日内，作出决定。", "七个工作日内", "作出决定", "after a comma"),
    ("病媒防治机构应当在设立之日起五日内向所在地备案。", "五日内", "向所在地备案", "to whom"),
    ("登记申请在7个工作日内办结。", "7个工作日内", "登记申请办结", "what a bare act is done to"),
    ("材料应当自受理之日起五日内办结。", "五日内", "办结", "not since when it is done"),
    ("对续贷项目，在7个工作日内放款。", "7个工作日内", "续贷项目放款", "told in the clause before"),
    ("应当在三十日内，通过网站提交信息。", "三十日内", "提交信息", "without by what it is done"),
    ("应当在三十日内，根据有关规定，向社会公布。", "三十日内", "向社会公布", "nor on what ground"),
    ("应当在变更后三十日内，单位可以通过网站提交信息。", "三十日内", "提交信息", "nor who may do it"),
    ("应当在三十日内，在征得同意的前提下，提出方案。", "三十日内", "提出方案", "nor the circumstances"),
    ("应当提前七日向社会公告。", "提前七日", "向社会公告", "before something else"),
    ("清除，主次干道十日以内，一般道路十五日以内。", "十日以内", "主次干道", "no other time limit"),
    ("应当在活动举办日的20日前提出申请。", "20日", "提出申请", "before it"),
    ("每三年进行一次普查。", "三年", "进行一次普查", "every so often"),
    ("利用三年时间，建立体系。", "三年", "建立体系", "in so long a time"),
    ("自设立起，连续三年免收登记费。", "连续三年", "免收登记费", "how long it is done"),
    ("一年内不得申请。", "一年内", "不得申请", "what must not be done"),
    ("有效期届满三十日的前一个月内，要求延续。", "一个月内", "要求延续", "要 of another word"),
    ("期限内要办理登记的，三十日前办理登记。", "三十日前", "办理登记", "an act behind it"),
    ("巡查记录至少保存两年。", "两年", "巡查记录至少保存", "no limit for an act"),
    ("因病缺勤的，停工满二年后可以返岗。", "满二年", "停工", "a time that has passed"),
    # offences
    ("擅自采砂的，处五万元罚款。", "五万元", "擅自采砂的", "the offence"),
    ("违反本办法规定，擅自采砂的，处五万元罚款。", "五万元", "擅自采砂的", "without the breach that it is"),
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
    ("由县水利局处五万元罚款。", "五万元", "罚款", "the fine itself, where no offence is said"),
    ("由县水利局处五万元的罚金。", "五万元", "罚金", "the other word for it"),
    ("擅自采砂的，违法所得五万元以上的，并处五倍罚款。", "五万元以上", "违法所得", "no fine, but a case"),
    # words of a rule that is amended
    ("将第七条中的“六十日”修改为“三十日”。", "三十日", "第七条", "whose words are replaced"),
    ("将第六条中的“处一万元罚款”修改为“处二万元罚款”。", "二万元", "第六条的罚款", "and what is replaced"),
    (
        "将第四项改为第二项，将其中的“处一万元罚款”修改为“处二万元的罚款”。",
        "二万元",
        "第四项的罚款",
        "the provision before",
    ),
    (
        "将第六条中的“处一万元罚款”修改为“责令改正”，增加“并处二万元罚款”。",
        "二万元",
        "第六条的罚款",
        "words that are added",
    ),
    (
        "将第六条修改为：“擅自采砂的，处二万元罚款。”",
        "二万元",
        "擅自采砂的",
        "new words that tell it themselves",
    ),
    # sums that are given
    (
        "对营业收入达到1亿元的企业，分别给予20万元、50万元奖励。",
        "50万元",
        "营业收入达到1亿元的企业奖励",
        "a list",
    ),
    (
        "培训合格的人员，由市财政给予一次性补贴800元。",
        "800元",
        "培训合格的人员补贴",
        "to whom, and not by whom",
    ),
    ("市水利局给予补贴800元。", "800元", "补贴", "not who gives it"),
    ("给予补贴800元。", "800元", "补贴", "what is given"),
    ("给予企业30万元奖励。", "30万元", "企业奖励", "to whom"),
    ("对获得质量奖的，给予企业50万元奖励。", "50万元", "获得质量奖企业奖励", "and in which case"),
    ("对二次开发项目在县域内投产后，给予50万元奖励。", "50万元", "二次开发项目奖励", "not when"),
    ("对销售额达到1亿元的，给予企业50万元奖励。", "50万元", "企业奖励", "a case of figures is its condition"),
    (
        "金融机构年度对企业贷款每增加5000万元，给予10万元奖励。",
        "10万元",
        "金融机构奖励",
        "the subject before",
    ),
    ("企业销售良好，单户奖励50万元。", "50万元", "企业单户奖励", "how it is called"),
    ("按固定资产投资的5%给予企业奖励。", "5%", "企业奖励", "a share"),
    ("对获得专项的项目，按照总额的10%给予配套。", "10%", "配套", "which tells no receiver"),
    ("对承租企业按标的额的5%一次性给予扶持。", "5%", "扶持", "however it is given"),
    ("对本省产品的价格给予6%的扣除。", "6%", "本省产品的价格扣除", "but in its own clause"),
    ("给予项目研发投入30%、单个项目最高1000万元支持。", "30%", "支持", "behind a list"),
    ("并给予销售额30%支持。", "30%", "支持", "not of what it is a share"),
    ("给予单个项目最高1亿元支持。", "最高1亿元", "支持", "for each"),
    ("按投资额给予10%扶持，单个项目最高5000万元。", "最高5000万元", "扶持", "what it caps"),
    ("符合条件的企业给予10万元，最高50万元。", "最高50万元", None, "no other sum"),
    ("按照总额的10%给予配套，最高200万元。", "最高200万元", "配套", "so, too"),
    ("分2年给予安家补助。", "2年", "给予安家补助", "how long it is given"),
    ("给予企业连续5年奖励。", "连续5年", "给予企业奖励", "so, too"),
    ("由财政奖励3万元计算。", "3万元", "奖励", "a verb behind it names nothing"),
    *(
        (f"由财政{word}企业3万元。", "3万元", f"企业{word}", "called so")
        for word in ("奖励", "补贴", "补助", "补偿", "资助")
    ),
    ("向残疾人发放200元津贴。", "200元", "残疾人津贴", "handed out"),
    ("支付职工200元。", "200元", "支付职工", "who is no receiver of 支付, which may be part of a name"),
    ("省财政每年安排8000万元，设立发展专项资金。", "8000万元", "发展专项资金", "what is set up with it"),
    *(
        (f"每年安排500万元，{word}小微企业。", "500万元", "小微企业", "what it is for")
        for word in ("用于", "支持", "扶持")
    ),
    ("投入5亿元，建设厂房。", "5亿元", "厂房", "what is built"),
    ("安排20亿元支农资金。", "20亿元", "支农资金", "what it is"),
    ("设立总规模1亿元的引导资金。", "1亿元", "引导资金总规模", "what it makes up"),
    # things
    ("补贴标准为200元。", "200元", "补贴标准", "the thing before"),
    (
        "对特色农业项目，投资额超过5000万元的，予以支持。",
        "超过5000万元",
        "特色农业项目投资额",
        "and of what it is",
    ),
    ("对营业收入达到1亿元、2亿元的企业奖励。", "2亿元", "营业收入", "a list of thresholds"),
    ("投资额超过5亿元且税收超过1亿元的，予以支持。", "超过1亿元", "税收", "the last of two"),
    ("其中，新建住宅比例不低于60%。", "不低于60%", "新建住宅比例", "not 其中"),
    (
        "非全日制职工的人数应当占总数的30%。",
        "30%",
        "非全日制职工的人数应当占总数",
        "a share that is told by 占",
    ),
    ("岗位补贴人数按照职工人数的30%计算。", "30%", "岗位补贴人数", "not of what it is a share"),
    (
        "按照研发费用的50%加计扣除。",
        "50%",
        "研发费用加计扣除",
        "of what, and what for, if nothing else is said",
    ),
    ("培训人数为职工总数的50%。", "50%", "培训人数", "nor by 为"),
    ("签订一年以上劳动合同的，予以补贴。", "一年以上", "劳动合同", "the object behind it"),
    ("确定一名以上负责养老的人员。", "一名以上", "负责养老的人员", "with what describes it"),
    ("用于农村电网发展的2亿元专项基金。", "2亿元", "专项基金", "behind an attribute"),
    ("取得10%以上的股份。", "10%以上", "股份", "the object of a verb"),
    ("个人负担累计超过15000元的部分。", "累计超过15000元", "个人负担", "no object"),
    ("违法所得50万元以上的，并处十倍罚款。", "50万元以上", "违法所得", "a noun that may be a verb"),
    ("纳税人的支出，按照每月400元的标准定额扣除。", "400元", "纳税人的支出定额扣除", "what is done with it"),
    ("主任会议或者十分之一以上代表联名。", "十分之一以上", "代表联名", "not what stands beside it"),
    ("情节较重的，处三年有期徒刑。", "三年", "有期徒刑", "what is meted out"),
    ("符合条件的，审批时限缩短为5个工作日。", "5个工作日", "审批时限", "not what is only a condition"),
    ("设立一年以上的，有效期为三年。", "三年", "有效期", "nor a case of figures"),
    ("特困人员标准按物价的1.5倍确定，为1000元。", "1000元", "特困人员标准", "what the sentence speaks of"),
    ("可以延长至7日。", "7日", None, "nothing is said"),
    ("超过5年的，应当删除。", "超过5年", None, "nothing is said"),
    ("对“专精特新”企业补助50万元。", "50万元", "“专精特新”企业补助", "a quotation at its head stays whole"),
    ("对企业取得“小巨人”的，奖励50万元。", "50万元", "企业取得“小巨人”奖励", "and within"),
]


@pytest.mark.parametrize(("text", "amount", "wanted", "why"), APPLIES, ids=[a[0] for a in APPLIES])
def test_what_it_applies_to(text: str, amount: str, wanted: str | None, why: str) -> None:
    assert amounts(text)[amount].applies_to == wanted, why


DAYS = [
    ("本办法自2020年1月1日起施行。", "自2020年1月1日起", "本办法", "what enters into force"),
    ("补助标准自2020年1月1日起执行。", "自2020年1月1日起", "补助标准", "whatever it is"),
    ("《某规定》已经批准，自2020年1月1日起施行。", "自2020年1月1日起", "某规定", "told before"),
    ("1996年3月15日省政府发布的《某规定》同时废止。", "1996年3月15日", "某规定", "a rule that was made"),
    (
        "2001年1月1日通过、根据2005年1月1日《关于修改的决定》修正的《某条例》同时废止。",
        "2001年1月1日",
        "某条例",
        "and amended",
    ),
    ("依照《某条例》（2019年修订）执行。", "2019年", "某条例", "in a bracket behind its title"),
    ("适用2009年2月28日修订的《某法》。", "2009年2月28日", "某法", "and revised"),
    ("2020年1月1日公布。", "2020年1月1日", None, "it is not said what"),
    ("到2020年，建成回收体系。", "到2020年", "建成回收体系", "what is reached"),
    ("2020年6月底前，试点城市印发方案。", "2020年6月底前", "试点城市印发方案", "what is done"),
    ("于2020年6月底前报送备案。", "2020年6月底前", "报送备案", "in its own clause"),
    ("实施时间为2021年2月13日至2月15日。", "2021年2月13日至2月15日", "实施时间", "what it is"),
]


@pytest.mark.parametrize(("text", "day", "wanted", "why"), DAYS, ids=[d[0] for d in DAYS])
def test_what_a_day_is_of(text: str, day: str, wanted: str | None, why: str) -> None:
    found = amounts(text)
    assert found[day if day in found else day.removeprefix("到")].applies_to == wanted, why


HEADS = [
    ("某市公园条例\n2020年1月1日某市人民代表大会常务委员会通过\n第一条 甲乙丙。\n", "本条例", "by its title"),
    (
        "某市公园管理暂行办法\n2020年1月1日某市人民政府令第1号公布\n第一条 甲乙丙。\n",
        "本办法",
        "without 暂行",
    ),
    (
        "《某市公园管理规定》已经市政府常务会议通过，现予公布，自2021年1月1日起施行。\n市长：甲\n2020年1月1日\n"
        "某市公园管理规定\n第一条 公园由县人民政府管理。\n",
        "某市公园管理规定",
        "what an order makes known",
    ),
]


@pytest.mark.parametrize(("text", "wanted", "why"), HEADS, ids=[h[2] for h in HEADS])
def test_the_day_of_a_document(text: str, wanted: str, why: str) -> None:
    made = annotate(structure(SourceText("a.txt", text, "0" * 64)))
    (found,) = (one for one in made.quantities if one.low == "2020-01-01")
    assert found.applies_to == wanted, why


PAYERS = [
    ("符合条件的，由市财政按规定补助10万元。", ("市财政",), "由"),
    ("由省财政对新认定的企业奖励10万元。", ("省财政",), "whom it is for is no part of the name"),
    ("由省对外贸易部门补助10万元。", ("省对外贸易部门",), "对外 is a part of it"),
    *((f"由市财政再{pays}10万元。", ("市财政",), "nor is 再") for pays in ("给予", "奖励", "补助", "补贴")),
    ("由省再担保公司承担10万元。", ("省再担保公司",), "再担保 is a part of it"),
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
