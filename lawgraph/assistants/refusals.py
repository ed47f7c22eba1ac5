"""Refusals: why a tool does not answer, as data that an assistant can act on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Why a question is not answered."""

    NOT_FOUND = "not-found"
    AMBIGUOUS = "ambiguous"
    NOT_IN_THIS_GRAPH = "not-in-this-graph"
    LIMIT = "limit"
    BROKEN = "broken"
    BAD_REQUEST = "bad-request"


_COMMAND = re.compile(r"lawgraph query (?=[a-z])")


def in_tools(message: str) -> str:
    """Return a message of the library as one of the tools, which are not asked by commands.

    >>> in_tools("全部见 lawgraph queries。all links: lawgraph query cross-level-links")
    '全部见 schema。all links: sparql name=cross-level-links'
    """
    return _COMMAND.sub("sparql name=", message).replace("lawgraph queries", "schema")


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
