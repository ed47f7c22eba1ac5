"""Reviewing in the browser: by keys, with a mouse, without script, and two people at once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from lawgraph.build import BuildReport
from lawgraph.reviews.reading import read_reviews
from lawgraph.serve import Settings, running

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.tsv"


@pytest.fixture
def site(built: BuildReport, file: Path) -> Iterator[str]:
    with running(built.generation.directory, settings=Settings(port=0, review=file)) as service:
        yield service.endpoint.removesuffix("/sparql")


def wanted(file: Path) -> list[bool]:
    """Return of each decision in the file whether the link is wanted."""
    return [row.decision.wanted for row in read_reviews([file]).rows]


def test_keys_confirm_reject_and_undo(browse: Browse, site: str, file: Path) -> None:
    page = browse(site, "/review", said=("Failed to load resource",))  # who decides is asked for by a 401
    accessible(page)
    page.click(".queue-progress summary")
    page.fill(".queue-progress input[name=name]", "张三")
    page.fill(".queue-progress input[name=identifier]", "0000-0002-1825-0097")
    follow(page, ".queue-progress button")
    assert "您是 张三" in page.locator(".queue-progress").inner_text()
    page.locator("body").press("j")
    rows = page.locator("[data-review]")
    rows.nth(0).press("a")
    expect(rows.nth(0).locator(".review-words")).to_contain_text("已确认对应 · 张三")
    expect(page.locator("#said")).to_have_text("已确认对应")
    expect(rows.nth(1)).to_be_focused()  # the next one is at hand
    page.keyboard.press("r")
    expect(rows.nth(2)).to_be_focused()
    assert wanted(file) == [True, False]
    expect(page.locator(".queue-progress [data-decided]")).to_have_text("2")  # without loading it anew
    page.keyboard.press("u")  # the focus is on the next row, which is open: what was decided last is undone
    expect(page.locator("[data-state=rejected]")).to_have_count(0)
    expect(rows.nth(1)).to_be_focused()
    expect(page.locator(".queue-progress [data-decided]")).to_have_text("1")
    assert wanted(file) == [True]
    rows.nth(1).press("r")
    expect(rows.nth(2)).to_be_focused()
    assert wanted(file) == [True, False]
    rows.nth(1).press("u")
    expect(page.locator("[data-state=rejected]")).to_have_count(0)
    assert wanted(file) == [True]


def test_a_row_can_be_read_while_its_decision_is_taken_down(browse: Browse, site: str) -> None:
    page = browse(site, "/review")
    page.route("**/review/**", lambda route: None)  # the service never says so
    page.locator("[data-review]").first.press("a")
    page.locator("[data-review][aria-busy=true]").wait_for()
    accessible(page)


def test_no_counterpart_remarks_and_the_list_of_decisions(browse: Browse, site: str, file: Path) -> None:
    page = browse(site, "/review?lang=en")
    page.click(".queue-progress summary")
    page.fill(".queue-progress input[name=name]", "张三")
    follow(page, ".queue-progress button")
    rows = page.locator("[data-review]")
    rows.nth(0).press("a")
    expect(rows.nth(1)).to_be_focused()
    rows.nth(2).press("n")
    expect(rows.nth(2).locator(".review-state")).to_have_attribute("data-state", "none")
    rows.nth(2).locator(".review-more summary").click()
    rows.nth(2).locator("input[name=remark]").press_sequentially("narua")  # letters in a field decide nothing
    rows.nth(2).locator("button[value=remark]").click()
    expect(page.locator("#said")).to_have_text("The remark is kept")
    accessible(page)
    page.reload()
    assert page.locator("#decisions tbody tr").count() == 3
    assert len(wanted(file)) == 2
    follow(page, page.locator("#decisions tr", has_text="Link confirmed").get_by_role("button"))
    assert "Link confirmed" not in page.locator("#decisions").inner_text()
    assert len(wanted(file)) == 1
    accessible(page)


def test_two_people_at_once_and_no_script(browse: Browse, site: str, file: Path) -> None:
    first = browse(site, "/review", said=("Failed to load resource",))
    second = browse(site, "/review", size=HAND, script=False, said=("Failed to load resource",))
    narrow(second)
    with first.expect_navigation():
        first.locator("[data-review]").nth(0).press("a")  # who decides is asked, and the decision goes on
    accessible(first)
    first.fill("input[name=name]", "张三")
    follow(first, ".review-enter button.main")
    assert wanted(file) == [True]
    follow(second, second.locator("[data-review]").nth(0).locator("button[value=reject]"))
    second.fill("input[name=name]", "李四")
    follow(second, ".review-enter button.main")
    assert "张三" in second.locator("dl.facts").inner_text()  # the conflict: who decided what
    narrow(second)
    assert wanted(file) == [True]
    follow(second, second.get_by_role("button", name="仍按我的意见"))
    assert wanted(file) == [False]
    assert "有分歧" in second.locator("#decisions").inner_text()
    narrow(second)
