"""Files to source texts: which files are documents, and which reader takes each."""

from __future__ import annotations

import glob
import hashlib
import os
import stat
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from ingest.read import archives, docx, html, markdown, ofd, pdf, text
from ingest.read.content import Content
from ingest.read.errors import ReadError, printable
from ingest.read.files import read_bytes, unopened
from ingest.read.formats import BY_SUFFIX, HEAD, fragment, refused, told_by_content, unknown
from ingest.read.text import EMPTY, check_chinese
from ingest.text import SourceText


@dataclass(frozen=True, slots=True)
class Reader:
    """A format: its media type, and what turns a file's bytes into characters with their marks.

    ``content`` raises :class:`ReadError` for bytes that it cannot take. The files of a format that is ``signed``
    begin with bytes of their own: one of its name without them is read as a text.
    """

    media_type: str
    content: Callable[[Path, bytes], Content]
    signed: bool = False


_WORD = Reader(
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document", docx.content, signed=True
)

READERS: dict[str, Reader] = {
    ".txt": Reader("text/plain", text.content),
    ".md": Reader("text/markdown", markdown.content),
    ".markdown": Reader("text/markdown", markdown.content),
    ".html": Reader("text/html", html.content),
    ".htm": Reader("text/html", html.content),
    ".shtml": Reader("text/html", html.content),
    ".xhtml": Reader("application/xhtml+xml", html.content),
    ".pdf": Reader("application/pdf", pdf.content, signed=True),
    ".ofd": Reader("application/ofd", ofd.content, signed=True),
    ".docx": _WORD,
    ".docm": _WORD,
    ".dotx": _WORD,
}
"""Readers by suffix, in lower case. A new format is one entry here."""

MOST_CHARACTERS = 10_000_000
"""How many characters a text may have: what follows needs a few hundred bytes of memory for each."""

_METADATA = ".toml"
_DATA = (".json", ".jsonl")
_ANNOTATED = frozenset({"source.json", "doc.json"})  # of a folder of annotations, which says its texts
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
    reader = _reader(path, data)
    try:
        content = reader.content(path, data)
    except ReadError as error:
        raise _named_otherwise(path, reader) or error from error
    if len(content.text) > MOST_CHARACTERS:
        raise _too_long(path, len(content.text))
    if reader.media_type.startswith("text/") and fragment(content.text):
        reader = READERS[".html"]
        content = reader.content(path, data)
    elif reader == READERS[".txt"] and markdown.is_written(content.text):
        reader = READERS[".md"]
        content = reader.content(path, data)
    try:
        check_chinese(path, content.text)
    except ReadError as error:
        raise _named_otherwise(path, reader) or error from error
    return SourceText(
        printable(path.name),
        content.text,
        hashlib.sha256(data).hexdigest(),
        reader.media_type,
        content.encoding,
        content.marks,
        content.diagnostics,
    )


def _named_otherwise(path: Path, reader: Reader) -> ReadError | None:
    """Say that a file that is no text either is not of the format that its name says; ``None`` if it may be."""
    suffix = path.suffix.lower()
    named = READERS.get(suffix, reader)
    if named.media_type.startswith("text/") or not reader.media_type.startswith("text/"):
        return None
    return ReadError(
        path,
        f"文件名以 {suffix} 结尾，内容却不是这种文件，也不是中文文本；请重新下载，或用原软件打开后另存",
        f"It is named {suffix}, but is no such file, and no Chinese text either",
        "get it again, or open it in its own program and save it anew",
    )


def _too_long(path: Path, length: int) -> ReadError:
    return ReadError(
        path,
        f"文本有 {length} 字，超过 {MOST_CHARACTERS} 字的上限，请拆分后再给出",
        f"The text has {length} characters, more than {MOST_CHARACTERS}",
        "split it",
    )


