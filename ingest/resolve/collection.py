"""The documents that are read together, by title and by number: where a citation of one in another leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ingest.model import Document
from ingest.resolve.identity import Identity, identify
from ingest.text import squeeze

_COUNTRY = "中华人民共和国"


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the collection: its IRIs, the date that it has, and its provisions."""

    identity: Identity
    date: str | None
    paths: frozenset[str]

    @property
    def iri(self) -> str:
        """The IRI of the document."""
        return str(self.identity.document)


class Collection:
    """Documents by their titles, with 中华人民共和国 or without, and by their numbers."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._titles: dict[str, list[Entry]] = {}
        self._numbers: dict[str, list[Entry]] = {}
        for document in documents:
            metadata = document.metadata
            date = metadata.adopted or metadata.issued or metadata.approved or metadata.in_force
            entry = Entry(identify(document), date, frozenset(part.path for part in document.provisions))
            self._titles.setdefault(_key(metadata.title), []).append(entry)
            if metadata.number:
                self._numbers.setdefault(squeeze(metadata.number), []).append(entry)

    def find(self, title: str | None, number: str | None, date: str | None) -> tuple[Entry, ...]:
        """Return the documents that a title, a number or both mean in a text of ``date``.

        One is the answer; several are candidates. A number that is known goes before the title; of several
        texts of one rule the last that was there on ``date`` is meant.
        """
        numbered = self._numbers.get(squeeze(number), []) if number else []
        entitled = self._titles.get(_key(title), []) if title else []
        both = [entry for entry in numbered if entry in entitled]
        return _current(both or numbered or entitled, date)


def _current(entries: Sequence[Entry], date: str | None) -> tuple[Entry, ...]:
    """Of several texts of one rule, the last not younger than ``date``; all of them where dates do not tell."""
    if len(entries) < 2 or len({entry.identity.work for entry in entries}) > 1 or date is None:
        return tuple(entries)
    known = [entry for entry in entries if entry.date is not None and entry.date <= date]
    last = [entry for entry in known if entry.date == max(each.date or "" for each in known)]
    return tuple(last if len(last) == 1 and all(entry.date for entry in entries) else entries)


def _key(title: str) -> str:
    return squeeze(title).removeprefix(_COUNTRY)
