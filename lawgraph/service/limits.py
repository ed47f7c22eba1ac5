"""What a query, a client and a connection may take, and the errors of the service before it runs."""

from __future__ import annotations

import os
from dataclasses import dataclass

from queries.errors import QueryError


class ServeError(QueryError):
    """The service could not be started; the message has the remedy."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take; each of ``workers`` has one query at a time, long ones have up to as many besides.

    ``seconds`` counts from when the query came in, ``memory`` is that of a worker beyond what it starts with
    (where the system can bound it), ``answer`` and ``request`` are in bytes, ``arrives`` is how long a request may
    take to come in, and a reader to take some of its answer. A client, told by its address, has at most
    ``per_client`` queries before the workers at once, its others wait; it may ask ``rate`` times a second and
    hold ``client_connections`` connections (0: as many as it likes); ``connections`` are those of all clients.
    """

    seconds: float = 60.0
    memory: int = 2 << 30
    answer: int = 1 << 30
    request: int = 1 << 20
    arrives: float = 20.0
    workers: int = max(3, os.cpu_count() or 3)
    per_client: int = 0
    rate: float = 0.0
    connections: int = 2000
    client_connections: int = 0

    @property
    def at_once(self) -> int:
        """How many queries of one client run at once: one worker is left to the others."""
        return self.per_client or max(1, self.workers - 1)
