"""What a lower provision does with the upper one that it corresponds to.

The rules in their order; the first that fits decides:

1. *stricter*, *looser*: a comparable figure was tightened or loosened (:mod:`ingest.link.comparison`).
2. *possible-conflict*: on almost the same words the upper rule forbids (不得, 禁止) and the lower one permits
   or encourages. Only a person can say whether it is a conflict (抵触, 立法法 articles 98, 99, 107).
3. *extends*: nearly all that the upper provision says stands in a lower one of twice its length.
4. *restates*: the two sentences that are most alike are almost the same words, and the lower provision is not
   for the most part new.
5. *implements*: the upper words are addressed to the lower governments (各州市, 各地, 各级政府), or the
   lower provision names the upper article.
6. *same-instrument*: both sentences name the same tool (a fund, list, platform, mechanism, plan) by a
   shared compound of four and more characters.
7. *details*: the two sentences say the same thing in other words.
8. *same-subject*: what remains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.link.alike import likeness
from ingest.link.signals import Signal, Signals
from ingest.link.units import Unit
from ingest.model import Comparison, Modality, Norm, Relation
from ingest.similarity import common_substrings
from ontology import lexicon

# Dice coefficients of two sentences: almost the same words; the same thing in other words
_SAME_WORDS = 0.6
_SAME_THING = 0.35
# Shares of the pairs of characters of one provision that the other has
_NEARLY_ALL = 0.75
_FOR_THE_MOST_PART_NEW = 0.4
_TWICE = 2.0
_LONGER = 1.3
_ADDRESSED = re.compile(
    r"各(?:[省市州县区旗盟]|级(?:人民)?政府|地(?:区|方)?(?=[（要应须可、，和]))|地方(?:各级)?(?:人民)?政府"
)
_TOOL = re.compile(lexicon.pattern("tool"))
_FORBIDS = frozenset({Modality.PROHIBITION})
_ALLOWS = frozenset({Modality.PERMISSION, Modality.ENCOURAGEMENT, Modality.RIGHT})


def relate(signals: Signals, row: int, column: int, comparison: Comparison | None) -> Relation:
    """Return the relation of ``lower[row]`` to ``upper[column]`` by the rules of this module."""
    lower, upper = signals.lower[row], signals.upper[column]
    if comparison is not None and comparison.verdict in (Relation.STRICTER.value, Relation.LOOSER.value):
        return Relation(comparison.verdict)
    if _conflict(lower, upper):
        return Relation.POSSIBLE_CONFLICT
    first, second = signals.best(row, column)
    below = lower.text[slice(*lower.sentences[first])]
    above = upper.text[slice(*upper.sentences[second])]
    alike = likeness(below, above)
    both, of_lower, of_upper = signals.pairs(row, column)
    if _share(both, of_upper) >= _NEARLY_ALL and len(lower.text) >= _TWICE * len(upper.text):
        return Relation.EXTENDS
    if alike >= _SAME_WORDS:
        new = _share(both, of_lower) < _FOR_THE_MOST_PART_NEW
        longer = len(lower.text) >= _LONGER * len(upper.text)
        return Relation.DETAILS if new and longer else Relation.RESTATES
    if signals.values[Signal.CITATION][row, column] or _ADDRESSED.search(above):
        return Relation.IMPLEMENTS
    if next(tools(below, above), None):
        return Relation.SAME_INSTRUMENT
    return Relation.DETAILS if alike >= _SAME_THING else Relation.SAME_SUBJECT


def _share(both: int, whole: int) -> float:
    """Return the share that ``both`` are of a whole, 0 to 1; nothing has no share."""
    return both / whole if whole else 0.0


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
        likeness(low.text, high.text) >= _SAME_WORDS
        for high in _of(upper, _FORBIDS)
        for low in _of(lower, _ALLOWS)
    )


def _of(unit: Unit, modalities: frozenset[Modality]) -> Iterator[Norm]:
    return (norm for norm in unit.norms if norm.modality in modalities)
