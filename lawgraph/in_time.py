"""Work that Ctrl-C ends at once and that has a limit of time: what asks the store from the command line.

A query of Oxigraph cannot be stopped, and Python tells of Ctrl-C only in the main thread and between its own steps.
So the work runs in a thread of its own, with a large stack, while the main thread waits; after a work that was
given up the process is ended with :func:`end_at_once`, which waits for nobody.
"""

from __future__ import annotations

import os
import shutil
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NoReturn, TypeVar

SECONDS_PER_READ = 900.0
"""How long a read of a graph may take unless the user says otherwise."""

UNFINISHED: set[str] = set()
"""Folders of what is being written, which :func:`end_at_once` takes away."""

_STACK = 64 << 20  # bytes; what passes the check of a query needs 4 MiB at the most
_LOOKS_EVERY = 0.2  # seconds: Windows tells of Ctrl-C only between two waits
T = TypeVar("T")


class TimePassed(Exception):
    """The work has taken longer than it may; it still runs."""


def in_time(work: Callable[[], T], seconds: float) -> T:
    """Return what ``work`` returns, or raise what it raises.

    Raises :class:`TimePassed` after ``seconds``, and ``KeyboardInterrupt`` at once; in both cases the work goes on
    behind, and :func:`end_at_once` is what ends it.
    """
    done: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            done.append(work())
        except BaseException as error:  # raised again below
            failed.append(error)

    before = threading.stack_size(_STACK)
    try:
        thread = threading.Thread(target=run, name="lawgraph query", daemon=True)
        thread.start()
    finally:
        threading.stack_size(before)
    end = time.monotonic() + seconds
    while thread.is_alive():
        left = end - time.monotonic()
        if left <= 0:
            raise TimePassed
        thread.join(min(left, _LOOKS_EVERY))
    if failed:
        raise failed[0]
    return done[0]


def end_at_once(code: int) -> NoReturn:
    """End this process, whatever its threads do, without what they were writing (:data:`UNFINISHED`)."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    for folder in tuple(UNFINISHED):
        shutil.rmtree(folder, ignore_errors=True)
    os._exit(code)
