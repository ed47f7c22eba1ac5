"""All documents of a graph with what is counted of each, as a file that a build writes beside the store.

The lists of the explorer begin here (:mod:`lawgraph.explorer.kept` says why, and what becomes of a graph without it).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lawgraph.explorer.kept import Kept, same
from ontology.states import State
from queries.engine import EmbeddedEngine, Engine

if TYPE_CHECKING:
    from lawgraph.explorer.page import Asked

UNKNOWN = ""
"""The code of what the graph does not say."""


@dataclass(frozen=True, slots=True)
class Named:
    """A code with its names in both languages; the code stands for a name that the graph does not say."""

    code: str
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Period:
    """What a text is from a day on to the day before another, as the graph says it; ``doubt`` in both languages."""

    state: State
    since: date | None = None
    until: date | None = None
    doubt: str = ""

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return (self.since is None or self.since <= day) and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class Sure:
    """How many links there are, by how sure they are (at least 0.8, at least 0.5, less)."""

    certain: int = 0
    likely: int = 0
    unsure: int = 0

    @property
    def all(self) -> int:
        """All of them."""
        return self.certain + self.likely + self.unsure

    def __add__(self, other: Sure) -> Sure:
        return Sure(self.certain + other.certain, self.likely + other.likely, self.unsure + other.unsure)


@dataclass(frozen=True, slots=True)
class Counts:
    """What is counted of a document, or of several.

    ``upward`` are links of its provisions with those of documents above it, ``downward`` with those below; so two
    documents of the graph that are linked both count a link, one on each side. ``doubtful`` are facts. ``absent``,
    ``open`` (that may have a counterpart) and ``grave`` (absent and weighing) are gaps of its provisions, of each
    document that they are compared with. ``stricter``, ``looser`` and ``conflicts`` are among ``upward``.
    """

    provisions: int = 0
    upward: Sure = Sure()
    downward: Sure = Sure()
    doubtful: int = 0
    absent: int = 0
    open: int = 0
    grave: int = 0
    stricter: int = 0
    looser: int = 0
    conflicts: int = 0

    def __add__(self, other: Counts) -> Counts:
        added = {name: getattr(self, name) + getattr(other, name) for name in Counts.__dataclass_fields__}
        return Counts(**added)


@dataclass(frozen=True, slots=True)
class Document:
    """A document: whatever the graph does not say is empty, or ``None``.

    ``level`` is a code; ``territory`` has the code of GB/T 2260. ``dated`` is when it was adopted or issued,
    ``amended`` when that was last done to its words, ``since`` and ``until`` when it is in force by its own words.
    ``replaced_by`` are later texts of the same rule, ``repealed_by`` the documents that say they repeal it (with the
    day from which, if the graph has it). ``topics`` are the most frequent ones of its provisions, in this order.
    ``periods`` are those of its status, in order of time; a graph of an earlier program has none.
    """

    iri: str
    title: str
    work: str = ""
    level: str = UNKNOWN
    territory: Named | None = None
    kind: Named | None = None
    number: str = ""
    dated: date | None = None
    amended: date | None = None
    since: date | None = None
    until: date | None = None
    issuers: tuple[str, ...] = ()
    topics: tuple[Named, ...] = ()
    replaced_by: tuple[tuple[str, date | None], ...] = ()
    repealed_by: tuple[tuple[str, date | None], ...] = ()
    counts: Counts = Counts()
    periods: tuple[Period, ...] = ()

    @property
    def year(self) -> int | None:
        """The year of its date."""
        return self.dated.year if self.dated else None

    def status(self, day: date) -> State:
        """Return what it is on a day; where the graph has no periods, by its own words and those of the others.

        >>> Document("d", "办法", since=date(2020, 1, 1)).status(date(2021, 1, 1)).name
        'IN_FORCE'
        >>> Document("d", "办法").status(date(2021, 1, 1)).name
        'UNKNOWN'
        """
        if self.periods:
            return next((each.state for each in self.periods if each.holds(day)), State.UNKNOWN)
        if any(since is None or since <= day for _, since in self.repealed_by):
            return State.REPEALED
        if self.until is not None and self.until < day:
            return State.EXPIRED
        if any(since is None or since <= day for _, since in self.replaced_by):
            return State.SUPERSEDED
        if self.since is None:
            return State.UNKNOWN
        return State.IN_FORCE if self.since <= day else State.NOT_YET


@dataclass(frozen=True)
class Catalogue:
    """All documents, in the order of their IRIs."""

    documents: tuple[Document, ...]

    @cached_property
    def total(self) -> Counts:
        """The counts of all documents together."""
        return sum((document.counts for document in self.documents), Counts())

    @cached_property
    def by_iri(self) -> Mapping[str, Document]:
        """The documents by their IRIs."""
        return {document.iri: document for document in self.documents}


def counted(engine: Engine) -> Catalogue:
    """Return the documents of a graph, counted by asking for them."""
    from lawgraph.explorer.counting import documents  # it builds what this module holds

    return Catalogue(documents(engine))


_kept = Kept("catalogue", Catalogue, counted, same)
NAME = _kept.file
"""The file's name in the folder of a generation."""


def write_catalogue(store: Path, folder: Path) -> None:
    """Count the documents of a store, and write the file into a folder."""
    _kept.write(EmbeddedEngine.open(store), folder)


def catalogue_of(engine: Engine, store: Path) -> Catalogue:
    """Return the catalogue of the graph whose store is at ``store``; ``engine`` asks it where it has no file."""
    return _kept.of(engine, store)


def catalogue(asked: Asked) -> Catalogue:
    """Return the catalogue of the graph that a page is asked of."""
    return catalogue_of(asked.engine, asked.store)
