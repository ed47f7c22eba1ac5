"""阅读: a document as it reads, or a provision in it."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from lawgraph.explorer.checked import Line, told
from lawgraph.explorer.given import Wrong
from lawgraph.explorer.page import Asked, Elsewhere, Page, Said, Shown
from lawgraph.explorer.reading.about import About, Named, about, versions
from lawgraph.explorer.reading.citing import Citation, Cited, citations
from lawgraph.explorer.reading.contents import Entry, contents
from lawgraph.explorer.reading.cutting import Segment
from lawgraph.explorer.reading.facts import Panel, name_of, panel
from lawgraph.explorer.reading.kinds import BY_NAME, KINDS, NONE, Layer, shown
from lawgraph.explorer.reading.laying import Laid, Row, laid
from lawgraph.explorer.reading.margins import Citing, Margin, Margins, margins
from lawgraph.explorer.reading.stored import Fact, Note, Place, Stored, stored
from lawgraph.explorer.standing import Standing, standing_in
from lawgraph.explorer.words import Worded
from lawgraph.stored_links import Reader
from lawgraph.tables.cells import Column, Number, Table, numbered

_KEPT: OrderedDict[tuple[str, str], _Document] = OrderedDict()
_MOST_KEPT = 12  # documents that stay as they were read and laid out
_LOCK = threading.Lock()
_EMPTY = Margin()


@dataclass(frozen=True, slots=True)
class Switch:
    """A kind of facts with the number of those in the document; its sign and layer as of its kind."""

    name: str
    zh: str
    en: str
    sign: str
    layer: str
    count: int
    doubtful: int
    on: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """Facts that stand together, by their names and kinds, the widest first.

    ``shown`` is the one that a click shows: the narrowest of a kind that is switched on; empty where none is. ``at``
    is its place among the names, and ``whole`` that of the narrowest sentence that is marked, -1 where there is none.
    """

    names: tuple[str, ...]
    kinds: tuple[str, ...]
    classes: str
    shown: str
    at: int
    whole: int
    said_zh: str
    said_en: str


@dataclass(frozen=True, slots=True)
class Chosen:
    """The provision that was asked for: how it is cited, where it stands, and the ones before and after it."""

    iri: str
    path: str
    label: str
    row: int
    citations: tuple[Citation, ...]
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Reading(Worded):
    """All that the page shows; ``marks`` are by the numbers of facts that stand together."""

    document: About
    chosen: Chosen | None
    citations: tuple[Citation, ...]
    kinds: tuple[Switch, ...]
    contents: tuple[Entry, ...]
    rows: tuple[Row, ...]
    margins: dict[int, Margin]
    up_total: int
    down_total: int
    cited: tuple[Citing, ...]
    cited_total: int
    more_links: bool
    before: tuple[Note, ...]
    beside: tuple[tuple[Segment, ...], ...]
    marks: tuple[Mark, ...]
    fact: Panel | None
    standing: tuple[Standing, ...] = ()
    now: Standing | None = None
    findings: tuple[Line, ...] = ()
    findings_of: Mapping[int, tuple[Line, ...]] = field(default_factory=dict)
    """Findings of each row, by its number."""

    def of_chosen(self) -> tuple[Standing, ...]:
        """Return the periods of the provision that was asked for, where it has any of its own."""
        return tuple(each for each in self.standing if self.chosen and each.of == self.chosen.iri)

    def of_document(self) -> tuple[Standing, ...]:
        """Return the periods of the document."""
        return tuple(each for each in self.standing if each.of == self.document.iri)


def show(asked: Asked) -> Shown:
    """Return the page of a document or of a provision; raise :class:`Elsewhere` for what is neither."""
    place = Place.of(asked.iri)
    if place is None:
        raise Elsewhere
    kept = _kept(asked, place.document)
    if kept is None or (place.path and place.iri not in kept.laid.row_of):
        raise Elsewhere
    found, layout, beside = kept.stored, kept.laid, kept.margins
    today = datetime.now(UTC).astimezone().date()
    head = about(asked.engine, asked.store, found, kept.versions, today)
    kinds = shown(asked.given.several("kind", (*BY_NAME, NONE)))
    fact = _fact(asked, found)
    findings = told(asked, found.iri, today.isoformat())
    chosen = _chosen(found, layout, head, place, today.isoformat()) if place.path else None
    reading = Reading(
        head,
        chosen,
        chosen.citations if chosen else _citations(head, "", place.iri, today.isoformat()),
        tuple(_switches(found, kinds)),
        contents(layout.rows, chosen.row if chosen else None),
        layout.rows,
        dict(beside.rows),
        sum(margin.up_total for margin in beside.rows.values()),
        sum(margin.down_total for margin in beside.rows.values()),
        beside.whole,
        beside.whole_total,
        beside.more,
        layout.before,
        layout.beside,
        tuple(_mark(found, stand, kinds) for stand in layout.standing),
        panel(asked.engine, found, fact) if fact else None,
        kept.standing,
        next((each for each in kept.standing if each.of == found.iri and each.holds(today)), None),
        findings,
        _by_row(findings, layout),
    )
    name = f"{chosen.label} · {head.title}" if chosen else head.title or place.iri
    things = [each.iri for each in found.provisions if within(each.iri, place.iri)]
    return Shown(
        reading, Said(name, name), lambda: _table(reading), (*([] if chosen else [found.iri]), *things)
    )


def _by_row(findings: Iterable[Line], layout: Laid) -> dict[int, tuple[Line, ...]]:
    """Return the findings that have a row, by its number; what is found of the whole document has none."""
    rows: dict[int, list[Line]] = {}
    for line in findings:
        if line.provision in layout.row_of:
            rows.setdefault(layout.row_of[line.provision], []).append(line)
    return {row: tuple(those) for row, those in rows.items()}


def within(iri: str, around: str) -> bool:
    """Whether a provision is another, or lies in it or in a document.

    >>> within("d/art-1/para-2", "d/art-1"), within("d/art-12", "d/art-1")
    (True, False)
    """
    return iri == around or iri.startswith(f"{around}/")


@dataclass(frozen=True, slots=True)
class _Document:
    """All of a document that is the same whatever is asked of it."""

    stored: Stored
    laid: Laid
    margins: Margins
    versions: tuple[Named, ...]
    standing: tuple[Standing, ...]


def _kept(asked: Asked, document: str) -> _Document | None:
    """Return a document as it was read and laid out; the last ones stay, each of its store, which never changes."""
    key = str(asked.store), document
    with _LOCK:
        if key in _KEPT:
            _KEPT.move_to_end(key)
            return _KEPT[key]
    found = stored(asked.engine, document)
    if found is None:
        return None
    layout = laid(found)
    beside = margins(asked.engine, found, layout.row_of)
    made = _Document(
        found, layout, beside, versions(asked.engine, document), standing_in(Reader(asked.engine), document)
    )
    with _LOCK:
        _KEPT[key] = made
        while len(_KEPT) > _MOST_KEPT:
            _KEPT.popitem(last=False)
    return made


def _fact(asked: Asked, found: Stored) -> Fact | None:
    """Return the fact that an address asks for: by its IRI, or by what follows that of the document in it."""
    name = asked.given.text("fact")
    if not name:
        return None
    wanted = {name, f"{found.iri}/{name}"}
    for fact in found.facts:
        if fact.iri in wanted:
            return fact
    raise Wrong(
        "fact",
        "这份文件里没有这个事实，请从正文中点选。",
        "The document has no such fact; choose one in its text.",
    )


def _switches(found: Stored, kinds: frozenset[str]) -> Iterator[Switch]:
    for kind in KINDS:
        facts = [fact for fact in found.facts if fact.kind is kind]
        if facts:
            doubtful = sum(bool(fact.doubt) for fact in facts)
            on = kind.name in kinds
            yield Switch(kind.name, kind.zh, kind.en, kind.sign, kind.layer, len(facts), doubtful, on)


def _mark(found: Stored, stand: Sequence[int], kinds: frozenset[str]) -> Mark:
    facts = [found.facts[number] for number in stand]
    on = [fact for fact in facts if fact.kind.name in kinds]
    wholes = [fact for fact in on if fact.kind.layer is Layer.WHOLE]
    names = tuple(name_of(found.iri, fact.iri) for fact in facts)
    told = tuple(f"{fact.kind.name}{'?' if fact.doubt else ''}" for fact in facts)
    return Mark(
        names,
        told,
        " ".join(_classes(on)),
        name_of(found.iri, on[-1].iri) if on else "",
        facts.index(on[-1]) if on else -1,
        facts.index(wholes[-1]) if wholes else -1,
        "、".join(f"{fact.kind.zh}{'（存疑）' if fact.doubt else ''}" for fact in reversed(on)),
        ", ".join(f"{fact.kind.en}{' (doubtful)' if fact.doubt else ''}" for fact in reversed(on)),
    )


def _classes(facts: Sequence[Fact]) -> Iterator[str]:
    """Yield classes: of each layer the kind of the narrowest fact, and whether that is doubtful."""
    for layer in Layer:
        of_it = [fact for fact in facts if fact.kind.layer is layer]
        if of_it:
            yield f"{layer}"
            yield f"k-{of_it[-1].kind.name}"
            if of_it[-1].doubt:
                yield f"{layer}-doubt"


def _citations(head: About, place: str, iri: str, today: str) -> tuple[Citation, ...]:
    issued = next((each.day for each in head.dates if each.zh == "发布"), "")
    issuers = [each.name for each in head.issuers]
    return citations(
        Cited(head.title, head.number, issuers, head.day, issued, head.type_code, place, iri, today)
    )


def _chosen(found: Stored, layout: Laid, head: About, place: Place, today: str) -> Chosen:
    provision = next(each for each in found.provisions if each.iri == place.iri)
    row = layout.row_of[place.iri]
    others = [(at, each) for at, each in enumerate(layout.rows) if not each.rest]
    before = [each.block.provision.path for at, each in others if at < row]
    after = [each.block.provision.path for at, each in others if at > row]
    return Chosen(
        place.iri,
        place.path,
        provision.cited,
        row,
        _citations(head, provision.cited, place.iri, today),
        before[-1] if before else "",
        after[0] if after else "",
    )


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of the table of the page."""

    order: Number
    label: str
    text: str
    beside: str
    residue: str
    up: Number
    down: Number
    cited: Number
    iri: str


