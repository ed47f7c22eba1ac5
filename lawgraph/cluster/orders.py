"""What is sent to a worker and what comes back: a work with its places named so that any machine finds them.

A work is pickled as between the processes of one machine (:mod:`lawgraph.annotator`). A path among the parts is
written as its place there, and read as that under the folder of who reads it; another file that a work needs
(coefficients) goes with it when the machines share no folder.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from lawgraph.annotator import Spent

Work = Callable[[Path], object]


@dataclass(frozen=True, slots=True)
class Source:
    """A file that a work reads: the addresses of it and of what is stated beside, and the digest of both."""

    digest: str
    files: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Order:
    """A work to do in ``seconds`` on the file at ``path``, by workers of the version ``program`` alone.

    ``folder`` is that of the parts, where workers see it; otherwise parts are at ``storage``, and ``source`` is told.
    """

    work: bytes
    path: Path
    seconds: float
    program: str
    folder: str | None
    storage: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class Answer:
    """What a work returned or raised (``found``, pickled), what it took, and the parts it made: name, size, SHA-256.

    ``other`` says that it was not done, as the worker is of another version.
    """

    found: bytes = b""
    spent: Spent = field(default_factory=Spent)
    made: tuple[tuple[str, int, str], ...] = ()
    other: bool = False


class _Packer(pickle.Pickler):
    def __init__(self, file: BytesIO, folder: Path, source: Path, carried: bool) -> None:
        super().__init__(file, protocol=5)
        self._folders = tuple({folder, folder.absolute()})
        self._source = source
        self._carried = carried

    def persistent_id(self, value: object) -> tuple[str, ...] | tuple[str, str, bytes] | None:
        if not isinstance(value, Path):
            return None
        if value == self._source:
            return ("source",)
        for folder in self._folders:
            if value.is_relative_to(folder):
                return ("part", *value.relative_to(folder).parts)
        if self._carried and value.is_file():
            return ("file", value.name, value.read_bytes())
        return ("path", str(value.absolute()))


class _Unpacker(pickle.Unpickler):
    def __init__(self, file: BytesIO, folder: Path, source: Path) -> None:
        super().__init__(file)
        self._folder = folder
        self._source = source

    def persistent_load(self, named: tuple[str, ...] | tuple[str, str, bytes]) -> Path:
        match named:
            case ("source",):
                return self._source
            case ("part", *parts):
                return self._folder.joinpath(*map(str, parts))
            case ("file", str(name), bytes(data)):
                path = self._folder.parent / "files" / sha256(data).hexdigest() / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(data)
                return path
            case ("path", path):
                return Path(str(path))
        raise pickle.UnpicklingError(f"no path: {named!r}")


def pack(value: object, folder: Path, source: Path, *, carried: bool = False) -> bytes:
    """Return a value as bytes: paths under ``folder`` (of the parts) as places in it, ``source`` as such.

    Other files go with it if they are to be ``carried``, else by their absolute paths. An error goes without what led
    to it, which libraries of a cluster would send too.
    """
    if isinstance(value, BaseException):
        value = value.with_traceback(None)
        value.__cause__ = value.__context__ = None
    file = BytesIO()
    _Packer(file, folder, source, carried).dump(value)
    return file.getvalue()


def unpack(data: bytes, folder: Path, source: Path) -> object:
    """Return what :func:`pack` packed, with its places under another folder and another source."""
    return _Unpacker(BytesIO(data), folder, source).load()
