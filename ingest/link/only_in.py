"""What only one of two linked provisions has: a limit, an amount, a time, a duty without a counterpart in the other.

It is no difference (silence of one side is none), and a reader wants it: a new limit of sixty minutes in a city's rule.
Right before many, and only in links of one act that are all but certain:

* *figure*: an amount, share, time or count that binds, in a sentence that the other provision has in nearly the same
  words, where the sentence most like its own has none of its kind and none in the whole other provision can be
  compared with it (a fine: where the other has no fine at all).
* *dimension*: a time limit, a term, a quota, a cap or a fine, where nothing in the whole other provision is measured in
  its kind, in a sentence of which a good part of the words stands in the other provision. Where the link is surer
  still a tenth of them is enough: the matter is one, and one side alone sets a limit to it. Fines stand beside other
  fines, so that their sentence has to be like one of the other provision.
* *duty*: a duty to a definite act, or a ban, by a word of duty or ban, of whose act hardly any pair of characters
  stands in the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Literal

from ingest.link.alike import likeness, pair_set
from ingest.link.comparison import BINDING, matches, role
from ingest.link.gravity import general
from ingest.link.surroundings import clause
from ingest.link.units import SANCTIONS, Unit
from ingest.model import Modality, Norm, OnlyIn, Quantity, QuantityKind
from ingest.text import Span

_Side = Literal["lower", "upper"]
_Range = tuple[int, int]

# How alike the sentence must be to one of the other provision in which a figure, a duty is looked for
_SENTENCE_OF_FIGURE = 0.45
_SENTENCE_OF_DUTY = 0.55
# The most of the pairs of an act that may stand in the other provision, and the fewest that an act must have
_IN_THE_OTHER = 0.12
_LEAST_PAIRS = 4
_DUTIES = frozenset({Modality.OBLIGATION, Modality.PROHIBITION})
_ANNOUNCES = "下列"
# How likely a link must be for anything to be told: below, one in three is of another matter
_LEAST_LINK = 0.9
# What is a limit whatever stands beside it, and how much of its sentence must stand in the other provision, for a
# limit of a kind that the other does not have: in any such link, and in one that is next to certain
_LIMITS = frozenset({"deadline", "period", "quota", "cap", "fine", "penalty-term"})
_SHARED = 0.28
_CERTAIN, _TOUCHED = 0.97, 0.1
# What closes a clause and is no part of it
_SIGNS = tuple("，,；;：:。")


def only_in(lower: Unit, upper: Unit, score: float) -> tuple[OnlyIn, ...]:
    """Return what only the lower, then what only the upper provision has, in the order of the text.

    ``score`` is the probability of their link.
    """
    if score < _LEAST_LINK:
        return ()
    compared = matches(lower, upper)
    known = {i for _, i, _ in compared}, {j for _, _, j in compared}
    sides: tuple[tuple[_Side, Unit, Unit, set[int]], ...] = (
        ("lower", lower, upper, known[0]),
        ("upper", upper, lower, known[1]),
    )
    return tuple(each for side in sides for each in _of(*side, score))


def _of(side: _Side, unit: Unit, other: Unit, known: set[int], score: float) -> Iterator[OnlyIn]:
    new = [
        q
        for at, q in enumerate(unit.quantities)
        if at not in known and (_new_figure(unit, other, q) or _new_dimension(unit, other, q, score))
    ]
    parts = dict.fromkeys(clause(unit.text, *place) for place in map(unit.position, _spans(new)) if place)
    yield from (
        OnlyIn(side, *unit.quote(start, end - unit.text[:end].endswith(_SIGNS))) for start, end in parts
    )
    told = {span for quantity in new for span in quantity.spans}
    for norm in unit.norms:
        if _new_duty(unit, other, norm) and not told & {s for q in norm.quantities for s in q.spans}:
            yield OnlyIn(side, norm.text, norm.spans)


def _spans(quantities: Iterable[Quantity]) -> Iterator[tuple[Span, ...]]:
    return (quantity.spans for quantity in quantities)


def _new_figure(unit: Unit, other: Unit, quantity: Quantity) -> bool:
    if quantity.kind is QuantityKind.DATE or role(quantity) not in BINDING:
        return False
    if quantity.role in SANCTIONS and any(each.role in SANCTIONS for each in other.quantities):
        return False
    place = unit.position(quantity.spans)
    found = _counterpart(unit, other, place[0], _SENTENCE_OF_FIGURE) if place else None
    return found is not None and not any(
        each.kind is quantity.kind and _within(other, each, found) for each in other.quantities
    )


def _new_dimension(unit: Unit, other: Unit, quantity: Quantity, score: float) -> bool:
    """Whether a limit is of a kind that the whole other provision, which does the same act, does not have."""
    if quantity.kind is QuantityKind.DATE or quantity.role not in _LIMITS:
        return False
    if any(each.kind is quantity.kind for each in other.quantities):
        return False
    place = unit.position(quantity.spans)
    own = place and next((each for each in unit.sentences if each[0] <= place[0] < each[1]), None)
    if not own:
        return False
    if quantity.role in SANCTIONS and _counterpart(unit, other, own[0], _SENTENCE_OF_FIGURE) is None:
        return False
    words = pair_set(unit.text[slice(*own)])
    shared = len(words & pair_set(other.text)) / max(len(words), 1)
    return shared >= (_TOUCHED if score >= _CERTAIN else _SHARED)


def _new_duty(unit: Unit, other: Unit, norm: Norm) -> bool:
    if norm.modality not in _DUTIES or norm.trigger is None or _ANNOUNCES in norm.text:
        return False
    words = norm.text.partition(norm.trigger)[2] or norm.action
    if general(words):
        return False
    act = pair_set(words)
    if len(act) < _LEAST_PAIRS or len(act & pair_set(other.text)) > _IN_THE_OTHER * len(act):
        return False
    place = unit.position(norm.spans)
    return place is not None and _counterpart(unit, other, place[0], _SENTENCE_OF_DUTY) is not None


def _counterpart(unit: Unit, other: Unit, at: int, least: float) -> _Range | None:
    """Return the sentence of the other provision that is most like the one in which a place lies, if it is enough."""
    own = next((each for each in unit.sentences if each[0] <= at < each[1]), None)
    if own is None:
        return None
    words = unit.text[slice(*own)]
    alike, found = max((likeness(words, other.text[slice(*each)]), each) for each in other.sentences)
    return found if alike >= least else None


def _within(unit: Unit, quantity: Quantity, part: _Range) -> bool:
    place = unit.position(quantity.spans)
    return place is not None and part[0] <= place[0] < part[1]
