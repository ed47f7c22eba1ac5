"""Processes that annotate, handed on from one build of a test run to the next: to start one takes three seconds.

A process that is at work, was ended or has grown is never handed on; nor is one that was started in another folder,
with other paths of modules or in another environment. :mod:`tests.test_annotator` and whatever is run as a command
start their own.
"""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from lawgraph.annotator import Annotator

Circumstances = tuple[str, tuple[str, ...], frozenset[tuple[str, str]]]
OWN = {name: getattr(Annotator, name) for name in ("_running", "close", "__exit__")}
"""What an annotator does by itself."""
_MOST = 2  # processes that wait for work


def _circumstances() -> Circumstances:
    environment = {name: value for name, value in os.environ.items() if name != "PYTEST_CURRENT_TEST"}
    return str(Path.cwd()), tuple(map(str, sys.path)), frozenset(environment.items())


class _Kept:
    """The processes that wait, and what an annotator does to take one and to give it back."""

    def __init__(self) -> None:
        self.waiting: list[tuple[Circumstances, subprocess.Popen[bytes]]] = []
        self.started: dict[int, Circumstances] = {}
        self.one_at_a_time = threading.Lock()

    def take(self, here: Circumstances) -> subprocess.Popen[bytes] | None:
        with self.one_at_a_time:
            for each in self.waiting:
                if each[0] == here and each[1].poll() is None:
                    self.waiting.remove(each)
                    return each[1]
        return None

    def give(self, process: subprocess.Popen[bytes]) -> None:
        with self.one_at_a_time:
            self.waiting.insert(0, (self.started[process.pid], process))
            surplus = self.waiting[_MOST:]
            del self.waiting[_MOST:]
        for _, each in surplus:
            _end(each)


def _end(process: subprocess.Popen[bytes]) -> None:
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):
                pipe.close()
    process.wait()


@contextmanager
def handed_on() -> Iterator[None]:
    """Hand on the processes that annotate while the context lasts."""
    kept = _Kept()
    start, close = OWN["_running"], OWN["close"]

    def running(self: Annotator) -> subprocess.Popen[bytes]:
        here = _circumstances()
        if self._process is None:
            self._process = kept.take(here)
        before = self._process
        process: subprocess.Popen[bytes] = start(self)
        if process is not before:
            kept.started[process.pid] = here
        return process

    def give_back(self: Annotator, *, kill: bool = False) -> None:
        process = self._process
        if kill or process is None or process.poll() is not None:
            close(self, kill=kill)
        else:
            self._process = None
            kept.give(process)

    with pytest.MonkeyPatch.context() as changed:
        changed.setattr(Annotator, "_running", running)
        changed.setattr(Annotator, "close", give_back)
        changed.setattr(Annotator, "__exit__", lambda self, *_: self.close())
        yield
    for _, each in kept.waiting:
        _end(each)
