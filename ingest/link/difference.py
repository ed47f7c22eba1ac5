"""What became of the upper rule in the lower one, seen from the party that is bound, and what shows it.

A difference is told only with the two sentences that show it, and only where both speak of the same conduct; silence
of one side is none. The rules in their order; the first that fits decides:

1. *figures*: comparable amounts of the same conduct, tightened or loosened (:mod:`ingest.link.comparison`). Where one
   is tightened and another loosened a person has to look: *possible-conflict*. Sums that are given are left alone, as
   they bind the payer and favour another, but for a floor that must be given. Time limits of unlike units are held
   against each other only where one is surely the longer; a fine for one step (违法所得不足一万元的) or for things of
   another level (省重点保护) is none for the whole.
2. *fine*: on the same act a fine that may be set above must be set below (*stricter*), or the other way (*looser*).
3. *discipline*: officials are disciplined (处分) for a breach above and below only in a grave case (*looser*), or the
   other way.
4. *bans*: the lower ban forbids more, binds more parties or holds in more places (*stricter*), or the other way
   (:mod:`ingest.link.bans`).
5. *force*: what a party may do, or is encouraged to do, above, it must do below (*stricter*), or the other way. The
   two acts are nearly the same, or an explicit duty below holds three quarters of what is left open above.
6. *conflict*: on almost the same words the upper rule forbids (不得, 禁止) and the lower one permits or encourages:
   *possible-conflict*. Only a person can say whether it is one (抵触, 立法法 articles 98, 99, 107).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from ingest.link.alike import likeness, pair_set
from ingest.link.bans import reach
from ingest.link.comparison import LOOSER, STRICTER, addressee, comparisons, telling
from ingest.link.conduct import Conduct, anybody, behind, central, conducts, same_act, same_party, strangers
from ingest.link.surroundings import other_level, surroundings, tier
from ingest.link.units import SANCTIONS, Unit
from ingest.model import Comparison, Difference, Modality, Norm, Quantity, QuantityKind
from ingest.text import Span
from ontology import lexicon

# How alike two acts must be: that are fined; that one side asks for and the other leaves open, by a clause and wholly
_SAME_FINED = 0.45
_SAME_ACT = 0.7
_SAME_WHOLE = 0.45
# … or how much of an act that is left open above must stand in what is asked for below, and how alike both are then
_OPEN_HELD, _SAME_HELD = 0.75, 0.45
# … and what is allowed below and forbidden above
_SAME_ALLOWED = 0.7
# … and how much of what is forbidden the allowed act must hold: encouraging to buy is not forcing to buy
_BANNED_HELD = 0.85
# By how much the act must be less like any other norm of the same force on the other side
_CLEARLY = 0.05
# … and the cases in which they are asked for
_SAME_CASE = 0.3
# … and two sentences of discipline, which are worded alike wherever they are said of the same people
_SAME_DISCIPLINE = 0.45
_FINE = "罚款"
_DISCIPLINE = "处分"
_REGION = re.compile(rf"本(?:{lexicon.pattern('division-type')})")
_CLAUSE = re.compile(r"[，,；;]")
_OFFICIALS = re.compile(lexicon.pattern("public-end"))
_ONLY = re.compile(lexicon.pattern("only-then"))
_GRAVE = re.compile(lexicon.pattern("grave-case"))
_WAY = re.compile(lexicon.pattern("way-form"))
_DUTY = re.compile(lexicon.pattern("duty", "must"))
_BESIDE = lexicon.words("beside-a-duty")
_MORE = re.compile(lexicon.pattern("more-than-due"))
_FINES = frozenset({Modality.SANCTION, Modality.PERMISSION})
_ALLOWS = frozenset({Modality.PERMISSION, Modality.ENCOURAGEMENT})
_SAID = {STRICTER: Difference.STRICTER, LOOSER: Difference.LOOSER}


@dataclass(frozen=True, slots=True)
class Shown:
    """A difference, the party that is bound as printed (None: not named), and the sentences that show it."""

    difference: Difference
    party: str | None
    lower: tuple[Span, ...]
    upper: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Fine:
    """A fine: whether it may be left out, the tier it is for, the acts that it punishes, and where it stands."""

    may: bool
    tier: str
    acts: tuple[str, ...]
    at: int


def shown(lower: Unit, upper: Unit, comparison: Comparison | None) -> Shown | None:
    """Return the difference of two linked provisions, or None where no two sentences show one."""
    return (
        _figures(lower, upper, comparison)
        or _fines(lower, upper)
        or _discipline(lower, upper)
        or _bans(lower, upper)
        or _force(lower, upper)
        or _conflict(lower, upper)
    )


def _figures(lower: Unit, upper: Unit, comparison: Comparison | None) -> Shown | None:
    if comparison is None:
        return None
    told = [
        each
        for each in comparisons(lower, upper)
        if telling(lower, upper, each)
        and _in_like_sentences(lower, upper, each)
        and not strangers(_bearers(lower, each.lower), _bearers(upper, each.upper))
    ]
    if not told:
        return None
    first = told[0]
    said = {each.verdict for each in told}
    difference = _SAID[first.verdict] if len(said) == 1 else Difference.POSSIBLE_CONFLICT
    whom = addressee(lower, first.lower) if len(said) == 1 else ""
    parties = (whom,) if whom else first.lower.payer or _bearers(lower, first.lower)
    return Shown(
        difference, _named(parties), _around(lower, first.lower.spans), _around(upper, first.upper.spans)
    )


def _in_like_sentences(lower: Unit, upper: Unit, compared: Comparison) -> bool:
    """Whether two time limits stand in sentences that are alike: the words beside them tell little of the act."""
    if compared.lower.kind is not QuantityKind.DURATION or compared.lower.role in SANCTIONS:
        return True
    sentences = [
        unit.text[slice(*_sentence_at(unit, place[0]))]
        for unit, each in ((lower, compared.lower), (upper, compared.upper))
        if (place := unit.position(each.spans))
    ]
    return len(sentences) == 2 and likeness(*sentences) >= _SAME_WHOLE


def _named(parties: Sequence[str]) -> str | None:
    """Return the parties in one; a region (本市) binds itself to what its bodies do, and tells nobody."""
    return "、".join(party for party in parties if not _REGION.fullmatch(party)) or None


def _bearers(unit: Unit, quantity: Quantity) -> tuple[str, ...]:
    """Return who bears the duty in which a figure stands; a fine is borne by others than its norm's bearer."""
    found = (norm for norm in unit.norms if any(each.spans == quantity.spans for each in norm.quantities))
    return next((norm.bearers for norm in found if norm.modality not in _FINES), ())


