"""Documents of a graph in Akoma Ntoso 3.0 (OASIS LegalDocML).

``reading.py`` asks the graph for what a document says of itself and for its facts; ``xml.py`` writes the elements.
"""

from lawgraph.akoma.reading import Paper, papers
from lawgraph.akoma.xml import document_xml

__all__ = ["Paper", "document_xml", "papers"]
