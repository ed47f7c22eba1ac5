"""What a document says of itself: the head of its page, with what was concluded rather than read marked as such."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lawgraph.explorer.catalogue import NAME, Document, catalogue_of
from lawgraph.explorer.reading.stored import Stored
from lawgraph.stored_links import Reader, last
from lawgraph.tables.amounts import day_of
from lawgraph.tables.holdings import chinese
from ontology.states import State
from ontology.terms import ELI, LG
from queries.engine import Engine

_DATES = (
    (LG.dateAdopted, "adopted", "通过", "adopted"),
    (LG.dateApproved, "approved", "批准", "approved"),
    (LG.dateIssued, "issued", "发布", "issued"),
    (LG.dateAmended, "amended", "修正", "amended"),
    (ELI.first_date_entry_in_force, "in_force", "施行", "in force from"),
    (ELI.date_no_longer_in_force, "expires", "失效", "until"),
)
_FIELD = {  # names by which a graph says what was concluded, as the head has them
    "document_type": "type",
    "level": "jurisdiction",
}
_VERSIONS = """SELECT ?d ?title ?day { <%s> eli:is_member_of/eli:has_member ?d . ?d lg:preferredLabel ?title
  OPTIONAL { ?d eli:date_document ?day } } LIMIT 60"""


@dataclass(frozen=True, slots=True)
class Named:
    """A thing with its name; ``iri`` is empty where only the name is known."""

    name: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """A date of the document: what happened on it in both languages, and the day as written in ISO 8601."""

    zh: str
    en: str
    day: str
    doubtful: bool


@dataclass(frozen=True, slots=True)
class File:
    """The file from which the document was read."""

    name: str
    sha256: str
    characters: int
    iri: str


@dataclass(frozen=True, slots=True)
class Trouble:
    """A diagnostic: its code, its message in both languages, and the first provision that it touches (or nothing)."""

    code: str
    zh: str
    en: str
    provision: str


@dataclass(frozen=True, slots=True)
class About:
    """The head of the page; ``doubtful`` are the names of what was concluded and is to be checked."""

    iri: str
    title: str
    number: str
    type: str
    type_code: str
    level: str
    territory: tuple[Named, ...]
    issuers: tuple[Named, ...]
    dates: tuple[Day, ...]
    day: str
    status: State
    since: str
    based_on: tuple[Named, ...]
    repeals: tuple[Named, ...]
    versions: tuple[Named, ...]
    doubtful: tuple[str, ...]
    files: tuple[File, ...]
    provisions: int
    facts: int
    facts_doubtful: int
    residues: int
    residue_characters: int
    troubles: tuple[Trouble, ...]


def about(engine: Engine, store: Path, stored: Stored, others: tuple[Named, ...], today: date) -> About:
    """Return the head of a document's page; ``store`` is the folder of the graph's store, ``others`` its versions."""
    doubtful = {_FIELD.get(value, value) for value, _ in stored.says.get(LG.inferredField, ())}
    dates = tuple(
        Day(zh, en, day, name in doubtful or "dates" in doubtful)
        for term, name, zh, en in _DATES
        for day, _ in stored.says.get(term, ())
    )
    return About(
        stored.iri,
        stored.said(ELI.title, LG.preferredLabel),
        stored.said(ELI.number),
        _named(stored, ELI.type_document)[0].name if stored.said(ELI.type_document) else "",
        last(stored.said(ELI.type_document)),
        stored.said(LG.level),
        _named(stored, ELI.jurisdiction),
        _issuers(stored),
        dates,
        stored.said(ELI.date_document),
        _listed(engine, store, stored).status(today),
        stored.said(ELI.first_date_entry_in_force),
        _mentioned(stored, ELI.based_on, LG.basedOnTitle),
        tuple(Named(title) for title, _ in stored.says.get(LG.repealsTitle, ())),
        others,
        tuple(sorted(doubtful)),
        tuple(
            File(each.file, each.sha256, len(each.characters), each.iri) for each in stored.sources.values()
        ),
        len(stored.provisions),
        len(stored.facts),
        sum(bool(fact.doubt) for fact in stored.facts),
        len(stored.residues),
        sum(len("".join(note.text.split())) for note in stored.residues),
        tuple(_troubles(stored)),
    )


def _listed(engine: Engine, store: Path, stored: Stored) -> Document:
    """Return the document as the catalogue has it, which knows what took its place.

    Where a build left no catalogue it is not made for one page: then the document says alone whether it holds.
    """
    if (store.parent / NAME).is_file():
        for document in catalogue_of(engine, store).documents:
            if document.iri == stored.iri:
                return document
    days = (
        day_of(stored.said(each)) for each in (ELI.first_date_entry_in_force, ELI.date_no_longer_in_force)
    )
    since, until = (day if isinstance(day, date) else None for day in days)
    return Document(stored.iri, stored.said(ELI.title), since=since, until=until)


def _named(stored: Stored, term: str) -> tuple[Named, ...]:
    return tuple(Named(label or last(value), value) for value, label in stored.says.get(term, ()))


def _issuers(stored: Stored) -> tuple[Named, ...]:
    """Return who issued a document: bodies where they are known, and names that are none of theirs."""
    bodies = _named(stored, ELI.passed_by)
    known = {body.name for body in bodies}
    names = (name for name, _ in stored.says.get(LG.issuerName, ()))
    return bodies or tuple(Named(name) for name in names if name not in known)


def _mentioned(stored: Stored, term: str, names: str) -> tuple[Named, ...]:
    """Return documents that are in the graph, and titles of those that are not."""
    there = _named(stored, term)
    known = {each.name for each in there}
    titles = (title for title, _ in stored.says.get(names, ()))
    return (*there, *(Named(title) for title in titles if title not in known))


def versions(engine: Engine, document: str) -> tuple[Named, ...]:
    """Return the other dated texts of the same rule, by their dates."""
    rows = Reader(engine).ask(_VERSIONS % document)
    found = sorted((day or "", iri or "", title or "") for iri, title, day in rows)
    return tuple(Named(f"{day or '日期未知'} {title}", iri) for day, iri, title in found if iri != document)


def _troubles(stored: Stored) -> Iterator[Trouble]:
    starts = sorted(
        (spans[0], each.iri)
        for each in stored.provisions
        if (spans := stored.spans(each.iri)) and each.kind not in ("chapter", "section", "annex")
    )
    for note in stored.diagnostics:
        spans = stored.spans(note.iri)
        at = [iri for start, iri in starts if spans and start[0] <= spans[0][0]]
        zh = chinese(note.text) or note.text
        en = note.text.removeprefix(zh).strip() or note.text
        yield Trouble(note.code, zh, en, at[-1] if at else "")
