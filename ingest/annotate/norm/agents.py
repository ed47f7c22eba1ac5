"""Agents: the persons and organizations that can be the subject of a rule, told by the last word of their name.

A rule may bind anybody: 任何单位和个人, 公民, 当事人, 用人单位, 委托方, 公司. Such a subject is no known body, so
it is taken from the words at the head of its clause, up to the verb. A thing (设备, 合同, 费用) in the same place
is a subject too, but nobody who can bear a norm.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from ingest.annotate.norm import signs
from ingest.annotate.norm.signs import GATES
from ingest.language import Token
from ontology.lexicon import pattern, words

#: Persons by their part in a matter, organizations by their kind, and places that act.
TAIL = re.compile(
    rf"(?:{pattern('person', bare=True)}|{pattern('organization', bare=True)}"
    rf"|{pattern('polity', bare=True, after='、')}|的地方)(?:（[^）]{{1,20}}）)?等?$"
)


@lru_cache(maxsize=16_384)  # rules name the same ones over and over
def ends_as_agent(name: str) -> bool:
    """Whether ``name`` ends with the word for a person, an organization or a polity.

    >>> ends_as_agent("用人单位"), ends_as_agent("生产设备")
    (True, False)
    """
    return TAIL.search(name) is not None


#: What somebody is made (由主审法官担任审判长), so that the words end with no name of who does it.
_FILLS = re.compile(r"(?:担任|兼任)[^的]+$")
#: Names that are words of the lexicon by themselves.
_WHOLE_NAMES = frozenset(words("person", "polity"))
#: The characters that such a name ends with, which most words do not.
_LAST = frozenset(word[-1] for word in words("person", "organization", "polity")) | frozenset("方）等")

_OPENS_NOT = re.compile(pattern("opens-no-name"))
COPULA = re.compile(r"是|属于")
#: Verbs that take an agent as their object, so that verb and agent together are no name.
_GOVERNS = re.compile(pattern("governs-agent"))
_PREPOSED = re.compile(pattern("preposed"))
_RELATIVE = re.compile(r"[^的]{1,40}的[^的，]{1,24}$")
_DESCRIBED = re.compile(r".{2,60}的[^的]{1,24}$")
#: Names of agents that begin with the verb of what they do (用人单位, 承租人, 生产经营者).
_BY_ACT = re.compile(
    rf"[^的，]{{2,4}}(?:义务|权利|责任|行为|请求|申请)人$|[被受]?{pattern('party-act')}(?:、|或者)?[^的]{{0,8}}?{pattern('party-end')}(?:[、和或及与][^，的]{{1,20}})?$"
)
_LEADING_WORD = re.compile(rf"{pattern('leading-word')}|对于?(?=[^，]{{2,30}}的$)")
_HOLDS = re.compile(r"[^的]{0,10}的")
#: What an amount is counted by (每人每月, 由一人领誓), which bears nothing.
_SHARE = re.compile(r"[每各一][户人]")
_LONGEST = 60  # characters of a name
#: What is measured or limited of somebody (学生每天户外活动时间不得少于…), and bears nothing.
_MEASURED = re.compile(r"(?:时间|年龄|人数|比例|期限|数额|金额)$")
#: The place of an act (设置吸烟区, 销售本市), which is nobody.
_PLACE = re.compile(r"[本全各][省市县州]|[^，]+区")
_NAMED_WHOLE = 4  # characters of one word that is the name of an agent by itself


_ENDS_MEASURED = GATES.closing(_MEASURED)
_BEGINS_LEADING = GATES.opening(_LEADING_WORD)


def agent_before(
    text: str, tokens: Sequence[Token], end: int | None = None, *, described: bool = False
) -> str:
    """Return the agent that ``text[:end]`` opens with, the words of its name as printed, or nothing.

    ``words`` are the words of the clause ``text``. The agent ends where a verb, a preposition or an adverb
    begins, or at ``end`` (the place of a modal word). ``described``: the subject may be told by what it does
    (收购废旧金属的企业), as the predicate is elsewhere.
    """
    name = _agent(text, tokens, end, described)
    return "" if len(name) == 2 and _SHARE.fullmatch(name) else name


def _agent(text: str, tokens: Sequence[Token], end: int | None, described: bool) -> str:
    head = text if end is None else text[:end]
    if end is not None and GATES.closes(head) & _ENDS_MEASURED and _MEASURED.search(head):
        return ""
    skip = _LEADING_WORD.match(head) if GATES.opens(head) & _BEGINS_LEADING else None
    begin = skip.end() if skip else 0
    if _FILLS.search(head) and signs.ADVERB.match(head):
        return ""  # 依法确定有监护能力的人担任监护人
    if (
        len(head) - begin <= _LONGEST
        and head[-1:] in _LAST
        and ends_as_agent(head[begin:])
        and _whole(head[begin:], tokens, described=described or end is not None, acts=0 if end is None else 2)
    ):
        return head[begin:].removesuffix("等")
    base = tokens[0].start if tokens else 0
    for at, token in enumerate(tokens[:-1]):
        stop = token.end - base
        if stop >= len(head) or stop - begin > _LONGEST:
            break
        if head[stop - 1] not in _LAST:
            continue
        name = head[begin:stop]
        if len(name) < 2 or not ends_as_agent(name):
            continue
        if name.count("(") + name.count("（") > name.count(")") + name.count("）"):
            continue  # 助产人员(包括家庭接生人员)
        if end is not None and _names_thing(tokens[at + 1 :], head[stop:]):
            return ""
        if _verbal(tokens[at + 1 :], head[stop:]) and not _attributive(head, stop, tokens[at + 1 :], end):
            return name if _whole(name, tokens, described=described or end is not None, acts=1) else ""
    return ""


#: Verbs that jieba takes for nouns, as what an agent does.
_ACTS = re.compile(pattern("agent-does"))


#: Tags of what a predicate begins with, and words of when or how often.
_BEGINS = frozenset({"v", "vd", "p", "d", "ad", "a", "t"})
_WHEN = ("首次", "每")
#: How the text will call an agent, right behind his name.
_CALLED = re.compile(r"[（(]以下[简统]?称")


def _verbal(tokens: Sequence[Token], rest: str) -> bool:
    word = tokens[0]
    if word.tag == "vn" and len(tokens) > 1 and tokens[1].tag[:2] in ("ns", "nt", "n", "r", "m"):
        return True
    if word.text in ("的", "和", "与", "及", "或者", "以及", "或", "、", "等", "之", "制"):
        return False
    if word.tag in _BEGINS or word.text.startswith(_WHEN) or _CALLED.match(rest):
        return True
    inside = ends_as_agent(word.text)  # a verb that is only part of an agent's name (场所提供者)
    return any(
        (found := pattern.match(rest)) is not None and not (inside and found.end() < len(word.text))
        for pattern in (signs.VERBS, signs.ADVERB, _ACTS)
    )


def _names_thing(tokens: Sequence[Token], rest: str) -> bool:
    """Whether ``rest`` is only the name of an act or a thing of the one before it (残疾人教育, 食品摊贩登记证).

    A verbal noun and a noun behind it may be an act and its object (经营者销售药品), and are not such a name.
    """
    base = tokens[0].start
    inside = [word for word in tokens if word.end - base <= len(rest)]
    if not inside or inside[-1].end - base != len(rest):
        return False
    tags = {word.tag for word in inside}
    return tags == {"vn"} or (inside[0].tag == "n" and tags <= {"n", "vn"} and not ends_as_agent(rest))


def _attributive(head: str, stop: int, rest: Sequence[Token], end: int | None) -> bool:
    """Whether the agent is only inside an attribute: 企业申请的贷款 (应当…)."""
    after = head[stop:]
    if end is None:
        held = _HOLDS.match(after)
        if held is None or held.end() == len(after):
            return False  # 原告请求赔偿的，is a case
        inside = [word for word in rest[: held.end()] if word.end - rest[0].start < held.end()]
        case = head.endswith("的") or signs.VERBS.fullmatch(rest[0].text) is not None
        tags = "vda" if case else "vdan"
        return len(inside) > 0 and inside[-1].tag[:1] == "v" and all(word.tag[:1] in tags for word in inside)
    if not _RELATIVE.match(after) or after.endswith("的"):
        return False
    before = after[: after.rindex("的")]
    verbs = sum(word.tag == "v" for word in rest if word.start - rest[0].start < len(before))
    return verbs <= 1


def _whole(name: str, tokens: Sequence[Token], *, described: bool, acts: int) -> bool:
    """Whether ``name`` is a noun phrase and not a predicate with its object (督促企业)."""
    if "，" in name or len(name) > _LONGEST or not tokens:
        return False
    if COPULA.search(name) or _FILLS.search(name) or (acts == 1 and _lists_objects(name)):
        return False
    if name in _WHOLE_NAMES or (tokens[0].text == name and tokens[0].tag[:1] == "n" and len(name) > 2):
        return True  # one word (检查员), whatever verb it begins with, or one of the lexicon (全社会)
    if (
        _DESCRIBED.match(name)
        and not _is_preposed(name)
        and (described or tokens[0].tag == "vn" or tokens[0].tag[:1] not in "vdpc")
    ):
        return True
    if _OPENS_NOT.match(name):
        return False
    if _BY_ACT.match(name):
        return True
    two = len(tokens) > 1 and len(tokens[0].text) == 2 and tokens[0].text + tokens[1].text == name
    if (
        two
        and tokens[0].tag[:1] not in "dpc"
        and not any(pattern.match(name) for pattern in (signs.VERBS, signs.PIVOT, signs.ADVERB, _GOVERNS))
    ):
        return True
    first = tokens[0].tag
    return (
        first[:1] not in "vdpca"
        and not any(pattern.match(name) for pattern in (signs.VERBS, signs.ENCOURAGEMENT, signs.ADVERB))
        and acts >= sum(word.tag == "v" for word in tokens[1:] if word.end - tokens[0].start <= len(name) - 2)
    )


def _lists_objects(name: str) -> bool:
    """Whether words are a verb and a list of its objects, up to one inside it (建设…服务体系、导游)."""
    return "、" in name.partition("的")[2] and signs.VERBS.match(name) is not None


def _is_preposed(name: str) -> bool:
    """Whether words open with what stands before a subject, at most behind an adverb (主动为需要帮助的乘客)."""
    adverb = signs.ADVERB.match(name)
    return _PREPOSED.match(name) is not None or (
        adverb is not None and _PREPOSED.match(name, adverb.end()) is not None
    )


#: What stands before the name of an agent and is no part of it, as it only points back.
_POINTS_BACK = re.compile(r"其(?![他它中余])|该|上述|前款(?:规定)?的?")
#: No name of an agent opens with these, whatever follows: a preposition, a verb, an opened title or bracket.
_NO_NAME = re.compile(
    r"(?!联合[^，]*委员会)"
    rf"(?:{pattern('opens-no-name')}|(?:{pattern('governs-agent')})(?!.{{1,2}}$))"
    r"|[《（(〈“、，]|监督(?!管理|检查|机|部|委|人)|负责|面向|规定|结合|应(?![急届征])|须|要(?![素塞])|为(?!民)|把"
)
#: What is counted or has its time is no name (每增加1人, 5年内培养的人员, 不少于10名专家).
_COUNTED = re.compile(r"^每[^，]*[0-9]|(?<![0-9])[0-9]+年[内前]|不[少低]于|上报|报送|报请")
#: What joins a clause to the one before it, and is no part of a name.
_JOINT = re.compile(r"但是?(?=[^，]{2})|并(?=[^，]{3})")
#: What opens a predicate or circumstances with 的 in them, and no name (对…的企业, 具体负责…的部门).
_NO_DESCRIPTION = re.compile(
    r"[对到给]|在[^，]{2,}(?:场所|地方|地区|区域|地点)$|非经|报(?![检关废刊社])|[仅只]限|(?:具体|主要|统一)负责|[发拨]给|[颁核]发"
)
#: The ground on which somebody is bound, before his name.
_GROUND = re.compile(r"(?:依据|根据|按照|依照)(?:《[^》]*》|[^，的]{0,12}?)的?规定，?(?=[^，]{2,})")
_BY = re.compile(r"^由(?!于)|(?<=[^自事理缘])由(?!于)(?=[^，]{2,400}$)")
_GOVERNED = re.compile(
    rf"(?<=.)(?:采取|有权|应当|可以|不得|必须|认为|发现|主张|{pattern('governs-agent')})(?=.{{5}}|(?:政府|企业)$)"
)
_AFTER_OBJECT = re.compile(r"(?<=..)(?:经(?![营济理办销纪费])|(?<!自)由|对(?!外)|(?<!方)向)(?=[^的]{2,400}$)")


def noun_group(name: str, tokens: Sequence[Token], *, acting: bool = False) -> str:
    """Return ``name`` as the name of an agent, without what only points back; nothing where it is none.

    ``tokens`` are the words of the clause; ``acting``: it stands after 由, where no verb can. A clause without a
    subject opens with its verb (组织医疗机构…), and a name holds no other predicate (数据专区采取政府…), but what
    describes it before 的.
    """
    if (joint := _JOINT.match(name)) is not None:
        name = name[joint.end() :]
    back = _POINTS_BACK.match(name)
    if back is not None and len(name) - back.end() > 1:
        name = name[back.end() :]
    if (by := _BY.search(name)) is not None:
        name, acting = name[by.end() :], True
    if (ground := _GROUND.match(name)) is not None:
        name = name[ground.end() :]
    if _COUNTED.search(name):
        return ""
    if name.rpartition("的")[0]:
        return "" if _opens_phrase(name, tokens) else name
    if _NO_NAME.match(name):
        return ""
    cut = _GOVERNED.search(name) or _AFTER_OBJECT.search(name)
    if cut is not None:
        name = strip_trailing(name[: cut.start()])
        known = ends_as_agent(name) or signs.BODY_TAIL.search(name) or name.endswith("组")
        return name if known and signs.PIVOT.match(name + "某某某") is None else ""
    return "" if not acting and _opens_with_verb(name, tokens) else name


#: Verbs beside those of the lexicon that take a party as their object, and open no name of one.
_OBJECT_VERB = re.compile(pattern("object-verb"))


def governed(name: str) -> bool:
    """Whether a name opens with a verb that takes an agent as its object (询问证人、被害人)."""
    return _GOVERNS.match(name) is not None


def _opens_phrase(name: str, tokens: Sequence[Token]) -> bool:
    """Whether a name with 的 in it opens with a preposition, or with a verb and who it acts on (委托具有资质的单位)."""
    if _NO_DESCRIPTION.match(name):
        return True
    first = next((at for at, word in enumerate(tokens) if name.startswith(word.text)), None)
    if first is None or first + 1 >= len(tokens):
        return False
    return tokens[first].tag in ("v", "vn", "n") and _HAS.match(name[len(tokens[first].text) :]) is not None


#: What describes a party, right behind the verb that acts on it.
_HAS = re.compile(r"具有|具备|符合|有(?![关权])")


def strip_trailing(name: str) -> str:
    """Return ``name`` without the adverb at its end (委托法院直接)."""
    return re.sub(r"(?:直接|依法|及时|统一|另行|共同)$", "", name)


def _opens_with_verb(name: str, tokens: Sequence[Token]) -> bool:
    """Whether the name is a verb and whom it acts on (组织医疗机构), not one that says what he does (审批机关)."""
    at = next((at for at, word in enumerate(tokens) if name.startswith(word.text)), None)
    if at is None:
        return False
    first, after = tokens[at], name[len(tokens[at].text) :]
    if _ACTS.fullmatch(first.text) and _PLACE.fullmatch(after) is not None and not ends_as_agent(name):
        return True  # an act and its place (设置吸烟区)
    named = name.endswith(("部门", "机关", "小组")) and not after.startswith(("有关", "相关", "各", "所属"))
    if named or first.text in ("相关", "有关"):
        return False
    if signs.PIVOT.match(name) is not None and len(after) > 2:
        return True
    if first.tag == "v" and ends_as_agent(after) and not _BY_ACT.match(name):
        whole = len(after) >= _NAMED_WHOLE and at + 1 < len(tokens) and tokens[at + 1].text == after
        if whole or after.startswith(("有关", "相关", "各")):
            return True
    acts = signs.VERBS.fullmatch(first.text) or _OBJECT_VERB.fullmatch(first.text)
    if not acts or not after or after.startswith("、") or _BY_ACT.match(name):
        return False
    if len(after) <= 2 and not after.startswith(("本", "全", "各")):
        return False
    inside = [word for word in tokens[at:] if word.end - first.start < len(name)]
    return ends_as_agent(after) and not all(word.tag[:1] in "vcx" for word in inside)


def is_thing(text: str, tokens: Sequence[Token], end: int) -> bool:
    """Whether ``text[:end]`` is a noun phrase that names no agent: 许可证和营业执照 (不得…)."""
    head = text[:end]
    inside = [word for word in tokens if word.end - tokens[0].start <= end]
    if not inside or len(head) < 2 or ends_as_agent(head) or _OPENS_NOT.match(head):
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
