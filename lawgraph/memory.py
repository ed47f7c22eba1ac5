"""How much memory this process has, a limit to it for one that others can do without, and giving some back."""

from __future__ import annotations

import ctypes
import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_kept: list[int] = []  # bytes of what stays for all works, each time that such a thing was loaded


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


@contextmanager
def kept_for_all() -> Iterator[None]:
    """Load something that stays for all works which this process will do: it is no growth, and never garbage."""
    before = memory_in_use()
    yield
    gc.collect()
    gc.freeze()
    _kept.append(max(0, memory_in_use() - before))


def memory_of_works() -> int:
    """Return how many bytes of memory this process has beyond what stays for all works; 0 where it is not told."""
    return max(0, memory_in_use() - sum(_kept))
