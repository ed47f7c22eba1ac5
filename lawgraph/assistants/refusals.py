"""Refusals: why a tool does not answer, as data that an assistant can act on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Why a question is not answered."""

    NOT_FOUND = "not-found"
    AMBIGUOUS = "ambiguous"
    NOT_IN_THIS_GRAPH = "not-in-this-graph"
    LIMIT = "limit"
    BAD_REQUEST = "bad-request"


@dataclass(frozen=True, slots=True)
class Candidate:
    """One of several things that may be meant: its IRI, its name, and what tells it from the others."""

    iri: str
    label: str
    note: str = ""

    def data(self) -> dict[str, str]:
        """Return the candidate as data."""
        return {"iri": self.iri, "label": self.label} | ({"note": self.note} if self.note else {})


class Refusal(Exception):
    """A question that is not answered; the message says what failed and what to do, in Chinese, then in English.

    ``near`` are names that would be found, ``candidates`` the things of which one has to be chosen.
    """

    def __init__(
        self, kind: Kind, message: str, near: Sequence[str] = (), candidates: Sequence[Candidate] = ()
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.near = tuple(near)
        self.candidates = tuple(candidates)

    def data(self) -> dict[str, object]:
        """Return the refusal as data."""
        said: dict[str, object] = {"type": self.kind.value, "message": str(self)}
        if self.near:
            said["near"] = list(self.near)
        if self.candidates:
            said["candidates"] = [candidate.data() for candidate in self.candidates]
        return {"refused": said}
