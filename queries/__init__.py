"""Graph to answers: the library of named queries, the engines that run them, results, the network and the picture."""

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
from queries.remote import RemoteEngine
from queries.result import GraphResult, Result, ResultTable
from queries.unknown_terms import UnknownTermWarning, unknown_terms

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
