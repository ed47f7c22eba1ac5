"""What is decided on two provisions, as a file of reviews has it: rows, their steps, and the row after another step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from lawgraph.reviews.decisions import Decision, Place, Reviewed
from lawgraph.reviews.editing import HISTORY, SEARCHED, Line, Sheet
from lawgraph.reviews.history import Did, Step, read, standing, written
from lawgraph.reviews.keys import NOTHING
from lawgraph.reviews.reading import MACHINE, MANUAL, NO_TERM, PREDICATE
from ontology.iri import DocumentIri, text_digest

Index = Mapping[frozenset[str], tuple["Entry", ...]]
_SEEN_NOTHING = "0"
_FACETS = ("strength", "difference", "difference_for")


@dataclass(frozen=True, slots=True)
class Person:
    """Who decides: an identifier that a file of reviews may have (a CURIE), and the name, or nothing."""

    id: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class End:
    """One side of a link or gap: a provision, or with an empty ``iri`` the document in which nothing corresponds.

    ``work`` is the rule that ``document`` is a text of, or nothing; ``digest`` and ``quote`` are of the provision's
    words, ``label`` is how it is cited.
    """

    iri: str
    document: str
    work: str = ""
    digest: str = ""
    quote: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Ask:
    """A decision that somebody asks for: on what, what it is, by whom, and what was seen when it was made.

    ``score`` is the probability that the program gave the link or gap; the row has it when nobody's decision holds.
    """

    lower: End
    upper: End
    did: Did
    by: Person
    seen: str
    strength: str = ""
    difference: str = ""
    difference_for: str = ""
    remark: str = ""
    score: float = 0.0

    @property
    def gap(self) -> bool:
        """Whether it is on a gap."""
        return not (self.lower.iri and self.upper.iri)

    @property
    def about(self) -> tuple[str, str]:
        """The IRIs of the provisions, lower first; of a gap, of the provision and of the other document."""
        if not self.gap:
            return self.lower.iri, self.upper.iri
        own, other = (self.lower, self.upper) if self.lower.iri else (self.upper, self.lower)
        return own.iri, other.document

    @property
    def works(self) -> tuple[str, str]:
        """The rules of both, in the order of ``about``."""
        both = self.lower.work, self.upper.work
        return both if self.lower.iri else (both[1], both[0])


@dataclass(frozen=True, slots=True)
class Entry:
    """A row on two provisions, or on a provision (``ends[0]``) and a document or rule that has no counterpart.

    ``decision`` is what holds by it, or nothing; ``steps`` are those taken on it.
    """

    place: int
    line: Line
    ends: tuple[str, str]
    none: bool
    lower_first: bool
    decision: Decision | None
    steps: tuple[Step, ...]

    @property
    def about(self) -> tuple[tuple[str, str], bool]:
        """What it is on."""
        return self.ends, self.none


@dataclass(frozen=True, slots=True)
class State:
    """What holds of a link or a gap, and what was decided before.

    ``decided`` is ``confirmed``, ``rejected``, ``none`` (no counterpart) or nothing; ``by`` names those who said so,
    ``on`` is the day. ``difference`` is ``none`` where there is none. ``seen`` tells this state from others: a form
    carries it. ``disputed``: people said opposite things, and nobody agreed with the last. ``counterparts`` are, of a
    gap, the provisions that somebody said to correspond; ``without`` tells of a link that one of its provisions is
    said to have no counterpart.
    """

    one: str
    other: str
    gap: bool
    seen: str
    decided: str = ""
    by: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    on: str = ""
    strength: str = ""
    difference: str = ""
    difference_for: str = ""
    remark: str = ""
    disputed: bool = False
    steps: tuple[Step, ...] = ()
    counterparts: tuple[str, ...] = ()
    without: bool = False
    labels: tuple[str, str] = ("", "")
    lower_first: bool = True
    trouble: str = ""
    """Why nothing is known: the file is not understood."""

    @property
    def standing(self) -> tuple[Step, ...]:
        """The steps that hold."""
        return standing(self.steps)

    @property
    def at(self) -> str:
        """When the last step was taken; nothing where none was."""
        return max((step.at for step in self.steps), default="")


def entries_of(sheet: Sheet) -> Index:
    """Return the rows of a file by the two documents that they are on; those that are wrong are left out."""
    found: defaultdict[frozenset[str], list[Entry]] = defaultdict(list)
    for place, line in enumerate(sheet.rows):
        entry = _entry(sheet, place, line, sheet.decided.get(place))
        if entry is not None:
            found[frozenset(map(text_of, entry.ends))].append(entry)
    return {pair: tuple(those) for pair, those in found.items()}


def _entry(sheet: Sheet, place: int, line: Line, reviewed: Reviewed | None) -> Entry | None:
    cells = line.cells
    if reviewed is None and (
        sheet.expand(cells.get("mapping_justification", "")) != MACHINE or "author_id" in cells
    ):
        return None
    lower, upper = (sheet.expand(cells.get(f"{side}_id", "")) for side in ("subject", "object"))
    sides = [("subject", lower), ("object", upper)]
    none = NO_TERM in (lower, upper)
    if none:
        ((empty, _),) = [each for each in sides if each[1] == NO_TERM] or sides[:1]
        own = upper if lower == NO_TERM else lower
        searched = sheet.expand(cells.get(SEARCHED, "") or cells.get(f"{empty}_source", ""))
        if not searched and reviewed is not None:
            gone = reviewed.decision.lower if empty == "subject" else reviewed.decision.upper
            searched = gone.document or gone.work
        ends, lower_first = (own, searched), empty == "object"
    else:
        ends, lower_first = (lower, upper), True
    if not all(ends):
        return None
    decision = reviewed.decision if reviewed else None
    steps = _steps(cells, decision)
    return Entry(place, line, ends, none, lower_first, _on(decision, ends, none, lower_first), steps)


def _on(decision: Decision | None, ends: tuple[str, str], none: bool, lower_first: bool) -> Decision | None:
    """Return a decision with the documents of its places, so that it can be held against others."""
    if decision is None or not none:
        return decision
    empty = Place(text_of(ends[1]), "", "")
    return replace(decision, upper=empty) if lower_first else replace(decision, lower=empty)


def _steps(cells: Mapping[str, str], decision: Decision | None) -> tuple[Step, ...]:
    """Return the steps of a row; where it says something else than they do, somebody changed it by hand."""
    steps = read(cells.get(HISTORY, ""))
    held = _agreed(steps)
    if decision is None:
        if not held or held[-1].did is Did.WITHDRAW:
            return steps
        return (*steps, Step(steps[-1].at, "", "", Did.WITHDRAW))
    did = Did.NONE if decision.none else Did.CONFIRM if decision.wanted else Did.REJECT
    step = Step(
        max([decision.date, *(step.at for step in steps)]),
        "|".join(each.strip() for each in cells.get("author_id", "").split("|")),
        cells.get("author_label", ""),
        did,
        decision.strength,
        decision.difference,
        decision.difference_for,
        cells.get("comment", ""),
    )
    if held and held[-1].said == step.said and "|".join(dict.fromkeys(each.by for each in held)) == step.by:
        return steps
    gone = [Step(step.at, "", "", Did.WITHDRAW)] if held else []
    return (*steps, *gone, step)


def _agreed(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Return the last steps that hold and say the same."""
    held = standing(steps)
    start = len(held)
    while start and held[start - 1].said == held[-1].said:
        start -= 1
    return held[start:]


