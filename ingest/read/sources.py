"""Files to source texts: which files are documents, and which reader takes each."""

from __future__ import annotations

import hashlib
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

    Raises :class:`ReadError` for a missing file, a folder, an empty or binary file, an encoding that cannot be
    told and a text that is not Chinese.
    """
    path = Path(path)
    if path.is_dir():
        raise ReadError(path, "it is a folder, not a file", "name a file, or build from the folder")
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ReadError(path, "there is no such file", "check the name and the folder") from error
    except OSError as error:
        raise ReadError(
            path, f"it cannot be opened ({error.strerror or error})", "check its permissions"
        ) from error
    if not data.strip():
        raise ReadError(path, "the file is empty", "give a file that holds the text of a rule")
    reader = _reader(path, data)
    text, encoding = reader.characters(path, data)
    check_chinese(path, text)
    return SourceText(path.name, text, hashlib.sha256(data).hexdigest(), reader.media_type, encoding)


def find_sources(paths: Iterable[Path | str]) -> tuple[Path, ...]:
    """Return the documents under ``paths`` (files as they are, folders searched through), each once.

    The order is that of the arguments, and by name inside a folder; hidden files are passed over, and so are
    READMEs. Raises :class:`ReadError` for a path that is not there and for a folder without documents.
    """
    found: dict[Path, None] = {}
    for given in paths:
        path = Path(given)
        if path.is_dir():
            inside = [
                file
                for file in sorted(path.rglob("*"), key=lambda file: file.relative_to(path).parts)
                if file.is_file()
                and file.suffix.lower() in READERS
                and file.stem.upper() != "README"
                and not any(part.startswith(".") for part in file.relative_to(path).parts)
            ]
            if not inside:
                raise ReadError(
                    path,
                    "the folder holds no documents",
                    f"put files in it that end with {', '.join(sorted(READERS))}",
                )
            found.update(dict.fromkeys(inside))
        elif path.exists():
            found[path] = None
        else:
            raise ReadError(path, "there is no such file or folder", "check the name")
    return tuple(found)
