"""What a provision is about: topics of the SKOS scheme whose labels stand in its words."""

from __future__ import annotations

from ingest.model import Document, ProvisionKind
from ontology.topics import match

_TOPICAL = frozenset(
    {
        ProvisionKind.ARTICLE,
        ProvisionKind.SECTION,
        ProvisionKind.ITEM,
        ProvisionKind.TASK,
        ProvisionKind.PARAGRAPH,
    }
)


def annotate_topics(document: Document) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return ``(path, topics)`` of each article, section, paragraph, task and part of a list that has any.

    A 目 below a 项 has those of the 项.

    The main topic stands first. Topics are identifiers of ``ontology/schemes/topics.ttl``.
    """
    found = []
    for provision in document.provisions:
        topical = provision.kind in _TOPICAL or provision.listed_first
        if topical and (topics := match(provision.text)):
            found.append((provision.path, topics))
    return tuple(found)
