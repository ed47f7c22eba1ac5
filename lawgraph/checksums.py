"""Checksums of the files of a generation, written with them and compared when they are opened.

``checksums.json`` gives each file's size in bytes, SHA-256 and time of change. All files are read and compared
each time, unless they are more than :data:`ALWAYS_READ` together: then a file of the same size and time is
taken as it is. Damage that keeps both, such as that of a failing disk, is then found by the next build only.
"""

from __future__ import annotations

import stat
from collections.abc import Iterator, Mapping
from hashlib import file_digest
from pathlib import Path
from typing import Annotated

import msgspec

from lawgraph.graph_files import NotAsWritten, open_file, read_json

CHECKSUMS = "checksums.json"
ALWAYS_READ = 128 * 2**20
"""How many bytes of a generation are read each time it is opened: about a quarter of a second."""

_NO_DATA = ("LOCK", "LOG")  # of the store: a lock and a diary, which an open may touch


class _File(msgspec.Struct, frozen=True):
    size: Annotated[int, msgspec.Meta(ge=0)]
    sha256: str
    mtime_ns: int


class _Checksums(msgspec.Struct, frozen=True):
    files: dict[str, _File]


def write_checksums(folder: Path, known: Mapping[str, str] | None = None) -> None:
    """Write the checksums of the files in ``folder`` into it; ``known`` are those of files that were just written."""
    given = known or {}
    entries = {
        name: _File(path.stat().st_size, given.get(name) or _sha256(path), path.stat().st_mtime_ns)
        for name, path in _files(folder).items()
    }
    data = msgspec.json.encode(_Checksums(entries))
    (folder / CHECKSUMS).write_bytes(msgspec.json.format(data, indent=1) + b"\n")


def noted(folder: Path) -> dict[str, str]:
    """Return the SHA-256 that each file in ``folder`` had when it was written; nothing if that is not known."""
    try:
        files = read_json(folder / CHECKSUMS, _Checksums).files
    except (OSError, NotAsWritten):
        return {}
    return {name: each.sha256 for name, each in files.items()}


def changed_file(folder: Path, *, in_full: bool = False, spared: str | None = None) -> str | None:
    """Return the first file in ``folder`` that is not as it was written, is missing or is one too many.

    ``in_full`` reads all files, however large they are; one that is ``spared`` may be as it likes. ``None`` says that
    all are as they were.
    """
    return next((name for name in _changed(folder, in_full) if name != spared), None)


def changed_files(folder: Path) -> Iterator[str]:
    """Yield all files in ``folder`` that are not as they were written, reading all of it."""
    return _changed(folder, in_full=True)


def _changed(folder: Path, in_full: bool) -> Iterator[str]:
    try:
        noted = read_json(folder / CHECKSUMS, _Checksums).files
    except (OSError, NotAsWritten):
        yield CHECKSUMS
        return
    there = _files(folder)
    yield from sorted(noted.keys() ^ there.keys())
    read_all = in_full or sum(each.size for each in noted.values()) <= ALWAYS_READ
    for name, each in noted.items():
        if name in there and _is_changed(there[name], each, read_all):
            yield name


def _is_changed(path: Path, noted: _File, read_all: bool) -> bool:
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode) or found.st_size != noted.size:
            return True
        return (read_all or found.st_mtime_ns != noted.mtime_ns) and _sha256(path) != noted.sha256
    except (OSError, NotAsWritten):
        return True


def _files(folder: Path) -> dict[str, Path]:
    """Return what is in ``folder`` and is no folder, by name, sorted: a pipe too, at which an engine would wait."""
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if not path.is_dir()
        and not (path.is_file() and path.name.startswith(_NO_DATA))
        and path.name != CHECKSUMS
    }
    return dict(sorted(found.items()))


def _sha256(path: Path) -> str:
    with open_file(path) as file:
        return file_digest(file, "sha256").hexdigest()
