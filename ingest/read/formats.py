"""Formats: how each is told, and for those that no reader takes, how to make a text of it.

A file is told by its content first, as a name may be wrong, then by its suffix.
"""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from pathlib import Path

from ingest.read.errors import ReadError
from ingest.read.package import encrypted

HEAD = 8192
"""How many bytes of a file :func:`told_by_content` needs."""


@dataclass(frozen=True, slots=True)
class Format:
    """A format by its name, with how to make a text of it.

    ``is_data`` marks files that hold no rule, such as tables of figures and programs.
    """

    name: str
    chinese: str
    remedy: str
    is_data: bool = False


_SAVE = ("请用 Word、WPS 或 LibreOffice 另存为纯文本（UTF-8，.txt）",
         "save it as plain text (UTF-8, .txt) in Word, WPS Office or LibreOffice")  # fmt: skip
_CEB = ("请用方正 Apabi 阅读器打开，复制全文存为 .txt（UTF-8）",
        "open it in Founder's reader, copy the text and save it as .txt (UTF-8)")  # fmt: skip
_PAGE = ("请在浏览器中打开，复制正文存为 .txt（UTF-8）",
         "open it in a browser, copy the text and save it as .txt (UTF-8)")  # fmt: skip
_BOOK = (
    "请用 calibre 或 pandoc 转为 .txt（UTF-8）",
    "convert it to .txt (UTF-8) with calibre or pandoc",
)
_MARKUP = ("请取出其中的正文存为 .txt（UTF-8）", "take the text out of it and save it as .txt (UTF-8)")
_TABLE = (
    "请把属于法规的表格另存为文本，并入该法规的 .txt",
    "save a table that is part of a rule as text in the .txt of the rule",
)
_IMAGE = (
    "请先做文字识别（OCR），存为 .txt（UTF-8）",
    "make a text of it with OCR and save it as .txt (UTF-8)",
)
_ARCHIVE = ("请解压，再给出其中的文件", "unpack it and give the files in it")
_DATA = ("其中如有法规文本，请另存为 .txt", "save a rule that is in it as .txt")
_RENAME = (
    "如果是文本，请改名为 .txt；否则移出文件夹",
    "rename it to .txt if it is a text, else move it away",
)

_KINDS: tuple[tuple[str, tuple[str, str]], ...] = (
    ("doc wps wpt odt rtf", _SAVE),
    ("ceb", _CEB),
    ("mht mhtml", _PAGE),
    ("epub mobi azw3 chm", _BOOK),
    ("xml", _MARKUP),
    ("xlsx xls xlsm et ods csv tsv", _TABLE),
    ("pptx ppt dps odp", _SAVE),
    ("png jpg jpeg gif tif tiff bmp webp", _IMAGE),
    ("zip rar 7z gz tgz bz2 xz tar", _ARCHIVE),
)
_DATA_SUFFIXES = (
    "csv tsv json jsonl yaml yml ini cfg log lock py ipynb sh bat js css sql db sqlite "  # and of graphs:
    "rq ttl nt nq rdf jsonld"
)

BY_SUFFIX: dict[str, Format] = {
    **{f".{name}": Format(name.upper(), *_DATA, is_data=True) for name in _DATA_SUFFIXES.split()},
    **{
        f".{name}": Format(name.upper(), *remedy, is_data=name in ("csv", "tsv"))
        for names, remedy in _KINDS
        for name in names.split()
    },
}
"""Formats that no reader takes by suffix, in lower case."""

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", ".pdf"),
    (b"{\\rtf", ".rtf"),
    (b"\x89PNG", ".png"),
    (b"\xff\xd8\xff", ".jpg"),
    (b"GIF8", ".gif"),
    (b"II*\x00", ".tif"),
    (b"MM\x00*", ".tif"),
    (b"Rar!\x1a", ".rar"),
    (b"7z\xbc\xaf\x27\x1c", ".7z"),
    (b"\x1f\x8b", ".gz"),
    (b"BZh", ".bz2"),
    (b"\xfd7zXZ\x00", ".xz"),
    (b"SQLite format 3\x00", ".sqlite"),
    (b"ITSF", ".chm"),
    (b"MIME-Version: ", ".mhtml"),
    (b"From: <Saved by ", ".mhtml"),
)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_OLE_SUFFIXES = (".doc", ".wps", ".wpt", ".xls", ".et", ".ppt", ".dps")
_ZIP_PARTS = (
    ("word/", ".docx"),
    ("xl/", ".xlsx"),
    ("ppt/", ".pptx"),
    ("OFD.xml", ".ofd"),
    ("META-INF/container.xml", ".epub"),
)
_ZIP_SUFFIXES = (
    ".docx",
    ".docm",
    ".dotx",
    ".xlsx",
    ".xlsm",
    ".pptx",
    ".ofd",
    ".epub",
    ".odt",
    ".ods",
    ".odp",
)

