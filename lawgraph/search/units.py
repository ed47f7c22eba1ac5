"""What of a graph can be found by its words: smallest provisions, titles of documents, names of bodies, definitions.

The words of a provision with parts are in its parts; what it has besides (a heading, the sentence before a list) is a
unit of its own, in which parts that are left out are shown as ``…``.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import pyoxigraph as ox

from lawgraph.search.folding import fold
from ontology.terms import PREFIXES
from queries.engine import EmbeddedEngine
from queries.result import ResultTable
from queries.words import Span, place_of

BODY, DEFINITION, DOCUMENT = "body", "definition", "document"
"""Kinds of units that are no provisions; those of provisions are the identifiers of their types."""

_GAP = "…"
_SOLID, _LINE = re.compile(r"\S+"), re.compile(r"[^\n]+")
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
    """Words that can be found: ``runs`` say, in code points, where in the text and in the source how many stand.

    ``within`` are the kinds of the provisions that it is a part of, from the inside out.
    """

    iri: str
    kind: str
    label: str
    text: str
    runs: tuple[Run, ...] = ()
    within: tuple[str, ...] = ()


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
        self.sources = {iri: characters.get(found[0][0], "") for iri, found in places.items()}
        self.printed = {row[0]: fold(row[5]) for row in rows}
        self.above = {row[0]: row[2] for row in rows}
        self.kinds = {row[0]: _kind(row[1]) for row in rows}
        self.parts: defaultdict[str, list[str]] = defaultdict(list)
        for iri, _, parent, *_ in self.rows:
            self.parts[parent].append(iri)

    def units(self) -> Iterator[Unit]:
        """Yield them in the order of the text."""
        for iri, _, _, label, full, printed, text, _ in self.rows:
            runs = read_runs(text, self.spans.get(iri, ()), self.sources.get(iri, ""))
            own = self._own(iri, text, runs) if self.parts[iri] else [(0, len(text))]
            shown, places = _joined(text, runs, own)
            if shown:
                name = full or label or printed
                yield Unit(iri, self.kinds[iri], name, shown, places, tuple(self._within(iri)))

    def _within(self, iri: str) -> Iterator[str]:
        """Yield the kinds of the provisions above one, each once, whatever a graph of others says."""
        seen = {iri}
        while (iri := self.above.get(iri, "")) in self.kinds and iri not in seen:
            seen.add(iri)
            yield self.kinds[iri]

    def _own(self, iri: str, text: str, runs: Sequence[Run]) -> Iterator[Span]:
        """Yield the ranges of the text of a provision that are in none of its parts, without their labels."""
        labels = {self.printed[part] for part in self.parts[iri]}
        spans = [span for part in self.parts[iri] for span in self.spans.get(part, ())]
        at = 0
        for start, end in [*sorted(_ranges(runs, spans)), (len(text), len(text))]:
            for line in _LINE.finditer(text, at, max(at, start)):
                if (words := fold(line[0])) and words not in labels:
                    yield line.span()
            at = max(at, end)


def _kind(iri: str) -> str:
    return iri.rsplit("/", 1)[-1]


def read_runs(text: str, spans: Iterable[Span], characters: str) -> list[Run]:
    """Return where in the source the words of a text stand that was read at ``spans``.

    White space counts on neither side; nothing where there are not as many other characters, as where something was
    read as a blank.

    >>> read_runs("设立专项资金。", [(3, 12)], "第一条设立专项\\n 资金。")
    [(0, 3, 4), (4, 9, 3)]
    """
    solid = [
        (start + found.start(), len(found[0]))
        for start, end in sorted(spans)
        for found in _SOLID.finditer(characters[start:end])
    ]
    read = [(found.start(), len(found[0])) for found in _SOLID.finditer(text)]
    if sum(length for _, length in solid) != sum(length for _, length in read):
        return []
    runs: list[Run] = []
    solid.reverse()
    for at, length in read:
        while length:
            source, left = solid.pop()
            same = min(length, left)
            runs.append((at, source, same))
            at, length = at + same, length - same
            if left > same:
                solid.append((source + same, left - same))
    return runs


def _ranges(runs: Sequence[Run], spans: Iterable[Span]) -> Iterator[Span]:
    """Yield where a text has what was read at ``spans`` of the source."""
    for low, high in spans:
        for at, source, length in runs:
            start, end = max(low, source), min(high, source + length)
            if start < end:
                yield at + start - source, at + end - source


def _joined(text: str, runs: Sequence[Run], ranges: Iterable[Span]) -> tuple[str, tuple[Run, ...]]:
    """Return the words of a text at ranges of it, and where in the source they stand."""
    parts: list[str] = []
    places: list[Run] = []
    length = 0
    for start, end in ranges:
        words = text[start:end]
        start, end = end - len(words.lstrip()), start + len(words.rstrip())
        if start >= end:
            continue
        if parts:
            parts.append(_GAP)
            length += len(_GAP)
        for at, source, count in runs:
            low, high = max(start, at), min(end, at + count)
            if low < high:
                places.append((length + low - start, source + low - at, high - low))
        parts.append(text[start:end])
        length += end - start
    return "".join(parts), tuple(places)


def _definitions(engine: EmbeddedEngine, document: str, read: _Provisions) -> Iterator[Unit]:
    places: defaultdict[str, list[Span]] = defaultdict(list)
    rows = list(_ask(engine, _DEFINITIONS % document))
    for iri, _, _, place, _ in rows:
        places[iri].append(place_of(place)[1])
    for iri, text, full, _, provision in sorted(_once(rows), key=lambda row: (min(places[row[0]]), row[0])):
        runs = read_runs(text, places[iri], read.sources.get(provision, ""))
        shown, found = _joined(text, runs, [(0, len(text))])
        yield Unit(iri, DEFINITION, full, shown, found)


def _bodies(engine: EmbeddedEngine) -> list[Unit]:
    names: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for iri, name, main in sorted(_ask(engine, _BODIES)):
        names[iri].append((-int(main), name))
    found = []
    for iri, of_body in names.items():
        ordered = list(dict.fromkeys(name for _, name in sorted(of_body)))
        found.append(Unit(iri, BODY, ordered[0], "；".join(ordered)))
    return found
