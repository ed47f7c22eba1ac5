"""What the classes of :mod:`ontology.terms` list: the terms of one, and those of all.

With :mod:`ontology.standards`, every IRI in the graph and the queries is ours, listed, or wrong
(``tests/test_vocabulary.py``).
"""

from __future__ import annotations

from typing import Final

from ontology.terms import VOCABULARIES


def terms(vocabulary: type[object]) -> dict[str, str]:
    """Return the terms of one class of :mod:`ontology.terms` with their IRIs.

    >>> from ontology.terms import VANN
    >>> terms(VANN)["preferredNamespacePrefix"]
    'http://purl.org/vocab/vann/preferredNamespacePrefix'
    """
    return {
        name: iri
        for name, iri in vars(vocabulary).items()
        if isinstance(iri, str) and not name.startswith("_") and name != "NAMESPACE"
    }


KNOWN_IRIS: Final = frozenset(iri for vocabulary in VOCABULARIES for iri in terms(vocabulary).values())
"""Every term of every vocabulary."""
