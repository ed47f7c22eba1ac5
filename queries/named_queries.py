"""The library of named queries: ``.rq`` files beside this module, with declared parameters.

A query file is SPARQL 1.1 that runs as it stands in any engine. Its header is made of comments::

    # title-zh: 部门职责
    # title-en: Duties of a department
    # answers-zh: 某部门牵头、配合的任务与承担的规范
    # answers: which tasks a department leads or supports, and which norms bind it
    # none-zh: 请去掉 role 再问
    # none: ask without role
    # param department string "财政" — 部门名称 / name of the department, or a part of it
    # column department_name — 部门 / department
    # code fact — 事实的 IRI / IRI of the fact

``# none: …`` says what to do when the answer has no rows; a query of one's own may leave it out.
``# column NAME — title zh / en`` says what a column of the answer is called; ``# code`` does the same for a
column that only programs need, which tables for people leave out. ``# unit NAME COLUMN`` says that the numbers
of a column are in the unit that another column names; tables for people print them together (8000万元).

``# param NAME TYPE "example" [= default] — description zh / en`` declares a parameter; TYPE is one of
``string``, ``integer``, ``decimal``, ``date``, ``iri``, ``place`` and ``division`` (:mod:`queries.values` says what
people may write). A parameter without default must be given; ``= UNDEF`` lets it be left out. Where only certain
values make sense, ``# values NAME SCHEME`` says that they are the concepts of that file of
``ontology/schemes``, and ``# values NAME SCHEME part`` that a part of a label will do; or each is declared:
``# value NAME CODE — label zh / en``. They may be given by code or by label; the query gets the code. For free
words ``# found NAME QUERY COLUMN`` names a query that needs no parameters and the column of its answer that has
those which the graph knows.

In the query a parameter is the variable of the same name, with ``_`` for ``-``; the query holds its value in
blocks ``VALUES ?name { … }``, or has none, in which case one is put at the start of the outermost group. Values
are never pasted as text: each becomes an RDF term first, the term is written by the RDF library, and all places
are found before any is filled (SPARQL 1.1 Query Language, sections 10.2 and 19).
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TypeVar

from queries.binding import with_values
from queries.edits import Edited
from queries.errors import HeaderError, ParameterError, QueryNotFound
from queries.parameters import Choice, Parameter
from queries.values import ParameterType

FOLDER = Path(__file__).parent

_T = TypeVar("_T")
_BOTH = r"(?P<zh>(?:[^\s/]|/(?!\s)|\s++(?!/\s))++)\s*+/\s++(?P<en>\S(?:.*\S)?)\s*+$"
"""How a remark ends: in Chinese, a slash, in English. What is taken is not given back: a long one takes no longer."""
_FIELD = re.compile(r"#\s*+(title-zh|title-en|answers-zh|answers|none-zh|none):\s*+(\S(?:.*\S)?)\s*+$")
_PARAM = re.compile(
    r"#\s*+param\s++(?P<name>[a-z][a-z0-9_-]*+)\s++(?P<type>\w++)\s++\"(?P<example>[^\"]*+)\""
    r"(?:\s*+=\s*+(?P<default>\"[^\"]*+\"|[^\s\"—–]++))?+\s*+[—–-]++\s*+" + _BOTH
)
_COLUMN = re.compile(r"#\s*+(?P<kind>column|code)\s++(?P<name>\w++)\s*+[—–-]++\s*+" + _BOTH)
_VALUES = re.compile(r"#\s*+values\s++(?P<name>\S++)\s++(?P<scheme>[a-z][a-z-]*+)(?P<part>\s+part)?\s*+$")
_VALUE = re.compile(r"#\s*+value\s++(?P<name>\S++)\s++(?P<code>[^\s—–]++)\s*+[—–-]++\s*+" + _BOTH)
_FOUND = re.compile(r"#\s*+found\s++(?P<name>\S++)\s++(?P<query>[a-z][a-z0-9-]*+)\s++(?P<column>\w++)\s*+$")
_UNIT = re.compile(r"#\s*+unit\s++(?P<name>\w++)\s++(?P<of>\w++)\s*+$")


@dataclass(frozen=True, slots=True)
class Column:
    """A declared column of the answer: its variable, its titles, and whether only programs need it.

    ``unit`` is the column that names the unit of its numbers.
    """

    name: str
    title_zh: str
    title: str
    code: bool
    unit: str | None = None

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
    none_zh: str
    none: str
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    text: str

    def bind(self, values: Mapping[str, object] | None = None) -> str:
        """Return the SPARQL text with ``values`` bound; see :meth:`bound`."""
        return self.bound(values).text

    def bound(self, values: Mapping[str, object] | None = None) -> Edited:
        """Return the query's text, edited to have ``values`` bound; names may be written with ``-`` or ``_``.

        A value of ``None`` is one that is not given. Raises :class:`ParameterError` for an unknown name, a
        missing value, a value of the wrong type and one that is not allowed, and what
        :func:`~queries.binding.with_values` raises for a query that has no place for them.
        """
        given = {name.replace("_", "-"): value for name, value in (values or {}).items()}
        declared = {parameter.name.replace("_", "-"): parameter for parameter in self.parameters}
        for name in given.keys() - declared.keys():
            raise ParameterError(self._no_parameter(name, tuple(declared)))
        terms: dict[str, str] = {}
        for name, parameter in declared.items():
            value = given.get(name)
            if value is None and parameter.required:
                raise ParameterError(
                    f"{self.name}: 缺少参数 {parameter.name}，请给出，例如 {parameter.name}={parameter.example}。"
                    f"The query needs parameter {parameter.name} ({parameter.type}); "
                    f"give for example {parameter.name}={parameter.example}."
                )
            try:
                terms[parameter.variable] = parameter.sparql(parameter.default if value is None else value)
            except ParameterError as error:
                raise ParameterError(f"{self.name}, {error}") from error
        return with_values(self.text, terms)

    def _no_parameter(self, name: str, declared: Sequence[str]) -> str:
        near = difflib.get_close_matches(name, declared, n=1)
        known = ", ".join(parameter.name for parameter in self.parameters)
        hint_zh = f"，是不是 {near[0]}？" if near else "；"
        hint = f"did you mean {near[0]}? " if near else ""
        return (
            f"{self.name}: 没有参数 {name}{hint_zh}它的参数：{known or '无'}。"
            f"The query has no parameter {name}; {hint}its parameters: {known or 'none'}."
        )

    def examples(self) -> dict[str, object]:
        """Return the declared example of every parameter that must be given."""
        return {parameter.name: parameter.example for parameter in self.parameters if parameter.required}


def read_query(path: Path) -> NamedQuery:
    """Read one ``.rq`` file; raise :class:`HeaderError` naming file and line when its header is broken."""
    return parse_query(path.read_text(encoding="utf-8-sig"), path.name)


def parse_query(text: str, file: str) -> NamedQuery:
    """Read the text of an ``.rq`` file; see :func:`read_query`."""
    header = _Header()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.startswith("#"):
            break
        header.read(line, f"{file}, line {number}")
    for name in ("title-zh", "title-en", "answers-zh", "answers"):
        if name not in header.fields:
            raise HeaderError(
                f"{file}: 文件头缺少“# {name}: …”这一行，请补上。The header lacks '# {name}: …'; add it."
            )
    return NamedQuery(
        name=file.removesuffix(".rq"),
        title_zh=header.fields["title-zh"],
        title=header.fields["title-en"],
        answers_zh=header.fields["answers-zh"],
        answers=header.fields["answers"],
        none_zh=header.fields.get("none-zh", ""),
        none=header.fields.get("none", ""),
        parameters=tuple(header.parameters.values()),
        columns=tuple(header.columns.values()),
        text=text,
    )


@dataclass
class _Header:
    """What the lines of a header have declared so far."""

    fields: dict[str, str] = field(default_factory=dict)
    parameters: dict[str, Parameter] = field(default_factory=dict)
    columns: dict[str, Column] = field(default_factory=dict)

    def read(self, line: str, where: str) -> None:
        """Take in one line; a comment that declares nothing is passed over."""
        if found := _FIELD.match(line):
            self.fields[found[1]] = found[2]
            return
        keyword = re.match(r"#\s*(param|column|code|values|value|found|unit)\b(?!:)", line)
        if keyword is None:
            return
        pattern, form = _FORMS[keyword[1]]
        found = pattern.match(line)
        if found is None:
            raise HeaderError(
                f"{where}: 看不懂 {line!r}，应写成“{form}”。Not a {keyword[1]}: {line!r}; write {form}."
            )
        match keyword[1]:
            case "param":
                self.parameters[found["name"]] = _parameter(found, where)
            case "column" | "code":
                name = found["name"]
                self.columns[name] = Column(name, found["zh"], found["en"], code=found["kind"] == "code")
            case "unit":
                column = _declared(self.columns, found["name"], where)
                self.columns[column.name] = replace(column, unit=found["of"])
            case _:
                parameter = _declared(self.parameters, found["name"], where)
                self.parameters[parameter.name] = _with_values_of(parameter, found)


_FORMS = {
    "param": (_PARAM, '# param NAME TYPE "example" [= default] — 中文 / English'),
    "column": (_COLUMN, "# column NAME — 中文 / English"),
    "code": (_COLUMN, "# code NAME — 中文 / English"),
    "found": (_FOUND, "# found NAME QUERY COLUMN"),
    "unit": (_UNIT, "# unit NAME COLUMN"),
    "values": (_VALUES, "# values NAME SCHEME [part]"),
    "value": (_VALUE, "# value NAME CODE — 中文 / English"),
}


def _declared(known: Mapping[str, _T], name: str, where: str) -> _T:
    if name not in known:
        raise HeaderError(
            f"{where}: {name} 还没有声明，请先写它的 param 或 column 行。"
            f"{name} is not declared yet; write its param or column line before."
        )
    return known[name]


def _with_values_of(parameter: Parameter, found: re.Match[str]) -> Parameter:
    if found.re is _FOUND:
        return replace(parameter, found=(found["query"], found["column"]))
    if found.re is _VALUES:
        return replace(parameter, scheme=found["scheme"], partial=bool(found["part"]))
    return replace(parameter, listed=(*parameter.listed, Choice(found["code"], found["zh"], found["en"])))


def _parameter(found: re.Match[str], where: str) -> Parameter:
    if found["type"] not in list(ParameterType):
        types = ", ".join(ParameterType)
        raise HeaderError(
            f"{where}: 没有 {found['type']} 这种类型，可用：{types}。Unknown type {found['type']!r}; one of {types}."
        )
    default = found["default"]
    parameter = Parameter(
        name=found["name"],
        type=ParameterType(found["type"]),
        example=found["example"],
        default=None if default in (None, "UNDEF") else default.strip('"'),
        required=default is None,
        description_zh=found["zh"],
        description=found["en"],
    )
    try:
        parameter.sparql(parameter.example)  # before its allowed values are known
    except ParameterError as error:
        raise HeaderError(f"{where}, {error}") from error
    return parameter


@cache
def library() -> tuple[NamedQuery, ...]:
    """Return all named queries, by name."""
    return tuple(map(_named, _names()))


@cache
def _names() -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in FOLDER.glob("*.rq")))


@cache
def _named(name: str) -> NamedQuery:
    return read_query(FOLDER / f"{name}.rq")


def find(name: str) -> NamedQuery:
    """Return the query ``name``; raise :class:`QueryNotFound` with near names."""
    if name in _names():
        return _named(name)
    near = difflib.get_close_matches(name, _names(), n=3, cutoff=0.4)
    raise QueryNotFound(name, near)
