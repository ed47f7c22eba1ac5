"""The address under which clients reach the service: the one that is set, or what a request says itself."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request

# A name or number of a host with its port (RFC 3986, section 3.2.2), without the rarer signs.
_HOST = re.compile(r"(?:[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::[0-9]{1,5})?")


def address_of(request: Request, path: str, public_url: str = "") -> str:
    """Return the address of a path of the service, below ``public_url`` where that is set.

    Without one it is below the host that the request names; raises ``HTTPException`` for a header Host that names
    none.
    """
    if public_url:
        return public_url + path
    host = request.headers.get("host", "")
    if not _HOST.fullmatch(host):
        raise HTTPException(
            400, "Host: 主机名不合格式，请改正请求头。The header Host names no host; correct the request."
        )
    return f"{request.url.scheme}://{host}{path}"
