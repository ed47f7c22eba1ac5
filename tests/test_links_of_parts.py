"""Links whose smallest provisions are parts of units: graph, rows, queries and picture know both."""

from __future__ import annotations

import pytest

from ingest.contract import CorrespondenceRow
from ingest.model import Alignment, Correspondence, Evidence, Relation
from ingest.resolve.identity import identify
from ingest.write.jsonl import link_rows
from ingest.write.link_quads import link_quads
from ingest.write.names import Names
from lawgraph.reviews.collect import decisions_as_labels
from lawgraph.reviews.decisions import Decision, Place
from lawgraph.reviews.learning import reviewed_numbers
from lawgraph.reviews.template import template
from lawgraph.selection import Selection, selected
from lawgraph.stored_links import Reader, rows_of
from queries import EmbeddedEngine, ResultTable, find
from queries.picture import picture
from queries.pictured import Label, Quote
from tests.linked import graph_of, read

UPPER = read("青海省物业管理条例\n\n第一条 县级人民政府应当拆除占用消防通道的建筑物。\n")
LOWER = read(
    "西宁市物业管理办法\n\n第一条 市财政局应当公示物业服务收费。\n\n占用消防通道的建筑物，由市规划局拆除。\n"
    "第二条 业主可以查询账目。\n"
)


def linked() -> Alignment:
    spans = LOWER.document.provision("art-1/para-2").text_spans
    first = LOWER.document.provision("art-1/para-1").clean.spans(0, 4)
    above = UPPER.document.provision("art-1").text_spans
    evidence = (
        Evidence("clause", 0.6, "占用消防通道的建筑物，由市规划局拆除。", spans, "", above),
        Evidence("words", 0.2, "市财政局", first, "", above),
    )
    part = Correspondence(
        "art-1/para-2",
        "art-1",
        Relation.DETAILS,
        0.8,
        evidence,
        lower_spans=spans,
        upper_spans=above,
        lower_unit="art-1",
    )
    return Alignment(UPPER, LOWER, (part,), ())


def graph() -> EmbeddedEngine:
    return graph_of([UPPER, LOWER], [linked()])


def asked(name: str, **values: object) -> list[dict[str, object]]:
    answer = graph().query(find(name).bind(values))
    assert isinstance(answer, ResultTable)
    return [dict(zip(answer.variables, row, strict=True)) for row in answer.values()]


def test_a_row_names_both_and_is_read_back_from_the_graph() -> None:
    (row,) = (each for each in link_rows(linked()) if isinstance(each, CorrespondenceRow))
    assert (row.lower, row.lower_unit) == ("art-1/para-2", "art-1")
    assert (row.upper, row.upper_unit) == ("art-1", "art-1")
    (stored,) = rows_of(graph(), "青海省物业管理条例", "西宁市物业管理办法")
    assert isinstance(stored, CorrespondenceRow)
    assert (stored.lower, stored.lower_unit, stored.upper_unit) == ("art-1/para-2", "art-1", "art-1")
    assert [each.lower_text for each in stored.evidence] == [
        "占用消防通道的建筑物，由市规划局拆除。",
        "市财政局",
    ], "words beside the paragraph are read as well"


def test_the_shortcut_joins_the_provisions_and_their_units() -> None:
    short = [line for line in link_quads(linked()) if "#correspondsTo>" in line]
    assert sorted(line.split()[0].rpartition("/art-1")[2] for line in short) == ["/para-2>", ">"]
    whole = Alignment(UPPER, LOWER, (Correspondence("art-2", "art-1", Relation.DETAILS, 0.8, ()),), ())
    assert sum("#correspondsTo>" in line for line in link_quads(whole)) == 1, "the same two are said once"


def test_the_query_of_links_shows_the_paragraph_and_who_answers_in_the_article() -> None:
    (row,) = asked("cross-level-links")
    assert (row["lower_label"], row["upper_label"]) == ("第一条第二款", "第一条")
    assert row["lower_text"] == "占用消防通道的建筑物，由市规划局拆除。"
    assert row["lower_departments"] == "市财政局", "which stands in another paragraph"
    assert str(row["lower"]) == f"{row['lower_unit']}/para-2"


@pytest.mark.parametrize(("article", "found"), [("第一条", 2), ("第一条第二款", 2), ("第一条第一款", 0)])
def test_responsibilities_are_found_by_the_paragraph_or_its_article(article: str, found: int) -> None:
    rows = asked("responsibilities-of-linked", article=article)
    assert len(rows) == found
    assert {row["lower_label"] for row in rows} <= {"第一条第二款"}


def test_the_picture_draws_units_and_names_the_paragraph() -> None:
    drawn = picture(graph())
    assert [unit.label.zh for unit in drawn.units] == ["第一条", "第一条"]
    (link,) = drawn.links
    assert link.lower_part == Label("第一条第二款", "Article 1, paragraph 2")
    assert link.upper_part is None, "the whole article"
    (lower,) = (unit for unit in drawn.units if unit.id == link.lower)

    def words(quote: Quote) -> str:
        return "".join(lower.text[start:end] for start, end in quote.ranges)

    assert words(link.sentences[0]) == "占用消防通道的建筑物，由市规划局拆除。"
    assert [words(each.lower) for each in link.evidence] == [
        "占用消防通道的建筑物，由市规划局拆除。",
        "市财政局",
    ]


@pytest.mark.parametrize(
    ("path", "links", "why"),
    [
        ("art-1/para-2", 1, "what carries it"),
        ("art-1", 1, "its unit"),
        ("art-1/para-1", 0, "what is beside it"),
    ],
)
def test_a_part_of_a_graph_has_a_link_with_its_provision_or_unit(path: str, links: int, why: str) -> None:
    query = f"SELECT (<{Names(LOWER).provision(path)}> AS ?p) {{}}"
    asked = Reader(selected(graph(), Selection(query=query)))
    assert len(list(asked.ask("SELECT ?k { ?k a lg:Correspondence }"))) == links, why
    if links:
        assert len(list(asked.ask("SELECT ?a ?b { ?a lg:correspondsTo ?b }"))) == 2
        paths = {path for (path,) in asked.ask("SELECT ?path { ?p lg:path ?path }")}
        assert {"art-1", "art-1/para-1", "art-1/para-2"} <= paths, "the units are there whole"


def test_a_template_names_the_paragraph_as_it_is_cited() -> None:
    (row,) = (line.split("\t") for line in template(linked()).splitlines() if "lg:correspondsTo" in line)
    assert row[0].endswith("/art-1/para-2")
    assert (row[1], row[5]) == ("第一条第二款", "第一条")


def test_a_decision_on_a_paragraph_teaches_of_its_unit() -> None:
    places = [
        Place(str(identify(each.document).document), "", path)
        for each, path in ((LOWER, "art-1/para-2"), (UPPER, "art-1"))
    ]
    decision = Decision(*places, True, "2026-03-01", "orcid:0000-0002-1825-0097")
    assert [label.lower for label in decisions_as_labels(UPPER, LOWER, [decision])] == ["art-1/para-2"]
    assert reviewed_numbers(UPPER, LOWER, [decision]).wanted.tolist() == [1]
