"""Agents: the persons and organizations that can be the subject of a rule, told by the last word of their name.

A rule may bind anybody: 任何单位和个人, 公民, 当事人, 用人单位, 委托方, 公司. Such a subject is no known body, so
it is taken from the words at the head of its clause, up to the verb. A thing (设备, 合同, 费用) in the same place
is a subject too, but nobody who can bear a norm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.annotate.norm import signs
from ingest.language import Token

#: Persons by their part in a matter, organizations by their kind.
_PERSON = (
    r"(?<![此每前])人|员|(?<!或)者|(?<![地处药配前后上下四八多官平立正])方|(?<![协工招磋经通智])商|(?<![账帐门落窗过开])户|(?<![出会])师"
    r"|公民|居民|村民|农民|牧民|渔民|移民|群众|公众|学生|考生|新生|毕业生|研究生|医生|先生|职工|员工|民工|军人|士兵|军官|警察"
    r"|民警|法官|检察官|干部|家长|父母|子女|配偶|亲属|遗属|家属|业主|车主|船主|雇主|失主|股东|董事|监事|经理|主任|厂长|校长|院长"
    r"|船长|机长|站长|委员|代表|专家|首长|总理|主席|部长|省长|市长|州长|县长|区长|乡长|镇长|残疾人|未成年人|双方|各方|华侨|归侨|侨眷|妇女"
)
_ORGANIZATION = (
    r"单位|企业|公司|机构|组织|团体|部门|机关|政府|国务院|委员会|(?<!大)(?<!的)法院|检察院|学校|高校|高等院校|院校|中小学|大学|学院|幼儿园|医院|卫生院|诊所"
    r"|银行|信用社|合作社|供销社|(?<!机)协会|学会|商会|联合会|促进会|总会|工会|基金会|理事会|董事会|监事会|议会|股东会|业主大会|代表大会|常委会"
    r"|居委会|村委会|工商联|妇联|残联|共青团|媒体|报社|出版社|通讯社|旅行社|电视台|电台|市场|商场|超市|商店|宾馆|饭店|酒店|旅馆|药店"
    r"|影剧院|图书馆|博物馆|档案馆|美术馆|文化馆|体育馆|敬老院|养老院|福利院|中心|研究所|研究院|设计院|事务所|交易所|派出所|看守所|拘留所"
    r"|戒毒所|监狱|海关|部队|军队|车站|机场|加油站|农场|林场|牧场|渔场|屠宰场|养殖场|联合体|共同体|合伙|场所|街道办事处|办事处|指挥部|小组|班组"
    r"|局|厅|总队|支队|大队|(?<![全内外大上下局中东西南北头干])部"
)
_POLITY = r"国家|各地|各地区|各级|本省|本市|本州|本县|本区|省|自治区|自治州|地方|开发区|园区"
TAIL = re.compile(rf"(?:{_PERSON}|{_ORGANIZATION}|^(?:{_POLITY}))(?:（[^）]{{1,20}}）)?等?$")

_OPENS_NOT = re.compile(
    r"^(?:对(?![方外])|由|经(?![营办理销济])|除|把|将(?!军)|与|向(?!导)|为|按|就(?!业)|从(?!业)|自(?![治然])|以|因|凡|如|若|当(?!事人|地)|在(?![职校建押线])|会同|协同|联合(?!会|体)|根据|依照|依据|违反|通过|关于|有下列|不|未|没有|需要|确需|拒不|并|同时|或者|以及|其中|有权|可以|应当|必须|责令|报(?![社刊纸警废])|给予|有下列)"
)
_COPULA = re.compile(r"(?<![但凡就还])是|属于")
#: Verbs that take an agent as their object, so that verb and agent together are no name.
_GOVERNS = re.compile(
    r"责令|给予|予以|通知|告知|要求|允许|禁止|保护|选派|派出|处罚|动员|吸引|吸收|安排|邀请|召集|征求|依靠|方便|便利|限制|劝阻|约束|收治|救治|帮扶"
    r"|反映|了解|收集|掌握|慰问|表彰|聘任|任免|推荐|选举|罢免|撤销|取缔|关闭|追究|移送|送达|询问|讯问|传唤|拘留|逮捕|侵犯|侵害|侮辱|损害|欺骗|误导|阻碍|威胁|非法|具有|属于"
)
_PREPOSED = re.compile(
    r"^(?:[对由经报除把将与向为按]|根据|依照|依据|违反|通过|关于|鼓励|支持|引导|给予|建立|加强|组织)"
)
_RELATIVE = re.compile(r"^[^的]{1,40}的[^的，]{1,24}$")
_DESCRIBED = re.compile(r"^[^，]{2,60}的[^，的]{1,24}$")
#: Names of agents that begin with the verb of what they do (用人单位, 承租人, 生产经营者).
_BY_ACT = re.compile(
    r"^(?:被|受|各|原)?(?:强制隔离|用人|采购|申请|出租|承租|承包|发包|分包|委托|受托|代理|建设|施工|监理|设计|勘察|生产|加工|经营|销售|开发|运营|管理"
    r"|使用|检测|检验|检疫|评估|评价|鉴定|担保|招标|投标|中标|转让|受让|投保|保险|持证|供电|供水|供热|供气|供应|排污|监护|驾驶|举报|投诉|收购"
    r"|进口|出口|服务|培训|拍卖|购买|消费|参保|投资|评审|审计|经办|执法|监督|调解|仲裁|复议|行政|纳税|扣缴|教育|养殖|种植|运输|承运|托运"
    r"|仓储|批发|零售|出版|发行|印刷|制作|传播|认证|测绘|养护|维护|维修|回收|处置|利用|测量|安装|领取|持有|占有|出借|借用|起诉|上诉|申诉|赔偿"
    r"|补偿|征收|拆迁|募捐|捐赠|受益|慈善|救助|发起|设立|登记|报告|报送|收养|送养|抚养|赡养|扶养|继承|办理|交易|支付|结算|清算|破产|管辖|审理"
    r"|参加|组织|发布|提供|接收|接受|负有|承担)(?:、|和|或者|、)?(?:[^，。；的]{0,8}?)"
    r"(?:单位|企业|人|方|者|机构|组织|机关|部门|公司|主体|商|户|人员|场所|员|法院|银行|学校|医院|市场)(?:[、和或及者以与][^，。；的]{1,20})?$"
)
_LEADING_WORD = re.compile(
    r"^(?:其中|此外|因此|但是|但|如果|假如|倘若|若|如(?!实)|凡是?|对于?(?=[^，]{2,30}的$)|必要时|原则上)，?"
)
_HOLDS = re.compile(r"^[^，的]{0,10}?的")
_LONGEST = 60  # characters of a name


def agent_before(
    text: str, tokens: Sequence[Token], end: int | None = None, *, described: bool = False
) -> str:
    """Return the agent that ``text[:end]`` opens with, the words of its name as printed, or nothing.

    ``words`` are the words of the clause ``text``. The agent ends where a verb, a preposition or an adverb
    begins, or at ``end`` (the place of a modal word). ``described``: the subject may be told by what it does
    (收购废旧金属的企业), as the predicate is elsewhere.
    """
    name = _agent(text, tokens, end, described)
    return "" if _SHARE.fullmatch(name) else name


#: What an amount is counted by (单户最高五十万元, 每人每月), which bears nothing.
_SHARE = re.compile(r"(?:单|每|各|一)[户人名个家次件笔项台辆套宗]")


def _agent(text: str, tokens: Sequence[Token], end: int | None, described: bool) -> str:
    head = text if end is None else text[:end]
    skip = _LEADING_WORD.match(head)
    begin = skip.end() if skip else 0
    if (
        len(head) - begin <= _LONGEST
        and TAIL.search(head[begin:])
        and _whole(head[begin:], tokens, described=described or end is not None, acts=0)
    ):
        return head[begin:].removesuffix("等")
    base = tokens[0].start if tokens else 0
    for at, token in enumerate(tokens[:-1]):
        stop = token.end - base
        if stop >= len(head) or stop - begin > _LONGEST:
            break
        name = head[begin:stop]
        if len(name) < 2 or not TAIL.search(name):
            continue
        if _verbal(tokens[at + 1 :], head[stop:]) and not _attributive(head, stop, tokens[at + 1 :], end):
            return name if _whole(name, tokens, described=described or end is not None, acts=1) else ""
    return ""


#: Verbs that jieba takes for nouns.
_ACTS = re.compile(
    r"委托|申请|使用|从事|经营|变更|终止|取得|拒绝|违反|提出|发现|发生|具有|处理|购买|转让|出租|生产|销售|运输|储存|贮存|聘用|招用|录用|解除|订立"
    r"|签订|退出|参加|拥有|确需|确因|需要|设置|设立|占用|利用|安排|收到|接到|作出|未经|擅自|依法|自行|有权|无权|享有|享受|[可应须均都](?![见变急能])|经(?![营济理办])"
)


def _verbal(tokens: Sequence[Token], rest: str) -> bool:
    word = tokens[0]
    if word.tag == "vn" and len(tokens) > 1 and tokens[1].tag[:2] in ("ns", "nt", "n", "r", "m"):
        return True
    if word.text in ("的", "和", "与", "及", "或者", "以及", "或", "、", "等", "之"):
        return False
    return word.tag in ("v", "vd", "p", "d", "ad", "a") or any(
        pattern.match(rest) for pattern in (signs.VERBS, signs.ADVERB, _ACTS)
    )


def _attributive(head: str, stop: int, rest: Sequence[Token], end: int | None) -> bool:
    """Whether the agent is only inside an attribute: 企业申请的贷款 (应当…)."""
    after = head[stop:]
    if end is None:
        held = _HOLDS.match(after)
        inside = (
            [word for word in rest[: held.end()] if word.end - rest[0].start < held.end()] if held else []
        )
        return (
            len(inside) > 0 and inside[-1].tag[:1] == "v" and all(word.tag[:1] in "vdan" for word in inside)
        )
    if not _RELATIVE.match(after) or after.endswith("的"):
        return False
    before = after[: after.rindex("的")]
    verbs = sum(word.tag == "v" for word in rest if word.start - rest[0].start < len(before))
    return verbs <= 1


def _whole(name: str, tokens: Sequence[Token], *, described: bool, acts: int) -> bool:
    """Whether ``name`` is a noun phrase and not a predicate with its object (督促企业)."""
    if "，" in name or len(name) > _LONGEST or not tokens:
        return False
    if _COPULA.search(name):
        return False
    if (
        _DESCRIBED.match(name)
        and not _PREPOSED.match(name)
        and (described or tokens[0].tag[:1] not in "vdpc")
    ):
        return True
    if _OPENS_NOT.match(name):
        return False
    if _BY_ACT.match(name):
        return True
    two = len(tokens) > 1 and len(tokens[0].text) == 2 and tokens[0].text + tokens[1].text == name
    if two and not any(pattern.match(name) for pattern in (signs.VERBS, signs.PIVOT, signs.ADVERB, _GOVERNS)):
        return True
    first = tokens[0].tag
    return (
        first[:1] not in "vdpca"
        and not any(pattern.match(name) for pattern in (signs.VERBS, signs.ENCOURAGEMENT, signs.ADVERB))
        and acts >= sum(word.tag == "v" for word in tokens[1:] if word.end - tokens[0].start <= len(name) - 2)
    )


def is_thing(text: str, tokens: Sequence[Token], end: int) -> bool:
    """Whether ``text[:end]`` is a noun phrase that names no agent: 许可证和营业执照 (不得…)."""
    head = text[:end]
    inside = [word for word in tokens if word.end - tokens[0].start <= end]
    if not inside or len(head) < 2 or TAIL.search(head) or _OPENS_NOT.match(head):
        return False
    while inside and inside[-1].tag[:1] == "d":
        inside.pop()
    if not inside or not inside[-1].tag.startswith(("n", "vn", "eng", "j", "l", "a")):
        return False
    if inside[0].tag in ("v", "vd", "d", "p", "c"):
        before = [word for word in inside if word.end - tokens[0].start <= head.rfind("的")]
        return bool(before) and inside[0].tag == "v" and sum(word.tag == "v" for word in before) == 1
    if "的" in head and head.rindex("的") > 0:
        return True
    return not any(word.tag in ("v", "p", "d") for word in inside)
