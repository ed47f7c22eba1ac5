"""Facts as the source prints them.

Traditional characters, radicals and marks of damaged fonts are read as what they stand for, so that words are found
(:mod:`ingest.repair`). A quotation shows what is printed: whoever looks a fact up in the source finds its very
characters there. What was understood (titles, bearers, actions, conditions) stays in the reading.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ingest.model import Annotation, Document, Norm, Provision, Residue, Responsibility
from ingest.repair import REREAD
from ingest.text import CleanText, SourceText, Span, squeeze


def printed_words(text: str, spans: Iterable[Span], source: SourceText) -> str:
    """Return ``text`` with the characters that stand under ``spans``, or as it is where it is no reading of those.

    >>> printed_words("应当 30%", [Span(0, 5)], SourceText("a.txt", "應當30％", "0" * 64))
    '應當 30%'
    """
    places = [at for span in spans for at in range(*span) if not source.text[at].isspace()]
    read = [at for at, char in enumerate(text) if not char.isspace()]
    if len(places) != len(read):
        return text
    chars = list(text)
    for at, place in zip(read, places, strict=True):
        if squeeze(chars[at]) != squeeze(source.text[place]):
            chars[at] = source.text[place]
    return "".join(chars)


def as_printed(annotation: Annotation) -> Annotation:
    """Return an annotation whose texts quote the source; the same one where nothing was read otherwise than printed.

    Quoted are the texts of provisions, of residues and of facts, labels, headings, and names of who answers.
    """
    document = annotation.document
    if not any(diagnostic.code in REREAD for diagnostic in document.diagnostics):
        return annotation
    source = document.source
    quantities = {q: replace(q, text=printed_words(q.text, q.spans, source)) for q in annotation.quantities}

    def norm(each: Norm) -> Norm:
        told = tuple(quantities.get(quantity, quantity) for quantity in each.quantities)
        return replace(each, text=printed_words(each.text, each.spans, source), quantities=told)

    return replace(
        annotation,
        document=_document(document),
        quantities=tuple(quantities[quantity] for quantity in annotation.quantities),
        mentions=tuple(replace(m, text=printed_words(m.text, m.spans, source)) for m in annotation.mentions),
        citations=tuple(
            replace(c, text=printed_words(c.text, c.spans, source)) for c in annotation.citations
        ),
        norms=tuple(norm(each) for each in annotation.norms),
    )


def _document(document: Document) -> Document:
    source = document.source

    def residue(each: Residue) -> Residue:
        return replace(each, text=printed_words(each.text, each.spans, source))

    def answering(each: Responsibility) -> Responsibility:
        return replace(each, name=printed_words(each.name, each.spans, source))

    def provision(each: Provision) -> Provision:
        own = each.own.printed()
        return replace(
            each,
            clean=each.clean.printed(),
            own=own,
            label=_first(each.label, each.spans, source),
            heading=_heading(each, own),
            responsibilities=tuple(answering(one) for one in each.responsibilities),
        )

    return replace(
        document,
        provisions=tuple(provision(each) for each in document.provisions),
        residues=tuple(residue(each) for each in document.residues),
    )


def _first(label: str | None, spans: tuple[Span, ...], source: SourceText) -> str | None:
    """Return a label, which stands first in its provision, as it is printed."""
    if label is None:
        return None
    solid = sum(not char.isspace() for char in label)
    places = [at for span in spans for at in range(*span) if not source.text[at].isspace()][:solid]
    return printed_words(label, [Span(at, at + 1) for at in places], source)


def _heading(provision: Provision, own: CleanText) -> str | None:
    heading = provision.heading
    if heading is None or not provision.own.text.startswith(heading):
        return heading
    return own.text[: len(heading)]
