"""Duties, time limits and competences of linked provisions that are otherwise below than above.

Only nearly the same words of the same party count: a duty that became leave (应当 → 可以), a floor that is lower or a
ceiling that is higher than the one that is laid down above, a longer time for the same act of an authority or a party
that must act, the same act given to a body of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ingest.check.finding import Finding, Open, Quoted
from ingest.check.others import Library
from ingest.check.overstep.making import Note, Pair, finding, hierarchy, later, pairs
from ingest.link.alike import likeness, pair_set
from ingest.link.comparison import LOOSER, comparisons, telling
from ingest.link.conduct import Conduct, conducts, same_act, same_party
from ingest.link.surroundings import clause
from ingest.link.units import SANCTIONS, Unit
from ingest.model import Correspondence, Modality, Norm, Quantity, QuantityKind, Resolved
from ingest.resolve.identity import identify
from ingest.text import Span
from ontology import lexicon
from ontology.states import Gravity

_MAY = re.compile(r"可以|可|鼓励|支持|提倡|引导")
_DUTY = re.compile(lexicon.pattern("duty", "must"))
_BEFORE = re.compile(r"前$|之前$|以前$")
_AUTHORITY = re.compile(r"(?:政府|部门|机关|机构|委员会|局|厅)$")
# Clauses of an act, and whole sentences, that say the same; for a grave finding nearly the same words
_ACT, _WHOLE = 0.85, 0.75
_SURELY = 0.85
_SENTENCE = 0.6
_COMMON = re.compile(r"主管|行政|监督|监管|管理|执法|综合|部门|机关|机构|县级以上|地方|人民政府")
_RIGHT = frozenset({Modality.PERMISSION, Modality.RIGHT})
_BINDING = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_FLOORS_AND_CEILINGS = frozenset(
    {"bounds-at-least", "bounds-at-most", "bounds-in-advance", "bounds-days-before"}
)


def duty_weakened(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find acts that the upper rule demands and the lower one only allows or encourages, of the same party."""
    done: set[tuple[Span, ...]] = set()
    for pair, _, low, high in _linked(resolved, library):
        for one, other, alike in _weakened(low, high):
            if one.norm.spans in done:
                continue
            done.add(one.norm.spans)
            here, there = (
                _quoted(pair, low, one.norm.spans, True),
                _quoted(pair, high, other.norm.spans, False),
            )
            if not pair.known:
                yield later("duty-weakened", here.path, pair)
                continue
            word = one.norm.trigger or _said(_MAY, one.norm.text)
            why = (
                f"上位规定“{other.norm.trigger}”，本条为“{word}”：对“{_short(one.words)}”的义务减弱。",
                f"The upper rule says “{other.norm.trigger}”, this one “{word}”: a duty is weaker.",
            )
            sure = alike >= _SURELY and pair.basis and one.norm.modality is Modality.PERMISSION
            gravity = Gravity.HIGH if sure else Gravity.MEDIUM
            rule = pair.lower.rule
            yield finding("duty-weakened", rule, here, there, hierarchy(pair), gravity, 0.8, (why, None))


