"""Comma clauses of a provision, each with its part in a norm.

A clause *leads* (a condition, circumstances, or a subject that waits for its predicate), is *main* (a predicate
of its own), or *follows* (purpose, result, manner, a short parallel phrase): the three are what the contract
counts norms by. Ranges are half-open and count in the characters of the provision's own words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from enum import Enum, auto
from functools import lru_cache
from operator import attrgetter
from typing import NamedTuple

from ingest.annotate.norm import signs
from ingest.annotate.norm.agents import TAIL
from ingest.annotate.norm.openings import HELD, SPOKEN_OF, aims_at, held, is_spoken_of
from ingest.annotate.norm.sentences import acts
from ingest.annotate.norm.signs import GATES
from ingest.gates import Stretches
from ingest.language import Token
from ontology.lexicon import pattern, words

SHORT = 7
"""A clause of at most so many characters is a parallel phrase (突出重点，狠抓落实), not a norm of its own."""
_LONG_PUSH = 20  # characters of a clause with 推动 that is an act of its own

_NEAR = 44  # characters in which a subject is looked for
_FAR = 164  # characters in which a modal word is looked for
_THEN_VERB = re.compile(
    r"(?:[^，]{0,24}?(?:应当|要|必须))?(?:根据|按照|依照|依据|结合|通过|依托)"
    rf"[^，]*?{pattern('ground-end')}"
    r"(?!的|等|和|、|及|分工|要求|规定|需要)([^，]{2,})$"
)
_DEFINES = re.compile(rf"^{pattern('defining-clause')}")
_COUNTED = re.compile(r"[一二三四五六七八九十]是(?=\S)")
#: An agent and what he does, the predicate of a clause (由…机关处…的罚款).
_BY_AGENT = re.compile(rf"由(?!于)[^，]{{2,}}{pattern('agent-act')}")
_BRACKETED = re.compile(r"（[^（）]*）$")
_IN_BRACKETS = re.compile(r"（[^（）]*）|《[^《》]*》|“[^“”]*”")
#: A title or a quoted term, whose words rule nothing (《…可制毒化学品管理规定》, “应当归共同所有的财产”).
_IN_TITLE = re.compile(r"《[^》]*》?|(?<=.)“[^“”，。]{2,30}”")
_DOER = re.compile(rf"{pattern('doer-end')}$")
#: The characters that such a body ends with, which most words do not.
_DOER_LAST = frozenset(word[-1] for word in words("doer-end"))
_POLITY = re.compile(
    r"(?:国家|国务院|[本我全]省|[本全]市|本县|全国|自治县|各[省市州县区镇乡地])(?:对[^，]{2,30}?)?(?=\S)"
)
_ACTS = re.compile(rf"{pattern('opens-act')}|与[^，]*签订")
_JOINED_BY = re.compile(r"(?:会同|协同|联合|商)[^，]{2,40}(?:部门|单位|机关|机构|等|组织|政府)$")


#: An attribute that holds a word of duty (依法应当由人民法院受理的案件).
_ATTRIBUTE = re.compile(
    r"(?:对于?|将|把|属于|涉及|发现)?(?:依法|依照[^，]{1,12}规定|按照?规定)(?:应当|可以|不得|必须)[^，的]{1,40}的(?=[^，]{2,})"
    r"|[^，应]{0,16}应当?由[^，的]{2,24}的(?=[^，]{2,}$)"
)
#: What is due by a rule, at the end of a clause, as a thing (规定应缴的税款).
_DUE_THING = re.compile(r"规定应予?(?!当)[^，的]{1,6}的[^，的]{1,8}$")
_CONTRARY = re.compile(r"但是?(?![书未不除])|但(?=不得)")
_START = attrgetter("start")
_SPEAKS = re.compile(r"[答问](?:复)?[：:]\s*")
"""What stands before an answer: 答：人民法院应当…."""
_BUT = re.compile(r"但是?(?=，?(?:不得|可以|必须|应|须))")
#: A case told by 如 inside its clause (使用中如遇故障，请…).
_IF_INSIDE = re.compile(r"[^，如]{0,14}?(?<!假)如(?:遇|有|需|因|发生|发现|果)")
#: What the outcome of an act is for (测定值作为定价依据).
_SERVES_AS = re.compile(r"[^，将把]{2,8}作为[^，]{2,12}(?:依据|参考)$")
#: Words that allow or order in a clause of any length; 应, 要 and 需 stand in others, too (应延尽延).
_STRONG = frozenset({"可以", "可", "应当", "不得", "必须", "禁止", "严禁"})
#: What shows that another act stands before 可 in the clause.
_ACTS_BEFORE = re.compile(r"负责|[对将把向为]")
_EVEN = frozenset({"也", "还", "均", "仍", "亦", "即", "则", "并", "都", "尚", "仅"})
_TAKES_MEASURES = re.compile(r"(?:采取|采用)[^，]*(?:措施|方式|办法)$")
#: What says how something is done, so that what follows it in its clause is done.
_SAYS_HOW = frozenset({"及时", "定期", "依法", "如实", "按时", "按期", "逐一"})
_HOW_WORD = re.compile("|".join(sorted(_SAYS_HOW)))
#: What ends an attribute.
_OF = frozenset({"的", "之"})
_HAS_RIGHT = re.compile("享有|有权")
#: Tags of what may stand before the first verb of a clause: adverbs, adjectives, idioms (因地制宜).
_MODIFIERS = frozenset({"c", "d", "ad", "a", "i", "z"})
_NAME = 4  # characters of an agent's name that may begin with a verb (举报人)
_CIRCUMSTANCES = "的时后前内外下"
#: What is put first and to whom it is given, whatever describes him (将奖项授予追求真理的科技工作者).
_HANDS_TO = re.compile(r"[将把][^，的]{2,24}?(?:授予|交给|交由|移交|移送|送交|纳入|列入|用于)")
#: What the subject is in the rule, before what it does: 运营单位作为责任主体，负责….
_AS = re.compile(r"(?!不)[^，将把以由]{2,30}?(?<!认定|确认)作为[^，]{2,}$")
#: What opens when, where, or on what ground something is done.
_PLACES = frozenset({"在", "自", "从"})
_GROUNDS = _PLACES | {
    "根据",
    "按照",
    "按",
    "依据",
    "依照",
    "结合",
    "面向",
    "针对",
    "本着",
    "聚焦",
    "围绕",
    "瞄准",
}
_GROUND_WORD = re.compile("|".join(sorted(_GROUNDS)))
_WITHIN = frozenset({"中", "下", "内", "前", "后", "时", "期间", "方面", "之前", "之后"})
#: Words of order before it, which the act in the next clause is under.
_BEFORE_GROUNDS = frozenset({"应", "应当", "可", "要", "需", "能", "由", "鼓励", "支持", "引导", "请"})
#: Whom something is done for, told by what he does (对实施创新…成效明显的省，), with nothing done yet.
_TOWARDS_PARTY = re.compile(r"对[^，]{4,}(?<![实试执]行)的(?P<who>[^，的]{1,12})$")
#: A party told by what it has or is, which waits for its predicate (具有本市户籍的公民，享受…).
_STATED = re.compile(r"[^，]{3,}的[^，的]{1,10}$")
_PLACES_WHO = re.compile(r"[省市县区州盟](?:（[^（）]*）)?$")
_GROUND_NOUN = re.compile(rf"(?:{pattern('ground-end')}|请求|申请|约定|决定|意见|建议)$")


#: A right of its own, however short (有权投诉举报).
_ENTITLED = re.compile(r"有权[^，的]{2,}$")
#: A word of duty in an attribute: one verb and 的 stand behind it (应当承担的修理责任, 应当立即报告的情况).
_ATTRIBUTED = re.compile(r"(?P<how>[^，的]*?)[\u4e00-\u9fff]{2}的(?=[^，的]{2,})")


#: What goes on with a case.
_GO_ON = ("或者", "以及", "并且", "而", "且")


_MAY_RULE = GATES.within(signs.PROHIBITION, signs.PERMISSION, signs.DUTY, signs.MUST)
_RULING = tuple(
    (sign, GATES.within(sign)) for sign in (signs.PROHIBITION, signs.PERMISSION, signs.DUTY, signs.MUST)
)
_MAY_BE_HELD = GATES.within(HELD)
MAY_SPEAK_OF = GATES.within(SPOKEN_OF)
_MAY_DO = GATES.within(_DOER, _POLITY)
_MAY_PROCEED = GATES.within(signs.PROCEDURAL)
_MAY_ENTITLE = GATES.within(_ENTITLED)
_MAY_NAME_SUBJECT = GATES.within(signs.OWN_SUBJECT)
_MAY_SERVE = GATES.within(_SERVES_AS)
_MAY_SUPPOSE = GATES.within(_IF_INSIDE)
_MAY_JOIN = GATES.within(_JOINED_BY)
_MAY_GO_ON = GATES.within(_THEN_VERB)
_MAY_GROUND = GATES.within(_GROUND_WORD)
_MAY_BE_AS = GATES.within(_AS)
_MAY_MEAN = GATES.within(signs.MEANS)
_MAY_BE_GROUND = GATES.within(signs.GROUND)
_MAY_DEFINE_TERM = GATES.within(signs.DEFINITION)
_MAY_HAVE_RIGHT = GATES.within(_HAS_RIGHT)
_MAY_SAY_HOW = GATES.within(_HOW_WORD)
_MAY_BE_ATTRIBUTE = GATES.within(_ATTRIBUTE)
_MAY_BE_DUE_THING = GATES.within(_DUE_THING)
_BEGINS_ADVERB = GATES.opening(_COUNTED, _CONTRARY, signs.ADVERB)
_BEGINS_DEFINITION = GATES.opening(_DEFINES)
_BEGINS_AGENT = GATES.opening(_BY_AGENT)
_BEGINS_ALSO = GATES.opening(signs.AND_ALSO)
_BEGINS_HANDING = GATES.opening(_HANDS_TO)
_BEGINS_POLITY = GATES.opening(_POLITY)
_BEGINS_ACT = GATES.opening(signs.VERBS, signs.ADVERB, _ACTS, signs.ENCOURAGEMENT, signs.RESULT)
_BEGINS_CASE = GATES.opening(signs.IF)


class Part(Enum):
    """What a clause does in a norm."""

    LEADS = auto()
    MAIN = auto()
    FOLLOWS = auto()


LEADS, MAIN, FOLLOWS = Part
# The members by themselves: the way through their class takes longer than most patterns.


class Clause(NamedTuple):
    """A comma clause: ``text`` is the provision's own words in ``[start, end)``."""

    start: int
    end: int
    text: str
    tokens: tuple[Token, ...]
    part: Part
    modal: re.Match[str] | None
    """The first word of prohibition, permission or duty, if the clause has one."""
    core: str
    """The text without the adverbs and connectives before its verb."""
    opens_with_modal: bool
    """Whether nothing but adverbs stands before the modal word."""
    marks: int
    """Which patterns can match in the text (:data:`signs.GATES`)."""
    begins: int
    """Which patterns can match at the beginning of the text."""
    core_begins: int
    """Which patterns can match at the beginning of the core."""

    def as_part(self, part: Part) -> Clause:
        """Return the same clause with another part."""
        start, end, text, tokens, _, modal, core, opens, marks, begins, core_begins = self
        return Clause(start, end, text, tokens, part, modal, core, opens, marks, begins, core_begins)


