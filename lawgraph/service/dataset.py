"""The data set described to catalogues: VoID and DCAT, at ``/.well-known/void`` (VoID, section 7.2)."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request

from lawgraph.service.front import Front, Row
from ontology.iri import BASE
from ontology.terms import DCAT, DCTERMS, LG, RDF, VOID

WELL_KNOWN = "/.well-known/void"
_CLASSES = "SELECT ?t (COUNT(DISTINCT ?s) AS ?n) { ?s a ?t } GROUP BY ?t ORDER BY ?t"
_TRIPLES = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many statements the graph has, and how many things of each class, as rows; empty where it is not known."""

    triples: tuple[Row, ...] = ()
    classes: tuple[Row, ...] = ()


class Counts:
    """The counts of the graph that ``front`` answers from, made once for each store."""

    def __init__(self, front: Front) -> None:
        self.front = front
        self._counting = asyncio.Lock()
        self._of: tuple[Path, Counted] | None = None

    async def of_the_graph(self, request: Request) -> Counted:
        """Return the counts; those that take too long are left out, and are tried again at the next request."""
        async with self._counting:
            store = self.front.pool.store
            if self._of is not None and self._of[0] == store:
                return self._of[1]
            try:
                counted = Counted(
                    tuple(await self.front.rows(request, _TRIPLES)),
                    tuple(await self.front.rows(request, _CLASSES)),
                )
            except HTTPException:
                return Counted()
            if self.front.pool.store == store:  # no new graph has taken over meanwhile
                self._of = store, counted
            return counted


def dataset(endpoint: str, counted: Counted) -> Iterator[ox.Triple]:
    """Yield the triples that describe the data behind ``endpoint``."""
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
    for row in counted.triples:
        yield _count(about, "triples", row)
    for number, row in enumerate(counted.classes):
        part = ox.BlankNode(f"class-{number}")
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
