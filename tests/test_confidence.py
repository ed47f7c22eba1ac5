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
    ("企业应当按期检修设备，保存检修记录，并报告市水务局。", "短句", "short, and not alone"),
    ("企业应当检修设备；保存记录。", None, "short, alone behind a semicolon"),
    ("企业应当检修用水设备，按期保存各项检修的全部记录文件。", None, "it ends its sentence"),
    ("市水务局应当做好下列工作：（一）公布水质；（二）检查管网。", None, "items, each a sentence"),
]


BETWEEN = [
    ("建立健全用水管理的各项制度和标准", "前后", "a verb alone"),
    ("各单位应当按期保存检修记录", "前后", "between commas"),
    ("各单位应当按期向市水务局报告各项用水设备的检修记录", None, "long, with a word of duty"),
]


@pytest.mark.parametrize(("words", "reason", "why"), BETWEEN, ids=[each[0] for each in BETWEEN])
def test_a_norm_between_commas_is_open(words: str, reason: str | None, why: str) -> None:
    found = read(f"市水务局加强管理工作，{words}，并向社会公布名单和有关情况。").norms
    doubt = next(norm.doubt for norm in found if norm.text == words)
    assert doubt is None if reason is None else reason in (doubt or ""), why


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
    ([mention(0, 3, "body-learned")], [False], "by its shape, in a table"),
    ([mention(0, 3, body=())], [False], "by its ending, in no table"),
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
