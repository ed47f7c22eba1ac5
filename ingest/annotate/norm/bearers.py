"""Who bears a norm: its grammatical subject.

Bodies come from the mentions with their full names; a subject that is no body (中小微企业, 任何单位和个人) is taken as
printed, before a modal word or a verb.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import NamedTuple

from ingest.annotate.norm import signs
from ingest.annotate.norm.acting import doer
from ingest.annotate.norm.agents import COPULA, agent_before, ends_as_agent, governed, is_thing, noun_group
from ingest.annotate.norm.clause import LEADS, MAIN, Clause, strip_adverbs, tokens_from
from ingest.annotate.norm.clauses import NAMED_BY_ACT
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.openings import held
from ingest.annotate.norm.signs import GATES
from ingest.annotate.norm.voice import is_done_to
from ingest.literals import lasts
from ingest.model import BearerSource, Mention
from ingest.text import CleanText
from ontology.lexicon import pattern

_COMPLETE = re.compile(rf"{pattern('complete')}")
_DEPARTMENT = re.compile(r"部门$")
_OWNED = re.compile(r"(?>.*?(?:政府|国务院)).+$")
_OWNS = re.compile(r"政府$")
_LINK = re.compile(r"^(?:、|和|及|及其|以及|与|或者|或|，)*$")
_WITH = re.compile(r".{0,12}(?:会同|协同|联合)$")
_WITH_OTHERS = re.compile(r"(?:并|还|再)?会同")
_MORE_OF_THEM = ("等", "、", "和", "及", "与")
_ANY_BODY = re.compile(r"有关|相关")  # 会同有关主管部门: nobody in particular
_LEADING = re.compile(r"(?:从[^，]{2,16}?起|在[^，]{2,20}?[内中]|各级)?$")
_PASSIVE = re.compile(r"由$")
_HANDED_IN = re.compile(r"并?报(?![检关废刊社])|.{0,6}上报")
_NOT_SUBJECT = re.compile(
    rf"^(?:的|[^，的对向将把在按根依经会与和及、等因为]{{2,4}}的(?=[^，的]{{2,16}}(?:应当|不得|可以|由(?!于)))|所[^，的]{{1,8}}的|等?{pattern('attributive-act')}的)"
)
_TRAILING = re.compile(
    rf"(?:{pattern('trailing-opener')}[^，]*|在[^，]*?(?:内|中|时|上|前|后|下)|以(?![上下内外及])[^，]*|自[^，]*起|一方面)$"
)
_ADVERBS = re.compile(rf"{pattern('trailing')}{{1,8}}$")
_AGENT = re.compile(
    rf"由([^，由]{{2,40}}?{pattern('agent-end')})(?=(?:及时|统一|共同|另行)*{pattern('agent-act')})"
)
#: An agent that makes another act (由主管部门督促有关部门处理), where the pattern has taken both.
_MOVES = re.compile(
    rf"([^，]{{2,30}}?{pattern('agent-end')})(?=(?:督促|责成|协助|指导|要求|组织|协调|监督(?!管理|检查))[^，]{{2,}})"
)
_OWNER = re.compile(r"^(.*政府)(?:(?!政府).)*(?:部门|厅|机构)$")
_LEVEL = re.compile(rf"各?{pattern('level')}$")
_SPLIT = re.compile(r"(?:、|和|与|或者|以及|及|或)(?![^（）()]{0,400}[）)])")
_DESCRIBED = re.compile(
    r"(?![对由经报除将凡无未])[^，]{2,60}的[^的]{0,24}(?:单位|企业|经营者|机构|部门|机关|人员|人|公民|职工|居民|村民|学生|家庭)$"
)
_MISSION = re.compile(r"^([^，]{2,20}?)的(?:主要)?(?:职责|任务)")
_OWNERLESS = re.compile(rf"^(?!{pattern('owned')}|.*政府)[^的级]{{0,14}}部门$")
_EITHER = re.compile(r"[^、和的或任其]{2,10}(?:、[^、和的或]{2,10})+")
_WHOLE = re.compile(r"任何|一切|等[^、和或]{2,12}$")
_EACH = re.compile(r"(?<=[^、和及])(?=各[^自])")
#: Names with one head for all that stands before it (银行或者其他金融机构的工作人员), and those told by an act.
_ONE_HEAD = re.compile(
    r"[或和、].{0,400}(?:的(?:[^、和]{0,6}(?:人员|负责人|代理人|代表|职工|成员))|以外的[^的]{1,400})$"
)
_UNDONE = re.compile(r"(?:未|已|取得|从事|具有|符合|拥有)(?>[^，]*?[或和、]).*的")
_SHARED = re.compile(
    r"(?!.*(?:自治区|直辖市|设区|省辖|所在|[各本该]))(?P<places>(?:[^、和县市区州级]{1,7}[县市区州][、和])+[^、和县市区州级]{1,7}[县市区州])(?P<end>(?:人民)?政府[^、和]*)"
)
_AND_ITS = re.compile(
    r"及其((?:有关|所属|相关)?(?:部门|工作人员|机构|单位|人员)|法定代表人|负责人)(?=[在应可不对要违依按发具]|$)"
)
#: Who acts for a body, or a part of it, where he is named right behind it.
_STAFF = re.compile(r"(?:工作人员|执法人员|(?:相关|有关|内设)机构)(?=[应在可不要收依按])")
#: The agent after 由 that a body names (由市人民政府批准组建的投资机构承担).
_NAMED_BY = re.compile(
    rf"(?:书面|依法)?{pattern('names-agent')}[^，的]{{0,4}}的[^，的]{{1,16}}?(?:{pattern('agent-end')}|人)(?={pattern('agent-act')}|[领主]|作为|管辖)"
)
#: Whom a reply or a letter asks to act.
_ASKED = re.compile(r"(?:请|建议|望|希望)(?P<who>你[省市区县州局厅部委院])")
#: What only an authority does after a case, to whoever asked.
_DECIDED = re.compile(
    r"(?:并|依法|及时|应当)*(?:发给|颁发|核发|不予(?!处罚|支持|赔偿)|准予|予以(?:登记|公告|备案)|书面(?:通知|告知|说明)|说明理由|收缴|退回)"
)
#: Acts that only somebody can do, whatever his name ends in, with their object.
_SOMEBODYS = re.compile(rf"(?:按[^，]{{1,8}}?)?{pattern('agent-does')}(?=[^，]{{2,}})")
_AUTHORITY = re.compile(r"[^，的由对]{0,20}?(?:机关|部门|机构|法院|委员会|政府)(?!工作人员)")
_PAYS = re.compile(r"给予|予以(?!劝阻|制止|阻止|纠正|配合|协助|保密|说明|记录)|发放")
#: What follows from a case for the one who is in it (职工…的，不享受…), not for the one who deals with it.
_OF_THE_CASE = re.compile(r"^[均都]?(?:不(?!予|收|适用|承担)|享受|享有|有权)")
#: Circumstances between a subject and its verb.
_BY_WAY = re.compile(pattern("by-way"))
_ANYBODY = re.compile(
    r"(?:禁止|严禁)((?:任何|一切)[^，]{0,12}?(?:(?:单位|组织)(?:(?:和|或者|或|、)个人)?|人))"
)
_ETC_AND = re.compile(r"等部门(?:、|和|及|以及)$")
_OTHERS = re.compile(r"^等((?:有关|相关)(?:行政|主管|职能|管理)*(?:部门|单位))")
_BEFORE_OBJECT = re.compile(r"([^，由]{2,40}?(?:部门|机关|单位|机构))[将把]")
_CHARGED = ("负责", "履行", "承担", "行使")
#: Who is at the head of a body, or works there, where 由 names him.
_HEADS = re.compile(r"(?:主要|有关)?(?:负责人|工作人员)")
#: The rest of a name that begins with a body (由国务院矿产储量审批机构规定).
_REST = re.compile(rf"[^，、和的等会商协联]{{2,12}}?(?:机构|部门|机关|委员会)(?={pattern('agent-act')}|$)")
_CLASSES = ("有关部门", "相关部门", "有关单位")
#: What the agent after 由 does to the thing that is spoken of, and no predicate (的由政府批准设立的企业).
_OF_WHAT = re.compile("(?![按依根])[^，的]{2,6}的(?!，|$)")
_NEAR = 64  # characters before a body, or after 由, that say what it does
_LONGEST = 60  # characters of a subject
_FUNCTION = 2  # characters of a function alone (财政), which stands for a department
_SHORT_NAME = 16  # characters of one that is known by its place alone
_BY = re.compile(r"(?<![自事理交])由(?!于)")
_QUALIFIED = re.compile(rf"(?!{pattern('no-attribute')})(?!.*(?:应当|可以|不得|必须|原))[^、]{{2,20}}的$")
_LINK_QUALIFIED = re.compile(r"(?:、|和|与|以及|及|或者|或)(?P<which>[^、]{1,20}的)$")
_GOES_ON = re.compile(r"(?:[、和及与或]|以及)(?!其)..")


_EXPLICIT = BearerSource.EXPLICIT


@dataclass(frozen=True, slots=True)
class Bearers:
    """The names of who bears a norm, where they were found, and the rule that found them."""

    names: tuple[str, ...]
    source: BearerSource
    public: bool = True
    passive: bool = False
    """Named by 由 in a passive clause (由…责令改正)."""
    rule: str = field(compare=False, kw_only=True)


class Placed(NamedTuple):
    """A mention with its range in the provision's own words."""

    start: int
    end: int
    name: str


