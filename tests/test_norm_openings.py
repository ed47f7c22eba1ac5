"""What a clause opens with, and what it orders by that: things and what holds of them, matters and who deals with
them, aims, grounds, cases, acts that are only spoken of."""

from __future__ import annotations

import re
from collections.abc import Sequence

import pytest

from ingest.annotate.departments import annotate_mentions
from ingest.annotate.norm import clauses, grouping, modality, openings, signs, verbs
from ingest.annotate.norms import annotate_norms
from ingest.model import Modality
from ingest.structure import structure
from ingest.text import SourceText
from tests.test_norms import document

DUTY, SANCTION, MEANING = Modality.OBLIGATION, Modality.SANCTION, Modality.DEFINITION
RIGHT, CALL, SCOPE, AIM = Modality.RIGHT, Modality.ENCOURAGEMENT, Modality.SCOPE, Modality.PURPOSE
Read = tuple[str, str, Sequence[tuple[str, Modality, tuple[str, ...]]]]

READ_AS: list[Read] = [
    # --- what is to hold of a thing
    (
        "what holds of a thing is ordered",
        "重点实验室实行年度报告制度。",
        [("重点实验室实行年度报告制度", DUTY, ())],
    ),
    (
        "whatever describes it",
        "可制毒化学品的品种实行动态调整。",
        [("可制毒化学品的品种实行动态调整", DUTY, ())],
    ),
    (
        "a principle, with its attributes",
        "文物工作坚持保护为主、抢救第一、合理利用、加强管理的方针。",
        [("文物工作坚持保护为主、抢救第一、合理利用、加强管理的方针", DUTY, ())],
    ),
    (
        "at most an adverb stands before it",
        "法官逐步实行员额管理。",
        [("法官逐步实行员额管理", DUTY, ("法官",))],
    ),
    *(
        (f"what {told} holds is told", f"核电站项目{told}列入国家核电发展规划。", [])
        for told in ("未", "不", "已", "已经", "尚未")
    ),
    *(
        (f"a case or a time that ends in {end} orders nothing", f"用地实行行政划拨{end}，", [])
        for end in ("的", "时", "后", "前")
    ),
    ("the name of an act is none", "（二）贯彻全民参与方针的学校", []),
    (
        "what enters something is a thing itself where 的 follows",
        "部门收支全部纳入部门预算的情况。",
        [],
    ),
    ("so is what is entered", "部门收支全部列入部门预算的情况。", []),
    (
        "whom the verb goes over is nobody's name",
        "国歌纳入中小学教育。",
        [("国歌纳入中小学教育", DUTY, ())],
    ),
    (
        "how something is done may lead",
        "法官采用考试、考核的办法，按照标准择优提出人选。",
        [("法官采用考试、考核的办法，按照标准择优提出人选", DUTY, ())],
    ),
    # --- a matter and who deals with it
    ("a matter and who deals with it", "其民事责任由公司承担。", [("其民事责任由公司承担", DUTY, ("公司",))]),
    ("what is agreed is no duty", "保修期由合同约定。", []),
    ("nor is a ground", "企业无正当理由拖延发放工资的，", []),
    (
        "who decides on what another asks for",
        "运营单位按需提出数据共享申请，由市大数据局审核。",
        [
            ("运营单位按需提出数据共享申请", DUTY, ("运营单位",)),
            ("由市大数据局审核", DUTY, ("市大数据局",)),
        ],
    ),
    (
        "or on what holds of a thing",
        "药品的品种实行动态调整，由省公安厅提出方案。",
        [("药品的品种实行动态调整", DUTY, ()), ("由省公安厅提出方案", DUTY, ("省公安厅",))],
    ),
    (
        "a matter alone leads",
        "补助标准，由市财政局拟订。",
        [("补助标准，由市财政局拟订", DUTY, ("市财政局",))],
    ),
    # --- in charge
    (
        "persons are in charge, too",
        "专职安全生产管理人员负责现场监督检查。",
        [("专职安全生产管理人员负责现场监督检查", DUTY, ("专职安全生产管理人员",))],
    ),
    ("and stations", "各级农村经营管理站负责具体工作。", [("各级农村经营管理站负责具体工作", DUTY, ())]),
    ("the head of a body is no charge", "经办案部门负责人批准，", []),
    # --- what is reported for a decision
    *(
        (
            f"what is sent up for {decision}",
            f"省林业局编制规划，报国家林草局{decision}。",
            [
                ("省林业局编制规划", DUTY, ("省林业局",)),
                (f"报国家林草局{decision}", DUTY, ("省林业局",)),
            ],
        )
        for decision in (
            *("备案", "备查", "批准", "审批", "审核", "审查", "审定", "审议", "同意", "核准", "核定", "决定"),
            *("审议通过", "批准后下达", "审定后公布", "批准公布", "批准执行", "批准实施", "批准施行"),
        )
    ),
    (
        "level by level",
        "省林业局编制规划，逐级上报国家林草局批准后实施。",
        [
            ("省林业局编制规划", DUTY, ("省林业局",)),
            ("逐级上报国家林草局批准后实施", DUTY, ("省林业局",)),
        ],
    ),
    # --- how an act is done
    *(
        (f"behind {how} a verb is an act", f"{how}{act}。", [(f"{how}{act}", DUTY, ())])
        for how, act in (
            ("扎实", "推进重大水利工程建设"),
            ("立即", "启动应急预案"),
            ("更加", "注重向企业提供软服务"),
            ("直接", "向第三者赔偿保险金"),
        )
    ),
    *((f"not behind {how}", f"{how}推进水利工程建设。", []) for how in ("只", "仅", "尚未", "故意", "擅自")),
    ("nor where it describes", "因此发生的纠纷。", []),
    ("a case orders nothing", "尚可采取改正措施的其他情形。", []),
    ("nor does what goes on by itself", "相对集中行政处罚权的工作进展顺利。", []),
    ("an adjective before a noun is no act", "良好服务环境。", []),
    ("nor the announcement of a rule", "特就促进就业有关事项规定如下。", []),
    (
        "who acts with whom",
        "会同有关部门组织监测网络。",
        [("会同有关部门组织监测网络", DUTY, ())],
    ),
    # --- aims and grounds that lead
    *(
        (
            f"{aim} leads to the act",
            f"{aim}装备制造等重点领域，引进一批龙头企业。",
            [(f"{aim}装备制造等重点领域，引进一批龙头企业", DUTY, ())],
        )
        for aim in ("聚焦", "围绕", "瞄准", "面向")
    ),
    *(
        (
            f"so does {ground}",
            f"{ground}新型智慧城市建设，推动政务数据共享交换。",
            [(f"{ground}新型智慧城市建设，推动政务数据共享交换", DUTY, ())],
        )
        for ground in ("结合", "依托", "立足", "着眼")
    ),
    *(
        (
            f"behind who acts, too: {aim}",
            f"市科技局{aim}重点领域，支持企业开展技术攻关。",
            [(f"市科技局{aim}重点领域，支持企业开展技术攻关", CALL, ("市科技局",))],
        )
        for aim in ("聚焦", "围绕", "瞄准")
    ),
    (
        "work that goes along",
        "结合军队帮扶工作，推动驻地部队参与扶贫。",
        [("结合军队帮扶工作，推动驻地部队参与扶贫", DUTY, ())],
    ),
    (
        "an act in the same clause is one",
        "围绕复兴岛打造全球一流的水岸，建设全新的示范城区。",
        [("围绕复兴岛打造全球一流的水岸", DUTY, ()), ("建设全新的示范城区", DUTY, ())],
    ),
    (
        "so is one right behind it",
        "聚焦提升城市活力和品质，建设全新的示范城区。",
        [("聚焦提升城市活力和品质", DUTY, ()), ("建设全新的示范城区", DUTY, ())],
    ),
    (
        "and one behind an adverb",
        "面向前沿交叉领域加快培育企业，建设全新的试验平台。",
        [("面向前沿交叉领域加快培育企业", DUTY, ()), ("建设全新的试验平台", DUTY, ())],
    ),
    # --- cases
    (
        "如 tells a case, whatever stands in the next clause",
        "如竞价价格一致，则优先挑选响应量高的用户。",
        [("如竞价价格一致，则优先挑选响应量高的用户", DUTY, ())],
    ),
    (
        "further on in a sentence, too",
        "市工业和信息化局进行核定，若认定相关材料真实，则采纳用户提交的有关意见。",
        [
            ("市工业和信息化局进行核定", DUTY, ("市工业和信息化局",)),
            ("若认定相关材料真实，则采纳用户提交的有关意见", DUTY, ("市工业和信息化局",)),
        ],
    ),
    *(
        (
            f"{word} goes on with it",
            f"如材料不全，{word}逾期提交，予以公示名单。",
            [(f"如材料不全，{word}逾期提交，予以公示名单", DUTY, ())],
        )
        for word in ("或者", "以及", "并且", "而", "且")
    ),
    # --- words of duty in an attribute
    (
        "a word of duty in an attribute rules nothing",
        "本条例规定应当备案的合同文本，提供方应当自本条例施行之日起三个月内报送。",
        [("本条例规定应当备案的合同文本，提供方应当自本条例施行之日起三个月内报送", DUTY, ("提供方",))],
    ),
    (
        "with an adverb, too",
        "发现依法应当立即报告的情况，稽察人员应当提交专题报告。",
        [("发现依法应当立即报告的情况，稽察人员应当提交专题报告", DUTY, ("稽察人员",))],
    ),
    (
        "an object with its attribute is none",
        "从事经营应当遵守国家的规定。",
        [("从事经营应当遵守国家的规定", DUTY, ())],
    ),
    (
        "nor an adverb that is written with 的",
        "企业应当如实的反映情况。",
        [("企业应当如实的反映情况", DUTY, ("企业",))],
    ),
    ("nor 要", "各地要公开的内容更加全面。", [("各地要公开的内容更加全面", DUTY, ("各地",))]),
    (
        "a length of time is no case",
        "公交车应当延长末班时间一小时。",
        [("公交车应当延长末班时间一小时", DUTY, ())],
    ),
    # --- acts that are only spoken of
    ("how an act goes orders nothing", "加强应急管理的情况。", []),
    ("nor what is written about it", "建立健全监测制度的意见。", []),
    *((f"nor a {what}", f"加强应急管理的{what}。", []) for what in ("意见", "汇报", "报告", "请示", "通报")),
    (
        "what is done with it does",
        "检查加强应急管理的情况。",
        [("检查加强应急管理的情况", DUTY, ())],
    ),
    *(
        (
            f"{word} takes what is written as its object",
            f"{word}市人民政府的意见。",
            [(f"{word}市人民政府的意见", DUTY, ())],
        )
        for word in ("执行", "落实", "贯彻", "履行", "遵守", "实施")
    ),
    (
        "it leads where the next clause says what is done with it",
        "建立健全监测制度的意见，报市人民政府批准。",
        [("建立健全监测制度的意见，报市人民政府批准", DUTY, ())],
    ),
    # --- limits
    (
        "how often at least",
        "监事会每年度至少召开一次会议。",
        [("监事会每年度至少召开一次会议", DUTY, ("监事会",))],
    ),
    ("in what time", "至少每半年公布名单。", [("至少每半年公布名单", DUTY, ())]),
    ("how much at most", "每家展馆至多借展二十件。", [("每家展馆至多借展二十件", DUTY, ())]),
    ("how many", "每家展馆最多借展20件。", [("每家展馆最多借展20件", DUTY, ())]),
    ("how long at most", "借展周期最长为六周。", [("借展周期最长为六周", DUTY, ())]),
    ("that there is only one", "一座凉亭三年内只修缮一回。", [("一座凉亭三年内只修缮一回", DUTY, ())]),
    ("of a name", "同一事项只受理一次申请。", [("同一事项只受理一次申请", DUTY, ())]),
    ("in each", "每个区域只设立一个机构。", [("每个区域只设立一个机构", DUTY, ())]),
    ("a case is no limit", "如果只选一人，", []),
    # --- rights
    ("what the law protects", "公司的合法权益受法律保护。", [("公司的合法权益受法律保护", RIGHT, ())]),
    (
        "a right by its name",
        "其他股东在同等条件下有优先购买权。",
        [("其他股东在同等条件下有优先购买权", RIGHT, ("其他股东",))],
    ),
    (
        "a right of its own, however short",
        "任何单位有权进行劝阻，有权投诉举报。",
        [("任何单位有权进行劝阻", RIGHT, ("任何单位",)), ("有权投诉举报", RIGHT, ("任何单位",))],
    ),
    (
        "against what",
        "对企业违章指挥，侵犯职工权益的行为，有权要求纠正。",
        [("对企业违章指挥，侵犯职工权益的行为，有权要求纠正", RIGHT, ())],
    ),
    # --- whom somebody sets to work
    *(
        (
            f"who is set to work by {word} acts in the next clause",
            f"县人民政府应当{word}有关部门和单位，定期开展应急演练活动。",
            [(f"县人民政府应当{word}有关部门和单位，定期开展应急演练活动", DUTY, ("县人民政府",))],
        )
        for word in ("组织", "动员", "督促", "委托", "邀请")
    ),
    (
        "with what the act is towards, too",
        "县人民政府应当组织水利等有关部门，对水库水源保护进行巡查。",
        [("县人民政府应当组织水利等有关部门，对水库水源保护进行巡查", DUTY, ("县人民政府",))],
    ),
    (
        "the name of an organization sets nobody to work",
        "联合社应当吸纳合作经济组织、专业大户，积极组建行业协会。",
        [("联合社应当吸纳合作经济组织、专业大户", DUTY, ()), ("积极组建行业协会", DUTY, ())],
    ),
    (
        "nor does an act that is organized",
        "组织编制应急预案，定期开展应急演练活动。",
        [("组织编制应急预案", DUTY, ()), ("定期开展应急演练活动", DUTY, ())],
    ),
    (
        "whoever is called on acts more than once",
        "鼓励企业投放无障碍车辆，开发预约叫车程序，培训驾驶员手语。",
        [
            ("鼓励企业投放无障碍车辆", CALL, ()),
            ("开发预约叫车程序", CALL, ()),
            ("培训驾驶员手语", CALL, ()),
        ],
    ),
    (
        "and provides for others",
        "鼓励地区完善网络基础设施，为经营者提供产品开发等服务。",
        [("鼓励地区完善网络基础设施", CALL, ()), ("为经营者提供产品开发等服务", CALL, ())],
    ),
    (
        "what a matter is given is a result",
        "档案机构应当加强信息化建设，为城建档案的利用提供便利。",
        [("档案机构应当加强信息化建设，为城建档案的利用提供便利", DUTY, ("档案机构",))],
    ),
    (
        "so is that it goes well",
        "市医疗保障局应当配备专业人员，保障举报处理工作顺利进行。",
        [("市医疗保障局应当配备专业人员，保障举报处理工作顺利进行", DUTY, ("市医疗保障局",))],
    ),
    # --- by what rule
    (
        "a thing and the rule that holds for it",
        "涉及商业秘密的信息，依照有关规定执行。",
        [("涉及商业秘密的信息，依照有关规定执行", SCOPE, ())],
    ),
    (
        "an act and its rule are two",
        "加强财政事权和支出责任划分，参照有关规定执行。",
        [("加强财政事权和支出责任划分", DUTY, ()), ("参照有关规定执行", SCOPE, ())],
    ),
    (
        "plans are divided, too",
        "航道规划分为全国规划和流域规划。",
        [("航道规划分为全国规划和流域规划", MEANING, ())],
    ),
    # --- aims of a preamble
    (
        "the aim of a preamble is a purpose",
        "某市人民政府办公室关于节水的意见¶各区人民政府：¶为强化统筹协调，经市委同意，建立联席会议制度。¶一、措施¶各区应当节水。",
        [("为强化统筹协调", AIM, ()), ("各区应当节水", DUTY, ("各区",))],
    ),
    (
        "not where somebody stands between it and the act",
        "某省人民政府关于节水的意见¶各市人民政府：¶为强化统筹协调，省政府在深入调研的基础上，结合实际出台意见。¶一、措施¶各市应当节水。",
        [("各市应当节水", DUTY, ("各市",))],
    ),
    (
        "制订 makes a rule as 制定 does",
        "某市节水细则¶第一条 为做好节水工作，特制订本细则。",
        [("为做好节水工作，特制订本细则", AIM, ())],
    ),
    (
        "and so does who has made it",
        "某市关于节水的意见¶根据水法，我局制定了《节水意见》。",
        [("根据水法，我局制定了《节水意见》", AIM, ())],
    ),
    # --- sanctions beside a duty
    (
        "a sanction after a semicolon is not the duty before it",
        "市烟草专卖局应当依法予以赔偿；对主管人员依法给予行政处分。",
        [
            ("市烟草专卖局应当依法予以赔偿", DUTY, ("市烟草专卖局",)),
            ("对主管人员依法给予行政处分", SANCTION, ()),
        ],
    ),
    (
        "an act towards somebody is",
        "市烟草专卖局应当依法予以赔偿；对主管人员进行教育培训。",
        [
            ("市烟草专卖局应当依法予以赔偿", DUTY, ("市烟草专卖局",)),
            ("对主管人员进行教育培训", DUTY, ("市烟草专卖局",)),
        ],
    ),
    (
        "an authority by 由 goes on with it",
        "经营者违反规定的，由市商务局责令改正；对主管人员依法给予处分。",
        [
            ("经营者违反规定的，由市商务局责令改正", SANCTION, ("市商务局",)),
            ("对主管人员依法给予处分", SANCTION, ("市商务局",)),
        ],
    ),
    # --- who acts
    (
        "who is given something does not act, where a note says who does",
        "某市措施¶一、优化监管¶（一）提升信用。区内企业经评定符合标准的，直接赋予最高信用等级。（责任单位：市商务局）",
        [("区内企业经评定符合标准的，直接赋予最高信用等级", DUTY, ("市商务局",))],
    ),
    (
        "an act in a place is nobody",
        "设置吸烟区应当符合消防要求。",
        [("设置吸烟区应当符合消防要求", DUTY, ())],
    ),
    *(
        (
            f"nor in {place}",
            f"销售{place}使用的煤炭应当符合要求。",
            [(f"销售{place}使用的煤炭应当符合要求", DUTY, ())],
        )
        for place in ("本市", "全省", "各县", "本州")
    ),
    ("each of the counties acts", "各县压实责任。", [("各县压实责任", DUTY, ("各县",))]),
    (
        "a place where somebody does something is nobody",
        "在非禁止吸烟的公共场所，应当避让他人。",
        [("在非禁止吸烟的公共场所，应当避让他人", DUTY, ())],
    ),
    (
        "who does something in a place is",
        "在本市从事经营的单位，应当公布价格。",
        [("在本市从事经营的单位，应当公布价格", DUTY, ("在本市从事经营的单位",))],
    ),
    (
        "how often stands behind who acts",
        "学校每学年至少举行一次全校运动会。",
        [("学校每学年至少举行一次全校运动会", DUTY, ("学校",))],
    ),
]


