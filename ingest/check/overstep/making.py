"""Findings of overstep: the words of both sides, the law behind, and how grave it is.

A finding is *high* only where the words of one of the articles behind it are known as they were when the lower rule
was made; where they are not, it is never judged by later ones: it stands at *medium* and says so. Where the lower rule
may vary the upper one, it is *low*.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import wraps

from ingest.check.finding import Finding, LawBehind, Open, Quoted
from ingest.check.others import Check, Library
from ingest.check.overstep.powers import Maker, Rule, in_time, over, rule_of
from ingest.link.units import Unit, units
from ingest.model import Alignment, Annotation, Resolved
from ontology.checks import articles, in_force
from ontology.states import Gravity

Note = tuple[str, str]
_NOT_KNOWN = (
    "制定时有效的上述法律条文文本不在库中，不以后来的文本评判，今日条文仅供对照。",
    "The text of those articles as they were when the rule was made is not known; nothing is judged by later ones, "
    "and those of today are shown for comparison only.",
)
_VARIES = (
    "本文件依法可以对上位规定作变通规定（{law}），不违背其基本原则即可能合法。",
    "This rule may vary the upper one ({law}), and may be lawful within those limits.",
)


@dataclass(frozen=True, slots=True)
class Side:
    """A document that is read: what it is as a rule, and its units by path."""

    rule: Rule
    annotation: Annotation
    units: dict[str, Unit]

    @classmethod
    def of(cls, annotation: Annotation) -> Side:
        """Return a document as a side."""
        return cls(rule_of(annotation.document), annotation, {each.path: each for each in units(annotation)})

    def quoted(self, unit: Unit, start: int, end: int) -> Quoted:
        """Return the words ``[start, end)`` of a unit, under the smallest provision that holds them."""
        text, spans = unit.quote(start, end)
        path = unit.path
        for part, place in zip(unit.parts, unit.part_places, strict=True):
            if place and place[0] <= start and end <= place[1] + 1:
                path = part.path
        return Quoted(self.rule.iri, self.rule.title, path, text, spans)


@dataclass(frozen=True, slots=True)
class Pair:
    """A lower and an upper document with how they are linked.

    ``known`` tells whether the text of the upper one was there when the lower one was made.
    """

    lower: Side
    upper: Side
    alignment: Alignment
    known: bool | None

    @property
    def basis(self) -> bool:
        """Whether the lower rule names the upper one as what it was made under."""
        return self.upper.rule.title in self.lower.rule.based_on


def pairs(lower: Annotation, iri: str, library: Library) -> Iterator[Pair]:
    """Yield a document with each rule over it that it was compared with, those that may judge it first."""
    side = Side.of(lower)
    uppers = ((Side.of(each.upper), each) for each in library.alignments(iri))
    found = [
        Pair(side, upper, each, in_time(upper.rule, side.rule))
        for upper, each in uppers
        if over(upper.rule, side.rule)
    ]
    yield from sorted(found, key=lambda pair: pair.known is not True)


def law_behind(keys: Iterable[str], day: str | None) -> tuple[LawBehind, ...]:
    """Return articles as they were on the day of a rule and as they are today; of a draft (None) only today's."""
    found = []
    for key in keys:
        known = articles().get(key)
        if not known:
            continue
        today, then = known[-1], in_force(key, day)
        printed = then or today
        found.append(
            LawBehind(
                today.law,
                printed.article,
                then.since if then else None,
                then.text if then else None,
                today.since,
                today.text,
                today.article if today.article != printed.article else None,
            )
        )
    return tuple(found)


def finding(
    kind: str,
    rule: Rule,
    here: Quoted,
    there: Quoted | None,
    keys: Sequence[str],
    gravity: Gravity,
    confidence: float,
    words: tuple[Note, Note | None],
) -> Finding:
    """Return a finding on a rule, no graver than what is known of the law allows.

    ``words`` are why it is one, and why it may be lawful.
    """
    why, note = words
    law = law_behind((*keys, *rule.varying), rule.day)
    notes = [note] if note else []
    if rule.varying:
        gravity = Gravity.LOW
        said = "、".join(f"《{each.law}》{each.article}" for each in law_behind(rule.varying, rule.day))
        notes.append((_VARIES[0].format(law=said), _VARIES[1].format(law=said)))
    if all(each.then is None for each in law):
        gravity = Gravity.MEDIUM if gravity is Gravity.HIGH else gravity
        notes.append(_NOT_KNOWN)
    joined = ("".join(zh for zh, _ in notes), " ".join(en for _, en in notes)) if notes else None
    return Finding(kind, here, there, law, gravity, confidence, why, joined, rule=f"overstep.{kind}")


def later(kind: str, path: str | None, pair: Pair) -> Open:
    """Return that the text of the upper rule as it was when the lower one was made is not known."""
    title = pair.upper.rule.title
    if pair.known is None:
        return Open(
            kind,
            path,
            (f"《{title}》文本的日期不明，不能评判。", f"The day of the text of 《{title}》 is not known."),
        )
    return Open(
        kind,
        path,
        (
            f"《{title}》现有文本（{pair.upper.rule.day}）晚于本文件（{pair.lower.rule.day}），当时有效的文本不在库中，"
            "不以后来的文本评判。",
            f"The text of 《{title}》 at hand ({pair.upper.rule.day}) is later than this rule ({pair.lower.rule.day}); "
            "that in force then is not known, and nothing is judged by a later one.",
        ),
    )


def hierarchy(pair: Pair) -> tuple[str, ...]:
    """Return the keys of the articles that put the upper rule over the lower one (立法法 2023, arts. 81, 99, 100)."""
    upper, lower = pair.upper.rule.maker, pair.lower.rule.maker
    if upper in (Maker.LAW, Maker.ADMINISTRATIVE):
        return ("legislation-hierarchy",)
    if lower in (Maker.LOCAL, Maker.VARYING):
        return ("legislation-81",)
    return ("legislation-hierarchy-local",)


def joined(check: Check) -> Check:
    """Return a check that tells of the same words of both sides once, with all that was found on them.

    Two fines in one sentence, of units and of persons, are one question.
    """

    @wraps(check)
    def once(resolved: Resolved, library: Library) -> Iterator[Finding | Open]:
        found: dict[str, Finding | Open] = {}
        for number, each in enumerate(check(resolved, library)):
            key = each.key if isinstance(each, Finding) else str(number)
            before = found.get(key)
            if isinstance(before, Finding) and isinstance(each, Finding):
                if each.why[0] not in before.why[0]:
                    why = before.why[0] + each.why[0], f"{before.why[1]} {each.why[1]}"
                    gravity = min(before.gravity, each.gravity, key=list(Gravity).index)
                    found[key] = replace(before, why=why, gravity=gravity)
            else:
                found[key] = each
        yield from found.values()

    return once
