"""Clients of other people ask our service the same ten queries: SPARQLWrapper, rdflib's SPARQLStore and curl.

Compared are multisets of terms with the answers of the store. Comunica, which needs node, is asked the same by
``benchmarks/clients.py``.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import rdflib
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from rdflib.term import Node
from SPARQLWrapper import GET, JSON, POST, SPARQLWrapper

from lawgraph.build import BuildReport
from lawgraph.serve import running
from queries import EmbeddedEngine
from tests.clients import Rows, expected, rows_of, texts

TEXTS = texts()


@pytest.fixture(scope="module")
def here(built: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(built.generation.store)


@pytest.fixture(scope="module")
def endpoint(built: BuildReport) -> Iterator[str]:
    with running(built.generation.store, port=0) as service:
        yield service.endpoint


def by_wrapper(method: str) -> Callable[[str, str], Rows]:
    def ask(endpoint: str, text: str) -> Rows:
        client = SPARQLWrapper(endpoint)
        client.setMethod(method)
        client.setQuery(text)
        client.setReturnFormat(JSON)
        return rows_of(client.queryAndConvert()["results"]["bindings"])

    return ask


def by_store(method: str) -> Callable[[str, str], Rows]:
    def ask(endpoint: str, text: str) -> Rows:
        graph = rdflib.Graph(SPARQLStore(endpoint, method=method, returnFormat="json"))
        found = graph.query(text, initNs={})
        names = [str(variable) for variable in found.vars or ()]
        return rows_of({name: term_of(term) for name, term in zip(names, row, strict=True)} for row in found)  # type: ignore[arg-type]

    return ask


def term_of(term: Node | None) -> dict[str, Any] | None:
    match term:
        case None:
            return None
        case rdflib.URIRef():
            return {"type": "uri", "value": str(term)}
        case rdflib.Literal():
            return {
                "type": "literal",
                "value": str(term),
                "xml:lang": term.language or "",
                "datatype": str(term.datatype or ""),
            }
        case _:
            return {"type": "bnode", "value": str(term)}


def by_curl(*how: str) -> Callable[[str, str], Rows]:
    def ask(endpoint: str, text: str) -> Rows:
        if (curl := shutil.which("curl")) is None:
            pytest.skip("SKIPPED: no curl")
        done = subprocess.run(
            [curl, "-sS", "--fail", "-H", "Accept: application/sparql-results+json", *how, endpoint],
            input=text,
            capture_output=True,
            text=True,
            check=True,
            encoding="utf-8",
        )
        assert done.stderr == ""
        return rows_of(json.loads(done.stdout)["results"]["bindings"])

    return ask


CLIENTS = {
    "SPARQLWrapper by GET": by_wrapper(GET),
    "SPARQLWrapper by POST": by_wrapper(POST),
    "SPARQLStore by GET": by_store("GET"),
    "SPARQLStore by POST": by_store("POST"),
    "SPARQLStore by POST form": by_store("POST_FORM"),
    "curl by GET": by_curl("--get", "--data-urlencode", "query@-"),
    "curl by POST": by_curl("--data-urlencode", "query@-"),
    "curl by POST direct": by_curl("-H", "Content-Type: application/sparql-query", "--data-binary", "@-"),
}


@pytest.mark.parametrize("name", TEXTS)
@pytest.mark.parametrize("client", CLIENTS)
def test_a_client_gets_the_answer_of_the_store(
    here: EmbeddedEngine, endpoint: str, client: str, name: str, capfd: pytest.CaptureFixture[str]
) -> None:
    rows = expected(here, TEXTS[name])
    assert rows, "a query without an answer would show nothing"
    assert CLIENTS[client](endpoint, TEXTS[name]) == rows
    assert capfd.readouterr().err == ""
