"""The forms of an answer: tables and cards for people, CSV for spreadsheets, and warnings of what is not ours."""

from __future__ import annotations

import csv
import io
import json
import warnings
from decimal import Decimal
from pathlib import Path

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

import lawgraph
from ontology.numerals import parse_numeral, written_amount
from queries import ResultTable, UnknownTermWarning, library, unknown_terms
from queries.unknown_terms import UnknownTermWarning as Warned

INPUT = Path(__file__).parent / "data" / "two-levels.trig"
LG = "PREFIX lg: <https://w3id.org/lawgraph/ontology#> "
MODALITY = "PREFIX m: <https://w3id.org/lawgraph/scheme/modality/> "


def _table(*rows: tuple[str, ...], names: tuple[str, ...] = ("a", "b")) -> ResultTable:
    return ResultTable(names, tuple(tuple(map(ox.Literal, row)) for row in rows))


GUARDED = [
    ("=1+1", "a formula"),
    ("+1", "a formula"),
    ("-1+1", "a formula"),
    ("@SUM(A1)", "a function"),
    ("＝1+1", "full-width"),
    ("＋1", "full-width"),
    ("－1", "full-width"),
    ("＠SUM", "full-width"),
    ("\t=1", "a tab before it"),
    ("\r=1", "a carriage return before it"),
    ("\n=1", "a line feed before it"),
]


@pytest.mark.parametrize(("text", "why"), GUARDED)
def test_a_cell_is_no_formula(text: str, why: str) -> None:
    written = _table((text, "b")).csv(bom=True)
    assert next(iter(list(csv.reader(io.StringIO(written[1:], newline="")))[1:]))[0] == "'" + text, why
    assert text in _table((text, "b")).csv()


@pytest.mark.parametrize("text", ["第一条", "1=1", "（＝）", " a", "'="])
def test_other_cells_are_as_they_are(text: str) -> None:
    assert f"\n{text},b" in _table((text, "b")).csv(bom=True)


def test_a_negative_number_is_a_number() -> None:
    assert "\r\n-5\r\n" in ResultTable(("n",), ((ox.Literal(-5),),)).csv(bom=True)


AMOUNTS = [
    ("80000000", "8000万元", "万"),
    ("150000000", "1.5亿元", "亿"),
    ("123400", "12.34万元", "two decimals"),
    ("123456", "123456元", "three would not be read well"),
    ("500", "500元", "below 万"),
    ("2500", "2500元", "below 万"),
    ("10000", "1万元", "the least 万"),
    ("2000000000000", "2万亿元", "万亿"),
    ("0.5", "0.5元", "a fraction"),
    ("0", "0元", "nothing"),
    ("100000001", "100000001元", "nothing is rounded"),
    ("-30000", "-3万元", "negative"),
]


@pytest.mark.parametrize(("value", "text", "why"), AMOUNTS)
def test_an_amount_is_written_as_people_do(value: str, text: str, why: str) -> None:
    assert written_amount(Decimal(value)) == text, why


@given(st.decimals(0, 10**14, places=2, allow_nan=False))
def test_a_written_amount_is_exact(value: Decimal) -> None:
    assert parse_numeral(written_amount(value).removesuffix("元")) == value


def test_numbers_stand_with_their_unit() -> None:
    numbers = ResultTable(
        ("low", "unit", "high"),
        (
            (ox.Literal(80000000), ox.Literal("元"), None),
            (ox.Literal(15.5), ox.Literal("%"), ox.Literal("some")),
            (ox.Literal(3), None, None),
        ),
    )
    shown = numbers.with_units({"low": "unit", "high": "unit", "not there": "unit"})
    assert shown.variables == ("low", "high")
    assert list(shown.values()) == [("8000万元", None), ("15.5%", "some"), (3, None)]


WORDS = "自治州县级以上人民政府应当将中小微企业发展纳入国民经济和社会发展规划"


@pytest.mark.parametrize(
    ("columns", "width", "fits", "why"),
    [
        (1, 80, True, "one column of words"),
        (4, 80, True, "seven characters for each of four"),
        (5, 80, False, "too few for each of five"),
        (8, 160, True, "as many on a wide terminal"),
        (12, 160, False, "too many for any"),
    ],
)
def test_a_table_fits_if_words_can_be_read(columns: int, width: int, fits: bool, why: str) -> None:
    names = tuple(f"c{at}" for at in range(columns))
    assert _table((WORDS,) * columns, names=names).fits(width) is fits, why


@given(st.lists(st.text("甲乙ab ，", max_size=90), min_size=1, max_size=9), st.integers(40, 160))
def test_cards_lose_no_word_and_keep_to_the_width(words: list[str], width: int) -> None:
    names = tuple(f"列{at}" for at in range(len(words)))
    lines = _table(tuple(words), names=names).cards(width).splitlines()
    assert max(map(cell_len, lines)) <= width
    solid = "".join("".join(lines[1:]).split())
    expected = "".join(f"{name}:{word}" for name, word in zip(names, words, strict=True) if word)
    assert solid == "".join(expected.split())


