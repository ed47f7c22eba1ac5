"""Addresses of the things in the graph: under any host, as a page or as data, and graphs by their names."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest

from lawgraph.serve import running
from lawgraph.service.settings import settings

from .conftest import ROOT
from .test_serve import INPUT, Said, send

DOCUMENT = "/eli/cn/630000/2012/opinion-16-0c3db164"
TASK = f"{DOCUMENT}/annex-2/task-1"
BASE = "https://w3id.org/lawgraph"
VOID = "http://rdfs.org/ns/void#"
EVIL = f"{BASE}/eli/cn/evil"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("store")
    store = ox.Store(str(folder))
    store.bulk_load(path=str(INPUT), format=ox.RdfFormat.TRIG)
    label = ox.NamedNode(f"{BASE}/ontology#label")
    store.add(
        ox.Quad(ox.NamedNode(EVIL), label, ox.Literal("<script>alert(1)</script>"), ox.NamedNode("urn:g"))
    )
    store.add(
        ox.Quad(ox.NamedNode(f"{BASE}/a%20b/%E7%AC%AC"), label, ox.Literal("第"), ox.NamedNode("urn:g"))
    )
    store.add(ox.Quad(ox.NamedNode(f"{BASE}/words#one"), label, ox.Literal("一"), ox.NamedNode("urn:g")))
    store.flush()
    del store
    with running(Path(folder), port=0) as service:
        yield service.endpoint.removesuffix("/sparql")


def raw(site: str, path: str, **headers: str) -> tuple[int, str, str]:
    """Ask without following a redirection; status, place and text."""
    address = urlsplit(site)
    connection = http.client.HTTPConnection(address.hostname or "", address.port, timeout=30)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, answer.headers.get("Location", ""), answer.read().decode("utf-8")
    connection.close()
    return found


def triples(said: Said) -> set[ox.Triple]:
    assert said.status == 200, said.text
    return {quad.triple for quad in ox.parse(said.text.encode(), format=ox.RdfFormat.N_TRIPLES)}


@pytest.mark.parametrize("before", ["", "/lawgraph"])
def test_a_thing_is_answered_with_the_way_to_its_page_or_its_data(site: str, before: str) -> None:
    for accept, place in (
        ("text/html,application/xhtml+xml,*/*;q=0.8", f"/page{TASK}"),
        ("text/turtle", f"/data{TASK}"),
        ("*/*", f"/data{TASK}"),
        ("text/html;q=0.5, application/ld+json", f"/data{TASK}"),
    ):
        status, found, _ = raw(site, before + TASK, Accept=accept, Host="law.example.org")
        assert (status, found) == (303, place), "a way without a host holds under any"
    assert raw(site, before + TASK, Accept="image/png")[0] == 406
    assert raw(site, f"{before}/eli/cn/nothing")[0] == 404


def test_data_are_what_the_graph_says(site: str) -> None:
    found = triples(send(site + TASK, Accept="application/n-triples"))
    node = ox.NamedNode(BASE + TASK)
    assert any(triple.subject == node for triple in found)
    assert any(triple.object == node for triple in found)
    assert send(f"{site}/data/eli/cn/nothing").status == 404


def test_pages_of_a_document_a_provision_a_body_and_a_fact(site: str) -> None:
    for path, words in (
        (DOCUMENT, "青海"),
        (TASK, "省财政"),
        ("/body/630000/finance", "财政"),
        (f"{TASK}/norm-21-34", "省财政每年安排8000万元"),
    ):
        said = send(site + path, Accept="text/html")
        assert said.status == 200, path
        assert words in said.text, path
        assert said.text.startswith("<!DOCTYPE html>")


def test_what_stands_in_the_graph_is_no_script(site: str) -> None:
    said = send(f"{site}/page/eli/cn/evil")
    assert "<script" not in said.text
    assert "&lt;script&gt;" in said.text
    assert "default-src 'none'" in said.headers["Content-Security-Policy"]


def test_paths_that_are_written_otherwise(site: str) -> None:
    assert raw(site, f"/a%20b/{quote('第')}")[0] == 303
    assert raw(site, "/a%20b/%e7%ac%ac")[0] == 303, "small letters in an escape"
    assert raw(site, "/words")[0] == 303, "the address before a hash"
    assert triples(send(f"{site}/data/words", Accept="application/n-triples"))
    for path in (
        "/a>b",
        "/a%3E%20{?s?p?o}",
        "/%00",
        "//evil.example/x",
        "/..%2f..%2fetc/passwd",
        "/'",
        "/a'%20b",
    ):
        assert raw(site, path)[0] in (400, 404), path


def test_graphs_are_read_by_their_name(site: str) -> None:
    """SPARQL 1.1 Graph Store HTTP Protocol, sections 4.2 and 5.2."""
    graph = f"{BASE}{DOCUMENT}/graph"
    found = triples(send(f"{site}/graphs?graph={quote(graph, safe='')}", Accept="application/n-triples"))
    store = ox.Store()
    store.bulk_load(path=str(INPUT), format=ox.RdfFormat.TRIG)
    assert found == {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.NamedNode(graph))}
    assert triples(send(f"{site}{DOCUMENT}/graph", Accept="application/n-triples")) == found, (
        "and by its address"
    )
    assert triples(send(f"{site}/graphs?default", Accept="application/n-triples")) > found
    for query, status in (("", 400), ("graph=x", 400), ("graph=urn:no", 404), ("default&graph=urn:g", 400)):
        assert send(f"{site}/graphs?{query}").status == status, query
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        said = send(f"{site}/graphs?graph=urn:g", b"", method=method)
        assert said.status == 405
        assert "GET" in said.headers["Allow"]


def test_the_data_set_is_described(site: str) -> None:
    store = ox.Store()
    store.load(send(f"{site}/.well-known/void").text.encode(), format=ox.RdfFormat.TURTLE)
    assert store.query(f"ASK {{ ?d a <{VOID}Dataset> ; <{VOID}sparqlEndpoint> <{site}/sparql> }}")
    assert store.query(f"ASK {{ ?d <{VOID}triples> ?n FILTER(?n > 100) }}")
    assert store.query(f"ASK {{ ?d <{VOID}classPartition> [ <{VOID}class> <{BASE}/ontology#Norm> ] }}")


def test_the_settings_that_are_shown_are_those_that_hold() -> None:
    shown = settings({}, ROOT / "docs" / "deploy" / "serve.toml", {})
    assert shown == settings({}, None, {})


def test_the_redirects_lead_to_what_is_answered(site: str) -> None:
    rules = [
        line.split()[1:3]
        for line in (ROOT / "docs" / "deploy" / "w3id.htaccess").read_text("utf-8").splitlines()
        if line.startswith("RewriteRule")
    ]
    for path in ("", DOCUMENT[1:], "body/630000/finance", "a%20b/%E7%AC%AC"):
        pattern, place = next(rule for rule in rules if re.match(rule[0], path))
        target = urlsplit(re.sub(pattern, place.replace("$1", r"\1"), path, count=1)).path
        assert raw(site, target)[0] in (200, 303), path