_NO_STRETCHES = Stretches((0,), (0,))


class Words:
    """The tokens of a provision, with where they end, and which patterns can match in which of its stretches."""

    __slots__ = ("ends", "marks", "tokens")

    def __init__(self, tokens: Sequence[Token]) -> None:
        self.tokens = tuple(tokens)
        self.marks = GATES.stretches("".join([token.text for token in tokens])) if tokens else _NO_STRETCHES
        self.ends = [0]
        self.ends += [token.end for token in tokens]

    def inside(self, start: int, end: int) -> tuple[Token, ...]:
        """Return the tokens that lie whole in ``[start, end)``: each begins where the one before it ends."""
        return self.tokens[bisect_left(self.ends, start) : bisect_right(self.ends, end) - 1]


@lru_cache(maxsize=1024)
def strip_adverbs(text: str) -> str:
    """Return ``text`` without leading adverbs and connectives.

    >>> strip_adverbs("并积极组织申报")
    '申报'
    """
    if not text or not GATES.opens(text) & _BEGINS_ADVERB:
        return text
    at = counted.end() if (counted := _COUNTED.match(text)) else 0
    at = but.end() if (but := _CONTRARY.match(text, at)) else at
    while (match := signs.ADVERB.match(text, at)) is not None:
        at = match.end()
    return text[at:]


