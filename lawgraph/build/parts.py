"""Parts: what a build keeps of each document and each pair, so that the next one makes only what has changed.

A part is one file under ``OUT/parts``, named by its *key*, the digest of all that it was made from: the same key is
the same bytes, so a part is never changed, only made, read and removed. It is written beside and renamed in one
step. ::

    magic, format        ``lawgraph part 1\\n``
    length, SHA-256      of the head
    head                 MessagePack: kind, key, size and SHA-256 of what follows, what the maker notes, the first block
    blocks               each with the SHA-256 of its bytes in the block before it, or in the head

Blocks are compressed. Quads are kept sorted, in blocks that do not reach over the resources of one document
(:func:`lawgraph.build.lines.runs`), and each block names the next one with its first line: a merge
(:mod:`lawgraph.build.merge`) needs of each part nothing but the block it is at.
"""

from __future__ import annotations

import os
import re
import struct
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import nullcontext, suppress
from hashlib import file_digest, sha256
from io import BufferedReader
from pathlib import Path
from typing import TypeVar

import msgspec

from lawgraph.graph_files import NotAsWritten, open_file
from lawgraph.store import PARTS

TEXT, REFUSED, QUADS, WORDS, PAIR, LINKS = "text", "refused", "quads", "words", "pair", "links"
ALIGNED, CHANGES, PERIODS, SHELF, FINDINGS = "aligned", "changes", "periods", "shelf", "findings"
KINDS = (TEXT, REFUSED, QUADS, WORDS, PAIR, LINKS, ALIGNED, CHANGES, PERIODS, SHELF, FINDINGS)

_MAGIC = b"lawgraph part "
_FORMAT = b"1\n"
_LENGTH = struct.Struct(">I")
_NAME = re.compile(rf"[0-9a-f]{{32}}\.(?:{'|'.join(KINDS)})")
_MAKING = ".making-"
_MOST = 1 << 31  # bytes of a block, before compression
T = TypeVar("T")


class PartDamaged(Exception):
    """A part is not as it was written, or is of another format; the next build makes it anew."""

    def __init__(self, path: Path | str) -> None:
        super().__init__(str(path))
        self.path = Path(path)


class Block(msgspec.Struct, array_like=True, frozen=True):
    """Where a block is, in bytes from the end of the head, with the digest of those bytes; of quads, its first line.

    ``raw`` is its size before compression.
    """

    at: int
    size: int
    raw: int
    digest: bytes
    lines: int = 0
    first: bytes = b""


class Head(msgspec.Struct, array_like=True, frozen=True):
    """The head of a part. ``notes`` are what its maker wants to know without reading the blocks.

    ``size`` and ``digest`` are those of all that follows.
    """

    kind: str
    key: str
    size: int
    digest: bytes
    notes: msgspec.Raw
    blocks: tuple[Block, ...]


class _Linked(msgspec.Struct, array_like=True, frozen=True):
    """A block of quads with the next one."""

    next: Block | None
    data: bytes


class Part:
    """A part on disk, with its head read; reading it raises :class:`PartDamaged` for bytes that were changed."""

    __slots__ = ("body", "head", "path")

    def __init__(self, path: Path, head: Head, body: int) -> None:
        self.path = path
        self.head = head
        self.body = body

    def noted(self, shape: type[T]) -> T:
        """Return what the maker noted."""
        try:
            return msgspec.msgpack.decode(self.head.notes, type=shape)
        except (msgspec.MsgspecError, ValueError, TypeError, RecursionError) as error:
            raise PartDamaged(self.path) from error

    def open(self) -> BufferedReader:
        """Open the file of the part, for who reads many blocks of it."""
        try:
            return open_file(self.path)
        except (OSError, NotAsWritten) as error:
            raise PartDamaged(self.path) from error

    def block(self, block: Block, file: BufferedReader | None = None) -> bytes:
        """Return the bytes of a block; ``file`` is the part opened before."""
        try:
            with nullcontext(file) if file is not None else self.open() as opened:
                opened.seek(self.body + block.at)
                data = opened.read(block.size)
            if sha256(data).digest() != block.digest or not 0 <= block.raw <= _MOST:
                raise PartDamaged(self.path)
            raw = zlib.decompressobj().decompress(data, block.raw + 1)
            if len(raw) != block.raw:  # no more is unpacked than the block says it has
                raise PartDamaged(self.path)
            return raw
        except (OSError, NotAsWritten, zlib.error) as error:
            raise PartDamaged(self.path) from error

    def lines(self, block: Block, file: BufferedReader | None = None) -> tuple[bytes, Block | None]:
        """Return a block of quads, and the next one; ``file`` is the part opened before."""
        try:
            linked = msgspec.msgpack.decode(self.block(block, file), type=_Linked)
        except (msgspec.MsgspecError, ValueError, RecursionError) as error:
            raise PartDamaged(self.path) from error
        return linked.data, linked.next

    def check(self) -> None:
        """Read all of it; raise :class:`PartDamaged` unless it is as it was written."""
        try:
            with open_file(self.path) as file:
                file.seek(self.body)
                if file_digest(file, "sha256").digest() != self.head.digest:
                    raise PartDamaged(self.path)
        except (OSError, NotAsWritten) as error:
            raise PartDamaged(self.path) from error


