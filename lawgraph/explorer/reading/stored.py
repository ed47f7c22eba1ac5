"""What a graph says of a document, read by a few queries on its own named graph.

A document has a named graph of its own, in which a property is one run of the index: a query costs what it returns,
and none is asked for a single provision.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lawgraph.explorer.page import Said
from lawgraph.explorer.quality.words import residue_said
from lawgraph.explorer.reading.kinds import BY_TERM, KINDS, Kind
from lawgraph.stored_links import Reader, last
from ontology.iri import DocumentIri
from ontology.terms import LG, RDF
from queries.engine import Engine
from queries.words import Span, place_of

_PATH = re.compile(r"[A-Za-z0-9._~%/-]{1,400}")
_PROVISIONS = """SELECT ?p ?path ?order ?parent ?kind ?text ?printed ?cited ?heading { GRAPH <%s> {
  ?p lg:path ?path ; lg:order ?order . OPTIONAL { ?p eli:is_part_of ?parent }
  OPTIONAL { ?p eli:type_subdivision ?kind } OPTIONAL { ?p lg:text ?text } OPTIONAL { ?p lg:label ?printed }
  OPTIONAL { ?p lg:preferredLabel ?cited } OPTIONAL { ?p lg:heading ?heading }
} }"""
_PLACES = "SELECT ?s ?place { GRAPH <%s> { ?s lg:place ?place } }"
_FACTS = f"""SELECT ?f ?k {{ GRAPH <%s> {{
  VALUES ?k {{ {" ".join(f"<{kind.term}>" for kind in KINDS)} }} ?f a ?k }} }}"""
_NOTES = """SELECT ?s ?what ?text { GRAPH <%s> {
  VALUES ?what { lg:doubt lg:reason lg:code lg:message } ?s ?what ?text } }"""
_RESIDUE = "SELECT ?s ?text { GRAPH <%s> { ?s a lg:Residue ; lg:text ?text } }"
_SAYS = """SELECT ?what ?value ?label { { GRAPH <%(g)s> { <%(d)s> ?what ?value
    FILTER(?what NOT IN (eli:has_part, lg:diagnostic, eli:has_annex)) } OPTIONAL { ?value lg:preferredLabel ?label } }
  UNION { GRAPH <%(g)s> { <%(d)s> eli:is_realized_by/lg:source ?value } BIND(lg:source AS ?what) }
}"""
_SOURCES = """SELECT ?s ?file ?sha ?characters { GRAPH <%(g)s> {
  <%(d)s> eli:is_realized_by/lg:source ?s . ?s lg:sourceCharacters ?characters
  OPTIONAL { ?s lg:fileName ?file } OPTIONAL { ?s lg:sha256 ?sha } } }"""


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: in a document, at a path in it; the path of the document itself is empty."""

    document: str
    path: str

    @property
    def iri(self) -> str:
        """The IRI of the thing."""
        return f"{self.document}/{self.path}" if self.path else self.document

    @property
    def graph(self) -> str:
        """The named graph of the document."""
        return DocumentIri.parse(self.document).graph

    @classmethod
    def of(cls, iri: str) -> Place | None:
        """Return what an IRI means, or nothing where it lies in no document.

        >>> Place.of("https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071/art-16/para-2").path
        'art-16/para-2'
        >>> Place.of("https://w3id.org/lawgraph/body/630000/finance") is None
        True
        """
        try:
            document = str(DocumentIri.parse(iri))
        except ValueError:
            return None
        path = iri.removeprefix(document).strip("/")
        return cls(document, path) if not path or _PATH.fullmatch(path) else None


