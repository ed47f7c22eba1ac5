"""The keys of rows that can be decided on, made from what a graph holds."""

from __future__ import annotations

from dataclasses import replace

from lawgraph.reviews.keys import RowKey, Side, words_digest
from lawgraph.tables.characters import written
from lawgraph.tables.holdings import Holdings


def side(holdings: Holdings, iri: str, *, nothing: bool = False) -> Side:
    """Return the side of a row that is about a provision, or with ``nothing`` about a document that has none."""
    if nothing:
        found = holdings.documents.get(iri)
        return Side("", (found.work if found else "") or iri)
    provision = holdings.provisions[iri]
    document = holdings.documents.get(provision.document)
    return Side(iri, (document.work if document else "") or provision.document, provision.digest)


def key(table: str, number: int, total: int, about: RowKey, *texts: str) -> RowKey:
    """Return the key of a row that shows ``texts``, given what it is about."""
    return replace(about, table=table, number=number, total=total, words=words_digest(*map(written, texts)))
