"""Characters and words that norms are told by: each is tried in its place, and what is near it is not."""

from __future__ import annotations

import re

import pytest

from ingest.annotate import norms
from ingest.annotate.norm import (
    acting,
    agents,
    bearers,
    beneficiaries,
    clause,
    clauses,
    doubts,
    grouping,
    leading,
    lists,
    modality,
    modals,
    sentences,
    signs,
    verbs,
    voice,
)
from ingest.model import Modality
from ontology import lexicon
from tests.test_norms import norms as norms_of

Row = tuple[re.Pattern[str], str, str | tuple[str, ...], str | None, str]
"""A pattern, a text with a gap, what is put into the gap, what is found (``{}`` for the gap), and the reason.

What is found is the whole, and behind it each group, all parted by ``|``; None where nothing is.
"""

NUMBERS = "一二三四五六七八九十"
GOVERNS = (
    *("收集", "通知", "允许", "安排", "方便", "便利", "限制", "任免", "选举", "罢免", "询问", "损害"),
    *("阻碍", "具有", "移送", "告知", "撤销", "邀请", "侵害", "了解", "劝阻", "反映", "征求", "送达"),
    *("传唤", "帮扶", "侮辱", "欺骗"),
)
OPENERS = (
    *("依照", "会同", "联合", "通过", "有权", "责令", "需要", "协同", "或者", "其中", "确需", "给予"),
    *("没有", "违反", "拒不", *"若经将按未报在就以因当不对凡自从向除"),
)

