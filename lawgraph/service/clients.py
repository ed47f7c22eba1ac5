"""What each client may ask in a time, and what each request was, without who asked it."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from collections import OrderedDict

from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lawgraph.service.limits import Limits

_BURST = 5  # seconds whose requests may come at once
_REMEMBERED = 10_000  # clients
_TOO_MANY = "请求太频繁，请稍后再试。Too many requests; try again later.\n"


class _Rate:
    """Tokens of each client, filled at ``rate`` a second: who has none left has to wait."""

    def __init__(self, rate: float) -> None:
        self.rate = rate
        self.full = max(1.0, rate * _BURST)
        self.left: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def takes(self, client: str) -> bool:
        """Tell whether a client may ask now, and count that it did."""
        now = time.monotonic()
        had, then = self.left.pop(client, (self.full, now))
        has = min(self.full, had + (now - then) * self.rate)
        self.left[client] = (has - 1 if has >= 1 else has, now)
        while len(self.left) > _REMEMBERED:
            self.left.popitem(last=False)
        return has >= 1


class Bounds:
    """Middleware: refuses clients that ask too often, and gives up those that do not take their answer."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app = app
        self.seconds = limits.arrives
        self.rate = _Rate(limits.rate) if limits.rate else None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        client = scope["client"][0] if scope.get("client") else ""
        if self.rate and not self.rate.takes(client):
            await PlainTextResponse(_TOO_MANY, 429, {"Retry-After": "1"})(scope, receive, send)
            return

        async def in_time(message: Message) -> None:
            async with asyncio.timeout(self.seconds):
                await send(message)

        await self.app(scope, receive, in_time)


class Log:
    """Middleware: one line of JSON a request to standard error; no address, no query, no header."""

    def __init__(self, app: ASGIApp, paths: frozenset[str]) -> None:
        self.app = app
        self.paths = paths

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request, and log it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = time.monotonic()
        status = sent = 0

        async def noted(message: Message) -> None:
            nonlocal status, sent
            status = message.get("status", status)
            sent += len(message.get("body", b""))
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            path = scope["path"].rstrip("/")
            line = {
                "time": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
                "method": scope["method"] if scope["method"].isalpha() and len(scope["method"]) < 10 else "?",
                "path": path if path in self.paths else "other",
                "status": status,
                "bytes": sent,
                "ms": round((time.monotonic() - began) * 1000, 1),
            }
            print(json.dumps(line), file=sys.stderr, flush=True)
