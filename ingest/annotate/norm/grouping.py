"""Comma clauses put together to norms.

The contract: a comma clause is a norm of its own if it has its own predicate and object and could be kept or
broken independently of its neighbour, or another bearer, modality or condition; parallel facets, and clauses
of purpose, manner or result stay with their norm.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ingest.annotate.norm import signs
from ingest.annotate.norm.acting import doer, has_verb
from ingest.annotate.norm.agents import ends_as_agent
from ingest.annotate.norm.clause import FOLLOWS, LEADS, MAIN, SHORT, Clause, strip_adverbs
from ingest.annotate.norm.clauses import bounds, pushes
from ingest.annotate.norm.openings import held
from ingest.annotate.norm.signs import GATES
from ingest.language import Token
from ontology.lexicon import pattern, words

_ORDERS = ("应当", "必须", "应")
_LONG = 18  # characters of a clause that a short one after it is no facet of
_MANNER = re.compile(r"发挥[^，]{1,30}(?:作用|优势)$|^(?:综合|充分)?(?:运用|利用)")
_STARTS_OVER = re.compile(r"指导|督促|扶持|(?:依法|加大)?对|不得|有权|一方面|另一方面")
_HELPS = re.compile(r"帮助")
#: The end of how somebody acts (采取…方式, 依托…优势, 通过各种形式), whose act comes next.
_ONLY_HOW = re.compile(rf"(?:{pattern('way')}|发挥)[^，]*$")
#: Verbs that set somebody to work, who is named behind them.
_SETTING_TO_WORK = frozenset({"组织", "动员", "督促", "委托", "邀请"})
#: The aim of a preamble, and what stands after it: who agreed, on what ground, who decides.
_AIM = re.compile(r"为(?!期|[0-9一二三四五六七八九十]+年)")
_AFTER_AIM = re.compile(r"经[^，]*(?:同意|批准)|根据|按照|依据|依照|结合|现|特|[^，]{2,14}决定$")
#: By what rule something is dealt with, in a clause of its own.
_BY_RULE = re.compile(
    r"(?:参照|比照|依照|按照?)[^，]{2,400}?(?:规定|原则|标准|办法|政策|条例|》)[^，的]{0,4}执行$"
)
#: What somebody has a right against, at the end of a clause (侵犯合法权益的行为，有权要求纠正).
_ACTED_ON = re.compile(r"的[^，的]{0,4}(?:行为|情况|问题|决定)$")
#: What counts the measures of one sentence (一是…，二是…).
_COUNTS = re.compile(r"[一二三四五六七八九十]是(?=\S)")
_BY = re.compile(r"由(?!于)[^，]{2,}")
#: A matter of its own and who deals with it (检测费用由本级财政予以保障).
_MATTER_BY = re.compile(r"(?!并)[^，由对将把]{2,14}由(?!于)[^，]{4,}$")
_CALLS = words("encouragement")
#: What somebody does when a rule binds him (从事…活动，不得…).
_CONTRARY = re.compile(r"但(?:是|(?![未不])|(?=不得))")
#: What only says the same more closely.
_THAT_IS = re.compile(r"即(?![可时使日将行便])")
#: What a term means, told on over a comma (是指从事交易，在境外成立的法人、其他组织).
_DESCRIBES_TERM = re.compile(r"(?!本|其|该)[^，]{2,60}的[^，的]{1,24}$")
_DOING = re.compile(rf"^{pattern('doing')}")
_PUTS = re.compile(r"^(?:纳入|列入|记入|计入|作为)")
_TAKES = re.compile(r"[将把]")
#: An object put first by 将, and what is made of it.
_OPENS_THINGS = re.compile(r"[将把]")
_ASSIGNS = re.compile(r"(?:统一|分别)?(?:确认|界定|划分|列|作|认定|确定|调整|明确)为")
#: A post or an office that is set up (设副召集人2人), before whoever fills it.
_SETS_UP = re.compile(
    r"(?:设立?|配备)[^，的]{1,17}(?:[一二三四五六七八九十两0-9]名|[员长人]|办公室|经理|主席|资金|基金)$"
)
#: What somebody asks for, before who decides on it (运营单位提出申请，由主管部门审核).
_ASKS = re.compile(r"[^，]{2,400}提出[^，的]{2,400}(?:申请|建议|意见|方案)$")
#: What somebody gets who is named before it.
_DESCRIBED = re.compile(r"[^，]{2,400}的[^，的]{2,8}$")
#: What is to be had, and not only what for: an act where 应当 rules the sentence.
_SECURES = re.compile(
    r"并?(?:保障(?!.*(?:顺利|有序|正常|平稳)(?:进行|开展|运行|实施|推进)$)|为(?!了)[^，]{2,16}提供)[^，]{2,}"
)
#: What a matter is given, in the result of an act for it (为档案的利用提供便利).
_ABSTRACT = re.compile(r"提供[^，]{0,400}(?:便利|支撑|保障|指引|条件|依据|参考|支持|基础)$")
_FOR_WHOM = re.compile(r"并?为[^，]{2,16}(?=提供)")
#: What only announces the items below (奖励内容如下).
ANNOUNCES = re.compile(r"[^，]{2,8}如下")
#: A limit with the thing that it limits.
_OWN_LIMIT = re.compile(r"[^，的]{2,12}?(?:最[长高多低少短]|至[多少])[^，]{2,}$")
_ALLOWING = ("允许", "准许")
_ALLOWS = re.compile("|".join(_ALLOWING))
#: What is no act that goes on with another: a ban, when a rule comes into force.
_NOT_DONE = re.compile(r"^[不负]|不能|仅限|只限|[施执]行$|废止$")
_GRANTED = re.compile(
    r"(?:分别|一次性|统一|每[^，]{1,4}|(?:按|参照)[^，]{2,31})?(?:给予|奖励|补助|补贴|发放|免征|减免|减征|享受)"
)
_GRANTS = re.compile(r"(?:依法|(?:按|根据)[^，]{0,20})?(?:给予|纳入|享受)")


_COMMA = GATES.marks("，")


class Group(NamedTuple):
    """The clauses of one norm, in order: see :func:`norm_of`."""

    clauses: tuple[Clause, ...]
    aim: bool
    """Whether it is the aim (为了…) of the sentence that makes the rule (制定本条例)."""
    main: Clause
    """The clause with its predicate: the first that does not lead, or the last."""
    leads: tuple[Clause, ...]
    """The clauses before its predicate."""
    text: str
    """Its clauses with a comma between them."""
    marks: int
    """Which patterns can match in its text (:data:`signs.GATES`)."""

    @property
    def start(self) -> int:
        """Where its first clause starts."""
        return self.clauses[0].start

    @property
    def end(self) -> int:
        """Where its last clause ends."""
        return self.clauses[-1].end


def norm_of(clauses: tuple[Clause, ...], *, aim: bool = False) -> Group:
    """Put clauses together to one norm."""
    if len(clauses) == 1:
        return Group(clauses, aim, clauses[0], (), clauses[0].text, clauses[0].marks)
    at = 0
    while at < len(clauses) - 1 and clauses[at].part is LEADS:
        at += 1
    marks = _COMMA
    for clause in clauses:
        marks |= clause.marks
    text = "，".join([clause.text for clause in clauses])
    return Group(clauses, aim, clauses[at], clauses[:at], text, marks)


def group(clauses: Sequence[Clause]) -> tuple[Group, ...]:
    """Put the clauses of one sentence together to norms; every clause is in exactly one."""
    if len(clauses) == 1:
        return (norm_of(tuple(clauses)),)
    clauses = _parted_objects(clauses)
    groups: list[_Growing] = []
    heads = _heads_after(clauses)
    for at, clause in enumerate(clauses):
        if (
            at == 1
            and clause.text.startswith("由")
            and clauses[0].modal is None
            and not _ASSIGNS.search(clauses[0].text)
            and not _SETS_UP.search(clauses[0].text)
            and not _is_whole(clauses[0])
        ):
            # The matter, and then who deals with it: 补助标准，由财政部门拟订.
            groups = [_Growing([clauses[0]]).leading()]
        elif at == 1 and _only_leads(clauses[0], clause):
            groups = [_Growing([clauses[0]]).leading()]
        elif groups and clause.text.startswith("有权") and _ACTED_ON.search(clauses[at - 1].text):
            groups[-1] = groups[-1].leading()
        following = clauses[at + 1] if at + 1 < len(clauses) else None
        if groups and _limits(groups[-1], clause):
            clause = clause.as_part(MAIN)
        told_on = bool(groups) and _goes_on_meaning(clause, groups[-1])
        if not groups or (groups[-1].main and not told_on and _opens(clause, following, heads[at], groups)):
            groups.append(_Growing([clause]))
        else:
            if clause.opens_with_modal and len(groups) == 1 and _is_situation(groups[-1], clause):
                # What stands before the first 应当 is its case or its subject, whatever verbs it has.
                groups[-1] = groups[-1].leading()
                if clause.part is not LEADS or at + 1 == len(clauses):
                    clause = clause.as_part(MAIN)
            groups[-1].add(clause)
    if len(groups) > 1 and not groups[-1].main and not signs.TOWARDS.match(groups[-1].clauses[0].text):
        trailing = groups.pop()
        groups[-1].clauses.extend(trailing.clauses)
    return tuple(norm_of(tuple(members.clauses)) for members in groups)


_MAY_GO_BY_RULE = GATES.within(_BY_RULE)
_BEGINS_GRANT = GATES.opening(_GRANTED)


def _is_whole(first: Clause) -> bool:
    """Whether a clause before who deals with its matter (由…) is a norm by itself, and not only the matter."""
    return any(
        (
            signs.OWN_SUBJECT.match(first.text),
            held(first.text, first.tokens),
            first.part is MAIN and _ASKS.match(first.text),
        )
    )


def _only_leads(first: Clause, clause: Clause) -> bool:
    if first.modal is not None:
        return False
    if clause.modal is not None:
        return _only_names_a_case(first, clause) or _is_allowed(first, clause)
    return _is_granted(first, clause) or _is_allowed(first, clause) or _is_ruled(first, clause)


def _is_ruled(first: Clause, clause: Clause) -> bool:
    """Whether the first clause only names what the next says the rule of (涉密信息，依照有关规定执行)."""
    if not clause.marks & _MAY_GO_BY_RULE or not _BY_RULE.match(clause.text):
        return False
    return not (signs.VERBS.match(first.core) or signs.ENCOURAGEMENT.match(first.core) or doer(first.text))


def _is_allowed(first: Clause, clause: Clause) -> bool:
    """Whether the first clause only tells what the next allows (企业从境外进口试剂，允许在区内查验)."""
    if not clause.text.startswith(_ALLOWING):
        return False
    core = first.core
    return not (signs.VERBS.match(core) or signs.ENCOURAGEMENT.match(core) or doer(first.text))


def _only_names_a_case(first: Clause, clause: Clause) -> bool:
    """Whether the first clause names only the case of the next, which has its subject and its 应当, 可以 or 不得.

    申请登记，举办者应当…; 使用外国投资者字号的外商投资企业，企业名称中可以…: nobody acts in the first.
    """
    if clause.modal is None or clause.opens_with_modal or not first.tokens:
        return False
    if clause.modal.group() == "要" or signs.TOWARDS.match(clause.text) or _CONTRARY.match(clause.text):
        return False
    if clause.tokens[0].tag[0] not in "nlrjvb":
        return False  # no subject of its own opens the next
    if (
        signs.VERBS.match(first.core)
        or signs.ENCOURAGEMENT.match(first.core)
        or _STARTS_OVER.match(first.core)
    ):
        return False
    return first.tokens[0].tag[0] in "vp" or first.core != first.text or not has_verb(first)


def _is_granted(first: Clause, clause: Clause) -> bool:
    """Whether the first clause only names who or what the next gives something for (到海岛任教的师范生，给予…)."""
    if not clause.begins & _BEGINS_GRANT or _GRANTED.match(clause.text) is None:
        return False
    if signs.VERBS.match(first.core) or signs.ENCOURAGEMENT.match(first.core) or doer(first.text):
        return False
    if ends_as_agent(first.text) or first.text.endswith(("费用", "支出", "项目", "部分")):
        return True
    return _DESCRIBED.search(first.text) is not None and first.tokens[-1].tag.startswith("n")


_BEGINS_OBJECT = GATES.opening(re.compile("[为将把]"))


def _parted_objects(clauses: Sequence[Clause]) -> Sequence[Clause]:
    """Let the commas of a list of things lead up to what is made of them (将甲，乙，丙，确认为中央财政事权)."""
    if not any(clause.begins & _BEGINS_OBJECT for clause in clauses):
        return clauses
    found = list(clauses)
    for at, clause in enumerate(clauses):
        following = clauses[at + 1].text if at + 1 < len(clauses) else ""
        if (
            clause.text.startswith("为")
            and clause.modal is None
            and following.startswith(("提供", "创造", "营造"))
        ):
            found[at] = clause.as_part(LEADS)
        if not clause.text.startswith(("将", "把")) or _ASSIGNS.search(clause.text):
            continue
        end = next((to for to in range(at + 1, len(clauses)) if _ASSIGNS.match(clauses[to].text)), at)
        if any(_BY.match(one.text) or _OPENS_THINGS.match(one.text) for one in clauses[at + 1 : end]):
            continue
        for to in range(at, end):
            found[to] = clauses[to]._replace(part=LEADS, modal=None, opens_with_modal=False)
    return found


def of_list(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Put together what an item of a list of bans forbids, up to where a clause has a modal word of its own."""
    whole: list[Group] = []
    for one in groups:
        if whole and one.main.modal is None:
            whole[-1] = norm_of((*whole[-1].clauses, *one.clauses))
        else:
            whole.append(one)
    return tuple(whole)


