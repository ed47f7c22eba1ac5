"""The addresses of the explorer: which page is where, and its answer as HTML or as one of its twins."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response
from starlette.routing import Route

from lawgraph.explorer import (
    amounts,
    assets,
    bodies,
    check,
    compare,
    gaps,
    named_queries,
    network,
    overview,
    quality,
    reading,
    review,
    search,
    sparql,
    status,
    thing,
    versions,
    vocabulary,
)
from lawgraph.explorer.asking import NotAnswered, PageEngine
from lawgraph.explorer.desk import Desk
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.importing import page as importing
from lawgraph.explorer.importing.sources import Sources
from lawgraph.explorer.page import Asked, Elsewhere, Language, Missing, Page, Shown
from lawgraph.explorer.rendering import LANGUAGE, TWIN_POLICY, Frame, html, policy, trouble
from lawgraph.explorer.twins import DOCX, SVG, TWINS, Twin, parted
from lawgraph.service.dereference import iri_at
from lawgraph.service.formats import best, prefers_html
from lawgraph.service.front import Front, matches
from lawgraph.service.problems import Problem
from ontology.iri import BASE
from queries.errors import QueryError

Endpoint = Callable[[Request], Awaitable[Response]]
Handler = Callable[[Request, Exception], Awaitable[Response]]

PAGES: tuple[Page, ...] = (
    overview.PAGE,
    compare.PAGE,
    gaps.PAGE,
    check.PAGE,
    status.PAGE,
    versions.PAGE,
    bodies.PAGE,
    amounts.PAGE,
    search.PAGE,
    review.PAGE,
    network.PAGE,
    named_queries.PAGE,
    sparql.PAGE,
    quality.PAGE,
    vocabulary.PAGE,
    importing.PAGE,
    reading.PAGE,
    thing.PAGE,
)
"""The pages, in the order of the menu. Of those with the same path the first that knows the thing answers."""
_AT_ONCE = 4  # pages that are made at the same time; more only make each other, and the service, slow
_DOWNLOADS = 2  # … and downloads, which take longer: pages do not wait behind them
_TRIES = 3  # how often a page is made anew whose graph was replaced meanwhile
_READING = ["GET", "HEAD", "OPTIONS"]
_YEAR = 31_536_000  # seconds
_REVIEWER = "reviewer"  # the cookie that tells who decides


@dataclass(frozen=True, slots=True)
class Explorer:
    """Makes pages of the graph that is served.

    ``desk`` takes decisions where there may be any; ``sources`` are those of the folder that is open, if one is.
    """

    front: Front
    pages: tuple[Page, ...]
    places: asyncio.Semaphore
    downloads: asyncio.Semaphore
    desk: Desk | None = None
    sources: Sources | None = None

    def named(self, name: str) -> Page | None:
        """Return the page of a name, if there is one."""
        return next((page for page in self.pages if page.name == name), None)

    async def answer(self, request: Request, page: Page, twin: Twin | None, path: str = "") -> Response:
        """Return a page, or its twin; what is wrong is told in the same form, with its status."""
        if request.method == "OPTIONS":
            return Response(None, 204, {"Allow": ", ".join(_READING)})
        form = twin or self._wanted(request)
        try:
            return await self._answered(request, page, form, path)
        except Elsewhere:
            after = self.pages[self.pages.index(page) + 1 :]
            following = next((each for each in after if each.path == page.path), None)
            if following is not None:
                return await self.answer(request, following, twin, path)
            said = _Said(404, "没有这个事物，请核对地址。", "There is no such thing; check the address.")
        except Wrong as error:
            zh, en = f"{error.parameter}：{error.zh}", f"{error.parameter}: {error.en}"
            said = _Said(error.status, zh, en, error.values)
        except Missing as error:
            said = _Said(error.status, error.zh, error.en)
        except NotAnswered as error:
            said = _Said(error.status, str(error), "")
        except QueryError as error:
            said = _Said(500, str(error), "")
        if form is None:
            return self.trouble(request, said.status, said.zh, said.en, said.values)
        more = {"values": said.values} if said.values else {}
        return Problem(said.status, f"{said.zh}{said.en}", **more).response()

    async def _answered(self, request: Request, page: Page, twin: Twin | None, path: str) -> Response:
        if twin is DOCX and not page.document:
            raise Missing("这一页没有 Word 形式。", "This page cannot be had as a document.")
        frame = self.frame(request)
        if twin is not None:
            return await self._as_data(request, page, twin, frame, path)
        asked, shown = await self._made(request, page, frame, path, self.places)
        async with self.places:
            body = await asyncio.to_thread(html, frame, page, shown, asked)
        return self._page(request, frame, page, body, shown.status)

    async def _as_data(self, request: Request, page: Page, twin: Twin, frame: Frame, path: str) -> Response:
        """Return a twin, all of it of one graph: what it still asks for after the page is made may be of a new one."""
        places = self.downloads if twin.download else self.places
        for _ in range(_TRIES):
            asked, shown = await self._made(request, page, frame, path, places)
            if shown.table is None and twin.download and shown.status != 200:
                raise Missing(
                    "没有答案可下载，请先改正。", "There is no answer to download; mend what was asked."
                )
            async with places:
                data = await asyncio.to_thread(twin.write, page, asked, shown)
            if self.front.pool.store == asked.store:
                break
        return self._twin(request, page, twin, shown, data)

    async def _made(
        self, request: Request, page: Page, frame: Frame, path: str, places: asyncio.Semaphore
    ) -> tuple[Asked, Shown]:
        """Return what a page shows, all of it of one graph; its table may ask on when it is made."""
        items = [item for item in request.query_params.multi_items() if item[0] != LANGUAGE]
        given = Given.of(items, self._parameters(page))
        async with places:
            for _ in range(_TRIES):
                store = self.front.pool.store
                engine = PageEngine(self.front, request)
                reviewer = request.cookies.get(_REVIEWER, "")
                asked = Asked(engine, store, given, path, frame.language, self.desk, reviewer, self.sources)
                try:
                    shown = await asyncio.to_thread(page.show, asked)
                except BaseException:
                    engine.given_up.set()
                    raise
                if self.front.pool.store == store:
                    break
        return replace(asked, engine=PageEngine(self.front, request)), shown

    def _parameters(self, page: Page) -> tuple[str, ...]:
        """Return the parameters that an address may have, whichever page of its path turns out to know the thing."""
        return tuple(
            dict.fromkeys(name for each in self.pages if each.path == page.path for name in each.parameters)
        )

    def frame(self, request: Request) -> Frame:
        """Return what stands around a page for this reader."""
        wanted = request.query_params.get(LANGUAGE) or request.cookies.get(LANGUAGE, "")
        language = Language.EN if wanted == Language.EN else Language.ZH
        menu = tuple(page for page in self.pages if page.menu)
        return Frame(self.front.prefix, menu, request, language)

    def told(self, request: Request, page: Page, shown: Shown, asked: Asked, status: int) -> Response:
        """Return a page that answers something else than a reading request."""
        frame = self.frame(request)
        response = HTMLResponse(html(frame, page, shown, asked), status, headers=_headers(page))
        return self._with_language(request, frame, response)

    def trouble(
        self, request: Request, status: int, zh: str, en: str, values: tuple[str, ...] = ()
    ) -> Response:
        """Return the page that tells what went wrong."""
        frame = self.frame(request)
        response = HTMLResponse(trouble(frame, status, zh, en, values), status, headers=_headers(None))
        return self._with_language(request, frame, response)

    def _wanted(self, request: Request) -> Twin | None:
        """Return the twin that a client asks for by its header Accept; ``None`` for the page."""
        accept = request.headers.get("accept", "")
        if not accept or prefers_html(accept) or "*/*" in accept:
            return None
        return best(accept, TWINS.values())

    def _page(self, request: Request, frame: Frame, page: Page, body: str, status: int) -> Response:
        content = body.encode("utf-8", "replace")
        tag = f'W/"{sha256(content).hexdigest()[:32]}"'
        headers = {**_headers(page), "ETag": tag}
        if status == 200 and matches(request.headers.get("if-none-match", ""), tag):
            return self._with_language(request, frame, Response(None, 304, headers))
        return self._with_language(request, frame, HTMLResponse(content, status, headers))

    def _with_language(self, request: Request, frame: Frame, response: Response) -> Response:
        if LANGUAGE in request.query_params:
            response.set_cookie(
                LANGUAGE, frame.language, max_age=_YEAR, path=self.front.prefix or "/", samesite="lax"
            )
        return response

    def _twin(self, request: Request, page: Page, twin: Twin, shown: Shown, body: bytes) -> Response:
        tag = f'W/"{sha256(body).hexdigest()[:32]}"'
        headers = {
            "Vary": "Accept, Cookie",
            "ETag": tag,
            "Cache-Control": "no-cache",
            "Content-Security-Policy": TWIN_POLICY,
            "X-Content-Type-Options": "nosniff",
        }
        if shown.status == 200 and matches(request.headers.get("if-none-match", ""), tag):
            return Response(None, 304, headers)
        if twin.download:
            name = f"{(shown.title or page.title).zh}.{twin.suffix}"
            headers["Content-Disposition"] = (
                f"attachment; filename=\"{page.name}.{twin.suffix}\"; filename*=UTF-8''{quote(name)}"
            )
        return Response(body, shown.status, headers={**headers, "Content-Type": twin.content_type})


@dataclass(frozen=True, slots=True)
class _Said:
    """What went wrong, in both languages, with the values that would do."""

    status: int
    zh: str
    en: str
    values: tuple[str, ...] = ()


def _headers(page: Page | None) -> dict[str, str]:
    return {
        "Vary": "Accept, Cookie",
        "Cache-Control": "no-cache",
        "Content-Security-Policy": policy(page),
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }


def explorer(
    front: Front,
    desk: Desk | None = None,
    pages: tuple[Page, ...] = PAGES,
    sources: Sources | None = None,
) -> Explorer:
    """Return the explorer of the graph that is served."""
    return Explorer(front, pages, asyncio.Semaphore(_AT_ONCE), asyncio.Semaphore(_DOWNLOADS), desk, sources)


def routes(made: Explorer) -> list[Route]:
    """Return the addresses of the pages, of their twins, and of the files that they load."""
    found = [Route(assets.PATH + "/{digest}/{name:path}", assets.file, methods=_READING)]
    known = set[str]()
    for page in made.pages:
        if page.path not in known:
            known.add(page.path)
            found.extend(_of(made, page))
    return found


def _of(made: Explorer, page: Page) -> Iterator[Route]:
    base = "/overview" if page.path == "/" else page.path
    if page.path not in _ELSEWHERE:
        yield Route(page.path, _endpoint(made, page, None), methods=_READING)
    if base != page.path:
        yield Route(base, _endpoint(made, page, None), methods=_READING)
    for suffix, twin in TWINS.items():
        if suffix != "docx" or page.document:
            yield Route(f"{base}.{suffix}", _endpoint(made, page, twin), methods=_READING)
    if page.picture is not None:
        yield Route(f"{base}.svg", _endpoint(made, page, SVG), methods=_READING)
    if page.below and page.path not in _ELSEWHERE:
        yield Route(page.path + "/{path:path}", below(made, page), methods=_READING)


def _endpoint(made: Explorer, page: Page, twin: Twin | None) -> Endpoint:
    async def answer(request: Request) -> Response:
        return await made.answer(request, page, twin)

    return answer


def below(made: Explorer, page: Page) -> Endpoint:
    """Return what answers the addresses below the path of a page."""

    async def answer(request: Request) -> Response:
        path, twin = parted(iri_at(request, page.path).removeprefix(f"{BASE}/"))
        return await made.answer(request, page, twin, path)

    return answer


def for_readers(made: Explorer, name: str, otherwise: Endpoint) -> Endpoint:
    """Return what answers readers with a page, and programs as ``otherwise`` does; a header Accept tells who asks."""

    async def answer(request: Request) -> Response:
        page = made.named(name)
        if page is None or request.query_params.keys() & set(page.programs):
            return await otherwise(request)
        is_twin = page.below and request.method in _READING and parted(request.url.path)[1] is not None
        if not is_twin and not _reads(request):
            return await otherwise(request)
        if not page.below or request.url.path.rstrip("/") == page.path:
            return await made.answer(request, page, None)
        return await below(made, page)(request)

    return answer


def told_to_readers(made: Explorer, handler: Handler) -> Handler:
    """Return what tells readers what went wrong by a page with ways on, and programs as ``handler`` does."""

    async def tell(request: Request, error: Exception) -> Response:
        response = await handler(request, error)
        if not _reads(request) or response.status_code < 400:
            return response
        said = made.trouble(
            request, response.status_code, bytes(response.body).decode("utf-8", "replace"), ""
        )
        kept = {name: value for name, value in response.headers.items() if name in ("allow", "retry-after")}
        said.headers.update(kept)
        return said

    return tell


def _reads(request: Request) -> bool:
    """Tell whether a person asks, who reads pages."""
    return request.method in ("GET", "HEAD") and prefers_html(request.headers.get("accept", ""))


_ELSEWHERE = frozenset({"/", "/search", "/queries", "/sparql"})
"""Paths that answer programs too: the service tells who asks, and gives readers to the explorer."""
