"""Opening files: their bytes, or why they cannot be had."""

from __future__ import annotations

import errno
import os
from pathlib import Path

from ingest.read import archives
from ingest.read.errors import ReadError
from ingest.read.regular import check_unchanged, open_regular

MOST_BYTES = 64 * 1024 * 1024
"""How many bytes a file may have."""


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Return the bytes of a file, the first ``most`` of them if that is not negative.

    A path may lead through an archive (:mod:`ingest.read.archives`). Raises :class:`ReadError` for a missing file,
    a folder, a pipe or device, what may not be opened, a file of more than :data:`MOST_BYTES`, and one that changes
    while it is read.
    """
    try:
        if found := archives.holder(path):
            return _not_too_large(path, _member(path, *found, most if most >= 0 else MOST_BYTES + 1))
        with open_regular(path) as file:
            before = os.fstat(file.fileno())
            if most < 0 and before.st_size > MOST_BYTES:
                raise _too_large(path)
            data = file.read(most if most >= 0 else MOST_BYTES + 1)
            check_unchanged(path, before, os.fstat(file.fileno()))
        return _not_too_large(path, data)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise unopened(path, error) from error


def _member(path: Path, archive: Path, name: str, most: int) -> bytes:
    before = archive.stat()
    try:
        return archives.member(archive, name, most)
    finally:
        check_unchanged(path, before, archive.stat())  # what looks broken may only be half written


def exists(path: Path) -> bool:
    """Tell whether there is a file of that name, in the file system or in an archive, even if none can read it."""
    try:
        found = archives.holder(path)
        return (
            found[1] in archives.members(found[0]) if found else os.path.lexists(path) and not path.is_dir()
        )
    except (ReadError, OSError, ValueError):
        return False


def _not_too_large(path: Path, data: bytes) -> bytes:
    if len(data) > MOST_BYTES:
        raise _too_large(path)
    return data


def _too_large(path: Path) -> ReadError:
    most = MOST_BYTES // 1024 // 1024
    return ReadError(
        path,
        f"文件超过 {most} MB 的上限，请拆分后再给出",
        f"The file is larger than {most} MB",
        "split it",
    )


def unopened(path: Path, error: OSError | ValueError) -> ReadError:
    """Say why ``path`` could not be opened."""
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ENOENT and path.is_symlink():
        return ReadError(
            path,
            "这个符号链接指向的文件不存在，请修复或删除链接",
            "It is a symbolic link to a file that is not there",
            "mend or remove the link",
        )
    if code in (errno.ENOENT, errno.ENOTDIR):
        return ReadError(
            path,
            "没有这个文件或文件夹，请核对名称和所在文件夹",
            "There is no such file or folder",
            "check the name and the folder",
        )
    if code == errno.ELOOP:
        return ReadError(
            path,
            "这个符号链接指回自己，请修复或删除链接",
            "It is a symbolic link that leads back to itself",
            "mend or remove the link",
        )
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadError(
        path,
        f"打不开（{reason}），请检查权限",
        f"It cannot be opened ({reason})",
        "check its permissions",
    )
