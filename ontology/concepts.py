"""Concept schemes (SKOS) as frozen types.

Each file of ``ontology/schemes`` holds one ``skos:ConceptScheme``. A concept without a Chinese or an English
label, with a broader concept that does not exist, or with a label that another has already, is refused with
the line it stands on.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from rdflib import Graph, Literal, URIRef

from ontology.terms import LG, RDF, SKOS

SCHEMES = Path(__file__).parent / "schemes"
"""The folder of the schemes, one Turtle file each."""


class SchemeError(ValueError):
    """A scheme file is wrong; the message names file, line, concept and remedy."""

    def __init__(self, path: Path, concept: str, problem: str) -> None:
        super().__init__(f"{path.name}, line {_line(path, concept)}: {concept}: {problem}")
        self.path = path
        self.concept = concept


@dataclass(frozen=True, slots=True)
class Concept:
    """A member of a scheme.

    ``identifier`` is the last part of its ``iri``; ``zh`` and ``en`` are its preferred labels, ``alt_labels``
    the Chinese alternatives in code point order; ``broader`` is an identifier of the same scheme; ``rank``
    and ``level`` are stated for document types only.
    """

    iri: str
    identifier: str
    zh: str
    en: str
    alt_labels: tuple[str, ...] = ()
    broader: str | None = None
    rank: int | None = None
    level: str | None = None


def _line(path: Path, identifier: str) -> int:
    subject = re.compile(rf"^\S*[:/]{re.escape(identifier)}>?\s")
    lines = path.read_text("utf-8").splitlines()
    return next((number for number, line in enumerate(lines, 1) if subject.match(line)), 1)


def _texts(graph: Graph, concept: URIRef, term: str, language: str) -> tuple[str, ...]:
    values = graph.objects(concept, URIRef(term))
    return tuple(sorted(str(v) for v in values if isinstance(v, Literal) and v.language == language))


def _label(graph: Graph, path: Path, concept: URIRef, language: str) -> str:
    labels = _texts(graph, concept, SKOS.prefLabel, language)
    if len(labels) != 1:
        count = "no" if not labels else "more than one"
        remedy = f"give it exactly one skos:prefLabel @{language}"
        raise SchemeError(path, _identifier(concept), f"{count} preferred label in {language}; {remedy}")
    return labels[0]


def _identifier(iri: URIRef) -> str:
    return str(iri).rsplit("/", 1)[1]


def read_scheme(path: Path) -> tuple[Concept, ...]:
    """Read the concepts of a scheme file, sorted by identifier.

    Raises :class:`SchemeError` if a label is missing or stands for two concepts, or a broader concept does
    not exist; ``rdflib``'s own error if the file is no Turtle.
    """
    graph = Graph().parse(path, format="turtle")
    members = sorted(
        s for s in graph.subjects(URIRef(RDF.type), URIRef(SKOS.Concept)) if isinstance(s, URIRef)
    )
    concepts = tuple(_concept(graph, path, member) for member in members)
    _check(path, concepts)
    return concepts


def _concept(graph: Graph, path: Path, concept: URIRef) -> Concept:
    broader = sorted(b for b in graph.objects(concept, URIRef(SKOS.broader)) if isinstance(b, URIRef))
    rank = graph.value(concept, URIRef(LG.rank))
    level = graph.value(concept, URIRef(LG.level))
    return Concept(
        iri=str(concept),
        identifier=_identifier(concept),
        zh=_label(graph, path, concept, "zh"),
        en=_label(graph, path, concept, "en"),
        alt_labels=_texts(graph, concept, SKOS.altLabel, "zh"),
        broader=_identifier(broader[0]) if broader else None,
        rank=None if rank is None else int(str(rank)),
        level=None if level is None else str(level),
    )


def _check(path: Path, concepts: Iterable[Concept]) -> None:
    known = {concept.identifier for concept in concepts}
    owner: dict[str, str] = {}
    for concept in concepts:
        if concept.broader is not None and concept.broader not in known:
            raise SchemeError(
                path, concept.identifier, f"broader concept {concept.broader} does not exist; add it"
            )
        for label in (concept.zh, *concept.alt_labels):
            other = owner.setdefault(label, concept.identifier)
            if other != concept.identifier:
                raise SchemeError(
                    path, concept.identifier, f"{label} is a label of {other} too; keep one of them"
                )


@cache
def scheme(name: str) -> tuple[Concept, ...]:
    """Return the concepts of one of our schemes, by the name of its file.

    >>> [concept.zh for concept in scheme("modalities") if concept.identifier == "obligation"]
    ['义务']
    """
    return read_scheme(SCHEMES / f"{name}.ttl")


def labels(name: str) -> dict[str, tuple[str, str]]:
    """Return what the concepts of a scheme are called in Chinese and English, by their identifiers.

    >>> labels("states")["in-force"]
    ('有效', 'in force')
    """
    return {concept.identifier: (concept.zh, concept.en) for concept in scheme(name)}
