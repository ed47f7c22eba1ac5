"""Addresses of the things in the graph: what is at an IRI of ours, as a page or as data (303, Linked Data).

``https://w3id.org/lawgraph/eli/…`` is answered at ``/eli/…`` and ``/lawgraph/eli/…`` of any host: the path tells the
thing, so that the data may move. A thing is not a document, and is answered with a way to one about it.
"""

from __future__ import annotations

import re
from urllib.parse import quote

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from lawgraph.service.asked import Asked, graph_iri
from lawgraph.service.formats import prefers_html
from lawgraph.service.front import Front
from ontology.iri import BASE
from queries.check import Form
from queries.engine import Dataset

PAGE, DATA, GRAPH_STORE = "/page", "/data", "/graphs"
_MOST = 500  # statements about a thing, in each direction, that come at once
_OFFSET = "offset"  # the parameter that asks for those after the first
_OF_A_PATH = "/-._~!$&'()*+,;=:@"
_HEX = re.compile(r"%[0-9a-fA-F]{2}")


def iri_at(request: Request, under: str = "") -> str:
    """Return the IRI of ours whose path a request has below ``under``; raise ``HTTPException`` if there is none."""
    path = request.scope.get("raw_path", request.url.path.encode()).decode("latin-1").partition("?")[0]
    path = path.removeprefix(under)
    path = path.removeprefix("/lawgraph")
    path = _HEX.sub(lambda found: found[0].upper(), quote(path, safe=f"{_OF_A_PATH}%"))
    try:
        return ox.NamedNode(BASE + path).value
    except ValueError as error:
        raise HTTPException(404) from error


async def thing(request: Request, front: Front) -> Response:
    """Answer the address of a thing with the way to its page or its data; 404 if the graph has none."""
    iri = iri_at(request)
    if not await front.holds(request, _is_there(iri)):
        raise HTTPException(404)
    accept = request.headers.get("accept", "")
    if not prefers_html(accept):
        front.format(accept, Form.CONSTRUCT)
    under = PAGE if prefers_html(accept) else DATA
    return RedirectResponse(front.prefix + under + iri.removeprefix(BASE), 303, {"Vary": "Accept"})


def _is_there(iri: str) -> str:
    after = f" UNION {{ ?h ?i ?j {after} }}" if (after := _after_hash(iri)) else ""
    return f"ASK {{ {{ <{iri}> ?p ?o }} UNION {{ ?s ?q <{iri}> }} UNION {{ GRAPH <{iri}> {{ ?a ?b ?c }} }}{after} }}"


def _after_hash(iri: str) -> str:
    """Return the condition on ``?h`` to stand after the hash of a document right below the base, as a vocabulary is.

    Empty for a deeper path: the condition is a scan of the whole graph.
    """
    below = iri.removeprefix(f"{BASE}/")
    return "" if "/" in below else f"FILTER(STRSTARTS(STR(?h), {ox.Literal(iri + '#')}))"


async def data(request: Request, front: Front) -> Response:
    """Answer with what the graph says of a thing, of what stands after its hash, and what points to it."""
    iri, offset = iri_at(request, DATA), _offset(request)
    if await front.holds(request, f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"):
        return await front.respond(request, _content(iri))
    text = (
        f"CONSTRUCT {{ <{iri}> ?p ?o . ?s ?q <{iri}> . ?h ?i ?j }} WHERE {{ {{ <{iri}> ?p ?o }} "
        f"UNION {{ SELECT ?s ?q {{ ?s ?q <{iri}> }} LIMIT {_MOST} OFFSET {offset} }} "
        f"UNION {{ SELECT ?h ?i ?j {{ {_of_its_parts(iri)} }} LIMIT {_MOST} OFFSET {offset} }} }}"
    )
    if not await front.holds(request, _is_there(iri)):
        raise HTTPException(404)
    most = max(await front.number(request, f"?s ?q <{iri}>"), await front.number(request, _of_its_parts(iri)))
    response = await front.respond(request, Asked(text, Dataset()))
    more = _more(front, DATA, iri, offset, most)
    response.headers["Link"] = f'<{iri}>; rel="describes"' + (f', <{more}>; rel="next"' if more else "")
    return response


def _of_its_parts(iri: str) -> str:
    return f"?h ?i ?j {_after_hash(iri) or 'FILTER(false)'}"


def _offset(request: Request) -> int:
    """Return from which statement on a request wants them; raise ``HTTPException`` for what is no number."""
    given = request.query_params.get(_OFFSET, "0")
    if not (given.isascii() and given.isdecimal() and len(given) < 10):
        raise HTTPException(400, f"{_OFFSET}: “{given[:40]}”不是数。'{given[:40]}' is no number.")
    return int(given)


def _more(front: Front, under: str, iri: str, offset: int, there: int) -> str:
    """Return the way to the statements after these, of which ``there`` are; empty when these are the last."""
    after = offset + _MOST
    return f"{front.prefix}{under}{iri.removeprefix(BASE)}?{_OFFSET}={after}" if there > after else ""


async def graph_store(request: Request, front: Front) -> Response:
    """Answer with a graph (SPARQL 1.1 Graph Store HTTP Protocol, section 5.2): ``?graph=IRI`` or ``?default``."""
    given = request.query_params.multi_items()
    if [key for key, _ in given] == ["default"]:
        return await front.respond(request, Asked("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", Dataset()))
    if [key for key, _ in given] != ["graph"]:
        raise HTTPException(
            400,
            f"{GRAPH_STORE}: 须恰好给出 graph=IRI 或 default。Give exactly one of graph=IRI and default.",
        )
    iri = graph_iri("graph", given[0][1])
    if not await front.holds(request, f"ASK {{ GRAPH <{iri}> {{ ?s ?p ?o }} }}"):
        raise HTTPException(404, f"graph: 没有这个图 {iri}。There is no such graph.")
    return await front.respond(request, _content(iri))


def _content(graph: str) -> Asked:
    return Asked("CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }", Dataset(default=(graph,)))


__all__ = ["DATA", "GRAPH_STORE", "PAGE", "data", "graph_store", "iri_at", "thing"]
