"""The documents that are read together, by title and by number: where a citation of one in another leads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from ingest.document_numbers import together_ordered
from ingest.model import Document
from ingest.resolve.identity import Identity, identify
from ingest.text import squeeze

_COUNTRY = "中华人民共和国"
_WHOLE_COUNTRY = "000000"
_PART = re.compile(
    r"\s*+(?:[（(][^（()）]{1,60}[）)]\s*+)?(?:中|第[\d一二三四五六七八九十百]{1,6}条|(?:有关|关于)[^，。；]{1,40}规定)"
)


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of the collection: its IRIs, its day, the code of its territory, its provisions and headings.

    ``date`` is the day of this very text, ``made`` that on which the rule was made, whatever was amended since.
    """

    identity: Identity
    date: str | None
    paths: frozenset[str]
    title: str = ""
    code: str | None = None
    headings: Mapping[str, str] = field(default_factory=dict, compare=False, hash=False)
    made: str | None = None

    @classmethod
    def of(cls, document: Document) -> Entry:
        """Return the entry of a document."""
        metadata = document.metadata
        return cls(
            identify(document),
            metadata.dated or metadata.approved or metadata.in_force,
            frozenset(part.path for part in document.provisions),
            _key(metadata.title),
            metadata.jurisdiction.code if metadata.jurisdiction else None,
            {part.path: part.heading for part in document.provisions if part.heading},
            metadata.adopted or metadata.issued or metadata.approved or metadata.in_force,
        )

    @property
    def iri(self) -> str:
        """The IRI of the document."""
        return str(self.identity.document)


@dataclass(frozen=True, slots=True)
class Listed:
    """A document as a collection lists it: its entry, the other titles and the numbers it goes by, what it repeals."""

    entry: Entry
    shorter: tuple[str, ...]
    numbers: tuple[str, ...]
    repeals: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> Listed:
        """List a document."""
        metadata = document.metadata
        return cls(
            Entry.of(document),
            tuple(_without_place(document)),
            tuple(_numbers(metadata.number or "")),
            tuple(_key(title) for title in metadata.repeals if not _in_part(title, document.source.text)),
        )

    @property
    def brief(self) -> Listed:
        """The same without provisions and headings: enough to find the document, not to follow what cites it."""
        return replace(self, entry=replace(self.entry, paths=frozenset(), headings={}))


class Known(Protocol):
    """What resolving asks of the documents that are read together."""

    def find(
        self, title: str | None, number: str | None, date: str | None, code: str | None = None
    ) -> tuple[Entry, ...]:
        """Return the documents that a title, a number or both mean."""

    def repealed(self, entry: Entry, date: str | None) -> bool:
        """Whether another document had repealed ``entry`` before ``date``."""


class Collection:
    """Documents by their titles, with 中华人民共和国 or without, and by their numbers."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._titles: dict[str, list[Entry]] = {}
        self._shorter: dict[str, list[Entry]] = {}
        self._numbers: dict[str, list[Entry]] = {}
        self._repealed: dict[str, list[Entry]] = {}
        for document in documents:
            self.add(Listed.of(document))

    def add(self, listed: Listed) -> None:
        """Add a document."""
        entry = listed.entry
        self._titles.setdefault(entry.title, []).append(entry)
        for shorter in listed.shorter:
            self._shorter.setdefault(shorter, []).append(entry)
        for number in listed.numbers:
            self._numbers.setdefault(number, []).append(entry)
        for title in listed.repeals:
            self._repealed.setdefault(title, []).append(entry)

    def find(
        self, title: str | None, number: str | None, date: str | None, code: str | None = None
    ) -> tuple[Entry, ...]:
        """Return the documents that a title, a number or both mean in a text of ``date`` and of territory ``code``.

        One is the answer; several are candidates. A number that is known goes before the title; of several
        texts of one rule the last that was there on ``date`` is meant. A title printed without its place or its
        issuer is understood by place: that of the territory itself, then of its prefecture, its province, the country.
        """
        numbered = self._numbers.get(squeeze(number), []) if number else []
        entitled = self._titles.get(_key(title), []) if title else []
        both = [entry for entry in numbered if entry in entitled]
        nearest = _nearest(self._shorter.get(_key(title), []), code) if title and not entitled else []
        return _current(both or numbered or entitled or nearest, date)

    def repealed(self, entry: Entry, date: str | None) -> bool:
        """Whether another document had repealed ``entry`` before ``date``; what repeals and cites is no proof."""
        if date is None or entry.date is None:
            return False
        return any(
            by.made is not None and entry.date < by.made < date and by.iri != entry.iri
            for by in self._repealed.get(entry.title, ())
        )


def _numbers(number: str) -> Iterator[str]:
    """Yield a number, and each of several orders that are one number (某部令第1号、某局令第2号)."""
    if number:
        yield squeeze(number)
    orders = together_ordered(number)
    if len(orders) > 1:
        yield from (squeeze(str(order)) for order in orders)


def _in_part(title: str, text: str) -> bool:
    """Whether the words that repeal a rule are of parts of it alone: 《…》中关于…的规定, 《…》第十条."""
    at = text.rfind(f"《{title}》")
    return at >= 0 and _PART.match(text, at + len(title) + 2) is not None


def _without_place(document: Document) -> Iterator[str]:
    """Yield the title without the name of its territory and without its issuers, where it begins with them."""
    key, metadata = _key(document.metadata.title), document.metadata
    names = [metadata.jurisdiction.name] if metadata.jurisdiction else []
    for name in (*names, *metadata.issuers):
        if key.startswith(name) and len(key) > len(name) + 3:
            yield key.removeprefix(name)


def _nearest(entries: Sequence[Entry], code: str | None) -> list[Entry]:
    """Return the entries of the nearest territory over ``code`` that has any."""
    if code is None:
        return list(entries)
    for own in dict.fromkeys((code, f"{code[:4]}00", f"{code[:2]}0000", _WHOLE_COUNTRY)):
        if near := [entry for entry in entries if entry.code == own]:
            return near
    return []


def _current(entries: Sequence[Entry], date: str | None) -> tuple[Entry, ...]:
    """Of several texts of one rule, the last not younger than ``date``; all of them where dates do not tell."""
    if len(entries) < 2 or len({entry.identity.work for entry in entries}) > 1 or date is None:
        return tuple(entries)
    known = [entry for entry in entries if entry.date is not None and entry.date <= date]
    last = [entry for entry in known if entry.date == max(each.date or "" for each in known)]
    return tuple(last if len(last) == 1 and all(entry.date for entry in entries) else entries)


def _key(title: str) -> str:
    return squeeze(title).removeprefix(_COUNTRY)
