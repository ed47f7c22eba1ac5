"""Several levels side by side: one row a matter, one column a document, from the links between pairs of them.

A row is headed by the topmost provision that rules its matter: each provision of the first document that a link or
a gap names, then those of the next that no row above holds, and so on. Parts of an article (条) or of a row of
responsibilities belong to it. A cell has the provisions that are linked with the head, and those that are linked
with one in a cell before, where the product of the two probabilities is at least :data:`LIKELY`; they name the
provision over which they are reached, and are to be checked where the two documents were compared and the two
provisions not linked. An empty cell says why it is empty (:class:`State`).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

import msgspec
import pyoxigraph as ox

from lawgraph.stored_levels import Link, Provision, gaps, links, provisions
from lawgraph.stored_links import Reader
from ontology.concepts import scheme
from ontology.iri import BASE
from queries.engine import Engine
from queries.result import ResultTable

CERTAIN, LIKELY = 0.8, 0.5
"""The least probabilities of what is called certain, and likely."""
MOST = 12
"""Documents that are set side by side unasked."""
_LEVELS = {"national": "国家", "province": "省级", "prefecture": "市级", "county": "县级"}
_RANKS = tuple(_LEVELS)
_STATES = {"not-compared": "未比较", "open": "未判定"}
_MATTER = "事项"
_LONGEST = 80
_DOCUMENT = re.compile(rf"{re.escape(BASE)}/eli/cn/text/[0-9a-f]{{16}}")


class State(StrEnum):
    """What a cell says: the values of a gap's state, and what is no gap."""

    HEAD = "head"  # the provision that heads the row
    LINKED = "linked"
    ABSENT = "absent"
    DOUBTFUL = "doubtful"
    FORMAL = "formal"
    NOT_COMPARED = "not-compared"  # there is no link or gap between the two documents
    OPEN = "open"  # the two were compared, and nothing is said of this provision


@dataclass(frozen=True, slots=True)
class Column:
    """A document: its IRI, title, level (or None) and the name of its jurisdiction (or None)."""

    document: str
    title: str
    level: str | None
    jurisdiction: str | None


@dataclass(frozen=True, slots=True)
class Counterpart:
    """A provision in a cell, as it is cited.

    ``probability`` is that of the link with the head, or the product along the way; ``via`` are the IRIs on it;
    ``difference`` is that of a link with the head. What is reached over another is ``unconfirmed`` where the two
    documents were compared and these two provisions not linked: a person has to look. ``review`` is who decided on a
    link with the head, and when.
    """

    provision: str
    label: str
    probability: float
    difference: str | None = None
    via: tuple[str, ...] = ()
    unconfirmed: bool = False
    review: str | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """What one document has of a matter; ``probability`` is that of a gap."""

    state: State
    counterparts: tuple[Counterpart, ...] = ()
    probability: float | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """A row: the provision that heads it, as it is cited, its words, and a cell for each column."""

    provision: str
    label: str
    text: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Levels:
    """The table; ``labels`` are those of all provisions in it, by their IRIs."""

    columns: tuple[Column, ...]
    matters: tuple[Matter, ...]
    labels: Mapping[str, str]


class TooManyDocuments(Exception):
    """Nobody said which of many documents are meant, or there are not two."""


def levels(engine: Engine, names: Sequence[str] = ()) -> Levels:
    """Return the table of the documents that ``names`` mean, in that order; of all, highest level first.

    Raises :class:`TooManyDocuments` and :class:`lawgraph.stored_links.DocumentNotFound`.
    """
    reader = Reader(engine)
    columns = _columns(reader, names)
    found = _Found(reader, [column.document for column in columns])
    if not names:
        columns = [column for column in columns if column.document in found.named]
    if len(columns) < 2:
        raise TooManyDocuments(
            "levels: 须有两份以上相互比较过的文件，请用 --document 给出，或先用 lawgraph build 生成。"
            "It takes two documents that were compared; name them with --document, or build a graph of them."
        )
    return Levels(tuple(columns), tuple(_Table(columns, found).matters()), found.labels())


def _columns(reader: Reader, names: Sequence[str]) -> list[Column]:
    iris = [name if _DOCUMENT.fullmatch(name) else reader.document(name) for name in names]
    some = f"VALUES ?d {{ {' '.join(f'<{each}>' for each in iris)} }}" if names else ""
    known = {
        iri: Column(iri, title or "", level, place)
        for iri, title, level, place in reader.ask(
            f"""SELECT ?d ?title ?level (MIN(STR(?name)) AS ?place) {{ {some}
                ?d a lg:Document ; eli:title ?title . OPTIONAL {{ ?d lg:level ?level }}
                OPTIONAL {{ ?d eli:jurisdiction/skos:prefLabel ?name FILTER(LANG(?name) = "zh") }}
            }} GROUP BY ?d ?title ?level"""
        )
        if iri is not None
    }
    if names:
        return [known[iri if iri in known else reader.document(iri)] for iri in dict.fromkeys(iris)]
    if len(known) > MOST:
        raise TooManyDocuments(
            f"levels: 图谱有 {len(known)} 份文件，请用 --document 逐一给出要并列的文件。"
            f"The graph has {len(known)} documents; name those to set side by side with --document."
        )
    return sorted(known.values(), key=lambda column: (_rank(column.level), column.title, column.document))


