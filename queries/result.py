"""Results: a table of RDF terms or a graph, and the forms in which people want them."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rich.cells import cell_len

from ontology.iri import BASE
from ontology.numerals import plain, written_amount
from ontology.terms import PREFIXES
from queries import grid
from queries.errors import PandasNotFound

if TYPE_CHECKING:
    import pandas as pd

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value = str | int | float | bool | None

_BASE = BASE + "/"
_XSD = PREFIXES["xsd"]
_INTEGERS = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_FORMULA = tuple("=+-@＝＋－＠\t\r\n")  # with these a cell is no text to a spreadsheet
# Control characters but tab and line feed, the separators of lines, and the marks that turn the direction of writing.
_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]")
_LEGIBLE = 14  # columns that a wide cell needs on a terminal: seven Chinese characters
_BETWEEN = 3  # columns between two cells
_FLOATS = {_XSD + name for name in ("decimal", "double", "float")}


def visible(text: str) -> str:
    r"""Return ``text`` for a terminal: a character that would command it is written as in Python.

    >>> visible("\x1b[31m红\u202e")
    '\\x1b[31m红\\u202e'
    """
    return _UNSEEN.sub(lambda found: repr(found[0])[1:-1], text)


def short(iri: str) -> str:
    """Return an IRI in its short form: with a known prefix, or relative to the graph's base.

    >>> short("http://data.europa.eu/eli/ontology#title")
    'eli:title'
    >>> short("https://w3id.org/lawgraph/eli/cn/632800/2020/x-1/art-7")
    'eli/cn/632800/2020/x-1/art-7'
    """
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri[len(namespace) :]}"
    return iri.removeprefix(_BASE)


def value_of(term: Term | None) -> Value:
    """Return a term as a Python value: numbers and booleans as such, IRIs short, else the lexical form."""
    match term:
        case None:
            return None
        case ox.NamedNode():
            return short(term.value)
        case ox.Literal():
            kind = term.datatype.value
            if kind == _XSD + "boolean":
                return term.value in ("true", "1")
            try:
                if kind in _INTEGERS:
                    return int(term.value)
                if kind in _FLOATS:
                    return float(term.value)
            except ValueError:
                pass
            return term.value
        case ox.BlankNode():
            return f"_:{term.value}"
        case _:
            return str(term)


def data_frame(
    rows: Iterable[Sequence[Value]], columns: Iterable[str], dtype: type[object] | None = None
) -> pd.DataFrame:
    """Return a pandas DataFrame; raise :class:`~queries.errors.PandasNotFound` when there is no pandas."""
    try:
        import pandas as pd
    except ImportError as error:
        raise PandasNotFound from error
    return pd.DataFrame(list(rows), columns=list(columns), dtype=dtype)


@dataclass(frozen=True, slots=True)
class ResultTable:
    """The answer to a SELECT (or, with the one variable ``ask``, to an ASK).

    ``rows`` has one term for each of ``variables``, ``None`` where it is unbound.
    """

    variables: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]

    def __len__(self) -> int:
        return len(self.rows)

    def values(self) -> Iterator[tuple[Value, ...]]:
        """Yield the rows as Python values (see :func:`value_of`)."""
        return (tuple(map(value_of, row)) for row in self.rows)

    def frame(self) -> pd.DataFrame:
        """Return a pandas DataFrame with a column for each variable; see :func:`data_frame`."""
        return data_frame(self.values(), self.variables)

    def csv(self, *, bom: bool = False, headings: Mapping[str, str] | None = None) -> str:
        r"""Return RFC 4180 text; with ``bom`` it starts with U+FEFF, without which Excel misreads Chinese.

        ``headings`` are what columns are called instead of their variables. Numbers stay numbers. In the form
        with ``bom`` a cell that a spreadsheet would take for a formula (it starts with =, +, - or @, full-width
        or not, or with a tab or a line break, and is no number) gets an apostrophe before it.
        """
        headings = headings or {}
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow([headings.get(name, name) for name in self.variables])
        for row in self.values():
            writer.writerow([_cell(value, excel=bom) for value in row])
        return ("\ufeff" if bom else "") + out.getvalue()

    def json(self) -> str:
        """Return SPARQL 1.1 Query Results JSON."""
        bindings = [
            {
                name: _json_term(term)
                for name, term in zip(self.variables, row, strict=True)
                if term is not None
            }
            for row in self.rows
        ]
        document: dict[str, object]
        if self.variables == ("ask",) and len(self.rows) == 1:
            document = {"head": {}, "boolean": value_of(self.rows[0][0])}
        else:
            document = {"head": {"vars": list(self.variables)}, "results": {"bindings": bindings}}
        return json.dumps(document, ensure_ascii=False, indent=1) + "\n"

    def fits(self, width: int, headings: Mapping[str, str] | None = None) -> bool:
        """Tell whether a table of ``width`` columns has room for words, not for a few characters in each cell."""
        needed = 0
        for index, name in enumerate(self.variables):
            cells = [_heading(name, headings), *(_seen(value_of(row[index])) for row in self.rows)]
            widest = max(cell_len(line) for cell in cells for line in cell.split("\n"))
            needed += min(widest, _LEGIBLE) + _BETWEEN
        return needed <= width

    def cards(self, width: int, headings: Mapping[str, str] | None = None) -> str:
        """Return the rows one under the other, each a block of lines ``column: value``; empty cells are left out."""
        names = [_heading(name, headings).replace("\n", " ") for name in self.variables]
        blocks = []
        for number, row in enumerate(self.values(), 1):
            told = [
                (f"{name}:", _seen(value))
                for name, value in zip(names, row, strict=True)
                if value is not None and value != ""
            ]
            blocks.append(f"[{number}]\n{grid.named(told, width)}")
        return "\n".join(blocks)

    def brief(self, characters: int, codes: Container[str] | None = None) -> ResultTable:
        """Return the table for eyes: long words cut to ``characters`` with an ellipsis.

        With ``codes``, the columns that only programs need, these are left out, and so are columns of IRIs and
        those without any value, unless no other would be left. Without, every column is shown: a query that
        declares none has asked for what it names. CSV and JSON of the whole table lose nothing.
        """
        every = range(len(self.variables))
        shown = list(every)
        if codes is not None:
            shown = [i for i in every if self.variables[i] not in codes and self._for_eyes(i)] or shown
        return ResultTable(
            tuple(self.variables[index] for index in shown),
            tuple(tuple(_clipped(row[index], characters) for index in shown) for row in self.rows),
        )

    def _for_eyes(self, index: int) -> bool:
        terms = [row[index] for row in self.rows if row[index] is not None]
        return not self.rows or (bool(terms) and not any(isinstance(term, ox.NamedNode) for term in terms))

    def with_units(self, units: Mapping[str, str]) -> ResultTable:
        """Return the table for eyes with each number and its unit in one cell; an amount as 8000万元.

        ``units`` gives, for a column of numbers, the column that names their units, in Chinese; such a column
        is left out. Nothing is rounded.
        """
        at = {name: index for index, name in enumerate(self.variables)}
        of = {at[name]: at[unit] for name, unit in units.items() if name in at and unit in at}
        kept = [index for index in range(len(self.variables)) if index not in of.values()]
        return ResultTable(
            tuple(self.variables[index] for index in kept),
            tuple(
                tuple(_measured(row[index], row[of[index]]) if index in of else row[index] for index in kept)
                for row in self.rows
            ),
        )

    def text(self, width: int = 160, headings: Mapping[str, str] | None = None) -> str:
        """Return the table as plain text of at most ``width`` columns; a Chinese character takes two.

        ``headings`` are what columns are called instead of their variables.
        """
        heads = [_heading(name, headings) for name in self.variables]
        return grid.table(heads, (list(map(_seen, row)) for row in self.values()), width)


def table_of(variables: Iterable[str], rows: Iterable[Sequence[Value]]) -> ResultTable:
    """Return Python values as a table; what is ``None`` is unbound.

    >>> table_of(["label", "weight"], [("引用", 3)]).csv()
    'label,weight\\r\\n引用,3\\r\\n'
    """
    return ResultTable(
        tuple(variables),
        tuple(tuple(None if value is None else ox.Literal(value) for value in row) for row in rows),
    )


@dataclass(frozen=True, slots=True)
class GraphResult:
    """The answer to a CONSTRUCT or DESCRIBE."""

    triples: tuple[ox.Triple, ...]

    def __len__(self) -> int:
        return len(self.triples)

    def turtle(self) -> str:
        """Return Turtle, subjects in order, with the prefixes of the vocabulary that occur."""
        ordered = sorted(set(self.triples), key=str)
        used = {
            prefix: namespace
            for prefix, namespace in PREFIXES.items()
            if any(namespace in str(triple) for triple in ordered)
        }
        data = ox.serialize(ordered, format=ox.RdfFormat.TURTLE, prefixes=used)
        return (data or b"").decode("utf-8")

    def table(self) -> ResultTable:
        """Return the triples as a table with the columns subject, predicate and object."""
        rows: Iterable[ox.Triple] = sorted(set(self.triples), key=str)
        return ResultTable(
            ("subject", "predicate", "object"), tuple((t.subject, t.predicate, t.object) for t in rows)
        )


Result = ResultTable | GraphResult


def _heading(name: str, headings: Mapping[str, str] | None) -> str:
    return visible((headings or {}).get(name, name.replace("_", " ")))


def _measured(term: Term | None, unit: Term | None) -> Term | None:
    """Return a number with its unit as a literal of words; what is no number, or has no unit, as it is."""
    if not isinstance(term, ox.Literal) or not isinstance(unit, ox.Literal):
        return term
    try:
        number = Decimal(term.value)
    except InvalidOperation:
        return term
    if unit.value == "元":
        return ox.Literal(written_amount(number))
    return ox.Literal(f"{Decimal(plain(number)):f}{unit.value}")


def _clipped(term: Term | None, characters: int) -> Term | None:
    if not isinstance(term, ox.Literal):
        return term
    text = " ".join(term.value.split())
    return ox.Literal(f"{text[: characters - 1]}…") if len(text) > characters else term


def _plain(value: Value) -> str:
    """Print a number without a needless fraction and a boolean as SPARQL writes it."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case float():
            return f"{value:.15g}" if abs(value) < 1e15 else repr(value)
        case _:
            return str(value)


def _seen(value: Value) -> str:
    return visible(_plain(value))


def _cell(value: Value, *, excel: bool) -> str:
    text = _plain(value)
    if excel and isinstance(value, str) and text.startswith(_FORMULA):
        return "'" + text
    return text


def _json_term(term: Term) -> dict[str, str]:
    match term:
        case ox.NamedNode():
            return {"type": "uri", "value": term.value}
        case ox.BlankNode():
            return {"type": "bnode", "value": term.value}
        case ox.Literal():
            found = {"type": "literal", "value": term.value}
            if term.language:
                found["xml:lang"] = term.language
            elif term.datatype.value != _XSD + "string":
                found["datatype"] = term.datatype.value
            return found
        case _:
            return {"type": "literal", "value": str(term)}
