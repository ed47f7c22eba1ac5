"""What can go wrong between a question and its answer; every message ends with the next step."""

from __future__ import annotations

from collections.abc import Sequence


class QueryError(Exception):
    """Base of all errors of this package."""


class QueryNotFound(QueryError):
    """No named query has this name; ``near`` holds the names most like it."""

    def __init__(self, name: str, near: Sequence[str]) -> None:
        self.name = name
        self.near = tuple(near)
        guess = ", ".join(self.near)
        hint_zh = f"，是不是 {guess}？" if near else "，"
        hint = f"did you mean {guess}? " if near else ""
        super().__init__(
            f"{name}: 没有这个查询{hint_zh}查询名见 lawgraph queries。"
            f"No query has this name; {hint}the names: lawgraph queries."
        )


class HeaderError(QueryError):
    """The header of an ``.rq`` file breaks the format of :mod:`queries.named_queries`."""


class ParameterError(QueryError):
    """A parameter is unknown, missing or of another type than the header of the query declares."""


class QuerySyntaxError(QueryError):
    """The text is no SPARQL 1.1 query; ``line`` and ``column`` count from 1."""

    def __init__(self, message: str, text: str, line: int, column: int) -> None:
        self.line = line
        self.column = column
        lines = text.splitlines()
        shown = lines[line - 1] if 0 < line <= len(lines) else ""
        pointer = " " * (column - 1) + "^"
        super().__init__(
            f"SPARQL syntax error in line {line}, column {column}: {message}\n  {shown}\n  {pointer}"
        )


class ForbiddenQuery(QueryError):
    """The query would write or would call another server; the graph is read-only and stays on its machine."""


class GraphNotFound(QueryError):
    """There is no built graph at the path."""


class EngineError(QueryError):
    """The store or the remote service did not answer."""