def with_purposes(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Part 为了…，根据…，制定本条例 into its aim and its basis, each a purpose."""
    marks = _COMMA
    for one in groups:
        marks |= one.marks
    if not marks & signs.MAY_MAKE:
        return tuple(groups)
    merged = [clause for one in groups for clause in one.clauses]
    if not merged or not signs.PURPOSE.search("，".join(clause.text for clause in merged)):
        return tuple(groups)
    groups = (norm_of(tuple(merged)),)
    whole = groups[0].clauses
    for at, clause in enumerate(whole):
        if at and re.match(r"根据|依据|依照|按照", clause.text) and whole[0].text.startswith("为"):
            return norm_of(whole[:at], aim=True), norm_of(whole[at:])
    return tuple(groups)


def with_aim(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Part from a sentence of a preamble the aim that it opens with (为…，经国务院同意，建立…)."""
    merged = [clause for one in groups for clause in one.clauses]
    makes = signs.PURPOSE.search("，".join(clause.text for clause in merged)) is not None
    if not merged or makes or not _AIM.match(merged[0].text):
        return tuple(groups)
    end = next((at for at, clause in enumerate(merged) if at and _AFTER_AIM.match(clause.text)), 0)
    if not end or any(clause.part is LEADS for clause in merged[1:end]):
        return tuple(groups)
    return norm_of(tuple(merged[:end]), aim=True), *group(merged[end:])


_MAY_LIMIT = GATES.within(_OWN_LIMIT)
_MAY_ANNOUNCE = GATES.within(ANNOUNCES)
_BEGINS_ALLOWING = GATES.opening(_ALLOWS)
_BEGINS_COUNTED = GATES.opening(_COUNTS)


class _Growing:
    """The clauses of a norm in the making, with what is asked of all of them at each further clause."""

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self.clauses: list[Clause] = []
        self.main: list[Clause] = []
        """Those that do not lead."""
        self.modal = False
        self.encourages = False
        self.permits = False
        """Its last modal word allows: what goes on without one is how, or what for."""
        self.ordered = False
        """A word of law (应当, 必须, 负责) rules it."""
        self.brief = True
        """Each predicate is too short for a norm of its own."""
        self._defines = False
        self._read = 0
        for clause in clauses:
            self.add(clause)

    def add(self, clause: Clause) -> None:
        self.clauses.append(clause)
        self.modal = self.modal or clause.modal is not None
        ruled = clause.modal is not None and clause.modal.group() in _ORDERS
        if clause.modal is not None:
            self.permits = clause.modal.re in (signs.PERMISSION, signs.PERMISSION_WIDE)
        elif clause.core_begins & _BEGINS_ALLOWING and _ALLOWS.match(clause.core):
            self.permits = True
        self.ordered = self.ordered or ruled or "负责" in clause.text
        if clause.core_begins & signs.BEGINS_CALL and signs.ENCOURAGEMENT.match(clause.core):
            self.encourages = True
        if clause.part is not LEADS:
            self.main.append(clause)
            self.brief = self.brief and len(_predicate(clause)) < SHORT - 1

    def leading(self) -> _Growing:
        """Return the same clauses, all of them before the predicate."""
        return _Growing(clause.as_part(LEADS) for clause in self.clauses)

    def defines(self) -> bool:
        """Whether one of the clauses defines."""
        new, self._read = self.clauses[self._read :], len(self.clauses)
        self._defines = self._defines or any(signs.DEFINITION.search(clause.text) for clause in new)
        return self._defines


def _heads_after(clauses: Sequence[Clause]) -> list[Clause | None]:
    """Return for each clause the first one after it that does not lead."""
    found: list[Clause | None] = []
    head: Clause | None = None
    for clause in reversed(clauses):
        found.append(head)
        head = clause if clause.part is not LEADS else head
    return found[::-1]


def _opens(clause: Clause, following: Clause | None, head: Clause | None, groups: Sequence[_Growing]) -> bool:
    """Whether ``clause`` begins a norm of its own after a group that has its predicate.

    ``following`` is the clause after it, ``head`` the first after it that does not lead.
    """
    members = groups[-1]
    if (
        (clause.begins & _BEGINS_COUNTED and _COUNTS.match(clause.text))
        or _limits(members, clause)
        or (clause.marks & _MAY_ANNOUNCE and ANNOUNCES.fullmatch(clause.text))
    ):
        return True
    if _calls(members) and (not _starts_over(clause) or _is_set_to(members, clause)):
        return False
    if clause.part is FOLLOWS:
        ordered = any(one.ordered for one in groups)
        called = any(map(_calls_to_act, groups))
        if (ordered and _secures(clause.text)) or (called and _serves(clause.text)):
            return True
        acts = _acts_anew(clause, members, ordered=ordered) or (called and _acts_too(clause))
        return acts or (bounds(clause.text) and members.defines())
    if clause.part is LEADS:
        if clause.opens_with_modal and len(groups) == 1 and _is_situation(members, clause):
            return False
        if following and following.text.startswith("其中") and not signs.CONDITION_END.search(clause.text):
            return False
        if head is None:
            return signs.TOWARDS.match(clause.text) is not None and not clause.text.endswith("的")
        return head.part is MAIN or clause.text.endswith("的") or signs.TOWARDS.match(clause.text) is not None
    return not _continues(clause, members, first=len(groups) == 1)


def _goes_on_meaning(clause: Clause, members: _Growing) -> bool:
    """Whether a clause after 是指 only describes on what a term means."""
    if clause.modal is not None or not _DESCRIBES_TERM.match(clause.text) or not members.defines():
        return False
    return "是指" in members.clauses[0].text and (
        clause.tokens[-1].tag[:1] == "n" or ends_as_agent(clause.text)
    )


def _limits(members: _Growing, clause: Clause) -> bool:
    """Whether a limit stands beside another one, each of a thing of its own (周期最长为六周，每家至多二十件)."""
    if len(members.main) != 1 or not clause.marks & _MAY_LIMIT or not _OWN_LIMIT.match(clause.text):
        return False
    return _OWN_LIMIT.match(members.main[0].text) is not None


def _secures(text: str) -> bool:
    """Whether somebody is to have something: no matter that only goes well, or is made easier, by the act before."""
    return _SECURES.match(text) is not None and (_ABSTRACT.search(text) is None or _serves(text))


def _serves(text: str) -> bool:
    """Whether something is provided for a party (为残疾人提供便利), and not for a matter."""
    whom = _FOR_WHOM.match(text)
    return whom is not None and ends_as_agent(whom.group())


def _acts_too(clause: Clause) -> bool:
    """Whether a clause of the length of a phrase is another act that somebody is called on to do (培训驾驶员手语)."""
    return len(clause.text) == SHORT and _opens_with_act(clause) and signs.RESULT.match(clause.text) is None


def _acts_anew(clause: Clause, members: _Growing, *, ordered: bool) -> bool:
    """Whether a short clause is an act after a long one (加强对工作的统筹协调…，制定方案), not a facet of it."""
    last = members.clauses[-1]
    return (
        SHORT - (2 if ordered else 1) <= len(clause.text) <= SHORT
        and last in members.main
        and (len(last.text) >= _LONG or ordered)
        and not any(signs.ENCOURAGEMENT.search(each.text) for each in members.main)
        and not members.clauses[0].text.startswith("为")
        and (signs.VERBS.match(clause.text) or (ordered and _opens_with_act(clause)))
        and signs.SCOPE.search(clause.text) is None
        and signs.RESULT.match(clause.text) is None
    )


def _opens_with_act(clause: Clause) -> bool:
    """Whether a verb of action opens the clause, at most after an adverb."""
    core = strip_adverbs(clause.text)
    if signs.VERBS.match(core):
        return True
    at = clause.end - len(core)
    return any(token.start == at and token.tag == "v" and token.end < clause.end for token in clause.tokens)


def _calls(members: _Growing) -> bool:
    """Whether the norm so far only says who is called on (鼓励单位和个人，; 组织有关部门，), not yet to do what."""
    main = members.main
    if len(main) != 1 or not (signs.ENCOURAGEMENT.match(main[0].core) or _sets_to_work(main[0])):
        return False
    return ends_as_agent(main[0].text) and "，" not in main[0].text


def _calls_to_act(members: _Growing) -> bool:
    """Whether a norm calls on somebody and has said to do what, so that what follows is another act."""
    return members.encourages and len(members.main) > 0 and _is_complete(members.main[0])


def _sets_to_work(main: Clause) -> bool:
    """Whether only names follow the verb that sets somebody to work (应当定期组织水利等有关部门，)."""
    at = next((at for at, word in enumerate(main.tokens) if word.text in _SETTING_TO_WORK), -1)
    after = main.tokens[at + 1 :]
    if at < 0 or not after or not _heads(main, main.tokens[at].start - main.start):
        return False
    return not any(map(_does, after))


def _is_set_to(members: _Growing, clause: Clause) -> bool:
    """Whether a clause with 对 is what those do who were set to work (组织有关部门，对水源保护进行巡查)."""
    return clause.text.startswith("对") and _sets_to_work(members.main[0])


def _does(word: Token) -> bool:
    """Whether a word is a verb, or what only a verb has in an attribute (的)."""
    return word.text == "的" or (word.tag == "v" and signs.NO_VERB.fullmatch(word.text) is None)


def _continues(clause: Clause, members: _Growing, *, first: bool) -> bool:
    """Whether a main clause is a facet, or the consequence, of the clauses before it."""
    if signs.PENALTY.match(clause.text) and signs.SANCTION.search(members.clauses[-1].text):
        return len(clause.text) <= SHORT and not clause.text.startswith(("可以", "并可以", "可并", "可处"))
    if clause.modal is not None and clause.opens_with_modal:
        return first and _is_situation(members, clause)
    own = signs.AND_ALSO.match(clause.text) or signs.OWN_SUBJECT.match(clause.text)
    if clause.modal is not None or own is not None or _starts_over(clause):
        return False
    if members.permits and not doer(clause.text) and not _NOT_DONE.search(clause.text):
        return clause.tokens[0].tag[:1] in "vpdcm" or clause.core != clause.text
    if _THAT_IS.match(clause.text) or (clause.text.startswith("或") and not clause.text.endswith("的")):
        return True
    if _PUTS.match(clause.text) and _TAKES.search(members.clauses[-1].text):
        return True
    main = members.main
    if _pivots(main[0]) and not _GRANTS.match(clause.text) and not _is_complete(main[0]):
        return True
    if len(main) == 1 and (_MANNER.search(main[0].text) or _sets_aside(main[0].text)):
        return True
    return members.brief


def _starts_over(clause: Clause) -> bool:
    """Whether a clause calls on somebody anew (支持…，引导…)."""
    if _COUNTS.match(clause.text) or (clause.part is MAIN and _BY.match(clause.text) is not None):
        return True
    if _MATTER_BY.match(clause.text) or pushes(clause.text):
        return True
    text = clause.text.removeprefix("并")
    return any(pattern.match(text) for pattern in (signs.ENCOURAGEMENT, signs.FUNDED, _STARTS_OVER))


def _sets_aside(text: str) -> bool:
    """Whether a clause sets a sum aside (安排专项资金), which the next one spends."""
    return text.endswith(("元", "资金")) and "安排" in text[text.rfind("，") + 1 :]


def _is_situation(members: _Growing, clause: Clause) -> bool:
    """Whether the clauses before a first 应当, 可以 or 不得 only say when it holds."""
    if members.modal or members.encourages or clause.text.startswith("也") or _CONTRARY.match(clause.text):
        return False
    assert clause.modal is not None
    first = members.clauses[0]
    last = members.clauses[-1]
    if last in members.main and (_BY.match(last.text) or _punishes(last) or last.core.startswith("负责")):
        return False  # an agent has acted: what he or another may or shall do besides is another norm
    if clause.modal.group() in ("应当", "必须", "须", "可以", "可", "方可"):
        return True
    if clause.modal.group() == "不得" and len(members.clauses) == 1 and _DOING.match(first.text):
        return True
    head = first.tokens[0].tag if first.tokens else ""
    return clause.modal.group() != "要" and not head.startswith("v")


def _punishes(clause: Clause) -> bool:
    return signs.PENALTY.match(clause.text) is not None and signs.SANCTION.search(clause.text) is not None


def _pivots(main: Clause) -> bool:
    """Whether the clause makes somebody else act (鼓励企业开展…), so that later verbs are that body's."""
    match = signs.PIVOT.search(main.text)
    if match is None or not _heads(main, match.start()):
        return False
    after = [token for token in main.tokens if token.start >= main.start + match.end()]
    if not match.group().startswith(_CALLS) and not any(ends_as_agent(token.text) for token in after[:4]):
        return False
    for at, token in enumerate(after):
        if token.tag == "v" and at > 0 and any(w.text == "的" for w in after[at:]) is False:
            return True
        if token.tag == "v" and at > 0 and len(after) - at > 2:
            return True
    return False


def _is_complete(main: Clause) -> bool:
    """Whether who is called on already has an act with its object (鼓励企业投放车辆), not only its manner."""
    return _ONLY_HOW.search(main.text) is None and signs.ENCOURAGEMENT.search(main.text) is not None


def _heads(main: Clause, at: int) -> bool:
    """Whether the verb at ``at`` is the first of the clause, but for its subject, modal and adverbs."""
    before = main.text[:at]
    if main.modal is not None and main.modal.end() <= at:
        before = main.text[main.modal.end() : at]
    rest = before
    while (match := signs.ADVERB.match(rest)) is not None:
        rest = rest[match.end() :]
    return not rest or signs.BODY_TAIL.search(rest) is not None


def _predicate(clause: Clause) -> str:
    """Return the words after the modal, or after the adverbs."""
    return strip_adverbs(clause.text[clause.modal.end() :]) if clause.modal is not None else clause.core
