"""A real browser on the pages of the explorer; what every page has to keep is looked at when a test ends with it.

No message on the console, no error, no request to another host, every Chinese character in the font that is served.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from fontTools.ttLib import TTFont
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect, sync_playwright

from lawgraph.build import BuildReport
from lawgraph.font import font_path
from lawgraph.serve import running

AXE = Path(__file__).parent / "data" / "axe" / "axe.min.js"
DESK, HAND = (1280, 900), (390, 844)
Browse = Callable[..., Page]
PATIENCE = 60_000
"""Milliseconds after which what a page is to show counts as never coming: a machine may have much else to do."""
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def explored(built: BuildReport) -> Iterator[str]:
    """The address of the explorer over the graph of both documents, without a slash at its end."""
    with running(built.generation.directory, port=0) as service:
        yield service.endpoint.removesuffix("/sparql")


@pytest.fixture(scope="session")
def explored_examples(built_examples: BuildReport) -> Iterator[str]:
    """The address of the explorer over the graph of the invented family."""
    with running(built_examples.generation.directory, port=0) as service:
        yield service.endpoint.removesuffix("/sparql")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """A Chromium that is started once a module."""
    from .test_browser import QUIET, browser_path

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser_path(), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def browse(chromium: Browser) -> Iterator[Browse]:
    """Return what opens an address: ``browse(site, "/gaps", size=HAND, script=False)``.

    ``status`` is the one that the address is to answer with; ``said`` are beginnings of messages on the console that a
    test expects (such as a request that is refused).
    """
    with ExitStack() as stack:

        def opened(site: str, path: str, **options: Any) -> Page:
            return stack.enter_context(_quietly(chromium, site, path, **options))

        yield opened


@contextmanager
def _quietly(
    chromium: Browser,
    site: str,
    path: str,
    size: tuple[int, int] = DESK,
    script: bool = True,
    status: int = 200,
    said: tuple[str, ...] = (),
    language: str = "zh-CN",
) -> Iterator[Page]:
    context: BrowserContext = chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, java_script_enabled=script, locale=language
    )
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    trouble: list[str] = []
    page.on("console", lambda message: trouble.append(message.text))
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((f"{site}/", "data:", "blob:")) else trouble.append(request.url)
        ),
    )
    answer = page.goto(f"{site}{path}")
    assert answer is not None
    assert answer.status == status, answer.text()
    yield page
    if script:
        drawn(page)
    context.close()
    expected = ("Failed to load resource", *said) if status != 200 else said
    assert [each for each in trouble if not each.startswith(expected or ("\0",))] == []


@cache
def _characters() -> frozenset[int]:
    return frozenset(TTFont(font_path()).getBestCmap())


def follow(page: Page, target: str | Locator) -> None:
    """Click what leads to another page, and wait until that one is loaded.

    A click by itself waits until the other page begins: what is counted then, a key or a click are of half a page.
    """
    with page.expect_navigation():
        (page.locator(target).first if isinstance(target, str) else target).click()


def drawn(page: Page) -> None:
    """Fail where the font that is served lacks a Chinese character of the page, or was not loaded."""
    shown = {ord(char) for char in page.evaluate("document.body.innerText") if "\u2e80" <= char <= "\uffef"}
    lacking = [chr(code) for code in sorted(shown - _characters())]
    assert lacking == [], "characters without a glyph"
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("document.fonts.check('15px LawgraphSans', '第七条')")


def accessible(page: Page) -> None:
    """Fail where a loaded page breaks a rule of WCAG 2.2, level A or AA, and tell the elements and why."""
    page.wait_for_load_state()
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        """async () => (await axe.run(
            document, { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] },
        )).violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 3).map(each => each.html + each.failureSummary)])"""
    )
    assert found == [], f"{page.url}: {json.dumps(found, ensure_ascii=False, indent=1)}"


def narrow(page: Page) -> None:
    """Fail where a page is wider than its window: a reader with a phone would have to push it to and fro."""
    page.wait_for_load_state()
    over = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert over <= 0
