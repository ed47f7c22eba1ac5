"""Which decisions are on which of the documents at hand, and decisions as labels to learn from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from ingest.model import Annotation
from ingest.read import ReadError
from lawgraph.reviews.decisions import Decision, Place, Reviewed
from lawgraph.reviews.places import Trouble, placed, troubled
from lawgraph.reviews.reading import Reviews

Pair = tuple[str, str]
"""The IRIs of two documents: upper, lower."""


@dataclass(frozen=True, slots=True)
class Assigned:
    """Decisions by the pair of documents that they are on, and notes on those on documents that are not there.

    Of each pair the decisions are sorted and each is given once, with the first line where it stands: what is in
    them does not depend on files and the order of rows.
    """

    pairs: Mapping[Pair, tuple[Reviewed, ...]]
    notes: tuple[ReadError, ...]


def assign(rows: Sequence[Reviewed], works: Mapping[str, str]) -> Assigned:
    """Assign decisions to the documents of ``works``: the IRI of each text and of the work that it is a text of.

    A decision is on the text that it names, or on the only other text of its work.
    """
    texts: dict[str, list[str]] = {}
    for document, work in works.items():
        texts.setdefault(work, []).append(document)

    def there(place: Place) -> str | None:
        if place.document in works:
            return place.document
        others = texts.get(place.work, [])
        return others[0] if len(others) == 1 else None

    found: dict[Pair, dict[Decision, Reviewed]] = {}
    absent: list[Reviewed] = []
    for row in rows:
        lower, upper = there(row.decision.lower), there(row.decision.upper)
        if lower is None or upper is None or lower == upper:
            absent.append(row)
        else:
            found.setdefault((upper, lower), {}).setdefault(row.decision, row)
    pairs = {
        pair: tuple(those[decision] for decision in sorted(those)) for pair, those in sorted(found.items())
    }
    why = "所涉文件不在此次的文件中", "are on documents that are not among these"
    return Assigned(pairs, tuple(_notes(absent, *why)))


def _notes(rows: Sequence[Reviewed], chinese: str, english: str) -> Iterator[ReadError]:
    """Yield a note for each file of which rows are not used, with their lines and why."""
    by_place = sorted(rows, key=lambda row: (row.path, row.line))
    for _, those in groupby(by_place, key=lambda row: row.path):
        listed = list(those)
        lines = ranges(row.line for row in listed)
        yield listed[0].wrong(
            f"第 {lines} 行{chinese}，未采用；请核对 subject_id、object_id，或加入这些文件",
            f"Lines {lines} {english}, and are not used",
            "check subject_id and object_id, or add the documents",
        )


def ranges(lines: Iterable[int]) -> str:
    """Return numbers in few words.

    >>> ranges([3, 4, 5, 9])
    '3-5, 9'
    """
    found: list[list[int]] = []
    for line in lines:
        if found and line == found[-1][1] + 1:
            found[-1][1] = line
        else:
            found.append([line, line])
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in found)


class Decided:
    """The decisions of a build: on which pairs they are, how many of them were used, and what is wrong with others.

    ``failures`` are rows that are wrong or do not fit, ``notes`` those on documents or pairs that are not there.
    """

    def __init__(self, reviews: Reviews) -> None:
        self.rows = reviews.rows
        self.learned = reviews.learned
        self.failures = list(reviews.problems)
        self.notes: list[ReadError] = []
        self.used = 0
        self.pairs: Mapping[Pair, tuple[Reviewed, ...]] = {}

    def among(self, works: Mapping[str, str], chosen: Sequence[Pair], *, more: bool) -> list[Pair]:
        """Assign the decisions to the documents of ``works``, and return the pairs to compare.

        Those are the pairs that were chosen and, with ``more``, all others on which somebody has decided.
        """
        assigned = assign(self.rows, works)
        self.notes = list(assigned.notes)
        found = dict.fromkeys(chosen)
        for (upper, lower), rows in assigned.pairs.items():
            if (upper, lower) in found:
                continue
            if (lower, upper) in found:
                self.failures += [_reversed(row) for row in rows]
            elif more:
                found[upper, lower] = None
            else:
                self.notes += _notes(
                    rows, "所涉的两份文件此次没有比较", "are on two documents that were not compared"
                )
        self.pairs = {pair: rows for pair, rows in assigned.pairs.items() if pair in found}
        return list(found)

    def of(self, upper: str, lower: str) -> tuple[Decision, ...]:
        """Return the decisions on two documents."""
        return tuple(row.decision for row in self.pairs.get((upper, lower), ()))

    def tell(self, pair: Pair, troubles: Sequence[Trouble]) -> None:
        """Note that a pair was compared, and which decisions on it could not be used."""
        rows = self.pairs.get(pair, ())
        self.used += len(rows) - len(troubles)
        self.failures += troubled(rows, troubles)


def _reversed(row: Reviewed) -> ReadError:
    return row.wrong(
        "subject_id 应是下位条文，object_id 应是上位条文，这一行两者颠倒，请对调",
        "subject_id must be the lower provision and object_id the upper one",
        "exchange them",
    )


class Label(NamedTuple):
    """What a person said of two provisions: whether they are linked, and how strongly (empty: not said)."""

    lower: str
    upper: str
    wanted: bool
    strength: str


def decisions_as_labels(
    upper: Annotation, lower: Annotation, decisions: Sequence[Decision]
) -> Iterator[Label]:
    """Yield the decisions on the links of two documents as labels, in the order of their paths.

    Those of which the provisions are not found, and opposite ones, are none; so are decisions on gaps.
    """
    for each in placed(upper, lower, decisions)[0]:
        if not each.none:
            yield Label(each.lower.path, each.upper.path, each.wanted, each.strength)
