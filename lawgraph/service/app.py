"""SPARQL 1.1 Protocol: what a request asks, and the answer in the form that its client wants.

Statuses are true: an answer is written to the end before its first byte is sent, so that one that fails is an
error and never a 200 that breaks off.
"""

from __future__ import annotations

import traceback
from collections.abc import Awaitable, Callable, Sequence
from pathlib import Path

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from lawgraph.explorer.application import Explorer, explorer, for_readers, told_to_readers
from lawgraph.explorer.application import routes as explorer_routes
from lawgraph.explorer.deciding import routes as deciding
from lawgraph.explorer.desk import Desk
from lawgraph.explorer.documentation import routes as documentation
from lawgraph.explorer.importing.routes import routes as importing_routes
from lawgraph.service.asked import asked
from lawgraph.service.clients import Bounds, Log
from lawgraph.service.dataset import WELL_KNOWN, Counts, dataset
from lawgraph.service.dereference import DATA, GRAPH_STORE, PAGE, data, graph_store, thing
from lawgraph.service.description import description, written
from lawgraph.service.front import WARNING, Front
from lawgraph.service.home import home, ways
from lawgraph.service.named_queries import QUERIES, logged
from lawgraph.service.named_queries import routes as library_routes
from lawgraph.service.pool import Pool
from lawgraph.service.search import PATH as SEARCH
from lawgraph.service.search import searching
from lawgraph.service.settings import ENDPOINT, Settings
from lawgraph.service.wire import Compressed, Wire
from lawgraph.service.writing import ForThisMachine, refuse_writing
from queries.check import Form

Endpoint = Callable[[Request], Awaitable[Response]]
_ENDPOINTS = (ENDPOINT, "/query")
_METHODS = ["GET", "HEAD", "POST", "OPTIONS"]
_READING = ["GET", "HEAD", "OPTIONS"]
_LOGGED = frozenset({*_ENDPOINTS, "/health", "/reload", WELL_KNOWN, GRAPH_STORE, SEARCH, *logged()})
_READ_BELOW = (PAGE + "/", DATA + "/", "/eli/", "/graph/", "/source/", "/scheme/", "/queries/", "/docs/")
_WITH_PAGES = frozenset({QUERIES, QUERIES + "/", QUERIES + "/{name}"})
_COMPRESSED = 1000  # bytes from which an answer is
_PREFLIGHT = 86_400  # seconds that a browser remembers what it may ask


