"""Locks on files that end with the process that holds them (flock(2)).

Where the system or its file system knows none (Windows, some network shares) nothing is locked: then two builds
into one directory are for the user to avoid. Windows renames no file that is open, so what somebody reads is not
free there either; on a share without locks all is free, and a build under a running service is to be avoided too.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

try:
    import fcntl
except ImportError:  # pragma: no cover  (Windows)
    fcntl = None  # type: ignore[assignment]


def can_lock() -> bool:
    """Tell whether this system knows locks on files."""
    return fcntl is not None


_HELD = (errno.EWOULDBLOCK, errno.EACCES)


@contextmanager
def lock(directory: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Hold ``directory`` for this process alone while the context lasts; wait until it is free.

    ``waiting`` is called if it is not free at once. The folder itself is locked, so no lock file is left behind.
    """
    if fcntl is None:  # pragma: no cover
        yield
        return
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            if error.errno in _HELD:
                waiting()
            with suppress(OSError):
                fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def lock_shared(file: BinaryIO) -> None:
    """Hold ``file`` together with others until it is closed; wait while somebody holds it alone."""
    if fcntl is not None:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_SH)


def is_free(path: Path) -> bool:
    """Tell whether nobody holds the file at ``path``."""
    if fcntl is None:
        return _is_closed(path)
    try:
        with path.open("r+b") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _HELD
    return True


def _is_closed(path: Path) -> bool:
    """Tell whether no process has the file at ``path`` open, on a system that renames no open file (Windows)."""
    try:
        path.rename(path)
    except OSError:
        return False
    return True
