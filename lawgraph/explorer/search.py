"""检索: one box over the words of provisions, titles, names of bodies and definitions, with the facts in what is found.

The index finds (:mod:`lawgraph.search`), the catalogue says of which level, place and type the documents are. Facts
(amounts, time limits, duties) are asked of the graph for the provisions that were found: of the best :data:`LOOKED`
where only those with a kind of fact are wanted.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from lawgraph.explorer.catalogue import Document, catalogue
from lawgraph.explorer.facets import LEVELS, Facet, Option, Tally, facet, places_of, tallied, where
from lawgraph.explorer.found_facts import FACTS, Fact, facts_in, kinds_in
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.search import Hit, Index, SearchError, Share, Spread, index_of
from lawgraph.search.folding import fold
from lawgraph.search.narrowing import kinds as kinds_of_units
from lawgraph.search.units import BODY, DEFINITION, DOCUMENT
from lawgraph.search.wanted import Wanted
from lawgraph.tables.cells import Column, Marked, Run, Table

SIZE = 50
"""Hits that are shown at a time."""
LOOKED = 300
"""Hits whose facts are looked at, the best ones."""
MOST = 1000
"""Hits of the table, the best ones."""
KINDS: Mapping[str, Said] = {
    "provision": Said("条文", "provisions"),
    "task": Said("任务", "tasks"),
    "heading": Said("章节标题", "headings"),
    DOCUMENT: Said("文件标题", "titles of documents"),
    BODY: Said("机构", "bodies"),
    DEFINITION: Said("定义", "definitions"),
}
"""What can be found. Words of definitions stand in their provisions too, so these are found when they are wanted."""
_HEADINGS = frozenset({"chapter", "section", "title", "annex"})
_TASKS = frozenset({"task", "member"})
_FACETS = ("kind", "level", "territory", "type", "document")
_WORDS: Mapping[str, Said] = {
    "kind": Said("种类", "Kind"),
    "document": Said("文件", "Document"),
    "fact": Said("载有", "With"),
}
_BEFORE, _LONGEST = 60, 260  # characters of a text that are shown before the first word, and in all


@dataclass(frozen=True, slots=True)
class Found:
    """A hit: ``runs`` is its text, or a part of it, with the words that were asked for marked.

    ``kind`` is what it is called, ``matched`` the words as they stand there; ``exact`` tells that all stand as they
    were given. ``facts`` are those of the provision.
    """

    iri: str
    label: str
    kind: Said
    document: str
    title: str
    level: str
    territory: str
    year: int | None
    amended: int | None
    exact: bool
    runs: tuple[Run, ...]
    matched: tuple[str, ...]
    facts: tuple[Fact, ...] = ()


@dataclass(frozen=True, slots=True)
class Also:
    """A word, and those that were looked for besides."""

    word: str
    others: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """The page: ``total`` hits are left by the facets, of ``all`` that there are.

    ``looked`` is of how many the facts were looked at, where only some of the hits were. ``near`` are searches that
    find something where this one does not, ``longer`` words that find more.
    """

    q: str
    exact: bool
    total: int = 0
    all: int = 0
    offset: int = 0
    hits: tuple[Found, ...] = ()
    facets: tuple[Facet, ...] = ()
    also: tuple[Also, ...] = ()
    near: tuple[str, ...] = ()
    longer: tuple[str, ...] = ()
    looked: int | None = None
    size: int = SIZE

    @property
    def narrowed(self) -> bool:
        """Whether a facet is chosen."""
        return any(each.chosen for each in self.facets)


def show(asked: Asked) -> Shown:
    """Return what was found; raises :class:`Wrong` for words that cannot be searched."""
    given = asked.given
    q, exact = given.text("q").strip(), given.text("exact", "no", ("yes", "no")) == "yes"
    offset = given.number("offset", 0)
    if not q:
        return Shown(Search("", exact))
    documents = catalogue(asked).by_iri
    chosen = _chosen(given)
    index = index_of(asked.store.parent)
    try:
        with index.spread(q, exact=exact) as spread:
            found = tallied(_valued(spread.shares, documents, chosen), _wanted(chosen))
            numbers, fact = _with_facts(asked, spread, found.left)
            total = sum(share.number for share in found.left) if numbers is None else len(numbers)
            page = (
                [number for number, _ in spread.first(found.left, SIZE, offset)]
                if numbers is None
                else numbers[offset : offset + SIZE]
            )
            hits = spread.hits(page)
            instead = spread.instead(exact=exact)
    except SearchError as error:
        said = str(error).removeprefix("search: ")
        raise Wrong("q", said, said) from error
    facts = facts_in(asked.engine, [hit.iri for hit in hits if hit.kind not in (BODY, DOCUMENT)])
    content = Search(
        q,
        exact,
        total,
        sum(share.number for share in spread.shares),
        offset,
        tuple(_found(hit, documents, facts.get(hit.iri, ())) for hit in hits),
        _facets(found, chosen, fact),
        tuple(_also(spread.asked)),
        instead.near,
        instead.longer,
        LOOKED if numbers is not None and sum(each.number for each in found.left) > LOOKED else None,
    )

    def table() -> Table:
        return _table(index, q, exact, found, numbers, documents)

    title = Said(f"检索：{q}", f"Search: {q}")
    return Shown(content, title, table, tuple(hit.iri for hit in hits))


def _chosen(given: Given) -> dict[str, tuple[str, ...]]:
    """Return the values that are chosen; raises :class:`Wrong` for a kind or a level that there is not."""
    allowed = {"kind": (*KINDS, *(each.code for each in kinds_of_units())), "level": tuple(LEVELS)}
    return {name: given.several(name, allowed.get(name)) for name in _FACETS}


def _wanted(chosen: Mapping[str, tuple[str, ...]]) -> Mapping[str, tuple[str, ...]]:
    """Return what has to be found: everything but definitions where no kind is chosen."""
    return {**chosen, "kind": chosen["kind"] or tuple(kind for kind in KINDS if kind != DEFINITION)}


def _kind(unit: str) -> str:
    """Return what a unit counts as here."""
    if unit in (DOCUMENT, BODY, DEFINITION):
        return unit
    return "heading" if unit in _HEADINGS else "task" if unit in _TASKS else "provision"


def _valued(
    shares: Iterable[Share], documents: Mapping[str, Document], chosen: Mapping[str, tuple[str, ...]]
) -> Iterator[tuple[Share, Mapping[str, Mapping[str, Said]], int]]:
    """Yield shares with the values that they have of each facet, and their numbers."""
    places = places_of(documents.values())
    nowhere: dict[str, Mapping[str, Said]] = {"level": {}, "territory": {}, "type": {}, "document": {}}
    names = {each.code: Said(each.zh, each.en) for each in kinds_of_units()}
    known: dict[str, Mapping[str, Mapping[str, Said]]] = {"": nowhere}
    for share in shares:
        if share.document not in known:
            document = documents.get(share.document) or Document(share.document, share.document)
            named = {value: Said(value, value) for value in chosen["document"] if _is(document, value)}
            known[share.document] = {
                **where(document, places),
                "document": {document.iri: Said(document.title, document.title), **named},
            }
        kind = _kind(share.kind)
        types = {
            type: names[type]
            for type in chosen["kind"]
            if type in names and type in (share.kind, *share.within)
        }
        yield share, {**known[share.document], "kind": {kind: KINDS[kind], **types}}, share.number


def _is(document: Document, name: str) -> bool:
    """Tell whether a document is meant by its address, the end of it or a part of its title."""
    return name == document.iri or document.iri.endswith(f"/{name}") or fold(name) in fold(document.title)


def _facets(
    found: Tally[Share], chosen: Mapping[str, tuple[str, ...]], fact: tuple[Facet, ...]
) -> tuple[Facet, ...]:
    """Return the facets in their order; kinds come as :data:`KINDS` tells them."""
    kind, *others = (facet(name, found, chosen[name], _WORDS.get(name)) for name in _FACETS)
    place = {value: at for at, value in enumerate(KINDS)}
    options = sorted(kind.options, key=lambda option: place.get(option.value, len(place)))
    return Facet(kind.parameter, kind.words, tuple(options), kind.more), *fact, *others


def _with_facts(
    asked: Asked, spread: Spread, left: Sequence[Share]
) -> tuple[tuple[int, ...] | None, tuple[Facet, ...]]:
    """Return the best hits that have a fact of a chosen kind, ``None`` if none is chosen, and the facet of facts."""
    chosen = asked.given.several("fact", FACTS)
    first = spread.first([share for share in left if _kind(share.kind) in ("provision", "task")], LOOKED)
    kinds = kinds_in(asked.engine, [iri for _, iri in first])
    options = tuple(
        Option(code, words, number, code in chosen)
        for code, words in FACTS.items()
        if (number := sum(code in those for those in kinds.values())) or code in chosen
    )
    numbers = tuple(number for number, iri in first if kinds.get(iri, frozenset()) & set(chosen))
    return numbers if chosen else None, (Facet("fact", _WORDS["fact"], options, 0),)


def _also(wanted: Wanted) -> Iterator[Also]:
    for word in wanted.words:
        others = tuple(dict.fromkeys(form.written for form in word.others))
        if others:
            yield Also(word.form.written, others)


def _found(hit: Hit, documents: Mapping[str, Document], facts: tuple[Fact, ...]) -> Found:
    document = documents.get(hit.document or "")
    territory = document.territory if document else None
    return Found(
        hit.iri,
        hit.label or hit.iri,
        _name(hit.kind),
        hit.document or "",
        hit.title,
        document.level if document else "",
        territory.zh if territory else "",
        document.year if document else None,
        document.amended.year if document and document.amended else None,
        hit.exact,
        excerpt(hit.text, hit.spans),
        hit.matched,
        facts,
    )


def _name(unit: str) -> Said:
    return next((Said(each.zh, each.en) for each in kinds_of_units() if each.code == unit), Said(unit, unit))


def excerpt(text: str, spans: Sequence[tuple[int, int]]) -> tuple[Run, ...]:
    """Return a text with ranges of it marked; of a long one the part from before the first of them.

    >>> excerpt("对企业给予贴息补助。", [(5, 7)])
    (Run(text='对企业给予', marked=False), Run(text='贴息', marked=True), Run(text='补助。', marked=False))
    """
    start = max(spans[0][0] - _BEFORE, 0) if spans and len(text) > _LONGEST else 0
    end = min(start + _LONGEST, len(text))
    shown = f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}"
    shift = start - (1 if start else 0)
    inside = [(low - shift, min(high, end) - shift) for low, high in spans if start <= low < end]
    return Marked.at(shown, inside).runs


@dataclass(frozen=True, slots=True)
class _Row:
    title: str
    label: str
    kind: str
    level: str
    territory: str
    text: Marked
    matched: str
    iri: str


_COLUMNS = (
    Column("title", "文件", "Document", 30),
    Column("label", "条款", "Provision", 30),
    Column("kind", "种类", "Kind", 8),
    Column("level", "层级", "Level", 8),
    Column("territory", "地方", "Place", 12),
    Column("text", "原文", "Text", 60),
    Column("matched", "所中词语", "Words found", 12),
    Column("iri", "地址", "Address", 40),
)


def _table(
    index: Index, q: str, exact: bool, found: Tally[Share], numbers: tuple[int, ...] | None,
    documents: Mapping[str, Document],
) -> Table:  # fmt: skip
    """Return the best hits as a table, with their whole texts."""
    with index.spread(q, exact=exact) as spread:
        if numbers is None:
            numbers = tuple(number for number, _ in spread.first(found.left, MOST))
        hits = spread.hits(numbers)
    rows = []
    for hit in hits:
        each = _found(hit, documents, ())
        rows.append(
            _Row(
                each.title,
                each.label,
                each.kind.zh,
                LEVELS[each.level].zh if each.level in LEVELS else each.level,
                each.territory,
                Marked.at(hit.text, hit.spans),
                "、".join(each.matched),
                each.iri,
            )
        )
    note = f"最相关的在前，最多 {MOST:,} 处；所中的词语已标出。"
    return Table("search", "检索结果", "Search results", note, _COLUMNS, (), rows)


PAGE = Page(
    name="search",
    path="/search",
    title=Said("检索", "Search"),
    show=show,
    parameters=("q", "exact", "offset", *_FACETS, "fact"),
    programs=("limit", "format"),
)
