"""What is made of one document: its text with all facts in it, and the quads that say them.

These are the works of a worker (:mod:`lawgraph.build.pool`); what each returns is small, the rest lies in the parts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import msgspec

from ingest.model import Annotation, ProvisionKind
from ingest.read import ReadError
from ingest.read.files import exists, read_bytes
from ingest.resolve import Answer, Answers, Listed, Question, questions, resolve
from ingest.status.header import Header
from ingest.write.authority import Referred
from ingest.write.names import Names
from lawgraph.annotator import Defect
from lawgraph.build.lines import runs, unique
from lawgraph.build.packing import NotPacked, pack, unpack
from lawgraph.build.parts import (
    QUADS,
    REFUSED,
    TEXT,
    Part,
    PartDamaged,
    key_of,
    read_part,
    write_lines,
    write_part,
)
from lawgraph.build.versions import reading, writing
from lawgraph.repairs import kinds

Annotate = Callable[[Path], Annotation]
Met = tuple[tuple[str, ...], bool]
"""An answer as it is handed on: the paths of the texts of the documents that are meant, and whether repealed."""

_COUNTED = (ProvisionKind.ARTICLE, ProvisionKind.TASK)
_STATED = ".toml"


class TextNotes(msgspec.Struct, array_like=True, frozen=True):
    """What the head of a text says of the document: its IRI and that of its source, how it is found, what it asks.

    ``repairs`` is how many repairs of each kind its text needed (:func:`lawgraph.repairs.kinds`), ``header`` what the
    status of others depends on; ``None`` where another version did not note them.
    """

    iri: str
    source: str
    sha256: str
    name: str
    title: str
    characters: int
    listed: Listed
    questions: tuple[Question, ...]
    repairs: tuple[tuple[str, int], ...] | None = None
    header: Header | None = None


class QuadsNotes(msgspec.Struct, array_like=True, frozen=True):
    """What the head of the quads of a document says: counts of its facts, doubts of its reading, what it refers to."""

    counts: tuple[tuple[str, int], ...]
    warnings: tuple[str, ...]
    referred: Referred


class Refused(msgspec.Struct, array_like=True, frozen=True):
    """Why a file cannot be read, as :class:`ReadError` says it.

    ``seconds`` are those within which a work on it did not come to its end: with more time it is tried again.
    """

    chinese: str
    problem: str
    remedy: str
    seconds: float = 0.0


class Source(msgspec.Struct, array_like=True, frozen=True):
    """A file as a build found it: size (bytes), time of change (ns; 0 in an archive), digest.

    The digest is of its name, its bytes and what is stated beside it.
    """

    size: int
    mtime_ns: int
    digest: str

    @property
    def key(self) -> str:
        """The key of its text, as this version makes it."""
        return key_of(TEXT, reading(), self.digest)


def read_source(path: Path) -> Source:
    """Read the bytes of a file and of the metadata stated beside it; raises :class:`ReadError`.

    They are read each time: a time of change proves nothing where clocks differ or files are restored.
    """
    data = read_bytes(path)
    stated = path.with_suffix(_STATED)
    beside = read_bytes(stated) if stated != path and exists(stated) else None
    try:
        mtime = path.stat().st_mtime_ns
    except OSError:
        mtime = 0
    digest = key_of(path.name, sha256(data).digest(), b"" if beside is None else b"+" + beside)
    return Source(len(data), mtime, digest)


def make_text(annotate: Annotate, target: Path, key: str, path: Path) -> None:
    """Annotate a file and write its text to ``target``; raises :class:`ReadError`.

    Why a file cannot be read is kept beside, unless it is no fault of the file's.
    """
    try:
        annotation = annotate(path)
    except Defect:
        raise
    except ReadError as error:
        if error.path == path and read_source(path).key == key:
            refuse(target.with_suffix(f".{REFUSED}"), error)
        raise
    if read_source(path).key != key:
        raise _changed(path)
    names = Names(annotation)
    listed = Listed.of(annotation.document)
    notes = TextNotes(
        names.document,
        names.source,
        annotation.document.source.sha256,
        annotation.document.source.name,
        annotation.document.metadata.title,
        len(annotation.document.source.text),
        listed.brief,
        questions(annotation),
        kinds(annotation.document),
        Header.of(annotation.document),
    )
    write_part(target, notes, [pack(annotation), msgspec.msgpack.encode(listed, order="deterministic")])


def refuse(target: Path, error: ReadError, seconds: float = 0.0) -> None:
    """Keep why a file cannot be read, or why a part cannot be made within ``seconds``."""
    write_part(target, Refused(error.chinese, error.problem, error.remedy, seconds), [])


def _changed(path: Path) -> ReadError:
    return ReadError(
        path,
        "文件在读取时有改动，请等写完后再试",
        "The file changed while it was read",
        "wait until it is written and try again",
    )


def annotation_of(text: Part) -> Annotation:
    """Return the annotation that a text holds; raises :class:`PartDamaged`."""
    try:
        return unpack(text.block(text.head.blocks[0]))
    except (NotPacked, IndexError) as error:
        raise PartDamaged(text.path) from error


@lru_cache(maxsize=256)
def listed_at(path: Path) -> Listed:
    """Return how a collection lists the document of a text, with its provisions; raises :class:`PartDamaged`."""
    part = read_part(path)
    try:
        return msgspec.msgpack.decode(part.block(part.head.blocks[1]), type=Listed)
    except (msgspec.MsgspecError, ValueError, TypeError, IndexError, RecursionError) as error:
        raise PartDamaged(path) from error


def make_quads(text: Path, answers: Sequence[Met], target: Path, _: Path) -> None:
    """Write the quads of the document at ``text``, whose questions were answered so; raises :class:`PartDamaged`."""
    from ingest.structure.wreckage import WRECKAGE  # heavy, and not needed by the process that only asks
    from ingest.write.nquads import document_quads

    annotation = annotation_of(read_part(text))
    given = {
        question: Answer(tuple(listed_at(Path(each)).entry for each in paths), repealed)
        for question, (paths, repealed) in zip(questions(annotation), answers, strict=True)
    }
    resolved = resolve(annotation, Answers(given))
    document = resolved.annotation.document
    notes = QuadsNotes(
        tuple(counts_of(resolved.annotation).items()),
        tuple(each.message for each in document.diagnostics if each.code in WRECKAGE),
        Referred.by(resolved),
    )
    write_lines(target, notes, runs(unique(document_quads(resolved))))


def quads_key(text: str, answers: Sequence[tuple[tuple[str, ...], bool]]) -> str:
    """Return the key of the quads of the text with the key ``text``, given the keys of the texts that it means."""
    said = [f"{' '.join(keys)} {repealed}" for keys, repealed in answers]
    return key_of(QUADS, writing(), text, *said)


def counts_of(annotation: Annotation) -> dict[str, int]:
    """Return how many facts of each kind a document has, without those of which it has none."""
    kinds = [provision.kind for provision in annotation.document.provisions]
    counts = {f"{kind}s": kinds.count(kind) for kind in _COUNTED}
    counts |= {
        "norms": len(annotation.norms),
        "quantities": len(annotation.quantities),
        "mentions": len(annotation.mentions),
        "citations": len(annotation.citations),
        "diagnostics": len(annotation.document.diagnostics),
    }
    return {name: count for name, count in counts.items() if count}
