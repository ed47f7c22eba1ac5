"""The exported page in a real browser, from a file, without any network.

The browser is the one named by ``LAWGRAPH_BROWSER``, else ``chromium``, ``chromium-browser`` or
``google-chrome`` on the path. Without one the tests fail and say how to get it: a page that nobody opened is
not tested. Leave them out with ``pytest -m "not browser"``.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from lawgraph.exports import export_to

pytestmark = pytest.mark.browser

INPUT = Path(__file__).parent / "data" / "two-levels.trig"
NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def browser_path() -> str:
    found = os.environ.get("LAWGRAPH_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if found is None:
        pytest.fail(
            "no browser: run 'sh tests/install_browser.sh', or set LAWGRAPH_BROWSER to Chromium's path"
        )
    return found


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=browser_path(), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return export_to(INPUT, "html", tmp_path_factory.mktemp("page") / "links.html")


@pytest.fixture
def page(browser: Browser, exported: Path) -> Iterator[Page]:
    """The page, opened offline; any request, message or error of the page fails the test at its end."""
    context = browser.new_context(offline=True, viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    trouble: list[str] = []
    opened.on("console", lambda message: trouble.append(message.text))
    opened.on("pageerror", lambda error: trouble.append(str(error)))
    address = exported.resolve().as_uri()
    opened.on(
        "request",
        lambda request: None if request.url.startswith((address, "data:")) else trouble.append(request.url),
    )
    opened.goto(address)
    opened.wait_for_selector("body[data-ready]")
    yield opened
    context.close()
    assert trouble == []


def test_draws_both_sides_in_chinese(page: Page) -> None:
    assert page.locator("h1").inner_text() == "跨层级规定对应图"
    assert page.locator("#lower .provision b").all_inner_texts() == ["第七条", "第十六条", "第二十条"]
    assert page.locator("#upper .provision b").all_inner_texts() == ["附件2第1项", "附件2第2项", "附件2第3项"]
    assert page.locator(".curve").count() == 2
    assert page.evaluate("document.fonts.check('15px LawgraphSans', '第七条')")


def test_chinese_characters_are_drawn_and_differ(page: Page) -> None:
    """Boxes for missing glyphs would all look alike and have one width of ink."""
    ink = page.evaluate(
        """() => ['一', '国', '：', '中'].map(char => {
            const canvas = document.createElement('canvas'); canvas.width = canvas.height = 40;
            const pen = canvas.getContext('2d'); pen.font = '30px LawgraphSans'; pen.fillText(char, 2, 32);
            return pen.getImageData(0, 0, 40, 40).data.filter((value, at) => at % 4 === 3 && value > 99).length;
        })"""
    )
    assert 0 < ink[0] < ink[1]
    assert ink[3] != ink[1]


def test_lines_meet_the_provisions_they_join(page: Page) -> None:
    ends = page.evaluate(
        """() => [...document.querySelectorAll('.curve')].map(curve => {
            const box = curve.getBoundingClientRect();
            const rect = side => document.querySelector(
                `#${side} [data-id="${curve.link[side]}"]`).getBoundingClientRect();
            const inside = r => box.bottom + 6 >= r.top && box.top - 6 <= r.bottom;
            return inside(rect('lower')) && inside(rect('upper'));
        })"""
    )
    assert ends == [True, True]


def test_click_shows_both_texts_with_the_evidence_marked(page: Page, tmp_path: Path) -> None:
    page.locator("#lower .provision").first.click()
    detail = page.locator("#detail")
    assert "从2012年起省财政每年安排8000万元" in detail.inner_text()
    assert detail.locator("mark").all_inner_texts() == ["应当设立", "发展专项资金", "设立", "发展专项资金"]
    assert detail.locator(".chip.lead").all_inner_texts() == ["省财政厅"]
    assert len(page.screenshot(path=tmp_path / "chosen.png")) > 10_000


def test_keyboard_alone_is_enough(page: Page) -> None:
    page.locator(".curve").last.focus()
    page.keyboard.press("Enter")
    assert page.locator("#detail mark").count() > 0
    page.keyboard.press("Escape")
    assert page.locator("#detail mark").count() == 0


def test_filter_and_relation_leave_out(page: Page) -> None:
    page.fill("#filter", "省金融办")
    assert page.locator(".curve").count() == 1
    page.fill("#filter", "")
    page.locator("#relations input[value=stricter]").uncheck()
    assert page.locator("#lower .provision:not(.gap) b").all_inner_texts() == ["第七条"]


def test_gap_says_that_nothing_corresponds(page: Page) -> None:
    page.locator("#upper .provision.gap").click()
    assert page.locator("#detail h3").inner_text() == "附件2第3项 · 无对应 0.93 · 轻重: 重要"
    page.locator("#lower .provision.gap").click()
    page.locator("#language").click()
    assert page.locator("#detail h3").inner_text().endswith(" · doubtful 0.60 · Severity: low")


def test_a_link_says_how_sure_and_strong_it_is_and_how_the_two_differ(page: Page) -> None:
    page.locator("#lower .provision").first.click()
    detail = page.locator("#detail")
    assert detail.locator("h3").inner_text().endswith("· 概率 0.82 确定")
    assert detail.locator("p").all_inner_texts() == ["对应强度: 举措相同"]
    page.locator("#lower .provision").nth(1).click()
    assert detail.locator("h3").inner_text().endswith("· 概率 0.64 很可能")
    first, *only, _ = detail.locator("p").all_inner_texts()
    assert first.split() == ["对应强度:", "事项相同", "差异:", "从严", "·", "小额贷款公司"]
    assert [each.split(":")[0] for each in only] == ["仅上级有", "仅下级有"]
    assert detail.locator("mark.clause").count() > 0, "the sentences are marked"


def test_english_by_a_toggle_and_back(page: Page) -> None:
    page.click("#language")
    assert page.locator("h1").inner_text() == "Provisions linked across levels"
    assert page.evaluate("document.documentElement.lang") == "en"
    assert page.locator("#upper .provision b").first.inner_text() == "Annex 2, item 1"
    page.locator("#upper .provision.gap").click()
    assert "the nearest provision is no more alike" in page.locator("#detail").inner_text()
    page.click("#language")
    assert page.locator("h1").inner_text() == "跨层级规定对应图"


def test_buttons_and_lines_have_names(page: Page) -> None:
    names = page.evaluate(
        """() => [...document.querySelectorAll('button, .curve, input, select')].filter(e => !e.closest('[hidden]'))
            .map(e => (e.getAttribute('aria-label') || e.innerText || e.closest('label')?.innerText || '').trim())"""
    )
    assert all(names)
