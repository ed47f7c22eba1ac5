"""``lawgraph mcp``: starting the server, on standard input and output or over HTTP on this machine."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import importlib.util
import socket
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from lawgraph.assistants.asking import Workers
from lawgraph.in_time import end_at_once
from lawgraph.service.following import Follower
from lawgraph.service.limits import Limits, ServeError
from lawgraph.service.pool import Pool
from lawgraph.service.writing import is_loopback
from lawgraph.store import Lease, lease

LIMITS = Limits(seconds=10.0, memory=1 << 30, answer=16 << 20, workers=3)
_BACKLOG = 128
_ENDS_WITHIN = 2  # seconds that calls have when the server ends


class AddressError(Exception):
    """What is given for HOST:PORT is none of this machine."""


def there() -> bool:
    """Tell whether the extra is installed."""
    return importlib.util.find_spec("mcp") is not None


def parted(address: str) -> tuple[str, int]:
    """Return host and port of an address; raise :class:`AddressError` unless they are of this machine.

    >>> parted("127.0.0.1:7879"), parted("[::1]:0"), parted(":7879")
    (('127.0.0.1', 7879), ('::1', 0), ('127.0.0.1', 7879))
    """
    host, colon, port = address.rpartition(":")
    host = host.strip("[]") or "127.0.0.1"
    if not colon or not port.isascii() or not port.isdecimal() or int(port) > 65_535:
        raise AddressError(
            f"--http {address}: 应写成 主机:端口，如 127.0.0.1:7879。Write HOST:PORT, such as 127.0.0.1:7879."
        )
    if not is_loopback(host):
        raise AddressError(
            f"--http {address}: 只在本机监听，请用 127.0.0.1；要对外，请放在带身份验证的代理之后。"
            "It listens on this machine only: use 127.0.0.1, behind a proxy with authentication for others."
        )
    return host, int(port)


def serve(graph: Path, address: tuple[str, int] | None = None) -> None:
    """Serve a built graph until the client leaves, or, at an address of HTTP, until Ctrl-C.

    Raises :class:`~queries.errors.GraphNotFound`, :class:`~lawgraph.store.GraphDamaged` and
    :class:`~lawgraph.service.limits.ServeError`.
    """
    with contextlib.ExitStack() as held:
        listener = held.enter_context(_listening(*address)) if address else None
        first = lease(graph)
        held.callback(first.close)
        with contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(graph, first, listener))


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=_BACKLOG)
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            zh, en = "端口已被占用，请在 --http 里换一个", "The port is in use; choose another in --http"
        elif error.errno == errno.EACCES:
            zh, en = (
                "没有权限监听这个端口，请在 --http 里换一个 1024 以上的",
                "This user may not listen on the port; choose one above 1024 in --http",
            )
        else:
            zh, en = (
                f"无法监听：{error}，请在 --http 里换一个端口",
                "It cannot listen there; choose another port in --http",
            )
        raise ServeError(f"{host}:{port}: {zh}。{en}.") from error


async def _serve(graph: Path, first: Lease, listener: socket.socket | None) -> None:
    async with _workers(graph, first) as workers:
        await asyncio.sleep(0.01)  # the first worker starts while the SDK is imported
        gc.disable()  # nothing of what is imported is garbage; looking for some takes a fifth of the time
        from lawgraph.assistants.server import over_http, over_stdio, server

        gc.freeze()
        gc.enable()
        served = server(workers)
        if listener is None:
            asyncio.ensure_future(workers()).add_done_callback(_ended)
            await over_stdio(served)
            return
        import uvicorn

        from lawgraph.assistants.server import PATH
        from lawgraph.service.connections import bounded

        config = uvicorn.Config(
            over_http(served, LIMITS.request), http=bounded(LIMITS), log_level="critical", access_log=False,
            server_header=False, ws="none", timeout_graceful_shutdown=_ENDS_WITHIN,
        )  # fmt: skip
        await workers()
        host, port = listener.getsockname()[:2]
        shown = f"[{host}]" if ":" in host else host
        print(
            f"MCP 服务 server: http://{shown}:{port}{PATH}   （按 Ctrl-C 结束 Ctrl-C ends it）",
            file=sys.stderr,
            flush=True,
        )
        await uvicorn.Server(config).serve(sockets=[listener])


def _ended(starting: asyncio.Future[Workers]) -> None:
    """End this process when no worker starts: a client would wait, and what reads its input cannot be stopped."""
    if not starting.cancelled() and (error := starting.exception()):
        print(f"lawgraph: {error}", file=sys.stderr, flush=True)
        end_at_once(1)


@contextlib.asynccontextmanager
async def _workers(graph: Path, first: Lease) -> AsyncIterator[Callable[[], Awaitable[Workers]]]:
    """Start the workers and yield how to wait for them; they follow the graph when it is built anew."""
    with tempfile.TemporaryDirectory(prefix="lawgraph-") as folder:
        pool = Pool(first.generation.store, LIMITS)
        ready = Workers(pool, asyncio.get_running_loop(), Path(folder))
        starting = asyncio.ensure_future(pool.__aenter__())
        follower = Follower(graph, first, pool)

        async def follow() -> None:
            await starting
            await follower.follow()

        following = asyncio.create_task(follow())

        async def workers() -> Workers:
            await asyncio.shield(starting)
            return ready

        try:
            yield workers
        finally:
            following.cancel()
            await asyncio.gather(following, starting, return_exceptions=True)
            await pool.close()
            if follower.held is not first:
                follower.held.close()
