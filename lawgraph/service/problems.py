"""What is refused, told to programs as a problem (RFC 9457)."""

from __future__ import annotations

import json
from http import HTTPStatus

from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


class Problem(Exception):
    """A request that is refused, with a status of HTTP and what a program may read of why."""

    def __init__(self, status: int, detail: str, **more: object) -> None:
        super().__init__(detail)
        self.status = status
        self.more = more

    def response(self) -> Response:
        """Return the problem."""
        said = {"title": _phrase(self.status), "status": self.status, "detail": str(self)}
        body = json.dumps({**said, **self.more}, ensure_ascii=False, indent=1) + "\n"
        return Response(body.encode(), self.status, {"Vary": "Accept"}, media_type=MEDIA_TYPE)


def _phrase(status: int) -> str:
    """Return what HTTP calls a status; 499, for a client that has left, is no status of its own."""
    return HTTPStatus(status).phrase if status in set(HTTPStatus) else "Not Answered"
