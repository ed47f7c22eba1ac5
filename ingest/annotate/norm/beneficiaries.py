"""Whom a norm is for: who is encouraged, paid, relieved, protected, informed or served, where the text names them.

The names are those printed, each of a coordinated list by itself. Who only has a right by the norm, or bears it,
is none: he is its bearer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.annotate.norm import signs
from ingest.annotate.norm.agents import TAIL, agent_before, noun_group
from ingest.annotate.norm.bearers import items
from ingest.annotate.norm.clauses import Clause, tokens_from
from ingest.annotate.norm.grouping import Group
from ingest.annotate.norm.modality import Verdict
from ingest.model import Modality
from ontology.lexicon import pattern

_CALL = re.compile(rf"(?:{pattern('encouragement')}[和、并]?)+")
#: What is done for somebody, by the words after 对.
_FAVOURS = re.compile(
    rf"(?:给予|予以|发放|享受|实行|采取)[^，]{{0,16}}{pattern('favour')}"
    r"|(?:免|减)(?:征|收|免|缴)"
)
_TOWARDS = re.compile(r"对于?(?P<who>[^，]{2,60}?)(?=，|$|给予|予以|发放|实行|实施|按|免|减|进行)")
_SERVED = re.compile(rf"(?:为|向|给)(?P<who>[^，为向]{{2,40}}?){pattern('serves')}")
_HELPED = re.compile(r"(?:扶持|帮助|保障|奖励|救助|支持|补贴|补偿|慰问)")
#: Who is given an amount, named before it (给予企业30万元奖励, 奖励企业100万元).
_GIVEN = re.compile(
    r"(?:给予|奖励|补助|补贴)(?P<who>[^，的\d一二三四五六七八九十百连每最不]{2,12}?)"
    r"(?=(?:不超过|最高)?[\d一二三四五六七八九十百][\d一二三四五六七八九十百千万.]*亿?元|连续|一次性|每|奖励|补助|补贴|资金)"
)
_PUBLIC = "社会"
_ALSO = re.compile(r"特别是|尤其是")


def beneficiaries(group: Group, verdict: Verdict, bearers: tuple[str, ...]) -> tuple[str, ...]:
    """Return whom the norm of ``group`` is for, none of whom bears it, in the order printed."""
    found = dict.fromkeys(name for name in _named(group, verdict) if name and name not in bearers)
    return tuple(found)


def _named(group: Group, verdict: Verdict) -> Iterator[str]:
    main = group.main
    if verdict.modality is Modality.ENCOURAGEMENT:
        call = _CALL.search(main.text)
        if call is not None:
            yield from _party(main, call.end())
        return
    if verdict.modality not in (Modality.OBLIGATION, Modality.EXEMPTION, Modality.PERMISSION):
        return
    if any(_FAVOURS.search(clause.text) for clause in group.clauses):
        for clause in group.clauses:
            for towards in _TOWARDS.finditer(clause.text):
                yield from _agents(clause, towards.start("who"), towards["who"])
    for clause in group.clauses:
        for served in _SERVED.finditer(clause.text):
            yield from _agents(clause, served.start("who"), served["who"])
    for clause in group.clauses:
        for given in _GIVEN.finditer(re.sub(r"\s", "", clause.text)):
            if TAIL.search(given["who"]):
                yield from items(given["who"])
    begin = main.modal.end() if main.modal is not None else len(main.text) - len(main.core)
    helped = _HELPED.match(main.text, begin)
    if helped is not None:
        yield from _party(main, helped.end())


def _party(clause: Clause, at: int) -> tuple[str, ...]:
    """Return whom the verb that ends at ``at`` makes act: the nouns before the next verb."""
    rest = clause.text[at:]
    words = clause.tokens[tokens_from(clause.tokens, clause.start + at) :]
    name = agent_before(rest, words, described=True)
    if not name:
        verb = next((word for word in words if word.tag in ("v", "p", "d", "ad", "l", "i")), None)
        head = rest[: verb.start - clause.start - at] if verb is not None else ""
        name = head if head.endswith(_PUBLIC) or signs.BODY_TAIL.search(head) or TAIL.search(head) else ""
    return tuple(item.removesuffix("等") for part in _ALSO.split(name) if part for item in items(part))


def _agents(clause: Clause, at: int, who: str) -> tuple[str, ...]:
    if not (TAIL.search(who) or signs.BODY_TAIL.search(who) or who.endswith(_PUBLIC)):
        return ()
    words = clause.tokens[tokens_from(clause.tokens, clause.start + at) :]
    return tuple(item for item in items(who) if noun_group(item, words) == item)
