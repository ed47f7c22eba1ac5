"""The periods of a text: not yet in force, in force, expired, repealed, replaced by a later text, not known."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.text import Span
from ontology.states import GroundKind, State


@dataclass(frozen=True, slots=True)
class Ground:
    """Words that a period rests on: of which document (IRI), at which path, where (code points of its source text).

    ``text`` is empty, and ``spans`` too, where the ground is that nothing is known.
    """

    kind: GroundKind
    document: str
    path: str | None
    text: str
    spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Period:
    """A state from a day on (ISO; None: from the beginning) to the day before another (None: open).

    ``doubt`` is why it may be another one, in Chinese and English: that a state is open is as far as the documents
    that are read together know.
    """

    state: State
    since: str | None
    until: str | None
    grounds: tuple[Ground, ...]
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """The periods of a text, or of a provision of it (``path``), without gap or overlap, in order of time."""

    document: str
    path: str | None
    periods: tuple[Period, ...]

    def on(self, day: str) -> Period:
        """Return the period of a day (ISO)."""
        for period in self.periods:
            if (period.since is None or period.since <= day) and (period.until is None or day < period.until):
                return period
        return Period(State.UNKNOWN, None, None, ())
