"""Opening the files of a graph folder, which anybody may have changed: a regular file, and JSON of its shape.

Nothing here waits for a pipe, reads a file without an end or takes a value of another type for the one that was
written; what is not as a build writes it is :class:`NotAsWritten`, and a build writes it anew.
"""

from __future__ import annotations

import os
import stat
from io import BufferedReader
from pathlib import Path
from typing import TypeVar

import msgspec

LARGEST = 64 * 2**20
"""How many bytes of JSON are read: names of some 500,000 documents."""

_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # Windows has no such pipes
T = TypeVar("T")


class NotAsWritten(Exception):
    """A file of a graph that no build has written so."""


def open_file(path: Path) -> BufferedReader:
    """Open a regular file for reading, without waiting for anybody.

    Raises :class:`NotAsWritten` for a folder, a pipe or a device, and ``OSError`` as usual.
    """
    if not path.is_file():
        path.lstat()  # what is not there is not there
        raise NotAsWritten(path)
    file = open(path, "rb", opener=_without_waiting)  # noqa: SIM115  (handed on)
    if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):  # it was replaced in this moment
        file.close()
        raise NotAsWritten(path)
    return file


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | _NO_WAIT)


def read_json(path: Path, shape: type[T]) -> T:
    """Return the JSON of a file as a ``shape``, with its types as they are and nothing converted.

    Raises :class:`NotAsWritten` for whatever else it holds, and ``OSError`` as usual.
    """
    with open_file(path) as file:
        data = file.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise NotAsWritten(path)
    try:
        return msgspec.json.decode(data, type=shape)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise NotAsWritten(path) from error
