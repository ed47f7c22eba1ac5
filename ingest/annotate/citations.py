"""References to rules: 《title》 with its document number, names without brackets, articles of this rule and of others.

What a document prints of titles is learned first (``citation.titles``); then one reader goes through its provisions
in order (``citation.discourse``) and tells of whose articles a number speaks. Internal references are resolved
against the document's own paths here, all others in ``ingest.resolve``.
"""

from __future__ import annotations

from collections.abc import Iterable

from ingest.annotate.citation.discourse import Discourse, Found
from ingest.annotate.citation.titles import GENRE_END, Titles
from ingest.annotate.reading import Reading
from ingest.annotate.references import target_path
from ingest.model import Citation, CitationStatus, Document
from ingest.text import CleanText


def _status(found: Found, title: str | None, paths: frozenset[str], own: str) -> tuple[CitationStatus, str]:
    """Return the status of a citation by itself, and the rule that gives it."""
    if found.internal:
        if not found.articles:
            return CitationStatus.AMBIGUOUS, "citation-part-unknown"
        if all(target_path(article, paths) for article in found.articles):
            return CitationStatus.RESOLVED, "citation-part-found"
        return CitationStatus.AMBIGUOUS, "citation-part-absent"
    if title and title == own:
        return CitationStatus.RESOLVED, "citation-of-itself"
    if title and not GENRE_END.search(title):
        return CitationStatus.DESCRIPTIVE, "citation-descriptive"
    return CitationStatus.OUTSIDE, "citation-outside"


def _is_label(text: str, start: int, end: int) -> bool:
    """Whether 第三条 stands alone at the head of a line or a quotation: the label of an article, no reference."""
    return (start == 0 or text[start - 1] in "\n“。") and text[end : end + 1].isspace()


def _is_line(text: str, start: int, end: int) -> bool:
    """Whether words are a line of their own: a title that stands over what follows."""
    return (start == 0 or text[start - 1] == "\n") and text[end : end + 1] in ("", "\n")


def _citations(
    reading: Reading, path: str, discourse: Discourse, titles: Titles, paths: frozenset[str]
) -> Iterable[Citation]:
    for found in discourse.read(reading.text, path):
        start, end = reading.range(found.start, found.end)
        if found.rule in ("citation-part-by-number", "citation-article-of-last") and _is_label(
            reading.clean.text, start, end
        ):
            continue
        if found.rule == "citation-name" and _is_line(reading.clean.text, start, end):
            continue
        title = titles.own or None if found.internal else found.title
        articles = found.articles
        if found.internal:
            articles = tuple(target_path(article, paths) or article for article in articles)
        status, status_rule = _status(found, title, paths, titles.own)
        yield Citation(
            path=path,
            text=reading.clean.text[start:end],
            spans=reading.clean.spans(start, end),
            title=title,
            number=found.number or (titles.numbers.get(title) if title and not found.internal else None),
            article=articles[0] if articles else None,
            articles=articles if len(articles) > 1 else (),
            internal=found.internal,
            status=status,
            heading=found.heading,
            rule=found.rule,
            status_rule=status_rule,
        )


def find_citations(
    clean: CleanText,
    path: str,
    titles: Titles | None = None,
    paths: Iterable[str] = (),
    own_number: str | None = None,
) -> tuple[Citation, ...]:
    """Return the citations of one text in order, none overlapping another.

    ``titles`` holds what the whole document defines (:func:`titles_of`); without it the text speaks for
    itself. ``paths`` are the document's provisions, against which internal references are resolved.

    >>> from ingest.text import SourceText
    >>> source = SourceText("a.txt", "依照《行政处罚法》第三十二条和本条例第三条第一款", "0" * 64)
    >>> [(c.title, c.article, c.internal) for c in find_citations(CleanText.of(source), "art-5")]
    [('行政处罚法', 'art-32', False), (None, 'art-3/para-1', True)]
    """
    reading = Reading.of(clean)
    if titles is None:
        titles = Titles()
        titles.learn(reading.text)
        titles.settle()
    known = frozenset(paths)
    discourse = Discourse(titles, known, own_number, iter((reading.text,)))
    return tuple(_citations(reading, path, discourse, titles, known))


def titles_of(document: Document) -> Titles:
    """Return the titles and short titles that a document prints."""
    titles = Titles(own=document.metadata.title)
    for provision in document.provisions:
        titles.learn(Reading.of(provision.own).text)
    titles.settle()
    return titles


def annotate_citations(document: Document) -> tuple[Citation, ...]:
    """Return the citations of a document, in the order of its provisions and of their own words."""
    titles = titles_of(document)
    paths = frozenset(provision.path for provision in document.provisions)
    readings = [(Reading.of(provision.own), provision.path) for provision in document.provisions]
    discourse = Discourse(titles, paths, document.metadata.number, (reading.text for reading, _ in readings))
    return tuple(
        citation
        for reading, path in readings
        for citation in _citations(reading, path, discourse, titles, paths)
    )