def _rank(level: str | None) -> int:
    return _RANKS.index(level) if level in _RANKS else len(_RANKS)


class _Found:
    """What a graph says between documents: provisions, links in both directions, and gaps, by unit."""

    def __init__(self, reader: Reader, documents: Sequence[str]) -> None:
        known = frozenset(documents)
        pairs: list[tuple[Link, Link]] = []
        lacks: list[tuple[str, str, State, float | None]] = []
        for document in documents:
            pairs += links(reader, document, known)
            lacks += [
                (provision, against, State(state), probability)
                for provision, against, state, probability in gaps(reader, document, known)
            ]
        ends = [end for pair in pairs for end in pair]
        named = {*(end.other for end in ends), *(end.unit for end in ends), *(each[0] for each in lacks)}
        self.provisions = provisions(reader, documents, named)
        pairs = [pair for pair in pairs if all(end.other in self.provisions for end in pair)]
        lacks = [each for each in lacks if each[0] in self.provisions]
        ends = [end for pair in pairs for end in pair]
        units = _units(self.provisions, [*(end.unit for end in ends), *(each[0] for each in lacks)])
        units |= {end.other: units[end.unit] for end in ends}
        self.units = units
        self.links: dict[str, list[Link]] = defaultdict(list)
        self.compared: set[frozenset[str]] = set()
        for low, up in pairs:
            self.links[units[low.other]].append(up)
            self.links[units[up.other]].append(low)
            self.compared.add(frozenset((self.document(low.other), self.document(up.other))))
        self.gaps: dict[tuple[str, str], tuple[State, float | None]] = {}
        for provision, against, state, probability in lacks:
            self.gaps[units[provision], against] = state, probability
            self.compared.add(frozenset((self.document(provision), against)))
        self.named = {document for pair in self.compared for document in pair}

    def document(self, provision: str) -> str:
        return self.provisions[provision].document

    def were_compared(self, one: str, other: str) -> bool:
        return frozenset((one, other)) in self.compared

    def of(self, document: str) -> list[Provision]:
        """Return the units of a document that a link or a gap names, in its order."""
        found = {unit for unit in self.units.values() if self.document(unit) == document}
        return sorted((self.provisions[unit] for unit in found), key=lambda unit: (unit.order, unit.path))

    def labels(self) -> dict[str, str]:
        named = {*self.units, *self.units.values()}
        return {iri: self.provisions[iri].label for iri in sorted(named)}


def _units(provisions: Mapping[str, Provision], named: Iterable[str]) -> dict[str, str]:
    """Return for each provision that is named the one it is counted with.

    That is the article or row of responsibilities that it is part of; elsewhere the outermost that is named.
    """
    found: dict[str, str] = {}
    by_path = {(each.document, each.path): each.iri for each in provisions.values()}
    ruled = {iri: by_path.get((provisions[iri].document, _rule(provisions[iri].path)), iri) for iri in named}
    units = set(ruled.values())
    for iri, unit in ruled.items():
        parts = provisions[unit].path.split("/")
        above = ("/".join(parts[:depth]) for depth in range(1, len(parts) + 1))
        places = (by_path.get((provisions[unit].document, path)) for path in above)
        found[iri] = next(place for place in places if place in units and place is not None)
    return found


def _rule(path: str) -> str:
    """Return the path of the article or row of responsibilities that a path is in, else the path.

    >>> _rule("art-4/para-2"), _rule("annex-2/task-3/item-1"), _rule("sec-3/item-1")
    ('art-4', 'annex-2/task-3', 'sec-3/item-1')
    """
    parts = path.split("/")
    at = next((at for at, part in enumerate(parts) if part.startswith(("art-", "task-"))), len(parts))
    return "/".join(parts[: at + 1])


