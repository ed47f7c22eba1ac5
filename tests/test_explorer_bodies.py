"""The page of bodies: the list, one body, its reforms and duties, as models and over HTTP."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import quote

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer.bodies import PAGE
from lawgraph.explorer.bodies.busy import asked_for
from lawgraph.explorer.bodies.duties import Narrowed, answering_in, duties_of, in_provisions, told
from lawgraph.explorer.bodies.one import One
from lawgraph.explorer.bodies.reforms import Reforms
from lawgraph.explorer.bodies.register import ROLES, Counted, Register, Wanted
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Missing
from lawgraph.opening import open_store
from lawgraph.store import leased
from lawgraph.stored_links import Reader
from ontology.iri import BASE
from queries.engine import EmbeddedEngine
from queries.named_queries import find
from queries.result import ResultTable

from .test_explorer import read
from .test_serve import send

FINANCE = f"{BASE}/body/630000/finance"
COMMISSION = f"{BASE}/body/630000/economic-commission"


@pytest.fixture(scope="module")
def engine(built: BuildReport) -> Iterator[EmbeddedEngine]:
    with leased(built.generation.directory) as generation:
        yield open_store(generation)


@pytest.fixture(scope="module")
def register(engine: EmbeddedEngine) -> Register:
    return Register.read(engine)


def _answer(engine: EmbeddedEngine, name: str) -> ResultTable:
    found = engine.query(find(name).text)
    assert isinstance(found, ResultTable)
    return found


def asked(engine: EmbeddedEngine, built: BuildReport, path: str = "", **given: str) -> Asked:
    items = Given.of(tuple(given.items()), PAGE.parameters)
    return Asked(engine, built.generation.store, items, path)


def test_the_duties_are_those_that_the_query_of_the_library_counts(
    engine: EmbeddedEngine, register: Register
) -> None:
    """Leads in running text are beside them here; the query counts what stands in tables, and norms."""
    rows = _answer(engine, "departments-by-duties").values()
    counted = {name: (lead, norms) for name, lead, _, _, norms, _ in rows}
    for body in register.bodies:
        if body.name in counted and body.duties.total:
            lead, norms = counted[body.name]
            assert body.duties.lead >= lead, body.name
            assert body.duties.bearer == norms, body.name


@pytest.mark.parametrize(
    ("wanted", "first", "why"),
    [
        (Wanted(words="省经委"), "青海省经济委员会", "by another name than the one shown"),
        (Wanted(words="青海 财政"), "青海省财政厅", "all words stand in a name"),
        (Wanted(function="finance", role="lead"), "青海省财政厅", "a function and a role"),
        (
            Wanted(level="prefecture", place="632800"),
            "海西蒙古族藏族自治州县级以上人民政府",
            "a level and a place",
        ),
        (Wanted(kind="vertical"), "中国人民银行西宁中心支行", "a kind"),
        (Wanted(sort="lead"), "青海省金融工作办公室", "most that it leads, not most in all"),
    ],
)
def test_the_list_is_narrowed_and_sorted(register: Register, wanted: Wanted, first: str, why: str) -> None:
    assert register.wanted(wanted)[0].name == first, why


def test_bodies_without_duties_are_listed_only_when_asked_for(register: Register) -> None:
    usual, every = register.wanted(Wanted()), register.wanted(Wanted(all=True))
    assert all(each.duties.total for each in usual)
    assert len(every) == len(register.bodies) > len(usual)


def test_a_choice_leaves_as_many_as_it_says(register: Register) -> None:
    asked_for = Wanted(level="province")
    choices = register.choices(asked_for)
    assert set(choices) == {"level", "role", "place", "function", "kind"}
    for choice in choices["function"]:
        left = register.wanted(Wanted(level="province", function=choice.value))
        assert len(left) == choice.count, choice.said.zh
    assert {each.value for each in choices["level"]} >= {"province", "prefecture"}, "a level can be changed"


def test_the_body_of_a_function_elsewhere_is_known(register: Register) -> None:
    alike = register.alike(register.by_iri[COMMISSION])
    names = [each.name for each in alike]
    assert "海西蒙古族藏族自治州工业和信息化主管部门" in names
    assert [each.level for each in alike] == sorted(
        (each.level for each in alike),
        key=["national", "province", "prefecture", "county", "township", ""].index,
    )
    assert "青海省财政厅" not in names


def test_the_reforms_of_a_body_are_on_its_way(engine: EmbeddedEngine, register: Register) -> None:
    body = register.by_iri[COMMISSION]
    found = Reforms.read(engine).of(body.iri, body.division, body.functions)
    assert [each.date for each in found] == ["2009", "2018"]
    assert {name.name for name in found[-1].after} == {"青海省工业和信息化厅"}
    assert {each.certainty for each in found} == {"from-memory"}, "what is not checked is said so"


def test_a_reform_of_the_country_without_a_date_there_is_told(engine: EmbeddedEngine) -> None:
    reforms = Reforms.read(engine)
    dated = [each for body in reforms.members for each in reforms.of(body, f"{BASE}/division/630000", ())]
    assert all(each.date or each.country for each in dated)


def test_a_duty_has_the_provision_and_its_counterpart_with_who_answers_there(engine: EmbeddedEngine) -> None:
    reader = Reader(engine)
    duties = duties_of(reader, asked_for(reader, FINANCE))
    assert {each.role for each in duties} == {"lead", "cooperating", "bearer"}
    blocks = told(reader, in_provisions(duties))
    assert sum(len(block.lines) for block in blocks) == len(duties)
    block = next(each for each in blocks if each.label == "附件2第1项")
    assert any(line.role.zh == "牵头" and line.words == "" for line in block.lines), (
        "a task is its whole provision"
    )
    assert all(line.modality.zh for line in block.lines if line.duty.role == "bearer")
    below = block.counterparts[0]
    assert (below.above, below.document.level, below.label) == (False, "prefecture", "第七条")
    assert [each.name for each in below.answering] == ["海西蒙古族藏族自治州县级以上人民政府"]
    assert all(one.score >= other.score for one, other in pairwise(block.counterparts))


def test_who_answers_is_what_the_query_of_the_library_says(engine: EmbeddedEngine) -> None:
    answer = _answer(engine, "responsibilities-of-linked")
    names, rows = answer.variables, answer.rows
    at = {name: names.index(name) for name in ("side_label", "department_name", "lower_unit", "upper_unit")}
    said: dict[str, set[str]] = {}
    for row in rows:
        side, name, lower, upper = (str(getattr(row[at[each]], "value", "")) for each in at)
        said.setdefault(upper if side == "上级" else lower, set()).add(name)
    found = answering_in(Reader(engine), said)
    assert {unit: {each.name for each in those} for unit, those in found.items()} == said


@pytest.mark.parametrize(
    ("narrowed", "roles", "why"),
    [
        (Narrowed(), {"lead": 10, "cooperating": 2, "bearer": 40}, "nothing narrows"),
        (Narrowed(role="lead"), {"lead": 10}, "a role"),
        (Narrowed(level="prefecture"), {}, "no duty on another level"),
        (Narrowed(modality="encouragement"), {"bearer": 5}, "only a norm has a kind"),
        (Narrowed(document="nothing"), {}, "another document"),
    ],
)
def test_duties_are_narrowed(
    engine: EmbeddedEngine, narrowed: Narrowed, roles: dict[str, int], why: str
) -> None:
    reader = Reader(engine)
    duties = duties_of(reader, asked_for(reader, FINANCE))
    kept = Counter(each.role for each in duties if not narrowed.lacks(each))
    assert kept == roles, why


def test_what_is_counted_of_a_body() -> None:
    assert Counted(lead=1, bearer=2).total == 3
    assert Counted(lead=1, bearer=2).roles == ("lead", "bearer")


def test_one_body_shows_what_is_narrowed(engine: EmbeddedEngine, built: BuildReport) -> None:
    shown = PAGE.show(asked(engine, built, "body/630000/finance", role="lead"))
    assert isinstance(shown.content, One)
    assert shown.content.duties == 10
    assert {line.duty.role for block in shown.content.blocks for line in block.lines} == {"lead"}
    assert {each.value: each.count for each in shown.content.choices["role"]} == {
        "lead": 10,
        "cooperating": 2,
        "bearer": 40,
    }, "the other roles can be chosen still"


def test_a_later_document_that_names_a_body_after_its_end_is_told(
    engine: EmbeddedEngine, built: BuildReport
) -> None:
    shown = PAGE.show(asked(engine, built, "body/630000/economic-commission"))
    assert isinstance(shown.content, One)
    assert [(step.reform.date, step.still) for step in shown.content.steps] == [
        ("2009", "2012"),
        ("2018", ""),
    ]
    assert shown.content.kept.valid_until == "2014"


@pytest.mark.parametrize("path", ["body/630000/nothing", "eli/cn/text/x", "%3Cscript%3E"])
def test_another_thing_is_no_body(engine: EmbeddedEngine, built: BuildReport, path: str) -> None:
    with pytest.raises(Missing):
        PAGE.show(asked(engine, built, path))


@pytest.mark.parametrize("given", [{"level": "moon"}, {"role": "chief"}, {"sort": "size"}, {"kind": "cat"}])
def test_a_wrong_value_is_told(engine: EmbeddedEngine, built: BuildReport, given: dict[str, str]) -> None:
    with pytest.raises(Wrong):
        PAGE.show(asked(engine, built, **given))


def test_the_list_over_http(explored: str) -> None:
    page = read(explored, f"/bodies?q={quote('省经委')}")
    assert page.status == 200
    assert "青海省经济委员会" in page.text
    assert "/bodies/body/630000/economic-commission" in page.text
    nothing = read(explored, f"/bodies?q={quote('不存在的机构')}")
    assert (nothing.status, "没有这样的机构" in nothing.text) == (200, True)
    assert read(explored, "/bodies?level=moon").status == 400
    assert read(explored, "/bodies/body/630000/nothing").status == 404


def test_one_body_over_http_and_as_data(explored: str) -> None:
    page = read(explored, "/bodies/body/630000/finance")
    assert page.status == 200
    for words in ("青海省财政厅", "附件2第1项", "海西蒙古族藏族自治州县级以上人民政府", "很可能"):
        assert words in page.text
    data = json.loads(send(f"{explored}/bodies/body/630000/finance.json").text)
    assert data["content"]["body"]["name"] == "青海省财政厅"
    table = list(csv.reader(io.StringIO(send(f"{explored}/bodies/body/630000/finance.csv").text)))
    assert len(table) == 1 + 52, "all duties, not those of the page"
    assert {row[0] for row in table[1:]} == {ROLES[role].zh for role in ("lead", "cooperating", "bearer")}


def test_what_a_document_says_is_text(explored_examples: str) -> None:
    page = read(explored_examples, f"/bodies?q={quote('<script>alert(1)</script>')}")
    assert page.status == 200
    assert "<script>alert" not in page.text
