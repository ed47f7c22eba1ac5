"""A graph that is built anew under a running service: the service goes over to it, and no request fails."""

from __future__ import annotations

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from lawgraph.service.pool import Pool
from lawgraph.store import Lease, current, lease
from queries.errors import GraphNotFound, QueryError

_LOOKS_EVERY = 2.0  # seconds


class Follower:
    """Keeps a pool on the current generation of a graph directory; ``held`` is the lease of the one it has."""

    def __init__(self, graph: Path, held: Lease, pool: Pool) -> None:
        self.graph = graph
        self.held = held
        self.pool = pool
        self._seen: str | None = held.generation.digest
        self._looking = asyncio.Lock()

    async def follow(self) -> None:
        """Look for a new generation, and go over to each that comes, until this is cancelled."""
        while True:
            await asyncio.sleep(_LOOKS_EVERY)
            await self.look()

    async def look(self) -> str:
        """Go over to the current generation if it is another one; return the digest of the one that is served.

        One that cannot be opened is told once on standard error, and the service stays with what it has. Returns
        when the queries on the generation before have ended.
        """
        async with self._looking:
            digest = await asyncio.to_thread(_digest, self.graph)
            if digest not in (self._seen, None):
                self._seen = digest
                await self._go_over()
            return self.held.generation.digest

    async def _go_over(self) -> None:
        try:
            new = await asyncio.to_thread(lease, self.graph)
        except (QueryError, OSError) as error:
            _say(f"{self.graph}: 新图谱不能用，仍用旧图谱。the new graph is not served: {error}")
            return
        try:
            await self.pool.swap(new.generation.store)
        except BaseException as error:
            new.close()
            if not isinstance(error, QueryError):
                raise
            _say(f"{self.graph}: 新图谱不能用，仍用旧图谱。the new graph is not served: {error}")
            return
        before, self.held = self.held, new
        before.close()
        _say(
            f"{self.graph}: 图谱已更新，现用新图谱。the graph was built anew; this service answers from the new one"
        )


def _say(message: str) -> None:
    print(message, file=sys.stderr, flush=True)


def _digest(graph: Path) -> str | None:
    """Return the digest of the current generation; ``None`` for one that is being replaced or is damaged."""
    with suppress(GraphNotFound, QueryError, OSError):
        return current(graph).digest
    return None
