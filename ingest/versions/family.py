"""Which documents are texts of one rule, and in which order they were made."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from ingest.status.header import Header


@dataclass(frozen=True, slots=True)
class Versions:
    """The texts of one work: those whose order is known, from the oldest on, and those whose order is not.

    ``unplaced`` have no day, a day of less precision that fits several places, or the day of another text, with which
    they stand there together.
    """

    work: str
    ordered: tuple[Header, ...]
    unplaced: tuple[Header, ...] = ()


def versions_of(headers: Iterable[Header]) -> tuple[Versions, ...]:
    """Return the works that have several texts, in the order of their IRIs.

    A text is placed by the day of its last amendment, or of its adoption (:attr:`Header.dated`); of texts with the
    same day, or with none, nothing says which is older, and none is placed. Texts of the same document are one.
    """
    works: defaultdict[str, dict[str, Header]] = defaultdict(dict)
    for header in headers:
        works[header.work].setdefault(header.document, header)
    return tuple(_placed(work, list(works[work].values())) for work in sorted(works) if len(works[work]) > 1)


def _placed(work: str, headers: list[Header]) -> Versions:
    ordered: list[Header] = []
    unplaced: list[Header] = []
    for header in sorted(headers, key=lambda each: (each.dated or "", each.document)):
        alone = header.dated and not any(
            _overlap(header.dated, other.dated) for other in headers if other is not header and other.dated
        )
        (ordered if alone else unplaced).append(header)
    return Versions(work, tuple(ordered), tuple(unplaced))


def _overlap(one: str, other: str) -> bool:
    """Whether two days, in the precision printed, may be the same: 2012 and 2012-03-17."""
    return one.startswith(other) or other.startswith(one)
