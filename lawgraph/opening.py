"""Opening the store of a built graph to be asked."""

from __future__ import annotations

from lawgraph.search.sparql import finder
from lawgraph.store import Generation, GraphDamaged
from queries.engine import EmbeddedEngine
from queries.errors import EngineError


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
    engine.find = finder(generation.store)
    return engine
