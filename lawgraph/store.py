"""Where a built graph lies on disk.

A graph directory holds one *generation* at a time, named by the digest of its N-Quads::

    build/graph/current.json             which generation is current, and what is in it
    build/graph/{digest}/graph.nq        the graph as N-Quads: the hand-over to any other engine
    build/graph/{digest}/store/          the Oxigraph store
    build/graph/{digest}/search-2.db     the index of its words (:mod:`lawgraph.search`), where SQLite has FTS5
    build/graph/{digest}/catalogue-1.json  its documents, counted (:mod:`lawgraph.explorer.catalogue`)
    build/graph/{digest}/compared-1.json   which were compared with which (:mod:`lawgraph.explorer.compared`)
    build/graph/{digest}/bodies-1.json …   what pages keep of it (:mod:`lawgraph.explorer.kept`)
    build/graph/{digest}/checksums.json  what each of these files held when it was written

A build writes a new generation beside the old one and then replaces ``current.json`` in one step, so that a
build that dies half-way, or a disk that fills, leaves the graph that was there whole. Builds into one
directory take turns. Who reads a generation holds a :class:`Lease` on it: a build sweeps away no generation
that is in use, and the next one does when it is free. A lease is given only on files that are as they were
written (:mod:`lawgraph.checksums`): Oxigraph never ends a query that meets a damaged block.
"""

from __future__ import annotations

import errno
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from hashlib import file_digest, sha256
from pathlib import Path
from typing import Annotated, BinaryIO

import msgspec
from pyoxigraph import Store

from lawgraph.checksums import CHECKSUMS, changed_file, noted, write_checksums
from lawgraph.graph_files import INDEX, NotAsWritten, open_file, read_json
from lawgraph.locks import is_free, lock, lock_shared
from lawgraph.made_by import BEFORE, version, warn_of_other
from queries.errors import GraphNotFound, QueryError

DEFAULT_GRAPH = Path("build/graph")
PARTS = "parts"
"""The folder of what builds keep, beside the generations (:mod:`lawgraph.build.parts`)."""
_SMALL = 8 << 20  # bytes of N-Quads whose store is loaded anew whatever changed
_LARGE = 64 << 20  # … and of those whose store is loaded in a process of its own
_ROOM = 2  # a store so many times as large as its N-Quads holds much that was taken out, and is loaded anew
_SHARE = 20  # a store is changed where less than one in so many of its quads differ
_CURRENT = "current.json"
_DIGEST = re.compile(r"[0-9a-f]{16}")
_SCRATCH = (".building-", f".{_CURRENT}-")


class GraphDamaged(QueryError):
    """A file of a graph is not as it was written; the message says how to build it anew."""


class NotAGraphDirectory(Exception):
    """A folder is no place for a graph; the message says why and what to name instead."""


class _Pointer(msgspec.Struct, frozen=True):
    """What ``current.json`` holds; a digest is a name in the folder, never a path that leads out of it."""

    digest: Annotated[str, msgspec.Meta(pattern=r"^[0-9a-f]{16}\Z")]
    quads: Annotated[int, msgspec.Meta(ge=0)]
    documents: tuple[str, ...]
    program: str = BEFORE


@dataclass(frozen=True, slots=True)
class Generation:
    """One state of a graph on disk: its digest, how many quads and which documents it holds, what built it."""

    directory: Path
    digest: str
    quads: int
    documents: tuple[str, ...]
    program: str = field(default_factory=version)

    @property
    def folder(self) -> Path:
        """The folder of the generation."""
        return self.directory / self.digest

    @property
    def store(self) -> Path:
        """The folder of the Oxigraph store."""
        return self.folder / "store"

    @property
    def nquads(self) -> Path:
        """The graph as N-Quads."""
        return self.folder / "graph.nq"


@dataclass(frozen=True, slots=True)
class Lease:
    """A generation that no build sweeps away until :meth:`close`, or until this process ends.

    ``file`` is the locked ``graph.nq``; a process that is given its descriptor holds the lease too.
    """

    generation: Generation
    file: BinaryIO

    def close(self) -> None:
        """Give the generation free."""
        self.file.close()


def current(directory: Path) -> Generation:
    """Return the generation that ``directory`` holds.

    Raises :class:`queries.errors.GraphNotFound` if there is none, and :class:`GraphDamaged` if what names it is
    not as it was written.
    """
    try:
        entry = read_json(directory / _CURRENT, _Pointer)
    except NotAsWritten:
        raise _damaged(directory, _CURRENT) from None
    except PermissionError:
        raise
    except (OSError, ValueError):  # ValueError: a NUL in the name
        raise _not_found(directory) from None
    generation = Generation(directory, entry.digest, entry.quads, entry.documents, entry.program)
    if not generation.store.is_dir():
        raise _not_found(directory)
    return generation


