"""Fines against those of the upper rules for the same conduct (行政处罚法 2021, arts. 11 to 14).

A fine is held against all that any upper rule at hand sets for the same conduct of the same kind of party: inside one
of them it only makes it concrete. It is *outside* where it goes over the highest or under the lowest of them. The
conduct is the same where its words nearly are, or where they are less alike and the fine beside it, of the other kind
of party, has the very figures of the upper rule. Where the upper rule counts in multiples of a gain or value beside
sums, nothing is said. A text of the upper rule that is later than the lower rule judges nothing: then only today's
difference is told, as a question of staleness.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ingest.check.finding import Finding, Open, Quoted
from ingest.check.others import Library
from ingest.check.overstep.fines import Fine, fines, same_conduct, same_party
from ingest.check.overstep.making import Note, Pair, finding, hierarchy, later, pairs
from ingest.check.overstep.powers import Maker
from ingest.model import Resolved
from ingest.resolve.identity import identify
from ontology.states import Gravity

# How alike two acts must be to be one; for a finding that is grave, nearly the same words
_SAME, _SURELY = 0.85, 0.92
# … and where the rest of the sentence has the figures of the upper rule: it was taken over from there
_TAKEN_OVER = 0.65
_KEYS = {
    Maker.ADMINISTRATIVE: "penalty-administrative",
    Maker.LOCAL: "penalty-local",
    Maker.VARYING: "penalty-local",
    Maker.DEPARTMENTAL: "penalty-departmental",
    Maker.GOVERNMENT: "penalty-government",
}


@dataclass(frozen=True, slots=True)
class _Against:
    """The fines of an upper rule for the conduct of a lower fine, the most alike first."""

    pair: Pair
    found: tuple[tuple[float, Fine], ...]

    @property
    def alike(self) -> float:
        return self.found[0][0]

    @property
    def bounds(self) -> tuple[Decimal, Decimal]:
        return min(each.low for _, each in self.found), max(each.high for _, each in self.found)

    def holds(self, fine: Fine) -> bool:
        """Whether the fine is within what the upper rule sets, in any of its cases."""
        low, high = self.bounds
        return low <= fine.low and fine.high <= high


def fine_outside(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
    """Find fines outside the range of the upper rules for the same conduct."""
    annotation = resolved.annotation
    found = list(pairs(annotation, str(identify(annotation.document).document), library))
    if not found or found[0].lower.rule.maker not in _KEYS:
        return
    above = [(pair, list(fines(pair.upper))) for pair in found]
    done: set[tuple[str, int]] = set()
    own = list(fines(found[0].lower))
    for fine in own:
        beside = [
            each
            for each in own
            if each is not fine and (each.unit.path, each.start) == (fine.unit.path, fine.start)
        ]
        against = [each for pair, all_fines in above if (each := _against(pair, fine, beside, all_fines))]
        if not against or any(each.holds(fine) for each in against):
            continue
        told = max(against, key=lambda each: (each.pair.known is True, each.alike, each.pair.basis))
        key = (fine.unit.path, fine.quantity.spans[0].start)
        if key in done:
            continue
        done.add(key)
        yield from _told(fine, told, {each.pair.upper.rule.title for each in against}, found)


def _against(pair: Pair, fine: Fine, beside: Sequence[Fine], above: Sequence[Fine]) -> _Against | None:
    alike = [(same_conduct(fine, each), each) for each in above]
    conduct = [(near, each) for near, each in alike if near >= _SAME]
    if not conduct:
        conduct = [
            (near, each)
            for near, each in alike
            if near >= _TAKEN_OVER and same_party(fine, each) and _taken_over(fine, beside, each, above)
        ]
    if not conduct:
        return None
    best = max(near for near, _ in conduct)
    conduct = [(near, each) for near, each in conduct if near >= best - 0.03]
    same = [(near, each) for near, each in conduct if same_party(fine, each)]
    if any(each.money != fine.money for _, each in same):
        return None
    same = [(near, each) for near, each in same if each.measure == fine.measure]
    if not same:
        return None
    return _Against(pair, tuple(sorted(same, key=lambda one: (-one[0], one[1].case != fine.case))))


def _taken_over(fine: Fine, beside: Sequence[Fine], upper: Fine, above: Sequence[Fine]) -> bool:
    """Whether a sentence has the figures of one above, but for one end of this fine.

    对单位处五万元以上五十万元以下罚款，对个人处五千元以上五万元以下罚款: all is as above but the most for units.
    """
    if (fine.low == upper.low) == (fine.high == upper.high):
        return False
    there = [each for each in above if (each.unit.path, each.start) == (upper.unit.path, upper.start)]
    return any(
        one.party == other.party != fine.party and (one.low, one.high) == (other.low, other.high)
        for one in beside
        for other in there
    )


def _told(fine: Fine, against: _Against, _: set[str], all_pairs: Sequence[Pair]) -> Iterator[Finding | Open]:
    pair = against.pair
    rule = pair.lower.rule
    low, high = against.bounds
    upper = against.found[0][1]
    here = pair.lower.quoted(fine.unit, fine.start, fine.end + 1)
    there = pair.upper.quoted(upper.unit, upper.start, upper.end + 1)
    why = _why(fine, low, high, pair)
    if pair.known is None:
        yield later("fine-outside", here.path, pair)
        return
    if not pair.known:
        yield _lagging(pair, here, there, why)
        return
    titles = {each.upper.rule.title for each in all_pairs}
    missing = [each for each in rule.based_on if each not in titles]
    named = fine.named or upper.named  # the conduct is read in the article that a penalty names by number
    sure = against.alike >= _SURELY and not missing and pair.basis and not named
    keys = (_KEYS[rule.maker or Maker.LOCAL], *hierarchy(pair))
    note = _missing(missing) if missing else None
    gravity = Gravity.HIGH if sure else Gravity.MEDIUM
    yield finding("fine-outside", rule, here, there, keys, gravity, 0.9 if sure else 0.7, (why, note))


def _lagging(pair: Pair, here: Quoted, there: Quoted, why: Note) -> Finding:
    """Tell that today's text of the upper rule, later than the lower one, has another range."""
    upper = pair.upper.rule
    zh = f"《{upper.title}》现有文本（{upper.day}）晚于本文件（{pair.lower.rule.day}）。{why[0]}"
    en = f"The text of 《{upper.title}》 at hand ({upper.day}) is later than this rule. {why[1]}"
    note = (
        "制定时上位规定的幅度不明，不以后来的文本评判当时是否越权；这里只问是否应当随之修改。",
        "What the upper rule set when this one was made is not known, and is not judged by the later text; "
        "the question is only whether this rule should follow.",
    )
    keys = ("legislation-82-2",) if pair.lower.rule.maker is Maker.LOCAL else ("regulations-procedure",)
    return finding("lags-upper", pair.lower.rule, here, there, keys, Gravity.LOW, 0.8, ((zh, en), note))


