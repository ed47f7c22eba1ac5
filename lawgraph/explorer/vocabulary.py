"""The page 词汇: prefixes, queries to begin with, what links to what, and every term with its definition."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import pyoxigraph as ox

from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.explorer.sparql_examples import EXAMPLES, Example
from lawgraph.service.answers import sheet
from lawgraph.tables.cells import Cell, Table, numbered
from ontology.described import Scheme, Term, TermKind, Words, short, vocabulary
from ontology.terms import ELI, LG, PREFIXES, SKOS
from queries.engine import Engine
from queries.result import ResultTable, value_of

MOST = 1000
"""Uses of a term that are counted; more are said to be more."""
_SAMPLE = 25  # things of a class that are looked at for what they link to
_AT_ONCE = 40  # parts of a query
_KEPT = 3  # graphs whose figures are kept
_FIRST = ("links", "gaps", "duties", "amounts", "cited")
_KINDS = {
    TermKind.CLASS: Said("类", "Classes"),
    TermKind.OBJECT: Said("关系（连到另一事物）", "Relations (to another thing)"),
    TermKind.VALUE: Said("属性（文字、数、日期）", "Properties (texts, numbers, dates)"),
    TermKind.INDIVIDUAL: Said("个体", "Individuals"),
}


_STANDARD = {
    ELI.has_annex: Words("有附件", "has annex"),
    ELI.has_member: Words("有文本", "has text"),
    ELI.has_part: Words("下含", "has part"),
    ELI.is_part_of: Words("属于", "is part of"),
    ELI.is_member_of: Words("是其文本", "is a text of"),
    ELI.jurisdiction: Words("适用地区", "jurisdiction"),
    ELI.passed_by: Words("制定机关", "passed by"),
    ELI.type_document: Words("文件类型", "type of document"),
    ELI.based_on: Words("制定依据", "based on"),
    SKOS.broader: Words("上位", "broader"),
    SKOS.related: Words("相关", "related"),
}  # relations of others that link things of ours


@dataclass(frozen=True, slots=True)
class Link:
    """A relation between things of two classes: whether the vocabulary defines it, and whether the graph has it."""

    source: str
    relation: str
    target: str
    defined: bool
    seen: bool


@dataclass(frozen=True, slots=True)
class TermShown:
    """A term with its number of uses, up to one more than are counted; ``None`` where it is not known."""

    term: Term
    uses: int | None


@dataclass(frozen=True, slots=True)
class Section:
    """Terms of a kind."""

    anchor: str
    title: Said
    terms: tuple[TermShown, ...]


@dataclass(frozen=True, slots=True)
class Glossary:
    """The page. ``names`` are the labels of terms by their IRIs; ``most`` is how many uses are counted."""

    version: str
    prefixes: tuple[tuple[str, str], ...]
    examples: tuple[Example, ...]
    links: tuple[tuple[str, tuple[Link, ...]], ...]
    sections: tuple[Section, ...]
    schemes: tuple[Scheme, ...]
    names: Mapping[str, Words]
    most: int = MOST


@dataclass(frozen=True, slots=True)
class _Measured:
    """What the graph has: uses by term, and triples of a class, a relation and a class."""

    uses: Mapping[str, int]
    links: frozenset[tuple[str, str, str]]


def show(asked: Asked) -> Shown:
    """Return the page; what is counted in a graph is kept as long as it is served."""
    whole = vocabulary()
    measured = _MEASURED.of(asked.store, asked.engine)
    sections = tuple(
        Section(
            f"terms-{kind.name.lower()}",
            title,
            tuple(TermShown(term, measured.uses.get(term.iri)) for term in whole.of(kind)),
        )
        for kind, title in _KINDS.items()
    )
    page = Glossary(
        version=whole.version,
        prefixes=tuple(PREFIXES.items()),
        examples=tuple(each for each in EXAMPLES if each.name in _FIRST),
        links=_links(measured.links),
        sections=sections,
        schemes=whole.schemes,
        names=_STANDARD | {term.iri: term.label for term in whole.terms},
    )
    return Shown(page, table=_table(sections), things=tuple(term.iri for term in whole.terms))


class _Kept:
    """Figures of the graphs that are served, each made once."""

    def __init__(self) -> None:
        self._found: dict[Path, _Measured] = {}
        self._making = threading.Lock()

    def of(self, store: Path, engine: Engine) -> _Measured:
        """Return the figures of a graph; raises what the engine raises."""
        with self._making:
            if store not in self._found:
                made = _Measured(_uses(engine), _seen(engine))
                while len(self._found) >= _KEPT:
                    self._found.pop(next(iter(self._found)))
                self._found[store] = made
            return self._found[store]


_MEASURED = _Kept()


def _uses(engine: Engine) -> dict[str, int]:
    """Return how often each class has a thing and each property a value, as far as that is counted."""
    patterns = {
        term.iri: f"?s a <{term.iri}>" if term.kind is TermKind.CLASS else f"?s <{term.iri}> ?o"
        for term in vocabulary().terms
        if term.kind is not TermKind.INDIVIDUAL and term.iri != LG.matches  # which no graph holds
    }
    parts = [
        f"{{ SELECT (<{iri}> AS ?t) (COUNT(*) AS ?n) {{ SELECT ?s {{ {pattern} }} LIMIT {MOST + 1} }} }}"
        for iri, pattern in patterns.items()
    ]
    return {term: int(number) for term, number in _rows(engine, "SELECT ?t ?n", parts)}


def _seen(engine: Engine) -> frozenset[tuple[str, str, str]]:
    """Return which classes are linked by which relations, as a sample of the things of each class has them."""
    above = _above()
    parts = [
        f"{{ {{ SELECT ?s {{ ?s a <{term.iri}> }} LIMIT {_SAMPLE} }} BIND(<{term.iri}> AS ?from) ?s ?p ?o . ?o a ?to }}"
        for term in vocabulary().of(TermKind.CLASS)
    ]
    rows = _rows(engine, "SELECT DISTINCT ?from ?p ?to", parts)
    return frozenset(
        (above[source], relation, above[target])
        for source, relation, target in rows
        if source in above and target in above
    )


def _rows(engine: Engine, select: str, parts: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield the rows of a union of many parts, some of them at a time."""
    for first in range(0, len(parts), _AT_ONCE):
        found = engine.query(f"{select} {{ {' UNION '.join(parts[first : first + _AT_ONCE])} }}")
        assert isinstance(found, ResultTable)
        for row in found.rows:
            yield tuple(term.value if isinstance(term, ox.NamedNode) else str(value_of(term)) for term in row)


