"""What a rule is about and what it names, in a few words: what tells which rules are worth comparing.

Features hold no text and are small (some hundred bytes), so that those of all documents of a build can be held at
once, and written beside each. Everything in them is told by the one document: they stay the same whatever it is
built together with.

A rule is described by its sixty heaviest words (the vector space model of :mod:`ingest.link.terms`): a word weighs
the square root of how often it stands in the units that are compared, times how rare it is in Chinese
(:func:`ingest.language.unusualness`). Words that a fifth of all rules have (规定, 责令, 玩忽职守) tell none from
another and are left out: ``common_words.txt``, made by ``benchmarks/common_words.py``. So are the names of the
rule's territory.
What it came to beside topics and titles: ``docs/decisions/0004-links.md``.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from math import sqrt
from pathlib import Path

from ingest.language import unusualness
from ingest.link.units import units
from ingest.model import Annotation, Jurisdiction, Level
from ingest.text import squeeze
from ontology.divisions import ancestors, division

_MOST_WORDS = 60
_COUNTRY = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Features:
    """What tells which rules this one is compared with.

    ``names`` are what another rule can cite it by: its title without 中华人民共和国, and its number. ``based_on``
    and ``cited`` are such names of other rules, which it says it was made under, or names; of those in ``parts``
    it names an article or another part. ``words`` are what it is about, each with its weight in thousandths, the
    squares of which add up to one; the heaviest first. ``code`` and ``level`` are those of its territory.
    """

    names: tuple[str, ...]
    code: str | None
    level: Level | None
    based_on: tuple[str, ...]
    cited: tuple[str, ...]
    parts: tuple[str, ...]
    words: tuple[tuple[str, int], ...]


def features(annotation: Annotation) -> Features:
    """Return the features of a document."""
    metadata = annotation.document.metadata
    where = metadata.jurisdiction
    outside = [citation for citation in annotation.citations if not citation.internal]
    counts: Counter[str] = Counter()
    for unit in units(annotation):
        counts.update(unit.terms)
    for name in _names_of(where):
        counts.pop(name, None)
    return Features(
        names=_names([metadata.title, metadata.number]),
        code=where.code if where else None,
        level=where.level if where else None,
        based_on=_names(metadata.based_on),
        cited=_names(name for citation in outside for name in (citation.title, citation.number)),
        parts=_names(
            name for citation in outside if citation.article for name in (citation.title, citation.number)
        ),
        words=heaviest(counts),
    )


def heaviest(counts: Counter[str]) -> tuple[tuple[str, int], ...]:
    """Return the words that tell a text with these counts from others, with their weights in thousandths.

    >>> heaviest(Counter({"规定": 40, "责令": 9, "物业": 16, "业主": 9}))
    (('物业', 809), ('业主', 588))
    """
    weights = {word: sqrt(n) * unusualness(word) for word, n in counts.items() if word not in common_words()}
    kept = sorted(weights.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_WORDS]
    length = sqrt(sum(weight * weight for _, weight in kept))
    rounded = ((word, round(1000 * weight / length)) for word, weight in kept)
    return tuple((word, weight) for word, weight in rounded if weight)


def _names(found: Iterable[str | None]) -> tuple[str, ...]:
    """Return titles and numbers in the form in which they are compared, each once, sorted."""
    keys = (squeeze(name).strip("《》").removeprefix(_COUNTRY) for name in found if name)
    return tuple(sorted({key for key in keys if key}))


def _names_of(where: Jurisdiction | None) -> set[str]:
    """Return what the territory and those above it are called."""
    if where is None:
        return set()
    return {name for each in (division(where.code), *ancestors(where.code)) for name in each.names}


@cache
def common_words() -> frozenset[str]:
    """Return the words that tell no rule from another: those that a fifth of all rules have."""
    lines = Path(__file__).with_name("common_words.txt").read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if not line.startswith("#"))
