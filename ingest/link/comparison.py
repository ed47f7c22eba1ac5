"""Comparison of quantities: did the lower rule tighten, loosen or keep a figure of the upper rule?

Two quantities are comparable if they measure the same thing: the same kind and unit, no different role, the
same shape (a floor, a ceiling, a range, an exact figure), and words around them that are alike. Fines for
two acts, or time limits of two procedures, are not compared, however equal their figures are.

*Stricter* and *looser* are said from the side of the one who bears the duty or the sanction (the rule that
a local regulation may not widen what the law permits, and may set a sanction only within the kinds and
range of the law: 立法法 article 82, 行政处罚法 article 12):

====================================  ===========================  =================================
shape                                 stricter                     example
====================================  ===========================  =================================
floor (不低于30%, 30%以上)            the floor is raised          share of a budget reserved
ceiling (不超过, 以内, 7个工作日内)   the ceiling is lowered       time limit of an authority
range of a sanction                   both ends not lower, one up  二万元以上二十万元以下
exact figure of a sanction            it is raised                 罚款五百元
====================================  ===========================  =================================

For what is given (a fund, subsidy or reward) a raised ceiling is *looser*, as any raised ceiling is; a
raised exact figure of it is a heavier duty of the payer and counts as stricter. Ranges of which neither is
over the other are *incomparable*.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from decimal import Decimal

from ingest.link.units import Unit
from ingest.model import Comparison, Quantity, QuantityKind
from ingest.similarity import pair_terms

_CLAUSE_END = re.compile(r"[，。；：！？\n]")
_FIGURE = re.compile(r"[0-9〇零一二三四五六七八九十百千万亿分之.．%％]+")
_COMPARED = frozenset({QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.DURATION})
# The least likeness (Dice) of the words around two quantities that measure the same thing
_LEAST_LIKENESS = 0.3
EQUAL, STRICTER, LOOSER, INCOMPARABLE = "equal", "stricter", "looser", "incomparable"


def compare(lower: Unit, upper: Unit) -> Comparison | None:
    """Return the comparison of the two quantities whose surroundings are most alike, or None.

    Among those, one whose verdict says something stands before one that is incomparable.
    """
    found = comparisons(lower, upper)
    return next((c for c in found if c.verdict != INCOMPARABLE), found[0] if found else None)


def comparisons(lower: Unit, upper: Unit) -> tuple[Comparison, ...]:
    """Return all comparisons, most alike surroundings first; each quantity is compared once."""
    scored = []
    for i, low in enumerate(lower.quantities):
        for j, high in enumerate(upper.quantities):
            if _same_dimension(low, high):
                likeness = _dice(surroundings(lower, low), surroundings(upper, high))
                if likeness >= _LEAST_LIKENESS:
                    scored.append((-likeness, i, j))
    used_lower: set[int] = set()
    used_upper: set[int] = set()
    found = []
    for _, i, j in sorted(scored):
        if i not in used_lower and j not in used_upper:
            used_lower.add(i)
            used_upper.add(j)
            low, high = lower.quantities[i], upper.quantities[j]
            found.append(Comparison(_dimension(low, high), low, high, verdict(low, high)))
    return tuple(found)


def verdict(lower: Quantity, upper: Quantity) -> str:
    """Return ``equal``, ``stricter``, ``looser`` or ``incomparable`` (see the table of this module)."""
    ends = [_number(end) for end in (lower.low, lower.high, upper.low, upper.high)]
    low, high, upper_low, upper_high = ends
    if (low is None) != (upper_low is None) or (high is None) != (upper_high is None):
        return INCOMPARABLE
    if (low, high) == (upper_low, upper_high):
        return _at_the_bound(lower, upper)
    if low is not None and upper_low is not None:
        if high is None or upper_high is None:
            return STRICTER if low > upper_low else LOOSER
        if lower.kind is QuantityKind.DURATION and low == high:
            return STRICTER if high < upper_high else LOOSER
        if low >= upper_low and high >= upper_high:
            return STRICTER
        return LOOSER if low <= upper_low and high <= upper_high else INCOMPARABLE
    if high is not None and upper_high is not None:
        return STRICTER if high < upper_high else LOOSER
    return INCOMPARABLE


def surroundings(unit: Unit, quantity: Quantity) -> str:
    """Return the comma clause that holds ``quantity`` without its figures, and what it applies to.

    A clause of little else than the figure (处二万元以上二十万元以下罚款) is read with the one before it.
    """
    place = unit.position(quantity.spans)
    if place is None:
        return quantity.applies_to or ""
    text = unit.text
    cuts = [0, *(m.end() for m in _CLAUSE_END.finditer(text)), len(text)]
    index = max(i for i, cut in enumerate(cuts[:-1]) if cut <= place[0])
    start = cuts[index]
    end = next(cut for cut in cuts if cut >= place[1])
    if len(_FIGURE.sub("", text[start:end])) < _SHORT and index:
        start = cuts[index - 1]
    return _FIGURE.sub("", text[start : place[0]] + text[place[1] : end])


_SHORT = 12


def _same_dimension(one: Quantity, other: Quantity) -> bool:
    return (
        one.kind in _COMPARED
        and one.kind is other.kind
        and one.unit == other.unit
        and (one.role is None or other.role is None or one.role == other.role)
    )


def _dimension(lower: Quantity, upper: Quantity) -> str:
    """Return the kind, the unit, and the role if one of them has it: ``percent (%): share``."""
    role = lower.role or upper.role
    return f"{lower.kind.value} ({lower.unit})" + (f": {role}" if role else "")


def _at_the_bound(lower: Quantity, upper: Quantity) -> str:
    """Return the verdict for equal figures: they may still differ in whether a bound is included."""
    same_low = lower.low is None or lower.low_inclusive == upper.low_inclusive
    same_high = lower.high is None or lower.high_inclusive == upper.high_inclusive
    return EQUAL if same_low and same_high else INCOMPARABLE


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _dice(one: str, other: str) -> float:
    """Return the share of pairs of characters that two texts have in common, 0 to 1."""
    a, b = (_counts(text) for text in (one, other))
    total = a.total() + b.total()
    return 2 * (a & b).total() / total if total else 0.0


def _counts(text: str) -> Counter[str]:
    return Counter(_texts(text))


def _texts(text: str) -> Iterable[str]:
    return (term.text for term in pair_terms(text))
