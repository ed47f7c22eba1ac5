"""对照表: which rows stand between two documents, in which order, under which filters; what is shown and handed in."""

from __future__ import annotations

import csv
import io
import json
import urllib.request
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document as Word

from ingest.model import (
    Alignment,
    Annotation,
    Correspondence,
    Difference,
    Evidence,
    Gap,
    GapState,
    Relation,
    Severity,
)
from ingest.text import Span
from lawgraph.build import BuildReport
from lawgraph.explorer.compare import PAGE
from lawgraph.explorer.compare.beside import Many
from lawgraph.explorer.compare.chosen import Choosing
from lawgraph.explorer.compare.found import LOWER, UPPER, between, in_place
from lawgraph.explorer.compare.narrowed import Filters, narrow
from lawgraph.explorer.compare.page import Comparison
from lawgraph.explorer.compare.rows import rows
from lawgraph.explorer.compared import compared
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Missing, Shown
from lawgraph.explorer.pairing import pairs
from lawgraph.reviews.filled import read_filled
from lawgraph.reviews.keys import RowKey
from lawgraph.stored_links import Reader
from lawgraph.tables.cells import Table
from ontology.iri import DocumentIri
from queries.engine import EmbeddedEngine

from .linked import graph_of
from .linked import read as annotated
from .test_explorer import read
from .test_serve import send


def fetched(url: str) -> bytes:
    """What a download holds."""
    with urllib.request.urlopen(url, timeout=60) as answer:
        return bytes(answer.read())


NATION = annotated(
    "中华人民共和国物业法\n\n第一条 物业服务收费应当公示。具体办法另定。\n第二条 禁止占用消防通道。\n"
    "第三条 业主可以查询账目。\n第四条 本法自2020年1月1日起施行。\n"
)
PROVINCE = annotated(
    "青海省物业管理条例\n\n第一条 物业服务收费应当公示。\n第二条 禁止占用消防通道。\n第三条 业主可以查询账目。\n"
    "第四条 鼓励安装充电桩。\n"
)
CITY = annotated("西宁市物业管理办法\n\n第一条 物业服务收费应当公示。\n第二条 鼓励安装充电桩。\n")
STRANGER = annotated("西宁市停车办法\n\n第一条 停车应当缴费。\n")


def link(lower: str, upper: str, score: float, difference: Difference | None = None) -> Correspondence:
    evidence = Evidence("words", 0.4, "物业服务", (Span(15, 19),), "物业服务", (Span(15, 19),))
    return Correspondence(lower, upper, Relation.DETAILS, score, (evidence,), difference=difference)


def gap(side: Any, path: str, state: GapState, probability: float, severity: Severity) -> Gap:
    reason = "matter: 另讲一事。 / another matter."
    return Gap(side, path, "art-1", 0.2, reason, state=state, probability=probability, severity=severity)


def pair(upper: Annotation, lower: Annotation, *found: Correspondence | Gap) -> Alignment:
    links = tuple(each for each in found if isinstance(each, Correspondence))
    return Alignment(upper, lower, links, tuple(each for each in found if isinstance(each, Gap)))


ENGINE = graph_of(
    (NATION, PROVINCE, CITY, STRANGER),
    (
        pair(
            NATION,
            PROVINCE,
            link("art-1", "art-1", 0.9, Difference.STRICTER),
            link("art-1", "art-3", 0.3),
            link("art-3", "art-3", 0.6),
            gap("upper", "art-2", GapState.ABSENT, 0.8, Severity.HIGH),
            gap("upper", "art-4", GapState.FORMAL, 1.0, Severity.LOW),
            gap("lower", "art-2", GapState.DOUBTFUL, 0.4, Severity.HIGH),
            gap("lower", "art-4", GapState.ABSENT, 0.9, Severity.LOW),
        ),
        pair(PROVINCE, CITY, link("art-1", "art-1", 0.85), link("art-2", "art-4", 0.95)),
    ),
)
STORE = Path("a graph of this test")
BASE = "https://w3id.org/lawgraph/"
N, P, C, S = (
    str(DocumentIri.of(each.document.source.text)).removeprefix(BASE)
    for each in (NATION, PROVINCE, CITY, STRANGER)
)


def shown(query: str, engine: EmbeddedEngine = ENGINE, store: Path = STORE) -> Shown:
    items = [(name, value) for name, _, value in (each.partition("=") for each in query.split("&")) if name]
    return PAGE.show(Asked(engine, store, Given.of(items, PAGE.parameters)))


