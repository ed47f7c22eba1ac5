"""Who may change something: with the token, or on loopback without one, and never from a page of another site."""

from __future__ import annotations

import hmac
from ipaddress import ip_address
from typing import Protocol
from urllib.parse import urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request


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

    Without a token only a service on loopback lets anybody write; a token is taken from the header Authorization
    alone, never from an address, which ends in logs and histories.
    """
    _refuse_across_sites(request, urlsplit(guard.public_url).netloc or request.headers.get("host", ""))
    token = guard.token
    if token is None:
        if not is_loopback(guard.host):
            raise HTTPException(
                403,
                "token: 未设口令，此服务只读，请设 LAWGRAPH_SERVE_TOKEN。"
                "No token is set, so nothing can be changed here; set LAWGRAPH_SERVE_TOKEN.",
            )
        return
    scheme, _, given = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not hmac.compare_digest(given.strip().encode(), token.encode()):
        raise HTTPException(
            401,
            "token: 口令不对或没有给出，请用请求头 Authorization: Bearer。"
            "The token is wrong or missing; give it in the header Authorization: Bearer.",
            {"WWW-Authenticate": "Bearer"},
        )


def _refuse_across_sites(request: Request, host: str) -> None:
    """Refuse what a browser sends for a page of another site than ours, at ``host``."""
    origin = request.headers.get("origin")
    foreign = origin is not None and urlsplit(origin).netloc != host
    if foreign or request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        raise HTTPException(
            403,
            "Origin: 不接受其他网站发来的更改请求。A change that a page of another site asks for is refused.",
        )