def place(own: CleanText, mentions: Sequence[Mention]) -> tuple[Placed, ...]:
    """Return the mentions that lie in ``own`` with their ranges there, in order, the longest at a place."""
    if not mentions:
        return ()
    offsets = own.offsets
    placed: list[Placed] = []
    for mention in mentions:
        if not mention.spans:
            continue
        first, last = _index(offsets, mention.spans[0].start), _index(offsets, mention.spans[-1].end - 1)
        if 0 <= first <= last:
            printed = own.text[first : last + 1]
            alone = own.text[last + 1 : last + 2] not in "、和或及与等"
            treasury = alone and len(printed) > _FUNCTION and printed.endswith("财政")
            name = printed if treasury else _full_name(printed, mention.names)
            placed.append(Placed(first, last + 1, name))
    placed.sort(key=lambda one: (one.start, -one.end))
    return _with_owners(own.text, placed)


def _index(offsets: Sequence[int], offset: int) -> int:
    """Return where an offset stands among those that ascend, or -1."""
    if type(offsets) is range:
        return offset - offsets.start if offset in offsets else -1
    at = bisect_left(offsets, offset)
    return at if at < len(offsets) and offsets[at] == offset else -1


def _with_owners(text: str, placed: Sequence[Placed]) -> tuple[Placed, ...]:
    """Join a government with its department, directly (…人民政府财政部门) or by 及其 (…人民政府及其有关部门)."""
    kept: list[Placed] = []
    owner: str | None = None
    for one in placed:
        if kept and one.start < kept[-1].end:
            continue
        name = one.name
        between = text[kept[-1].end : one.start] if kept else "。"
        if between in ("及", "及其") and _OWNS.search(kept[-1].name):
            owner = kept[-1].name
        elif between not in ("、", "和", "以及", "及", "或者", "等"):
            owner = None
        if kept and not between:
            # A government directly before its department is the owner, not a second body.
            government = kept.pop()
            name = name if name.startswith(government.name) else government.name + name
            one = Placed(government.start, one.end, name)
        elif owner is not None and not _COMPLETE.match(name) and not name.startswith(owner):
            name = owner + name
        kept.append(Placed(one.start, one.end, name))
    return tuple(kept)


