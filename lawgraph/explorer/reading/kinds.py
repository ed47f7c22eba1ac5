"""The kinds of facts that the reading page marks, each with the class that it has in a graph.

Kinds of the layer ``whole`` are sentences or parts of one (norms), and underlined; those of the layer ``word`` are
words in them (bodies, amounts, dates, citations), and set off. So both are seen where one lies in the other.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from ontology.terms import LG


class Layer(StrEnum):
    """How a fact stands in the text."""

    WHOLE = "whole"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of fact: its name in an address, its class, its words, and a sign of one character."""

    name: str
    term: str
    zh: str
    en: str
    sign: str
    layer: Layer = Layer.WHOLE


KINDS = (
    Kind("body", LG.Mention, "部门", "bodies", "部", Layer.WORD),
    Kind("responsibility", LG.Responsibility, "职责分工", "responsibilities", "责", Layer.WORD),
    Kind("money", LG.MonetaryThreshold, "金额", "amounts", "金", Layer.WORD),
    Kind("rate", LG.RateThreshold, "比例", "rates", "比", Layer.WORD),
    Kind("period", LG.TimeLimit, "期限", "time limits", "期", Layer.WORD),
    Kind("date", LG.DateLimit, "日期", "dates", "日", Layer.WORD),
    Kind("count", LG.Count, "数量", "counts", "数", Layer.WORD),
    Kind("citation", LG.Citation, "引用", "citations", "引", Layer.WORD),
    Kind("obligation", LG.Obligation, "义务", "obligations", "义"),
    Kind("prohibition", LG.Prohibition, "禁止", "prohibitions", "禁"),
    Kind("permission", LG.Permission, "许可", "permissions", "许"),
    Kind("encouragement", LG.Encouragement, "鼓励", "encouragements", "励"),
    Kind("exemption", LG.Exemption, "减免", "exemptions", "免"),
    Kind("right", LG.Right, "权利", "rights", "权"),
    Kind("sanction", LG.Sanction, "制裁", "sanctions", "罚"),
    Kind("definition", LG.Definition, "定义", "definitions", "定"),
    Kind("scope", LG.ScopeRule, "适用规则", "scope rules", "适"),
    Kind("purpose", LG.PurposeClause, "目的条款", "purpose clauses", "旨"),
    Kind("entry", LG.EntryIntoForce, "施行条款", "entry into force", "施"),
    Kind("interpretation", LG.Interpretation, "解释权条款", "interpretation", "释"),
)
"""All kinds, in the order of their switches."""
BY_TERM = {kind.term: kind for kind in KINDS}
BY_NAME = {kind.name: kind for kind in KINDS}
NONE = "none"
"""What an address says instead of a kind where no fact is to be marked."""


def shown(names: tuple[str, ...]) -> frozenset[str]:
    """Return the names of the kinds that are marked, given those in an address: all where it names none.

    >>> shown(("money", "none")) == frozenset({"money"}), shown(("none",)), len(shown(())) == len(KINDS)
    (True, frozenset(), True)
    """
    return frozenset(names) - {NONE} if names else frozenset(BY_NAME)
