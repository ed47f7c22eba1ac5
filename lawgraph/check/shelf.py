"""The documents that a check reads, as they lie in parts: those of a built graph, and files that were read for it.

Of each only its header and how others find it are held; the document itself is read when it is asked for. The
headers of a graph are kept in ``parts/headers.msgpack`` with the version of the program that read them, since to read
them from thousands of texts takes half a minute and to read what is kept none.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

import msgspec

from ingest.model import Annotation
from ingest.read import ReadError
from ingest.resolve import Listed
from ingest.status.header import Header
from lawgraph.build.documents import TextNotes, annotation_of
from lawgraph.build.linking import words_key
from lawgraph.build.manifest import read_manifest
from lawgraph.build.parts import TEXT, WORDS, PartDamaged, Parts, read_part
from lawgraph.build.versions import reading
from lawgraph.graph_files import LARGEST, NotAsWritten, open_file
from lawgraph.store import PARTS

_NAME = "headers.msgpack"
_TELLS_EVERY = 100  # documents whose headers were read

Tell = Callable[[str], None]


class Shelved(msgspec.Struct, array_like=True, frozen=True):
    """A document: the folder of its parts, the key of its text, the name of its file, its header, its listing."""

    folder: str
    key: str
    name: str
    header: Header
    listed: Listed

    @property
    def text(self) -> Path:
        """Where its text lies."""
        return Parts(Path(self.folder)).path(self.key, TEXT)

    @property
    def words(self) -> Path | None:
        """Where it lies cut into words, ``None`` if this version of the program has not cut it."""
        path = Parts(Path(self.folder)).path(words_key(self.key), WORDS)
        return path if path.is_file() else None


class _Headers(msgspec.Struct, array_like=True, frozen=True):
    """Headers by the keys of the texts that they are of, and the version of the program that read them."""

    version: bytes
    headers: dict[str, Header]


def of_graph(directory: Path, tell: Tell) -> tuple[tuple[Shelved, ...], tuple[Path, ...]]:
    """Return the documents of the graph in ``directory``, and the parts of it that are missing or damaged."""
    kept = _kept(directory)
    found, lost = shelve(directory, (key for key, _ in read_manifest(directory).documents), kept, tell)
    if any(each.key not in kept for each in found):
        _keep(directory, {each.key: each.header for each in found})
    return found, lost


def shelve(
    directory: Path, keys: Iterable[str], known: dict[str, Header], tell: Tell
) -> tuple[tuple[Shelved, ...], tuple[Path, ...]]:
    """Return the documents whose texts are among the parts in ``directory``, and the parts that cannot be read.

    ``known`` are headers that were read before, by the keys of the texts.
    """
    parts = Parts(directory)
    found, lost = [], []
    for key in keys:
        try:
            part = parts.read(key, TEXT)
            notes = part.noted(TextNotes)
            header = known.get(key) or header_of(annotation_of(part))
        except (FileNotFoundError, PartDamaged):
            lost.append(parts.path(key, TEXT))
            continue
        found.append(Shelved(str(directory), key, notes.name, header, notes.listed))
        if key not in known and len(found) % _TELLS_EVERY == 0:
            tell(f"读取文件要素 reading headers: {len(found)}")
    return tuple(found), tuple(lost)


def header_of(annotation: Annotation) -> Header:
    """Return what a document says that others depend on."""
    return Header.of(annotation.document)


def _kept(directory: Path) -> dict[str, Header]:
    """Return the headers that are kept, none where another version has read them."""
    with suppress(OSError, NotAsWritten, msgspec.MsgspecError, ValueError):
        with open_file(directory / PARTS / _NAME) as file:
            data = file.read(LARGEST + 1)
        found = msgspec.msgpack.decode(data, type=_Headers)
        if found.version == reading():
            return found.headers
    return {}


def _keep(directory: Path, headers: dict[str, Header]) -> None:
    """Keep headers, if the folder of the graph can be written to."""
    place = directory / PARTS / _NAME
    scratch = place.with_name(f".{_NAME}-{os.getpid()}")
    try:
        scratch.write_bytes(msgspec.msgpack.encode(_Headers(reading(), headers), order="deterministic"))
        scratch.replace(place)
    except OSError:
        with suppress(OSError):
            scratch.unlink()


def find_document(documents: Sequence[Shelved], name: str) -> tuple[Shelved, ...]:
    """Return which documents a name can mean: an IRI or the end of one, a title, or a part of a title.

    One is the answer; several with the same title are its texts.
    """
    exact: list[Callable[[Shelved], bool]] = [
        partial(_is_called, name),
        lambda each: each.header.title == name,
        lambda each: name in each.header.title,
    ]
    for test in exact:
        if found := tuple(each for each in documents if test(each)):
            return found
    return ()


def _is_called(name: str, document: Shelved) -> bool:
    iri = document.header.document
    return name == iri or (len(name) > 3 and iri.endswith(f"/{name.strip('/')}"))


def once(shelves: Iterable[Sequence[Shelved]]) -> Iterator[Shelved]:
    """Yield the documents of shelves, each text once: what stands on an earlier shelf goes before."""
    seen: set[str] = set()
    for document in (each for shelf in shelves for each in shelf):
        if document.header.document not in seen:
            seen.add(document.header.document)
            yield document


def read_text(document: Shelved) -> Annotation:
    """Return a document as it was read; raises ``KeyError`` where its text is gone or damaged."""
    try:
        return annotation_of(read_part(document.text))
    except (FileNotFoundError, PartDamaged) as error:
        raise KeyError(document.header.document) from error


def lost_text(path: Path) -> ReadError:
    """Return the error that a text that a build kept is not there any more, or not as it was written."""
    return ReadError(
        path,
        "图谱旁保存的一份文本缺失或已损坏，这份文件没有参与对照，请重新构建",
        "The text of a document of the graph is missing or damaged, and was not read",
        "build the graph anew",
    )
