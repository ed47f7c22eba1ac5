"""阅读: the page of a document or a provision: its text as it reads, with what is known of it.

``stored.py`` reads a document from its named graph; ``laying.py`` lays it out in rows with ``cutting.py`` and
``beside.py``; ``margins.py`` tells what is linked with it, ``about.py`` what it says of itself, ``facts.py`` what is
told of one fact, ``citing.py`` how it is cited, ``contents.py`` its table of contents; ``page.py`` is the page.
"""

from lawgraph.explorer.reading.page import PAGE

__all__ = ["PAGE"]
