"""Fines that must be given under the upper rule and may be given under the lower one: 处 … 罚款, 可以处 … 罚款.

A local regulation makes the penalties of an upper rule concrete within its conduct, kinds and range (行政处罚法 2021,
art. 12 para. 2); leave to give none goes under the range. The figures must be the same, the conduct nearly so, and no
fine of any upper rule that is as like may be optional itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ingest.check.finding import Finding, Open
from ingest.check.others import Library
from ingest.check.overstep.fines import Fine, fines, same_conduct, same_party
from ingest.check.overstep.making import Pair, finding, hierarchy, later, pairs
from ingest.check.overstep.powers import Maker
from ingest.model import Resolved
from ingest.resolve.identity import identify
from ontology.states import Gravity

_KEYS = {
    Maker.LOCAL: "penalty-local",
    Maker.VARYING: "penalty-local",
    Maker.DEPARTMENTAL: "penalty-departmental",
    Maker.GOVERNMENT: "penalty-government",
}
# How alike two acts must be to be one, the figures being the same
_SAME = 0.7
_MAY = re.compile(r"可")
_OR = re.compile(r"(?:警告|批评|教育|没收[^，,。；;]{0,12})或者?|或者?(?:并)?处")
_CLAUSE = re.compile(r"[，,；;。：:\n]")


def fine_optional(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find fines that the upper rule demands and the lower one only allows."""
    annotation = resolved.annotation
    found = list(pairs(annotation, str(identify(annotation.document).document), library))
    if not found or found[0].lower.rule.maker not in _KEYS:
        return
    above = [(pair, fine) for pair in found for fine in fines(pair.upper)]
    for fine in fines(found[0].lower):
        told = _demanded(fine, above) if _MAY.search(_before(fine)) else None
        if told is None:
            continue
        pair, upper = told
        here = pair.lower.quoted(fine.unit, fine.start, fine.end + 1)
        there = pair.upper.quoted(upper.unit, upper.start, upper.end + 1)
        if not pair.known:
            yield later("duty-weakened", here.path, pair)
            continue
        why = (
            f"上位规定为“{_said(upper)}”，本条为“{_said(fine)}”：对同一行为应当给予的罚款成为可以给予。",
            f"The upper rule says “{_said(upper)}”, this one “{_said(fine)}”: a fine that must be given may be given.",
        )
        note = (
            "行政处罚法关于从轻、减轻和不予处罚的规定已经允许的情形，不需要写成“可以”；上位规定另有规定的，可能合法。",
            "Cases in which the law on penalties itself lets a fine be lessened or left need no such leave; "
            "where the upper rule provides otherwise it may be lawful.",
        )
        rule = pair.lower.rule
        keys = (_KEYS[rule.maker or Maker.LOCAL], *hierarchy(pair))
        yield finding("duty-weakened", rule, here, there, keys, Gravity.MEDIUM, 0.8, (why, note))


def _demanded(fine: Fine, above: list[tuple[Pair, Fine]]) -> tuple[Pair, Fine] | None:
    """Return the fine above for the same conduct with the same figures, where all that are as like are demanded."""
    like = [(same_conduct(fine, each), pair, each) for pair, each in above if same_party(fine, each)]
    like = [one for one in like if one[0] >= _SAME]
    if not like or any(_optional(each) for _, _, each in like):
        return None
    same = [one for one in like if _figures(one[2]) == _figures(fine) and one[2].case == fine.case]
    _, pair, upper = max(same, key=lambda one: (one[1].known is True, one[0]), default=(0.0, None, None))
    return (pair, upper) if pair is not None and upper is not None else None


def _optional(fine: Fine) -> bool:
    return bool(_MAY.search(_before(fine)) or _OR.search(_before(fine)))


def _before(fine: Fine) -> str:
    """Return the words of its clause before the amount of a fine."""
    at = (fine.unit.position(fine.quantity.spans) or (0, 0))[0]
    return _CLAUSE.split(fine.unit.text[fine.start : at])[-1]


def _said(fine: Fine) -> str:
    place = fine.unit.position(fine.quantity.spans) or (0, 0)
    return f"{_before(fine)}{fine.unit.text[place[0] : place[1]]}"[-60:]


def _figures(fine: Fine) -> tuple[object, ...]:
    return fine.low, fine.high, fine.measure[0], fine.money