OPENING: list[Row] = [
    # who is named
    (agents._NO_NAME, "{}甲乙丙丁", OPENERS, "{}", "an adjunct or a verb opens no name"),
    (agents._NO_NAME, "{}甲乙丙", GOVERNS, "{}", "a verb and whom it acts on"),
    (agents._NO_NAME, "{}甲乙", GOVERNS, None, "a name that begins with the verb (通知部门)"),
    (agents._NO_NAME, "{}甲乙丙", "《（(〈“、，", "{}", "no name opens with a mark"),
    (
        agents._NO_NAME,
        "{}甲乙丙",
        ("监督", "负责", "面向", "规定", "结合", "应", "须", "要", "为", "把"),
        "{}",
        "a verb, or a word before one",
    ),
    (
        agents._NO_NAME,
        "{}甲乙丙",
        (
            *("有权机关", "联合甲委员会", "监督管理", "监督检查", "监督机", "监督部", "监督委", "监督人"),
            *("应急", "应届", "应征", "要素", "要塞", "为民"),
        ),
        None,
        "a longer word that does open one",
    ),
    (
        agents._NO_NAME,
        "{}甲乙丙",
        (
            *("联合会", "联合体", "经营", "经办", "经理", "经销", "经济", "经纪", "经费", "将军", "报社"),
            *("报刊", "报纸", "报警", "报废", "报检", "报关", "在职", "在校", "在建", "在押", "在线"),
            *("在岗", "在编", "就业", "当事人", "当事各方", "当地", "对方", "对外", "自治", "自然", "自贸"),
            *("从业", "向导"),
        ),
        None,
        "the beginning of a noun",
    ),
    (
        agents._BY_ACT,
        "甲乙{}人",
        ("义务", "权利", "责任", "行为", "请求", "申请"),
        "甲乙{}人",
        "by his part in a matter",
    ),
    (agents._BY_ACT, "甲{}乙义务人", "的，", None, "one word"),
    (agents._BY_ACT, "使用{}户", ("农", "用水"), "使用{}户", "who uses"),
    (agents._BY_ACT, "使用{}户", "账落单", None, "a 户 that is nobody"),
    (agents._BY_ACT, "生产企业{}甲乙", "、和或及与", "生产企业{}甲乙", "two of them"),
    (agents._BY_ACT, "生产企业、甲{}乙丙", "，的", None, "the second is one word"),
    (
        agents._GROUND,
        "{}甲规定乙丙",
        ("依据", "根据", "按照", "依照"),
        "{}甲规定",
        "the ground by which he acts",
    ),
    (
        agents._GROUND,
        "依据甲{}乙丙",
        ("的规定", "规定，", "的规定，"),
        "依据甲{}",
        "with or without 的 and comma",
    ),
    (agents._GROUND, "依据甲{}乙规定丙丁", "，的", None, "of one word"),
    (
        agents._POINTS_BACK,
        "{}甲乙",
        ("其", "该", "上述", "前款", "前款规定", "前款的", "前款规定的"),
        "{}",
        "points back",
    ),
    (agents._POINTS_BACK, "其{}甲乙", "他它中余", None, "another word"),
    (agents._RELATIVE, "甲的{}", ("乙", "乙丙"), "甲的{}", "a noun and what describes it"),
    (agents._RELATIVE, "甲的乙{}丙", "，的", None, "no comma and one 的"),
    (bearers._DESCRIBED, "{}甲乙丙的单位", ("", "申请"), "{}甲乙丙的单位", "described by what it does"),
    (bearers._DESCRIBED, "{}甲乙丙的单位", "对由经报除将凡无未", None, "an adjunct before it"),
    (
        bearers._DESCRIBED,
        "甲乙丙的{}",
        ("单位", "企业", "经营者", "机构", "人员", "人"),
        "甲乙丙的{}",
        "somebody",
    ),
    (bearers._EITHER, "甲乙{}丙丁、戊己", ("戊", ""), "甲乙{}丙丁、戊己", "names side by side"),
    (bearers._EITHER, "甲{}乙丙、丁戊", "、和的或任其", None, "more than a name"),
    (bearers._EITHER, "甲乙、丙{}丁戊", "、和的或", None, "more than the second name"),
    (
        bearers._UNDONE,
        "{}甲或乙的丙",
        ("未", "已", "取得", "从事", "具有", "符合", "拥有"),
        "{}甲或乙的",
        "by what he has done",
    ),
    (bearers._UNDONE, "未甲{}乙的丙", "或和、", "未甲{}乙的", "one of two things"),
    (bearers._UNDONE, "未甲，乙{}丙的丁", "或和、", None, "in another clause"),
    (bearers._LEVEL, "{}级", ("各县", "各市", "各国务院", "县", "设区的市"), None, "no more than a level"),
    (
        bearers._LEVEL,
        "{}",
        ("各县", "各级", "县", "设区的市", "国务院", "自治区", "国家", "各省", "区"),
        "{}",
        "a level",
    ),
    (bearers._SHARED, "甲{}、乙县政府", "县市区州", "甲{}、乙县政府|甲{}、乙县|政府", "two places"),
    (bearers._SHARED, "甲县、乙{}政府", "县市区州", "甲县、乙{}政府|甲县、乙{}|政府", "two places"),
    (
        bearers._SHARED,
        "甲县{}乙市人民政府丙",
        "、和",
        "甲县{}乙市人民政府丙|甲县{}乙市|人民政府丙",
        "their governments",
    ),
    (
        bearers._SHARED,
        "甲县、乙县政府丙{}丁",
        "、和",
        "甲县、乙县政府丙|甲县、乙县|政府丙",
        "one office of each",
    ),
    (bearers._SHARED, "甲{}乙县、丙县政府", "、和县市区州级", None, "no name of a place"),
    (bearers._SHARED, "甲县、乙{}丙县政府", "、和县市区州级", None, "no name of the last place"),
    (
        bearers._SHARED,
        "甲县、乙县政府{}",
        ("自治区", "直辖市", "设区", "省辖", "所在", "各", "本", "该"),
        None,
        "no place by its name",
    ),
    (bearers._STAFF, "{}应", ("工作人员", "执法人员", "相关机构", "有关机构", "内设机构"), "{}", "who acts"),
    (bearers._STAFF, "工作人员{}甲", "应在可不要收依按", "工作人员", "what he does follows"),
    (bearers._STAFF, "工作人员{}甲", "的等", None, "nothing that he does"),
    (
        bearers._DECIDED,
        "{}甲",
        (
            *("发给", "颁发", "核发", "不予", "准予", "予以登记", "予以公告", "予以备案", "书面通知"),
            *("书面告知", "书面说明", "说明理由", "收缴", "退回"),
        ),
        "{}",
        "what only an authority does",
    ),
    (
        bearers._DECIDED,
        "{}发给甲",
        ("并", "依法", "及时", "应当", "应当依法及时", "并依法"),
        "{}发给",
        "with an adverb",
    ),
    (bearers._DECIDED, "不予{}", ("处罚", "支持", "赔偿"), None, "what follows for the party"),
    (
        bearers._SOMEBODYS,
        "{}甲乙",
        (
            *("参加", "取得", "违反", "生产", "销售", "解除", "确因", "设置", "未经", "有权", "无权"),
            *("提出", "申请", "拒绝", "经营", "发生", "处理", "转让", "运输", "储存", "签订", "擅自"),
        ),
        "{}",
        "what only somebody does",
    ),
    (
        bearers._SOMEBODYS,
        "按{}生产乙丙",
        ("期", "国家有关规定"),
        "按{}生产",
        "after how he does it",
    ),
    (bearers._SOMEBODYS, "按甲{}生产乙丙", "，", None, "in another clause"),
    (
        bearers._AUTHORITY,
        "甲{}",
        ("机关", "部门", "机构", "法院", "委员会", "政府"),
        "甲{}",
        "an authority by its kind",
    ),
    (bearers._AUTHORITY, "甲{}乙机关", "，的由对", None, "one name"),
    (
        bearers._BEFORE_OBJECT,
        "甲乙{}将",
        ("部门", "机关", "单位", "机构"),
        "甲乙{}将|甲乙{}",
        "who takes an object",
    ),
    (bearers._BEFORE_OBJECT, "甲乙部门{}丙", "将把", "甲乙部门{}|甲乙部门", "before its object"),
    (bearers._BEFORE_OBJECT, "甲{}乙丙部门将", "，由", None, "one name"),
    (bearers._GOES_ON, "{}甲乙", ("、", "和", "及", "与", "或", "以及"), "{}甲乙", "another name follows"),
    (bearers._GOES_ON, "{}其甲乙", ("、", "和", "及", "与", "或", "以及"), None, "of the same one"),
    (bearers._OWNED, "{}乙", ("甲政府", "国务院"), "{}乙", "an office of a government"),
    (bearers._OWNER, "甲政府乙{}", ("部门", "厅", "机构"), "甲政府乙{}|甲政府", "whose office it is"),
    (
        bearers._LINK,
        "{}",
        ("、", "和", "及", "及其", "以及", "与", "或者", "或", "，", ""),
        "{}",
        "links names",
    ),
    # whom it is for
    (beneficiaries._HELPED, "{}甲", ("扶持", "帮助", "保障", "奖励", "救助", "支持", "慰问"), "{}", "helped"),
    (beneficiaries._HELPED, "{}支持甲", ("鼓励、", "引导和", "鼓励"), "{}支持", "helped by a call"),
    # clauses
    (
        modals._ATTRIBUTE,
        "{}依法应当甲的乙丙",
        ("", "对", "对于", "将", "把", "属于", "涉及", "发现"),
        "{}依法应当甲的",
        "an attribute with its own duty",
    ),
    (
        modals._ATTRIBUTE,
        "{}应当甲的乙丙",
        ("依法", "依照甲规定", "按规定", "按照规定"),
        "{}应当甲的",
        "what makes it a duty",
    ),
    (
        modals._ATTRIBUTE,
        "依法{}甲的乙丙",
        ("应当", "可以", "不得", "必须"),
        "依法{}甲的",
        "of duty, leave or ban",
    ),
    (modals._ATTRIBUTE, "依法不得甲，乙的丙丁", ("",), None, "in one clause"),
    (modals._ATTRIBUTE, "依法不得甲的乙的丙丁", ("",), "依法不得甲的", "up to the first 的"),
    (modals._ATTRIBUTE, "依照甲{}乙规定应由甲", "，", None, "one ground"),
    (modals._ATTRIBUTE, "甲乙应{}丙丁的戊己", ("由", "当由"), "甲乙应{}丙丁的", "who shall do it"),
    (modals._ATTRIBUTE, "甲{}乙应由丙丁的戊己", "，应", None, "the first 应 of its clause"),
    (modals._ATTRIBUTE, "甲应由乙{}丙丁的戊己", "，的", None, "one attribute"),
    (modals._ATTRIBUTE, "甲应由乙丙的丁{}戊", "，", None, "to the end of its clause"),
    (
        clauses._BUT,
        "但{}",
        ("不得", "应当", "可以", "必须", "应", "须"),
        "但",
        "a word of duty, leave or ban",
    ),
    (clauses._BUT, "但{}不得", ("是", ""), "但{}", "但 or 但是"),
    (clauses._BUT, "但{}，不得", ("是", ""), "但{}", "before its comma"),
    (
        acting.BY_AGENT,
        "由甲乙{}",
        tuple(word for word in lexicon.words("agent-act")),
        "由甲乙{}",
        "an agent and what he does",
    ),
    (acting.BY_AGENT, "由{}处", ("于甲乙", "甲，乙"), None, "no agent"),
    (clause._CONTRARY, "但是{}", ("甲", "应当"), "但是", "但是"),
    (clause._CONTRARY, "但{}", ("甲", "不得", "是不得"), "但", "但 by itself"),
    (clause._CONTRARY, "但{}", ("书", "未甲", "不甲", "除甲"), None, "a case, or a noun"),
    (clause._COUNTED, "{}是甲", NUMBERS, "{}是", "each of what is counted"),
    (
        leading._IF_INSIDE,
        "甲如{}",
        ("遇", "有", "需", "因", "发生", "发现", "果"),
        "甲如{}",
        "a case inside its clause",
    ),
    (leading._IF_INSIDE, "甲{}乙如有", "，如", None, "the first 如 of its clause"),
    (
        acting._POLITY,
        "{}甲",
        ("国家", "国务院", "本省", "我省", "全省", "本市", "全市", "全国"),
        "{}",
        "the country or a part of it",
    ),
    (clauses._SERVES_AS, "甲乙作为丙丁{}", ("依据", "参考"), "甲乙作为丙丁{}", "what it serves as"),
    (clauses._SERVES_AS, "甲{}乙作为丙丁依据", "，将把", None, "made so by somebody"),
    (clauses._SERVES_AS, "甲乙作为丙{}丁依据", "，", None, "in one clause"),
    (
        clauses._SPEAKS,
        "{}甲",
        ("答：", "问：", "答:", "问:", "答复：", "答： "),
        "{}",
        "who speaks",
    ),
    (
        clauses._TAKES_MEASURES,
        "{}甲措施",
        ("采取", "采用"),
        "{}甲措施",
        "how somebody acts",
    ),
    (clauses._TAKES_MEASURES, "采取甲{}", ("措施", "方式", "办法"), "采取甲{}", "how somebody acts"),
    (
        leading._THEN_VERB,
        "{}甲要求乙丙",
        ("根据", "按照", "依照", "依据", "结合", "通过", "依托", "应当依照", "甲要依照", "必须依照"),
        "{}甲要求乙丙|乙丙",
        "the ground before an act",
    ),
    (
        leading._THEN_VERB,
        "依照甲{}乙丙",
        (
            *("要求", "规定", "原则", "需要", "情况", "实际", "程序", "权限", "方式", "标准", "职责"),
            *("形式", "措施", "》"),
        ),
        "依照甲{}乙丙|乙丙",
        "where the ground ends",
    ),
    # norms put together
    (grouping._CONTRARY, "但{}甲", ("是",), "但{}", "但是"),
    (grouping._CONTRARY, "但{}", ("甲", "不得"), "但", "但 by itself"),
    (grouping._CONTRARY, "但{}甲", "未不", None, "a case"),
    (grouping._COUNTS, "{}是甲", NUMBERS, "{}是", "each of what is counted"),
    (
        grouping._GRANTED,
        "{}给予",
        ("", "分别", "一次性", "统一", "每人", "每甲乙丙丁", "按甲乙", "按照甲乙", "参照甲乙"),
        "{}给予",
        "how it is given",
    ),
    (
        grouping._GRANTED,
        "{}甲",
        ("给予", "奖励", "补助", "补贴", "发放", "免征", "减免", "减征", "享受"),
        "{}",
        "what is given",
    ),
    (grouping._GRANTS, "{}给予", ("", "依法", "按", "按甲", "根据甲"), "{}给予", "by what it is given"),
    (grouping._GRANTS, "{}甲", ("给予", "纳入", "享受"), "{}", "what is given"),
    (grouping._MATTER_BY, "{}由丙丁戊己", ("甲乙", "甲乙费用"), "{}由丙丁戊己", "a matter and who does it"),
    (grouping._MATTER_BY, "甲{}乙由丙丁戊己", "，由对将把", None, "no matter of its own"),
    (grouping._MATTER_BY, "{}由丙丁戊己", ("并甲乙",), None, "what goes on"),
    (
        grouping._OWN_LIMIT,
        "甲乙{}丙丁",
        ("最长", "最高", "最多", "最低", "最少", "最短", "至多", "至少"),
        "甲乙{}丙丁",
        "a limit of a thing",
    ),
    (grouping._OWN_LIMIT, "甲{}乙最高丙丁", "，的", None, "a thing by its name"),
    (grouping._SECURES, "{}甲乙", ("保障", "并保障", "为甲乙提供", "并为甲乙提供"), "{}甲乙", "to be had"),
    (
        grouping._STARTS_OVER,
        "{}甲",
        (
            *("指导", "督促", "扶持", "对", "依法对", "加大对", "不得", "有权", "一方面"),
            "另一方面",
        ),
        "{}",
        "another act",
    ),
    # modality
    (modality._ALLOWS, "{}甲", ("允许", "准许"), "{}", "leave"),
    (modality._COMPOSED, "{}由丙丁组成", ("甲乙", "甲乙会"), "{}由丙丁组成", "what it is made up of"),
    (modality._COMPOSED, "甲{}乙由丙丁组成", "，由", None, "one body"),
    (verbs._FUNDING, "甲{}乙纳入", ("经费", "资金", "费用"), "甲{}乙纳入", "the money for it"),
    (
        modality._IS,
        "甲乙丙丁为{}",
        ("戊单位", "成员", "组长", "项目", "机关", "五年", "五月", "三日", "三天", "三元"),
        "甲乙丙丁为",
        "what it is",
    ),
    (modality._IS, "甲乙丙{}为丁单位", "，认作成列定变转调改视称设升评以化分因行", None, "made so"),
    (
        modality._NAME_ALONE,
        "甲乙{}",
        ("委员会", "政府", "部门", "部", "局", "院", "所", "厅", "委"),
        "甲乙{}",
        "a name by itself",
    ),
    (modality._NAME_ALONE, "甲{}乙丙委员会", "，的将把对", None, "more than a name"),
    (signs.ADVERB, "不甲乙地{}", "方点", None, "a place"),
    # lists and what is due
    (
        norms._NO_SUBJECT,
        "{}甲",
        (
            *("根据", "依照", "依据", "通过", "需要", "具体", "一般", "违反", "发现", "没有"),
            *("鼓励", "支持", "建立", "实行", "属于", *"另有本在对向从为以经由因除凡如"),
            *"或不未无该就",
        ),
        "{}",
        "circumstances, or a verb",
    ),
    (norms._NO_SUBJECT, "有{}甲", ("关",), None, "another word"),
    (
        norms._NO_SUBJECT,
        "{}甲",
        (
            *("最长", "最高", "最多", "最低", "最少", "最短", "最晚", "最迟", "至多", "至少", "至迟"),
            *("但最长", "但至少"),
        ),
        "{}",
        "a limit",
    ),
    (
        voice._NO_OBJECT,
        "{}",
        ("三年", "三个月", "三日", "三天", "三小时", "三个工作日", "30日", "三年以上", "三年至五年"),
        "{}",
        "how long",
    ),
]

