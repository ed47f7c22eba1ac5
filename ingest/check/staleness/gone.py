"""Rules that are not among the documents, and of which one of these says that they are repealed."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.check.finding import Quoted
from ingest.check.others import Library
from ingest.status.header import Header
from ingest.status.holdings import made, title_key
from ontology.divisions import COUNTRY


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
        for by, repeal in library.repealed(title)
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
