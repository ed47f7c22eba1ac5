"""The page of amounts and time limits: what is read, narrowed, sorted, drawn, and told over HTTP."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from decimal import Decimal
from urllib.parse import quote

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer.amounts import PAGE, Amounts
from lawgraph.explorer.amounts.narrowed import Register, Wanted
from lawgraph.explorer.amounts.plot import panels
from lawgraph.explorer.amounts.register import Amount, Document, Units
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Said
from lawgraph.opening import open_store
from lawgraph.store import leased
from queries.engine import EmbeddedEngine
from queries.named_queries import find
from queries.result import ResultTable

from .test_explorer import read
from .test_serve import send

UNITS = Units(
    {
        "CNY": Said("元", "yuan"),
        "%": Said("%", "%"),
        "working-day": Said("工作日", "working day"),
        "day": Said("日", "day"),
        "USD": Said("美元", "US dollar"),
    }
)
LAW = Document("https://x/eli/law", "某法", "national")
RULE = Document("https://x/eli/rule", "某市办法", "prefecture")


def amount(  # noqa: PLR0913, the fields that a case varies
    low: str | None = None,
    high: str | None = None,
    *,
    unit: str = "CNY",
    kind: str = "money",
    role: str = "fine",
    document: Document = LAW,
    above: bool = False,
    below: bool = False,
    payers: tuple[str, ...] = (),
    doubtful: bool = False,
    start: int = 0,
) -> Amount:
    return Amount(
        f"{document.iri}/art-1/quantity-{start}",
        kind,
        f"{document.iri}/art-1",
        document,
        start,
        "原文",
        role,
        unit,
        None if low is None else Decimal(low),
        None if high is None else Decimal(high),
        above,
        below,
        payers,
        (),
        doubtful,
    )


SMALL, OPEN, RATE = (
    amount("100", "200", start=1),
    amount("60000", start=2),
    amount("3", "3", unit="%", kind="rate"),
)
DAYS = amount(None, "15", unit="working-day", kind="time", role="deadline", document=RULE, start=3)
PAID = amount("8000", "8000", payers=("市财政局",), role="fund", document=RULE, doubtful=True, start=4)
FIGURELESS = amount(document=RULE, start=5)
REGISTER = Register([SMALL, OPEN, RATE, DAYS, PAID, FIGURELESS], UNITS)


@pytest.mark.parametrize(
    ("quantity", "zh", "en"),
    [
        (amount("8000", "8000"), "8000元", "8,000 yuan"),
        (amount("60000", "300000"), "6万元 至 30万元", "60,000 yuan to 300,000 yuan"),
        (amount("60000", "300000", above=True), "6万元 至 30万元（不含下限）", "60,000 yuan to 300,000 yuan"),
        (amount("60000", "300000", below=True), "6万元 至 30万元（不含上限）", "60,000 yuan to 300,000 yuan"),
        (amount(None, "200"), "不超过 200元", "≤ 200 yuan"),
        (amount(None, "200", below=True), "低于 200元", "< 200 yuan"),
        (amount("200"), "不低于 200元", "≥ 200 yuan"),
        (amount("200", above=True), "超过 200元", "> 200 yuan"),
        (amount("30.50", "30.50", unit="%"), "30.5%", "30.5%"),
        (amount(None, "15", unit="working-day"), "不超过 15工作日", "≤ 15 working day"),
        (amount("5000000", unit="USD"), "不低于 500万美元", "≥ 5,000,000 US dollar"),
        (amount("3", "3", unit="ell"), "3ell", "3 ell"),
        (amount(), "", ""),
    ],
)
def test_a_figure_in_words(quantity: Amount, zh: str, en: str) -> None:
    assert UNITS.figure(quantity) == Said(zh, en)


@pytest.mark.parametrize(
    ("wanted", "found", "why"),
    [
        (Wanted(), [SMALL, OPEN, RATE, DAYS, PAID, FIGURELESS], "all, as they stand"),
        (Wanted(kind="time"), [DAYS], "a kind"),
        (Wanted(unit="%"), [RATE], "a unit"),
        (Wanted(role="fund"), [PAID], "a role"),
        (Wanted(level="prefecture"), [DAYS, PAID, FIGURELESS], "a level"),
        (Wanted(document="law"), [SMALL, OPEN, RATE], "a document"),
        (Wanted(payer="财政"), [PAID], "a part of a name"),
        (Wanted(payer="税务"), [], "nobody of that name"),
        (Wanted(beneficiary="企业"), [], "nobody is said to get it"),
        (
            Wanted(unit="CNY", least=Decimal(7000)),
            [OPEN, PAID],
            "what can be as high: without an upper bound too",
        ),
        (Wanted(unit="CNY", most=Decimal(150)), [SMALL], "what can be as low: its least is below"),
        (
            Wanted(unit="CNY", least=Decimal(150), most=Decimal(8000)),
            [SMALL, PAID],
            "both; no figure is in no range",
        ),
        (Wanted(doubtful=True), [PAID], "what is in doubt"),
        (Wanted(kind="moon"), [], "no such kind in the graph"),
        (Wanted(kind="money", sort="value"), [SMALL, PAID, OPEN, FIGURELESS], "no figure comes last"),
        (Wanted(kind="money", sort="-value"), [OPEN, PAID, SMALL, FIGURELESS], "… the other way round too"),
        (Wanted(sort="payer"), [PAID, SMALL, OPEN, RATE, DAYS, FIGURELESS], "who pays, then those not read"),
        (Wanted(sort="-level"), [DAYS, PAID, FIGURELESS, SMALL, OPEN, RATE], "lowest level first"),
    ],
)
def test_quantities_are_narrowed_and_sorted(wanted: Wanted, found: list[Amount], why: str) -> None:
    places = REGISTER.narrowed(wanted).places()
    assert [REGISTER.amounts[at] for at in places] == found, why


def test_a_choice_leaves_as_many_as_it_says() -> None:
    asked = Wanted(level="prefecture", kind="money")
    choices = REGISTER.narrowed(asked).choices()
    assert {each.value: each.count for each in choices["kind"]} == {"money": 2, "time": 1}, (
        "another kind can be had"
    )
    assert {each.value: each.count for each in choices["level"]} == {"national": 2, "prefecture": 2}
    assert {each.value: each.count for each in choices["payer"]} == {"市财政局": 1}
    assert [each.said.zh for each in choices["document"]] == ["某市办法"]


def test_money_is_drawn_on_a_logarithmic_axis_with_a_lane_for_each_level() -> None:
    money, *others = panels(REGISTER, REGISTER.narrowed(Wanted()).places())
    assert (money.unit, money.logarithmic, money.total, money.undrawn) == ("CNY", True, 3, 0)
    assert [lane.level for lane in money.lanes] == ["national", "prefecture"]
    assert [tick.said.zh for tick in money.ticks] == ["100元", "1000元", "1万元", "10万元"]
    steps = [after.x - before.x for before, after in zip(money.ticks, money.ticks[1:], strict=False)]
    assert max(steps) - min(steps) < 0.2, "each step is ten times"
    assert [(mark.row, mark.opens) for mark in money.marks] == [(0, ""), (1, "up"), (4, "")]
    assert money.marks[0].x < money.marks[0].x2, "two bounds are a line"
    assert money.marks[2].doubtful
    assert all(panel.left <= mark.x <= panel.right for panel in (money, *others) for mark in panel.marks)
    assert {panel.unit: panel.logarithmic for panel in others} == {"%": False, "working-day": False}
    assert money.lanes[0].least.zh == "200元"
    assert money.lanes[0].greatest.zh == "6万元"


def test_many_figures_of_one_place_are_one_disc() -> None:
    many = Register(
        [amount("100", "100", start=at) for at in range(500)] + [amount("900000", "900000")], UNITS
    )
    (panel,) = panels(many, many.narrowed(Wanted()).places())
    assert panel.together
    assert [(mark.count, mark.low, mark.high) for mark in panel.marks] == [
        (500, "100", "100"),
        (1, "900000", "900000"),
    ]
    assert panel.marks[0].radius > panel.marks[1].radius


@pytest.mark.parametrize(
    ("quantities", "undrawn", "why"),
    [
        ([amount("0", "0"), amount("5", "5")], 1, "nothing has no place on a logarithmic axis"),
        ([amount("0", "0", unit="%")], 0, "a rate of nothing has one"),
        ([amount("5", "5")], 0, "one figure alone"),
        ([amount("0", "0", unit="day"), amount("9", "9", unit="day")], 0, "times that differ little"),
    ],
)
def test_what_has_no_place_is_counted(quantities: list[Amount], undrawn: int, why: str) -> None:
    register = Register(quantities, UNITS)
    (panel,) = panels(register, register.narrowed(Wanted()).places())
    assert panel.undrawn == undrawn, why
    assert len(panel.marks) == len(quantities) - undrawn


def test_nothing_is_drawn_of_nothing() -> None:
    empty = Register([], UNITS)
    assert panels(empty, empty.narrowed(Wanted()).places()) == ()


@pytest.fixture(scope="module")
def engine(built: BuildReport) -> Iterator[EmbeddedEngine]:
    with leased(built.generation.directory) as generation:
        yield open_store(generation)


def shown(engine: EmbeddedEngine, built: BuildReport, **given: str) -> Amounts:
    items = Given.of(tuple(given.items()), PAGE.parameters)
    content = PAGE.show(Asked(engine, built.generation.store, items)).content
    assert isinstance(content, Amounts)
    return content


def test_the_amounts_are_those_of_the_queries_of_the_library(engine: EmbeddedEngine) -> None:
    register = Register.read(engine)
    rates = [each for each in register.amounts if each.kind in ("money", "rate")]
    answer = engine.query(find("thresholds").text)
    assert isinstance(answer, ResultTable)
    at = {
        name: answer.variables.index(name) for name in ("fact", "words", "low", "high", "role_label", "doubt")
    }
    listed = {row[at["fact"]].value: row for row in answer.rows}  # type: ignore[union-attr]
    assert {each.fact for each in rates} == set(listed)
    for each in rates:
        row = listed[each.fact]
        assert each.words == row[at["words"]].value  # type: ignore[union-attr]
        for name, bound in (("low", each.low), ("high", each.high)):
            term = row[at[name]]
            assert (None if term is None else Decimal(term.value)) == bound, each.fact  # type: ignore[union-attr]
        assert each.doubtful == (row[at["doubt"]] is not None)


def test_a_row_says_where_it_is_and_what_it_is_of(engine: EmbeddedEngine, built: BuildReport) -> None:
    line = shown(engine, built, kind="money", payer="财政").lines[0]
    assert (line.figure.zh, line.amount.words, line.role.zh) == ("8000万元", "8000万元", "资金规模")
    assert line.amount.payers == ("省财政",)
    assert line.detail.label == "二、一是"
    assert "8000万元" in line.detail.text
    assert line.detail.per == "年"


def test_a_time_limit_says_who_must_act(engine: EmbeddedEngine, built: BuildReport) -> None:
    lines = shown(engine, built, unit="working-day").lines
    said = {line.amount.fact: line.bearers for line in lines}
    assert ("省国土资源厅",) in said.values()
    answer = engine.query(find("time-limits").text)
    assert isinstance(answer, ResultTable)
    limit, who = (answer.variables.index(name) for name in ("limit", "bearers"))
    known = {row[limit].value for row in answer.rows if row[who] is not None}  # type: ignore[union-attr]
    assert {fact for fact, bearers in said.items() if bearers} == known, "as the query of the library has it"
    money = shown(engine, built, kind="money").lines
    assert not [line for line in money if line.bearers], "of time limits only"


@pytest.mark.parametrize(
    ("given", "unit", "why"),
    [
        ({"least": "10万"}, "CNY", "an amount of money where nothing is said"),
        ({"kind": "rate", "least": "30%"}, "%", "a rate"),
        ({"kind": "time", "unit": "year", "most": "3"}, "year", "a unit that is said"),
    ],
)
def test_a_range_is_in_a_unit(
    engine: EmbeddedEngine, built: BuildReport, given: dict[str, str], unit: str, why: str
) -> None:
    content = shown(engine, built, **given)
    assert content.total
    assert {line.amount.unit for line in content.lines} == {unit}, why


@pytest.mark.parametrize(
    "given",
    [
        {"kind": "moon"},
        {"least": "viel"},
        {"kind": "time", "least": "3"},
        {"sort": "size"},
        {"role": "x"},
        {"offset": "-1"},
        {"doubtful": "maybe"},
    ],
)
def test_a_wrong_value_is_told(engine: EmbeddedEngine, built: BuildReport, given: dict[str, str]) -> None:
    with pytest.raises(Wrong):
        shown(engine, built, **given)


def test_the_page_over_http_and_as_data(explored: str) -> None:
    page = read(explored, f"/amounts?kind=money&payer={quote('财政')}")
    assert page.status == 200
    assert "<svg" in page.text
    assert "style=" not in page.text
    for words in ("8000万元", "省财政", "未读出", "二、一是", "对数轴"):
        assert words in page.text
    table = list(csv.reader(io.StringIO(send(f"{explored}/amounts.csv?kind=time").text)))
    assert {row[0] for row in table[1:]} == {"期限"}
    assert "省国土资源厅" in {row[table[0].index("谁来办")] for row in table[1:]}
    nothing = read(explored, f"/amounts?payer={quote('没有这个机构')}")
    assert (nothing.status, "没有这样的金额" in nothing.text, "<svg" in nothing.text) == (200, True, False)
    assert read(explored, "/amounts?kind=time&least=3").status == 400