def _full_name(printed: str, names: Sequence[str]) -> str:
    """Return the printed name, with what the text leaves out put back (工信 in a list: …人民政府工信部门)."""
    if _COMPLETE.match(printed):
        return next((name for name in names if name == printed + "部门"), printed)
    whole = any(name != printed and name.endswith(printed) for name in names)
    if whole and printed in names and not _DEPARTMENT.search(printed):
        return printed  # the text calls it so (联席会议)
    wholes = [name for name in names if _OWNED.match(name) and printed in name]
    if wholes:
        return max(wholes, key=len)
    named = [name for name in names if name.startswith(printed) and _DEPARTMENT.match(name[len(printed) :])]
    return named[0] if named else printed


def _gated(found: Bearers | None, clause: Clause) -> Bearers | None:
    """Return ``found`` with those of its names that are names of agents, or nothing."""
    if found is None or not found.names:
        return found
    names: list[str] = []
    if len(found.names) > 1 and governed(found.names[0]):
        return None
    for each in found.names:
        name = noun_group(each, clause.tokens, acting=found.passive)
        if not name:
            # the verb before was no name either (组织、督促建设单位)
            names = [one for one in names if signs.PIVOT.match(one + each) is None]
        else:
            names.append(name)
        if not each.endswith(name or "，"):
            break  # what follows a verb is its object, not another of them
    return replace(found, names=tuple(names)) if names else None


_MAY_NAME = GATES.within(_ANYBODY, _ASKED)
_MAY_TELL_MISSION = GATES.within(_MISSION)
_ENDS_ADVERB = GATES.closing(_ADVERBS)
_BODY_LAST = lasts(signs.BODY_TAIL)


