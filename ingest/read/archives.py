"""ZIP and tar archives: each file in them is a document, addressed by a path through the archive.

``laws.zip/2020/law.txt`` is the member ``2020/law.txt`` of ``laws.zip``. Nothing is unpacked into the file system,
so no name in an archive can lead out of it. Limits stand against archives that unpack without end: so many members
(:data:`MOST_MEMBERS`), so many bytes in all (:data:`MOST_UNPACKED`), and so many times the size of the archive
(:data:`MOST_RATIO`, beyond :data:`FREE` bytes), and so many bytes of names (:data:`MOST_LISTED`).
"""

from __future__ import annotations

import bz2
import gzip
import lzma
import tarfile
import tempfile
import zipfile
import zlib
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from typing import IO, Any

from ingest.read.errors import ReadError
from ingest.read.regular import open_regular

MOST_MEMBERS = 20_000
"""How many files an archive may hold."""
MOST_UNPACKED = 1024 * 1024 * 1024
"""How many bytes they may have in all."""
MOST_RATIO = 200
"""How many times the size of the archive that may be."""
FREE = 64 * 1024 * 1024
"""Bytes up to which the ratio does not count."""
MOST_LISTED = 16 * 1024 * 1024
"""How many bytes what an archive says of its files may have: so much is in memory at once."""

_SUFFIXES = (".zip", ".tar", ".tgz", ".tbz2", ".txz", ".tar.gz", ".tar.bz2", ".tar.xz")
_OPENERS: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}
_BROKEN = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, ValueError, NotImplementedError,
)  # fmt: skip
_PIECE = 1024 * 1024
_UTF8_NAME = 0x800  # general purpose bit 11 of ZIP
_APPLE = "__MACOSX/"


def is_archive(path: Path) -> bool:
    """Tell by its name whether a file is an archive that is looked into."""
    return path.name.lower().endswith(_SUFFIXES)


def holder(path: Path) -> tuple[Path, str] | None:
    """Part a path that leads through an archive into it and the member's name; ``None`` if it does not."""
    for parent in path.parents:
        if is_archive(parent) and parent.is_file():
            return parent, path.relative_to(parent).as_posix()
    return None


def members(path: Path) -> tuple[str, ...]:
    """Return the names of the files in an archive; raises :class:`ReadError`."""
    return tuple(_opened(path).members)


def member(path: Path, name: str, most: int = -1) -> bytes:
    """Return the bytes of a member, the first ``most`` if that is not negative; raises :class:`ReadError`.

    Raises ``FileNotFoundError`` if there is no such member.
    """
    found = _opened(path).members.get(name)
    if found is None:
        raise FileNotFoundError(2, "No such file or directory", str(path / name))
    try:
        with found() as file:
            return file.read(most)
    except RuntimeError as error:  # that is how zipfile says that a password is asked for
        raise _encrypted(path / name) from error
    except (*_BROKEN, OSError) as error:
        raise _broken(path, error) from error


class _Archive:
    """An open archive: what opens each member, by its name."""

    def __init__(self, members: dict[str, Callable[[], IO[bytes]]], keep: object) -> None:
        self.members = members
        self._keep = keep  # the file stays open as long as this is in use


def _opened(path: Path) -> _Archive:
    state = path.stat()
    return _open_once(path, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=2)  # documents of one archive come one after the other
def _open_once(path: Path, _: int, size: int) -> _Archive:
    try:
        return _zip(path, size) if path.suffix.lower() == ".zip" else _tar(path, size)
    except _BROKEN as error:
        raise _broken(path, error) from error


class _Listed:
    """An archive's file: no more than :data:`MOST_LISTED` bytes are read of it at once before ``done``."""

    def __init__(self, path: Path, file: IO[bytes]) -> None:
        self._path = path
        self._file = file
        self.done = False

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes."""
        if size > MOST_LISTED and not self.done:
            raise _bomb(self._path)
        return self._file.read(size)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._file, name)


def _zip(path: Path, size: int) -> _Archive:
    file: Any = _Listed(path, open_regular(path))
    archive = zipfile.ZipFile(file)
    file.done = True
    found: dict[str, Callable[[], IO[bytes]]] = {}
    infos = [each for each in archive.infolist() if not each.is_dir()]
    _check(path, len(infos), sum(each.file_size for each in infos), size)
    for each in infos:
        name = each.filename if each.flag_bits & _UTF8_NAME else _named(each.filename)
        if not name.startswith(_APPLE):
            found[name.lstrip("/")] = lambda each=each: archive.open(each)  # type: ignore[misc]
    return _Archive(found, archive)


def _named(name: str) -> str:
    """Return a name of an archive that says no encoding: zipfile takes it for code page 437; it is often GB18030."""
    try:
        data = name.encode("cp437")
    except UnicodeEncodeError:
        return name
    for encoding in ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return name


def _tar(path: Path, size: int) -> _Archive:
    file: Any = _Listed(path, _plain(path, size))
    archive = tarfile.open(fileobj=file, encoding="utf-8", errors="surrogateescape")  # noqa: SIM115
    found: dict[str, Callable[[], IO[bytes]]] = {}
    total = 0
    for each in archive:
        if not each.isfile():
            continue
        total += each.size
        _check(path, len(found) + 1, total, size)
        found[each.name.removeprefix("./").lstrip("/")] = lambda each=each: _extracted(archive, each)  # type: ignore[misc]
    file.done = True
    return _Archive(found, archive)


def _extracted(archive: tarfile.TarFile, info: tarfile.TarInfo) -> IO[bytes]:
    file = archive.extractfile(info)
    assert file is not None  # it is a regular file
    return file


def _plain(path: Path, size: int) -> IO[bytes]:
    """Return a tar file without compression: itself, or unpacked into a file without a name."""
    file = open_regular(path)
    head = file.read(8)
    file.seek(0)
    opener = next((each for signature, each in _OPENERS.items() if head.startswith(signature)), None)
    if opener is None:
        return file
    plain = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as the archive
    total = 0
    try:
        with file, opener(file) as packed:
            while piece := packed.read(_PIECE):
                total += len(piece)
                _check(path, 0, total, size)
                plain.write(piece)
    except (OSError, ReadError) as error:
        plain.close()
        if isinstance(error, ReadError):
            raise
        raise _broken(path, error) from error
    plain.seek(0)
    return plain


def _check(path: Path, count: int, total: int, size: int) -> None:
    """Refuse an archive beyond the limits."""
    if count > MOST_MEMBERS or total > MOST_UNPACKED or total > max(FREE, MOST_RATIO * size):
        raise _bomb(path)


def _bomb(path: Path) -> ReadError:
    return ReadError(
        path,
        f"压缩包超过上限（{MOST_MEMBERS} 个文件、解压后 {MOST_UNPACKED // 2**20} MB、压缩比 {MOST_RATIO}），"
        "可能是压缩炸弹；请核对后解压，再给出其中的文件",
        f"The archive is beyond the limits ({MOST_MEMBERS} files, {MOST_UNPACKED // 2**20} MB unpacked, "
        f"{MOST_RATIO} times its size) and may be a zip bomb",
        "check it, unpack it and give the files in it",
    )


def _broken(path: Path, why: object) -> ReadError:
    return ReadError(
        path,
        f"压缩包已损坏（{why}），请重新下载",
        f"The archive is broken ({why})",
        "get it again",
    )


def _encrypted(path: Path) -> ReadError:
    return ReadError(
        path,
        "压缩包有密码，请解压后再给出其中的文件",
        "The archive is encrypted",
        "unpack it and give the files in it",
    )
