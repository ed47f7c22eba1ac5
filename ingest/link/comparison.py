"""Comparison of quantities: did the lower rule tighten, loosen or keep a figure of the upper rule?

Two quantities are comparable if they measure the same thing: the same kind and unit, no different role, the
same shape (a floor, a ceiling, a range, an exact figure), shares of the same whole, and words around them that
are alike. Fines for two acts, or time limits of two procedures, are not compared, however equal their figures are.

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
over the other are *incomparable*, and so are lengths of time of unlike units of which neither is surely the longer
(:mod:`ingest.link.durations`): working days are held against days in one direction only, or not at all.

Numbers of persons, times and the like are compared only where both sides lay down a least or a greatest number
(不得少于二人, 每年至少一次), for one period: a number that a case depends on (三人以上联名) binds nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import product

from ingest.link.alike import likeness, pair_set
from ingest.link.durations import days, known, longer
from ingest.link.surroundings import clause, other_level, tier, without_figures
from ingest.link.units import SANCTIONS, Unit
from ingest.model import Comparison, Modality, Quantity, QuantityKind
from ontology import lexicon

_COMPARED = frozenset({QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.DURATION, QuantityKind.COUNT})
# The least likeness (Dice) of the words around two quantities that measure the same thing
_LEAST_LIKENESS = 0.25
# … that are of the same conduct, and of the cases in which two sanctions are set
_SAME_CONDUCT = 0.35
_SAME_FINED = 0.45
# … and where it is not known what a figure is for
_SAME_UNKNOWN = 0.95
_SAME_TIER = 0.5
_SAME_BASE = 0.5
_SAME_ADDRESSEE = 0.5
# How much less alike the words around a figure that is kept may be than those around one that is changed
_KEPT = 0.2
_MOST_TIMES = 20
# One of several figures, each for another: 分别不低于百分之六和百分之四
_SHARED_OUT = re.compile(lexicon.pattern("shared-out"))
_SENTENCE_END = re.compile(r"[。；;\n]")
# 对单位处二千元…, 对直接责任人员可以并处…: in the clause of the fine
_ADDRESSEE = re.compile(r"对([^，,；;。：:\n]{2,30}?)[，,]?(?:可以|可)?并?处以?$")
# Roles of figures that bind who must keep them, and of sums that are given, of which a floor binds who gives them
BINDING = frozenset({"fine", "penalty-term", "deadline", "period", "quota", "cap", None})
_GIVEN = frozenset({"fund", "subsidy", "reward"})
# Rules of :mod:`ontology.rules` by which a least or a greatest figure is laid down
_LAID_DOWN = frozenset({"bounds-at-least", "bounds-at-most"})
# The period in which so many are due: 每年, 每半年, 每三个月
_EVERY = re.compile(r"每[^，,。；;：每]{0,4}?(?:年|季度|季|月|周|日|天|次|批)")
_SUPPOSED = re.compile(r"的[，,。；;]?\s*$")
EQUAL, STRICTER, LOOSER, INCOMPARABLE = "equal", "stricter", "looser", "incomparable"


def compare(lower: Unit, counterparts: Sequence[Unit]) -> list[Comparison | None]:
    """Return for each of the counterparts of ``lower`` what is to be compared with it, or None.

    A quantity of the lower unit is compared with one quantity only, that of all counterparts whose
    surroundings are most alike: a fine is not held against the fine for a neighbouring act. Where several
    quantities of a pair can be compared, one that tells a difference stands before one that is kept, and one whose
    verdict says something before one that is incomparable.
    """
    found = [comparisons(lower, upper) for upper in counterparts]
    home: dict[int, tuple[float, int]] = {}
    for at, upper in enumerate(counterparts):
        for near, i, _ in matches(lower, upper):
            if near > home.get(i, (0.0, 0))[0]:
                home[i] = (near, at)
    places = {quantity.spans: home[i][1] for i, quantity in enumerate(lower.quantities) if i in home}
    chosen: list[Comparison | None] = []
    for at, pairs in enumerate(found):
        own = [pair for pair in pairs if places.get(pair.lower.spans) == at]
        chosen.append(_foremost(lower, counterparts[at], own))
    return chosen


def _foremost(lower: Unit, upper: Unit, found: Sequence[Comparison]) -> Comparison | None:
    """Return the comparison to be shown: what tells a difference, else what says something, else the first."""
    said = [each for each in found if each.verdict != INCOMPARABLE]
    return next((each for each in said if telling(lower, upper, each)), next(iter(said or found), None))


def comparisons(lower: Unit, upper: Unit) -> tuple[Comparison, ...]:
    """Return all comparisons, most alike surroundings first.

    Each quantity is compared once; a fine for all is compared with each of those that are set for units and persons.
    """
    used_lower: set[tuple[int, str]] = set()
    used_upper: set[tuple[int, str]] = set()
    found = []
    for _, i, j in matches(lower, upper):
        low, high = lower.quantities[i], upper.quantities[j]
        whom = addressee(lower, low), addressee(upper, high)
        below, above = (i, "" if whom[0] else whom[1]), (j, "" if whom[1] else whom[0])
        if below not in used_lower and above not in used_upper:
            used_lower.add(below)
            used_upper.add(above)
            found.append(Comparison(_dimension(low, high), low, high, verdict(low, high)))
    return tuple(found)


def telling(lower: Unit, upper: Unit, comparison: Comparison) -> bool:
    """Whether a comparison shows that the same conduct was bound more or less strictly.

    The words around both figures must be more alike than for a mere comparison, all but the same where the role of a
    figure is not known; a sanction must be for the same case (情节严重的), a time limit for the same act as far as the
    words behind it tell; no figure may be more than twenty times the other, and a sum that is given is none: it binds
    the payer and favours another.
    """
    low, high = comparison.lower, comparison.upper
    if comparison.verdict not in (STRICTER, LOOSER):
        return False
    if not _binding(lower, low, upper, high) or not _near(low, high) or _lasts(low):
        return False
    if not _one_end(lower, low, upper, high) or _SHARED_OUT.search(_ahead(lower, low)):
        return False
    alike = next(
        (
            alike
            for alike, i, j in matches(lower, upper)
            if lower.quantities[i] is low and upper.quantities[j] is high
        ),
        0.0,
    )
    one, other = _tier(lower, low), _tier(upper, high)
    if other_level(_sentence(lower, low), _sentence(upper, high)):
        return False
    least = _SAME_FINED if low.role in SANCTIONS else _SAME_CONDUCT
    if None in (role(low), role(high)):
        least = _SAME_UNKNOWN
    return alike >= least and _same_case(one, other)


def _binding(lower: Unit, low: Quantity, upper: Unit, high: Quantity) -> bool:
    """Whether two figures bind who must keep them; of sums that are given the floors do that must be given."""
    roles = {role(low), role(high)}
    if roles & _GIVEN and roles <= BINDING | _GIVEN:
        return all(each.high is None and _due(unit, each) for unit, each in ((lower, low), (upper, high)))
    return roles <= BINDING


def _due(unit: Unit, quantity: Quantity) -> bool:
    """Whether a figure stands in a duty."""
    holding = [norm for norm in unit.norms if any(each.spans == quantity.spans for each in norm.quantities)]
    return any(norm.modality is Modality.OBLIGATION for norm in holding)


def _same_case(one: str, other: str) -> bool:
    """Whether two sanctions are for one case; a step of a fine (违法所得不足一万元的) is none for the whole of it."""
    if one == other:
        return True
    figures = any(each != without_figures(each) for each in (one, other))
    return not figures and likeness(one, other) >= _SAME_TIER


def _lasts(quantity: Quantity) -> bool:
    """Whether it tells how long a thing lasts (每届任期三年), which binds nobody more or less."""
    exact = quantity.low is not None and quantity.low == quantity.high
    return quantity.kind is QuantityKind.DURATION and exact and quantity.role != "deadline"


def _near(one: Quantity, other: Quantity) -> bool:
    """Whether neither figure is many times the other."""
    ends = [(_number(one.low), _number(other.low)), (_number(one.high), _number(other.high))]
    if one.unit != other.unit:
        ends = [(_at_most(a, one.unit), _at_most(b, other.unit)) for a, b in ends]
    return all(a is None or b is None or max(a, b) <= _MOST_TIMES * min(a, b) for a, b in ends)


def _at_most(length: Decimal | None, unit: str) -> Decimal | None:
    """Return how many days a length has at most."""
    return None if length is None else days(length, unit)[1]


def _tier(unit: Unit, quantity: Quantity) -> str:
    """Return the case that a sanction is for; for anything else nothing."""
    place = unit.position(quantity.spans) if quantity.role in SANCTIONS else None
    return tier(unit.text, place[0]) if place else ""


def verdict(lower: Quantity, upper: Quantity) -> str:
    """Return ``equal``, ``stricter``, ``looser`` or ``incomparable`` (see the table of this module)."""
    ends = [_number(end) for end in (lower.low, lower.high, upper.low, upper.high)]
    low, high, upper_low, upper_high = ends
    if (low is None) != (upper_low is None) or (high is None) != (upper_high is None):
        return INCOMPARABLE
    if lower.unit != upper.unit:
        return _verdict_of_lengths(lower, upper)
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


def _verdict_of_lengths(lower: Quantity, upper: Quantity) -> str:
    """Return the verdict on two lengths of time of unlike units, both with one end or exact."""
    ends = ((_number(lower.low), _number(upper.low)), (_number(lower.high), _number(upper.high)))
    said = {longer(a, lower.unit, b, upper.unit) for a, b in ends if a is not None and b is not None}
    found = said.pop() if len(said) == 1 else None
    if not found:
        return _at_the_bound(lower, upper) if found == 0 else INCOMPARABLE
    floor = lower.high is None
    return STRICTER if (found > 0) is floor else LOOSER


def matches(lower: Unit, upper: Unit) -> list[tuple[float, int, int]]:
    """Return ``(likeness, index in lower, index in upper)`` of comparable quantities, most alike first.

    What is kept goes before what is changed, where the words around both are as good as alike; of equals, fines for
    those whom both sides name, or neither, go before a fine for all that is held against one for some.
    """
    found = []
    for i, low in enumerate(lower.quantities):
        for j, high in enumerate(upper.quantities):
            if not _same_dimension(low, high) or not _same_numbers(lower, low, upper, high):
                continue
            if _same_addressee(addressee(lower, low), addressee(upper, high)):
                around = product(lower.around[i], upper.around[j])
                near = max((_dice(one, other) for one, other in around), default=0.0)
                if near >= _LEAST_LIKENESS:
                    found.append((near, i, j))
    return sorted(
        found,
        key=lambda match: (
            -match[0] - _KEPT * _kept(lower, upper, match),
            bool(addressee(lower, lower.quantities[match[1]]))
            is not bool(addressee(upper, upper.quantities[match[2]])),
            match[1],
            match[2],
        ),
    )


def _kept(lower: Unit, upper: Unit, match: tuple[float, int, int]) -> bool:
    return verdict(lower.quantities[match[1]], upper.quantities[match[2]]) == EQUAL


def _one_end(lower: Unit, low: Quantity, upper: Unit, high: Quantity) -> bool:
    """Whether two time limits are for one act, as far as the words behind them tell: 五日内修复 is no 七日内退货."""
    if low.kind is not QuantityKind.DURATION or low.role in SANCTIONS:
        return True
    one, other = pair_set(_behind(lower, low)), pair_set(_behind(upper, high))
    return bool(one & other) or not one or not other


def _ahead(unit: Unit, quantity: Quantity) -> str:
    """Return the words of its sentence before a figure."""
    place = unit.position(quantity.spans)
    return _SENTENCE_END.split(unit.text[: place[0]])[-1] if place else ""


def _sentence(unit: Unit, quantity: Quantity) -> str:
    """Return the words of its sentence before and behind a figure."""
    return _ahead(unit, quantity) + _behind(unit, quantity)


def _behind(unit: Unit, quantity: Quantity) -> str:
    place = unit.position(quantity.spans)
    return _SENTENCE_END.split(unit.text[place[1] :], 1)[0] if place else ""


def addressee(unit: Unit, quantity: Quantity) -> str:
    """Return whom a fine is set for, as printed (对单位处…: 单位); nothing where it is for whoever did the act."""
    place = unit.position(quantity.spans) if quantity.role in SANCTIONS else None
    found = _ADDRESSEE.search(unit.text[unit.text.rfind("。", 0, place[0]) + 1 : place[0]]) if place else None
    return found[1] if found else ""


def _same_addressee(one: str, other: str) -> bool:
    return not one or not other or likeness(one, other) >= _SAME_ADDRESSEE


def _same_dimension(one: Quantity, other: Quantity) -> bool:
    return (
        one.kind in _COMPARED
        and one.kind is other.kind
        and _same_unit(one, other)
        and (role(one) is None or role(other) is None or one.role == other.role)
        and _same_base(one, other)
    )


def _same_unit(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are of one unit, or two time limits of units whose lengths are known."""
    if one.unit == other.unit:
        return True
    if "deadline" not in (one.role, other.role) or one.role in SANCTIONS or other.role in SANCTIONS:
        return False
    return one.kind is QuantityKind.DURATION and known(one.unit) and known(other.unit)


