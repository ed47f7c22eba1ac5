"""lawgraph: a knowledge graph of Chinese legal and policy texts.

>>> import lawgraph
>>> g = lawgraph.open("build/graph")  # doctest: +SKIP
>>> g.query("cross-level-links", min_score=0.5)  # doctest: +SKIP
"""

from lawgraph.graph import LawGraph, open

__version__ = "0.1.0"

SECONDS_PER_DOCUMENT = 300
"""How long a document may take unless the user says otherwise; 40,000 characters take about one second."""

__all__ = ["SECONDS_PER_DOCUMENT", "LawGraph", "__version__", "open"]
