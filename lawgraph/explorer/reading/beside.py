"""What was printed beside the provisions: characters of the source that are words of none, and no residue.

In a table the bodies that answer for a measure stand in columns of their own: they are facts of that measure, and not
among its words. So that nothing is lost they are shown with it, as they were printed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lawgraph.explorer.reading.stored import Stored
from queries.words import Span

_WHITE = re.compile(r"\s+")
_CELL = re.compile(r"[^\t\n\r]*[^\s][^\t\n\r]*")


def beside(stored: Stored) -> Iterator[tuple[str, Span]]:
    """Yield the source text and the range of each stretch that is neither in a provision nor residue.

    Labels that are printed before an outermost provision are shown as such, and are none of them. A stretch ends at
    a tabulator or the end of a line, and begins and ends with a character that is not white.
    """
    labels: dict[tuple[str, int], list[str]] = {}
    for provision in stored.provisions:
        places = sorted(stored.places.get(provision.iri, ()))
        if provision.printed and places:
            source, (start, _) = places[0]
            labels.setdefault((source, start), []).append(provision.printed)
    for iri, text in stored.sources.items():
        for start, end in _uncovered(stored, iri, len(text.characters)):
            end = _without_labels(text.characters, start, end, labels.get((iri, end), []))
            for found in _CELL.finditer(text.characters, start, end):
                bare = found[0].strip()
                first = found.start() + found[0].index(bare)
                yield iri, (first, first + len(bare))


def _uncovered(stored: Stored, source: str, length: int) -> Iterator[Span]:
    """Yield the ranges of a source text in which neither a provision nor residue has a place."""
    owners = [each.iri for each in stored.provisions] + [each.iri for each in stored.residues]
    spans = sorted(span for iri in owners for where, span in stored.places.get(iri, ()) if where == source)
    at = 0
    for start, end in spans:
        if start > at:
            yield at, start
        at = max(at, end)
    if at < length:
        yield at, length


def _without_labels(text: str, start: int, end: int, labels: list[str]) -> int:
    """Return the end of a stretch without the label at its end."""
    for label in sorted(labels, key=len, reverse=True):
        wanted, at = _WHITE.sub("", label), end
        while wanted and at > start:
            if text[at - 1].isspace():
                at -= 1
            elif text[at - 1] == wanted[-1]:
                at, wanted = at - 1, wanted[:-1]
            else:
                break
        if not wanted:
            return at
    return end