def subject(group: Group, text: str, placed: Sequence[Placed], *, table: bool = False) -> Bearers | None:
    """Return the explicit subject of ``group``, or ``None`` if it has none of its own.

    No names mean that the subject is a thing, which bears nothing. In the row of a ``table`` only bodies are
    subjects, as its lead departments bear what stands there.
    """
    main = group.main
    if main.marks & _MAY_NAME and not table and (called := _called(main)) is not None:
        return called
    if not table and (party := _bidden(main)):
        return Bearers((party,), _EXPLICIT, public=False, rule="bearer-asked")
    at = len(group.leads)
    opened = False  # a clause after this one, before the main one, opens with a modal word (应当按照规定，)
    for clause in reversed(group.clauses[: at + 1]):
        found = None
        if placed and (clause is main or _may_name(clause, main)):
            found = _by_mention(clause, text, placed)
        if found is None and (
            clause is main
            or (not table and _holds(clause) and not signs.TOWARDS.match(group.clauses[0].text))
            or _waits(clause, main, opened=opened)
        ):
            printed = _by_tail(clause) if table else _as_printed(clause, described=main.opens_with_modal)
            found = _gated(printed, clause)
            if found is not None and clause is not main and _is_act(clause, found):
                found = None
        if found is not None and clause is main and _reaches_over(found, main):
            found = None
        if found is not None:
            return found
        if clause is main and (whose := _whose(group, at)) is not None and not table:
            return whose
        if not table and clause is main and (thing := _thing(main)) is not None:
            return thing
        opened = opened or (clause is not main and clause.opens_with_modal)
    for clause in group.clauses[at + 1 :]:
        if clause.text.startswith("由") and (
            found := _by_mention(clause, text, placed)
            or _gated((_by_tail if table else _as_printed)(clause), clause)
        ):
            return found
    return None


def _called(main: Clause) -> Bearers | None:
    """Return whom the clause itself calls by a word of ban (任何单位和个人) or asks (请你省)."""
    if (banned := _ANYBODY.match(main.text)) is not None:
        return Bearers((banned.group(1),), _EXPLICIT, public=False, rule="bearer-anybody")
    if (asked := _ASKED.match(main.text)) is not None:
        return Bearers((asked["who"],), _EXPLICIT, rule="bearer-asked")
    return None


def _bidden(main: Clause) -> str:
    """Return the party whom the clause bids to act (请广大市民提前安排出行), or nothing."""
    if not main.text.startswith("请") or len(main.tokens) < 3 or main.tokens[0].text != "请":
        return ""
    return agent_before(main.text[1:], main.tokens[1:])


def _is_act(clause: Clause, found: Bearers) -> bool:
    """Whether a clause only names an act, whoever does it (申请登记民办非企业单位，应当…), and so no subject."""
    if not found.names or clause.tokens[0].tag != "v" or "的" in clause.text or len(clause.tokens) < 3:
        return False
    return clause.text.startswith(found.names[0]) and clause.text.endswith(found.names[-1])


def _reaches_over(found: Bearers, main: Clause) -> bool:
    """Whether what was found goes over the verb that says what holds of a thing (国歌纳入中小学教育)."""
    verb = held(main.text, main.tokens) if main.modal is None else 0
    return verb > 0 and any(
        verb in range(at + 1, at + len(name)) for name in found.names if (at := main.text.find(name)) >= 0
    )


def _whose(group: Group, at: int) -> Bearers | None:
    """Return whom 其 at the head of the main clause means: who stands alone before it (…的企业，其名称可以…)."""
    if (
        at == 0
        or not group.main.text.startswith("其")
        or group.main.text.startswith(("其中", "其他", "其它"))
    ):
        return None
    before = group.clauses[at - 1]
    name = before.text
    if (
        before.modal is not None
        or not ends_as_agent(name)
        or signs.TOWARDS.match(name)
        or len(name) > _LONGEST
    ):
        return None
    return Bearers((name,), _EXPLICIT, public=False, rule="bearer-described")


def _thing(main: Clause) -> Bearers | None:
    """Return bearers without a name where the subject is a thing (许可证不得转让), else ``None``."""
    if main.modal is None:
        return None
    if not is_thing(main.text, main.tokens, main.modal.start()) and not _acts_itself(main):
        return None
    if _acts_itself(main):
        return Bearers((main.text[: main.modal.start()],), _EXPLICIT, public=False, rule="bearer-agent")
    if is_done_to(main, main.modal.end()):
        return Bearers((), BearerSource.PASSIVE, public=False, rule="bearer-thing-done-to")
    return Bearers((), BearerSource.NONE, public=False, rule="bearer-thing")


def _acts_itself(main: Clause) -> bool:
    """Whether what a thing's name is the subject of is an act that only somebody does (基金要公布情况)."""
    assert main.modal is not None
    name = main.text[: main.modal.start()]
    if main.tokens[0].tag[:1] in "vpdc" or name.endswith(("自", "对", "向", "由", "为")):
        return False
    act = strip_adverbs(main.text[main.modal.end() :])
    return 2 < len(name) <= _SHORT_NAME and _SOMEBODYS.match(act) is not None and "，" not in name


def government_of(name: str) -> str | None:
    """Return the people's government that ``name`` is, or is a department of."""
    if name.endswith("人民政府"):
        return name
    owner = _OWNER.match(name)
    return owner.group(1) if owner else None


