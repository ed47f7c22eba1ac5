"""Verbs of clauses without a word of duty: where one stands, and behind what.

Such a clause orders by its verb alone, where a public body, or whoever answers for the measure, is to act.
"""

from __future__ import annotations

import re

from ingest.annotate.norm import signs
from ingest.annotate.norm.acting import first_word
from ingest.annotate.norm.clause import LEADS, Clause
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.openings import held
from ingest.language import Token

_FUNDING = re.compile(
    r"[^，]{0,30}(?:经费|资金|费用)[^，]{0,8}(?:纳入|列入)|(?:[^，]{0,30}(?:经费|资金|费用|收入|款项?))?(?:专项|全部|重点|主要|专门)用于"
)
#: 严格 as the verb of its clause (严格资金使用管理).
_STRICT = re.compile(r"(?:进一步|从严)?严格[^，]{2,}$")
#: What stands before the verb of a clause as an object or circumstance of it.
_BEFORE_VERB = re.compile(
    r"[对把将在向从为以按由与就]|会同|经(?=[^，]{2,24}(?:批准|同意|审核|审批|审查|核准)后[^，]{2,})|针对|面向|围绕|基于|比照|结合"
)
#: A matter, before who deals with it in the same clause (鉴定费由当事人垫付); what is only agreed on is no duty.
_MATTER = re.compile(r"[^，由]{2,40}(?<![自事理缘])由(?!于)(?=[^，]{3,}$)(?![^，]*(?:约定|的)$)")
#: The end of a case, or of its name.
_NAMED_END = ("的", "情形")
#: Words that single somebody out by his act (只负责组织工作的人), tell what was not done, or an offence, or announce.
_ONLY = ("只", "仅", "尚未", "故意", "擅自", "特")


def rule_of_verb(group: Group, core: str, rest: str) -> str | None:
    """Return the rule by which a clause without a word of duty has a verb; ``rest`` is ``core`` after its ground."""
    main = group.main
    first = next((token for token in main.tokens if token.end > main.end - len(core)), None)
    verbal = first is not None and first.tag.startswith(("v", "l", "i"))
    if verbal or sets_to_work(main) or _done_so(main, first):
        return "norm-verb"
    if signs.PROCEDURAL.match(main.text) is not None:
        return "norm-procedure"
    if (
        any(clause.text.startswith("由") for clause in group.clauses)
        or core.startswith("由")
        or _is_dealt_with(main)
    ):
        return "norm-by-agent"
    after = [token for token in main.tokens if token.start >= main.end - len(rest)]
    if len(rest) > 1 and any(token.tag == "v" for token in after):
        return "norm-verb-after-ground"
    if placed_verb(main, core):
        return "norm-verb-after-object"
    if _FUNDING.match(core) is not None:
        return "norm-funds"
    if any(pattern.match(core) for pattern in (signs.VERBS, signs.RESULT)) or _STRICT.match(main.text):
        return "norm-listed-verb"
    return "norm-held" if main.modal is None and held(main.text, main.tokens) else None


def _done_so(main: Clause, first: Token | None) -> bool:
    """Whether a verb with its object stands behind a word that says how (扎实推进水利工程建设, 立即启动预案).

    Behind an adverb even what the tokenizer takes for the noun of a verb is one, and an object may stand first.
    """
    word = first_word(main.text, main.tokens)
    if word is None or word is first or word.end >= main.end - 1 or signs.STATIVE.match(word.text):
        return False
    how = next(one for one in reversed(main.tokens) if one.end <= word.start)
    behind = main.text[word.start - main.start :]
    if (
        how.tag == "c"
        or how.text.startswith(_ONLY)
        or behind.startswith("的", len(word.text))
        or behind.endswith(_NAMED_END)
    ):
        return False
    if "的" in behind and main.tokens[-1].tag in ("a", "ad", "v"):
        return False  # what the attribute describes has its predicate behind it (…的工作进展顺利)
    if word.tag == "v" or placed_verb(main, behind):
        return True
    return how.tag in ("d", "ad") and (word.tag == "vn" or signs.VERBS.fullmatch(word.text) is not None)


def _is_dealt_with(main: Clause) -> bool:
    """Whether the clause names a matter and who does something with it (民事责任由公司承担)."""
    matter = _MATTER.match(main.text)
    if matter is None or main.part is LEADS:
        return False
    before = [word for word in main.tokens if word.end < main.start + matter.end()]
    after = [word for word in main.tokens if word.start >= main.start + matter.end()][1:]
    return all(word.tag[:1] not in "pcd" for word in before) and any(word.tag[:1] == "v" for word in after)


def sets_to_work(main: Clause) -> bool:
    """Whether a verb was passed over as if it were an adverb (组织企业参加展会)."""
    begin = main.end - len(main.core)
    return any(token.tag == "v" and token.end <= begin for token in main.tokens)


def placed_verb(main: Clause, core: str) -> bool:
    """Whether a verb follows the object or the circumstances that the clause opens with (对…进行监管)."""
    opens = _BEFORE_VERB.match(core)
    if opens is None or main.part is LEADS:
        return False
    begin = main.end - len(core) + opens.end()
    if opens.group() == "对":
        begin = max(begin, main.start + max(main.text.rfind("的"), main.text.rfind("等")))
    begin = max(begin, main.start + main.text.rfind("》"))
    return any(
        token.tag == "v" or signs.VERBS.fullmatch(token.text) is not None
        for token in main.tokens
        if token.start >= begin
    )