def clauses(text: str, start: int, end: int, words: Words) -> tuple[Clause, ...]:
    """Cut a sentence into its comma clauses and say what each does."""
    found: list[Clause] = []
    if text.startswith("“", start) and "”" not in text[start:end]:
        start += 1  # it opens a quoted provision
    if (label := _SPEAKS.match(text, start, end)) is not None:
        start = label.end()
    for left, right in acts(text, start, end):
        while left < right and text[left].isspace():
            left += 1
        while right > left and text[right - 1].isspace():
            right -= 1
        found.append(_clause(text[left:right], left, right, words, later=bool(found)))
    return _conditions(_ruled(found))


def _clause(text: str, start: int, end: int, words: Words, *, later: bool) -> Clause:
    tokens = words.inside(start, end)
    marks, begins = words.marks.marks(start, end), GATES.opens(text)
    spoken, spoken_marks = text, marks
    if "《" in text or "“" in text:
        spoken = _IN_TITLE.sub(lambda title: "《" * len(title.group()), text)
        spoken_marks = GATES.marks(spoken)
    modal = find_modal(spoken, spoken_marks) if spoken_marks & _MAY_RULE else None
    if modal is None and spoken_marks & signs.MAY_ALLOW_WIDE:
        modal = _allows(spoken, tokens, later=later)
    core = strip_adverbs(text)
    clause = Clause(
        start,
        end,
        text,
        tokens,
        MAIN,
        modal,
        core,
        modal is not None and not strip_adverbs(text[: modal.start()]),
        marks,
        begins,
        begins if len(core) == len(text) else GATES.opens(core),
    )
    part = _part(clause)
    return clause if part is MAIN else clause.as_part(part)


