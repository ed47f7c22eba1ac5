"""A place in a text that may name a body, before overlapping places are settled."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class BodyKind(StrEnum):
    """What sort of body a mention names; decides how its full names are made."""

    GOVERNMENT = "government"
    CONGRESS = "congress"
    COURT = "court"
    PARTY = "party"
    DEPARTMENT = "department"
    ASSOCIATION = "association"
    GROUP = "group"
    COMMITTEE = "committee"


@dataclass(frozen=True, slots=True, order=True)
class Candidate:
    """``text[start:end]`` of a clean text, with ``head``: the range of a head it shares with its neighbours.

    In 西宁市、海东市人民政府 the first candidate is 西宁市 with the head 人民政府. ``stem`` is the function
    words of a department (工信 of 工信部门), ``elided`` that its ending stands with a later item of the list.
    """

    start: int
    end: int
    kind: BodyKind
    stem: str = ""
    elided: bool = False
    generic: bool = False
    head: tuple[int, int] | None = None


def settle(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Keep candidates that do not overlap, the longest first, in text order.

    >>> one, two = Candidate(0, 4, BodyKind.DEPARTMENT), Candidate(2, 4, BodyKind.DEPARTMENT)
    >>> settle([two, one]) == (one,)
    True
    """
    taken: set[int] = set()
    kept: list[Candidate] = []
    for candidate in sorted(
        candidates, key=lambda c: (c.start - c.end, c.start, c.kind, c.elided, c.generic)
    ):
        places = range(candidate.start, candidate.end)
        if candidate.end > candidate.start and taken.isdisjoint(places):
            taken.update(places)
            kept.append(candidate)
    return tuple(sorted(kept, key=lambda c: (c.start, c.end)))


def in_title(text: str, candidate: Candidate) -> bool:
    """Tell whether a candidate is a word of a title (《村民委员会组织法》) and not the author named in it."""
    opened = text.rfind("《", 0, candidate.start)
    if opened < 0 or "》" in text[opened : candidate.start]:
        return False
    return not text.startswith("关于", candidate.end)
