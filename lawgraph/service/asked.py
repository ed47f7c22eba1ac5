"""What a request asks: its parameters, the query and the dataset among them (SPARQL 1.1 Protocol, section 2.1)."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from urllib.parse import parse_qsl

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request

from queries.engine import Dataset

_FORM, _QUERY, _UPDATE = (
    "application/x-www-form-urlencoded",
    "application/sparql-query",
    "application/sparql-update",
)
# So many times the size is read and thrown away: a client that still sends does not hear why it was refused.
_READ = 16
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the dataset that the request names beside it."""

    text: str
    dataset: Dataset


async def asked(request: Request, size: int, seconds: float) -> Asked | None:
    """Return what a request asks; ``None`` for one that asks nothing, and so for the description of the service.

    Raises ``HTTPException`` for what is no request of the protocol, and for an update.
    """
    given = pairs(request.url.query.encode("ascii"))
    if request.method == "POST":
        given += await _posted(request, size, seconds)
    if any(key == "update" for key, _ in given):
        raise HTTPException(
            403,
            "update: 不接受更新，图谱只读，请用 query 提问。"
            "Updates are refused: the graph is read-only; ask with query.",
        )
    texts = [value for key, value in given if key == "query"]
    if not given and request.method != "POST":
        return None
    if len(texts) != 1:
        raise HTTPException(
            400,
            f"query: 须恰好给出一个 query 参数，收到 {len(texts)} 个。Give exactly one query, not {len(texts)}.",
        )
    return Asked(texts[0], Dataset(_graphs(given, "default-graph-uri"), _graphs(given, "named-graph-uri")))


async def _posted(request: Request, size: int, seconds: float) -> Pairs:
    """Return the parameters in the body of a request."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in (_FORM, _QUERY, _UPDATE):
        raise HTTPException(
            415,
            f"Content-Type: 请用 {_FORM} 或 {_QUERY}。Send the query as {_FORM} or {_QUERY}.",
        )
    _refuse_charset(request.headers.get("content-type", ""))
    body = await body_of(request, size, seconds)
    if kind == _FORM:
        return pairs(body)
    try:
        return [("update" if kind == _UPDATE else "query", body.decode("utf-8-sig"))]
    except UnicodeDecodeError as error:
        raise _not_utf8() from error


def _refuse_charset(content_type: str) -> None:
    for part in content_type.split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip("\"'").lower() not in ("utf-8", "utf8"):
            raise HTTPException(
                415, "Content-Type: 只接受 UTF-8，请改用 charset=utf-8。Send it as UTF-8, with charset=utf-8."
            )


async def body_of(request: Request, size: int, seconds: float) -> bytes:
    """Return the body of a request that is not too large and does not take too long."""
    body, came = bytearray(), 0
    try:
        async with asyncio.timeout(seconds):
            async for chunk in request.stream():
                came += len(chunk)
                if came > _READ * size:
                    raise _too_large(size)
                if came <= size:
                    body += chunk
    except TimeoutError as error:
        raise HTTPException(
            408,
            f"query: 请求在 {seconds:g} 秒内没有收完，请重发。"
            f"The request did not arrive within {seconds:g} s; send it again.",
            {"Connection": "close"},
        ) from error
    except ClientDisconnect as error:
        raise HTTPException(400, "") from error  # nobody reads it
    if came > size:
        raise _too_large(size)
    return bytes(body)


def _too_large(size: int) -> HTTPException:
    return HTTPException(
        413,
        f"query: 请求超过 {size:,} 字节，请缩短查询。The request is larger than {size:,} bytes; shorten the query.",
        {"Connection": "close"},
    )


def pairs(encoded: bytes) -> Pairs:
    """Return the names and values of a form (``application/x-www-form-urlencoded``); raise ``HTTPException``."""
    try:
        return parse_qsl(
            encoded.decode("utf-8"), keep_blank_values=True, errors="strict", max_num_fields=1000
        )
    except UnicodeDecodeError as error:
        raise _not_utf8() from error
    except ValueError as error:
        raise HTTPException(400, f"query: 参数太多。There are too many parameters; {error}.") from error


def _not_utf8() -> HTTPException:
    return HTTPException(
        400, "query: 查询不是 UTF-8，请改用 UTF-8 发送。The query is not UTF-8; send it as UTF-8."
    )


def graph_iri(name: str, iri: str) -> str:
    """Return an absolute IRI that a parameter ``name`` gives; raise ``HTTPException`` if it is none."""
    try:
        return ox.NamedNode(iri).value
    except ValueError as error:
        raise HTTPException(
            400, f"{name}: “{iri}”不是完整的 IRI，请写全。'{iri}' is no absolute IRI; write it in full."
        ) from error


def _graphs(given: Pairs, name: str) -> tuple[str, ...]:
    return tuple(graph_iri(name, value) for key, value in given if key == name)
