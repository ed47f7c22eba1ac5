"""审查, 状态, 变迁 in the browser: narrowed, decided on by key and button, undone, read on a phone."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lawgraph.build import BuildReport
from lawgraph.check.verdicts import read_verdicts
from lawgraph.serve import Settings, running

from .browsing import DESK, HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reviews")


@pytest.fixture(scope="module")
def site(built_examples: BuildReport, folder: Path) -> Iterator[str]:
    with running(built_examples.generation.directory, settings=Settings(port=0, review=folder)) as service:
        yield service.endpoint.removesuffix("/sparql")


def test_findings_are_narrowed_decided_on_and_undone(browse: Browse, site: str, folder: Path) -> None:
    page = browse(site, "/check", said=("Failed to load resource",))  # who decides is asked for by a 401
    follow(page, ".facet a:has-text('高')")
    many = page.locator(".chk").count()
    assert page.locator(".chk-high").count() == many > 1
    page.locator("body").press("j")
    rows = page.locator(".chk")
    expect(rows.nth(0)).to_be_focused()
    with page.expect_navigation():
        rows.nth(0).press("a")
    page.fill("input[name=name]", "张三")
    follow(page, ".review-enter button.main")
    expect(rows.nth(0).locator(".review-words")).to_contain_text("已确认 · 张三")
    rows.nth(1).locator("input[name=remark]").fill("上位规定另有授权")
    rows.nth(1).locator("button[value=dismiss]").click()
    expect(rows.nth(1)).to_have_attribute("data-decided", "dismissed")
    expect(rows.nth(1).locator(".chk-sides")).to_be_hidden()  # silent at once
    expect(rows.nth(1).locator(".review-remark")).to_contain_text("上位规定另有授权")
    expect(rows.nth(1).locator("input[name=remark]")).to_have_value("")
    expect(page.locator("#said")).to_have_text("已排除这处疑问")
    assert sorted(row.confirmed for row in read_verdicts([folder]).rows) == [False, True]
    accessible(page)
    page.reload()
    expect(rows).to_have_count(many - 1)
    follow(page, "a:has-text('已排除 1 处')")
    expect(rows).to_have_count(1)
    rows.nth(0).press("u")
    expect(rows.nth(0).locator(".review-words")).to_have_text("尚未审核")
    expect(rows.nth(0).locator(".chk-sides")).to_be_visible()
    assert [row.confirmed for row in read_verdicts([folder]).rows] == [True]


def test_a_finding_leads_to_its_text_and_back(browse: Browse, site: str) -> None:
    page = browse(site, "/check?kind=cites-renumbered")
    accessible(page)
    top = page.locator(".top").bounding_box()
    assert top is not None
    assert top["height"] < 60  # the menu fits in a line
    name = page.locator(".chk").first.get_attribute("id")
    follow(page, ".chk-head a.provision")
    link = page.locator(f".rd-asked a[href$='#{name}']").first
    expect(link).to_be_visible()
    accessible(page)
    follow(page, link)
    expect(page.locator(f"#{name}")).to_be_in_viewport()


def test_an_article_through_all_texts(browse: Browse, site: str) -> None:
    page = browse(site, "/versions")
    accessible(page)
    follow(page, "table.rows tbody a")
    accessible(page)
    follow(page, page.locator("tr:has(del) td:nth-child(2) a").first)
    follow(page, page.locator(".rd-steps").get_by_role("link", name="变迁"))
    assert page.locator("table.ver del, table.ver ins").count()
    assert page.locator("table.ver tbody time").count() == 2
    accessible(page)


def test_states_of_another_day(browse: Browse, site: str) -> None:
    page = browse(site, "/status")
    accessible(page)
    page.fill("input[name=on]", "2024-12-31")
    follow(page, ".sts-day button")
    assert page.locator(".badge.sts-expired").count() == 0
    follow(page, ".sts-states .sts-superseded")
    assert page.locator(".sts").count() == 1


@pytest.mark.parametrize("path", ["/check", "/status", "/versions"])
def test_pages_of_time_on_a_phone_in_english_without_script(browse: Browse, site: str, path: str) -> None:
    page = browse(site, f"{path}?lang=en", size=HAND, script=False)
    narrow(page)
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    narrow(page)
    assert page.locator("html").get_attribute("lang") == "en"
