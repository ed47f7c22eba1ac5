"""Graph to answers: the library of named queries, the engines that run them, results, the network and the picture."""

from __future__ import annotations

from typing import TYPE_CHECKING

from queries.engine import EmbeddedEngine, Engine, open_engine
from queries.errors import (
    AnswerCut,
    EngineError,
    ForbiddenQuery,
    GraphNotFound,
    ParameterError,
    QueryError,
    QueryNotFound,
    QuerySyntaxError,
)
from queries.named_queries import Column, NamedQuery, find, library, read_query
from queries.parameters import Choice, Parameter
from queries.result import GraphResult, Result, ResultTable
from queries.unknown_terms import UnknownTermWarning, unknown_terms

if TYPE_CHECKING:
    from queries.remote import RemoteEngine


def __getattr__(name: str) -> object:
    """Return what asks endpoints when it is wanted: a graph of this machine is asked without the libraries of HTTP."""
    if name != "RemoteEngine":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from queries.remote import RemoteEngine

    globals()[name] = RemoteEngine
    return RemoteEngine


__all__ = [
    "AnswerCut",
    "Choice",
    "Column",
    "EmbeddedEngine",
    "Engine",
    "EngineError",
    "ForbiddenQuery",
    "GraphNotFound",
    "GraphResult",
    "NamedQuery",
    "Parameter",
    "ParameterError",
    "QueryError",
    "QueryNotFound",
    "QuerySyntaxError",
    "RemoteEngine",
    "Result",
    "ResultTable",
    "UnknownTermWarning",
    "find",
    "library",
    "open_engine",
    "read_query",
    "unknown_terms",
]
