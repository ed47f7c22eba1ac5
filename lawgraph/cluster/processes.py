"""Worker processes of this machine, started and, when they die, started again."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from lawgraph.cluster.errors import ClusterError

CONFIG = {
    "distributed.worker.profile.enabled": False,
    "distributed.worker.memory.target": False,
    "distributed.worker.memory.spill": False,
    "distributed.worker.memory.pause": False,
    "distributed.worker.memory.terminate": False,
    "distributed.scheduler.http.routes": [],
    "distributed.worker.http.routes": [],
    "distributed.scheduler.work-stealing": False,
    "distributed.scheduler.active-memory-manager.start": False,
    "distributed.client.scheduler-info-interval": "60s",
    "distributed.deploy.cluster-repr-interval": "60s",
    "distributed.admin.tick.interval": "1s",
    "distributed.admin.tick.limit": "1h",
    "distributed.admin.system-monitor.interval": "10s",
    "distributed.admin.system-monitor.gil.enabled": False,
    "logging.distributed": "critical",
    "logging.tornado": "critical",
}
"""How a process of the cluster is set: nothing that looks at it takes its time, and it says nothing by itself."""

RESTARTS = 3
"""How often each worker is started again."""

PATIENCE = 60.0
"""Seconds for which a worker, and who starts it, waits for a scheduler that does not answer."""

_START = (
    "import json, sys; sys.path[:] = json.loads(sys.argv[1])\n"
    "from lawgraph.cluster.worker import main; main()"
)
_ENDS_WITHIN = 5.0  # seconds


class Processes:
    """Up to ``most`` workers of the cluster at ``address``; ``say`` is told when one has died.

    ``patience`` are the seconds for which a worker waits for its scheduler before it ends.
    """

    def __init__(
        self,
        address: str,
        most: int,
        say: Callable[[object], None],
        *,
        security: Mapping[str, object] | None = None,
        patience: float = PATIENCE,
        name: str = "",
    ) -> None:
        self._address = address
        self.most = most
        self._say = say
        self._security = security
        self._patience = patience
        self._name = name
        self._running: list[subprocess.Popen[bytes]] = []
        self._folder = tempfile.TemporaryDirectory(prefix="lawgraph-worker-", ignore_cleanup_errors=True)
        self._started = 0
        self._restarts = RESTARTS * most

    def __enter__(self) -> Processes:
        return self

    def __exit__(
        self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None
    ) -> None:
        for process in self._running:
            if process.stdin is not None:
                with suppress(OSError):
                    process.stdin.close()
        for process in self._running:
            try:
                process.wait(_ENDS_WITHIN)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._folder.cleanup()

    @property
    def numbers(self) -> list[int]:
        """The numbers of the processes that run."""
        return [process.pid for process in self._running if process.poll() is None]

    def start(self, wanted: int) -> None:
        """Have so many run, but no more than ``most``."""
        while len(self._running) < min(wanted, self.most):
            self._running.append(self._one())

    def look(self) -> None:
        """Start those again that have died; raises :class:`ClusterError` if they die again and again."""
        for at, process in enumerate(self._running):
            code = process.poll()
            if code is None:
                continue
            if self._restarts == 0:
                raise _die(code)
            self._restarts -= 1
            self._say(
                f"工作进程意外终止（{code}），已重新启动，未完成的部件重做。"
                f"A worker died ({code}) and was started again; what it had not done is done again."
            )
            self._running[at] = self._one()

    def _one(self) -> subprocess.Popen[bytes]:
        self._started += 1
        command = [sys.executable, "-c", _START, json.dumps([str(entry) for entry in sys.path])]
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=_errors(),
            start_new_session=True,
        )
        folder = Path(self._folder.name, str(self._started))
        folder.mkdir()
        told = {
            "address": self._address,
            "name": f"{self._name or os.getpid()}-{self._started}",
            "folder": str(folder),
            "security": self._security,
            "patience": self._patience,
            "config": CONFIG,
        }
        assert process.stdin is not None
        with suppress(OSError):  # it has died, which is seen later
            process.stdin.write(json.dumps(told).encode() + b"\n")
            process.stdin.flush()
        return process


def _errors() -> int | None:
    """Return where what a worker's libraries say goes: nowhere, unless the developer looks."""
    return None if sys.flags.dev_mode else subprocess.DEVNULL


def _die(code: int) -> ClusterError:
    return ClusterError(
        "--cluster",
        f"工作进程一再意外终止（{code}），原有图谱未变；请腾出内存，或减少进程数，再运行 build",
        f"Workers die again and again ({code}); the graph is as it was",
        "free some memory or take fewer workers, and run build again",
    )
