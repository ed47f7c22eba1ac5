"""Which rules are about one subject, so that their provisions are worth comparing.

Any two rules share words; a rule on air and one on payments to small firms correspond in nothing. Two rules
are compared if the lower cites the upper by its title, or if they are alike in what their provisions are
about: the cosine of how often each topic is a provision's main one. Measured on 51 pairs of 15 rules on
three subjects (``docs/decisions/0004-links.md``): pairs on unlike subjects lie below 0.17, pairs whose lower
rule cites the upper above 0.58, neighbouring subjects between.
"""

from __future__ import annotations

from collections import Counter
from math import sqrt

from ingest.model import Annotation, ProvisionKind
from ingest.text import squeeze

ALIKE = 0.25
"""The least likeness of two rules on one subject."""

_COUNTED = frozenset({ProvisionKind.ARTICLE, ProvisionKind.TASK, ProvisionKind.ITEM})
_COUNTRY = "中华人民共和国"


def likeness(upper: Annotation, lower: Annotation) -> float:
    """How alike two rules are in their topics, from 0 to 1; 1 if one of them has none to go by."""
    above, below = _topics(upper), _topics(lower)
    if not above or not below:
        return 1.0
    shared = sum(count * below[topic] for topic, count in above.items())
    return shared / sqrt(sum(n * n for n in above.values()) * sum(n * n for n in below.values()))


def cites(lower: Annotation, upper: Annotation) -> bool:
    """Whether the lower rule names the upper one by its title."""
    title = _title(upper.document.metadata.title)
    return any(citation.title and _title(citation.title) == title for citation in lower.citations)


def comparable(upper: Annotation, lower: Annotation) -> bool:
    """Whether the two rules are on one subject."""
    return cites(lower, upper) or likeness(upper, lower) >= ALIKE


def _topics(annotation: Annotation) -> Counter[str]:
    kinds = {provision.path: provision.kind for provision in annotation.document.provisions}
    return Counter(topics[0] for path, topics in annotation.topics if kinds[path] in _COUNTED)


def _title(title: str) -> str:
    return squeeze(title).removeprefix(_COUNTRY)
