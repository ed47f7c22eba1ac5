"""A graph in memory of texts and of the alignments between them, as a build writes it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

import pyoxigraph as ox

from ingest.model import Alignment, Annotation
from ingest.pipeline import annotate
from ingest.resolve import resolve
from ingest.structure import structure
from ingest.text import SourceText
from ingest.write.authority import referred_quads
from ingest.write.link_quads import link_quads
from ingest.write.nquads import document_quads
from queries.engine import EmbeddedEngine


def read(text: str) -> Annotation:
    """Annotate a text; its file has the name of its first line."""
    name = f"{text.splitlines()[0]}.txt"
    return annotate(structure(SourceText(name, text, hashlib.sha256(text.encode()).hexdigest())))


def graph_of(documents: Iterable[Annotation], alignments: Iterable[Alignment]) -> EmbeddedEngine:
    """Return the graph of documents with the links between them."""
    store = ox.Store()
    quads = [*referred_quads(())]
    for document in documents:
        quads += document_quads(resolve(document))
    for alignment in alignments:
        quads += link_quads(alignment)
    store.load("".join(quads).encode(), format=ox.RdfFormat.N_QUADS)
    return EmbeddedEngine(store)
