"""The queries about time and findings on a rule in two texts and a measure that cites it (``tests/times.py``)."""

from __future__ import annotations

import pyoxigraph as ox
import pytest

from ingest.resolve.identity import identify
from ingest.status.header import Header
from ingest.write.change_quads import change_quads
from ingest.write.finding_quads import finding_quads
from ingest.write.status_quads import status_quads
from queries import EmbeddedEngine, ResultTable, find

from .linked import graph_of
from .times import comparison, finding, texts, timelines

RULE = "青海省节约用水条例"
MEASURE = "西宁市节约用水办法"

Row = tuple[object, ...]
CASES: list[tuple[str, dict[str, object], str, list[Row], str]] = [
    (
        "changes-between",
        {},
        "type_label movement_label old_label new_label old_words new_words",
        [
            ("新增", None, None, "第二条", "", "省人民政府水行政主管部门负责节约用水工作。"),
            ("未变", "序号改变", "第二条", "第三条", "", ""),
            ("修改", "序号改变", "第三条", "第四条", "三千元", "五千元"),
            ("修改", "序号改变", "第四条", "第五条", "2008年5月1日", "2020年9月1日"),
        ],
        "in the order of the new text; what is as it was is left out",
    ),
    (
        "changes-between",
        {"kind": "新增"},
        "old_dated new_dated new_label",
        [("2008-03-28", "2020-07-22", "第二条")],
        "one kind",
    ),
    (
        "changes-between",
        {"kind": "same", "same": "是"},
        "old_label",
        [("第一条",), ("第二条",)],
        "all the same",
    ),
    ("changes-between", {"since": "2020-07-23"}, "title", [], "no later text"),
    (
        "changed-articles",
        {"article": "第三条"},
        "asked_dated old_label type_label new_label",
        [("2008-03-28", "第三条", "修改", "第四条"), ("2020-07-22", "第二条", "未变", "第三条")],
        "an article 3 in each text: what it became, and what it was",
    ),
    (
        "changed-articles",
        {"article": "第二条", "dated": "2020-07-22"},
        "type_label old_label new_text",
        [("新增", None, "省人民政府水行政主管部门负责节约用水工作。")],
        "by the numbers of one text only",
    ),
    (
        "status-on",
        {"on": "2010-01-01"},
        "label state_label since until ground_label words said_label",
        [
            (MEASURE, "未知", None, None, "无更多记载", None, MEASURE),
            (
                RULE,
                "有效",
                "2008-05-01",
                "2020-09-01",
                "施行日期",
                "自2008年5月1日起施行",
                f"《{RULE}》第四条",
            ),
            (RULE, "有效", "2008-05-01", "2020-09-01", "修改", "自2020年9月1日起施行", f"《{RULE}》第五条"),
        ],
        "every document, each ground by itself; unknown is an answer",
    ),
    (
        "status-on",
        {"on": "2020-09-01", "provisions": "是", "state": "已被取代"},
        "label reservation",
        [(RULE, "无废止字样 no words of repeal"), (f"《{RULE}》第三条", "无废止字样 no words of repeal")],
        "provisions with periods of their own, on the first day of one",
    ),
    (
        "in-force-on",
        {"on": "2010-01-01"},
        "title state_label since_basis",
        [(RULE, "有效", "施行日期")],
        "not what is unknown",
    ),
    (
        "in-force-on",
        {"on": "2021-01-01", "unknown": "是"},
        "title state_label since_basis words",
        [(MEASURE, "未知", "无更多记载", None)],
        "what is not known beside, and called so",
    ),
    ("repealed-by", {}, "label", [], "nothing is repealed"),
    (
        "findings",
        {},
        "gravity_label kind_label document_title provision_label words why other_label law since review",
        [
            (
                "中",
                "所引条款序号已变",
                MEASURE,
                f"《{MEASURE}》第二条",
                f"《{RULE}》第三条",
                "第三条在2020年的文本中是第四条。",
                f"《{RULE}》第四条",
                "《规章制定程序条例》第三十八条",
                "2020-09-01",
                "甲 2026-01-02",
            )
        ],
        "with both sides and the law behind it",
    ),
    (
        "findings",
        {"kind": "过时", "gravity": "medium", "body": "水利"},
        "document_title",
        [(MEASURE,)],
        "a group of kinds",
    ),
    ("findings", {"body": "财政"}, "document_title", [], "another body answers"),
    ("findings", {"on": "2020-08-31"}, "document_title", [], "the day before it stands"),
    (
        "stale-citations",
        {"on": "2020-09-01"},
        "provision_label words other_label",
        [(f"《{MEASURE}》第二条", f"《{RULE}》第三条", f"《{RULE}》第四条")],
        "what is cited, and what it is now",
    ),
    (
        "findings-by-body",
        {},
        "name findings high medium low documents",
        [("市水利局", 1, 0, 1, 0, 1)],
        "counted",
    ),
    (
        "amended-since",
        {"since": "2020-07-22"},
        "title old_dated new_dated changed added deleted renumbered resting",
        [(RULE, "2008-03-28", "2020-07-22", 2, 1, 0, 3, 0)],
        "the day itself counts",
    ),
    ("amended-since", {"since": "2020-07-23"}, "title", [], "the day after does not"),
]


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    read = texts()
    documents = [each.document for each in read]
    headers = {str(identify(each).document): Header.of(each) for each in documents}
    sources = {str(identify(each).document): each.source.sha256 for each in documents}
    engine = graph_of(read, [])
    quads = [
        *change_quads(comparison(read[0], read[1])),
        *status_quads(timelines(), headers, sources),
        *finding_quads([finding()], sources),
    ]
    engine.store.load("".join(quads).encode(), format=ox.RdfFormat.N_QUADS)
    return engine


@pytest.mark.parametrize(("query", "values", "columns", "rows", "why"), CASES)
def test_what_is_answered(
    engine: EmbeddedEngine, query: str, values: dict[str, object], columns: str, rows: list[Row], why: str
) -> None:
    answer = engine.query(find(query).bind(values))
    assert isinstance(answer, ResultTable)
    at = [answer.variables.index(column) for column in columns.split()]
    found = [tuple(row[index] for index in at) for row in answer.values()]
    assert [
        tuple(str(each) if hasattr(each, "isoformat") else each for each in row) for row in found
    ] == rows, why