def _same_numbers(lower: Unit, low: Quantity, upper: Unit, high: Quantity) -> bool:
    """Whether two figures, if they are numbers of something, are both laid down, and for one period."""
    if low.kind is not QuantityKind.COUNT:
        return True
    if not _laid_down(lower, low) or not _laid_down(upper, high):
        return False
    return low.per == high.per and _period(lower, low) == _period(upper, high)


def _laid_down(unit: Unit, quantity: Quantity) -> bool:
    """Whether a figure is the least or the greatest that must be kept, and not a case that something depends on."""
    place = unit.position(quantity.spans)
    if quantity.bounds_rule not in _LAID_DOWN or place is None:
        return False
    return not _SUPPOSED.search(unit.text[slice(*clause(unit.text, *place))])


def _period(unit: Unit, quantity: Quantity) -> str:
    """Return in which period so many are due, as printed (每年); nothing where the clause names none."""
    place = unit.position(quantity.spans)
    found = _EVERY.search(unit.text[slice(*clause(unit.text, *place))]) if place else None
    return found[0] if found else ""


def _same_base(one: Quantity, other: Quantity) -> bool:
    """Whether two shares are of the same thing, as far as is said: 预算总额的30% is none of what is set aside."""
    if one.kind is not QuantityKind.PERCENT or one.base == other.base:
        return True
    return bool(one.base and other.base) and likeness(one.base or "", other.base or "") >= _SAME_BASE


