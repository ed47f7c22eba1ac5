"""The documents that a check reads, as they lie in parts: those of a built graph, and files that were read for it.

Of each only its header and how others find it are held; the document itself is read when it is asked for. The parts
of an earlier program have no headers: they are read from the texts, which takes half a minute for thousands.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
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

_TELLS_EVERY = 100  # documents whose headers were read

Tell = Callable[[str], None]


class Shelved(msgspec.Struct, array_like=True, frozen=True):
    """A document: the folder of its parts, the key of its text, the name of its file, its header, its listing.

    A folder is held by its bytes: the names of a system need be no characters of its locale.
    """

    folder: bytes
    key: str
    name: str
    header: Header
    listed: Listed

    @property
    def parts(self) -> Parts:
        """The parts among which it lies."""
        return Parts(Path(os.fsdecode(self.folder)))

    @property
    def text(self) -> Path:
        """Where its text lies."""
        return self.parts.path(self.key, TEXT)

    @property
    def words(self) -> Path | None:
        """Where it lies cut into words, ``None`` if this version of the program has not cut it."""
        key = words_key(self.key)
        return self.parts.path(key, WORDS) if self.parts.has(key, WORDS) else None


def of_graph(directory: Path, tell: Tell) -> tuple[tuple[Shelved, ...], tuple[Path, ...]]:
    """Return the documents of the graph in ``directory``, and the parts of it that are missing or damaged."""
    return shelve(directory, (key for key, _ in read_manifest(directory).documents), tell)


def shelve(directory: Path, keys: Iterable[str], tell: Tell) -> tuple[tuple[Shelved, ...], tuple[Path, ...]]:
    """Return the documents whose texts are among the parts in ``directory``, and the parts that cannot be read."""
    parts = Parts(directory)
    found, lost = [], []
    for key in keys:
        try:
            part = parts.read(key, TEXT)
            notes = part.noted(TextNotes)
            header = notes.header or header_of(annotation_of(part))
        except (FileNotFoundError, PartDamaged):
            lost.append(parts.path(key, TEXT))
            continue
        found.append(Shelved(os.fsencode(directory), key, notes.name, header, notes.listed))
        if notes.header is None and len(found) % _TELLS_EVERY == 0:
            tell(f"读取文件要素 reading headers: {len(found)}")
    return tuple(found), tuple(lost)


def header_of(annotation: Annotation) -> Header:
    """Return what a document says that others depend on."""
    return Header.of(annotation.document)


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
