"""The findings of earlier builds, by their keys: what tells which ones are new since a build.

A build, and a check of all of a graph, keeps them in ``parts/findings-DIGEST.msgpack``, where they stay when the build
itself is swept away. Another version of the program may ask other questions: then it is said.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import msgspec

from lawgraph.build.versions import program
from lawgraph.graph_files import LARGEST, NotAsWritten, open_file
from lawgraph.store import PARTS, Generation
from queries.errors import QueryError

PREVIOUS = "previous"
"""What means the last build before the one that is there now."""
_NAME = re.compile(r"findings-(?P<digest>[0-9a-f]{16})\.msgpack")
_SEAL = 32  # bytes of the digest before what is kept
_BUILD = re.compile(r"[0-9a-f]{4,16}")


class NoSuchBuild(QueryError):
    """The findings of a build are not kept, or several builds are meant."""


class _Kept(msgspec.Struct, array_like=True, frozen=True):
    version: bytes
    documents: tuple[str, ...]
    keys: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Build:
    """The documents (IRIs) that a build had, and the keys of the findings on them.

    ``same_program`` tells whether the same version of the program found them.
    """

    digest: str
    documents: frozenset[str]
    keys: frozenset[str]
    same_program: bool

    def had(self, document: str) -> bool:
        """Tell whether a document was there."""
        return document in self.documents


def keep(generation: Generation, found: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Keep the keys of all findings on each document of a build, if its folder can be written to."""
    documents: list[str] = []
    keys: set[bytes] = set()
    for document, those in found:
        documents.append(document)
        keys.update(map(bytes.fromhex, those))
    place = generation.directory / PARTS / f"findings-{generation.digest}.msgpack"
    data = _sealed(msgspec.msgpack.encode(_Kept(program(), tuple(sorted(documents)), tuple(sorted(keys)))))
    with suppress(OSError, NotAsWritten), open_file(place) as file:
        if file.read(len(data) + 1) == data:
            return
    scratch = place.with_name(f".{place.name}-{os.getpid()}")
    try:
        scratch.write_bytes(data)
        scratch.replace(place)
    except OSError:
        with suppress(OSError):
            scratch.unlink()


def is_build(name: str) -> bool:
    """Tell whether a name can mean a build: ``previous``, or the first digits of its digest."""
    return name == PREVIOUS or bool(_BUILD.fullmatch(name))


def read(directory: Path, name: str, now: str) -> Build:
    """Return the findings of the build that a name means; ``now`` is the digest of the one that is there.

    Raises :class:`NoSuchBuild`.
    """
    kept = sorted(_kept(directory), key=lambda each: (each[1].stat().st_mtime_ns, each[0]))
    if name == PREVIOUS:
        found = [each for each in kept if each[0] != now][-1:]
    else:
        found = [each for each in kept if each[0].startswith(name)]
    if len(found) == 1:
        digest, path = found[0]
        with (
            suppress(OSError, NotAsWritten, msgspec.MsgspecError, ValueError, RecursionError),
            open_file(path) as file,
        ):
            held = _opened(file.read(LARGEST))
            keys = frozenset(map(bytes.hex, held.keys))
            return Build(digest, frozenset(held.documents), keys, held.version == program())
    listed = "; ".join(digest for digest, _ in kept) or "无 none"
    raise NoSuchBuild(
        f"--since {name}: 没有保存这次构建的审查结果（有：{listed}）；请改用其中之一，"
        "或用 --since 日期；由早先的程序构建的，对整个图谱运行一次 lawgraph check 即会保存。"
        f"The findings of that build are not kept (there are: {listed}): name one of these, or a day. For a graph that "
        "an earlier program built, one 'lawgraph check' of all of it keeps them."
    )


def damaged(directory: Path) -> Iterator[Path]:
    """Yield what is kept of earlier builds and is not as it was written; the next build or check mends its own."""
    for _, path in sorted(_kept(directory)):
        try:
            with open_file(path) as file:
                _opened(file.read(LARGEST))
        except (OSError, NotAsWritten, msgspec.MsgspecError, ValueError, RecursionError):
            yield path


def _sealed(data: bytes) -> bytes:
    return sha256(data).digest() + data


def _opened(data: bytes) -> _Kept:
    """Return what is kept; raises ``msgspec.MsgspecError`` where it is not as it was written."""
    seal, held = data[:_SEAL], data[_SEAL:]
    if sha256(held).digest() != seal:
        raise msgspec.DecodeError("not as it was written")
    return msgspec.msgpack.decode(held, type=_Kept)


def _kept(directory: Path) -> Iterator[tuple[str, Path]]:
    folder = directory / PARTS
    if folder.is_dir():
        for path in folder.iterdir():
            if found := _NAME.fullmatch(path.name):
                yield found["digest"], path
