"""The documents that are read together with one that is checked, as :mod:`ingest.check` asks for them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import cached_property
from pathlib import Path

import msgspec

from ingest.link import Kept
from ingest.model import Alignment, Annotation, Resolved
from ingest.resolve import Collection, resolve
from ingest.resolve.collection import Entry
from ingest.status.header import Header
from ingest.status.holdings import repeals_by_title, title_key
from ingest.status.periods import Holdings
from ingest.status.said import Repeal
from ingest.status.timeline import Timeline
from ingest.text import squeeze
from ingest.versions.change import Comparison
from ingest.versions.compare import compare
from lawgraph.build.aligned import alignment_of
from lawgraph.build.documents import listed_at
from lawgraph.build.linking import cut_annotation, pair_key
from lawgraph.build.parts import ALIGNED, PartDamaged
from lawgraph.check.shelf import Shelved, read_text
from lawgraph.reviews.apply import align_reviewed
from lawgraph.reviews.collect import assign
from lawgraph.reviews.decisions import Decision, Reviewed
from lawgraph.reviews.reading import read_reviews
from ontology.states import ChangeKind


class Plan(msgspec.Struct, array_like=True, frozen=True):
    """All that a library is made of: documents, the upper rules of each lower one, where decisions on links are."""

    documents: tuple[Shelved, ...]
    uppers: dict[str, tuple[str, ...]]
    reviews: tuple[bytes, ...] = ()


class PlannedLibrary:
    """The documents of a plan (:class:`ingest.check.others.Library`)."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._by_iri = {each.header.document: each for each in plan.documents}
        self._headers = {iri: self._by_iri[iri].header for iri in sorted(self._by_iri)}
        self._collection = Collection([])
        for each in plan.documents:
            self._collection.add(each.listed)
        self._resolved: Kept[Resolved] = Kept()
        self._uncut: Kept[Annotation] = Kept()
        self._aligned: tuple[str, tuple[Alignment, ...]] | None = None
        self._compared: dict[tuple[str, str], Comparison | None] = {}

    def shelved(self, document: str) -> Shelved:
        """Return where a document lies; raises ``KeyError``."""
        return self._by_iri[document]

    def headers(self) -> Iterable[Header]:
        """Return the headers of all documents, in the order of their IRIs."""
        return self._headers.values()

    def header(self, document: str) -> Header | None:
        """Return the header of a document by its IRI."""
        return self._headers.get(document)

    def find(
        self, title: str | None, number: str | None, day: str | None, code: str | None
    ) -> tuple[Header, ...]:
        """Return the documents that a title, a number or both mean, said on a day in a territory: all its texts.

        Of several rules of one title, those of which no text was there on that day are not meant, if others were.
        """
        entries = self._collection.find(title, number, None, code)
        found = [self._headers[entry.iri] for entry in entries]
        if not found and title:
            found = self._renamed.get(squeeze(title).strip("《》"), [])
        if day is None or len({each.work for each in found}) < 2:
            return tuple(found)
        there = {each.work for each in found if each.dated is not None and each.dated <= day}
        return tuple(each for each in found if not there or each.work in there)

    def repealed(self, title: str) -> Sequence[tuple[Header, Repeal]]:
        """Return the repeals of a rule of that title as a whole, each with the header of the document that says so."""
        return self._repeals.get(title_key(title), ())

    def annotation(self, document: str) -> Annotation:
        """Return a document with its citations resolved among the others; raises ``KeyError``."""
        return self.resolved(document).annotation

    def resolved(self, document: str) -> Resolved:
        """Return a document, understood among the others; raises ``KeyError``."""
        shelved = self._by_iri[document]
        return self._resolved.get(
            document,
            lambda: resolve(read_text(shelved), _Known(self._collection, self._by_iri)),
            lambda made: len(made.annotation.document.source.text),
        )

    def timeline(self, document: str, path: str | None = None) -> Timeline:
        """Return the periods of a document, or of a provision of it; raises ``KeyError``."""
        return self._holdings.timeline(document, path)

    def comparison(self, old: str, new: str) -> Comparison | None:
        """Return two texts of one rule compared; None where they are not texts of one rule."""
        both = self._headers.get(old), self._headers.get(new)
        if None in both or old == new or both[0].work != both[1].work:  # type: ignore[union-attr]
            return None
        if (old, new) not in self._compared:
            self._compared.clear()  # they are large, and asked for several times in a row
            self._compared[old, new] = compare(self.annotation(old).document, self.annotation(new).document)
        return self._compared[old, new]

    def alignments(self, document: str) -> Sequence[Alignment]:
        """Return the document as the lower one, aligned with each upper one that it was compared with.

        What people decided on links goes before. An upper rule whose text is gone is passed over.
        """
        if self._aligned is None or self._aligned[0] != document:
            self._aligned = document, tuple(self._align(document))
        return self._aligned[1]

    def uppers(self, document: str) -> tuple[str, ...]:
        """Return the upper rules that a document is compared with."""
        return tuple(iri for iri in self._plan.uppers.get(document, ()) if iri in self._by_iri)

    def _align(self, document: str) -> Iterable[Alignment]:
        for upper in self.uppers(document):
            decisions = tuple(row.decision for row in self._decided.get((upper, document), ()))
            try:
                both = self.annotation(upper), self.annotation(document)
                yield self._kept(upper, document, decisions) or self._made(upper, document, decisions, both)
            except KeyError:
                continue

    def _kept(self, upper: str, lower: str, decisions: Sequence[Decision]) -> Alignment | None:
        """Return what a build kept of two documents, if it linked them by the same decisions and program."""
        above, below = self._by_iri[upper], self._by_iri[lower]
        if above.folder != below.folder:
            return None
        key = pair_key(above.key, below.key, decisions, self._learned)
        with suppress(PartDamaged, FileNotFoundError):
            part = below.parts.read(key, ALIGNED)
            return alignment_of(part, self.annotation(upper), self.annotation(lower))
        return None

    def _made(
        self,
        upper: str,
        lower: str,
        decisions: Sequence[Decision],
        resolved: tuple[Annotation, Annotation],
    ) -> Alignment:
        alignment, _ = align_reviewed(self._cut(upper), self._cut(lower), decisions, self._learned)
        return replace(alignment, upper=resolved[0], lower=resolved[1])

    def _cut(self, document: str) -> Annotation:
        shelved = self._by_iri[document]
        if shelved.words is not None:
            with suppress(PartDamaged, FileNotFoundError):
                return cut_annotation(shelved.text, shelved.words)
        return self._uncut.get(
            document, lambda: read_text(shelved), lambda made: len(made.document.source.text)
        )

    @cached_property
    def _reviews(self) -> tuple[Mapping[tuple[str, str], tuple[Reviewed, ...]], Path | None]:
        found = read_reviews([Path(os.fsdecode(place)) for place in self._plan.reviews])
        works = {iri: header.work for iri, header in self._headers.items()}
        return assign(found.rows, works).pairs, found.learned

    @property
    def _decided(self) -> Mapping[tuple[str, str], tuple[Reviewed, ...]]:
        return self._reviews[0]

    @property
    def _learned(self) -> Path | None:
        return self._reviews[1]

    @cached_property
    def _holdings(self) -> Holdings:
        return Holdings(self._headers.values(), self._became)

    def _became(self, old: str, new: str, path: str) -> tuple[ChangeKind, tuple[str, ...]] | None:
        """Return what became of a provision of an old text in a new one; of a part, where its article is the same."""
        try:
            found = self.comparison(old, new)
        except KeyError:
            return None
        for change in found.changes if found is not None else ():
            if path in change.old:
                return change.kind, change.new
            if change.kind is ChangeKind.SAME and path.startswith(f"{change.old[0]}/"):
                return change.kind, (change.new[0] + path.removeprefix(change.old[0]),)
        return None

    @cached_property
    def _repeals(self) -> Mapping[str, tuple[tuple[Header, Repeal], ...]]:
        return repeals_by_title(self._headers.values())

    @cached_property
    def _renamed(self) -> dict[str, list[Header]]:
        """The documents by the other titles that they say they have."""
        found: dict[str, list[Header]] = {}
        for header in self._headers.values():
            for title in header.other_titles:
                found.setdefault(squeeze(title).strip("《》"), []).append(header)
        return found


class _Known:
    """What resolving asks of the documents: they are found by their listing, and followed into their provisions."""

    def __init__(self, collection: Collection, documents: Mapping[str, Shelved]) -> None:
        self._collection = collection
        self._documents = documents

    def find(
        self, title: str | None, number: str | None, date: str | None, code: str | None = None
    ) -> tuple[Entry, ...]:
        """Return the documents that are meant, with their provisions where there is one."""
        found = self._collection.find(title, number, date, code)
        if len(found) != 1:
            return found
        try:
            return (listed_at(self._documents[found[0].iri].text).entry,)
        except (FileNotFoundError, PartDamaged):
            return found

    def repealed(self, entry: Entry, date: str | None) -> bool:
        """Whether another document had repealed ``entry`` before ``date``."""
        return self._collection.repealed(entry, date)
