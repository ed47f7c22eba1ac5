"""Worker processes: as many queries at once as there are workers, each of which can be ended."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path

from lawgraph.service.limits import Limits, ServeError
from lawgraph.service.worker import Reply, Task

_ROOT = Path(__file__).resolve().parent.parent.parent
_STARTS_WITHIN = 30.0  # seconds
_SIGKILL = 9
_SHORT = 1.0  # seconds that a query may take before it counts as a long one


KILLED = Reply(
    503,
    "query: 查询进程被系统终止，请稍后再试。The process of the query was killed from outside; try again later.",
)
"""What became of a task whose worker was killed, and not by this service; the task is given to another one once."""


class _Line:
    """The tasks of one client: ``members`` are there, as many as there are ``places`` run."""

    def __init__(self, places: int) -> None:
        self.members = 0
        self.places = asyncio.Semaphore(places)


class Pool:
    """Workers on the store at ``store``; use as an asynchronous context manager."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store.resolve()
        self.limits = limits
        self._idle: asyncio.LifoQueue[asyncio.subprocess.Process] = asyncio.LifoQueue()
        self._all: set[asyncio.subprocess.Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._making: set[asyncio.Future[asyncio.subprocess.Process]] = set()
        self._lines: dict[str, _Line] = {}
        self._long = asyncio.Semaphore(max(1, limits.workers - 1))
        self._closed = False

    async def __aenter__(self) -> Pool:
        """Start the first worker, so that a store that cannot be opened is told, and the others behind it."""
        try:
            await self._start()
        except BaseException:
            await self.close()
            raise
        for _ in range(self.limits.workers - 1):
            self._start_later()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End all workers, those that are only being made too."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        await asyncio.gather(*self._making, return_exceptions=True)
        for worker in list(self._all):
            await self._end(worker)

    @property
    def workers(self) -> int:
        """How many workers there are that can answer or are answering."""
        return len(self._all)

    async def answer(self, task: Task, client: str = "") -> Reply:
        """Return what became of a task of a client.

        The worker is ended when the time is over, and when this is cancelled: nothing else stops a query. Of one
        client :attr:`Limits.at_once` tasks run at once. Tasks that go on longer than a second have all workers
        but one between them, so that short ones are answered: one too many is stopped and asked anew when it
        can be (a query changes nothing).
        """
        end = asyncio.get_running_loop().time() + task.seconds
        line = self._lines.setdefault(client, _Line(self.limits.at_once))
        line.members += 1
        try:
            async with asyncio.timeout_at(end):
                await line.places.acquire()
            try:
                reply = await self._answer(task, end)
                return await self._answer(task, end) if reply is KILLED else reply
            finally:
                line.places.release()
        except TimeoutError:
            return Reply(
                503, "query: 服务正忙，请稍后再试。The service is busy with other queries; try again later."
            )
        finally:
            line.members -= 1
            if not line.members:
                self._lines.pop(client, None)

    async def _answer(self, task: Task, end: float) -> Reply:
        """Return what became of a task; raise ``TimeoutError`` when no worker was free for it in its time."""
        now = asyncio.get_running_loop().time
        async with self._asking(task, end) as asking:
            await asyncio.wait({asking}, timeout=max(0.0, min(end - now(), _SHORT)))
            if asking.done():
                return asking.result()
            if not self._long.locked():
                async with self._long:
                    return await self._in_time(asking, task, end)
        async with asyncio.timeout_at(end):
            await self._long.acquire()
        try:
            async with self._asking(task, end) as asking:
                return await self._in_time(asking, task, end)
        finally:
            self._long.release()

    async def _in_time(self, asking: asyncio.Future[Reply], task: Task, end: float) -> Reply:
        await asyncio.wait({asking}, timeout=max(0.0, end - asyncio.get_running_loop().time()))
        return asking.result() if asking.done() else self._over(task)

    @asynccontextmanager
    async def _asking(self, task: Task, end: float) -> AsyncIterator[asyncio.Future[Reply]]:
        """Have a worker answer a task; one that has not when the context is left is ended."""
        worker = await self._taken(end)
        asking = asyncio.ensure_future(self._ask(worker, task))
        try:
            yield asking
        finally:
            whole = asking.done() and not asking.cancelled() and asking.exception() is None
            if whole and worker.returncode is None:
                self._free(worker)
            else:
                asking.cancel()
                await self._replace(worker)

    def _over(self, task: Task) -> Reply:
        return Reply(
            504,
            f"query: 查询超过 {task.seconds:g} 秒，已停止，请缩小范围或加 LIMIT。"
            f"The query was stopped after {task.seconds:g} s; ask for less or add a LIMIT.",
        )

    def _ended(self) -> Reply:
        return Reply(
            500,
            f"query: 查询耗尽内存（{self.limits.memory >> 20} MiB）或进程中断，已停止，请缩小范围。"
            f"The query ran out of memory ({self.limits.memory >> 20} MiB) or its process ended; ask for less.",
        )

    async def _taken(self, end: float) -> asyncio.subprocess.Process:
        """Return a worker that is free; raise ``TimeoutError`` if none is before ``end``."""
        async with asyncio.timeout_at(end):
            return await self._idle.get()

    def _free(self, worker: asyncio.subprocess.Process) -> None:
        self._idle.put_nowait(worker)

    async def _ask(self, worker: asyncio.subprocess.Process, task: Task) -> Reply:
        """Return the reply of the worker, or the error that it has ended."""
        assert worker.stdin is not None
        assert worker.stdout is not None
        with suppress(ConnectionError):
            worker.stdin.write(task.line())
            await worker.stdin.drain()
        line = await worker.stdout.readline()
        if line.endswith(b"\n"):
            return Reply(**json.loads(line))
        return KILLED if await worker.wait() == -_SIGKILL else self._ended()

    async def _start(self) -> None:
        """Start a worker; raise :class:`ServeError` with its words when it cannot open the store."""
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        making = asyncio.ensure_future(asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "lawgraph.service.worker", str(self.store), str(self.limits.memory),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={**os.environ, "PYTHONPATH": path},
        ))  # fmt: skip
        self._making.add(making)
        making.add_done_callback(self._made)
        # Never cancelled: asyncio of 3.11 waits for ever for a process whose making was cancelled half-way.
        worker = await asyncio.shield(making)
        assert worker.stdout is not None
        try:
            async with asyncio.timeout(_STARTS_WITHIN):
                line = await worker.stdout.readline()
        except TimeoutError:
            line = b""
        reply = Reply(**json.loads(line)) if line else Reply(500)
        if reply.status != 200:
            await self._end(worker)
            raise ServeError(
                reply.error
                or f"{self.store}: 服务进程没有启动，请重试，或重建：lawgraph build。"
                "the worker of the service did not start; try again, or build anew: lawgraph build"
            )
        self._idle.put_nowait(worker)

    def _made(self, making: asyncio.Future[asyncio.subprocess.Process]) -> None:
        self._making.discard(making)
        if not making.cancelled() and making.exception() is None:
            self._all.add(making.result())

    def _start_later(self) -> None:
        """Start a worker beside what goes on; one that fails is told when it is missed. None after the end."""
        if self._closed:
            return

        async def start() -> None:
            try:
                await self._start()
            except ServeError as error:
                print(f"lawgraph: {error}", file=sys.stderr, flush=True)

        task = asyncio.create_task(start())
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)

    async def _replace(self, worker: asyncio.subprocess.Process) -> None:
        self._start_later()
        await self._end(worker)

    async def _end(self, worker: asyncio.subprocess.Process) -> None:
        if worker in self._all:  # once: a second kill would take the exit code from asyncio's own waiting
            self._all.discard(worker)
            with suppress(ProcessLookupError):
                worker.kill()
        await worker.wait()
