"""Graph to answers: the library of named queries, the engines that run them, results and exports."""

from queries.engine import EmbeddedEngine, Engine, RemoteEngine, open_engine
from queries.errors import (
    EngineError,
    ForbiddenQuery,
    GraphNotFound,
    ParameterError,
    QueryError,
    QueryNotFound,
    QuerySyntaxError,
)
from queries.named_queries import Column, NamedQuery, Parameter, find, library, read_query
from queries.result import GraphResult, Result, ResultTable

__all__ = [
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
    "find",
    "library",
    "open_engine",
    "read_query",
]