ANYWHERE: list[Row] = [
    # who is named
    (
        agents._GOVERNED,
        "甲{}乙丙丁戊己",
        ("采取", "有权", "应当", "可以", "不得", "必须", "认为", "发现", "主张", *GOVERNS),
        "{}",
        "another predicate",
    ),
    (agents._GOVERNED, "甲通知{}", ("政府", "企业", "乙丙丁戊己"), "通知", "whom it acts on"),
    (agents._GOVERNED, "甲{}乙丙丁", ("通知", "应当"), None, "too short for one"),
    (agents._BY, "甲{}由乙丙", ("甲", "费用"), "由", "who acts"),
    (agents._BY, "甲{}由乙丙", "自事理缘", None, "another word with 由"),
    (agents._BY, "{}于乙丙", ("由", "甲由"), None, "由于"),
    (agents._AFTER_OBJECT, "甲乙{}丙丁", "经由对向", "{}", "what follows an object"),
    (agents._AFTER_OBJECT, "甲乙经{}丙丁", "营济理办销纪费", None, "another word with 经"),
    (agents._AFTER_OBJECT, "甲乙{}丙丁", ("自由", "对外", "方向"), None, "another word"),
    (
        bearers._AGENT,
        "由甲乙部门{}负责",
        ("", "及时", "统一", "共同", "另行"),
        "由甲乙部门|甲乙部门",
        "adverbs",
    ),
    (bearers._AGENT, "由甲，乙丙部门负责", ("",), None, "in one clause"),
    (bearers._AGENT, "由甲由乙丙部门负责", ("",), "由乙丙部门|乙丙部门", "the last 由"),
    (bearers._TRAILING, "甲在乙{}", ("内", "中", "时", "上", "前", "后", "下"), "在乙{}", "where or when"),
    (bearers._WHOLE, "{}", ("任何", "一切"), "{}", "anybody"),
    (bearers._WHOLE, "等甲乙{}", ("", "丙丁"), "等甲乙{}", "what they all are"),
    (bearers._WHOLE, "等甲{}乙丙", "、和或", None, "more than one"),
    (bearers._EACH, "甲{}各丙", ("乙", "部门"), "", "before each"),
    (bearers._EACH, "甲{}各丙", "、和及", None, "behind a link already"),
    (bearers._EACH, "甲{}自", "各", None, "各自"),
    (bearers._ONE_HEAD, "甲{}乙的人员", "或和、", "{}乙的人员", "one head of two"),
    (
        bearers._ONE_HEAD,
        "甲或乙的{}",
        ("人员", "负责人", "代理人", "代表", "职工", "成员", "丙人员"),
        "或乙的{}",
        "somebody of theirs",
    ),
    (bearers._ONE_HEAD, "甲或乙以外的{}", ("丙", "丙丁"), "或乙以外的{}", "whoever else"),
    (bearers._ONE_HEAD, "甲或乙的丙{}丁人员", "、和", None, "another one"),
    (
        bearers._AND_ITS,
        "及其{}",
        (
            *("部门", "工作人员", "机构", "单位", "人员", "法定代表人", "负责人", "有关部门", "所属部门"),
            *("相关部门", "相关机构"),
        ),
        "及其{}|{}",
        "who belongs to it",
    ),
    (bearers._AND_ITS, "及其部门{}甲", "在应可不对要违依按发具", "及其部门|部门", "what they do follows"),
    (bearers._AND_ITS, "及其部门{}", "的和", None, "nothing that they do"),
    (
        bearers._LINK_QUALIFIED,
        "甲{}乙的",
        ("、", "和", "与", "以及", "及", "或者", "或"),
        "{}乙的|乙的",
        "another one is described",
    ),
    (bearers._LINK_QUALIFIED, "甲、乙、丙的", ("",), "、丙的|丙的", "the last one"),
    # whom it is for
    (beneficiaries._ALSO, "甲{}乙", ("特别是", "尤其是"), "{}", "who above all"),
    (beneficiaries._CALL, "鼓励{}支持甲", "和、并", "鼓励{}支持", "calls side by side"),
    (beneficiaries._CALL, "{}甲", ("鼓励", "支持", "引导", "提倡", "倡导", "鼓励支持"), "{}", "a call"),
    (beneficiaries._CALL, "{}支持甲", ("经费", "资金"), None, "money"),
    (
        beneficiaries._FAVOURS,
        "{}甲补贴",
        ("给予", "予以", "发放", "享受", "实行", "采取"),
        "{}甲补贴",
        "what is done for somebody",
    ),
    (beneficiaries._FAVOURS, "{}征", "免减", "{}征", "relief"),
    (beneficiaries._FAVOURS, "减{}", "征收免缴", "减{}", "relief"),
    (beneficiaries._FAVOURS, "进行{}补贴", ("", "甲"), "进行{}补贴", "what is done for somebody"),
    (
        beneficiaries._FAVOURS,
        "优先{}",
        ("支持", "安排", "纳入", "列入"),
        "优先{}",
        "before others",
    ),
    (beneficiaries._TOWARDS, "对{}甲乙", ("于", ""), "对{}", "to whom"),
    (beneficiaries._TOWARDS, "对甲，乙丙", ("",), None, "in one clause"),
    (
        beneficiaries._UP_TO,
        "甲{}",
        ("，", "", "给予", "予以", "发放", "实行", "实施", "按", "免", "减", "进行"),
        "{}",
        "up to what is done",
    ),
    (
        beneficiaries._GRANTED,
        "给予甲乙{}丙",
        ("相应", "适当", "一定", "必要", "现金", "物质", "一次性"),
        "给予甲乙|甲乙",
        "who is given what is no amount",
    ),
    (beneficiaries._INFORMED, "{}甲乙", ("告知", "通知", "送交", "送达"), "{}", "who is told"),
    (
        beneficiaries._INFORMED,
        "送达{}甲",
        ("记录", "回执", "书，", "单位", "之日", "，"),
        None,
        "what is sent",
    ),
    (
        beneficiaries._PLACE,
        "好的{}",
        (*"省市县区州", "省（区）", "市、县", "市（地）、县（旗）"),
        "的{}",
        "places that do well",
    ),
    (
        beneficiaries._AUTHORITY,
        "甲{}",
        ("机关", "部门", "法院", "检察院", "政府", "委员会", "机构"),
        "{}",
        "who is handed something",
    ),
    (beneficiaries._TURNS_TO, "{}甲乙", ("对", "对于", "其中对"), "{}", "whom a sentence turns to"),
    (beneficiaries._TURNS_TO, "对{}", ("", "甲"), None, "to nobody"),
    (
        beneficiaries._FAVOUR,
        "甲{}乙",
        ("补贴", "优先", "增加安排", "统筹安排", "补发", "免"),
        "{}",
        "what is done for somebody, by any word",
    ),
    (beneficiaries._FAVOUR, "{}", ("免责", "免职", "免去", "罢免", "任免"), None, "another word"),
    (
        beneficiaries._WITHDRAWS,
        "甲{}乙",
        (
            *("取消", "撤销", "收回", "追回", "停止", "不得", "不予", "暂停", "惩戒"),
            *("处罚", "处分", "限制"),
        ),
        "{}",
        "what is taken from him",
    ),
    (
        beneficiaries._PROTECTED,
        "{}甲乙的合法权益",
        ("保护", "维护", "保障"),
        "{}甲乙的合法权益|甲乙|",
        "whose rights",
    ),
    (
        beneficiaries._PROTECTED,
        "保护甲乙{}权益",
        ("", "的", "合法", "正当", "的合法"),
        "保护甲乙{}权益|甲乙|",
        "in any words",
    ),
    (beneficiaries._PROTECTED, "保护甲乙权益的{}", ("职责", "机构"), None, "an attribute"),
    (
        beneficiaries._PROTECTED,
        "对甲乙的{}予以保密",
        ("信息", "身份", "情况", "隐私", "个人信息"),
        "对甲乙的{}予以保密||甲乙",
        "whose secrets",
    ),
    (
        beneficiaries._SPARED,
        "{}甲乙的合法权益",
        ("损害", "侵犯", "侵害"),
        "{}甲乙的合法权益|甲乙|",
        "whose rights are spared",
    ),
    (
        beneficiaries._SPARED,
        "损害甲乙{}权益",
        ("", "的", "合法", "正当", "的正当"),
        "损害甲乙{}权益|甲乙|",
        "in any words",
    ),
    (
        beneficiaries._SPARED,
        "泄露甲乙{}",
        ("信息", "身份", "隐私", "的身份", "个人信息"),
        "泄露甲乙{}||甲乙",
        "what is known of him",
    ),
    (beneficiaries._SPARED, "透露甲乙{}", ("身份",), "透露甲乙{}||甲乙", "the other word"),
    (
        beneficiaries._INTERESTS,
        "国家利益{}他人",
        ("、", "和", "或者", "、社会公共利益和"),
        "国家利益{}",
        "no party",
    ),
    (
        beneficiaries._SO_MANY,
        "{}200名甲乙",
        ("资助", "扶持", "奖励", "补助", "补贴", "救助", "资助不少于"),
        "{}200名甲乙|甲乙",
        "so many of them",
    ),
    (beneficiaries._SO_MANY, "资助{}名甲乙", (*NUMBERS, *"百千万"), "资助{}名甲乙|甲乙", "in words"),
    (beneficiaries._SO_MANY, "资助200{}甲乙", ("户", "名左右"), "资助200{}甲乙|甲乙", "by households"),
    (
        beneficiaries._ORGANIZES,
        "组织{}",
        ("开展", "实施", "举办", "参加"),
        "组织",
        "a verb, not the end of a name",
    ),
    (beneficiaries._ORGANIZES, "{}", ("组织应当", "社会组织"), None, "the end of a name"),
    (beneficiaries._CLASS, "甲{}乙", ("等",), "等乙", "of which kind"),
    (beneficiaries._CLASS, "{}学校", ("高等", "中等", "初等"), None, "a school"),
    (beneficiaries._AND, "甲{}乙", ("、", "和", "与", "或者", "或"), "{}", "and"),
    (beneficiaries._SERVED, "{}甲乙提供", "为向给", "{}甲乙提供|甲乙", "who is served"),
    (beneficiaries._SERVED, "为甲乙，丙提供", ("",), None, "in one clause"),
    (beneficiaries._SERVED, "为甲乙{}丙丁提供", "为向", "{}丙丁提供|丙丁", "the last one"),
    (
        beneficiaries._GIVEN,
        "{}企业三元",
        ("给予", "奖励", "补助", "补贴"),
        "{}企业|企业",
        "who is paid",
    ),
    (
        beneficiaries._GIVEN,
        "给予企业{}甲",
        ("连续", "一次性", "每", "奖励", "补助", "补贴", "资金"),
        "给予企业|企业",
        "up to how or what",
    ),
    (
        beneficiaries._GIVEN,
        "给予企业{}元",
        (*NUMBERS, "百", "3", *(f"一{each}" for each in (*NUMBERS, *"百千万.3")), "三亿", "三万亿", "三十万"),
        "给予企业|企业",
        "up to the sum",
    ),
    (beneficiaries._GIVEN, "给予企业{}三元", ("不超过", "最高"), "给予企业|企业", "up to its limit"),
    (beneficiaries._GIVEN, "给予甲{}乙丙三元", (*"，的连每最不3百", *NUMBERS), None, "no name"),
    # clauses
    (modals._ACTS_BEFORE, "甲{}乙", ("负责", *"对将把向为"), "{}", "another act"),
    (leading._BRACKETED, "甲（乙{}丙）", ("", "丁"), "（乙{}丙）", "the last remark"),
    (leading._BRACKETED, "甲（乙（丙）", ("",), "（丙）", "the inner one"),
    (acting._IN_BRACKETS, "甲{}丁", ("（乙）", "《乙》", "“乙”", "（）"), "{}", "what is set apart"),
    (acting._IN_BRACKETS, "甲（乙（丙）丁）", ("",), "（丙）", "the inner one"),
    (acting._IN_BRACKETS, "甲《乙《丙》丁》", ("",), "《丙》", "the inner one"),
    (acting._IN_BRACKETS, "甲“乙“丙”丁”", ("",), "“丙”", "the inner one"),
    (modals._DUE_THING, "规定应缴的甲{}乙", "，的", None, "one thing"),
    (
        sentences._MADE_KNOWN,
        "甲并{}",
        ("公布", "公示", "公开", "备案", "公告", "告知甲", "报告", "向甲公布", "报甲备案"),
        "并{}",
        "made known",
    ),
    (
        sentences._MADE_KNOWN,
        "甲并{}公布",
        ("予以", "及时", "依法", "定期", "按规定", "依法及时", "依法向甲"),
        "并{}公布",
        "how it is made known",
    ),
    (sentences._MADE_KNOWN, "甲并公布{}", ("，乙", "。", "；乙", ""), "并公布", "at the end of a clause"),
    (sentences._MADE_KNOWN, "甲并公布{}", "乙的", None, "not yet the end"),
    (sentences._MADE_KNOWN, "甲并向乙{}丙公布", "，并", None, "one act"),
    (sentences._MADE_KNOWN, "甲并告知乙，丙", ("",), "并告知乙", "up to the comma"),
    (sentences._MADE_KNOWN, "甲并告知乙{}丙", "并的", None, "one thing"),
    (sentences._OPENS_QUOTED, "甲{}“乙", "：:", "{}“", "a quotation follows"),
    (sentences._PUT_IN, "甲{}改为“乙应当丙丁”", "修更", "“乙应当丙丁”", "words put in"),
    (
        sentences._PUT_IN,
        "甲修改为“乙{}丙丁”己”",
        ("，", "。", "；", "由", "处", "应当", "不得", "可以", "责令"),
        "“乙{}丙丁”",
        "up to their end",
    ),
    (sentences._PUT_IN, "甲修改为“乙“丙丁戊己”", ("",), None, "another quotation in them"),
    (sentences._QUOTED, "{}“乙。", ("：", ":"), "{}“", "a provision is quoted"),
    (sentences._QUOTED, "{}“乙。", ("", " "), "{}“", "where a paragraph begins"),
    (sentences._QUOTED, "“乙{}", ("。", "；", "：", "。”", "；”", "：”"), "“", "a sentence of its own"),
    (sentences._QUOTED, "“乙{}", ("", "丙"), "“", "that goes on"),
    (sentences._QUOTED, "“乙{}", ("”", "”丙", "：”丙", "，”丙", "。”丙"), None, "only words"),
    (sentences._QUOTED, "“乙{}丙丁”丁", "。；", "“", "more than one sentence"),
    # doubts
    (doubts._LOST, "甲{}乙", "\ufffd\u25a1", "{}", "a sign that was lost"),
    # norms put together
    (
        grouping._ASSIGNS,
        "甲{}",
        (
            *("确认为", "界定为", "划分为", "列为", "作为", "认定为", "确定为", "调整为", "明确为"),
            *("统一确认为", "分别确认为"),
        ),
        "{}",
        "what is made of it",
    ),
    (grouping._DESCRIBED, "甲乙的{}", ("丙丁", "丙丁戊"), "甲乙的{}", "described"),
    (grouping._DESCRIBED, "甲乙的丙{}丁", "，的", None, "one noun"),
    (
        grouping._ONLY_HOW,
        "甲{}乙",
        (
            *("充分利用", "按照", "依照", "根据", "依据", "结合", "针对", "围绕", "依托", "通过"),
            *("采取", "采用", "运用", "利用", "借助", "发挥"),
        ),
        "{}乙",
        "only how somebody acts",
    ),
    (grouping._SETS_UP, "设{}甲组长", ("", "立", "置"), "设{}甲组长", "set up"),
    (grouping._SETS_UP, "设甲乙{}", ("员", "长", "人", "办公室"), "设甲乙{}", "a post or an office"),
    (grouping._SETS_UP, "设甲{}名", (*NUMBERS, "两", "3", "10", "十五"), "设甲{}名", "so many"),
    (grouping._SETS_UP, "设甲{}乙长", "，的", None, "one post"),
    # modality
    (
        modality._AMENDS,
        "第一{}改为乙",
        "条款项章节",
        "第一{}改为",
        "a part of a rule",
    ),
    (modality._AMENDS, "第一条{}", ("改为", "中的甲改为", "删去", "删除"), "第一条{}", "changed"),
    (modality._AMENDS, "第一条{}", ("甲修改为乙",), "第一条甲修改为", "changed"),
    (modality._AMENDS, "{}一条", ("增加", "删去"), "{}一条", "put in or taken out"),
    (modality._AMENDS, "增加{}条", (*NUMBERS, "十三", "第一", "第十三"), "增加{}条", "so many, or which"),
    (modality._AMENDS, "增加一{}", "条款项章", "增加一{}", "a part of a rule"),
    (verbs._BEFORE_VERB, "{}甲", "对把将在向从为以按由与就", "{}", "an object or a circumstance"),
    (
        verbs._BEFORE_VERB,
        "经甲乙{}后丙丁",
        ("批准", "同意", "审核", "审批", "审查", "核准"),
        "经",
        "by whom it was agreed",
    ),
    (
        verbs._BEFORE_VERB,
        "{}甲",
        ("针对", "面向", "围绕", "基于", "比照", "结合"),
        "{}",
        "a circumstance",
    ),
    (modality._BRACKETED, "甲{}丁", ("（乙）", "(乙)"), "{}", "a remark"),
    (modality._BRACKETED, "甲（乙（丙）丁）", ("",), "（丙）", "the inner one"),
    (modality._BRACKETED, "甲(乙(丙)丁)", ("",), "(丙)", "the inner one"),
    (modality._COUNTS_AS, "{}甲事权", ("确认为", "界定为"), "{}", "what it counts as"),
    (
        modality._COUNTS_AS,
        "确认为甲{}",
        ("事权", "事项", "职权", "责任", "权限"),
        "确认为",
        "a matter of somebody",
    ),
    (modality._COUNTS_AS, "视{}甲", "为同", "视{}", "what it counts as"),
    (modality._COUNTS_AS, "{}属于甲乙行为", ("", "均", "都"), "{}属于甲乙行为", "of a kind"),
    (modality._COUNTS_AS, "属于甲乙{}", ("行为", "情形", "范围"), "属于甲乙{}", "of a kind"),
    (modality._COUNTS_AS, "属于甲{}乙行为", "，的", None, "one kind"),
    (modality._COUNTS_AS, "{}分为乙", ("甲", "划甲"), "分为乙", "its kinds"),
    (modality._COUNTS_AS, "{}分为乙", "，划", None, "nothing that is of kinds"),
    (modality._ENTITLED, "{}有权甲", ("", "甲"), "有权", "a right"),
    (modality._ENTITLED, "{}有权甲", "具没所享", None, "another word before it"),
    (modality._ENTITLED, "有权{}", ("机关", "的", "部门", "单位", "限"), None, "an attribute, or a noun"),
    (modality._GIVES, "{}甲元", ("奖励", "补助", "补贴", "资助"), "{}甲元", "a sum that is paid"),
    (modality._GIVES, "奖励甲{}乙元", "，的", None, "of one clause"),
    (
        modality._GROUND,
        "{}甲规定乙",
        ("按", "依照", "依据", "根据", "按照"),
        "{}甲规定",
        "by what it is done",
    ),
    (
        modality._GROUND,
        "按甲{}乙",
        ("规定", "要求", "程序", "标准", "因素", "办法", "约定", "方式", "原则"),
        "按甲{}",
        "by what it is done",
    ),
    (modality._GROUND, "按甲{}乙", ("规定的", "方式的"), None, "an attribute"),
    (modality._PLAIN_BAN, "{}甲乙", ("不能", "仅限", "只限"), "{}", "a ban"),
    (modality._PLAIN_BAN, "{}甲乙", ("不能够", "仅限于", "只限于"), None, "none"),
    (modality._PLAIN_BAN, "不能甲乙{}", ("的", "的丙", "时", "后"), None, "a case"),
    (modality._PLAIN_BAN, "不能甲乙{}", ("时丙", "后丙"), "不能", "a ban on what is done later"),
    (modality._PUBLIC_MONEY, "予以甲{}", ("保密", "表彰", "支持"), "予以甲{}", "what is done for somebody"),
    (
        modality._PUBLIC_MONEY,
        "{}甲补助",
        ("给予", "安排", "发放", "落实", "设立"),
        "{}甲补助",
        "money that is paid",
    ),
    (
        modality._PUBLIC_MONEY,
        "给予甲{}",
        ("补助", "补贴", "奖励", "资助", "资金", "经费", "奖金"),
        "给予甲{}",
        "money that is paid",
    ),
    (modality._PUBLIC_MONEY, "奖励甲{}元", ("1", "一百"), "奖励甲{}元", "a sum"),
    (modality._REWARDS, "{}甲奖励", ("给予", "予以", "发放"), "{}甲奖励|{}", "a reward"),
    (modality._REWARDS, "给予甲{}", ("奖励", "奖金", "表彰"), "给予甲{}|给予", "a reward"),
    # lists
    (lists._CALLED_FOR, "{}甲行为", ("下列", "以下", "如下"), "{}甲行为", "acts that are listed"),
    (lists._CASES, "{}情形", ("下列", "以下", "如下"), "{}情形", "cases that are listed"),
    (lists._CASES, "下列甲{}", lexicon.words("case"), "下列甲{}", "cases that are listed"),
    (lists._CASES, "下列甲{}乙情形", "。；：", None, "in one clause"),
    (lists._MEETS, "{}符合下列", ("应当", "必须", "须", "要", "应当同时"), "{}符合下列", "to be met"),
    (lists._MEETS, "应当{}下列", ("符合", "遵守", "满足", "达到"), "应当{}下列", "to be met"),
    (lists._MEETS, "应当符合{}甲", ("下列", "以下", "如下"), "应当符合{}", "what is listed"),
    (
        lists._RULES,
        "按照下列{}",
        ("规定", "标准", "程序", "办法", "方法", "方式", "要求", "原则", "步骤"),
        "按照下列{}",
        "rules that are listed",
    ),
    (
        lists._WORK,
        "甲{}",
        (
            *("职责", "义务", "措施", "工作", "任务", "要求", "规定"),
            *("规定是", "规定为", "规定如下", "规定有", "规定包括"),
        ),
        "{}",
        "work that is listed",
    ),
    (norms._DUE, "{}下列", lexicon.words("handed-in"), "{}下列", "what is handed in"),
    (norms._DUE, "提交{}", ("下列", "以下", "如下"), "提交{}", "what is listed"),
    (norms._EXCEPTS, "除甲{}", ("外", "以外"), "除甲{}", "but for it"),
    (norms._EXCEPTS, "甲{}", ("除外",), "除外", "but for it"),
    (norms._EXCEPTS, "但甲{}乙", ("除外", "的除外"), "但甲{}", "but for it"),
    (norms._EXCEPTS, "甲{}乙", ("除外", "以外"), None, "not at its end"),
    (norms._IN_CASE, "甲的，{}乙丙", ("丁", "提交丁"), "甲的，{}乙丙", "what is due in a case"),
    (norms._IN_CASE, "甲的，{}乙丙丁", ("或者", "或", "且", "并且", "以及"), None, "more of the case"),
    (norms._IN_CASE, "{}的，甲乙丙", "，；。", None, "no case"),
    (norms._IN_CASE, "甲的，乙丙{}丁戊", "，；。", None, "no predicate"),
    # signs
    (signs.ADVERB, "{}甲", ("不定期地", "依法", "及时"), "{}", "how it is done"),
    (signs.AND_ALSO, "{}甲", ("并", "同时", "且", "但"), "{}", "and"),
    (signs.AND_ALSO, "{}甲", ("并联", "并列", "但未", "但不", "但是"), None, "another word, or a case"),
    (
        signs.BEFORE_WAY,
        "甲{}",
        ("委员会", "国务院", "政府", "部门", "机关", "机构", "单位", "银行", "企业", "国家"),
        "{}",
        "a subject",
    ),
    (signs.BEFORE_WAY, "{}县", "本全各", "{}县", "a place as a subject"),
    (signs.BEFORE_WAY, "各{}", "省市县区州", "各{}", "a place as a subject"),
    (
        signs.CHARGE,
        "甲{}乙",
        ("负责", "确保", "保证", "力争", "主要职责是", "负有乙义务", "有乙义务", "均有乙义务"),
        "{}",
        "what somebody is charged with",
    ),
    (
        signs.DEFINITION,
        "甲{}为乙",
        ("标准", "人数", "期限", "数额", "金额", "额度", "比例", "方法", "公式"),
        "{}为",
        "how much it is",
    ),
    (signs.DEFINITION, "{}甲有效", ("确认", "认定", "宣告", "判决", "是否"), None, "what somebody finds"),
    (signs.DEFINITION_STRONG, "所称甲{}乙为丙", ("", "丁"), "所称甲{}乙为", "what a word means"),
    (signs.DEFINITION_STRONG, "所称甲{}乙为丙", "。", None, "in one sentence"),
    (signs.DUTY, "甲需{}乙", "经向按提", "需", "a duty"),
    (signs.DUTY, "{}需经乙", "必所急特按", None, "another word"),
    (signs.EXEMPTION, "按{}％执行", ("", "甲", "七十"), "按{}％执行", "less than all"),
    (signs.FACT, "甲乙{}丙", ("辖", "下辖"), "甲乙{}丙", "what belongs to a place"),
    (signs.FACT, "甲乙辖{}", ("，丙", "区丙", "丙，丁"), None, "not that"),
    (signs.FACT, "甲乙{}丙", ("管辖", "直辖"), None, "another word"),
    (signs.FACT, "甲乙{}丙", ("位于", "总面积", "东临", "东接", "地处"), "甲乙{}", "where it lies"),
    (signs.FACT, "会议于甲乙丙丁{}", ("通过", "批准"), "会议于甲乙丙丁{}", "what has been done"),
    (
        signs.GROUND,
        "甲{}乙",
        (
            *("根据", "按照", "依照", "依据", "参照", "结合", "针对", "面向", "依托", "运用", "利用"),
            *("综合运用", "充分利用", "通过"),
        ),
        "{}",
        "by what it is done",
    ),
    (
        signs.MEANS,
        "{}甲机制",
        ("充分通过", "通过", "利用", "运用", "依托", "围绕", "以"),
        "{}甲机制",
        "with what it is done",
    ),
    (signs.MODAL, "甲{}乙", ("应", "应当", "可以", "要", "须", "请"), "{}|", "a word of duty or leave"),
    (
        signs.MODAL,
        "应当{}乙",
        ("依法或者", "依法", "严格", "主动", "分别"),
        "应当{}|{}",
        "and how it is meant",
    ),
    (signs.NO_VERB, "{}", lexicon.words("no-verb"), "{}", "a noun"),
    (signs.OWN_SUBJECT, "{}甲乙部门负责", ("", "市"), "{}甲乙部门", "a subject of its own"),
    (signs.OWN_SUBJECT, "{}甲乙部门负责", "为由经报在按会并", None, "what goes on"),
    (
        signs.OWN_SUBJECT,
        "甲乙{}负责",
        ("部门", "政府", "机关", "机构", "委员会", "单位"),
        "甲乙{}",
        "a body by its kind",
    ),
    (signs.OWN_SUBJECT, "甲乙部门{}丙", lexicon.words("subject-follows"), "甲乙部门", "it acts"),
    (
        signs.PENALTY,
        "{}没收甲",
        ("", "并", "可以", "依法", "同时", "并依法"),
        "{}没收",
        "one measure of a sanction",
    ),
    (signs.PERMISSION, "{}甲", ("可以", "方可"), "{}", "leave"),
    (signs.PERMISSION, "{}方可甲", "地对双各甲乙", None, "a party"),
    (signs.PERMISSION_WIDE, "{}可甲乙", ("", "丙"), "可", "leave"),
    (signs.PERMISSION_WIDE, "{}可甲乙", "许认不尚非的", None, "another word before it"),
    (
        signs.PERMISSION_WIDE,
        "可{}甲乙",
        (*lexicon.words("no-permission"), "甲性", "甲乙丙性", "3"),
        None,
        "another word",
    ),
    (signs.PIVOT, "鼓励{}甲乙丙", "和、并与", "鼓励{}", "calls side by side"),
    (signs.PIVOT, "鼓励{}甲乙丙", ("支持", "引导", "督促", "推动", "帮助"), "鼓励{}", "calls side by side"),
    (
        signs.PROCEDURAL,
        "报甲批准{}",
        ("", "后执行", "执行", "实施", "后实施", "公布", "后公布", "后组织实施"),
        "报甲批准{}",
        "agreed, and then done",
    ),
    (
        signs.PURPOSE,
        "制定本甲{}",
        (*lexicon.words("genre"), "解释"),
        "制定本甲{}",
        "what a rule is made for",
    ),
    (signs.PURPOSE, "制定本甲{}乙条例", "，、", None, "of one rule"),
    (
        signs.PURPOSE,
        "{}以甲乙为指导，",
        ("", "总体要求", "指导思想", "总体要求：", "总体要求:", "指导思想 "),
        "{}以甲乙为指导，",
        "what a plan is guided by",
    ),
    (
        signs.PURPOSE,
        "{}甲，制定如下乙丙",
        ("为", "根据", "依据", "依照", "按照"),
        "{}甲，制定如下乙丙",
        "on what ground",
    ),
    (
        signs.PURPOSE,
        "为甲，{}乙丙",
        (
            *("特制定如下", "现制定如下", "制定以下", "提出以下", "作出以下", "制订以下", "制订如下"),
            *("就丁戊制定如下", "就丁戊制定以下"),
        ),
        "为甲，{}乙丙",
        "what is made",
    ),
    (
        signs.PURPOSE,
        "为甲，{}",
        (
            *("就乙丙通知如下", "将乙丙如下", "对乙丙如下", "对乙丙作以下丁戊", "对乙丙提如下丁戊"),
            *("对乙丙作出以下丁戊", "通知如下", "批复如下", "公告如下", "决定如下", "解释如下", "规定如下"),
        ),
        "为甲，{}",
        "what is made known",
    ),
    (
        signs.SANCTION,
        "限制甲{}乙丙",
        ("人", "者", "户", "企业", "单位", "患者"),
        "限制甲{}乙丙",
        "what somebody may no more do",
    ),
    (signs.SANCTION, "限制甲人乙{}丙", "，的", None, "in one clause"),
    (
        signs.SANCTION,
        "列入甲{}乙名单",
        ("失信", "异常", "黑", "重点监管"),
        "列入甲{}乙名单",
        "a list of those who broke a rule",
    ),
    (signs.SANCTION, "列入失信名{}", "单录", "列入失信名{}", "a list"),
    (
        signs.SCOPE,
        "按照甲{}执行",
        ("规定", "办法", "标准", "政策", "方案"),
        "按照甲{}执行",
        "which rule applies",
    ),
]


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        pytest.param(
            form, text.replace("{}", one), wanted and wanted.replace("{}", one), id=text.replace("{}", one)
        )
        for form, text, each, wanted, _ in OPENING
        for one in each
    ],
)
def test_each_opens_its_text(form: re.Pattern[str], text: str, wanted: str | None) -> None:
    assert said(form.match(text)) == wanted


