"""What documents are on a day: files that are read together, and documents of a graph, by the words of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ingest.annotate.references import read_parts, target_path
from ingest.check.places import place
from ingest.model import Document
from ingest.read import ReadError, find_sources
from ingest.status.header import Header
from ingest.status.periods import Holdings
from ingest.status.timeline import Period, Timeline
from ingest.versions.compare import compare
from lawgraph.annotator import Annotator
from lawgraph.check.shelf import Shelved, Tell, find_document, of_graph, read_text
from ontology.concepts import labels
from ontology.states import ChangeKind, GroundKind, State
from queries.errors import QueryError

STATES = {state: labels("states")[state] for state in State}
"""What the states are called, in Chinese and English."""
GROUNDS = {ground: labels("grounds")[ground] for ground in GroundKind}
"""What the kinds of grounds are called, in Chinese and English."""


class NotThere(QueryError):
    """What was named is no file, no document of the graph, or no provision of it."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A text that is asked of, and the path of its provision; None is the whole."""

    header: Header
    path: str | None


class Together:
    """Documents that are read together: files, and those of a graph."""

    def __init__(self, tell: Tell) -> None:
        self._tell = tell
        self._shelf: dict[str, Shelved] = {}
        self._files: dict[str, Path] = {}
        self._named: dict[str, list[str]] = {}
        self._headers: dict[str, Header] = {}
        self._documents: dict[str, Document] = {}
        self.failures: list[Exception] = []

    def add_graph(self, graph: Path) -> None:
        """Add the documents of a built graph; raises :class:`queries.errors.GraphNotFound`."""
        found, _ = of_graph(graph, self._tell)
        for each in found:
            self._shelf[each.header.document] = each
            self._headers.setdefault(each.header.document, each.header)

    def add_files(self, name: str, annotator: Annotator) -> None:
        """Add a file, or those of a folder or an archive; what cannot be read is kept in ``failures``."""
        sources = find_sources([Path(name)])
        self.failures += sources.failures
        for path in sources.paths:
            try:
                document = annotator.read(path)
            except ReadError as error:
                self.failures.append(error)
                continue
            header = Header.of(document)
            self._headers[header.document] = header
            self._documents[header.document] = document
            self._named.setdefault(name, []).append(header.document)

    def holdings(self) -> Holdings:
        """Return the documents as what tells their periods."""
        return Holdings(self._headers.values(), self._became)

    def asked(self, name: str, path: str | None) -> Iterator[Asked]:
        """Yield the texts that a name means, each with the provision; raises :class:`NotThere`."""
        documents = self._named.get(name) or [
            each.header.document for each in find_document(tuple(self._shelf.values()), name)
        ]
        works = {self._headers[each].work for each in documents}
        if not documents or (name not in self._named and len(works) > 1):
            raise self._not_there(name, documents)
        for document in documents:
            yield Asked(self._headers[document], self._path(document, path) if path else None)

    def _not_there(self, name: str, documents: list[str]) -> NotThere:
        if not documents:
            return NotThere(
                f"{name}: 没有这个文件，图谱中也没有，请检查名称。"
                "There is no such file, and no such document in the graph; check the name."
            )
        some = "、".join(f"《{self._headers[each].title}》" for each in documents[:3])
        return NotThere(
            f"{name}: 有多份文件合于此名：{some}，请写全标题。"
            "Several documents are called so; write the whole title."
        )

    def title(self, document: str) -> str:
        """Return the title of a document by its IRI."""
        return self._headers[document].title if document in self._headers else document

    def _path(self, document: str, said: str) -> str:
        paths = frozenset(part.path for part in self._read(document).provisions)
        read = read_parts(said, 0) if said.startswith("第") else ()
        meant = next((place.path for part in read for place in part.places if place.path), said)
        found = meant if meant in paths else target_path(meant, paths)
        if found is None:
            raise NotThere(
                f"{said}: 《{self.title(document)}》没有这一条款。There is no such provision in {self.title(document)}."
            )
        return found

    def _read(self, document: str) -> Document:
        if document not in self._documents:
            self._documents[document] = read_text(self._shelf[document]).document
        return self._documents[document]

    @property
    def _became(self) -> Callable[[str, str, str], tuple[ChangeKind, tuple[str, ...]] | None]:
        @cache
        def changes(old: str, new: str) -> dict[str, tuple[ChangeKind, tuple[str, ...]]]:
            compared = compare(self._read(old), self._read(new))
            return {path: (each.kind, each.new) for each in compared.changes for path in each.old}

        return lambda old, new, path: changes(old, new).get(path)


def split_name(name: str) -> tuple[str, str | None]:
    """Return the name of a document and the path of the provision behind ``#``.

    >>> split_name("a.md#art-7"), split_name("a.md")
    (('a.md', 'art-7'), ('a.md', None))
    """
    document, mark, path = name.rpartition("#")
    return (document, path) if mark and document else (name, None)


def lines(
    asked: Asked, timeline: Timeline, on: str, title: Callable[[str], str], language: int
) -> Iterator[str]:
    """Yield what a text or provision is on a day, with the words that say so, then all its periods."""
    period = timeline.on(on)
    number = f"（{asked.header.number}）" if asked.header.number else ""
    yield f"{_marked(asked.header.title)}{number}" + (place(asked.path) if asked.path else "")
    yield f"  {on}  {STATES[period.state][language]}{_span(period, language)}"
    for ground in period.grounds:
        said = _marked(title(ground.document)) + (place(ground.path) if ground.path else "")
        words = f"“{' '.join(ground.text.split())}”" if ground.text else ""
        if words or ground.kind is not GroundKind.NOTHING:
            yield f"    {GROUNDS[ground.kind][language]}  {said}{'：' if words else ''}{words}"
    if period.doubt:
        zh, _, en = period.doubt.partition(" / ")
        yield f"    {('存疑', 'doubt')[language]}  {(zh, en)[language]}"
    if len(timeline.periods) > 1:
        told = (f"{STATES[each.state][language]}{_span(each, language)}" for each in timeline.periods)
        yield f"    {('经过', 'periods')[language]}  {('；', '; ')[language].join(told)}"


def _marked(title: str) -> str:
    """Return a title in its marks; a title in it stands in single ones (GB/T 15834-2011, 4.15)."""
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def _span(period: Period, language: int) -> str:
    since, until = period.since, period.until
    if language == 0:
        return "".join([f"，自{since}起" if since else "", f"，{until}前" if until else ""])
    return "".join([f", from {since}" if since else "", f", before {until}" if until else ""])
