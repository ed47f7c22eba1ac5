"""``lawgraph serve``: the SPARQL 1.1 Protocol on a built graph, read-only, at ``http://HOST:PORT/sparql`` (and ``/query``).

On loopback unless told otherwise. A graph that is built anew under a running service does not disturb it: it
answers from the graph of its start, which stays on disk as long as it runs, and says so.
"""

from __future__ import annotations

import asyncio
import contextlib
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

from lawgraph.service.app import ENDPOINT, application
from lawgraph.service.limits import Limits, ServeError
from lawgraph.service.pool import Pool
from lawgraph.store import check_store, current, leased
from queries.engine import is_store
from queries.errors import GraphNotFound

_LOOKS_EVERY = 2.0  # seconds, for a new graph
_ENDS_WITHIN = 2  # seconds that running queries have when the service ends
_BACKLOG = 2048

__all__ = ["Limits", "ServeError", "Service", "running", "serve"]


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: the address of its SPARQL endpoint."""

    endpoint: str


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
            raise ServeError(
                f"{host}:{port}: 无法监听：{error}，请用 --port 换一个端口。"
                f"cannot listen on {host}:{port}: {error}; choose another port with --port"
            ) from error
        yield listener


def _service(host: str, listener: socket.socket) -> Service:
    shown = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    return Service(f"http://{shown}:{listener.getsockname()[1]}{ENDPOINT}")


@contextlib.contextmanager
def _store_of(graph: Path) -> Iterator[Path]:
    """Hold the store of a graph directory, or the bare store at ``graph``."""
    if is_store(graph):
        check_store(graph)
        yield graph
        return
    with leased(graph) as generation:
        yield generation.store


async def _run(
    store: Path, listener: socket.socket, limits: Limits, started: Callable[[uvicorn.Server], None]
) -> None:
    """Serve until told to end; ``started`` is called when the first worker can answer."""
    with tempfile.TemporaryDirectory(prefix="lawgraph-") as folder:
        async with Pool(store, limits) as pool:
            config = uvicorn.Config(
                application(pool, Path(folder)),
                log_level="critical",
                access_log=False,
                server_header=False,
                lifespan="off",
                ws="none",
                timeout_graceful_shutdown=_ENDS_WITHIN,
            )
            server = uvicorn.Server(config)
            started(server)
            await server.serve(sockets=[listener])


@contextlib.contextmanager
def running(
    graph: Path, host: str = "127.0.0.1", port: int = 7878, limits: Limits | None = None
) -> Iterator[Service]:
    """Run the service, in a thread of its own, while the context lasts, and yield it.

    Raises :class:`~queries.errors.GraphNotFound` when there is no graph, :class:`~lawgraph.store.GraphDamaged`
    when a built graph is not as it was written, and :class:`ServeError` when the port is taken or the store
    cannot be opened.
    """
    with _store_of(graph) as store, _listening(host, port) as listener:
        ready: Future[uvicorn.Server] = Future()

        def work() -> None:
            try:
                asyncio.run(_run(store, listener, limits or Limits(), ready.set_result))
            except BaseException as error:
                if ready.done():
                    raise
                ready.set_exception(error)

        thread = threading.Thread(target=work, name="lawgraph serve")
        thread.start()
        try:
            server = ready.result()
            try:
                yield _service(host, listener)
            finally:
                server.should_exit = True
        finally:
            thread.join()


def serve(graph: Path, host: str = "127.0.0.1", port: int = 7878, limits: Limits | None = None) -> None:
    """Run the service until Ctrl-C or SIGTERM; its address goes to standard error.

    Raises what :func:`running` raises.
    """
    with contextlib.suppress(ValueError):  # outside the main thread
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    _allow_connections()
    with (
        contextlib.suppress(KeyboardInterrupt),
        _store_of(graph) as store,
        _listening(host, port) as listener,
    ):
        endpoint = _service(host, listener).endpoint

        def started(_: uvicorn.Server) -> None:
            print(f"SPARQL endpoint: {endpoint}   (Ctrl-C ends it)", file=sys.stderr, flush=True)
            threading.Thread(target=_watch, args=(graph,), daemon=True).start()

        asyncio.run(_run(store, listener, limits or Limits(), started))


def _allow_connections() -> None:
    """Let this process have as many open connections as the system lets it."""
    with contextlib.suppress(ImportError, OSError, ValueError):
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


def _watch(graph: Path) -> None:
    """Say once for each new graph that the service still has the old one."""
    started = seen = _digest(graph)
    pause = threading.Event()
    while not pause.wait(_LOOKS_EVERY):
        if (now := _digest(graph)) not in (seen, None):
            seen = now
            if now != started:
                print(
                    f"{graph}: 图谱已重新生成，本服务仍用旧图谱，重启后生效。"
                    "the graph was built anew; this service answers from the graph before; start it again to "
                    "serve the new one",
                    file=sys.stderr,
                    flush=True,
                )


def _digest(graph: Path) -> str | None:
    """Return the digest of the current generation; ``None`` for a bare store or one that is being replaced."""
    try:
        return current(graph).digest
    except (GraphNotFound, OSError):
        return None
