"""The word of prohibition, permission or duty that rules a clause."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.annotate.norm import signs
from ingest.annotate.norm.clause import strip_adverbs
from ingest.annotate.norm.signs import GATES
from ingest.language import Token

#: An attribute that holds a word of duty (依法应当由人民法院受理的案件).
_ATTRIBUTE = re.compile(
    r"(?:对于?|将|把|属于|涉及|发现)?(?:依法|依照[^，]{1,12}规定|按照?规定)(?:应当|可以|不得|必须)[^，的]{1,40}的(?=[^，]{2,})"
    r"|[^，应]{0,16}应当?由[^，的]{2,24}的(?=[^，]{2,}$)"
)
#: What is due by a rule, at the end of a clause, as a thing (规定应缴的税款).
_DUE_THING = re.compile(r"规定应予?(?!当)[^，的]{1,6}的[^，的]{1,8}$")
#: What shows that another act stands before 可 in the clause.
_ACTS_BEFORE = re.compile(r"负责|[对将把向为]")
_EVEN = frozenset({"也", "还", "均", "仍", "亦", "即", "则", "并", "都", "尚", "仅"})
#: A word of duty in an attribute: one verb and 的 stand behind it (应当承担的修理责任, 应当立即报告的情况).
_ATTRIBUTED = re.compile(r"(?P<how>[^，的]*?)[\u4e00-\u9fff]{2}的(?=[^，的]{2,})")
MAY_RULE = GATES.within(signs.PROHIBITION, signs.PERMISSION, signs.DUTY, signs.MUST)
_RULING = tuple(
    (sign, GATES.within(sign)) for sign in (signs.PROHIBITION, signs.PERMISSION, signs.DUTY, signs.MUST)
)
_MAY_BE_ATTRIBUTE = GATES.within(_ATTRIBUTE)
_MAY_BE_DUE_THING = GATES.within(_DUE_THING)


def find_modal(clause: str, marks: int | None = None) -> re.Match[str] | None:
    """Return the first word of prohibition, permission or duty that rules the clause, none inside an attribute.

    ``marks`` are those of the clause, where they are known.
    """
    if marks is None:
        marks = GATES.marks(clause)
    if not marks & MAY_RULE:
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


def allows(text: str, tokens: Sequence[Token], *, later: bool) -> re.Match[str] | None:
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
