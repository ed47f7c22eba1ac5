"""How much memory this process has, a limit to it for one that others can do without, and giving some back."""

from __future__ import annotations

import ctypes
import gc
from contextlib import suppress
from pathlib import Path


def bound_memory(size: int) -> None:
    """Let this process have ``size`` bytes of address space beyond what it has; where the system knows how."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
        limit = pages * resource.getpagesize() + size
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def give_back() -> None:
    """Give the system what this process holds without using it (glibc): after imports and large works, tens of MB."""
    gc.collect()
    with suppress(OSError, AttributeError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


def memory_in_use() -> int:
    """Return how many bytes of memory this process has; 0 where the system does not tell."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        return int(Path("/proc/self/statm").read_text("ascii").split()[1]) * resource.getpagesize()
    return 0
