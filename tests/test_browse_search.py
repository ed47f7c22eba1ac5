"""检索 in the browser: a synonym, narrowed to a provision and read; nothing found; at a desk, in a hand, no script."""

from __future__ import annotations

import pytest

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser
HITS = ".hits .hit"


def test_a_synonym_is_found_and_followed_to_its_provision(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/")
    page.fill(".quick input", "补贴")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    assert "补助" in page.locator(".also").inner_text()
    every = page.locator(HITS).count()
    assert {"补贴", "补助"} <= set(page.locator(f"{HITS} mark").all_inner_texts())
    accessible(page)

    follow(page, page.locator("text=只找原词").last)
    assert "exact=yes" in page.url
    assert set(page.locator(f"{HITS} mark").all_inner_texts()) == {"补贴"}
    assert page.locator(HITS).count() < every
    follow(page, ".also a")
    assert page.locator(HITS).count() == every, "and back"

    follow(page, ".choice:has-text('省级')")
    assert "level=province" in page.url
    few = page.locator(HITS).count()
    assert 0 < few < every
    follow(page, ".choice:has-text('义务')")
    assert "fact=obligation" in page.url
    assert 0 < page.locator(HITS).count() <= few
    accessible(page)
    label = page.locator(f"{HITS} h2").first.inner_text()
    follow(page, f"{HITS} h2 a")
    assert "/page/eli/" in page.url
    assert label.partition("》")[2] in page.locator("main").inner_text()


def test_in_a_hand_and_without_a_script(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/search?q=企业", size=HAND)
    narrow(page)
    first = page.locator(HITS).first.bounding_box()
    assert first
    assert first["y"] < 844, "the hits come first"
    page.click(".choices summary")
    narrow(page)
    accessible(page)
    plain = browse(explored_examples, "/search", size=HAND, script=False)
    plain.fill("#words", "补贴")
    plain.check("input[name=exact]")
    follow(plain, ".box button")
    assert plain.locator(HITS).count()
    follow(plain, ".choice:has-text('省级')")
    assert "exact=yes" in plain.url
    assert plain.locator("input[name=exact]").is_checked()


def test_nothing_found_leads_on_in_both_languages(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/search?q=中小企业信用贴息贷款办法")
    assert "没有找到" in page.locator(".empty").inner_text()
    accessible(page)
    follow(page, "a.language")
    assert "was not found" in page.locator(".empty").inner_text()
    follow(page, ".empty p:nth-of-type(2) a")
    assert page.locator(HITS).count()
    empty = browse(explored_examples, "/search")
    accessible(empty)
    follow(empty, "dl.facts dt a")
    assert empty.locator("#words").input_value() == "融资担保"
