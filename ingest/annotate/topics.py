"""What a provision is about: topics of the SKOS scheme whose labels stand in its words."""

from __future__ import annotations

from ingest.model import Document, ProvisionKind
from ontology.topics import match_all

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
    topical = [one for one in document.provisions if one.kind in _TOPICAL or one.listed_first]
    topics = match_all([provision.text for provision in topical])
    return tuple((one.path, found) for one, found in zip(topical, topics, strict=True) if found)