class Parts:
    """The parts under a graph directory."""

    def __init__(self, directory: Path) -> None:
        self.folder = directory / PARTS

    def path(self, key: str, kind: str) -> Path:
        """Return where a part lies, or will."""
        return self.folder / key[:2] / f"{key}.{kind}"

    def find(self, key: str, kind: str) -> Part | None:
        """Return a part, ``None`` if it is not there or not as it was written: then it is to be made.

        All of it is read and compared.
        """
        try:
            part = self.read(key, kind)
            part.check()
            return part
        except FileNotFoundError:
            return None
        except PartDamaged as damaged:
            discard(damaged.path)
            return None

    def read(self, key: str, kind: str) -> Part:
        """Return a part; raises :class:`PartDamaged`, and ``FileNotFoundError`` if there is none."""
        return read_part(self.path(key, kind))

    def all(self) -> Iterator[Path]:
        """Yield the files of all parts, in their order."""
        if self.folder.is_dir():
            for folder in sorted(self.folder.iterdir()):
                if folder.is_dir() and not folder.is_symlink():
                    yield from (path for path in sorted(folder.iterdir()) if _NAME.fullmatch(path.name))

    def sweep(self, keep: set[Path]) -> int:
        """Remove parts that are not in ``keep``, and what makers that died left; return how many parts."""
        removed = 0
        for path in list(self.all()):
            if path not in keep:
                discard(path)
                removed += 1
        for path in self.folder.glob(f"??/{_MAKING}*"):
            discard(path)
        return removed


def discard(path: Path) -> None:
    """Remove a part, if it can be."""
    with suppress(OSError):
        path.unlink()


def read_part(path: Path) -> Part:
    """Read the head of the part at ``path``; raises :class:`PartDamaged`, and ``FileNotFoundError``."""
    try:
        with open_file(path) as file:
            begin = file.read(len(_MAGIC) + len(_FORMAT) + _LENGTH.size + 32)
            if not begin.startswith(_MAGIC + _FORMAT):
                raise PartDamaged(path)
            (length,) = _LENGTH.unpack_from(begin, len(_MAGIC) + len(_FORMAT))
            data = file.read(length)
            size = os.fstat(file.fileno()).st_size
        if sha256(data).digest() != begin[-32:]:
            raise PartDamaged(path)
        head = msgspec.msgpack.decode(data, type=Head)
    except FileNotFoundError:
        raise
    except (OSError, NotAsWritten, msgspec.MsgspecError, ValueError, struct.error, RecursionError) as error:
        raise PartDamaged(path) from error
    if f"{head.key}.{head.kind}" != path.name or head.size != size - len(begin) - length:
        raise PartDamaged(path)
    return Part(path, head, len(begin) + length)


def is_left_behind(path: Path) -> bool:
    """Tell by its name whether a file among the parts is one that was being made."""
    return path.name.startswith(_MAKING)


def is_of_another_version(path: Path) -> bool:
    """Tell whether a file is a part of another format than this version writes."""
    with suppress(OSError, NotAsWritten), open_file(path) as file:
        begin = file.read(len(_MAGIC) + len(_FORMAT))
        return begin.startswith(_MAGIC) and begin != _MAGIC + _FORMAT
    return False


def write_part(path: Path, notes: object, bodies: Sequence[bytes]) -> None:
    """Write a part of blocks that are read by themselves."""
    blocks, data, at = [], [], 0
    for body in bodies:
        packed = zlib.compress(body, 1)
        blocks.append(Block(at, len(packed), len(body), sha256(packed).digest()))
        data.append(packed)
        at += len(packed)
    _write(path, notes, tuple(blocks), data)


def write_lines(path: Path, notes: object, blocks: Iterable[Sequence[bytes]]) -> None:
    """Write a part of quads: sorted lines, in blocks as :func:`lawgraph.build.lines.runs` gives them."""
    held = [(zlib.compress(b"".join(lines), 1), len(lines), lines[0]) for lines in blocks]
    data: list[bytes] = []
    following: Block | None = None
    # From the last to the first, as each block names the next; so they stand in the file.
    at = 0
    while held:
        lines, many, first = held.pop()
        raw = msgspec.msgpack.encode(_Linked(following, zlib.decompress(lines)))
        packed = zlib.compress(raw, 1)
        following = Block(at, len(packed), len(raw), sha256(packed).digest(), many, first)
        data.append(packed)
        at += len(packed)
    _write(path, notes, () if following is None else (following,), data)


def _write(path: Path, notes: object, blocks: tuple[Block, ...], data: Sequence[bytes]) -> None:
    key, _, kind = path.name.partition(".")
    noted = msgspec.Raw(msgspec.msgpack.encode(notes, order="deterministic"))
    total = sha256()
    for each in data:
        total.update(each)
    head = msgspec.msgpack.encode(Head(kind, key, sum(map(len, data)), total.digest(), noted, blocks))
    path.parent.mkdir(parents=True, exist_ok=True)
    scratch = path.with_name(f"{_MAKING}{os.getpid()}-{path.name}")
    try:
        with scratch.open("wb") as file:
            file.write(_MAGIC + _FORMAT + _LENGTH.pack(len(head)) + sha256(head).digest() + head)
            file.writelines(data)
        scratch.replace(path)
    except BaseException:
        discard(scratch)
        raise


def key_of(*parts: bytes | str) -> str:
    """Return the digest of what something is made from: 32 hexadecimal digits."""
    total = sha256()
    for part in parts:
        data = part.encode("utf-8", "surrogateescape") if isinstance(part, str) else part
        total.update(_LENGTH.pack(len(data)) + data)
    return total.hexdigest()[:32]
