"""A place in a text that may name a body, before overlapping places are settled."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum

from ingest.gates import Gates

GATES = Gates()
"""The gates of the patterns that names are looked for by."""

_TITLE_BRACKET = re.compile("[《》]")


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
    words of a department (工信 of 工信部门), ``elided`` that its ending, ``shared``, stands with a later item of the
    list.
    ``rule`` is the rule of :mod:`ontology.rules` that found it.
    """

    start: int
    end: int
    kind: BodyKind
    stem: str = ""
    elided: bool = False
    generic: bool = False
    head: tuple[int, int] | None = None
    rule: str = field(compare=False, kw_only=True)
    shared: str = field(compare=False, kw_only=True, default="部门")


def settle(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Keep candidates that do not overlap, the longest first, in text order.

    >>> named = dict(kind=BodyKind.DEPARTMENT, rule="body-department")
    >>> one, two = Candidate(0, 4, **named), Candidate(2, 4, **named)
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


def without_title_words(text: str, candidates: Iterable[Candidate]) -> Iterator[Candidate]:
    """Leave out candidates that are words of a title (《村民委员会组织法》, 《国务院关于…的通知》)."""
    if "《" not in text:
        yield from candidates
        return
    brackets = [found.start() for found in _TITLE_BRACKET.finditer(text)]
    for candidate in candidates:
        last = bisect_left(brackets, candidate.start) - 1
        if last < 0 or text[brackets[last]] != "《":
            yield candidate
