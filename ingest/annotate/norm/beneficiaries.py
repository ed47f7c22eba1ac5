"""Whom a norm is for: who is encouraged, paid, relieved, protected, informed or served, where the text names them.

The names are those printed, each of a coordinated list by itself. Who only has a right by the norm, or bears it,
is none: he is its bearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

from ingest.annotate.norm import signs
from ingest.annotate.norm.agents import agent_before, ends_as_agent, noun_group
from ingest.annotate.norm.bearers import items
from ingest.annotate.norm.clause import Clause, strip_adverbs, tokens_from
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.modality import Verdict
from ingest.annotate.norm.signs import GATES
from ingest.language import Token
from ingest.model import Modality
from ontology.lexicon import pattern

_CALL = re.compile(rf"(?:{pattern('encouragement')}[和、并]?)+")
#: What is done for somebody, by the words after 对.
_FAVOURS = re.compile(
    rf"(?:给予|予以|发放|享受|实行|采取|进行)[^，]{{0,16}}{pattern('favour')}"
    r"|(?:免|减)(?:征|收|免|缴)|优先(?:支持|安排|纳入|列入)"
)
_TOWARDS = re.compile(r"对于?(?=[^，]{2})")
#: Where the party that something is done for may end.
_UP_TO = re.compile(r"，|$|给予|予以|发放|实行|实施|按|免|减|进行")
_SERVED = re.compile(rf"(?:为|向|给)(?P<who>[^，为向]{{2,40}}?)(?:主动|及时)?{pattern('serves')}(?!的)")
_HELPED = re.compile(r"(?:(?:鼓励|引导)[、和]?)?(?:扶持|帮助|保障|奖励|救助|支持|补贴|补偿|慰问)")
#: Who is given an amount, named before it (给予企业30万元奖励, 奖励企业100万元).
_GIVEN = re.compile(
    r"(?:给予|奖励|补助|补贴)(?P<who>[^，的\d一二三四五六七八九十百连每最不]{2,12}?)"
    r"(?=(?:不超过|最高)?[\d一二三四五六七八九十百][\d一二三四五六七八九十百千万.]*亿?元|连续|一次性|每|奖励|补助|补贴|资金)"
)
#: Who is given something that is no amount (给予举报人现金奖励).
_GRANTED = re.compile(r"给予(?P<who>[^，]{2,16}?)(?=相应|适当|一定|必要|现金|物质|一次性)")
#: Who is told something, or gets a document.
_INFORMED = re.compile(r"(?:告知|通知|送交|送达)(?!记录|回执)(?=[^，书单之]{2})")
_MANY = 8  # clauses over which somebody is described
_PUBLIC = "社会"
_FIRM = "企业"
#: Who may be called on besides.
_CALLED_ON = (_PUBLIC, "贫困地区", "人口", "主体", "社会力量", "社会资本", "高校")
#: Who may be given something or turned to besides.
_RECEIVES = (*_CALLED_ON, "人才", "对象")
#: Places that are told by how they do (工作成效明显的县（市、区）).
_PLACE = re.compile(r"的[省市县区州](?:（[^（）]*）)?(?:、[省市县区州](?:（[^（）]*）)?)*$")
#: Whom the clauses before an act turn to (对成效明显、群众满意的地区，…).
_TURNS_TO = re.compile(r"(?:其中)?对于?(?=[^，]{2})")
#: What is done for him, by any word; and what takes it from him.
_FAVOUR = re.compile(rf"{pattern('favour')}|优先|(?:增加|统筹)安排|补发|(?<![罢任])免(?![责职去])")
_WITHDRAWS = re.compile(r"取消|撤销|收回|追回|停止|不得|不予|暂停|惩戒|处[罚分]|限制")
#: Who is protected: his rights, or what is known of him.
_PROTECTED = re.compile(
    r"(?:保护|维护|保障)(?P<rights>[^，的]{2,20}?)的?(?:合法|正当)?权益(?!的)"
    r"|对(?P<secret>[^，]{2,16}?)的(?:个人)?(?:信息|身份|情况|隐私)[^，]{0,8}保密"
)
#: What is no party, before one whose rights are spared (国家利益、社会公共利益和他人的合法权益).
_INTERESTS = re.compile(r".*利益(?:、|和|或者)")
_SPARED = re.compile(
    r"(?:损害|侵犯|侵害)(?P<rights>[^，的]{2,16}?)的?(?:合法|正当)?权益"
    r"|(?:泄露|透露)(?P<secret>[^，的]{2,12}?)的?(?:个人)?(?:信息|身份|隐私)"
)
#: Who gets something, by his number (资助200名人才).
_SO_MANY = re.compile(
    r"(?:资助|扶持|奖励|补助|补贴|救助)(?:不少于)?[0-9一二三四五六七八九十百千万]+[名户](?:左右)?(?P<who>[^，、]{2,30})"
)
_AUTHORITY = re.compile(r"(?:机关|部门|法院|检察院|政府|委员会|机构)$")
_AND = re.compile(r"、|和|与|或者|或")
_CLASS = re.compile(r"(?<![高中初])等[^、]{1,6}$")
_PAIR = 2  # members of a list whose names are known both, and not by the last alone
_NAME = 4  # characters of a name that may begin with a verb (建设单位)
_SHORT_NAME = 6  # characters of one that begins with what the tagger takes for a verb (快递企业)
_STOPS = frozenset({"v", "vn", "p", "d", "ad", "l", "i"})
_ALSO = re.compile(r"特别是|尤其是")


_MAY_CALL = GATES.within(_CALL)
_MAY_SPARE = GATES.within(_SPARED)
_MAY_FAVOUR = GATES.within(_FAVOURS)
_MAY_BE_FAVOUR = GATES.within(_FAVOUR)
_MAY_SERVE = GATES.within(_SERVED, _INFORMED, _GRANTED)
_MAY_PROTECT = GATES.within(_PROTECTED)
_MAY_PAY = GATES.within(_SO_MANY, _GIVEN)
_MAY_HELP = GATES.within(_HELPED)
_MAY_BE_FOR = _MAY_CALL | _MAY_SPARE | _MAY_FAVOUR | _MAY_SERVE | _MAY_PROTECT | _MAY_PAY | _MAY_HELP


_PROHIBITION, _ENCOURAGEMENT = Modality.PROHIBITION, Modality.ENCOURAGEMENT
_GIVING = (Modality.OBLIGATION, Modality.EXEMPTION, Modality.PERMISSION)


def beneficiaries(group: Group, verdict: Verdict, bearers: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom the norm of ``group`` is for, none of whom bears it, in the order printed."""
    if not group.marks & _MAY_BE_FOR:
        return ()
    found = dict.fromkeys(name for name in _named(group, verdict) if name and name not in bearers)
    return tuple(found)


