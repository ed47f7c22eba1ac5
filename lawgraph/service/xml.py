"""What Oxigraph writes as XML without a look at XML: characters that XML 1.0 does not have, and names that are none."""

from __future__ import annotations

import re
from typing import Protocol

_NO_CHARACTER = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]")
_NO_NAME = b"<oxprefix: "  # an element of RDF/XML for a predicate without a local name
_LONGEST = len(_NO_NAME) - 1  # bytes that may be the beginning of what is looked for


class NotXml(Exception):
    """What is to be written cannot be written as XML; the message says why."""


class Sink(Protocol):
    """What takes bytes."""

    def write(self, data: bytes, /) -> int:
        """Take some bytes."""
        ...

    def flush(self) -> None:
        """Send on what is held back."""
        ...


class XmlSink:
    r"""A sink that takes well-formed XML only, and writes ``\r`` so that it is read back; raises :class:`NotXml`."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.last = b""

    def write(self, data: bytes) -> int:
        """Take some bytes."""
        seen = self.last + data
        if found := _NO_CHARACTER.search(seen):
            code = ord(found[0].decode())
            raise NotXml(
                f"XML: 结果中有 XML 不能写的字符 U+{code:04X}，请改用 JSON、CSV 或 Turtle。"
                f"The answer has the character U+{code:04X}, which XML has not; ask for JSON, CSV or Turtle."
            )
        if _NO_NAME in seen:
            iri = (
                seen[seen.index(_NO_NAME) :].partition(b'"')[2].partition(b'"')[0].decode("utf-8", "replace")
            )
            raise NotXml(
                f"RDF/XML: 属性{f' {iri} ' if iri else '的 IRI '}末尾没有可作 XML 名称的部分，请改用 Turtle。"
                f"A property{f' {iri} ' if iri else ' '}has no local name that XML could write; ask for Turtle."
            )
        self.last = seen[-_LONGEST:]
        self.sink.write(data.replace(b"\r", b"&#xD;"))
        return len(data)

    def flush(self) -> None:
        """Send on what is held back."""
        self.sink.flush()
