"""Pages of the documentation show what their commands and queries print."""

from __future__ import annotations

import pytest

from lawgraph.build import BuildReport

from .consoles import DOCS, PAGES, rewritten


@pytest.mark.parametrize("page", PAGES)
def test_prints_what_the_page_says(page: str, built_examples: BuildReport) -> None:
    text = (DOCS / page).read_text("utf-8")
    assert "```console" in text or "```sparql" in text, "a page of the list that shows nothing tells nothing"
    assert rewritten(text, built_examples.generation.directory) == text, "make docs"
