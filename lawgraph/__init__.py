"""lawgraph: a knowledge graph of Chinese legal and policy texts.

>>> import lawgraph
>>> g = lawgraph.open("build/graph")  # doctest: +SKIP
>>> g.query("cross-level-links", min_score=0.5)  # doctest: +SKIP
"""

from lawgraph.graph import LawGraph, open

__version__ = "0.1.0"

__all__ = ["LawGraph", "__version__", "open"]
