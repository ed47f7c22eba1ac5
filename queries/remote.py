"""An endpoint of the SPARQL 1.1 Protocol as an engine, asked with SPARQLWrapper.

A query is sent by POST, whatever its length. A server that is busy (429, 503) or not there is asked again; one that
says when to come back is obeyed. An answer is whole or an error: one that broke off, that is no SPARQL, or that the
server cut at so many rows is told.
"""

from __future__ import annotations

import random
import time
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse, IncompleteRead
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import unquote, urlsplit, urlunsplit

import pyoxigraph as ox

from queries.check import CheckedQuery, Form, check
from queries.engine import result_of
from queries.errors import AnswerCut, EngineError
from queries.lexer import unambiguous
from queries.oxigraph import misread
from queries.paging import page_of, solutions_of, totally_ordered
from queries.refusals import Refused, brief, broken_off, moved, no_answer, no_pages, no_sparql, refusal, said
from queries.result import GraphResult, Result, ResultTable

SECONDS_PER_REQUEST = 60.0
RETRIES = 3
_FIRST_WAIT = 0.5  # seconds before the first repetition, doubled before each further one
_LONGEST_WAIT = 60.0  # seconds; a server that says later is not waited for
_CHUNK = 1 << 16  # bytes
_MOST_ROWS = "X-SPARQL-MaxRows"  # with which Virtuoso marks a SELECT that it cut (its ResultSetMaxRows)
_GRAPHS = "text/turtle, application/n-triples;q=0.9"
_PART = ("X-SQL-State", "X-SQL-Message")  # with which it marks an answer for which it had no more time


@dataclass(frozen=True, slots=True)
class _Reply:
    """An answer as it came, to its last byte."""

    body: bytes
    headers: Message

    @property
    def media_type(self) -> str:
        return self.headers.get_content_type() if self.headers.get("Content-Type") else ""

    @property
    def most_rows(self) -> int | None:
        """At how many rows the server cut the answer, if it says that it did."""
        value = self.headers.get(_MOST_ROWS, "").strip()
        return int(value) if value.isascii() and value.isdigit() else None


