"""Applying decisions to what the program found between two documents: a person's word goes before it.

1. A link that was rejected goes, and all links between the parts of its two provisions. A link that a person wants
   within them stays.
2. A link that is wanted has the score 1 and the strength and difference that were said. Where the program has none
   of the two provisions but just one between parts of them, or between what they are parts of, that is the one, and
   the smaller provisions are its own; else it is made, from the candidate if there is one. So a review may name the
   article, or the paragraph that carries the link.
3. A unit that has lost its last link is a gap, in doubt: that one link is none does not say that there is no other.
   A gap of a unit that now has a link goes. A gap that a person has confirmed is absent for certain.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ingest.link import align
from ingest.link.gaps import names_of
from ingest.link.gravity import severity
from ingest.link.scorer import read_coefficients
from ingest.link.units import Unit, units
from ingest.model import (
    Alignment,
    Annotation,
    Correspondence,
    Difference,
    Evidence,
    Gap,
    GapState,
    Relation,
    Severity,
    Strength,
)
from ingest.read import ReadError
from ingest.resolve.identity import identify
from ingest.structure.pinpoints import Pinpoint
from lawgraph.reviews.collect import Decided
from lawgraph.reviews.decisions import NO_DIFFERENCE, Decision
from lawgraph.reviews.places import Trouble, placed, quoted
from lawgraph.reviews.reading import read_reviews

SIGNAL = "review"
"""The signal of the evidence of a link that a person added."""

Side = Literal["lower", "upper"]

_OF_STRENGTH = {Strength.SAME_ACT: Relation.DETAILS, Strength.SAME_MATTER: Relation.SAME_SUBJECT}


def align_reviewed(
    upper: Annotation,
    lower: Annotation,
    decisions: Sequence[Decision],
    learned: Path | None = None,
    *,
    candidates: bool = False,
) -> tuple[Alignment, tuple[Trouble, ...]]:
    """Link two documents, apply the decisions on them, and tell which of these could not be used.

    ``learned`` are coefficients in place of those shipped (:mod:`lawgraph.reviews.learning`).
    """
    scorer = read_coefficients(learned) if learned is not None else None
    if not decisions:
        return align(upper, lower, scorer, candidates=candidates), ()
    held, troubles = placed(upper, lower, decisions)
    found = applied(align(upper, lower, scorer, candidates=True), held)
    return (found if candidates else replace(found, candidates=())), troubles


def align_with(
    upper: Annotation, lower: Annotation, places: Iterable[Path], *, candidates: bool = False
) -> tuple[Alignment, tuple[ReadError, ...]]:
    """Link two documents, apply the decisions in files and folders, and tell what is wrong with those on them.

    Decisions on other documents are not spoken of: a file may be on many.
    """
    decided = Decided(read_reviews(places))
    below, above = (identify(each.document) for each in (lower, upper))
    pair = str(above.document), str(below.document)
    decided.among({pair[0]: above.work, pair[1]: below.work}, [pair], more=False)
    alignment, troubles = align_reviewed(
        upper, lower, decided.of(*pair), decided.learned, candidates=candidates
    )
    decided.tell(pair, troubles)
    return alignment, tuple(decided.failures)


def reviewed(alignment: Alignment, decisions: Sequence[Decision]) -> Alignment:
    """Return an alignment with the decisions on its two documents applied; those that do not fit are passed over.

    Without candidates in the alignment a unit that lost its last link has no nearest provision.
    """
    held, _ = placed(alignment.upper, alignment.lower, decisions)
    return applied(alignment, held)


def applied(alignment: Alignment, decisions: Sequence[Decision]) -> Alignment:
    """Return an alignment with decisions applied, as :func:`lawgraph.reviews.places.placed` gives them."""
    if not decisions:
        return alignment
    order = _Order(alignment)
    wanted = {(each.lower.path, each.upper.path): each for each in decisions if each.wanted and not each.none}
    refused = [each for each in decisions if not each.wanted or each.none]
    stays = [link for link in alignment.correspondences if _stays(link, wanted.values(), refused)]
    links = _with_wanted(alignment, stays, wanted)
    linked = {(link.lower_unit, link.upper_unit) for link in links}
    candidates = tuple(
        link
        for link in alignment.candidates
        if (link.lower_unit, link.upper_unit) not in linked and not _refused(link, refused)
    )
    return replace(
        alignment,
        correspondences=_grouped(sorted(links, key=order.link)),
        gaps=_gaps(alignment, links, candidates, refused, order),
        candidates=candidates,
    )


class _Order:
    """The order of provisions in their documents."""

    def __init__(self, alignment: Alignment) -> None:
        sides = {"lower": alignment.lower, "upper": alignment.upper}
        self.places = {
            side: {each.path: at for at, each in enumerate(annotation.document.provisions)}
            for side, annotation in sides.items()
        }

    def link(self, link: Correspondence) -> tuple[int, float, int, int, int]:
        lower, upper = self.places["lower"], self.places["upper"]
        unit = lower[link.lower_unit], -link.score, upper[link.upper_unit]
        return (*unit, lower[link.lower], upper[link.upper])

    def gap(self, gap: Gap) -> tuple[bool, int]:
        return gap.side == "lower", self.places[gap.side][gap.path]


def _within(path: str, outer: str) -> bool:
    """Tell whether a path is ``outer`` or lies in it; all lie in none.

    >>> _within("art-4/para-2", "art-4"), _within("art-41", "art-4"), _within("art-4", "")
    (True, False, True)
    """
    return not outer or f"{path}/".startswith(f"{outer}/")


def _meet(one: str, other: str) -> bool:
    """Tell whether one of two paths lies in the other or is it."""
    return _within(one, other) or _within(other, one)


def _in(link: Correspondence, decision: Decision) -> bool:
    """Tell whether a link is between the two provisions of a decision or parts of them."""
    return _within(link.lower, decision.lower.path) and _within(link.upper, decision.upper.path)


def _refused(link: Correspondence, refused: Iterable[Decision]) -> bool:
    return any(_in(link, each) for each in refused)


def _stays(link: Correspondence, wanted: Iterable[Decision], refused: Iterable[Decision]) -> bool:
    """Tell whether a link is refused by no decision, or by such alone within which another one wants it."""
    of_it = [each for each in wanted if _in(link, each)]
    return all(any(each.within(other) for each in of_it) for other in refused if _in(link, other))


def _with_wanted(
    alignment: Alignment, links: list[Correspondence], wanted: dict[tuple[str, str], Decision]
) -> list[Correspondence]:
    """Return the links with those that are wanted marked, or made."""
    known = {(link.lower, link.upper): link for link in links}
    for pair, decision in wanted.items():
        meant = [
            each
            for each in known
            if each not in wanted and _meet(each[0], pair[0]) and _meet(each[1], pair[1])
        ]
        if pair in known:
            link = known[pair]
        elif len(meant) == 1:
            link = _narrowed(alignment, known.pop(meant[0]), decision)
        else:
            link = _made(alignment, decision)
        known[link.lower, link.upper] = _decided(link, decision)
    return list(known.values())


def _narrowed(alignment: Alignment, link: Correspondence, decision: Decision) -> Correspondence:
    """Return a link between the smaller provisions that a decision names, with the words that it quotes of them."""
    lower, upper = decision.lower, decision.upper
    if not _within(link.lower, lower.path):
        spans = quoted(alignment.lower.document.provision(lower.path), lower.quote)[1]
        link = replace(link, lower=lower.path, lower_spans=spans)
    if not _within(link.upper, upper.path):
        spans = quoted(alignment.upper.document.provision(upper.path), upper.quote)[1]
        link = replace(link, upper=upper.path, upper_spans=spans)
    return link


def _decided(link: Correspondence, decision: Decision) -> Correspondence:
    """Return a link as a person decided it."""
    strength = Strength(decision.strength) if decision.strength else link.strength
    difference = link.difference
    if decision.difference:
        difference = None if decision.difference == NO_DIFFERENCE else Difference(decision.difference)
    same = difference == link.difference
    relation = link.relation
    if not same or strength != link.strength:
        relation = Relation(difference.value) if difference else _OF_STRENGTH[strength]
    return replace(
        link,
        score=1.0,
        strength=strength,
        difference=difference,
        difference_for=decision.difference_for or (link.difference_for if same else None),
        relation=relation,
        comparison=link.comparison if same else None,  # its verdict is what was not agreed with
        review=decision.who,
    )


def _made(alignment: Alignment, decision: Decision) -> Correspondence:
    """Return a link that the program has not: its candidate or a bare one, with the words that a person quoted."""
    between = _unit_of(alignment.lower, decision.lower.path), _unit_of(alignment.upper, decision.upper.path)
    of_units = (each for each in alignment.candidates if (each.lower_unit, each.upper_unit) == between)
    candidate = next((each for each in of_units if _in(each, decision)), None)
    lower = quoted(alignment.lower.document.provision(decision.lower.path), decision.lower.quote)
    upper = quoted(alignment.upper.document.provision(decision.upper.path), decision.upper.quote)
    evidence = Evidence(SIGNAL, 1.0, *lower, *upper)
    if candidate is not None:
        named = replace(candidate, lower=decision.lower.path, upper=decision.upper.path)
        return replace(named, evidence=(evidence, *candidate.evidence))
    return Correspondence(
        decision.lower.path,
        decision.upper.path,
        Relation.SAME_SUBJECT,
        1.0,
        (evidence,),
        lower_spans=lower[1],
        upper_spans=upper[1],
        lower_unit=between[0],
        upper_unit=between[1],
    )


def _unit_of(annotation: Annotation, path: str) -> str:
    """Return the path of the unit that a provision lies in; its own where it lies in none."""
    return next((unit.path for unit in units(annotation) if _within(path, unit.path)), path)


def _grouped(links: Sequence[Correspondence]) -> tuple[Correspondence, ...]:
    """Return links without groups that have but one left."""
    groups = [link.group for link in links]
    return tuple(
        replace(link, group=None) if link.group is not None and groups.count(link.group) == 1 else link
        for link in links
    )


@dataclass(frozen=True, slots=True)
class _Half:
    """One side of an alignment: its links, those that have gone, the candidates left, what was refused."""

    side: Side
    units: Sequence[Unit]
    links: Sequence[Correspondence]
    gone: Sequence[Correspondence]
    candidates: Sequence[Correspondence]
    refused: Sequence[Decision]
    cited: Mapping[str, Pinpoint]
    """How the provisions of the other side are cited."""

    def own(self, link: Correspondence) -> str:
        """The path of a link on this side."""
        return link.lower if self.side == "lower" else link.upper

    def other(self, link: Correspondence) -> str:
        """The path of the unit of a link on the other side."""
        return link.upper_unit if self.side == "lower" else link.lower_unit

    def paths(self, decision: Decision) -> tuple[str, str]:
        """The paths of a decision: on this side, on the other one."""
        paths = decision.lower.path, decision.upper.path
        return paths if self.side == "lower" else (paths[1], paths[0])

    def has_link(self, path: str) -> bool:
        """Tell whether a provision or a part of it has a link."""
        return any(_within(self.own(link), path) for link in self.links)

    def lost(self, path: str) -> list[str]:
        """Return to what a provision, or its parts, had links that have gone."""
        return [self.other(link) for link in self.gone if _within(self.own(link), path)]

    def confirmed(self) -> dict[str, Decision]:
        """Return the provisions that a person said to have no counterpart."""
        return {self.paths(each)[0]: each for each in self.refused if each.none and self.paths(each)[0]}

    def refused_of(self, path: str) -> list[Decision]:
        """Return the links of a unit, or of its parts, that a person refused."""
        return [each for each in self.refused if not each.none and _within(self.paths(each)[0], path)]


def _gaps(
    alignment: Alignment,
    links: Sequence[Correspondence],
    candidates: Sequence[Correspondence],
    refused: Sequence[Decision],
    order: _Order,
) -> tuple[Gap, ...]:
    """Return the gaps of both sides as they are after the decisions."""
    sides: tuple[tuple[Side, Annotation], ...] = (("lower", alignment.lower), ("upper", alignment.upper))
    kept = {(link.lower, link.upper) for link in links}
    gone = [link for link in alignment.correspondences if (link.lower, link.upper) not in kept]
    cited = names_of(alignment.upper, alignment.lower)
    found: list[Gap] = []
    for side, annotation in sides:
        there: Side = "upper" if side == "lower" else "lower"
        half = _Half(side, units(annotation), links, gone, candidates, refused, cited[there])
        found += _of_side(half, {gap.path: gap for gap in alignment.gaps if gap.side == side})
    return tuple(sorted(found, key=order.gap))


def _of_side(half: _Half, known: dict[str, Gap]) -> list[Gap]:
    by_path = {unit.path: unit for unit in half.units}
    fresh = {path for path, unit in by_path.items() if half.lost(path) and not unit.framing}
    confirmed = half.confirmed()
    found = []
    for path in known.keys() | fresh | confirmed.keys():
        if half.has_link(path):
            continue
        unit = by_path.get(path)
        grave = severity(unit) if unit is not None else Severity.LOW
        gap = known.get(path) or Gap(half.side, path, None, 0.0, "", severity=grave)
        refused = half.refused_of(path)
        if path in confirmed:
            gap = _absent(gap, confirmed[path])
        elif refused or path not in known:
            gap = _doubtful(gap, half, refused)
        found.append(gap)
    return found


def _absent(gap: Gap, decision: Decision) -> Gap:
    reason = f"{decision.who} 审定没有对应。 / {decision.who} decided that there is no counterpart."
    return replace(gap, state=GapState.ABSENT, probability=1.0, reason=reason, review=decision.who)


def _doubtful(gap: Gap, half: _Half, refused: Sequence[Decision]) -> Gap:
    """Return the gap of a unit of which links were refused: the nearest is what was not."""
    others = [half.paths(each)[1] for each in refused] or half.lost(gap.path)
    nearest, score = gap.nearest, gap.nearest_score
    if nearest is None or any(_meet(nearest, each) for each in others):
        nearest, score = _nearest(gap.path, half)
    last = max(refused, key=lambda each: (each.date, each.author), default=None)
    cited = [half.cited.get(each, Pinpoint(each, each)) for each in dict.fromkeys(others)]
    zh, en = "、".join(each.zh for each in cited), " and ".join(each.en for each in cited)
    return replace(
        gap,
        nearest=nearest,
        nearest_score=score,
        reason=f"人工否决了与{zh}的对应，没有其他对应。 / The link to {en} was rejected, there is no other.",
        state=gap.state if gap.state is GapState.FORMAL else GapState.DOUBTFUL,
        probability=round(1 - score, 4) if nearest else gap.probability,
        review=last.who if last else None,
    )


def _nearest(path: str, half: _Half) -> tuple[str | None, float]:
    """Return the best candidate that is left to a unit."""
    best = max(
        (each for each in half.candidates if _within(half.own(each), path)),
        key=lambda each: each.score,
        default=None,
    )
    return (half.other(best), best.score) if best is not None and best.score > 0 else (None, 0.0)
