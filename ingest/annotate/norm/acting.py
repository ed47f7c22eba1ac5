"""Who acts in a clause, and by which verb: whether it has a predicate of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.annotate.norm import signs
from ingest.annotate.norm.agents import ends_as_agent
from ingest.annotate.norm.clause import Clause, strip_adverbs
from ingest.annotate.norm.signs import GATES
from ingest.language import Token
from ontology.lexicon import pattern, words

#: An agent and what he does, the predicate of a clause (由…机关处…的罚款).
BY_AGENT = re.compile(rf"由(?!于)[^，]{{2,}}{pattern('agent-act')}")
_IN_BRACKETS = re.compile(r"（[^（）]*）|《[^《》]*》|“[^“”]*”")
_DOER = re.compile(rf"{pattern('doer-end')}$")
#: The characters that such a body ends with, which most words do not.
_DOER_LAST = frozenset(word[-1] for word in words("doer-end"))
_POLITY = re.compile(
    r"(?:国家|国务院|[本我全]省|[本全]市|本县|全国|自治县|各[省市州县区镇乡地])(?:对[^，]{2,30}?)?(?=\S)"
)
_ACTS = re.compile(rf"{pattern('opens-act')}|与[^，]*签订")
#: What says how something is done, so that what follows it in its clause is done.
_SAYS_HOW = frozenset({"及时", "定期", "依法", "如实", "按时", "按期", "逐一"})
_HOW_WORD = re.compile("|".join(sorted(_SAYS_HOW)))
#: What ends an attribute.
_OF = frozenset({"的", "之"})
_HAS_RIGHT = re.compile("享有|有权")
#: Tags of what may stand before the first verb of a clause: adverbs, adjectives, idioms (因地制宜).
_MODIFIERS = frozenset({"c", "d", "ad", "a", "i", "z"})
_NAME = 4  # characters of an agent's name that may begin with a verb (举报人)
MAY_DO = GATES.within(_DOER, _POLITY)
MAY_NAME_SUBJECT = GATES.within(signs.OWN_SUBJECT)
_MAY_DEFINE_TERM = GATES.within(signs.DEFINITION)
_MAY_HAVE_RIGHT = GATES.within(_HAS_RIGHT)
_MAY_SAY_HOW = GATES.within(_HOW_WORD)
BEGINS_AGENT = GATES.opening(BY_AGENT)
_BEGINS_POLITY = GATES.opening(_POLITY)
_BEGINS_ACT = GATES.opening(signs.VERBS, signs.ADVERB, _ACTS, signs.ENCOURAGEMENT, signs.RESULT)


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
        token.tag == "v" and not is_noun(clause.tokens, at)
        for at, token in enumerate(clause.tokens[last + 1 :], last + 1)
    )


def has_verb_from(tokens: Sequence[Token], after: int) -> bool:
    """Whether a verb stands at ``after`` or later in the clause of the tokens."""
    base = tokens[0].start if tokens else 0
    return any(token.tag == "v" for token in tokens if token.start - base >= after)


def acts_after(tokens: Sequence[Token], text: str, at: int) -> bool:
    """Whether a verb follows at ``at`` in the clause, outside brackets and the attributes of its nouns."""
    at = max(at, text.rfind("的") + 1)
    base = tokens[0].start if tokens else 0
    bare = _IN_BRACKETS.sub(lambda found: "（" * len(found.group()), text)
    rest = [
        token for token in tokens if at <= token.start - base < len(bare) and bare[token.start - base] != "（"
    ]
    return any(
        (token.tag in ("v", "vd") or signs.VERBS.fullmatch(token.text)) and not is_noun(rest, number)
        for number, token in enumerate(rest)
    )


def is_noun(tokens: Sequence[Token], number: int) -> bool:
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
    named = not who or (opens and ends_as_agent(who) and not signs.VERBS.match(who))
    return named and all(word.tag == "vn" or word.tag[:1] in "nxcabjl" for word in tokens[at + 1 :])


def _modifies(words: Sequence[Token]) -> bool:
    """Whether the first of the words says only how the next is done; what has been done already describes."""
    word, after = words[0], words[1]
    if word.tag not in _MODIFIERS or signs.VERBS.fullmatch(word.text) or word.text[0] in "不未已":
        return False
    verb = after.tag.startswith("v") or signs.VERBS.fullmatch(after.text) is not None
    return verb or word.tag != "i"


def has_predicate(clause: Clause) -> bool:
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
        if token.tag == "v" and not is_noun(tokens, at):
            return True
    told = not text.endswith("的")
    if begins & BEGINS_AGENT and told and BY_AGENT.match(text):
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
        or (marks & MAY_NAME_SUBJECT and signs.OWN_SUBJECT.match(text))
        or (marks & MAY_DO and doer(text))
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
