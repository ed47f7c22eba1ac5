"""How sure a fact is: which facts are doubtful, and for what reason."""

from __future__ import annotations

import pytest

from ingest.annotate.confidence import Places, of_citation, of_mentions
from ingest.model import Annotation, Citation, CitationStatus, Mention, MentionRole
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import Diagnostic, SourceText, Span


def read(text: str) -> Annotation:
    return annotate(structure(SourceText("a.txt", f"某市办法\n第一条 {text}\n", "0" * 64)))


NORMS = [
    ("市人民政府应当公开名单。", None, "a word of duty and a subject"),
    ("加强用水管理。", None, "a sentence by itself"),
    ("企业应当按期检修设备，保存检修记录，并报告市水务局。", None, "short, and a part, but nothing else"),
    ("企业应当检修用水设备，按期保存各项检修的全部记录文件。", None, "it ends its sentence"),
    ("市水务局应当做好下列工作：（一）公布水质；（二）检查管网。", None, "items, each a sentence"),
    (
        "建立用水管理的各项制度和档案，加强全市管网的检修和管理工作，组织开展节水宣传教育。",
        "没有说谁做",
        "nobody is named",
    ),
    ("建立用水管理制度", "标题", "a line without a stop"),
    ("以前订立的协议发生纠纷的，适用当时的法律。", "说明是什么", "适用, and nobody is named"),
    (
        "鼓励企业开展宣传教育活动，加强行业自律，参与节水工作，支持院前医疗急救服务事业。",
        "取自前文",
        "a short part after 鼓励",
    ),
]


@pytest.mark.parametrize(("text", "reason", "why"), NORMS, ids=[n[0] for n in NORMS])
def test_norms(text: str, reason: str | None, why: str) -> None:
    doubt = read(text).norms[-1].doubt
    assert doubt is None if reason is None else reason in (doubt or ""), (why, doubt)


def mention(start: int, end: int, rule: str = "body-department", body: tuple[str, ...] = ("x",)) -> Mention:
    return Mention("art-1", "某局", (Span(start, end),), ("某局",), body, role=MentionRole.OTHER, rule=rule)


MENTIONS = [
    ([mention(0, 3)], [False], "alone"),
    ([mention(0, 3), mention(3, 6)], [True, True], "side by side"),
    ([mention(0, 3), mention(4, 7)], [False, False], "with a mark between"),
    ([mention(0, 3, "body-learned", ())], [True], "by its shape, in no table"),
    ([mention(0, 3, "body-of-matter", ())], [True], "by a matter, in no table"),
    ([mention(0, 3, "body-local", ())], [True], "by a local ending, in no table"),
    ([mention(0, 3, "body-in-list", ())], [True], "by its list, in no table"),
    ([mention(0, 3, "body-learned")], [False], "by its shape, in a table"),
    ([mention(0, 3, body=())], [False], "by its ending, in no table"),
    ([mention(0, 3, "body-class", ())], [True], "a class of bodies"),
    ([mention(0, 3, "body-class")], [False], "a class that is in a table"),
    ([mention(20, 23)], [True], "at a damaged place"),
]


@pytest.mark.parametrize(("found", "wanted", "why"), MENTIONS, ids=[m[2] for m in MENTIONS])
def test_mentions(found: list[Mention], wanted: list[bool], why: str) -> None:
    damaged = Places.of(
        [Diagnostic("lines-restored", "", (Span(15, 21),)), Diagnostic("other", "", (Span(0, 9),))]
    )
    assert [each.doubt is not None for each in of_mentions(found, damaged)] == wanted, why


CITATIONS = [
    (CitationStatus.AMBIGUOUS, 0, True, "several rules"),
    (CitationStatus.RESOLVED, 0, False, "one rule"),
    (CitationStatus.RESOLVED, 16, True, "at a damaged place"),
]


@pytest.mark.parametrize(("status", "start", "doubtful", "why"), CITATIONS, ids=[c[3] for c in CITATIONS])
def test_citations(status: CitationStatus, start: int, doubtful: bool, why: str) -> None:
    damaged = Places.of([Diagnostic("lines-restored", "", (Span(15, 21),))])
    cited = Citation(
        "a", "x", (Span(start, start + 2),), "法", None, None, False, status, rule="r", status_rule="s"
    )
    assert (of_citation(cited, damaged).doubt is not None) is doubtful, why


def test_places_that_overlap_are_one() -> None:
    damaged = Places.of([Diagnostic("glyphs-lost", "", (Span(5, 30), Span(7, 8)))])
    assert damaged.touch([Span(20, 21)])
    assert not damaged.touch([Span(30, 31)])
    assert not damaged.touch([Span(4, 5)])
