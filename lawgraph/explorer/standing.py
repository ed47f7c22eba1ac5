"""What a text or a provision is and was, period by period, each with the words that it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from lawgraph.explorer.counting import day_of
from lawgraph.explorer.page import Said
from lawgraph.explorer.words import concept
from lawgraph.stored_links import Reader, last
from lawgraph.tables.holdings import chinese
from ontology.iri import DocumentIri
from ontology.states import State


@dataclass(frozen=True, slots=True)
class Ground:
    """Words that a period rests on: what kind of ground, of which document (title) and provision, the words."""

    kind: Said
    document: str
    title: str
    provision: str
    label: str
    label_en: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A period: the state and its words, the days (ISO, or nothing), its grounds, why it may be otherwise."""

    of: str
    state: State
    said: Said
    since: str
    until: str
    doubt: Said | None
    grounds: tuple[Ground, ...] = field(default=())

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        first, end = day_of(self.since), day_of(self.until)
        return (first is None or first <= day) and (end is None or day < end)


_PERIODS = """SELECT ?p ?of ?state ?since ?until ?doubt ?g ?kind ?doc ?title ?in ?label ?en ?text {
    %s
    ?p lg:periodOf ?of ; lg:state ?state
    OPTIONAL { ?p lg:since ?since } OPTIONAL { ?p lg:until ?until } OPTIONAL { ?p lg:reservation ?doubt }
    OPTIONAL { ?p lg:hasGround ?g . ?g lg:groundKind ?kind
        OPTIONAL { ?g lg:text ?text }
        OPTIONAL { ?g lg:saidIn ?in
            OPTIONAL { ?in lg:inDocument ?within } BIND(COALESCE(?within, ?in) AS ?doc)
            OPTIONAL { ?doc eli:title ?title }
            OPTIONAL { ?in rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), "zh")) }
            OPTIONAL { ?in rdfs:label ?en FILTER(LANG(?en) = "en") } } }
}"""


def standing_in(reader: Reader, document: str) -> tuple[Standing, ...]:
    """Return the periods of a document (IRI) and of its provisions that have their own, each in the order of time.

    A graph of an earlier program has none.
    """
    graph = DocumentIri.parse(document).graph
    asked = (
        f"?p lg:periodOf <{document}>",
        f"GRAPH <{graph}> {{ ?mine lg:path ?path }} ?p lg:periodOf ?mine",
    )  # which there are comes first: to ask for all that lies in a document takes ten times as long
    found = {period or "" for each in asked for (period,) in reader.ask(f"SELECT ?p {{ {each} }}")}
    if not found:
        return ()
    return _read(reader, f"VALUES ?p {{ {' '.join(f'<{each}>' for each in sorted(found))} }}")


def standing_of(reader: Reader, documents: Sequence[str]) -> tuple[Standing, ...]:
    """Return the periods of documents (IRIs) as such, each in the order of time."""
    if not documents:
        return ()
    return _read(reader, f"VALUES ?of {{ {' '.join(f'<{each}>' for each in documents)} }}")


def _read(reader: Reader, which: str) -> tuple[Standing, ...]:
    rows = sorted(reader.ask(_PERIODS % which), key=str)
    periods: dict[str, tuple[str, ...]] = {}
    grounds: dict[str, dict[str, Ground]] = {}
    for row in rows:
        period, *said = (each or "" for each in row)
        periods.setdefault(period, tuple(said[:5]))
        if said[5]:
            grounds.setdefault(period, {}).setdefault(said[5], _ground(said[6:]))
    found = [_standing(each, tuple(grounds.get(iri, {}).values())) for iri, each in periods.items()]
    return tuple(sorted(found, key=lambda each: (each.of, each.since, each.until or "9999")))


def _standing(said: tuple[str, ...], grounds: tuple[Ground, ...]) -> Standing:
    of, state, since, until, doubt = said
    code = last(state)
    known = State(code) if code in frozenset(State) else State.UNKNOWN
    zh = chinese(doubt) or ""
    both = Said(zh, doubt.removeprefix(zh).strip(" /") or zh) if doubt else None
    return Standing(of, known, concept("states", known), since, until, both, grounds)


def _ground(said: list[str]) -> Ground:
    kind, document, title, within, label, label_en, text = said
    return Ground(
        concept("grounds", last(kind)), document, title, within if within != document else "", label,
        label_en or label, text,
    )  # fmt: skip
