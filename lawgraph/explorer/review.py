"""对应审核: what is worth a person's look, in order, and what people decided."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lawgraph.explorer.decided import State, around, spoken, text_of
from lawgraph.explorer.desk import NotKept
from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.explorer.review_queue import DIFFERENCES, LEVELS, MOST, Candidate, Wanted, queue
from lawgraph.explorer.review_rows import Row, gap_rows, link_rows
from lawgraph.explorer.stepping import day_of
from lawgraph.stored_links import Reader
from lawgraph.tables.cells import Column, Table, percentage
from ontology.iri import BASE
from queries.engine import Engine

SIZE = 20
"""Rows of a page; each has two texts."""
_DECISIONS = 200  # of the list of decisions
_STATES = ("open", "decided", "all")
_DOCUMENT = f"{BASE}/eli/cn/text/"


@dataclass(frozen=True, slots=True)
class _Counts:
    """How many links or gaps a graph has, and which of them it says were decided, by whom and when."""

    all: int
    reviewed: tuple[tuple[tuple[str, str], str], ...]


_COUNTED: dict[tuple[Path, bool], _Counts] = {}
_STORES, _REVIEWED = 8, 5000


@dataclass(frozen=True, slots=True)
class Done:
    """A decision in the list: on what, which, by whom, when; ``lower`` and ``upper`` are IRIs, of a gap one a document.

    ``decided`` is nothing where it was undone.
    """

    one: str
    other: str
    gap: bool
    labels: tuple[str, str]
    decided: str
    by: tuple[str, ...]
    on: str
    remark: str
    disputed: bool


@dataclass(frozen=True, slots=True)
class Review:
    """The page: rows from ``offset`` on of ``total`` that are in order; ``all`` are those of the graph.

    ``decided`` of them were decided, by whom ``by`` says; on ``disputed`` more people do not agree.
    ``trouble`` is what is wrong with the file of reviews.
    """

    gaps: bool
    rows: tuple[Row, ...]
    offset: int
    total: int
    capped: bool
    all: int
    decided: int
    disputed: int
    by: tuple[tuple[str, int], ...]
    done: tuple[Done, ...]
    done_total: int
    document: str
    document_title: str
    file: str
    trouble: str


def show(asked: Asked) -> Shown:
    """Return the page."""
    given = asked.given
    wanted = Wanted(
        given.text("what", "links", ("links", "gaps")) == "gaps",
        _document(asked.engine, given.text("document")),
        given.text("level", "", LEVELS),
        given.text("difference", "", DIFFERENCES),
    )
    state, offset = given.text("state", "open", _STATES), given.number("offset", 0)
    desk, trouble, states = asked.desk, "", tuple[State, ...]()
    if desk is not None:
        try:
            states = desk.all()
        except NotKept as error:
            desk, trouble = None, str(error)
    ordered = queue(asked.engine, asked.store, desk, wanted)
    decided = [each for each in states if each.decided]
    settled = [each for each in decided if not each.disputed]
    known = {(each.one, each.other) for each in settled if each.gap == wanted.gaps}
    nothing = {(each.one, each.other) for each in settled if each.gap and not wanted.gaps}
    rows = [
        each
        for each in ordered
        if state == "all" or _is_decided(each, known, nothing) == (state == "decided")
    ]
    shown = rows[offset : offset + SIZE]
    made = (gap_rows if wanted.gaps else link_rows)(asked.engine, shown)
    counts = _counted(asked.store, asked.engine, gaps=wanted.gaps)
    by = Counter(name for each in decided if each.gap == wanted.gaps for name in each.by)
    touched = {(each.one, each.other) for each in states}
    in_graph = {ends: who for ends, who in counts.reviewed if ends not in touched}
    by.update(spoken(who.rpartition(" ")[0]) for who in in_graph.values())
    done = tuple(_done(each) for each in states)
    title = _title(asked.engine, wanted.document) if wanted.document else ""
    content = Review(
        wanted.gaps,
        made,
        offset,
        len(rows),
        len(ordered) >= MOST,
        counts.all,
        len(known) + len(in_graph),
        sum(each.disputed and each.gap == wanted.gaps for each in states),
        tuple(by.most_common()),
        done[:_DECISIONS],
        len(done),
        wanted.document,
        title,
        desk.path.name if desk is not None else "",
        trouble,
    )
    things = tuple(row.iri for row in made)
    return Shown(content, None, lambda: _table(made), things)


def _title(engine: Engine, document: str) -> str:
    """Return the title of a document, nothing where the graph has none of this IRI."""
    rows = Reader(engine).ask(f"SELECT ?title {{ <{document}> eli:title ?title }} LIMIT 1")
    return next((title or "" for (title,) in rows), "")


def _document(engine: Engine, name: str) -> str:
    """Return the IRI of the document that is named by it, or by its last part; raise :class:`Missing` for none."""
    if not name:
        return ""
    plain = name.removeprefix(_DOCUMENT)
    if plain.isalnum() and plain.isascii() and _title(engine, f"{_DOCUMENT}{plain}"):
        return f"{_DOCUMENT}{plain}"
    raise Missing(
        "图谱中没有这份文件，请从概览或检索找起。", "The graph has no such document; begin at the overview."
    )


def _is_decided(each: Candidate, known: set[tuple[str, str]], nothing: set[tuple[str, str]]) -> bool:
    """Tell whether somebody decided on a link or gap, or said of a link's provision that it has no counterpart."""
    one, other = each.ends
    return (
        bool(each.review)
        or each.ends in known
        or any(
            (own, text_of(there)) in nothing
            for start, there in ((one, other), (other, one))
            for own in around(start)
        )
    )


