"""What of a graph can be found by its words: smallest provisions, titles of documents, names of bodies, definitions.

The words of a provision with parts are in its parts; what it has besides (a heading, the sentence before a list) is a
unit of its own, in which parts that are left out are shown as ``…``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import pyoxigraph as ox

from lawgraph.search.folding import fold
from ontology.terms import PREFIXES
from queries.engine import EmbeddedEngine
from queries.result import ResultTable
from queries.words import Reading, Span, place_of

BODY, DEFINITION, DOCUMENT = "body", "definition", "document"
"""Kinds of units that are no provisions; those of provisions are the identifiers of their types."""

_GAP = "…"
_TITLE = "title"
_PROLOGUE = "".join(
    f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in ("lg", "eli", "rdfs", "skos", "org")
)
_DOCUMENTS = "SELECT ?d ?title ?level { ?d a lg:Document ; eli:title ?title OPTIONAL { ?d lg:level ?level } }"
_SOURCE = """SELECT ?s ?c ?file {
  <%s> eli:is_realized_by/lg:source ?s . ?s lg:sourceCharacters ?c OPTIONAL { ?s lg:fileName ?file } }"""
_PROVISIONS = """SELECT ?p ?kind ?parent ?label ?full ?printed ?text ?order {
  ?p lg:inDocument <%s> ; lg:path ?path ; lg:text ?text ; lg:order ?order .
  OPTIONAL { ?p eli:type_subdivision ?kind } OPTIONAL { ?p eli:is_part_of ?parent }
  OPTIONAL { ?p lg:preferredLabel ?label } OPTIONAL { ?p lg:fullLabel ?full } OPTIONAL { ?p lg:label ?printed }
}"""
_PLACES = "SELECT ?p ?place { ?p lg:inDocument <%s> ; lg:path ?path ; lg:place ?place }"
_DEFINITIONS = """SELECT ?f ?text ?full ?place ?p {
  ?f a lg:Definition ; lg:inDocument <%s> ; lg:text ?text ; lg:place ?place ; lg:inProvision ?p .
  OPTIONAL { ?p lg:fullLabel ?full } }"""
_BODIES = """SELECT ?b ?name ?main {
  { ?b a org:FormalOrganization } UNION { ?b a lg:BodyGroup }
  { ?b skos:prefLabel ?name BIND(1 AS ?main) } UNION { ?b skos:altLabel ?name BIND(0 AS ?main) }
  FILTER(LANG(?name) IN ("zh", ""))
}"""

Run = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """A document: ``level`` and the name of its ``file`` are empty where the graph does not say them."""

    iri: str
    title: str
    level: str
    file: str


@dataclass(frozen=True, slots=True)
class Unit:
    """Words that can be found: ``runs`` say, in code points, where in the text and in the source how many stand."""

    iri: str
    kind: str
    label: str
    text: str
    runs: tuple[Run, ...] = ()


def units(engine: EmbeddedEngine) -> Iterator[tuple[Document | None, list[Unit]]]:
    """Yield the units of each document, in the order of its text, and last those of no document: names of bodies.

    Documents come in the order of their IRIs.
    """
    for iri, title, level in _once(_ask(engine, _DOCUMENTS)):
        yield _of_document(engine, iri, title, level)
    yield None, _bodies(engine)


def _ask(engine: EmbeddedEngine, text: str) -> Iterator[list[str]]:
    result = engine.query(_PROLOGUE + text)
    assert isinstance(result, ResultTable)
    for row in result.rows:
        yield [term.value if isinstance(term, ox.NamedNode | ox.Literal) else "" for term in row]


def _once(rows: Iterable[list[str]]) -> list[list[str]]:
    """Return the rows sorted, of each first cell the first: a graph of others may say a thing twice."""
    found: dict[str, list[str]] = {}
    for row in sorted(rows):
        found.setdefault(row[0], row)
    return list(found.values())


def _of_document(engine: EmbeddedEngine, iri: str, title: str, level: str) -> tuple[Document, list[Unit]]:
    sources = sorted(_ask(engine, _SOURCE % iri))
    characters = {source: text for source, text, _ in sources}
    file = sources[0][2] if sources else ""
    places: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for provision, place in _ask(engine, _PLACES % iri):
        places[provision].append(place_of(place))
    read = _Provisions(_once(_ask(engine, _PROVISIONS % iri)), places, characters)
    found = list(read.units())
    heading = next((unit for unit in found if unit.kind == _TITLE and fold(unit.text) == fold(title)), None)
    named = Unit(iri, DOCUMENT, title, heading.text if heading else title, heading.runs if heading else ())
    rest = [unit for unit in found if unit is not heading]
    return Document(iri, title, level, file), [named, *rest, *_definitions(engine, iri, read)]


class _Provisions:
    """The provisions of a document with the places of their words."""

    def __init__(
        self,
        rows: list[list[str]],
        places: dict[str, list[tuple[str, Span]]],
        characters: dict[str, str],
    ) -> None:
        self.rows = sorted(rows, key=lambda row: (int(row[7]), row[0]))
        self.spans = {iri: [span for _, span in found] for iri, found in places.items()}
        self.parts: defaultdict[str, list[str]] = defaultdict(list)
        for iri, _, parent, *_ in self.rows:
            self.parts[parent].append(iri)
        self.readings: dict[str, Reading] = {}
        self.printed = {row[0]: fold(row[5]) for row in rows}
        for iri, *_, text, _ in self.rows:
            source = places[iri][0][0] if iri in places else ""
            self.readings[iri] = Reading(text, self.spans.get(iri, ()), characters.get(source, ""))

    def units(self) -> Iterator[Unit]:
        """Yield them in the order of the text."""
        for iri, kind, _, label, full, printed, text, _ in self.rows:
            own = self._own(iri) if self.parts[iri] else [(0, len(text))]
            shown, runs = _joined(self.readings[iri], own)
            if shown.strip(_GAP):
                yield Unit(iri, kind.rsplit("/", 1)[-1], full or label or printed, shown, runs)

    def _own(self, iri: str) -> list[Span]:
        """Return the ranges of the text of a provision that are in none of its parts, without their labels."""
        reading = self.readings[iri]
        left = set(range(len(reading.text)))
        for part in self.parts[iri]:
            for start, end in reading.ranges(self.spans.get(part, ())):
                left.difference_update(range(start, end))
        labels = {self.printed[part] for part in self.parts[iri]}
        return [
            (start, end)
            for start, end in _lines(reading.text, left)
            if (words := fold(reading.text[start:end])) and words not in labels
        ]


def _lines(text: str, places: set[int]) -> Iterator[Span]:
    """Yield the ranges that places of a text make, each within a line."""
    start = None
    for at in sorted(places):
        if text[at] == "\n":
            continue
        start = at if start is None else start
        if at + 1 not in places or text[at + 1 : at + 2] in ("", "\n"):
            yield start, at + 1
            start = None


def _joined(reading: Reading, ranges: list[Span]) -> tuple[str, tuple[Run, ...]]:
    """Return the words of a reading at ranges of its text, and where in the source they stand."""
    at_source = reading.places_read()
    parts: list[str] = []
    runs: list[Run] = []
    length = 0
    for start, end in ranges:
        words = reading.text[start:end]
        start, end = end - len(words.lstrip()), start + len(words.rstrip())
        if parts:
            parts.append(_GAP)
            length += len(_GAP)
        for at in range(start, end):
            if at not in at_source:
                continue
            here, source = length + at - start, at_source[at]
            if runs and runs[-1][0] + runs[-1][2] == here and runs[-1][1] + runs[-1][2] == source:
                runs[-1] = (*runs[-1][:2], runs[-1][2] + 1)
            else:
                runs.append((here, source, 1))
        parts.append(reading.text[start:end])
        length += end - start
    return "".join(parts), tuple(runs)


def _definitions(engine: EmbeddedEngine, document: str, read: _Provisions) -> Iterator[Unit]:
    places: defaultdict[str, list[Span]] = defaultdict(list)
    rows = list(_ask(engine, _DEFINITIONS % document))
    for iri, _, _, place, _ in rows:
        places[iri].append(place_of(place)[1])
    for iri, text, full, _, provision in sorted(_once(rows), key=lambda row: (min(places[row[0]]), row[0])):
        reading = read.readings.get(provision)
        own = Reading(text, places[iri], reading.characters if reading else "")
        shown, runs = _joined(own, [(0, len(text))])
        yield Unit(iri, DEFINITION, full, shown, runs)


def _bodies(engine: EmbeddedEngine) -> list[Unit]:
    names: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for iri, name, main in sorted(_ask(engine, _BODIES)):
        names[iri].append((-int(main), name))
    found = []
    for iri, of_body in names.items():
        ordered = list(dict.fromkeys(name for _, name in sorted(of_body)))
        found.append(Unit(iri, BODY, ordered[0], "；".join(ordered)))
    return found
