"""SPARQL 1.1 Protocol: what a request asks, and the answer in the form that its client wants.

Statuses are true: an answer is written to the end before its first byte is sent, so that one that fails is an
error and never a 200 that breaks off.
"""

from __future__ import annotations

import asyncio
import itertools
import traceback
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from lawgraph.service.formats import Format, formats, wanted
from lawgraph.service.pool import Pool
from lawgraph.service.worker import Reply, Task
from queries.check import check
from queries.errors import ForbiddenQuery, QuerySyntaxError

ENDPOINT = "/query"
_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
_CHUNK = 1 << 16  # bytes


def application(pool: Pool, folder: Path) -> Starlette:
    """Return the application over a pool of workers; answers wait in ``folder`` until they are sent."""
    numbers = itertools.count()

    async def query(request: Request) -> Response:
        asked = await _asked(request, pool.limits.request, pool.limits.arrives)
        file = folder / str(next(numbers))
        reply, format = await _answered(request, pool, asked, file)
        if reply.status != 200:
            file.unlink(missing_ok=True)
            raise HTTPException(reply.status, reply.error)
        headers = {"Content-Length": str(file.stat().st_size), "Vary": "Accept"}
        return StreamingResponse(_sent(file), headers=headers, media_type=format.content_type)

    return Starlette(
        routes=[Route(ENDPOINT, query, methods=["GET", "POST"])],
        exception_handlers={HTTPException: _error, 404: _no_page, 405: _no_method, Exception: _fault},
    )


async def _error(_: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return PlainTextResponse(error.detail + "\n", error.status_code, error.headers)


async def _fault(_: Request, error: Exception) -> Response:
    traceback.print_exception(error)
    return PlainTextResponse("query: 服务内部出错，请报告。The service failed; please report it.\n", 500)


async def _no_page(request: Request, _: Exception) -> Response:
    return PlainTextResponse(
        f"{request.url.path}: 没有这个地址，SPARQL 查询请用 {ENDPOINT}。"
        f"There is nothing here; SPARQL queries go to {ENDPOINT}.\n",
        404,
    )


async def _no_method(request: Request, _: Exception) -> Response:
    return PlainTextResponse(
        f"{request.method}: 不接受这种方法，请用 GET 或 POST。This method is not served; use GET or POST.\n",
        405,
        {"Allow": "GET, HEAD, POST"},
    )


async def _asked(request: Request, size: int, seconds: float) -> list[tuple[str, str]]:
    """Return the parameters of a request, the query among them (SPARQL 1.1 Protocol, sections 2.1.1 to 2.1.3)."""
    given = _pairs(request.url.query.encode("ascii"))
    if request.method != "POST":
        return given
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (_FORM, _QUERY, _UPDATE):
        raise HTTPException(
            415,
            f"Content-Type: 请用 {_FORM} 或 {_QUERY}。Send the query as {_FORM} or {_QUERY}.",
        )
    body = await _body(request, size, seconds)
    if kind == _FORM:
        return _pairs(body)
    try:
        return [*given, ("update" if kind == _UPDATE else "query", body.decode("utf-8-sig"))]
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


async def _body(request: Request, size: int, seconds: float) -> bytes:
    """Return the body of a request that is not too large and does not take too long."""
    body = bytearray()
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                body += chunk
                if len(body) > size:
                    raise HTTPException(
                        413,
                        f"query: 请求超过 {size:,} 字节，请缩短查询。"
                        f"The request is larger than {size:,} bytes; shorten the query.",
                    )
    except TimeoutError as error:
        raise HTTPException(
            408,
            f"query: 请求在 {seconds:g} 秒内没有收完，请重发。"
            f"The request did not arrive within {seconds:g} s; send it again.",
        ) from error
    except ClientDisconnect as error:
        raise HTTPException(400, "") from error  # nobody reads it
    return bytes(body)


def _pairs(encoded: bytes) -> list[tuple[str, str]]:
    try:
        return parse_qsl(encoded.decode("utf-8"), keep_blank_values=True, errors="strict")
    except UnicodeDecodeError as error:
        raise _not_utf8() from error
    except ValueError as error:
        raise HTTPException(400, f"query: 参数太多。There are too many parameters; {error}.") from error


def _not_utf8() -> HTTPException:
    return HTTPException(
        400, "query: 查询不是 UTF-8，请改用 UTF-8 发送。The query is not UTF-8; send it as UTF-8."
    )


def _graphs(asked: list[tuple[str, str]], name: str) -> tuple[str, ...]:
    found = tuple(value for key, value in asked if key == name)
    for iri in found:
        try:
            ox.NamedNode(iri)
        except ValueError as error:
            raise HTTPException(
                400, f"{name}: “{iri}”不是完整的 IRI，请写全。'{iri}' is no absolute IRI; write it in full."
            ) from error
    return found


async def _answered(
    request: Request, pool: Pool, asked: list[tuple[str, str]], file: Path
) -> tuple[Reply, Format]:
    """Have the query answered; it is stopped when its client leaves."""
    if any(key == "update" for key, _ in asked):
        raise HTTPException(
            400,
            "update: 不接受更新，图谱只读，请用 query 提问。"
            "Updates are refused: the graph is read-only; ask with query.",
        )
    texts = [value for key, value in asked if key == "query"]
    if len(texts) != 1:
        raise HTTPException(
            400,
            f"query: 须恰好给出一个 query 参数，收到 {len(texts)} 个。Give exactly one query, not {len(texts)}.",
        )
    try:
        form = check(texts[0]).form
    except (QuerySyntaxError, ForbiddenQuery) as error:
        raise HTTPException(400, str(error)) from error
    format = wanted(request.headers.get("accept", ""), form)
    if format is None:
        there = ", ".join(format.media_type for format in formats(form))
        raise HTTPException(
            406, f"Accept: 没有合适的格式，{form} 可用 {there}。No such format for {form}; there are {there}."
        )
    limits = pool.limits
    task = Task(
        texts[0],
        format.media_type,
        _graphs(asked, "default-graph-uri"),
        _graphs(asked, "named-graph-uri"),
        str(file),
        limits.seconds,
        limits.answer,
    )
    work, left = asyncio.create_task(pool.answer(task)), asyncio.create_task(_left(request))
    try:
        await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
        return (await work if work.done() else Reply(499)), format
    finally:
        for unfinished in (work, left):
            unfinished.cancel()
        with suppress(asyncio.CancelledError):
            await work


async def _left(request: Request) -> None:
    """Return when the client has left."""
    while (await request.receive())["type"] != "http.disconnect":
        pass


async def _sent(file: Path) -> AsyncIterator[bytes]:
    """Yield the content of a file, and remove it."""
    try:
        with file.open("rb") as opened:
            while chunk := opened.read(_CHUNK):
                yield chunk
    finally:
        file.unlink(missing_ok=True)
