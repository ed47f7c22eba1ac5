"""What runs in a worker of a cluster: the works of a build, each in the killable process that it has for them.

The worker itself only hands on: a work that never ends or crashes ends that process, as on one machine
(``docs/decisions/0007-time-limit.md``), and the worker stays.
"""

from __future__ import annotations

import json
import os
import platform
import shutil
import socket
import sys
import threading
from contextlib import ExitStack, suppress
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TypedDict
from urllib.parse import urlsplit

from ingest.read import ReadError
from lawgraph import __version__
from lawgraph.annotator import Annotator
from lawgraph.build.parts import PartDamaged, beyond, read_part
from lawgraph.build.versions import LIBRARIES, program
from lawgraph.cluster.errors import ClusterError
from lawgraph.cluster.orders import Answer, Order, pack, unpack
from lawgraph.cluster.storage import Storage
from lawgraph.store import PARTS

_MOST_KEPT = 4 << 30
"""Bytes that a worker keeps of a storage before it begins anew."""

_here = threading.local()
_annotators: list[Annotator] = []


class About(TypedDict):
    """What a worker says of itself: versions by their names, and whether it sees the folder of the parts."""

    versions: dict[str, str]
    sees: bool


def versions() -> dict[str, str]:
    """Return the versions that workers must have in common: the digest of the program, and what it is made of."""
    found = {"lawgraph": __version__, "python": platform.python_version(), "program": program().hex()[:16]}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "-"
    return found


def about(probe: str | None) -> str:
    """Return what this worker says of itself (:class:`About`), as JSON.

    ``probe`` is a file among the parts; None where the machines share no folder.
    """
    return json.dumps(About(versions=versions(), sees=probe is None or Path(probe).is_file()))


def perform(order: Order) -> Answer:
    """Do a work in the process that this thread of the worker has for them."""
    if order.program != program().hex():
        return Answer(other=True)
    annotator: Annotator | None = getattr(_here, "annotator", None)
    if annotator is None or getattr(_here, "seconds", None) != order.seconds:
        if annotator is not None:
            annotator.close()
        annotator, _here.seconds = Annotator(order.seconds), order.seconds
        _here.annotator = annotator
        _annotators.append(annotator)
    root = Path(order.folder) if order.folder is not None else _scratch()
    try:
        found = annotator.run(partial(carry_out, order, root), _source(order, root))
    except ReadError as error:
        return Answer(pack(error, root, _source(order, root)), annotator.spent)
    if not isinstance(found, Answer):
        raise TypeError(f"not an answer: {found!r}")
    return Answer(found.found, annotator.spent, found.made)


def _scratch() -> Path:
    """Return the folder of parts of a worker that shares none: its own, emptied when it has grown."""
    from distributed import get_worker

    folder = Path(get_worker().local_directory, f"lawgraph-{os.getpid()}-{threading.get_ident()}")
    kept = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file()) if _due() else 0
    if kept > _MOST_KEPT:
        shutil.rmtree(folder, ignore_errors=True)
    return folder / PARTS


def _due() -> bool:
    _here.done = getattr(_here, "done", 0) + 1
    return bool(_here.done % 256 == 0)


def _source(order: Order, root: Path) -> Path:
    """Return where the source of a work lies here."""
    if order.source is None:
        return order.path
    return root.parent / "sources" / order.source.digest / order.source.files[0][0]


def carry_out(order: Order, root: Path, source: Path) -> Answer:
    """Do a work in this process: fetch what it reads, put what it makes.

    What is wrong with the file, a part, the storage or the disk is returned.
    """
    held = None if order.storage is None else Storage.at(order.storage)
    made = _Made(root, held)
    try:
        with ExitStack() as stack:
            if held is not None:
                stack.enter_context(beyond(root, made))
                if order.source is not None:
                    held.fetch_source(order.source, source)
            work = unpack(order.work, root, source)
            try:
                found: object = work(source) if callable(work) else TypeError(f"no work: {work!r}")
            except ReadError as error:  # why it cannot be read may be a part
                found = error
            made.put()
    except (PartDamaged, OSError, ClusterError) as error:
        found = error
    return Answer(pack(found, root, source), made=tuple(made.parts))


class _Made:
    """The parts of a storage, as one work sees them (:class:`lawgraph.build.parts.Beyond`)."""

    def __init__(self, root: Path, storage: Storage | None) -> None:
        self._root = root
        self._storage = storage
        self._wrote: list[Path] = []
        self.parts: list[tuple[str, int, str]] = []

    def fetch(self, path: Path) -> bool:
        """Fetch a part that the work asks for; raises :class:`ClusterError` for one that is not as it was written."""
        return self._storage is not None and self._storage.get_part(path)

    def wrote(self, path: Path) -> None:
        """Learn that the work made a part."""
        self._wrote.append(path)

    def names(self) -> tuple[str, ...]:
        """Return no names: a work knows which parts it reads."""
        return ()

    def put(self) -> None:
        """Put the parts that were made into the storage."""
        for path in self._wrote:
            if self._storage is not None and path.is_file():
                read_part(path).check()
                self.parts.append(self._storage.put_part(path))


def listens_on(scheduler: str) -> str:
    """Return the address of this machine by which it reaches a scheduler: a worker listens on no other one.

    Raises ``OSError`` where there is no way to it.
    """
    there = urlsplit(scheduler)
    found = socket.getaddrinfo(there.hostname, there.port, type=socket.SOCK_DGRAM)
    family, kind, protocol, _, place = found[0]
    with socket.socket(family, kind, protocol) as way:
        way.connect(place)  # of datagrams: nothing is sent
        return str(way.getsockname()[0])


def main() -> None:
    """Be a worker of the cluster that is told on standard input, until that ends: ``lawgraph.cluster.processes``."""
    told = json.loads(sys.stdin.readline())
    threading.Thread(target=_end_with, daemon=True).start()
    import dask
    from distributed import Worker
    from distributed.security import Security

    dask.config.set(told["config"])
    security = Security(**told["security"]) if told["security"] else None

    async def work() -> None:
        worker = Worker(
            told["address"], host=listens_on(told["address"]),
            nthreads=1, name=told["name"], memory_limit=0, dashboard=False,
            local_directory=told["folder"], security=security, death_timeout=told["patience"],
        )  # fmt: skip
        async with worker:
            await worker.finished()

    import asyncio

    asyncio.run(work())


def _end_with() -> None:
    """End this process when that which started it is gone."""
    while sys.stdin.readline():
        pass
    for annotator in _annotators:
        with suppress(OSError):
            annotator.close(kill=True)
    os._exit(0)
