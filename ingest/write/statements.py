"""Statements about one thing after the other, in one named graph, written as N-Quads.

The terms and their escapes are pyoxigraph's (RDF 1.1 N-Quads); this module only spares the writers of facts
from spelling out datatypes, and leaves a value that is ``None`` unsaid.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from decimal import Decimal

from pyoxigraph import Literal, NamedNode, Quad, RdfFormat, serialize

from ontology.numerals import Number
from ontology.terms import RDF, XSD

_BOOLEAN = NamedNode(XSD.boolean)
_DECIMAL = NamedNode(XSD.decimal)
_INTEGER = NamedNode(XSD.integer)
_DATE_TYPES = {4: NamedNode(XSD.gYear), 7: NamedNode(XSD.gYearMonth), 10: NamedNode(XSD.date)}
_TYPE = NamedNode(RDF.type)
_AT_ONCE = (
    10_000  # quads that are kept as such; before them are kept as compressed N-Quads, a hundredth of the size
)


class Statements:
    """The quads of one named graph, collected about a subject at a time."""

    def __init__(self, graph: str) -> None:
        self._graph = NamedNode(graph)
        self._quads: list[Quad] = []
        self._written: list[bytes] = []

    def about(self, subject: str, *types: str) -> About:
        """Open a subject and say its classes."""
        if len(self._quads) >= _AT_ONCE:
            self._write()
        about = About(NamedNode(subject), self._graph, self._quads)
        for type in types:
            about.term(_TYPE, NamedNode(type))
        return about

    def lines(self) -> Iterator[str]:
        """Yield the N-Quads, each line with its newline, in the order in which they were said."""
        self._write()
        for data in self._written:
            # Not splitlines(): a literal may hold U+0085 or U+2028, which end no line of N-Quads.
            lines = zlib.decompress(data).decode("utf-8").split("\n")
            yield from (line + "\n" for line in lines if line)

    def _write(self) -> None:
        data = serialize(self._quads, format=RdfFormat.N_QUADS)
        assert data is not None
        self._written.append(zlib.compress(data, 1))
        self._quads.clear()


class About:
    """One subject: each method says one predicate, for every value that is not ``None``."""

    __slots__ = ("_graph", "_quads", "subject")

    def __init__(self, subject: NamedNode, graph: NamedNode, quads: list[Quad]) -> None:
        self.subject = subject
        self._graph = graph
        self._quads = quads

    def term(self, predicate: NamedNode, value: NamedNode | Literal) -> None:
        """Say an RDF term as it is."""
        self._quads.append(Quad(self.subject, predicate, value, self._graph))

    def iri(self, predicate: str, *values: str | None) -> None:
        """Say IRIs."""
        for value in values:
            if value is not None:
                self.term(NamedNode(predicate), NamedNode(value))

    def iris(self, predicate: str, values: Iterable[str]) -> None:
        """Say each IRI of ``values``."""
        self.iri(predicate, *values)

    def string(self, predicate: str, *values: str | None) -> None:
        """Say plain strings."""
        for value in values:
            if value is not None:
                self.term(NamedNode(predicate), Literal(value))

    def chinese(self, predicate: str, *values: str | None) -> None:
        """Say strings in Chinese."""
        for value in values:
            if value is not None:
                self.term(NamedNode(predicate), Literal(value, language="zh"))

    def english(self, predicate: str, *values: str | None) -> None:
        """Say strings in English."""
        for value in values:
            if value is not None:
                self.term(NamedNode(predicate), Literal(value, language="en"))

    def integer(self, predicate: str, value: int | None) -> None:
        """Say an ``xsd:integer``."""
        if value is not None:
            self.term(NamedNode(predicate), Literal(str(value), datatype=_INTEGER))

    def decimal(self, predicate: str, value: Number | float | None) -> None:
        """Say an ``xsd:decimal`` without an exponent or needless zeros."""
        if value is not None:
            self.term(NamedNode(predicate), Literal(_decimal_form(value), datatype=_DECIMAL))

    def boolean(self, predicate: str, value: bool | None) -> None:
        """Say an ``xsd:boolean``."""
        if value is not None:
            self.term(NamedNode(predicate), Literal("true" if value else "false", datatype=_BOOLEAN))

    def date(self, predicate: str, value: str | None) -> None:
        """Say an ISO 8601 date in the precision it has: ``xsd:date``, ``xsd:gYearMonth`` or ``xsd:gYear``.

        What is none of these stays a string.
        """
        if value is not None:
            datatype = _DATE_TYPES.get(len(value))
            self.term(NamedNode(predicate), Literal(value, datatype=datatype) if datatype else Literal(value))


def _decimal_form(value: Number | float) -> str:
    """The shortest plain form of a number.

    >>> _decimal_form(Decimal("500.00")), _decimal_form(80000000), _decimal_form(0.25)
    ('500', '80000000', '0.25')
    """
    text = f"{value if isinstance(value, Decimal) else Decimal(str(value)):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
