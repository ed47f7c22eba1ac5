"""The reading page in the browser: facts and their kinds, keys, the margin, a phone, paper, and without a script."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser
OPINION = "/page/eli/cn/text/c8dafa78051482a4"
REGULATION = "/page/eli/cn/text/8fb97fd50b203320"


def _seen(page: Page, selector: str) -> bool:
    """Whether an element is in the window."""
    box = page.locator(selector).bounding_box()
    window = page.viewport_size
    return box is not None and window is not None and 0 <= box["y"] < window["height"]


def test_a_fact_is_shown_where_it_stands_and_its_kind_switched_off(browse: Browse, explored: str) -> None:
    page = browse(explored, f"{OPINION}/annex-2/task-20")
    assert _seen(page, "[id='at-annex-2/task-20']")
    accessible(page)
    money = page.locator("#text .f.k-money", has_text="最高不超过50万元").last
    money.click()
    panel = page.locator("#fact")
    expect(panel).to_be_visible()
    assert "不超过50万元" in panel.inner_text()
    assert "quantity-money" in panel.inner_text()
    assert "第 9104–9113 字" in panel.inner_text()
    assert page.url.endswith("?fact=annex-2/task-20/quantity-9104-9113#here")
    panel.get_by_text("三元组").click()
    assert "schema:maxValue" in panel.inner_text()
    accessible(page)
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert "fact=" not in page.url
    before = page.locator("#text").inner_text()
    page.locator("input[value=money]").uncheck()
    expect(page.locator("#text .f.k-money")).to_have_count(0)
    assert page.locator("#text").inner_text() == before
    assert "kind=none" in page.url
    page.reload()
    assert page.locator("#text .f.k-money").count() == 0
    assert not page.locator("input[value=money]").is_checked()


_MARKS = """elements => elements.map(each => [
    each.className, decodeURIComponent(each.getAttribute("href")?.split("fact=")[1] ?? ""), each.title, each.tabIndex,
])"""


def test_script_and_server_mark_alike(browse: Browse, explored: str) -> None:
    page = browse(explored, OPINION)
    for kind in ("obligation", "body", "citation"):
        page.locator(f"input[value={kind}]").uncheck()
    by_script = page.eval_on_selector_all("#text .f[data-f]", _MARKS)
    page.reload()
    by_server = page.eval_on_selector_all("#text .f[data-f]", _MARKS)
    assert len(by_script) > 500
    assert [[set(row[0].split()), *row[1:]] for row in by_script] == [
        [set(row[0].split()), *row[1:]] for row in by_server
    ]


def test_keys_go_from_provision_to_provision(browse: Browse, explored: str) -> None:
    page = browse(explored, f"{REGULATION}/art-7")
    expect(page.locator(".rd-keys")).to_be_visible()
    current = page.locator(".rd-contents [aria-current]")
    expect(current).to_have_text("第七条")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("k")
    assert page.evaluate("document.activeElement.dataset.row") == f"{REGULATION}/art-8"
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{REGULATION}/art-8")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.locator(".rd-card button").first.click()
    expect(page.locator(".rd-card button").first).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"https://w3id.org/lawgraph{REGULATION.removeprefix('/page')}/art-8"
    page.evaluate("scrollTo(0, document.body.scrollHeight)")
    expect(current).to_have_text(re.compile("第(二十|三十)"))
    with page.expect_download() as file:
        page.get_by_role("link", name="JSON-LD").click()
    assert file.value.suggested_filename.endswith("art-8.jsonld")
    page.get_by_text("怎样引用").click()
    assert "《海西蒙古族藏族自治州促进中小微企业发展条例》第8条。" in page.locator(".rd-card").inner_text()


def test_a_link_in_the_margin_leads_to_its_counterpart_on_a_phone_with_a_tap(
    browse: Browse, explored: str
) -> None:
    page = browse(explored, f"{REGULATION}/art-16", size=HAND)
    narrow(page)
    row = page.locator(".row-chosen")
    link = row.locator(".rd-margin a[href*='annex-2']").first
    expect(link).to_be_hidden()
    row.locator(".rd-margin summary").click()
    expect(link).to_be_visible()
    assert re.search(r"(确定|很可能|待核)\s*\d\.\d\d", row.locator(".rd-margin").inner_text())
    accessible(page)
    target = link.get_attribute("href")
    link.click()
    page.wait_for_url(f"**{target}")
    narrow(page)
    page.locator("#text .row-chosen .f[href]").first.click()
    expect(page.locator("#fact")).to_be_visible()
    narrow(page)


def test_all_works_without_a_script(browse: Browse, explored: str) -> None:
    page = browse(explored, f"{REGULATION}/art-20", script=False)
    assert _seen(page, "[id='at-art-20']")
    expect(page.locator(".rd-margin .rd-dir").first).to_be_visible()
    page.locator("input[value=body]").uncheck()
    follow(page, page.get_by_role("button", name="应用"))
    assert page.locator("#text .f.k-body").count() == 0
    assert page.locator("#text .f.k-obligation").count() > 0
    follow(page, "#text .row-chosen .f[href]")
    expect(page.locator("#fact")).to_be_visible()
    assert page.locator("#text .f.k-body").count() == 0
    follow(page, ".rd-close")
    expect(page.locator("#fact")).to_have_count(0)
    follow(page, page.get_by_role("link", name="后一条"))
    assert page.url.endswith("/art-21")


def test_paper_has_the_text_with_its_notes(browse: Browse, explored: str) -> None:
    page = browse(explored, f"{REGULATION}?lang=en")
    accessible(page)
    page.emulate_media(media="print")
    expect(page.locator(".rd-side")).to_be_hidden()
    expect(page.locator(".rd-margin .rd-dir").first).to_be_visible()
    expect(page.locator(".rd-words").first).to_be_visible()
