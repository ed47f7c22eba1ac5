"""Fines for conduct that the upper rules regulate without a penalty (行政处罚法 2021, art. 11 para. 3, 12 para. 3).

Such a supplementary fine is lawful where it carries out the upper rule and was heard, argued and reported; it is
marked, and low. It is told only where all that the rule names as its basis is at hand, the upper rule has the duty or
ban in nearly the same words, no fine of it is for like conduct, no penalty of it names the article of the duty, and
none is for any breach of whole laws (违反道路交通安全法律、法规关于道路通行规定的，处…罚款). Supplementing is
regulated since 15 July 2021; of rules made before, or on a day when the article in force is not known, nothing is told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.check.finding import Finding
from ingest.check.others import Library
from ingest.check.overstep.fines import Fine, fines, same_conduct
from ingest.check.overstep.making import Pair, finding, pairs
from ingest.check.overstep.powers import Maker
from ingest.link.alike import pair_set
from ingest.link.units import Unit
from ingest.model import Modality, Norm, Resolved
from ingest.resolve.identity import identify
from ontology.checks import in_force
from ontology.states import Gravity

_KEYS = {
    Maker.ADMINISTRATIVE: "penalty-administrative",
    Maker.LOCAL: "penalty-local",
    Maker.VARYING: "penalty-local",
}
_BANS = frozenset({Modality.PROHIBITION, Modality.OBLIGATION})
# The share of the words of a conduct that a norm above holds; likeness from which on a fine above is for like conduct
_HELD, _LIKE = 0.85, 0.4
# … and from which on a provision above that speaks of a penalty, with figures or without, speaks of the conduct
_SPOKEN = 0.6
_LEAST = 8
_ANY_BREACH = re.compile(
    r"违反[^，,。；;：第《]{0,40}(?:规定|法律|法规)的[，,][^。；;]{0,60}(?:罚款|警告|依法(?:给予|予以)[^。；;]{0,8}处罚)"
)
_PENALTIES = ("罚款", "处罚", "责任")


def fine_added(resolved: Resolved, library: Library) -> Iterator[Finding]:
    """Find supplementary fines."""
    annotation = resolved.annotation
    found = list(pairs(annotation, str(identify(annotation.document).document), library))
    rule = found[0].lower.rule if found else None
    if (
        rule is None
        or rule.maker not in _KEYS
        or {each.upper.rule.title for each in found} < set(rule.based_on)
        or in_force(_KEYS[rule.maker], rule.day) is None
        or any(_ANY_BREACH.search(unit.text) for pair in found for unit in pair.upper.units.values())
    ):
        return
    above = [fine for pair in found for fine in fines(pair.upper)]
    done: set[tuple[str, str]] = set()
    for fine in fines(found[0].lower):
        key = fine.unit.path, fine.acts[0].words
        if key in done or any(same_conduct(fine, each) >= _LIKE for each in above):
            continue
        done.add(key)
        told = next((each for pair in found if pair.known and (each := _regulated(pair, fine))), None)
        if told is None:
            continue
        pair, unit, norm = told
        place = unit.position(norm.spans) or (0, len(unit.text))
        act = fine.acts[0].words
        why = (
            f"上位规定（《{pair.upper.rule.title}》）对“{act}”有要求，没有规定处罚，"
            f"本条的罚款（{fine.quantity.text}）属于补充设定。",
            f"The upper rule regulates “{act}” without a penalty; this fine ({fine.quantity.text}) is a further one.",
        )
        note = (
            "为实施上位法可以补充设定，但应当广泛听取意见、向制定机关书面说明，并在备案时说明。",
            "It may be set to carry out the upper rule; opinions are to be heard, and it is to be explained.",
        )
        here = pair.lower.quoted(fine.unit, fine.start, fine.end + 1)
        there = pair.upper.quoted(unit, *place)
        keys = (_KEYS[rule.maker or Maker.LOCAL],)
        yield finding("fine-added", rule, here, there, keys, Gravity.LOW, 0.7, (why, note))


def _regulated(pair: Pair, fine: Fine) -> tuple[Pair, Unit, Norm] | None:
    """Return the norm above that asks for or forbids the conduct, where no penalty above names its article."""
    wanted = pair_set(fine.acts[0].words.removeprefix("未").removeprefix("擅自"))
    if len(wanted) < _LEAST:
        return None
    for unit in pair.upper.units.values():
        for norm in unit.norms:
            if norm.modality in _BANS and len(wanted & pair_set(norm.text)) >= _HELD * len(wanted):
                return None if _punished(pair, unit) or _spoken(pair, wanted) else (pair, unit, norm)
    return None


def _spoken(pair: Pair, wanted: frozenset[str]) -> bool:
    """Whether a provision above that has a penalty speaks of the conduct."""
    penal = (unit.text for unit in pair.upper.units.values() if any(word in unit.text for word in _PENALTIES))
    return any(len(wanted & pair_set(text)) >= _SPOKEN * len(wanted) for text in penal)


def _punished(pair: Pair, unit: Unit) -> bool:
    """Whether a provision on penalties of the same rule names the article, or the article has a penalty itself."""
    if any(word in unit.text for word in _PENALTIES):
        return True
    for other in pair.upper.units.values():
        if any(word in other.text for word in _PENALTIES):
            for each in other.citations:
                named = (each.article or "", *each.articles)
                if each.internal and any(
                    path.split("/")[0] == unit.path.split("/")[0] for path in named if path
                ):
                    return True
    return False
