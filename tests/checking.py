"""A report of a check as the tests of its forms have it: every kind of line once, and characters that break forms."""

from __future__ import annotations

from dataclasses import replace

from ingest.check.finding import Finding, LawBehind, Quoted
from ingest.status.header import Header
from ingest.status.timeline import Period
from ingest.text import Span
from lawgraph.check.report import CheckedDocument, CheckReport, LeftOpen
from ontology.states import Gravity, State

CITY = "https://w3id.org/lawgraph/eli/cn/text/0123456789abcdef"
PROVINCE = "https://w3id.org/lawgraph/eli/cn/text/fedcba9876543210"
HOSTILE = '=1+1<script>alert("甲")</script>&amp;\x07'
"""Words that a spreadsheet, a page or XML would take for something else."""

_HEADER = Header(
    CITY,
    CITY,
    "某市公园条例",
    None,
    "local-regulation",
    "410200",
    "prefecture",
    (),
    "2022-01-12",
    "2022-01-12",
    None,
    "2022-03-01",
    None,
)
_HERE = Quoted(CITY, "某市公园条例", "art-20/para-1/item-3", "处五百元以上五千元以下罚款", (Span(120, 133),))
_THERE = Quoted(PROVINCE, "某省公园条例", "art-31", "处二百元以上二千元以下罚款", (Span(900, 913),))
_WORDS = "地方性法规需要作出具体规定的，必须在给予行政处罚的行为、种类和幅度的范围内规定。"
_LAW = LawBehind(
    "中华人民共和国行政处罚法",
    "第十二条第二款",
    "2021-07-15",
    _WORDS,
    "2021-07-15",
    _WORDS,
)
_UNKNOWN = LawBehind("规章制定程序条例", "第三十七条", None, None, "2018-05-01", "规章应当及时清理。")
FINE = Finding(
    "fine-outside",
    _HERE,
    _THERE,
    (_LAW,),
    Gravity.HIGH,
    0.82,
    (
        "罚款上限 5000 元高于上位规定的 2000 元。",
        "Its highest fine of 5000 yuan is over the 2000 yuan there.",
    ),
    answering=("某市城市管理局",),
)
STALE = Finding(
    "abolished-body",
    Quoted(CITY, "某市公园条例", "art-5", HOSTILE, (Span(40, 44),)),
    None,
    (_UNKNOWN,),
    Gravity.MEDIUM,
    0.6,
    ("“工商行政管理局”在 2018 年改革中并入市场监督管理局。", "Merged in the reform of 2018."),
    ("机构名称也可能泛指职能。", "The name may stand for the function."),
    "2018-04-10",
    review="张三 2026-11-01 确认",
)
REPORT = CheckReport(
    "2026-11-27",
    (
        CheckedDocument(
            _HEADER,
            "某市公园条例.md",
            Period(State.IN_FORCE, "2022-03-01", None, (), "图谱内未见废止。None repeals it."),
            ("某省公园条例",),
        ),
        CheckedDocument(
            replace(_HEADER, document=PROVINCE, title="某省公园条例", dated=None),
            "某省公园条例（草案）.docx",
            Period(State.UNKNOWN, None, None, ()),
        ),
    ),
    (STALE, FINE),
    (
        LeftOpen(
            CITY,
            None,
            "basis-amended",
            ("依据的文本不在图谱中。", "The text it rests on is not in the graph."),
        ),
    ),
    2,
    "2024-06-06",
    3,
)
"""Two documents, two findings on the first, something left open."""
EMPTY = replace(REPORT, findings=(), left_open=(), dismissed=0, newest=None, documents=REPORT.documents[:1])
"""A report of one document without findings."""