def _counted(store: Path, engine: Engine, *, gaps: bool) -> _Counts:
    """Return how many links or gaps there are, and which the graph says were decided; counted once for a store."""
    if (store, gaps) not in _COUNTED:
        if len(_COUNTED) >= _STORES:
            _COUNTED.clear()
        reader = Reader(engine)
        kind, one, other = (
            ("Gap", "gapProvision", "against") if gaps else ("Correspondence", "lower", "upper")
        )
        ((count,),) = reader.ask(f"SELECT (COUNT(*) AS ?n) {{ ?k a lg:{kind} }}")
        rows = reader.ask(
            f"SELECT ?l ?u ?who {{ ?k lg:review ?who ; lg:{one} ?l ; lg:{other} ?u }} LIMIT {_REVIEWED}"
        )
        reviewed = tuple(((low or "", up or ""), who or "") for low, up, who in rows)
        _COUNTED[store, gaps] = _Counts(int(count or 0), reviewed)
    return _COUNTED[store, gaps]


def _done(state: State) -> Done:
    ends = state.labels if state.lower_first or not state.gap else (state.labels[1], state.labels[0])
    last = state.steps[-1]
    return Done(
        state.one,
        state.other,
        state.gap,
        ends,
        state.decided,
        state.by or (last.name or spoken(last.by),),
        state.on or day_of(last.at),
        state.remark,
        state.disputed,
    )


_COLUMNS = (
    Column("iri", "对应或缺口", "Link or gap", 12),
    Column("why", "为何先看", "Why", 6),
    Column("lower_title", "文件", "Rule", 10),
    Column("lower_label", "条款", "Provision", 6),
    Column("lower_text", "规定", "Text", 28),
    Column("upper_title", "对照文件", "Compared with", 10),
    Column("upper_label", "对应（或最接近）条款", "Counterpart or nearest", 6),
    Column("upper_text", "其规定", "Its text", 28),
    Column("probability", "概率", "p", 4),
    Column("difference", "差异", "Differs", 6),
    Column("review", "已有审核", "Reviewed", 8),
)


@dataclass(frozen=True, slots=True)
class _Line:
    iri: str
    why: str
    lower_title: str
    lower_label: str
    lower_text: object
    upper_title: str
    upper_label: str
    upper_text: object
    probability: object
    difference: str
    review: str


WHY = {"disputed": "有分歧", "grave": "影响重", "near": "拿不准", "rest": "其余"}
_DIFFERENCES = {"stricter": "从严", "looser": "从宽", "possible-conflict": "可能抵触"}


def _table(rows: Sequence[Row]) -> Table:
    lines = [
        _Line(
            row.iri,
            WHY[row.why],
            row.lower.title,
            row.lower.label,
            row.lower.text,
            row.upper.title if row.upper else row.against_title,
            row.upper.label if row.upper else "",
            row.upper.text if row.upper else None,
            percentage(row.probability),
            _DIFFERENCES.get(row.difference, ""),
            row.review,
        )
        for row in rows
    ]
    return Table("review", "待审核", "To review", "先看的在前。", _COLUMNS, (), lines)


PAGE = Page(
    "review",
    "/review",
    Said("对应审核", "Review"),
    show,
    ("what", "document", "level", "difference", "state", "offset"),
)
