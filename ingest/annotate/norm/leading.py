"""Clauses that lead: they tell a case, circumstances, a ground, or a subject that waits for its predicate."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.annotate.norm import signs
from ingest.annotate.norm.acting import MAY_DO, acts_after, doer, has_predicate, has_verb_from, is_noun
from ingest.annotate.norm.agents import ends_as_agent
from ingest.annotate.norm.clause import Clause
from ingest.annotate.norm.openings import aims_at
from ingest.annotate.norm.signs import GATES
from ingest.language import Token
from ontology.lexicon import pattern

_FAR = 164  # characters in which a modal word is looked for
_THEN_VERB = re.compile(
    r"(?:[^，]{0,24}?(?:应当|要|必须))?(?:根据|按照|依照|依据|结合|通过|依托)"
    rf"[^，]*?{pattern('ground-end')}"
    r"(?!的|等|和|、|及|分工|要求|规定|需要)([^，]{2,})$"
)
_BRACKETED = re.compile(r"（[^（）]*）$")
_JOINED_BY = re.compile(r"(?:会同|协同|联合|商)[^，]{2,40}(?:部门|单位|机关|机构|等|组织|政府)$")
#: A case told by 如 inside its clause (使用中如遇故障，请…).
_IF_INSIDE = re.compile(r"[^，如]{0,14}?(?<!假)如(?:遇|有|需|因|发生|发现|果)")
CIRCUMSTANCES = "的时后前内外下"
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
_MAY_SUPPOSE = GATES.within(_IF_INSIDE)
_MAY_JOIN = GATES.within(_JOINED_BY)
_MAY_GO_ON = GATES.within(_THEN_VERB)
_MAY_GROUND = GATES.within(_GROUND_WORD)
_MAY_BE_AS = GATES.within(_AS)
_MAY_MEAN = GATES.within(signs.MEANS)
_MAY_BE_GROUND = GATES.within(signs.GROUND)
_BEGINS_HANDING = GATES.opening(_HANDS_TO)


def leads(clause: Clause) -> bool:
    """Whether a clause only prepares what is done in a later one: a case, circumstances, or who does it."""
    text, tokens, modal, marks, begins = clause.text, clause.tokens, clause.modal, clause.marks, clause.begins
    bare = _BRACKETED.sub("", text) if text[-1] == "）" else text
    gives = bool(begins & _BEGINS_HANDING and text[-1] not in CIRCUMSTANCES and _HANDS_TO.match(text))
    if _is_case(clause, bare, gives=gives):
        return True
    if begins & signs.BEGINS_TOWARDS and signs.TOWARDS.match(text):
        return modal is None and (_only_whom(text, tokens) or not signs.TOWARDS_HEAD.search(text))
    if modal is None and begins & signs.BEGINS_STATE and _is_stated(bare, tokens):
        return True
    then = _THEN_VERB.match(bare) if marks & _MAY_GO_ON and "，" not in bare else None
    if then is not None and has_verb_from(tokens, then.start(1)):
        return False
    if _only_says_how(clause, bare):
        return True
    ground = _at_predicate(signs.GROUND, bare) if marks & _MAY_BE_GROUND else None
    if ground is not None and not acts_after(tokens, text, ground.end()):
        return True
    return modal is None and not gives and not has_predicate(clause)


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
    return bool(modal is None and marks & MAY_DO and _turns_to(text))


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
    return found is not None and bool(ends_as_agent(found["who"]) or _PLACES_WHO.search(found["who"]))


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
        token.tag in ("v", "p") and token.text not in _BEFORE_GROUNDS and not is_noun(before, number)
        for number, token in enumerate(before)
        if number > said
    ):
        return False
    if tokens[at].text in _PLACES:
        return behind[-1].text in _WITHIN or not any(token.tag[:1] == "v" for token in behind)
    if not _GROUND_NOUN.search(text) and not behind[-1].tag.startswith("n"):
        return False
    return not acts_after(tokens[:-1], text[: behind[-1].start - base], tokens[at].end - base)


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
