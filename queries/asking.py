"""Rows of a SELECT as plain words, for modules that put several answers together."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph as ox

from ontology.terms import PREFIXES
from queries.engine import Engine
from queries.errors import EngineError
from queries.result import ResultTable, Term

_PREFIXES = ("lg", "eli", "rdfs", "skos")
_PROLOGUE = "".join(f"PREFIX {prefix}: <{PREFIXES[prefix]}> " for prefix in _PREFIXES)
_PROLOGUE += "PREFIX body-role: <https://w3id.org/lawgraph/scheme/body-role/> "


def asked(engine: Engine, text: str) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a SELECT with IRIs and literals as strings, ``""`` for what is not bound.

    The prefixes lg, eli, rdfs, skos and body-role are declared. Raises what the engine raises.
    """
    result = engine.query(_PROLOGUE + text)
    if not isinstance(result, ResultTable):
        raise EngineError(
            "the engine answered a SELECT with a graph; see that its address is a SPARQL endpoint"
        )
    return (tuple(map(_word, row)) for row in result.rows)


def last(iri: str) -> str:
    """Return the last part of an IRI, its code.

    >>> last("https://w3id.org/lawgraph/scheme/strength/same-act")
    'same-act'
    """
    return iri.rsplit("/", 1)[-1]


def _word(term: Term | None) -> str:
    return term.value if isinstance(term, ox.NamedNode | ox.Literal) else ""