@pytest.mark.parametrize(
    ("form", "text", "wanted"),
    [
        pytest.param(
            form, text.replace("{}", one), wanted and wanted.replace("{}", one), id=text.replace("{}", one)
        )
        for form, text, each, wanted, _ in ANYWHERE
        for one in each
    ],
)
def test_each_is_found_in_its_text(form: re.Pattern[str], text: str, wanted: str | None) -> None:
    assert said(form.search(text)) == wanted


def said(found: re.Match[str] | None) -> str | None:
    """Return what is found, whole and by its groups."""
    return found and "|".join((found[0], *(group or "" for group in found.groups())))


NAMED: list[tuple[str, str | tuple[str, ...], str]] = [
    (
        "{}应当如实申报。",
        ("报关员", "报检单位", "在编人员", "在职人员", "当事各方", "当事人", "经销商", "有权机关"),
        "a name that begins as an adjunct does",
    ),
    ("{}对委托人负有如下义务。", ("经纪人", "经销商"), "such a name before its object"),
    ("{}应当缴纳水费。", ("用水户", "供水单位", "受益人", "使用单位"), "by what it does"),
    (
        "{}不得泄露信息。",
        ("银行或者保险公司的工作人员", "医院和学校的负责人", "供水、供电单位的职工"),
        "one head",
    ),
]


