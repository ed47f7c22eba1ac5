"""A report as tables: the findings, the documents checked, what could not be judged."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ingest.check.finding import Finding
from lawgraph.check.filled import HEADS, LOCKED, OPINIONS, key_of
from lawgraph.check.forms import words
from lawgraph.check.report import CheckReport
from lawgraph.tables.cells import Cell, Column, Marked, Number, Role, Stack, Table, numbered, percentage
from lawgraph.tables.handed_in import HandedIn
from lawgraph.tables.holdings import chinese

NOTES = (
    "每一处都是向法制工作人员提出的问题，不是结论：请看两边原文和依据后确认或者排除。",
    "“依据”是本文件制定时有效的条文，后来修改的并列现行条文；制定时的条文不在库中的，写明不据以判断，只列现行条文供参考。",
    "“或可成立的理由”写的是为什么本条可能合法（如变通、补充设定）。空格表示图谱没有说，不表示没有。",
)
"""How to read a report."""
FILLING = "在“人工意见”栏选择“确认”或“排除”，在“备注”栏写明理由，保存后用 lawgraph review import 读回，排除的不再列出。"
"""How to fill in the workbook."""


@dataclass(frozen=True, slots=True)
class Row:
    """A finding; :data:`COLUMNS` say what is what."""

    number: Number
    document: str
    place: str
    gravity: str
    kind: str
    question: str
    text: Cell
    why: str
    other: str | None
    other_text: str | None
    law: str
    note: str | None
    sure: Number | None
    since: str | None
    answering: str | None
    review: str | None
    key: str
    back: str
    opinion: Cell = None
    remark: Cell = None


COLUMNS = (
    Column("number", "序号", "No.", 3),
    Column("document", "文件", "Rule", 10),
    Column("place", "条款", "Provision", 7),
    Column("gravity", "轻重", "Gravity", 3),
    Column("kind", "问题种类", "Kind", 9),
    Column("question", "问题", "Question", 16),
    Column("text", LOCKED[0], "Its words", 26, Role.LOCKED),
    Column("why", "所见", "What was found", 20),
    Column("other", "对照的规定", "The other side", 12),
    Column("other_text", LOCKED[1], "Its words", 26, Role.LOCKED),
    Column("law", "依据", "Law", 26),
    Column("note", "或可成立的理由", "Why it may be lawful", 18),
    Column("sure", "把握", "How sure", 4),
    Column("since", "自何时起", "Since", 6),
    Column("answering", "负责的机关", "Who answers", 8),
    Column("review", "审核", "Review", 8),
    Column("key", "编号", "Key", 6),
    Column("back", HEADS["key"], "For reading back", 10, Role.KEY),
    Column("opinion", HEADS["opinion"], "Opinion", 6, Role.OPINION),
    Column("remark", HEADS["remark"], "Remark", 12, Role.REMARK),
)
_STACKS = (
    Stack("序号", "No.", 3, (("number", ""),)),
    Stack("问题", "Question", 18, (("gravity", "轻重："), ("kind", ""), ("question", ""))),
    Stack("本文件", "This rule", 26, (("document", ""), ("place", ""), ("text", ""))),
    Stack("对照", "Other side", 24, (("other", ""), ("other_text", ""), ("why", "所见："))),
    Stack("依据", "Law", 22, (("law", ""), ("note", "或可成立："))),
    Stack("人工意见", "Opinion", 7, (("opinion", ""), ("remark", ""))),
)


@dataclass(frozen=True, slots=True)
class Checked:
    """A document that was checked; ``uppers`` are the upper rules that it was compared with."""

    number: Number
    title: str
    document_number: str | None
    file: str
    made: str | None
    status: str
    doubt: str | None
    uppers: str | None
    findings: Number


_CHECKED = (
    Column("number", "序号", "No.", 3),
    Column("title", "文件", "Rule", 24),
    Column("document_number", "文号", "Number", 12),
    Column("file", "文件名", "File", 16),
    Column("made", "成文日期", "Made", 7),
    Column("status", "状态", "Status", 8),
    Column("doubt", "状态的存疑", "Doubt", 24),
    Column("uppers", "对照的上位规定", "Compared with", 30),
    Column("findings", "疑问", "Findings", 4),
)


@dataclass(frozen=True, slots=True)
class Open:
    """What could not be judged."""

    number: Number
    document: str
    place: str
    kind: str
    why: str


_OPEN = (
    Column("number", "序号", "No.", 3),
    Column("document", "文件", "Rule", 16),
    Column("place", "条款", "Provision", 8),
    Column("kind", "问题种类", "Kind", 12),
    Column("why", "为何未作判断", "Why it was left open", 50),
)


def handed_in(report: CheckReport) -> HandedIn:
    """Return a report as tables with a title block."""
    titles = tuple(
        f"{each.header.title}（{words.STATES[each.status.state][0]}）" for each in report.documents
    )
    return HandedIn(
        title_of(report),
        titles,
        (words.basis(report), words.summary(report), *NOTES, FILLING),
        (found(report), checked(report), left_open(report)),
    )


def title_of(report: CheckReport) -> str:
    """Return the title of a report: that of the rule, or how many were checked."""
    if len(report.documents) == 1:
        return f"{words.rule(report.documents[0].header.title)}审查报告"
    return f"{len(report.documents)} 份文件审查报告"


def found(report: CheckReport) -> Table:
    """Return the table of the findings, by group and gravity within each document."""
    order = {each.header.document: at for at, each in enumerate(report.documents)}
    by_group = words.ordered(report.findings)
    by_document = sorted(by_group, key=lambda each: order.get(each.here.document, len(order)))
    works = {each.header.document: each.header.work for each in report.documents}
    rows = tuple(_row(at, each, works) for at, each in enumerate(by_document, 1))
    note = "每行一处疑问，同一文件的排在一起，按类别和轻重排列。"
    return Table("findings", "疑问", "Findings", note, COLUMNS, _STACKS, rows, ("document",), tuple(OPINIONS))


def _row(at: int, finding: Finding, works: Mapping[str, str]) -> Row:
    kind, there = words.kind_of(finding), finding.there
    return Row(
        number=numbered(at),
        document=finding.here.title,
        place=words.place(finding.here.path),
        gravity=words.GRAVITIES[finding.gravity][0],
        kind=kind.zh,
        question=kind.question_zh,
        text=Marked.at(finding.here.text, []) if finding.here.text else None,
        why=finding.why[0],
        other=words.where(there) if there else None,
        other_text=(there.text or None) if there else None,
        law="\n".join(_law(finding)),
        note=finding.note[0] if finding.note else None,
        sure=percentage(finding.confidence),
        since=finding.since,
        answering=words.answering(finding) or None,
        review=finding.review,
        key=finding.key,
        back=key_of(finding, works),
    )


def _law(finding: Finding) -> list[str]:
    told = [line for law in finding.law for line in words.law_lines(law)]
    return [said if name == "依据" else f"{name}：{said}" for name, said in told]


def checked(report: CheckReport) -> Table:
    """Return the table of the documents that were checked."""
    counted = [each.here.document for each in report.findings]
    rows = tuple(
        Checked(
            numbered(at),
            each.header.title,
            each.header.number,
            each.file,
            each.header.dated,
            words.STATES[each.status.state][0],
            chinese(each.status.doubt),
            "\n".join(map(words.rule, each.uppers)) or None,
            numbered(counted.count(each.header.document)),
        )
        for at, each in enumerate(report.documents, 1)
    )
    stacks = (
        Stack("序号", "No.", 3, (("number", ""),)),
        Stack("文件", "Rule", 30, (("title", ""), ("document_number", ""), ("file", ""))),
        Stack("状态", "Status", 26, (("status", ""), ("made", "成文："), ("doubt", ""))),
        Stack("对照的上位规定", "Compared with", 34, (("uppers", ""),)),
        Stack("疑问", "Findings", 5, (("findings", ""),)),
    )
    note = "状态是审查日期当天的；“存疑”写明它依据什么、不知道什么。"
    return Table("documents", "文件", "Documents", note, _CHECKED, stacks, rows)


def left_open(report: CheckReport) -> Table:
    """Return the table of what could not be judged."""
    titles = {each.header.document: each.header.title for each in report.documents}
    rows = tuple(
        Open(
            numbered(at),
            titles.get(each.document, each.document),
            words.place(each.path),
            words.named(each.kind)[0],
            each.why[0],
        )
        for at, each in enumerate(report.left_open, 1)
    )
    stacks = (
        Stack("序号", "No.", 3, (("number", ""),)),
        Stack("条款", "Provision", 28, (("document", ""), ("place", ""))),
        Stack("问题种类", "Kind", 14, (("kind", ""),)),
        Stack("为何未作判断", "Why", 46, (("why", ""),)),
    )
    note = "程序看到了这些条款，但没有足够的材料判断：不等于没有问题。"
    return Table("open", "未作判断", "Left open", note, _OPEN, stacks, rows, ("document",))
