"""The named queries over HTTP: their list, their answers, the values that their parameters take, and OpenAPI.

``/queries`` lists them, ``/queries/NAME?parameter=value`` answers one, ``/queries/NAME/values/PARAMETER`` gives
values page by page. What is refused is told as a problem (RFC 9457) with the values that are allowed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from urllib.parse import quote, urlencode

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from lawgraph.service.answers import FORMS, LABELS, Answer, AnswerForm
from lawgraph.service.asked import pairs
from lawgraph.service.formats import best, prefers_html
from lawgraph.service.front import Front, matches
from lawgraph.service.home import listing
from lawgraph.service.openapi import openapi
from lawgraph.service.problems import Problem as _Problem
from ontology.divisions import divisions
from ontology.terms import ELI, LG
from queries.described import choice, described
from queries.errors import ParameterError, QueryError, QueryNotFound
from queries.named_queries import NamedQuery, find, library
from queries.near_names import near_names
from queries.parameters import Choice, Parameter
from queries.result import ResultTable, value_of
from queries.values import ParameterType

QUERIES, OPENAPI = "/queries", "/openapi.json"
FORMAT, LABEL = "format", "labels"
"""The names in an address that are no parameters of a query."""
_METHODS = ["GET", "HEAD", "OPTIONS"]
_SIZE = 32 << 20  # bytes of an answer, as results in JSON: its forms are made in the memory of the service
_PAGE, _LONGEST_PAGE = 100, 1000  # values
_TOLD = 12  # values in a problem
_KEPT = 20  # columns whose values are kept
_KNOWN: dict[tuple[Path, str, str], tuple[str, ...]] = {}
_OF_TITLES = "documents", "title"
# What the query documents gives, without its counts of provisions, which take their time on a large graph.
_TITLES = f"""PREFIX lg: <{LG.NAMESPACE}> PREFIX eli: <{ELI.NAMESPACE}>
SELECT ?title {{
  ?document a lg:Document ; eli:title ?title . OPTIONAL {{ ?document eli:date_document ?dated }}
}} ORDER BY ?dated ?title ?document"""


def routes(front: Front) -> list[Route]:
    """Return the routes of the library over what answers queries."""

    def reading(
        answer: Callable[[Request, Front], Awaitable[Response]],
    ) -> Callable[..., Awaitable[Response]]:
        async def read(request: Request) -> Response:
            if request.method == "OPTIONS":
                return Response(None, 204, {"Allow": ", ".join(_METHODS)})
            try:
                return await answer(request, front)
            except _Problem as problem:
                return problem.response()

        return read

    paths = {
        OPENAPI: _openapi,
        QUERIES: _list,
        QUERIES + "/": _list,
        QUERIES + "/{name}": _answer,
        QUERIES + "/{name}/values/{parameter}": _values,
    }
    return [Route(path, reading(answer), methods=_METHODS) for path, answer in paths.items()]


def logged() -> frozenset[str]:
    """Return the addresses that a log may name: without what was asked with."""
    return frozenset({OPENAPI, QUERIES, *(f"{QUERIES}/{query.name}" for query in library())})


async def _openapi(request: Request, front: Front) -> Response:
    return _sent(request, _bytes(openapi(front.address(request, ""))), "application/json")


async def _list(request: Request, front: Front) -> Response:
    form = request.query_params.get(FORMAT)
    if form == "html" or (form is None and prefers_html(request.headers.get("accept", ""))):
        return listing(library(), front.prefix)
    base = front.address(request, QUERIES)
    listed = []
    for query in library():
        told = {**described(query), "address": f"{base}/{query.name}"}
        told["parameters"] = [
            {**each, "all": f"{base}/{query.name}/values/{parameter.name}"}
            for each, parameter in zip(_parameters(query), query.parameters, strict=True)
        ]
        listed.append(told)
    return _sent(request, _bytes({"queries": listed}), "application/json")


def _parameters(query: NamedQuery) -> Iterable[dict[str, object]]:
    found = described(query)["parameters"]
    assert isinstance(found, list)
    return found


async def _answer(request: Request, front: Front) -> Response:
    query = _named(request)
    given = _given(request)
    form = _form(given.pop(FORMAT, None), request.headers.get("accept", ""))
    labels = given.pop(LABEL, LABELS[0])
    if labels not in LABELS:
        raise _Problem(
            422,
            f"{LABEL}: 没有“{labels[:40]}”这种列名，可用 {'、'.join(LABELS)}。"
            f"No such headings; there are {', '.join(LABELS)}.",
            parameter=LABEL,
            values=LABELS,
        )
    text = _bound(request, front, query, given)
    table = await front.table(request, text, _SIZE)
    near = {} if table.rows else await _near(request, front, query, given)
    body = await asyncio.to_thread(form.write, Answer(query, given, table, near), labels)
    response = _sent(request, body, form.content_type)
    if form.download and response.status_code == 200:
        response.headers["Content-Disposition"] = (
            f'attachment; filename="{query.name}.{form.name}"; '
            f"filename*=UTF-8''{quote(query.title_zh)}.{form.name}"
        )
    return response


def _named(request: Request) -> NamedQuery:
    name = request.path_params["name"]
    try:
        return find(name)
    except QueryNotFound as error:
        near = list(error.near)
        guess = (f"，是不是 {near[0]}？", f"Did you mean {near[0]}? ") if near else ("，", "")
        raise _Problem(
            404,
            f"{name[:60]}: 没有这个查询{guess[0]}全部查询见 {QUERIES}。"
            f"No query has this name. {guess[1]}All are listed at {QUERIES}.",
            near=near,
        ) from error


def _given(request: Request) -> dict[str, str]:
    """Return the values of an address by their names, each given once."""
    given: dict[str, str] = {}
    for name, value in pairs(request.url.query.encode("ascii")):
        key = name.replace("_", "-")
        if key in given:
            raise _Problem(
                400,
                f"{name[:60]}: 同一参数给了不止一次，请只留一个。"
                "The parameter is given more than once; leave one of them.",
                parameter=name,
            )
        given[key] = value
    return given


def _form(name: str | None, accept: str) -> AnswerForm:
    if name is not None:
        form = next((form for form in FORMS if form.name == name.lower()), None)
        if form is not None:
            return form
        raise _Problem(
            422,
            f"{FORMAT}: 没有“{name[:40]}”这种格式，可用 {'、'.join(form.name for form in FORMS)}。"
            f"No such form; there are {', '.join(form.name for form in FORMS)}.",
            parameter=FORMAT,
            values=[form.name for form in FORMS],
        )
    if (chosen := best(accept, FORMS)) is not None:
        return chosen
    there = ", ".join(form.media_type for form in FORMS)
    raise _Problem(
        406,
        f"Accept: 没有合适的格式，可用 {there}，或用 {FORMAT}= 指定。"
        f"No such form; there are {there}, or name one with {FORMAT}=.",
        values=[form.media_type for form in FORMS],
    )


def _bound(request: Request, front: Front, query: NamedQuery, given: Mapping[str, str]) -> str:
    """Return the query with its values; raise a problem that says which one is wrong, and what would do."""
    known = {parameter.name.replace("_", "-"): parameter for parameter in query.parameters}
    try:
        return query.bind(given)
    except ParameterError as error:
        wrong = next((name for name in given if name not in known), None)
        if wrong is not None:
            raise _Problem(400, str(error), parameter=wrong, parameters=list(known)) from error
        for name, parameter in known.items():
            if name not in given:
                if parameter.required:
                    raise _Problem(
                        400, str(error), parameter=name, **_allowed(request, front, query, parameter, "")
                    ) from error
                continue
            try:
                parameter.sparql(given[name])
            except ParameterError:
                raise _Problem(
                    422, str(error), parameter=name, **_allowed(request, front, query, parameter, given[name])
                ) from error
        raise _Problem(422, str(error)) from error


def _allowed(
    request: Request, front: Front, query: NamedQuery, parameter: Parameter, value: str
) -> dict[str, object]:
    """Return the values nearest to one that is not allowed, and where all of them are."""
    more: dict[str, object] = {
        "type": "about:blank",
        "example": parameter.example,
        "all": front.address(request, f"{QUERIES}/{query.name}/values/{parameter.name}"),
    }
    if parameter.choices:
        more["values"] = [choice(each) for each in parameter.nearest(value)[:_TOLD]]
    return more


async def _near(
    request: Request, front: Front, query: NamedQuery, given: Mapping[str, str]
) -> Mapping[str, tuple[str, ...]]:
    """Return near names of the bodies that an answer without rows was asked for; none where these take too long."""
    loop = asyncio.get_running_loop()

    class Asking:
        """What answers queries, for code that waits for it in a thread of its own."""

        def query(self, text: str) -> ResultTable:
            asked = asyncio.run_coroutine_threadsafe(front.table(request, text, _SIZE), loop)
            return asked.result()

    try:
        return await asyncio.to_thread(near_names, Asking(), query, given)
    except (HTTPException, QueryError):
        return {}


async def _values(request: Request, front: Front) -> Response:
    query = _named(request)
    parameter = next(
        (each for each in query.parameters if each.name == request.path_params["parameter"]), None
    )
    if parameter is None:
        names = [each.name for each in query.parameters]
        raise _Problem(
            404,
            f"{query.name}: 没有这个参数，它的参数：{'、'.join(names) or '无'}。"
            f"The query has no such parameter; its parameters: {', '.join(names) or 'none'}.",
            parameters=names,
        )
    given = _given(request)
    offset, limit = _number(given, "offset", 0), min(_number(given, "limit", _PAGE), _LONGEST_PAGE)
    if not limit:
        raise _Problem(422, "limit: 须至少为 1。It is at least 1.", parameter="limit")
    choices = await _choices(request, front, parameter)
    if near := given.pop("near", None):
        key = near[:60]
        choices = sorted(choices, key=lambda each: (key not in "\n".join(each.names), -each.likeness(key)))
    if given:
        raise _Problem(
            400,
            f"{next(iter(given))[:60]}: 没有这个参数，可用 offset、limit、near。"
            "No such parameter; there are offset, limit and near.",
            parameters=["offset", "limit", "near"],
        )
    said: dict[str, object] = {
        "query": query.name,
        "parameter": parameter.name,
        "type": str(parameter.type),
        "description": {"zh": parameter.description_zh, "en": parameter.description},
        "example": parameter.example,
        "closed": bool(parameter.choices) and not parameter.partial,
        "total": len(choices),
        "offset": offset,
        "limit": limit,
        "values": [choice(each) for each in choices[offset : offset + limit]],
    }
    if offset + limit < len(choices):
        more = {"offset": offset + limit, "limit": limit, **({"near": near} if near else {})}
        said["next"] = f"{front.address(request, request.url.path)}?{urlencode(more)}"
    return _sent(request, _bytes(said), "application/json")


def _number(given: dict[str, str], name: str, default: int) -> int:
    """Take a number out of what is given."""
    text = given.pop(name, str(default))
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise _Problem(
            422,
            f"{name}: “{text[:40]}”不是整数。{text[:40]!r} is not a whole number.",
            parameter=name,
        )
    return int(text)


async def _choices(request: Request, front: Front, parameter: Parameter) -> list[Choice]:
    """Return the values that a parameter allows, or those of free words that the graph has."""
    if parameter.choices:
        return list(parameter.choices)
    if parameter.type is ParameterType.DIVISION:
        return [Choice(each.code, each.name, each.name, each.short_names) for each in divisions()]
    if parameter.found is None:
        return []
    words = await _known(request, front, *parameter.found)
    return [Choice(word, word, word) for word in words]


async def _known(request: Request, front: Front, name: str, column: str) -> tuple[str, ...]:
    """Return the values of a column of a named query; they are asked for once for each graph."""
    store = front.pool.store
    kept = _KNOWN.get((store, name, column))
    if kept is None:
        table = await front.table(
            request, _TITLES if (name, column) == _OF_TITLES else find(name).bind(), _SIZE
        )
        at = table.variables.index(column)
        kept = tuple(dict.fromkeys(str(value_of(row[at])) for row in table.rows if row[at] is not None))
        while len(_KNOWN) >= _KEPT:
            _KNOWN.pop(next(iter(_KNOWN)))
        _KNOWN[store, name, column] = kept
    return kept


def _bytes(said: Mapping[str, object]) -> bytes:
    return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


def _sent(request: Request, body: bytes, content_type: str) -> Response:
    tag = f'W/"{sha256(body).hexdigest()[:32]}"'
    headers = {"Vary": "Accept", "ETag": tag, "Cache-Control": "no-cache"}
    if matches(request.headers.get("if-none-match", ""), tag):
        return Response(None, 304, headers)
    return Response(body, headers={**headers, "Content-Type": content_type})