def belongs(name: str, government: str) -> str:
    """Return ``name`` with the government whose department it is, where the text leaves that out.

    >>> belongs("统计部门", "县级以上人民政府")
    '县级以上人民政府统计部门'
    """
    return government + name if _OWNERLESS.match(name) else name


def _may_name(clause: Clause, main: Clause) -> bool:
    """Whether a leading clause may hold the subject (…人民政府应对突发事件时，…), not only a case (…的，)."""
    if signs.TOWARDS.match(clause.text):
        return False
    return not clause.text.endswith("的") or _waits(clause, main, opened=False)


def _waits(clause: Clause, main: Clause, *, opened: bool) -> bool:
    """Whether the subject of a leading clause is that of the main clause (排污单位发生事故的，应当…)."""
    if opened or (main.modal is not None and main.opens_with_modal):
        pays = _PAYS.search(main.text)
        return pays is None or "对" in main.text[: pays.start()]  # else who waits is paid
    if clause.text.endswith("的") or _OF_THE_CASE.match(main.text):
        return _OF_THE_CASE.match(main.text) is not None or _decides(clause, main)
    if "由" in clause.text:
        return clause.text.startswith("由")
    if _MISSION.match(clause.text) or ("是" in clause.text and main.text.startswith(_CHARGED)):
        return True
    if (signs.BODY_TAIL.search(clause.text) and "的" not in clause.text) or clause.modal is not None:
        return True
    name = agent_before(clause.text, clause.tokens)
    rest = clause.text[len(name) :]
    return bool(name) and bool(
        not rest or rest.startswith("作为") or _BY_WAY.match(rest) or signs.ENCOURAGEMENT.match(rest)
    )


def _holds(clause: Clause) -> bool:
    """Whether a clause is a party told by what it has (具有本市户籍的公民，), which waits for its predicate."""
    return clause.part is LEADS and clause.modal is None and _DESCRIBED.match(clause.text) is not None


def _decides(clause: Clause, main: Clause) -> bool:
    """Whether it is the authority in the case that does what follows (登记机关准予注销的，发给证明)."""
    return _DECIDED.match(main.text) is not None and _AUTHORITY.match(clause.text) is not None


def _by_mention(clause: Clause, text: str, placed: Sequence[Placed]) -> Bearers | None:
    inside = _inside(placed, clause)
    dealing = _dealing_with_case(text, inside, clause)
    for at, one in enumerate(inside):
        opening = None if at < dealing else _opening(text, clause, one)
        if opening is None:
            continue
        first = one.start == clause.start
        one, passive = opening
        run = [one, *_linked(inside[at:], text)]
        after = text[run[-1].end : clause.end]
        if not passive and (
            _HANDED_IN.match(one.name)
            or _NOT_SUBJECT.match(after)
            or (not after and clause.end < len(text) and not first)
        ):
            continue
        if not passive and (thing := _owned_thing(clause, run[-1].end)) is not None:
            return thing
        if _more(clause, run[-1].end) if not passive else _GOES_ON.match(after):
            return None
        if not passive and _GOES_ON.match(after) and _longer(clause, run[-1].end):
            return None
        if passive and (rest := _rest(clause, run[-1].end)):
            run[-1] = Placed(run[-1].start, run[-1].end + len(rest), run[-1].name + rest)
        if passive and (which := _NAMED_BY.match(text, run[-1].end, clause.end)) is not None:
            run[-1] = Placed(run[-1].start, which.end(), run[-1].name + which.group())
        partners = _partners(inside[at + len(run) :], text, run[-1].end, passive=passive)
        run += partners
        if (others := _OTHERS.match(text[run[-1].end : clause.end])) is not None:
            run.append(Placed(run[-1].end, run[-1].end + others.end(), others.group(1)))
        run = [Placed(one.start, one.end, each) for one in run for each in _each(one.name)]
        if (staff := _STAFF.match(text, run[-1].end, clause.end)) is not None and not passive:
            run[-1] = Placed(run[-1].start, staff.end(), run[-1].name + staff.group())
        names = _names(run, text[run[-1].end : clause.end], partners)
        rule = "bearer-body-by" if passive else "bearer-body"
        return Bearers(names, _EXPLICIT, passive=passive, rule=rule)
    return None


