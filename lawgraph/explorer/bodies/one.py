"""One body: what it is called, what it went through, what it has to do, and who answers for the same elsewhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from lawgraph.explorer.bodies.busy import facts_of
from lawgraph.explorer.bodies.duties import (
    Block,
    Counterpart,
    Document,
    Duty,
    Narrowed,
    choices,
    duties_of,
    in_provisions,
    spread,
    told,
)
from lawgraph.explorer.bodies.reforms import REFORMS, Reform, certainty_said
from lawgraph.explorer.bodies.register import REGISTER, ROLES, Choice, Listed
from lawgraph.explorer.kept import Few
from lawgraph.explorer.page import Asked, Missing, Said, Shown
from lawgraph.stored_links import Reader
from lawgraph.tables.cells import NOT_READ, Column, Table
from lawgraph.tables.holdings import LEVELS

SIZE = 20
"""Provisions that are shown at once."""
_MOST_ROWS = 2000  # provisions in the table of a body
_AT_ONCE = 200  # provisions that one query asks for
_MOST_ALIKE = 6  # bodies of the same function that are named on each level


@dataclass(frozen=True, slots=True)
class Kept:
    """What the authority data say of a body: how sure they are, and the years in which it was so called."""

    certainty: str = ""
    valid_from: str = ""
    valid_until: str = ""
    notes: tuple[str, ...] = ()

    @property
    def certainty_said(self) -> Said:
        """How sure the data are."""
        return certainty_said(self.certainty)


@dataclass(frozen=True, slots=True)
class Step:
    """A reform on the way of a body; ``still`` is the year of a later document that still names the body."""

    reform: Reform
    still: str


@dataclass(frozen=True, slots=True)
class Level:
    """The bodies of the same function on a level (a code, or nothing), those with most duties first."""

    level: str
    bodies: tuple[Listed, ...]
    total: int


@dataclass(frozen=True, slots=True)
class Spread:
    """How many duties a document lays on the body, by role."""

    document: Document
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class One:
    """A body, and those of its duties that are asked for, by provision, from ``offset`` on."""

    body: Listed
    names: tuple[str, ...]
    kept: Kept
    steps: tuple[Step, ...]
    alike: tuple[Level, ...]
    documents: tuple[Spread, ...]
    choices: Mapping[str, tuple[Choice, ...]]
    asked: Narrowed
    blocks: tuple[Block, ...]
    offset: int
    total: int
    duties: int


def one(asked: Asked) -> Shown:
    """Return the page of a body; raise :class:`Missing` where the graph has none of this address."""
    register = REGISTER.of(asked.engine, asked.store)
    body = register.by_iri.get(asked.iri)
    if body is None:
        raise Missing(
            "图谱中没有这个机构，请从“部门”的列表找起。",
            "The graph has no such body; begin at the list of bodies.",
        )
    reader = Reader(asked.engine)
    every = _DUTIES.of(asked.store, body.iri, lambda: _duties(asked, body.iri))
    wanted = _wanted(asked)
    duties = every if wanted == Narrowed() else every.narrowed(wanted)
    offset = asked.given.number("offset", 0)
    reforms = REFORMS.of(asked.engine, asked.store).of(body.iri, body.division, body.functions)
    content = One(
        body,
        tuple(sorted(filter(None, body.others.split("\n")), key=lambda name: (len(name), name))),
        _kept(reader, body.iri),
        tuple(_step(each, body.iri, every.last_year) for each in reforms),
        tuple(_levels(register.alike(body))),
        every.spread,
        duties.choices,
        wanted,
        told(reader, duties.groups[offset : offset + SIZE]),
        offset,
        len(duties.groups),
        len(duties.duties),
    )
    things = (body.iri, *(each.iri for each in reforms))
    return Shown(content, Said(body.name, body.name), _table(asked, body, duties.groups), things)


@dataclass(frozen=True, slots=True)
class _Duties:
    """Duties of a body, all or some: by provision, by document, and by what they can be narrowed."""

    duties: Sequence[Duty]
    groups: Sequence[tuple[Duty, ...]]
    choices: Mapping[str, tuple[Choice, ...]]
    spread: tuple[Spread, ...] = ()
    last_year: str = ""

    def narrowed(self, wanted: Narrowed) -> _Duties:
        """Return those that are asked for."""
        kept = [each for each in self.duties if not wanted.lacks(each)]
        return _Duties(kept, in_provisions(kept), choices(self.duties, wanted))


def _duties(asked: Asked, body: str) -> _Duties:
    found = tuple(duties_of(Reader(asked.engine), facts_of(asked.engine, asked.store, body)))
    documents = tuple(Spread(document, counts) for document, counts in spread(found))
    years = [each.document.date[:4] for each in documents if each.document.date]
    return _Duties(found, in_provisions(found), choices(found, Narrowed()), documents, max(years, default=""))


_DUTIES: Few[_Duties] = Few(16)


def _wanted(asked: Asked) -> Narrowed:
    given = asked.given
    return Narrowed(
        given.text("role", allowed=ROLES),
        given.text("level", allowed=LEVELS),
        given.text("document"),
        given.text("modality"),
    )


def _kept(reader: Reader, body: str) -> Kept:
    rows = reader.ask(
        f"""SELECT ?what ?value {{ VALUES (?property ?what) {{
            (lg:certainty "certainty") (lg:validFrom "valid_from") (lg:validUntil "valid_until") (skos:note "note")
        }} <{body}> ?property ?value FILTER(LANG(?value) IN ("", "zh")) }} ORDER BY ?what ?value"""
    )
    found: dict[str, list[str]] = {}
    for what, value in rows:
        found.setdefault(what or "", []).append(value or "")
    certainty, begins, ends = (
        found.get(what, [""])[0] for what in ("certainty", "valid_from", "valid_until")
    )
    return Kept(certainty, begins, ends, tuple(found.get("note", ())))


def _step(reform: Reform, body: str, last_year: str) -> Step:
    """Return a reform with the year of the last document that names the body after the reform has ended it."""
    ended = body in {each.iri for each in reform.before} - {each.iri for each in reform.after}
    return Step(reform, last_year if ended and reform.date and last_year > reform.date[:4] else "")


def _levels(alike: Sequence[Listed]) -> list[Level]:
    found: dict[str, list[Listed]] = {}
    for each in alike:
        found.setdefault(each.level, []).append(each)
    return [Level(level, tuple(those[:_MOST_ALIKE]), len(those)) for level, those in found.items()]


@dataclass(frozen=True, slots=True)
class Row:
    """A duty in the table."""

    role: str
    modality: str
    document: str
    level: str
    label: str
    words: str
    text: str
    doubt: str
    counterparts: str
    answering: str
    fact: str


_COLUMNS = (
    Column("role", "角色", "Role", 7),
    Column("modality", "规范类型", "Kind of norm", 7),
    Column("document", "文件", "Document", 20),
    Column("level", "层级", "Level", 6),
    Column("label", "条款", "Provision", 10),
    Column("words", "规范原文", "Words of the norm", 30),
    Column("text", "条文", "Provision in full", 40),
    Column("doubt", "存疑", "Doubt", 16),
    Column("counterparts", "其他层级的对应条款", "Counterparts on other levels", 30),
    Column("answering", "那里由谁负责", "Who answers there", 30),
    Column("fact", "地址", "IRI", 24),
)


def _table(asked: Asked, body: Listed, groups: Sequence[tuple[Duty, ...]]) -> Callable[[], Table]:
    def made() -> Table:
        reader = Reader(asked.engine)
        wanted = groups[:_MOST_ROWS]
        rows = tuple(
            row
            for first in range(0, len(wanted), _AT_ONCE)
            for block in told(reader, wanted[first : first + _AT_ONCE])
            for row in _rows(block)
        )
        capped = f"只列前 {_MOST_ROWS} 条条款的，请缩小范围。" if len(groups) > _MOST_ROWS else ""
        note = (
            f"由{body.name}牵头、负责、配合的事项和以它为责任主体的规范，旁边是其他层级的对应条款。{capped}"
        )
        return Table("duties", f"{body.name}的职责", f"Duties of {body.name}", note, _COLUMNS, (), rows)

    return made


def _answering(each: Counterpart) -> str:
    named = (f"{who.name}（{'、'.join(role.zh for role in who.roles)}）" for who in each.answering)
    return f"{each.label}：{'、'.join(named) or NOT_READ}"


def _rows(block: Block) -> tuple[Row, ...]:
    links = "；".join(f"《{each.document.title}》{each.label}" for each in block.counterparts)
    who = "；".join(map(_answering, block.counterparts))
    return tuple(
        Row(
            line.role.zh,
            line.modality.zh,
            block.document.title,
            LEVELS.get(block.document.level, ""),
            block.label,
            line.words,
            block.text,
            line.doubt,
            links,
            who,
            line.duty.fact,
        )
        for line in block.lines
    )
