"""Finding the facts of a document: a module for each kind, called by the components of ``ingest.pipeline``.

Each reads the repaired characters of every provision's own words, and gives facts with their source spans.
"""

from __future__ import annotations

from ingest.annotate.citations import annotate_citations
from ingest.annotate.departments import annotate_mentions
from ingest.annotate.norms import annotate_norms
from ingest.annotate.quantities import annotate_quantities
from ingest.annotate.topics import annotate_topics

__all__ = [
    "annotate_citations",
    "annotate_mentions",
    "annotate_norms",
    "annotate_quantities",
    "annotate_topics",
]
