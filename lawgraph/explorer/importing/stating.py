"""The metadata file beside a source, changed field by field: whatever else stands in it stays as it is.

The file is ``NAME.toml`` beside ``NAME.txt`` (:mod:`ingest.read.stated`). Its fields stand one after the other; one
that is changed is replaced where it stands, a new one is put at the end, comments and all other fields are kept
character by character. It is replaced in one step, and only if nobody changed it meanwhile.
"""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path

from ingest.read import ReadError, Stated, read_stated
from ingest.read.files import exists, read_bytes
from lawgraph.explorer.importing.refusals import Refused
from lawgraph.locks import lock

Value = str | tuple[str, ...]
"""A value: words, a day as ISO 8601 writes it, or several words."""

DAYS = ("adopted", "approved", "issued", "in_force", "expires")
"""The fields that are days."""
_INFERRED = "inferred"
_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class Beside:
    """The metadata file of a source: where it is, what it says, and a digest that tells whether it was changed.

    ``stated`` is ``None`` where there is no file or it cannot be read; ``error`` says why not.
    """

    path: Path
    state: str
    stated: Stated | None = None
    error: ReadError | None = None


def beside(source: Path) -> Beside:
    """Return the metadata file of a source."""
    path = source.with_suffix(".toml")
    seen = ""
    try:
        seen = _state(read_bytes(path) if exists(path) else None)
        return Beside(path, seen, read_stated(source))
    except ReadError as error:
        return Beside(path, seen, error=error)


def state(source: Path, fields: Mapping[str, Value | None], before: str) -> bool:
    """Write ``fields`` into the metadata file of a source; ``None`` takes one out. Return whether it was changed.

    What is stated is not inferred any more. ``before`` is the :attr:`Beside.state` on which the fields were decided.
    Raises :class:`Refused` where the file has changed since or cannot be read, and for a value that cannot be; then
    the file is as it was. Raises ``OSError`` where it cannot be written.
    """
    path = source.with_suffix(".toml")
    if path == source:
        raise Refused(409, "这个文件本身就是元数据文件。", "This is a metadata file itself.")
    with lock(path.parent):  # of two at once, the second is told that the first was there
        return _stated(path, fields, before)


def _stated(path: Path, fields: Mapping[str, Value | None], before: str) -> bool:
    try:
        data = read_bytes(path) if exists(path) else None
    except ReadError as error:
        raise _unread(error) from error
    if _state(data) != before:
        raise Refused(
            409,
            f"{path.name} 在您填写时有人改过，没有保存；请刷新页面，核对后再填。",
            f"{path.name} was changed meanwhile, so nothing was saved; load the page anew and look again.",
        )
    try:
        text = (data or b"").decode("utf-8-sig")
        new = edited(text, fields)
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, RecursionError) as error:
        raise Refused(
            409,
            f"{path.name} 不是 TOML 文件，没有保存；请先用记事本改正或删除它。",
            f"{path.name} is no TOML file, so nothing was saved; correct or remove it first.",
        ) from error
    if new == text:
        return False
    written = (_BOM if data is not None and data.startswith(_BOM) else b"") + new.encode()
    _check(path, written)
    _put(path, written)
    return True


def edited(text: str, fields: Mapping[str, Value | None]) -> str:
    r"""Return the text of a metadata file with other values of some fields.

    Raises ``tomllib.TOMLDecodeError`` for what is no TOML.

    >>> edited('# 说明\nissued = 2012-03-17  # 文末\nnumber = "一号"\n', {"issued": "2012-03-18", "number": None})
    '# 说明\nissued = 2012-03-18  # 文末\n'
    """
    before = tomllib.loads(text)
    wanted = {
        name: value
        for name, value in fields.items()
        if value is None or before.get(name) != _said(name, value)
    }
    if left := [name for name in before.get(_INFERRED, ()) if name not in fields]:
        wanted |= {_INFERRED: tuple(left)} if left != before[_INFERRED] else {}
    elif before.get(_INFERRED):
        wanted[_INFERRED] = None
    end = "\r\n" if "\r\n" in text else "\n"
    pieces = []
    for statement, table in _statements(text):
        name = next(iter(table), "")
        if name not in wanted:
            pieces.append(statement)
            continue
        value = wanted.pop(name)
        if value is not None:
            pieces.append(_line(name, value) + _remark(statement, table) + end)
    added = [_line(name, value) + end for name, value in wanted.items() if value is not None]
    if added and pieces and not pieces[-1].endswith("\n"):
        pieces.append(end)
    return "".join([*pieces, *added])


def _statements(text: str) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the lines of a file in pieces, each a field with its line ends, or a line that holds none."""
    piece = ""
    for line in _LINES.findall(text):
        piece += line
        with suppress(tomllib.TOMLDecodeError):
            yield piece, tomllib.loads(piece)
            piece = ""
    if piece:
        raise tomllib.TOMLDecodeError("a field that does not end", text, len(text))


def _remark(statement: str, table: dict[str, object]) -> str:
    """Return the remark at the end of a field, with the blanks before it."""
    for at, char in enumerate(statement):
        if char == "#":
            with suppress(tomllib.TOMLDecodeError):
                if tomllib.loads(statement[:at]) == table:
                    blanks = len(statement[:at]) - len(statement[:at].rstrip())
                    return statement[at - blanks :].rstrip("\r\n")
    return ""


def _said(name: str, value: Value) -> object:
    """Return a value as TOML gives it."""
    if isinstance(value, tuple):
        return list(value)
    return date.fromisoformat(value) if name in DAYS and _is_day(value) else value


def _line(name: str, value: Value) -> str:
    if isinstance(value, tuple):
        return f"{name} = [{', '.join(map(_quoted, value))}]"
    return f"{name} = {value if name in DAYS and _is_day(value) else _quoted(value)}"


def _quoted(words: str) -> str:
    """Return words as a basic string of TOML, which JSON's are but for one character."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")


def _is_day(value: str) -> bool:
    with suppress(ValueError):
        return date.fromisoformat(value).isoformat() == value
    return False


def _check(path: Path, data: bytes) -> None:
    """Refuse what the reader of metadata files would."""
    with tempfile.TemporaryDirectory(prefix="lawgraph-") as folder:
        copy = Path(folder, path.name)
        copy.write_bytes(data)
        try:
            read_stated(copy.with_suffix(".txt"))
        except ReadError as error:
            raise Refused(
                422, f"没有保存：{error.chinese}。", f"Not saved: {error.problem}; {error.remedy}."
            ) from error


def _put(path: Path, data: bytes) -> None:
    scratch = path.with_name(f".{path.name}-{os.getpid()}")
    try:
        scratch.write_bytes(data)
        scratch.replace(path)
    except OSError:
        with suppress(OSError):
            scratch.unlink()
        raise


def _state(data: bytes | None) -> str:
    return "" if data is None else sha256(data).hexdigest()


def _unread(error: ReadError, status: int = 409) -> Refused:
    return Refused(status, f"没有保存：{error.chinese}。", f"Not saved: {error.problem}; {error.remedy}.")
