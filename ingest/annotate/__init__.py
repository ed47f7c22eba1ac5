"""Facts of a document: quantities, bodies, citations, norms, topics.

Each kind has its own module, reads the repaired characters of every provision's own words, and gives facts
with their source spans. The order here is the order in which they build on one another.
"""

from __future__ import annotations

from ingest.annotate.citations import annotate_citations
from ingest.annotate.departments import annotate_mentions
from ingest.annotate.norms import annotate_norms
from ingest.annotate.quantities import annotate_quantities
from ingest.annotate.topics import annotate_topics
from ingest.model import Annotation, Document

__all__ = ["annotate"]


def annotate(document: Document) -> Annotation:
    """Find all facts in ``document``; never raises on any text."""
    quantities = annotate_quantities(document)
    mentions = annotate_mentions(document)
    return Annotation(
        document=document,
        quantities=quantities,
        mentions=mentions,
        citations=annotate_citations(document),
        norms=annotate_norms(document, mentions, quantities),
        topics=annotate_topics(document),
    )
