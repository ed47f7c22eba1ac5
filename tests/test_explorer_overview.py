"""概览: which documents the page lists under which conditions, in which order, and what it says of them."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer.catalogue import Catalogue, Counts, Document, Named, Sure
from lawgraph.explorer.facets import MOST, Facet
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.overview import PAGE, SIZE, Overview, shown
from lawgraph.explorer.page import Shown
from lawgraph.tables.cells import Table

from .test_explorer import read
from .test_serve import send

DAY = date(2024, 6, 1)
LAW, RULES = Named("law", "法律", "law"), Named("local-regulation", "地方性法规", "local regulation")
CHINA, QINGHAI = Named("000000", "中华人民共和国", "China"), Named("630000", "青海省", "Qinghai")
HAIXI, GOLMUD = Named("632800", "海西州", "Haixi"), Named("632801", "格尔木市", "Golmud")
LOANS, DUST = Named("loans", "贷款", "loans"), Named("dust", "扬尘", "dust")
DOCUMENTS = (
    Document(
        "d:law", "中小企业促进法", level="national", territory=CHINA, kind=LAW, number="主席令第74号",
        dated=date(2017, 9, 1), since=date(2018, 1, 1), issuers=("全国人大常委会",), topics=(LOANS,),
        counts=Counts(20, downward=Sure(3, 2, 1), absent=4, grave=2),
    ),
    Document(
        "d:qh", "青海省条例", level="province", territory=QINGHAI, kind=RULES, dated=date(2019, 3, 1),
        since=date(2019, 5, 1), until=date(2023, 1, 1), issuers=("省人大",), topics=(LOANS, DUST),
        counts=Counts(10, upward=Sure(3, 2, 1), doubtful=5, stricter=2),
    ),
    Document(
        "d:hx", "海西州办法", level="prefecture", territory=HAIXI, kind=RULES, dated=date(2020, 3, 1),
        since=date(2030, 1, 1), issuers=("州人大", "州政府"), topics=(DUST,), counts=Counts(5, open=9),
    ),
    Document("d:gm", "格尔木市通知", level="county", territory=GOLMUD, dated=date(2019, 6, 1)),
    Document("d:no", "无名"),
    Document("d:odd", "怪层级", level="planet"),
)  # fmt: skip
CATALOGUE = Catalogue(DOCUMENTS)


def page(query: str = "", of: Catalogue = CATALOGUE) -> tuple[Shown, Overview]:
    items = [(name, value) for name, _, value in (each.partition("=") for each in query.split("&")) if name]
    found = shown(of, Given.of(items, PAGE.parameters), DAY)
    assert isinstance(found.content, Overview)
    return found, found.content


def titles(content: Overview) -> list[str]:
    return [entry.title for rung in content.rungs for entry in rung.entries]


ALL = ["中小企业促进法", "青海省条例", "海西州办法", "格尔木市通知", "怪层级", "无名"]


@pytest.mark.parametrize(
    ("query", "expected", "why"),
    [
        ("", ALL, "nothing narrows the list; what has no level, or one that nobody knows, comes last"),
        ("level=province", ["青海省条例"], "a level"),
        ("level=province&level=county", ["青海省条例", "格尔木市通知"], "one of two levels"),
        ("level=unknown", ["怪层级", "无名"], "the level is not known"),
        ("territory=630000", ["青海省条例", "海西州办法", "格尔木市通知"], "a province with its places"),
        ("territory=632801", ["格尔木市通知"], "a city"),
        ("territory=000000", ["中小企业促进法"], "the country holds no places in this list"),
        ("territory=unknown", ["怪层级", "无名"], "no place"),
        ("type=local-regulation", ["青海省条例", "海西州办法"], "a type"),
        ("type=unknown", ["格尔木市通知", "怪层级", "无名"], "no type"),
        ("year=2019", ["青海省条例", "格尔木市通知"], "a year"),
        ("year=2019&level=county", ["格尔木市通知"], "two facets: both"),
        ("issuer=州政府", ["海西州办法"], "one of its issuers"),
        ("topic=dust", ["青海省条例", "海西州办法"], "one of its topics"),
        ("topic=dust&topic=loans&level=national", ["中小企业促进法"], "one of two topics, and a level"),
        ("status=in-force", ["中小企业促进法"], "it says since when"),
        ("status=expired", ["青海省条例"], "over"),
        ("status=not-yet", ["海西州办法"], "to come"),
        ("status=unknown", ["格尔木市通知", "怪层级", "无名"], "a date of issue is no entry into force"),
        ("title=条例", ["青海省条例"], "a word of the title"),
        ("title=海西 办法", ["海西州办法"], "two words"),
        ("title=７４", ["中小企业促进法"], "of the number, in full width"),
        ("title=不存在", [], "nothing has it"),
        ("issuer=不存在", [], "a value of another graph finds nothing and is no error"),
        ("level=national&topic=dust", [], "nothing is both"),
    ],
)  # fmt: skip
def test_which_documents_are_listed(query: str, expected: list[str], why: str) -> None:
    found, content = page(query)
    assert titles(content) == expected, why
    assert content.chosen == len(expected)
    assert content.documents == len(DOCUMENTS), "the totals are those of the graph"
    assert content.narrowed == bool(query)
    assert list(found.things) == [each.iri for title in expected for each in DOCUMENTS if each.title == title]
    table = found.table() if callable(found.table) else found.table
    assert isinstance(table, Table)
    assert len(table.rows) == len(expected)


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("links", ["b", "c", "a"]),
        ("unsure", ["c", "a", "b"]),
        ("gaps", ["c", "b", "a"]),
        ("stricter", ["a", "c", "b"]),
        ("doubtful", ["c", "a", "b"]),
        ("place", ["c", "a", "b"]),
        ("title", ["b", "c", "a"]),
        ("new", ["a", "c", "b"]),
        ("old", ["c", "a", "b"]),
    ],
)
def test_the_orders(sort: str, expected: list[str]) -> None:
    each = (
        Document(
            "a", "丙", dated=date(2020, 1, 1), territory=HAIXI,
            counts=Counts(upward=Sure(1), stricter=3, doubtful=1),
        ),
        Document("b", "㐀", counts=Counts(downward=Sure(2), absent=1)),
        Document(
            "c", "㐁", dated=date(2019, 1, 1), territory=QINGHAI,
            counts=Counts(upward=Sure(unsure=1), open=2, doubtful=2),
        ),
    )  # fmt: skip
    _, content = page(f"sort={sort}", Catalogue(each))
    assert [entry.iri for rung in content.rungs for entry in rung.entries] == expected


@pytest.mark.parametrize(
    "query", ["level=x", "status=x", "sort=x", "from-county=-1", "x=1", "title=a&title=b"]
)
def test_what_has_no_sense_is_refused(query: str) -> None:
    with pytest.raises(Wrong):
        page(query)


def facet(content: Overview, name: str) -> Facet:
    return next(each for each in content.facets if each.parameter == name)


def test_a_facet_tells_what_its_values_would_show() -> None:
    _, content = page("level=province&topic=dust")
    levels = {option.value: (option.count, option.chosen) for option in facet(content, "level").options}
    assert levels == {"province": (1, True), "prefecture": (1, False)}, "of those with the topic"
    topics = {option.value: (option.count, option.chosen) for option in facet(content, "topic").options}
    assert topics == {"loans": (1, False), "dust": (1, True)}, "of those of the level"
    assert [option.value for option in facet(content, "year").options] == ["2019"], "of those with both"
    for each in content.facets:
        for option in each.options:
            if each.parameter not in ("level", "topic"):
                _, further = page(f"level=province&topic=dust&{each.parameter}={option.value}")
                assert further.chosen == option.count, (each.parameter, option.value)


def test_a_value_that_finds_nothing_can_be_taken_away() -> None:
    _, content = page("issuer=不存在")
    assert [(option.value, option.count) for option in facet(content, "issuer").chosen] == [("不存在", 0)]


def test_the_values_come_in_an_order_that_is_expected() -> None:
    _, content = page()
    assert [option.value for option in facet(content, "level").options] == [
        "national", "province", "prefecture", "county", "unknown",
    ]  # fmt: skip
    assert [option.value for option in facet(content, "year").options] == ["2020", "2019", "2017", "unknown"]
    assert [option.value for option in facet(content, "territory").options] == [
        "000000", "630000", "632800", "632801", "unknown",
    ]  # fmt: skip
    assert [option.count for option in facet(content, "territory").options] == [1, 3, 2, 1, 2]


def test_thousands_of_documents_are_shown_in_parts_by_level() -> None:
    many = tuple(
        Document(f"d:{level}{at:04}", f"{at:04}", level=level, issuers=(f"机关{at}",))
        for level in ("province", "county")
        for at in range(55)
    )
    _, content = page("from-county=40&sort=title", Catalogue(many))
    province, county = content.rungs
    assert [entry.title for entry in province.entries] == [f"{at:04}" for at in range(SIZE)]
    assert [entry.title for entry in county.entries] == [f"{at:04}" for at in range(40, 55)]
    assert (province.total, county.total) == (55, 55)
    assert page("from-county=99", Catalogue(many))[1].rungs[1].entries == ()
    wide = tuple(Document(f"d:{at}", "甲", issuers=(f"机关{at:03}",)) for at in range(MOST + 5))
    issuers = facet(page("issuer=机关064", Catalogue(wide))[1], "issuer")
    assert (len(issuers.options), issuers.more) == (MOST, 5)
    assert issuers.chosen, "a value that is chosen is always listed"


def test_an_empty_graph_is_a_page() -> None:
    _, content = page("", Catalogue(()))
    assert (content.documents, content.rungs, content.counts) == (0, (), Counts())


def test_the_page_and_its_twins_say_the_same(explored_examples: str, built_examples: BuildReport) -> None:
    text = read(explored_examples, "/").text
    data = json.loads(send(f"{explored_examples}/overview.json").text)["content"]
    assert data["documents"] == len(built_examples.documents)
    assert f"{data['counts']['upward']['certain']:,}" in text
    for document in built_examples.documents:
        assert document.title in text
    assert "/queries/differences?run=1" in text  # the rows themselves, not an empty form
    rows = list(csv.DictReader(io.StringIO(send(f"{explored_examples}/overview.csv").text.lstrip("\ufeff"))))
    assert len(rows) == data["documents"]
    assert sum(int(row["上位依据：确定"]) for row in rows) == data["counts"]["upward"]["certain"]
    assert {row["层级"] for row in rows} == {"国家", "省级", "市级", "县级"}
    assert len(send(f"{explored_examples}/overview.csv?level=county").text.splitlines()) == 2


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/?title=不存在的词", 200, "没有同时符合这些条件的文件"),
        ("/?level=galaxy", 400, "level"),
        ("/?title=%3Cscript%3Ealert(1)%3C/script%3E", 200, "&lt;script&gt;"),
        ("/?from-county=9999", 200, "← 前面的"),
    ],
)
def test_what_is_odd_leads_on(explored_examples: str, path: str, status: int, words: str) -> None:
    from urllib.parse import quote

    said = read(explored_examples, quote(path, safe="/?=&%-"))
    assert said.status == status
    assert words in said.text
    assert "<script>alert" not in said.text
