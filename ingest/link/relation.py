"""What a lower provision does with the upper one that it corresponds to.

The rules in their order; the first that fits decides:

1. *stricter*, *looser*: a comparable figure was tightened or loosened (:mod:`ingest.link.comparison`).
2. *possible-conflict*: on almost the same words the upper rule forbids (不得, 禁止) and the lower one permits
   or encourages. Only a person can say whether it is a conflict (抵触, 立法法 articles 98, 99, 107).
3. *restates*: the two sentences that are most alike are almost the same words.
4. *implements*: the upper words are addressed to a lower level of government (各市州, 设区的市, 各地), or
   the lower provision names the upper article.
5. *same-instrument*: both name the same tool (a fund, subsidy, list, platform, mechanism, system, plan) by a
   compound noun of four and more characters.
6. *details*: the lower provision says most of what the upper one says, and more.
7. *extends*: a sentence of the lower one is alike, and most of the rest of it is new.
8. *same-subject*: what remains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.link.signals import Signal, Signals
from ingest.link.units import Unit
from ingest.model import Comparison, Modality, Norm, Relation
from ingest.similarity import common_substrings, pair_terms

_RESTATES = 0.6
_ALIKE = 0.3
_MOST = 0.5
_ADDRESSED = re.compile(
    r"各(?:市|州|县|地区|地(?=[（要应方])|级人民政府|州（|市（)|设区的市|市[、（]?州|州（地|市、县|县级人民政府|地方(?:各级)?人民政府"
)
# Heads of compound nouns that name a tool of government (政策工具)
_TOOL = re.compile(
    r"(?:资金|基金|补贴|补助|补偿|奖励|机制|制度|体系|平台|目录|清单|名录|名单|通道|预案|计划|规划|方案|标准|档案|"
    r"数据库|保险|担保|园区|基地|许可|收费|保证金|联盟|委员会|小组)"
)
_FORBIDS = frozenset({Modality.PROHIBITION})
_ALLOWS = frozenset({Modality.PERMISSION, Modality.ENCOURAGEMENT, Modality.RIGHT})


def relate(signals: Signals, row: int, column: int, comparison: Comparison | None) -> Relation:
    """Return the relation of ``lower[row]`` to ``upper[column]`` by the rules of this module."""
    lower, upper = signals.lower[row], signals.upper[column]
    if comparison is not None and comparison.verdict in (Relation.STRICTER.value, Relation.LOOSER.value):
        return Relation(comparison.verdict)
    if _conflict(lower, upper):
        return Relation.POSSIBLE_CONFLICT
    first, second = (int(n) for n in signals.best[row, column])
    below = lower.text[slice(*lower.sentences[first])]
    above = upper.text[slice(*upper.sentences[second])]
    if likeness(below, above) >= _RESTATES:
        return Relation.RESTATES
    if signals.values[Signal.CITATION][row, column] or _ADDRESSED.search(above):
        return Relation.IMPLEMENTS
    if next(tools(below, above), None):
        return Relation.SAME_INSTRUMENT
    if coverage(upper.text, lower.text) >= _MOST and len(lower.text) > len(upper.text):
        return Relation.DETAILS
    if likeness(below, above) >= _ALIKE and coverage(lower.text, upper.text) < _MOST:
        return Relation.EXTENDS
    return Relation.SAME_SUBJECT


def likeness(one: str, other: str) -> float:
    """Return the Dice coefficient of the pairs of Chinese characters of two texts, 0 to 1."""
    a, b = ({term.text for term in pair_terms(text)} for text in (one, other))
    return 2 * len(a & b) / (len(a) + len(b)) if a or b else 0.0


def coverage(one: str, other: str) -> float:
    """Return the share of the pairs of Chinese characters of ``one`` that ``other`` has, 0 to 1."""
    a, b = ({term.text for term in pair_terms(text)} for text in (one, other))
    return len(a & b) / len(a) if a else 0.0


def tools(lower: str, upper: str) -> Iterator[str]:
    """Yield runs of four and more shared characters that name a tool, longest first.

    >>> list(tools("应当设立中小微企业发展专项资金", "安排小微企业发展专项资金，支持发展"))
    ['小微企业发展专项资金']
    """
    for start, _, length in common_substrings(lower, upper, least=4):
        run = lower[start : start + length]
        if _TOOL.search(run, 1):
            yield run


def _conflict(lower: Unit, upper: Unit) -> bool:
    return any(
        likeness(low.text, high.text) >= _RESTATES
        for high in _of(upper, _FORBIDS)
        for low in _of(lower, _ALLOWS)
    )


def _of(unit: Unit, modalities: frozenset[Modality]) -> Iterator[Norm]:
    return (norm for norm in unit.norms if norm.modality in modalities)
