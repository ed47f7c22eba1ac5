"""The graph that is served, as an engine for pages: each query is answered by a worker of the service.

A page is made in a thread of its own, asks as if it had the graph to itself, and is stopped with its queries.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable
from concurrent.futures import Future
from concurrent.futures import TimeoutError as TooLong

from starlette.exceptions import HTTPException
from starlette.requests import Request

from lawgraph.service.front import Front
from queries.check import check
from queries.errors import EngineError
from queries.result import Result

SECONDS = 20.0
"""What all queries of a page may take together."""
MOST = 64 << 20
"""Bytes of an answer that a page takes (results in JSON)."""


class NotAnswered(EngineError):
    """The service did not answer a query of a page; ``status`` is that of HTTP."""

    def __init__(self, status: int, message: str) -> None:
        super().__init__(message)
        self.status = status


class PageEngine:
    """Asks for one page; once given up, it answers no more."""

    def __init__(self, front: Front, request: Request) -> None:
        self.front = front
        self.request = request
        self.loop = asyncio.get_running_loop()
        self.end = self.loop.time() + SECONDS
        self.given_up = threading.Event()

    def query(self, text: str) -> Result:
        """Run a query (see :class:`queries.engine.Engine`); raises :class:`NotAnswered` as well."""
        checked = check(text)
        if self.given_up.is_set():
            raise NotAnswered(499, "page: 已离开。The reader has left.")
        left = self.end - self.loop.time()
        if left <= 0:
            raise NotAnswered(504, _TOO_LONG)
        answer = self.front.graph if checked.form.makes_graph else self.front.table
        asked: Future[Result | HTTPException] = asyncio.run_coroutine_threadsafe(
            _told(answer(self.request, text, MOST)), self.loop
        )
        try:
            found = asked.result(left)
        except TooLong:
            asked.cancel()
            raise NotAnswered(504, _TOO_LONG) from None
        if isinstance(found, HTTPException):
            raise NotAnswered(found.status_code, found.detail) from found
        return found


async def _told(answer: Awaitable[Result]) -> Result | HTTPException:
    """Return an answer, or why there is none: nobody may wait any more who would hear of an error."""
    try:
        return await answer
    except HTTPException as error:
        return error


_TOO_LONG = (
    f"page: 这一页所问超过 {SECONDS:g} 秒，已停止，请缩小范围。"
    f"What this page asks took more than {SECONDS:g} s and was stopped; ask for less."
)
