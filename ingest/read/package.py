"""Packages of XML: the parts of a ZIP archive, read within limits, and XML without a document type.

Limits, because a small archive may unpack to any size: a part has at most :data:`MOST_BYTES`. OOXML
(ISO/IEC 29500-2, 7.2.2) and OFD (GB/T 33190) allow no document type declaration; one is refused, as its entities
may grow without end.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from ingest.read.errors import ReadError

MOST_BYTES = 64 * 1024 * 1024
"""How many bytes a part of a package may have."""


class Package:
    """A ZIP archive by its parts. Raises :class:`ReadError` for one that is broken, encrypted or too large."""

    def __init__(self, path: Path, data: bytes, kind: str) -> None:
        self.path = path
        self.kind = kind
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise self.broken(error) from error
        self.names = frozenset(self._archive.namelist())

    def part(self, name: str) -> bytes:
        """Return the bytes of a part; raises ``KeyError`` if there is none."""
        try:
            with self._archive.open(name) as part:
                data = part.read(MOST_BYTES + 1)
        except KeyError:
            raise
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError) as error:
            raise self.broken(error) from error
        except RuntimeError as error:  # that is how zipfile says that a password is asked for
            raise encrypted(self.path, self.kind) from error
        if len(data) > MOST_BYTES:
            raise self._too_large(name)
        return data

    def xml(self, name: str) -> Element:
        """Return the root of a part of XML; raises ``KeyError`` if there is no such part."""
        try:
            return parsed(self.part(name))
        except (ParseError, ValueError, LookupError) as error:
            if isinstance(error, KeyError):
                raise
            raise self.broken(f"{name}: {error}") from error

    def _too_large(self, name: str) -> ReadError:
        most = MOST_BYTES // 1024 // 1024
        return ReadError(
            self.path,
            f"其中的 {name} 解压后超过 {most} MB，可能是压缩炸弹；请核对文件，或拆分后再给出",
            f"Its part {name} unpacks to more than {most} MB and may be a zip bomb",
            "check the file, or split it",
        )

    def broken(self, why: object) -> ReadError:
        """Say that the package cannot be read."""
        return ReadError(
            self.path,
            f"{self.kind} 文件已损坏（{why}），请重新下载，或用原软件打开后另存",
            f"The {self.kind} file is broken ({why})",
            "get it again, or open it in its own program and save it anew",
        )


def encrypted(path: Path, kind: str) -> ReadError:
    """Say that a file cannot be read without a password."""
    return ReadError(
        path,
        f"{kind} 文件有密码，请去掉密码另存后再给出",
        f"The {kind} file is encrypted",
        "save it without a password",
    )


def parsed(data: bytes) -> Element:
    """Return the root of an XML text; raises ``ParseError``, and ``ValueError`` for a document type."""
    parser = XMLParser(target=_NoDoctype())
    parser.feed(data)
    root: Element = parser.close()
    return root


class _NoDoctype(TreeBuilder):
    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise ValueError(f"document type {name}")


def local(tag: object) -> str:
    """Return the name of an element without its namespace: transitional and strict OOXML differ in that alone."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """Return an attribute by its name without a namespace."""
    if (plain := element.get(name)) is not None:
        return plain
    ending = "}" + name
    return next((value for key, value in element.attrib.items() if key.endswith(ending)), None)


def child(element: Element | None, *names: str) -> Element | None:
    """Return the first child of that name, its first child of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((each for each in element if local(each.tag) == name), None)
    return element
