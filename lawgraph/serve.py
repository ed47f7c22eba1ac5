"""``lawgraph serve``: the SPARQL 1.1 Protocol on a built graph, read-only, at ``http://HOST:PORT/sparql``.

On loopback unless told otherwise. When the graph is built anew under a running service, the service goes over to the
new one: queries that run end on the graph on which they began, and that one stays on disk until they have.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import os
import signal
import socket
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

import uvicorn

from lawgraph.service.connections import bounded
from lawgraph.service.following import Follower
from lawgraph.service.limits import Limits, ServeError
from lawgraph.service.pool import Pool
from lawgraph.service.settings import ENDPOINT, Settings
from lawgraph.store import check_store, lease
from queries.engine import is_store

_ENDS_WITHIN = 2  # seconds that running queries have when the service ends
_ANSWERS_WITHIN = 3  # … and then the answers that say that they were given up
_BACKLOG = 2048

__all__ = ["Limits", "ServeError", "Service", "Settings", "running", "serve"]


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: the address of its SPARQL endpoint."""

    endpoint: str


class _Server(uvicorn.Server):
    """A server that answers what still runs before it ends."""

    def __init__(self, config: uvicorn.Config, pool: Pool) -> None:
        super().__init__(config)
        self.pool = pool

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """End; queries that have not ended after a while are given up, and told so."""
        giving_up = asyncio.get_running_loop().call_later(_ENDS_WITHIN, self.pool.ending.set)
        try:
            await super().shutdown(sockets)
        finally:
            giving_up.cancel()


@contextlib.contextmanager
def _listening(host: str, port: int) -> Iterator[socket.socket]:
    """Listen on a port, a free one for 0; raise :class:`ServeError` when it is taken."""
    with contextlib.ExitStack() as stack:
        try:
            family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
            listener = stack.enter_context(socket.socket(family, kind, proto))
            if os.name != "nt":
                listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind(address)
            listener.listen(_BACKLOG)
        except (OSError, OverflowError) as error:
            raise _not_listening(host, port, error) from error
        yield listener


def check_port(host: str, port: int) -> None:
    """Raise :class:`ServeError` where this process could not listen now."""
    with _listening(host, port):
        pass


def _not_listening(host: str, port: int, error: Exception) -> ServeError:
    """Return the error for a place where this process cannot listen."""
    number = getattr(error, "errno", None)
    if isinstance(error, socket.gaierror) or number == errno.EADDRNOTAVAIL:
        zh, en = (
            "本机没有这个地址，请用 --host 换一个",
            "this machine has no such address; choose another with --host",
        )
    elif number == errno.EADDRINUSE:
        zh, en = "端口已被占用，请用 --port 换一个", "the port is in use; choose another with --port"
    elif number == errno.EACCES:
        zh = "没有权限监听这个端口，请用 --port 换一个 1024 以上的端口"
        en = "this user may not listen on the port; choose one above 1024 with --port"
    else:
        zh, en = (
            f"无法监听：{error}，请用 --port 换一个端口",
            f"cannot listen: {error}; choose another port with --port",
        )
    return ServeError(f"{host}:{port}: {zh}。{en[0].upper()}{en[1:]}.")


def _service(host: str, listener: socket.socket) -> Service:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return Service(f"http://{shown}:{listener.getsockname()[1]}{ENDPOINT}")


async def _run(
    graph: Path,
    listener: socket.socket,
    settings: Settings,
    started: Callable[[uvicorn.Server], None],
    *,
    warm: bool = False,
) -> None:
    """Serve until told to end; ``started`` is called when the first worker can answer.

    ``warm`` makes the pages before anybody asks for them.
    """
    with (
        tempfile.TemporaryDirectory(prefix="lawgraph-") as folder,
        contextlib.ExitStack() as held,
    ):
        bare = is_store(graph)
        if bare:
            check_store(graph)
        else:
            first = lease(graph)
            held.callback(first.close)
        # The pages take longer to load than it takes to say that there is nothing to serve.
        from lawgraph.explorer.warming import keep_warm
        from lawgraph.service.app import application

        async with Pool(graph if bare else first.generation.store, settings.limits) as pool:
            follower = None if bare else Follower(graph, first, pool)
            if follower:
                held.callback(lambda: follower.held.close())
            served = application(pool, Path(folder), settings, follower.look if follower else None)
            config = uvicorn.Config(
                served,
                http=bounded(settings.limits),
                log_level="critical",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                proxy_headers=settings.behind_proxy,
                timeout_graceful_shutdown=_ENDS_WITHIN + _ANSWERS_WITHIN,
            )
            server = _Server(config, pool)
            started(server)
            beside = [asyncio.create_task(follower.follow())] if follower else []
            beside += [asyncio.create_task(keep_warm(served.state.explorer))] if warm else []
            try:
                await server.serve(sockets=[listener])
            finally:
                for each in beside:
                    each.cancel()


def _settings(host: str, port: int, limits: Limits | None, given: Settings | None) -> Settings:
    return given or Settings(host=host, port=port, limits=limits or Limits())


@contextlib.contextmanager
def running(
    graph: Path,
    host: str = "127.0.0.1",
    port: int = 7878,
    limits: Limits | None = None,
    settings: Settings | None = None,
) -> Iterator[Service]:
    """Run the service, in a thread of its own, while the context lasts, and yield it.

    ``settings`` go before the others. Raises :class:`~queries.errors.GraphNotFound` when there is no graph,
    :class:`~lawgraph.store.GraphDamaged` when a built graph is not as it was written, and :class:`ServeError` when
    the port is taken or the store cannot be opened.
    """
    chosen = _settings(host, port, limits, settings)
    with _listening(chosen.host, chosen.port) as listener:
        ready: Future[uvicorn.Server] = Future()

        def work() -> None:
            try:
                asyncio.run(_run(graph, listener, chosen, ready.set_result))
            except BaseException as error:
                if ready.done():
                    raise
                ready.set_exception(error)

        thread = threading.Thread(target=work, name="lawgraph serve")
        thread.start()
        try:
            server = ready.result()
            try:
                yield _service(chosen.host, listener)
            finally:
                server.should_exit = True
        finally:
            thread.join()


def _say_endpoint(service: Service) -> None:
    pages = service.endpoint.removesuffix(ENDPOINT)
    print(
        f"SPARQL endpoint: {service.endpoint}   (在浏览器中打开 Open in a browser: {pages}/ ；Ctrl-C 停止 ends it)",
        file=sys.stderr,
        flush=True,
    )


def serve(
    graph: Path, settings: Settings | None = None, ready: Callable[[Service], None] = _say_endpoint
) -> None:
    """Run the service until Ctrl-C or SIGTERM; ``ready`` is told when it answers, and says where it is.

    Raises what :func:`running` raises.
    """
    chosen = settings or Settings()
    with contextlib.suppress(ValueError):  # outside the main thread
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    _allow_connections()
    with contextlib.suppress(KeyboardInterrupt), _listening(chosen.host, chosen.port) as listener:
        service = _service(chosen.host, listener)
        asyncio.run(_run(graph, listener, chosen, lambda _: ready(service), warm=True))


def _allow_connections() -> None:
    """Let this process have as many open connections as the system lets it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
