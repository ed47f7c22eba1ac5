"""``/search?q=…``: the texts of the graph that is served, searched by their words, as JSON.

A search runs in a thread, a few at once, and ends within its time (:data:`lawgraph.search.finding.SECONDS`).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lawgraph.search import SearchError, index_of
from lawgraph.search.telling import as_data
from lawgraph.service.front import Front
from queries.errors import QueryError

MOST = 1000
"""Hits that one answer may have."""
PATH = "/search"
"""Where searches go."""

_PARAMETERS = ("q", "kind", "document", "level", "limit", "offset", "exact")
_AT_ONCE = 2
_USUAL = 20
_GREATEST = 1_000_000_000


def searching() -> Callable[[Request, Front], Awaitable[Response]]:
    """Return the endpoint."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def search(request: Request, front: Front) -> Response:
        asked = _asked(request)

        def find() -> dict[str, Any]:
            return as_data(index_of(front.pool.store.parent).find(asked["q"], **_narrowing(asked)))

        try:
            async with places:
                found = await asyncio.to_thread(find)
        except SearchError as error:
            raise HTTPException(400, str(error)) from error
        except QueryError as error:
            raise HTTPException(500, str(error)) from error
        return JSONResponse({"query": asked["q"], **found})

    return search


def _asked(request: Request) -> dict[str, str]:
    given = request.query_params.multi_items()
    names = [name for name, _ in given]
    wrong = next((name for name in names if name not in _PARAMETERS or names.count(name) > 1), None)
    if wrong is not None or "q" not in names:
        listed = ", ".join(_PARAMETERS)
        raise HTTPException(
            400,
            f"search {wrong or 'q'}: 参数有误，须有 q，可用 {listed}，各一次。"
            f"The parameter is missing, unknown or repeated; there must be q, and there are {listed}, each once.",
        )
    return dict(given)


def _narrowing(asked: dict[str, str]) -> dict[str, Any]:
    exact = asked.get("exact", "no")
    if exact not in ("yes", "no"):
        raise SearchError(f"exact {exact}: 可用 yes、no。exact is yes or no.")
    return {
        **{name: asked[name] for name in ("kind", "document", "level") if name in asked},
        "exact": exact == "yes",
        "limit": _number(asked, "limit", _USUAL, MOST),
        "offset": _number(asked, "offset", 0, _GREATEST),
    }


def _number(asked: dict[str, str], name: str, usual: int, most: int) -> int:
    value = asked.get(name)
    if value is None:
        return usual
    if not (
        value.isascii() and value.isdigit() and len(value) < len(str(_GREATEST)) + 1 and int(value) <= most
    ):
        raise SearchError(
            f"{name} {value}: 应为 0 至 {most} 的整数。{name} is a whole number from 0 to {most}."
        )
    return int(value)
