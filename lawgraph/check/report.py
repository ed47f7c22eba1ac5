"""What a check says: which documents were checked among which, what was found, what could not be judged."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.check.finding import Finding
from ingest.status.header import Header
from ingest.status.timeline import Period
from ontology.states import State

NOT_IN_FORCE = "not-in-force"
"""In place of a kind: that a text was not checked because it holds no more."""


@dataclass(frozen=True, slots=True)
class CheckedDocument:
    """A document that was checked: its header, the name of its file, its status on the day of the check.

    ``uppers`` are the titles of the upper rules that it was compared with, ``absent`` those of its legal bases that
    are not among the documents read together.
    """

    header: Header
    file: str
    status: Period
    uppers: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def over(self) -> bool:
        """Whether its text holds no more on the day, because another took its place or repealed it."""
        return self.status.state in (State.REPEALED, State.SUPERSEDED)


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """What a check could not judge, and why, in Chinese and English; ``document`` is an IRI."""

    document: str
    path: str | None
    kind: str
    why: tuple[str, str]


@dataclass(frozen=True, slots=True)
class CheckReport:
    """The findings on documents as of a day (ISO), most grave first within a document, then in its order.

    ``among`` is how many documents were read together, ``newest`` the day of the last of them: what came after is
    not known. ``dismissed`` is how many findings are silent because somebody dismissed them, ``since`` the day or
    build from which on what is new is told, None for all.
    """

    on: str
    documents: tuple[CheckedDocument, ...]
    findings: tuple[Finding, ...]
    left_open: tuple[LeftOpen, ...] = ()
    among: int = 0
    newest: str | None = None
    dismissed: int = 0
    since: str | None = None
