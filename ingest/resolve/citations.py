"""Where citations lead: to a document read together with this one, to a part of this one, or outside."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ingest.annotate.references import target_path
from ingest.model import Annotation, Citation, CitationCheck, CitationStatus
from ingest.resolve.collection import Entry, Known
from ingest.structure.dates import iso_date
from ingest.text import squeeze
from ontology.numerals import plain_form, whole_number

_BEFORE = 40  # characters in which a citation says which text it means
_VERSION = re.compile(
    r"([\d一]{4})年(?:\s*[\d一]{1,3}月\s*[\d一]{1,3}日)?[^,。;《》\n]{0,24}(?:修正|修订|修改|通过|公布|发布)的[^,。;《》\n]{0,6}$"
)  # in plain_form


def resolve_citation(
    citation: Citation, annotation: Annotation, collection: Known, own: Entry | None = None
) -> Citation:
    """Return the citation with its status, its target or candidates, and whether what it names is there.

    A citation that leads to a document without an article that it names keeps the document as its target, and
    says so (``check``: absent); so does one whose heading is another (heading-differs), and one of a document that
    another one had repealed by then (repealed). ``own`` is the entry of the document itself, made once for all.
    """
    if citation.internal:
        return _internal(citation, own or Entry.of(annotation.document))
    day = cited_day(citation, annotation)
    found = collection.find(citation.title, citation.number, day, code_of(annotation))
    if len(found) == 1:
        return _at(citation, found[0], collection.repealed(found[0], day))
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


def resolve_title(title: str, annotation: Annotation, collection: Known) -> str | None:
    """Return the IRI of the document that a title means, None when none or several could be meant."""
    found = collection.find(title, None, date_of(annotation), code_of(annotation))
    return found[0].iri if len(found) == 1 else None


def date_of(annotation: Annotation) -> str | None:
    """Return the day from which a document looks at others: that of its text, as it was amended last."""
    metadata = annotation.document.metadata
    return metadata.dated or metadata.approved or metadata.in_force


def cited_day(citation: Citation, annotation: Annotation) -> str | None:
    """Return the day on which the text that a citation means stood: the one it names, else that of the citing text.

    2018年修正的《…》 and 2018年10月26日公布的《…》 mean that text, whatever came later.
    """
    if not citation.spans or citation.title is None:
        return date_of(annotation)
    start = citation.spans[0].start
    before = annotation.document.source.text[max(0, start - _BEFORE) : start]
    named = _VERSION.search(plain_form(before))
    if named is None:
        return date_of(annotation)
    words = before[named.start() :]
    return iso_date(words) or _last_day(whole_number(before[slice(*named.span(1))])) or date_of(annotation)


def _last_day(year: int | None) -> str | None:
    return f"{year}-12-31" if year is not None and 1900 <= year <= 2200 else None


def code_of(annotation: Annotation) -> str | None:
    """Return the code of the territory of a document, ``None`` if it is not known."""
    jurisdiction = annotation.document.metadata.jurisdiction
    return jurisdiction.code if jurisdiction else None


def _internal(citation: Citation, entry: Entry) -> Citation:
    if citation.article is None:
        return citation
    paths = _paths(citation, entry)
    if None in paths:
        return replace(
            citation,
            status=CitationStatus.AMBIGUOUS,
            target=None,
            check=CitationCheck.ABSENT,
            status_rule="citation-part-absent",
        )
    return replace(
        citation,
        status=CitationStatus.RESOLVED,
        target=entry.identity.document.provision(paths[0] or ""),
        check=_heading_check(citation, paths[0], entry.headings),
        status_rule="citation-part-found",
    )


def _paths(citation: Citation, entry: Entry) -> tuple[str | None, ...]:
    """Return the provision that each part cited is, ``None`` for those that are not there."""
    parts = citation.articles or ((citation.article,) if citation.article else ())
    return tuple(target_path(part, entry.paths) for part in parts)


def _heading_check(citation: Citation, path: str | None, headings: Mapping[str, str]) -> CitationCheck:
    """Whether the heading that a citation prints is that of the chapter or article that it leads to."""
    if path is None:
        return CitationCheck.ABSENT
    there = headings.get(path)
    differs = citation.heading and there and squeeze(citation.heading) != squeeze(there)
    return CitationCheck.HEADING_DIFFERS if differs else CitationCheck.EXISTS


def _at(citation: Citation, entry: Entry, repealed: bool) -> Citation:
    paths = _paths(citation, entry)
    path = next(iter(paths), None)
    check, rule = None, "citation-document-found"
    if None in paths:
        check, rule = CitationCheck.ABSENT, "citation-article-absent"
    elif paths:
        check, rule = _heading_check(citation, path, entry.headings), "citation-article-found"
    if repealed and check is not CitationCheck.ABSENT:
        check = CitationCheck.REPEALED
    target = entry.identity.document.provision(path) if path else entry.iri
    return replace(citation, status=CitationStatus.RESOLVED, target=target, check=check, status_rule=rule)
