"""The documents of a built graph as they were read, from the parts that a build keeps beside it."""

from __future__ import annotations

from pathlib import Path

from ingest.model import Annotation
from lawgraph.build.documents import TextNotes, annotation_of
from lawgraph.build.manifest import read_manifest
from lawgraph.build.parts import TEXT, PartDamaged, Parts
from lawgraph.store import leased
from lawgraph.stored_links import Reader
from queries.engine import EmbeddedEngine


class NotKept(Exception):
    """A graph has a document, and not what was read of it."""


def stored_annotation(directory: Path, name: str) -> Annotation:
    """Return the document that ``name`` means in the graph in ``directory``: its IRI, its title or a part of it.

    Raises :class:`lawgraph.stored_links.DocumentNotFound`, :class:`queries.errors.GraphNotFound` and :class:`NotKept`.
    """
    with leased(directory) as generation:
        iri = Reader(EmbeddedEngine.open(generation.store)).document(name)
    parts = Parts(directory)
    for key, _ in read_manifest(directory).documents:
        try:
            part = parts.read(key, TEXT)
            if part.noted(TextNotes).iri == iri:
                return annotation_of(part)
        except (FileNotFoundError, PartDamaged):
            continue
    raise NotKept(
        f"{directory}: 图谱旁没有保存「{name}」的标注，请用 lawgraph build 重新构建，或直接给出文件。"
        f"What was read of {name} is not kept beside the graph; build it anew with lawgraph build, or give the files."
    )
