"""What other documents say of one: its periods, and what became of its provisions in another text of the rule."""

from __future__ import annotations

from ingest.check.library import Library
from ingest.model import Annotation
from ingest.status.timeline import Timeline
from ingest.versions.change import Comparison
from ingest.versions.compare import compare


def timeline(library: Library, document: str, path: str | None) -> Timeline:
    """Return the periods of a document, or of a provision of it; none where nothing tells them."""
    return Timeline(document, path, ())


def comparison(old: Annotation, new: Annotation) -> Comparison:
    """Return two texts of one rule compared."""
    return compare(old.document, new.document)