def _opening(text: str, clause: Clause, one: Placed) -> tuple[Placed, bool] | None:
    """Return a body with what describes it, and whether 由 stands before it; nothing where it opens no predicate."""
    if clause.part is LEADS and _only_describes(clause, one):
        return None
    before = text[max(clause.start, one.start - _NEAR) : one.start]
    passive = _PASSIVE.search(before) is not None
    if passive and before.endswith("的由") and _OF_WHAT.match(text, one.end, clause.end):
        return None  # 规定的由执法部门行使的权力
    if passive or _LEADING.match(before):
        return one, passive
    if not _QUALIFIED.match(before) or signs.VERBS.match(before):
        return None
    if "由" not in before and _is_ordered(clause, one):
        return None
    passive = "由" in before and "由于" not in before
    qualified = before.rpartition("由")[2] if passive else before
    return Placed(clause.start, one.end, qualified + one.name), passive


def _dealing_with_case(text: str, inside: Sequence[Placed], clause: Clause) -> int:
    """Return which body deals with the case that ends before it (…行为的由公安机关处罚), or 0."""
    if "的由" not in clause.text:
        return 0
    return max(
        (
            at
            for at, one in enumerate(inside)
            if text.endswith("的由", clause.start, one.start)
            and not _OF_WHAT.match(text, one.end, clause.end)
        ),
        default=0,
    )


def _only_describes(clause: Clause, one: Placed) -> bool:
    """Whether a body only tells which body waits for its predicate (区人民政府明确的主管部门，)."""
    after = clause.text[one.end - clause.start :]
    return after[:1] not in ("", *"、和及与或以等") and NAMED_BY_ACT.fullmatch(clause.text) is not None


def _is_ordered(clause: Clause, one: Placed) -> bool:
    """Whether the body only stands in what the modal word before it orders (双方应报告共同的上级部门)."""
    if clause.modal is None or clause.start + clause.modal.start() >= one.start:
        return False
    after = clause.text[one.end - clause.start :]
    return not any(words.search(after) for _, words in signs.PLAIN)


def _inside(placed: Sequence[Placed], clause: Clause) -> Sequence[Placed]:
    """Return those that stand in the clause; ``placed`` ascend, and none overlaps another."""
    first = last = bisect_left(placed, (clause.start,))
    while last < len(placed) and placed[last].end <= clause.end:
        last += 1
    return placed[first:last]


def _names(run: Sequence[Placed], after: str, partners: Sequence[Placed]) -> tuple[str, ...]:
    """Return the names of ``run``, with 其 named ``after`` it, and a department with its government."""
    names = [one.name for one in run]
    if (its := _AND_ITS.match(after)) is not None:
        names.append(names[-1] + its.group(1))
    owner = _OWNER.match(names[0])
    classes = {one.name for one in partners if one.name.endswith(_CLASSES)}  # nobody's departments
    return tuple(
        dict.fromkeys(
            belongs(name, owner.group(1)) if owner and name not in classes else name for name in names
        )
    )


def _rest(clause: Clause, end: int) -> str:
    """Return what goes on with the name of the body that ends at ``end``, after 由."""
    after = clause.text[end - clause.start :]
    if (head := _HEADS.match(after)) is not None:
        return head.group()
    rest = _REST.match(after) if strip_adverbs(after) == after else None
    word = next((word for word in clause.tokens if word.start >= end), None)
    return rest.group() if rest and word is not None and word.tag[:1] == "n" else ""


def _is_measured(clause: Clause, end: int) -> bool:
    """Whether the body that ends at ``end`` only begins the name of what a limit is of (省政府奖学金不低于8000元)."""
    bound = signs.FLOOR.search(clause.text) or signs.CEILING.search(clause.text)
    if clause.modal is not None or bound is None:
        return False
    name = [word for word in clause.tokens if end <= word.start < clause.start + bound.start()]
    return bool(name) and all(word.tag[:1] == "n" for word in name)


def _describes(clause: Clause, end: int) -> bool:
    """Whether the body that ends at ``end`` only does what describes a thing (机关作出决定的文书应当)."""
    if clause.modal is None or "的" not in clause.text[end - clause.start : clause.modal.start()]:
        return False
    between = [word for word in clause.tokens if end <= word.start < clause.start + clause.modal.start()]
    acts = bool(between) and between[0].tag == "v" and all(word.tag[:1] not in "pd" for word in between)
    return acts and is_thing(clause.text, clause.tokens, clause.modal.start())


def _owned_thing(clause: Clause, end: int) -> Bearers | None:
    """Return bearers without a name where the body that ends at ``end`` only describes or has what is spoken of."""
    if _describes(clause, end) or _is_measured(clause, end):
        return Bearers((), BearerSource.NONE, public=False, rule="bearer-thing")
    rest = _head_noun(clause, end)
    return _thing(clause) if rest and not ends_as_agent(rest) else None


