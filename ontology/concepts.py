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

import pyoxigraph as ox

from ontology.terms import LG, RDF, SKOS

_Statements = dict[tuple[str, str], list[ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple]]
"""The objects of each subject and predicate."""

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


def _read(path: Path) -> _Statements:
    """Return the statements of a Turtle file; by Oxigraph's reader, as rdflib takes half a second to import."""
    found: _Statements = {}
    with path.open("rb") as file:
        for quad in ox.parse(file, format=ox.RdfFormat.TURTLE):
            if isinstance(quad.subject, ox.NamedNode):
                terms = found.setdefault((quad.subject.value, quad.predicate.value), [])
                if quad.object not in terms:
                    terms.append(quad.object)
    return found


def _texts(graph: _Statements, concept: str, term: str, language: str) -> tuple[str, ...]:
    values = graph.get((concept, term), ())
    return tuple(sorted(v.value for v in values if isinstance(v, ox.Literal) and v.language == language))


def _label(graph: _Statements, path: Path, concept: str, language: str) -> str:
    labels = _texts(graph, concept, SKOS.prefLabel, language)
    if len(labels) != 1:
        count = "no" if not labels else "more than one"
        remedy = f"give it exactly one skos:prefLabel @{language}"
        raise SchemeError(path, _identifier(concept), f"{count} preferred label in {language}; {remedy}")
    return labels[0]


def _identifier(iri: str) -> str:
    return iri.rsplit("/", 1)[1]


def read_scheme(path: Path) -> tuple[Concept, ...]:
    """Read the concepts of a scheme file, sorted by identifier.

    Raises :class:`SchemeError` if a label is missing or stands for two concepts, or a broader concept does
    not exist; ``SyntaxError`` if the file is no Turtle.
    """
    graph = _read(path)
    members = sorted(s for (s, p), of in graph.items() if p == RDF.type and ox.NamedNode(SKOS.Concept) in of)
    concepts = tuple(_concept(graph, path, member) for member in members)
    _check(path, concepts)
    return concepts


def _concept(graph: _Statements, path: Path, concept: str) -> Concept:
    broader = sorted(b.value for b in graph.get((concept, SKOS.broader), ()) if isinstance(b, ox.NamedNode))
    rank = _value(graph, concept, LG.rank)
    return Concept(
        iri=concept,
        identifier=_identifier(concept),
        zh=_label(graph, path, concept, "zh"),
        en=_label(graph, path, concept, "en"),
        alt_labels=_texts(graph, concept, SKOS.altLabel, "zh"),
        broader=_identifier(broader[0]) if broader else None,
        rank=None if rank is None else int(rank),
        level=_value(graph, concept, LG.level),
    )


def _value(graph: _Statements, concept: str, term: str) -> str | None:
    return next((v.value for v in graph.get((concept, term), ()) if not isinstance(v, ox.Triple)), None)


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
