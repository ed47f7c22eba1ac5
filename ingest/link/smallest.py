"""The smallest provisions that carry a link: the paragraph, item or subitem (款, 项, 目) in which its sentences stand.

Units are compared (:mod:`ingest.link.units`), and what links two of them may stand in one part of either: one of six
measures of a task, one item of a list. On each side these carry the link:

* the two sentences that show the difference, or the two most alike;
* every sentence that is alike to one of the other unit: by a quarter, or by two fifths of how alike those two are;
* the figures that are compared;
* where the lower rule cites the upper one, each such citation, and the provision that it names.

The smallest provision that holds all of them is the one, unless it has too few of the words that the two units share:
then the link rests on more than it, and the next larger one is asked, up to the unit. Sentences that are hardly alike
show no place at all. A paragraph that only leads into a list is no provision without it, and the only paragraph of an
article is the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np

from ingest.link.citing import around
from ingest.link.facets import Facets
from ingest.link.signals import Signals
from ingest.link.terms import Matrix
from ingest.link.units import Unit
from ingest.model import LISTED, Comparison, Provision, ProvisionKind
from ingest.text import Span

# How alike the two most alike sentences must be at least to tell a place
_LEAST = 0.1
# How alike a sentence that carries the link is to one of the other unit: so much, or this share of the two most alike
_ALIKE = 0.25
_SHARE = 0.4
# What of the words that both units share, by weight, must stand in a part that carries their link
_WORDS = 0.7

_Place = tuple[int, int]


def smallest(
    signals: Signals, row: int, column: int, said: Facets, comparison: Comparison | None
) -> tuple[str, str]:
    """Return the paths of the smallest provisions that carry the link of ``lower[row]`` to ``upper[column]``."""
    lower, upper = signals.lower[row], signals.upper[column]
    if not lower.parts and not upper.parts:
        return lower.path, upper.path
    alike = signals.alike(row, column)
    if alike.max() < _LEAST:
        return lower.path, upper.path
    quoted = [said.lower_spans], [said.upper_spans]
    if comparison is not None:
        quoted[0].append(comparison.lower.spans)
        quoted[1].append(comparison.upper.spans)
    named: list[str] = []
    for spans, path in _cited(signals, lower, upper):
        quoted[0].append(spans)
        named.append(path)
    shared = signals.shared_words(row, column)
    return (
        _smallest(lower, _carrying(lower, alike), quoted[0], (), shared),
        _smallest(upper, _carrying(upper, alike.T), quoted[1], named, shared),
    )


def _cited(signals: Signals, lower: Unit, upper: Unit) -> Iterator[tuple[tuple[Span, ...], str]]:
    """Yield where the lower unit cites the upper one, with the path of what it names there."""
    for citation in lower.citations:
        for path in signals.citing.parts(citation):
            if upper.path in around(path):
                yield citation.spans, path


def _carrying(unit: Unit, alike: Matrix) -> list[_Place]:
    """Return where the sentences of a unit stand that carry the link, ``alike`` being by its sentences."""
    best = alike.max(axis=1)
    carry = np.flatnonzero(best >= min(_ALIKE, _SHARE * best.max()))
    return [unit.clean.trimmed(*unit.sentences[at]) for at in carry.tolist()]


def _smallest(
    unit: Unit,
    carrying: list[_Place],
    quoted: Iterable[tuple[Span, ...]],
    named: Iterable[str],
    shared: dict[str, float],
) -> str:
    """Return the path of the smallest provision of a unit that holds all that carries its link."""
    places: list[_Place | None] = [*carrying, *map(unit.position, quoted)]
    by_path = {part.path: place for part, place in zip(unit.parts, unit.part_places, strict=True)}
    places += [by_path.get(path) for path in named]
    known = [place for place in places if place is not None]
    if len(known) < len(places):  # somewhere in the unit, nobody knows where
        return unit.path
    start, end = min(first for first, _ in known), max(last for _, last in known)
    whole = sum(shared.values())
    for at in reversed(range(len(unit.parts))):  # the inner ones stand after those around them
        place = unit.part_places[at]
        if place is None or not (place[0] <= start and end <= place[1]) or not _stands_alone(unit, at):
            continue
        words = unit.text[slice(*place)]
        if sum(weight for word, weight in shared.items() if word in words) >= _WORDS * whole:
            return unit.parts[at].path
    return unit.path


def _stands_alone(unit: Unit, at: int) -> bool:
    """Whether a part is a provision of its own: neither what leads into a list nor the only paragraph."""
    part = unit.parts[at]
    if part.kind is not ProvisionKind.PARAGRAPH:
        return True
    beside: list[Provision] = [each for each in unit.parts if each.parent == part.parent]
    after = beside[beside.index(part) + 1 :]
    return len(beside) > 1 and not (after and after[0].kind in LISTED)