def _head_noun(clause: Clause, end: int) -> str:
    """Return the nouns between the body at ``end`` and the modal word, where nothing else stands there, or nothing.

    They are what the body only belongs to: 委员会成员应当, 国务院立法计划应当.
    """
    if clause.modal is None:
        return ""
    stop = clause.start + clause.modal.start()
    between = [word for word in clause.tokens if end <= word.start < stop]
    if not between or between[0].start != end or between[-1].tag not in ("n", "vn"):
        return ""
    rest = clause.text[end - clause.start : stop - clause.start]
    nouns = all(word.tag in ("n", "vn", "nz", "b", "l", "j") for word in between)
    alone = _TRAILING.fullmatch(rest) or _ADVERBS.fullmatch(rest)
    return rest if nouns and len(rest) > 1 and not alone else ""


def _partners(following: Sequence[Placed], text: str, end: int, *, passive: bool) -> list[Placed]:
    """Return the bodies that act with the one that ends at ``end`` (会同财政、税务部门).

    Those that are only classes do where 由 says who decides (由甲部会同有关部门确定).
    """
    if not following or (not passive and following[0].name.endswith(_CLASSES)):
        return []
    if not _WITH.match(text[end : following[0].start]):
        return []
    partners = [following[0]]
    for left, right in pairwise(following):
        if not _LINK.match(text[left.end : right.start]):
            break
        partners.append(right)
    return partners


def partners(main: Clause, text: str, placed: Sequence[Placed]) -> tuple[str, ...]:
    """Return the bodies with whom the one acts that was spoken of before (会同市财政、税务部门制定办法)."""
    opening = _WITH_OTHERS.match(main.text)
    inside = _inside(placed, main) if opening is not None else ()
    if opening is None or not inside or inside[0].start != main.start + opening.end():
        return ()
    run = _partners(inside, text, main.start, passive=False)
    if not run or text.startswith(_MORE_OF_THEM, run[-1].end):
        return ()  # 会同甲等部门: with whom else is not said, or is no body
    named = (one.name for one in run if _ANY_BODY.search(one.name) is None)
    return tuple(dict.fromkeys(name for one in named for name in _each(one)))


def _each(name: str) -> list[str]:
    """Part names without a mark between them (各地区各有关部门), and those that share their end (甲县、乙县政府)."""
    if (shared := _SHARED.fullmatch(name)) is not None:
        return [place + shared["end"] for place in re.split("[、和]", shared["places"])]
    return _EACH.split(name) if name.startswith("各") else [name]


def _linked(inside: Sequence[Placed], text: str) -> Iterator[Placed]:
    """Yield the bodies that go on a list with the first of ``inside`` (财政、税务部门和有关教育部门)."""
    for left, right in pairwise(inside):
        between = text[left.end : right.start]
        if (which := _LINK_QUALIFIED.match(between)) is not None:
            yield Placed(right.start, right.end, which["which"] + right.name)
        elif _LINK.match(between) or _ETC_AND.match(between):
            yield right
        else:
            return


def _more(clause: Clause, end: int) -> bool:
    """Whether the subject goes on after the body at ``end`` (政府采购人应当…)."""
    if clause.modal is None or clause.start + clause.modal.start() <= end:
        return False
    rest = clause.text[end - clause.start : clause.modal.start()]
    if rest.startswith("等"):
        return False
    if ends_as_agent(_head_noun(clause, end)):
        return True  # 委员会成员, 人民代表大会代表
    return (
        signs.BODY_TAIL.search(rest) is not None
        and not _TRAILING.fullmatch(rest)
        and "，" not in rest
        and len(rest) > 2
    )


def _longer(clause: Clause, end: int) -> bool:
    """Whether the agents that the clause opens with go on after the body at ``end`` (工商联、加工户和其他经营者)."""
    name = agent_before(clause.text, clause.tokens, clause.modal.start() if clause.modal else None)
    return len(name) > end - clause.start + 1


def _as_printed(clause: Clause, *, described: bool = False) -> Bearers | None:
    """Take a subject that is no known body, as printed, before the modal word or the first verb."""
    found = _by_tail(clause)
    if found is not None:
        return found
    modal = clause.modal.start() if clause.modal else None
    agent = agent_before(clause.text, clause.tokens, modal, described=described)
    before = agent if modal else ""
    for by in _BY.finditer(clause.text) if "由" in clause.text else ():
        if before and modal is not None and by.start() > modal:
            break  # who acts in what somebody else may choose (父母可以选择由其中一方扣除)
        at = tokens_from(clause.tokens, clause.start + by.end())
        rest = clause.tokens[at : at + 2 * _NEAR]
        begin = rest[0].start - clause.start if rest else by.end()  # the tokenizer may glue 由其
        after = clause.text[begin : begin + 2 * _NEAR]
        taken = _BEFORE_OBJECT.match(clause.text, by.end())
        if name := taken.group(1) if taken else agent_before(after, rest, described=True):
            names = items(name)
            return Bearers(names, _EXPLICIT, passive=True, rule="bearer-by")
    if (by_noun := _by_noun(clause)) is not None:
        return by_noun
    name = _without_adverbials(agent) if agent else ""
    if not name or (clause.part is MAIN and name == clause.text):
        return None
    public = bool(signs.PUBLIC_TAIL.search(name))
    return Bearers(items(name), _EXPLICIT, public=public, rule="bearer-agent")


