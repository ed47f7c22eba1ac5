"""The pages ``docs/vocabulary.zh.md`` and ``docs/vocabulary.en.md``, made from the Turtle.

``python -m ontology.documentation docs`` writes them; a test fails when they are not what it would write.
Chinese and English stand on pages of their own, each with a picture of the classes (Mermaid).
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import OWL as RDF_OWL
from rdflib.term import Node

from ontology.concepts import SCHEMES
from ontology.terms import LG, OWL, PREFIXES, RDF, RDFS, SKOS
from ontology.validation import VOCABULARY

_ONTOLOGY = URIRef("https://w3id.org/lawgraph/ontology")
_MAPPINGS = (SKOS.exactMatch, SKOS.closeMatch, SKOS.broadMatch, SKOS.relatedMatch)
_KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)


@dataclass(frozen=True, slots=True)
class _Captions:
    """What the page says in one language."""

    language: str
    title: str
    intro: str
    picture: str
    classes: str
    objects: str
    values: str
    individuals: str
    schemes: str
    example: str
    above: str
    domain: str
    range: str
    related: str
    deprecated: str
    scheme_row: str


CAPTIONS: Mapping[str, _Captions] = {
    "zh": _Captions(
        "zh",
        "规则图谱词汇",
        "本页由 `ontology/lawgraph.ttl` 生成，请勿手改。版本",
        "类的关系图",
        "类",
        "对象属性",
        "数据属性",
        "个体",
        "概念体系",
        "例",
        "上位",
        "定义域",
        "值域",
        "相关术语",
        "已弃用",
        "| 标识 | 名称 | 定义 |",
    ),
    "en": _Captions(
        "en",
        "The lawgraph vocabulary",
        "Made from `ontology/lawgraph.ttl`; do not edit by hand. Version",
        "The classes in one picture",
        "Classes",
        "Object properties",
        "Datatype properties",
        "Individuals",
        "Concept schemes",
        "Example",
        "Under",
        "Domain",
        "Range",
        "Related terms",
        "Deprecated",
        "| Identifier | Name | Definition |",
    ),
}


def page(language: str) -> str:
    """Return the page in ``zh`` or ``en`` as Markdown; raises ``KeyError`` for another language."""
    captions = CAPTIONS[language]
    graph = Graph().parse(VOCABULARY, format="turtle")
    version = graph.value(_ONTOLOGY, URIRef(OWL.versionInfo))
    lines = [f"# {captions.title}", "", f"{captions.intro} {version}. `lg:` = `{LG.NAMESPACE}`", ""]
    lines += [f"## {captions.picture}", "", *_picture(graph, language), ""]
    for kind, heading in zip(_KINDS, (captions.classes, captions.objects, captions.values), strict=True):
        lines += [f"## {heading}", ""]
        for term in _terms(graph, kind):
            lines += _term(graph, term, captions)
    lines += [f"## {captions.individuals}", ""]
    for term in _individuals(graph):
        lines += _term(graph, term, captions)
    lines += [f"## {captions.schemes}", ""]
    for path in sorted(SCHEMES.glob("*.ttl")):
        lines += _scheme(path, captions)
    return "\n".join(lines).rstrip() + "\n"


def _ours(subjects: Iterable[Node]) -> list[URIRef]:
    return sorted({s for s in subjects if isinstance(s, URIRef) and s.startswith(LG.NAMESPACE)})


def _terms(graph: Graph, kind: str) -> list[URIRef]:
    return _ours(graph.subjects(URIRef(RDF.type), URIRef(kind)))


def _individuals(graph: Graph) -> list[URIRef]:
    documented = {term for kind in _KINDS for term in _terms(graph, kind)}
    return [term for term in _ours(graph.subjects()) if term not in documented]


def _text(graph: Graph, subject: Node, predicate: str, language: str) -> str:
    """Return the value in ``language``, or in any other if there is none (an example is in Chinese)."""
    values = [o for o in graph.objects(subject, URIRef(predicate)) if isinstance(o, Literal)]
    values.sort(key=lambda value: (value.language != language, str(value)))
    return str(values[0]) if values else ""


def _short(iri: Node) -> str:
    for prefix, namespace in PREFIXES.items():
        if str(iri).startswith(namespace):
            return f"{prefix}:{str(iri)[len(namespace) :]}"
    return str(iri)


def _names(graph: Graph, subject: Node, *predicates: str) -> str:
    found = {
        _short(o) for p in predicates for o in graph.objects(subject, URIRef(p)) if isinstance(o, URIRef)
    }
    return ", ".join(f"`{name}`" for name in sorted(found))


def _term(graph: Graph, term: URIRef, captions: _Captions) -> Iterator[str]:
    yield f"### `{_short(term)}` {_text(graph, term, RDFS.label, captions.language)}"
    yield ""
    yield _text(graph, term, SKOS.definition, captions.language)
    yield ""
    facts = (
        (captions.example, _text(graph, term, SKOS.example, captions.language)),
        (captions.above, _names(graph, term, RDFS.subClassOf, RDFS.subPropertyOf)),
        (captions.domain, _names(graph, term, RDFS.domain)),
        (captions.range, _names(graph, term, RDFS.range)),
        (captions.related, _names(graph, term, *_MAPPINGS)),
        (captions.deprecated, "✓" if (term, RDF_OWL.deprecated, Literal(True)) in graph else ""),
    )
    stated = [f"- {name}: {value}" for name, value in facts if value]
    yield from stated
    if stated:
        yield ""


def _scheme(path: Path, captions: _Captions) -> Iterator[str]:
    graph = Graph().parse(path, format="turtle")
    scheme = next(graph.subjects(URIRef(RDF.type), URIRef(SKOS.ConceptScheme)))
    yield f"### {_text(graph, scheme, SKOS.prefLabel, captions.language)}"
    yield ""
    yield f"`{scheme}`. {_text(graph, scheme, SKOS.definition, captions.language)}"
    yield ""
    yield captions.scheme_row
    yield "| --- | --- | --- |"
    for concept in sorted(graph.subjects(URIRef(RDF.type), URIRef(SKOS.Concept)), key=str):
        # What a literal in the graph says, where it is not the end of the IRI ("%", not "percent").
        identifier = graph.value(concept, URIRef(SKOS.notation)) or str(concept).rsplit("/", 1)[1]
        label = _text(graph, concept, SKOS.prefLabel, captions.language)
        yield f"| `{identifier}` | {label} | {_text(graph, concept, SKOS.definition, captions.language)} |"
    yield ""


def _picture(graph: Graph, language: str) -> Iterator[str]:
    """Draw the subclasses as arrows and the properties between our classes as labelled lines."""
    classes = _terms(graph, OWL.Class)
    yield "```mermaid"
    yield "flowchart LR"
    for term in classes:
        name = term.removeprefix(LG.NAMESPACE)
        yield f'  {name}["{_text(graph, term, RDFS.label, language)}<br/>lg:{name}"]'
    for term in classes:
        for above in _ours(graph.objects(term, URIRef(RDFS.subClassOf))):
            yield f"  {term.removeprefix(LG.NAMESPACE)} --> {above.removeprefix(LG.NAMESPACE)}"
    for term in _terms(graph, OWL.ObjectProperty):
        for source in _ours(graph.objects(term, URIRef(RDFS.domain))):
            for target in _ours(graph.objects(term, URIRef(RDFS.range))):
                label = _text(graph, term, RDFS.label, language)
                ends = (source.removeprefix(LG.NAMESPACE), target.removeprefix(LG.NAMESPACE))
                yield f'  {ends[0]} -. "{label}" .-> {ends[1]}'
    yield "```"


def write_pages(folder: Path) -> tuple[Path, ...]:
    """Write the pages into ``folder`` and return their paths."""
    paths = []
    for language in CAPTIONS:
        path = folder / f"vocabulary.{language}.md"
        path.write_text(page(language), "utf-8")
        paths.append(path)
    return tuple(paths)


if __name__ == "__main__":
    for written in write_pages(Path(sys.argv[1] if len(sys.argv) > 1 else "docs")):
        print(written)
