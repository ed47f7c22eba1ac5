"""The SPARQL service: Oxigraph's own read-only server on a built store.

It answers the SPARQL 1.1 Protocol at ``http://HOST:PORT/query``, on loopback unless told otherwise.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lawgraph.graph import store_at
from queries.errors import QueryError

_ALIVE = "ASK%20%7B%7D"
_STARTS_WITHIN = 20.0  # seconds


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
    location = store_at(graph)
    binary = server_binary()
    port = _bindable(host, port)
    shown = f"[{host}]" if ":" in host else host
    command = [binary, "serve-read-only", "--location", str(location), "--bind", f"{shown}:{port}"]
    process = subprocess.Popen(
        [*command, "--union-default-graph"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
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
    """Run the service until Ctrl-C; its address goes to standard error.

    Raises what :func:`running` raises, and :class:`ServeError` when the server ends by itself.
    """
    with contextlib.suppress(KeyboardInterrupt), running(graph, host, port) as service:
        print(f"SPARQL endpoint: {service.endpoint}   (Ctrl-C ends it)", file=sys.stderr, flush=True)
        service.process.wait()
        raise ServeError(f"the service at {service.endpoint} has stopped; start it again: lawgraph serve")
