"""Where citations lead: to a document read together with this one, to a part of this one, or outside."""

from __future__ import annotations

from dataclasses import replace

from ingest.annotate.references import target_path
from ingest.model import Annotation, Citation, CitationCheck, CitationStatus
from ingest.resolve.collection import Collection, Entry
from ingest.resolve.identity import identify


def resolve_citation(citation: Citation, annotation: Annotation, collection: Collection) -> Citation:
    """Return the citation with its status, its target or candidates, and whether the article cited is there.

    A citation that leads to a document without the article that it names keeps the document as its target, and
    says so (``check``: absent).
    """
    if citation.internal:
        return _internal(citation, annotation)
    found = collection.find(citation.title, citation.number, _date(annotation))
    if len(found) == 1:
        return _at(citation, found[0])
    if found:
        candidates = tuple(sorted(entry.iri for entry in found))
        return replace(
            citation,
            status=CitationStatus.AMBIGUOUS,
            target=None,
            candidates=candidates,
            status_rule="citation-several-texts",
        )
    return citation


def resolve_title(title: str, annotation: Annotation, collection: Collection) -> str | None:
    """Return the IRI of the document that a title means, None when none or several could be meant."""
    found = collection.find(title, None, _date(annotation))
    return found[0].iri if len(found) == 1 else None


def _date(annotation: Annotation) -> str | None:
    metadata = annotation.document.metadata
    return metadata.adopted or metadata.issued or metadata.approved or metadata.in_force


def _internal(citation: Citation, annotation: Annotation) -> Citation:
    paths = frozenset(provision.path for provision in annotation.document.provisions)
    if citation.article is None:
        return citation
    path = target_path(citation.article, paths)
    if path is None:
        return replace(
            citation,
            status=CitationStatus.AMBIGUOUS,
            target=None,
            check=CitationCheck.ABSENT,
            status_rule="citation-part-absent",
        )
    target = identify(annotation.document).document.provision(path)
    return replace(
        citation,
        status=CitationStatus.RESOLVED,
        target=target,
        check=CitationCheck.EXISTS,
        status_rule="citation-part-found",
    )


def _at(citation: Citation, entry: Entry) -> Citation:
    path = target_path(citation.article, entry.paths) if citation.article else None
    check, rule = None, "citation-document-found"
    if citation.article and path is None:
        check, rule = CitationCheck.ABSENT, "citation-article-absent"
    elif citation.article:
        check, rule = CitationCheck.EXISTS, "citation-article-found"
    target = entry.identity.document.provision(path) if path else entry.iri
    return replace(citation, status=CitationStatus.RESOLVED, target=target, check=check, status_rule=rule)
