"""Three levels, or many places, side by side: one row a matter, one column a document."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lawgraph.explorer.compare.chosen import SIZE
from lawgraph.explorer.compare.found import sureness, units
from lawgraph.explorer.compare.narrowed import CONFIDENCES, DIFFERENCES, Choice, Filters
from lawgraph.explorer.compare.rows import Provision, texts
from lawgraph.explorer.compared import Name, compared
from lawgraph.explorer.page import Asked, Said, Shown
from lawgraph.explorer.words import Worded
from lawgraph.levels import Cell, Counterpart, Matter, State, levels
from lawgraph.stored_links import Reader
from lawgraph.tables import side_by_side
from lawgraph.tables.cells import Table
from lawgraph.tables.handed_in import WORDS, HandedIn
from lawgraph.tables.holdings import LEVELS

_STATES = (State.LINKED, State.ABSENT, State.DOUBTFUL, State.NOT_COMPARED, State.OPEN)
REVIEWED = "reviewed"


@dataclass(frozen=True, slots=True)
class Beside:
    """A provision in a cell: its text, how sure it is and what differs; ``over`` are those over which it is reached.

    ``lower`` and ``upper`` are the provisions of the link where it is one with the head of the row.
    """

    provision: Provision
    sure: str
    probability: float
    difference: str
    over: tuple[str, ...]
    lower: str
    upper: str


@dataclass(frozen=True, slots=True)
class Place:
    """A cell: what one document has of the matter; its state is a code."""

    state: str
    provisions: tuple[Beside, ...]
    probability: float | None


@dataclass(frozen=True, slots=True)
class Row:
    """A matter."""

    head: str
    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Many(Worded):
    """Documents side by side: the rows from ``offset`` on of the ``total`` that fit.

    ``pairs`` are those of them that were compared, each the lower and the upper one.
    """

    documents: tuple[Name, ...]
    rows: tuple[Row, ...]
    total: int
    all: int
    offset: int
    words: str
    filtered: bool
    choices: Mapping[str, tuple[Choice, ...]]
    pairs: tuple[tuple[Name, Name], ...]
    size: int = SIZE
    kind: str = "many"


def beside(asked: Asked, reader: Reader, every: tuple[Name, ...]) -> Shown:
    """Show one row a matter and one column a document, highest level first."""
    given = asked.given
    names = tuple(sorted(every, key=lambda each: each.rank[0]))
    filters, offset = Filters.of(given), given.number("offset", 0)
    found = levels(asked.engine, [each.iri for each in names])
    chosen = {
        "state": filters.states,
        "confidence": filters.confidences,
        "difference": filters.differences,
    }
    here = [matter for matter in _about(reader, found.matters, filters) if _says(matter, filters.words)]
    kept = [matter for matter in here if _fits(matter, chosen)]
    shown = kept[offset : offset + SIZE]
    directed = _Directed(asked)
    said = _texts(reader, shown)
    content = Many(
        names,
        tuple(_row(matter, names, found.labels, said, directed) for matter in shown),
        len(kept),
        len(found.matters),
        offset,
        given.text("q"),
        bool(filters),
        {key: _choices(key, here, chosen) for key in chosen},
        tuple(_pairs(found.matters, names, directed)),
    )

    def table() -> Table:
        words = _texts(reader, kept)
        some = replace(found, matters=tuple(kept))
        return side_by_side.of(
            some, [each.title for each in names], lambda iri: words[iri].text if iri in words else ""
        )

    def handed_in() -> HandedIn:
        listed = tuple(f"{LEVELS.get(each.level, '层级不明')}：{each.title}" for each in names)
        return HandedIn(f"{len(names)} 份文件并列", listed, WORDS, (table(),))

    return Shown(
        content,
        Said(f"{len(names)} 份文件并列", f"{len(names)} documents side by side"),
        table=table,
        things=tuple(each.iri for each in names),
        handed_in=handed_in,
    )


class _Directed:
    """Tells which of two documents is the lower one."""

    def __init__(self, asked: Asked) -> None:
        self._asked = asked

    def __call__(self, one: Name, other: Name) -> tuple[Name, Name]:
        """Return the lower and the upper of two documents: by their levels, else as they were compared."""
        if one.rank[0] != other.rank[0]:
            return (one, other) if one.rank[0] > other.rank[0] else (other, one)
        pairs = compared(self._asked.engine, self._asked.store)
        return (one, other) if pairs.of(one.iri, other.iri) else (other, one)


def _pairs(
    matters: Iterable[Matter], names: Sequence[Name], directed: _Directed
) -> Iterator[tuple[Name, Name]]:
    """Yield the pairs of documents of which something is said in a row, each the lower and the upper one."""
    silent = (State.HEAD, State.NOT_COMPARED)
    met: dict[tuple[int, int], None] = {}
    for matter in matters:
        own = next(at for at, cell in enumerate(matter.cells) if cell.state is State.HEAD)
        for at, cell in enumerate(matter.cells):
            direct = not cell.counterparts or any(not each.via for each in cell.counterparts)
            if cell.state not in silent and direct:
                met[min(own, at), max(own, at)] = None
    for one, other in sorted(met):
        yield directed(names[one], names[other])


def _about(reader: Reader, matters: Sequence[Matter], filters: Filters) -> Iterable[Matter]:
    """Return the matters whose head has one of the topics and departments that are wanted."""
    if not (filters.topics or filters.departments):
        return matters
    known = units(reader, (matter.provision for matter in matters))
    heads = {
        iri
        for iri, unit in known.items()
        if (not filters.topics or unit.topics & {*filters.topics})
        and (not filters.departments or {*unit.departments} & {*filters.departments})
    }
    return [matter for matter in matters if matter.provision in heads]


def _says(matter: Matter, words: Iterable[str]) -> bool:
    labels = [each.label for cell in matter.cells for each in cell.counterparts]
    return all(word in matter.text or any(word in label for label in labels) for word in words)


def _values(matter: Matter, key: str) -> set[str]:
    linked = [each for cell in matter.cells if cell.state is not State.HEAD for each in cell.counterparts]
    match key:
        case "state":
            states = {str(cell.state) for cell in matter.cells if cell.state is not State.HEAD}
            return states | ({REVIEWED} if any(each.review for each in linked) else set())
        case "confidence":
            return {_sure(each) for each in linked} & {*CONFIDENCES}
        case _:
            return {each.difference or "none" for each in linked}


def _fits(matter: Matter, chosen: Mapping[str, Sequence[str]], but: str = "") -> bool:
    return all(
        not values or key == but or not _values(matter, key).isdisjoint(values)
        for key, values in chosen.items()
    )


def _choices(key: str, matters: Sequence[Matter], chosen: Mapping[str, Sequence[str]]) -> tuple[Choice, ...]:
    order = {
        "state": (*map(str, _STATES), REVIEWED),
        "confidence": CONFIDENCES,
        "difference": DIFFERENCES,
    }[key]
    values = [_values(matter, key) for matter in matters if _fits(matter, chosen, key)]
    many = {value: sum(value in each for each in values) for value in order}
    return tuple(
        Choice(value, many[value], value in chosen[key])
        for value in order
        if many[value] or value in chosen[key]
    )


def _sure(each: Counterpart) -> str:
    return REVIEWED if each.review else sureness(0 if each.unconfirmed else each.probability)


def _texts(reader: Reader, matters: Iterable[Matter]) -> dict[str, Provision]:
    named = {each.provision for matter in matters for cell in matter.cells for each in cell.counterparts}
    return {each.iri: each for each in texts(reader, named)} if named else {}


def _row(
    matter: Matter,
    names: Sequence[Name],
    labels: Mapping[str, str],
    said: Mapping[str, Provision],
    directed: _Directed,
) -> Row:
    own = next(at for at, cell in enumerate(matter.cells) if cell.state is State.HEAD)

    def place(at: int, cell: Cell) -> Place:
        below = at != own and directed(names[own], names[at])[0] is names[at]
        return Place(str(cell.state), tuple(one(each, below) for each in cell.counterparts), cell.probability)

    def one(each: Counterpart, below: bool) -> Beside:
        direct = not each.via and each.provision != matter.provision
        ends = (each.provision, matter.provision) if below else (matter.provision, each.provision)
        return Beside(
            said.get(each.provision, Provision(each.provision, each.label, each.label, ())),
            _sure(each),
            each.probability,
            each.difference or "",
            tuple(labels.get(iri, "") for iri in each.via),
            *(ends if direct else ("", "")),
        )

    return Row(matter.provision, matter.label, tuple(place(at, cell) for at, cell in enumerate(matter.cells)))
