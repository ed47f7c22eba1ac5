"""检索: what the page finds, how it is narrowed, which facts it tells, and what it says when nothing is found."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from urllib.parse import quote

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer.found_facts import FACTS, facts_in, kinds_in
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked
from lawgraph.explorer.search import KINDS, LOOKED, PAGE, SIZE, Search, excerpt, show
from lawgraph.search import Index, index_of
from queries import EmbeddedEngine

from .test_explorer import read
from .test_serve import send

Searching = Callable[..., Search]


@pytest.fixture(scope="module")
def index(built_examples: BuildReport) -> Index:
    return index_of(built_examples.generation.folder)


@pytest.fixture(scope="module")
def engine(built_examples: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(built_examples.generation.store)


@pytest.fixture
def search(built_examples: BuildReport, engine: EmbeddedEngine) -> Searching:
    def searched(q: str, *more: tuple[str, str]) -> Search:
        given = Given.of([("q", q), *more], PAGE.parameters)
        content = show(Asked(engine, built_examples.generation.store, given)).content
        assert isinstance(content, Search)
        return content

    return searched


WORDS = ["企业", "补贴", "融资担保", "15个工作日", "中小企业 贷款", "“企业”", "财政厅", "贷款 -贴息"]


@pytest.mark.parametrize("q", WORDS)
@pytest.mark.parametrize("exact", [True, False])
def test_what_is_spread_is_what_is_found(index: Index, q: str, exact: bool) -> None:
    """One search told by documents and kinds, and one that lists: the same units in the same order."""
    found = index.find(q, exact=exact, limit=1000)
    with index.spread(q, exact=exact) as spread:
        shares = [share for share in spread.shares if share.kind != "definition"]
        first = spread.first(shares, 1000)
        assert spread.hits(number for number, _ in first) == found.hits
        assert sum(share.number for share in shares) == found.total
        assert [iri for _, iri in spread.first(shares, 5, 3)] == [hit.iri for hit in found.hits[3:8]]
        some = shares[::2]
        assert len(spread.first(some, 1000)) == sum(share.number for share in some)
    assert found.total or q == "贷款 -贴息"


@pytest.mark.parametrize("q", WORDS)
def test_all_hits_of_the_index_are_on_the_page(search: Searching, index: Index, q: str) -> None:
    content = search(q)
    found = index.find(q, limit=SIZE)
    assert (content.total, [hit.iri for hit in content.hits]) == (
        found.total,
        [hit.iri for hit in found.hits],
    )
    for hit, of_index in zip(content.hits, found.hits, strict=True):
        marked = [run.text for run in hit.runs if run.marked]
        assert marked == [
            of_index.text[low:high] for low, high in of_index.spans if len(of_index.text) <= 260
        ] or (len(of_index.text) > 260 and marked)


@pytest.mark.parametrize("parameter", ["kind", "level", "territory", "type", "document", "fact"])
def test_a_facet_tells_what_a_choice_leaves(search: Searching, parameter: str) -> None:
    content = search("企业")
    (facet,) = (each for each in content.facets if each.parameter == parameter)
    assert facet.options
    total = sum(option.count for option in facet.options)
    for option in facet.options:
        narrowed = search("企业", (parameter, option.value))
        assert narrowed.total == option.count, (parameter, option.value)
        (again,) = (each for each in narrowed.facets if each.parameter == parameter)
        assert sum(each.count for each in again.options) == total, (
            "the values that were not chosen are told too"
        )
        assert [each.value for each in again.chosen] == [option.value]


@pytest.mark.parametrize(
    ("q", "more", "why"),
    [
        ("企业", [("level", "province"), ("level", "county")], "one of two levels"),
        ("企业", [("kind", "provision"), ("level", "province")], "a kind and a level"),
        ("补贴", [("level", "province"), ("fact", "obligation")], "a level and a fact"),
    ],
)
def test_choices_are_those_of_the_hits(
    search: Searching, q: str, more: list[tuple[str, str]], why: str
) -> None:
    found = search(q, *more)
    levels = {value for name, value in more if name == "level"}
    assert 0 < found.total < search(q).total, why
    assert {hit.level for hit in found.hits} == levels, why
    for code in (value for name, value in more if name == "fact"):
        assert all(code in [fact.kind for fact in hit.facts] for hit in found.hits), why


def test_kinds_and_documents_may_be_called_as_in_the_service(search: Searching, index: Index) -> None:
    """An address of the service that a browser opens finds the same."""
    for kind in ("article", "paragraph"):
        assert search("企业", ("kind", kind)).total == index.find("企业", kind=kind).total
    assert search("企业", ("document", "示例省促进")).total == index.find("企业", document="示例省促进").total


@pytest.mark.parametrize(
    ("q", "others"),
    [("补贴", {"补助"}), ("15个工作日", {"十五个工作日"}), ("“补贴”", set()), ("电线杆", set())],
)
def test_what_was_looked_for_besides_is_told(search: Searching, q: str, others: set[str]) -> None:
    told = {other for each in search(q).also for other in each.others}
    assert told >= others if others else not told
    assert not search(q, ("exact", "yes")).also


def test_definitions_are_found_when_they_are_wanted(search: Searching) -> None:
    plain, wanted = search("中小企业"), search("中小企业", ("kind", "definition"))
    assert "定义" not in {hit.kind.zh for hit in plain.hits}
    assert {hit.kind.zh for hit in wanted.hits} == {"定义"}


@pytest.mark.parametrize("more", [[], [("level", "county")], [("fact", "money")]])
def test_nothing_found_is_told_with_a_way_on(search: Searching, more: list[tuple[str, str]]) -> None:
    content = search("中小企业信用贴息贷款办法", *more)
    assert (content.all, content.total, content.hits) == (0, 0, ())
    assert content.near
    assert all(search(each).all for each in content.near), "each that is told finds something"


@pytest.mark.parametrize(
    ("q", "more", "parameter"),
    [
        ("企" * 501, [], "q"),
        ("-企业", [], "q"),
        ("企业", [("kind", "x")], "kind"),
        ("企业", [("level", "x")], "level"),
        ("企业", [("fact", "x")], "fact"),
        ("企业", [("exact", "1")], "exact"),
        ("企业", [("offset", "-1")], "offset"),
    ],
)
def test_what_cannot_be_searched_is_refused(
    search: Searching, q: str, more: list[tuple[str, str]], parameter: str
) -> None:
    with pytest.raises(Wrong) as refused:
        search(q, *more)
    assert refused.value.parameter == parameter


@pytest.mark.parametrize(
    ("text", "spans", "shown", "why"),
    [
        ("甲乙丙", [(1, 2)], "甲[乙]丙", "a short text is shown whole"),
        ("甲乙丙", [], "甲乙丙", "no word in it: the name of a body by another name"),
        ("甲" * 300, [(0, 1)], "[甲]" + "甲" * 259 + "…", "cut at the end"),
        ("甲" * 100 + "乙" + "丙" * 300, [(100, 101)], "…" + "甲" * 60 + "[乙]" + "丙" * 199 + "…", "cut around it"),
        ("丁" * 259 + "乙乙" + "丙" * 9, [(259, 261)], "…" + "丁" * 60 + "[乙乙]" + "丙" * 9, "cut at the beginning"),
        ("甲" + "丁" * 257 + "乙乙乙乙" + "丙", [(0, 1), (258, 262)], "[甲]" + "丁" * 257 + "[乙乙]…", "a word is cut"),
    ],
)  # fmt: skip
def test_a_text_is_shown_around_its_words(
    text: str, spans: list[tuple[int, int]], shown: str, why: str
) -> None:
    assert "".join(f"[{run.text}]" if run.marked else run.text for run in excerpt(text, spans)) == shown, why


def test_the_facts_are_those_of_the_graph(engine: EmbeddedEngine, index: Index) -> None:
    iris = [hit.iri for hit in index.find("万元", limit=LOOKED).hits]
    kinds, facts = kinds_in(engine, iris), facts_in(engine, iris)
    assert any("money" in those for those in kinds.values())
    assert kinds.keys() == facts.keys()
    for iri, those in facts.items():
        assert {fact.kind for fact in those} <= kinds[iri] <= FACTS.keys()
        assert all(fact.iri.startswith(iri) for fact in those)
        assert len({(fact.kind, fact.words) for fact in those}) == len(those), (
            "what is said twice is told once"
        )
    assert not kinds_in(engine, [])
    assert not facts_in(engine, [])


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/search", 200, "可以这样写"),
        ("/search?q=补贴", 200, "<mark>"),
        ("/search?q=补贴", 200, "也检索了"),
        ("/search?q=补贴&exact=yes", 200, "只找了原词"),
        ("/search?q=中小企业信用贴息贷款办法", 200, "这样能找到"),
        ("/search?q=企业&territory=110000", 200, "这样筛选就没有了"),
        ("/search?q=-", 200, "没有找到"),
        ("/search?q=%22", 400, "没有要找的词"),
        ("/search?q=<script>alert(1)</script>", 200, "&lt;script&gt;"),
        ("/search?q=企业&offset=9999", 200, "← 前面的"),
    ],
)
def test_the_page_tells(explored_examples: str, path: str, status: int, words: str) -> None:
    said = read(explored_examples, quote(path, safe="/?=&%"))
    assert (said.status, words in said.text) == (status, True)
    assert "<script>alert" not in said.text


def test_the_twins_and_the_service_say_the_same(explored_examples: str) -> None:
    q = quote("补贴")
    content = json.loads(send(f"{explored_examples}/search.json?q={q}").text)["content"]
    service = json.loads(send(f"{explored_examples}/search?q={q}&limit=1000", Accept="text/html").text)
    assert content["total"] == service["total"]
    assert [hit["iri"] for hit in content["hits"]] == [hit["iri"] for hit in service["hits"]][:SIZE]
    rows = list(
        csv.DictReader(io.StringIO(send(f"{explored_examples}/search.csv?q={q}").text.lstrip("\ufeff")))
    )
    assert [row["地址"] for row in rows] == [hit["iri"] for hit in service["hits"]], (
        "all hits, not those of a page"
    )
    narrowed = f"q={q}&fact=obligation&level=province"
    few = json.loads(send(f"{explored_examples}/search.json?{narrowed}").text)["content"]
    text = send(f"{explored_examples}/search.csv?{narrowed}").text.lstrip("\ufeff")
    assert 0 < few["total"] < content["total"]
    assert [row["地址"] for row in csv.DictReader(io.StringIO(text))] == [hit["iri"] for hit in few["hits"]]
    assert set(KINDS) > {each["value"] for each in content["facets"][0]["options"]} > {"provision"}
