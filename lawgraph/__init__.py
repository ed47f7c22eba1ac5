"""lawgraph: a knowledge graph of Chinese legal and policy texts.

>>> import lawgraph
>>> g = lawgraph.open("build/graph")  # doctest: +SKIP
>>> g.query("cross-level-links", min_score=0.5)  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language

    from lawgraph.graph import LawGraph, connect, open

__version__ = "0.2.0"

SECONDS_PER_DOCUMENT = 300
"""How long a document may take unless the user says otherwise; 40,000 characters take about one second."""


def pipeline() -> Language:
    """Return a new spaCy pipeline that finds quantities, bodies, citations, norms and topics (``ingest.pipeline``).

    It is the one that documents are annotated with; change it as you like.

    >>> doc = pipeline()("省财政厅应当每年安排5000万元。")
    >>> [(span.text, span.label_) for group in ("bodies", "quantities") for span in doc.spans[group]]
    [('省财政厅', 'bearer'), ('5000万元', 'money')]
    """
    from ingest.pipeline import make_pipeline  # spaCy takes a second to import

    return make_pipeline()


def __getattr__(name: str) -> object:
    """Return the Python face when it is asked for; ``lawgraph query`` does without it, and starts sooner."""
    if name not in ("LawGraph", "connect", "open"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from lawgraph import graph

    found: object = getattr(graph, name)
    globals()[name] = found
    return found


__all__ = ["SECONDS_PER_DOCUMENT", "LawGraph", "__version__", "connect", "open", "pipeline"]
