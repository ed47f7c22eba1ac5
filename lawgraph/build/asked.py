"""What a check asks of the other documents, so that it is asked again only where an answer has changed.

The findings on a document depend on what was answered: a repeal in another document, the periods of what it cites, an
upper rule. While a document is checked every question is noted; in the next build the questions are asked again, which
is cheap, and where all answers are the same the findings are.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property, partial
from hashlib import sha256
from pathlib import Path
from typing import TypeAlias, TypeVar

import msgspec

from ingest.model import Alignment, Resolved
from ingest.status.header import Header
from ingest.status.periods import Holdings
from ingest.status.said import Repeal
from ingest.status.timeline import Timeline
from ingest.versions.change import Comparison
from lawgraph.build.aligned import alignment_of
from lawgraph.build.parts import ALIGNED
from lawgraph.check.planned import Plan, PlannedLibrary

T = TypeVar("T")
Question: TypeAlias = tuple[str | None, ...]
"""The name of what was asked, and of what: strings and ``None``."""


class Shelf(msgspec.Struct, array_like=True, frozen=True):
    """All that a build knows when it checks: the documents with their upper rules, periods, keys of what was made.

    ``sources`` are the SHA-256 of the sources of documents, ``quads`` the keys of their quads, ``pairs`` those of each
    lower document with each upper one.
    """

    plan: Plan
    sources: dict[str, str]
    quads: dict[str, str]
    pairs: dict[str, tuple[tuple[str, str], ...]]

    def lying_in(self, directory: Path | None) -> Shelf:
        """Return the same of parts under another graph directory; under none as it is written, alike everywhere."""
        folder = b"" if directory is None else os.fsencode(directory)
        documents = tuple(msgspec.structs.replace(each, folder=folder) for each in self.plan.documents)
        return msgspec.structs.replace(self, plan=msgspec.structs.replace(self.plan, documents=documents))


class Told:
    """The periods of documents, and of provisions that have some of their own, as the headers alone tell them."""

    def __init__(self, headers: Iterable[Header]) -> None:
        self._headers = {each.document: each for each in headers}
        self._holdings = Holdings(self._headers.values(), reach=False)
        self._timelines: dict[str, tuple[Timeline, ...]] = {}

    def of(self, document: str) -> tuple[Timeline, ...]:
        """Return the timelines of a document, the whole first; none of one that is not there."""
        if document not in self._timelines:
            known = document in self._headers
            self._timelines[document] = tuple(self._holdings.timelines(document)) if known else ()
        return self._timelines[document]

    def at(self, document: str, path: str | None) -> Timeline | None:
        """Return the periods of a document or provision; None of a document that is not there."""
        return self._holdings.timeline(document, path) if document in self._headers else None

    @cached_property
    def _texts(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for iri in sorted(self._headers):
            found.setdefault(self._headers[iri].work, []).append(iri)
        return found

    def texts(self, document: str) -> list[str]:
        """Return all texts of the rule of a document, by IRIs."""
        texts = self._texts
        return texts[self._headers[document].work] if document in self._headers else []


class BuiltLibrary(PlannedLibrary):
    """The documents of a build (:class:`ingest.check.others.Library`), with what it has found and kept of them.

    An open period does not say how many documents were read together: that is another number in every build, and a
    graph says it once.
    """

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf.plan)
        self.shelf = shelf
        self.told = Told(each.header for each in shelf.plan.documents)

    def make_ready(self) -> None:
        """Make what is made of all headers once, so that it is not the work on the document that is checked first."""
        _ = self._holdings, self._repeals, self._renamed, self.told.texts("")

    @cached_property
    def _holdings(self) -> Holdings:
        return Holdings(self._headers.values(), self._became, reach=False)

    def _align(self, document: str) -> Iterable[Alignment]:
        for upper, key in self.shelf.pairs.get(document, ()):
            part = self.shelved(document).parts.read(key, ALIGNED)
            yield alignment_of(part, self.annotation(upper), self.annotation(document))


class Asked(BuiltLibrary):
    """A library that notes what it is asked, but not what it asks itself to answer."""

    def __init__(self, shelf: Shelf) -> None:
        super().__init__(shelf)
        self.questions: set[Question] = set()
        self._answering = False

    def _asked(self, question: Question, answer: Callable[[], T]) -> T:
        if self._answering:
            return answer()
        self.questions.add(question)
        self._answering = True
        try:
            return answer()
        finally:
            self._answering = False

    def headers(self) -> Iterable[Header]:
        """Return the headers of all documents."""
        return self._asked(("headers",), super().headers)

    def header(self, document: str) -> Header | None:
        """Return the header of a document by its IRI."""
        return self._asked(("header", document), partial(super().header, document))

    def find(
        self, title: str | None, number: str | None, day: str | None, code: str | None
    ) -> tuple[Header, ...]:
        """Return the documents that a title, a number or both mean."""
        question = ("find", title, number, day, code)
        return self._asked(question, partial(super().find, title, number, day, code))

    def repealed(self, title: str) -> Sequence[tuple[Header, Repeal]]:
        """Return the repeals of a rule of that title as a whole."""
        return self._asked(("repealed", title), partial(super().repealed, title))

    def resolved(self, document: str) -> Resolved:
        """Return a document, understood among the others."""
        return self._asked(("document", document), partial(super().resolved, document))

    def timeline(self, document: str, path: str | None = None) -> Timeline:
        """Return the periods of a document, or of a provision of it."""
        return self._asked(("timeline", document, path), partial(super().timeline, document, path))

    def comparison(self, old: str, new: str) -> Comparison | None:
        """Return two texts of one rule compared."""
        return self._asked(("comparison", old, new), partial(super().comparison, old, new))

    def alignments(self, document: str) -> Sequence[Alignment]:
        """Return the document aligned with each upper one."""
        return self._asked(("alignments", document), partial(super().alignments, document))


class Answers:
    """Digests of what a library answers, each made once."""

    def __init__(self, library: BuiltLibrary) -> None:
        self._library = library
        self._known: dict[Question, str] = {}

    def digest(self, questions: Iterable[Question]) -> str:
        """Return the digest of the answers to questions, in whatever order these are."""
        ordered = sorted(set(questions), key=lambda asked: [each or "" for each in asked])
        return _digest([(asked, self._one(asked)) for asked in ordered])

    def _one(self, asked: Question) -> str:
        if asked not in self._known:
            self._known[asked] = _digest(self._answer(asked))
        return self._known[asked]

    def _answer(self, asked: Question) -> object:
        library, shelf = self._library, self._library.shelf
        match asked:
            case ("headers",):
                return list(BuiltLibrary.headers(library))
            case ("header", str(document)):
                return BuiltLibrary.header(library, document)
            case ("find", title, number, day, code):
                return BuiltLibrary.find(library, title, number, day, code)
            case ("repealed", str(title)):
                return BuiltLibrary.repealed(library, title)
            case ("timeline", str(document), path):
                # The words of a provision may stand in a later text of the rule: on all of them it depends.
                texts = [
                    (library.told.of(each), shelf.quads.get(each)) for each in library.told.texts(document)
                ]
                return library.told.at(document, path), texts if len(texts) > 1 else []
            case ("document", str(document)):
                return shelf.quads.get(document)
            case ("comparison", str(old), str(new)):
                return [self._text(old), self._text(new)]
            case ("alignments", str(document)):
                pairs = shelf.pairs.get(document, ())
                return [pairs, [shelf.quads.get(iri) for iri in (document, *(upper for upper, _ in pairs))]]
            case _:
                return None  # another version asked it: its findings have another key

    def _text(self, document: str) -> tuple[str | None, str] | None:
        header = BuiltLibrary.header(self._library, document)
        return None if header is None else (self._library.shelf.quads.get(document), header.work)


def _digest(value: object) -> str:
    return sha256(msgspec.msgpack.encode(value, order="deterministic")).hexdigest()[:32]
