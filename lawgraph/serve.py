"""The SPARQL service: Oxigraph's own read-only server on a built store.

It answers the SPARQL 1.1 Protocol at ``http://HOST:PORT/query``, on loopback unless told otherwise. A graph
that is built anew under a running service does not disturb it: it answers from the graph of its start, which
stays on disk as long as it runs, and says so.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lawgraph.store import Lease, current, lease
from queries.engine import is_store
from queries.errors import GraphNotFound, QueryError

_ALIVE = "ASK%20%7B%7D"
_STARTS_WITHIN = 20.0  # seconds
_LOOKS_EVERY = 2.0  # seconds, for a new graph


class ServeError(QueryError):
    """The service could not be started; the message has the remedy."""


@dataclass(frozen=True, slots=True)
class Service:
    """A running service: the address of its SPARQL endpoint and its process."""

    endpoint: str
    process: subprocess.Popen[str]


def server_binary() -> str:
    """Return the path of Oxigraph's server; raise :class:`ServeError` if it is not installed."""
    beside = Path(sys.executable).parent / ("oxigraph.exe" if os.name == "nt" else "oxigraph")
    if beside.is_file():
        return str(beside)
    found = shutil.which("oxigraph")
    if found is None:
        raise ServeError("Oxigraph's server is not installed; run: python -m pip install oxigraph")
    return found


def _bindable(host: str, port: int) -> int:
    """Return the port to listen on, a free one for 0; raise :class:`ServeError` when it is taken."""
    try:
        family, kind, proto, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, proto) as probe:
            if os.name != "nt":
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except (OSError, OverflowError) as error:
        raise ServeError(
            f"cannot listen on {host}:{port}: {error}; choose another port with --port"
        ) from error


@contextlib.contextmanager
def running(graph: Path, host: str = "127.0.0.1", port: int = 7878) -> Iterator[Service]:
    """Run the service while the context lasts and yield it.

    Raises :class:`~queries.errors.GraphNotFound` when there is no store and :class:`ServeError` when the port
    is taken, the server is missing or it ends early.
    """
    held = None if is_store(graph) else lease(graph)
    try:
        with _process(held.generation.store if held else graph, host, port, held) as service:
            yield service
    finally:
        if held:
            held.close()


@contextlib.contextmanager
def _process(location: Path, host: str, port: int, held: Lease | None) -> Iterator[Service]:
    """Run the server on the store at ``location``; should this process be killed, the server has the lease."""
    binary = server_binary()
    port = _bindable(host, port)
    shown = f"[{host}]" if ":" in host else host
    command = [binary, "serve-read-only", "--location", str(location), "--bind", f"{shown}:{port}"]
    process = subprocess.Popen(
        [*command, "--union-default-graph"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        pass_fds=(held.file.fileno(),) if held and os.name != "nt" else (),
        text=True,
        errors="replace",
    )
    try:
        reachable = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}.get(host, shown)
        endpoint = f"http://{reachable}:{port}/query"
        _wait(process, endpoint, location)
        yield Service(endpoint, process)
    finally:
        process.terminate()
        try:
            process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if process.stderr:
            process.stderr.close()


def _wait(process: subprocess.Popen[str], endpoint: str, location: Path) -> None:
    """Return when the server answers; raise :class:`ServeError` with its own words when it ends."""
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({})
    )  # loopback never goes through a proxy
    end = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            said = process.stderr.read().strip() if process.stderr else ""
            said = said.partition("\n")[0].removeprefix("Error: ")  # a stack trace follows
            why = (
                "the store is in use by another process; end it (a build?)"
                if "lock" in said.lower()
                else said
            )
            raise ServeError(
                f"the server on {location} ended: {why}; then try again, or build anew: lawgraph build"
            )
        try:
            with opener.open(f"{endpoint}?query={_ALIVE}", timeout=2):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.05)
    raise ServeError(f"the server on {location} did not answer within {_STARTS_WITHIN:.0f} s; try again")


def serve(graph: Path, host: str = "127.0.0.1", port: int = 7878) -> None:
    """Run the service until Ctrl-C or SIGTERM; its address goes to standard error.

    Raises what :func:`running` raises, and :class:`ServeError` when the server ends by itself.
    """
    with contextlib.suppress(ValueError):  # outside the main thread
        # Else the server would outlive this process.
        signal.signal(signal.SIGTERM, signal.default_int_handler)
    with contextlib.suppress(KeyboardInterrupt), running(graph, host, port) as service:
        print(f"SPARQL endpoint: {service.endpoint}   (Ctrl-C ends it)", file=sys.stderr, flush=True)
        _watch(graph, service)
        raise ServeError(f"the service at {service.endpoint} has stopped; start it again: lawgraph serve")


def _watch(graph: Path, service: Service) -> None:
    """Return when the server ends; say once for each new graph that the service still has the old one."""
    started = seen = _digest(graph)
    while True:
        with contextlib.suppress(subprocess.TimeoutExpired):
            service.process.wait(_LOOKS_EVERY)
            return
        if (now := _digest(graph)) not in (seen, None):
            seen = now
            if now != started:
                print(
                    f"{graph} was built anew; this service answers from the graph before; start it again to "
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
