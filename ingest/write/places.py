"""Places in a source text as RDF: W3C Web Annotation selectors."""

from __future__ import annotations

from collections.abc import Iterable

from ingest.text import SourceText, Span
from ingest.write.statements import About, Statements, escaped
from ontology.iri import place_iri, selector_iri, source_iri
from ontology.terms import LG, OA, RDF, XSD

# Most statements of a graph say places: what is the same in each is written once.
_IS_PLACE = f"<{RDF.type}> <{OA.SpecificResource}>"
_IS_POSITION, _IS_QUOTE = (
    f"<{RDF.type}> <{OA.TextPositionSelector}>",
    f"<{RDF.type}> <{OA.TextQuoteSelector}>",
)
_SOURCE, _SELECTOR = f"<{OA.hasSource}>", f"<{OA.hasSelector}>"
_START, _END, _EXACT = f"<{OA.start}>", f"<{OA.end}>", f"<{OA.exact}>"
_NUMBER = f"^^<{XSD.integer}>"


def say_places(
    statements: Statements, about: About, source: SourceText, spans: Iterable[Span], predicate: str = LG.place
) -> None:
    """Say that ``about`` stands at ``spans`` of ``source``, each with its offsets and its very characters."""
    text = source_iri(source.sha256)
    end = statements.end
    for span in spans:
        about.iri(predicate, place_iri(text, *span))
        place, selector = f"<{place_iri(text, *span)}>", f"<{selector_iri(text, *span)}>"
        statements.add(
            f"{place} {_IS_PLACE}{end}",
            f"{place} {_SOURCE} <{text}>{end}",
            f"{place} {_SELECTOR} {selector}{end}",
            f"{selector} {_IS_POSITION}{end}",
            f"{selector} {_IS_QUOTE}{end}",
            f'{selector} {_START} "{span[0]}"{_NUMBER}{end}',
            f'{selector} {_END} "{span[1]}"{_NUMBER}{end}',
            f'{selector} {_EXACT} "{escaped(source.text[span[0] : span[1]])}"{end}',
        )
