"""Files to source texts: which files are documents, and which reader takes each."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from ingest.read.errors import ReadError
from ingest.read.text import check_chinese, decode
from ingest.text import SourceText


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, and what turns a file's bytes into characters and an encoding's name."""

    media_type: str
    characters: Callable[[Path, bytes], tuple[str, str]]


READERS: dict[str, Reader] = {
    ".txt": Reader("text/plain", decode),
    ".md": Reader("text/markdown", decode),
    ".markdown": Reader("text/markdown", decode),
}
"""Readers by suffix, in lower case. A new format is one entry here."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"PK\x03\x04", ".docx"),
    (b"\xd0\xcf\x11\xe0", ".doc"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
)


def _reader(path: Path, data: bytes) -> Reader:
    """Choose by content first, as a file's name may be wrong, then by suffix; text is the fallback."""
    for signature, suffix in _SIGNATURES:
        if data.startswith(signature):
            if suffix in READERS:
                return READERS[suffix]
            raise ReadError(
                path,
                f"it is a binary file ({suffix[1:].upper()}) that no reader takes",
                f"save it as text; formats read: {', '.join(sorted(READERS))}",
            )
    return READERS.get(path.suffix.lower(), READERS[".txt"])


def read(path: Path | str) -> SourceText:
    """Read one file.

    Raises :class:`ReadError` for a missing file, a folder, a pipe or device, an empty or binary file, an
    encoding that cannot be told and a text that is not Chinese.
    """
    path = Path(path)
    data = _bytes(path)
    if not data.strip():
        raise ReadError(path, "the file is empty", "give a file that holds the text of a rule")
    reader = _reader(path, data)
    text, encoding = reader.characters(path, data)
    check_chinese(path, text)
    return SourceText(
        _printable(path.name), text, hashlib.sha256(data).hexdigest(), reader.media_type, encoding
    )


def _bytes(path: Path) -> bytes:
    try:
        mode = path.stat().st_mode
        if stat.S_ISDIR(mode):
            raise ReadError(path, "it is a folder, not a file", "name a file, or build from the folder")
        if not stat.S_ISREG(mode):  # reading it may never end
            raise ReadError(
                path, "it is no regular file but a pipe or device", "write the text to a file and give that"
            )
        return path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        raise _unopened(path, error) from error


def _unopened(path: Path, error: OSError | ValueError) -> ReadError:
    code = error.errno if isinstance(error, OSError) else None
    if code == errno.ENOENT and path.is_symlink():
        return ReadError(path, "it is a symbolic link to a file that is not there", "mend or remove the link")
    if code in (errno.ENOENT, errno.ENOTDIR):
        return ReadError(path, "there is no such file or folder", "check the name and the folder")
    if code == errno.ELOOP:
        return ReadError(path, "it is a symbolic link that leads back to itself", "mend or remove the link")
    reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return ReadError(path, f"it cannot be opened ({reason})", "check its permissions")


def _printable(name: str) -> str:
    """Return a file's name as text: one that is no UTF-8, from an old archive, is read as GB18030.

    >>> import os
    >>> _printable(os.fsdecode("条例.txt".encode("gb18030")))
    '条例.txt'
    """
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return os.fsencode(name).decode("gb18030", "replace")
    return name


@dataclass(frozen=True, slots=True)
class Sources:
    """Documents found, each once, and what could not be looked into."""

    paths: tuple[Path, ...]
    failures: tuple[ReadError, ...]


def find_sources(paths: Iterable[Path | str]) -> Sources:
    """Find the documents under ``paths``: files as they are, folders searched through.

    The order is that of the arguments, and by name inside a folder; hidden files and folders are passed over,
    and so are READMEs and links to folders. A path that is not there, a folder without documents and one that
    cannot be opened are failures; the others still go on.
    """
    found: dict[Path, None] = {}
    failures: list[ReadError] = []
    for path in map(Path, paths):
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            failures.append(_unopened(path, error))
            continue
        if not is_folder:
            found[path] = None
            continue
        unopened: list[ReadError] = []
        inside = _inside(path, unopened)
        failures += unopened
        if not inside and not unopened:
            suffixes = ", ".join(sorted(READERS))
            failures.append(
                ReadError(path, "the folder holds no documents", f"put files in it that end with {suffixes}")
            )
        found.update(dict.fromkeys(inside))
    return Sources(tuple(found), tuple(failures))


def _inside(folder: Path, failures: list[ReadError]) -> list[Path]:
    """Return the documents in ``folder``, by name; what cannot be opened goes to ``failures``."""

    def note(error: OSError) -> None:
        failures.append(_unopened(Path(error.filename), error))

    found: list[Path] = []
    for parent, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(parent, name) for name in files if _is_document(name)]
    return sorted(found, key=lambda file: file.relative_to(folder).parts)


def _is_document(name: str) -> bool:
    path = Path(name)
    return not name.startswith(".") and path.suffix.lower() in READERS and path.stem.upper() != "README"
