"""A rule in two texts, what became of it, its periods, and a finding on a measure that cites it: written by hand."""

from __future__ import annotations

from ingest.check.finding import Finding, LawBehind, Quoted
from ingest.model import Annotation
from ingest.status.timeline import Ground, Period, Timeline
from ingest.text import Span
from ingest.versions.change import Change, Comparison, Edit
from ontology.iri import DocumentIri
from ontology.states import ChangeKind, Gravity, GroundKind, Moved, State

from .linked import read

OLD = """青海省节约用水条例

（2008年3月28日青海省第十一届人民代表大会常务委员会第三次会议通过）

第一条 为了节约用水，制定本条例。
第二条 用水单位应当按照计划用水。
第三条 超过计划用水的，处三千元以下罚款。
第四条 本条例自2008年5月1日起施行。
"""
NEW = """青海省节约用水条例

（2020年7月22日青海省第十三届人民代表大会常务委员会第十八次会议通过）

第一条 为了节约用水，制定本条例。
第二条 省人民政府水行政主管部门负责节约用水工作。
第三条 用水单位应当按照计划用水。
第四条 超过计划用水的，处五千元以下罚款。
第五条 本条例自2020年9月1日起施行。
"""
MEASURES = """西宁市节约用水办法

（2010年5月1日西宁市人民政府第1次常务会议通过）

第一条 根据《青海省节约用水条例》，制定本办法。
第二条 违反《青海省节约用水条例》第三条规定的，由市水利局处罚。
"""


def iri(text: str) -> str:
    """Return the IRI of the document with these characters."""
    return str(DocumentIri.of(text))


def at(text: str, words: str) -> tuple[Span, ...]:
    """Return where words first stand in a text."""
    start = text.index(words)
    return (Span(start, start + len(words)),)


def texts() -> tuple[Annotation, Annotation, Annotation]:
    """Return the old text, the new one and the measure, annotated."""
    return read(OLD), read(NEW), read(MEASURES)


def comparison(old: Annotation, new: Annotation) -> Comparison:
    """Return what became of the articles of the old text."""
    edit = Edit("三千元", at(OLD, "三千元"), "五千元", at(NEW, "五千元"))
    days = Edit("2008年5月1日", at(OLD, "2008年5月1日"), "2020年9月1日", at(NEW, "2020年9月1日"))
    return Comparison(
        old.document,
        new.document,
        (
            Change(("art-1",), ("art-1",), ChangeKind.SAME, Moved.KEPT),
            Change((), ("art-2",), ChangeKind.NEW, None, likeness=0.0),
            Change(("art-2",), ("art-3",), ChangeKind.SAME, Moved.RENUMBERED),
            Change(("art-3",), ("art-4",), ChangeKind.CHANGED, Moved.RENUMBERED, (edit,), 0.88),
            Change(("art-4",), ("art-5",), ChangeKind.CHANGED, Moved.RENUMBERED, (days,), 0.5, "序号 number"),
        ),
    )


def timelines() -> tuple[Timeline, ...]:
    """Return the periods of the old text, of its third article, and of the measure, of which nothing is known."""
    entry = Ground(
        GroundKind.ENTRY, iri(OLD), "art-4", "自2008年5月1日起施行", at(OLD, "自2008年5月1日起施行")
    )
    later = Ground(
        GroundKind.AMENDMENT, iri(NEW), "art-5", "自2020年9月1日起施行", at(NEW, "自2020年9月1日起施行")
    )
    nothing = Ground(GroundKind.NOTHING, iri(MEASURES), None, "", ())
    periods = (
        Period(State.NOT_YET, None, "2008-05-01", (entry,)),
        Period(State.IN_FORCE, "2008-05-01", "2020-09-01", (entry, later)),
        Period(State.SUPERSEDED, "2020-09-01", None, (later,), "无废止字样 no words of repeal"),
    )
    return (
        Timeline(iri(OLD), None, periods),
        Timeline(iri(OLD), "art-3", periods[1:]),
        Timeline(iri(MEASURES), None, (Period(State.UNKNOWN, None, None, (nothing,)),)),
    )


def finding() -> Finding:
    """Return the question that the measure cites an article that has another number now."""
    words = "《青海省节约用水条例》第三条"
    return Finding(
        "cites-renumbered",
        Quoted(iri(MEASURES), "西宁市节约用水办法", "art-2", words, at(MEASURES, words)),
        Quoted(
            iri(NEW),
            "青海省节约用水条例",
            "art-4",
            "超过计划用水的，处五千元以下罚款。",
            at(NEW, "超过计划用水的，处五千元以下罚款。"),
        ),
        (LawBehind("规章制定程序条例", "第三十八条", None, None, "2018-05-01", "国家机关应当及时清理。"),),
        Gravity.MEDIUM,
        0.9,
        ("第三条在2020年的文本中是第四条。", "Article 3 is article 4 in the text of 2020."),
        ("所引可能有意指旧文本。", "The old text may be meant."),
        "2020-09-01",
        ("市水利局",),
        rule="cites-renumbered",
        review="甲 2026-01-02",
    )
