"""The service described to programs: SPARQL 1.1 Service Description, with the prefixes and examples."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph as ox

from lawgraph.service.formats import Format
from ontology.terms import LG, PREFIXES
from queries.errors import ParameterError
from queries.named_queries import library

_SD = "http://www.w3.org/ns/sparql-service-description#"
_FORMATS = "http://www.w3.org/ns/formats/"
_SH = "http://www.w3.org/ns/shacl#"
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_XSD = "http://www.w3.org/2001/XMLSchema#"
_SEARCH = f"""PREFIX lg: <{LG.NAMESPACE}>
SELECT ?label ?words {{
  ?provision lg:matches "融资担保" ; lg:fullLabel ?label ; lg:text ?words
}} ORDER BY ?label LIMIT 20"""
# Unique URIs for file formats (W3C), of those that have one.
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV", "Turtle",
            "N-Triples", "N-Quads", "TriG", "RDF_XML", "N3", "JSON-LD")  # fmt: skip
Quads = Iterator[ox.Triple]


def _node(namespace: str, name: str) -> ox.NamedNode:
    return ox.NamedNode(namespace + name)


def _text(value: str, language: str) -> ox.Literal:
    return ox.Literal(value, language=language)


def description(endpoint: str) -> Quads:
    """Yield the triples that describe the service at the address ``endpoint``."""
    service, default = ox.NamedNode(endpoint), ox.BlankNode("dataset")
    graph = ox.BlankNode("graph")
    kind = _node(_RDF, "type")
    yield ox.Triple(service, kind, _node(_SD, "Service"))
    yield ox.Triple(service, _node(_SD, "endpoint"), service)
    yield ox.Triple(service, _node(_SD, "supportedLanguage"), _node(_SD, "SPARQL11Query"))
    yield ox.Triple(service, _node(_SD, "feature"), _node(_SD, "UnionDefaultGraph"))
    yield ox.Triple(service, _node(_SD, "propertyFeature"), _node(LG.NAMESPACE, "matches"))
    for name in _RESULTS:
        yield ox.Triple(service, _node(_SD, "resultFormat"), _node(_FORMATS, name))
    yield ox.Triple(service, _node(_SD, "defaultDataset"), default)
    yield ox.Triple(default, kind, _node(_SD, "Dataset"))
    yield ox.Triple(default, _node(_SD, "defaultGraph"), graph)
    yield ox.Triple(graph, kind, _node(_SD, "Graph"))
    yield from _prefixes(service)
    yield from _examples(service)


def _prefixes(service: ox.NamedNode) -> Quads:
    for prefix, namespace in PREFIXES.items():
        declared = ox.BlankNode(f"prefix-{prefix}")
        yield ox.Triple(service, _node(_SH, "declare"), declared)
        yield ox.Triple(declared, _node(_SH, "prefix"), ox.Literal(prefix))
        yield ox.Triple(
            declared, _node(_SH, "namespace"), ox.Literal(namespace, datatype=_node(_XSD, "anyURI"))
        )


def _examples(service: ox.NamedNode) -> Quads:
    """Yield the queries of the library, with the example of each parameter, and one that searches by words."""
    for query in library():
        try:
            text = query.bind({each.name: each.example for each in query.parameters})
        except ParameterError:
            continue
        yield from _example(service, query.name, query.title_zh, query.title, text)
    zh, en = (
        "用检索索引按字句找条文（lg:matches）",
        "Provisions by their words, with the search index (lg:matches)",
    )
    yield from _example(service, "matches", zh, en, _SEARCH)


def _example(service: ox.NamedNode, name: str, zh: str, en: str, text: str) -> Quads:
    example = ox.BlankNode(f"example-{name}")
    yield ox.Triple(example, _node(_RDF, "type"), _node(_SH, "SPARQLExecutable"))
    yield ox.Triple(example, _node("https://schema.org/", "target"), service)
    yield ox.Triple(example, _node(_RDFS, "label"), _text(zh, "zh"))
    yield ox.Triple(example, _node(_RDFS, "label"), _text(en, "en"))
    yield ox.Triple(example, _node(_SH, "select"), ox.Literal(text))


def written(triples: Iterable[ox.Triple], format: Format) -> bytes:
    """Return triples in a form of graphs."""
    assert isinstance(format.oxigraph, ox.RdfFormat)
    prefixes = {**PREFIXES, "sd": _SD, "sh": _SH, "rdf": _RDF, "rdfs": _RDFS}
    found = ox.serialize(triples, format=format.oxigraph, prefixes=prefixes)
    assert isinstance(found, bytes)
    return found
