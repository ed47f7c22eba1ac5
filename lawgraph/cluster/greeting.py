"""Whether a scheduler of dask is what answers at an address, within a limit of time.

The client of dask waits for ever for one that accepts a connection and says nothing, and raises whatever its reader
meets when something else speaks there. So that is asked first, on a connection of its own.
"""

from __future__ import annotations

import asyncio
import socket
import threading
from contextlib import suppress
from typing import Any

from lawgraph.cluster.errors import ClusterError

_ASKS = 2.0
"""Seconds that a server which is no scheduler is given to say what it is."""


def greet(address: str, where: str, security: Any, within: float) -> None:
    """Raise :class:`ClusterError` unless a scheduler answers at ``address`` ``within`` so many seconds.

    ``where`` is what the address is called in the message; ``security`` is the one of dask, None for its
    configuration.
    """
    from distributed.security import Security

    found: list[object] = []
    try:
        how = (security or Security()).get_connection_args("client")
    except Exception as error:  # a certificate that is not there, or is none
        raise _no_certificate(where, error) from error
    if address.startswith("tls://") and how.get("ssl_context") is None:
        raise _no_certificate(where, None)

    def ask() -> None:
        try:
            found.append(asyncio.run(asyncio.wait_for(_kind(address, how, within), within)))
        except BaseException as error:  # of the connection, or of what reads what is no answer
            found.append(error)

    asking = threading.Thread(target=ask, daemon=True)  # a name that is never resolved is not waited for
    asking.start()
    asking.join(within + 1)
    answer = found[0] if found else TimeoutError()
    if isinstance(answer, OSError | TimeoutError | UnicodeError | asyncio.CancelledError):
        if isinstance(answer, TimeoutError) and (spoken := _spoken(address)):
            raise _another(where, spoken)
        raise no_answer(where, answer, within)
    if answer != "Scheduler":
        raise _another(where, answer)


async def _kind(address: str, how: dict[str, Any], within: float) -> object:
    """Return what the server at an address says that it is: ``Scheduler``, ``Worker``, ``Nanny``."""
    from distributed.comm import connect

    comm = await connect(address, timeout=within, **how)
    try:
        await comm.write({"op": "identity", "reply": True})
        said = await comm.read()
    finally:
        comm.abort()
    return said.get("type") if isinstance(said, dict) else said


def _spoken(address: str) -> str:
    """Return the protocol of a server that waits for the rest of what dask said: ``HTTP/1.0`` or another's greeting.

    A server of pages reads the greeting of dask as the beginning of a line and waits for its end.
    """
    host, _, port = address.rpartition("://")[2].rpartition(":")
    with (
        suppress(OSError, ValueError),
        socket.create_connection((host.strip("[]"), int(port)), _ASKS) as there,
    ):
        there.settimeout(_ASKS)
        there.sendall(b"GET / HTTP/1.0\r\n\r\n")
        said = there.recv(64).split(maxsplit=1)
        if said and said[0].isascii() and said[0].decode("ascii").isprintable():
            return said[0].decode("ascii")
    return ""


def no_answer(where: str, error: BaseException, within: float) -> ClusterError:
    """Return that nothing answered."""
    said = type(error).__name__
    return ClusterError(
        where,
        f"集群在 {within:g} 秒内没有应答（{said}），原有图谱未变；请检查地址，"
        "并用 dask scheduler 启动调度进程、用 lawgraph worker 启动工作进程",
        f"The cluster did not answer within {within:g} seconds ({said}); the graph is as it was",
        "check the address, and start a scheduler with dask scheduler and workers with lawgraph worker",
    )


def _another(where: str, answer: object) -> ClusterError:
    said = type(answer).__name__ if isinstance(answer, BaseException) else str(answer)
    return ClusterError(
        where,
        f"在那里应答的不是 dask 的调度进程（{said}），原有图谱未变；"
        "请写 dask scheduler 启动时报出的地址（不是网页的端口，也不是工作进程的）",
        f"What answers there is no scheduler of dask ({said}); the graph is as it was",
        "give the address that dask scheduler says when it starts (not that of its pages or of a worker)",
    )


def _no_certificate(where: str, error: Exception | None) -> ClusterError:
    said = "" if error is None else f"（{type(error).__name__}: {error}）"
    in_english = "" if error is None else f" ({type(error).__name__}: {error})"
    return ClusterError(
        where,
        f"tls:// 需要证书，dask 的配置里没有可用的{said}，原有图谱未变；"
        "请在 distributed.comm.tls 中写明 ca-file 以及 client、worker 的 cert 和 key",
        f"tls:// needs certificates, and the configuration of dask has none that can be used{in_english};"
        " the graph is as it was",
        "name ca-file, and the cert and key of client and worker, under distributed.comm.tls",
    )
