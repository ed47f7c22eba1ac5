"""Which rule a text is a text of, and by which IRIs both go (docs/decisions/0008-identity.md).

A *document* is one dated text, told by its characters alone. Its *work* is the rule as such, of which there may
be other texts: before an amendment and after it. A rule of legislation keeps its title when it is amended, so
territory and title tell it. A normative document (意见, 通知, 方案) is issued anew under another number, and a
decision is made once, so that the number tells them too. What has no number, and any text whose title is only
concluded, is a work of its own: two texts are never taken for one rule by default. Who knows better states
``work`` in the metadata file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ingest.model import Document
from ontology.document_types import is_normative_document
from ontology.iri import DocumentIri, stated_work_iri, work_iri

#: A decision (关于修改《…》的决定, 关于批准…的决定) is made once, however often its title comes again.
_MADE_ONCE = re.compile(r"(?:决定|决议)(?:（[^）]*）)?$")


@dataclass(frozen=True, slots=True)
class Identity:
    """The IRI of a dated text, and that of the rule that it is a text of."""

    document: DocumentIri
    work: str


def identify(document: Document) -> Identity:
    """Return the IRIs of ``document`` and of its work."""
    return Identity(DocumentIri(document.source.digest), _work(document))


def _work(document: Document) -> str:
    metadata = document.metadata
    if metadata.work is not None:
        return stated_work_iri(metadata.work)
    code = metadata.jurisdiction.code if metadata.jurisdiction else None
    amended = not is_normative_document(metadata.document_type) and not _MADE_ONCE.search(metadata.title)
    if amended and "title" not in metadata.inferred:
        return work_iri(code, metadata.title)
    if metadata.number:
        return work_iri(code, metadata.title, metadata.number)
    return work_iri(code, document.source.digest)
