"""What is decided on two provisions, as a file of reviews has it: rows, their steps, and the row after another step."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lawgraph.reviews.decisions import Decision, Place, Reviewed
from lawgraph.reviews.editing import HISTORY, SEARCHED, Line, Sheet
from lawgraph.reviews.history import Did, Step, read, standing
from lawgraph.reviews.reading import CHECKS, MACHINE, NO_TERM
from ontology.iri import DocumentIri, text_digest

_SEEN_NOTHING = "0"


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


@dataclass(frozen=True, slots=True)
class OfPair:
    """The rows on two documents: links by their ends and by what these are parts of, and those without counterpart."""

    links: Mapping[tuple[str, str], tuple[Entry, ...]]
    within: Mapping[str, tuple[Entry, ...]]
    nothing: tuple[Entry, ...]

    def on(self, one: str, other: str, *, gap: bool) -> Iterator[Entry]:
        """Yield the rows that a decision on a link, or on a gap of ``one``, is on or can be against."""
        if gap:
            yield from (entry for entry in self.nothing if entry.ends[0] == one)
            yield from self.within.get(one, ())
            return
        yield from self.links.get((one, other), ())
        yield from (entry for entry in self.nothing if _denies(entry, one, other))


Index = Mapping[frozenset[str], OfPair]


def entries_of(sheet: Sheet) -> Index:
    """Return the rows of a file by the two documents that they are on; those that are wrong are left out."""
    found: defaultdict[frozenset[str], list[Entry]] = defaultdict(list)
    for place, line in enumerate(sheet.rows):
        entry = _entry(sheet, place, line, sheet.decided.get(place))
        if entry is not None:
            found[frozenset(map(text_of, entry.ends))].append(entry)
    return {pair: _of_pair(those) for pair, those in found.items()}


def _of_pair(entries: Sequence[Entry]) -> OfPair:
    links: defaultdict[tuple[str, str], list[Entry]] = defaultdict(list)
    within: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        if entry.none:
            continue
        links[entry.ends].append(entry)
        for end in entry.ends:
            for outer in around(end):
                within[outer].append(entry)
    return OfPair(
        {ends: tuple(those) for ends, those in links.items()},
        {iri: tuple(those) for iri, those in within.items()},
        tuple(entry for entry in entries if entry.none),
    )


def around(iri: str) -> Iterator[str]:
    """Yield a provision and those that it is part of."""
    document = text_of(iri)
    while iri.startswith(f"{document}/"):
        yield iri
        iri = iri.rpartition("/")[0]


def _entry(sheet: Sheet, place: int, line: Line, reviewed: Reviewed | None) -> Entry | None:
    cells = line.cells
    if sheet.expand(cells.get("predicate_id", "")).startswith(CHECKS):
        return None  # on a finding of a check
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
    steps = steps_of(cells, decision)
    return Entry(place, line, ends, none, lower_first, _on(decision, ends, none, lower_first), steps)


def _on(decision: Decision | None, ends: tuple[str, str], none: bool, lower_first: bool) -> Decision | None:
    """Return a decision with the documents of its places, so that it can be held against others."""
    if decision is None or not none:
        return decision
    empty = Place(text_of(ends[1]), "", "")
    return replace(decision, upper=empty) if lower_first else replace(decision, lower=empty)


def steps_of(cells: Mapping[str, str], decision: Decision | None) -> tuple[Step, ...]:
    """Return the steps of a row; where it says something else than they do, somebody changed it by hand."""
    steps = read(cells.get(HISTORY, ""))
    held = agreed_on(steps)
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


def agreed_on(steps: Sequence[Step]) -> tuple[Step, ...]:
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
    there = (index[pair] for pair in pairs if pair in index)
    return tuple(entry for each in there for entry in each.on(one, other, gap=gap))


def _denies(entry: Entry, lower: str, upper: str) -> bool:
    """Tell whether a row is that a provision of a link has no counterpart."""
    return entry.none and any(_within(end, entry.ends[0]) for end in (lower, upper))


def _within(iri: str, outer: str) -> bool:
    return f"{iri}/".startswith(f"{outer}/")


def state_of(one: str, other: str, rows: Sequence[Entry], *, gap: bool = False) -> State:
    """Return what holds of a link or gap, given the rows that touch it."""
    seen = text_digest("\n".join(sorted(row.line.written for row in rows))) if rows else _SEEN_NOTHING
    own = [row for row in rows if row.none == gap and row.ends[0] == one and (gap or row.ends[1] == other)]
    steps = merged(own)
    decided = [row.decision for row in own if row.decision is not None]
    clash = any(a.against(b) for at, a in enumerate(decided) for b in decided[:at])
    state = State(
        one,
        other,
        gap,
        seen,
        disputed=clash or disputed(steps),
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
    held = agreed_on(steps)
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


def merged(rows: Sequence[Entry]) -> tuple[Step, ...]:
    """Return the steps of the rows on the same provisions, in their order."""
    if len(rows) == 1:
        return rows[0].steps
    return tuple(sorted((step for row in rows for step in row.steps), key=lambda step: step.at))


def disputed(steps: Sequence[Step]) -> bool:
    """Tell whether people said opposite things, and nobody agreed with the last of them."""
    held = standing(steps)
    agreed = agreed_on(steps)
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