def comparison(query: str) -> Comparison:
    content = shown(query).content
    assert isinstance(content, Comparison)
    return content


def ends(content: Comparison) -> list[tuple[str, str]]:
    """How the rows are cited on both sides; a gap has the state on the side that has nothing."""

    def cited(row: Any, side: Any) -> str:
        return str(side.carrying.label if side else row.line.state)

    return [(cited(row, row.lower), cited(row, row.upper)) for row in content.rows]


ALL = [
    ("第一条", "第一条"),
    ("第一条", "第三条"),
    ("absent", "第二条"),
    ("第二条", "doubtful"),
    ("第三条", "第三条"),
    ("formal", "第四条"),
    ("第四条", "absent"),
]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ALL),  # what only the upper one has stands behind the row of the provision before it
        (
            "by=upper",
            [
                ("第一条", "第一条"),
                ("第二条", "doubtful"),
                ("absent", "第二条"),
                ("第三条", "第三条"),
                ("第一条", "第三条"),
                ("第四条", "absent"),
                ("formal", "第四条"),
            ],
        ),
        ("state=linked", [ALL[0], ALL[1], ALL[4]]),
        ("state=absent", [("absent", "第二条"), ("第四条", "absent")]),
        ("state=absent&state=doubtful", [("absent", "第二条"), ("第二条", "doubtful"), ("第四条", "absent")]),
        ("state=reviewed", []),
        ("confidence=certain&confidence=unsure", [ALL[0], ALL[1]]),  # gaps are not sure as links are
        ("difference=stricter", [ALL[0]]),
        ("difference=none", [ALL[1], ALL[4]]),
        ("difference=stricter&confidence=unsure", []),  # all filters together
        ("q=充电桩", [("第四条", "absent")]),  # in a text of either side
        ("q=公示 另定", [ALL[0]]),  # all words, on whichever side
        ("q=第四条", [("formal", "第四条"), ("第四条", "absent")]),  # how a provision is cited
        ("offset=5", [("formal", "第四条"), ("第四条", "absent")]),
        ("offset=50", []),
    ],
)
def test_rows_are_chosen_over_all_and_stand_in_their_place(
    query: str, expected: list[tuple[str, str]]
) -> None:
    found = comparison(f"lower={P}&upper={N}&{query}")
    assert ends(found) == expected
    assert (found.counts.links, found.counts.stricter) == (3, 1)
    assert found.counts.upper == (("absent", 1), ("formal", 1))


def test_a_choice_says_how_many_rows_it_leaves_beside_the_other_filters() -> None:
    found = comparison(f"lower={P}&upper={N}&confidence=certain")
    options = {facet.parameter: {each.value: each.many for each in facet.options} for facet in found.facets}
    assert options["confidence"] == {"certain": 1, "likely": 1, "unsure": 1}
    assert options["difference"] == {"stricter": 1}
    assert options["state"] == {"linked": 1}


def test_topics_and_departments_are_of_either_side() -> None:
    found = between(Reader(ENGINE), BASE + P, BASE + N)
    topics = {topic for unit in found.units.values() for topic in unit.topics}
    assert topics
    for topic in topics:
        kept = narrow(found, Filters(topics=(topic,))).lines
        assert kept
        assert all(any(topic in found.units[unit].topics for unit in line.units) for line in kept)
    assert narrow(found, Filters(departments=("没有的部门",))).lines == ()


def test_a_row_has_texts_with_the_sentence_evidence_and_reason() -> None:
    first, _, upper_gap, *_ = comparison(f"lower={P}&upper={N}").rows
    assert first.lower is not None
    assert first.lower.unit.text == "物业服务收费应当公示。"
    (share,) = first.evidence
    assert (share.signal, share.share) == ("words", 0.4)
    assert all(word in "物业服务收费应当公示。" for quote in share.quotes for word in quote)
    assert (first.sure, first.line.probability, first.line.difference) == ("certain", 0.9, "stricter")
    assert upper_gap.lower is None
    assert upper_gap.why == ("另讲一事。", "another matter.")
    assert upper_gap.nearest is not None
    assert upper_gap.nearest.provision.iri == f"{BASE}{P}/art-1"


def test_documents_that_were_compared_the_other_way_round_are_turned() -> None:
    found = comparison(f"lower={N}&upper={P}")
    assert found.reversed
    assert (found.lower.iri, found.upper.iri) == (BASE + P, BASE + N)
    assert ends(found) == ALL