def _by_noun(clause: Clause) -> Bearers | None:
    """Take the nouns after 由 at the head of a clause, whatever they end in (由地方承担支出责任)."""
    if not clause.text.startswith("由") or clause.text.startswith("由于"):
        return None
    name, words = "", 0
    for token, after in pairwise(clause.tokens[1:]):
        if token.tag[:1] not in "njlx" or token.text in ("，", "当庭", "当场"):
            return None
        name, words = name + token.text, words + 1
        if after.tag[:1] in "vdp":
            break
    if words > 2 and not (ends_as_agent(name) or signs.BODY_TAIL.search(name)):
        return None
    if not 2 <= len(name) <= _SHORT_NAME:
        return None
    return Bearers(items(name), _EXPLICIT, passive=True, rule="bearer-by")


def _by_tail(clause: Clause) -> Bearers | None:
    agent = _AGENT.search(clause.text) if "由" in clause.text else None
    if agent is not None:
        moves = _MOVES.match(agent.group(1))
        names = items(moves.group(1) if moves else agent.group(1))
        return Bearers(names, _EXPLICIT, passive=True, rule="bearer-by-before-act")
    if clause.text.endswith("的"):
        name = doer(clause.text)
        return Bearers(items(name), _EXPLICIT, rule="bearer-of-case") if name else None
    mission = _MISSION.match(clause.text) if clause.marks & _MAY_TELL_MISSION else None
    if mission is not None and clause.modal is None and strip_adverbs(mission.group(1)) == mission.group(1):
        return Bearers(items(mission.group(1)), _EXPLICIT, rule="bearer-of-mission")
    if clause.modal is not None and clause.modal.start() > 1:
        name, rule = clause.text[: clause.modal.start()], "bearer-before-modal"
    elif clause.part is LEADS:
        name, rule = clause.text, "bearer-waiting"
        if _DESCRIBED.match(name) and not COPULA.search(name):
            return Bearers((name,), _EXPLICIT, public=False, rule="bearer-described")
        if "的" in name or "每" in name[1:]:
            return None
        calls = signs.ENCOURAGEMENT.search(name, 1)
        name = name[: calls.start()] if calls else name
    else:
        name, rule = doer(clause.text), "bearer-before-verb"
    name = _without_adverbials(name) if len(name) > 1 else ""
    if not name:
        return None
    if clause.modal is None and (signs.VERBS.match(name) or strip_adverbs(name) != name):
        return None
    if not 1 < len(name) <= 40 or not signs.BODY_TAIL.search(name) or name.endswith("或者"):
        return None
    public = bool(signs.PUBLIC_TAIL.search(name))
    return Bearers(items(name), _EXPLICIT, public=public, rule=rule)


def items(name: str) -> tuple[str, ...]:
    """Part a coordinated subject (国家机关、事业单位和大型企业), where each part is whole by itself."""
    its = _AND_ITS.search(name)
    if its is not None:
        owner = tuple(each for one in re.split("和(?=[^和]*、)", name[: its.start()]) for each in _each(one))
        more = name[its.end() :].lstrip("、和与及")
        return (*owner, owner[-1] + its.group(1), *(items(more) if more else ()))
    if _ONE_HEAD.search(name) or _UNDONE.match(name) or name.startswith("与"):
        return (name,)
    if name.startswith("各") and len(each := _EACH.split(name)) > 1:
        return tuple(each)
    parts = tuple(part for part in _SPLIT.split(name) if part) or (name,)
    if (_WHOLE.search(name) and not _EITHER.fullmatch(name)) or any(map(_LEVEL.match, parts)):
        return (name,)
    if len(parts) > 2 and parts[-1].startswith("其他") and "的" not in name:
        return parts
    return parts if all(signs.BODY_TAIL.search(part) or ends_as_agent(part) for part in parts) else (name,)


def _without_adverbials(name: str) -> str:
    """Cut what stands between a subject and its modal word (…主管部门在各自职责范围内)."""
    for at in range(2, min(len(name), _LONGEST)):
        if _BODY_LAST is not None and name[at - 1] not in _BODY_LAST:
            continue
        if signs.BODY_TAIL.search(name[:at]) and _TRAILING.fullmatch(name[at:]):
            return name[:at]
    return _ADVERBS.sub("", name) if GATES.closes(name) & _ENDS_ADVERB else name
