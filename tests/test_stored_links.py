"""Links read back from a graph: the rows that two files give, whatever a correspondence or a gap says."""

from __future__ import annotations

from dataclasses import replace

import pyoxigraph as ox
import pytest

from ingest.contract import dump
from ingest.link import align
from ingest.model import (
    Alignment,
    Annotation,
    Correspondence,
    Difference,
    Gap,
    GapState,
    OnlyIn,
    Relation,
    Severity,
    Strength,
)
from ingest.text import Span
from ingest.write.jsonl import link_rows
from ingest.write.link_quads import link_quads
from lawgraph.stored_links import rows_of
from ontology.terms import LG
from tests.linked import graph_of, read

UPPER = "某省物业条例\n\n第一条 物业服务收费应当公示。业主可以查询。\n第二条 禁止占用消防通道。\n"
LOWER = (
    "某市物业管理办法\n\n第一条 物业服务收费应当在六十分钟\n内公示，业主可以查询。\n第二条 鼓励安装充电桩。\n"
)
PAIR = read(UPPER), read(LOWER)


def words(annotation: Annotation, text: str) -> tuple[Span, ...]:
    """The place of words in a source, in two lines where they are broken."""
    source = annotation.document.source.text
    if text in source:
        return (Span(source.index(text), source.index(text) + len(text)),)
    return tuple(span for half in text.split("|") for span in words(annotation, half))


def only(side: str, text: str) -> OnlyIn:
    upper, lower = PAIR
    spans = words(upper if side == "upper" else lower, text)
    return OnlyIn("upper" if side == "upper" else "lower", text.replace("|", "\n"), spans)


def link(**said: object) -> Correspondence:
    found = Correspondence("art-1", "art-1", Relation.DETAILS, 0.8125, ())
    return replace(found, **said)  # type: ignore[arg-type]


LINKS = [
    (link(), "nothing but what each has: no sentence, difference, group or content of one side"),
    (link(strength=Strength.SAME_ACT), "the same act"),
    (link(difference=Difference.STRICTER), "a difference that burdens nobody in particular"),
    (
        link(difference=Difference.LOOSER, difference_for="物业服务人"),
        "a difference and the party that it favours",
    ),
    (link(difference=Difference.POSSIBLE_CONFLICT), "a possible conflict"),
    (
        link(
            lower_spans=words(PAIR[1], "物业服务收费应当在六十分钟|内公示"),
            upper_spans=words(PAIR[0], "物业服务收费应当公示。"),
        ),
        "a sentence in two lines is one of two places",
    ),
    (link(group="split-1"), "a group"),
    (link(review="orcid:0000-0002-1825-0097 2026-03-01"), "what a person decided"),
    (link(only_in=(only("lower", "在六十分钟|内"),)), "one content in two lines stays one"),
    (
        link(only_in=(only("lower", "查询"), only("upper", "业主可以"), only("lower", "在六十分钟|内"))),
        "three contents in the order in which they were said, whichever side has them",
    ),
]


def alignment(links: tuple[Correspondence, ...] = (), gaps: tuple[Gap, ...] = ()) -> Alignment:
    return Alignment(*PAIR, links, gaps)


def stored(given: Alignment) -> list[str]:
    titles = (side.document.metadata.title for side in PAIR)
    return list(dump(rows_of(graph_of(PAIR, [given]), *titles)))


@pytest.mark.parametrize(("said", "why"), LINKS, ids=[why for _, why in LINKS])
def test_a_correspondence_is_the_same_from_the_graph(said: Correspondence, why: str) -> None:
    given = alignment((said,))
    assert stored(given) == list(dump(link_rows(given))), why


GAPS = [
    Gap("upper", "art-2", None, 0.0, "没有相近的。None is near."),
    Gap("upper", "art-2", "art-1", 0.25, "差异在“消防通道”。", state=GapState.ABSENT, severity=Severity.HIGH),
    Gap("lower", "art-2", "art-1", 0.5, "差异。", state=GapState.DOUBTFUL, probability=0.3125),
    Gap("lower", "art-2", None, 0.0, "只规定施行。", state=GapState.FORMAL, probability=1.0),
    Gap("lower", "art-2", None, 0.0, "审定没有。", review="orcid:0000-0002-1825-0097 2026-03-01"),
]


@pytest.mark.parametrize("said", GAPS, ids=lambda gap: f"{gap.side} {gap.state}")
def test_a_gap_is_the_same_from_the_graph(said: Gap) -> None:
    given = alignment(gaps=(said,))
    assert stored(given) == list(dump(link_rows(given)))


def test_the_rows_of_a_pair_are_the_same_in_the_same_order() -> None:
    given = align(*PAIR)
    assert given.correspondences
    assert stored(given) == list(dump(link_rows(given)))


def test_candidates_are_in_no_graph() -> None:
    given = align(*PAIR, candidates=True)
    assert given.candidates
    assert list(link_quads(given)) == list(link_quads(replace(given, candidates=())))


def test_a_graph_of_an_older_program_says_nothing_of_what_it_does_not_know() -> None:
    engine = graph_of(PAIR, [alignment((link(),), (GAPS[0],))])
    for term in ("strength", "gapState", "probability", "severity"):
        found = list(engine.store.quads_for_pattern(None, ox.NamedNode(LG.NAMESPACE + term), None, None))
        assert found, term
        for quad in found:
            engine.store.remove(quad)
    correspondence, gap = rows_of(engine, *(side.document.metadata.title for side in PAIR))
    assert '"strength"' not in "".join(dump([correspondence]))
    assert not {"state", "probability", "severity"} & set("".join(dump([gap])).replace('"', " ").split())
