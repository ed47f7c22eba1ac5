"""Decisions that amend rules: read as instructions, and applied to the text that they amend."""

from ingest.amend.apply import apply
from ingest.amend.consolidated import Consolidated, Origin, Outcome, Piece
from ingest.amend.instruction import Decision, Instruction, Operation, Place, Quotation
from ingest.amend.reading import is_decision, read

__all__ = [
    "Consolidated",
    "Decision",
    "Instruction",
    "Operation",
    "Origin",
    "Outcome",
    "Piece",
    "Place",
    "Quotation",
    "apply",
    "is_decision",
    "read",
]