def text_of(iri: str) -> str:
    """Return the IRI of the text that ``iri`` is or lies in; itself where it is of none, as that of a rule."""
    try:
        return str(DocumentIri.parse(iri))
    except ValueError:
        return iri


def touching(
    index: Index, one: str, other: str, *, gap: bool, works: tuple[str, str] = ("", "")
) -> tuple[Entry, ...]:
    """Return the rows that a decision on two provisions, or a provision and a document, is on or can be against.

    Rows that name only the rule in which nothing corresponds are found where ``works`` names those of both ends.
    """
    texts = text_of(one), text_of(other)
    pairs = [frozenset(texts)]
    pairs += [frozenset((text, work)) for text, work in zip(texts, reversed(works), strict=True) if work]
    rows = [entry for pair in pairs for entry in index.get(pair, ())]
    if gap:
        return tuple(entry for entry in rows if _of_gap(entry, one))
    return tuple(entry for entry in rows if entry.ends == (one, other) or _denies(entry, one, other))


def _of_gap(entry: Entry, provision: str) -> bool:
    if entry.none:
        return entry.ends[0] == provision
    return any(_within(end, provision) for end in entry.ends)


def _denies(entry: Entry, lower: str, upper: str) -> bool:
    """Tell whether a row is that a provision of a link has no counterpart."""
    return entry.none and any(_within(end, entry.ends[0]) for end in (lower, upper))


