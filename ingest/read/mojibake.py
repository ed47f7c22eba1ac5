"""Mojibake: characters that a program made of bytes in another encoding (浜烘皯 for 人民, ä¸­å›½ for 中国).

Such a file is well-formed and full of ideographs, and nothing in it is the text. It is told by turning the mistake
round: a text of rare characters that becomes Chinese when its bytes are read in another encoding.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from ingest.read.errors import ReadError

# read as, was in: the encoding that a program took, the one that the bytes were in
_MISTAKES = (
    ("gb18030", "utf-8"),
    ("cp1252", "utf-8"),
    ("latin-1", "utf-8"),
    ("latin-1", "gb18030"),
    ("cp1252", "gb18030"),
    ("latin-1", "big5"),
    ("gb18030", "big5"),
    ("big5", "gb18030"),
    ("big5", "utf-8"),
)
_SAMPLE = 4000  # characters
_CHINESE = 0.15  # share of the commonest characters in a Chinese text; 0.22 to 0.41 over 300 laws
_STRANGE = 0.05  # that share in mojibake: none has more
_LOST = re.compile("锟斤拷|\ufffd")
_LOST_SHARE = 0.02
_LOST_LEAST = 5  # one or two signs of a lost character leave a text that can be read
_SOLID = re.compile(r"\S")

Familiar = Callable[[str], float]


def _turned(text: str, taken: str, was: str) -> str:
    data = b"".join(_byte(char, taken) for char in text)
    return data.decode(was, "ignore")


def _byte(char: str, encoding: str) -> bytes:
    try:
        return char.encode(encoding)
    except UnicodeEncodeError:
        # five bytes of Windows-1252 are control characters, which programs let through
        return bytes([ord(char)]) if encoding == "cp1252" and ord(char) < 256 else b""


def garbled(text: str, familiar: Familiar) -> tuple[str, str] | None:
    """Return the encoding that a text was read in and the one that it was in, or ``None`` for a text that is whole.

    ``familiar`` is the share of the commonest Chinese characters.
    """
    sample = text.lstrip("\ufeff")[:_SAMPLE]
    if familiar(sample) >= _STRANGE:
        return None
    for taken, was in _MISTAKES:
        once = _turned(sample, taken, was)
        for turned in (once, _turned(once, taken, was)):  # some files were read wrongly twice
            if len(turned) >= 0.15 * len(sample) and familiar(turned) >= _CHINESE:
                return taken, was
    return None


def check_whole(path: Path, text: str, familiar: Familiar) -> None:
    """Raise :class:`ReadError` for mojibake, and for a text that a conversion has emptied (锟斤拷)."""
    found = garbled(text, familiar)
    if found is not None:
        taken, was = (name.upper() for name in found)
        raise ReadError(
            path,
            f"文字是乱码：{was} 的文件曾被当作 {taken} 打开并保存；请找回原文件，按 {was} 打开，另存为 UTF-8",
            f"The text is mojibake: {was} that was once opened as {taken} and saved",
            f"take the original file, open it as {was} and save it as UTF-8",
        )
    lost = len(_LOST.findall(text))
    if lost >= _LOST_LEAST and lost > _LOST_SHARE * len(_SOLID.findall(text)):
        raise ReadError(
            path,
            "文字已在转换编码时丢失（锟斤拷、�），无法恢复；请给出原文件",
            "Its characters were lost in a conversion (锟斤拷, U+FFFD) and cannot be restored",
            "give the original file",
        )
