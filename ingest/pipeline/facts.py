"""Facts in a ``Doc``: written into ``doc.spans`` at their places, read back, kept in spaCy's ``DocBin`` files."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from enum import StrEnum
from functools import cache
from itertools import chain, pairwise
from typing import Any, TypeVar

from spacy.tokens import Doc, DocBin, Span
from spacy.vocab import Vocab

from ingest.model import Citation, Mention, Norm, Quantity
from ingest.pipeline.layout import Found, plain_document
from ingest.text import Span as Place

_KEY = "lawgraph"


@dataclasses.dataclass(frozen=True, slots=True)
class Topics:
    """The topics of a provision, the main one first."""

    path: str
    spans: tuple[Place, ...]
    topics: tuple[str, ...]


Fact = Quantity | Mention | Citation | Norm | Topics
F = TypeVar("F", Quantity, Mention, Citation, Norm, Topics)

KINDS: Mapping[str, type[Fact]] = {
    "quantities": Quantity,
    "bodies": Mention,
    "citations": Citation,
    "norms": Norm,
    "topics": Topics,
}


class DocumentDoc(Doc):
    """The ``Doc`` of a document.

    ``found`` is the document with what is found in it, ``facts`` what components have written, ``starts`` where
    its tokens begin.
    """

    found: Found
    facts: dict[str, tuple[Fact, ...]]
    starts: set[int]


class Sheet(DocumentDoc):
    """A ``Doc`` without tokens, for who asks for facts alone: components write them, and no spans."""

    @classmethod
    def of(cls, found: Found, vocab: Vocab) -> Sheet:
        """Return the sheet of a document."""
        sheet = cls(vocab)
        sheet.found, sheet.facts, sheet.starts = found, {}, set()
        return sheet


def found_in(doc: Doc) -> Found:
    """Return the document of a ``Doc``; a plain text is one of a single provision."""
    if isinstance(doc, DocumentDoc):
        return doc.found
    if _KEY not in doc.user_data:
        doc.user_data[_KEY] = {}
    return Found(plain_document(doc.text))


def write_facts(doc: Doc, group: str, facts: Sequence[F], labels: Iterable[str], found: Found) -> None:
    """Write ``facts`` into ``doc.spans[group]``, each with its label and, as ``span._.fact``, itself.

    A fact whose characters are not all in the ``Doc`` (a cell of a table) has no span, but is kept.
    """
    if isinstance(doc, DocumentDoc):
        doc.facts[group] = tuple(facts)
        if isinstance(doc, Sheet):
            return
    else:
        doc.user_data.setdefault(_KEY, {})[group] = [encoded(fact) for fact in facts]
    places: list[tuple[int, tuple[int, int], str]] = []
    for number, (fact, label) in enumerate(zip(facts, labels, strict=True)):
        place = found.segments[fact.path].place(fact.spans)
        if place is not None:
            places.append((number, place, label))
    _split(doc, found.text, set(chain.from_iterable(ends for _, ends, _ in places)))
    _set_spans(doc, group, [(ends[0], ends[1], label, f"{group}/{number}") for number, ends, label in places])


def _set_spans(doc: Doc, group: str, places: Iterable[tuple[int, int, str, str]]) -> None:
    spans = [doc.char_span(start, end, label=label, span_id=id) for start, end, label, id in places]
    doc.spans[group] = [span for span in spans if isinstance(span, Span)]


def _split(doc: Doc, text: str, cuts: set[int]) -> None:
    """Cut the tokens that a fact begins or ends inside of; ``text`` is that of ``doc``, which spaCy keeps nowhere."""
    starts = doc.starts if isinstance(doc, DocumentDoc) else {token.idx for token in doc}
    missing = sorted(cuts - starts - {len(text)})
    if not missing:
        return
    starts |= cuts
    # spaCy counts spans in tokens and does not move them when a token before them is cut.
    written = {
        group: [(span.start_char, span.end_char, span.label_, span.id_) for span in spans]
        for group, spans in doc.spans.items()
    }
    within: dict[int, list[int]] = {}
    every = iter(doc)
    token = next(every)
    for at in missing:
        while token.idx + len(token) <= at:
            token = next(every)
        within.setdefault(token.i, [token.idx, token.idx + len(token)]).insert(-1, at)
    with doc.retokenize() as retokenizer:
        for number, ends in within.items():
            token = doc[number]
            parts = [text[start:end] for start, end in pairwise(ends)]
            retokenizer.split(token, parts, heads=[(token, 0)] * len(parts))
    for group, placed in written.items():
        _set_spans(doc, group, placed)


def write_provisions(doc: DocumentDoc) -> None:
    """Write the words of each provision into ``doc.spans["provisions"]``, its path as their label."""
    segments = (segment for segment in doc.found.segments.values() if segment.provision.own.text)
    places = (
        (segment.start, segment.start + len(segment.provision.own.text), segment.provision.path, "")
        for segment in segments
    )
    _set_spans(doc, "provisions", places)


def facts_of(doc: Doc, group: str, kind: type[F]) -> tuple[F, ...]:
    """Return the facts of a group, as they were written; none if no component has."""
    if isinstance(doc, DocumentDoc):
        return typing.cast("tuple[F, ...]", doc.facts.get(group, ()))
    return tuple(decoded(kind, each) for each in doc.user_data.get(_KEY, {}).get(group, ()))


def rewrite_facts(doc: Doc, groups: Mapping[str, Sequence[Quantity | Mention | Citation | Norm]]) -> None:
    """Put facts in the place of those of their group, one for one; their spans and labels stay.

    Raises :class:`ValueError` where a group has another number of facts.
    """
    for group, facts in groups.items():
        if isinstance(doc, DocumentDoc):
            if len(doc.facts.get(group, ())) != len(facts):
                raise ValueError(f"{group}: {len(facts)} facts for {len(doc.facts.get(group, ()))}")
            if group in doc.facts:
                doc.facts[group] = tuple(facts)
        elif group in (kept := doc.user_data.get(_KEY, {})):
            if len(kept[group]) != len(facts):
                raise ValueError(f"{group}: {len(facts)} facts for {len(kept[group])}")
            kept[group] = [encoded(fact) for fact in facts]


def fact_of(span: Span) -> Fact | None:
    """Return the fact of a span of ours (``span._.fact``)."""
    group, _, number = span.id_.partition("/")
    if group not in KINDS or not number.isdecimal():
        return None
    if isinstance(span.doc, DocumentDoc):
        return span.doc.facts[group][int(number)]
    kept = span.doc.user_data.get(_KEY, {}).get(group)
    return decoded(KINDS[group], kept[int(number)]) if kept is not None else None


Span.set_extension("fact", getter=fact_of, force=True)


def to_bin(docs: Iterable[Doc]) -> bytes:
    """Return documents with their facts as a ``DocBin`` file, spaCy's own format."""
    docs = list(docs)
    for doc in docs:
        if isinstance(doc, DocumentDoc):
            doc.user_data[_KEY] = {
                group: [encoded(fact) for fact in facts] for group, facts in doc.facts.items()
            }
    return bytes(DocBin(docs=docs, store_user_data=True).to_bytes())


