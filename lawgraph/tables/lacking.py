"""缺口: the provisions of either level without counterpart on the other, how sure that is, and what comes nearest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from lawgraph.levels import sureness
from lawgraph.reviews.keys import RowKey
from lawgraph.reviews.opinions import gap_opinions
from lawgraph.tables.cells import Cell, Column, Number, Role, Stack, Table, numbered, percentage
from lawgraph.tables.counterparts import REVIEWED
from lawgraph.tables.holdings import Holdings, chinese, said, words
from lawgraph.tables.keys import DECIDED, key, side

SIDES = {"upper": "上位", "lower": "下位"}
"""The sides in words."""


@dataclass(frozen=True, slots=True)
class Row:
    """A gap; :data:`COLUMNS` say what is what. ``absent`` is the probability that there is no counterpart."""

    number: Number
    level: str
    document: str | None
    label: str | None
    text: str
    against: str | None
    state: str | None
    severity: str | None
    sure: str | None
    absent: Number | None
    reason: str | None
    nearest_label: str | None
    nearest: str | None
    nearest_probability: Number | None
    review: str | None
    key: str
    opinion: Cell = None
    remark: Cell = None


COLUMNS = (
    Column("number", "序号", "No.", 3),
    Column("level", "层级", "Side", 3),
    Column("document", "文件", "Rule", 6),
    Column("label", "条款", "Provision", 5),
    Column("text", "规定", "Text", 28, Role.LOCKED),
    Column("against", "对照文件", "Compared with", 6),
    Column("state", "状态", "State", 3),
    Column("severity", "轻重", "Severity", 4),
    Column("sure", "把握", "How sure", 3),
    Column("absent", "无对应的概率", "p that there is none", 4),
    Column("reason", "原因", "Reason", 20),
    Column("nearest_label", "最接近的条款", "Nearest provision", 5),
    Column("nearest", "其规定", "Its text", 22, Role.LOCKED),
    Column("nearest_probability", "其概率", "Its p", 4),
    *DECIDED,
)
_STACKS = (
    Stack("序号", "No.", 3, (("number", ""),)),
    Stack("规定", "Provision", 28, (("document", ""), ("label", ""), ("text", ""))),
    Stack(
        "状态",
        "State",
        12,
        (
            ("state", ""),
            ("severity", "轻重："),
            ("sure", "把握："),
            ("absent", "无对应的概率："),
            ("against", "对照："),
            ("review", "审核："),
        ),
    ),
    Stack("原因", "Reason", 22, (("reason", ""),)),
    Stack(
        "最接近的条款",
        "Nearest",
        22,
        (("nearest_label", ""), ("nearest_probability", "概率："), ("nearest", "")),
    ),
    Stack("人工意见", "Opinion", 8, (("opinion", ""), ("remark", ""))),
)
_NOTE = (
    "每行一条在对方文件中没有对应的规定。状态：无对应、待核（或有对应，请人工看）、无需对应（目的、施行日期等）。"
    "意见写“确认”即审定没有对应，写“改判：对应最接近的条款”即认定所列条款就是对应。"
)


def table(holdings: Holdings) -> Table:
    """Return the gaps of a graph, those of the upper level first, in the order of documents and provisions."""
    states, severities = words("gap-states"), words("severities")
    asked = holdings.reader.ask(
        """SELECT ?g ?side ?p ?against ?state ?severity ?probability ?reason ?nearest ?score ?review {
            ?g a lg:Gap ; lg:side ?side ; lg:gapProvision ?p ; lg:against ?against
            OPTIONAL { ?g lg:gapState ?state } OPTIONAL { ?g lg:severity ?severity }
            OPTIONAL { ?g lg:probability ?probability } OPTIONAL { ?g lg:reason ?reason }
            OPTIONAL { ?g lg:nearest ?nearest } OPTIONAL { ?g lg:nearestScore ?score }
            OPTIONAL { ?g lg:review ?review }
        }"""
    )
    gaps = sorted(
        (each for each in asked if each[2] in holdings.provisions),
        key=lambda each: (each[1] != "upper", holdings.order(each[2] or ""), each[3] or "", each[0] or ""),
    )
    rows = []
    for _, level, provision, against, state, severity, absent, reason, nearest, score, review in gaps:
        own, other = provision or "", against or ""
        near = holdings.provisions.get(nearest or "")
        sure = float(absent) if absent else None
        here, there = side(holdings, own), side(holdings, other, nothing=True)
        lower, upper = (here, there) if level == "lower" else (there, here)
        about = RowKey("", 0, 0, lower, upper, "", side(holdings, near.iri) if near else None)
        title, label = holdings.place(own)
        row = Row(
            number=numbered(0),
            level=SIDES.get(level or "", level or ""),
            document=title,
            label=label,
            text=holdings.provisions[own].text,
            against=holdings.title(other),
            state=said(state, states),
            severity=said(severity, severities),
            sure=REVIEWED if review else None if sure is None else sureness(sure),
            absent=percentage(sure),
            reason=chinese(reason),
            nearest_label=near.label if near else None,
            nearest=near.text if near else None,
            nearest_probability=percentage(float(score)) if near and score else None,
            review=review,
            key="",
        )
        rows.append((row, about))
    return of(rows)


def of(found: Sequence[tuple[Row, RowKey]]) -> Table:
    """Return the table of rows with what they are about, numbered in their order and with their keys."""
    rows = []
    for at, (row, about) in enumerate(found, 1):
        told = key("gaps", at, len(found), about, row.text, row.nearest or "")
        rows.append(replace(row, number=numbered(at), key=told.write()))
    return Table("gaps", "缺口", "Gaps", _NOTE, COLUMNS, _STACKS, tuple(rows), opinions=gap_opinions())
