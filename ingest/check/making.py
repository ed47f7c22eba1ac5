"""Making a finding: the very words of both sides, the law behind its kind, who answers for the provision."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ingest.check.finding import Finding, LawBehind, Quoted
from ingest.model import Annotation, Document
from ingest.resolve.identity import identify
from ingest.text import Span
from ontology import checks
from ontology.states import Gravity


def iri_of(document: Document) -> str:
    """Return the IRI of a document."""
    return str(identify(document).document)


def printed(document: Document, spans: Iterable[Span]) -> str:
    """Return the characters of the source text at ``spans``, one after the other.

    Raises nothing: spans are those of the document itself.
    """
    return "".join(document.source.text[span.start : span.end] for span in spans)


def quoted(document: Document, path: str | None, spans: Sequence[Span]) -> Quoted:
    """Return the words of a document at ``spans``, as they are printed; none: the document as a whole."""
    return Quoted(iri_of(document), document.metadata.title, path, printed(document, spans), tuple(spans))


def laws(kind: str, made: str | None, document_type: str) -> tuple[LawBehind, ...]:
    """Return the articles behind a kind of check: in the version in force on the day ``made``, and the last known.

    Those on documents of another type are left out, unless there are none but them.

    Where that version is not known, or the day is not, both words and day of it are None.
    """
    found = []
    keys = checks.kinds()[kind].law
    known = {key: today for key in keys if (today := checks.in_force(key, None)) is not None}
    own = [key for key, today in known.items() if checks.concerns(today.law, document_type)]
    for key in own or known:
        today = known[key]
        then = checks.in_force(key, made) if made else None
        found.append(
            LawBehind(
                today.law,
                then.article if then else today.article,
                then.since if then else None,
                then.text if then else None,
                today.since,
                today.text,
                today.article if then and then.article != today.article else None,
            )
        )
    return tuple(found)


def answering(annotation: Annotation, path: str | None, spans: Sequence[Span] = ()) -> tuple[str, ...]:
    """Return the names of the bodies that answer for a provision: of the task, else those that its duties bind.

    Of a provision with several duties those whose words hold the first of ``spans``, if any do. Whoever is no body
    (a firm that is bound) answers for nothing.
    """
    if path is None:
        return ()
    above = [path[:at] for at in range(len(path), 0, -1) if at == len(path) or path[at] == "/"]
    by_path = {part.path: part for part in annotation.document.provisions}
    for each in above:
        if each in by_path and by_path[each].responsibilities:
            return tuple(dict.fromkeys(who.name for who in by_path[each].responsibilities))
    norms = [norm for norm in annotation.norms if norm.path == path]
    near = [norm for norm in norms if spans and _holds(norm.spans, spans[0])]
    bodies = {name for each in annotation.mentions if each.path == path for name in (each.text, *each.names)}
    return tuple(dict.fromkeys(name for norm in near or norms for name in norm.bearers if name in bodies))


def _holds(outer: Sequence[Span], inner: Span) -> bool:
    return bool(outer) and outer[0].start <= inner.start < outer[-1].end


def in_two(doubt: str) -> tuple[str, str]:
    """Return a doubt in Chinese and in English, which stand on the two sides of a stroke.

    >>> in_two("日期不明 / the day is not known")
    ('日期不明', 'the day is not known')
    """
    chinese, _, english = doubt.partition(" / ")
    return chinese, english or chinese


def finding(
    kind: str,
    annotation: Annotation,
    here: Quoted,
    there: Quoted | None,
    why: tuple[str, str],
    *,
    rule: str,
    since: str | None = None,
    note: tuple[str, str] | None = None,
) -> Finding:
    """Return a finding of a kind on a document, with the law behind it.

    ``rule`` is what found it: how often it was right when read is its confidence
    (:func:`ontology.checks.confidence`). Raises ``KeyError`` for an unknown kind or rule.
    """
    metadata = annotation.document.metadata
    return Finding(
        kind,
        here,
        there,
        laws(kind, metadata.adopted or metadata.issued or metadata.in_force, metadata.document_type),
        Gravity(checks.kinds()[kind].gravity),
        checks.confidence(rule),
        why,
        note,
        since,
        answering(annotation, here.path, here.spans),
        rule=rule,
    )
