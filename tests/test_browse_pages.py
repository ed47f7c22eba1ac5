"""Every page of the explorer in one browser, at a desk and in a hand: what all of them have to keep."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page

from lawgraph.explorer.application import PAGES

from .browsing import DESK, HAND, PATIENCE, accessible, drawn, follow, narrow
from .explorer_pictures import PICTURES, SIZE, TAKEN

pytestmark = pytest.mark.browser

_UPPER, _LOWER = "eli/cn/text/c8dafa78051482a4", "eli/cn/text/8fb97fd50b203320"
_PAIR = f"lower={_LOWER}&upper={_UPPER}"
ADDRESSES: tuple[tuple[str, str, int], ...] = (
    ("overview", "/", 200),
    ("overview", "/?level=county", 200),
    ("compare", "/compare", 200),
    ("compare", f"/compare?{_PAIR}", 200),
    ("compare", f"/compare?{_PAIR}&q=没有这样的词", 200),
    ("gaps", "/gaps", 200),
    ("gaps", f"/gaps?{_PAIR}", 200),
    ("check", "/check", 200),
    ("check", "/check?q=没有这样的文件", 200),
    ("status", "/status", 200),
    ("versions", "/versions", 200),
    ("bodies", "/bodies", 200),
    ("bodies", "/bodies/body/632800/governments-county-and-above", 200),
    ("amounts", "/amounts", 200),
    ("amounts", "/amounts?payer=没有这样的机构", 200),
    ("search", "/search?q=融资担保", 200),
    ("search", "/search", 200),
    ("review", "/review", 200),
    ("network", "/network", 200),
    ("queries", "/queries", 200),
    ("queries", "/queries/gaps?run=1", 200),
    ("sparql", "/sparql", 200),
    ("quality", "/quality", 200),
    ("vocabulary", "/vocabulary", 200),
    ("import", "/import", 200),
    ("reading", f"/page/{_LOWER}", 200),
    ("thing", "/page/body/632800/governments-county-and-above", 200),
    ("", "/page/eli/cn/nothing", 404),
    ("", "/amounts?least=abc", 400),
)
"""The pages by their names, each with its list, with one thing, with nothing found; two that are refused."""
_WORDS = "header .menu a, h1, main button, thead th, main .lead, main dt, footer p"
"""What the explorer says itself, not the documents."""
_OF_DOCUMENTS = ("reading", "compare", "gaps", "bodies", "search", "thing")
"""Pages whose headings are titles of documents, names of bodies or the words that were searched."""


@pytest.mark.parametrize("name", TAKEN)
def test_pictures_for_the_readmes_are_there_and_light(name: str) -> None:
    picture = (PICTURES / f"{name}.png").read_bytes()
    assert int.from_bytes(picture[16:20]) == SIZE["width"], "the width that a PNG begins with"
    assert len(picture) < 300_000


def test_every_page_is_looked_at() -> None:
    assert {name for name, _, _ in ADDRESSES if name} == {page.name for page in PAGES}


@contextmanager
def _window(chromium: Browser, site: str, size: tuple[int, int]) -> Iterator[tuple[Page, list[str]]]:
    context = chromium.new_context(viewport={"width": size[0], "height": size[1]}, locale="zh-CN")
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
    yield page, trouble
    context.close()


def test_pages_are_quiet_accessible_and_as_wide_as_the_window(chromium: Browser, explored: str) -> None:
    """At a desk and in a hand: each page is loaded once, in one of them by turns, and looked at in both."""
    with _window(chromium, explored, DESK) as (page, trouble):
        for turn, (_, address, status) in enumerate(ADDRESSES):
            sizes = (DESK, HAND) if turn % 2 else (HAND, DESK)
            _resize(page, sizes[0])
            answer = page.goto(explored + address)
            assert answer is not None
            assert answer.status == status, address
            with _of(address):
                assert page.locator("h1").count() == 1
                for size in sizes:
                    _resize(page, size)
                    drawn(page)
                    narrow(page)
                    accessible(page)
        expected = "Failed to load resource"  # of the addresses that are refused
        assert [each for each in trouble if not each.startswith(expected)] == []
        assert len(trouble) == sum(status != 200 for _, _, status in ADDRESSES)


def _resize(page: Page, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def test_pages_in_print_have_no_controls_and_fit_the_paper(chromium: Browser, explored: str) -> None:
    with _window(chromium, explored, (720, 1000)) as (page, _):
        page.emulate_media(media="print")
        for name, address, _ in ADDRESSES:
            page.goto(explored + address)
            with _of(address):
                shown = page.locator("header.top, .twins, button, .pager, aside .choice").locator(
                    "visible=true"
                )
                assert shown.count() == 0, shown.first.evaluate("each => each.outerHTML")
                if name != "network":
                    narrow(page)


def test_english_pages_say_nothing_in_chinese(chromium: Browser, explored: str) -> None:
    with _window(chromium, explored, HAND) as (page, _):
        page.goto(explored + "/?lang=en")
        for name, address, _ in ADDRESSES:
            page.goto(explored + address)
            with _of(address):
                narrow(page)
                assert page.locator("html").get_attribute("lang") == "en"
                said = page.locator(_WORDS).all_inner_texts()
                if name in _OF_DOCUMENTS:
                    said = page.locator("header .menu a, main button, main .lead, footer p").all_inner_texts()
                chinese = [
                    each for each in said if re.search(r"[\u4e00-\u9fff\u3001\u3002\uff0c\uff1b]", each)
                ]
                assert chinese == []


def test_the_menu_opens_in_a_hand_without_a_script(chromium: Browser, explored: str) -> None:
    context = chromium.new_context(viewport={"width": HAND[0], "height": HAND[1]}, java_script_enabled=False)
    page = context.new_page()
    page.goto(explored + "/")
    entries = page.locator(".menu a")
    assert not entries.first.is_visible()
    page.click(".menu summary")
    boxes = [box for each in entries.all() if (box := each.bounding_box())]
    assert len(boxes) == sum(each.menu for each in PAGES) + 1, "the pages, and the documentation"
    assert all(box["x"] >= 0 and box["x"] + box["width"] <= HAND[0] and box["height"] >= 24 for box in boxes)
    follow(page, entries.get_by_text("质量"))
    assert page.url.endswith("/quality")
    assert page.locator(".menu a[aria-current]").text_content() == "质量"
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    assert entries.first.is_visible(), "at a desk it is open at all times"
    assert not page.locator(".menu summary").is_visible()
    context.close()


@contextmanager
def _of(address: str) -> Iterator[None]:
    """Say at which address a check failed."""
    try:
        yield
    except AssertionError as error:
        error.add_note(f"at {address}")
        raise
