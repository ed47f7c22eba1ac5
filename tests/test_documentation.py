"""The pages of the vocabulary are what the Turtle says."""

from pathlib import Path

import pytest

from ontology.documentation import CAPTIONS, page
from ontology.known_terms import terms
from ontology.terms import LG

DOCS = Path(__file__).parent.parent / "docs"


@pytest.mark.parametrize("language", CAPTIONS)
def test_pages_are_current(language: str) -> None:
    """If not: ``python -m ontology.documentation docs``."""
    assert (DOCS / f"vocabulary.{language}.md").read_text("utf-8") == page(language)


@pytest.mark.parametrize("language", CAPTIONS)
def test_pages_have_every_term(language: str) -> None:
    text = page(language)
    assert [name for name in terms(LG) if f"### `lg:{name}` " not in text] == []


def test_languages_are_apart() -> None:
    """The English page says nothing in Chinese but examples and Chinese terms in definitions."""
    headings = [line for line in page("en").splitlines() if line.startswith("#")]
    assert all(line.isascii() for line in headings)


def test_another_language_is_refused() -> None:
    with pytest.raises(KeyError, match="fr"):
        page("fr")
