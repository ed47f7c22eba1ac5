"""Facts as spaCy documents: for ``displacy`` in notebooks and ``DocBin`` files for training.

A provision's own words become one ``Doc``. Its tokens are jieba's, cut further where a fact begins or ends,
so that every fact is a span of whole tokens at its exact place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from spacy.tokens import Doc, DocBin, Span

from ingest.language import cut, pipeline
from ingest.model import Annotation, Provision
from ingest.text import CleanText
from ingest.text import Span as Place

Labelled = tuple[int, int, str]
Fact = tuple[str, tuple[Place, ...], str]  # group, spans, label

GROUPS = ("quantities", "departments", "citations", "norms")


def _within(clean: CleanText, spans: tuple[Place, ...]) -> tuple[int, int] | None:
    """Where the characters under ``spans`` stand in ``clean.text``; None if not all of them do."""
    if not spans:
        return None
    start = bisect_left(clean.offsets, spans[0].start)
    end = bisect_left(clean.offsets, spans[-1].end)
    inside = start < end and clean.offsets[start] == spans[0].start and clean.offsets[end - 1] < spans[-1].end
    return (start, end) if inside else None


def _facts(annotation: Annotation) -> dict[str, list[Fact]]:
    """The facts of each provision, by its path."""
    found: dict[str, list[Fact]] = defaultdict(list)
    for quantity in annotation.quantities:
        found[quantity.path].append(("quantities", quantity.spans, quantity.kind))
    for mention in annotation.mentions:
        label = "generic" if mention.generic else mention.role
        found[mention.path].append(("departments", mention.spans, label))
    for citation in annotation.citations:
        found[citation.path].append(("citations", citation.spans, citation.status))
    for norm in annotation.norms:
        found[norm.path].append(("norms", norm.spans, norm.modality))
    return found


def _placed(facts: Iterable[Fact], provision: Provision) -> dict[str, list[Labelled]]:
    """Those facts that stand in the provision's own words, with their places there, by group."""
    placed: dict[str, list[Labelled]] = {group: [] for group in GROUPS}
    for group, spans, label in facts:
        if place := _within(provision.own, spans):
            placed[group].append((*place, label))
    return placed


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
    return _doc(provision, _facts(annotation).get(provision.path, ()))


def _doc(provision: Provision, found_in_it: Iterable[Fact]) -> Doc:
    text = provision.own.text
    facts = _placed(found_in_it, provision)
    words = _tokens(text, facts)
    doc = Doc(pipeline().vocab, words=words, spaces=[False] * len(words))
    doc.user_data["path"] = provision.path
    for group, found in facts.items():
        spans = (doc.char_span(start, end, label=label) for start, end, label in found)
        doc.spans[group] = [span for span in spans if isinstance(span, Span)]
    return doc


def spacy_docs(annotation: Annotation) -> Iterator[Doc]:
    """Yield a ``Doc`` for each provision that has words of its own, in document order."""
    facts = _facts(annotation)
    for provision in annotation.document.provisions:
        if provision.own.text.strip():
            yield _doc(provision, facts.get(provision.path, ()))


def doc_bin(annotation: Annotation) -> DocBin:
    """Return all of them as a ``DocBin``, spaCy's file format."""
    return DocBin(docs=list(spacy_docs(annotation)), store_user_data=True)
