"""状态: which rules are in force on a day, not yet, no more, or not known to be, each with the words that say so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from lawgraph.explorer.catalogue import Document, catalogue
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.explorer.standing import Standing, standing_of
from lawgraph.explorer.words import Worded, concept
from lawgraph.stored_links import Reader
from lawgraph.tables.cells import Cell, Column, Table
from ontology.states import State

SIZE = 50
"""Documents at a time."""
_AT_ONCE = 500  # documents that one question is about


@dataclass(frozen=True, slots=True)
class Entry:
    """A document on that day; ``now`` is the period in which the day lies, where the graph has one."""

    document: Document
    state: State
    now: Standing | None
    later: tuple[Standing, ...]


@dataclass(frozen=True, slots=True)
class Statuses(Worded):
    """The documents that are in a state on a day, from ``offset`` on; ``newest`` is the day of the last one of all."""

    on: str
    counts: tuple[tuple[str, Said, int], ...]
    entries: tuple[Entry, ...]
    total: int
    all: int
    newest: str
    offset: int
    words: str
    size: int = SIZE


def show(asked: Asked) -> Shown:
    """Show the documents by what they are on a day."""
    given = asked.given
    day = day_asked(given.text("on"))
    states = given.several("state", tuple(State))
    words, offset = given.text("q"), given.number("offset", 0)
    every = sorted(catalogue(asked).documents, key=_order)
    meant = [(each, each.status(day)) for each in every if words in each.title]
    counted = Counter(state for _, state in meant)
    kept = [(each, state) for each, state in meant if not states or state in states]
    reader = Reader(asked.engine)
    newest = max(filter(None, (each.amended or each.dated for each in every)), default=None)
    content = Statuses(
        day.isoformat(),
        tuple((state.value, concept("states", state), counted[state]) for state in State),
        tuple(_entries(reader, kept[offset : offset + SIZE], day)),
        len(kept),
        len(every),
        newest.isoformat() if newest else "",
        offset,
        words,
    )
    shown = tuple(each.document.iri for each in content.entries)
    return Shown(content, table=lambda: _table(reader, kept, day), things=shown)


def day_asked(given: str) -> date:
    """Return the day that is asked for, today where none is. Raises :class:`Wrong` for what is no day."""
    if not given:
        return datetime.now().astimezone().date()
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise Wrong(
            "on", "日期请写成 2020-08-01 的样子", "write the day like 2020-08-01", ["2020-08-01"]
        ) from error


def _order(document: Document) -> tuple[str, date, str]:
    return document.title, document.amended or document.dated or date.min, document.iri


def _entries(reader: Reader, some: Sequence[tuple[Document, State]], day: date) -> list[Entry]:
    found: dict[str, list[Standing]] = {}
    for start in range(0, len(some), _AT_ONCE):
        for each in standing_of(reader, [document.iri for document, _ in some[start : start + _AT_ONCE]]):
            found.setdefault(each.of, []).append(each)
    made = []
    for document, state in some:
        periods = found.get(document.iri, [])
        now = next((each for each in periods if each.holds(day)), None)
        later = tuple(each for each in periods if each.since > day.isoformat())
        made.append(Entry(document, state, now, later))
    return made


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    number: Cell
    dated: Cell
    state: str
    since: Cell
    until: Cell
    grounds: Cell
    doubt: Cell
    address: str


_COLUMNS = (
    Column("title", "文件", "Rule", 24),
    Column("number", "文号", "Number", 12),
    Column("dated", "成文或修正日期", "Made or amended", 8),
    Column("state", "状态", "State", 8),
    Column("since", "自", "Since", 8),
    Column("until", "至（不含）", "Until before", 8),
    Column("grounds", "依据", "Grounds", 50),
    Column("doubt", "存疑", "Doubt", 24),
    Column("address", "地址", "Address", 20),
)


def _table(reader: Reader, kept: Sequence[tuple[Document, State]], day: date) -> Table:
    rows = tuple(map(_row, _entries(reader, kept, day)))
    note = f"{day.isoformat()} 的状态，就图谱中的文件所知；“未知”不等于无效。"
    return Table("status", "状态", "Status", note, _COLUMNS, (), rows)


def _row(entry: Entry) -> _Row:
    document, now = entry.document, entry.now
    grounds = [
        f"{each.kind.zh}：《{each.title}》{each.label}“{each.text}”" if each.text else each.kind.zh
        for each in (now.grounds if now else ())
    ]
    return _Row(
        document.title,
        document.number or None,
        document.amended or document.dated,
        concept("states", entry.state).zh,
        (now.since or None) if now else document.since,
        (now.until or None) if now else document.until,
        "\n".join(grounds) or None,
        now.doubt.zh if now and now.doubt else None,
        document.iri,
    )


PAGE = Page(
    name="status",
    path="/status",
    title=Said("状态", "Status"),
    show=show,
    parameters=("on", "state", "q", "offset"),
)
