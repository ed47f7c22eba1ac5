"""Plain text and Markdown: bytes to characters."""

from __future__ import annotations

import re
from pathlib import Path

from ingest.read.errors import ReadError

_HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LEAST_SHARE = 0.1


def decode(path: Path, data: bytes) -> tuple[str, str]:
    """Return the characters of ``data`` and the name of the encoding that they were in.

    Tried in order: the byte order mark of UTF-16, UTF-8, GB18030 (GB 18030-2022, of which GBK and GB 2312 are
    parts). Line ends are kept; a byte order mark of UTF-8 stays as character 0, so that offsets are those of
    ``Path.read_bytes().decode("utf-8")``. Raises :class:`ReadError`.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return data.decode("utf-16"), "utf-16"
        except UnicodeDecodeError as error:
            raise _undecodable(path, "UTF-16", error) from error
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as utf8:
        if b"\x00" in data:
            raise ReadError(
                path, "it is a binary file, not text", "give a text, or convert it to one first"
            ) from utf8
        try:
            return data.decode("gb18030"), "gb18030"
        except UnicodeDecodeError as error:
            raise _undecodable(path, "UTF-8 or GB18030", error) from error


def _undecodable(path: Path, tried: str, error: UnicodeDecodeError) -> ReadError:
    return ReadError(
        path,
        f"its bytes are not {tried} (byte {error.start})",
        "save it as UTF-8 and try again",
    )


def check_chinese(path: Path, text: str) -> None:
    """Raise :class:`ReadError` unless ``text`` is Chinese: a tenth of its characters, at least, are ideographs."""
    solid = sum(not char.isspace() for char in text)
    if solid == 0:
        raise ReadError(path, "the file is empty", "give a file that holds the text of a rule")
    if len(_CONTROL.findall(text)) > 0.01 * solid:
        raise ReadError(path, "it is a binary file, not text", "give a text, or convert it to one first")
    if len(_HAN.findall(text)) < _LEAST_SHARE * solid:
        raise ReadError(
            path,
            "the text is not Chinese",
            "give a Chinese rule, or check the encoding that it was saved in",
        )
