"""Units: what the reader calls them, and that each has its word in both languages."""

from __future__ import annotations

from pathlib import Path

import pyoxigraph as ox
import pytest

from ingest.annotate.quantities import find_quantities
from ingest.text import CleanText, SourceText
from lawgraph.build import BuildReport
from ontology import lexicon
from ontology.concepts import SCHEMES
from ontology.tables import AuthorityError
from ontology.units import COLUMNS, read_units, units
from queries import EmbeddedEngine, ResultTable, find, open_engine
from queries.prefixes import with_prefixes

UNITS = [
    ("处五百元以下的罚款。", "CNY", "元"),
    ("注册资本不低于100万美元。", "USD", "美元"),
    ("注册资本不低于100万欧元。", "EUR", "欧元"),
    ("注册资本不低于100万港元。", "HKD", "港元"),
    ("注册资本不低于100万日元。", "JPY", "日元"),
    ("注册资本不低于100万英镑。", "GBP", "英镑"),
    ("比例不低于百分之三十。", "%", "%"),
    ("利率下调不少于2个百分点。", "percentage-point", "个百分点"),
    ("应当在三十分钟内到达现场。", "minute", "分钟"),
    ("应当在二十四小时内报告。", "hour", "小时"),
    ("应当在七个工作日内办结。", "working-day", "工作日"),
    ("应当在二个交易日内披露。", "trading-day", "交易日"),
    ("应当在三十日内答复。", "day", "日"),
    ("应当在二周内答复。", "week", "周"),
    ("应当在六个月内完成。", "month", "月"),
    ("应当在两个季度内完成。", "quarter", "季度"),
    ("有效期为三年。", "year", "年"),
    ("从业人员不少于30人。", "person", "人"),
    ("受益农户不少于100户。", "household", "户"),
    ("注册资本不低于700万新台币。", "TWD", "新台币"),
    ("注册资本不低于700万瑞士法郎。", "CHF", "瑞士法郎"),
    ("注册资本不低于700万澳门元。", "MOP", "澳门元"),
    ("注册资本不低于700万新加坡元。", "SGD", "新加坡元"),
    ("注册资本不低于700万韩元。", "KRW", "韩元"),
    ("注册资本不低于700万卢布。", "RUB", "卢布"),
    ("注册资本不低于700万泰铢。", "THB", "泰铢"),
    ("注册资本不低于700万奈拉。", "NGN", "奈拉"),
    ("应当在六十秒内出动。", "second", "秒"),
    ("注册资本不低于700万澳元。", "AUD", "澳元"),
    ("注册资本不低于700万加元。", "CAD", "加元"),
    ("每年检查不少于一次。", "time", "次"),
    ("培育不少于30家企业。", "enterprise", "家"),
    ("试点应用不少于1000例。", "case", "例"),
    ("每年培训不少于500人次。", "person-time", "人次"),
    ("新建机构不少于50张床位。", "bed", "床位"),
]


@pytest.fixture(scope="module")
def words() -> dict[str, str]:
    """The Chinese word of each unit, by what ``lg:unit`` holds."""
    store = ox.Store()
    store.load(path=str(SCHEMES / "units.ttl"), format=ox.RdfFormat.TURTLE)
    text = "SELECT ?unit ?word { ?c skos:notation ?unit ; skos:prefLabel ?word FILTER(LANG(?word) = 'zh') }"
    answer = EmbeddedEngine(store).query(with_prefixes(text).text)
    assert isinstance(answer, ResultTable)
    return {str(unit): str(word) for unit, word in answer.values()}


@pytest.mark.parametrize(("text", "unit", "word"), UNITS, ids=[case[1] for case in UNITS])
def test_each_unit_has_its_word(words: dict[str, str], text: str, unit: str, word: str) -> None:
    assert {
        quantity.unit
        for quantity in find_quantities(CleanText.of(SourceText("a.txt", text, "0" * 64)), "art-1")
    } == {unit}
    assert words[unit] == word


def test_no_unit_is_without_a_case(words: dict[str, str]) -> None:
    assert set(words) == {unit for _, unit, _ in UNITS}


def test_units_of_a_built_graph_have_words(built: BuildReport, words: dict[str, str]) -> None:
    answer = open_engine(built.generation.store).query(
        with_prefixes("SELECT DISTINCT ?u { ?q lg:unit ?u }").text
    )
    assert isinstance(answer, ResultTable)
    units = {str(unit) for (unit,) in answer.values()}
    assert units <= set(words)
    assert len(units) > 5


def test_people_are_told_units_in_chinese(built: BuildReport) -> None:
    engine = open_engine(built.generation.store)
    for name in ("deadlines", "thresholds"):
        answer = engine.query(find(name).bind())
        assert isinstance(answer, ResultTable)
        at = answer.variables.index("unit_label"), answer.variables.index("unit")
        shown = {(row[at[0]], row[at[1]]) for row in answer.values()}
        assert not [label for label, unit in shown if label == unit and unit != "%"]


def test_each_unit_of_the_lexicon_has_a_meaning() -> None:
    in_lexicon = {word.removeprefix("个") for word in lexicon.words("unit", "counted-unit")}
    assert {unit.name for unit in units()} == in_lexicon | {"成", "块"}, (
        "成 and 块 have patterns of their own"
    )


def test_each_unit_of_the_table_has_a_word_for_people(words: dict[str, str]) -> None:
    assert {unit.code for unit in units()} <= set(words), (
        "ontology/schemes/units.ttl says what each is called"
    )


UNIT_LINE = "元\tmoney\tCNY\t1\tquantity-money"
WRONG = [
    (f"{UNIT_LINE}\n{UNIT_LINE}", 3, "stands already in line 2"),
    ("元\tcurrency\tCNY\t1\tquantity-money", 2, "kind is 'currency'"),
    ("元\tmoney\tCNY\tone\tquantity-money", 2, "scale is 'one'"),
    ("元\tmoney\tCNY\tinf\tquantity-money", 2, "scale is 'inf'"),
    ("元\tmoney\tCNY\t0\tquantity-money", 2, "scale is '0'"),
    ("元\tmoney\t\t1\tquantity-money", 2, "no code"),
    ("元\tmoney\tCNY\t1\t", 2, "no rule"),
]


@pytest.mark.parametrize(("lines", "line", "message"), WRONG)
def test_a_wrong_unit_is_refused(tmp_path: Path, lines: str, line: int, message: str) -> None:
    path = tmp_path / "table.tsv"
    path.write_text("\t".join(COLUMNS) + f"\n{lines}\n", encoding="utf-8")
    with pytest.raises(AuthorityError, match=f"table.tsv, line {line}: .*{message}"):
        read_units(path)
