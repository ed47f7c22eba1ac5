"""Files to source texts: which files are documents, and which reader takes each."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.read import markdown
from ingest.read.errors import ReadError, printable
from ingest.read.files import read_bytes, unopened
from ingest.read.formats import BY_SUFFIX, HEAD, fragment, refused, told_by_content, unknown
from ingest.read.text import EMPTY, check_chinese, decode
from ingest.text import Mark, SourceText


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, what turns a file's bytes into characters and an encoding's name, and its marks.

    ``marks`` finds in the characters what the file sets apart (:class:`ingest.text.Mark`), and changes none.
    """

    media_type: str
    characters: Callable[[Path, bytes], tuple[str, str]]
    marks: Callable[[str], tuple[Mark, ...]] = lambda _: ()


READERS: dict[str, Reader] = {
    ".txt": Reader("text/plain", decode),
    ".md": Reader("text/markdown", decode, markdown.marks),
    ".markdown": Reader("text/markdown", decode, markdown.marks),
}
"""Readers by suffix, in lower case. A new format is one entry here."""

_METADATA = ".toml"
_LITTER = ("thumbs.db", "desktop.ini")
_OFFICE_LOCK = "~$"


def read(path: Path | str) -> SourceText:
    """Read one file.

    Raises :class:`ReadError` for a missing file, a folder, a pipe or device, an empty file, one of a format that
    no reader takes (told by its content), an encoding that cannot be told and a text that is not Chinese.
    """
    path = Path(path)
    data = read_bytes(path)
    if not data.strip():
        raise ReadError(path, *EMPTY)
    if found := told_by_content(path, data):
        raise refused(path, found)
    reader = READERS.get(path.suffix.lower(), READERS[".txt"])
    text, encoding = reader.characters(path, data)
    if found := fragment(text):
        raise refused(path, found)
    check_chinese(path, text)
    return SourceText(
        printable(path.name),
        text,
        hashlib.sha256(data).hexdigest(),
        reader.media_type,
        encoding,
        reader.marks(text),
    )


@dataclass(frozen=True, slots=True)
class Sources:
    """Documents found, each once; what failed; and ``notes`` on files left out that hold no rule."""

    paths: tuple[Path, ...]
    failures: tuple[ReadError, ...]
    notes: tuple[ReadError, ...]


@dataclass(slots=True)
class _Search:
    """What a search has found so far."""

    found: dict[Path, None] = field(default_factory=dict)
    seen: set[Path] = field(default_factory=set)
    failures: list[ReadError] = field(default_factory=list)
    notes: list[ReadError] = field(default_factory=list)


def find_sources(paths: Iterable[Path | str], without: Path | None = None) -> Sources:
    """Find the documents under ``paths``: files as they are, folders searched through.

    The order is that of the arguments, and by name inside a folder. Passed over in silence are hidden files and
    folders, READMEs, what systems leave in folders, links to folders, the folder ``without``, and a metadata
    file ``NAME.toml`` that stands beside a file of the same name. Every other file of a folder that no reader
    takes is named: data and programs in ``notes``, all else in ``failures``, as it may hold a rule. So are a path
    that is not there, a folder without documents and one that cannot be opened; the others still go on.
    """
    search = _Search()
    for path in map(Path, paths):
        try:
            is_folder = stat.S_ISDIR(path.stat().st_mode)
        except (OSError, ValueError) as error:
            search.failures.append(unopened(path, error))
            continue
        if is_folder:
            _folder(search, path, without)
        elif path.suffix.lower() == _METADATA:
            _metadata(search, path, [each.name for each in path.parent.iterdir()])
        else:
            search.found[path] = None
    return Sources(tuple(search.found), tuple(search.failures), tuple(search.notes))


def _folder(search: _Search, folder: Path, without: Path | None) -> None:
    before = len(search.failures)
    inside: list[tuple[Path, list[str]]] = []

    def note(error: OSError) -> None:
        search.failures.append(unopened(Path(error.filename), error))

    for parent, folders, files in os.walk(folder, onerror=note):
        folders[:] = [name for name in folders if not _is_passed_over(Path(parent, name), without)]
        inside += [(Path(parent, name), files) for name in files]
    for path, beside in sorted(inside, key=lambda each: each[0].relative_to(folder).parts):
        _file(search, path, beside)
    named = before < len(search.failures) or any(path in search.seen for path, _ in inside)
    if not named:
        suffixes = ", ".join(sorted(READERS))
        search.failures.append(
            ReadError(
                folder,
                f"文件夹里没有文件可读，请放入以 {suffixes} 结尾的文本",
                "The folder holds no documents",
                f"put files in it that end with {suffixes}",
            )
        )


def _is_passed_over(folder: Path, without: Path | None) -> bool:
    return folder.name.startswith(".") or (without is not None and folder.resolve() == without.resolve())


def _file(search: _Search, path: Path, beside: list[str]) -> None:
    """Put a file of a folder where it belongs; ``beside`` are the names of the files in that folder."""
    if (
        path.name.startswith((".", _OFFICE_LOCK))
        or path.name.lower() in _LITTER
        or path.stem.upper() == "README"
    ):
        return
    suffix = path.suffix.lower()
    if suffix in READERS:
        search.found[path] = None
    elif path in search.seen:  # its folder was given twice
        return
    elif suffix == _METADATA:
        _metadata(search, path, beside)
    else:
        _left_out(search, path)
    search.seen.add(path)


def _metadata(search: _Search, path: Path, beside: list[str]) -> None:
    """Note a metadata file that stands beside no file of its name: what it says reaches no document."""
    if not any(Path(name).stem == path.stem and name != path.name for name in beside):
        search.failures.append(
            ReadError(
                path,
                f"元数据文件旁没有同名文本，请与文本同名（{path.stem}.txt）或移出文件夹",
                "It is a metadata file beside no text of its name",
                f"name it as its text ({path.stem}.txt) or move it away",
            )
        )


def _left_out(search: _Search, path: Path) -> None:
    try:
        found = told_by_content(path, read_bytes(path, HEAD)) or BY_SUFFIX.get(path.suffix.lower())
    except ReadError as error:
        search.failures.append(error)
        return
    if found is None:
        search.failures.append(unknown(path))
    else:
        (search.notes if found.is_data else search.failures).append(refused(path, found))
