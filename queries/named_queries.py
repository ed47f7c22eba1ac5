"""The library of named queries: ``.rq`` files beside this module, with declared parameters.

A query file is SPARQL 1.1 that runs as it stands in any engine. Its header is made of comments::

    # title-zh: 部门职责
    # title-en: Duties of a department
    # answers-zh: 某部门牵头、配合的任务与承担的规范
    # answers: which tasks a department leads or supports, and which norms bind it
    # param department string "财政" — 部门名称 / name of the department, or a part of it
    # column department_name — 部门 / department
    # code fact — 事实的 IRI / IRI of the fact

``# column NAME — title zh / en`` says what a column of the answer is called in tables for people; ``# code``
does the same for a column that only programs need, which such tables leave out. Columns keep their names in
CSV and JSON. ``# param NAME TYPE "example" [= default] — description zh / en`` declares a parameter; TYPE is one of
``string``, ``integer``, ``decimal``, ``date`` and ``iri``. A parameter without default must be given;
``= UNDEF`` lets it be left out. In the query a parameter is the variable of the same name, with ``_`` for
``-``; the query holds its value in a block ``VALUES ?name { … }``, or has none, in which case one is put at
the start of the outermost group. Values are never pasted as text: each becomes an RDF term first, and the
term is written by the RDF library (SPARQL 1.1 Query Language, sections 10.2 and 19).
"""

from __future__ import annotations

import datetime
import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from functools import cache
from pathlib import Path

import pyoxigraph as ox

from queries.errors import HeaderError, ParameterError, QueryNotFound

FOLDER = Path(__file__).parent

_XSD = "http://www.w3.org/2001/XMLSchema#"
_FIELD = re.compile(r"#\s*(title-zh|title-en|answers-zh|answers):\s*(\S.*?)\s*$")
_PARAM = re.compile(
    r"#\s*param\s+(?P<name>[a-z][a-z0-9_-]*)\s+(?P<type>\w+)\s+\"(?P<example>[^\"]*)\""
    r"(?:\s*=\s*(?P<default>\"[^\"]*\"|[^\s\"]+))?\s*[—–-]+\s*(?P<zh>.+?)\s*/\s+(?P<en>.+?)\s*$"
)
_COLUMN = re.compile(
    r"#\s*(?P<kind>column|code)\s+(?P<name>\w+)\s*[—–-]+\s*(?P<zh>.+?)\s*/\s+(?P<en>.+?)\s*$"
)
# What may hold a brace that opens no group: comments, IRIs and strings (SPARQL 1.1 grammar, 139, 156 to 159).
_OPAQUE_OR_OPEN = re.compile(
    r"#[^\n]*|<[^<>\"{}|^`\\\x00-\x20]*>"
    r"|\"\"\"(?:[^\"\\]|\\.|\"(?!\"\"))*\"\"\"|'''(?:[^'\\]|\\.|'(?!''))*'''"
    r"|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'"
    r"|(?P<open>\{)",
    re.DOTALL,
)


class ParameterType(StrEnum):
    """The types of parameters; a date is ISO 8601, ``2020-08-01``."""

    STRING = "string"
    INTEGER = "integer"
    DECIMAL = "decimal"
    DATE = "date"
    IRI = "iri"

    def sparql_of(self, value: object) -> str:
        """Return ``value`` as SPARQL writes it; raise ``ValueError`` when it is not of this type."""
        return str(self.term(value))

    def term(self, value: object) -> ox.Literal | ox.NamedNode:
        """Return ``value`` as an RDF term; raise ``ValueError`` when it is not of this type.

        >>> ParameterType.DECIMAL.term("0.5")
        <Literal value=0.5 datatype=<NamedNode value=http://www.w3.org/2001/XMLSchema#decimal>>
        """
        text = str(value).strip()
        match self:
            case ParameterType.STRING:
                return ox.Literal(str(value))
            case ParameterType.IRI:
                if not re.match(r"[A-Za-z][A-Za-z0-9+.-]*:", text):
                    raise ValueError(text)
                return ox.NamedNode(text)
            case ParameterType.INTEGER:
                return ox.Literal(str(int(text)), datatype=ox.NamedNode(_XSD + "integer"))
            case ParameterType.DATE:
                iso = datetime.date.fromisoformat(text).isoformat()
                return ox.Literal(iso, datatype=ox.NamedNode(_XSD + "date"))
            case ParameterType.DECIMAL:
                try:
                    number = Decimal(text)
                except InvalidOperation as error:
                    raise ValueError(text) from error
                if not number.is_finite():
                    raise ValueError(text)
                return ox.Literal(f"{number:f}", datatype=ox.NamedNode(_XSD + "decimal"))