def _fines(lower: Unit, upper: Unit) -> Shown | None:
    """Tell a fine that must be set from one that may be set for the same act."""
    best: tuple[float, _Fine, _Fine] | None = None
    above = tuple(_fines_of(upper))
    for low, high in product(_fines_of(lower) if above else (), above):
        if low.tier == high.tier:
            acts = (pair for pair in product(low.acts, high.acts) if not other_level(*pair))
            alike = max((likeness(*pair) for pair in acts), default=0.0)
            if alike >= _SAME_FINED and (best is None or alike > best[0]):
                best = (alike, low, high)
    if best is None or best[1].may == best[2].may:
        return None
    _, low, high = best
    difference = Difference.STRICTER if high.may else Difference.LOOSER
    return Shown(difference, None, _sentence(lower, low.at), _sentence(upper, high.at))


def _fines_of(unit: Unit) -> Iterator[_Fine]:
    for norm in unit.norms:
        if norm.modality in _FINES and _FINE in norm.text:
            place = unit.position(norm.spans)
            at = unit.text.find(_FINE, place[0]) if place else -1
            if at >= 0:
                acts = surroundings(unit.text, at, at + len(_FINE), sanction=True)
                yield _Fine(norm.modality is Modality.PERMISSION, tier(unit.text, at), acts, at)


def _discipline(lower: Unit, upper: Unit) -> Shown | None:
    """Tell a discipline that waits for a grave case from one that does not; each side must speak of one alone."""
    one, other = _disciplines(lower), _disciplines(upper)
    if len(one) != 1 or len(other) != 1:
        return None
    (low, below), (high, above) = one[0], other[0]
    if likeness(low.text, high.text) < _SAME_DISCIPLINE or bool(below) == bool(above):
        return None
    free = upper if below else lower
    if not _GRAVE.match(below or above) or _GRAVE.search(free.text):
        return None
    difference = Difference.LOOSER if below else Difference.STRICTER
    return Shown(difference, None, _around(lower, low.spans), _around(upper, high.spans))


def _disciplines(unit: Unit) -> list[tuple[Norm, str]]:
    """Return the norms that discipline officials, each with the case that it is for beside the breach."""
    found = []
    for norm in unit.norms:
        place = unit.position(norm.spans) if norm.modality is Modality.SANCTION else None
        at = unit.text.find(_DISCIPLINE, *place) if place else -1
        if at >= 0 and _OFFICIALS.search(
            _CLAUSE.split(unit.text[unit.text.rfind("。", 0, at) + 1 : at].strip(), 1)[0]
        ):
            found.append((norm, tier(unit.text, at)))
    return found


def _bans(lower: Unit, upper: Unit) -> Shown | None:
    found = reach(lower, upper)
    if found is None:
        return None
    difference = Difference.STRICTER if found.further else Difference.LOOSER
    spans = _around(lower, found.lower.spans), _around(upper, found.upper.spans)
    return Shown(difference, _named(found.parties), *spans)