def tokens_from(tokens: Sequence[Token], at: int) -> int:
    """Return the index of the first token that starts at ``at`` or later."""
    return bisect_left(tokens, at, key=_START)


#: A body told by what it does, and nothing else (委托执法的卫生主管部门).
NAMED_BY_ACT = re.compile(
    r"(?![^，]*[是由对向在将])[^，：]{2,24}的[^，的]{0,12}(?:部门|机关|机构)(?:和[^，的]{2,12}(?:部门|机关|机构))?"
)


def _awaits(clause: Clause, following: Clause) -> bool:
    """Whether a clause only names the body that the next one binds (审批的部门，应当…)."""
    binds = following.opens_with_modal or following.text.startswith("负责")
    return binds and clause.modal is None and NAMED_BY_ACT.fullmatch(clause.text) is not None


def _ruled(found: list[Clause]) -> list[Clause]:
    """Let a clause with a word of duty be a predicate where the next one has its own (应当采取措施，不得…)."""
    for at, clause in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        if following is not None and clause.modal is not None and _BUT.match(following.text):
            found[at] = clause = clause.as_part(MAIN)
        if following is not None and clause.part is MAIN and _awaits(clause, following):
            found[at] = clause = clause.as_part(LEADS)
        alone = following is None or following.opens_with_modal
        other = following is not None and following.modal is not None and not following.opens_with_modal
        takes = clause.modal is None and at > 0 and found[at - 1].modal is not None
        if takes and other and _TAKES_MEASURES.match(clause.core) and clause.part is LEADS:
            found[at] = clause = clause.as_part(MAIN)
        if (
            clause.part is LEADS
            and clause.opens_with_modal
            and alone
            and clause.text[-1] not in _CIRCUMSTANCES
        ):
            found[at] = clause.as_part(MAIN)
    return found


def _conditions(found: Sequence[Clause]) -> tuple[Clause, ...]:
    """Make the clauses before a …的， part of its condition, where nothing before it orders anything.

    未建立台账，或者未如实记录的，由…: both clauses are the case, only the last is marked.
    """
    last = max(_case(found), _alternatives(found)) if len(found) > 1 else 0
    for at, clause in enumerate(found):
        text, marks = clause.text, clause.marks
        if clause.begins & _BEGINS_DEFINITION and text.startswith(("是指", "指")) and _DEFINES.match(text):
            tail = tuple(later.as_part(FOLLOWS) for later in found[at:])
            return (*found[:at], *tail)
        if at >= last and clause.modal is not None and clause.part is not LEADS:
            break
        if clause.core_begins & signs.BEGINS_CALL and signs.ENCOURAGEMENT.match(clause.core):
            break
        if marks & signs.MAY_GRANT and signs.GRANT.search(text):
            break
        if marks & signs.MAY_ENTER and signs.ENTRY.search(text):
            break
        told = text.endswith("的")
        if marks & signs.MAY_FINE and not told and not text.startswith("因") and signs.SANCTION.search(text):
            break
        if told and not signs.TOWARDS.match(text) and text[:2] != "其中":
            last = max(last, at)
    if not last and not (len(found) > 2 and any(_opens_case(found, at) for at in range(1, len(found) - 1))):
        return tuple(found)
    return tuple(
        clause.as_part(LEADS) if at < last or _opens_case(found, at) else clause
        for at, clause in enumerate(found)
    )


def _opens_case(found: Sequence[Clause], at: int) -> bool:
    """Whether a clause further on in a sentence tells a case of the next (…，若认定真实，则采纳)."""
    clause = found[at]
    if not (0 < at < len(found) - 1 and clause.modal is None and clause.begins & _BEGINS_CASE):
        return False
    return signs.IF.match(clause.text) is not None


def _case(found: Sequence[Clause]) -> int:
    """Return how many clauses at the start tell a case (如果…，或者…，), before the predicate that it is a case of."""
    if not found or not found[0].begins & _BEGINS_CASE or not signs.IF.match(found[0].text):
        return 0
    for at, clause in enumerate(found):
        if at and clause.modal is not None and not clause.text.startswith(_GO_ON):
            return at
    at = next((at for at, clause in enumerate(found) if at and not clause.text.startswith(_GO_ON)), 0)
    return at if found[0].modal is None and not found[0].text.endswith("的") else 0


