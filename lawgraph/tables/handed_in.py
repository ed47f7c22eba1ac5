"""All tables of a graph in the order in which they are handed in, with the title block before them."""

from __future__ import annotations

from dataclasses import dataclass

from lawgraph.levels import MOST
from lawgraph.tables import (
    amounts,
    counterparts,
    doubts,
    duties,
    lacking,
    side_by_side,
    sources,
    tasks,
)
from lawgraph.tables.cells import Table
from lawgraph.tables.holdings import LEVELS, Document, Holdings
from queries.engine import Engine

WORDS = (
    "概率是程序估计的、细心的读者认为两条对应的可能；把握：0.8 以上“确定”，0.5 以上“很可能”，其余“待核”；"
    "已经人工决定的写“已审核”。",
    "程序的结论是线索，不是定论：请在“人工意见”栏选择或填写，保存后用 lawgraph review import 文件名 --author "
    "标识 读回。请勿改动正文和隐藏的行键；行可以排序、筛选。",
    "空格表示图谱没有说，不表示没有；“未读出”表示程序读不出。",
)
"""How to read what is handed in, and how to fill it in."""
_TOO_MANY = f"文件多于 {MOST} 份，没有多级并列；要并列时请用 --document 选定其中几份再导出。"


@dataclass(frozen=True, slots=True)
class HandedIn:
    """The tables, and what stands before them: a title, the documents compared, and how to read it, in Chinese."""

    title: str
    documents: tuple[str, ...]
    notes: tuple[str, ...]
    tables: tuple[Table, ...]


def handed_in(engine: Engine) -> HandedIn:
    """Return what is handed in of the graph of an engine; raise what the engine raises."""
    holdings = Holdings(engine)
    beside = side_by_side.table(holdings)
    tables = (
        counterparts.table(holdings),
        *((beside,) if beside else ()),
        lacking.table(holdings),
        amounts.table(holdings),
        duties.table(holdings),
        tasks.table(holdings),
        doubts.table(holdings),
        sources.table(holdings),
    )
    documents = tuple(holdings.documents.values())
    notes = (*WORDS, _TOO_MANY) if len(documents) > MOST else WORDS
    return HandedIn(_title(documents), tuple(map(_named, documents)), notes, tables)


def _title(documents: tuple[Document, ...]) -> str:
    match documents:
        case ():
            return "对照表（图谱中没有文件）"
        case (one,):
            return f"{one.title}：条款与责任"
        case (one, two):
            return f"{quoted(two.name)}与{quoted(one.name)}对照表"
        case _:
            return f"{len(documents)} 份文件对照表"


def quoted(title: str) -> str:
    """Return a title in brackets, those within it being single (GB/T 15834-2011, 4.15.3.3).

    >>> quoted("关于贯彻《条例》的意见")
    '《关于贯彻〈条例〉的意见》'
    """
    return f"《{title.replace('《', '〈').replace('》', '〉')}》"


def _named(document: Document) -> str:
    return f"{LEVELS.get(document.level or '', '层级不明')}：{document.name}"
