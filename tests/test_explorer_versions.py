"""变迁: the rules with several texts, two texts side by side, its filters and its tables."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qsl

import pyoxigraph as ox
import pytest

from ingest.versions import compare
from ingest.write.change_quads import change_quads
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Missing, Shown
from lawgraph.explorer.versions import PAGE, Beside, Overview
from lawgraph.tables.cells import Altered, Table
from ontology.iri import BASE, DocumentIri
from queries import EmbeddedEngine

from .linked import graph_of, read

OLD = """青海省节约用水条例

（2008年3月28日青海省第十一届人民代表大会常务委员会第三次会议通过）

第一章 总则
第一条 为了节约用水，制定本条例。
第二条 用水单位应当按照计划用水，并定期报告用水情况。
第二章 罚则
第三条 超过计划用水的，处三千元以下罚款。
第四条 鼓励农业节水灌溉。
第五条 本条例自2008年5月1日起施行。
"""
NEW = """青海省节约用水条例

（2020年7月22日青海省第十三届人民代表大会常务委员会第十八次会议通过）

第一章 总则
第一条 为了节约用水，制定本条例。
第二条 水行政主管部门负责监督管理，接受社会监督。
第三条 用水单位应当按照计划用水，并定期报告用水情况。
第二章 法律责任
第四条 超过计划用水的，处五千元以下罚款。
第五条 本条例自2020年9月1日起施行。
"""
BOTH = "&".join(
    f"{name}={str(DocumentIri.of(text)).removeprefix(f'{BASE}/')}"
    for name, text in (("old", OLD), ("new", NEW))
)


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    both = read(OLD), read(NEW)
    made = graph_of(both, [])
    quads = change_quads(compare(both[0].document, both[1].document))
    made.store.load("".join(quads).encode(), format=ox.RdfFormat.N_QUADS)
    return made


def show(engine: EmbeddedEngine, query: str = "") -> Shown:
    items = parse_qsl(query)
    return PAGE.show(Asked(engine, Path(), Given.of(items, PAGE.parameters)))


def test_rules_with_several_texts(engine: EmbeddedEngine) -> None:
    content = show(engine).content
    assert isinstance(content, Overview)
    (pair,) = content.pairs
    assert (pair.title, pair.old_day, pair.new_day) == ("青海省节约用水条例", "2008-03-28", "2020-07-22")
    assert [(said.zh, count) for said, count in pair.counts] == [
        ("未改", 3),
        ("修改", 3),
        ("新增", 1),
        ("删去", 1),
    ]
    assert show(engine, "q=森林").content == Overview((), "森林")


def test_two_texts_side_by_side(engine: EmbeddedEngine) -> None:
    content = show(engine, BOTH).content
    assert isinstance(content, Beside)
    told = [
        ("、".join(each.label for each in one.old), "、".join(each.label for each in one.new), one.kind.zh)
        for one in content.changes
    ]
    assert told == [
        ("第一章", "第一章", "未改"),
        ("第一条", "第一条", "未改"),
        ("", "第二条", "新增"),
        ("第二条", "第三条", "未改"),
        ("第二章", "第二章", "修改"),
        ("第三条", "第四条", "修改"),
        ("第四条", "", "删去"),
        ("第五条", "第五条", "修改"),
    ]
    chapter, fine = content.changes[4], content.changes[5]
    assert [(run.text, run.altered) for run in chapter.new[0].words.runs] == [("法律责任", Altered.IN)]
    assert [(run.text, run.altered) for run in fine.old[0].words.runs] == [
        ("超过计划用水的，处", Altered.NO),
        ("三千", Altered.OUT),
        ("元以下罚款。", Altered.NO),
    ]


@pytest.mark.parametrize(
    ("query", "labels"),
    [
        ("kind=new", ["第二条"]),
        ("kind=new&kind=gone", ["第二条", "第四条"]),
        ("place=renumbered", ["第二条", "第三条"]),
        ("doubt=yes", []),
        ("kind=changed&offset=2", ["第五条"]),
    ],
)
def test_filters(engine: EmbeddedEngine, query: str, labels: list[str]) -> None:
    content = show(engine, f"{BOTH}&{query}").content
    assert isinstance(content, Beside)
    assert [(one.old or one.new)[0].label for one in content.changes] == labels
    assert content.all == 8


def test_the_table(engine: EmbeddedEngine) -> None:
    table = show(engine, f"{BOTH}&kind=changed").table
    assert callable(table)
    made = table()
    assert isinstance(made, Table)
    assert [tuple(row)[1] for row in made.cells()] == ["第二章", "第三条", "第五条"]


@pytest.mark.parametrize(
    ("query", "error"),
    [
        (f"{BOTH}&kind=lost", Wrong),
        (BOTH.replace("old=", "x=").replace("new=", "old=").replace("x=", "new="), Missing),
        ("old=nothing", Wrong),
    ],
)
def test_what_has_no_sense_is_refused(engine: EmbeddedEngine, query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        show(engine, query)
