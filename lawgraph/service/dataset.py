"""The data set described to catalogues: VoID and DCAT, at ``/.well-known/void`` (VoID, section 7.2)."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request

from lawgraph.service.front import Front, Row
from ontology.iri import BASE
from ontology.terms import DCAT, DCTERMS, LG, RDF, VOID

WELL_KNOWN = "/.well-known/void"
_CLASSES = "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY ?t"
_TRIPLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


async def dataset(request: Request, front: Front, endpoint: str) -> Iterator[ox.Triple]:
    """Return the triples that describe the data behind ``endpoint``; counts that take too long are left out."""
    try:
        triples = await front.rows(request, _TRIPLES)
        classes = await front.rows(request, _CLASSES)
    except HTTPException:
        triples, classes = [], []
    return _described(endpoint, triples, classes)


def _described(endpoint: str, triples: list[Row], classes: list[Row]) -> Iterator[ox.Triple]:
    about, kind = ox.NamedNode(f"{BASE}/dataset"), ox.NamedNode(RDF.type)
    for name in (f"{VOID.NAMESPACE}Dataset", DCAT.Dataset):
        yield ox.Triple(about, kind, ox.NamedNode(name))
    for title, language in (
        ("中国法规政策知识图谱", "zh"),
        ("A knowledge graph of Chinese legal and policy texts", "en"),
    ):
        yield ox.Triple(about, ox.NamedNode(DCTERMS.title), ox.Literal(title, language=language))
    yield ox.Triple(about, ox.NamedNode(f"{VOID.NAMESPACE}sparqlEndpoint"), ox.NamedNode(endpoint))
    yield ox.Triple(about, ox.NamedNode(f"{VOID.NAMESPACE}uriSpace"), ox.Literal(f"{BASE}/"))
    yield ox.Triple(about, ox.NamedNode(f"{VOID.NAMESPACE}vocabulary"), ox.NamedNode(LG.NAMESPACE))
    yield from _service(about, endpoint)
    for row in triples:
        yield _count(about, "triples", row)
    for row in classes:
        part = ox.BlankNode()
        yield ox.Triple(about, ox.NamedNode(f"{VOID.NAMESPACE}classPartition"), part)
        yield ox.Triple(part, ox.NamedNode(f"{VOID.NAMESPACE}class"), ox.NamedNode(row["t"]["value"]))
        yield _count(part, "entities", row)


def _service(about: ox.NamedNode, endpoint: str) -> Iterator[ox.Triple]:
    service = ox.BlankNode("service")
    yield ox.Triple(service, ox.NamedNode(RDF.type), ox.NamedNode(f"{DCAT.NAMESPACE}DataService"))
    yield ox.Triple(service, ox.NamedNode(f"{DCAT.NAMESPACE}endpointURL"), ox.NamedNode(endpoint))
    yield ox.Triple(service, ox.NamedNode(f"{DCAT.NAMESPACE}servesDataset"), about)


def _count(about: ox.NamedNode | ox.BlankNode, name: str, row: Row) -> ox.Triple:
    number = ox.Literal(row["n"]["value"], datatype=ox.NamedNode("http://www.w3.org/2001/XMLSchema#integer"))
    return ox.Triple(about, ox.NamedNode(VOID.NAMESPACE + name), number)