def _above() -> Mapping[str, str]:
    """Return the broadest class of ours that each of our classes is under; what is a fact is no answer to what."""
    parents = {term.iri: term.above for term in vocabulary().of(TermKind.CLASS)}

    def broadest(iri: str) -> str:
        wider = [each for each in parents[iri] if each in parents and each != LG.Fact]
        return broadest(wider[0]) if wider else iri

    return {iri: broadest(iri) for iri in parents}


def _links(seen: frozenset[tuple[str, str, str]]) -> tuple[tuple[str, tuple[Link, ...]], ...]:
    """Return the links from each class, as the vocabulary or the graph has them; the class with the most first."""
    above = _above()
    defined = {
        (above[source], term.iri, above[target])
        for term in vocabulary().of(TermKind.OBJECT)
        for source in term.domain
        for target in term.range
        if source in above and target in above
    }
    names = {term.iri: term.label.zh for term in vocabulary().terms}
    ordered = sorted(
        defined | seen, key=lambda each: (names[each[0]], each[0], short(each[1]), names[each[2]])
    )
    links = [Link(*each, each in defined, each in seen) for each in ordered]
    grouped = [(source, tuple(found)) for source, found in groupby(links, key=lambda each: each.source)]
    return tuple(sorted(grouped, key=lambda each: -len(each[1])))


def _table(sections: Iterable[Section]) -> Table:
    headings = [
        ("名称", "Name"), ("种类", "Kind"), ("中文", "Chinese"), ("英文", "English"), ("定义", "Definition"),
        ("上位", "Under"), ("定义域", "Domain"), ("值域", "Range"), ("使用次数（至多数到 1001）", "Uses, up to 1001"),
    ]  # fmt: skip
    rows: list[tuple[Cell, ...]] = [
        (
            short(each.term.iri),
            section.title.zh,
            each.term.label.zh,
            each.term.label.en,
            each.term.definition.zh,
            *("、".join(map(short, iris)) for iris in (each.term.above, each.term.domain, each.term.range)),
            None if each.uses is None else numbered(each.uses),
        )
        for section in sections
        for each in section.terms
    ]
    return sheet("vocabulary", ("词汇", "Vocabulary"), "图谱所用的类、关系与属性。", headings, rows)


PAGE = Page("vocabulary", "/vocabulary", Said("词汇", "Vocabulary"), show, bundled=("asking.css",))
