"""Rows that can be decided on: the columns for it, and the keys, made from what a graph holds."""

from __future__ import annotations

from dataclasses import replace

from lawgraph.reviews.keys import RowKey, Side, words_digest
from lawgraph.tables.cells import Column, Role
from lawgraph.tables.characters import escaped, written
from lawgraph.tables.holdings import Holdings

DECIDED = (
    Column("review", "已有审核", "Reviewed", 4),
    Column("opinion", "人工意见", "Opinion", 5, Role.OPINION),
    Column("remark", "备注", "Remark", 5, Role.REMARK),
    Column("key", "行键（勿改）", "Key of the row, not to be changed", 10, Role.KEY),
)
"""The last columns of a table whose rows people decide on: what was decided, and where it is written."""
_QUOTED = 200
"""Characters of a provision that a key quotes."""


def side(holdings: Holdings, iri: str, *, nothing: bool = False) -> Side:
    """Return the side of a row that is about a provision, or with ``nothing`` about a document that has none."""
    if nothing:
        found = holdings.documents.get(iri)
        return Side("", (found.work if found else "") or iri)
    provision = holdings.provisions[iri]
    document = holdings.documents.get(provision.document)
    source = (document.work if document else "") or provision.document
    return provision_side(iri, source, provision.digest, provision.text)


def provision_side(iri: str, source: str, digest: str, text: str) -> Side:
    """Return the side of a row that is about a provision of a work or text, given the digest of its words and these."""
    return Side(iri, source, digest, first_words(text))


def first_words(text: str) -> str:
    """Return the first words of a provision in one line, as far as a cell of a spreadsheet keeps them as they are."""
    line = " ".join(text.split())[:_QUOTED]
    return line if written(line) == line == escaped(line) else ""


def key(table: str, number: int, total: int, about: RowKey, *texts: str) -> RowKey:
    """Return the key of a row that shows ``texts``, given what it is about."""
    return replace(about, table=table, number=number, total=total, words=words_digest(*map(written, texts)))
