"""The page of amounts in the browser: narrowed, sorted, drawn, on a phone and without script."""

from __future__ import annotations

import pytest

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser


def test_amounts_are_narrowed_sorted_and_reached_from_the_plot(browse: Browse, explored: str) -> None:
    page = browse(explored, "/amounts")
    accessible(page)
    page.select_option("select[name=kind]", "money")
    page.fill("input[name=payer]", "财政")
    follow(page, "form.amounts-filter button")
    assert "payer=" in page.url
    assert page.locator("table.cards tbody tr").first.inner_text().startswith("8000万元")
    page.goto(f"{explored}/amounts?kind=money")
    follow(page, "table.cards thead a")
    assert page.locator("th[aria-sort=ascending]").inner_text().startswith("数额")
    first = page.locator("table.cards tbody th").first.inner_text()
    follow(page, "table.cards thead a")
    assert page.locator("th[aria-sort=descending]").count() == 1
    assert page.locator("table.cards tbody th").first.inner_text() != first
    mark = page.locator("svg a.mark").last
    target = str(mark.get_attribute("href")).rpartition("#")[2]
    mark.locator("circle").first.click(force=True)
    assert page.url.endswith(f"#{target}")
    assert page.locator(f"tr#{target}").is_visible()


def test_amounts_on_a_phone_without_script_and_in_english(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/amounts?kind=time&lang=en", size=HAND, script=False)
    assert page.locator("h1").inner_text() == "Amounts and time limits"
    assert page.locator("figure.plot svg").count() >= 1
    assert page.locator("table.cards tbody tr").count() > 3
    phone = browse(explored_examples, "/amounts", size=HAND)
    narrow(phone)
    accessible(phone)
