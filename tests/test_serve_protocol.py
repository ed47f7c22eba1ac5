"""The manners of the service: what browsers, proxies, caches and programs that explore it need."""

from __future__ import annotations

import gzip
import json
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from lawgraph.serve import running
from queries.check import check
from queries.errors import QuerySyntaxError

from .test_serve import ARTICLES, ask, send, stored

SD = "http://www.w3.org/ns/sparql-service-description#"


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = stored(tmp_path_factory)
    with running(Path(folder), port=0) as service:
        yield service.endpoint


def test_a_page_of_another_site_may_ask(endpoint: str) -> None:
    said = ask(endpoint, "ASK {}")
    assert "Access-Control-Allow-Origin" not in said.headers, "who asks from no site needs none"
    for text, status in (("ASK {}", 200), ("ASK {", 400), ("DROP ALL", 403)):
        said = send(f"{endpoint}?{urlencode({'query': text})}", Origin="https://a.example")
        assert said.status == status
        assert said.headers["Access-Control-Allow-Origin"] == "*", "errors are for its eyes too"
    said = send(
        endpoint,
        method="OPTIONS",
        Origin="https://a.example",
        Access_Control_Request_Method="POST",
        Access_Control_Request_Headers="content-type",
    )
    assert said.status == 200
    assert "POST" in said.headers["Access-Control-Allow-Methods"]
    assert "content-type" in said.headers["Access-Control-Allow-Headers"]


def test_options_and_head(endpoint: str) -> None:
    said = send(endpoint, method="OPTIONS")
    assert (said.status, said.text) == (204, "")
    assert said.headers["Allow"] == "GET, HEAD, POST, OPTIONS"
    got = ask(endpoint, ARTICLES)
    head = send(f"{endpoint}?{urlencode({'query': ARTICLES})}", method="HEAD")
    assert (head.status, head.text) == (200, "")
    assert head.headers["Content-Length"] == str(len(got.text.encode()))
    assert head.headers["ETag"] == got.headers["ETag"]


def test_what_is_known_is_not_sent_again(endpoint: str) -> None:
    got = ask(endpoint, ARTICLES)
    tag = got.headers["ETag"]
    assert ask(endpoint, ARTICLES, accept="text/csv").headers["ETag"] != tag
    address = f"{endpoint}?{urlencode({'query': ARTICLES})}"
    for known, status in ((tag, 304), (f'"x", {tag}', 304), ("*", 304), ('"x"', 200)):
        assert send(address, If_None_Match=known).status == status


def test_large_answers_are_compressed(endpoint: str) -> None:
    wanted = ask(endpoint, "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o").text
    address = f"{endpoint}?{urlencode({'query': 'SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o'})}"
    request = urllib.request.Request(address, headers={"Accept-Encoding": "gzip"})
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=30) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert "Accept-Encoding" in answer.headers["Vary"]
        body = answer.read()
    assert gzip.decompress(body).decode() == wanted
    assert len(body) < len(wanted) / 4


def test_health(endpoint: str) -> None:
    said = send(endpoint.replace("/sparql", "/health"))
    assert said.status == 200
    assert json.loads(said.text)["status"] == "ok"


@pytest.mark.parametrize(
    "kind", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_the_service_describes_itself(endpoint: str, kind: str) -> None:
    """SPARQL 1.1 Service Description, section 2: at the address of the service, asked without a query."""
    said = send(endpoint, Accept=kind)
    assert said.status == 200
    assert said.kind.partition(";")[0] == kind
    store = ox.Store()
    store.load(said.text.encode(), format=ox.RdfFormat.from_media_type(kind))
    assert store.query(f"ASK {{ <{endpoint}> a <{SD}Service> ; <{SD}endpoint> <{endpoint}> }}")
    assert store.query(f"ASK {{ [] a <{SD}Service> ; <{SD}defaultDataset> [ <{SD}defaultGraph> [] ] }}")
    assert store.query(
        'ASK { [] <http://www.w3.org/ns/shacl#declare> [ <http://www.w3.org/ns/shacl#prefix> "lg" ] }'
    )


def test_the_examples_of_the_description_are_queries(endpoint: str) -> None:
    store = ox.Store()
    store.load(send(endpoint, Accept="text/turtle").text.encode(), format=ox.RdfFormat.TURTLE)
    texts = [
        quad.object.value
        for quad in store.quads_for_pattern(None, ox.NamedNode("http://www.w3.org/ns/shacl#select"), None)
    ]
    assert len(texts) >= 10
    for text in texts:
        try:
            check(text)
        except QuerySyntaxError as error:
            pytest.fail(str(error))
    stored = [text for text in texts if "lg:matches" not in text]  # this graph has no index of words
    assert ask(endpoint, stored[0]).status == 200


def test_a_host_that_is_none_is_not_written_into_the_description(endpoint: str) -> None:
    said = send(endpoint, Host="a>.example/<b")
    assert said.status == 400
    assert "Host" in said.text


def test_a_relative_iri_is_one_of_ours(endpoint: str) -> None:
    said = ask(endpoint, "CONSTRUCT { <s#x> <p> 1 } WHERE {}", accept="application/n-triples")
    assert said.text.startswith("<https://w3id.org/lawgraph/s#x> <https://w3id.org/lawgraph/p> ")
    said = ask(
        endpoint, "BASE <http://a.example/> CONSTRUCT { <s> <p> 1 } WHERE {}", accept="application/n-triples"
    )
    assert said.text.startswith("<http://a.example/s> ")
    assert "column 15" in ask(endpoint, "ASK { <a> <b> }").text, "a place in the query as it came"
