"""The pages of bodies in the browser: found by name, read with its counterparts, on a phone and on paper."""

from __future__ import annotations

import pytest

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser


def test_a_body_is_found_and_leads_to_who_answers_below(browse: Browse, explored: str) -> None:
    page = browse(explored, "/bodies")
    accessible(page)
    page.fill("form.bodies-filter input[name=q]", "省经委")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    follow(page, "text=青海省经济委员会")
    assert page.locator("h1").inner_text() == "青海省经济委员会"
    assert "2012 年的文件仍有此名" in page.locator("#reforms + table").inner_text()
    accessible(page)
    page.select_option("select[name=role]", "lead")
    follow(page, "form.bar:not(.bodies-filter) button.main")
    assert "role=lead" in page.url
    duty = page.locator("article.duty").first
    assert "牵头" in duty.locator(".lines").inner_text()
    assert duty.locator(".counterpart").count() >= 1
    follow(page, duty.locator(".counterpart a[href*='/bodies/body/']").first)
    assert page.locator("h1").inner_text().startswith("海西蒙古族藏族自治州")
    page.emulate_media(media="print")
    assert not page.locator("nav.menu").is_visible()
    assert page.locator("article.duty").first.is_visible()


def test_bodies_on_a_phone_and_without_script(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/bodies?sort=lead", size=HAND)
    narrow(page)
    follow(page, "table.cards tbody th a")
    narrow(page)
    accessible(page)
    plain = browse(explored_examples, "/bodies?lang=en", size=HAND, script=False)
    follow(plain, "table.cards tbody th a")
    assert plain.locator("#duties").inner_text().startswith("Duties")
