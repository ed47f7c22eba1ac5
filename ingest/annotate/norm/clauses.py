"""Sentences of a provision cut into their comma clauses, each with its part in a norm.

* :mod:`~ingest.annotate.norm.clause`: what a clause is, and its words.
* :mod:`~ingest.annotate.norm.modals`: the word of duty, permission or prohibition that rules it.
* :mod:`~ingest.annotate.norm.acting`: who acts in it, by which verb.
* :mod:`~ingest.annotate.norm.leading`: whether it leads.

What it does is told of each clause by itself, and then by those beside it in the sentence.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.annotate.norm import signs
from ingest.annotate.norm.acting import BEGINS_AGENT, BY_AGENT, MAY_NAME_SUBJECT
from ingest.annotate.norm.clause import FOLLOWS, LEADS, MAIN, SHORT, Clause, Part, Words, strip_adverbs
from ingest.annotate.norm.leading import CIRCUMSTANCES, leads
from ingest.annotate.norm.modals import MAY_RULE, allows, find_modal
from ingest.annotate.norm.openings import HELD, SPOKEN_OF, held, is_spoken_of
from ingest.annotate.norm.sentences import acts
from ingest.annotate.norm.signs import GATES
from ontology.lexicon import pattern

_LONG_PUSH = 20  # characters of a clause with 推动 that is an act of its own
_DEFINES = re.compile(rf"^{pattern('defining-clause')}")
#: A title or a quoted term, whose words rule nothing (《…可制毒化学品管理规定》, “应当归共同所有的财产”).
_IN_TITLE = re.compile(r"《[^》]*》?|(?<=.)“[^“”，。]{2,30}”")
_SPEAKS = re.compile(r"[答问](?:复)?[：:]\s*")
"""What stands before an answer: 答：人民法院应当…."""
_BUT = re.compile(r"但是?(?=，?(?:不得|可以|必须|应|须))")
#: What the outcome of an act is for (测定值作为定价依据).
_SERVES_AS = re.compile(r"[^，将把]{2,8}作为[^，]{2,12}(?:依据|参考)$")
#: Words that allow or order in a clause of any length; 应, 要 and 需 stand in others, too (应延尽延).
_STRONG = frozenset({"可以", "可", "应当", "不得", "必须", "禁止", "严禁"})
_TAKES_MEASURES = re.compile(r"(?:采取|采用)[^，]*(?:措施|方式|办法)$")
#: A right of its own, however short (有权投诉举报).
_ENTITLED = re.compile(r"有权[^，的]{2,}$")
#: What goes on with a case.
_GO_ON = ("或者", "以及", "并且", "而", "且")
_MAY_BE_HELD = GATES.within(HELD)
MAY_SPEAK_OF = GATES.within(SPOKEN_OF)
_MAY_PROCEED = GATES.within(signs.PROCEDURAL)
_MAY_ENTITLE = GATES.within(_ENTITLED)
_MAY_SERVE = GATES.within(_SERVES_AS)
_BEGINS_DEFINITION = GATES.opening(_DEFINES)
_BEGINS_ALSO = GATES.opening(signs.AND_ALSO)
_BEGINS_CASE = GATES.opening(signs.IF)


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
    modal = find_modal(spoken, spoken_marks) if spoken_marks & MAY_RULE else None
    if modal is None and spoken_marks & signs.MAY_ALLOW_WIDE:
        modal = allows(spoken, tokens, later=later)
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
            and clause.text[-1] not in CIRCUMSTANCES
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
    if (modal is None and marks & MAY_SPEAK_OF and is_spoken_of(clause.core)) or leads(clause):
        return LEADS
    return MAIN if _rules(clause) or not _goes_with(clause) else FOLLOWS


def _defines(text: str) -> bool:
    return _DEFINES.match(text) is not None and not (text.startswith("以及") and text.endswith("的"))


def _rules(clause: Clause) -> bool:
    """Whether a clause has a word of duty, or its own subject, or is another act by its first word."""
    text, modal, begins = clause.text, clause.modal, clause.begins
    if modal is not None and (len(text) > SHORT or clause.opens_with_modal or modal.group() in _STRONG):
        return True
    if clause.marks & MAY_NAME_SUBJECT and signs.OWN_SUBJECT.match(text):
        return True
    if begins & BEGINS_AGENT and BY_AGENT.match(text):
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
