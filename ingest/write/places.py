"""Places in a source text as RDF: W3C Web Annotation selectors."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.text import SourceText, Span
from ingest.write.statements import About, Statements
from ontology.iri import place_iri, selector_iri, source_iri
from ontology.terms import LG, OA


def say_places(
    statements: Statements, about: About, source: SourceText, spans: Iterable[Span], predicate: str = LG.place
) -> None:
    """Say that ``about`` stands at ``spans`` of ``source``, each with its offsets and its very characters."""
    text = source_iri(source.sha256)
    for span in spans:
        place, selector = place_iri(text, *span), selector_iri(text, *span)
        about.iri(predicate, place)
        there = statements.about(place, OA.SpecificResource)
        there.iri(OA.hasSource, text)
        there.iri(OA.hasSelector, selector)
        chosen = statements.about(selector, OA.TextPositionSelector, OA.TextQuoteSelector)
        chosen.integer(OA.start, span.start)
        chosen.integer(OA.end, span.end)
        chosen.string(OA.exact, source.text[span.start : span.end])
