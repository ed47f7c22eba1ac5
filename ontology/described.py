"""The vocabulary described: every term of ours and every concept scheme as frozen types, in both languages."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL as RDF_OWL
from rdflib.term import Node

from ontology.concepts import SCHEMES
from ontology.terms import LG, OWL, PREFIXES, RDF, RDFS, SKOS
from ontology.validation import VOCABULARY

_ONTOLOGY = URIRef("https://w3id.org/lawgraph/ontology")
_MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)


class TermKind(StrEnum):
    """What a term is, in the order in which terms are listed."""

    CLASS = OWL.Class
    OBJECT = OWL.ObjectProperty
    VALUE = OWL.DatatypeProperty
    INDIVIDUAL = "individual"


@dataclass(frozen=True, slots=True)
class Words:
    """Words in both languages; where there are none in one, those of the other (an example is in Chinese)."""

    zh: str
    en: str

    def by(self, language: str) -> str:
        """Return the words in ``zh`` or ``en``."""
        return self.en if language == "en" else self.zh


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the vocabulary.

    ``above`` are the classes or properties that it is under, ``related`` terms of others with a like sense; these,
    ``domain`` and ``range`` are IRIs in the order of their short names.
    """

    iri: str
    kind: TermKind
    label: Words
    definition: Words
    example: Words
    above: tuple[str, ...]
    domain: tuple[str, ...]
    range: tuple[str, ...]
    related: tuple[str, ...]
    deprecated: bool

    @property
    def name(self) -> str:
        """The name within the vocabulary."""
        return self.iri.removeprefix(LG.NAMESPACE)


@dataclass(frozen=True, slots=True)
class Member:
    """A concept of a scheme; ``notation`` is what a literal in the graph says, or the end of its IRI."""

    iri: str
    notation: str
    label: Words
    definition: Words


@dataclass(frozen=True, slots=True)
class Scheme:
    """A concept scheme; ``name`` is that of its file."""

    iri: str
    name: str
    label: Words
    definition: Words
    concepts: tuple[Member, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Our vocabulary: its version, its terms by kind and name, its schemes by the name of their files."""

    version: str
    terms: tuple[Term, ...]
    schemes: tuple[Scheme, ...]

    def of(self, kind: TermKind) -> tuple[Term, ...]:
        """Return the terms of a kind."""
        return tuple(term for term in self.terms if term.kind is kind)


@cache
def vocabulary() -> Vocabulary:
    """Return the vocabulary as its Turtle says it."""
    graph = Graph().parse(VOCABULARY, format="turtle")
    terms = [
        _term(graph, term, kind)
        for kind in (TermKind.CLASS, TermKind.OBJECT, TermKind.VALUE)
        for term in _ours(graph.subjects(URIRef(RDF.type), URIRef(kind)))
    ]
    known = {term.iri for term in terms}
    others = [term for term in _ours(graph.subjects()) if str(term) not in known]
    return Vocabulary(
        version=str(graph.value(_ONTOLOGY, URIRef(OWL.versionInfo))),
        terms=(*terms, *(_term(graph, term, TermKind.INDIVIDUAL) for term in others)),
        schemes=tuple(_scheme(path) for path in sorted(SCHEMES.glob("*.ttl"))),
    )


def short(iri: str) -> str:
    """Return an IRI with a prefix of the vocabulary; in full where none fits."""
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri


def _ours(subjects: Iterable[Node]) -> list[URIRef]:
    return sorted({s for s in subjects if isinstance(s, URIRef) and s.startswith(LG.NAMESPACE)})


def _words(graph: Graph, subject: Node, predicate: str) -> Words:
    values = [o for o in graph.objects(subject, URIRef(predicate)) if isinstance(o, Literal)]

    def text(language: str) -> str:
        ordered = sorted(values, key=lambda value: (value.language != language, str(value)))
        return str(ordered[0]) if ordered else ""

    return Words(text("zh"), text("en"))


def _iris(graph: Graph, subject: Node, *predicates: str) -> tuple[str, ...]:
    found = {str(o) for p in predicates for o in graph.objects(subject, URIRef(p)) if isinstance(o, URIRef)}
    return tuple(sorted(found, key=short))


def _term(graph: Graph, term: URIRef, kind: TermKind) -> Term:
    return Term(
        iri=str(term),
        kind=kind,
        label=_words(graph, term, RDFS.label),
        definition=_words(graph, term, SKOS.definition),
        example=_words(graph, term, SKOS.example),
        above=_iris(graph, term, RDFS.subClassOf, RDFS.subPropertyOf),
        domain=_iris(graph, term, RDFS.domain),
        range=_iris(graph, term, RDFS.range),
        related=_iris(graph, term, *_MAPPINGS),
        deprecated=(term, RDF_OWL.deprecated, Literal(True)) in graph,
    )


def _scheme(path: Path) -> Scheme:
    graph = Graph().parse(path, format="turtle")
    scheme = next(graph.subjects(URIRef(RDF.type), URIRef(SKOS.ConceptScheme)))
    return Scheme(
        iri=str(scheme),
        name=path.stem,
        label=_words(graph, scheme, SKOS.prefLabel),
        definition=_words(graph, scheme, SKOS.definition),
        concepts=tuple(
            Member(
                iri=str(concept),
                notation=str(graph.value(concept, URIRef(SKOS.notation)) or str(concept).rsplit("/", 1)[1]),
                label=_words(graph, concept, SKOS.prefLabel),
                definition=_words(graph, concept, SKOS.definition),
            )
            for concept in sorted(graph.subjects(URIRef(RDF.type), URIRef(SKOS.Concept)), key=str)
        ),
    )
