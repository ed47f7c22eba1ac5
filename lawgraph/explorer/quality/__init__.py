"""质量: how right the program was found to be, and what of the graph is in doubt, left over or repaired."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from lawgraph.explorer.page import Asked, Missing, Page, Said, Shown
from lawgraph.explorer.quality.accuracy import GROUPS, Accuracy, Layer, accuracy_of_document
from lawgraph.explorer.quality.places import (
    Coverage,
    Doubtful,
    Noted,
    Piece,
    Read,
    doubtful_of,
    noted,
    notes_of,
    sorts,
)
from lawgraph.explorer.quality.troubles import KINDS, TROUBLES, Document, Doubts, Left, Troubles
from lawgraph.explorer.quality.words import SORTS, Sort, meaning, residue_said
from lawgraph.stored_links import Reader
from lawgraph.tables.cells import Column, Number, Table
from lawgraph.tables.holdings import LEVELS

SIZE = 50
"""Rows that are shown at once."""
_ORDERS = ("doubtful", "left_over", "noted", "title")


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of diagnostic: what it means, how many there are, in how many documents."""

    code: str
    said: Said
    count: int
    documents: int


@dataclass(frozen=True, slots=True)
class Sorted:
    """The kinds of diagnostics of one sort."""

    sort: Sort
    said: Said
    codes: tuple[Code, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why characters are in no provision: pieces, characters, documents."""

    said: Said
    pieces: int
    characters: int
    documents: int


@dataclass(frozen=True, slots=True)
class Quality:
    """The quality of the whole graph, and its documents from ``offset`` on."""

    accuracy: Accuracy
    groups: tuple[tuple[Said, tuple[Layer, ...]], ...]
    doubts: tuple[Doubts, ...]
    characters: int
    left: tuple[Reason, ...]
    left_over: int
    diagnostics: tuple[Sorted, ...]
    documents: tuple[Document, ...]
    offset: int
    total: int
    sort: str


@dataclass(frozen=True, slots=True)
class OfDocument:
    """The quality of one document; its doubtful facts from ``offset`` on."""

    document: Document
    groups: tuple[tuple[Said, tuple[Layer, ...]], ...]
    coverage: Coverage
    doubtful: tuple[Doubtful, ...]
    doubts: tuple[tuple[Said, int], ...]
    offset: int
    total: int
    diagnostics: tuple[tuple[Said, tuple[Noted, ...]], ...]
    pieces: tuple[Piece, ...]
    pieces_total: int


@dataclass(frozen=True, slots=True)
class OfCode:
    """All diagnostics of one kind, from ``offset`` on."""

    code: str
    said: Said
    sort: Said
    noted: tuple[Noted, ...]
    offset: int
    total: int


def show(asked: Asked) -> Shown:
    """Return the quality of the graph, of a document of it, or the diagnostics of one kind."""
    troubles = TROUBLES.of(asked.engine, asked.store)
    document, code = (
        asked.given.text("document"),
        asked.given.text("code", allowed=_codes(troubles.documents)),
    )
    if document:
        return _document(asked, troubles, document)
    if code:
        return _code(asked, code)
    return _whole(asked, troubles)


def _codes(documents: Sequence[Document]) -> tuple[str, ...]:
    return tuple(sorted({code for each in documents for code in each.diagnostics}))


def _whole(asked: Asked, troubles: Troubles) -> Shown:
    sort = asked.given.text("sort", "doubtful", allowed=_ORDERS)
    ordered = _ordered(troubles.documents, sort)
    offset = asked.given.number("offset", 0)
    documents = tuple(ordered[offset : offset + SIZE])
    accuracy = troubles.accuracy
    content = Quality(
        accuracy,
        _grouped(accuracy.layers),
        troubles.doubts,
        sum(each.characters for each in ordered),
        tuple(_left(ordered)),
        sum(each.left_over for each in ordered),
        tuple(_diagnostics(ordered)),
        documents,
        offset,
        len(ordered),
        sort,
    )

    def table() -> Table:
        return Table(
            "quality", "各文件的质量", "Quality by document", _NOTE, _COLUMNS, (), [*map(_row, ordered)]
        )

    return Shown(content, table=table, things=tuple(each.iri for each in documents))


def _grouped(layers: Sequence[Layer]) -> tuple[tuple[Said, tuple[Layer, ...]], ...]:
    grouped = (
        (said, tuple(layer for layer in layers if layer.group == group)) for group, said in GROUPS.items()
    )
    return tuple((said, those) for said, those in grouped if those)


def _ordered(documents: Sequence[Document], sort: str) -> list[Document]:
    if sort == "title":
        return list(documents)
    return sorted(documents, key=lambda each: (-getattr(each, sort), each.title, each.iri))


def _left(documents: Sequence[Document]) -> list[Reason]:
    found: dict[str, list[Left]] = {}
    for document in documents:
        for each in document.left:
            found.setdefault(each.reason, []).append(each)
    reasons = [
        Reason(
            residue_said(reason),
            sum(each.pieces for each in those),
            sum(each.characters for each in those),
            len(those),
        )
        for reason, those in found.items()
    ]
    return sorted(reasons, key=lambda each: (-each.characters, each.said.zh))


def _diagnostics(documents: Sequence[Document]) -> list[Sorted]:
    counts: Counter[str] = Counter()
    within: Counter[str] = Counter()
    for each in documents:
        counts.update(each.diagnostics)
        within.update(each.diagnostics.keys())
    codes = [Code(code, meaning(code).said, count, within[code]) for code, count in counts.most_common()]
    return [
        Sorted(sort, said, those)
        for sort, said in SORTS.items()
        if (those := tuple(each for each in codes if meaning(each.code).sort is sort))
    ]


def _document(asked: Asked, troubles: Troubles, name: str) -> Shown:
    document = troubles.document(name)
    if document is None:
        raise Missing(
            "图谱中没有这份文件，请从“质量”页的文件列表找起。",
            "The graph has no such document; begin at the list of documents.",
        )
    reader = Reader(asked.engine)
    read = Read.of(reader, document.iri)
    doubtful = doubtful_of(reader, document.iri, {at: label for at, (label, _) in read.provisions.items()})
    diagnostics = noted(reader, notes_of(reader, document=document.iri), read)
    pieces = read.pieces()
    offset = asked.given.number("offset", 0)
    content = OfDocument(
        document,
        _grouped(accuracy_of_document(reader, document.iri)),
        read.coverage(),
        tuple(doubtful[offset : offset + SIZE]),
        tuple((KINDS[kind], count) for kind, count in document.doubts.items()),
        offset,
        len(doubtful),
        tuple((SORTS[sort], tuple(those)) for sort, those in sorts(diagnostics)),
        pieces[:SIZE],
        len(pieces),
    )

    def table() -> Table:
        rows = [*(_of_fact(document, each) for each in doubtful), *map(_of_note, diagnostics)]
        return Table("doubts", "存疑与诊断", "Doubts and diagnostics", _NOTE_OF_ONE, _PLACES, (), rows)

    title = Said(f"质量：{document.title}", f"Quality: {document.title}")
    return Shown(content, title, table, (document.iri, *(each.fact for each in content.doubtful)))


def _code(asked: Asked, code: str) -> Shown:
    reader = Reader(asked.engine)
    found = notes_of(reader, code=code)
    offset = asked.given.number("offset", 0)
    shown = tuple(noted(reader, found[offset : offset + SIZE]))
    means = meaning(code)
    content = OfCode(code, means.said, SORTS[means.sort], shown, offset, len(found))

    def table() -> Table:
        rows = [*map(_of_note, noted(reader, found))]
        return Table("diagnostics", "诊断", "Diagnostics", _NOTE_OF_ONE, _PLACES, (), rows)

    return Shown(content, means.said, table, tuple(each.iri for each in shown))


@dataclass(frozen=True, slots=True)
class Row:
    """A document in the table."""

    title: str
    level: str
    file: str
    characters: Number
    left_over: Number
    norm: Number
    quantity: Number
    mention: Number
    citation: Number
    noted: Number
    diagnostics: str
    iri: str


_COLUMNS = (
    Column("title", "文件", "Document", 30),
    Column("level", "层级", "Level", 6),
    Column("file", "文件名", "File", 16),
    Column("characters", "字数", "Characters", 7),
    Column("left_over", "未归入条文的字数", "Characters in no provision", 8),
    Column("norm", "存疑的规范", "Norms in doubt", 6),
    Column("quantity", "存疑的数量", "Quantities in doubt", 6),
    Column("mention", "存疑的机构", "Bodies in doubt", 6),
    Column("citation", "存疑的引用", "Citations in doubt", 6),
    Column("noted", "诊断", "Diagnostics", 5),
    Column("diagnostics", "诊断的种类", "Kinds of diagnostics", 30),
    Column("iri", "地址", "IRI", 24),
)
_NOTE = "每行一份文件；数字数自图谱：程序自己没有把握的事实、没有归入条文的字符、读入时的诊断。"


def _row(document: Document) -> Row:
    def number(value: int) -> Number:
        return Number(Decimal(value))

    kinds = (f"{meaning(code).said.zh} {count}" for code, count in document.diagnostics.items())
    return Row(
        document.title,
        LEVELS.get(document.level, ""),
        document.file,
        number(document.characters),
        number(document.left_over),
        number(document.doubts.get("norm", 0)),
        number(document.doubts.get("quantity", 0)),
        number(document.doubts.get("mention", 0)),
        number(document.doubts.get("citation", 0)),
        number(document.noted),
        "；".join(kinds),
        document.iri,
    )


@dataclass(frozen=True, slots=True)
class Place:
    """A doubtful fact or a diagnostic in the table."""

    kind: str
    what: str
    words: str
    label: str
    document: str
    iri: str


_PLACES = (
    Column("kind", "种类", "Kind", 14),
    Column("what", "说明", "What", 30),
    Column("words", "原文", "Words", 40),
    Column("label", "条款", "Provision", 10),
    Column("document", "文件", "Document", 24),
    Column("iri", "地址", "IRI", 24),
)
_NOTE_OF_ONE = "程序自己没有把握的事实及其理由，和读入时作出的判断；须人工核对。"


def _of_fact(document: Document, each: Doubtful) -> Place:
    return Place(f"存疑的{each.kind.zh}", each.why, each.words, each.label, document.title, each.fact)


def _of_note(each: Noted) -> Place:
    return Place(each.said.zh, each.message.zh, each.words, each.label, each.title, each.iri)


PAGE = Page("quality", "/quality", Said("质量", "Quality"), show, ("document", "code", "sort", "offset"))
