"""What people decided on two provisions, with what they wrote beside it, for those who ask why they are linked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ingest.model import Annotation
from ingest.resolve.identity import identify
from lawgraph.reviews.collect import Decided
from lawgraph.reviews.decisions import Decision, Reviewed
from lawgraph.reviews.places import placed
from lawgraph.reviews.reading import read_reviews

What = Literal["wanted", "rejected", "none"]


@dataclass(frozen=True, slots=True)
class Said:
    """A decision as it is told: what was decided, by whom, when (ISO 8601), and the comment, empty where none is.

    ``lower`` and ``upper`` are the paths that it is on; one is empty where a provision is said to have no counterpart.
    """

    what: What
    author: str
    date: str
    comment: str
    lower: str
    upper: str


def decided_on(upper: Annotation, lower: Annotation, places: Iterable[Path]) -> tuple[Said, ...]:
    """Return the decisions on two documents in files and folders, placed in their texts as they are now.

    Rows that are wrong, or that fit no provision, are left out: the commands that link say so.
    """
    decided = Decided(read_reviews(places))
    below, above = (identify(each.document) for each in (lower, upper))
    pair = str(above.document), str(below.document)
    decided.among({pair[0]: above.work, pair[1]: below.work}, [pair], more=False)
    rows = decided.pairs.get(pair, ())
    return tuple(_said(rows, upper, lower))


def _said(rows: Sequence[Reviewed], upper: Annotation, lower: Annotation) -> Iterator[Said]:
    _, troubles = placed(upper, lower, [row.decision for row in rows])
    wrong = {trouble.at for trouble in troubles}
    for at, row in enumerate(rows):
        held = () if at in wrong else placed(upper, lower, [row.decision])[0]
        for each in held:
            yield Said(_what(each), each.author, each.date, row.comment, each.lower.path, each.upper.path)


def _what(decision: Decision) -> What:
    if decision.none:
        return "none"
    return "wanted" if decision.wanted else "rejected"