def role(quantity: Quantity) -> str | None:
    """Return the role of a quantity, None where nothing is known of it."""
    return None if quantity.role == "other" else quantity.role


def _dimension(lower: Quantity, upper: Quantity) -> str:
    """Return the kind, the unit or both units, and the role if one of them has it: ``percent (%): share``."""
    said = role(lower) or role(upper)
    units = lower.unit if lower.unit == upper.unit else f"{lower.unit} / {upper.unit}"
    return f"{lower.kind.value} ({units})" + (f": {said}" if said else "")


def _at_the_bound(lower: Quantity, upper: Quantity) -> str:
    """Return the verdict for equal figures: they may still differ in whether a bound is included."""
    same_low = lower.low is None or lower.low_inclusive == upper.low_inclusive
    same_high = lower.high is None or lower.high_inclusive == upper.high_inclusive
    return EQUAL if same_low and same_high else INCOMPARABLE


def _number(value: object) -> Decimal | None:
    return Decimal(value) if isinstance(value, int | Decimal) else None


def _dice(one: Counter[str], other: Counter[str]) -> float:
    """Return the share of pairs of characters that two texts have in common, 0 to 1."""
    both = sum(min(one[pair], other[pair]) for pair in one.keys() & other.keys())
    return 2 * both / (one.total() + other.total()) if both else 0.0
