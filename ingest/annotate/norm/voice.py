"""Passive voice: a norm whose subject is what the act is done to, and whose agent is not named.

Chinese marks it seldom (被, 受). It shows in the subject, a thing, before a verb that lacks its object (许可证不得转让)
or that puts the thing somewhere (纳入, 列入), and in the sanctions that the law leaves to whoever is competent
(依法追究刑事责任). An agent named by 由 is the bearer, and the norm then has an explicit one.
"""

from __future__ import annotations

import re

from ingest.annotate.norm import signs
from ingest.annotate.norm.clause import Clause, strip_adverbs
from ontology.lexicon import pattern
from ontology.numerals import HAN_CHARACTER

#: An act of an authority on the one who is in the case; who answers for damage (承担责任) acts himself.
_DONE_TO = re.compile(r"移送|移交|依法处理")
_OWN_ACT = re.compile(r"承担|接受|缴纳|履行")
#: Marks of the passive, and the verbs of a thing that is put somewhere.
_MARKED = re.compile(rf"^{pattern('passive-mark')}")

#: What may follow a verb whose object is its subject: a length of time or an end of it.
_LENGTH = rf"(?:(?:{HAN_CHARACTER}++|\d++)个?(?:年|月|日|天|小时|工作日)|以上)*"
_NO_OBJECT = re.compile(rf"{_LENGTH}(?:[至到].{{1,12}})?$")
#: What a thing does by itself, without an object, and a vehicle or ship by its crew.
_BY_ITSELF = re.compile(rf"{pattern('by-itself')}")


def is_sanction(main: Clause) -> bool:
    """Whether the clause says what happens to the one who is in the case, by an authority that it does not name."""
    text = main.text
    return (signs.SANCTION.search(text) or _DONE_TO.search(text)) is not None and not _OWN_ACT.search(text)


def is_done_to(main: Clause, start: int) -> bool:
    """Whether the predicate of ``main.text[start:]`` is done to the thing before it: its verb lacks an object.

    After 禁止 stands an act and before it a place or a time (公共场所禁止吸烟), which nothing is done to.
    """
    if main.text[:start].endswith("禁止"):
        return False
    predicate = strip_adverbs(main.text[start:])
    if _MARKED.match(predicate):
        return True
    if _BY_ITSELF.match(predicate):
        return False
    begin = main.end - len(predicate)
    verb = next((word for word in main.tokens if word.start >= begin), None)
    if verb is None or verb.start != begin or not (verb.tag[:1] == "v" or signs.VERBS.fullmatch(verb.text)):
        return False
    return _NO_OBJECT.match(main.text[verb.end - main.start :]) is not None