def figure_weakened(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find floors that are lower and ceilings that are higher than those of the upper rule, of what must be done."""
    done: set[tuple[Span, ...]] = set()
    for pair, _, low, high in _linked(resolved, library):
        for each in comparisons(low, high):
            one, other = each.lower, each.upper
            if each.verdict != LOOSER or one.spans in done or not _bounds(one, other):
                continue
            if not telling(low, high, each) or _around(low, one, high, other) < _SENTENCE:
                continue
            if not _binds(low, one) or not _binds(high, other):
                continue
            done.add(one.spans)
            here, there = _quoted(pair, low, one.spans, True), _quoted(pair, high, other.spans, False)
            if not pair.known:
                yield later("duty-weakened", here.path, pair)
                continue
            why = (
                f"上位规定为“{other.text}”，本条为“{one.text}”：要求更低。",
                f"The upper rule has “{other.text}”, this one “{one.text}”: less is asked for.",
            )
            sure = pair.basis and _around(low, one, high, other) >= _SURELY - 0.1
            gravity = Gravity.HIGH if sure else Gravity.MEDIUM
            keys = hierarchy(pair)
            yield finding("duty-weakened", pair.lower.rule, here, there, keys, gravity, 0.8, (why, None))


def _bounds(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are a floor or a ceiling that is laid down, and neither time limits nor sanctions."""
    return (
        {one.bounds_rule, other.bounds_rule} <= _FLOORS_AND_CEILINGS
        and not SANCTIONS & {one.role, other.role}
        and not _time_limits(one, other)
    )


def _binds(unit: Unit, quantity: Quantity) -> bool:
    """Whether a figure stands in a duty or a ban."""
    holding = [norm for norm in unit.norms if any(each.spans == quantity.spans for each in norm.quantities)]
    return any(norm.modality in _BINDING for norm in holding)


def _weakened(low: Unit, high: Unit) -> Iterator[tuple[Conduct, Conduct, float]]:
    above = [
        each
        for each in conducts(high)
        if each.must and each.norm.trigger and _DUTY.search(each.norm.trigger) and each.norm.doubt is None
    ]
    below = list(conducts(low)) if above else []
    kept = [each for each in below if each.must]
    for one in below:
        if one.must:
            continue
        for other in above:
            alike = min(likeness(one.words, other.words), same_act(one.words, other.words))
            whole = likeness(one.norm.text, other.norm.text)
            if (
                alike < _WHOLE
                or same_act(one.words, other.words) < _ACT
                or not _same_case(one.norm, other.norm)
            ):
                continue
            if not same_party(one.parties, other.parties) or whole < _WHOLE:
                continue
            if any(same_act(each.words, other.words) >= alike for each in kept):
                continue
            if any(
                likeness(one.norm.text, each.text) > whole for each in high.norms if each.modality in _RIGHT
            ):
                continue
            yield one, other, whole
            break


def _same_case(one: Norm, other: Norm) -> bool:
    return likeness(one.condition or "", other.condition or "") >= _SENTENCE or not (
        one.condition or other.condition
    )


def deadline_longer(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find time limits for the same act of who must act that are longer than those of the upper rule."""
    done: set[tuple[Span, ...]] = set()
    for pair, _, low, high in _linked(resolved, library):
        for each in comparisons(low, high):
            one, other = each.lower, each.upper
            if not _time_limits(one, other) or each.verdict != LOOSER or one.spans in done:
                continue
            if not telling(low, high, each) and _around(low, one, high, other) < _SURELY:
                continue
            if _around(low, one, high, other) < _SENTENCE or not _must(low, one) or not _must(high, other):
                continue
            done.add(one.spans)
            here, there = _quoted(pair, low, one.spans, True), _quoted(pair, high, other.spans, False)
            if not pair.known:
                yield later("deadline-longer", here.path, pair)
                continue
            why = (
                f"上位规定为“{other.text}”，本条为“{one.text}”：期限更长。",
                f"The upper rule has “{other.text}”, this one “{one.text}”: a longer time.",
            )
            sure = pair.basis and _around(low, one, high, other) >= _SURELY - 0.1
            gravity = Gravity.HIGH if sure else Gravity.MEDIUM
            keys = hierarchy(pair)
            yield finding("deadline-longer", pair.lower.rule, here, there, keys, gravity, 0.8, (why, None))


def _time_limits(one: Quantity, other: Quantity) -> bool:
    durations = one.kind is QuantityKind.DURATION and other.kind is QuantityKind.DURATION
    if not durations or _BEFORE.search(one.text) or _BEFORE.search(other.text):
        return False
    if SANCTIONS & {one.role, other.role} or "deadline" not in (one.role, other.role):
        return False
    ends = one.high, other.high
    return all(isinstance(end, int | Decimal) for end in ends)


def _around(low: Unit, one: Quantity, high: Unit, other: Quantity) -> float:
    return likeness(_sentence(low, one), _sentence(high, other))


def _sentence(unit: Unit, quantity: Quantity) -> str:
    place = unit.position(quantity.spans)
    if place is None:
        return ""
    start, end = next(
        (each for each in unit.sentences if each[0] <= place[0] < each[1]), clause(unit.text, *place)
    )
    return unit.text[start:end]


def _must(unit: Unit, quantity: Quantity) -> bool:
    """Whether the time is for what must be done: a longer time to ask for a thing favours who asks."""
    holding = [norm for norm in unit.norms if any(each.spans == quantity.spans for each in norm.quantities)]
    return any(norm.modality is Modality.OBLIGATION for norm in holding)


def competence_other(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find the same act that the upper rule gives to a body of one kind and the lower one to another."""
    done: set[tuple[Span, ...]] = set()
    for pair, _, low, high in _linked(resolved, library):
        for one, other, bodies in _other_body(low, high):
            if one.spans in done:
                continue
            done.add(one.spans)
            here, there = _quoted(pair, low, one.spans, True), _quoted(pair, high, other.spans, False)
            if not pair.known:
                yield later("competence-other", here.path, pair)
                continue
            why: Note = (
                f"上位规定由“{bodies[1]}”，本条由“{bodies[0]}”。",
                f"The upper rule says “{bodies[1]}”, this one “{bodies[0]}”.",
            )
            note = (
                "机构改革、相对集中行政处罚权或者综合行政执法的决定可能已经调整职责，若有即合法。",
                "A reform, or a decision on concentrated or comprehensive enforcement, may have moved the duty.",
            )
            keys = hierarchy(pair)
            yield finding(
                "competence-other", pair.lower.rule, here, there, keys, Gravity.LOW, 0.7, (why, note)
            )


def _other_body(low: Unit, high: Unit) -> Iterator[tuple[Norm, Norm, tuple[str, str]]]:
    for one in low.norms:
        bearers = _departments(low, one)
        if not bearers:
            continue
        for other in high.norms:
            above = _departments(high, other)
            if one.modality is not Modality.OBLIGATION or other.modality is not one.modality:
                continue
            if not above or set(bearers) & set(above) or len(one.action) < 12:
                continue
            if _stem(bearers) & _stem(
                above
            ):  # 环境保护主管部门 and 生态环境主管部门, 金融监管部门 and 金融监督管理部门
                continue
            if likeness(one.action, other.action) >= _ACT and likeness(one.text, other.text) >= _SENTENCE:
                yield one, other, (next(iter(bearers.values())), next(iter(above.values())))
                break


def _departments(unit: Unit, norm: Norm) -> dict[str, str]:
    """Return the departments that bear a norm, by their function; none where one is open or not known."""
    named = {mention.text: mention for mention in unit.mentions}
    found: dict[str, str] = {}
    for bearer in norm.bearers:
        mention = named.get(bearer)
        if mention is None or mention.generic or mention.function is None:
            return {}
        found[mention.function] = bearer
    return found


def _stem(bodies: dict[str, str]) -> frozenset[str]:
    """Return the pairs of characters of the names of departments, without what all of them have."""
    return frozenset().union(*(pair_set(_COMMON.sub("|", name)) for name in bodies.values()))


def _linked(resolved: Resolved, library: Library) -> Iterator[tuple[Pair, Correspondence, Unit, Unit]]:
    iri = str(identify(resolved.annotation.document).document)
    for pair in pairs(resolved.annotation, iri, library):
        for each in pair.alignment.correspondences:
            low, high = pair.lower.units.get(each.lower_unit), pair.upper.units.get(each.upper_unit)
            if low is not None and high is not None:
                yield pair, each, low, high


def _quoted(pair: Pair, unit: Unit, spans: tuple[Span, ...], lower: bool) -> Quoted:
    side = pair.lower if lower else pair.upper
    place = unit.position(spans) or (0, len(unit.text))
    start, end = next((each for each in unit.sentences if each[0] <= place[0] < each[1]), place)
    return side.quoted(unit, start, max(end, place[1]))


def _said(sign: re.Pattern[str], text: str) -> str:
    found = sign.search(text)
    return found[0] if found else ""


def _short(words: str) -> str:
    return words[:40].strip("，,。 ")