UNKNOWN = [
    (LG + "ASK { ?s a lg:Artical }", ["Article"], "a misspelt class"),
    (LG + "ASK { ?s lg:intext ?x }", ["lg:intext"], "a property that does not exist"),
    (
        "PREFIX g: <https://w3id.org/lawgraph/ontology#> ASK { ?s a g:Artical }",
        ["g:Artical"],
        "its own prefix",
    ),
    ("PREFIX : <https://w3id.org/lawgraph/ontology#> ASK { ?s a :Artical }", [":Artical"], "no prefix"),
    ("ASK { ?s a <https://w3id.org/lawgraph/ontology#Artical> }", ["Article"], "the full address"),
    (MODALITY + "ASK { ?s ?p m:oblgation }", ["obligation"], "a concept that is not in its scheme"),
    (LG + "ASK { ?s a lg:Artical , lg:Artical . ?s lg:tekst ?t }", ["Artical", "lg:tekst"], "each once"),
    (LG + "prefix n: <urn:n#> ASK { ?s a n:Artical }", [], "a term of others"),
    ("PREFIX lg: <urn:n#> ASK { ?s a lg:Artical }", [], "a prefix that stands for something else"),
    (LG + "ASK { ?s a lg:Article ; lg:text 'lg:Artical' } # lg:Artical", [], "words and comments"),
    (LG + "BASE <https://w3id.org/lawgraph/ontology#> ASK { ?s a lg:Article }", [], "only declarations"),
    (
        MODALITY + LG + "ASK { ?s lg:modality m:obligation . ?s ?p m: }",
        [],
        "a concept, and no more than a prefix",
    ),
    ("ASK { ?s ?p <https://w3id.org/lawgraph/scheme/division/630000> }", [], "a scheme that has no file"),
    ("ASK { ?s a lg:Artical }", [], "a prefix that is not declared is an error of its own"),
    (LG + "ASK { ?s a lg:Artical 'x }", [], "no SPARQL: an error of its own"),
    (LG + 'ASK { ?q lg:unit "工作日" }', ['"working-day"'], "a label for the notation"),
    (LG + 'ASK { ?q lg:unit "working-day" , ?u }', [], "the notation"),
    (LG + 'ASK { ?n lg:modality "义务" }', ["/scheme/modality/obligation>"], "a label for the concept"),
    (
        "ASK { ?n ?p <https://w3id.org/lawgraph/scheme/modalty/obligation> }",
        ["modality"],
        "a misspelt scheme",
    ),
    ("ASK { ?n a <https://w3id.org/lawgraph/ontology/Norm> }", ["lg:Norm"], "the wrong namespace"),
    ("ASK { ?n ?p <https://w3id.org/lawgraph/scheme/function/finance> }", [], "a scheme without a file"),
    (LG + r"ASK { ?s a lg:\u0041rtical }", ["lg:Artical"], "an escape"),
]


@pytest.mark.parametrize(("text", "words", "why"), UNKNOWN)
def test_unknown_terms_of_ours_are_named(text: str, words: list[str], why: str) -> None:
    found = unknown_terms(text)
    assert len(found) == len(words), why
    assert all(word in message for word, message in zip(words, found, strict=True)), why


@pytest.mark.parametrize("query", library(), ids=lambda query: query.name)
def test_our_own_queries_use_terms_that_exist(query) -> None:
    assert unknown_terms(query.text) == ()


def test_python_warns_at_the_line_of_the_caller() -> None:
    graph = lawgraph.open(INPUT)
    assert Warned is UnknownTermWarning
    for ask in (graph.query, graph.result):
        with pytest.warns(UnknownTermWarning, match="Article") as caught:
            ask("SELECT ?s { ?s a lg:Artical }")
        assert caught[0].filename == __file__
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        graph.query("SELECT ?s { ?s a lg:Article }")


COMMANDS = "红\x1b[31m\r\x07\x9b2J\u202e\u2028尾"


def test_a_terminal_is_commanded_by_no_text_and_programs_get_it_as_it_is() -> None:
    table = ResultTable(("a",), ((ox.Literal(COMMANDS),), (ox.NamedNode("https://a.example/\u202e"),)))
    for shown in (table.text(), table.cards(80), table.brief(60).text(), table.text(80, {"a": COMMANDS})):
        assert all(character.isprintable() or character == "\n" for character in shown), shown
        assert r"红\x1b[31m\r\x07\x9b2J\u202e\u2028尾" in shown
    assert COMMANDS in table.csv()
    assert json.loads(table.json())["results"]["bindings"][0]["a"]["value"] == COMMANDS
    lines = ResultTable(("a",), ((ox.Literal("一\n二"),),)).text()
    assert [line.strip() for line in lines.splitlines()][-2:] == ["一", "二"], "a line may end"


def test_a_table_of_people_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    import openpyxl

    shown = lawgraph.open(INPUT).show("thresholds")
    shown.to_excel(tmp_path / "x.xlsx", index=False)
    sheet = openpyxl.load_workbook(tmp_path / "x.xlsx").active
    assert [cell.value for cell in sheet[1]][:3] == ["文件", "条款", "用途"]
    assert 80000000 in [cell.value for row in sheet.rows for cell in row]


def test_tables_have_what_spreadsheets_need() -> None:
    import configparser

    declared = configparser.ConfigParser()
    declared.read(Path(__file__).parent.parent / "setup.cfg", encoding="utf-8")
    assert "openpyxl" in declared["options"]["install_requires"]


def test_a_query_of_ones_own_loses_no_column() -> None:
    """Only a query that declares its columns leaves out what programs need."""
    rows = ((ox.NamedNode("https://w3id.org/lawgraph/x"), ox.Literal("第一条")),)
    table = ResultTable(("article", "label"), rows)
    assert table.brief(20).variables == ("article", "label")
    assert table.brief(20, codes=set()).variables == ("label",)
