"""What every page of the explorer keeps: twins, both languages, its policy, one graph, ways on when all goes wrong."""

from __future__ import annotations

import asyncio
import csv
import gc
import io
import json
import re
from pathlib import Path
from typing import cast

import openpyxl
import pyoxigraph as ox
import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from lawgraph.build import BuildReport
from lawgraph.explorer import assets
from lawgraph.explorer.application import PAGES
from lawgraph.explorer.asking import NotAnswered, PageEngine
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Page
from lawgraph.explorer.twins import TWINS, parted
from lawgraph.serve import running
from lawgraph.service.front import Front
from lawgraph.service.problems import Problem

from .test_serve import Said, send

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
ADDRESSES = {
    "reading": "/page/eli/cn/632800/2020/regulation-art-7",
    "thing": "/page/body/630000/finance",
}
PLAIN = [page for page in PAGES if page.name not in ADDRESSES]


def read(site: str, path: str, **headers: str) -> Said:
    return send(site + path, **{"Accept": BROWSER, **headers})


@pytest.mark.parametrize("page", PLAIN, ids=[page.name for page in PLAIN])
def test_a_page_says_what_it_is_in_both_languages(explored: str, page: Page) -> None:
    zh, en = read(explored, page.path), read(explored, f"{page.path}?lang=en")
    assert (zh.status, en.status) == (200, 200)
    assert '<html lang="zh-CN">' in zh.text
    assert '<html lang="en">' in en.text
    assert "lang=en" in en.headers["Set-Cookie"]
    assert zh.text.count("<h1") == en.text.count("<h1") == 1


@pytest.mark.parametrize("page", PLAIN, ids=[page.name for page in PLAIN])
def test_no_script_stands_in_a_page_and_styles_only_where_it_is_said_why(explored: str, page: Page) -> None:
    said = read(explored, page.path)
    policy = said.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert ("'unsafe-inline'" in policy) == bool(page.inline_styles)
    assert not re.search(r"<script(?![^>]*\ssrc=)(?![^>]*type=\"application/json\")", said.text)
    assert not re.search(r"\son[a-z]+=|javascript:", said.text)
    if not page.inline_styles:
        assert not re.search(r"<style|\sstyle=", said.text)


@pytest.mark.parametrize("page", PLAIN, ids=[page.name for page in PLAIN])
def test_a_page_has_its_twins(explored: str, page: Page) -> None:
    base = "/overview" if page.path == "/" else page.path
    data = send(f"{explored}{base}.json")
    assert data.status == 200, data.text
    assert json.loads(data.text)["page"] == page.name
    assert data.headers["X-Content-Type-Options"] == "nosniff"
    assert "script" not in data.headers["Content-Security-Policy"], "none runs but by default-src 'none'"
    turtle = send(f"{explored}{base}.ttl")
    assert turtle.status == 200
    list(ox.parse(turtle.text, format=ox.RdfFormat.TURTLE))
    table = send(f"{explored}{base}.csv")
    if table.status == 404:
        assert json.loads(table.text)["detail"], "a page without a table says so"
        return
    assert table.text.startswith("\ufeff"), "Excel opens it rightly"
    assert len({len(row) for row in csv.reader(io.StringIO(table.text))}) == 1
    _, _, body = raw(f"{explored}{base}.xlsx")
    assert openpyxl.load_workbook(io.BytesIO(body)).sheetnames


def raw(address: str) -> tuple[int, str, bytes]:
    import urllib.request

    with urllib.request.urlopen(address, timeout=60) as answer:
        return answer.status, answer.headers["Content-Type"], answer.read()


@pytest.mark.parametrize("page", PLAIN, ids=[page.name for page in PLAIN])
def test_an_unknown_parameter_is_told_and_leads_on(explored: str, page: Page) -> None:
    said = read(explored, f"{page.path}?no-such-parameter=1")
    assert said.status == 400
    assert "no-such-parameter" in said.text
    assert 'href="/"' in said.text


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        (BROWSER, "text/html"),
        ("application/json", "application/json"),
        ("text/turtle", "text/turtle"),
        ("*/*", "text/html"),
    ],
)
def test_a_program_may_ask_a_page_for_its_data(explored: str, accept: str, kind: str) -> None:
    assert send(f"{explored}/page/body/630000/finance", Accept=accept).kind.startswith(kind)


def test_a_page_that_did_not_change_is_not_sent_again(explored: str) -> None:
    first = read(explored, "/page/body/630000/finance")
    tag = first.headers["ETag"]
    assert read(explored, "/page/body/630000/finance", **{"If-None-Match": tag}).status == 304
    assert read(explored, "/page/body/630000/finance?lang=en", **{"If-None-Match": tag}).status == 200


