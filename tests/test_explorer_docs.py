"""The documentation in the explorer: served as the pages are, and told of where it was not built."""

from __future__ import annotations

from pathlib import Path

import pytest

from lawgraph.explorer import documentation
from lawgraph.explorer.rendering import policy

from .site_pages import site
from .test_explorer import BROWSER
from .test_serve import Said, send


@pytest.fixture
def built_site(monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(documentation, "SITE", site())
    return site()


@pytest.fixture
def no_site(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(documentation, "SITE", tmp_path / "site")


def read(site: str, path: str, **headers: str) -> Said:
    return send(site + path, **{"Accept": BROWSER, **headers})


SERVED = (
    ("/docs/index.html", "text/html", "法规图谱"),
    ("/docs/index.en.html", "text/html", "lawgraph"),
    ("/docs/assets/site.css", "text/css", ":root"),
    ("/docs/assets/search.js", "text/javascript", "lawgraphPages"),
    ("/docs/contract.schema.json", "application/json", "$schema"),
    ("/docs/deploy/serve.toml", "text/plain", "seconds"),
    ("/docs/notebooks/02-counterparts-1.svg", "image/svg+xml", "<svg"),
)


@pytest.mark.parametrize(("path", "kind", "words"), SERVED, ids=[path for path, _, _ in SERVED])
def test_files_of_the_site_are_served_as_what_they_are(
    explored: str, built_site: Path, path: str, kind: str, words: str
) -> None:
    said = read(explored, path)
    assert said.status == 200
    assert said.headers["Content-Type"].split(";")[0] == kind
    assert words in said.text
    assert said.headers["X-Content-Type-Options"] == "nosniff"


def test_pages_have_the_policy_of_the_explorer(explored: str, built_site: Path) -> None:
    assert read(explored, "/docs/index.html").headers["Content-Security-Policy"] == policy(None)


def test_the_front_page_is_in_the_language_of_the_reader(explored: str, built_site: Path) -> None:
    assert '<html lang="zh-CN">' in read(explored, "/docs").text
    assert '<html lang="zh-CN">' in read(explored, "/docs/").text
    assert '<html lang="en">' in read(explored, "/docs/", Cookie="lang=en").text


def test_what_a_browser_has_is_not_sent_again(explored: str, built_site: Path) -> None:
    tag = read(explored, "/docs/assets/words.js").headers["ETag"]
    again = read(explored, "/docs/assets/words.js", **{"If-None-Match": tag})
    assert (again.status, again.text) == (304, "")


def test_a_served_site_has_the_font_and_the_way_back(explored: str, built_site: Path) -> None:
    styles = read(explored, "/docs/assets/served.css").text
    assert ".workbench { display: inline; }" in styles
    (font,) = [part.split('"')[0] for part in styles.split('url("')[1:]]
    assert send(explored + font, method="HEAD").status == 200


ELSEWHERE = (
    "/docs/nothing.html",
    "/docs/../app.py",
    "/docs/%2e%2e/font.py",
    "/docs/assets",
    "/docs//etc/passwd",
)


@pytest.mark.parametrize("path", ELSEWHERE)
def test_nothing_but_the_site_is_served(explored: str, built_site: Path, path: str) -> None:
    said = read(explored, path)
    assert said.status == 404
    assert "import " not in said.text


@pytest.mark.parametrize("path", ["/docs", "/docs/", "/docs/rules.html"])
def test_where_it_was_not_built_a_page_says_how_in_both_languages(
    explored: str, no_site: None, path: str
) -> None:
    zh, en = read(explored, path), read(explored, path, Cookie="lang=en")
    assert (zh.status, en.status) == (404, 404)
    assert "这个安装里没有文档" in zh.text
    assert "make site" in zh.text
    assert "This installation has no documentation" in en.text
    assert "python tools/site/build.py" in en.text


def test_it_is_only_read(explored: str, built_site: Path) -> None:
    assert send(f"{explored}/docs/index.html", b"x").status == 405


def test_each_page_of_the_explorer_leads_to_it(explored: str) -> None:
    for path in ("/", "/gaps", "/sparql"):
        assert 'href="/docs/">文档</a>' in read(explored, path).text
        assert 'href="/docs/">Docs</a>' in read(explored, f"{path}?lang=en").text