@dataclass(frozen=True, slots=True)
class Parameter:
    """A declared parameter; ``default`` is ``None`` if it must be given, ``UNDEF`` if it may be left out."""

    name: str
    type: ParameterType
    example: str
    default: str | None
    description_zh: str
    description: str

    @property
    def variable(self) -> str:
        """The SPARQL variable of this parameter, without its mark."""
        return self.name.replace("-", "_")

    @property
    def required(self) -> bool:
        """Whether a caller must give a value."""
        return self.default is None

    def sparql(self, value: object) -> str:
        """Return ``value`` as a SPARQL term; raise :class:`ParameterError` saying which type is wanted."""
        if value is None or value == "UNDEF":
            return "UNDEF"
        try:
            return self.type.sparql_of(value)
        except ValueError as error:
            raise ParameterError(
                f"parameter {self.name} takes a value of type {self.type}, not {str(value)!r}; "
                f"for example {self.name}={self.example}"
            ) from error


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column of the answer: its variable, its titles, and whether only programs need it."""

    name: str
    title_zh: str
    title: str
    code: bool

    @property
    def heading(self) -> str:
        """The title for eyes, in two lines, Chinese first."""
        return f"{self.title_zh}\n{self.title}"


@dataclass(frozen=True, slots=True)
class NamedQuery:
    """A query of the library with its header; ``text`` is the whole file."""

    name: str
    title_zh: str
    title: str
    answers_zh: str
    answers: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    def bind(self, values: Mapping[str, object] | None = None) -> str:
        """Return the SPARQL text with ``values`` bound; names may be written with ``-`` or ``_``.

        Raises :class:`ParameterError` for an unknown name, a missing value and a value of the wrong type.
        """
        given = {name.replace("_", "-"): value for name, value in (values or {}).items()}
        declared = {parameter.name.replace("_", "-"): parameter for parameter in self.parameters}
        known = ", ".join(p.name for p in self.parameters) or "none"
        for name in given:
            if name not in declared:
                near = difflib.get_close_matches(name, declared, n=1)
                hint = f"did you mean {near[0]}? " if near else ""
                raise ParameterError(
                    f"query {self.name} has no parameter {name}; {hint}its parameters: {known}"
                )
        text = self.text
        for name, parameter in declared.items():
            value = given.get(name, parameter.default)
            if value is None:
                raise ParameterError(
                    f"query {self.name} needs parameter {parameter.name} ({parameter.type}), "
                    f"for example {parameter.name}={parameter.example}; its parameters: {known}"
                )
            text = with_value(text, parameter.variable, parameter.sparql(value))
        return text

    def examples(self) -> dict[str, object]:
        """Return the declared example of every parameter that must be given."""
        return {parameter.name: parameter.example for parameter in self.parameters if parameter.required}


def with_value(text: str, variable: str, term: str) -> str:
    """Return the query ``text`` with ``term`` as the value of ``variable``.

    >>> with_value("SELECT ?s { ?s ?p ?name }", "name", '"财政"')
    'SELECT ?s { VALUES ?name { "财政" } ?s ?p ?name }'
    """
    block = f"VALUES ?{variable} {{ {term} }}"
    # The block in the file holds the default, written by its author: one term, never user input.
    own = re.compile(rf"VALUES\s+\?{re.escape(variable)}\s*\{{[^{{}}]*\}}")
    replaced, count = own.subn(lambda _: block, text)
    if count:
        return replaced
    for match in _OPAQUE_OR_OPEN.finditer(text):
        # The first brace of a CONSTRUCT is its template; the pattern follows the word WHERE.
        if match["open"] and not re.search(r"\bCONSTRUCT\s*$", text[: match.start()], re.IGNORECASE):
            return f"{text[: match.end()]} {block}{text[match.end() :]}"
    raise HeaderError(f"no group to bind ?{variable} in; write WHERE {{ … }}")


def read_query(path: Path) -> NamedQuery:
    """Read one ``.rq`` file; raise :class:`HeaderError` naming file and line when its header is broken."""
    return parse_query(path.read_text(encoding="utf-8"), path.name)


def parse_query(text: str, file: str) -> NamedQuery:
    """Read the text of an ``.rq`` file; see :func:`read_query`."""
    fields: dict[str, str] = {}
    parameters: list[Parameter] = []
    columns: list[Column] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        if found := _FIELD.match(line):
            fields[found[1]] = found[2]
        elif re.match(r"#\s*param\b", line):
            parameters.append(_parameter(line, f"{file}, line {number}"))
        elif re.match(r"#\s*(column|code)\b", line):
            columns.append(_column(line, f"{file}, line {number}"))
    for name in ("title-zh", "title-en", "answers-zh", "answers"):
        if name not in fields:
            raise HeaderError(f"{file}: the header lacks '# {name}: …'")
    return NamedQuery(
        name=file.removesuffix(".rq"),
        title_zh=fields["title-zh"],
        title=fields["title-en"],
        answers_zh=fields["answers-zh"],
        answers=fields["answers"],
        parameters=tuple(parameters),
        columns=tuple(columns),
        text=text,
    )


def _column(line: str, where: str) -> Column:
    found = _COLUMN.match(line)
    if not found:
        raise HeaderError(f"{where}: not a column: {line!r}; write # column NAME — 中文 / English")
    return Column(found["name"], found["zh"], found["en"], code=found["kind"] == "code")


def _parameter(line: str, where: str) -> Parameter:
    found = _PARAM.match(line)
    if not found:
        raise HeaderError(
            f"{where}: not a parameter: {line!r}; "
            'write # param NAME TYPE "example" [= default] — 中文 / English'
        )
    if found["type"] not in list(ParameterType):
        raise HeaderError(f"{where}: unknown type {found['type']!r}; one of {', '.join(ParameterType)}")
    default = found["default"]
    parameter = Parameter(
        name=found["name"],
        type=ParameterType(found["type"]),
        example=found["example"],
        default=None if default is None else default.strip('"'),
        description_zh=found["zh"],
        description=found["en"],
    )
    parameter.sparql(parameter.example)
    return parameter


@cache
def library() -> tuple[NamedQuery, ...]:
    """Return all named queries, by name."""
    return tuple(_read_all(FOLDER))


def _read_all(folder: Path) -> Iterator[NamedQuery]:
    for path in sorted(folder.glob("*.rq")):
        yield read_query(path)


def find(name: str) -> NamedQuery:
    """Return the query ``name``; raise :class:`QueryNotFound` with near names."""
    by_name = {query.name: query for query in library()}
    if name in by_name:
        return by_name[name]
    near = difflib.get_close_matches(name, by_name, n=3, cutoff=0.4)
    raise QueryNotFound(name, near)
