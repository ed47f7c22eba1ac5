"""The page of a thing, and what goes wrong, in the browser."""

from __future__ import annotations

import pytest

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser


def test_the_page_of_a_body_in_both_languages(browse: Browse, explored: str) -> None:
    page = browse(explored, "/page/body/630000/finance")
    assert page.locator("h1").inner_text() == "青海省财政厅"
    accessible(page)
    follow(page, "a.language")
    assert page.locator("h2").first.inner_text().startswith("What is said of it")
    accessible(page)


def test_an_address_where_nothing_is_leads_on(browse: Browse, explored: str) -> None:
    page = browse(explored, "/page/eli/cn/nothing", status=404)
    assert "没有" in page.locator(".trouble").inner_text()
    accessible(page)
    wrong = browse(explored, "/page/body/630000/finance?offset=x", status=400, size=HAND)
    assert "offset" in wrong.locator(".trouble").inner_text()
    narrow(wrong)
