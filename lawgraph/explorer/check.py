"""审查: the questions that checks ask about the rules of a graph, with both quotations and the law behind each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lawgraph.explorer.catalogue import Document, catalogue
from lawgraph.explorer.checked import Line, checked
from lawgraph.explorer.compare.documents import document_iri
from lawgraph.explorer.facets import Facet, Option, Tally, tallied
from lawgraph.explorer.page import Asked, Page, Said, Shown
from lawgraph.explorer.status import day_asked
from lawgraph.explorer.words import Worded, concept
from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Column, Table
from ontology.checks import kinds

SIZE = 50
"""Findings at a time."""
_MOST = 60  # values of a facet
_GRAVITIES = ("high", "medium", "low")
_STATES: Mapping[str, Said] = {
    "open": Said("待确认", "open"),
    "confirmed": Said("已确认", "confirmed"),
    "dismissed": Said("已排除", "dismissed"),
}
_TITLES: Mapping[str, Said] = {
    "gravity": Said("轻重", "Gravity"),
    "group": Said("类别", "Group"),
    "kind": Said("问题种类", "Kind"),
    "level": Said("层级", "Level"),
    "body": Said("负责的机关", "Who answers"),
}
_LEVELS: Mapping[str, Said] = {
    "national": Said("国家", "national"),
    "province": Said("省级", "province"),
    "prefecture": Said("市级", "prefecture"),
    "county": Said("县级", "county"),
    "unknown": Said("层级未知", "level unknown"),
}


@dataclass(frozen=True, slots=True)
class Law:
    """An article of law behind a finding: its words when the rule was made, and those known last."""

    law: str
    article: str
    version: str
    then: str
    today_version: str
    today: str
    today_article: str


@dataclass(frozen=True, slots=True)
class Finding:
    """A finding in full; what there is not is empty."""

    line: Line
    document: str
    label: str
    label_en: str
    text: str
    other_title: str
    other: str
    other_label: str
    other_text: str
    why: Said
    note: Said | None
    question: Said
    law: tuple[Law, ...]

    @property
    def key(self) -> str:
        """What tells it from others."""
        return last(self.line.iri)


@dataclass(frozen=True, slots=True)
class Findings(Worded):
    """The findings that the filters leave, from ``offset`` on; ``all`` is how many there are without filters."""

    findings: tuple[Finding, ...]
    facets: tuple[Facet, ...]
    total: int
    all: int
    later: int
    offset: int
    words: str
    on: str
    document: Document | None
    filtered: bool
    size: int = SIZE
    counts: Mapping[str, int] = field(default_factory=dict)


def show(asked: Asked) -> Shown:
    """Show the findings that stand on a day, the gravest first."""
    given = asked.given
    day = day_asked(given.text("on")).isoformat()
    words, offset = given.text("q"), given.number("offset", 0)
    documents = catalogue(asked).by_iri
    lines = [each for each in checked(asked.engine, asked.store).lines if each.kind in kinds()]
    standing = [each for each in lines if each.since <= day]
    one = _document(asked, documents)
    near = [each for each in standing if _meant(each, one, documents, words)]
    chosen = {
        "gravity": given.several("gravity", _GRAVITIES),
        "group": given.several("group", tuple(dict.fromkeys(each.group for each in kinds().values()))),
        "kind": given.several("kind", tuple(kinds())),
        "level": given.several("level", tuple(_LEVELS)),
        "body": given.several("body"),
    }
    found = tallied(((each, _values(each, documents), 1) for each in near), chosen)
    kept = sorted(found.left, key=lambda each: _GRAVITIES.index(each.gravity))
    shown = kept[offset : offset + SIZE]
    reader = Reader(asked.engine)
    content = Findings(
        tuple(_full(reader, shown, documents)),
        tuple(_facet(name, found, chosen[name]) for name in _TITLES),
        len(kept),
        len(standing),
        len(lines) - len(standing),
        offset,
        words,
        day,
        one,
        bool(any(chosen.values()) or words or one),
        counts={code: sum(each.gravity == code for each in kept) for code in _GRAVITIES},
    )
    return Shown(
        content,
        table=lambda: _table(reader, kept, documents),
        things=tuple(each.iri for each in shown),
    )


def _document(asked: Asked, documents: Mapping[str, Document]) -> Document | None:
    named = asked.given.text("document")
    return documents.get(document_iri("document", named)) if named else None


def _meant(line: Line, one: Document | None, documents: Mapping[str, Document], words: str) -> bool:
    if one is not None and line.document != one.iri:
        return False
    document = documents.get(line.document)
    return not words or (document is not None and words in document.title)


def _values(line: Line, documents: Mapping[str, Document]) -> dict[str, dict[str, Said]]:
    kind, document = kinds()[line.kind], documents.get(line.document)
    level = document.level if document is not None and document.level in _LEVELS else "unknown"
    return {
        "gravity": {line.gravity: concept("gravities", line.gravity)},
        "group": {kind.group: concept("check-kinds", kind.group)},
        "kind": {line.kind: concept("check-kinds", line.kind)},
        "level": {level: _LEVELS[level]},
        "body": {name: Said(name, name) for name in line.answering},
    }


def _facet(name: str, found: Tally[Line], chosen: Sequence[str]) -> Facet:
    counts, words = found.counts[name], found.words[name]
    orders = {"gravity": _GRAVITIES, "group": (), "kind": tuple(kinds()), "level": tuple(_LEVELS)}
    order = list(orders.get(name, ()))
    there = {*(value for value, count in counts.items() if count), *chosen}
    listed = sorted(
        there, key=lambda value: (order.index(value) if value in order else 0, -counts[value], value)
    )
    options = tuple(
        Option(value, words.get(value, Said(value, value)), counts[value], value in chosen)
        for value in listed[:_MOST]
    )
    return Facet(name, _TITLES[name], options, len(there) - len(options))


# In full

_DETAILS = """SELECT ?f ?text ?label ?en ?other ?otherTitle ?otherLabel ?otherText ?whyZh ?whyEn ?noteZh ?noteEn {
    VALUES ?f { %s }
    ?f lg:foundIn ?p
    OPTIONAL { ?f lg:text ?text }
    OPTIONAL { ?p rdfs:label ?label FILTER(LANGMATCHES(LANG(?label), "zh")) }
    OPTIONAL { ?p rdfs:label ?en FILTER(LANG(?en) = "en") }
    OPTIONAL { ?f lg:otherSide ?other
        OPTIONAL { ?other rdfs:label ?otherLabel FILTER(LANGMATCHES(LANG(?otherLabel), "zh")) } }
    OPTIONAL { ?f lg:otherDocument/eli:title ?otherTitle }
    OPTIONAL { ?f lg:otherText ?otherText }
    OPTIONAL { ?f lg:why ?whyZh FILTER(LANGMATCHES(LANG(?whyZh), "zh")) }
    OPTIONAL { ?f lg:why ?whyEn FILTER(LANG(?whyEn) = "en") }
    OPTIONAL { ?f lg:mayBeLawful ?noteZh FILTER(LANGMATCHES(LANG(?noteZh), "zh")) }
    OPTIONAL { ?f lg:mayBeLawful ?noteEn FILTER(LANG(?noteEn) = "en") }
}"""
_LAW = """SELECT ?f ?law ?article ?version ?then ?todayVersion ?today ?todayArticle {
    VALUES ?f { %s }
    ?f lg:lawBehind ?l . ?l lg:lawTitle ?law ; lg:lawArticle ?article
    OPTIONAL { ?l lg:versionThen ?version } OPTIONAL { ?l lg:wordsThen ?then }
    OPTIONAL { ?l lg:versionToday ?todayVersion } OPTIONAL { ?l lg:wordsToday ?today }
    OPTIONAL { ?l lg:articleToday ?todayArticle }
}"""
_AT_ONCE = 500  # findings that one question is about


def _full(reader: Reader, lines: Sequence[Line], documents: Mapping[str, Document]) -> Iterator[Finding]:
    for start in range(0, len(lines), _AT_ONCE):
        some = lines[start : start + _AT_ONCE]
        values = " ".join(f"<{each.iri}>" for each in some)
        details = {row[0] or "": row for row in reader.ask(_DETAILS % values)}
        laws: dict[str, list[Law]] = {}
        for row in reader.ask(_LAW % values):
            finding, *rest = (each or "" for each in row)
            laws.setdefault(finding, []).append(Law(*rest))
        for line in some:
            if line.iri in details:
                yield _finding(line, details[line.iri], laws.get(line.iri, ()), documents)


def _finding(
    line: Line, row: tuple[str | None, ...], laws: Iterable[Law], documents: Mapping[str, Document]
) -> Finding:
    _, text, label, en, other, title, other_label, other_text, why, why_en, note, note_en = (
        each or "" for each in row
    )
    kind, document = kinds()[line.kind], documents.get(line.document)
    return Finding(
        line,
        document.title if document else line.document,
        label,
        en or label,
        text,
        title,
        other,
        other_label if other != line.other else "",
        other_text,
        Said(why, why_en or why),
        Said(note, note_en or note) if note else None,
        Said(kind.question_zh, kind.question_en),
        tuple(sorted(laws, key=lambda each: (each.law, each.article))),
    )


@dataclass(frozen=True, slots=True)
class _Row:
    document: str
    label: str
    gravity: str
    group: str
    kind: str
    question: str
    text: str
    why: str
    other: str
    other_text: str
    law: str
    note: str | None
    since: str | None
    answering: str | None
    review: str | None
    address: str


_COLUMNS = (
    Column("document", "文件", "Rule", 12),
    Column("label", "条款", "Provision", 8),
    Column("gravity", "轻重", "Gravity", 4),
    Column("group", "类别", "Group", 6),
    Column("kind", "问题种类", "Kind", 10),
    Column("question", "问题", "Question", 18),
    Column("text", "原文", "Its words", 28),
    Column("why", "所见", "What was found", 20),
    Column("other", "对照的规定", "The other side", 12),
    Column("other_text", "其原文", "Its words", 28),
    Column("law", "依据（制定时）", "Law then", 28),
    Column("note", "或可成立的理由", "Why it may be lawful", 18),
    Column("since", "自何时起", "Since", 6),
    Column("answering", "负责的机关", "Who answers", 8),
    Column("review", "审核", "Review", 8),
    Column("address", "地址", "Address", 10),
)


def _table(reader: Reader, lines: Sequence[Line], documents: Mapping[str, Document]) -> Table:
    rows = tuple(_row(each) for each in _full(reader, lines, documents))
    note = "每行一处疑问，是向法制工作人员提出的问题，不是结论。"
    return Table("findings", "疑问", "Findings", note, _COLUMNS, (), rows)


def _row(found: Finding) -> _Row:
    line = found.line
    law = "\n".join(
        f"《{each.law}》{each.article}：{each.then or '当时有效的文本不在图谱中，未作判断'}"
        for each in found.law
    )
    return _Row(
        found.document,
        found.label,
        concept("gravities", line.gravity).zh,
        concept("check-kinds", kinds()[line.kind].group).zh,
        concept("check-kinds", line.kind).zh,
        found.question.zh,
        found.text,
        found.why.zh,
        f"《{found.other_title}》{found.other_label}" if found.other_title else "",
        found.other_text,
        law,
        found.note.zh if found.note else None,
        line.since or None,
        "、".join(line.answering) or None,
        line.review or None,
        line.iri,
    )


PAGE = Page(
    name="check",
    path="/check",
    title=Said("审查", "Checks"),
    show=show,
    parameters=("document", "gravity", "group", "kind", "level", "body", "q", "on", "offset"),
)
