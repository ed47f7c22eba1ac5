"""``/search?q=…``: the texts of the graph that is served, searched by their words, as JSON or (``format=csv``) CSV.

A search runs in a thread, a few at once, and ends within its time (:data:`lawgraph.search.finding.SECONDS`). What is
refused is told as a problem (RFC 9457).
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from lawgraph.search import Found, SearchError, index_of
from lawgraph.search.telling import as_data, as_table
from lawgraph.search.wanted import NotAValue
from lawgraph.service.front import Front
from lawgraph.service.problems import Problem
from queries.errors import QueryError

MOST = 1000
"""Hits that one answer may have."""
PATH = "/search"
"""Where searches go."""

_PARAMETERS = ("q", "kind", "document", "level", "limit", "offset", "exact", "format")
_FORMATS = ("json", "csv")
_AT_ONCE = 2
_USUAL = 20
_GREATEST = 1_000_000_000


def searching() -> Callable[[Request, Front], Awaitable[Response]]:
    """Return the endpoint."""
    places = asyncio.Semaphore(_AT_ONCE)

    async def search(request: Request, front: Front) -> Response:
        try:
            asked = _asked(request)
            async with places:
                found = await asyncio.to_thread(_find, front, asked)
        except Problem as problem:
            return problem.response()
        except NotAValue as error:
            values = {"values": error.values} if error.values else {}
            return Problem(422, str(error), parameter=error.parameter, **values).response()
        except SearchError as error:
            return Problem(422, str(error), parameter="q").response()
        except QueryError as error:
            return Problem(500, str(error)).response()
        if asked.get("format") == "csv":
            headers = {"Content-Disposition": 'attachment; filename="search.csv"'}
            return Response(as_table(found).encode(), media_type="text/csv", headers=headers)
        return JSONResponse({"query": asked["q"], **as_data(found)})

    return search


def _find(front: Front, asked: dict[str, str]) -> Found:
    return index_of(front.pool.store.parent).find(asked["q"], **_narrowing(asked))


def _asked(request: Request) -> dict[str, str]:
    given = request.query_params.multi_items()
    names = [name for name, _ in given]
    wrong = next((name for name in names if name not in _PARAMETERS or names.count(name) > 1), None)
    if wrong is not None or "q" not in names:
        listed = ", ".join(_PARAMETERS)
        raise Problem(
            400,
            f"search {wrong or 'q'}: 参数有误，须有 q，可用 {listed}，各一次。"
            f"The parameter is missing, unknown or repeated; there must be q, and there are {listed}, each once.",
            parameter=wrong or "q",
            parameters=_PARAMETERS,
        )
    asked = dict(given)
    if asked.get("format", "json") not in _FORMATS:
        raise NotAValue(
            "format", f"format {asked['format'][:40]}: 可用 json、csv。format is json or csv.", _FORMATS
        )
    return asked


def _narrowing(asked: dict[str, str]) -> dict[str, Any]:
    exact = asked.get("exact", "no")
    if exact not in ("yes", "no"):
        raise NotAValue("exact", f"exact {exact[:40]}: 可用 yes、no。exact is yes or no.", ("yes", "no"))
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
        raise NotAValue(
            name,
            f"{name} {value[:40]}: 应为 0 至 {most} 的整数。{name} is a whole number from 0 to {most}.",
        )
    return int(value)