def _within(iri: str, outer: str) -> bool:
    return f"{iri}/".startswith(f"{outer}/")


def state_of(one: str, other: str, rows: Sequence[Entry], *, gap: bool = False) -> State:
    """Return what holds of a link or gap, given the rows that touch it."""
    seen = text_digest("\n".join(sorted(row.line.written for row in rows))) if rows else _SEEN_NOTHING
    own = [row for row in rows if row.none == gap and row.ends[0] == one and (gap or row.ends[1] == other)]
    steps = _merged(own)
    decided = [row.decision for row in own if row.decision is not None]
    clash = any(a.against(b) for at, a in enumerate(decided) for b in decided[:at])
    state = State(
        one,
        other,
        gap,
        seen,
        disputed=clash or _disputed(steps),
        steps=steps,
        counterparts=tuple(_counterparts(one, rows)) if gap else (),
        without=not gap and any(row.none and row.decision is not None for row in rows),
    )
    if own:
        cells = own[0].line.cells
        labels = cells.get("subject_label", ""), cells.get("object_label", "")
        state = replace(state, remark=cells.get("comment", ""), labels=labels, lower_first=own[0].lower_first)
    if clash or not decided:
        return state
    held = _agreed(steps)
    last = held[-1]
    return replace(
        state,
        decided={Did.CONFIRM: "confirmed", Did.REJECT: "rejected", Did.NONE: "none"}.get(last.did, ""),
        by=tuple(dict.fromkeys(step.name or spoken(step.by) for step in held)),
        ids=tuple(dict.fromkeys(step.by for step in held)),
        on=decided[-1].date,
        strength=last.strength,
        difference=last.difference,
        difference_for=last.difference_for,
    )


def _counterparts(provision: str, rows: Iterable[Entry]) -> Iterable[str]:
    for row in rows:
        if row.decision is not None and row.decision.wanted and not row.none:
            yield row.ends[1] if _within(row.ends[0], provision) else row.ends[0]


def _merged(rows: Sequence[Entry]) -> tuple[Step, ...]:
    """Return the steps of the rows on the same provisions, in their order."""
    if len(rows) == 1:
        return rows[0].steps
    return tuple(sorted((step for row in rows for step in row.steps), key=lambda step: step.at))


def _disputed(steps: Sequence[Step]) -> bool:
    """Tell whether people said opposite things, and nobody agreed with the last of them."""
    held = standing(steps)
    agreed = _agreed(steps)
    people = {step.by for step in agreed}
    before = held[: len(held) - len(agreed)]
    return len(people) == 1 and any(
        step.did is not Did.WITHDRAW and step.by not in people and _contrary(step, agreed[-1])
        for step in before
    )


def _contrary(one: Step, other: Step) -> bool:
    pairs = zip(one.said[1:], other.said[1:], strict=True)
    return one.did is not other.did or any(a and b and a != b for a, b in pairs)


def spoken(identifier: str) -> str:
    """Return who is meant by an identifier, as far as it says it.

    >>> spoken("review:张三"), spoken("mailto:li@example.org"), spoken("orcid:0000-0002-1825-0097")
    ('张三', 'li@example.org', 'ORCID 0000-0002-1825-0097')
    """
    prefix, colon, rest = identifier.partition(":")
    if not colon or rest.startswith("//"):
        return identifier
    return {"review": rest, "mailto": rest, "orcid": f"ORCID {rest}"}.get(prefix, identifier)


def decision_of(ask: Ask) -> Decision:
    """Return the decision that is asked for."""
    lower, upper = (
        Place(end.document, end.work, end.iri.removeprefix(end.document)[1:])
        for end in (ask.lower, ask.upper)
    )
    facets = ask.strength, ask.difference, ask.difference_for
    return Decision(lower, upper, ask.did is not Did.REJECT, "", ask.by.id, *facets)


