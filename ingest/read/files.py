"""Opening files: their bytes, or why they cannot be had."""

from __future__ import annotations

import errno
import stat
from pathlib import Path

from ingest.read.errors import ReadError


def read_bytes(path: Path, most: int = -1) -> bytes:
    """Return the bytes of a file, the first ``most`` of them if that is not negative.

    Raises :class:`ReadError` for a missing file, a folder, a pipe or device, and what may not be opened.
    """
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ReadError(
                path,
                "这是文件夹，不是文件；请给出文件名，或对整个文件夹运行 build",
                "It is a folder, not a file",
                "name a file, or build from the folder",
            )
        if not stat.S_ISREG(mode):  # reading it may never end
            raise ReadError(
                path,
                "这是管道或设备，不是普通文件；请把文本存成文件再给出",
                "It is no regular file but a pipe or device",
                "write the text to a file and give that",
            )
        with path.open("rb") as file:
            return file.read(most)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise unopened(path, error) from error


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