def lease(directory: Path) -> Lease:
    """Return the current generation of ``directory``, verified and kept from being swept away.

    Warns (:class:`lawgraph.made_by.OtherVersionWarning`) of a graph that another version built.

    Raises :class:`queries.errors.GraphNotFound` if there is none and :class:`GraphDamaged` if a file of it is
    missing or not as it was written.
    """
    while True:
        generation = current(directory)
        try:
            file = open_file(generation.nquads)
        except FileNotFoundError:
            if current(directory) == generation:
                raise _not_found(directory) from None
            continue  # a build has replaced it in this moment
        except NotAsWritten:
            raise _damaged(directory, generation.nquads.name) from None
        lock_shared(file)
        changed = changed_file(generation.folder, spared=_searched_only(generation.folder))
        if changed is None:
            warn_of_other(directory, generation.program)
            return Lease(generation, file)
        replaced = not _is_at(file, generation.nquads)
        file.close()
        if not replaced:
            early = generation.program == BEFORE and not os.path.lexists(generation.folder / CHECKSUMS)
            raise _early(directory) if early else _damaged(directory, changed)


def _searched_only(folder: Path) -> str | None:
    """Return the name of the index if it is missing or may not be read: only searches need it, and say so."""
    return None if os.access(folder / INDEX, os.R_OK) else INDEX


def check_store(store: Path) -> None:
    """Raise :class:`GraphDamaged` if ``store`` is that of a generation, named by itself, and is not whole."""
    folder = store.resolve().parent
    if _DIGEST.fullmatch(folder.name) and (changed := changed_file(folder, spared=_searched_only(folder))):
        raise _damaged(folder.parent, changed)


def _is_at(file: BinaryIO, path: Path) -> bool:
    """Tell whether the open file is the one at ``path`` still."""
    try:
        return os.path.samestat(os.fstat(file.fileno()), path.stat())
    except OSError:
        return False


@contextmanager
def leased(directory: Path) -> Iterator[Generation]:
    """Hold a :func:`lease` while the context lasts."""
    held = lease(directory)
    try:
        yield held.generation
    finally:
        held.close()


def _not_found(directory: Path) -> GraphNotFound:
    build = f"lawgraph build SOURCES --out {directory}"
    return GraphNotFound(
        f"{directory}: 这里没有图谱，请用 {build} 或 make run 生成。"
        f"There is no graph here; build one with '{build}' or 'make run'."
    )


def _damaged(directory: Path, file: str) -> GraphDamaged:
    file = file if file.isprintable() else repr(file)
    build = f"lawgraph build SOURCES --out {directory}"
    repair = f"lawgraph doctor {directory} --repair"
    return GraphDamaged(
        f"{directory}: 图谱的文件 {file} 已损坏或被改动，请用 {repair} 修复，或用 {build} 重新生成。"
        f"The file {file} of the graph is damaged or was changed; repair it with '{repair}', "
        f"or build it anew with '{build}'."
    )


def _early(directory: Path) -> GraphDamaged:
    build = f"lawgraph build SOURCES --out {directory}"
    repair = f"lawgraph doctor {directory} --repair"
    return GraphDamaged(
        f"{directory}: 图谱没有校验和（{CHECKSUMS}）：由早期版本生成，或校验和已被删除，请用 {build} 重新生成；"
        f"没有原文的，用 {repair} 从 N-Quads 重做。The graph has no checksums ({CHECKSUMS}): an early version "
        f"built it, or they were removed; build it anew with '{build}' or, without its sources, make it whole "
        f"from its N-Quads with '{repair}'."
    )


def check_place(directory: Path, sources: Iterable[Path]) -> None:
    """Raise :class:`NotAGraphDirectory` unless a graph may be written to ``directory``.

    It may be new or empty, hold a graph, or hold what an interrupted build left; it may not be a file, the root
    of a file system, one of the ``sources``, or a folder of anything else.
    """
    place = directory.resolve()
    if place == Path(place.anchor):
        raise _no_place(directory, "这是文件系统的根目录", "It is the root of a file system")
    if any(place == source.resolve() for source in sources):
        raise _no_place(directory, "这是原文所在的文件夹", "It is the folder of the sources")
    if directory.exists() and not directory.is_dir():
        raise _no_place(directory, "这是文件，不是文件夹", "It is a file, not a folder")
    if not directory.is_dir() or _pointed(directory):
        return
    if not all(_is_ours(entry) for entry in directory.iterdir()):
        raise _no_place(directory, "文件夹不空，里面也没有图谱", "The folder is not empty and holds no graph")


