"""The named queries as pages: their list, their forms, answers with links, nothing found, wrong values."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlencode

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer.asking import NotAnswered
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.named_queries import PAGE, Form, Library, show
from lawgraph.explorer.page import Asked, Missing, Shown
from lawgraph.service.answers import table_of
from lawgraph.tables.cells import Table
from queries import EmbeddedEngine, ResultTable, find, library
from queries.check import check

from .test_explorer import read
from .test_serve import send


@pytest.fixture(scope="module")
def engine(built: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(built.generation.store)


def shown(engine: EmbeddedEngine, name: str = "", **given: str) -> Shown:
    items = [(key.replace("_", "-"), value) for key, value in given.items()]
    return show(Asked(engine, Path("store"), Given.of(items, PAGE.parameters), name))


def form_of(engine: EmbeddedEngine, name: str, **given: str) -> Form:
    content = shown(engine, name, **given).content
    assert isinstance(content, Library)
    assert content.form is not None
    return content.form


def test_every_query_is_listed_once(engine: EmbeddedEngine) -> None:
    content = shown(engine).content
    assert isinstance(content, Library)
    listed = [each.name for group in content.groups for each in group.entries]
    assert sorted(listed) == sorted(query.name for query in library())


@pytest.mark.parametrize("query", library(), ids=lambda query: query.name)
def test_every_query_answers_with_its_example(engine: EmbeddedEngine, query: object) -> None:
    """With the rows of its API, headed in Chinese, and its SPARQL finds the same."""
    name = getattr(query, "name", "")
    known = find(name)
    given = {key: str(value) for key, value in known.examples().items()}
    answer = shown(engine, name, **(given or {"run": "1"}))
    form = answer.content.form  # type: ignore[attr-defined]
    rows = engine.query(known.bind(given))
    assert isinstance(rows, ResultTable)
    assert form.answer.total == len(rows)
    titles = {column.title_zh for column in known.columns}
    assert set(form.answer.headings) <= titles
    assert isinstance(answer.table, Table)
    assert list(answer.table.cells()) == list(table_of(known, rows).cells())
    assert form.sparql.startswith(f"# {known.title_zh}")
    assert len(engine.query(form.sparql)) == len(rows)
    check(form.sparql)


def test_what_must_be_given_is_asked_for(engine: EmbeddedEngine) -> None:
    form = form_of(engine, "department-duties")
    assert form.answer is None
    assert [field.required for field in form.fields] == [True, False]
    assert form.example == (("department", "财政"),)
    asked = shown(engine, "department-duties", role="lead")
    assert asked.status == 400
    assert [bool(field.fault) for field in asked.content.form.fields] == [True, False]  # type: ignore[attr-defined]


def test_what_takes_its_time_waits_until_it_is_asked_for(engine: EmbeddedEngine) -> None:
    answer = shown(engine, "gaps")
    assert answer.content.form.answer is None  # type: ignore[attr-defined]
    assert callable(answer.table), "its data can be had all the same"
    table = answer.table()
    assert isinstance(table, Table)
    assert len(table.rows) == form_of(engine, "gaps", run="1").answer.total  # type: ignore[union-attr]


def test_an_answer_that_fails_is_told_beside_the_form(engine: EmbeddedEngine) -> None:
    class Slow:
        def query(self, text: str) -> object:
            raise NotAnswered(504, "page: 超过 20 秒。It took too long.")

    given = Given.of([("run", "1")], PAGE.parameters)
    answer = show(Asked(Slow(), Path("store"), given, "gaps"))  # type: ignore[arg-type]
    assert answer.status == 504
    assert answer.content.form.trouble.zh == "超过 20 秒。"  # type: ignore[attr-defined]
    assert answer.content.form.fields  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("name", "field", "closed", "offered"),
    [
        ("department-duties", "role", True, False),  # a list of its own
        ("gaps", "severity", True, False),  # the concepts of a scheme
        ("department-duties", "department", False, True),  # what the graph has
        ("body-succession", "division", False, True),  # the divisions
        ("thresholds", "min-amount", False, False),  # any number
    ],
)
def test_fields_are_of_the_kind_that_their_values_are(
    engine: EmbeddedEngine, name: str, field: str, closed: bool, offered: bool
) -> None:
    (found,) = [each for each in form_of(engine, name).fields if each.name == field]
    assert (found.closed, found.offered) == (closed, offered)
    assert bool(found.options) == closed


def test_a_choice_may_be_given_by_its_name(engine: EmbeddedEngine) -> None:
    by_name, by_code = (
        form_of(engine, "department-duties", department="财政", role=role) for role in ("牵头", "lead")
    )
    assert by_name.answer == by_code.answer
    assert [field.value for field in by_name.fields] == ["财政", "lead"]


def test_provisions_lead_to_their_pages(engine: EmbeddedEngine) -> None:
    form = form_of(engine, "cross-level-links", min_score="0.5")
    assert form.answer is not None
    row = form.answer.rows[0]
    at = dict(zip(form.answer.headings, row.cells, strict=True))
    assert "8fb97fd50b203320/" in at["下级条款"].iri
    assert "c8dafa78051482a4/" in at["上级条款"].iri, "each side its own, though both may be called alike"
    assert "人工审核" not in at, "a column without any value is left out"
    facts = form_of(engine, "thresholds", run="1").answer
    assert facts is not None
    words = facts.rows[0].cells[facts.headings.index("原文")]
    assert "/quantity-" in words.iri, "the words of a fact lead to it"
    assert any(cell.text.endswith("元") for row in facts.rows for cell in row.cells), (
        "amounts with their unit"
    )


def test_nothing_found_says_what_to_do_in_words_of_the_page(engine: EmbeddedEngine) -> None:
    form = form_of(engine, "department-duties", department="旅游厅", role="牵头")
    assert form.answer is not None
    assert form.answer.total == 0
    assert form.nothing is not None
    assert "“只要一种角色”" in form.nothing.zh
    assert "lawgraph query" not in form.nothing.zh + form.nothing.en
    assert [each.name for each in form.others] == ["departments-by-duties"]
    assert form_of(engine, "department-duties", department="旅游厅").near == (("department", "省旅游局"),)


@pytest.mark.parametrize(
    ("name", "given", "field", "near"),
    [
        ("thresholds", {"role": "补助吗"}, "role", "补助"),
        ("department-duties", {"department": "财政", "role": "牵"}, "role", "牵头"),
        ("thresholds", {"min_amount": "很多"}, "min-amount", ""),
        ("in-force-on", {"on": "2020-13-40"}, "on", ""),
        ("documents-by-place", {"division": "火星市"}, "division", ""),
    ],
)
def test_a_wrong_value_is_told_at_its_field(
    engine: EmbeddedEngine, name: str, given: dict[str, str], field: str, near: str
) -> None:
    answer = shown(engine, name, **given)
    assert answer.status == 400
    (wrong,) = [each for each in answer.content.form.fields if each.fault]  # type: ignore[attr-defined]
    assert wrong.name == field
    assert f"{field}=" not in wrong.fault.zh
    assert not near or wrong.near[0].words.zh == near


def test_what_is_no_query_or_no_parameter_of_it(engine: EmbeddedEngine) -> None:
    with pytest.raises(Missing, match="是不是 documents"):
        shown(engine, "documnts")
    with pytest.raises(Wrong) as refused:
        shown(engine, "documents", role="lead")
    assert refused.value.parameter == "role"
    with pytest.raises(Wrong):
        shown(engine, "documents", offset="500", run="1")


def test_answers_come_in_pages(engine: EmbeddedEngine) -> None:
    first, second = (
        form_of(engine, "norms-by-modality", modality="obligation", offset=at) for at in ("0", "50")
    )
    assert first.answer is not None
    assert second.answer is not None
    assert len(first.answer.rows) == 50
    assert first.answer.rows[-1] != second.answer.rows[0]


def test_readers_see_pages_and_programs_are_answered_as_before(explored: str) -> None:
    given = urlencode({"department": "财政"})
    page = read(explored, f"/queries/department-duties?{given}")
    assert page.kind.startswith("text/html")
    assert re.search(r'<a href="/page/eli/[^"]+">', page.text)
    assert send(f"{explored}/queries/department-duties?{given}").kind == "application/json"
    by_form = read(explored, f"/queries/department-duties?{given}&format=csv")
    assert by_form.kind.startswith("text/csv"), "a form that is asked for by name is for a program"
    twin = read(explored, f"/queries/department-duties.csv?{given}")
    assert twin.text.startswith("\ufeff部门,角色,")
    assert send(f"{explored}/queries/department-duties.json?{given}").kind == "application/json"
    assert read(explored, f"/queries/department-duties.docx?{given}").status == 404
    near = urlencode({"near": "教育", "limit": "5"})
    values = read(explored, f"/queries/department-duties/values/department?{near}")
    assert values.kind == "application/json"


def test_the_query_opens_in_the_page_for_sparql(explored: str) -> None:
    page = read(explored, "/queries/documents?run=1")
    (link,) = re.findall(r'<a class="button" href="(/sparql\?text=[^"]+)">', page.text)
    said = read(explored, link.replace("&amp;", "&"))
    assert said.status == 200
    assert "共 2 行" in said.text


def test_values_of_an_address_are_text(explored: str) -> None:
    given = urlencode({"department": '"><script>alert(1)</script>'})
    said = read(explored, f"/queries/department-duties?{given}")
    assert said.status == 200
    assert "<script>alert" not in said.text
