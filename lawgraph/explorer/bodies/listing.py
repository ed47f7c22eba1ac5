"""The list of bodies: searched, narrowed, sorted by their duties."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from lawgraph.explorer.bodies.register import KINDS, REGISTER, ROLES, SORTS, Choice, Listed, Wanted
from lawgraph.explorer.page import Asked, Shown
from lawgraph.tables.cells import Column, Number, Table
from lawgraph.tables.holdings import LEVELS

SIZE = 50
"""Bodies that are shown at once."""


@dataclass(frozen=True, slots=True)
class Bodies:
    """Some of the bodies that are asked for, from ``offset`` on; ``known`` is how many there are in the graph."""

    bodies: tuple[Listed, ...]
    offset: int
    total: int
    known: int
    asked: Wanted
    choices: Mapping[str, tuple[Choice, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """A body in the table."""

    name: str
    kind: str
    level: str
    place: str
    functions: str
    lead: Number
    responsible: Number
    cooperating: Number
    bearer: Number
    total: Number
    others: str
    iri: str


_COLUMNS = (
    Column("name", "机构", "Body", 20),
    Column("kind", "类别", "Kind", 8),
    Column("level", "层级", "Level", 6),
    Column("place", "地方", "Place", 10),
    Column("functions", "职能", "Function", 10),
    Column("lead", "牵头", "Leads", 5),
    Column("responsible", "负责", "Answers for", 5),
    Column("cooperating", "配合", "Supports", 5),
    Column("bearer", "责任主体", "Is bound to", 7),
    Column("total", "合计", "Total", 5),
    Column("others", "其他名称", "Other names", 30),
    Column("iri", "地址", "IRI", 24),
)
_NOTE = "每行一个机构；数字是图谱中写明由它牵头、负责、配合的事项和以它为责任主体的规范各有多少。空格表示图谱没有记载。"


def listing(asked: Asked) -> Shown:
    """Return the list of bodies that is asked for."""
    register = REGISTER.of(asked.engine, asked.store)
    wanted = _wanted(asked)
    found = register.wanted(wanted)
    offset = asked.given.number("offset", 0)
    shown = tuple(found[offset : offset + SIZE])
    content = Bodies(shown, offset, len(found), len(register.bodies), wanted, register.choices(wanted))
    return Shown(content, table=lambda: _table(found), things=tuple(each.iri for each in shown))


def _table(found: Iterable[Listed]) -> Table:
    return Table("bodies", "部门", "Bodies", _NOTE, _COLUMNS, (), tuple(map(_row, found)))


def _wanted(asked: Asked) -> Wanted:
    given = asked.given
    return Wanted(
        given.text("q").strip(),
        given.text("level", allowed=LEVELS),
        given.text("place"),
        given.text("function"),
        given.text("kind", allowed=KINDS),
        given.text("role", allowed=ROLES),
        given.text("sort", "total", allowed=SORTS),
        given.text("all", allowed=("yes",)) == "yes",
    )


def _row(body: Listed) -> Row:
    lead, responsible, cooperating, bearer, total = (
        Number(Decimal(getattr(body.duties, role))) for role in (*ROLES, "total")
    )
    return Row(
        body.name,
        body.kind_said.zh,
        LEVELS.get(body.level, ""),
        body.division_name,
        "、".join(body.function_names),
        lead,
        responsible,
        cooperating,
        bearer,
        total,
        body.others.replace("\n", "、"),
        body.iri,
    )
