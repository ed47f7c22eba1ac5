"""From a query to its answer in HTTP: read and answered by a worker, sent whole.

The text of a query is not looked at here: however long it is to read, only its worker is busy with it.
"""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TypeVar
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lawgraph.service.addresses import address_of
from lawgraph.service.asked import Asked
from lawgraph.service.formats import Format, NotAcceptable, chosen
from lawgraph.service.pool import STOPPED, Pool
from lawgraph.service.worker import Reply, Task
from queries.check import Form
from queries.engine import Dataset, result_of
from queries.result import GraphResult, ResultTable

_CHUNK = 1 << 16  # bytes
_JSON = "application/sparql-results+json"
Row = dict[str, dict[str, str]]
T = TypeVar("T")
WARNING = "Lawgraph-Warning"
"""The header that names terms of ours in a query that there are not: UTF-8 in percent-encoding (RFC 3986)."""
_ASCII = "".join(map(chr, range(0x20, 0x7F))).replace("%", "")


@dataclass(frozen=True, slots=True)
class Front:
    """Answers queries over a pool of workers; answers wait in ``folder`` until they are sent.

    ``public_url`` is the address below which clients reach the service; empty where it is what they say.
    """

    pool: Pool
    folder: Path
    public_url: str = ""
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    async def respond(self, request: Request, asked: Asked, accept: str | None = None) -> Response:
        """Return the answer to a query in the form that the client wants, by its header unless ``accept`` is given.

        Raises ``HTTPException`` for a query that is refused or fails. The query is stopped when its client leaves.
        """
        accept = request.headers.get("accept", "") if accept is None else accept
        file, reply = await self._answered(request, asked, accept)
        content_type = reply.content_type
        size = file.stat().st_size
        small = file.read_bytes() if size <= _CHUNK else None
        digest = sha256(small).hexdigest() if small is not None else await asyncio.to_thread(_digest, file)
        tag = f'W/"{digest[:32]}"'
        headers = {"Vary": "Accept", "ETag": tag, "Cache-Control": "no-cache"}
        if reply.warnings:
            headers[WARNING] = "; ".join(quote(each, safe=_ASCII) for each in reply.warnings)
        if request.method in ("GET", "HEAD") and matches(request.headers.get("if-none-match", ""), tag):
            file.unlink(missing_ok=True)
            return Response(None, 304, headers)
        if small is not None:
            file.unlink(missing_ok=True)
            return Response(small, headers=headers, media_type=content_type)
        headers["Content-Length"] = str(size)
        return StreamingResponse(_sent(file), headers=headers, media_type=content_type)

    def address(self, request: Request, path: str) -> str:
        """Return the address under which a client reaches a path of the service (see :func:`address_of`)."""
        return address_of(request, path, self.public_url)

    @property
    def prefix(self) -> str:
        """What stands before the path of a link of ours: the path of the public address."""
        return urlsplit(self.public_url).path

    def format(self, accept: str, form: Form) -> Format:
        """Return the form of answer that suits a header Accept; raise ``HTTPException`` 406 if none does."""
        try:
            return chosen(accept, form)
        except NotAcceptable as error:
            raise HTTPException(406, str(error)) from error

    async def rows(self, request: Request, text: str) -> list[Row]:
        """Return the rows of a query of ours; a row has the variables that are bound, as in the results in JSON."""
        file, _ = await self._answered(request, Asked(text, Dataset()), _JSON)
        try:
            rows: list[Row] = json.loads(file.read_bytes())["results"]["bindings"]
        finally:
            file.unlink(missing_ok=True)
        return rows

    async def table(self, request: Request, text: str, size: int) -> ResultTable:
        """Return the rows of a query of ours as terms, of at most ``size`` bytes as results in JSON."""
        file, _ = await self._answered(request, Asked(text, Dataset()), _JSON, size)
        try:
            return await _read(_table, file)
        finally:
            file.unlink(missing_ok=True)

    async def graph(self, request: Request, text: str, size: int) -> GraphResult:
        """Return the triples of a CONSTRUCT or DESCRIBE, of at most ``size`` bytes as N-Triples."""
        file, _ = await self._answered(request, Asked(text, Dataset()), "application/n-triples", size)
        try:
            return await _read(_triples, file)
        finally:
            file.unlink(missing_ok=True)

    async def number(self, request: Request, pattern: str) -> int:
        """Return how many different solutions a pattern of ours has."""
        (row,) = await self.rows(request, f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {pattern} }} }}")
        return int(row["n"]["value"])

    async def holds(self, request: Request, text: str) -> bool:
        """Return the answer to an ASK of ours."""
        file, _ = await self._answered(request, Asked(text, Dataset()), _JSON)
        try:
            return bool(json.loads(file.read_bytes())["boolean"])
        finally:
            file.unlink(missing_ok=True)

    async def _answered(
        self, request: Request, asked: Asked, accept: str, size: int | None = None
    ) -> tuple[Path, Reply]:
        """Return the file with the answer, and what its worker said of it.

        The answer has at most ``size`` bytes, if that is less than the limit.
        """
        limits = self.pool.limits
        file = self.folder / str(next(self._numbers))
        task = Task(
            asked.text,
            accept,
            asked.dataset.default,
            asked.dataset.named,
            str(file),
            limits.seconds,
            min(limits.answer, size or limits.answer),
        )
        client = request.client.host if request.client else ""
        work = asyncio.create_task(self.pool.answer(task, client))
        left = asyncio.create_task(_left(request))
        ending = asyncio.create_task(self.pool.ending.wait())
        try:
            await asyncio.wait({work, left, ending}, return_when=asyncio.FIRST_COMPLETED)
            reply = await work if work.done() else Reply(499) if left.done() else STOPPED
        finally:
            for unfinished in (work, left, ending):
                unfinished.cancel()
            with suppress(asyncio.CancelledError):
                await work
        if reply.status != 200:
            file.unlink(missing_ok=True)
            raise HTTPException(
                reply.status, reply.error, {"Retry-After": "5"} if reply.status == 503 else None
            )
        return file, reply


_READERS = ThreadPoolExecutor(2, "answer")
"""The threads that read answers. Others wait for these: in the same ones all would wait, and nobody read."""


async def _read(read: Callable[[Path], T], file: Path) -> T:
    return await asyncio.get_running_loop().run_in_executor(_READERS, read, file)


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _table(file: Path) -> ResultTable:
    answer = ox.parse_query_results(path=str(file), format=ox.QueryResultsFormat.JSON)
    table = result_of(answer)
    assert isinstance(table, ResultTable)
    return table


def _triples(file: Path) -> GraphResult:
    return GraphResult(tuple(each.triple for each in ox.parse(path=str(file), format=ox.RdfFormat.N_TRIPLES)))


def matches(header: str, tag: str) -> bool:
    """Tell whether a header If-None-Match names a tag (RFC 9110, section 13.1.2: weak comparison)."""
    named = {each.strip().removeprefix("W/") for each in header.split(",")}
    return "*" in named or tag.removeprefix("W/") in named


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
