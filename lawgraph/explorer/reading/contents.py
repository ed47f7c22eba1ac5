"""The table of contents: the rows of a document as a tree, with the part marked in which the reader is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from lawgraph.explorer.reading.laying import Row

_LONGEST = 18  # characters of a provision's words that are shown
_BY_LABEL = frozenset({"article"})  # told by their labels alone
_SMALL = frozenset({"member", "date", "signature", "salutation"})  # in no table of contents


@dataclass(frozen=True, slots=True)
class Entry:
    """A row in the table of contents: its label, its heading or first words, and the rows below it.

    ``short`` tells that the label says all; ``current`` that the provision which was asked for is it or below it.
    """

    label: str
    words: str
    path: str
    short: bool
    current: bool
    parts: tuple[Entry, ...]


def contents(rows: Sequence[Row], chosen: int | None) -> tuple[Entry, ...]:
    """Return the table of contents; ``chosen`` is the number of the row that was asked for, if any."""
    found, _ = _below(rows, 0, 0, chosen)
    return found


def _below(rows: Sequence[Row], at: int, depth: int, chosen: int | None) -> tuple[tuple[Entry, ...], int]:
    """Return the entries from a row on that lie at least so deep, and the number of the first row after them."""
    found: list[Entry] = []
    while at < len(rows) and rows[at].depth >= depth:
        row, here = rows[at], at
        parts, at = _below(rows, at + 1, row.depth + 1, chosen)
        if not row.rest and (row.block.provision.kind not in _SMALL or parts):
            current = chosen is not None and here <= chosen < at
            found.append(_entry(row, current, parts))
    return tuple(found), at


def _entry(row: Row, current: bool, parts: tuple[Entry, ...]) -> Entry:
    provision = row.block.provision
    label = "".join((provision.printed or provision.cited).split())
    short = provision.kind in _BY_LABEL and not provision.heading
    first = " ".join((provision.heading or provision.text).split())
    words = "" if short else first if len(first) <= _LONGEST else f"{first[:_LONGEST]}…"
    return Entry(label, words, provision.path, short, current, parts)
