"""A provision with the facts that were read from it, marked in its words, for a notebook."""

from __future__ import annotations

import html
from collections import Counter, defaultdict
from dataclasses import dataclass

from lawgraph.naming import named_provision
from lawgraph.stored_links import Reader
from queries.words import Reading, Span, place_of

_TEXT = """SELECT ?text ?label ?title ?source ?characters ?place {{
  <{iri}> lg:text ?text ; lg:inDocument ?d ; lg:place ?place . ?d eli:title ?title .
  ?d eli:is_realized_by/lg:source ?source . ?source lg:sourceCharacters ?characters .
  OPTIONAL {{ <{iri}> rdfs:label ?label FILTER(LANG(?label) = "zh") }}
}}"""
_FACTS = """SELECT DISTINCT ?fact ?kind ?label ?place {{
  ?part eli:is_part_of* <{iri}> . ?fact lg:inProvision ?part ; lg:place ?place .
  {{ ?fact a lg:Quantity BIND("quantity" AS ?kind) OPTIONAL {{ ?fact lg:quantityRole ?role }} }}
  UNION {{ ?fact a lg:Mention BIND("body" AS ?kind) OPTIONAL {{ ?fact lg:mentionRole ?role }} }}
  UNION {{ ?fact a lg:Citation BIND("citation" AS ?kind) }}
  UNION {{ ?fact a lg:Norm ; lg:modality ?role BIND("norm" AS ?kind) }}
  OPTIONAL {{ ?role skos:prefLabel ?label FILTER(LANG(?label) = "zh") }}
}} ORDER BY ?fact ?place"""
_NAMES = {"quantity": "数量", "body": "机构", "citation": "引用"}
_COLORS = {"quantity": "#ffe08a", "body": "#bcd4ea", "citation": "#cfe8c9"}


@dataclass(frozen=True, slots=True)
class Mark:
    """A range of a provision's text (code points) with the kind of the fact and its Chinese label."""

    start: int
    end: int
    kind: str
    label: str


@dataclass(frozen=True, slots=True)
class MarkedProvision:
    """A provision for a notebook, which draws it with spaCy's ``displacy``; ``norms`` counts norms by modality."""

    title: str
    text: str
    marks: tuple[Mark, ...]
    norms: tuple[tuple[str, int], ...]

    def _repr_html_(self) -> str:
        from spacy import displacy

        heading = self.title
        if self.norms:
            heading += "（" + "、".join(f"{label} {count}" for label, count in self.norms) + "）"
        entities = [
            {"start": mark.start, "end": mark.end, "label": html.escape(mark.label)} for mark in self.marks
        ]
        colors = {html.escape(mark.label).upper(): _COLORS[mark.kind] for mark in self.marks}
        colors |= {html.escape(mark.label): _COLORS[mark.kind] for mark in self.marks}
        return displacy.render(
            {"text": self.text, "ents": entities, "title": html.escape(heading)},
            style="ent",
            manual=True,
            jupyter=False,
            options={"colors": colors},
        )


def marked(reader: Reader, provision: str, document: str | None = None) -> MarkedProvision:
    """Return a provision with its quantities, bodies and citations marked.

    ``provision`` is an IRI or how the provision is cited (第七条), ``document`` the title of its document or a part
    of it. Marks do not overlap: of two that do the earlier is kept, and the longer of two that begin together. A fact
    whose place cannot be found in the words as they are read is not marked. Raises
    :class:`lawgraph.naming.ProvisionNotFound`.
    """
    iri = named_provision(reader, provision, document)
    text = label = title = source = characters = ""
    places: list[Span] = []
    for *found, place in reader.ask(_TEXT.format(iri=iri)):
        text, label, title, source, characters = (value or "" for value in found)
        places.append(place_of(place or "")[1])
    reading = Reading(text, places, characters)
    at: defaultdict[tuple[str, str, str], list[Span]] = defaultdict(list)
    for fact, kind, name, at_place in reader.ask(_FACTS.format(iri=iri)):
        where, span = place_of(at_place or "")
        if where == source:
            at[fact or "", kind or "", name or ""].append(span)
    norms = Counter(name for _, kind, name in at if kind == "norm")
    marks = [
        Mark(start, end, kind, name or _NAMES[kind])
        for (_, kind, name), spans in at.items()
        if kind != "norm"
        for start, end in reading.ranges(spans)
    ]
    return MarkedProvision(f"{title} {label}".strip(), text, _apart(marks), tuple(sorted(norms.items())))


def _apart(marks: list[Mark]) -> tuple[Mark, ...]:
    """Return the marks in their order without those that begin in another: displacy draws none in another."""
    kept: list[Mark] = []
    for mark in sorted(set(marks), key=lambda each: (each.start, -each.end, each.kind, each.label)):
        if not kept or mark.start >= kept[-1].end:
            kept.append(mark)
    return tuple(kept)
