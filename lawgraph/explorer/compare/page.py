"""The page: what an address asks for, and what is shown of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from lawgraph.explorer.compare.beside import beside
from lawgraph.explorer.compare.chosen import SIZE, Choosing, fitting, grouped, pairs_table
from lawgraph.explorer.compare.documents import documents
from lawgraph.explorer.compare.found import LOWER, UPPER, Line, between, in_place
from lawgraph.explorer.compare.handed import counterparts_table, handed_in
from lawgraph.explorer.compare.narrowed import PARAMETERS, Choice, Filters, narrow
from lawgraph.explorer.compare.rows import Row, rows
from lawgraph.explorer.compared import Name, compared
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.explorer.words import Worded, concept
from lawgraph.stored_links import Reader

_MOST = 12
"""Documents side by side."""
_TITLES = {
    "state": Said("状态", "State"),
    "confidence": Said("把握", "How sure"),
    "difference": Said("差异", "Difference"),
    "topic": Said("主题", "Topic"),
    "department": Said("部门", "Department"),
}
_WORDS = {
    "linked": Said("有对应", "linked"),
    "reviewed": Said("已审核", "reviewed"),
    "certain": Said("确定", "certain"),
    "likely": Said("很可能", "likely"),
    "unsure": Said("待核", "to be checked"),
    "none": Said("未见差异", "no difference shown"),
}


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a filter in words of both languages, with how many rows have it."""

    value: str
    zh: str
    en: str
    many: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A filter: its parameter, what it is called, its options."""

    parameter: str
    title: Said
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Counts:
    """How many links there are by sureness and difference, and gaps of each side by state."""

    links: int
    certain: int
    likely: int
    unsure: int
    stricter: int
    looser: int
    conflicting: int
    reviewed: int
    lower: tuple[tuple[str, int], ...]
    upper: tuple[tuple[str, int], ...]

    @classmethod
    def of(cls, lines: Iterable[Line]) -> Counts:
        """Count lines."""
        every = tuple(lines)
        links = [line for line in every if line.is_link]

        def sure(code: str) -> int:
            return sum(line.sureness == code for line in links)

        def differing(code: str) -> int:
            return sum(line.difference == code for line in links)

        def lacking(side: str) -> tuple[tuple[str, int], ...]:
            states = [line.state for line in every if not line.is_link and line.side == side]
            return tuple((state, states.count(state)) for state in _GAPS if state in states)

        return cls(
            len(links),
            sure("certain"),
            sure("likely"),
            sure("unsure"),
            differing("stricter"),
            differing("looser"),
            differing("possible-conflict"),
            sum(bool(line.reviews) for line in every),
            lacking(LOWER),
            lacking(UPPER),
        )


_GAPS = ("absent", "doubtful", "formal")


@dataclass(frozen=True, slots=True)
class Comparison(Worded):
    """Two documents side by side: the rows from ``offset`` on of the ``total`` that fit the filters.

    ``by`` is the side whose provisions order the rows. ``reversed`` tells that the two were compared the other way
    round than the address has it.
    """

    lower: Name
    upper: Name
    rows: tuple[Row, ...]
    total: int
    offset: int
    counts: Counts
    facets: tuple[Facet, ...]
    words: str
    filtered: bool
    by: str = LOWER
    reversed: bool = False
    size: int = SIZE
    kind: str = "comparison"


def show(asked: Asked) -> Shown:
    """Show the pairs to choose from, two documents, or more."""
    reader = Reader(asked.engine)
    named = documents(reader, asked.given, ("lower", "upper", "third", "document"))
    single = {name: named[name][0] for name in ("lower", "upper", "third") if named[name]}
    for name in single:
        asked.given.text(name)  # one value
    every = tuple(
        {each.iri: each for name in ("upper", "lower", "third", "document") for each in named[name]}.values()
    )
    if len(every) > _MOST:
        raise Wrong(
            "document",
            f"最多并列 {_MOST} 份文件，这里有 {len(every)} 份。",
            f"At most {_MOST} documents stand side by side; here are {len(every)}.",
        )
    if len(every) > 2 or (len(every) == 2 and len(single) < 2):
        return beside(asked, reader, every)
    if len(every) == 2:
        return _two(asked, reader, single)
    return _choosing(asked, single, every[0].iri if every and not single else "")


def _choosing(asked: Asked, single: dict[str, Name], either: str) -> Shown:
    found = compared(asked.engine, asked.store)
    words, offset = asked.given.text("q"), asked.given.number("offset", 0)
    lower, upper = (single[name].iri if name in single else "" for name in (LOWER, UPPER))
    pairs = fitting(found, words, lower, upper, either)
    groups = grouped(pairs, pairs[offset : offset + SIZE])
    content = Choosing(groups, len(pairs), len(found.pairs), offset, words)
    return Shown(content, table=lambda: pairs_table(pairs))


def _two(asked: Asked, reader: Reader, single: dict[str, Name]) -> Shown:
    given = asked.given
    filters = Filters.of(given)
    by, offset = given.text("by", LOWER, (LOWER, UPPER)), given.number("offset", 0)
    names = list(single.values())
    lower, upper = single.get(LOWER, names[-1]), single.get(UPPER, names[0])
    found = between(reader, lower.iri, upper.iri, texts=bool(filters.words))
    turned = False
    if not found.lines:
        other = between(reader, upper.iri, lower.iri, texts=bool(filters.words))
        if other.lines:
            found, lower, upper, turned = other, upper, lower, True
    narrowed = narrow(found, filters)
    lines = in_place(found, narrowed.lines, by)
    shown = rows(reader, lower.iri, upper.iri, lines[offset : offset + SIZE])
    content = Comparison(
        lower,
        upper,
        shown,
        len(lines),
        offset,
        Counts.of(found.lines),
        facets(narrowed.choices),
        given.text("q"),
        bool(filters),
        by,
        turned,
    )

    def every() -> tuple[Row, ...]:
        return rows(reader, lower.iri, upper.iri, lines)

    return Shown(
        content,
        Said(f"{upper.title} — {lower.title}", f"{upper.title} — {lower.title}"),
        table=lambda: counterparts_table(lower, upper, every()),
        things=tuple(row.line.iri for row in shown),
        handed_in=lambda: handed_in(lower, upper, every()),
    )


def facets(choices: Mapping[str, tuple[Choice, ...]]) -> tuple[Facet, ...]:
    """Return filters with the words of their values."""
    return tuple(
        Facet(name, _TITLES[name], tuple(_option(name, choice) for choice in those))
        for name, those in choices.items()
    )


def _option(name: str, choice: Choice) -> Option:
    said = _word(name, choice.value)
    return Option(choice.value, said.zh, said.en, choice.many, choice.chosen)


def _word(name: str, value: str) -> Said:
    if name == "department":
        return Said(value, value)
    if name == "state" and value == "doubtful":
        return Said("缺口待核", "doubtful gap")
    schemes = {"state": "gap-states", "difference": "differences", "topic": "topics"}
    return _WORDS.get(value) or concept(schemes.get(name, ""), value)


PAGE = Page(
    name="compare",
    path="/compare",
    title=Said("对照表", "Side by side"),
    show=show,
    parameters=("lower", "upper", "third", "document", "by", "offset", *PARAMETERS),
    document=True,
    bundled=("review.css", "review.js", "print.js"),
)