def application(
    pool: Pool, folder: Path, settings: Settings, look: Callable[[], Awaitable[str]] | None = None
) -> Starlette:
    """Return the application over a pool of workers; answers wait in ``folder`` until they are sent.

    ``look`` goes over to a new graph if there is one, and returns the digest of the graph that is served. The state of
    the application has the ``explorer``.
    """
    front = Front(pool, folder, settings.public_url)
    counts = Counts(front)
    desk = Desk(settings.review) if settings.review else None
    made = explorer(front, desk, sources=settings.sources)

    async def query(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _options(_METHODS)
        question = await asked(request, pool.limits.request, pool.limits.arrives)
        if question is None:
            return _described(request, front)
        return await front.respond(request, question)

    async def health(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _options(_READING)
        well = pool.workers > 0
        return JSONResponse(
            {"status": "ok" if well else "starting", "workers": pool.workers}, 200 if well else 503
        )

    async def void(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _options(_READING)
        format = front.format(request.headers.get("accept", ""), Form.CONSTRUCT)
        endpoint = front.address(request, ENDPOINT)
        described = dataset(endpoint, await counts.of_the_graph(request))
        return Response(
            written(described, format), headers={"Vary": "Accept"}, media_type=format.content_type
        )

    def reading(answer: Callable[[Request, Front], Awaitable[Response]]) -> Endpoint:
        async def read(request: Request) -> Response:
            return _options(_READING) if request.method == "OPTIONS" else await answer(request, front)

        return read

    async def reload(request: Request) -> Response:
        if request.method == "OPTIONS":
            return _options(["POST", "OPTIONS"])
        if request.method != "POST":
            raise HTTPException(405, headers={"Allow": "POST, OPTIONS"})
        refuse_writing(request, settings)
        return JSONResponse({"graph": await look() if look else None})

    served = Starlette(
        routes=[
            *(
                Route(path + slash, for_readers(made, "sparql", query), methods=_METHODS)
                for path in _ENDPOINTS
                for slash in ("", "/")
            ),
            Route("/", for_readers(made, "overview", reading(home)), methods=_READING),
            *explorer_routes(made),
            *documentation(made),
            *deciding(made, settings),
            *importing_routes(made, settings, look),
            Route("/health", health, methods=_READING),
            Route("/reload", reload, methods=[*_METHODS, "PUT", "PATCH", "DELETE"]),
            Route(WELL_KNOWN, void, methods=_READING),
            *_for_readers(made, library_routes(front)),
            Route(GRAPH_STORE, reading(graph_store), methods=_READING),
            Route(SEARCH, for_readers(made, "search", reading(searching())), methods=_READING),
            Route(DATA + "/{path:path}", reading(data), methods=_READING),
            Route("/{path:path}", reading(thing), methods=_READING),
        ],
        middleware=[
            *([Middleware(Log, paths=_LOGGED)] if settings.log else []),
            Middleware(Wire),
            Middleware(Bounds, limits=pool.limits),
            Middleware(ForThisMachine) if settings.sources else _open_to_all_sites(),
            Middleware(Compressed, minimum_size=_COMPRESSED, compresslevel=5),
        ],
        exception_handlers={
            HTTPException: told_to_readers(made, _error),
            404: told_to_readers(made, _no_page),
            405: told_to_readers(made, _no_method),
            Exception: told_to_readers(made, _fault),
        },
    )
    served.state.explorer = made
    return served


def _open_to_all_sites() -> Middleware:
    """Return what lets pages of all sites read; a graph that is served is public, a folder that is open is not."""
    return Middleware(
        CORSMiddleware,
        allow_origins=["*"],
        allow_methods=_METHODS,
        allow_headers=["*"],
        expose_headers=["ETag", "Link", "Location", "Retry-After", WARNING],
        max_age=_PREFLIGHT,
    )


def _for_readers(made: Explorer, routes: Sequence[Route]) -> list[Route]:
    """Return the addresses of the named queries, which readers see as pages."""
    return [
        Route(route.path, for_readers(made, "queries", route.endpoint), methods=route.methods)
        if route.path in _WITH_PAGES
        else route
        for route in routes
    ]


def _described(request: Request, front: Front) -> Response:
    """Return the description of the service."""
    format = front.format(request.headers.get("accept", ""), Form.CONSTRUCT)
    body = written(description(front.address(request, ENDPOINT)), format)
    return Response(body, headers={"Vary": "Accept"}, media_type=format.content_type)


def _options(methods: list[str]) -> Response:
    return Response(None, 204, {"Allow": ", ".join(methods)})


async def _error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    headers = {"Vary": "Accept", **(error.headers or {})}
    return PlainTextResponse(error.detail + "\n", error.status_code, headers)


async def _fault(_: Request, error: Exception) -> Response:
    traceback.print_exception(error)
    return PlainTextResponse("query: 服务内部出错，请报告。The service failed; please report it.\n", 500)


async def _no_page(request: Request, error: Exception) -> Response:
    if isinstance(error, HTTPException) and error.detail != "Not Found":
        return await _error(request, error)
    return PlainTextResponse(
        f"{request.url.path}: 没有这个地址，SPARQL 查询请用 {ENDPOINT}，另有 {ways()}。"
        f"There is nothing here; SPARQL queries go to {ENDPOINT}, and there are {ways()}.\n",
        404,
        {"Vary": "Accept"},
    )


async def _no_method(request: Request, error: Exception) -> Response:
    path = request.url.path
    if path.rstrip("/") not in _LOGGED and not path.removeprefix("/lawgraph").startswith(_READ_BELOW):
        return await _no_page(request, HTTPException(404))
    allowed = (getattr(error, "headers", None) or {}).get("Allow", ", ".join(_METHODS))
    methods = ", ".join(sorted(part.strip() for part in allowed.split(",")))
    return PlainTextResponse(
        f"{request.method}: 图谱只读，不接受这种方法，请用 {methods}。"
        f"The graph is read-only and this method is not served; use one of {methods}.\n",
        405,
        {"Allow": methods, "Vary": "Accept"},
    )
