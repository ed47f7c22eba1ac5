"""From a query to its answer in HTTP: checked, answered by a worker, sent whole."""

from __future__ import annotations

import asyncio
import itertools
import json
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import file_digest
from pathlib import Path
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from lawgraph.service.asked import Asked
from lawgraph.service.formats import Format, formats, wanted
from lawgraph.service.pool import Pool
from lawgraph.service.worker import Reply, Task
from queries.check import CheckedQuery, Form, check
from queries.engine import Dataset
from queries.errors import ForbiddenQuery, QuerySyntaxError

_CHUNK = 1 << 16  # bytes
_SHORT = 10_000  # characters of a query that is read at once
_JSON = "application/sparql-results+json"
Row = dict[str, dict[str, str]]


@dataclass(frozen=True, slots=True)
class Front:
    """Answers queries over a pool of workers; answers wait in ``folder`` until they are sent.

    ``public_url`` is the address below which clients reach the service; empty where it is what they say.
    """

    pool: Pool
    folder: Path
    public_url: str = ""
    _numbers: Iterator[int] = field(default_factory=itertools.count)
    _checking: asyncio.Semaphore = field(default_factory=lambda: asyncio.Semaphore(1))

    async def respond(self, request: Request, asked: Asked, accept: str | None = None) -> Response:
        """Return the answer to a query in the form that the client wants, by its header unless ``accept`` is given.

        Raises ``HTTPException`` for a query that is refused or fails. The query is stopped when its client leaves.
        """
        form = (await self._checked(asked.text)).form
        format = self.format(request.headers.get("accept", "") if accept is None else accept, form)
        file = await self._answered(request, asked, format)
        with file.open("rb") as opened:
            tag = f'W/"{(await asyncio.to_thread(file_digest, opened, "sha256")).hexdigest()[:32]}"'
        headers = {"Vary": "Accept", "ETag": tag, "Cache-Control": "no-cache"}
        if _has(request.headers.get("if-none-match", ""), tag):
            file.unlink(missing_ok=True)
            return Response(None, 304, headers)
        headers["Content-Length"] = str(file.stat().st_size)
        return StreamingResponse(_sent(file), headers=headers, media_type=format.content_type)

    @property
    def prefix(self) -> str:
        """What stands before the path of a link of ours: the path of the public address."""
        return urlsplit(self.public_url).path

    def format(self, accept: str, form: Form) -> Format:
        """Return the form of answer that suits a header Accept; raise ``HTTPException`` 406 if none does."""
        if (format := wanted(accept, form)) is not None:
            return format
        there = ", ".join(format.media_type for format in formats(form))
        raise HTTPException(
            406, f"Accept: 没有合适的格式，{form} 可用 {there}。No such format for {form}; there are {there}."
        )

    async def rows(self, request: Request, text: str) -> list[Row]:
        """Return the rows of a query of ours; a row has the variables that are bound, as in the results in JSON."""
        file = await self._answered(request, Asked(text, Dataset()), self.format(_JSON, Form.SELECT))
        try:
            rows: list[Row] = json.loads(file.read_bytes())["results"]["bindings"]
        finally:
            file.unlink(missing_ok=True)
        return rows

    async def number(self, request: Request, pattern: str) -> int:
        """Return how many different solutions a pattern of ours has."""
        (row,) = await self.rows(request, f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT * {{ {pattern} }} }}")
        return int(row["n"]["value"])

    async def holds(self, request: Request, text: str) -> bool:
        """Return the answer to an ASK of ours."""
        file = await self._answered(request, Asked(text, Dataset()), self.format(_JSON, Form.ASK))
        try:
            return bool(json.loads(file.read_bytes())["boolean"])
        finally:
            file.unlink(missing_ok=True)

    async def _checked(self, text: str) -> CheckedQuery:
        """Return the query in a text; long ones are read one after the other, so that they hold up little else."""
        try:
            if len(text) < _SHORT:
                return check(text)
            async with self._checking:
                return await asyncio.to_thread(check, text)
        except QuerySyntaxError as error:
            raise HTTPException(400, str(error)) from error
        except ForbiddenQuery as error:
            raise HTTPException(403, str(error)) from error

    async def _answered(self, request: Request, asked: Asked, format: Format) -> Path:
        """Return the file with the answer."""
        limits = self.pool.limits
        file = self.folder / str(next(self._numbers))
        task = Task(
            asked.text,
            format.media_type,
            asked.dataset.default,
            asked.dataset.named,
            str(file),
            limits.seconds,
            limits.answer,
        )
        client = request.client.host if request.client else ""
        work = asyncio.create_task(self.pool.answer(task, client))
        left = asyncio.create_task(_left(request))
        try:
            await asyncio.wait({work, left}, return_when=asyncio.FIRST_COMPLETED)
            reply = await work if work.done() else Reply(499)
        finally:
            for unfinished in (work, left):
                unfinished.cancel()
            with suppress(asyncio.CancelledError):
                await work
        if reply.status != 200:
            file.unlink(missing_ok=True)
            raise HTTPException(
                reply.status, reply.error, {"Retry-After": "5"} if reply.status == 503 else None
            )
        return file


def _has(header: str, tag: str) -> bool:
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
