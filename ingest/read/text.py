"""Plain text and Markdown: bytes to characters."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from pathlib import Path

from ingest.read.content import Content
from ingest.read.errors import ReadError
from ingest.read.mojibake import check_whole
from ingest.text import Diagnostic, Span

HAN = re.compile(r"[\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]")
"""An ideograph."""
_HANS = re.compile(f"{HAN.pattern}+")
_KANA_HANGUL = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_LEAST_SHARE = 0.1

# UTF-32 before UTF-16: the mark of the one in little-endian order begins with that of the other.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_GUESSED = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
_WITH_NUL = ("utf-16-le", "utf-16-be")
_NAMES = "UTF-8, GB18030, Big5, UTF-16"
_SAMPLE = 4000  # characters
_BINARY = (
    "这是二进制文件，不是文本；请先转为文本",
    "It is a binary file, not text",
    "give a text, or convert it to one first",
)
EMPTY = (
    "文件是空的，请给出有法规正文的文件",
    "The file is empty",
    "give a file that holds the text of a rule",
)
"""What is wrong with a file without text, as :class:`ReadError` wants it."""

# The commonest characters and marks of Chinese rules, simplified and traditional. Over 300 laws, they are 22 to
# 41 % of the characters; of a text that was decoded wrongly, no hundredth part.
_FAMILIAR = re.compile(
    "[的之有不于於为為定规規条條应應当當者及或人国國一二三四五六七八九十第年月日以在和对對等"
    "法行政府机機关關管理企业業会會中大省市县縣区區，。、；：（）]"
)
_FAMILIAR_SHARE = 0.05
_SURE = 0.5  # of 400 laws in GB18030 and UTF-16, whole and their first 60 characters, none has less than 0.8
_LOST = re.compile(r"\ufffd+|\(cid:\d{1,6}\)")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Characters with the encoding that they were in, and how sure that is.

    ``confidence`` is 1 for what the bytes themselves say; for a guess, by how much of its share of familiar
    characters the reading is ahead of the next: 0 if another encoding reads as well.
    """

    text: str
    encoding: str
    confidence: float = 1.0

    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """Say that the encoding is doubtful, and that characters were lost before the file was written."""
        said = []
        if self.confidence < _SURE:
            message = f"read as {self.encoding} with a confidence of {self.confidence:.2f}"
            said.append(Diagnostic("encoding-doubtful", message))
        return (*said, *glyphs_lost(self.text))


def glyphs_lost(text: str) -> tuple[Diagnostic, ...]:
    """Say which characters of a text were lost before its file was written, if any were."""
    lost = tuple(Span(*found.span()) for found in _LOST.finditer(text))
    message = f"{len(lost)} characters were lost before the file was written (U+FFFD, (cid:…))"
    return (Diagnostic("glyphs-lost", message, lost),) if lost else ()


def content(path: Path, data: bytes) -> Content:
    """Return the characters of a text; it has no marks. Raises :class:`ReadError`."""
    decoded = decode(path, data)
    return Content(decoded.text, decoded.encoding, (), decoded.diagnostics())


def decode(path: Path, data: bytes) -> Decoded:
    """Return the characters of ``data`` with the encoding that they were in.

    A byte order mark of UTF-16 or UTF-32 decides, then UTF-8 if the bytes are that. If not, GB18030 (of which
    GBK and GB 2312 are parts), Big5 and UTF-16 without a mark are tried, and the reading with the largest share
    of the commonest Chinese characters is taken: most bytes can be read as several of them, but only one
    reading is Chinese. Line ends are kept; a byte order mark of UTF-8 stays as character 0, so that offsets are
    those of ``Path.read_bytes().decode("utf-8")``. Raises :class:`ReadError`.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            try:
                return Decoded(data.decode(encoding), encoding)
            except UnicodeDecodeError as error:
                raise _undecodable(path, encoding.upper(), error.start) from error
    try:
        return Decoded(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError as error:
        return _guess(path, data, error.start)


def _guess(path: Path, data: bytes, bad: int) -> Decoded:
    """Decode what is not UTF-8, whose first wrong byte is ``bad``."""
    if _familiar(data.decode("utf-8", "ignore")) >= _FAMILIAR_SHARE:
        line = data.count(b"\n", 0, bad) + 1
        raise ReadError(
            path,
            f"UTF-8 编码在第 {line} 行（第 {bad} 字节）损坏，请改正该处并存为 UTF-8",
            f"Its UTF-8 is damaged (byte {bad}, in line {line})",
            "correct the character there and save it as UTF-8",
        )
    best, next_best = (0.0, "", ""), 0.0
    for encoding in _WITH_NUL if b"\x00" in data else _GUESSED:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if (share := _familiar(text)) > best[0]:
            best, next_best = (share, text, encoding), best[0]
        else:
            next_best = max(next_best, share)
    if best[0] >= _FAMILIAR_SHARE:
        return Decoded(best[1], best[2], 1 - next_best / best[0])
    if b"\x00" in data or _is_binary(data.decode("latin-1")):
        raise ReadError(path, *_BINARY)
    raise _undecodable(path, _NAMES, bad)


def is_familiar(text: str) -> bool:
    """Tell whether the commonest characters of Chinese rules are in a text as they are in any."""
    return _familiar(re.sub(r"[\x00-\x7f]+", "", text)) >= _FAMILIAR_SHARE


def _familiar(text: str) -> float:
    """Return the share of the commonest characters among those at the beginning of ``text``."""
    sample = "".join(text[: 2 * _SAMPLE].split())[:_SAMPLE]
    return len(_FAMILIAR.findall(sample)) / len(sample) if sample else 0.0


def _undecodable(path: Path, tried: str, at: int) -> ReadError:
    return ReadError(
        path,
        f"按 {tried} 都读不出中文（第 {at} 字节），请存为 UTF-8 再试",
        f"Its bytes are no Chinese in {tried} (byte {at})",
        "save it as UTF-8 and try again",
    )


def _is_binary(text: str) -> bool:
    solid = len("".join(text.split()))
    return len(_CONTROL.findall(text)) > 0.01 * solid


def check_chinese(path: Path, text: str) -> None:
    """Raise :class:`ReadError` unless ``text`` is Chinese.

    That is: a tenth of its characters, at least, are ideographs, and kana and hangul are not a quarter of those.
    """
    solid = len("".join(text.split())) - text.count("\ufeff")
    if solid == 0:
        raise ReadError(path, *EMPTY)
    if _is_binary(text):
        raise ReadError(path, *_BINARY)
    check_whole(path, text, _familiar)
    han = len(text) - len(_HANS.sub("", text))
    if han < _LEAST_SHARE * solid or 4 * len(_KANA_HANGUL.findall(text)) > han:
        raise ReadError(
            path,
            "不是中文文本，请给出中文法规，或核对保存时的编码",
            "The text is not Chinese",
            "give a Chinese rule, or check the encoding that it was saved in",
        )
