"""Works done by the workers of a cluster (:class:`lawgraph.build.pool.Works`).

Each worker has a work for each of its threads and one more that waits, so that none is idle while the next one is on
its way. A work whose worker is lost goes to another, so often; then it has failed as any other does, and its document
is named. Only workers of the same version are used, and each is asked again with each work.
"""

from __future__ import annotations

import os
import queue
import time
from collections import Counter, deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ingest.read import ReadError
from lawgraph.annotator import Defect
from lawgraph.build.parts import PartDamaged, Parts, discard
from lawgraph.build.pool import PER_PROCESS, Done, Task
from lawgraph.build.versions import program
from lawgraph.cluster.depot import Depot
from lawgraph.cluster.errors import ClusterError, StorageFailed
from lawgraph.cluster.members import Members
from lawgraph.cluster.orders import Answer, Order, pack, unpack
from lawgraph.cluster.processes import Processes
from lawgraph.cluster.storage import WrongPart
from lawgraph.cluster.worker import perform

if TYPE_CHECKING:
    from distributed import Client, Future

ATTEMPTS = 3
"""How often a work is given to a worker that is then lost, before it has failed."""

_GRACE = 60.0  # seconds beyond its limit of time after which a work is taken for lost
_TURN = 0.2  # seconds
_FETCHES = 2.0  # seconds for an answer, before it is seen whether its worker is still there


@dataclass(slots=True)
class _Flight:
    """A work that was given to a worker."""

    task: Task
    attempt: int
    worker: str
    since: float