def _alternatives(found: Sequence[Clause]) -> int:
    """Return how many clauses at the start tell a case by its kinds (对甲予以登记，或者对乙不予登记的，)."""
    for at, clause in enumerate(found):
        if at and clause.text.startswith(("或者", "或")) and clause.text.endswith("的"):
            return at
        if clause.opens_with_modal or clause.text.endswith(("的", "：")):
            return 0
    return 0


def find_modal(clause: str, marks: int | None = None) -> re.Match[str] | None:
    """Return the first word of prohibition, permission or duty that rules the clause, none inside an attribute.

    ``marks`` are those of the clause, where they are known.
    """
    if marks is None:
        marks = GATES.marks(clause)
    if not marks & _MAY_RULE:
        return None
    inside = _ATTRIBUTE.match(clause) if marks & _MAY_BE_ATTRIBUTE else None
    if inside is None and marks & _MAY_BE_DUE_THING:
        inside = _DUE_THING.search(clause)
    modal = _first_modal(clause, inside.end() if inside is not None else 0, marks)
    while modal is not None and (end := _attribute_end(clause, modal)):
        modal = _first_modal(clause, end, marks)
    return modal


def _first_modal(clause: str, at: int, marks: int) -> re.Match[str] | None:
    first: re.Match[str] | None = None
    for sign, may in _RULING:
        if marks & may and (match := sign.search(clause, at)) is not None:
            start = match.start()
            if first is None or (start, -match.end()) < (first.start(), -first.end()):
                first = match
    return first


def _attribute_end(clause: str, modal: re.Match[str]) -> int:
    """Return where the attribute ends that a word of duty only stands in (应当承担的责任), or 0."""
    if clause.find("的", modal.end()) < 0:
        return 0
    described = _ATTRIBUTED.match(clause, modal.end())
    if described is None or modal.group() == "要":
        return 0
    how = described["how"]
    if strip_adverbs(how + "〇") != "〇" or signs.ADVERB.match(described.group()[len(how) :]):
        return 0
    return described.end()


def _allows(text: str, tokens: Sequence[Token], *, later: bool) -> re.Match[str] | None:
    """Return 可 where it allows: behind its subject, or at the head of a clause that goes on (拒不改正的，可暂扣…).

    Behind a verb, a preposition or 的, or at the head of a sentence, it is the beginning of a thing's name.
    """
    found = signs.PERMISSION_WIDE.search(text)
    if found is None or signs.ENCOURAGEMENT.match(strip_adverbs(text)):
        return None
    base = tokens[0].start if tokens else 0
    before = [token for token in tokens if token.end - base <= found.start()]
    while before and before[-1].text in _EVEN:
        before.pop()
    if not before:
        return found if later else None
    words = text[: found.start()].rpartition("的")[2]
    if _ACTS_BEFORE.search(words) or any(
        signs.VERBS.fullmatch(token.text) for token in before if token.text in words
    ):
        return None
    ends = before[-1].end - base >= found.start() - 2
    return found if ends and (before[-1].tag[:1] in "nrtfmjls" or before[-1].text in "）)") else None


def _part(clause: Clause) -> Part:
    text, tokens, modal, marks, begins = clause.text, clause.tokens, clause.modal, clause.marks, clause.begins
    if modal is None and marks & _MAY_BE_HELD and tokens:
        verb = held(text, tokens)
        if verb and text[verb] != "采":
            return MAIN  # 采取…方式 may only say how the next clause is done
    if not tokens:  # in damaged text both its ends may lie inside one word
        return FOLLOWS
    if begins & _BEGINS_DEFINITION and _defines(text):
        return FOLLOWS
    if marks & _MAY_PROCEED and signs.PROCEDURAL.match(text):
        return MAIN
    if modal is None and marks & _MAY_ENTITLE and _ENTITLED.match(text):
        return MAIN
    if (modal is None and marks & MAY_SPEAK_OF and is_spoken_of(clause.core)) or _leads(clause):
        return LEADS
    return MAIN if _rules(clause) or not _goes_with(clause) else FOLLOWS


def _defines(text: str) -> bool:
    return _DEFINES.match(text) is not None and not (text.startswith("以及") and text.endswith("的"))


def _rules(clause: Clause) -> bool:
    """Whether a clause has a word of duty, or its own subject, or is another act by its first word."""
    text, modal, begins = clause.text, clause.modal, clause.begins
    if modal is not None and (len(text) > SHORT or clause.opens_with_modal or modal.group() in _STRONG):
        return True
    if clause.marks & _MAY_NAME_SUBJECT and signs.OWN_SUBJECT.match(text):
        return True
    if begins & _BEGINS_AGENT and _BY_AGENT.match(text):
        return True
    return bool(begins & _BEGINS_ALSO and signs.AND_ALSO.match(text) and not signs.SECURED.match(text))