@pytest.mark.parametrize(("text", "name"), [(text, one) for text, each, _ in NAMED for one in each])
def test_each_bears_the_norm(text: str, name: str) -> None:
    (norm,) = norms_of(text.format(name))
    assert norm.bearers == (name,)


FOR: list[tuple[str, str | tuple[str, ...], str]] = [
    ("给予企业{}三百万元奖励。", ("", "不超过", "最高"), "a sum and its limit"),
    ("{}企业三十万元。", ("奖励", "补助", "补贴", "给予"), "paid"),
    ("给予企业{}。", ("一次性补助", "三亿元", "五万元", "奖励资金"), "how, or how much"),
    ("对企业{}租金。", ("减免", "减征", "免收", "免缴"), "relieved"),
    ("鼓励{}支持企业开展研发。", ("", "和", "并", "、"), "called on"),
    ("为企业{}场所。", ("提供", "设立"), "served"),
    ("主管部门应当{}企业。", ("告知", "将处理结果告知", "将文书送交"), "told"),
    ("应当给予企业{}补偿。", ("相应的", "必要的"), "given"),
    ("市人民政府应当{}企业发展。", ("支持", "鼓励、支持"), "helped"),
    ("对{}，优先安排建设资金。", ("企业",), "before others"),
    ("鼓励企业{}，建立渠道。", ("按照规定", "运用技术"), "called on in the clause before"),
    ("接到举报的部门应当为{}保密。", ("企业",), "kept secret for"),
    ("主管部门应当对{}的信息予以保密。", ("企业",), "whose secrets are kept"),
    ("主管部门应当维护{}合法权益。", ("企业", "企业的"), "whose rights are kept"),
    ("任何人不得损害{}合法权益。", ("企业", "社会公共利益和企业的"), "or spared"),
    ("任何人不得泄露{}信息。", ("企业",), "what is known of him"),
    (
        "鼓励{}。",
        ("企业在园区设立研发机构", "企业通过行业协会开展合作", "企业以股份等方式参与"),
        "before how he acts",
    ),
    ("主管部门应当向企业{}公开信息。", ("", "主动", "及时"), "told, however"),
    ("鼓励企业{}。", ("新产品研制", "面向园区布局项目", "结合产业开展合作"), "though a noun follows"),
    ("鼓励企业组织{}活动。", ("开展", "实施", "举办", "参加"), "who organizes"),
]