def _reader(path: Path, data: bytes) -> Reader:
    """Return the reader of a file: by its content, by its suffix if that tells nothing, else that of texts."""
    suffix = path.suffix.lower()
    told = told_by_content(path, data)
    if told is None:
        reader = READERS.get(suffix, READERS[".txt"])
        return READERS[".txt"] if reader.signed else reader
    if told not in READERS:
        raise refused(path, BY_SUFFIX[told])
    return READERS[suffix] if suffix in READERS and READERS[suffix] == READERS[told] else READERS[told]


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
    """Find the documents under ``paths``: files as they are, folders and archives searched through, patterns matched.

    The order is that of the arguments, and by name inside a folder. Passed over in silence are hidden files and
    folders, READMEs, what systems leave in folders, links to folders, the folder ``without``, the rows of a folder
    of annotations (one with ``source.json`` or ``doc.json``), and a metadata file ``NAME.toml`` that stands beside
    a file of the same name. Every other file of a folder that no reader
    takes is named: data and programs in ``notes``, all else in ``failures``, as it may hold a rule. So are a path
    that is not there, a folder without documents and one that cannot be opened; the others still go on.
    """
    search = _Search()
    for path in (each for given in paths for each in _matching(Path(given))):
        try:
            is_folder = not archives.holder(path) and stat.S_ISDIR(path.stat().st_mode)
            beside = [each.name for each in path.parent.iterdir()] if path.suffix.lower() == _METADATA else []
        except (OSError, ValueError) as error:
            search.failures.append(unopened(path, error))
            continue
        if is_folder:
            _folder(search, path, without)
        elif path.suffix.lower() == _METADATA:
            _metadata(search, path, beside)
        elif archives.is_archive(path):
            _archive(search, path)
        else:
            search.found[path] = None
    return Sources(tuple(search.found), tuple(search.failures), tuple(search.notes))


def _matching(path: Path) -> list[Path]:
    """Return the files that a pattern (``*.txt``, ``**/*.docx``) names; a path that names no pattern is itself."""
    if not glob.has_magic(str(path)) or os.path.lexists(path):
        return [path]
    return [Path(each) for each in sorted(glob.glob(str(path), recursive=True))] or [path]  # noqa: PTH207


def _archive(search: _Search, path: Path) -> None:
    """Take the files of an archive as those of a folder."""
    if path in search.seen:
        return
    search.seen.add(path)
    try:
        names = archives.members(path)
    except ReadError as error:
        search.failures.append(error)
        return
    except OSError as error:
        search.failures.append(unopened(path, error))
        return
    inside = [path / name for name in names]
    beside: dict[Path, list[str]] = {}
    for each in inside:
        beside.setdefault(each.parent, []).append(each.name)
    before = len(search.failures), len(search.found)
    for each in sorted(inside, key=lambda each: each.parts):
        if not any(part.startswith(".") for part in each.relative_to(path).parts):
            _file(search, each, beside[each.parent])
    if before == (len(search.failures), len(search.found)) and not any(
        each in search.found for each in inside
    ):
        search.failures.append(_holds_nothing(path, "压缩包", "archive"))


def _holds_nothing(path: Path, chinese: str, english: str) -> ReadError:
    suffixes = ", ".join(sorted(READERS))
    return ReadError(
        path,
        f"{chinese}里没有文件可读，请放入以 {suffixes} 结尾的文件",
        f"The {english} holds no documents",
        f"put files in it that end with {suffixes}",
    )


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
        search.failures.append(_holds_nothing(folder, "文件夹", "folder"))


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
    elif archives.is_archive(path) and not archives.holder(path):
        _archive(search, path)
    elif path in search.seen or (suffix in _DATA and not _ANNOTATED.isdisjoint(beside)):
        return  # its folder was given twice, or it is what lawgraph evaluate reads
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
        told = told_by_content(path, read_bytes(path, HEAD)) or path.suffix.lower()
    except ReadError as error:
        search.failures.append(error)
        return
    found = BY_SUFFIX.get(told)
    if told in READERS:
        search.found[path] = None
    elif found is None:
        search.failures.append(unknown(path))
    else:
        (search.notes if found.is_data else search.failures).append(refused(path, found))
