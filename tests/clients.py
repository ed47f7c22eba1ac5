"""Ten named queries as text, and answers of any client as multisets of terms: what the tests of clients share."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from queries import Engine, ResultTable, find

ASKED: tuple[tuple[str, dict[str, object]], ...] = (
    ("cross-level-links", {"min_score": 0.5, "strength": "举措相同"}),
    ("gaps", {"side": "upper"}),
    ("thresholds", {"min_amount": "10万元"}),
    ("documents", {}),
    ("citations", {"document": "海西"}),
    ("department-duties", {"department": "财政"}),
    ("body-succession", {"body": "省经委", "year": 2020}),
    ("duties-side-by-side", {"modality": "obligation"}),
    ("tasks-by-deadline", {"from": "2012-01-01"}),
    ("source-words", {"subject": "第七条", "document": "海西"}),
)
"""Names of the library with the parameters they are asked with; each has an answer in the two documents."""

Cell = tuple[str, str, str, str] | None
"""A term: its kind (uri, literal, bnode), its form, its language and its datatype; nothing where it is unbound."""
Rows = Counter[tuple[tuple[str, Cell], ...]]
_STRING = "http://www.w3.org/2001/XMLSchema#string"


def texts() -> dict[str, str]:
    """Return each query with its values put in, as any client sends it."""
    return {name: find(name).bind(values) for name, values in ASKED}


def rows_of(rows: Iterable[dict[str, Any]]) -> Rows:
    """Return rows of SPARQL 1.1 Query Results JSON as a multiset; names of blank nodes are not compared."""
    return Counter(
        tuple(sorted((name, cell_of(term)) for name, term in row.items() if term is not None)) for row in rows
    )


def cell_of(term: dict[str, Any]) -> Cell:
    """Return a term of the results in JSON."""
    kind = {"typed-literal": "literal"}.get(term["type"], term["type"])
    datatype = term.get("datatype", "")
    return (
        kind,
        "" if kind == "bnode" else term["value"],
        term.get("xml:lang", "").lower(),
        "" if datatype == _STRING else datatype,
    )


def expected(engine: Engine, text: str) -> Rows:
    """Return what an engine of ours answers."""
    answer = engine.query(text)
    assert isinstance(answer, ResultTable)
    return rows_of(json.loads(answer.json())["results"]["bindings"])