def turned_to(group: Group) -> tuple[str, ...]:
    """Return whom the sentence turns to before its act: a place by how it does, or a party with what describes it."""
    opened = _TURNS_TO.match(group.clauses[0].text)
    if opened is None:
        return ()
    texts = (group.clauses[0].text[opened.end() :], *(clause.text for clause in group.clauses[1:_MANY]))
    if "的" in texts[0] and _may_receive(texts[0]):
        return texts[:1]
    return next(((who,) for who in accumulate(texts, "{}，{}".format) if _PLACE.search(who)), ())


def favours(group: Group) -> bool:
    """Whether something is done for somebody, whom the sentence may have named before."""
    if not group.marks & _MAY_BE_FAVOUR:
        return False
    return _FAVOUR.search(group.text) is not None and _WITHDRAWS.search(group.text) is None


def _named(group: Group, verdict: Verdict) -> Iterator[str]:
    if verdict.modality is _ENCOURAGEMENT:
        yield from _called(group)
    if verdict.modality is _PROHIBITION and group.marks & _MAY_SPARE:
        for clause in group.clauses:
            yield from _protected(_SPARED, clause)
    if verdict.modality in _GIVING:
        yield from _given(group)


def _given(group: Group) -> Iterator[str]:
    """Yield for whom something is done by a duty, an exemption or a permission."""
    main = group.main
    if group.marks & _MAY_FAVOUR and any(_FAVOURS.search(clause.text) for clause in group.clauses):
        for clause in group.clauses:
            yield from _favoured(clause)
    for clause in group.clauses:
        if clause.text.endswith("的"):
            continue  # what is done in the case is no act of the norm
        if clause.marks & _MAY_SERVE:
            yield from _served(clause)
        if clause.marks & _MAY_PROTECT:
            yield from _protected(_PROTECTED, clause)
    for clause in group.clauses:
        if clause.marks & _MAY_PAY:
            yield from _paid(clause)
    begin = main.modal.end() if main.modal is not None else len(main.text) - len(main.core)
    if main.marks & _MAY_HELP and (helped := _HELPED.match(main.text, begin)) is not None:
        yield from _party(main, helped.end())


def _called(group: Group) -> tuple[str, ...]:
    """Return who is called on, in the clause of the act or in one before it (鼓励企业按照规定，自主…)."""
    for clause in (group.main, *group.leads):
        if clause.marks & _MAY_CALL and (call := _CALL.search(clause.text)) is not None:
            return _party(clause, call.end())
    return ()


def _protected(form: re.Pattern[str], clause: Clause) -> Iterator[str]:
    """Yield whose rights or secrets are kept."""
    for found in form.finditer(clause.text):
        part = "rights" if found["rights"] else "secret"
        first = found.start(part)
        if interests := _INTERESTS.match(found[part]):
            first += interests.end()
        yield from _agents(clause, first, clause.text[first : found.end(part)])


def _paid(clause: Clause) -> Iterator[str]:
    """Yield who is given an amount, or how many are given something."""
    for so_many in _SO_MANY.finditer(clause.text):
        if _may_receive(so_many["who"]):
            yield so_many["who"]
    for given in _GIVEN.finditer(re.sub(r"\s", "", clause.text)):
        if ends_as_agent(given["who"]):
            yield from items(given["who"])