@pytest.mark.parametrize("text", [text.format(one) for text, each, _ in FOR for one in each])
def test_each_is_for_somebody(text: str) -> None:
    (norm,) = norms_of(text)
    assert norm.beneficiaries == ("企业",)


TURNED: list[tuple[str, tuple[tuple[str, ...], ...], str]] = [
    (
        "对成效明显的市，在安排资金时予以倾斜，优先支持先行先试。",
        (("成效明显的市",), ("成效明显的市",)),
        "whom the sentence turned to",
    ),
    ("对措施得力，成效明显的市，由省财政给予奖励。", (("措施得力，成效明显的市",),), "over commas"),
    ("对符合条件的人才，分两年给予安家补助。", (("符合条件的人才",),), "who is no bearer elsewhere"),
    ("对考核优秀的企业，取消优惠。", ((),), "what is taken from him"),
    ("对市场主体实行守信激励、失信惩戒。", ((),), "both"),
    ("对有失信行为的企业，在奖励等方面予以限制。", ((),), "what he may not have"),
    ("对不称职的代表，可以予以罢免。", ((),), "no relief"),
    ("鼓励引进、聘请高层次技术人员。", ((),), "no party, but what is done with one"),
    ("鼓励采用政府和社会资本合作方式筹集资金。", ((),), "nor how it is done"),
    ("鼓励企业事业单位和个人捐赠。", (("企业事业单位", "个人"),), "企业 of a longer name"),
    ("对为企业提供担保的机构给予补贴。", (("为企业提供担保的机构",),), "who describes him gains nothing"),
    ("资助200名技能人才。", (("技能人才",),), "so many of them"),
    ("主管部门不再将结果告知企业。", ((),), "who is told no more"),
    ("对受灾企业给予补助；应当建立台账。", (("受灾企业",), ()), "not in the next sentence"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), TURNED, ids=[one[2] for one in TURNED])
