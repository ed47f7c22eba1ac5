"""What checks may ask of the documents that are read together with the one that is checked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Protocol, TypeAlias

from ingest.check.finding import Finding, Open
from ingest.model import Alignment, Annotation, Resolved
from ingest.status.header import Header
from ingest.status.said import Repeal
from ingest.status.timeline import Timeline
from ingest.versions.change import Comparison


class Library(Protocol):
    """The other documents: in a built graph, or the files that are given together."""

    def headers(self) -> Iterable[Header]:
        """Return the headers of all documents, in the order of their IRIs."""

    def header(self, document: str) -> Header | None:
        """Return the header of a document by its IRI."""

    def find(
        self, title: str | None, number: str | None, day: str | None, code: str | None
    ) -> tuple[Header, ...]:
        """Return the documents that a title, a number or both mean, said on a day in a territory: all its texts."""

    def repealed(self, title: str) -> Sequence[tuple[Header, Repeal]]:
        """Return the repeals of a rule of that title as a whole, each with the header of the document that says so."""

    def annotation(self, document: str) -> Annotation:
        """Return what was read of a document; dear: asked of few. Raises ``KeyError``."""

    def timeline(self, document: str, path: str | None = None) -> Timeline:
        """Return the periods of a document, or of a provision of it."""

    def comparison(self, old: str, new: str) -> Comparison | None:
        """Return two texts of one rule compared; None where they are not texts of one rule."""

    def alignments(self, document: str) -> Sequence[Alignment]:
        """Return the document as the lower one, aligned with each upper one that it was compared with."""


Check: TypeAlias = Callable[[Resolved, Library], Iterable[Finding | Open]]
"""What a group of checks exports in its tuple ``CHECKS``: the findings on a document, in the order of its text."""
