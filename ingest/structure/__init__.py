"""Structure: a source text as a tree of provisions with metadata."""

from ingest.structure.document import read_document, structure

__all__ = ["read_document", "structure"]