def test_whom_a_sentence_turns_to(text: str, wanted: tuple[tuple[str, ...], ...], why: str) -> None:
    assert tuple(norm.beneficiaries for norm in norms_of(text)) == wanted, why


DONE: list[tuple[str, str | tuple[str, ...], Modality, str]] = [
    ("该资金{}用于工程建设。", ("仅限", "只限"), Modality.PROHIBITION, "a ban by what alone is allowed"),
    ("主管部门{}同意。", ("视为", "视同"), Modality.DEFINITION, "what it counts as"),
    ("市商务局为{}。", ("牵头单位", "成员单位", "主管机关"), Modality.DEFINITION, "what it is"),
    ("领导小组由财政、税务部门{}。", ("组成", "共同组成"), Modality.DEFINITION, "whom it is made up of"),
    (
        "限制{}参加投标。",
        ("失信被执行人", "患者", "企业", "单位", "个体户"),
        Modality.SANCTION,
        "what they may no more do",
    ),
    (
        "列入{}名单。",
        ("严重失信", "经营异常", "黑", "重点监管"),
        Modality.SANCTION,
        "a list of those who broke a rule",
    ),
]


@pytest.mark.parametrize(
    ("text", "done"), [(text.format(one), done) for text, each, done, _ in DONE for one in each]
)
def test_each_does_what_it_says(text: str, done: Modality) -> None:
    (norm,) = norms_of(text)
    assert norm.modality is done


@pytest.mark.parametrize("text", ["第一条改为第二条。", "第二款删去。", "增加三款。", "增加第三款。"])
def test_what_changes_a_rule_is_no_norm(text: str) -> None:
    assert norms_of(text) == ()


@pytest.mark.parametrize("known", ["依法及时公布", "予以公示", "定期公开", "向社会公告", "报国务院备案"])
def test_what_is_made_known_is_a_norm_of_its_own(known: str) -> None:
    assert len(norms_of(f"主管部门应当编制年度规划并{known}。")) == 2
