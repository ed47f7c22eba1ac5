"""Worker processes: as many queries at once as there are workers, each of which can be ended."""

from __future__ import annotations

import asyncio
import json
import os
import sys
from collections.abc import AsyncIterator, Coroutine
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from lawgraph.service.limits import Limits, ServeError
from lawgraph.service.worker import Reply, Task

_ROOT = Path(__file__).resolve().parent.parent.parent
_STARTS_WITHIN = 30.0  # seconds
_SIGKILL = 9
_TRIES = 3
_AGAIN = 0.1  # seconds until a worker that did not start is tried again; twice as many each time …
_LONGEST_PAUSE = 2.0  # … and at most
_REMEMBERED = 10_000  # queries
_LESS = 10  # by how much a process is less important that has gone on for long
_LOOKS_EVERY = 0.05  # seconds, for whether all workers on the store before have ended
_NOT_SHORT = 2.0  # … and one that is remembered to be so
_SHORT = 0.3  # seconds that a query may take before it counts as a long one


KILLED = Reply(
    503,
    "query: 查询进程被系统终止，请稍后再试。The process of the query was killed from outside; try again later.",
)
"""What became of a task whose worker was killed, and not by this service; the task is given to another one."""
STOPPED = Reply(
    503,
    "query: 服务正在停止或重启，请稍后再试。The service is ending or starting anew; try again later.",
)
"""What became of a task that had not ended when the service did."""


class _Line:
    """The tasks of one client: ``members`` are there, as many as there are ``places`` run."""

    def __init__(self, places: int) -> None:
        self.members = 0
        self.places = asyncio.Semaphore(places)


@dataclass(slots=True)
class _Asking:
    """A worker that has a task, the reply that is to come, and whether it gives way to other processes."""

    worker: asyncio.subprocess.Process
    reply: asyncio.Future[Reply]
    gives_way: bool = False

    @property
    def answered(self) -> bool:
        return self.reply.done() and not self.reply.cancelled() and self.reply.exception() is None


