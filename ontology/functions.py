"""Functions of government (政府职能): what joins 省经委 of 2012 to 工信部门 of 2020.

A department is renamed, merged and split; the matter that it answers for goes on. Each function is a
``skos:Concept`` with labels in Chinese and English and the *stems* by which texts name its department:
工信, 工业和信息化, 经信 … before 部门, 主管部门, 厅, 局, 委. The data stand in ``authority/functions.tsv``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.tables import DATA, Row, read_table, refuse_repeated

FUNCTION_COLUMNS = ("identifier", "label_zh", "label_en", "stems", "broader", "certainty")


@dataclass(frozen=True, slots=True)
class Function:
    """A function of government.

    ``identifier`` is an ASCII slug, ``stems`` the Chinese names by which texts call it (the label among
    them), ``broader`` the identifier of the wider function or None, ``certainty`` ``checked`` or
    ``from-memory``.
    """

    identifier: str
    label_zh: str
    label_en: str
    stems: tuple[str, ...]
    broader: str | None
    certainty: str


def read_functions(path: Path) -> tuple[Function, ...]:
    """The functions of a table, in its order.

    Raises :class:`ontology.tables.AuthorityError` for a repeated identifier, a label missing in one
    language, or a broader function that does not exist.
    """
    rows = read_table(path, FUNCTION_COLUMNS)
    refuse_repeated(rows, "identifier")
    known = {row.get("identifier") for row in rows}
    return tuple(_function(row, known) for row in rows)


def _function(row: Row, known: set[str]) -> Function:
    broader = row.get("broader") or None
    if broader is not None and broader not in known:
        raise row.error(f"broader {broader!r} does not exist; add it or correct the name")
    certainty = row.require("certainty")
    if certainty not in {"checked", "from-memory"}:
        raise row.error(f"certainty is {certainty!r}; write checked or from-memory")
    label = row.require("label_zh")
    stems = row.several("stems")
    return Function(
        identifier=row.require("identifier"),
        label_zh=label,
        label_en=row.require("label_en"),
        stems=stems if label in stems else (label, *stems),
        broader=broader,
        certainty=certainty,
    )


@cache
def functions() -> tuple[Function, ...]:
    """All functions, in the order of the table."""
    return read_functions(DATA / "functions.tsv")


@cache
def _by_identifier() -> dict[str, Function]:
    return {function.identifier: function for function in functions()}


def function(identifier: str) -> Function:
    """The function with this identifier; raises ``KeyError`` when there is none.

    >>> function("industry").label_zh
    '工业和信息化'
    """
    return _by_identifier()[identifier]


@cache
def _by_stem() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for item in functions():
        for stem in item.stems:
            found.setdefault(stem, []).append(item.identifier)
    return {stem: tuple(identifiers) for stem, identifiers in found.items()}


@cache
def stems() -> tuple[str, ...]:
    """All stems, longest first and then in the order of the characters: for mention detection."""
    return tuple(sorted(_by_stem(), key=lambda stem: (-len(stem), stem)))


def functions_named(stem: str) -> tuple[str, ...]:
    """The identifiers of the functions that this stem names, in the order of the table; empty when none.

    >>> functions_named("工信"), functions_named("食药监")
    (('industry',), ('market-supervision',))
    """
    return _by_stem().get(stem, ())
