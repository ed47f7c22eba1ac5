"""What a graph says of each document that Akoma Ntoso has an element for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lawgraph.outline import Provision, outlines
from lawgraph.stored_links import Reader, last

__all__ = ["Body", "Mark", "Paper", "papers"]

_DOCUMENTS = """SELECT ?d ?title ?work ?expression ?number ?type {
  ?d a lg:Document ; eli:title ?title .
  OPTIONAL { ?d eli:is_member_of ?work } OPTIONAL { ?d eli:is_realized_by ?expression }
  OPTIONAL { ?d eli:number ?number } OPTIONAL { ?d eli:type_document ?type }
} ORDER BY ?d"""
_DATES = """SELECT DISTINCT ?d ?what ?date {
  ?d a lg:Document ; ?what ?date . VALUES ?what {
    eli:date_document lg:dateAdopted lg:dateApproved lg:dateIssued lg:dateAmended
    eli:first_date_entry_in_force eli:date_no_longer_in_force
  }
} ORDER BY ?d ?what ?date"""
_ISSUERS = """SELECT DISTINCT ?d ?body ?name {
  ?d a lg:Document . { ?d eli:passed_by ?body . ?body skos:prefLabel ?name FILTER(LANG(?name) = "zh") }
  UNION { ?d lg:issuerName ?name FILTER NOT EXISTS { ?d eli:passed_by ?any } }
} ORDER BY ?d ?body ?name"""
_MENTIONS = """SELECT DISTINCT ?fact ?p ?body ?name {
  ?fact a lg:Mention ; lg:inProvision ?p ; lg:mentions ?body . ?body skos:prefLabel ?name FILTER(LANG(?name) = "zh")
} ORDER BY ?fact ?body"""
_CITATIONS = """SELECT ?fact ?p (MIN(STR(?t)) AS ?target) {
  ?fact a lg:Citation ; lg:inProvision ?p OPTIONAL { ?fact lg:cites ?t }
} GROUP BY ?fact ?p ORDER BY ?fact"""
_DAYS = """PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> SELECT DISTINCT ?fact ?p ?day {
  ?fact a lg:DateLimit ; lg:inProvision ?p ; lg:earliest ?day ; lg:latest ?day FILTER(DATATYPE(?day) = xsd:date)
} ORDER BY ?fact"""
_PLACES = """SELECT DISTINCT ?fact ?place {
  ?fact lg:inProvision ?p ; lg:place ?place ; a ?kind VALUES ?kind { lg:Mention lg:Citation lg:DateLimit }
}"""
_NAMES = {
    "date_document": "document",
    "dateAdopted": "adopted",
    "dateApproved": "approved",
    "dateIssued": "issued",
    "dateAmended": "amended",
    "first_date_entry_in_force": "in-force",
    "date_no_longer_in_force": "no-longer-in-force",
}


@dataclass(frozen=True, slots=True)
class Body:
    """A body: its IRI, nothing where only its name is known, and the name."""

    iri: str
    name: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A fact in the text of a provision: characters ``start`` to ``end`` of it.

    ``kind`` is ``citation``, ``body`` or ``date``; ``value`` the IRI cited (nothing where it is not known), that of
    the body, or the day.
    """

    start: int
    end: int
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A document: what it says of itself, its outermost provisions, and the marks in each provision's text.

    ``dates`` are pairs of what and day; ``type`` is the identifier of the document type, nothing where it is not
    known.
    """

    iri: str
    title: str
    work: str
    expression: str
    number: str
    type: str
    dates: tuple[tuple[str, str], ...]
    issuers: tuple[Body, ...]
    bodies: tuple[Body, ...]
    provisions: tuple[Provision, ...]
    marks: Mapping[str, tuple[Mark, ...]]


def papers(reader: Reader) -> list[Paper]:
    """Return the documents of a graph in the order of their IRIs; raise what the engine raises."""
    trees = outlines(reader)
    dates: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for document, what, date in reader.ask(_DATES):
        dates[document or ""].append((_NAMES[last((what or "").replace("#", "/"))], date or ""))
    issuers: defaultdict[str, list[Body]] = defaultdict(list)
    for document, body, name in reader.ask(_ISSUERS):
        issuers[document or ""].append(Body(body or "", name or ""))
    found: dict[str, Paper] = {}
    for row in reader.ask(_DOCUMENTS):
        iri, title, work, expression, number, kind = (value or "" for value in row)
        marks, bodies = _facts(reader, iri)
        found.setdefault(
            iri,
            Paper(
                iri,
                title,
                work or iri,
                expression or f"{iri}/zho",
                number,
                last(kind),
                tuple(dates[iri]),
                tuple(issuers[iri]),
                bodies,
                tuple(trees.get(iri, ())),
                marks,
            ),
        )
    return list(found.values())


def _facts(reader: Reader, document: str) -> tuple[Mapping[str, tuple[Mark, ...]], tuple[Body, ...]]:
    """Return the marks of a document by provision, and the bodies that it names."""
    readings = reader.readings(document)
    within = f"?p lg:inDocument <{document}> ."
    places: defaultdict[str, list[str]] = defaultdict(list)
    for fact, place in reader.ask(_within(_PLACES, within)):
        places[fact or ""].append(place or "")
    marks: defaultdict[str, dict[tuple[int, int, str], Mark]] = defaultdict(dict)

    def mark(fact: str | None, provision: str | None, kind: str, value: str | None) -> bool:
        where = _where(readings.get(provision or ""), places[fact or ""])
        if where is not None:
            marks[provision or ""].setdefault((*where, kind), Mark(*where, kind, value or ""))
        return where is not None

    for fact, provision, target in reader.ask(_within(_CITATIONS, within)):
        mark(fact, provision, "citation", target)
    for fact, provision, day in reader.ask(_within(_DAYS, within)):
        mark(fact, provision, "date", day)
    bodies: dict[str, Body] = {}
    for fact, provision, body, name in reader.ask(_within(_MENTIONS, within)):
        if mark(fact, provision, "body", body):
            bodies.setdefault(body or "", Body(body or "", name or ""))
    ordered = {provision: _apart(found.values()) for provision, found in marks.items()}
    used = {each.value for found in ordered.values() for each in found if each.kind == "body"}
    return ordered, tuple(body for iri, body in sorted(bodies.items()) if iri in used)


def _within(query: str, pattern: str) -> str:
    return query.replace("{", "{ " + pattern, 1)


def _where(reading: object, places: Iterable[str]) -> tuple[int, int] | None:
    from queries.words import Reading, spans_at

    ranges = reading.ranges(spans_at(" ".join(places))) if isinstance(reading, Reading) else ()
    return (ranges[0][0], ranges[-1][1]) if ranges else None


def _apart(marks: Iterable[Mark]) -> tuple[Mark, ...]:
    """Return marks in order, without those that reach into one before: of two the first, then the longer."""
    kept: list[Mark] = []
    for each in sorted(marks, key=lambda mark: (mark.start, -mark.end, mark.kind, mark.value)):
        if not kept or each.start >= kept[-1].end:
            kept.append(each)
    return tuple(kept)
