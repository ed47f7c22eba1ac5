"""A query that is changed before it runs, and where its places lie in the text that somebody wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from queries.errors import MatchError, QuerySyntaxError


class Edit(NamedTuple):
    """What lies from ``start`` to ``end`` of a text becomes ``new``; offsets in code points."""

    start: int
    end: int
    new: str


@dataclass(frozen=True, slots=True)
class Edited:
    """A ``text`` made of another, the ``source``; see :func:`edited`."""

    source: str
    text: str
    edits: tuple[Edit, ...]

    def place(self, at: int) -> int:
        """Return the offset in the source of what is at offset ``at`` of the text.

        What an edit has put in is where the edit starts.

        >>> prefixed = edited("ASK {}", [Edit(0, 0, "BASE <a:> ")])
        >>> prefixed.place(prefixed.text.index("{"))
        4
        """
        grown = 0
        for start, end, new in self.edits:
            begins = start + grown
            if at < begins:
                break
            if at < begins + len(new):
                return start
            grown += len(new) - (end - start)
        return at - grown

    @contextmanager
    def places_in_source(self) -> Iterator[None]:
        """Let a syntax or match error that is raised within, of the text, name its place in the source."""
        try:
            yield
        except QuerySyntaxError as error:
            raise QuerySyntaxError(self.source, self.place(error.start), error.found, error.why) from error
        except MatchError as error:
            raise MatchError(self.source, self.place(error.start), error.said) from error


def edited(source: str, edits: Iterable[Edit]) -> Edited:
    """Return ``source`` with ``edits``, which do not overlap; of those at one place the first comes first."""
    ordered = tuple(sorted(edits, key=lambda edit: edit.start))
    parts, at = [], 0
    for start, end, new in ordered:
        parts += [source[at:start], new]
        at = end
    return Edited(source, "".join([*parts, source[at:]]), ordered)
