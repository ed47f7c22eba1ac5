"""A limit to the memory of a process that others can do without."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path


def bound_memory(size: int) -> None:
    """Let this process have ``size`` bytes of address space beyond what it has; where the system knows how."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + size
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
