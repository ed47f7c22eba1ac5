"""Statements about one thing after the other, in one named graph, written as N-Quads.

The forms are those of RDF 1.1 N-Quads as pyoxigraph writes them: a line is put together of its parts once, without
terms of a library between. An IRI with a character that needs a look is given to pyoxigraph, which refuses it or not;
so is each term whose form is not plain. A value that is ``None`` is left unsaid.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode

from ontology.numerals import Number
from ontology.terms import RDF, XSD

_DATE_TYPES = {4: XSD.gYear, 7: XSD.gYearMonth, 10: XSD.date}
_AT_ONCE = (
    10_000  # lines that are kept as such; before them are kept as compressed N-Quads, a hundredth of the size
)
_SHORT = {"\b": "\\b", "\t": "\\t", "\n": "\\n", "\f": "\\f", "\r": "\\r", '"': '\\"', "\\": "\\\\"}
_ESCAPED = re.compile('[\x00-\x1f"\\\\\x7f\ufffe\uffff\ud800-\udfff]')
_ODD = re.compile(r"[^!#$&-;=?-Z_a-z~]|%(?![0-9A-Fa-f]{2})|^(?![A-Za-z][A-Za-z0-9+.-]*:)")


def escaped(text: str) -> str:
    r"""Return the characters of a literal as N-Quads write them between quotation marks.

    >>> print(escaped('“甲”\n"乙"'))
    “甲”\n\"乙\"

    Raises ``ValueError`` for half of a surrogate pair, which is no character.
    """
    if text.isprintable() and '"' not in text and "\\" not in text:
        return text
    return _ESCAPED.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    char = found[0]
    if "\ud800" <= char <= "\udfff":
        Literal(char)  # refuses it
    return _SHORT.get(char) or f"\\u{ord(char):04X}"


class Statements:
    """The quads of one named graph, collected about a subject at a time."""

    def __init__(self, graph: str) -> None:
        self.end = f" <{_checked(graph)}> .\n"
        """What each line ends with."""
        self._lines: list[str] = []
        self._written: list[bytes] = []
        self._known: set[str] = set()

    def about(self, subject: str, *types: str) -> About:
        """Open a subject and say its classes; raises ``ValueError`` for what is no IRI."""
        if len(self._lines) >= _AT_ONCE:
            self._write()
        about = About(subject, self.end, self._lines, self._known)
        about.iri(RDF.type, *types)
        return about

    def add(self, *lines: str) -> None:
        """Add lines of this graph that are written already."""
        self._lines += lines

    def lines(self) -> Iterator[str]:
        """Yield the N-Quads said since it was last asked, each line with its newline, in their order."""
        written, self._written = self._written, []
        for data in written:
            # Not splitlines(): a literal may hold U+0085 or U+2028, which end no line of N-Quads.
            lines = zlib.decompress(data).decode("utf-8").split("\n")
            yield from (line + "\n" for line in lines if line)
        lines = self._lines.copy()
        self._lines.clear()
        self._known.clear()
        yield from lines

    def _write(self) -> None:
        self._written.append(zlib.compress("".join(self._lines).encode("utf-8"), 1))
        self._lines.clear()
        self._known.clear()


def _checked(iri: str) -> str:
    """Return an IRI that is one; raises ``ValueError`` for what is none."""
    return NamedNode(iri).value if _ODD.search(iri) else iri


class About:
    """One subject: each method says one predicate, for every value that is not ``None``."""

    __slots__ = ("_end", "_head", "_known", "_lines")

    def __init__(self, subject: str, end: str, lines: list[str], known: set[str]) -> None:
        if subject not in known:
            known.add(_checked(subject))
        self._head = f"<{subject}> <"
        self._end = end
        self._lines = lines
        self._known = known

    def iri(self, predicate: str, *values: str | None) -> None:
        """Say IRIs; raises ``ValueError`` for what is none."""
        for value in values:
            if value is not None:
                if value not in self._known:
                    self._known.add(_checked(value))
                self._lines.append(f"{self._head}{predicate}> <{value}>{self._end}")

    def iris(self, predicate: str, values: Iterable[str]) -> None:
        """Say each IRI of ``values``."""
        self.iri(predicate, *values)

    def string(self, predicate: str, *values: str | None) -> None:
        """Say plain strings."""
        for value in values:
            if value is not None:
                self._lines.append(f'{self._head}{predicate}> "{escaped(value)}"{self._end}')

    def chinese(self, predicate: str, *values: str | None) -> None:
        """Say strings in Chinese."""
        for value in values:
            if value is not None:
                self._lines.append(f'{self._head}{predicate}> "{escaped(value)}"@zh{self._end}')

    def english(self, predicate: str, *values: str | None) -> None:
        """Say strings in English."""
        for value in values:
            if value is not None:
                self._lines.append(f'{self._head}{predicate}> "{escaped(value)}"@en{self._end}')

    def typed(self, predicate: str, value: str, datatype: str) -> None:
        """Say a value of a datatype other than ``xsd:string``."""
        self._lines.append(f'{self._head}{predicate}> "{escaped(value)}"^^<{datatype}>{self._end}')

    def integer(self, predicate: str, value: int | None) -> None:
        """Say an ``xsd:integer``."""
        if value is not None:
            self._lines.append(f'{self._head}{predicate}> "{value}"^^<{XSD.integer}>{self._end}')

    def decimal(self, predicate: str, value: Number | float | None) -> None:
        """Say an ``xsd:decimal`` without an exponent or needless zeros."""
        if value is not None:
            self.typed(predicate, _decimal_form(value), XSD.decimal)

    def boolean(self, predicate: str, value: bool | None) -> None:
        """Say an ``xsd:boolean``."""
        if value is not None:
            self.typed(predicate, "true" if value else "false", XSD.boolean)

    def date(self, predicate: str, value: str | None) -> None:
        """Say an ISO 8601 date in the precision it has: ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``.

        What is none of these stays a string.
        """
        if value is not None and (datatype := _DATE_TYPES.get(len(value))):
            self.typed(predicate, value, datatype)
        else:
            self.string(predicate, value)


def _decimal_form(value: Number | float) -> str:
    """The shortest plain form of a number.

    >>> _decimal_form(Decimal("500.00")), _decimal_form(80000000), _decimal_form(0.25)
    ('500', '80000000', '0.25')
    """
    text = f"{value if isinstance(value, Decimal) else Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