_COMMENTS = re.compile(r"(?:\s++|<!--(?:(?!-->).)*+-->|<\?[^<>]*+>)*+", re.DOTALL)
_HTML = re.compile(r"<(?:!doctype\s+html|html|head|body|meta|title|script|style)\b", re.IGNORECASE)
_XML = re.compile(r"<(?:\?xml|!doctype)\s", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][A-Za-z0-9:-]*(?:\s[^<>]*)?/?>")
_HAN_LINE = re.compile(r"^.*[\u4e00-\u9fff]", re.MULTILINE)


def refused(path: Path, found: Format) -> ReadError:
    """Say that no reader takes a file of this format, and how to make a text of it."""
    if found.is_data:
        chinese, problem = "不作法规读取", f"{found.name} is data, not read as a rule"
    else:
        chinese, problem = "尚不能读取", f"{found.name} is not read yet"
    return ReadError(path, f"这是 {found.name} 文件，{chinese}；{found.chinese}", problem, found.remedy)


def unknown(path: Path) -> ReadError:
    """Say that a file in a folder is of no known format."""
    suffix = path.suffix or "no suffix"
    named = f"后缀 {path.suffix} " if path.suffix else "没有后缀，"
    return ReadError(
        path,
        f"{named}不是可读的格式；{_RENAME[0]}",
        f"It is of no format that is read ({suffix})",
        _RENAME[1],
    )


def told_by_content(path: Path, head: bytes) -> str | None:
    """Tell a format by the first bytes of the file, as its suffix; ``None`` for what may be a text.

    Raises :class:`ReadError` for a document that is encrypted.
    """
    for signature, suffix in _SIGNATURES:
        if head.startswith(signature):
            return suffix
    suffix = path.suffix.lower()
    if suffix == ".pdf" and b"%PDF-" in head[:1024]:  # where viewers look for it
        return suffix
    if head.startswith(_OLE):
        if _ENCRYPTED in head:
            raise encrypted(
                path, "DOCX" if suffix in _ZIP_SUFFIXES else suffix.strip(".").upper() or "Office"
            )
        return suffix if suffix in _OLE_SUFFIXES else ".doc"
    if head.startswith(_ZIP):
        return _in_zip(path, suffix, head)
    # Tags are ASCII in all encodings of Chinese; UTF-16 has a NUL beside each.
    return markup(head[:HEAD].replace(b"\x00", b"").lstrip(b"\xef\xbb\xbf\xfe\xff").decode("latin-1"))


def _in_zip(path: Path, suffix: str, data: bytes) -> str:
    """Return the suffix of the format that is packed as a ZIP archive."""
    if suffix in _ZIP_SUFFIXES:
        return suffix
    try:
        with zipfile.ZipFile(io.BytesIO(data) if len(data) != HEAD else path) as archive:
            names = archive.namelist()
    except (OSError, zipfile.BadZipFile, ValueError):
        return ".zip"
    return next((told for part, told in _ZIP_PARTS if any(name.startswith(part) for name in names)), ".zip")


def markup(head: str) -> str | None:
    """Tell HTML and XML by how they begin; ``None`` for anything else, Markdown with some HTML included.

    >>> markup("<!-- saved --><!DOCTYPE html><html>"), markup('<?xml version="1.0"?><akomaNtoso>')
    ('.html', '.xml')
    >>> markup("<div align='center'>\\n\\n# 条例"), markup("网页应当使用<html>标签。")
    (None, None)
    """
    start = _COMMENTS.match(head)
    if _HTML.match(head, start.end() if start else 0):
        return ".html"
    return ".xml" if _XML.match(head.lstrip()) else None


def fragment(text: str) -> bool:
    """Tell a piece of a web page: it begins and ends with a tag and has one, at least, for each line of Chinese.

    >>> fragment("<div><p>第一条 为了发展。</p>\\n<p>第二条 企业应当遵守。</p></div>")
    True
    >>> fragment("<p align='center'>条例</p>\\n\\n第一条 为了发展。\\n第二条 企业应当遵守。")
    False
    """
    bare = text.strip("\ufeff \t\r\n")
    if not (bare.startswith("<") and bare.endswith(">") and _TAG.match(bare)):
        return False
    lines = len(_HAN_LINE.findall(bare))
    return len(_TAG.findall(bare)) >= max(lines, 2)