def _goes_with(clause: Clause) -> bool:
    """Whether a clause is short, or says with what result, within what bounds or for what the one before is done."""
    text, marks = clause.text, clause.marks
    return bool(
        len(text) <= SHORT
        or (clause.begins & signs.BEGINS_RESULT and _result(text))
        or (marks & signs.MAY_BOUND and bounds(text))
        or (marks & _MAY_SERVE and _SERVES_AS.match(text))
    )


def pushes(text: str) -> bool:
    """Whether a long clause with 推动 says what others shall do, an act of its own rather than a result."""
    return text.startswith("推动") and len(text) >= _LONG_PUSH


def _result(text: str) -> bool:
    if pushes(text):
        return False
    return any(
        pattern.match(text) is not None
        for pattern in (signs.IN_ORDER_TO, signs.RESULT, signs.RESULT_FOR, signs.RESULT_GROWTH, signs.SECURED)
    )


def bounds(text: str) -> bool:
    """Whether a clause only bounds what the clause before it grants (单户奖励最高不超过50万元)."""
    bound = signs.CEILING.search(text) or signs.FLOOR.search(text)
    return bound is not None and bound.start() <= 10 and "不得" not in bound.group()


def _leads(clause: Clause) -> bool:
    text, tokens, modal, marks, begins = clause.text, clause.tokens, clause.modal, clause.marks, clause.begins
    bare = _BRACKETED.sub("", text) if text[-1] == "）" else text
    gives = bool(begins & _BEGINS_HANDING and text[-1] not in _CIRCUMSTANCES and _HANDS_TO.match(text))
    if _is_case(clause, bare, gives=gives):
        return True
    if begins & signs.BEGINS_TOWARDS and signs.TOWARDS.match(text):
        return modal is None and (_only_whom(text, tokens) or not signs.TOWARDS_HEAD.search(text))
    if modal is None and begins & signs.BEGINS_STATE and _is_stated(bare, tokens):
        return True
    then = _THEN_VERB.match(bare) if marks & _MAY_GO_ON and "，" not in bare else None
    if then is not None and _has_verb(tokens, then.start(1), text):
        return False
    if _only_says_how(clause, bare):
        return True
    ground = _at_predicate(signs.GROUND, bare) if marks & _MAY_BE_GROUND else None
    if ground is not None and not _acts_after(tokens, text, ground.end()):
        return True
    return modal is None and not gives and not _has_predicate(clause)


def _is_case(clause: Clause, bare: str, *, gives: bool) -> bool:
    """Whether a clause tells a case by its form, or only who acts, with whom, or towards whom."""
    text, modal, marks = clause.text, clause.modal, clause.marks
    if modal is None and marks & _MAY_SUPPOSE and _IF_INSIDE.match(bare):
        return True
    ends = GATES.closes(bare) & signs.ENDS_CONDITION or marks & signs.MAY_TELL_CONDITION
    if clause.opens_with_modal and bare.endswith("者"):
        ends = 0  # it ends with the name of who must do something
    if ends and not gives and signs.CONDITION_END.search(bare):
        return True
    if marks & _MAY_JOIN and _JOINED_BY.search(text):
        return True
    return bool(modal is None and marks & _MAY_DO and _turns_to(text))


def _is_stated(bare: str, tokens: Sequence[Token]) -> bool:
    """Whether a clause is a party told by what it has or is (具有本市户籍的公民，享受…)."""
    if tokens[-1].tag[:1] != "n":
        return False
    return signs.STATIVE.match(bare) is not None and _STATED.match(bare) is not None


def _only_says_how(clause: Clause, bare: str) -> bool:
    """Whether a clause says by what means, on what ground, when or as what the act of the next is done."""
    text, tokens, modal, marks = clause.text, clause.tokens, clause.modal, clause.marks
    return bool(
        (modal is not None and _through(tokens, text, modal.end()))
        or (marks & _MAY_GROUND and _only_grounds(tokens, bare))
        or (modal is None and marks & _MAY_BE_AS and _AS.match(text) is not None and not _acts_on(tokens))
        or (GATES.closes(bare) & signs.ENDS_ADJUNCT and _is_adjunct(bare, modal))
        or (marks & _MAY_MEAN and _at_predicate(signs.MEANS, bare) is not None)
        or (modal is None and aims_at(bare, tokens))
    )


def _turns_to(text: str) -> bool:
    """Whether a clause names only who acts and towards whom (财政部门对加大投入的企业，)."""
    who = doer(text) if -1 < text.find("对") < text.rfind("的") else ""
    return bool(who) and _names_party(text[len(who) :])


