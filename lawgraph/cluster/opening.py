"""Opening a cluster and a storage for a build."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lawgraph.build.pool import Opens, Pool, Works, processors
from lawgraph.cluster.address import Address
from lawgraph.cluster.depot import Depot
from lawgraph.cluster.errors import not_installed
from lawgraph.cluster.greeting import greet, no_answer
from lawgraph.cluster.storage import Storage

if TYPE_CHECKING:
    from distributed import Client

ANSWERS_WITHIN = 10.0
"""Seconds within which a scheduler must answer."""

_QUIET = ("distributed", "tornado", "asyncio")


def opened(
    cluster: str | None,
    parts: str | None,
    jobs: int | None,
    say: Callable[[object], None],
    urls: Mapping[Path, str] | None = None,
) -> Opens:
    """Return what opens who does the works of a build: the cluster at an address, with parts in a storage.

    Without a ``cluster`` these are ``jobs`` processes of this machine. ``say`` is told of workers that are not used
    and of parts that are made anew; ``urls`` are the addresses of files that were brought from a storage.
    Raises :class:`ClusterError` for what is no address; what is opened raises it too.
    """
    address = None if cluster is None else Address.of(cluster)

    @contextmanager
    def opens(out: Path, seconds: float) -> Iterator[Works]:
        with ExitStack() as stack:
            depot = None
            if parts is not None:
                depot = Depot(Storage.at(parts), out, say)
                stack.enter_context(depot.open(urls or {}))
            if address is None:
                yield stack.enter_context(Pool(jobs or processors(), seconds))
            else:
                yield stack.enter_context(_joined(address, out, seconds, say, depot))

    return opens


@contextmanager
def _joined(
    address: Address, out: Path, seconds: float, say: Callable[[object], None], depot: Depot | None
) -> Iterator[Works]:
    try:
        import dask
        import distributed  # noqa: F401
    except ImportError as error:
        raise not_installed("--cluster", "distributed") from error
    from lawgraph.cluster.pool import ClusterPool
    from lawgraph.cluster.processes import CONFIG, Processes

    with _quiet(), ExitStack() as stack:
        stack.enter_context(dask.config.set(CONFIG))
        if address.local:
            scheduler, security = stack.enter_context(_scheduler())
            client = stack.enter_context(_client(scheduler, f"local:{address.local}", security))
            told = None if security is None else security_fields(security)
            processes = stack.enter_context(Processes(scheduler, address.local, say, security=told))
            yield ClusterPool(client, f"local:{address.local}", out, seconds, say, None, processes)
        else:
            client = stack.enter_context(_client(address.far, address.far, None))
            yield ClusterPool(client, address.far, out, seconds, say, depot, None)


@contextmanager
def _scheduler() -> Iterator[tuple[str, Any]]:
    """Have a scheduler in this process, on the loopback, for workers of this machine.

    With the package ``cryptography`` only those that were given its certificate can speak to it; without it, every
    user of this machine could.
    """
    from distributed import LocalCluster
    from distributed.security import Security

    security = None
    with suppress(ImportError):
        security = Security.temporary()
    with LocalCluster(
        n_workers=0, processes=False, host="127.0.0.1", protocol="tcp://" if security is None else "tls://",
        dashboard_address="127.0.0.1:0", security=security, silence_logs=False,
        scheduler_kwargs={"dashboard": False},
    ) as cluster:  # fmt: skip
        yield cluster.scheduler_address, security


def security_fields(security: Any) -> dict[str, Any]:
    """Return what makes the same security in another process."""
    names = (
        "tls_ca_file", "tls_client_cert", "tls_client_key", "tls_scheduler_cert", "tls_scheduler_key",
        "tls_worker_cert", "tls_worker_key", "require_encryption",
    )  # fmt: skip
    return {name: getattr(security, name) for name in names}


@contextmanager
def _client(address: str, where: str, security: Any, within: float | None = None) -> Iterator[Client]:
    from distributed import Client

    within = ANSWERS_WITHIN if within is None else within
    greet(address, where, security, within)
    try:
        client = Client(address, timeout=within, security=security, set_as_default=False)
    except (OSError, ValueError) as error:
        raise no_answer(where, error, within) from error
    try:
        yield client
    finally:
        with suppress(Exception):  # it may be gone
            client.close(timeout=2)


def reach(address: str, within: float | None = None) -> None:
    """Raise :class:`ClusterError` unless a scheduler answers at an address, ``within`` so many seconds if told."""
    try:
        import distributed  # noqa: F401
    except ImportError as error:
        raise not_installed(address, "distributed") from error
    with _quiet(), _client(address, address, None, within):
        pass


@contextmanager
def _quiet() -> Iterator[None]:
    """Have the libraries say nothing: what went wrong is told in a line of ours."""
    names = [name for name in logging.root.manager.loggerDict if name.partition(".")[0] in _QUIET]
    loggers = [logging.getLogger(name) for name in names]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)
