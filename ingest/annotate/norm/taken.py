"""What the words of a provision were taken for, one norm or one silence at a time."""

from __future__ import annotations

from typing import NamedTuple

from ingest.annotate.norm.clause import Clause
from ingest.model import Norm


class Taken(NamedTuple):
    """What the words ``[start, end)`` of a provision were taken for: a norm, or nothing by the rule ``silence``.

    ``clauses`` are those that they were cut into; none where they were not cut. ``signs`` speak against the norm
    (:mod:`ingest.annotate.norm.doubts`).
    """

    path: str
    start: int
    end: int
    clauses: tuple[Clause, ...] = ()
    norm: Norm | None = None
    silence: str | None = None
    signs: tuple[str, ...] = ()

    def moved(self, by: int) -> Taken:
        """Return the same of words that stand ``by`` characters further on."""
        cut = tuple(one._replace(start=one.start + by, end=one.end + by) for one in self.clauses)
        return self._replace(start=self.start + by, end=self.end + by, clauses=cut)
