"""The workers of a cluster that a build may use: those of its own version that see its parts; others are named."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lawgraph.cluster.errors import ClusterError
from lawgraph.cluster.worker import about, versions

if TYPE_CHECKING:
    from distributed import Client, Future

LOOKS_EVERY = 1.0
"""Seconds between two looks at which workers there are."""

ANSWERS_WITHIN = 10.0
"""Seconds for which an answer of the scheduler is waited for, each time."""

SILENT = 60.0
"""Seconds without an answer after which a scheduler is given up; at once, if the connection has ended."""

_MAY_ANSWER = ("running", "connecting")  # states of a client

WAITS = 60.0
"""Seconds for which a build waits for a worker that it may use, where there are none or some that did not answer …"""

WAITS_FOR_ANOTHER = 30.0
"""… and where all that are there cannot be used."""


class Members:
    """Which workers there are, which of them were asked what they are, and which may be used.

    ``probe`` is a file among the parts that they must see, None where none of them need.
    """

    def __init__(self, client: Client, where: str, probe: str | None, say: Callable[[object], None]) -> None:
        self._client = client
        self._where = where
        self._probe = probe
        self._say = say
        self._own = versions()
        self._asked: dict[str, Future[Any]] = {}
        self._unfit: dict[str, ClusterError] = {}
        self._looked = 0.0
        self._answered = time.monotonic()
        self._there: dict[str, int] = {}
        self._lacking: float | None = None
        self.ready: dict[str, int] = {}

    def look(self) -> bool:
        """Look at the cluster if it is time to; tell whether that was so. Raises :class:`ClusterError`.

        Workers that came are asked what they are; those that went are forgotten.
        """
        now = time.monotonic()
        if now - self._looked < LOOKS_EVERY:
            return False
        self._looked = now
        there = self._ask()
        for gone in [worker for worker in self._asked if worker not in there]:
            del self._asked[gone]
            self.ready.pop(gone, None)
            self._unfit.pop(gone, None)
        for worker in there:
            if worker not in self._asked:
                self._asked[worker] = self._client.submit(
                    about, self._probe, workers=[worker], allow_other_workers=False, pure=False, priority=10
                )
            elif worker not in self.ready and worker not in self._unfit and self._asked[worker].done():
                self._admit(worker, there[worker])
        self._see_that_some_are_ready(there, now)
        return True

    def _ask(self) -> dict[str, int]:
        """Return the workers and their threads."""
        try:
            self._there = dict(
                self._client.sync(self._client.scheduler.ncores, callback_timeout=ANSWERS_WITHIN)
            )
            self._answered = time.monotonic()
        except Exception as error:  # of the connection, the limit of time, a client that was closed
            silent = time.monotonic() - self._answered > SILENT
            if silent or self._client.status not in _MAY_ANSWER:
                raise _gone(self._where, type(error).__name__) from error
        return self._there

    def _admit(self, worker: str, threads: int) -> None:
        asked = self._asked[worker]
        if asked.status != "finished":
            error = asked.exception() if asked.status == "error" else None
            said = f"{type(error).__name__}: {error}" if error is not None else asked.status
            self._leave_out(worker, f"未能运行本程序（{said}）", f"It cannot run lawgraph ({said})")
            return
        try:
            found = json.loads(asked.result(timeout=ANSWERS_WITHIN))
        except TimeoutError:  # it has gone, or is asked for what it said at the next look
            return
        other = [
            f"{name} {found['versions'].get(name, '-')} ≠ {own}"
            for name, own in self._own.items()
            if found["versions"].get(name) != own
        ]
        if other:
            said = ", ".join(other)
            self._leave_out(worker, f"版本不同（{said}）", f"It is of another version ({said})")
        elif not found["sees"]:
            self._leave_out(worker, f"看不到 {self._probe}", f"It does not see {self._probe}", shares=False)
        else:
            self.ready[worker] = threads

    def _leave_out(self, worker: str, chinese: str, english: str, *, shares: bool = True) -> None:
        remedy = (
            ("请装上同样的版本", "install the same version there")
            if shares
            else (
                "请把图谱目录放在共享磁盘上，或用 --parts 指定存储",
                "share the folder, or name a storage with --parts",
            )
        )
        error = ClusterError(
            worker, f"{chinese}，不使用这个工作进程；{remedy[0]}", f"{english}, and is not used", remedy[1]
        )
        self._unfit[worker] = error
        self._say(error)

    def other(self, worker: str) -> None:
        """Leave out a worker that has another version than when it was asked."""
        self.ready.pop(worker, None)
        if worker not in self._unfit:
            self._leave_out(worker, "版本不同", "It is of another version")

    def _see_that_some_are_ready(self, there: dict[str, int], now: float) -> None:
        if self.ready:
            self._lacking = None
            return
        self._lacking = now if self._lacking is None else self._lacking
        unfit = [self._unfit[worker] for worker in there if worker in self._unfit]
        if now - self._lacking > (WAITS_FOR_ANOTHER if 0 < len(there) == len(unfit) else WAITS):
            raise _none(self._where, len(there), unfit)


def _gone(where: str, why: str) -> ClusterError:
    return ClusterError(
        where,
        f"集群的调度进程不再应答（{why}），原有图谱未变，已生成的部件仍在；请检查集群，再运行 build",
        f"The scheduler of the cluster no longer answers ({why}); the graph is as it was, and parts made are kept",
        "look after the cluster, and run build again",
    )


def _none(where: str, there: int, unfit: list[ClusterError]) -> ClusterError:
    why = f"（{unfit[0].where}: {unfit[0].chinese}）" if unfit else ""
    because = f" ({unfit[0].where}: {unfit[0].problem})" if unfit else ""
    return ClusterError(
        where,
        f"集群的 {there} 个工作进程没有一个可用{why}，原有图谱未变；请用 lawgraph worker 启动同一版本的工作进程",
        f"Of the {there} workers of the cluster none can be used{because}; the graph is as it was",
        "start workers of this version with lawgraph worker",
    )
