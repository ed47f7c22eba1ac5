"""Building the graph anew in a process of its own while the service goes on, and how far that is.

One build runs at a time. What asks for one meanwhile gets another one after it, as it may have read a file before it
was changed; many who ask get the same one.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import IO, Any

from lawgraph.build.watch import State, state

_ENDS_WITHIN = 8.0  # seconds that a build has to end by itself when it is told to
_SHOWN = 20  # lines of what a build says of a failure
_SAYS = "lawgraph: "


class Phase(StrEnum):
    """What a build is at."""

    IDLE = "idle"  # none was asked for yet
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # no graph was made
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the last build is: ``number`` counts the builds, ``again`` tells that one more follows.

    ``stage`` is the last event of the build that says how far it is (:mod:`lawgraph.build.events`), with what it is
    about, and ``done`` of ``of``. ``failed`` counts the files that failed so far; ``said`` is what a build that failed
    said of it; ``graph`` the digest of what was built; ``seconds`` how long it took, or has taken.
    """

    phase: Phase = Phase.IDLE
    number: int = 0
    again: bool = False
    stage: str = ""
    name: str = ""
    done: int = 0
    of: int = 0
    failed: int = 0
    said: tuple[str, ...] = ()
    graph: str = ""
    seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class Unbuilt:
    """What changed in the folder since the last build began: names of files, from the folder."""

    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.added) + len(self.changed) + len(self.removed)


def command(folder: Path, graph: Path) -> tuple[str, ...]:
    """Return the command that builds the graph of a folder."""
    return (sys.executable, "-m", "lawgraph", "build", str(folder), "--out", str(graph), "--json")


class Rebuilding:
    """Builds the graph of a folder whenever that is asked for. All methods may be called from any thread.

    ``run`` is the command that does it; what people decided in ``reviews`` is built too, as soon as it is there.
    """

    def __init__(self, folder: Path, graph: Path, run: Sequence[str], reviews: Path | None = None) -> None:
        self.folder = folder
        self.graph = graph
        self.reviews = reviews
        self._run = tuple(run)
        self._lock = threading.Condition()
        self._now = Progress()
        self._began = 0.0
        self._wanted = False
        self._stopped = False
        self._thread: threading.Thread | None = None
        self._process: subprocess.Popen[str] | None = None
        self._built: State | None = None

    @property
    def progress(self) -> Progress:
        """How far the build is."""
        with self._lock:
            if self._now.phase is Phase.RUNNING:
                again = self._wanted and self._process is not None
                return replace(self._now, again=again, seconds=time.monotonic() - self._began)
            return self._now

    def request(self) -> Progress:
        """Build now, or once more when the build that runs has ended; return how far it is."""
        with self._lock:
            if not self._stopped:
                self._wanted = True
                if self._thread is None:
                    self._now = Progress(Phase.RUNNING, self._now.number + 1)
                    self._began = time.monotonic()
                    self._thread = threading.Thread(target=self._work, name="lawgraph open: build")
                    self._thread.start()
        return self.progress

    def wait(self, seconds: float) -> Progress:
        """Wait until no build runs, or so long; return how far it is."""
        with self._lock:
            self._lock.wait_for(lambda: self._thread is None, seconds)
        return self.progress

    def unbuilt(self) -> Unbuilt:
        """Return what changed in the folder since the last build began that made a graph; nothing before the first."""
        with self._lock:
            before = self._built
        if before is None:
            return Unbuilt()
        now = self._state()
        return Unbuilt(
            self._names(now.keys() - before.keys()),
            self._names(path for path in now.keys() & before.keys() if now[path] != before[path]),
            self._names(before.keys() - now.keys()),
        )

    def stop(self) -> None:
        """End the build that runs, leaving the graph as it was, and begin no other."""
        with self._lock:
            self._stopped, self._wanted = True, False
            process, thread = self._process, self._thread
        if process is not None:
            _end(process)
        if thread is not None:
            thread.join()

    def _state(self) -> State:
        return state([self.folder, *([self.reviews] if self.reviews else [])], self.graph)

    def _names(self, paths: Any) -> tuple[str, ...]:
        return tuple(sorted(os.path.relpath(path, self.folder) for path in paths))

    def _work(self) -> None:
        """Build as long as that is asked for."""
        while True:
            with self._lock:
                if not self._wanted:
                    self._thread = None
                    self._lock.notify_all()
                    return
                self._wanted = False
                if self._now.phase is not Phase.RUNNING:
                    self._now = Progress(Phase.RUNNING, self._now.number + 1)
                    self._began = time.monotonic()
            ended = self._build()
            with self._lock:
                if self._stopped:
                    ended = replace(ended, phase=Phase.STOPPED)
                self._now = replace(ended, seconds=time.monotonic() - self._began)

    def _build(self) -> Progress:
        """Run one build to its end; return what came of it."""
        before = self._state()
        with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
            try:
                with self._lock:
                    if self._stopped:
                        return self._now
                    self._process = _started((*self._run, *self._reviewed()), said)
                process = self._process
                assert process.stdout is not None
                for line in process.stdout:
                    self._told(line)
                code = process.wait()
            except OSError as error:
                return replace(self.progress, phase=Phase.FAILED, said=(str(error),))
            finally:
                self._process = None
            said.seek(0)
            lines = tuple(line.strip().removeprefix(_SAYS) for line in said if line.strip())
        ended = self.progress
        if ended.graph:
            with self._lock:
                self._built = before
            return replace(ended, phase=Phase.DONE)
        return replace(ended, phase=Phase.FAILED, said=lines[-_SHOWN:] or (f"exit {code}",))

    def _reviewed(self) -> tuple[str, ...]:
        there = self.reviews is not None and self.reviews.exists()
        return ("--reviews", str(self.reviews)) if there else ()

    def _told(self, line: str) -> None:
        """Take an event of the build."""
        try:
            event = json.loads(line)
            what, name = event["event"], event.get("name", "")
            done, of = int(event.get("done", 0)), int(event.get("of", 0))
        except (ValueError, TypeError, KeyError, AttributeError):
            return  # no event
        with self._lock:
            if what == "done":
                self._now = replace(
                    self._now, graph=event.get("graph", ""), failed=len(event.get("failures", ()))
                )
            elif what == "failed":
                self._now = replace(
                    self._now, stage="document", name=name, failed=self._now.failed + 1,
                    done=done or self._now.done, of=of or self._now.of,
                )  # fmt: skip
            else:
                self._now = replace(self._now, stage=what, name=name, done=done, of=of)


def _started(run: Sequence[str], said: IO[str]) -> subprocess.Popen[str]:
    """Start a build in a group of its own, so that Ctrl-C at the terminal reaches it through us alone."""
    return subprocess.Popen(
        run,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=said,
        encoding="utf-8",
        errors="replace",
        env={**os.environ, "PYTHONIOENCODING": "utf-8"},
        start_new_session=os.name != "nt",
    )


def _end(process: subprocess.Popen[str]) -> None:
    """End a build with its workers: it is asked to, and ended if it does not."""
    with suppress(OSError):
        if os.name == "nt":
            process.terminate()
        else:
            process.send_signal(signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(_ENDS_WITHIN)
    with suppress(OSError):
        if os.name == "nt":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)  # its workers are in its group
