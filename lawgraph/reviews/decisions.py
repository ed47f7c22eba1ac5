"""Decisions of people on links, and which of them hold together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from pathlib import Path

from ingest.read import ReadError
from lawgraph.reviews.sssom import wrong

NO_DIFFERENCE = "none"
"""A decision that two provisions show no difference."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A provision that a decision is about: the IRIs of its text and of its work, as far as they are said, its path.

    Without a path it is no provision: what nothing in that document corresponds to. ``quote`` are words of it and
    ``digest`` the first sixteen digits of the SHA-256 of all of them (:func:`ontology.iri.text_digest`), both as
    they were when the decision was made, or nothing.
    """

    document: str
    work: str
    path: str
    quote: str = ""
    digest: str = ""

    def within(self, outer: Place) -> bool:
        """Tell whether it lies in ``outer`` or is it; all lies in what has no path."""
        inside = not outer.path or f"{self.path}/".startswith(f"{outer.path}/")
        return self.document == outer.document and inside


@dataclass(frozen=True, slots=True, order=True)
class Decision:
    """What somebody decided on two provisions; nothing in it says in which file it stands.

    ``strength``, ``difference`` (``none``: there is none) and ``difference_for`` are empty where nothing was said.
    """

    lower: Place
    upper: Place
    wanted: bool
    date: str
    author: str
    strength: str = ""
    difference: str = ""
    difference_for: str = ""

    @property
    def none(self) -> bool:
        """Whether it says that a provision has no counterpart."""
        return not (self.lower.path and self.upper.path)

    @property
    def who(self) -> str:
        """Who decided, and when."""
        return f"{self.author} {self.date}"

    @property
    def about(self) -> tuple[str, ...]:
        """The two provisions that it is about."""
        return self.lower.document, self.lower.path, self.upper.document, self.upper.path

    def within(self, outer: Decision) -> bool:
        """Tell whether both of its provisions lie in those of ``outer``."""
        return self.lower.within(outer.lower) and self.upper.within(outer.upper)

    def against(self, other: Decision) -> bool:
        """Tell whether not both can hold.

        Of the same two provisions one says that they correspond and the other not, or each gives them another
        strength or difference; or one says that a provision has no counterpart, which the other gives it.
        """
        if self.none != other.none:
            none, link = (self, other) if self.none else (other, self)
            return link.wanted and link.within(none)
        if self.about != other.about:
            return False
        facets = (
            (self.strength, other.strength),
            (self.difference, other.difference),
            (self.difference_for, other.difference_for),
        )
        return self.wanted != other.wanted or any(a and b and a != b for a, b in facets)


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A decision, where it stands, and the comment beside it, which changes nothing."""

    decision: Decision
    path: Path
    line: int
    comment: str = ""

    def wrong(self, chinese: str, problem: str, remedy: str) -> ReadError:
        """Return an error of this line."""
        return wrong(self.path, self.line, chinese, problem, remedy)

    def opposed(self, other: Reviewed) -> ReadError:
        """Return the error that another line says the opposite."""
        there = f"{other.path.name}:{other.line}"
        return self.wrong(
            f"与 {there} 的决定相反，两条都不采用，请留下其一",
            f"The decision is opposite to that of {there}, and neither is used",
            "keep one of them",
        )


def opposites(decisions: Sequence[Decision]) -> dict[int, int]:
    """Return for each decision that another one is against the place of that other one.

    Decisions are compared with those on the same provision alone, so that many are soon compared.
    """
    found: dict[int, int] = {}
    for at, other in _met(decisions):
        if decisions[at].against(decisions[other]):
            found.setdefault(at, other)
            found.setdefault(other, at)
    return found


def _met(decisions: Sequence[Decision]) -> Iterator[tuple[int, int]]:
    """Yield the decisions that can be against each other, two by two."""
    same: dict[tuple[str, ...], list[int]] = {}
    of_pair: dict[tuple[str, str], tuple[list[int], list[int]]] = {}
    for at, each in enumerate(decisions):
        same.setdefault(each.about, []).append(at)
        of_pair.setdefault((each.lower.document, each.upper.document), ([], []))[each.none].append(at)
    for those in same.values():
        yield from combinations(those, 2)
    for links, nothing in of_pair.values():
        yield from product(nothing, links)


def merged(decisions: Sequence[Decision]) -> tuple[Decision, ...]:
    """Return one decision for each two provisions, of several that agree: all that they say, and who was the last."""
    same: dict[tuple[str, ...], Decision] = {}
    for each in sorted(decisions, key=lambda decision: (decision.date, decision.author, decision)):
        before = same.get(each.about)
        same[each.about] = each if before is None else _later(before, each)
    return tuple(sorted(same.values()))


def _later(before: Decision, after: Decision) -> Decision:
    return replace(
        after,
        strength=after.strength or before.strength,
        difference=after.difference or before.difference,
        difference_for=after.difference_for or before.difference_for,
    )