def _why(fine: Fine, low: Decimal, high: Decimal, pair: Pair) -> Note:
    unit = ("元", "yuan") if fine.money else ("%", "%")
    parts = []
    if fine.high > high:
        parts.append(
            (
                f"上限 {_n(fine.high)}{unit[0]} 高于上位规定的上限 {_n(high)}{unit[0]}",
                f"the most, {_n(fine.high)} {unit[1]}, is over that of the upper rule, {_n(high)} {unit[1]}",
            )
        )
    if fine.low < low:
        parts.append(
            (
                f"下限 {_n(fine.low)}{unit[0]} 低于上位规定的下限 {_n(low)}{unit[0]}",
                f"the least, {_n(fine.low)} {unit[1]}, is under that of the upper rule, {_n(low)} {unit[1]}",
            )
        )
    act = fine.acts[0].words
    title = pair.upper.rule.title
    zh = (
        f"对“{act}”的罚款（{fine.quantity.text}），"
        + "，".join(each for each, _ in parts)
        + f"（《{title}》）。"
    )
    en = (
        f"The fine for “{act}” ({fine.quantity.text}): "
        + "; ".join(each for _, each in parts)
        + f" (《{title}》)."
    )
    return zh, en


def _missing(titles: Sequence[str]) -> Note:
    said = "、".join(f"《{each}》" for each in titles)
    return (
        f"制定依据{said}不在比较之列，其中可能另有规定。",
        f"{said}, named as basis, could not be compared, and may provide otherwise.",
    )


def _n(value: Decimal) -> str:
    return f"{value.normalize():f}"
