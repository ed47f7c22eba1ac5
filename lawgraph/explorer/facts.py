"""Where a fact is, as its IRI says: the IRIs of facts are made of their places (``docs/graph-model.md``)."""

from __future__ import annotations

import re
from dataclasses import dataclass

_FACT = re.compile(
    r"(?P<provision>(?P<document>(?>.+/eli/cn/text/[0-9a-f]{16}))(?:/.+)?)/(?P<kind>[a-z]+)-(?P<start>\d+)-\d+(?:-\d+)?"
)


@dataclass(frozen=True, slots=True)
class Place:
    """The document and the provision of a fact, its kind (``norm``), and the offset of its first character."""

    document: str
    provision: str
    kind: str
    start: int


def place_in(fact: str) -> Place:
    """Return the place of a fact; of another IRI, one that is nowhere.

    To read it saves pages with thousands of facts as many questions to the graph.

    >>> place_in("https://w3id.org/lawgraph/eli/cn/text/0123456789abcdef/art-7/para-1/norm-559-595-2").start
    559
    """
    found = _FACT.fullmatch(fact)
    if found is None:
        return Place("", "", "", 0)
    return Place(found["document"], found["provision"], found["kind"], int(found["start"]))
