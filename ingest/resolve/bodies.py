"""Which bodies the names in a document mean: as its mentions have them, else by the authority data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ingest.bodies.body import Body
from ingest.bodies.resolve import resolve
from ingest.model import Annotation


def resolve_bodies(annotation: Annotation) -> tuple[Mapping[str, tuple[str, ...]], tuple[Body, ...]]:
    """Return the IRIs of the bodies that each name means, and all bodies that the document names.

    Names are those of issuers, of who answers for a provision, and of bearers; a name that no body is known for
    is not in the mapping.
    """
    metadata = annotation.document.metadata
    code = metadata.jurisdiction.code if metadata.jurisdiction else None
    mentioned = {
        name: mention.body
        for mention in reversed(annotation.mentions)
        for name in reversed((mention.text, *mention.names))
        if mention.body
    }
    meant: dict[str, tuple[str, ...]] = {}
    for name in _asked(annotation):
        body = None if name in mentioned else resolve(name, jurisdiction=code, year=metadata.year)
        if name in mentioned:
            meant[name] = mentioned[name]
        elif body is not None:
            meant[name] = (body.iri,)
    named = dict.fromkeys(
        (*_asked(annotation), *(n for mention in annotation.mentions for n in mention.names))
    )
    bodies = (resolve(name, jurisdiction=code, year=metadata.year) for name in named)
    return meant, tuple(body for body in bodies if body is not None)


def _asked(annotation: Annotation) -> Iterator[str]:
    """The names that the writers ask for."""
    yield from annotation.document.metadata.issuers
    for provision in annotation.document.provisions:
        yield from (responsibility.name for responsibility in provision.responsibilities)
    for norm in annotation.norms:
        yield from norm.bearers
