"""Who may change something: with the token, or on loopback without one, and never from a page of another site."""

from __future__ import annotations

import hmac
from hashlib import sha256
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import SplitResult, urlsplit

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

PASS = "lawgraph-pass"
"""The cookie of a browser that gave the token: made from the token, which it does not tell."""
_KEPT = 30 * 86_400  # seconds


def is_loopback(host: str) -> bool:
    """Tell whether a name or number of a host is this machine's own."""
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class Guard(Protocol):
    """Those settings of the service that tell who may change something."""

    @property
    def token(self) -> str | None:
        """What one who changes something has to show."""
        ...

    @property
    def host(self) -> str:
        """The address that the service listens on."""
        ...

    @property
    def public_url(self) -> str:
        """The address under which clients reach it; empty where it is what they say."""
        ...


def refuse_writing(request: Request, guard: Guard) -> None:
    """Raise ``HTTPException`` unless a request may change something.

    Without a token only a service on loopback lets anybody write who calls it by a name of this machine or by its
    public address: a page of another site can have its own name lead here, and then is no other site to a browser.
    (Reading is open to pages of all sites anyway.) A token is taken from the header Authorization, of a browser
    the :data:`PASS` that it was given for it, never from an address, which ends in logs and histories.
    """
    refuse_other_sites(request, guard)
    token = guard.token
    if token is None:
        if not is_loopback(guard.host):
            raise HTTPException(
                403,
                "token: 未设口令，此服务只读，请设 LAWGRAPH_SERVE_TOKEN。"
                "No token is set, so nothing can be changed here; set LAWGRAPH_SERVE_TOKEN.",
            )
        if not _is_ours(request.headers.get("host", ""), guard.public_url):
            raise HTTPException(
                421,
                "Host: 更改请求须用本机地址（localhost、127.0.0.1）或 --public-url 的地址。"
                "A change is to be asked for at a name of this machine (localhost, 127.0.0.1) or at --public-url.",
            )
        return
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    shown = scheme.lower() == "bearer" and is_token(given.strip(), token)
    if not shown and not _has_pass(request, token):
        raise HTTPException(
            401,
            "token: 口令不对或没有给出，请用请求头 Authorization: Bearer。"
            "The token is wrong or missing; give it in the header Authorization: Bearer.",
            {"WWW-Authenticate": "Bearer"},
        )


def is_token(given: str, token: str) -> bool:
    """Tell whether the token is given; how long that takes tells nothing of it."""
    return hmac.compare_digest(given.encode(), token.encode())


def give_pass(response: Response, token: str, path: str, *, secure: bool) -> None:
    """Have a browser that gave the token show from now on, below ``path``, that it did; the token itself stays out.

    ``secure``: it is reached by https, and shows it there alone.
    """
    response.set_cookie(
        PASS, _pass(token), max_age=_KEPT, path=path, secure=secure, httponly=True, samesite="strict"
    )


def _pass(token: str) -> str:
    return hmac.new(token.encode(), PASS.encode(), sha256).hexdigest()


def _has_pass(request: Request, token: str) -> bool:
    """Tell whether a browser, which says where its request comes from, shows the pass for the token."""
    says_from = "origin" in request.headers or "sec-fetch-site" in request.headers
    return says_from and hmac.compare_digest(request.cookies.get(PASS, "").encode(), _pass(token).encode())


def refuse_other_sites(request: Request, guard: Guard) -> None:
    """Raise ``HTTPException`` for what a browser sends for a page of another site."""
    _refuse_across_sites(request, urlsplit(guard.public_url).netloc or request.headers.get("host", ""))


def _refuse_across_sites(request: Request, host: str) -> None:
    """Refuse what a browser sends for a page of another site than ours, at ``host``."""
    origin = request.headers.get("origin")
    foreign = origin is not None and _netloc(origin) != host
    if foreign or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(
            403,
            "Origin: 不接受其他网站发来的更改请求。A change that a page of another site asks for is refused.",
        )


def _is_ours(host: str, public_url: str) -> bool:
    """Tell whether a header Host names this machine or the public address."""
    parts = _parts(f"http://{host}")
    name = (parts.hostname if parts else None) or ""
    return is_loopback(name) or bool(public_url and host == urlsplit(public_url).netloc)


class ForThisMachine:
    """Middleware: answers only those who call the service by a name of this machine (421 otherwise).

    What is in a folder that is open concerns nobody else: a page of another site that has its own name lead here is
    no other site to a browser, and would read it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] == "http" and not _is_ours(Headers(scope=scope).get("host", ""), ""):
            said = (
                "Host: 打开的文件夹只供本机，请用 localhost 或 127.0.0.1。"
                "A folder that is open is for this machine; call it localhost or 127.0.0.1.\n"
            )
            await PlainTextResponse(said, 421)(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _netloc(address: str) -> str | None:
    parts = _parts(address)
    return parts.netloc if parts else None


def _parts(address: str) -> SplitResult | None:
    """Return an address in its parts; ``None`` for what is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return None
