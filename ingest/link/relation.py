"""What a lower provision does with the upper one that it corresponds to.

The rules in their order; the first that fits decides:

1. *stricter*, *looser*, *possible-conflict*: two sentences show the difference (:mod:`ingest.link.difference`).
2. *extends*: nearly all that the upper provision says stands in a lower one of twice its length.
3. *restates*: the two sentences that are most alike are almost the same words, and the lower provision is not
   for the most part new.
4. *implements*: the upper words are addressed to the lower governments (各州市, 各地, 各级政府), or the
   lower provision names the upper article.
5. *same-instrument*: both sentences name the same tool (a fund, list, platform, mechanism, plan) by a
   shared compound of four and more characters.
6. *details*: the two sentences say the same thing in other words.
7. *same-subject*: what remains.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.link.alike import likeness
from ingest.link.signals import Signal, Signals
from ingest.model import Difference, Relation
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


def relate(signals: Signals, row: int, column: int, difference: Difference | None) -> Relation:
    """Return the relation of ``lower[row]`` to ``upper[column]`` by the rules of this module."""
    lower, upper = signals.lower[row], signals.upper[column]
    if difference is not None:
        return Relation(difference.value)
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
