"""Findings in full, as a page and its twins show them: both quotations, the law behind each, what was decided on it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from lawgraph.explorer.catalogue import Document
from lawgraph.explorer.checked import Line
from lawgraph.explorer.decided import State
from lawgraph.explorer.finding_desk import CONFIRMED, DISMISSED, SEEN_NOTHING
from lawgraph.explorer.page import Said
from lawgraph.explorer.words import concept
from lawgraph.stored_links import Reader, last
from lawgraph.tables.cells import Column, Table
from ontology.checks import kinds


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
    state: State

    @property
    def key(self) -> str:
        """What tells it from others."""
        return last(self.line.iri)


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


def in_full(
    reader: Reader, lines: Sequence[Line], documents: Mapping[str, Document], states: Mapping[str, State]
) -> Iterator[Finding]:
    """Yield findings with both quotations, the law behind each, and what was decided on it."""
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
                found = _finding(line, details[line.iri], laws.get(line.iri, ()), documents)
                yield replace(found, state=states.get(line.iri) or open_state(line))


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
        open_state(line),
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


def open_state(line: Line) -> State:
    """Return what holds of a finding on which nobody decided since the build."""
    return State(line.iri, "", False, SEEN_NOTHING, line.decided, (line.review,) if line.review else ())


def _review(state: State) -> str:
    if not state.decided:
        return state.remark
    said = {CONFIRMED: "已确认", DISMISSED: "已排除"}[state.decided]
    return " ".join(filter(None, (said, "、".join(state.by), state.on, state.remark)))


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


def table_of(
    reader: Reader, lines: Sequence[Line], documents: Mapping[str, Document], states: Mapping[str, State]
) -> Table:
    """Return all of these findings as a table."""
    rows = tuple(_row(each) for each in in_full(reader, lines, documents, states))
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
        _review(found.state) or None,
        line.iri,
    )
