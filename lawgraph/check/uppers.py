"""With which upper rules a document is compared: those chosen when the graph was built, and for files those that fit.

A file is compared with its legal bases, as far as they are among the documents, and with the rules that a build would
choose for it (:func:`ingest.link.choose_pairs`); of several texts of a rule with the one that is in force.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from ingest.check.others import Library
from ingest.link import LIMIT, Features, choose_pairs
from ingest.status.header import Header
from lawgraph.build.linking import features_of
from lawgraph.build.parts import PartDamaged, read_part
from lawgraph.check.shelf import Shelved
from lawgraph.explorer.compared import compared
from lawgraph.store import Generation
from ontology.states import State
from queries.engine import EmbeddedEngine

_OVER = frozenset({State.EXPIRED, State.REPEALED, State.SUPERSEDED})


def of_build(generation: Generation) -> dict[str, tuple[str, ...]]:
    """Return the upper rules that each lower one was compared with in a build, by IRIs."""
    found: dict[str, list[str]] = {}
    for pair in compared(EmbeddedEngine.open(generation.store), generation.store).pairs:
        found.setdefault(pair.lower.iri, []).append(pair.upper.iri)
    return {lower: tuple(sorted(uppers)) for lower, uppers in found.items()}


@dataclass(frozen=True, slots=True)
class Chosen:
    """The upper rules of each file, by IRIs, and how many documents could not be looked at for their subject."""

    uppers: Mapping[str, tuple[str, ...]]
    unknown: int


def of_files(files: Collection[str], documents: Sequence[Shelved], library: Library, day: str) -> Chosen:
    """Return which upper rules files are compared with as of a day (ISO); ``files`` are their IRIs."""
    features = dict(_features(documents))
    alike: dict[str, list[str]] = {}
    known = [iri for iri in files if iri in features]
    for pair in sorted(choose_pairs(features, lower=known).chosen, key=lambda pair: -pair.likeness):
        alike.setdefault(pair.lower, []).append(pair.upper)
    found = {}
    for iri in files:
        header = library.header(iri)
        if header is None:
            continue
        headers = (library.header(upper) for upper in alike.get(iri, ()))
        named = [*bases(header, library, day), *(each for each in headers if each is not None)]
        found[iri] = tuple(islice(_worth(header, named, library, day), LIMIT))
    return Chosen(found, len(documents) - len(features))


def bases(header: Header, library: Library, day: str) -> Iterator[Header]:
    """Yield the legal bases of a document that are among the others, in the text of the day when it was made.

    What has no day is as of ``day``. Where the days of several texts do not tell which is meant, none is.
    """
    for title in header.based_on:
        text = _text_of(library.find(title, None, header.dated or day, header.code), header.dated or day)
        if text is not None:
            yield text


def absent_bases(header: Header, library: Library) -> tuple[str, ...]:
    """Return the titles of the legal bases of a document that are not among the others."""
    return tuple(
        title for title in header.based_on if not library.find(title, None, header.dated, header.code)
    )


def _worth(own: Header, named: Iterable[Header], library: Library, day: str) -> Iterator[str]:
    """Yield the rules to compare with, each once: of a rule the text that holds, none of the document's own rule."""
    works: set[str] = {own.work}
    for header in named:
        if header.work in works:
            continue
        texts = [each for each in library.headers() if each.work == header.work]
        text = _text_of(texts, day) or header
        if library.timeline(text.document).on(day).state not in _OVER:
            works.add(header.work)
            yield text.document


def _text_of(texts: Sequence[Header], day: str) -> Header | None:
    """Return the last text that was there on a day; none where the rules or the days of several do not tell."""
    if len(texts) < 2:
        return texts[0] if texts else None
    if len({each.work for each in texts}) > 1 or any(each.dated is None for each in texts):
        return None
    there = [each for each in texts if each.dated is not None and each.dated <= day]
    last = max((each.dated or "" for each in there), default="")
    those = [each for each in there if each.dated == last]
    return those[0] if len(those) == 1 else None


def _features(documents: Iterable[Shelved]) -> Iterator[tuple[str, Features]]:
    for document in documents:
        if document.words is not None:
            try:
                yield document.header.document, features_of(read_part(document.words))
            except (FileNotFoundError, PartDamaged):
                continue
