"""Names of institutions beside the departments, and of the branches of central bodies.

The constitution gives every level the same congresses, courts and procuratorates, so a name stands once in the table
and counts after any division. ``authority/institutions.tsv`` has a line for each name, with a sentence that is read
otherwise without it where rules use it in sentences; ``authority/branches.tsv`` has a line for each kind of branch.

Source: 中华人民共和国宪法, chapter 3; the laws that the lines name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ontology.tables import DATA, read_table, refuse_repeated

NAME_COLUMNS = ("name", "identifier", "kind", "label_zh", "place", "example", "source")
BRANCH_COLUMNS = ("identifier", "heads", "endings", "alone", "full_name")
PLACES = ("country", "division", "class")


@dataclass(frozen=True, slots=True)
class InstitutionName:
    """A name of an institution, without the division before it.

    ``label`` is the name in full, empty where the institution is called as printed. ``place``: ``country`` for what
    only the country has, ``division`` for what each division has, ``class`` for the bodies of self-government and the
    associations, of which a rule that names one means all of its territory. ``example`` is a sentence that is read
    otherwise without the name; empty where only whole names are so (those of cells).
    """

    name: str
    identifier: str
    kind: str
    label: str
    place: str
    example: str


@dataclass(frozen=True, slots=True)
class BranchKind:
    """A kind of branches of a central body: head (国家税务总局), division, ending (税务局).

    ``endings`` are those after a head, ``alone`` those that tell the kind without one (银监局); each with the ending
    of the full name. ``full_name`` has ``{}`` for the division and the ending.
    """

    identifier: str
    heads: tuple[str, ...]
    endings: Mapping[str, str]
    alone: Mapping[str, str]
    full_name: str


def read_institutions(path: Path) -> tuple[InstitutionName, ...]:
    """The names of a table, in its order.

    Raises :class:`ontology.tables.AuthorityError` for a repeated name, no source, and an unknown place.
    """
    rows = read_table(path, NAME_COLUMNS)
    refuse_repeated(rows, "name")
    found = []
    for row in rows:
        row.require("source")
        if row.get("place") not in PLACES:
            raise row.error(f"place is {row.get('place')!r}; write one of {', '.join(PLACES)}")
        found.append(
            InstitutionName(
                row.require("name"),
                row.require("identifier"),
                row.require("kind"),
                row.get("label_zh"),
                row.get("place"),
                row.get("example"),
            )
        )
    return tuple(found)


def read_branches(path: Path) -> tuple[BranchKind, ...]:
    """The kinds of branches of a table, in its order: of two that fit, the first is meant.

    Raises :class:`ontology.tables.AuthorityError` for a repeated kind and for a full name without ``{}``.
    """
    rows = read_table(path, BRANCH_COLUMNS)
    refuse_repeated(rows, "identifier")
    for row in rows:
        if "{}" not in row.get("full_name"):
            raise row.error("full_name has no {} for division and ending; write it")
    return tuple(
        BranchKind(
            row.require("identifier"),
            tuple(sorted(row.several("heads"), key=len, reverse=True)),
            _endings(row.several("endings")),
            _endings(row.several("alone")),
            row.get("full_name"),
        )
        for row in rows
    )


def _endings(cells: tuple[str, ...]) -> dict[str, str]:
    """Each ending as printed with that of the full name, which stands after ``=`` where it is another."""
    return {printed: full or printed for printed, _, full in (cell.partition("=") for cell in cells)}


@cache
def institutions() -> tuple[InstitutionName, ...]:
    """All names of institutions, in the order of the table."""
    return read_institutions(DATA / "institutions.tsv")


@cache
def branches() -> tuple[BranchKind, ...]:
    """All kinds of branches, in the order of the table."""
    return read_branches(DATA / "branches.tsv")


@cache
def _by_name() -> dict[str, InstitutionName]:
    return {item.name: item for item in institutions()}


def institution_named(name: str) -> InstitutionName | None:
    """What has this name after its division; None when nothing has.

    >>> institution_named("人大常委会").identifier
    'standing-committee'
    """
    return _by_name().get(name)