@pytest.mark.parametrize(("reason", "text", "expected"), READ_AS, ids=[row[0] for row in READ_AS])
def test_clauses_are_read_by_what_they_open_with(
    reason: str, text: str, expected: Sequence[tuple[str, Modality, tuple[str, ...]]]
) -> None:
    lines = text.replace("¶", "\n")
    doc = structure(SourceText("a.txt", lines, "0" * 64)) if lines != text else document(text)
    found = annotate_norms(doc, annotate_mentions(doc), ())
    assert [(norm.text, norm.modality, norm.bearers) for norm in found] == expected, reason


Row = tuple[re.Pattern[str], str, str | tuple[str, ...], bool, str]
"""A pattern, a text with a gap, what is put into the gap, whether it is found from the start, and the reason."""

FORMS: list[Row] = [
    (
        signs.CHARGE,
        "负责{}",
        ("人工增雨", "人员管理", "人口统计", "人才工作", "人力调配", "人民调解"),
        True,
        "work",
    ),
    (
        signs.CHARGE,
        "负责{}",
        ("人事管理", "人身保护", "人类遗传资源", "制定规划", "制订方案", "制作笔录"),
        True,
        "work",
    ),
    (signs.CHARGE, "负责{}", ("人", "人签名", "制"), False, "a person, a system"),
    (signs.CHARGE, "{}", ("负总责",), True, "the whole charge"),
    (signs.RIGHT, "受{}保护", ("法律", "国家", "国家法律"), True, "what protects"),
    (signs.RIGHT, "受{}保护的人", ("法律",), False, "who is protected"),
    (signs.RIGHT, "有{}", ("优先购买权", "优先承租权利"), True, "a right by its name"),
    (
        signs.RIGHT,
        "有{}",
        ("关职权", "权", "的权", "建议和表决权", "建议、表决权", "人有权"),
        False,
        "no such name",
    ),
    *((signs.RIGHT, "{}有优先购买权", one, False, "a word of its own") for one in "没所具国专私公拥持占特共"),
    (signs.ENTRY, "自本条例施行{}", ("之日", "前", "后", "以前", "之后"), False, "a day that is reckoned by"),
    (signs.ENTRY, "自本条例公布{}", ("施行", "废止"), True, "the day itself"),
    (clauses._ENTITLED, "有权{}", ("投诉举报", "制止"), True, "a right of its own"),
    (clauses._ENTITLED, "有权{}", ("制止的", "的人", "监"), False, "who has it"),
    (grouping._SETS_UP, "设{}", ("立投资资金", "立发展基金", "总经理", "副主席"), True, "what is set up"),
    (grouping._SETS_UP, "配备{}", ("联系人", "管理人员"), True, "who is appointed"),
    (grouping._ASKS, "甲方提出数据{}", ("申请", "建议", "意见", "方案"), True, "what is asked for"),
    (grouping._ASKS, "甲方提出数据{}", ("申请的", "申请时"), False, "a case"),
    (grouping._AIM, "为{}", ("加强管理，", "了加强管理，"), True, "an aim"),
    (grouping._AIM, "为{}", ("期三年，", "五年，", "10年，"), False, "how long"),
    (
        grouping._AFTER_AIM,
        "{}",
        ("经国务院同意", "经市委批准", "根据水法", "按照要求", "依据水法"),
        True,
        "after it",
    ),
    (
        grouping._AFTER_AIM,
        "{}",
        ("依照水法", "结合实际", "现就节水", "特提出意见", "国务院决定"),
        True,
        "after it",
    ),
    (grouping._ACTED_ON, "权益的{}", ("行为", "违法情况", "问题", "决定"), True, "what a right is against"),
    (grouping._ACTED_ON, "权益的{}", ("单位", "某种很重大行为"), False, "something else"),
    (
        grouping._ABSTRACT,
        "提供{}",
        ("便利", "支撑", "保障", "指引", "条件", "依据"),
        True,
        "what a matter is given",
    ),
    (grouping._ABSTRACT, "提供{}", ("参考", "支持", "基础", "制度保障"), True, "what a matter is given"),
    (grouping._ABSTRACT, "提供{}", ("经费", "设备"), False, "things"),
    (grouping._FOR_WHOM, "{}为残疾人提供便利", ("", "并"), True, "for whom"),
    (grouping._SECURES, "保障{}", ("经费和设备", "道路正常"), True, "what is to be had"),
    *(
        (
            grouping._SECURES,
            f"保障工作{well}{{}}",
            ("进行", "开展", "运行", "实施", "推进"),
            False,
            "that it goes well",
        )
        for well in ("顺利", "有序", "正常", "平稳")
    ),
    (grouping._BY_RULE, "{}有关规定执行", ("参照", "比照", "依照", "按照", "按"), True, "by what rule"),
    (
        grouping._BY_RULE,
        "按照有关{}执行",
        ("规定", "原则", "标准", "办法", "政策", "条例"),
        True,
        "what rule",
    ),
    (grouping._BY_RULE, "按照《预算法》{}执行", ("", "规定"), True, "by its title"),
    (grouping._BY_RULE, "按照有关规定{}执行", ("的要求", "认真组织实施并"), False, "another act"),
    (verbs._MATTER, "鉴定费{}由当事人垫付", ("", "用"), True, "a matter"),
    (verbs._MATTER, "无正当{}由拖延付款", ("理", "事", "缘", "自"), False, "a ground"),
    (verbs._MATTER, "保修期由合同{}", ("约定", "规定的"), False, "no duty"),
    (modality._UNIT, "{}", ("管理站", "执法队"), True, "a unit"),
    (modality._TOLD_CASE, "{}", ("的", "者", "时"), True, "a case"),
    (modality._TOLD_CASE, "{}", ("小时", "一小时"), False, "a length of time"),
    (verbs._BEFORE_VERB, "{}有关部门编制规划", ("会同",), True, "with whom"),
    (openings.SPOKEN_OF, "{}管理的情况", ("加强", "完善", "建立、健全", "建立和完善"), True, "acts"),
    (openings._TARGET, "重点{}", ("领域", "环节", "方向", "企业"), True, "what is aimed at"),
]


@pytest.mark.parametrize(
    ("form", "text", "found"),
    [
        pytest.param(form, text.replace("{}", one), found, id=f"{text.replace('{}', one)} {reason}")
        for form, text, each, found, reason in FORMS
        for one in ((each,) if isinstance(each, str) else each)
    ],
)
def test_forms(form: re.Pattern[str], text: str, found: bool) -> None:
    assert (form.search(text) is not None) is found
