"""The text of a ``Doc``: the words that each provision of a document has of its own, one after the other."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ingest.annotate.citations import annotate_citations
from ingest.annotate.departments import annotate_mentions
from ingest.annotate.learned import Learned, learn
from ingest.annotate.quantities import annotate_quantities
from ingest.model import Citation, Document, Mention, Metadata, Provision, ProvisionKind, Quantity
from ingest.text import CleanText, SourceText, Span

BETWEEN = "\n"


class Segment(NamedTuple):
    """The words of a provision, and where they begin in the text of the ``Doc``."""

    provision: Provision
    start: int

    def place(self, spans: tuple[Span, ...]) -> tuple[int, int] | None:
        """Where characters of the source stand in the text of the ``Doc``; None if not all of them do.

        What is not contiguous in the source is here: the range goes from its first character to its last.
        """
        if not spans:
            return None
        offsets = self.provision.own.offsets
        start, end = bisect_left(offsets, spans[0].start), bisect_left(offsets, spans[-1].end)
        inside = start < end and offsets[start] == spans[0].start and offsets[end - 1] < spans[-1].end
        return (self.start + start, self.start + end) if inside else None


class Found:
    """A document with what is found on its characters, each kind once, for tokens and components alike."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def text(self) -> str:
        """The text of the ``Doc``."""
        return BETWEEN.join(provision.own.text for provision in self.document.provisions)

    @cached_property
    def segments(self) -> dict[str, Segment]:
        """The provisions by path, in the order of the ``Doc``."""
        found, start = {}, 0
        for provision in self.document.provisions:
            found[provision.path] = Segment(provision, start)
            start += len(provision.own.text) + len(BETWEEN)
        return found

    @cached_property
    def learned(self) -> Learned:
        """The terms that the document teaches, for all who look for facts after."""
        return learn(self.document)

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """The mentions of bodies."""
        return annotate_mentions(self.document, self.learned)

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The citations."""
        return annotate_citations(self.document)

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """The quantities."""
        return annotate_quantities(self.document)

    def whole(self) -> Iterator[tuple[int, int]]:
        """Yield the ranges of the text that no token may be cut through: citations and names of bodies."""
        return self._places((*self.citations, *self.mentions))

    def cuts(self) -> set[int]:
        """Return where a token must end: quantities begin and end there, which spaCy cuts out one by one."""
        return set(chain.from_iterable(self._places(self.quantities)))

    def _places(self, facts: Sequence[Citation | Mention | Quantity]) -> Iterator[tuple[int, int]]:
        for each in facts:
            place = self.segments[each.path].place(each.spans)
            if place is not None:
                yield place


def plain_document(text: str) -> Document:
    """Return a text as a document of a single provision, for those who have no more than the text."""
    clean = CleanText.of(SourceText("", text, ""))
    provision = Provision(
        path="", kind=ProvisionKind.PARAGRAPH, clean=clean, spans=clean.spans(), order=1, own=clean
    )
    metadata = Metadata(title="", document_type="", number=None, issuers=(), jurisdiction=None)
    return Document(clean.source, metadata, (provision,), ())