def _is_ours(entry: Path) -> bool:
    return (
        (entry.name == PARTS and entry.is_dir())
        or entry.name.startswith(_SCRATCH)
        or (entry.name == _CURRENT and not (entry.is_dir() and any(entry.iterdir())))
        or bool(_DIGEST.fullmatch(entry.name))
    )


def _no_place(directory: Path, chinese: str, problem: str) -> NotAGraphDirectory:
    return NotAGraphDirectory(
        f"{directory}: {chinese}，请用 --out 指定新的或空的文件夹，如 build/graph。"
        f"{problem}; name a new or empty folder with --out, such as build/graph."
    )


@dataclass(frozen=True, slots=True)
class Written:
    """N-Quads that were written to a file: their SHA-256 in hexadecimal, and how many."""

    sha256: str
    quads: int


def write(directory: Path, lines: Iterable[str], documents: Iterable[str]) -> Generation:
    """Make ``lines`` of N-Quads the graph of ``directory``, in one step.

    Lines are sorted and made unique: the bytes depend on the set of quads alone. Waits while another build
    writes to the directory. A generation that is there and damaged is written anew. Raises ``OSError`` if the
    disk is full or not writable, and leaves what was there.
    """
    data = "".join(sorted(set(lines))).encode()

    def written(file: BinaryIO) -> Written:
        file.write(data)
        return Written(sha256(data).hexdigest(), data.count(b"\n"))

    with building(directory):
        return publish(directory, written, documents)


@contextmanager
def building(directory: Path, waiting: Callable[[], None] = lambda: None) -> Iterator[None]:
    """Have ``directory`` for this build alone while the context lasts; waits while another build has it.

    ``waiting`` is called if there is another one. An ``OSError`` that does not say where is given the directory.
    """
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with lock(directory, waiting):
            yield
    except OSError as error:
        if error.errno is None:  # of Oxigraph, in words only
            raise OSError(errno.EIO, str(error), str(directory)) from error
        if error.filename is None:  # a write that failed, not an open, does not say where
            error.filename = str(directory)
        raise


