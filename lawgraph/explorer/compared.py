"""Which documents were compared with which, with how many links and gaps, as a file that a build writes.

To count asks for every link of a graph. So a build does it, beside the catalogue of documents
(:mod:`lawgraph.explorer.catalogue`), and a graph of an earlier program is counted when it is first asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from lawgraph.explorer.kept import Kept, same
from ontology.iri import BASE
from queries.engine import EmbeddedEngine, Engine

RANKS = ("national", "province", "prefecture", "county", "township")
"""The levels by their codes, highest first."""


@dataclass(frozen=True, slots=True)
class Name:
    """A document: its IRI, its title, its level, territory and days (``""`` where the graph does not say), its work.

    ``date`` is its day, ``amended`` that of its last amendment: they tell it from other texts of the same title.
    """

    iri: str
    title: str
    level: str
    place: str
    work: str
    date: str = ""
    amended: str = ""

    @property
    def path(self) -> str:
        """The part of its IRI below the base, as addresses have it."""
        return self.iri.removeprefix(f"{BASE}/")

    @property
    def rank(self) -> tuple[int, str, str]:
        """By what documents are sorted: highest level first, then by title."""
        return (
            RANKS.index(self.level) if self.level in RANKS else len(RANKS),
            self.title,
            self.date + self.iri,
        )


@dataclass(frozen=True, slots=True)
class GapCount:
    """Gaps of a pair that are alike: the side that has the provision, the state, the severity, and how many."""

    side: str
    state: str
    severity: str
    many: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two documents that were compared: links by sureness and by difference, what people decided, gaps."""

    lower: Name
    upper: Name
    links: int = 0
    certain: int = 0
    likely: int = 0
    unsure: int = 0
    reviewed: int = 0
    stricter: int = 0
    looser: int = 0
    conflicting: int = 0
    gaps: tuple[GapCount, ...] = ()

    def lacking(self, side: str = "", state: str = "", severity: str = "") -> int:
        """Return how many gaps are of a side, a state and a severity; all where one is not said."""
        return sum(
            each.many
            for each in self.gaps
            if side in ("", each.side) and state in ("", each.state) and severity in ("", each.severity)
        )


@dataclass(frozen=True)
class Compared:
    """All pairs of a graph, by the upper document, then by the lower one."""

    pairs: tuple[Pair, ...]

    @cached_property
    def by_documents(self) -> Mapping[tuple[str, str], Pair]:
        """The pairs by the IRIs of the lower and the upper document."""
        return {(pair.lower.iri, pair.upper.iri): pair for pair in self.pairs}

    def of(self, lower: str, upper: str) -> Pair | None:
        """Return the pair of a lower and an upper document, nothing where they were not compared so."""
        return self.by_documents.get((lower, upper))


def _counted(engine: Engine) -> Compared:
    from lawgraph.explorer.pairing import pairs  # it builds what this module holds

    return Compared(pairs(engine))


_kept = Kept("compared", Compared, _counted, same)
NAME = _kept.file
"""The file's name in the folder of a generation."""


def write_compared(store: Path, folder: Path) -> None:
    """Count the pairs of a store, and write the file into a folder."""
    _kept.write(EmbeddedEngine.open(store), folder)


def compared(engine: Engine, store: Path) -> Compared:
    """Return the pairs of the graph whose store is at ``store``; ``engine`` asks it where it has no file."""
    return _kept.of(engine, store)
