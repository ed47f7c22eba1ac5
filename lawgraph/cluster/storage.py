"""A place for parts and sources that all machines reach: a folder, or an object storage, through fsspec.

Under the address of a storage lie ::

    parts/ab/KEY.KIND         parts, as under a graph directory: each carries the digests of its bytes
    sources/DIGEST/NAME       files of the machine that builds, for workers that do not see its disk
    manifest.json             what the last build went by (:mod:`lawgraph.cluster.depot`)

A call that fails is tried again; after that the storage has failed. What is fetched lies beside its place until its
bytes were compared, so that nothing half is ever read.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from contextlib import suppress
from hashlib import file_digest
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from lawgraph.build.documents import read_source
from lawgraph.build.parts import PartDamaged, discard, read_part
from lawgraph.cluster.errors import StorageFailed, WrongAddress, not_installed
from lawgraph.store import PARTS

if TYPE_CHECKING:
    from lawgraph.cluster.orders import Source

ATTEMPTS = 3
"""How often a call to a storage is made before it has failed."""

_PAUSE = 0.2  # seconds before the second attempt; twice as long before each other
_MANIFEST = "manifest.json"
_SOURCES = "sources"
T = TypeVar("T")


class WrongPart(StorageFailed):
    """A part of a storage is not as it was written; ``name`` is that of the part."""

    def __init__(self, where: str, name: str) -> None:
        super().__init__(
            f"{where}/{name}",
            "存储中的部件与写入时不一致，请再运行 build，它会重新生成",
            "A part of the storage is not as it was written",
            "run build again: it is made anew",
        )
        self.name = name

    def __reduce__(self) -> tuple[type[WrongPart], tuple[str, str]]:
        return WrongPart, (self.where.removesuffix(f"/{self.name}"), self.name)


class Storage:
    """The files under an address; every method raises :class:`StorageFailed` when the storage fails."""

    def __init__(self, url: str, files: Any, root: str) -> None:
        self.url = url
        self._files = files
        self._root = root

    @classmethod
    def at(cls, url: str) -> Storage:
        """Return the storage at an address; raises :class:`ClusterError`."""
        return cls(url, *filesystem(url))

    def names(self) -> dict[str, int]:
        """Return the sizes (bytes) of all parts by their names, ``KEY.KIND``."""
        found = self._do("list", lambda: self._files.find(f"{self._root}/{PARTS}", detail=True)) or {}
        return {path.rpartition("/")[2]: int(each["size"]) for path, each in found.items()}

    def listed(self) -> dict[str, str]:
        """Return the files under the address by their paths, each with what changes when it does.

        Of a file itself that is one; nothing where there is none.
        """
        found = self._do("list", lambda: self._files.find(self._root, detail=True)) or {}
        return {
            path: str(self._files.ukey(path))
            for path, each in sorted(found.items())
            if each.get("type") != "directory"
        }

    def address(self, path: str) -> str:
        """Return the address of a file of this storage."""
        return str(self._files.unstrip_protocol(path))

    def get_file(self, place: str, target: Path) -> bool:
        """Fetch a file; tell whether it was there."""
        return self._get(place, target)

    def get_part(self, path: Path) -> bool:
        """Fetch a part to its path; tell whether it was there. Raises :class:`WrongPart`."""
        name = path.name
        path.parent.mkdir(parents=True, exist_ok=True)
        scratch = path.with_name(f".making-{os.getpid()}-{name}")
        try:
            if not self._get(self._place(name), scratch):
                return False
            read_part(scratch, name).check()
            scratch.replace(path)
        except PartDamaged as error:
            raise WrongPart(self.url, name) from error
        finally:
            discard(scratch)
        return True

    def put_part(self, path: Path) -> tuple[str, int, str]:
        """Store a part; return its name, size and SHA-256."""
        with path.open("rb") as file:
            digest = file_digest(file, "sha256").hexdigest()
        self._do("put", lambda: self._put(path, self._place(path.name)))
        return path.name, path.stat().st_size, digest

    def remove_part(self, name: str) -> None:
        """Remove a part, if it is there."""
        with suppress(FileNotFoundError):
            self._do("remove", lambda: self._files.rm_file(self._place(name)))

    def put_source(self, digest: str, name: str, data: bytes) -> str:
        """Store a file of a source; return its address."""
        place = f"{self._root}/{_SOURCES}/{digest}/{name}"
        self._do("put", lambda: self._pipe(place, data))
        return self.address(place)

    def fetch_source(self, source: Source, path: Path) -> None:
        """Fetch the files of a source to where ``path`` is the first; raises if they are not those that were meant."""
        path.parent.mkdir(parents=True, exist_ok=True)
        for name, url in source.files:
            files, place = filesystem(url)
            there = Storage(url, files, place)
            if not there._get(place, path.with_name(name)):
                raise _gone(url)
        if read_source(path).digest != source.digest:
            raise _other(source.files[0][1])

    def manifest(self) -> bytes | None:
        """Return the manifest as it lies there, ``None`` if there is none."""
        with suppress(FileNotFoundError):
            return bytes(self._do("read", lambda: self._files.cat_file(f"{self._root}/{_MANIFEST}")))
        return None

    def put_manifest(self, data: bytes) -> None:
        """Replace the manifest."""
        self._do("put", lambda: self._pipe(f"{self._root}/{_MANIFEST}", data))

    def _place(self, name: str) -> str:
        return f"{self._root}/{PARTS}/{name[:2]}/{name}"

    def _get(self, place: str, target: Path) -> bool:
        try:
            self._do("get", lambda: self._files.get_file(place, str(target)))
        except FileNotFoundError:
            return False
        return True

    def _put(self, path: Path, place: str) -> None:
        self._files.makedirs(place.rpartition("/")[0], exist_ok=True)
        self._files.put_file(str(path), place)

    def _pipe(self, place: str, data: bytes) -> None:
        self._files.makedirs(place.rpartition("/")[0], exist_ok=True)
        self._files.pipe_file(place, data)

    def _do(self, what: str, call: Callable[[], T]) -> T:
        """Call the storage so often; raises ``FileNotFoundError`` of what is not there to be read.

        Where there is not even a place to list or to put something, a bucket most often, the storage has failed.
        """
        for attempt in range(1, ATTEMPTS + 1):
            try:
                return call()
            except Exception as error:  # each system has errors of its own
                if isinstance(error, FileNotFoundError) and what not in ("list", "put"):
                    raise
                last = error
                if attempt < ATTEMPTS:
                    time.sleep(_PAUSE * 2 ** (attempt - 1))
        raise _failed(self.url, what, last) from last


def filesystem(url: str) -> tuple[Any, str]:
    """Return the file system of an address and the path in it; raises :class:`ClusterError`."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise not_installed(url, "fsspec") from error
    try:
        files, root = url_to_fs(url)
    except ImportError as error:
        raise not_installed(url, str(error)) from error
    except ValueError as error:
        raise WrongAddress(
            url,
            f"不认识这种存储地址（{error}），请写 s3://、file:// 等 fsspec 支持的地址",
            f"This is no address of a storage ({error})",
            "write one that fsspec knows, such as s3://BUCKET/FOLDER or file:///FOLDER",
        ) from error
    except Exception as error:
        raise _failed(url, "open", error) from error
    return files, str(root).rstrip("/")


def _failed(url: str, what: str, error: Exception) -> StorageFailed:
    said = f"{type(error).__name__}: {error}"
    return StorageFailed(
        url,
        f"存储无法使用（{what}，试了 {ATTEMPTS} 次：{said}），原有图谱未变，已生成的部件仍在；"
        "请检查地址、权限、空间和网络，再运行 build",
        f"The storage failed ({what}, {ATTEMPTS} times: {said}); the graph is as it was, and parts made are kept",
        "check its address, permissions, space and network, and run build again",
    )


def _gone(url: str) -> StorageFailed:
    return StorageFailed(
        url,
        "原文已不在存储中，请核对后再运行 build",
        "The source is no longer in the storage",
        "see whether it was moved, and run build again",
    )


def _other(url: str) -> StorageFailed:
    return StorageFailed(
        url,
        "存储中的原文与清点时不一致，请等写完后再运行 build",
        "The source in the storage is not the one that was listed",
        "wait until it is written, and run build again",
    )
