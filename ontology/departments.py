"""Kinds of departments and the names that each has carried, by level and year.

A *kind* (``economic-commission`` 经济委员会) exists once in every division: 省经委 is the kind in a province. Kinds
answer for functions; institutional reform leads from kind to kind (``ontology.reforms``). The certainty of a
name says whether a text uses it (``source``, and ``attested``: the years of such texts); the years in which
the name was official are from memory unless the source gives them.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.divisions import LEVELS
from ontology.functions import functions, stems
from ontology.tables import DATA, AuthorityError, Row, overlap, read_table, refuse_repeated

KIND_COLUMNS = ("identifier", "label_zh", "label_en", "kind", "functions")
NAME_COLUMNS = (
    "identifier",
    "levels",
    "name",
    "full_name",
    "valid_from",
    "valid_until",
    "certainty",
    "source",
    "attested",
)


@dataclass(frozen=True, slots=True)
class DepartmentKind:
    """A kind of department; ``kind`` says of which sort, as the graph has it (``lg:bodyKind``)."""

    identifier: str
    label_zh: str
    label_en: str
    kind: str
    functions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DepartmentName:
    """A name of a kind at some levels, without the division before it.

    ``full_name`` is the unabridged form (经济委员会 for 经委) or the name itself. The years are the first and
    the last one, None where no limit is known.
    """

    identifier: str
    levels: tuple[str, ...]
    name: str
    full_name: str
    valid_from: int | None
    valid_until: int | None
    certainty: str
    source: str
    attested: str

    def distance(self, year: int | None) -> int:
        """How many years the year lies outside the validity; 0 inside, or when no year is given."""
        if year is None:
            return 0
        before = 0 if self.valid_from is None else self.valid_from - year
        after = 0 if self.valid_until is None else year - self.valid_until
        return max(before, after, 0)


def read_kinds(path: Path) -> tuple[DepartmentKind, ...]:
    """The kinds of a table; raises :class:`ontology.tables.AuthorityError` as the checks there say."""
    rows = read_table(path, KIND_COLUMNS)
    refuse_repeated(rows, "identifier")
    known = {function.identifier for function in functions()}
    kinds = []
    for row in rows:
        for function in row.several("functions"):
            if function not in known:
                raise row.error(f"function {function!r} does not exist; add it or correct the name")
        kinds.append(
            DepartmentKind(
                row.require("identifier"),
                row.require("label_zh"),
                row.require("label_en"),
                row.require("kind"),
                row.several("functions"),
            )
        )
    return tuple(kinds)


def read_names(path: Path, known: frozenset[str]) -> tuple[DepartmentName, ...]:
    """The names of a table whose kinds are ``known``.

    Raises :class:`ontology.tables.AuthorityError` for an unknown kind or level, and for one name of a kind
    at one level in overlapping years.
    """
    seen: dict[tuple[str, str, str], list[Row]] = {}
    names = []
    for row in read_table(path, NAME_COLUMNS):
        name = _name(row, known)
        for level in name.levels:
            for other in seen.setdefault((name.identifier, name.name, level), []):
                if overlap(row.years(), other.years()):
                    raise row.error(f"the years of {name.name} overlap those in line {other.line}")
            seen[(name.identifier, name.name, level)].append(row)
        names.append(name)
    return tuple(names)


def _name(row: Row, known: frozenset[str]) -> DepartmentName:
    identifier, levels, certainty = row.require("identifier"), row.several("levels"), row.require("certainty")
    if identifier not in known:
        raise row.error(f"department kind {identifier!r} does not exist; add it or correct the name")
    if not levels or any(level not in LEVELS for level in levels):
        raise row.error(f"levels are {'|'.join(levels)!r}; write some of {', '.join(LEVELS)}")
    if certainty not in {"checked", "from-memory"}:
        raise row.error(f"certainty is {certainty!r}; write checked or from-memory")
    start, end = row.years()
    name = row.require("name")
    return DepartmentName(
        identifier,
        levels,
        name,
        row.get("full_name") or name,
        start,
        end,
        certainty,
        row.get("source"),
        row.get("attested"),
    )


@cache
def department_kinds() -> tuple[DepartmentKind, ...]:
    """All kinds, in the order of the table."""
    return read_kinds(DATA / "departments.tsv")


@cache
def _by_identifier() -> dict[str, DepartmentKind]:
    return {kind.identifier: kind for kind in department_kinds()}


def department_kind(identifier: str) -> DepartmentKind:
    """The kind with this identifier; raises ``KeyError`` when there is none."""
    return _by_identifier()[identifier]


@cache
def department_names() -> tuple[DepartmentName, ...]:
    """All names, in the order of the table."""
    return read_names(DATA / "department_names.tsv", frozenset(_by_identifier()))


@cache
def _by_name() -> dict[str, tuple[DepartmentName, ...]]:
    found: dict[str, list[DepartmentName]] = {}
    for name in department_names():
        found.setdefault(name.name, []).append(name)
    return {name: tuple(items) for name, items in found.items()}


def names_like(name: str, level: str | None, year: int | None) -> tuple[DepartmentName, ...]:
    """The entries of this name at the level (any level but the national one for None), best first.

    An entry of the level goes before one of another level, then one valid in the year before the others.

    >>> [n.identifier for n in names_like("经委", "province", 2012)]
    ['economic-commission']
    """
    items = [
        item for item in _by_name().get(name, ()) if ("national" in item.levels) == (level == "national")
    ]
    if level != "national":
        items += [
            item for item in _by_name().get(name, ()) if "national" in item.levels and len(item.levels) > 1
        ]
    return tuple(sorted(items, key=lambda item: (item.distance(year), level not in item.levels)))


_LEAST = 4  # characters of a name that stands for nothing else (中办 is in 集中办理)


def names_of_the_country() -> tuple[str, ...]:
    """The names that only departments, offices and agencies of the country have, in the order of the table, each once.

    A short one is told only where no function says what it is: 化工部, not 财政部.

    >>> "国家铁路局" in names_of_the_country(), "财政厅" in names_of_the_country()
    (True, False)
    """
    return tuple(
        dict.fromkeys(
            name.name
            for name in department_names()
            if name.levels == ("national",)
            and (len(name.name) >= _LEAST or (name.name.endswith("部") and name.name[:-1] not in stems()))
            and not name.name.endswith(("部门", "机关", "机构"))
            and department_kind(name.identifier).kind in ("department", "vertical", "office")
        )
    )


__all__ = ["AuthorityError", "DepartmentKind", "DepartmentName", "department_kind", "department_kinds"]