def _force(lower: Unit, upper: Unit) -> Shown | None:
    """Tell what must be done from what may be done, where it is the same act of the same party."""
    above = [each for each in conducts(upper) if not _centrally(each)]
    below = list(conducts(lower)) if above else []
    best: tuple[float, Conduct, Conduct] | None = None
    for low, high in product(below, above):
        if low.must == high.must or not same_party(low.parties, high.parties):
            continue
        alike = same_act(low.words, high.words)
        if (
            high.must and high.norm.trigger is None
        ):  # a bare verb above may be a custom that 可以 below tells of
            continue
        if _only_way(low, high) or _other_case(low, high) or _beside(low, high):
            continue
        if not _one_act(low.words, high.words, alike) and not _holds(low, high):
            continue
        if high.must and anybody(low.parties):  # what all may do takes nothing from what some must do
            continue
        if (best is None or alike > best[0]) and _alone(low, high, alike, below, above):
            best = (alike, low, high)
    if best is None:
        return None
    _, low, high = best
    difference = Difference.STRICTER if low.must else Difference.LOOSER
    return Shown(
        difference, "、".join(low.parties), _around(lower, low.norm.spans), _around(upper, high.norm.spans)
    )


def _conflict(lower: Unit, upper: Unit) -> Shown | None:
    """Tell what is allowed below from the ban on it above; an allowed ban (可以禁止) is no leave to do the thing."""
    banned = [norm for norm in upper.norms if norm.modality is Modality.PROHIBITION]
    allowed = [
        each for each in lower.norms if each.modality in _ALLOWS and not _ONLY.match(each.trigger or "")
    ]
    for low, high in product(allowed if banned else (), banned):
        one, other = behind(low), behind(high)
        if (
            likeness(one, other) >= _SAME_ALLOWED
            and _held(other, one) >= _BANNED_HELD
            and (high.trigger or "\0") not in low.text
        ):
            parties = "、".join(low.bearers) or None
            spans = _around(lower, low.spans), _around(upper, high.spans)
            return Shown(Difference.POSSIBLE_CONFLICT, parties, *spans)
    return None


def _held(act: str, other: str) -> float:
    """Return the share of the pairs of characters of an act that stand in another, 0 to 1."""
    pairs = pair_set(act)
    return len(pairs & pair_set(other)) / len(pairs) if pairs else 0.0


def _one_act(one: str, other: str, alike: float) -> bool:
    """Whether two acts, so alike by their clauses, are wholly alike as well."""
    return alike >= _SAME_ACT and likeness(one, other) >= _SAME_WHOLE


def _beside(low: Conduct, high: Conduct) -> bool:
    """Whether what is left open is no softer form of a duty.

    It stands beside one (也可以), goes beyond it (超过规定比例), or is allowed on a condition only (方可).
    """
    must, may = (low, high) if low.must else (high, low)
    trigger = may.norm.trigger or "\0"
    more = _MORE.search(may.words) and not _MORE.search(must.words)
    beside = may.norm.text.partition(trigger)[0].endswith(_BESIDE)
    return bool(more) or beside or bool(_ONLY.match(trigger))


def _holds(low: Conduct, high: Conduct) -> bool:
    """Whether what a duty below asks for holds nearly all that is left open above, and not to anybody."""
    if not low.must or not _DUTY.search(low.norm.trigger or "") or anybody(high.parties):
        return False
    return _held(high.words, low.words) >= _OPEN_HELD and likeness(low.words, high.words) >= _SAME_HELD


def _only_way(low: Conduct, high: Conduct) -> bool:
    """Whether one side only opens a way of doing what the other asks for: 可以通过公告栏等形式公布."""
    must, may = (low, high) if low.must else (high, low)
    return bool(_WAY.search(may.words)) and not _WAY.search(must.words)


def _other_case(low: Conduct, high: Conduct) -> bool:
    """Whether both are for a case that is told, and for another one, whoever is named in it."""
    one, other = _case(low), _case(high)
    told = low.norm.condition and high.norm.condition
    return bool(told) and one != other and likeness(one, other) < _SAME_CASE


def _case(conduct: Conduct) -> str:
    """Return the case that a norm is for, without the names of the parties."""
    words = conduct.norm.condition or ""
    for party in conduct.parties:
        words = words.replace(party, "")
    return words


def _centrally(conduct: Conduct) -> bool:
    """Whether a central body itself is to act; what it encourages others to do binds them."""
    return conduct.norm.modality is not Modality.ENCOURAGEMENT and central(conduct.parties)


def _alone(
    low: Conduct, high: Conduct, alike: float, below: Sequence[Conduct], above: Sequence[Conduct]
) -> bool:
    """Whether neither side has a norm of the other's force that is as alike: it is kept there then, not changed."""
    kept = [same_act(each.words, high.words) for each in below if each.must == high.must]
    kept += [same_act(low.words, each.words) for each in above if each.must == low.must]
    return max(kept, default=0.0) < alike - _CLEARLY


def _around(unit: Unit, spans: Sequence[Span]) -> tuple[Span, ...]:
    place = unit.position(spans)
    return _sentence(unit, place[0]) if place else tuple(spans)


def _sentence(unit: Unit, at: int) -> tuple[Span, ...]:
    """Return the spans of the sentence in which a place lies, of the whole unit where it lies in none."""
    return unit.quote(*_sentence_at(unit, at))[1]


def _sentence_at(unit: Unit, at: int) -> tuple[int, int]:
    return next((each for each in unit.sentences if each[0] <= at < each[1]), (0, len(unit.text)))