@dataclass(frozen=True, slots=True)
class Provision:
    """A provision as it is stored: ``printed`` is the label in the text, ``cited`` how one cites it."""

    iri: str
    path: str
    order: int
    parent: str
    kind: str
    text: str
    printed: str
    cited: str
    heading: str


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact: its IRI, its kind, the provision in which it stands, and why it is doubtful (or nothing)."""

    iri: str
    kind: Kind
    provision: str
    doubt: str


@dataclass(frozen=True, slots=True)
class Note:
    """A residue or a diagnostic: ``code`` is the reason of the one, the code of the other."""

    iri: str
    code: str
    text: str

    @property
    def said(self) -> Said:
        """What the reason of a residue is called."""
        return residue_said(self.code)

    @property
    def unseen(self) -> str:
        """The characters by their numbers where none of them is seen; empty where one is.

        >>> Note("", "zero-width", "\u202e\u200f").unseen, Note("", "markup", "#").unseen
        ('U+202E U+200F', '')
        """
        if any(unicodedata.category(char) not in ("Cf", "Cc", "Zs", "Zl", "Zp") for char in self.text):
            return ""
        return " ".join(f"U+{ord(char):04X}" for char in self.text)


@dataclass(frozen=True, slots=True)
class Source:
    """A source text: its IRI, the name of its file, the SHA-256 of its bytes, and its characters."""

    iri: str
    file: str
    sha256: str
    characters: str


@dataclass(frozen=True, slots=True)
class Stored:
    """A document: its provisions by their order, its facts, its residue, its diagnostics, and what it says of itself.

    ``places`` are the source texts with the ranges in them (code points) of each of these by its IRI. ``says`` are
    the values of each property of the document, each with a label where it has one.
    """

    iri: str
    provisions: tuple[Provision, ...]
    facts: tuple[Fact, ...]
    residues: tuple[Note, ...]
    diagnostics: tuple[Note, ...]
    places: Mapping[str, tuple[tuple[str, Span], ...]]
    sources: Mapping[str, Source]
    says: Mapping[str, tuple[tuple[str, str], ...]]

    def spans(self, iri: str) -> tuple[Span, ...]:
        """Return where something stands, in the order of the text; nothing where that is not said."""
        return tuple(sorted(span for _, span in self.places.get(iri, ())))

    def said(self, *properties: str) -> str:
        """Return the first value of the first of these properties that has one; empty where none has."""
        return next((values[0][0] for each in properties if (values := self.says.get(each))), "")


def stored(engine: Engine, document: str) -> Stored | None:
    """Return what the graph says of a document, or nothing where it has none of this IRI."""
    reader, names = Reader(engine), {"g": DocumentIri.parse(document).graph, "d": document}
    says: defaultdict[str, list[tuple[str, str]]] = defaultdict(list)
    for what, value, label in reader.ask(_SAYS % names):
        says[what or ""].append((value or "", label or ""))
    if not any(value == LG.Document for value, _ in says[RDF.type]):
        return None
    graph = names["g"]
    notes: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for subject, what, text in reader.ask(_NOTES % graph):
        notes[last((what or "").replace("#", "/"))][subject or ""] = text or ""
    texts = {subject or "": text or "" for subject, text in reader.ask(_RESIDUE % graph)}
    places: defaultdict[str, list[tuple[str, Span]]] = defaultdict(list)
    for subject, place in reader.ask(_PLACES % graph):
        places[subject or ""].append(place_of(place or ""))
    return Stored(
        document,
        _provisions(reader, graph),
        _facts(reader, graph, notes["doubt"]),
        _numbered(Note(iri, notes["reason"].get(iri, ""), text) for iri, text in texts.items()),
        _numbered(Note(iri, notes["code"].get(iri, ""), text) for iri, text in notes["message"].items()),
        {subject: tuple(found) for subject, found in places.items()},
        {
            iri or "": Source(iri or "", file or "", sha or "", characters or "")
            for iri, file, sha, characters in reader.ask(_SOURCES % names)
        },
        {what: tuple(sorted(set(values))) for what, values in says.items()},
    )


def _numbered(notes: Iterable[Note]) -> tuple[Note, ...]:
    """Return notes in the order of their numbers."""
    return tuple(sorted(notes, key=lambda note: (len(note.iri), note.iri)))


def _provisions(reader: Reader, graph: str) -> tuple[Provision, ...]:
    found: dict[str, Provision] = {}
    for iri, path, order, parent, kind, *texts in reader.ask(_PROVISIONS % graph):
        text, printed, cited, heading = (each or "" for each in texts)
        found.setdefault(
            iri or "",
            Provision(
                iri or "",
                path or "",
                int(order or 0),
                parent or "",
                last(kind),
                text,
                printed,
                cited or printed or path or "",
                heading,
            ),
        )
    return tuple(sorted(found.values(), key=lambda each: (each.order, each.iri)))


def _facts(reader: Reader, graph: str, doubts: Mapping[str, str]) -> tuple[Fact, ...]:
    """Return the facts of a document; a fact lies in the provision at the path before its own last part."""
    return tuple(
        Fact(iri, BY_TERM[term], iri.rpartition("/")[0], doubts.get(iri, ""))
        for iri, term in reader.ask(_FACTS % graph)
        if iri is not None and term is not None
    )
