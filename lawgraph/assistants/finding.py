"""Finding provisions by their words, with the index of the graph: every word, or a synonym of it, has to be there."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from lawgraph.assistants.addresses import documents
from lawgraph.assistants.asking import Asking
from lawgraph.assistants.quotes import Quote
from lawgraph.assistants.refusals import Kind, Refusal
from lawgraph.search import Found, SearchError, index_of
from lawgraph.search.wanted import wanted
from queries.errors import EngineError

KINDS: Mapping[str, str] = {
    "条": "article", "款": "paragraph", "项": "item", "节": "section", "章": "chapter", "任务": "task", "附件": "annex"
}  # fmt: skip
LEVELS: Mapping[str, str] = {
    "国家": "national", "省级": "province", "地级": "prefecture", "县级": "county", "乡级": "township"
}  # fmt: skip
_MOST = 1_000  # hits that are looked through
_NAMES = ("document", "body")  # units that are no provisions


@dataclass(frozen=True, slots=True)
class Hit:
    """A provision that was found; ``places`` are the words of the search in its source, in code points."""

    iri: str
    places: tuple[tuple[int, int], ...]

    def spans(self, quote: Quote) -> list[list[int]]:
        """Return where the words stand in the source, as far as they are quoted."""
        return [
            [start, end]
            for start, end in self.places
            if any(place.start <= start and end <= place.end for place in quote.places)
        ]


def find(
    asking: Asking, text: str, kind: str | None = None, document: str | None = None, level: str | None = None
) -> list[Hit]:
    """Return the provisions that hold all words of ``text``, the best first; ``document`` is an IRI.

    Raises :class:`Refusal` for what cannot be searched.
    """
    try:
        wanted(text)
    except SearchError as error:  # no word at all, or too many
        raise Refusal(Kind.BAD_REQUEST, str(error)) from error
    try:
        found = _found(asking, text, kind, document, level)
    except SearchError as error:  # a kind, a level or a document of that name is not known
        raise Refusal(Kind.NOT_IN_THIS_GRAPH, str(error), _there(asking) if level else ()) from error
    if not found.hits:
        _held(asking, kind, level)
    return [Hit(hit.iri, hit.places) for hit in found.hits if hit.kind not in _NAMES]


def _held(asking: Asking, kind: str | None, level: str | None) -> None:
    """Raise :class:`Refusal` for a kind or a level that nothing in this graph has, whatever the words are."""
    folder = Path(asking.workers.pool.store).parent
    kinds, levels = index_of(folder, folder.parent).held()
    if level and LEVELS.get(level, level) not in levels:
        said = f"{level}: 本图谱没有这一层级的文件。This graph has no documents of this level."
        raise Refusal(Kind.NOT_IN_THIS_GRAPH, said, _there(asking))
    if kind and KINDS.get(kind, kind) not in kinds:
        said = f"{kind}: 本图谱没有这一类条款。This graph has no provisions of this kind."
        raise Refusal(Kind.NOT_IN_THIS_GRAPH, said)


def _there(asking: Asking) -> list[str]:
    """Return the levels of which this graph has documents."""
    held = {row.get("level") for row in documents(asking)}
    return [f"{name} {level}" for name, level in LEVELS.items() if level in held]


def near(asking: Asking, text: str) -> list[str]:
    """Return words near to ``text`` that would find something."""
    return list(_found(asking, text, None, None, None).near)


def _found(asking: Asking, text: str, kind: str | None, document: str | None, level: str | None) -> Found:
    folder = Path(asking.workers.pool.store).parent
    try:
        return index_of(folder, folder.parent).find(
            text, kind=kind, document=document, level=level, limit=_MOST
        )
    except EngineError as error:  # SQLite interrupts what takes too long; all else is a fault of the index
        late = isinstance(error.__cause__, sqlite3.Error) and "interrupted" in str(error.__cause__)
        raise Refusal(Kind.LIMIT if late else Kind.BROKEN, str(error)) from error
