"""What HTTP allows, what clients send, and where a person or a program that comes by chance is led."""

from __future__ import annotations

import json
import re
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, unquote, urlencode, urlsplit
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest

from lawgraph.serve import running
from lawgraph.service.openapi import openapi
from queries.named_queries import library

from .test_serve import ARTICLES, DIRECT, FORM, INPUT, ask, send

GRAPH = "https://w3id.org/lawgraph/graph/one"
PAGE = "text/html"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("store")
    written = ox.Store(str(folder))
    written.bulk_load(path=str(INPUT), format=ox.RdfFormat.TRIG)
    written.load(f"GRAPH <{GRAPH}> {{ <x:s> <x:/1> 1 }}", format=ox.RdfFormat.TRIG)
    written.flush()
    del written
    with running(Path(folder), port=0) as service:
        yield service.endpoint.removesuffix("/sparql")


def said_to(site: str, *lines: str, more: bytes = b"") -> str:
    """Send the lines of a head as they are; what was answered until the end of the connection."""
    address = urlsplit(site)
    with socket.create_connection((address.hostname or "", address.port or 0), timeout=60) as opened:
        opened.sendall("\r\n".join([*lines, "", ""]).encode() + more)
        got = b""
        while chunk := opened.recv(1 << 16):
            got += chunk
    return got.decode()


@pytest.mark.parametrize(
    ("codings", "compressed"),
    [
        ("gzip", True),
        ("gzip;q=0", False),
        ("gzip; q=0.000, identity", False),
        ("gzip;q=0.5", True),
        ("br", False),
    ],
)
def test_only_who_takes_gzip_gets_it(site: str, codings: str, compressed: bool) -> None:
    long = urlencode({"query": "SELECT * { ?s ?p ?o } LIMIT 200", "format": "x"})
    head = send(f"{site}/sparql?{long}", method="HEAD", Accept_Encoding=codings)
    assert ("gzip" in head.headers.get("Content-Encoding", "")) == compressed


def test_only_what_is_read_is_known_already(site: str) -> None:
    assert send(f"{site}/sparql", b"ASK {}", Content_Type=DIRECT, If_None_Match="*").status == 200
    assert send(f"{site}/sparql?query=ASK%7B%7D", If_None_Match="*").status == 304


@pytest.mark.parametrize(
    "path", ["/eli/cn/x", "/lawgraph/eli/cn/x", "/data/eli/cn/x", "/page/eli/cn/x", "/graph/x"]
)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE"])
def test_methods_that_are_not_served(site: str, path: str, method: str) -> None:
    said = send(site + path, b"", method=method)
    assert (said.status, said.headers["Allow"]) == (405, "GET, HEAD, OPTIONS")


def test_reload_is_asked_for_by_post(site: str) -> None:
    said = send(f"{site}/reload")
    assert (said.status, said.headers["Allow"]) == (405, "OPTIONS, POST")


def test_an_address_that_is_too_long(site: str) -> None:
    got = said_to(site, f"GET /sparql?query={'x' * 200_000} HTTP/1.1", "Host: localhost")
    assert got.startswith("HTTP/1.1 414 ")
    assert "POST" in got
    got = said_to(site, "GET /sparql HTTP/1.1", "Host: localhost", f"X-Long: {'x' * 200_000}")
    assert got.startswith("HTTP/1.1 431 ")
    assert said_to(site, "nonsense").startswith("HTTP/1.1 400 ")


def test_absolute_addresses(site: str) -> None:
    query = urlencode({"query": "ASK {}"})
    for path in (f"{site}/sparql?{query}", f"http://law.example.org/sparql?{query}"):
        got = said_to(site, f"GET {path} HTTP/1.1", "Host: localhost", "Connection: close")
        assert got.startswith("HTTP/1.1 200 "), got
    got = said_to(site, "GET http://law.example.org HTTP/1.1", "Host: localhost", "Connection: close")
    assert "http://law.example.org/sparql" in got, "its host goes before the header"


def test_a_length_that_is_told_in_two_ways(site: str) -> None:
    got = said_to(
        site,
        "POST /sparql HTTP/1.1",
        "Host: localhost",
        f"Content-Type: {DIRECT}",
        "Content-Length: 6",
        "Transfer-Encoding: chunked",
        more=b"6\r\nASK {}\r\n0\r\n\r\n",
    )
    assert got.startswith("HTTP/1.1 400 ")
    assert got.count("HTTP/1.1") == 1
    assert "connection: close" in got.lower()


@pytest.mark.parametrize(
    ("charset", "status"), [("utf-8", 200), ('"UTF-8"', 200), ("gbk", 415), ("iso-8859-1", 415)]
)
@pytest.mark.parametrize(("kind", "body"), [(DIRECT, b"ASK {}"), (FORM, b"query=ASK+%7B%7D")])
def test_a_charset_that_is_not_ours(site: str, charset: str, status: int, kind: str, body: bytes) -> None:
    said = send(f"{site}/sparql", body, Content_Type=f"{kind}; charset={charset}")
    assert said.status == status