def publish(directory: Path, write_to: Callable[[BinaryIO], Written], documents: Iterable[str]) -> Generation:
    """Make what ``write_to`` writes the graph of ``directory``, which is :func:`building`, in one step.

    What is written are N-Quads, sorted, each once. Generations that are not current and that nobody reads are
    swept away, before and after; the current one only after.
    """
    _sweep(directory, keep=_pointed(directory))
    scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH[0], dir=directory))
    try:
        new = scratch / "new"
        new.mkdir()
        with (new / "graph.nq").open("wb") as file:
            written = write_to(file)
        generation = Generation(directory, written.sha256[:16], written.quads, tuple(sorted(documents)))
        if not is_whole(generation, written.sha256):
            known = _make_store(new, directory)
            _write_beside(new / "store", new)
            write_checksums(new, {"graph.nq": written.sha256, **known})
            if os.path.lexists(generation.folder):  # damaged: is_whole() said so
                generation.folder.rename(scratch / "damaged")
            new.rename(generation.folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    _point(generation)
    _sweep(directory, keep={generation.digest})
    return generation


def _write_beside(store: Path, folder: Path) -> None:
    """Write what is made of a store once, so that nobody has to ask it for all: the index, the counts, pairs."""
    from lawgraph.explorer.catalogue import write_catalogue  # not for who reads a graph
    from lawgraph.explorer.compared import write_compared
    from lawgraph.explorer.kept import write_kept
    from lawgraph.search.index import write_index

    write_index(store, folder)
    write_catalogue(store, folder)
    write_compared(store, folder)
    write_kept(store, folder)


def is_whole(generation: Generation, nquads: str | None = None) -> bool:
    """Tell whether the generation lies on disk already, undamaged, with a store that opens and what lies beside it.

    ``nquads`` is the SHA-256 of its N-Quads.
    """
    from lawgraph.explorer.catalogue import NAME as CATALOGUE
    from lawgraph.explorer.compared import NAME as COMPARED
    from lawgraph.explorer.kept import NAMES as KEPT
    from lawgraph.loading import opens
    from lawgraph.search.index import has_full_text

    was = noted(generation.folder).get(generation.nquads.name)
    if was is None or not was.startswith(generation.digest) or (nquads is not None and was != nquads):
        return False
    beside = (CATALOGUE, COMPARED, *KEPT, *((INDEX,) if has_full_text() else ()))
    if not all((generation.folder / name).is_file() for name in beside):
        return False  # written by another version
    try:
        return changed_file(generation.folder, in_full=True) is None and opens(generation.store)
    except OSError:
        return False


def rebuild_store(generation: Generation) -> bool:
    """Write a generation anew from its N-Quads, if these are as they were written; its directory is :func:`building`.

    Who reads the store that is replaced goes on reading what was there.
    """
    try:
        with open_file(generation.nquads) as file:
            digest = file_digest(file, "sha256").hexdigest()
    except (OSError, NotAsWritten):
        return False
    if not digest.startswith(generation.digest):
        return False
    scratch = Path(tempfile.mkdtemp(prefix=_SCRATCH[0], dir=generation.directory))
    try:
        new = scratch / "new"
        new.mkdir()
        shutil.copyfile(generation.nquads, new / "graph.nq")
        load(new / "store", new / "graph.nq")
        _write_beside(new / "store", new)
        write_checksums(new, {"graph.nq": digest})
        generation.folder.rename(scratch / "damaged")
        new.rename(generation.folder)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return True


def is_scratch(path: Path) -> bool:
    """Tell by its name whether something in a graph directory is what a build works on, or left."""
    return path.name.startswith(_SCRATCH)


def _make_store(new: Path, directory: Path) -> dict[str, str]:
    """Make the store of new N-Quads: that of the current graph, changed, where that is whole and differs little.

    Returns the SHA-256 of files that are those of the current graph.
    """
    from lawgraph.changing import change_store, copy_store, difference

    store, nquads = new / "store", new / "graph.nq"
    with suppress(GraphNotFound, GraphDamaged):
        old = current(directory)
        if nquads.stat().st_size > _SMALL and is_whole(old):
            differs = difference(old.nquads, nquads)
            few = differs is not None and _SHARE * sum(map(len, differs)) < old.quads
            if differs is not None and few and _size(old.store) < _ROOM * nquads.stat().st_size:
                same = copy_store(old.store, store)
                change_store(store, *differs)
                sums = noted(old.folder)
                return {name: sums[name] for each in same if (name := f"store/{each}") in sums}
    load(store, nquads)
    return {}


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.iterdir())


def load(folder: Path, nquads: Path) -> None:
    """Make a store of N-Quads; give an error of a full disk its number, which Oxigraph leaves out.

    A large store is made in a process of its own, so that this one does not grow.
    """
    from lawgraph.loading import load as load_into
    from lawgraph.loading import load_apart

    try:
        if nquads.stat().st_size > _LARGE:
            load_apart(folder, nquads)
        else:
            store = Store(str(folder))
            load_into(store, nquads)
            del store
    except OSError as error:
        full = os.strerror(errno.ENOSPC)
        if error.errno is None and full in str(error):
            raise OSError(errno.ENOSPC, full) from error
        raise


def _point(generation: Generation) -> None:
    entry = msgspec.json.encode(
        _Pointer(generation.digest, generation.quads, generation.documents, generation.program)
    )
    scratch = generation.directory / f"{_SCRATCH[1]}{generation.digest}"
    try:
        with scratch.open("wb") as file:
            file.write(msgspec.json.format(entry, indent=1) + b"\n")
            file.flush()
            os.fsync(file.fileno())
        place = generation.directory / _CURRENT
        if (
            place.is_dir() and not place.is_symlink()
        ):  # of no build; one that holds anything stays, and is told
            place.rmdir()
        scratch.replace(place)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        raise


def _pointed(directory: Path) -> set[str]:
    """Return the digest of the generation that ``directory`` points at, as a set of one or none."""
    try:
        return {current(directory).digest}
    except (GraphNotFound, GraphDamaged):
        return set()


def _sweep(directory: Path, keep: set[str]) -> None:
    """Remove generations not in ``keep`` that nobody reads, and what builds that died left behind.

    Only names that a build gives are touched: the folder may hold other things of its owner's.
    """
    for entry in sorted(directory.iterdir()):
        if entry.name.startswith(_SCRATCH):
            if entry.is_dir():
                shutil.rmtree(entry, ignore_errors=True)
            else:
                entry.unlink(missing_ok=True)
        elif (
            _DIGEST.fullmatch(entry.name)
            and entry.name not in keep
            and (not (entry / "graph.nq").exists() or is_free(entry / "graph.nq"))
        ):
            shutil.rmtree(entry, ignore_errors=True)
