"""Where a comma is a boundary of norms: grounds and cases lead, acts of their own part; who bears them."""

from __future__ import annotations

import pytest

from ingest.model import Modality

from .test_norms import norms

SEGMENTS = [
    (
        "what stands after 应当根据 is a ground, whatever words tagged as verbs it holds",
        "人民法院应当根据当事人过错所起的作用等因素，合理确定赔偿金额。",
        ["人民法院应当根据当事人过错所起的作用等因素，合理确定赔偿金额"],
    ),
    (
        "and after 应 alone",
        "运营单位应结合园区特色，加强技术投入，建立数据安全管理制度。",
        ["运营单位应结合园区特色，加强技术投入", "建立数据安全管理制度"],
    ),
    (
        "words in brackets and titles are no act",
        "建设单位应当按照《文件归档整理规范》（试行），编制工程档案。",
        ["建设单位应当按照《文件归档整理规范》（试行），编制工程档案"],
    ),
    (
        "a ground that has its act is a norm",
        "建设单位应当根据规范编制工程档案，定期移交档案管理机构。",
        ["建设单位应当根据规范编制工程档案", "定期移交档案管理机构"],
    ),
    (
        "who a rule is about waits for the next clause, which has its own subject",
        "使用外国投资者字号的外商投资企业，企业名称中可以含有“中国”字样。",
        ["使用外国投资者字号的外商投资企业，企业名称中可以含有“中国”字样"],
    ),
    (
        "so does an act that is only named",
        "申请社会团体登记，发起人应当向登记管理机关提交章程。",
        ["申请社会团体登记，发起人应当向登记管理机关提交章程"],
    ),
    (
        "and a place",
        "在同一登记机关，申请人的字号不得与他人的字号相同。",
        ["在同一登记机关，申请人的字号不得与他人的字号相同"],
    ),
    (
        "somebody who acts in the first clause has a norm of his own",
        "药监局负责对生产企业进行认定，各省药监部门应当强化监督检查。",
        ["药监局负责对生产企业进行认定", "各省药监部门应当强化监督检查"],
    ),
    (
        "a short act after a long one is one of its own",
        "财政部门要加强对消费扶贫工作的统筹协调和督促指导，制定实施方案。",
        ["财政部门要加强对消费扶贫工作的统筹协调和督促指导", "制定实施方案"],
    ),
    (
        "a post that is set up, and who fills it",
        "联席会议设召集人1人，由分管领导同志担任。",
        ["联席会议设召集人1人", "由分管领导同志担任"],
    ),
    (
        "a matter, and who deals with it, is one",
        "补助标准，由财政部门拟订。",
        ["补助标准，由财政部门拟订"],
    ),
    (
        "an attribute with 应由 is part of the matter",
        "应由中级人民法院受理的第一审案件，由金融法院管辖。",
        ["应由中级人民法院受理的第一审案件，由金融法院管辖"],
    ),
    (
        "what is done 及时 is done",
        "有关部门要做好督查工作，重大事项及时报告国务院。",
        ["有关部门要做好督查工作", "重大事项及时报告国务院"],
    ),
    (
        "a principle to be kept is a norm beside what follows from it",
        "经营者收集信息，应当遵循合法、正当、必要的原则，明示收集信息的目的和方式。",
        ["经营者收集信息，应当遵循合法、正当、必要的原则", "明示收集信息的目的和方式"],
    ),
    (
        "a cost of its own and who bears it",
        "主管部门可以委托第三方实施抽样检测，检测费用由本级财政予以保障。",
        ["主管部门可以委托第三方实施抽样检测", "检测费用由本级财政予以保障"],
    ),
    (
        "for whom something is provided leads up to it",
        "档案馆应当根据自身条件，为国家机关制定法律和开展有关问题研究，提供便利。",
        ["档案馆应当根据自身条件，为国家机关制定法律和开展有关问题研究，提供便利"],
    ),
    (
        "a fine that may be added is a norm of its own",
        "经营者违反规定的，责令改正，可以处一千元以下的罚款。",
        ["经营者违反规定的，责令改正", "可以处一千元以下的罚款"],
    ),
    (
        "short acts under 应当 are norms of their own",
        "物业服务人应当公示收费标准，定期清洗水箱，接受业主监督。",
        ["物业服务人应当公示收费标准", "定期清洗水箱", "接受业主监督"],
    ),
    (
        "what is to be had is an act, not only what for",
        "县人民政府应当制定牧区饮水规划，保障打井所需的经费和设备。",
        ["县人民政府应当制定牧区饮水规划", "保障打井所需的经费和设备"],
    ),
    (
        "whatever is to be had, not only money",
        "停车场经营者应当公示收费标准，保障消防通道畅通，为残疾人提供便利。",
        ["停车场经营者应当公示收费标准", "保障消防通道畅通", "为残疾人提供便利"],
    ),
    (
        "what somebody should have known is part of the case",
        "平台经营者知道或者应当知道他人侵害权益，未采取必要措施的，承担连带责任。",
        ["平台经营者知道或者应当知道他人侵害权益，未采取必要措施的，承担连带责任"],
    ),
    (
        "so it is where it stands with 应知",
        "经营者明知或者应知商品存在缺陷，仍然销售的，由主管部门责令停止销售。",
        ["经营者明知或者应知商品存在缺陷，仍然销售的，由主管部门责令停止销售"],
    ),
    (
        "and where it should have been foreseen",
        "监护人能够预见或者应当预见损害发生，未采取措施的，承担相应责任。",
        ["监护人能够预见或者应当预见损害发生，未采取措施的，承担相应责任"],
    ),
    (
        "who gets something stands before what he gets",
        "到海岛任教的师范生，给予一次性安家费2万元。",
        ["到海岛任教的师范生，给予一次性安家费2万元"],
    ),
    (
        "what the outcome is for stays",
        "粮库要逐车抽样，逐项测定水分、杂质和霉变粒，测定值作为定价依据。",
        ["粮库要逐车抽样，逐项测定水分、杂质和霉变粒，测定值作为定价依据"],
    ),
    (
        "measures that are taken are an act before a clause with its own 可以",
        "渡船经营人应当结合水位，采取减载措施，夜间可以停航。",
        ["渡船经营人应当结合水位，采取减载措施", "夜间可以停航"],
    ),
    (
        "a case told by 如遇 in its clause leads",
        "使用中如遇设备故障，请拨打站点公示的电话报修。",
        ["使用中如遇设备故障，请拨打站点公示的电话报修"],
    ),
    (
        "words that an amending rule puts in are norms as others",
        "将第五条中的“处五十元罚款”修改为“责令改正，处五千元以上五万元以下的罚款”。",
        ["责令改正", "处五千元以上五万元以下的罚款"],
    ),
    (
        "a plan is handed up and then carried out",
        "主管部门编制规划，报市人民政府批准后执行。",
        ["主管部门编制规划", "报市人民政府批准后执行"],
    ),
    (
        "what is given to somebody who is described is an act",
        "国家维护奖项的公正性，将国家科学技术奖授予追求真理的科技工作者。",
        ["国家维护奖项的公正性", "将国家科学技术奖授予追求真理的科技工作者"],
    ),
    (
        "things that acts describe tell a case",
        "信访人反映的情况，提出的建议、意见，对国民经济发展有贡献的，由有关机关给予奖励。",
        ["信访人反映的情况，提出的建议、意见，对国民经济发展有贡献的，由有关机关给予奖励"],
    ),
    (
        "an act on such a thing does not",
        "主管部门保留老年人熟悉的传统服务方式。",
        ["主管部门保留老年人熟悉的传统服务方式"],
    ),
    ("the introduction that is changed is no act", "将引言修改为：", []),
    (
        "whom a department acts towards leads",
        "财政部门对加大投入、开展提升的中小企业，给予资金支持。",
        ["财政部门对加大投入、开展提升的中小企业，给予资金支持"],
    ),
    (
        "what an act is for stays with it",
        "代收机构应当具备足够的网点，以方便当事人缴纳罚款。",
        ["代收机构应当具备足够的网点，以方便当事人缴纳罚款"],
    ),
    (
        "what is due as a thing orders nothing",
        "利率未超过人民法院依照法律规定应予支持的上限，被执行人主张超过的，可以提起诉讼。",
        ["利率未超过人民法院依照法律规定应予支持的上限，被执行人主张超过的，可以提起诉讼"],
    ),
]


