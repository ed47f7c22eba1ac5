"""The service as a process of its own, and what it holds: for benchmarks."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Size:
    """What a service holds: bytes of its front and of all its processes, and open files of the front."""

    front: int
    all: int
    files: int


class Serving:
    """``lawgraph serve`` with ``limits`` such as ``seconds=4``; its messages are in ``log``, answers in ``scratch``."""

    def __init__(self, graph: Path, folder: Path, *limits: str) -> None:
        self.log, self.scratch = folder / "log", folder / "answers"
        self.scratch.mkdir()
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "lawgraph", "serve", "--graph", str(graph), "--port", "0",
                 *(part for limit in limits for part in ("--limit", limit))],
                stderr=log, cwd=ROOT, env={**os.environ, "TMPDIR": str(self.scratch)},
            )  # fmt: skip
        until = time.monotonic() + 180  # a machine may have much else to do
        while "http://" not in (said := self.log.read_text("utf-8", "replace")):
            if time.monotonic() > until or self.process.poll() is not None:
                self.process.kill()  # one that is late would be left behind
                raise SystemExit(f"the service did not start: {said}")
            time.sleep(0.1)
        self.endpoint = said.split("SPARQL endpoint: ")[1].split()[0]
        self.address = urlsplit(self.endpoint)

    def workers(self) -> list[int]:
        """Return the processes of the workers."""
        return children(self.process.pid)

    def size(self) -> Size:
        """Return what the service holds now."""
        return size_of(self.process.pid)

    def worked(self) -> float:
        """Return for how many ms the processors have worked on the front and the workers that there are."""
        return sum(map(worked, (self.process.pid, *self.workers())))

    def end(self) -> None:
        """End the service."""
        self.process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(30)
        self.process.kill()


def resident(pid: int) -> int:
    """Return how many bytes of memory a process has; 0 where the system does not tell."""
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text("ascii").split()[1]) * os.sysconf("SC_PAGESIZE")
    return 0


def worked(pid: int) -> float:
    """Return for how many ms the processors have worked on a process; 0 where the system does not tell."""
    found = 0.0
    for thread in Path(f"/proc/{pid}/task").glob("*/schedstat"):
        with suppress(OSError, ValueError, IndexError):
            found += int(thread.read_text("ascii").split()[0]) / 1e6
    return found


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        with suppress(OSError, IndexError):
            parent = (path / "stat").read_text("utf-8", "replace").rpartition(")")[2].split()[1]
            if int(parent) == pid:
                found.append(int(path.name))
    return found


def begun(pid: int, parent: int) -> bool:
    """Tell whether a process has a program of its own: until then its memory is that of its parent, told twice."""
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes() != Path(f"/proc/{parent}/cmdline").read_bytes()
    return False


def size_of(front: int) -> Size:
    """Return what a service holds whose front is the process ``front``."""
    own, files = resident(front), 0
    with suppress(OSError):
        files = len(list(Path(f"/proc/{front}/fd").iterdir()))
    return Size(own, own + sum(resident(pid) for pid in children(front) if begun(pid, front)), files)
