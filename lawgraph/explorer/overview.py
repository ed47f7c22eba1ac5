"""概览: the documents of the graph as a ladder from the country to the township, with what was found in each.

All figures are those of the catalogue (:mod:`lawgraph.explorer.catalogue`). A document stands under its level; what
narrows the list is chosen by facets (:mod:`lawgraph.explorer.facets`) and by words of its title or number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from lawgraph.explorer.catalogue import Catalogue, Counts, Document, Named, catalogue
from lawgraph.explorer.checked import told
from lawgraph.explorer.facets import LEVELS, NO_VALUE, STATUSES, Facet, Narrowed, narrowed
from lawgraph.explorer.given import Given
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.explorer.words import Worded
from lawgraph.search.folding import fold
from lawgraph.tables.cells import Column, Number, Table
from ontology.states import State

SIZE = 20
"""Documents of a level that are shown at a time."""
SORTS: Mapping[str, Said] = {
    "links": Said("对应多的在前", "most links first"),
    "place": Said("按地方与日期", "by place and date"),
    "title": Said("按标题", "by title"),
    "new": Said("新的在前", "newest first"),
    "old": Said("旧的在前", "oldest first"),
    "unsure": Said("待核对应多的在前", "most links to check first"),
    "gaps": Said("缺口多的在前", "most gaps first"),
    "stricter": Said("从严多的在前", "most often stricter first"),
    "doubtful": Said("存疑多的在前", "most doubtful facts first"),
}
"""The orders of a list."""
_TOPICS = 3  # that are shown of a document
_PLACES: Mapping[str, str] = {level: f"from-{level}" for level in LEVELS}


@dataclass(frozen=True, slots=True)
class Entry:
    """A document as it is listed: ``topics`` are the most frequent ones, ``findings`` how many there are on it."""

    iri: str
    title: str
    level: str
    territory: Named | None
    kind: Named | None
    number: str
    dated: date | None
    amended: date | None
    since: date | None
    until: date | None
    status: State
    issuers: tuple[str, ...]
    topics: tuple[Named, ...]
    counts: Counts
    findings: int = 0


@dataclass(frozen=True, slots=True)
class Rung:
    """The documents of a level: how many in all, and those shown, the first of which is at ``offset``."""

    level: str
    total: int
    offset: int
    entries: tuple[Entry, ...]

    @property
    def parameter(self) -> str:
        """The parameter that tells from where on its documents are shown."""
        return _PLACES[self.level]


@dataclass(frozen=True, slots=True)
class Overview(Worded):
    """The page: all documents of the graph and what is counted of them; those that were chosen, by their level."""

    documents: int
    levels: tuple[tuple[str, int], ...]
    counts: Counts
    works: int
    chosen: int
    rungs: tuple[Rung, ...]
    facets: tuple[Facet, ...]
    words: str
    sort: str
    sorts: tuple[tuple[str, Said], ...]
    size: int = SIZE

    @property
    def narrowed(self) -> bool:
        """Whether something narrows the list."""
        return bool(self.words) or any(facet.chosen for facet in self.facets)


def show(asked: Asked) -> Shown:
    """Return the page of all documents."""
    day = datetime.now().astimezone().date()

    def findings(document: str) -> int:
        return len(told(asked, document, day.isoformat()))

    return shown(catalogue(asked), asked.given, day, findings)


def shown(found: Catalogue, given: Given, day: date, findings: Callable[[str], int] = lambda _: 0) -> Shown:
    """Return the page of a catalogue on a day; ``findings`` tells how many there are on a document, by its IRI."""
    words, sort = given.text("title").strip(), given.text("sort", "links", SORTS)
    offsets = {level: given.number(name, 0) for level, name in _PLACES.items()}
    kept = narrowed([each for each in found.documents if _has(each, words)], given, day)
    documents = sorted(kept.documents, key=_ORDERS[sort])
    rungs = tuple(_rungs(documents, offsets, day, findings))
    content = Overview(
        len(found.documents),
        tuple(
            (level, sum(_level(each) == level for each in found.documents))
            for level in _held(found.documents)
        ),
        found.total,
        len({each.work or each.iri for each in found.documents}),
        len(documents),
        rungs,
        kept.facets,
        words,
        sort,
        tuple(SORTS.items()),
    )
    things = tuple(entry.iri for rung in rungs for entry in rung.entries)
    return Shown(content, table=lambda: _table(documents, day, findings), things=things)


def _has(document: Document, words: str) -> bool:
    where = fold(f"{document.title} {document.number}")
    return all(fold(word) in where for word in words.split())


def _held(documents: Iterable[Document]) -> list[str]:
    """Return the levels that documents have, from the country down; those that are not known are last."""
    there = {_level(each) for each in documents}
    return [level for level in LEVELS if level in there]


def _level(document: Document) -> str:
    return document.level if document.level in LEVELS else NO_VALUE


def _rungs(
    documents: Sequence[Document], offsets: Mapping[str, int], day: date, findings: Callable[[str], int]
) -> Iterable[Rung]:
    for level in _held(documents):
        those = [each for each in documents if _level(each) == level]
        offset = offsets[level]
        some = those[offset : offset + SIZE]
        yield Rung(level, len(those), offset, tuple(entry(each, day, findings(each.iri)) for each in some))


def entry(document: Document, day: date, findings: int = 0) -> Entry:
    """Return a document as it is listed on a day."""
    return Entry(
        document.iri,
        document.title,
        document.level,
        document.territory,
        document.kind,
        document.number,
        document.dated,
        document.amended,
        document.since,
        document.until,
        document.status(day),
        document.issuers,
        document.topics[:_TOPICS],
        document.counts,
        findings,
    )


def _by_place(document: Document) -> tuple[Any, ...]:
    territory = document.territory
    return (territory.code if territory else "9", document.dated or date.max, document.title, document.iri)


def _most(number: Callable[[Counts], int]) -> Callable[[Document], tuple[Any, ...]]:
    return lambda document: (-number(document.counts), *_by_place(document))


_ORDERS: Mapping[str, Callable[[Document], tuple[Any, ...]]] = {
    "place": _by_place,
    "title": lambda each: (each.title, *_by_place(each)),
    "new": lambda each: (-(each.dated or date.min).toordinal(), each.title, each.iri),
    "old": lambda each: ((each.dated or date.max).toordinal(), each.title, each.iri),
    "links": _most(lambda counts: counts.upward.all + counts.downward.all),
    "unsure": _most(lambda counts: counts.upward.unsure + counts.downward.unsure),
    "gaps": _most(lambda counts: counts.absent + counts.open),
    "stricter": _most(lambda counts: counts.stricter),
    "doubtful": _most(lambda counts: counts.doubtful),
}


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    level: str
    territory: str
    kind: str
    number: str
    dated: date | None
    amended: date | None
    since: date | None
    until: date | None
    status: str
    issuers: str
    topics: str
    counts: tuple[Number, ...]
    findings: Number
    iri: str


_COUNTED: tuple[tuple[str, str, Callable[[Counts], int]], ...] = (
    ("条款数", "Provisions", lambda counts: counts.provisions),
    ("上位依据：确定", "Links upward: certain", lambda counts: counts.upward.certain),
    ("上位依据：很可能", "Links upward: likely", lambda counts: counts.upward.likely),
    ("上位依据：待核", "Links upward: to be checked", lambda counts: counts.upward.unsure),
    ("下位落实：确定", "Links downward: certain", lambda counts: counts.downward.certain),
    ("下位落实：很可能", "Links downward: likely", lambda counts: counts.downward.likely),
    ("下位落实：待核", "Links downward: to be checked", lambda counts: counts.downward.unsure),
    ("缺口：无对应", "Gaps: absent", lambda counts: counts.absent),
    ("其中重要", "Of these grave", lambda counts: counts.grave),
    ("缺口：待核", "Gaps: to be checked", lambda counts: counts.open),
    ("比上位从严", "Stricter than above", lambda counts: counts.stricter),
    ("比上位从宽", "Looser than above", lambda counts: counts.looser),
    ("与上位可能抵触", "Possible conflicts with above", lambda counts: counts.conflicts),
    ("存疑的事实", "Doubtful facts", lambda counts: counts.doubtful),
)
_COLUMNS = (
    Column("title", "标题", "Title", 40),
    Column("level", "层级", "Level", 8),
    Column("territory", "地方", "Place", 14),
    Column("kind", "类型", "Type", 12),
    Column("number", "文号", "Number", 18),
    Column("dated", "成文日期", "Dated", 12),
    Column("amended", "修正日期", "Amended", 12),
    Column("since", "施行日期", "In force from", 12),
    Column("until", "失效日期", "Until", 12),
    Column("status", "状态", "State", 14),
    Column("issuers", "制定机关", "Issuers", 24),
    Column("topics", "主题", "Topics", 24),
    *(Column("counts", zh, en, 10, at=at) for at, (zh, en, _) in enumerate(_COUNTED)),
    Column("findings", "审查的疑问", "Findings of the checks", 10),
    Column("iri", "地址", "Address", 40),
)


def _table(documents: Iterable[Document], day: date, findings: Callable[[str], int]) -> Table:
    """Return all documents that were chosen, as a table."""
    rows = [
        _Row(
            each.title,
            LEVELS[each.level].zh if each.level in LEVELS else each.level,
            each.territory.zh if each.territory else "",
            each.kind.zh if each.kind else "",
            each.number,
            each.dated,
            each.amended,
            each.since,
            each.until,
            STATUSES[each.status(day)].zh,
            "、".join(each.issuers),
            "、".join(topic.zh for topic in each.topics),
            tuple(Number(Decimal(number(each.counts))) for _, _, number in _COUNTED),
            Number(Decimal(findings(each.iri))),
            each.iri,
        )
        for each in documents
    ]
    note = "空格为图谱未载；对应与缺口由程序比较得出，待核的须由人核对。"
    return Table("overview", "文件", "Documents", note, _COLUMNS, (), rows)


PAGE = Page(
    name="overview",
    path="/",
    title=Said("概览", "Overview"),
    show=show,
    parameters=("title", "sort", *Narrowed.PARAMETERS, *_PLACES.values()),
)
