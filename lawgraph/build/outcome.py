"""What a build did, in figures and names; the facts lie in the parts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, overload

from ingest.model import Annotation
from ingest.read import ReadError
from lawgraph.annotator import Spent
from lawgraph.build.documents import annotation_of
from lawgraph.build.parts import read_part
from lawgraph.store import Generation

if TYPE_CHECKING:
    from ingest.link import Pair


class NothingToBuild(Exception):
    """No source could be read."""

    def __init__(self, failures: Sequence[ReadError], notes: Sequence[ReadError]) -> None:
        super().__init__("no source could be read")
        self.failures = tuple(failures)
        self.notes = tuple(notes)


@dataclass(frozen=True, slots=True)
class BuiltDocument:
    """A document of the graph: its IRI, the SHA-256 of its source, its file, how many facts of each kind, doubts."""

    iri: str
    sha256: str
    title: str
    path: Path
    text: Path
    characters: int
    counts: Mapping[str, int]
    warnings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BuiltPair:
    """Two documents that were linked, and how many correspondences and gaps they have."""

    upper: BuiltDocument
    lower: BuiltDocument
    correspondences: int
    gaps: int


class Annotations(Sequence[Annotation]):
    """The annotations of documents, each read from its part when it is asked for."""

    def __init__(self, documents: Sequence[BuiltDocument]) -> None:
        self._documents = documents

    def __len__(self) -> int:
        return len(self._documents)

    @overload
    def __getitem__(self, at: int) -> Annotation: ...
    @overload
    def __getitem__(self, at: slice) -> Annotations: ...
    def __getitem__(self, at: int | slice) -> Annotation | Annotations:
        if isinstance(at, slice):
            return Annotations(self._documents[at])
        return annotation_of(read_part(self._documents[at].text))

    def __iter__(self) -> Iterator[Annotation]:
        return (self[at] for at in range(len(self)))


@dataclass(frozen=True, slots=True)
class Changes:
    """Sources that are new, have changed or are gone since the last build, and how many are as they were."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    unchanged: int = 0

    @classmethod
    def since(cls, before: Mapping[str, str], now: Mapping[str, str]) -> Changes:
        """Return what has changed between two builds, given the digests of the sources of each by their names."""
        changed = tuple(name for name in now if name in before and before[name] != now[name])
        return cls(
            tuple(name for name in now if name not in before),
            changed,
            tuple(name for name in before if name not in now),
            len(now.keys() & before.keys()) - len(changed),
        )


@dataclass(slots=True)
class Cost:
    """What workers spent: how many parts of each kind they made, in how many seconds, and the most memory of one."""

    made: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    memory: int = 0

    def add(self, kind: str, spent: Spent) -> None:
        """Count a part."""
        self.made[kind] += 1
        self.seconds[kind] = self.seconds.get(kind, 0.0) + spent.seconds
        self.memory = max(self.memory, spent.memory)


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did: the new graph, what went in, which files failed, and notes on others left out.

    ``left_out`` are pairs that were not compared though they have something in common, ``unlike`` counts the pairs
    of an upper and a lower rule that have nothing.
    ``wrote`` tells whether the graph was written, or was there; ``cost`` is what the workers spent; ``reviewed`` how
    many decisions of people on links were used, ``remarks`` which were not on what was compared.
    """

    generation: Generation
    documents: tuple[BuiltDocument, ...]
    pairs: tuple[BuiltPair, ...]
    left_out: tuple[Pair, ...]
    unlike: int
    failures: tuple[ReadError, ...]
    notes: tuple[ReadError, ...]
    changes: Changes
    wrote: bool
    cost: Cost
    reviewed: int = 0
    remarks: tuple[ReadError, ...] = ()

    @property
    def characters(self) -> int:
        """How many characters the sources have."""
        return sum(document.characters for document in self.documents)

    @property
    def annotations(self) -> Annotations:
        """The annotations of the documents, as they are before citations are followed."""
        return Annotations(self.documents)