def settled(decision: Decision, ask: Ask) -> Decision:
    """Return a decision with the texts of what has no path, where it only names a rule that is asked about."""
    texts = {end.work: end.document for end in (ask.lower, ask.upper) if end.work}

    def there(place: Place) -> Place:
        if place.path:
            return place
        return Place(place.document or texts.get(place.work, place.work), "", "")

    return replace(decision, lower=there(decision.lower), upper=there(decision.upper))


def changed(sheet: Sheet, rows: Sequence[Entry], ask: Ask, at: str) -> Sheet:
    """Return the file after a decision at a moment, given the rows that touch it.

    What it is against is withdrawn by the same step, and is there again when that is undone.
    """
    own = [row for row in rows if _own(row, ask)]
    steps = _merged(own)
    lines: dict[int, Line | None] = {row.place: None for row in own[1:]}
    if ask.did is Did.UNDO:
        undone = next(step for step in reversed(standing(steps)) if step.by == ask.by.id)
        others = [row for row in rows if row not in own and _withdrawn_by(row, undone)]
        did = Did.UNDO
    else:
        mine = decision_of(ask)
        given = [(row, row.decision) for row in rows if row not in own and row.decision is not None]
        others = [row for row, decision in given if mine.against(settled(decision, ask))]
        if ask.did is Did.REMARK:
            others = []
        did = Did.WITHDRAW
    for row in others:
        taken = Step(at, ask.by.id, ask.by.name, did)
        lines[row.place] = _line(sheet, row.line.cells, (*row.steps, taken), 0.0)
    fresh = Step(
        at, ask.by.id, ask.by.name, ask.did, ask.strength, ask.difference, ask.difference_for, ask.remark
    )
    cells = {**(own[0].line.cells if own else {}), **_ends(sheet, ask)}
    if ask.remark:
        cells["comment"] = ask.remark
    line = _line(sheet, cells, (*steps, fresh), ask.score)
    if own:
        lines[own[0].place] = line
    kept = [lines.get(place, row) for place, row in enumerate(sheet.rows)]
    return replace(sheet, rows=(*(row for row in kept if row is not None), *(() if own else (line,))))


def _own(row: Entry, ask: Ask) -> bool:
    one, other = ask.about
    return row.none == ask.gap and row.ends[0] == one and (ask.gap or row.ends[1] == other)


def _withdrawn_by(row: Entry, step: Step) -> bool:
    last = standing(row.steps)[-1:]
    return any(each.did is Did.WITHDRAW and (each.at, each.by) == (step.at, step.by) for each in last)


def _ends(sheet: Sheet, ask: Ask) -> dict[str, str]:
    """Return the cells that say what a row is on, as the template writes them."""
    cells = {"predicate_id": sheet.curie(PREDICATE)}
    for side, end in (("subject", ask.lower), ("object", ask.upper)):
        cells |= {
            f"{side}_id": sheet.curie(end.iri) if end.iri else NOTHING,
            f"{side}_label": end.label,
            f"{side}_source": sheet.curie(end.work or end.document),
            f"{side}_quote": end.quote,
            f"{side}_sha256": end.digest,
        }
        if not end.iri:
            cells[SEARCHED] = sheet.curie(end.document)
    return cells


def _line(sheet: Sheet, cells: Mapping[str, str], steps: Sequence[Step], score: float) -> Line:
    """Return a row as it stands after its steps: the decision of those who agree, or the program's, which waits."""
    held = _agreed(steps)
    said = {**cells, HISTORY: written(steps)}
    for name in ("predicate_modifier", "author_id", "author_label", "mapping_date", *_FACETS):
        said.pop(name, None)
    if not held or held[-1].did is Did.WITHDRAW:
        said["mapping_justification"] = sheet.curie(MACHINE)
        said.setdefault("confidence", f"{score:.4g}")
        return sheet.line(said)
    last = held[-1]
    said |= {
        "predicate_modifier": "Not" if last.did is Did.REJECT else "",
        "mapping_justification": sheet.curie(MANUAL),
        "author_id": "|".join(dict.fromkeys(step.by for step in held)),
        "author_label": "|".join(dict.fromkeys(step.name for step in held if step.name)),
        "mapping_date": day_of(last.at),
        **dict(zip(_FACETS, last.said[1:], strict=True)),
    }
    return sheet.line(said)


def day_of(at: str) -> str:
    """Return the day of a moment where this machine is; a day as it is."""
    return datetime.fromisoformat(at).astimezone().date().isoformat() if "T" in at else at[:10]
