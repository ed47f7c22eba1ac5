"""Opening the store of a built graph to be asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lawgraph.store import Generation, GraphDamaged
from queries.engine import EmbeddedEngine
from queries.errors import EngineError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from queries.matches import Find


def open_store(generation: Generation) -> EmbeddedEngine:
    """Return the engine of a generation that is held.

    Raises :class:`lawgraph.store.GraphDamaged` for a store that its library cannot open, though its files are as
    they were written: it may have been written by another version of the library, or is changed in this moment.
    """
    try:
        engine = EmbeddedEngine.open(generation.store)
    except EngineError as error:
        repair = f"lawgraph doctor {generation.directory} --repair"
        why = " ".join(str(error.__cause__).split())
        raise GraphDamaged(
            f"{generation.directory}: 图谱的库打不开（{why}），可能由另一版本写成，请用 {repair} 重做。"
            f"The store of the graph cannot be opened ({why}); another version may have written it; "
            f"make it anew with '{repair}'."
        ) from error
    engine.find = _finder(generation.store)
    return engine


def _finder(store: Path) -> Find:
    """Return what answers ``lg:matches``; what searches is imported by the first query that does."""

    def find(text: str) -> Sequence[str]:
        from lawgraph.search.sparql import finder

        return finder(store)(text)

    return find
