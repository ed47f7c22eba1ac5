"""Rules that are not among the documents, and of which one of these says that they are repealed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from ingest.check.finding import Quoted
from ingest.check.others import Library
from ingest.status.header import Header
from ingest.status.holdings import made, title_key
from ingest.status.said import Repeal
from ontology.divisions import COUNTRY

_KEPT: WeakKeyDictionary[Library, Mapping[str, tuple[tuple[Header, Repeal], ...]]] = WeakKeyDictionary()


@dataclass(frozen=True, slots=True)
class Gone:
    """A repeal of a rule of which no text is known: its title, the day (ISO) it holds from, the words that say so."""

    title: str
    since: str | None
    there: Quoted


def gone(title: str | None, own: Header, library: Library) -> Gone | None:
    """Return the repeal of a rule that a document cites by its title, and of which no text is among the documents.

    The first by its day; only a repeal of the whole, by a document of the country or of the same territory.
    """
    if not title:
        return None
    found = [
        (repeal.since or by.in_force or by.issued or made(by), by, repeal)
        for by, repeal in _repeals(library).get(title_key(title), ())
        if by.document != own.document
        and title_key(by.title) != title_key(title)
        and by.code is not None
        and by.code in (COUNTRY, own.code)
    ]
    if not found:
        return None
    day, by, repeal = min(found, key=lambda each: (each[0] or "9", each[1].document))
    said = repeal.said
    return Gone(repeal.title, day, Quoted(by.document, by.title, said.path, said.text, said.spans))


def _repeals(library: Library) -> Mapping[str, tuple[tuple[Header, Repeal], ...]]:
    """What the documents repeal as a whole, by title: read once for a library."""
    known = _KEPT.get(library)
    if known is None:
        found: dict[str, list[tuple[Header, Repeal]]] = defaultdict(list)
        for header in library.headers():
            for repeal in header.repeals:
                if repeal.title and not repeal.partial and not repeal.articles:
                    found[title_key(repeal.title)].append((header, repeal))
        known = _KEPT[library] = {key: tuple(each) for key, each in found.items()}
    return known
