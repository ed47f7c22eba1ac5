"""Words of evidence: found again in the source text by their places alone."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.link import align
from ingest.model import Annotation, Correspondence
from ingest.pipeline import annotate
from ingest.structure import structure
from ingest.text import SourceText, Span
from ingest.write.link_quads import link_quads
from ingest.write.printed import as_printed, printed_words
from queries.words import Reading, place_of, readings, words_at


@pytest.mark.parametrize(
    ("text", "places", "characters", "spans", "words", "why"),
    [
        ("设立基金。", [(0, 5)], "设立基金。", [(2, 4)], "基金", "as it stands"),
        ("设立基金。", [(0, 7)], "设立基\n 金。", [(2, 6)], "基金", "a word in two lines is one"),
        (
            "设立基金。",
            [(0, 3), (9, 11)],
            "设立基\n—— 3 ——\n金。"[:11],
            [(2, 3), (9, 10)],
            "基金",
            "a page number between",
        ),
        ("补助 30%", [(0, 5)], "补助30％", [(0, 5)], "补助 30%", "the reading's own blanks and digits"),
        ("設立基金。", [(2, 7)], "一、設立基金。", [(2, 4)], "設立", "behind a label"),
        ("市县财政局", [(0, 5)], "市县财政局", [(0, 1), (2, 5)], "市财政局", "words with others between"),
        ("", [(0, 3)], "第一条", [(0, 3)], "第一条", "no reading: what stands there"),
        ("设立", [(0, 2)], "设立基\n金", [(2, 5)], "基金", "outside the provision: what stands there"),
    ],
)
def test_the_words_at_places(
    text: str,
    places: list[tuple[int, int]],
    characters: str,
    spans: list[tuple[int, int]],
    words: str,
    why: str,
) -> None:
    assert Reading(text, places, characters).at(spans) == words, why


def test_readings_of_provisions_by_the_iris_of_their_places() -> None:
    rows = [("p", "基金", "s#char=0,1"), ("p", "基金", "s#char=2,3"), ("q", "应当", "t#char=1,3")]
    found = readings(rows, {"s": "基\n金", "t": "甲应当"})
    assert found["p"].at([(0, 3)]) == "基金"
    assert words_at(found["q"], "t#char=2,3 t#char=1,2") == ("应当", ((1, 2), (2, 3)))
    assert words_at(None, "t#char=2,3") == ("", ((2, 3),))


def test_what_is_no_place_is_refused() -> None:
    with pytest.raises(ValueError, match=r"p: 不是源文本的位置.*build the graph anew"):
        place_of("p")


def recovered(annotation: Annotation, printed: Annotation, path: str, spans: tuple[Span, ...]) -> str:
    provision = printed.document.provision(path)
    places = provision.text_spans or provision.spans
    return Reading(provision.text, places, annotation.document.source.text).at(spans)


def check(upper: Annotation, lower: Annotation) -> int:
    """Check that no evidence's words are lost without a copy; returns how many there are."""
    found = align(upper, lower)
    above, below = as_printed(upper), as_printed(lower)
    for link in found.correspondences:
        for each in link.evidence:
            wanted = printed_words(each.lower_text, each.lower_spans, lower.document.source)
            assert recovered(lower, below, link.lower, each.lower_spans) == wanted
            wanted = printed_words(each.upper_text, each.upper_spans, upper.document.source)
            assert recovered(upper, above, link.upper, each.upper_spans) == wanted
    return sum(len(link.evidence) for link in found.correspondences)


def test_the_words_of_all_evidence_of_the_two_documents(opinion: Annotation, regulation: Annotation) -> None:
    assert check(opinion, regulation) > 300


@settings(max_examples=30, deadline=None)
@given(st.data())
def test_the_words_of_evidence_in_wrapped_and_traditional_lines(data: st.DataObject) -> None:
    text = "第一条 市人民政府應當設立中小企業發展專項資金，補助３０％。\n第二條 應當建立貸款風險補償基金。\n"
    at = data.draw(st.integers(12, len(text) - 2))
    broken = text[:at] + data.draw(st.sampled_from(["\n", " ", "\n　　"])) + text[at:]
    upper, lower = (
        annotate(structure(SourceText("a.txt", f"{title}\n\n{body}", "0" * 64)))
        for title, body in (("某省條例", text), ("某市條例", broken))
    )
    check(upper, lower)


def size(link: Correspondence) -> int:
    """Return the most quads that a correspondence may have: its own with a place for each span, and its evidence."""
    own = 13 + len(link.lower_spans) + len(link.upper_spans) + len(link.evidence)
    only = sum(2 + len(each.spans) for each in link.only_in)
    return own + only + sum(3 + len(each.lower_spans) + len(each.upper_spans) for each in link.evidence)


def test_links_repeat_no_text_and_their_size_is_bounded(opinion: Annotation, regulation: Annotation) -> None:
    found = align(opinion, regulation)
    lines = list(link_quads(found))
    said = [line for line in lines if "/correspondence/" in line.split(" ")[0]]
    literals = {line.split(" ")[1].rpartition("#")[2] for line in said if ' "' in line}
    own = {"score>", "verdict>", "comparisonDimension>", "differenceFor>", "group>"}
    assert literals <= {"signal>", "weight>", *own}
    assert len(said) <= sum(map(size, found.correspondences))
    assert len(said) < 62 * len(found.correspondences)