_COLUMNS = (
    Column("order", "序号", "No.", 4),
    Column("label", "条款", "Provision", 10),
    Column("text", "原文", "Text", 60),
    Column("beside", "同行其他栏", "Other columns", 16),
    Column("residue", "未归入条文", "Residue", 12),
    Column("up", "上位依据", "Upper", 6),
    Column("down", "下位落实", "Lower", 6),
    Column("cited", "被引用", "Cited", 6),
    Column("iri", "地址", "IRI", 30),
)


def _table(reading: Reading) -> Table:
    """Return the document as a table: a row of it a row of the page."""
    rows = []
    for at, row in enumerate(reading.rows):
        margin = reading.margins.get(at, _EMPTY)
        rows.append(
            _Line(
                numbered(at + 1),
                row.block.provision.cited,
                "".join(piece.text for piece in row.block.pieces).strip(),
                "\n".join("".join(part.text for part in cell) for cell in row.beside),
                "\n".join(note.text for note in row.residues),
                numbered(margin.up_total),
                numbered(margin.down_total),
                numbered(margin.cited_total),
                row.block.provision.iri,
            )
        )
    note = "文件按其次序逐条列出；“未归入条文”为原文中有而不属于任何条款的字。"
    return Table("reading", reading.document.title or "文件", "Document", note, _COLUMNS, (), rows)


PAGE = Page("reading", "/page", Said("阅读", "Reading"), show, ("kind", "fact"), below=True, menu=False)
