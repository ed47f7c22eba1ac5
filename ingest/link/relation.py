"""What a lower provision does with the upper one that it corresponds to, in one word.

The word follows from difference and strength (:mod:`ingest.link.difference`, :mod:`ingest.link.strength`), from what
cites and from how alike the two most alike sentences are. The rules in their order; the first that fits decides:

1. *stricter*, *looser*, *possible-conflict*: two sentences show the difference.
2. *same-subject*: the two only treat the same matter.
3. *restates*: the two sentences are nearly the same words, and hold the same figures: with another amount, share or
   time limit a sentence says something else, also where it cannot be told whether that is more or less.
4. *implements*: the lower provision names the upper article, or the upper one is a task or measure whose words are
   addressed to the lower governments (各州市, 各地, 各级政府); an article that speaks of 各级政府 binds all of them.
5. *same-instrument*: both sentences name the same tool (a fund, list, platform, mechanism, plan) by a shared compound
   of four and more characters, and the upper one is a task or measure: what two articles share so is most often more.
6. *details*: the two sentences say the same thing in other words.
7. *same-subject*: what remains.

*extends* is not told: what a reader calls so cannot be seen from length and shared words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.link.alike import likeness
from ingest.link.signals import Signal, Signals
from ingest.link.units import Unit
from ingest.model import Difference, Relation, Strength
from ingest.similarity import common_substrings
from ontology import lexicon

# Dice coefficients of two sentences: nearly the same words; the same thing in other words
_SAME_WORDS = 0.4
_SAME_THING = 0.3
_ADDRESSED = re.compile(
    r"各(?:[省市州县区旗盟]|级(?:人民)?政府|地(?:区|方)?(?=[（要应须可、，和]))|地方(?:各级)?(?:人民)?政府"
)
_ARTICLE = "art-"
_TOOL = re.compile(lexicon.pattern("tool"))


def relate(
    signals: Signals, row: int, column: int, strength: Strength, difference: Difference | None
) -> Relation:
    """Return the relation of ``lower[row]`` to ``upper[column]`` by the rules of this module."""
    if difference is not None:
        return Relation(difference.value)
    if strength is Strength.SAME_MATTER:
        return Relation.SAME_SUBJECT
    lower, upper = signals.lower[row], signals.upper[column]
    first, second = signals.best(row, column)
    place, other = lower.sentences[first], upper.sentences[second]
    below, above = lower.text[slice(*place)], upper.text[slice(*other)]
    alike = likeness(below, above)
    if alike >= _SAME_WORDS and _figures(lower, place) == _figures(upper, other):
        return Relation.RESTATES
    measure = not upper.path.rpartition("/")[2].startswith(_ARTICLE)
    if signals.values[Signal.CITATION][row, column] or (measure and _ADDRESSED.search(above)):
        return Relation.IMPLEMENTS
    if measure and next(tools(below, above), None):
        return Relation.SAME_INSTRUMENT
    return Relation.DETAILS if alike >= _SAME_THING else Relation.SAME_SUBJECT


def _figures(unit: Unit, sentence: tuple[int, int]) -> set[tuple[object, ...]]:
    """Return the amounts, shares, times and numbers in a sentence, each once, without their words."""
    start, end = sentence
    return {
        (each.kind, each.unit, each.low, each.high)
        for each in unit.quantities
        if (place := unit.position(each.spans)) and start <= place[0] < end
    }


def tools(lower: str, upper: str) -> Iterator[str]:
    """Yield runs of four and more shared characters that name a tool, longest first.

    >>> list(tools("应当设立中小微企业发展专项资金", "安排小微企业发展专项资金，支持发展"))
    ['小微企业发展专项资金']
    """
    for start, _, length in common_substrings(lower, upper, least=4):
        run = lower[start : start + length]
        if _TOOL.search(run, 1):
            yield run
