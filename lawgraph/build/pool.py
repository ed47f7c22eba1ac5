"""Works done by several processes, each of which may take too long, crash or be killed at one of them.

Each process is an :class:`~lawgraph.annotator.Annotator` with a thread of this one that waits for it. Results come as
they are ready, in any order.
"""

from __future__ import annotations

import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Protocol

from ingest.read import ReadError
from lawgraph.annotator import Annotator, Spent
from lawgraph.build.parts import PartDamaged

PER_PROCESS = 200_000
"""How much work is worth another process, in bytes of sources: to start one takes as long as to annotate so many."""

_LOOKS_EVERY = 0.2  # seconds: Windows tells of Ctrl-C only between two waits


@dataclass(frozen=True, slots=True)
class Task:
    """A work to do on the file at ``path``, which is named when it fails; ``weight`` in bytes of sources.

    ``name`` is what the work is on for people, where it is more than that file; ``key`` that of the part it makes.

    ``source`` is the digest of the file where the work reads it: most read parts only.

    What it writes are parts: a part that is damaged and a disk that is full are no fault of the file's.
    """

    work: Callable[[Path], object]
    path: Path
    weight: int
    key: str
    name: str = ""
    source: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """A task, with what its work returned, or why there is nothing, and what it took."""

    task: Task
    found: object
    spent: Spent


def _told(work: Callable[[Path], object], path: Path) -> object:
    try:
        return work(path)
    except (PartDamaged, OSError) as error:
        return _Raised(error)


class Works(Protocol):
    """Who does the works of a build: processes of this machine (:class:`Pool`), or those of many machines."""

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do all tasks and yield each when it is done, in any order."""


Opens = Callable[[Path, float], AbstractContextManager[Works]]
"""Opens who does the works of a build, given its directory and the seconds of a work."""


class _Raised:
    def __init__(self, error: BaseException) -> None:
        self.error = error


class Pool:
    """Up to ``jobs`` processes, started when there is work for them; to be used as a context.

    A work may take ``seconds``. In Python's development mode works are done in this process.
    """

    def __init__(self, jobs: int, seconds: float) -> None:
        self._annotators = [Annotator(seconds) for _ in range(1 if sys.flags.dev_mode else max(1, jobs))]

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        for annotator in self._annotators:
            annotator.close()

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do all tasks and yield each when it is done. To stop half-way ends what is being done.

        Raises :class:`lawgraph.build.parts.PartDamaged` and ``OSError`` of the parts.
        """
        waiting: queue.SimpleQueue[Task] = queue.SimpleQueue()
        done: queue.SimpleQueue[tuple[Task, object, Spent]] = queue.SimpleQueue()
        for task in tasks:
            waiting.put(task)
        wanted = 1 + sum(task.weight for task in tasks) // PER_PROCESS
        stopped = threading.Event()
        threads = [
            threading.Thread(target=_work, args=(annotator, waiting, done, stopped), daemon=True)
            for annotator in self._annotators[: min(wanted, len(tasks))]
        ]
        for thread in threads:
            thread.start()
        left = len(tasks)
        try:
            while left:
                task, found, spent = _next(done)
                if isinstance(found, _Raised):
                    raise found.error
                left -= 1
                yield Done(task, found, spent)
        finally:
            stopped.set()
            for thread in threads:
                while thread.is_alive():
                    if left:  # one may be starting its process in this moment
                        for annotator in self._annotators:
                            annotator.close(kill=True)
                    thread.join(_LOOKS_EVERY)


def _next(done: queue.SimpleQueue[tuple[Task, object, Spent]]) -> tuple[Task, object, Spent]:
    while True:
        try:
            return done.get(timeout=_LOOKS_EVERY)
        except queue.Empty:
            continue


def _work(
    annotator: Annotator,
    waiting: queue.SimpleQueue[Task],
    done: queue.SimpleQueue[tuple[Task, object, Spent]],
    stopped: threading.Event,
) -> None:
    found: object
    while not stopped.is_set():
        try:
            task = waiting.get_nowait()
        except queue.Empty:
            return
        try:
            found = annotator.run(partial(_told, task.work), task.path)
        except ReadError as error:
            found = error
        except BaseException as error:  # raised again where the result is waited for
            found = _Raised(error)
        done.put((task, found, annotator.spent))


def processors() -> int:
    """Return how many processors this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on every system
        return os.cpu_count() or 1
