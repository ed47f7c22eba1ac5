"""Where a built graph lies on disk.

A graph directory holds one *generation* at a time, named by the digest of its N-Quads::

    build/graph/current.json             which generation is current, and what is in it
    build/graph/{digest}/graph.nq        the graph as N-Quads: the hand-over to any other engine
    build/graph/{digest}/store/          the Oxigraph store

A build writes a new generation beside the old one and then replaces ``current.json`` in one step, so that a
build that dies half-way, or a disk that fills, leaves the graph that was there whole.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from pyoxigraph import RdfFormat, Store

from queries.errors import GraphNotFound

DEFAULT_GRAPH = Path("build/graph")
_CURRENT = "current.json"


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of a graph on disk: its digest, and how many quads and which documents it holds."""

    directory: Path
    digest: str
    quads: int
    documents: tuple[str, ...]

    @property
    def store(self) -> Path:
        """The folder of the Oxigraph store."""
        return self.directory / self.digest / "store"

    @property
    def nquads(self) -> Path:
        """The graph as N-Quads."""
        return self.directory / self.digest / "graph.nq"


def current(directory: Path) -> Generation:
    """Return the generation that ``directory`` holds.

    Raises :class:`queries.errors.GraphNotFound` if there is none.
    """
    try:
        entry = json.loads((directory / _CURRENT).read_text("utf-8"))
        generation = Generation(directory, entry["digest"], entry["quads"], tuple(entry["documents"]))
    except (OSError, ValueError, KeyError, TypeError):
        raise _not_found(directory) from None
    if not generation.store.is_dir():
        raise _not_found(directory)
    return generation


def _not_found(directory: Path) -> GraphNotFound:
    return GraphNotFound(
        f"{directory}: no graph here; build one with 'lawgraph build SOURCES --out {directory}' or 'make run'"
    )


def write(directory: Path, lines: Iterable[str], documents: Iterable[str]) -> Generation:
    """Make ``lines`` of N-Quads the graph of ``directory``, in one step.

    Lines are sorted and made unique: the bytes depend on the set of quads alone. Raises ``OSError`` if the
    disk is full or not writable, and leaves what was there.
    """
    data = "".join(sorted(set(lines))).encode()
    digest = sha256(data).hexdigest()[:16]
    generation = Generation(directory, digest, data.count(b"\n"), tuple(sorted(documents)))
    directory.mkdir(parents=True, exist_ok=True)
    if not generation.store.is_dir():
        scratch = Path(tempfile.mkdtemp(prefix=".building-", dir=directory))
        try:
            (scratch / "graph.nq").write_bytes(data)
            store = Store(str(scratch / "store"))
            store.bulk_load(data, format=RdfFormat.N_QUADS)
            store.flush()
            del store
            scratch.chmod(0o755)
            scratch.rename(directory / digest)
        except BaseException:
            shutil.rmtree(scratch, ignore_errors=True)
            raise
    _point(generation)
    _sweep(directory, digest)
    return generation


def _point(generation: Generation) -> None:
    entry = {"digest": generation.digest, "quads": generation.quads, "documents": list(generation.documents)}
    scratch = generation.directory / f".{_CURRENT}-{generation.digest}"
    try:
        scratch.write_text(json.dumps(entry, ensure_ascii=False, indent=1) + "\n", "utf-8")
        scratch.replace(generation.directory / _CURRENT)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        raise


def _sweep(directory: Path, keep: str) -> None:
    """Remove generations that are no longer current, and what builds that died left behind."""
    for entry in directory.iterdir():
        stale = entry.name.startswith(".building-") or (entry / "graph.nq").is_file()
        if entry.is_dir() and stale and entry.name != keep:
            shutil.rmtree(entry, ignore_errors=True)