class Pool:
    """Workers on the store at ``store``; use as an asynchronous context manager."""

    def __init__(self, store: Path, limits: Limits) -> None:
        self.store = store.resolve()
        self.limits = limits
        self._idle: asyncio.LifoQueue[asyncio.subprocess.Process] = asyncio.LifoQueue()
        self._all: set[asyncio.subprocess.Process] = set()
        self._starting: set[asyncio.Task[None]] = set()
        self._making: set[asyncio.Future[asyncio.subprocess.Process]] = set()
        self._on: dict[asyncio.subprocess.Process, Path] = {}
        self._known_long: dict[bytes, None] = {}
        self._lines: dict[str, _Line] = {}
        self._long = asyncio.Semaphore(max(1, limits.workers - 1))
        self._spare = 0  # workers that there are before the ones whose place they take have ended
        self._resting: set[asyncio.subprocess.Process] = set()  # those in the queue, that nobody waits for
        self._closed = False
        self.ending = asyncio.Event()
        """Set when what has not ended is given up: its tasks are answered with :data:`STOPPED`."""

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
        """How many workers are alive that can answer or are answering."""
        return sum(worker.returncode is None for worker in self._on)

    async def answer(self, task: Task, client: str = "") -> Reply:
        """Return what became of a task of a client.

        The worker is ended when the time is over, and when this is cancelled: nothing else stops a query. Of one
        client :attr:`Limits.at_once` tasks run at once. One that goes on is *long*: another worker is started for
        short ones, so that these are answered. Of long ones there may be one less than there are workers: one too
        many is stopped and asked anew when it can be (a query changes nothing). A query that was long once is so
        from its start.
        """
        end = asyncio.get_running_loop().time() + task.seconds
        try:
            for _ in range(_TRIES):
                reply = await self._short_or_long(task, client, end)
                if reply is not KILLED:
                    break
        except TimeoutError:
            return Reply(
                503, "query: 服务正忙，请稍后再试。The service is busy with other queries; try again later."
            )
        return reply

    async def _short_or_long(self, task: Task, client: str, end: float) -> Reply:
        """Return what became of a task; raise ``TimeoutError`` when no worker was free for it in its time."""
        text = sha256(task.text.encode(errors="surrogatepass")).digest()
        if text not in self._known_long:
            async with AsyncExitStack() as place, self._asking_in(place, task, client, end) as asking:
                if (reply := await self._soon(asking, task, end)) is not None:
                    return reply
                if not self._long.locked():
                    async with self._long:
                        return await self._in_time(asking, task, end, text, place)
        async with asyncio.timeout_at(end):
            await self._long.acquire()
        try:
            async with self._asking(task, end) as asking:
                return await self._in_time(asking, task, end, text)
        finally:
            self._long.release()

    async def _soon(self, asking: _Asking, task: Task, end: float) -> Reply | None:
        """Return what became of a task while it is short; ``None`` when it turns out to be a long one.

        On a machine that has much to do a short one takes its time too, and is told by what it has worked.
        """
        now = asyncio.get_running_loop().time
        began, worked = now(), _worked(asking.worker.pid)
        while now() < end:
            await asyncio.wait({asking.reply}, timeout=min(_SHORT, max(0.0, end - now())))
            if asking.reply.done():
                return asking.reply.result()
            if _worked(asking.worker.pid) - worked > _SHORT / 2 or now() - began > _NOT_SHORT:
                return None
        return self._over(task)

    def _remember(self, text: bytes) -> None:
        """Remember, by its digest, a query that is long; as many as there is room for."""
        self._known_long[text] = None
        while len(self._known_long) > _REMEMBERED:
            self._known_long.pop(next(iter(self._known_long)))

    @asynccontextmanager
    async def _asking_in(
        self, place: AsyncExitStack, task: Task, client: str, end: float
    ) -> AsyncIterator[_Asking]:
        await place.enter_async_context(self._line(client, end))
        async with self._asking(task, end) as asking:
            yield asking

    @asynccontextmanager
    async def _line(self, client: str, end: float) -> AsyncIterator[None]:
        """Have a place among the tasks of a client; raise ``TimeoutError`` when there is none before ``end``."""
        line = self._lines.setdefault(client, _Line(self.limits.at_once))
        line.members += 1
        try:
            async with asyncio.timeout_at(end):
                await line.places.acquire()
            try:
                yield
            finally:
                line.places.release()
        finally:
            line.members -= 1
            if not line.members:
                self._lines.pop(client, None)

    async def _in_time(
        self, asking: _Asking, task: Task, end: float, text: bytes, place: AsyncExitStack | None = None
    ) -> Reply:
        """Return what becomes of a long task, which gives way to others."""
        asking.gives_way = True
        # Another worker in its place: those that are short keep theirs. Until it is there no other task of
        # the client comes before the workers, or a client could have all of them.
        started = self._start_later()
        if place is not None:
            if started is None:
                await place.aclose()
            else:
                self._later(_left_after(started, place))
        _give_way(asking.worker.pid)
        now = asyncio.get_running_loop().time
        began = now()
        await asyncio.wait({asking.reply}, timeout=max(0.0, end - began))
        if now() - began > _NOT_SHORT:
            self._remember(text)
        else:
            self._known_long.pop(text, None)
        return asking.reply.result() if asking.reply.done() else self._over(task)

    @asynccontextmanager
    async def _asking(self, task: Task, end: float) -> AsyncIterator[_Asking]:
        """Have a worker answer a task; one that has not when the context is left is ended.

        One that has given way is ended too: it cannot become as important again.
        """
        worker = await self._taken(end)
        asking = _Asking(worker, asyncio.ensure_future(self._ask(worker, task)))
        try:
            yield asking
        finally:
            if asking.gives_way:
                asking.reply.cancel()
                await self._end(worker)
            elif asking.answered and worker.returncode is None:
                self._free(worker)
            else:
                asking.reply.cancel()
                started = self._start_later()
                await self._end(worker)
                if started is not None:
                    await asyncio.wait({started}, timeout=_NOT_SHORT)

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
            limit=True,
        )

    async def _taken(self, end: float) -> asyncio.subprocess.Process:
        """Return a worker that is free; raise ``TimeoutError`` if none is before ``end``."""
        async with asyncio.timeout_at(end):
            while (worker := await self._idle.get()).returncode is not None:
                await self._replace(worker)  # it was killed from outside
            self._resting.discard(worker)
            return worker

    def _rest(self, worker: asyncio.subprocess.Process) -> None:
        """Let a worker wait for the next task."""
        self._resting.add(worker)
        self._idle.put_nowait(worker)

    async def _watch(self, worker: asyncio.subprocess.Process) -> None:
        """Replace a worker that ends while it waits for a task; who asks one sees for himself that it has ended."""
        await worker.wait()
        if worker in self._resting:
            await self._replace(worker)

    def _free(self, worker: asyncio.subprocess.Process) -> None:
        """Give a worker to the next task; one on a store that is no longer asked is replaced."""
        if self._on.get(worker) == self.store:
            self._rest(worker)
        else:
            self._later(self._replace(worker))

    async def swap(self, store: Path) -> None:
        """Have workers on another store take over; return when those on the one before have ended.

        Queries that run end where they began; each other one finds a worker, for none is ended before there is
        one in its place. Raises :class:`ServeError` when the new store cannot be opened, and keeps the old one.
        """
        new = store.resolve()
        if new == self.store:
            return
        for tries in range(_TRIES):
            try:
                await self._start(new)
                break
            except ServeError:
                if tries == _TRIES - 1:
                    raise
        self.store = new
        self._spare += 1
        waiting = [self._idle.get_nowait() for _ in range(self._idle.qsize())]
        for worker in waiting:
            if self._on.get(worker) == new:
                self._idle.put_nowait(worker)
        for worker in waiting:
            if (
                self._on.get(worker) != new and worker in self._all
            ):  # not replaced yet, as one that was killed is
                await self._end(worker)
                self._start_later()
        while any(self._on.get(worker) != new for worker in self._all):
            await asyncio.sleep(_LOOKS_EVERY)

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

    async def _start(self, store: Path | None = None) -> None:
        """Start a worker, on the store that is asked unless one is given.

        Raises :class:`ServeError` with its words when it cannot open the store.
        """
        path = os.pathsep.join(filter(None, (str(_ROOT), os.environ.get("PYTHONPATH", ""))))
        on = store or self.store
        making = asyncio.ensure_future(asyncio.create_subprocess_exec(
            sys.executable, "-P", "-m", "lawgraph.service.worker", str(on), str(self.limits.memory),
            stdin=asyncio.subprocess.PIPE, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
            env={**_environment(), "PYTHONPATH": path},
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
        reply = Reply(**json.loads(line)) if line.endswith(b"\n") else Reply(500)  # it may end half-way
        if reply.status != 200:
            await self._end(worker)
            raise ServeError(
                reply.error
                or f"{on}: 服务进程没有启动，请重试，或重建：lawgraph build。"
                "the worker of the service did not start; try again, or build anew: lawgraph build"
            )
        self._on[worker] = on
        self._later(self._watch(worker))
        if store or on == self.store:
            self._rest(worker)
        else:
            await self._replace(worker)

    def _made(self, making: asyncio.Future[asyncio.subprocess.Process]) -> None:
        self._making.discard(making)
        if not making.cancelled() and making.exception() is None:
            self._all.add(making.result())

    def _start_later(self) -> asyncio.Task[None] | None:
        """Start a worker beside what goes on; one that fails is told.

        None after the end, and when there is a worker already that nobody was ended for.
        """
        if self._closed:
            return None
        if self._spare:
            self._spare -= 1
            return None

        return self._later(self._started())

    async def _started(self) -> None:
        """Start a worker; one that does not start is tried again until it does: or there would be ever fewer."""
        pause, told = _AGAIN, ""
        while True:
            try:
                await self._start()
            except (ServeError, OSError) as error:
                if str(error) != told:
                    told = str(error)
                    print(f"lawgraph: {error}", file=sys.stderr, flush=True)
            else:
                return
            await asyncio.sleep(pause)
            pause = min(2 * pause, _LONGEST_PAUSE)

    def _later(self, work: Coroutine[object, object, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._starting.add(task)
        task.add_done_callback(self._starting.discard)
        return task

    async def _replace(self, worker: asyncio.subprocess.Process) -> None:
        if worker in self._all:  # once
            self._start_later()
            await self._end(worker)

    async def _end(self, worker: asyncio.subprocess.Process) -> None:
        if worker in self._all:  # once: a second kill would take the exit code from asyncio's own waiting
            self._all.discard(worker)
            self._resting.discard(worker)
            self._on.pop(worker, None)
            with suppress(ProcessLookupError):
                worker.kill()
        await worker.wait()


def _environment() -> dict[str, str]:
    """Return the environment of a worker: without the token of this service."""
    return {name: value for name, value in os.environ.items() if not name.startswith("LAWGRAPH_SERVE_")}


async def _left_after(started: asyncio.Task[None], place: AsyncExitStack) -> None:
    await asyncio.wait({started}, timeout=_STARTS_WITHIN)
    await place.aclose()


def _give_way(pid: int) -> None:
    """Let a process have what others leave of the processors; where the system knows how."""
    with suppress(OSError, AttributeError):
        os.setpriority(os.PRIO_PROCESS, pid, _LESS)


def _worked(pid: int) -> float:
    """Return for how many seconds a process has been worked on; 0 where the system does not tell."""
    with suppress(OSError, IndexError, ValueError, AttributeError):
        fields = Path(f"/proc/{pid}/stat").read_text("utf-8", "replace").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
    return 0.0
