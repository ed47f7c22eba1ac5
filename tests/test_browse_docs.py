"""The documentation in a real browser: served by the explorer at a desk and in a hand, and from its folder."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from lawgraph.explorer import documentation

from .browsing import DESK, HAND, PATIENCE, Browse, accessible, drawn, narrow
from .site_pages import site

pytestmark = pytest.mark.browser


@pytest.fixture(autouse=True)
def served(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documentation, "SITE", site())


KINDS = (
    "index.html", "index.en.html", "analysts.zh.html", "accuracy.zh.html", "sparql.en.html", "operators.zh.html",
    "checks.zh.html", "vocabulary.zh.html", "queries.html", "notebooks/01-first-look.html",
    "notebooks/08-in-force.html", "decisions/0018-documentation-site.html", "project/README.zh-CN.html",
)  # fmt: skip
"""A page of each making: lists, wide tables, commands, tables and marks of notebooks, pictures, anchors in Chinese."""


def test_pages_are_quiet_accessible_and_as_wide_as_the_window(browse: Browse, explored: str) -> None:
    """At a desk and in a hand: each page is loaded once, in one of them by turns, and looked at in both."""
    page = browse(explored, "/docs/")
    for turn, name in enumerate(KINDS):
        sizes = (DESK, HAND) if turn % 2 else (HAND, DESK)
        _resize(page, sizes[0])
        page.goto(f"{explored}/docs/{name}")
        for size in sizes:
            _resize(page, size)
            accessible(page)
            narrow(page)


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


FOUND = (
    ("没有对应", "notebooks/02-counterparts.html", "words as they stand, in a heading"),
    ("罚款上限", "sparql.zh.html", "words that stand nowhere side by side: the pairs of characters do"),
    ("缺口", "vocabulary.zh.html", "a word of two characters"),
    ("款", "vocabulary.zh.html", "a single character"),
    ("MCP 助手", "assistants.zh.html", "two words, in two scripts"),
    ("ＳＨＡＣＬ", "operators.zh.html", "wide letters are letters"),
)


def test_search_finds(browse: Browse, explored: str) -> None:
    page = browse(explored, "/docs/index.html")
    for asked, wanted, why in FOUND:
        page.evaluate("document.querySelector('#count').textContent = ''")  # that of the words before
        assert wanted in _found(page, asked), (asked, why)


def test_what_was_searched_is_marked_and_opened_by_the_keyboard(browse: Browse, explored: str) -> None:
    page = browse(explored, "/docs/rules.zh.html")
    page.keyboard.press("/")
    page.keyboard.type("备份")
    expect(page.locator("#found mark").first).to_have_text("备份")
    page.keyboard.press("Enter")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert "operators.zh.html#" in page.url
    assert page.locator("h2", has_text="备份").evaluate("each => each.getBoundingClientRect().top") >= 0


def test_nothing_found_is_told_and_escape_closes(browse: Browse, explored: str) -> None:
    page = browse(explored, "/docs/index.en.html")
    page.fill("#search input", "qwertyuiop")
    expect(page.locator("#count")).to_have_text("Nothing found; try other words, or fewer.")
    page.keyboard.press("Escape")
    assert not page.locator("#found").is_visible()


def test_an_address_can_hold_what_is_searched(browse: Browse, explored: str) -> None:
    page = browse(explored, "/docs/index.html?q=没有对应")
    expect(page.locator("#found li").first).to_be_visible()


def test_words_of_a_page_are_text_in_what_is_found(browse: Browse, explored: str) -> None:
    page = browse(explored, "/docs/index.html")
    _found(page, "onerror")
    assert page.locator("#found img, #found script").count() == 0


def test_the_keyboard_reaches_the_text_first(browse: Browse, explored: str) -> None:
    page = browse(explored, "/docs/checks.zh.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


def test_the_way_back_leads_to_the_explorer(browse: Browse, explored: str) -> None:
    page = browse(explored, "/docs/notebooks/02-counterparts.html")
    with page.expect_navigation():
        page.click(".workbench")
    assert page.url == f"{explored}/"


def test_without_a_script_pages_can_be_read_and_search_is_not_offered(browse: Browse, explored: str) -> None:
    page = browse(explored, "/docs/analysts.zh.html", script=False)
    assert page.locator("h1").inner_text() == "分析人员：头十五分钟"
    assert not page.locator("#search").is_visible()
    assert page.locator(".language").get_attribute("href") == "analysts.en.html"


def test_it_can_be_read_and_searched_from_its_folder(chromium: Browser) -> None:
    context = chromium.new_context(offline=True, viewport={"width": 1280, "height": 900})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.goto((site() / "index.html").as_uri())
    assert "notebooks/02-counterparts.html" in _found(page, "没有对应")
    assert not page.locator(".workbench").is_visible(), "there is no explorer to go back to"
    with page.expect_navigation():
        page.locator("#found a").first.click()
    assert page.url.startswith(site().as_uri())
    context.close()
    assert trouble == []


def test_pictures_of_pages_are_not_blank(browse: Browse, explored: str) -> None:
    for size in (DESK, HAND):
        page = browse(explored, "/docs/index.html", size=size)
        drawn(page)
        assert len(page.screenshot()) > 30_000


def _found(page: Page, asked: str) -> list[str]:
    """Return the pages that are listed for what is asked, the best first."""
    page.fill("#search input", asked)
    page.wait_for_function("() => document.querySelector('#count').textContent !== ''")
    page.wait_for_timeout(300)
    links = page.locator("#found li > a:first-child").evaluate_all("all => all.map(each => each.href)")
    return [link.split("/docs/")[-1].split("/site/")[-1].split("#")[0] for link in links]
