"""Facts as spaCy documents: for ``displacy`` in notebooks and ``DocBin`` files for training.

A provision's own words become one ``Doc``. Its tokens are jieba's, cut further where a fact begins or ends,
so that every fact is a span of whole tokens at its exact place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, DocBin, Span

from ingest.language import cut, pipeline
from ingest.model import Annotation, Provision
from ingest.text import CleanText
from ingest.text import Span as Place

Labelled = tuple[int, int, str]

GROUPS = ("quantities", "departments", "citations", "norms")


def _within(clean: CleanText, spans: tuple[Place, ...]) -> tuple[int, int] | None:
    """Where the characters under ``spans`` stand in ``clean.text``; None if not all of them do."""
    if not spans:
        return None
    start = bisect_left(clean.offsets, spans[0].start)
    end = bisect_left(clean.offsets, spans[-1].end)
    inside = start < end and clean.offsets[start] == spans[0].start and clean.offsets[end - 1] < spans[-1].end
    return (start, end) if inside else None


def _facts(annotation: Annotation, provision: Provision) -> dict[str, list[Labelled]]:
    found: dict[str, list[Labelled]] = {group: [] for group in GROUPS}

    def add(group: str, path: str, spans: tuple[Place, ...], label: str) -> None:
        if path == provision.path and (place := _within(provision.own, spans)):
            found[group].append((*place, label))

    for quantity in annotation.quantities:
        add("quantities", quantity.path, quantity.spans, quantity.kind)
    for mention in annotation.mentions:
        add("departments", mention.path, mention.spans, "generic" if mention.generic else mention.role)
    for citation in annotation.citations:
        add("citations", citation.path, citation.spans, citation.status)
    for norm in annotation.norms:
        add("norms", norm.path, norm.spans, norm.modality)
    return found


def _tokens(text: str, facts: dict[str, list[Labelled]]) -> list[str]:
    cuts = {0, len(text)} | {at for group in facts.values() for start, end, _ in group for at in (start, end)}
    at = 0
    for word in cut(text):
        at += len(word)
        cuts.add(at)
    return [text[start:end] for start, end in pairwise(sorted(cuts))]


def spacy_doc(annotation: Annotation, provision: Provision) -> Doc:
    """Return a provision's own words as a ``Doc`` with ``doc.spans`` for each group of facts.

    The groups are ``quantities``, ``departments``, ``citations`` and ``norms``; a span's label is the kind,
    role, status or modality. ``doc.text`` equals ``provision.own.text``; ``doc.user_data`` names the path.
    """
    text = provision.own.text
    facts = _facts(annotation, provision)
    words = _tokens(text, facts)
    doc = Doc(pipeline().vocab, words=words, spaces=[False] * len(words))
    doc.user_data["path"] = provision.path
    for group, found in facts.items():
        spans = (doc.char_span(start, end, label=label) for start, end, label in found)
        doc.spans[group] = [span for span in spans if isinstance(span, Span)]
    return doc


def spacy_docs(annotation: Annotation) -> Iterator[Doc]:
    """Yield a ``Doc`` for each provision that has words of its own, in document order."""
    for provision in annotation.document.provisions:
        if provision.own.text.strip():
            yield spacy_doc(annotation, provision)


def doc_bin(annotation: Annotation) -> DocBin:
    """Return all of them as a ``DocBin``, spaCy's file format."""
    return DocBin(docs=list(spacy_docs(annotation)), store_user_data=True)
