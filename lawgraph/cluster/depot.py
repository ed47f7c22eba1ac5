"""The parts of a build in a storage: fetched where they are not on this disk, put there, and told by a manifest.

``manifest.json`` in the storage names the sources of the last build with their digests, and its parts with sizes and
SHA-256. A build compares it with what lies there: a part that is missing or has another size, or other bytes when it is
fetched, is removed and made anew, and that is said. A file of that name that is none of ours stops the build.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import file_digest
from pathlib import Path

import msgspec

from ingest.read.files import exists, read_bytes
from lawgraph.build.manifest import read_manifest
from lawgraph.build.parts import PartDamaged, Parts, beyond, read_part
from lawgraph.build.pool import Task
from lawgraph.cluster.errors import ClusterError, StorageFailed
from lawgraph.cluster.orders import Source
from lawgraph.cluster.storage import Storage, WrongPart

FORMAT = "lawgraph storage 1"


class Stored(msgspec.Struct, array_like=True, frozen=True):
    """A part in a storage: its size in bytes and the SHA-256 of all of them."""

    size: int
    sha256: str


class StorageManifest(msgspec.Struct, frozen=True):
    """The digests of the sources of the last build by their names, and its parts by theirs."""

    format: str
    sources: dict[str, str]
    parts: dict[str, Stored]


class Depot:
    """What lies in a storage, and what of it a build has; ``say`` is told what is not as it should be."""

    def __init__(self, storage: Storage, out: Path, say: Callable[[object], None]) -> None:
        self.storage = storage
        self._out = out
        self._parts = Parts(out)
        self._say = say
        self._stored: dict[str, Stored] = {}
        self._known: dict[str, int] = {}
        self._urls: Mapping[Path, str] = {}

    @contextmanager
    def open(self, urls: Mapping[Path, str]) -> Iterator[None]:
        """Have parts fetched when they are asked for; at the end of a build that was done, put the others there.

        ``urls`` are the addresses of files that were brought from a storage. Raises :class:`ClusterError`.
        """
        self._urls = urls
        self._stored = dict(self._manifest().parts)
        self._known = self.storage.names()
        self._compare()
        with beyond(self._parts.folder, self):
            yield
        try:
            self.offer()
            self._write()
        except StorageFailed as error:
            raise _not_put(self.storage.url, self._out, error) from error

    def _manifest(self) -> StorageManifest:
        data = self.storage.manifest()
        if data is None:
            return StorageManifest(FORMAT, {}, {})
        try:
            found = msgspec.json.decode(data, type=StorageManifest)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise _not_ours(self.storage.url) from error
        if found.format != FORMAT:
            raise _not_ours(self.storage.url)
        return found

    def _compare(self) -> None:
        """Remove what is not there as the manifest says, and say so in one line."""
        missing = [name for name in self._stored if name not in self._known]
        wrong = [
            name
            for name, each in self._stored.items()
            if name in self._known and self._known[name] != each.size
        ]
        for name in wrong:
            self.storage.remove_part(name)
            del self._known[name]
        for name in (*missing, *wrong):
            del self._stored[name]
        if missing or wrong:
            first = sorted((*missing, *wrong))[0]
            self._say(
                ClusterError(
                    f"{self.storage.url}/manifest.json",
                    f"清单与部件不符：缺 {len(missing)} 个、大小不同 {len(wrong)} 个（如 {first}），本次重新生成；"
                    "若常有此事，请检查谁在改动存储",
                    f"The manifest does not fit the parts: {len(missing)} are missing, {len(wrong)} have another"
                    f" size ({first} is one), and they are made anew",
                    "if it happens often, see who else changes the storage",
                )
            )

    def fetch(self, path: Path) -> bool:
        """Bring a part to its path; tell whether the storage had it as it was written."""
        name = path.name
        if name not in self._known:
            return False
        try:
            if self.storage.get_part(path) and self._fits(path):
                return True
        except WrongPart as wrong:
            self._say_wrong(wrong)
        self.forget(name)
        return False

    def _fits(self, path: Path) -> bool:
        stored = self._stored.get(path.name)
        if stored is None or stored == _stored(path):
            return True
        path.unlink()
        self._say_wrong(WrongPart(self.storage.url, path.name))
        return False

    def _say_wrong(self, wrong: WrongPart) -> None:
        self._say(
            ClusterError(
                wrong.where,
                "存储中的部件与写入时不一致，本次重新生成；若常有此事，请检查谁在改动存储",
                "A part of the storage is not as it was written, and is made anew",
                "if it happens often, see who else changes the storage",
            )
        )

    def names(self) -> list[str]:
        """Return the names of all parts there."""
        return list(self._known)

    def forget(self, name: str) -> None:
        """Remove a part that is not as it was written."""
        self.storage.remove_part(name)
        self._known.pop(name, None)
        self._stored.pop(name, None)

    def wrote(self, path: Path) -> None:
        """Learn that this process made a part: it is put there when a worker may need it, and at the end."""

    def offer(self) -> None:
        """Put the parts into the storage that are on this disk only."""
        for path in self._parts.all():
            if path.name not in self._known:
                with suppress(PartDamaged, FileNotFoundError):  # who needs it makes it anew
                    read_part(path).check()
                    self.made(*self.storage.put_part(path))

    def made(self, name: str, size: int, sha256: str) -> None:
        """Note a part that a worker put there."""
        self._known[name] = size
        self._stored[name] = Stored(size, sha256)

    def bring(self, name: str) -> None:
        """Bring a part that a worker put there to this disk; raises :class:`PartDamaged` if it is not as it was put."""
        key, _, kind = name.partition(".")
        path = self._parts.path(key, kind)
        if not path.is_file() and not self.fetch(path):
            raise PartDamaged(path)

    def source(self, task: Task) -> Source | None:
        """Return where workers find the source of a task, put there if it is on this disk only.

        Raises :class:`ingest.read.ReadError` if it cannot be read.
        """
        if not task.source:
            return None
        files = []
        stated = task.path.with_suffix(".toml")
        for path in (task.path, *([stated] if stated != task.path and exists(stated) else [])):
            url = self._urls.get(path.absolute())
            files.append(
                (path.name, url or self.storage.put_source(task.source, path.name, read_bytes(path)))
            )
        return Source(task.source, tuple(files))

    def _write(self) -> None:
        """Note what the build went by; nothing if that is noted already."""
        parts = {}
        for path in self._parts.all():
            with suppress(FileNotFoundError):  # the next build is at work already
                parts[path.name] = self._stored.get(path.name) or _stored(path)
        sources = {name: each.digest for name, each in sorted(read_manifest(self._out).sources.items())}
        manifest = StorageManifest(FORMAT, sources, parts)
        if manifest != self._manifest():
            self.storage.put_manifest(msgspec.json.format(msgspec.json.encode(manifest), indent=1) + b"\n")


def _stored(path: Path) -> Stored:
    with path.open("rb") as file:
        return Stored(path.stat().st_size, file_digest(file, "sha256").hexdigest())


def _not_put(url: str, out: Path, error: StorageFailed) -> ClusterError:
    why = f"{type(error.__cause__).__name__}: {error.__cause__}" if error.__cause__ else error.problem
    return ClusterError(
        url,
        f"图谱已在 {out} 生成，但部件没有全部放进存储（{why}），别的机器会重做缺的部件；"
        "请检查地址、权限和空间，再运行 build",
        f"The graph was built in {out}, but not all of its parts came into the storage ({why}): another machine makes"
        " those anew",
        "check its address, permissions and space, and run build again",
    )


def _not_ours(url: str) -> ClusterError:
    return ClusterError(
        f"{url}/manifest.json",
        "这份清单无法读取，不是本程序所写，或是别的版本所写；请用 --parts 另选位置，或先移走清单",
        "The manifest cannot be read: something else or another version wrote it",
        "name another place with --parts, or move the manifest away",
    )
