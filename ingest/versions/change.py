"""What became of the provisions of a rule from one of its texts to the next."""

from __future__ import annotations

from dataclasses import dataclass

from ingest.model import Diagnostic, Document
from ingest.text import Span
from ontology.states import ChangeKind, Moved


@dataclass(frozen=True, slots=True)
class Edit:
    """Words of the old text and what stands in their place in the new one; one of the two may be empty.

    Spans are code points of the source text of each side; an empty side has the empty span where words would stand.
    """

    old_text: str
    old_spans: tuple[Span, ...]
    new_text: str
    new_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A provision of the old text and what it is in the new one.

    ``old`` and ``new`` are paths: one each, several on one side of a split or merger, none where it is new or gone.
    ``place`` is None where it is new or gone. ``likeness`` is how much of the words is the same, 0 to 1 (1: all).
    ``doubt`` is why the two may be no counterparts, in Chinese and English, or which passage of the other text has
    words of what is new or gone; ``None`` where nothing speaks against it.
    """

    old: tuple[str, ...]
    new: tuple[str, ...]
    kind: ChangeKind
    place: Moved | None
    edits: tuple[Edit, ...] = ()
    likeness: float = 1.0
    doubt: str | None = None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts of one rule, and what became of each article of them, in the order of the new text.

    ``diagnostics`` say what speaks against comparing them (not one rule, the same date, no date).
    """

    old: Document
    new: Document
    changes: tuple[Change, ...]
    diagnostics: tuple[Diagnostic, ...] = ()
