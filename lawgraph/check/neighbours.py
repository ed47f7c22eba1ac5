"""What became of the provisions of a text in another text of the rule."""

from __future__ import annotations

from ingest.check.library import Library
from ingest.model import Annotation
from ingest.states import ChangeKind
from ingest.versions.change import Comparison


def became(library: Library, old: str, new: str, path: str) -> tuple[ChangeKind, tuple[str, ...]] | None:
    """Return what became of a provision of an old text in a new one (IRIs), and its paths there; None: not known."""
    compared = library.comparison(old, new)
    change = next((each for each in compared.changes if path in each.old), None) if compared else None
    return (change.kind, change.new) if change else None


def comparison(old: Annotation, new: Annotation) -> Comparison | None:
    """Return two texts of one rule compared."""
    return None