def test_documents_that_were_not_compared_are_an_empty_page() -> None:
    found = comparison(f"lower={S}&upper={N}")
    assert (found.rows, found.total, found.filtered, found.reversed) == ((), 0, False, False)


@pytest.mark.parametrize(
    ("query", "error"),
    [
        ("lower=nonsense&upper=eli/cn/text/0123456789abcdef", Wrong),  # no address of a document
        (f"lower={P}> ?x <x&upper={N}", Wrong),  # nothing of an address comes into a query
        (f"lower={P}/art-1&upper={N}", Wrong),  # a provision is no document
        (f"lower={P}&upper=eli/cn/text/0123456789abcdef", Missing),  # no such document here
        (f"lower={P}&upper={N}&state=odd", Wrong),
        (f"lower={P}&lower={C}&upper={N}", Wrong),
        (f"lower={P}&upper={N}&offset=-1", Wrong),
        (f"lower={P}&upper={N}&by=side", Wrong),
    ],
)
def test_what_has_no_sense_is_refused(query: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        shown(query)


@pytest.mark.parametrize(
    ("query", "pairs", "more"),
    [
        ("", [(N, P), (P, C)], 0),
        ("q=物业法", [(N, P)], 0),  # in the title of either
        ("q=西宁 青海", [(P, C)], 0),
        (f"upper={N}", [(N, P)], 0),
        (f"lower={C}", [(P, C)], 0),
        (f"document={P}", [(N, P), (P, C)], 0),  # on either side
        (f"document={C}", [(P, C)], 0),
        (f"lower={P}&upper={P}", [], 0),  # with itself nothing is compared
        ("offset=1", [(P, C)], 0),
        ("q=没有", [], 0),
    ],
)
def test_pairs_to_choose_from(query: str, pairs: list[tuple[str, str]], more: int) -> None:
    content = shown(query).content
    assert isinstance(content, Choosing)
    found = [(group.upper.path, each.lower.path) for group in content.groups for each in group.pairs]
    assert found == pairs
    assert sum(group.more for group in content.groups) == more


def test_a_pair_is_counted_by_sureness_difference_and_side() -> None:
    content = shown("").content
    assert isinstance(content, Choosing)
    first = content.groups[0].pairs[0]
    assert (first.links, first.certain, first.likely, first.unsure, first.stricter) == (3, 1, 1, 1, 1)
    assert (first.lacking("upper"), first.lacking("lower", "doubtful"), first.lacking(severity="high")) == (
        2,
        1,
        2,
    )


def test_three_levels_side_by_side() -> None:
    found = shown(f"upper={N}&lower={P}&third={C}")
    content = found.content
    assert isinstance(content, Many)
    assert [each.path for each in content.documents] == [N, P, C]
    first = content.rows[0]
    assert [place.state for place in first.places] == ["head", "linked", "linked"]
    over = first.places[2].provisions[0]
    assert (over.over, over.lower, over.sure) == (
        ("第一条",),
        "",
        "likely",
    )  # reached, not linked: nothing to review
    direct = first.places[1].provisions[0]
    assert (direct.lower, direct.upper, direct.sure) == (f"{BASE}{P}/art-1", f"{BASE}{N}/art-1", "certain")
    assert [(low.path, up.path) for low, up in content.pairs] == [(P, N), (C, P)]
    assert callable(found.table)
    assert found.table().name == "levels"


@pytest.mark.parametrize(
    ("query", "heads"),
    [
        ("", ["第一条", "第二条", "第三条", "第二条", "第四条"]),
        ("q=消防", ["第二条", "第二条"]),
        ("state=absent", ["第二条", "第四条"]),
        ("difference=stricter", ["第一条"]),
        ("confidence=certain&state=not-compared", []),
    ],
)
def test_matters_are_chosen(query: str, heads: list[str]) -> None:
    if "not-compared" in query:
        with pytest.raises(Wrong):
            shown(f"document={N}&document={P}&document={C}&{query}")
        return
    content = shown(f"document={N}&document={P}&document={C}&{query}").content
    assert isinstance(content, Many)
    assert [row.label for row in content.rows] == heads


def test_the_table_has_every_row_that_fits_with_its_key() -> None:
    made = shown(f"lower={P}&upper={N}&offset=6").table
    assert callable(made)
    table = made()
    assert isinstance(table, Table)
    assert table.name == "counterparts"
    keys = [RowKey.read(str(cells[-1])) for cells in table.cells()]
    assert [(bool(key.lower.iri), bool(key.upper.iri)) for key in keys] == [
        (low not in ("absent", "formal"), up not in ("absent", "doubtful")) for low, up in ALL
    ]
    lacking = [row.lower_label for row in table.rows if not row.lower]  # type: ignore[attr-defined]
    assert lacking == ["（无对应，无对应的概率 0.8）", "（无需对应，无对应的概率 1）"]


class Silent:
    """An engine that nothing is asked of."""

    def query(self, text: str) -> Any:
        raise AssertionError(text)


def test_rows_of_nothing_ask_nothing() -> None:
    assert rows(Reader(Silent()), BASE + P, BASE + N, ()) == ()


def test_what_only_one_side_has_before_all_links_comes_first() -> None:
    found = between(Reader(ENGINE), BASE + P, BASE + N)
    lines = [line for line in found.lines if not line.is_link]
    assert [line.side for line in in_place(found, lines, LOWER)] == [UPPER, UPPER, LOWER, LOWER]


def test_a_build_counts_the_pairs_and_a_graph_without_the_file_is_counted(
    built_examples: BuildReport, tmp_path: Path
) -> None:
    folder = built_examples.generation.folder
    engine = EmbeddedEngine.open(folder / "store")
    counted = pairs(engine)
    written = compared(Silent(), folder / "store")  # what is written is not asked for
    assert written.pairs == counted
    assert len(counted) > 10
    first = counted[0]
    assert written.of(first.lower.iri, first.upper.iri) == first
    assert written.of(first.upper.iri, first.lower.iri) is None
    assert compared(engine, tmp_path / "store").pairs == counted


# Over HTTP, on the invented family


def address(site: str, lower: str, upper: str) -> str:
    listed = json.loads(send(f"{site}/compare.json").text)["content"]["groups"]
    return next(
        f"lower={pair['lower']['iri'].removeprefix(BASE)}&upper={pair['upper']['iri'].removeprefix(BASE)}"
        for group in listed
        for pair in group["pairs"]
        if lower in pair["lower"]["title"] and upper in pair["upper"]["title"]
    )


def test_the_page_says_both_texts_and_what_differs(explored_examples: str) -> None:
    query = address(explored_examples, "示例省促进", "保障法")
    said = read(explored_examples, f"/compare?{query}&difference=stricter")
    assert said.status == 200
    assert "十个工作日内" in said.text
    assert "二十个工作日内" in said.text
    assert said.text.count("data-review ") == 10
    english = read(explored_examples, f"/compare?{query}&lang=en&difference=stricter")
    assert "Article 9" in english.text


def test_the_workbook_of_the_page_is_read_back_by_the_import(explored_examples: str, tmp_path: Path) -> None:
    query = address(explored_examples, "示例省促进", "保障法")
    path = tmp_path / "handed.xlsx"
    path.write_bytes(fetched(f"{explored_examples}/compare.xlsx?{query}"))
    book = openpyxl.load_workbook(path)
    sheet = book["对照表"]
    heads = {str(cell.value).split("\n")[0]: at for at, cell in enumerate(sheet[1], 1)}
    for number, lacks in ((2, False), (None, True)):
        row = number or next(
            at
            for at in range(2, sheet.max_row + 1)
            if str(sheet.cell(at, heads["下位条款"]).value).startswith("（") is lacks
        )
        sheet.cell(row, heads["人工意见"]).value = "确认"
    book.save(path)
    filled = read_filled(path, "orcid:0000-0002-1825-0097", "2026-01-01")
    assert filled.problems == ()
    linked, lacking = filled.rows
    assert linked.decision.wanted
    assert (lacking.labels[0], bool(lacking.labels[1])) == (
        "",
        True,
    )  # of what is only above, the lower side is nothing


def test_the_document_and_the_csv_hold_the_rows_that_fit(explored_examples: str, tmp_path: Path) -> None:
    query = address(explored_examples, "示例省促进", "保障法") + "&difference=stricter"
    table = list(csv.reader(io.StringIO(send(f"{explored_examples}/compare.csv?{query}").text)))
    assert len(table) == 11
    path = tmp_path / "handed.docx"
    path.write_bytes(fetched(f"{explored_examples}/compare.docx?{query}"))
    words = Word(str(path))
    assert "从严" in "".join(cell.text for row in words.tables[0].rows for cell in row.cells)


def test_wrong_and_missing_documents_are_told(explored: str) -> None:
    assert read(explored, "/compare?lower=x&upper=y").status == 400
    missing = read(explored, "/compare?lower=eli/cn/text/0123456789abcdef")
    assert missing.status == 404
    assert "图谱中没有这份文件" in missing.text