def _served(clause: Clause) -> Iterator[str]:
    """Yield who is served, told, or given something that is no amount."""
    for served in _SERVED.finditer(clause.text):
        handed_in = served.group().startswith("向") and served.group().endswith("提供")
        if clause.text.startswith("对") and "的" in clause.text[served.end() :]:
            continue  # it describes whom something is done for (对为企业提供担保的机构)
        if not handed_in or _AUTHORITY.search(served["who"]) is None:
            yield from _agents(clause, served.start("who"), served["who"])
    for informed in _INFORMED.finditer(clause.text) if "不再" not in clause.text else ():
        if "予以" not in clause.text[informed.end() :]:  # else they are asked to act
            yield from _party(clause, informed.end())
    for granted in _GRANTED.finditer(clause.text):
        yield from _agents(clause, granted.start("who"), granted["who"])


def _favoured(clause: Clause) -> Iterator[str]:
    """Yield whom something is done for, told by 对, whatever describes him."""
    if _WITHDRAWS.search(clause.text):
        return
    for towards in _TOWARDS.finditer(clause.text):
        for end in _UP_TO.finditer(clause.text, towards.end() + 2):
            who = clause.text[towards.end() : end.start()]
            if _PLACE.search(who):
                yield who
                return
            if named := _agents(clause, towards.end(), who):
                yield from named
                break


def _party(clause: Clause, at: int) -> tuple[str, ...]:
    """Return whom the verb that ends at ``at`` makes act: the nouns before the next verb."""
    rest = clause.text[at:]
    words = clause.tokens[tokens_from(clause.tokens, clause.start + at) :]
    name = _before_act(rest, words) or agent_before(rest, words, described=True)
    if not name and words and words[0].tag not in ("p", "d", "c") and not signs.VERBS.match(rest):
        longest = _SHORT_NAME if words[0].tag == "v" else len(rest)
        heads = (
            rest[:stop]
            for stop in _stops(words, len(rest))
            if stop <= longest or "的" in rest[:stop] or _lists_parties(rest[:stop])
        )
        name = next((head for head in heads if _is_party(head)), "")
    if not name and words and words[0].text == _FIRM:
        return (_FIRM,)  # what they do may look like their name (鼓励企业新产品研制)
    return tuple(each for part in _ALSO.split(name) if part for each in _each(part))


_ORGANIZES = re.compile(r"组织(?=开展|实施|举办|参加)")


def _before_act(rest: str, words: Sequence[Token]) -> str:
    """Return the party before how or that it acts (企业在…, 贫困地区组织开展…), though another name ends the words."""
    if (organizes := _ORGANIZES.search(rest)) and _is_party(rest[: organizes.start()]):
        return rest[: organizes.start()]
    begin = words[0].start if words else 0
    at = next(
        (word.start - begin for word in words[1:] if word.text in ("在", "通过", "以", "面向", "结合")),
        len(rest),
    )
    name = rest[:at]
    return name if at < len(rest) and _is_party(name) and noun_group(name, words) == name else ""


def _lists_parties(names: str) -> bool:
    first, mark, _ = names.partition("、")
    return bool(mark) and _is_party(first)


def _may_receive(name: str) -> bool:
    return name.endswith(_RECEIVES) or _is_party(name)


def _is_party(name: str) -> bool:
    return name.endswith(_CALLED_ON) or ends_as_agent(name)


def _stops(words: Sequence[Token], whole: int) -> Iterator[int]:
    """Yield how many characters stand before each word that may follow a name, up to the first preposition."""
    for word in words[1:]:
        if word.tag in _STOPS and word.text != "组织":
            yield word.start - words[0].start
        if word.tag == "p" and word.text != "与":
            return
    yield whole


def _each(name: str) -> tuple[str, ...]:
    """Part a list, without what only says of which kind its members are (企业、高校等组织)."""
    parts = items(name)
    if len(parts) == 1 and "的" not in name:
        listed = tuple(_AND.split(name.removesuffix("等")))
        known = all(map(_is_party, listed))
        if known or (len(listed) > _PAIR and "等" not in listed[-1] and ends_as_agent(listed[-1])):
            parts = listed
    if len(parts) > 1:
        parts = (*parts[:-1], _CLASS.sub("", parts[-1]))
    return tuple(part.removesuffix("等") for part in parts)


def _agents(clause: Clause, at: int, who: str) -> tuple[str, ...]:
    if not (_may_receive(who) or signs.BODY_TAIL.search(who)):
        return ()
    acts = "的" not in who and len(who) > _NAME and signs.VERBS.match(who) is not None
    if who.endswith("或者") or strip_adverbs(who) != who or acts:
        return ()
    words = clause.tokens[tokens_from(clause.tokens, clause.start + at) :]
    return tuple(item for item in items(who) if noun_group(item, words) == item)
