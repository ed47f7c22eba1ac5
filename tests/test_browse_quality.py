"""The page of quality in the browser: from the whole to a document and to a kind of diagnostic."""

from __future__ import annotations

import pytest

from .browsing import HAND, Browse, accessible, follow, narrow

pytestmark = pytest.mark.browser


def test_from_the_whole_to_a_document_and_a_place(browse: Browse, explored: str) -> None:
    page = browse(explored, "/quality")
    accessible(page)
    follow(page, "text=把串到别栏的文字归回原处")
    assert "30" in page.locator(".note").first.inner_text()
    page.go_back()
    follow(page, "table.cards tbody th a")
    assert page.locator("h1").inner_text().startswith("质量：")
    accessible(page)
    assert page.locator("#diagnostics ~ table a.provision").count() >= 1


def test_quality_on_a_phone(browse: Browse, explored_examples: str) -> None:
    page = browse(explored_examples, "/quality?lang=en", size=HAND)
    narrow(page)
    accessible(page)
    follow(page, "table.cards tbody th a")
    narrow(page)