def test_files_are_kept_by_browsers_as_long_as_they_are_the_same(explored: str) -> None:
    text = read(explored, "/page/body/630000/finance").text
    for link in re.findall(r'(?:href|src)="(/static/[^"]+)"', text):
        said = send(explored + link)
        assert (said.status, "immutable" in said.headers["Cache-Control"]) == (200, True), link
    assert "immutable" not in send(f"{explored}/static/another/explorer.css").headers["Cache-Control"]
    assert send(f"{explored}/static/{assets.digest()}/../app.py").status == 404
    assert send(f"{explored}/static/{assets.digest()}/nothing.js").status == 404


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/no/such/place", 404, "没有这个地址"),
        ("/page/eli/cn/nothing", 404, "没有"),
        ("/page/body/630000/finance?offset=-1", 400, "offset"),
        ("/page/body/630000/finance?offset=99999999999999999999", 400, "offset"),
        ("/page/%00%3Cscript%3E", 404, ""),
    ],
)
def test_what_goes_wrong_is_a_page_with_ways_on(explored: str, path: str, status: int, words: str) -> None:
    said = read(explored, path)
    assert said.status == status
    assert words in said.text
    assert said.kind.startswith("text/html")
    assert 'href="/search"' in said.text
    assert "<script>" not in said.text


def test_the_names_of_pages_and_their_addresses_are_told_apart() -> None:
    assert len({page.name for page in PAGES}) == len(PAGES)
    assert all(page.title.zh and page.title.en for page in PAGES)
    for page in PAGES:
        assert not page.inline_styles or len(page.inline_styles) > 10, "it says which part needs them"


@pytest.mark.parametrize(
    ("path", "before", "suffix"),
    [
        ("eli/cn/x/art-1.json", "eli/cn/x/art-1", "json"),
        ("eli/cn/x/art-1", "eli/cn/x/art-1", None),
        ("eli/cn/x.y/art-1", "eli/cn/x.y/art-1", None),
    ],
)
def test_the_end_of_an_address_names_a_twin(path: str, before: str, suffix: str | None) -> None:
    assert parted(path) == (before, TWINS[suffix] if suffix else None)


KNOWN = ("n", "p", "level")


@pytest.mark.parametrize(
    ("items", "number"),
    [
        ([("n", "5")], 5),
        ([("n", "")], 1),  # as if it were not given
        ([], 1),
    ],
)
def test_numbers_are_read(items: list[tuple[str, str]], number: int) -> None:
    assert Given.of(items, KNOWN).number("n", 1) == number


def read_all(items: list[tuple[str, str]]) -> None:
    given = Given.of(items, KNOWN)
    given.number("n", 1, most=10)
    given.share("p", 0.0)
    given.several("level", ("province",))


@pytest.mark.parametrize(
    ("items", "parameter"),
    [
        ([("n", "٥")], "n"),  # a digit, and none of ours
        ([("n", "1"), ("n", "2")], "n"),  # which of them?
        ([("n", "11")], "n"),  # more than the most
        ([("p", "1.5")], "p"),
        ([("p", "nan")], "p"),
        ([("level", "x")], "level"),
        ([("other", "1")], "other"),
    ],
)
def test_what_has_no_sense_is_refused_by_its_name(items: list[tuple[str, str]], parameter: str) -> None:
    with pytest.raises(Wrong) as refused:
        read_all(items)
    assert refused.value.parameter == parameter


def test_a_page_is_of_one_graph_also_while_it_is_replaced(built: BuildReport, tmp_path: Path) -> None:
    """The document page and the graph behind it are swapped while pages are asked for: none fails."""
    from lawgraph import store as generations

    name = "<https://w3id.org/lawgraph/eli/cn/one> <https://w3id.org/lawgraph/ontology#label> "
    generations.write(tmp_path, [f'{name}"甲" <urn:g> .\n'], ["a"])
    with running(tmp_path, port=0) as service:
        site = service.endpoint.removesuffix("/sparql")
        assert "甲" in read(site, "/page/eli/cn/one").text
        generations.write(tmp_path, [f'{name}"乙" <urn:g> .\n'], ["b"])
        seen = {read(site, "/page/eli/cn/one").status for _ in range(20)}
        send(f"{site}/reload", b"")
        assert seen == {200}
        assert "乙" in read(site, "/page/eli/cn/one").text


@pytest.mark.parametrize(
    ("status", "title"),
    [(404, "Not Found"), (503, "Service Unavailable"), (499, "Not Answered")],  # 499: the client has left
)
def test_a_problem_has_a_title_whatever_its_status(status: int, title: str) -> None:
    said = Problem(status, "。").response()
    assert (said.status_code, json.loads(bytes(said.body))["title"]) == (status, title)


def test_a_query_that_fails_when_nobody_waits_any_more_says_nothing() -> None:
    said: list[object] = []

    class Late:
        async def table(self, *_: object) -> None:
            try:
                await asyncio.sleep(9)
            finally:
                raise HTTPException(499)

    async def asks() -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(lambda _, context: said.append(context))
        engine = PageEngine(cast("Front", Late()), cast("Request", None))
        engine.end = loop.time() + 0.1
        with pytest.raises(NotAnswered):
            await asyncio.to_thread(engine.query, "SELECT * { ?s ?p ?o } LIMIT 1")
        await asyncio.sleep(0.1)
        gc.collect()

    asyncio.run(asks())
    assert said == []
