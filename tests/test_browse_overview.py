"""概览 in the browser: from all documents to one by facets and words, at a desk, in a hand, and without a script."""

from __future__ import annotations

import pytest

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser
CARDS = ".ladder .card"


def test_from_all_documents_to_one(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/")
    assert page.locator(".ladder section h2 .badge").all_inner_texts() == ["国家", "省级", "市级", "县级"]
    tops = {round(box["y"]) for each in page.locator(".ladder section").all() if (box := each.bounding_box())}
    assert len(tops) == 1, "the levels stand side by side"
    assert page.locator(CARDS).count() == 7
    accessible(page)

    page.click("summary:has-text('层级')")
    accessible(page)
    page.keyboard.press("Escape")
    assert not page.locator("details[open]").count()
    page.click("summary:has-text('地方')")
    follow(page, ".options a:has-text('示例市')")
    there = page.locator(CARDS).count()
    assert 0 < there < 7
    page.click("summary:has-text('地方')")
    follow(page, ".options a:has-text('样例市')")
    assert page.locator(CARDS).count() == there + 1, "one place or the other"
    follow(page, "a.language")
    assert page.locator("h1").inner_text() == "Overview"
    accessible(page)


def test_words_and_an_order_keep_what_was_chosen(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/?level=prefecture&level=county")
    assert page.locator(CARDS).count() == 4
    page.select_option("select[name=sort]", "old")
    page.wait_for_url("**sort=old*")
    assert page.locator(CARDS).count() == 4
    page.fill(".narrowing input[name=title]", "规定")
    page.keyboard.press("Enter")
    page.wait_for_url("**title=%*")
    assert page.locator(CARDS).count() == 1
    follow(page, ".chosen a:has-text('“规定”')")
    assert page.locator(CARDS).count() == 4
    follow(page, "text=全部取消")
    assert page.locator(CARDS).count() == 7


def test_in_a_hand_and_without_a_script(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/?level=county", size=HAND, script=False)
    assert page.locator(CARDS).count() == 1
    page.click("summary:has-text('层级')")
    follow(page, ".options a:has-text('省级')")
    assert page.locator(CARDS).count() == 3
    whole = browse(explored_examples, "/", size=HAND)
    narrow(whole)
    lefts = {
        round(box["x"]) for each in whole.locator(".ladder section").all() if (box := each.bounding_box())
    }
    assert len(lefts) == 1, "one column"
    accessible(whole)
    whole.click("summary:has-text('机关')")
    narrow(whole)


def test_nothing_found_leads_on(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/?title=不存在的词")
    assert "没有同时符合" in page.locator(".empty").inner_text()
    accessible(page)
    follow(page, ".empty a:has-text('或者看全部文件')")
    assert page.locator(CARDS).count() == 7
