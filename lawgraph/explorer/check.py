"""审查: the questions that checks ask about the rules of a graph, with both quotations and the law behind each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from lawgraph.explorer.catalogue import Document, catalogue
from lawgraph.explorer.checked import Line, checked
from lawgraph.explorer.compare.documents import document_iri
from lawgraph.explorer.decided import State
from lawgraph.explorer.facets import LEVELS, Facet, Option, Tally, tallied
from lawgraph.explorer.finding_desk import CONFIRMED, DISMISSED
from lawgraph.explorer.found import Finding, in_full, table_of
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.explorer.review_file import NotKept
from lawgraph.explorer.status import day_asked
from lawgraph.explorer.words import Worded, concept
from lawgraph.stored_links import Reader
from ontology.checks import kinds

SIZE = 50
"""Findings at a time."""
_MOST = 60  # values of a facet
_GRAVITIES = ("high", "medium", "low")
_STATES: Mapping[str, Said] = {
    "open": Said("待确认", "open"),
    CONFIRMED: Said("已确认", "confirmed"),
    DISMISSED: Said("已排除", "dismissed"),
}
_TOLD = ("open", CONFIRMED)
"""What is shown where nothing is chosen: what was dismissed is silent."""
_TITLES: Mapping[str, Said] = {
    "review": Said("审核", "Review"),
    "gravity": Said("轻重", "Gravity"),
    "group": Said("类别", "Group"),
    "kind": Said("问题种类", "Kind"),
    "level": Said("层级", "Level"),
    "body": Said("负责的机关", "Who answers"),
}


@dataclass(frozen=True, slots=True)
class Findings(Worded):
    """The findings that the filters leave, from ``offset`` on; ``all`` is how many there are without filters.

    ``silent`` are those that were dismissed, which are told only where they are asked for; ``later`` those that stand
    only after the day. ``trouble`` is why it is not known what was decided.
    """

    findings: tuple[Finding, ...]
    facets: tuple[Facet, ...]
    total: int
    all: int
    silent: int
    later: int
    offset: int
    words: str
    on: str
    document: Document | None
    filtered: bool
    trouble: str
    size: int = SIZE
    counts: Mapping[str, int] = field(default_factory=dict)


def show(asked: Asked) -> Shown:
    """Show the findings that stand on a day, the gravest first; those that were dismissed where they are asked for."""
    given = asked.given
    day = day_asked(given.text("on")).isoformat()
    words, offset = given.text("q"), given.number("offset", 0)
    documents = catalogue(asked).by_iri
    lines = [each for each in checked(asked.engine, asked.store).lines if each.kind in kinds()]
    standing = [each for each in lines if each.since <= day]
    states, trouble = _states(asked)
    one = _document(asked, documents)
    near = [each for each in standing if _meant(each, one, documents, words)]
    chosen = {
        "review": given.several("review", tuple(_STATES)) or _TOLD,
        "gravity": given.several("gravity", _GRAVITIES),
        "group": given.several("group", tuple(dict.fromkeys(each.group for each in kinds().values()))),
        "kind": given.several("kind", tuple(kinds())),
        "level": given.several("level", tuple(LEVELS)),
        "body": given.several("body"),
    }
    found = tallied(((each, _values(each, documents, states), 1) for each in near), chosen)
    kept = sorted(found.left, key=lambda each: _GRAVITIES.index(each.gravity))
    shown = kept[offset : offset + SIZE]
    reader = Reader(asked.engine)
    silent = sum(_decided(each, states) == DISMISSED for each in standing)
    content = Findings(
        tuple(in_full(reader, shown, documents, states)),
        tuple(
            _facet(name, found, given.several(name)) for name in _TITLES if name != "review" or _told(found)
        ),
        len(kept),
        len(standing) - silent,
        silent,
        len(lines) - len(standing),
        offset,
        words,
        day,
        one,
        bool(any(given.several(name) for name in chosen) or words or one),
        trouble,
        counts={code: sum(each.gravity == code for each in kept) for code in _GRAVITIES},
    )
    return Shown(
        content,
        table=lambda: table_of(reader, kept, documents, states),
        things=tuple(each.iri for each in shown),
    )


def _states(asked: Asked) -> tuple[Mapping[str, State], str]:
    """Return what was decided on findings, or why that is not known."""
    if asked.desk is None:
        return {}, ""
    try:
        return asked.desk.findings.states(asked.engine, asked.store), ""
    except NotKept as error:
        return {}, str(error)


def _decided(line: Line, states: Mapping[str, State]) -> str:
    state = states.get(line.iri)
    return state.decided if state is not None else line.decided


def _told(found: Tally[Line]) -> bool:
    """Whether somebody decided on a finding: else there is nothing to choose."""
    return any(count for value, count in found.counts["review"].items() if value != "open")


def _document(asked: Asked, documents: Mapping[str, Document]) -> Document | None:
    named = asked.given.text("document")
    return documents.get(document_iri("document", named)) if named else None


def _meant(line: Line, one: Document | None, documents: Mapping[str, Document], words: str) -> bool:
    if one is not None and line.document != one.iri:
        return False
    document = documents.get(line.document)
    return not words or (document is not None and words in document.title)


def _values(
    line: Line, documents: Mapping[str, Document], states: Mapping[str, State]
) -> dict[str, dict[str, Said]]:
    kind, document = kinds()[line.kind], documents.get(line.document)
    level = document.level if document is not None and document.level in LEVELS else "unknown"
    decided = _decided(line, states) or "open"
    return {
        "review": {decided: _STATES[decided]},
        "gravity": {line.gravity: concept("gravities", line.gravity)},
        "group": {kind.group: concept("check-kinds", kind.group)},
        "kind": {line.kind: concept("check-kinds", line.kind)},
        "level": {level: LEVELS[level]},
        "body": {name: Said(name, name) for name in line.answering},
    }


def _facet(name: str, found: Tally[Line], chosen: Sequence[str]) -> Facet:
    counts, words = found.counts[name], found.words[name]
    orders = {
        "review": tuple(_STATES),
        "gravity": _GRAVITIES,
        "group": (),
        "kind": tuple(kinds()),
        "level": tuple(LEVELS),
    }
    order = list(orders.get(name, ()))
    there = {*(value for value, count in counts.items() if count), *chosen}
    listed = sorted(
        there, key=lambda value: (order.index(value) if value in order else 0, -counts[value], value)
    )
    options = tuple(
        Option(value, words.get(value, Said(value, value)), counts[value], value in chosen)
        for value in listed[:_MOST]
    )
    return Facet(name, _TITLES[name], options, len(there) - len(options))


PAGE = Page(
    name="check",
    path="/check",
    title=Said("审查", "Checks"),
    show=show,
    parameters=("document", "review", "gravity", "group", "kind", "level", "body", "q", "on", "offset"),
    bundled=("review.css", "review.js", "print.js"),
)
