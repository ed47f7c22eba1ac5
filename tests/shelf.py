"""Documents that are read together in a test of checks: :class:`ingest.check.others.Library` over texts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.check.making import iri_of
from ingest.model import Alignment, Annotation, Resolved
from ingest.resolve import resolve
from ingest.resolve.collection import Collection
from ingest.status.header import Header
from ingest.status.holdings import repeals_by_title, title_key
from ingest.status.periods import Holdings
from ingest.status.said import Repeal
from ingest.status.timeline import Timeline
from ingest.versions.change import Comparison
from ingest.versions.compare import compare
from tests.linked import read


class Shelf:
    """Texts that are read together; the last is the one that is checked."""

    def __init__(self, *texts: str, alignments: Sequence[Alignment] = ()) -> None:
        read_ones = [read(text) for text in texts]
        self._documents = {iri_of(each.document): each for each in read_ones}
        self._headers = {iri: Header.of(each.document) for iri, each in sorted(self._documents.items())}
        self._collection = Collection([each.document for each in read_ones])
        self._holdings = Holdings(self._headers.values())
        self._alignments = alignments
        self.last: Resolved = resolve(read_ones[-1], self._collection)

    def headers(self) -> Iterable[Header]:
        return self._headers.values()

    def header(self, document: str) -> Header | None:
        return self._headers.get(document)

    def find(
        self, title: str | None, number: str | None, day: str | None, code: str | None
    ) -> tuple[Header, ...]:
        return tuple(self._headers[each.iri] for each in self._collection.find(title, number, None, code))

    def repealed(self, title: str) -> Sequence[tuple[Header, Repeal]]:
        return repeals_by_title(self.headers()).get(title_key(title), ())

    def annotation(self, document: str) -> Annotation:
        return self._documents[document]

    def timeline(self, document: str, path: str | None = None) -> Timeline:
        return self._holdings.timeline(document, path)

    def comparison(self, old: str, new: str) -> Comparison | None:
        return compare(self._documents[old].document, self._documents[new].document)

    def alignments(self, document: str) -> Sequence[Alignment]:
        return self._alignments