@pytest.mark.parametrize("path", ["/sparql?query=ASK", "/eli/cn/x", "/nothing", "/queries/x", "/graphs"])
def test_errors_depend_on_what_is_accepted(site: str, path: str) -> None:
    said = send(site + path)
    assert said.status in (400, 404)
    assert "Accept" in said.headers["Vary"]


def test_named_graphs_have_a_page(site: str) -> None:
    found = send(f"{site}/graph/one", Accept=PAGE)
    assert found.status == 200
    assert GRAPH in found.text
    assert "命名图的三元组" in found.text
    (link,) = re.findall('href="(/graphs[^"]+)"', found.text)
    assert link == f"/graphs?graph={quote(GRAPH, safe='')}"
    assert send(site + link).status == 200
    assert send(f"{site}/graph/none", Accept=PAGE).status == 404


@pytest.mark.parametrize(
    ("query", "accept", "words"),
    [
        ('SELECT ("a\\u0001" AS ?x) {}', "application/sparql-results+xml", "U+0001"),
        ('SELECT ("a\\uFFFE" AS ?x) {}', "application/sparql-results+xml", "U+FFFE"),
        ('CONSTRUCT { <x:s> <x:p> "\\u0001" } {}', "application/rdf+xml", "U+0001"),
        ("CONSTRUCT { <x:s> <x:/1> 1 } {}", "application/rdf+xml", "x:/1"),
        ("CONSTRUCT { <x:s> <http://a.example/> 1 } {}", "application/rdf+xml", "http://a.example/"),
    ],
)
def test_what_xml_cannot_hold_is_refused(site: str, query: str, accept: str, words: str) -> None:
    said = ask(f"{site}/sparql", query, accept=accept)
    assert said.status == 406
    assert words in said.text


def test_a_carriage_return_is_read_back(site: str) -> None:
    said = ask(f"{site}/sparql", 'SELECT ("a\\r\\nb" AS ?x) {}', accept="application/sparql-results+xml")
    (literal,) = ElementTree.fromstring(said.text).iter("{http://www.w3.org/2005/sparql-results#}literal")
    assert literal.text == "a\r\nb"
    said = ask(f"{site}/sparql", 'CONSTRUCT { <x:s> <x:p> "a\\rb" } {}', accept="application/rdf+xml")
    (triple,) = ox.parse(said.text.encode(), format=ox.RdfFormat.RDF_XML)
    assert triple.object == ox.Literal("a\rb")


def test_terms_that_there_are_not_are_named(site: str) -> None:
    said = ask(f"{site}/sparql", "SELECT ?p { ?p a lg:Artical }")
    assert said.status == 200
    header = said.headers["Lawgraph-Warning"]
    assert header.isascii()
    assert "did you mean Article?" in header
    assert "lg:Artical: 词汇表中没有这个词" in unquote(header)
    assert "Lawgraph-Warning" not in ask(f"{site}/sparql", ARTICLES).headers


def test_who_comes_by_chance_is_led_on(site: str) -> None:
    ways = ("/sparql", "/queries", "/search", "/openapi.json", "/.well-known/void", "/health")
    page, told, nothing = send(f"{site}/", Accept=PAGE), send(f"{site}/"), send(f"{site}/nothing")
    assert page.headers["Content-Type"].startswith(PAGE)
    assert {each["address"] for each in json.loads(told.text)["ways"]} == {site + way for way in ways}
    assert nothing.status == 404
    for way in ways:
        assert f'href="{way}"' in page.text
        assert way in nothing.text


@pytest.mark.parametrize("path", ["/queries", "/queries?format=html"])
def test_the_named_queries_as_a_page(site: str, path: str) -> None:
    said = send(site + path, Accept=PAGE if path == "/queries" else "*/*")
    assert said.headers["Content-Type"].startswith(PAGE)
    links = re.findall('href="(/queries/[^"]+)"', said.text)
    assert len(links) == len(library())
    assert send(site + links[0]).status == 200
    assert json.loads(send(f"{site}/queries").text)["queries"]


def test_openapi_has_all_ways_and_only_values_that_are_allowed() -> None:
    paths = openapi("http://law.example.org")["paths"]
    assert isinstance(paths, dict)
    assert {"get", "post"} <= paths["/sparql"].keys()
    assert {each["name"] for each in paths["/search"]["get"]["parameters"]} >= {"q", "kind", "limit", "exact"}
    for query in library():
        for parameter in query.parameters:
            for choice in parameter.choices:
                assert parameter.sparql(choice.code)
