"""Results: a table of RDF terms or a graph, and the forms in which people want them."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pyoxigraph as ox
from rich import box
from rich.console import Console
from rich.table import Table

from ontology.iri import BASE
from ontology.terms import PREFIXES

if TYPE_CHECKING:
    import pandas as pd

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Value = str | int | float | bool | None

_BASE = BASE + "/"
_XSD = PREFIXES["xsd"]
_INTEGERS = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger")}
_FLOATS = {_XSD + name for name in ("decimal", "double", "float")}


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
        """Return a pandas DataFrame with a column for each variable."""
        import pandas as pd

        return pd.DataFrame(list(self.values()), columns=list(self.variables))

    def csv(self, *, bom: bool = False) -> str:
        r"""Return RFC 4180 text; with ``bom`` it starts with U+FEFF, without which Excel misreads Chinese.

        A cell that Excel would take for a formula (it starts with =, +, - or @ and is no number) gets an
        apostrophe before it in the form with ``bom``.
        """
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(self.variables)
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

    def table(self, title: str | None = None, headings: Mapping[str, str] | None = None) -> Table:
        """Return a rich table; rich gives each Chinese character two columns (Unicode TR 11).

        ``headings`` are what columns are called instead of their variables.
        """
        headings = headings or {}
        grid = Table(title=title, box=box.SIMPLE_HEAD, show_lines=False, pad_edge=False)
        for name in self.variables:
            grid.add_column(headings.get(name, name.replace("_", " ")), overflow="fold")
        for row in self.values():
            grid.add_row(*("" if value is None else _plain(value) for value in row), style=None)
        return grid

    def brief(self, characters: int, codes: Container[str] = ()) -> ResultTable:
        """Return the table for eyes: long words cut to ``characters`` with an ellipsis.

        Columns of IRIs, those named in ``codes`` and those without any value are left out, unless no other
        would be left. CSV and JSON of the whole table lose nothing.
        """
        every = range(len(self.variables))
        shown = [index for index in every if self.variables[index] not in codes and self._for_eyes(index)]
        shown = shown or list(every)
        return ResultTable(
            tuple(self.variables[index] for index in shown),
            tuple(tuple(_clipped(row[index], characters) for index in shown) for row in self.rows),
        )

    def _for_eyes(self, index: int) -> bool:
        terms = [row[index] for row in self.rows if row[index] is not None]
        return not self.rows or (bool(terms) and not any(isinstance(term, ox.NamedNode) for term in terms))

    def text(self, width: int = 160, headings: Mapping[str, str] | None = None) -> str:
        """Return the table as plain text of at most ``width`` columns (see :meth:`table`)."""
        out = io.StringIO()
        console = Console(file=out, width=width, color_system=None, force_terminal=False, markup=False)
        console.print(self.table(headings=headings))
        return "\n".join(line.rstrip() for line in out.getvalue().splitlines()).strip("\n") + "\n"


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


def _cell(value: Value, *, excel: bool) -> str:
    text = _plain(value)
    if excel and isinstance(value, str) and text[:1] in ("=", "+", "-", "@", "\t"):
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
