"""How grave it is that a provision has no counterpart, by what it holds.

====  =================================================================================================
high  a ban, a relief, a sanction; an amount, a share, a count, a time limit or a day by which something
      is due; a duty of somebody to do a definite act (备案, 公布, 设立基金, 不少于)
low   all else: what calls on others, allows, defines, states a purpose or a scope; what a state or a place
      does in general without a word of duty (国家建立…体系, 本市给予…理解); a duty that only furthers or
      improves a matter (各级政府应当加强领导, 应当遵守法律); criminal liability, which the criminal law sets
====  =================================================================================================

What a word of the lexicon does not show to be general is definite: to overlook a duty costs more than to look at one
too many. A provision in which no norm was read is judged by its words of duty and ban alone.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.link.conduct import behind
from ingest.link.units import Unit
from ingest.model import Modality, Norm, Quantity, QuantityKind, Severity
from ontology import lexicon

PLACE = re.compile(lexicon.pattern("polity"))
"""What acts as a state or a place (国家, 本市): it is bound with all its bodies."""
_GRAVE = frozenset({Modality.PROHIBITION, Modality.EXEMPTION})
_AMOUNTS = frozenset({QuantityKind.MONEY, QuantityKind.PERCENT, QuantityKind.DURATION, QuantityKind.COUNT})
_ORDERS = re.compile(lexicon.pattern("duty", "must"))
_ORDERS_OR_BANS = re.compile(lexicon.pattern("duty", "must", "prohibition"))
_GENERAL = re.compile(
    rf"(?:{lexicon.pattern('adverb')})*(?:{lexicon.pattern('encouragement', 'furthers', 'general-act')})"
)
_PUNISHES = re.compile(rf"(?:{lexicon.pattern('sanction')})$")
_SET_ELSEWHERE = re.compile(rf"(?:{lexicon.pattern('set-elsewhere')})$")


def severity(unit: Unit) -> Severity:
    """Return how grave it is that a unit has no counterpart (see the table of this module)."""
    grave = any(map(_measures, unit.quantities)) or any(map(_binds, unit.norms))
    if not unit.norms:
        grave = grave or bool(_ORDERS_OR_BANS.search(unit.text))
    return Severity.HIGH if grave else Severity.LOW


def general(act: str) -> bool:
    """Tell whether an act, from its verb on, only furthers or improves a matter.

    >>> general("加强对安全生产工作的领导"), general("积极推动产业发展"), general("建立健全档案")
    (True, True, False)
    """
    return bool(_GENERAL.match(act))


def _measures(quantity: Quantity) -> bool:
    if quantity.kind is QuantityKind.DATE:
        return quantity.low is None  # up to a day, by which something is due
    return quantity.kind in _AMOUNTS


def _binds(norm: Norm) -> bool:
    if norm.modality is Modality.OBLIGATION:
        return _ordered(norm) and not any(map(general, _acts(norm)))
    if norm.modality is Modality.SANCTION:
        return not _SET_ELSEWHERE.search(norm.action)
    if norm.modality is Modality.SCOPE:  # 依照《…》的规定处罚: by whose rules it is punished
        return bool(_PUNISHES.search(norm.text))
    return norm.modality in _GRAVE


def _ordered(norm: Norm) -> bool:
    """Tell whether a word orders it, or a body that is named does it; a place is bound by a word alone."""
    if not all(map(PLACE.fullmatch, norm.bearers)):
        return True
    return norm.trigger is not None and bool(_ORDERS.search(norm.trigger))


def _acts(norm: Norm) -> Iterator[str]:
    """Yield the words behind the modal word, and the action, without the subject that a bare verb keeps before it."""
    for words in (behind(norm), norm.action):
        subject = next((each for each in norm.bearers if words.startswith(each)), "")
        yield words[len(subject) :]
