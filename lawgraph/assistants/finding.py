"""Finding provisions by their words, with the index of the graph: every word, or a synonym of it, has to be there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from lawgraph.assistants.asking import Asking
from lawgraph.assistants.quotes import Quote
from lawgraph.assistants.refusals import Kind, Refusal
from lawgraph.search import Found, NoIndex, SearchError, index_of
from queries.errors import EngineError

KINDS = ("article", "paragraph", "item", "section", "task", "annex")
LEVELS = ("national", "province", "prefecture", "county", "township")
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
        found = _found(asking, text, kind, document, level)
    except SearchError as error:  # a kind or a level that no unit of this graph has, or no word at all
        raise Refusal(Kind.NOT_FOUND if kind or level else Kind.BAD_REQUEST, str(error)) from error
    return [Hit(hit.iri, hit.places) for hit in found.hits if hit.kind not in _NAMES]


def near(asking: Asking, text: str) -> list[str]:
    """Return words near to ``text`` that would find something."""
    return list(_found(asking, text, None, None, None).near)


def _found(asking: Asking, text: str, kind: str | None, document: str | None, level: str | None) -> Found:
    folder = Path(asking.workers.pool.store).parent
    try:
        return index_of(folder, folder.parent).find(
            text, kind=kind, document=document, level=level, limit=_MOST
        )
    except NoIndex as error:
        raise Refusal(Kind.NOT_IN_THIS_GRAPH, str(error)) from error
    except EngineError as error:
        raise Refusal(Kind.LIMIT, str(error)) from error
