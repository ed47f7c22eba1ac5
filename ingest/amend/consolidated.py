"""A consolidated text: where each of its characters comes from, and what became of each instruction."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from ingest.amend.instruction import Decision, Instruction
from ingest.model import Diagnostic, Document
from ingest.text import Span


class Origin(StrEnum):
    """Where characters come from; the values stand in the JSON of ``lawgraph amend``."""

    BASE = "base"
    DECISION = "decision"
    EDITORIAL = (
        "editorial"  # a label with another number, a blank between paragraphs, quotation marks one level up
    )


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of the consolidated text from one place.

    ``span`` is where they stand in the source text of the base or the decision (code points), ``None`` for editorial
    ones. ``by`` is the number of the instruction that put them there, ``None`` where none did.
    """

    text: str
    origin: Origin
    span: Span | None = None
    by: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an instruction: applied, or refused with the reason in Chinese and English.

    ``applied`` is None for one that changes no words (本决定自…施行). ``note`` is what had to be decided all the same.
    """

    instruction: Instruction
    applied: bool | None
    reason: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True)
class Removed:
    """Words of the base that are no longer there: where they stood, and where in the consolidated text that is."""

    span: Span
    at: int
    by: int | None


@dataclass(frozen=True, slots=True)
class Consolidated:
    """A base with a decision applied to it.

    ``pieces`` tile the text. ``refused`` is why nothing was applied at all (Chinese and English): the decision is for
    another rule, the base is younger than it. ``diagnostics`` say what is to be looked at: references that the new
    numbers leave stale.
    """

    base: Document
    decision: Decision
    pieces: tuple[Piece, ...]
    outcomes: tuple[Outcome, ...]
    removed: tuple[Removed, ...] = ()
    refused: str | None = None
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def text(self) -> str:
        """The consolidated text."""
        return "".join(piece.text for piece in self.pieces)

    def places(self) -> Iterator[tuple[int, Piece]]:
        """Yield each piece with where it begins in the text."""
        at = 0
        for piece in self.pieces:
            yield at, piece
            at += len(piece.text)

    @property
    def all_applied(self) -> bool:
        """Whether every instruction that changes words was applied."""
        return self.refused is None and not any(outcome.applied is False for outcome in self.outcomes)