class _Table:
    def __init__(self, columns: Sequence[Column], found: _Found) -> None:
        self._columns = columns
        self._found = found

    def matters(self) -> Iterator[Matter]:
        """Yield the rows; a provision that only lacks what it does not need heads none."""
        placed: set[str] = set()
        for at, column in enumerate(self._columns):
            for head in self._found.of(column.document):
                if head.iri in placed:
                    continue
                row = self._row(at, head)
                states = {cell.state for cell in row.cells}
                placed |= {
                    self._found.units[each.provision] for cell in row.cells for each in cell.counterparts
                }
                if states & {State.LINKED, State.ABSENT, State.DOUBTFUL}:
                    yield row

    def _row(self, at: int, head: Provision) -> Matter:
        cells: list[Cell] = []
        for place, column in enumerate(self._columns):
            if place == at:
                cells.append(Cell(State.HEAD, (Counterpart(head.iri, head.label, 1.0),)))
                continue
            linked = self._counterparts(head, column.document, cells[at + 1 :])
            empty = self._empty(head, column.document)
            doubtful = all(each.unconfirmed for each in linked)
            cells.append(Cell(State.DOUBTFUL if doubtful else State.LINKED, linked) if linked else empty)
        return Matter(head.iri, head.label, head.text, tuple(cells))

    def _counterparts(
        self, head: Provision, document: str, before: Sequence[Cell]
    ) -> tuple[Counterpart, ...]:
        """Return what is linked with the head, then what is reached over a cell before, most probable first."""
        best: dict[str, Counterpart] = {}
        compared = self._found.were_compared(head.document, document)
        for link in self._to(head.iri, document):
            found = Counterpart(link.other, "", link.probability, link.difference, review=link.review)
            self._keep(best, link.other, found)
        units = self._found.units
        outright = {units[provision] for provision in best}
        over: dict[str, Counterpart] = {}
        for cell in before:
            for middle in cell.counterparts:
                for link in self._to(units[middle.provision], document):
                    probability = round(middle.probability * link.probability, 4)
                    if probability >= LIKELY and units[link.other] not in outright:
                        way = (*middle.via, middle.provision)
                        found = Counterpart(link.other, "", probability, None, way, compared)
                        self._keep(over, units[link.other], found)
        best |= {each.provision: each for each in over.values()}
        order = {iri: self._found.provisions[iri].order for iri in best}
        return tuple(
            sorted(best.values(), key=lambda each: (-each.probability, order[each.provision], each.provision))
        )

    def _keep(self, best: dict[str, Counterpart], key: str, found: Counterpart) -> None:
        if key not in best or best[key].probability < found.probability:
            best[key] = replace(found, label=self._found.provisions[found.provision].label)

    def _to(self, unit: str, document: str) -> Iterator[Link]:
        return (
            link for link in self._found.links.get(unit, ()) if self._found.document(link.other) == document
        )

    def _empty(self, head: Provision, document: str) -> Cell:
        if (head.iri, document) in self._found.gaps:
            state, probability = self._found.gaps[head.iri, document]
            return Cell(state, (), probability)
        compared = self._found.were_compared(head.document, document)
        return Cell(State.OPEN if compared else State.NOT_COMPARED)


def sureness(probability: float) -> str:
    """Return a probability in words.

    >>> sureness(0.93), sureness(0.5), sureness(0.1)
    ('确定', '很可能', '待核')
    """
    return "确定" if probability >= CERTAIN else "很可能" if probability >= LIKELY else "待核"


def table(found: Levels) -> ResultTable:
    """Return the table as text in Chinese: the matter, then a column for each document."""
    states = _names("gap-states") | _STATES
    differences = _names("differences")

    def written(each: Counterpart) -> str:
        sure = "已审核" if each.review else sureness(0 if each.unconfirmed else each.probability)
        said = [f"{each.probability:g} {sure}"]
        said += [differences[each.difference]] if each.difference else []
        said += ["经" + "、".join(found.labels[iri] for iri in each.via)] if each.via else []
        return f"{each.label}（{'，'.join(said)}）"

    def cell(of: Cell) -> str:
        if of.state is State.HEAD:
            return of.counterparts[0].label
        if of.counterparts:
            return "；".join(map(written, of.counterparts))
        sure = "" if of.probability is None else f"（{of.probability:g}）"
        return states[of.state] + sure

    rows = ((_brief(matter.text), *(cell(each) for each in matter.cells)) for matter in found.matters)
    heads = (_MATTER, *_headings(found.columns))
    return ResultTable(heads, tuple(tuple(map(ox.Literal, row)) for row in rows))


def _headings(columns: Sequence[Column]) -> Iterator[str]:
    """Yield a heading for each column; of two that would be the same, the second is numbered."""
    said: Counter[str] = Counter()
    for column in columns:
        heading = f"{_LEVELS.get(column.level or '', '层级不明')}：{column.title}"
        said[heading] += 1
        yield heading if said[heading] == 1 else f"{heading}（{said[heading]}）"


def _brief(text: str) -> str:
    """Return the first sentence of a text, in one line of at most 80 characters."""
    first = " ".join(text.split("。")[0].split())
    return first if len(first) <= _LONGEST else first[: _LONGEST - 1] + "…"


def _names(name: str) -> dict[str, str]:
    return {concept.identifier: concept.zh for concept in scheme(name)}


def json_of(found: Levels) -> str:
    """Return the table as JSON: ``columns``, and ``matters`` with a cell for each column; identifiers are codes."""
    told = {"columns": found.columns, "matters": found.matters}
    return msgspec.json.format(msgspec.json.encode(told), indent=1).decode() + "\n"