def from_bin(data: bytes, vocab: Vocab) -> list[Doc]:
    """Read what :func:`to_bin` wrote; the facts are those that were written."""
    return list(DocBin().from_bytes(data).get_docs(vocab))


# --- facts in the plain types that spaCy can write to a file


def encoded(fact: object) -> Any:
    """Return a fact in plain types: dictionaries, lists, strings, numbers; a decimal is ``{"decimal": "0.5"}``."""
    if dataclasses.is_dataclass(fact) and not isinstance(fact, type):
        return {field.name: encoded(getattr(fact, field.name)) for field in dataclasses.fields(fact)}
    if isinstance(fact, StrEnum):
        return fact.value
    if isinstance(fact, tuple):
        return [encoded(each) for each in fact]
    if isinstance(fact, Decimal):
        return {"decimal": str(fact)}
    return fact


def decoded(kind: Any, plain: Any) -> Any:
    """Return what :func:`encoded` was given, which was of type ``kind``."""
    if plain is None:
        return None
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        return kind(
            **{field: decoded(of, plain[field]) for field, of in _types(kind).items() if field in plain}
        )
    if isinstance(plain, dict):
        return Decimal(plain["decimal"])
    options = typing.get_args(kind)
    if isinstance(plain, list | tuple):
        if kind is Place:
            return Place(*plain)
        return tuple(decoded(options[0], each) for each in plain)
    for option in (kind, *options):
        if isinstance(option, type) and issubclass(option, StrEnum):
            return option(plain)
    return plain


@cache
def _types(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)
