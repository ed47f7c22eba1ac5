"""存疑: the facts of which the program itself is not sure, and why, with their words in the provision."""

from __future__ import annotations

from dataclasses import dataclass

from lawgraph.tables.cells import Cell, Column, Marked, Number, Role, Stack, Table, numbered
from lawgraph.tables.holdings import Fact, Holdings, chinese

_KINDS = {"lg:Quantity": "数量", "lg:Mention": "机构", "lg:Citation": "引用", "lg:Norm": "规范"}


@dataclass(frozen=True, slots=True)
class Row:
    """A doubtful fact; :data:`COLUMNS` say what is what."""

    number: Number
    document: str | None
    label: str | None
    kind: str
    words: str
    doubt: str | None
    text: Marked | None
    remark: Cell = None


COLUMNS = (
    Column("number", "序号", "No.", 4),
    Column("document", "文件", "Rule", 14),
    Column("label", "条款", "Provision", 9),
    Column("kind", "类别", "Kind", 5),
    Column("words", "原文", "The very words", 26),
    Column("doubt", "为何存疑", "Why it is doubtful", 30),
    Column("text", "条文", "Provision in full", 44),
    Column("remark", "备注", "Remark", 12, Role.REMARK),
)
_STACKS = (
    Stack("序号", "No.", 4, (("number", ""),)),
    Stack("出处", "Source", 15, (("document", ""), ("label", ""))),
    Stack("原文", "The very words", 20, (("kind", ""), ("words", ""))),
    Stack("为何存疑", "Why it is doubtful", 20, (("doubt", ""),)),
    Stack("条文", "Provision in full", 36, (("text", ""),)),
)
_NOTE = "程序自己没有把握的事实及其理由，须人工核对；原文在条文中加下划线。"


def table(holdings: Holdings) -> Table:
    """Return the doubtful facts of a graph in the order of documents, provisions and places."""
    doubts = holdings.values("?x lg:doubt ?v")
    places = holdings.values("?x lg:doubt ?any ; lg:place ?v")
    found: list[tuple[Fact, str]] = [
        (fact, zh)
        for kind, zh in _KINDS.items()
        for iri, fact in holdings.facts(kind).items()
        if iri in doubts
    ]
    found.sort(key=lambda each: (holdings.order(each[0].provision), each[0].start, each[0].iri))
    rows = tuple(
        Row(
            numbered(at),
            *holdings.place(fact.provision),
            kind,
            fact.text,
            "；".join(chinese(doubt) or "" for doubt in doubts[fact.iri]),
            holdings.marked(fact.provision, places.get(fact.iri, ())),
        )
        for at, (fact, kind) in enumerate(found, 1)
    )
    return Table("doubts", "存疑", "Doubtful facts", _NOTE, COLUMNS, _STACKS, rows)
