"""What HTTP allows and clients send: absolute addresses, ambiguous lengths, encodings that are not wanted."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.middleware.gzip import GZipMiddleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

_ABSOLUTE = re.compile(rb"https?://[^/?#]*", re.IGNORECASE)
_NOT_WANTED = re.compile(r"(?:gzip|\*)\s*;\s*q\s*=\s*0(?:\.0{0,3})?\s*", re.IGNORECASE)


class Wire:
    """Middleware: reads an absolute address as its path, and refuses a body whose length is told in two ways."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        if "transfer-encoding" in headers and "content-length" in headers:
            said = (
                "Content-Length 与 Transfer-Encoding 不能并用，请去掉一个。"
                "Content-Length and Transfer-Encoding do not go together; leave one of them out.\n"
            )
            await PlainTextResponse(said, 400, {"Connection": "close"})(scope, receive, send)
            return
        await self.app(_in_origin_form(scope), receive, send)


def _in_origin_form(scope: Scope) -> Scope:
    """Return a request for an absolute address as one for its path at its host (RFC 9112, section 3.2.2)."""
    raw = scope.get("raw_path", b"")
    found = _ABSOLUTE.match(raw)
    if found is None:
        return scope
    try:
        host = urlsplit(found[0].decode("ascii")).netloc
    except ValueError:
        return scope
    path = scope["path"][len(found[0]) :] or "/"
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {
        **scope,
        "raw_path": raw[len(found[0]) :] or b"/",
        "path": path,
        "headers": [*headers, (b"host", host.encode("ascii"))],
    }


class Compressed:
    """Middleware: compresses for clients that take gzip, and not for those that say that they do not (``q=0``)."""

    def __init__(self, app: ASGIApp, minimum_size: int, compresslevel: int) -> None:
        self.app = app
        self.compressing = GZipMiddleware(app, minimum_size, compresslevel)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        codings = Headers(scope=scope).get("accept-encoding", "") if scope["type"] == "http" else ""
        wanted = any(
            part.strip().lower().startswith("gzip") and not _NOT_WANTED.fullmatch(part.strip())
            for part in codings.split(",")
        )
        if scope["type"] == "http" and "gzip" in codings and not wanted:
            scope = {
                **scope,
                "headers": [(name, value) for name, value in scope["headers"] if name != b"accept-encoding"],
            }
        await self.compressing(scope, receive, send)