def _only_whom(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the clause only names the party that something is for by what it does (对实行…的企业，)."""
    if not _names_party(text):
        return False
    first = tokens[1] if len(tokens) > 1 else tokens[0]
    return first.tag.startswith("v") or "等" in text


def _names_party(text: str) -> bool:
    found = _TOWARDS_PARTY.match(text)
    return found is not None and bool(TAIL.search(found["who"]) or _PLACES_WHO.search(found["who"]))


def _through(tokens: Sequence[Token], text: str, after: int) -> bool:
    """Whether only a means follows the modal word (可以通过…热线，), and what is done comes in the next clause."""
    if not text.startswith("通过", after):
        return False
    base = tokens[0].start if tokens else 0
    return not any(token.tag == "v" for token in tokens if token.start - base >= after + 2)


def _only_grounds(tokens: Sequence[Token], text: str) -> bool:
    """Whether only when, where or on what ground stands behind the subject, up to the end of the clause.

    国家将根据市场发展情况，适时启动; 运营单位应在监管方的指导下，建立制度: what is done comes in the next clause.
    """
    at = next((number for number, token in enumerate(tokens) if token.text in _GROUNDS), 0)
    behind = tokens[at + 1 :]
    if not at or not behind or text.endswith("的"):
        return False
    base = tokens[0].start
    before = tokens[:at]
    said = max((number for number, token in enumerate(before) if token.text == "的"), default=-1)
    if any(
        token.tag in ("v", "p") and token.text not in _BEFORE_GROUNDS and not _is_noun(before, number)
        for number, token in enumerate(before)
        if number > said
    ):
        return False
    if tokens[at].text in _PLACES:
        return behind[-1].text in _WITHIN or not any(token.tag[:1] == "v" for token in behind)
    if not _GROUND_NOUN.search(text) and not behind[-1].tag.startswith("n"):
        return False
    return not _acts_after(tokens[:-1], text[: behind[-1].start - base], tokens[at].end - base)


def _acts_on(tokens: Sequence[Token]) -> bool:
    """Whether the clause opens with its verb (明确有关单位作为责任人), so that nobody stands before it."""
    if tokens[0].tag != "vn" and tokens[0].tag[:1] in "vda":
        return True
    others = len(tokens) > 1 and tokens[1].text in ("有关", "相关", "各")
    return others and signs.VERBS.fullmatch(tokens[0].text) is not None


def _is_adjunct(text: str, modal: re.Match[str] | None) -> bool:
    """Whether the clause only says when or how (按照…规定), at most after its subject or its modal word."""
    if not signs.ADJUNCT_END.search(text) or signs.GRANT.search(text):
        return False
    if _at_predicate(signs.WAY, text, head=modal is None) is not None:
        return True
    if modal is not None and _at_predicate(signs.AFTER_MODAL, text, head=False) is None:
        return False
    if signs.ADJUNCT_START.match(text):
        return True
    head = text.partition("，")[0]
    return any(signs.BEFORE_WAY.search(head[: way.start()]) for way in signs.WAY.finditer(head, 1, _FAR))


def _at_predicate(pattern: re.Pattern[str], text: str, *, head: bool = True) -> re.Match[str] | None:
    """Match a pattern after a modal word of the clause, the first where it can, or else at its ``head``."""
    for modal in signs.MODAL.finditer(text.partition("，")[0][:_FAR]):
        found = pattern.match(text, modal.end()) or (modal.group(1) and pattern.match(text, modal.start(1)))
        if found:
            return found
    return pattern.match(text) if head else None


def doer(text: str) -> str:
    """Return the body before the verb of a clause without a modal word, or nothing.

    >>> doer("股份制银行优化结构")
    '股份制银行'
    """
    begins = GATES.opens(text)
    if begins & signs.BEGINS_VERB and signs.VERBS.match(text):
        return ""
    if (begins & signs.BEGINS_CALL and signs.ENCOURAGEMENT.match(text)) or strip_adverbs(text) != text:
        return ""
    if text.startswith("与"):
        return ""  # whom somebody acts with is not who acts
    polity = _POLITY.match(text) if begins & _BEGINS_POLITY else None
    if polity is not None and _acts_first(text[polity.end() :]):
        return text[: polity.end()].partition("对")[0]
    for at in range(3, min(len(text), 60)):
        if text[at - 1] in _DOER_LAST and _DOER.search(text[:at]) and _acts_first(text[at:]):
            return "" if "的" in text[:at] else text[:at]
    return ""


def _acts_first(rest: str) -> bool:
    if not GATES.opens(rest) & _BEGINS_ACT:
        return False
    return any(
        pattern.match(rest)
        for pattern in (signs.VERBS, signs.ADVERB, _ACTS, signs.ENCOURAGEMENT, signs.RESULT)
    )


def has_verb(clause: Clause) -> bool:
    """Whether a clause has a verb outside the attributes of its nouns."""
    last = max((at for at, token in enumerate(clause.tokens) if token.text in _OF), default=-1)
    return any(
        token.tag == "v" and not _is_noun(clause.tokens, at)
        for at, token in enumerate(clause.tokens[last + 1 :], last + 1)
    )


def _has_verb(tokens: Sequence[Token], after: int, text: str) -> bool:
    base = tokens[0].start if tokens else 0
    return any(token.tag == "v" for token in tokens if token.start - base >= after)


def _acts_after(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Whether a verb follows at ``at`` in the clause, outside brackets and the attributes of its nouns."""
    at = max(at, text.rfind("的") + 1)
    base = tokens[0].start if tokens else 0
    bare = _IN_BRACKETS.sub(lambda found: "（" * len(found.group()), text)
    rest = [
        token for token in tokens if at <= token.start - base < len(bare) and bare[token.start - base] != "（"
    ]
    return any(
        (token.tag in ("v", "vd") or signs.VERBS.fullmatch(token.text)) and not _is_noun(rest, number)
        for number, token in enumerate(rest)
    )


def _is_noun(tokens: Sequence[Token], number: int) -> bool:
    """Whether a word that is tagged as a verb is none here: 相关法律, 当事人所提意见, 作用等因素."""
    return (
        signs.NO_VERB.fullmatch(tokens[number].text) is not None
        or (number > 0 and tokens[number - 1].text == "所")
        or (number + 1 < len(tokens) and tokens[number + 1].text == "等")
    )


def _is_described(text: str, tokens: Sequence[Token]) -> bool:
    """Whether the clause is a thing that somebody's act describes (信访人反映的情况, 提出的建议、意见)."""
    at = next((at for at, word in enumerate(tokens) if word.text == "的"), 0)
    if not at or tokens[at - 1].tag != "v":
        return False
    who = text[: tokens[at - 1].start - tokens[0].start]
    opens = len(who) <= _NAME or not any(word.tag == "v" for word in tokens[: at - 1])
    named = not who or (opens and TAIL.search(who) is not None and not signs.VERBS.match(who))
    return named and all(word.tag == "vn" or word.tag[:1] in "nxcabjl" for word in tokens[at + 1 :])


def _modifies(words: Sequence[Token]) -> bool:
    """Whether the first of the words says only how the next is done; what has been done already describes."""
    word, after = words[0], words[1]
    if word.tag not in _MODIFIERS or signs.VERBS.fullmatch(word.text) or word.text[0] in "不未已":
        return False
    verb = after.tag.startswith("v") or signs.VERBS.fullmatch(after.text) is not None
    return verb or word.tag != "i"


def _has_predicate(clause: Clause) -> bool:
    """Whether the clause has a verb outside the attributes (…的) of its nouns."""
    text, tokens, marks, begins = clause.text, clause.tokens, clause.marks, clause.begins
    if "的" in text and _is_described(text, tokens):
        return False
    last = -1
    for at in range(len(tokens) - 1, -1, -1):
        token = tokens[at]
        if token.text in _OF:
            last = at
            break
        if token.tag == "v" and not _is_noun(tokens, at):
            return True
    told = not text.endswith("的")
    if begins & _BEGINS_AGENT and told and _BY_AGENT.match(text):
        return True
    fined = begins & signs.BEGINS_PENALTY and signs.PENALTY.match(text)
    if fined and told and signs.SANCTION.search(text):
        return True
    if text.startswith(("向", "为其")) and any(
        signs.VERBS.fullmatch(token.text) for token in tokens[last + 1 :]
    ):
        return True
    if (
        fined
        or (clause.core_begins & signs.BEGINS_VERB and signs.VERBS.match(clause.core))
        or (marks & _MAY_HAVE_RIGHT and _HAS_RIGHT.search(text))
        or (marks & _MAY_NAME_SUBJECT and signs.OWN_SUBJECT.match(text))
        or (marks & _MAY_DO and doer(text))
        or (marks & _MAY_DEFINE_TERM and signs.DEFINITION.search(text))
    ):
        return True
    says_how = marks & _MAY_SAY_HOW and not text.startswith("经")
    if says_how and any(token.text in _SAYS_HOW for token in tokens[last + 1 : -1]):
        return True
    word = first_word(text, tokens)
    return word is not None and (word.tag.startswith("v") or signs.VERBS.fullmatch(word.text) is not None)


def first_word(text: str, tokens: Sequence[Token]) -> Token | None:
    """Return the first word of a clause behind adverbs, and behind adjectives that only say how (扎实推进)."""
    core = strip_adverbs(text)
    head = [token for token in tokens if token.end - tokens[0].start > len(text) - len(core)]
    if not text.endswith(core):
        return None
    while len(head) > 1 and _modifies(head):
        head = head[1:]
    return head[0] if head else None