@pytest.mark.parametrize(("why", "text", "expected"), SEGMENTS, ids=[case[0] for case in SEGMENTS])
def test_boundaries(why: str, text: str, expected: list[str]) -> None:
    assert [norm.text for norm in norms(text)] == expected, why


MODALITIES = [
    ("可 before a verb allows", "有条件的城市可试点医保直接结算。", Modality.PERMISSION),
    ("after an adverb, too", "主管部门可渐进调整支付标准。", Modality.PERMISSION),
    ("可 of another word does not", "本市推进可再生能源建筑应用。", Modality.OBLIGATION),
    ("nor before a quality", "各地要提高方案的可执行性。", Modality.OBLIGATION),
    ("按需 orders nothing", "运营单位按需向合作方授予权限。", Modality.OBLIGATION),
    (
        "a plan by another name is made for its purpose",
        "为加快技术突破，特制定本行动方案。",
        Modality.PURPOSE,
    ),
    (
        "what is followed while something else is ordered is no scope",
        "各省级人民政府要参照本方案要求，合理划分支出责任。",
        Modality.OBLIGATION,
    ),
    ("what is divided by order counts as nothing", "各县要将本行政区域划分为若干网格。", Modality.OBLIGATION),
    ("鼓励 governs what its party does next", "鼓励船东购买意外险，并对老旧渔船加装定位设备。", None),
    ("what is paid for it is a duty", "鼓励企业出口，根据实绩给予适当补助。", None),
    ("who is kept from something is sanctioned", "限制多次爽约的患者预约专家号。", Modality.SANCTION),
    ("a suggestion of an upper body binds", "建议你省积极推进电力体制改革。", Modality.OBLIGATION),
    ("不宜 forbids", "水泥项目不宜安排国债资金支持。", Modality.PROHIBITION),
    ("from when a period runs is a rule of reckoning", "期间自裁定送达之日起计算。", Modality.DEFINITION),
    ("what a vote is worth, too", "得票最多的候选人当选。", Modality.DEFINITION),
    ("what a court finds is its act", "人民法院应当确认合同是否有效。", Modality.OBLIGATION),
    (
        "what somebody settles by a ground is his act",
        "人民法院根据当事人的申请确定给付内容。",
        Modality.OBLIGATION,
    ),
    (
        "and where 由 names him",
        "校舍布局，由县人民政府根据实际情况，按照国家有关规定合理确定。",
        Modality.OBLIGATION,
    ),
    ("but not where it is settled by a rule", "责任区按照下列规定确定。", Modality.DEFINITION),
    ("an admonition is a sanction", "由公安机关对其予以训诫。", Modality.SANCTION),
    ("to be deductible is relief", "企业发生的利息支出，按照规定的标准准予扣除。", Modality.EXEMPTION),
]


