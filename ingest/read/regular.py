"""Regular files: opened without waiting, and what is refused in their stead."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import BinaryIO

from ingest.read.errors import ReadError

_AT_ONCE = getattr(os, "O_NONBLOCK", 0)  # a pipe is opened although nobody writes into it


def open_regular(path: Path) -> BinaryIO:
    """Open a file for reading.

    Raises :class:`ReadError` for a folder, a pipe and a device, which may have no end, and ``OSError`` as usual.
    """
    _check(path, path.stat().st_mode)  # before it is opened: a device may act upon that
    file = open(path, "rb", opener=_at_once)  # noqa: SIM115 - it is handed on
    try:
        _check(path, os.fstat(file.fileno()).st_mode)  # it may be another one by now
    except ReadError:
        file.close()
        raise
    return file


def _at_once(name: str, flags: int) -> int:
    return os.open(name, flags | _AT_ONCE)


def _check(path: Path, mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise ReadError(
            path,
            "这是文件夹，不是文件；请给出文件名，或对整个文件夹运行 build",
            "It is a folder, not a file",
            "name a file, or build from the folder",
        )
    if not stat.S_ISREG(mode):
        raise ReadError(
            path,
            "这是管道或设备，不是普通文件；请把文本存成文件再给出",
            "It is no regular file but a pipe or device",
            "write the text to a file and give that",
        )


def check_unchanged(path: Path, before: os.stat_result, after: os.stat_result) -> None:
    """Refuse a file that was written to between two looks at it; raises :class:`ReadError`."""
    if (after.st_mtime_ns, after.st_size) != (before.st_mtime_ns, before.st_size):
        raise ReadError(
            path,
            "文件在读取时有改动，请等写完后再试",
            "The file changed while it was read",
            "wait until it is written and try again",
        )