class RemoteEngine:
    """Any endpoint of the SPARQL 1.1 Protocol, such as QLever, Virtuoso, GraphDB or ``lawgraph serve``.

    One request may take ``timeout`` seconds. A request that found the server busy or absent is sent up to ``retries``
    times more, after 0.5, 1, 2 … seconds, or when the server says. With ``page``, a query whose rows have one order
    (:mod:`queries.paging`) is asked for so many rows at a time. User and password may stand in the address, as in
    ``https://user:password@host/sparql``; messages show it without them. Threads may share one engine.
    """

    def __init__(
        self,
        url: str,
        timeout: float = SECONDS_PER_REQUEST,
        retries: int = RETRIES,
        page: int | None = None,
    ) -> None:
        if timeout <= 0 or retries < 0 or (page is not None and page < 1):
            raise ValueError(
                f"timeout={timeout}, retries={retries}, page={page}: 须为正数（retries 可为 0）。"
                "They are positive numbers; retries may be 0."
            )
        self.url, self._user, self._password = _address(url)
        self.timeout, self.retries, self.page = timeout, retries, page

    def query(self, text: str) -> Result:
        """Run ``text`` (see :class:`queries.engine.Engine`).

        Raises also :class:`~queries.errors.AnswerCut` where the server gave a part only.
        """
        query = check(text)
        ordered = totally_ordered(query)
        if ordered and self.page is not None:
            return self._pages(query, self.page, None)
        reply = self._asked(query, query.text)
        found = self._read(query, reply)
        most = self._cut(query, reply, found)
        if most is None:
            return found
        if ordered and isinstance(found, ResultTable):
            return self._pages(query, most, found)
        raise AnswerCut(self.url, found)

    def _pages(self, query: CheckedQuery, size: int, first: ResultTable | None) -> ResultTable:
        """Return all rows of a query, ``size`` at a time, those that are ``first`` among them."""
        variables, rows = ((), []) if first is None else (first.variables, list(first.rows))
        before: tuple[object, ...] = ()
        while True:
            reply = self._asked(query, page_of(query, size, len(rows)))
            found = self._read(query, reply)
            assert isinstance(found, ResultTable)
            if len(found) > size or (found.rows == before and len(set(before)) > 1):
                raise no_pages(self.url)
            before, variables = found.rows, variables or found.variables
            rows += found.rows
            most = reply.most_rows
            if not found.rows or (len(found) < size and (most is None or len(found) < most)):
                return ResultTable(variables, tuple(rows))

    def _cut(self, query: CheckedQuery, reply: _Reply, found: Result) -> int | None:
        """Return how many rows the server gives at the most, if that may have cut ``found``."""
        if reply.most_rows is not None and len(found) >= reply.most_rows:
            return reply.most_rows
        if isinstance(found, GraphResult) and reply.headers.get("Server", "").startswith("Virtuoso"):
            return self._graph_cut(query)
        return None

    def _graph_cut(self, query: CheckedQuery) -> int | None:
        """Virtuoso cuts a CONSTRUCT as well and does not say so: a SELECT of as many rows is marked where it does."""
        if (text := solutions_of(query)) is None:
            return None
        rows = check(text)
        return self._asked(rows, rows.text).most_rows

    def _asked(self, query: CheckedQuery, text: str) -> _Reply:
        """Return the answer to a text; ask again where that may help."""
        for attempt in range(self.retries + 1):
            try:
                return self._sent(query, text)
            except Refused as refused:
                wait = refused.after if refused.after is not None else _backoff(attempt)
                if not refused.again or attempt == self.retries or wait > _LONGEST_WAIT:
                    wrong = misread(query) if refused.status == 400 else None
                    raise wrong or refused.error from refused.__cause__
            time.sleep(wait)
        raise AssertionError

    def _sent(self, query: CheckedQuery, text: str) -> _Reply:
        """Send a text once; raise :class:`Refused` where no answer came of it."""
        # The client pulls in rdflib's whole SPARQL machinery: not for those who stay on their machine.
        from SPARQLWrapper.SPARQLExceptions import SPARQLWrapperException

        ends = time.monotonic() + self.timeout
        try:
            response: HTTPResponse = self._client(query, text).query().response
            with response:
                reply = _Reply(_body(response, ends), response.headers)
        except SPARQLWrapperException as error:
            http = error.__context__
            headers = http.headers if isinstance(http, HTTPError) else Message()
            status = http.code if isinstance(http, HTTPError) else 0
            raise refusal(self.url, status, said(error), headers) from error
        except HTTPError as error:
            with error:
                raise refusal(
                    self.url, error.code, brief(error.read()) or error.reason, error.headers
                ) from error
        except (URLError, HTTPException, OSError, ValueError) as error:
            raise no_answer(self.url, error, self.timeout) from error
        if response.geturl() != self.url:
            raise moved(self.url, response.geturl())
        return reply

    def _client(self, query: CheckedQuery, text: str) -> Any:
        from SPARQLWrapper import JSON, POST, TURTLE, SPARQLWrapper

        client: Any = SPARQLWrapper(self.url)
        client.timeout = self.timeout  # its setter cuts what is less than a second to none
        client.setMethod(POST)
        client.setOnlyConneg(True)
        client.setQuery(unambiguous(text))
        client.queryType = query.form.value  # it guesses by the first word that looks like one
        client.setReturnFormat(TURTLE if query.form.makes_graph else JSON)
        if query.form.makes_graph:
            client.addCustomHttpHeader("Accept", _GRAPHS)
        if self._user:
            client.setCredentials(self._user, self._password)
        return client

    def _read(self, query: CheckedQuery, reply: _Reply) -> Result:
        """Return what an answer says; raise :class:`EngineError` for one that is no SPARQL or not whole."""
        found = self._parsed(query, reply)
        if any(reply.headers.get(name) for name in _PART):
            raise AnswerCut(self.url, found, reply.headers.get(_PART[1], ""))
        return found

    def _parsed(self, query: CheckedQuery, reply: _Reply) -> Result:
        shown = f"{reply.media_type or 'no Content-Type'}: {brief(reply.body)}"
        try:
            if query.form.makes_graph:
                form = ox.RdfFormat.from_media_type(reply.media_type)
                if form is None:
                    raise no_sparql(self.url, shown)
                return GraphResult(tuple(quad.triple for quad in ox.parse(reply.body, format=form)))
            table_form = ox.QueryResultsFormat.from_media_type(reply.media_type)
            if table_form is None:
                raise no_sparql(self.url, shown)
            found = result_of(ox.parse_query_results(reply.body, format=table_form))
        except (ValueError, SyntaxError) as error:
            raise broken_off(self.url, error) from error
        return _truth(found) if query.form is Form.ASK and isinstance(found, ResultTable) else found


def _truth(table: ResultTable) -> ResultTable:
    """Return the answer to an ASK; Virtuoso gives it as a table with the number 1, or without a row."""
    value = table.rows[0][0] if table.rows and table.rows[0] else None
    true = isinstance(value, ox.Literal) and value.value in ("1", "true")
    return ResultTable(("ask",), ((ox.Literal(true),),))


def _body(response: HTTPResponse, ends: float) -> bytes:
    """Return the body of an answer; raise ``TimeoutError`` past ``ends`` and ``IncompleteRead`` if it broke off."""
    parts = []
    while part := response.read1(_CHUNK):
        parts.append(part)
        if time.monotonic() > ends:
            raise TimeoutError
    body = b"".join(parts)
    if response.length:
        raise IncompleteRead(body, response.length)
    return body


def _backoff(attempt: int) -> float:
    """Return how many seconds to wait: twice as long each time, and not all clients at once."""
    return _FIRST_WAIT * 2.0**attempt * random.uniform(0.75, 1.25)


def _address(url: str) -> tuple[str, str, str]:
    """Return the address without user and password, and these; raise :class:`EngineError` if it is none."""
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("http", "https"):
        raise EngineError(
            f"{url}: 不是服务的地址，请写全，例如 http://127.0.0.1:7878/sparql。"
            "This is no address of a service; write it in full, such as http://127.0.0.1:7878/sparql."
        )
    bare = urlunsplit(parts._replace(netloc=parts.netloc.rpartition("@")[2], fragment=""))
    return bare, unquote(parts.username or ""), unquote(parts.password or "")
