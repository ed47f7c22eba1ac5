"""对照表 and 缺口 in the browser: choose, filter, read, hand in, decide, undo; on a phone, without script, on paper."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from lawgraph.build import BuildReport
from lawgraph.reviews.reading import read_reviews
from lawgraph.serve import Settings, running

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("reviews") / "decided.sssom.tsv"


@pytest.fixture(scope="module")
def site(built_examples: BuildReport, file: Path) -> Iterator[str]:
    """The explorer over the invented family, with a desk."""
    with running(built_examples.generation.directory, settings=Settings(port=0, review=file)) as service:
        yield service.endpoint.removesuffix("/sparql")


def chosen(page: Page, lower: str) -> None:
    """Go from the list of pairs to the first one with this lower document."""
    follow(page, page.locator("table.cmp-pairs th[scope=row] a", has_text=lower).first)


def entered(page: Page) -> None:
    """Say who decides, where that is asked."""
    page.fill(".review-enter input[name=name]", "张三")
    follow(page, ".review-enter button.main")


def test_choose_filter_read_and_hand_in(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/compare")
    accessible(page)
    page.fill("form[role=search] input[name=q] >> nth=1", "示例省促进")
    follow(page, "main form[role=search] button")
    assert "q=" in page.url
    chosen(page, "示例省促进中小企业发展条例")
    accessible(page)
    rows = page.locator("table.cmp tbody tr")
    before = rows.count()
    follow(page, page.locator("a.choice", has_text="从严"))
    expect(rows).to_have_count(10)
    assert before > 9
    assert page.locator("a.choice[aria-current]").inner_text().startswith("从严")
    assert "十个工作日内" in rows.first.inner_text()
    assert rows.first.locator("mark").count() >= 2
    rows.first.locator("details summary").last.click()
    assert "用词" in page.locator(".cmp-evidence").first.inner_text()
    follow(page, "a.language")
    assert "stricter" in page.locator("table.cmp").inner_text()
    accessible(page)


def test_keys_downloads_and_paper(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/compare")
    chosen(page, "示例省促进中小企业发展条例")
    rows = page.locator("table.cmp tbody tr")
    for name in ("Word", "Excel"):
        with page.expect_download() as waited:
            page.locator(".cmp-tools a", has_text=name).click()
        assert Path(waited.value.path()).read_bytes().startswith(b"PK")
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    assert page.locator("table.cmp details:not([open])").count() == 0, "evidence is open on paper"
    page.emulate_media(media="print")
    assert not page.locator(".cmp-tools").is_visible()
    assert page.locator("table.cmp thead").is_visible()


def test_on_a_phone_a_tap_shows_what_stands_against_an_article(
    browse: Browse, explored_examples: str
) -> None:
    page = browse(explored_examples, "/compare", size=HAND)
    narrow(page)
    chosen(page, "示例省促进中小企业发展条例")
    narrow(page)
    accessible(page)
    row = page.locator("table.cmp tbody tr", has=page.locator("mark")).first
    assert not row.locator("td").first.is_visible()
    button = row.locator("button.cmp-fold")
    assert "条" in button.inner_text()
    button.click()
    assert button.get_attribute("aria-expanded") == "true"
    assert row.locator("td").first.is_visible()
    narrow(page)


def test_three_levels_without_script(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/compare", script=False)
    group = page.locator("form.cmp-group").first
    group.locator("input[type=checkbox]").nth(1).check()
    group.locator("input[type=checkbox]").nth(3).check()
    follow(page, group.locator("button"))
    assert page.locator("table.cmp thead th").count() == 3
    assert page.locator("h1").inner_text() == "3 份文件并列"
    follow(page, page.locator("a.choice", has_text="从严"))
    assert 0 < page.locator("table.cmp tbody tr").count() < 50
    small = browse(explored_examples, page.url.removeprefix(explored_examples), size=HAND)
    narrow(small)
    accessible(small)


def test_gaps_lead_to_the_nearest_text_and_to_a_counterpart(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/gaps")
    accessible(page)
    follow(page, page.locator("a.choice", has_text="重要"))
    follow(page, page.locator("th[scope=row] a", has_text="样例市").first)
    gaps = page.locator("article.gap")
    assert gaps.count() > 3
    accessible(page)
    assert "为什么是缺口" in gaps.first.inner_text()
    follow(page, gaps.first.locator("a", has_text="其实对应"))
    page.fill(".gap-offer input[type=search]", "第五条")
    follow(page, ".gap-offer button")
    expect(page.locator(".gap-offered li")).to_have_count(1)
    accessible(page)
    small = browse(explored_examples, page.url.removeprefix(explored_examples), size=HAND, script=False)
    narrow(small)


def test_decide_and_undo_on_the_rows_themselves(browse: Browse, site: str, file: Path) -> None:
    page = browse(site, "/compare", said=("Failed to load resource",))  # who decides is asked for by a 401
    chosen(page, "示例省促进中小企业发展条例")
    row = page.locator("table.cmp tbody tr[data-kind=link]").first
    row.focus()
    with page.expect_navigation():
        page.keyboard.press("a")
    entered(page)
    row = page.locator("table.cmp tbody tr[data-kind=link]").first
    expect(row.locator(".review-words")).to_contain_text("已确认对应")
    assert [each.decision.wanted for each in read_reviews([file]).rows] == [True]
    accessible(page)
    second = page.locator("table.cmp tbody tr[data-kind=link]").nth(1)
    second.focus()
    page.keyboard.press("r")
    expect(second.locator(".review-words")).to_contain_text("已否决对应")
    second.focus()
    page.keyboard.press("u")
    expect(second.locator(".review-words")).to_contain_text("尚未审核")
    gap = page.locator("table.cmp tbody tr[data-kind=gap]").first
    gap.focus()
    page.keyboard.press("n")
    expect(gap.locator(".review-words")).to_contain_text("已认定没有对应")
    assert len(read_reviews([file]).rows) == 2


def test_what_is_wrong_leads_on(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/compare?lower=eli/cn/text/0123456789abcdef", status=404)
    accessible(page)
    empty = browse(explored_examples, "/compare?q=%E6%B2%A1%E6%9C%89")
    follow(empty, empty.locator(".empty a"))
    assert empty.locator("table.cmp-pairs").count() > 1
