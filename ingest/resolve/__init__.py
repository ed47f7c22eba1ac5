"""What facts mean across documents: which document a citation leads to, which body a name means.

Everything is decided here, before anything is written: the writers of JSON Lines, N-Quads and links only say what
:class:`~ingest.model.Resolved` holds, so they cannot say different things. A file that is annotated alone is a
collection of one.

``identity`` names documents and their works, ``collection`` knows where titles and numbers lead, ``citations``
follows them, ``bodies`` tells which bodies the names of a document mean. ``questions`` lists what a document asks
of its collection, so that it can be resolved by the answers alone.
"""

from __future__ import annotations

from dataclasses import replace

from ingest.annotate.confidence import DAMAGE
from ingest.model import Annotation, Citation, CitationCheck, Diagnostic, Resolved
from ingest.resolve.bodies import resolve_bodies
from ingest.resolve.citations import resolve_citation, resolve_title
from ingest.resolve.collection import Collection, Entry, Known, Listed
from ingest.resolve.identity import identify
from ingest.resolve.questions import Answer, Answers, Question, questions

__all__ = ["Answer", "Answers", "Collection", "Listed", "Question", "identify", "questions", "resolve"]


def resolve(annotation: Annotation, collection: Known | None = None) -> Resolved:
    """Resolve the citations and bodies of a document among those of ``collection``, or alone."""
    if collection is None:
        collection = Collection([annotation.document])
    own = Entry.of(annotation.document)
    citations = tuple(
        resolve_citation(citation, annotation, collection, own) for citation in annotation.citations
    )
    based_on = (
        resolve_title(title, annotation, collection) for title in annotation.document.metadata.based_on
    )
    bodies, referred = resolve_bodies(annotation)
    notes = tuple(_absent(citation) for citation in citations if citation.check is CitationCheck.ABSENT)
    notes += tuple(
        Diagnostic("doubtful-quantity", f"{one.text}：{one.doubt}", one.spans)
        for one in annotation.quantities
        if one.doubt not in (None, DAMAGE)
    )
    document = replace(annotation.document, diagnostics=(*annotation.document.diagnostics, *notes))
    return Resolved(
        annotation=replace(annotation, document=document, citations=citations),
        bodies=bodies,
        referred=referred,
        based_on=tuple(dict.fromkeys(iri for iri in based_on if iri is not None)),
    )


def _absent(citation: Citation) -> Diagnostic:
    parts = ", ".join(citation.articles or (citation.article or "",))
    whole = "this text" if citation.internal else citation.title or citation.number
    message = f"{citation.text} cites {parts} of {whole}, where it is not found"
    return Diagnostic("cited-part-absent", message, citation.spans)