@pytest.mark.parametrize(("why", "text", "modality"), MODALITIES, ids=[case[0] for case in MODALITIES])
def test_modalities(why: str, text: str, modality: Modality | None) -> None:
    found = [norm.modality for norm in norms(text)]
    if modality is None:
        after = Modality.OBLIGATION if "补助" in text else Modality.ENCOURAGEMENT
        assert found == [Modality.ENCOURAGEMENT, after], why
    else:
        assert found == [modality], why


BEARERS = [
    ("who acts after 由 need be no known body", "公益林管护，由地方承担支出责任。", [("地方",)]),
    ("and his name ends before the verb", "争议事项，由中央财政解决。", [("中央财政",)]),
    (
        "其 means who stands before it",
        "跨省经营的企业，其名称可以不含行政区划名称。",
        [("跨省经营的企业",)],
    ),
    ("an act that is only named bears nothing", "申请登记民办非企业单位，应当具备下列条件：", [()]),
    (
        "an authority in the case deals with what follows",
        "登记管理机关准予注销登记的，发给注销证明文件。",
        [("登记管理机关",)],
    ),
    ("whom somebody acts with does not act", "未采取必要措施的，与该平台内经营者承担连带责任。", [()]),
    (
        "a verb inside the name of an agent ends none",
        "场所提供者发现违法行为的，应当报告。",
        [("场所提供者",)],
    ),
    (
        "以及 goes on with the list",
        "企业、事业单位以及其他组织应当支持工会。",
        [("企业", "事业单位", "其他组织")],
    ),
    (
        "who waits for 应当 gives to whom 对 names",
        "学校、村民委员会和其他社会组织，应当对未成年人给予关心。",
        [("学校", "村民委员会", "其他社会组织")],
    ),
    ("a body that made a document is not the document", "行政机关作出罚款决定的决定书应当载明期限。", [()]),
    (
        "but one that acts on the way to its duty is",
        "市水利局在编制规划的过程应当听取意见。",
        [("市水利局",)],
    ),
    (
        "classes act with whom 由 names",
        "办法由市财政局会同有关部门制定。",
        [("市财政局", "有关部门")],
    ),
    ("one word is a name whatever verb it begins with", "检查员应当熟悉法规。", [("检查员",)]),
    ("who heads a body is named with it", "由行政机关负责人协调处理信访事项。", [("行政机关负责人",)]),
    (
        "a name goes on after the body that it begins with",
        "标准由国务院矿产储量审批机构规定。",
        [("国务院矿产储量审批机构",)],
    ),
    (
        "who acts with it is another",
        "标准由市水务局协同市市场监管部门制定。",
        [("市水务局", "市市场监管部门")],
    ),
    (
        "who is asked to act is another",
        "由社会信用工作主管部门依法提请监察机关处分。",
        [("社会信用工作主管部门",)],
    ),
    ("the name of a scholarship is nobody", "省政府奖学金不低于8000元。", [()]),
    ("what is parted is nobody", "依法规范税收各个环节的职责分工。", [()]),
    ("who lacks a permit is not who permits", "非经国务院授权的有关主管部门同意，不得开采。", [()]),
    ("what is limited of somebody is a thing", "学生在校期间每天户外活动时间不得少于两小时。", [()]),
    (
        "how somebody will be called ends his name",
        "名单由国有金融机构监事会管理机构（以下简称管理机构）提出建议。",
        [("国有金融机构监事会管理机构",)],
    ),
    ("科学技术 is no manner of acting", "国家科学技术奖应当注重创新性。", [()]),
    (
        "who calls waits for what is called for",
        "本市鼓励高等学校按照国家规定，自主开展合作办学，建立联合研究中心。",
        [("本市",), ("本市",)],
    ),
    ("不准确 forbids nothing", "主管部门发现其公示的信息不准确的，应当及时更正。", [("主管部门",)]),
    ("whom an act harms does not act", "猥亵儿童，具有下列情形之一的，应当从重处罚：", [()]),
    ("who breaks a rule does not order its mending", "经营者拒不改正的，责令停业整顿。", [()]),
]


@pytest.mark.parametrize(("why", "text", "bearers"), BEARERS, ids=[case[0] for case in BEARERS])
def test_bearers(why: str, text: str, bearers: list[tuple[str, ...]]) -> None:
    from ingest.annotate.departments import annotate_mentions
    from ingest.annotate.norms import annotate_norms

    from .test_norms import document

    read = document(text)
    assert [norm.bearers for norm in annotate_norms(read, annotate_mentions(read), ())] == bearers, why


def test_what_stands_for_a_thing_does_not_allow() -> None:
    for text in (
        "可制毒化学品的品种实行动态调整。",
        "公安机关依法对可制毒化学品运输进行监督管理。",
        "鼓励向公安机关举报可制毒化学品违法行为。",
    ):
        assert Modality.PERMISSION not in [norm.modality for norm in norms(text)], text
    assert [norm.modality for norm in norms("拒不改正的，可暂扣运输工具。")] == [Modality.PERMISSION]


def test_what_a_meeting_has_passed_is_told_and_not_ordered() -> None:
    text = "河南省人民代表大会常务委员会第七次会议于2018年11月29日批准，现予公布。"
    assert "批准" not in "".join(norm.text for norm in norms(text))
