"""Worker processes: as many queries at once as there are workers, each of which can be ended."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from lawgraph.service.worker import Reply, Task
from queries.errors import QueryError

_ROOT = Path(__file__).resolve().parent.parent.parent
_STARTS_WITHIN = 30.0  # seconds


class ServeError(QueryError):
    """The service could not be started; the message has the remedy."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may take; each of ``workers`` has one query at a time.

    ``seconds`` counts from when the query came in, ``memory`` is that of a worker beyond what it starts with
    (where the system can bound it), ``answer`` and ``request`` are in bytes, ``arrives`` is how long a request
    may take to come in.
    """

    seconds: float = 60.0
    memory: int = 2 << 30
    answer: int = 1 << 30
    request: int = 1 << 20
    arrives: float = 20.0
    workers: int = max(2, os.cpu_count() or 2)


class Pool:
    """Workers on the store at ``store``; use as an asynchronous context manager."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store.resolve()
        self.limits = limits
        self._idle: asyncio.LifoQueue[asyncio.subprocess.Process] = asyncio.LifoQueue()
        self._all: set[asyncio.subprocess.Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._making: set[asyncio.Future[asyncio.subprocess.Process]] = set()
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

    async def answer(self, task: Task) -> Reply:
        """Return what became of a task.

        The worker is ended when the time is over, and when this is cancelled: nothing else stops a query.
        """
        end = asyncio.get_running_loop().time() + task.seconds
        try:
            async with asyncio.timeout_at(end):
                worker = await self._idle.get()
        except TimeoutError:
            return Reply(
                503, "query: 服务正忙，请稍后再试。The service is busy with other queries; try again later."
            )
        try:
            async with asyncio.timeout_at(end):
                reply = await self._ask(worker, task)
        except TimeoutError:
            await self._replace(worker)
            return Reply(
                504,
                f"query: 查询超过 {task.seconds:g} 秒，已停止，请缩小范围或加 LIMIT。"
                f"The query was stopped after {task.seconds:g} s; ask for less or add a LIMIT.",
            )
        except BaseException:
            await self._replace(worker)
            raise
        if reply is None:
            await self._replace(worker)
            return Reply(
                500,
                f"query: 查询耗尽内存（{self.limits.memory >> 20} MiB）或进程中断，已停止，请缩小范围。"
                f"The query ran out of memory ({self.limits.memory >> 20} MiB) or its process ended; ask for less.",
            )
        self._idle.put_nowait(worker)
        return reply

    async def _ask(self, worker: asyncio.subprocess.Process, task: Task) -> Reply | None:
        """Return the reply of the worker, ``None`` if it has ended."""
        assert worker.stdin is not None
        assert worker.stdout is not None
        with suppress(ConnectionError):
            worker.stdin.write(task.line())
            await worker.stdin.drain()
        line = await worker.stdout.readline()
        return Reply(**json.loads(line)) if line.endswith(b"\n") else None

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
