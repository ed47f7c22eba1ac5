"""Addresses of the things in the graph: under any host, as a page or as data, and graphs by their names."""

from __future__ import annotations

import http.client
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlsplit

import pyoxigraph as ox
import pytest

from lawgraph import store as generations
from lawgraph.serve import running
from lawgraph.service.pool import Pool
from lawgraph.service.settings import SettingsError, settings
from lawgraph.service.worker import Reply, Task

from .conftest import ROOT
from .test_serve import INPUT, Said, send

DOCUMENT = "/eli/cn/630000/2012/opinion-16-0c3db164"
TASK = f"{DOCUMENT}/annex-2/task-1"
BASE = "https://w3id.org/lawgraph"
VOID = "http://rdfs.org/ns/void#"
EVIL = f"{BASE}/eli/cn/evil"
HUB, POINTING = f"{BASE}/eli/cn/hub", 1203  # more statements than come at once


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
    store.extend(
        ox.Quad(ox.NamedNode(f"{BASE}/eli/cn/one/{i}"), label, ox.NamedNode(HUB), ox.NamedNode("urn:g"))
        for i in range(POINTING)
    )
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
    assert "<script>" not in said.text
    assert "&lt;script&gt;" in said.text
    policy = said.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy


def test_a_thing_of_which_much_is_said_is_shown_in_parts_that_say_so(site: str) -> None:
    shown, place, pages = set[str](), "/page/eli/cn/hub", 0
    while place:
        text = send(site + place).text
        assert f"共 {POINTING:,} 条" in text
        shown |= set(re.findall(r'href="(/page/eli/cn/one/\d+)"', text))
        pages += 1
        following = re.findall(r'rel="next" href="([^"]+)"', text)
        place = f"/page/eli/cn/hub{following[0]}" if following else ""
    assert (len(shown), pages) == (POINTING, 3)
    assert "条，" not in send(f"{site}/page/eli/cn/evil").text, "where all is shown nothing is said"
    assert send(f"{site}/page/eli/cn/hub?offset=x").status == 400


def test_data_of_which_there_are_many_come_in_parts_that_say_so(site: str) -> None:
    found, place, parts = set[ox.Triple](), "/data/eli/cn/hub", 0
    while place:
        said = send(site + place, Accept="application/n-triples")
        found |= triples(said)
        parts += 1
        place = next(iter(re.findall(r'<([^>]+)>; rel="next"', said.headers["Link"])), "")
    assert (len(found), parts) == (POINTING, 3)
    assert "next" not in send(f"{site}/data/eli/cn/evil").headers["Link"]


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
    for name in (f"graph={quote(graph, safe='')}", "default"):
        got = send(f"{site}/graphs?{name}")
        head = send(f"{site}/graphs?{name}", method="HEAD")
        assert (head.status, head.text) == (200, "")
        assert head.headers["ETag"] == got.headers["ETag"]
        assert send(f"{site}/graphs?{name}", Accept="text/csv").status == 406
    assert send(f"{site}/graphs?graph=urn:no", method="HEAD").status == 404
    for method in ("PUT", "POST", "DELETE", "PATCH"):
        said = send(f"{site}/graphs?graph=urn:g", b"", method=method)
        assert said.status == 405
        assert "只读" in said.text
        assert "GET" in said.headers["Allow"]


def test_the_data_set_is_described(site: str) -> None:
    store = ox.Store()
    store.load(send(f"{site}/.well-known/void").text.encode(), format=ox.RdfFormat.TURTLE)
    assert store.query(f"ASK {{ ?d a <{VOID}Dataset> ; <{VOID}sparqlEndpoint> <{site}/sparql> }}")
    assert store.query(f"ASK {{ ?d <{VOID}triples> ?n FILTER(?n > 100) }}")
    assert store.query(f"ASK {{ ?d <{VOID}classPartition> [ <{VOID}class> <{BASE}/ontology#Norm> ] }}")


def test_the_data_set_is_counted_once_for_each_store(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = send(f"{site}/.well-known/void").text
    asked: list[str] = []
    answer = Pool.answer

    async def noted(self: Pool, task: Task, client: str = "") -> Reply:
        asked.append(task.text)
        return await answer(self, task, client)

    monkeypatch.setattr(Pool, "answer", noted)
    assert send(f"{site}/.well-known/void").text == first
    assert not asked
    assert send(f"{site}/graphs?graph=urn:g").status == 200
    assert asked, "the count of queries is one"


def test_the_address_for_clients_is_the_one_that_is_set(tmp_path: Path) -> None:
    generations.write(tmp_path, [f"<{HUB}> <{BASE}/ontology#label> <{EVIL}> <urn:g> .\n"], ["d"])
    public = "https://law.example.org/graph"
    chosen = settings({"port": 0, "public-url": f"{public}/", "token": "secret-1"}, None, {})
    with running(tmp_path, settings=chosen) as service:
        site = service.endpoint.removesuffix("/sparql")
        for host in ("evil.example", "a>.example"):
            told = {
                "/sparql": "/sparql",
                "/.well-known/void": "/sparql",
                "/queries": "/queries/",
                "/openapi.json": "",
            }
            for path, address in told.items():
                said = send(site + path, Host=host)
                assert said.status == 200
                assert f"{public}{address}" in said.text, path
                assert host not in said.text
        assert raw(site, "/eli/cn/hub", Host="evil.example")[1] == "/graph/data/eli/cn/hub"
        page = send(f"{site}/page/eli/cn/hub").text
        assert 'href="/graph/page/eli/cn/evil"' in page
        assert 'href="/graph/data/eli/cn/hub"' in page
        for origin, status in (("https://law.example.org", 200), (site, 403)):
            said = send(f"{site}/reload", b"", Origin=origin, Authorization="Bearer secret-1")
            assert said.status == status, "a site is told by the address that is set"
    for wrong in ("law.example.org", "ftp://a.example", "https://a.example/?x", "https://a.example/a b"):
        with pytest.raises(SettingsError, match="--public-url"):
            settings({"public-url": wrong}, None, {})


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
