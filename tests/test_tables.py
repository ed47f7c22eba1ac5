"""What is handed in, as tables: all that the graph says and nothing else, counted against the graph."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pyoxigraph as ox
import pytest

from ingest.link import align
from lawgraph.build import BuildReport
from lawgraph.selection import Selection, selected
from lawgraph.stored_links import Reader
from lawgraph.tables.cells import NOT_READ, Marked, Number, Table, text_of
from lawgraph.tables.characters import escaped, unescaped, units, written
from lawgraph.tables.handed_in import handed_in
from lawgraph.tables.holdings import Holdings, chinese
from lawgraph.tables.tasks import days
from queries import EmbeddedEngine, open_engine
from queries.engine import Engine
from queries.result import Result

from .linked import graph_of, read

INPUT = Path(__file__).parent / "data" / "two-levels.trig"
NAMES = ("counterparts", "gaps", "amounts", "duties", "tasks", "doubts", "sources")


class Remote:
    """An engine that shows its store to nobody, as an endpoint does."""

    def __init__(self, engine: EmbeddedEngine) -> None:
        self._engine = engine

    def query(self, text: str) -> Result:
        return self._engine.query(text)


@pytest.fixture(scope="module")
def real(built: BuildReport) -> EmbeddedEngine:
    """The graph of the two documents of the project."""
    return EmbeddedEngine.open(built.generation.store)


def tables(engine: Engine) -> dict[str, Table]:
    return {table.name: table for table in handed_in(engine).tables}


def rows_of(table: Table) -> list[Any]:
    """The rows, of whichever type they are."""
    return list(table.rows)


def count(engine: Engine, pattern: str) -> int:
    ((found,),) = Reader(engine).ask(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {pattern} }}")
    return int(found or 0)


def column(table: Table, name: str) -> list[str]:
    at = [each.id for each in table.columns].index(name)
    return [text_of(row[at]) for row in table.cells()]


# The table, what of the graph each of its rows is, and which rows of it are counted.
COUNTED = [
    ("counterparts", "?x a lg:Correspondence", lambda row: row.upper is not None),
    ("counterparts", '?x a lg:Gap ; lg:side "lower"', lambda row: row.upper is None),
    ("gaps", "?x a lg:Gap", lambda row: True),
    ("gaps", '?x a lg:Gap ; lg:side "upper"', lambda row: row.level == "上位"),
    ("amounts", "?x a lg:MonetaryThreshold", lambda row: row.kind == "金额"),
    ("amounts", "?x a lg:RateThreshold", lambda row: row.kind == "比例"),
    ("amounts", "?x a lg:TimeLimit", lambda row: row.kind == "期限"),
    (
        "amounts",
        "?x a lg:DateLimit FILTER NOT EXISTS "
        "{ ?x lg:quantityRole ?r FILTER(REGEX(STR(?r), '/(adopted|approved|issued)$')) }",
        lambda row: row.kind == "日期",
    ),
    (
        "amounts",
        "?x a lg:MonetaryThreshold ; lg:payerName ?who",
        lambda row: row.kind == "金额" and row.payer,
    ),
    ("doubts", "?x lg:doubt ?why", lambda row: True),
    ("sources", "?x a lg:Document", lambda row: True),
    ("sources", "?x a lg:SourceText", lambda row: re.fullmatch("[0-9a-f]{64}", row.sha256)),
]


@pytest.mark.parametrize(("name", "pattern", "counted"), COUNTED)
@pytest.mark.parametrize("which", ["small", "real"])
def test_each_table_has_what_the_graph_has(
    real: EmbeddedEngine, which: str, name: str, pattern: str, counted: Callable[[Any], bool]
) -> None:
    engine = open_engine(INPUT) if which == "small" else real
    rows = [row for row in tables(engine)[name].rows if counted(row)]
    if "SourceText" in pattern and which == "small":
        pytest.skip("the small graph has no source texts with a digest")
    assert len(rows) == count(engine, pattern)


def test_each_department_of_a_measure_has_a_row(real: EmbeddedEngine) -> None:
    found = tables(real)["duties"]
    named = count(real, "?x a lg:Responsibility")
    assert sum(role in ("牵头", "配合", "负责") for role in column(found, "role")) >= named > 0
    assert count(real, "?x a lg:Norm ; lg:bearer ?body") > 0
    duties = {row.duty for row in rows_of(found)}
    words = {row[0] for row in Reader(real).ask("SELECT ?t { ?x a lg:Norm ; lg:bearer ?b ; lg:text ?t }")}
    assert words <= duties


def test_each_that_a_norm_binds_has_a_row_with_its_own_name() -> None:
    text = """
    @prefix lg: <https://w3id.org/lawgraph/ontology#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    @prefix d: <https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071/> .
    d:finance skos:prefLabel "某省财政厅"@zh .
    d:m a lg:Mention ; lg:mentions d:finance ; lg:text "财政部门" .
    d:k a lg:Mention ; lg:text "有关单位" .
    d:n a lg:Norm , lg:Obligation ; lg:inProvision d:art-1 ; lg:text "财政部门和有关单位应当公布" ;
        lg:bearer d:finance ; lg:bearerName "财政部门" , "有关单位" .
    """
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    rows = rows_of(tables(EmbeddedEngine(store))["duties"])
    assert {(row.department, row.printed) for row in rows} == {
        ("某省财政厅", "财政部门"),
        ("有关单位", "有关单位"),
    }


def test_each_row_of_a_table_of_tasks_is_a_task_of_its_leads(real: EmbeddedEngine) -> None:
    found = tables(real)["tasks"]
    labels = {row.label for row in rows_of(found)}
    wanted = Reader(real).ask(
        'SELECT ?l { ?x a lg:ResponsibilityTask ; rdfs:label ?l FILTER(LANG(?l) = "zh") }'
    )
    assert {label for (label,) in wanted} <= labels
    leads = count(real, "?x a lg:Responsibility ; lg:responsibilityRole ?r FILTER(REGEX(STR(?r), '/lead$'))")
    assert column(found, "role").count("牵头") == leads
    assert "" not in column(found, "department")[: leads - 1]


def test_the_sentences_of_a_link_are_marked_in_the_text(real: EmbeddedEngine) -> None:
    rows = [row for row in rows_of(tables(real)["counterparts"]) if row.upper is not None]
    for row in rows:
        for side in (row.lower, row.upper):
            marked = "".join(run.text for run in side.runs if run.marked)
            assert marked
            assert marked in side.text
    first = rows[0].upper
    assert any(not run.marked for run in first.runs)


def test_an_endpoint_gives_the_same_tables(real: EmbeddedEngine) -> None:
    there, here = tables(Remote(real)), tables(real)
    assert {name: list(there[name].cells()) for name in NAMES} == {
        name: list(here[name].cells()) for name in NAMES
    }


def test_a_graph_without_anything_gives_tables_without_rows() -> None:
    found = handed_in(EmbeddedEngine(ox.Store()))
    assert [(table.name, len(table.rows)) for table in found.tables] == [(name, 0) for name in NAMES]
    assert found.title == "对照表（图谱中没有文件）"


LAW = "示例省促进养蜂条例\n第一条 为了促进养蜂，制定本条例。\n第二条 县财政局应当在7个工作日内拨付每箱50元补助。\n"


def test_a_graph_without_links_has_the_rest() -> None:
    found = tables(graph_of([read(LAW)], []))
    assert [len(found[name].rows) for name in ("counterparts", "gaps", "sources")] == [0, 0, 1]
    words = [row.words for row in rows_of(found["amounts"])]
    assert words == ["7个工作日内", "50元"]
    (task,) = rows_of(found["tasks"])
    assert (task.deadline, task.starts, task.due) == ("7个工作日内", None, None)


def test_what_the_graph_does_not_say_is_empty() -> None:
    """An amount of which nothing but the words and the number is said."""
    text = """
    @prefix lg: <https://w3id.org/lawgraph/ontology#> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
    @prefix schema: <https://schema.org/> . @prefix d: <https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071/> .
    <https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071> a lg:Document ; eli:title "某办法"@zh .
    d:art-1 lg:inDocument <https://w3id.org/lawgraph/eli/cn/text/0a1b2c3d4e5f6071> ; lg:path "art-1" ; lg:order 1 ;
        lg:text "奖励100元。" .
    d:q a lg:Quantity , lg:MonetaryThreshold ; lg:inProvision d:art-1 ; lg:text "100元" ; schema:minValue 100 ;
        lg:place <https://w3id.org/lawgraph/source/ab#char=2,6> .
    d:n a lg:Norm , lg:Obligation ; lg:inProvision d:art-1 ; lg:text "奖励100元" ; lg:bearerSource "unknown" ;
        lg:place <https://w3id.org/lawgraph/source/ab#char=0,6> .
    """
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    found = tables(EmbeddedEngine(store))
    (amount,) = found["amounts"].cells()
    said = {
        each.id: cell for each, cell in zip(found["amounts"].columns, amount, strict=True) if cell is not None
    }
    assert set(said) == {"number", "document", "label", "kind", "words", "low", "text"}
    assert said["low"] == Number(Decimal(100))
    assert [row.department for row in rows_of(found["duties"])] == [NOT_READ]
    (source,) = rows_of(found["sources"])
    assert (source.level, source.issuers, source.issued, source.file) == (None, None, None, None)


def test_what_is_selected_is_what_is_handed_in(real: EmbeddedEngine) -> None:
    part = selected(real, Selection(states=("确定",)))
    found = tables(part)["counterparts"]
    assert set(column(found, "sure")) == {"确定"}
    assert 0 < len(found.rows) < len(rows_of(tables(real)["counterparts"]))


UPPER = """示例省养犬管理条例
第一条 养犬人应当在30日内办理登记。
第二条 禁止携犬进入学校。
第三条 公安机关负责养犬登记。
"""
LOWER = "示例市养犬管理办法\n第一条 养犬人应当在15日内办理登记。\n第二条 禁止携犬进入学校和医院。\n"
COUNTY = "示例县养犬管理规定\n第一条 养犬人应当在10日内办理登记。\n第二条 禁止携犬进入学校、医院和公园。\n"


@pytest.fixture(scope="module")
def family() -> EmbeddedEngine:
    """Three rules on one subject, each compared with the one above."""
    upper, lower, county = map(read, (UPPER, LOWER, COUNTY))
    return graph_of([upper, lower, county], [align(upper, lower), align(lower, county)])


def test_three_levels_stand_side_by_side_with_their_words(family: EmbeddedEngine) -> None:
    found = tables(family)["levels"]
    heads = [each.zh for each in found.columns[1:]]
    assert len(heads) == 3
    assert all(any(title in head for head in heads) for title in ("示例省", "示例市", "示例县"))
    cells = [text_of(cell) for row in found.cells() for cell in row]
    assert any(re.match(r"第.条（[\d.]+ (确定|很可能|待核)[^）]*）\n.*办理登记", cell) for cell in cells), (
        cells
    )


def test_two_levels_are_not_said_twice(real: EmbeddedEngine) -> None:
    assert "levels" not in tables(real)


def test_rows_are_numbered_and_stand_in_the_order_of_the_lower_rule(real: EmbeddedEngine) -> None:
    found = tables(real)["counterparts"]
    assert column(found, "number") == [str(at) for at in range(1, len(found.rows) + 1)]
    holdings = Holdings(real)
    order = {
        each.label: each.order for each in holdings.provisions.values() if each.document.endswith("0b203320")
    }
    places = [order[label] for label in column(found, "lower_label")]
    assert places == sorted(places)


def test_days_of_tasks_are_those_that_the_graph_says(real: EmbeddedEngine) -> None:
    found = days(Holdings(real))
    said = {each.said for each in found}
    assert said >= {"2012", "2012-03", "2012-01-01", "2012-12-31"}
    assert not said & {"2012-03-17", "2020-06-10"}, "the days of the documents themselves are no tasks"
    assert [each.said for each in found] == sorted(each.said for each in found)


def test_of_too_many_documents_it_is_said_that_they_are_not_set_side_by_side() -> None:
    texts = [
        f"示例{name}办法\n第一条 本办法自2020年1月1日起施行。\n" for name in "甲乙丙丁戊己庚辛壬癸子丑寅"
    ]
    found = handed_in(graph_of(map(read, texts), []))
    assert "levels" not in {table.name for table in found.tables}
    assert found.notes[-1].startswith("文件多于 12 份")
    assert not any("多于" in note for note in handed_in(graph_of([read(texts[0])], [])).notes)


DAY = "eli:date_document"
FORCE = "eli:first_date_entry_in_force"
AMENDED = "lg:dateAmended"
# What is said of two texts of one title, what they are called, and why.
VERSIONS = [
    ({DAY: "2020-01-01"}, {DAY: "2021-01-01"}, "甲（2020-01-01）", "甲（2021-01-01）", "dates"),
    (
        {DAY: "2020-01-01", FORCE: "2020-02-01"},
        {DAY: "2020-01-01", FORCE: "2023-01-01"},
        "甲（2020-02-01 施行）",
        "甲（2023-01-01 施行）",
        "adopted on one day, in force from two",
    ),
    (
        {DAY: "2020-01-01"},
        {DAY: "2020-01-01", AMENDED: "2022-05-01"},
        "甲（2020-01-01）",
        "甲（2020-01-01，2022-05-01 修正）",
        "one was amended",
    ),
    ({}, {}, "甲（a）", "甲（b）", "nothing but the IRI tells them apart"),
]


@pytest.mark.parametrize(("one", "other", "first", "second", "why"), VERSIONS)
def test_two_texts_of_one_title_are_told_apart(
    one: dict[str, str], other: dict[str, str], first: str, second: str, why: str
) -> None:
    text = """
    @prefix lg: <https://w3id.org/lawgraph/ontology#> . @prefix eli: <http://data.europa.eu/eli/ontology#> .
    """
    for name, told in (("a", one), ("b", other)):
        text += f'<http://x/{name}> a lg:Document ; eli:title "甲"@zh .\n'
        text += "".join(f'<http://x/{name}> {term} "{value}" .\n' for term, value in told.items())
    store = ox.Store()
    store.load(text.encode(), format=ox.RdfFormat.TURTLE)
    documents = Holdings(EmbeddedEngine(store)).documents
    assert [documents[f"http://x/{name}"].name for name in "ab"] == [first, second], why


CHINESE = [
    ("matter: 上位未提。 / not in it", "上位未提。", "the code of a reason goes"),
    ("没有写明 / not said", "没有写明", "a reason may have no code"),
    ("主语未能识别。The subject was not understood.", "主语未能识别。", "two sentences"),
    ("a fragment of “附件” beside it", "a fragment of “附件” beside it", "what is English alone stays whole"),
    ("按《条例》A类。", "按《条例》A类。", "a letter inside is no English half"),
]


@pytest.mark.parametrize(("text", "wanted", "why"), CHINESE)
def test_the_chinese_half_is_taken(text: str, wanted: str, why: str) -> None:
    assert chinese(text) == wanted, why


def test_characters_of_files() -> None:
    assert written("a\x00b\x0bc\ud800\ufffe\u202e") == "a\\x00b\\x0bc\\ud800\\ufffe\\u202e"
    assert unescaped(escaped("_x0041_ _x_ _x00410_")) == "_x0041_ _x_ _x00410_"
    assert escaped("_x0041_") == "_x005F_x0041_"
    assert units("中😀") == 3


def test_cells_as_text() -> None:
    assert text_of(date(2012, 3, 7)) == "2012-03-07"
    assert Marked.at("abc", [(1, 9)]).text == "abc"
    assert Marked.at("", []).runs == ()