class ClusterPool:
    """The workers of a cluster; ``depot`` is the storage by which they get and give parts, None where they see them."""

    def __init__(
        self,
        client: Client,
        where: str,
        out: Path,
        seconds: float,
        say: Callable[[object], None],
        depot: Depot | None,
        processes: Processes | None,
    ) -> None:
        self._client = client
        self._where = where
        self._folder = Parts(out).folder
        self._seconds = seconds
        self._say = say
        self._depot = depot
        self._processes = processes
        self._members: Members | None = None
        self._version = program().hex()

    def run(self, tasks: Sequence[Task]) -> Iterator[Done]:
        """Do all tasks and yield each when it is done, in any order. To stop half-way gives up what is being done.

        Raises :class:`lawgraph.build.parts.PartDamaged` and ``OSError`` of the parts, and :class:`ClusterError`.
        """
        if not tasks:
            return
        if self._depot is not None:
            self._depot.offer()
        probe = self._probe()
        try:
            if self._processes is not None:
                self._processes.start(1 + sum(task.weight for task in tasks) // PER_PROCESS)
            if self._members is None:
                self._members = Members(
                    self._client, self._where, None if probe is None else str(probe), self._say
                )
            yield from _Run(self, self._members, tasks).done()
        finally:
            if probe is not None:
                discard(probe)

    def _probe(self) -> Path | None:
        """Write a file that workers must see if they share the folder of the parts."""
        if self._depot is not None:
            return None
        probe = self._folder.absolute() / "00" / f".making-{os.getpid()}-probe"
        probe.parent.mkdir(parents=True, exist_ok=True)
        probe.touch()
        return probe

    def look_after(self) -> None:
        """Start workers of this machine again that have died."""
        if self._processes is not None:
            self._processes.look()

    def submit(self, task: Task, worker: str) -> Future[Any]:
        """Give a task to a worker; raises :class:`ingest.read.ReadError` if its source cannot be read."""
        far = self._depot
        source = None if far is None else far.source(task)
        order = Order(
            pack(task.work, self._folder, task.path, carried=far is not None),
            task.path.absolute(),
            self._seconds,
            self._version,
            str(self._folder.absolute()) if far is None else None,
            None if far is None else far.storage.url,
            source,
        )
        return self._client.submit(
            perform, order, workers=[worker], allow_other_workers=False, pure=False, retries=0
        )

    def received(self, answer: Answer, task: Task) -> object:
        """Return what a task returned, with the parts that it made on this disk; raises what it raised of parts."""
        found = unpack(answer.found, self._folder, task.path)
        if self._depot is not None:
            for name, size, sha256 in answer.made:
                self._depot.made(name, size, sha256)
                self._depot.bring(name)
            if isinstance(found, WrongPart):
                self._depot.forget(found.name)
                self._depot.offer()
        return found


class _Run:
    """One run of tasks: those that wait, and those that workers have."""

    def __init__(self, pool: ClusterPool, members: Members, tasks: Sequence[Task]) -> None:
        self._pool = pool
        self._members = members
        self._waiting = deque((task, 1) for task in tasks)
        self._flying: dict[Any, _Flight] = {}
        self._ready: queue.SimpleQueue[Any] = queue.SimpleQueue()

    def done(self) -> Iterator[Done]:
        """Yield each task when it is done."""
        try:
            while self._waiting or self._flying:
                self._pool.look_after()
                if self._members.look():
                    yield from self._lost()
                yield from self._give()
                with suppress(queue.Empty):
                    yield from self._taken(self._ready.get(timeout=_TURN))
        finally:
            for future in self._flying:
                with suppress(Exception):  # the cluster may be gone
                    future.cancel()

    def _give(self) -> Iterator[Done]:
        """Give works to workers that have none waiting."""
        has = Counter(flight.worker for flight in self._flying.values())
        for spare in (0, 1):
            for worker, threads in list(self._members.ready.items()):
                while self._waiting and has[worker] < threads + spare:
                    task, attempt = self._waiting.popleft()
                    try:
                        future = self._pool.submit(task, worker)
                    except ReadError as error:
                        yield Done(task, error, Answer().spent)
                        continue
                    has[worker] += 1
                    self._flying[future] = _Flight(task, attempt, worker, time.monotonic())
                    future.add_done_callback(self._ready.put)

    def _lost(self) -> Iterator[Done]:
        """Take back the works of workers that are gone, or that should have answered long ago."""
        longest = 2 * self._pool_seconds + _GRACE
        now = time.monotonic()
        for future, flight in list(self._flying.items()):
            gone = flight.worker not in self._members.ready
            if not future.done() and (gone or now - flight.since > longest):
                future.cancel()
                yield from self._again(future, "the worker is gone" if gone else "no answer")

    @property
    def _pool_seconds(self) -> float:
        return self._pool._seconds

    def _taken(self, future: Any) -> Iterator[Done]:
        """Take what a worker answered."""
        flight = self._flying.get(future)
        if flight is None:  # it was taken back before
            return
        if future.status != "finished":
            error = future.exception() if future.status == "error" else None
            yield from self._again(
                future, f"{type(error).__name__}: {error}" if error else str(future.status)
            )
            return
        answer = _answer(future)
        if answer is None:
            future.cancel()
            yield from self._again(future, "the worker is gone")
            return
        if answer.other:
            del self._flying[future]
            self._members.other(flight.worker)
            self._waiting.appendleft((flight.task, flight.attempt))
            return
        found = self._pool.received(answer, flight.task)
        if isinstance(found, WrongPart | StorageFailed | FileNotFoundError) and flight.attempt < ATTEMPTS:
            yield from self._again(future, str(found))
            return
        if isinstance(found, PartDamaged | OSError | ClusterError):
            raise found
        del self._flying[future]
        yield Done(flight.task, found, answer.spent)

    def _again(self, future: Any, why: str) -> Iterator[Done]:
        """Have a work done again, or tell that it has failed."""
        flight = self._flying.pop(future)
        if flight.attempt < ATTEMPTS:
            self._waiting.appendleft((flight.task, flight.attempt + 1))
        else:
            yield Done(flight.task, _failed(flight.task.path, why), Answer().spent)


def _answer(future: Any) -> Answer | None:
    """Return what a worker answered, ``None`` if it went before it was asked for the answer.

    The answer lies with the worker until then. Without one, the scheduler has the work done again, but by that worker,
    so that it would never come.
    """
    end = time.monotonic() + _GRACE
    while future.status == "finished" and time.monotonic() < end:
        try:
            found: Answer = future.result(timeout=_FETCHES)
        except TimeoutError:
            continue
        except Exception:  # of the connection, or the work was given up
            break
        return found
    return None


def _failed(path: Path, why: str) -> ReadError:
    return Defect(
        path,
        f"集群处理此文件 {ATTEMPTS} 次都没有完成（{why}），已略过；请检查工作进程，再运行 build",
        f"The cluster did not come to its end with this file in {ATTEMPTS} attempts ({why}), and it was left out",
        "look after the workers, and run build again",
    )
