"""Building again whenever something changes among the sources.

Files are looked at by size, time of change and number in the file system, whatever the times are: only that they
differ counts. A change is built when nothing has changed since the look before, so that a file is whole when it is
read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

EVERY = 1.0
"""Seconds between two looks."""

State = dict[str, tuple[int, int, int]]


def state(sources: Sequence[Path], without: Path) -> State:
    """Return what tells whether any file under ``sources`` has changed; ``without`` is the graph's folder."""
    return dict(_files(sources, without.absolute()))


def _files(sources: Sequence[Path], without: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    for source in sources:
        yield from _file(source)
        for parent, folders, files in os.walk(source):
            folders[:] = [
                name
                for name in folders
                if not name.startswith(".") and Path(parent, name).absolute() != without
            ]
            for name in files:
                yield from _file(Path(parent, name))
        stated = source.with_suffix(".toml")
        if stated != source:
            yield from _file(stated)


def _file(path: Path) -> Iterator[tuple[str, tuple[int, int, int]]]:
    try:
        found = path.stat()
    except (OSError, ValueError):
        return
    if not path.is_dir():
        yield str(path), (found.st_size, found.st_mtime_ns, found.st_ino)


def watch(sources: Sequence[Path], out: Path, work: Callable[[], None], every: float = EVERY) -> None:
    """Do ``work`` now and after each change, until Ctrl-C (``KeyboardInterrupt``) ends it."""
    built: State | None = None
    before = state(sources, out)
    while True:
        now = state(sources, out)
        if now != built and now == before:
            built = now
            work()
        before = now
        time.sleep(every)
