"""Checksums of the files of a generation, written with them and compared when they are opened.

``checksums.json`` gives each file's size in bytes, SHA-256 and time of change. All files are read and compared
each time, unless they are more than :data:`ALWAYS_READ` together: then a file of the same size and time is
taken as it is. Damage that keeps both, such as that of a failing disk, is then found by the next build only.
"""

from __future__ import annotations

import json
from hashlib import file_digest
from pathlib import Path

CHECKSUMS = "checksums.json"
ALWAYS_READ = 128 * 2**20
"""How many bytes of a generation are read each time it is opened: about a quarter of a second."""

_NO_DATA = ("LOCK", "LOG")  # of the store: a lock and a diary, which an open may touch


def write_checksums(folder: Path) -> None:
    """Write the checksums of the files in ``folder`` into it."""
    entries = {
        name: {"size": path.stat().st_size, "sha256": _sha256(path), "mtime_ns": path.stat().st_mtime_ns}
        for name, path in _files(folder).items()
    }
    (folder / CHECKSUMS).write_text(json.dumps({"files": entries}, indent=1) + "\n", "utf-8")


def changed_file(folder: Path, *, in_full: bool = False) -> str | None:
    """Return the first file in ``folder`` that is not as it was written, is missing or is one too many.

    ``in_full`` reads all files, however large they are. ``None`` says that all are as they were.
    """
    try:
        entries = json.loads((folder / CHECKSUMS).read_text("utf-8"))["files"]
        noted = {name: (each["size"], each["sha256"], each["mtime_ns"]) for name, each in entries.items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return CHECKSUMS
    there = _files(folder)
    if noted.keys() != there.keys():
        return min(noted.keys() ^ there.keys())
    read_all = in_full or sum(size for size, _, _ in noted.values()) <= ALWAYS_READ
    return next((name for name in noted if _is_changed(there[name], *noted[name], read_all)), None)


def _is_changed(path: Path, size: int, sha256: str, mtime_ns: int, read_all: bool) -> bool:
    try:
        stat = path.stat()
        if stat.st_size != size:
            return True
        return (read_all or stat.st_mtime_ns != mtime_ns) and _sha256(path) != sha256
    except OSError:
        return True


def _files(folder: Path) -> dict[str, Path]:
    """Return the files in ``folder`` by their names, sorted."""
    found = {
        path.relative_to(folder).as_posix(): path
        for path in folder.rglob("*")
        if path.is_file() and not path.name.startswith(_NO_DATA) and path.name != CHECKSUMS
    }
    return dict(sorted(found.items()))


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
