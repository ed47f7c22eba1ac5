"""Every named query: its header, its parameters, and its answer on a small graph of two levels."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest
import rdflib
from hypothesis import given
from hypothesis import strategies as st
from SPARQLWrapper import SPARQLWrapper

from ingest.model import QuantityKind
from lawgraph.build import BuildReport
from ontology.terms import LG
from queries import (
    EmbeddedEngine,
    EngineError,
    NamedQuery,
    ParameterError,
    QueryNotFound,
    QuerySyntaxError,
    RemoteEngine,
    ResultTable,
    find,
    library,
    open_engine,
    read_query,
)
from queries.binding import with_values
from queries.check import check
from queries.errors import HeaderError
from queries.lexer import decoded, tokens, unambiguous
from queries.oxigraph import for_oxigraph
from queries.values import ParameterType

HERE = Path(__file__).parent
INPUT = HERE / "data" / "two-levels.trig"
EXPECTED = HERE / "queries"
ARTICLE_7 = "https://w3id.org/lawgraph/eli/cn/632800/2020/regulation-6f1d2c3b/art-7"
RATE_OF_16 = ARTICLE_7.replace("art-7", "art-16/quantity-111-122")

CASES = [
    ("citations", {"certain": "yes"}, "citations-certain.csv", "a citation without a doubt"),
    (
        "accuracy",
        {},
        "accuracy.csv",
        "all that is annotated first, then what is of two documents, and of one",
    ),
    ("accuracy", {"layer": "links"}, "accuracy-links.csv", "one layer; both documents are named once"),
    ("citations", {}, "citations.csv", "a law outside the graph, and the rule itself"),
    ("citations", {"status": "outside"}, "citations-outside.csv", "only what was not found"),
    ("comparisons", {}, "comparisons.csv", "10 percent against 15 is stricter"),
    ("comparisons", {"verdict": "looser"}, "comparisons-looser.csv", "nothing is looser"),
    (
        "cross-level-links",
        {},
        "cross-level-links.csv",
        "both links, departments of parts counted for the article",
    ),
    ("cross-level-links", {"min_score": 0.7}, "cross-level-links-07.csv", "the weaker link falls out"),
    (
        "cross-level-links",
        {"relation": "从严"},
        "cross-level-links-stricter.csv",
        "a relation by its Chinese name",
    ),
    ("cross-level-links", {"strength": "举措相同"}, "cross-level-links-07.csv", "only the same act"),
    (
        "cross-level-links",
        {"strength": "same-matter"},
        "cross-level-links-stricter.csv",
        "only the same matter",
    ),
    (
        "cross-level-links",
        {"difference": "从严"},
        "cross-level-links-stricter.csv",
        "a link without a difference falls out",
    ),
    ("deadlines", {"certain": "yes"}, "deadlines-certain.csv", "the year, not the doubtful limit"),
    ("deadlines", {}, "deadlines.csv", "a limit in working days and a year"),
    (
        "department-duties",
        {"department": "财政"},
        "department-duties.csv",
        "by function and by part of the name",
    ),
    (
        "department-duties",
        {"department": "省经委"},
        "department-duties-support.csv",
        "a cooperating department",
    ),
    ("departments-by-duties", {}, "departments-by-duties.csv", "a body counts once for each task and norm"),
    ("documents", {}, "documents.csv", "two documents of two levels"),
    ("gaps", {}, "gaps.csv", "one gap on each side, the upper with its nearest article"),
    ("gaps", {"side": "lower"}, "gaps-lower.csv", "only the lower side"),
    ("gaps", {"state": "doubtful"}, "gaps-lower.csv", "a state by its code"),
    ("gaps", {"severity": "一般"}, "gaps-lower.csv", "a severity by its Chinese name"),
    (
        "in-force-on",
        {"on": "2020-08-01"},
        "in-force-on-2020.csv",
        "the first day is in force; the opinion has expired",
    ),
    ("in-force-on", {"on": "2015-01-01"}, "in-force-on-2015.csv", "the opinion counts from its date"),
    ("in-force-on", {"on": "2020-07-31"}, "in-force-on-before.csv", "the day before is not in force"),
    (
        "norms-by-modality",
        {"modality": "encouragement", "certain": "yes"},
        "norms-by-modality-certain.csv",
        "no norm without a doubt",
    ),
    ("norms-by-modality", {"modality": "义务"}, "norms-by-modality.csv", "by the Chinese name"),
    ("norms-by-modality", {"modality": "encouragement"}, "norms-encouragement.csv", "a norm without bearer"),
    ("provisions-by-topic", {"topic": "融资"}, "provisions-by-topic.csv", "one on each side"),
    (
        "responsibilities-of-linked",
        {"article": "第七条"},
        "responsibilities.csv",
        "bodies of both sides with roles",
    ),
    ("source-words", {"subject": ARTICLE_7}, "source-words.csv", "a provision's words with offsets"),
    ("source-words", {"subject": RATE_OF_16}, "source-words-fact.csv", "a fact's words with offsets"),
    ("source-words", {"subject": "第七条"}, "source-words.csv", "a provision as it is cited"),
    (
        "department-duties",
        {"department": "财政", "role": "牵头"},
        "department-duties-lead.csv",
        "only what it leads",
    ),
    ("thresholds", {"certain": "yes"}, "thresholds-certain.csv", "amounts and rates without a doubt"),
    ("thresholds", {}, "thresholds.csv", "money and rates, no time limits"),
    ("thresholds", {"min_amount": "100000"}, "thresholds-min.csv", "only the 80 million"),
    ("thresholds", {"min_rate": "12%"}, "thresholds-rate.csv", "rates reach a percentage, amounts never"),
    ("thresholds", {"role": "利率"}, "thresholds-role.csv", "by the Chinese name of the role"),
    ("thresholds", {"role": "Interest Rate"}, "thresholds-role.csv", "by its English name"),
    ("thresholds", {"min_amount": "10万元"}, "thresholds-min.csv", "an amount as people write it"),
    ("in-force-on", {"on": "2020年8月1日"}, "in-force-on-2020.csv", "a date as people write it"),
    (
        "department-duties",
        {"department": "财政", "role": "lead"},
        "department-duties-lead.csv",
        "a role by its code",
    ),
    ("citations", {"status": "不在图中"}, "citations-outside.csv", "a status by its Chinese name"),
    ("gaps", {"side": "下级"}, "gaps-lower.csv", "a side by its Chinese name"),
    (
        "responsibilities-of-linked",
        {"article": "第7条"},
        "responsibilities.csv",
        "Arabic for Chinese numerals",
    ),
    ("source-words", {"subject": "第 ７ 条"}, "source-words.csv", "full-width digits and blanks"),
    ("cross-level-links", {"relation": None}, "cross-level-links.csv", "None is not given"),
]


@pytest.fixture(scope="module")
def engine() -> EmbeddedEngine:
    opened = open_engine(INPUT)
    assert isinstance(opened, EmbeddedEngine)
    return opened


@pytest.fixture(scope="module")
def real(built: BuildReport) -> EmbeddedEngine:
    """The graph of the two documents of the project."""
    return EmbeddedEngine.open(built.generation.store)


@pytest.mark.parametrize(
    ("name", "values", "expected", "reason"), CASES, ids=[f"{case[2]} {case[3]}" for case in CASES]
)
def test_answer(
    engine: EmbeddedEngine, name: str, values: dict[str, object], expected: str, reason: str
) -> None:
    answer = engine.query(find(name).bind(values))
    assert answer.csv() == (EXPECTED / expected).read_bytes().decode("utf-8"), reason


@pytest.mark.parametrize("query", library(), ids=lambda query: query.name)
def test_every_file_runs_with_its_examples(engine: EmbeddedEngine, query) -> None:
    engine.query(query.bind(query.examples()))
    every = {parameter.name: parameter.example for parameter in query.parameters}
    engine.query(query.bind(every))


@pytest.mark.parametrize("query", library(), ids=lambda query: query.name)
def test_every_file_orders_its_rows(query) -> None:
    assert "ORDER BY" in query.text.rsplit("}", 1)[1] or "CONSTRUCT" in query.text


@pytest.mark.parametrize("query", library(), ids=lambda query: query.name)
def test_every_column_is_declared_with_titles(engine: EmbeddedEngine, query: NamedQuery) -> None:
    answer = engine.query(query.bind(query.examples()))
    assert isinstance(answer, ResultTable)
    assert tuple(column.name for column in query.columns) == answer.variables
    titles = [column.title_zh for column in query.columns]
    assert len(set(titles)) == len(titles)
    assert all(re.search("[一-鿿]", column.title_zh) and column.title for column in query.columns)


@pytest.mark.parametrize("query", library(), ids=lambda query: query.name)
def test_every_query_says_what_to_do_when_nothing_is_found(query: NamedQuery) -> None:
    assert re.fullmatch(r"[^。]*[一-鿿][^。]*", query.none_zh)
    assert re.fullmatch(r"[a-z][^一-鿿。]*[^.]", query.none)
    commands = re.findall(r"lawgraph quer(?:y|ies) ([a-z-]+)", query.none)
    assert commands == re.findall(r"lawgraph quer(?:y|ies) ([a-z-]+)", query.none_zh)
    names = {parameter.name for parameter in query.parameters}
    assert all(find(command) for command in commands)
    assert set(re.findall(r"ask without ([a-z-]+)", query.none)) <= names


def test_each_kind_and_role_of_what_is_compared_has_a_name() -> None:
    text = find("comparisons").text
    assert [kind for kind in QuantityKind if f'("{kind}" "' not in text] == []
    said = {"percent (%): interest-rate": "比例（%）：利率", "money (CNY)": "金额（元）", "odd": "odd"}
    for dimension, words in said.items():
        store = ox.Store()
        data = INPUT.read_text("utf-8").replace("percent (%): interest-rate", dimension)
        store.load(data.encode(), format=ox.RdfFormat.TRIG)
        answer = EmbeddedEngine(store).query(find("comparisons").bind({}))
        assert isinstance(answer, ResultTable)
        assert [(row[0], row[6]) for row in answer.values()] == [(words, dimension)]


EMPTY = {
    **dict.fromkeys(
        ("amended-since", "changed-articles", "changes-between"), "no rule is there in more than one text"
    ),
    "repealed-by": "neither repeals another",
    "stale-citations": "what they cite is not there",
    "comparisons": "no two figures of the two documents measure the same",
    "differences": "none of their links shows a difference",
    "penalties": "neither lays down a penalty",
    "repeals": "neither repeals another",
}
NONE_SUCH = {
    ("cross-level-links", "difference"): "none of their links shows a difference",
    ("payments", "beneficiary"): "where they name who pays they do not name who gets",
}


@pytest.mark.parametrize("query", library(), ids=lambda query: query.name)
def test_examples_find_something_in_the_two_documents(real: EmbeddedEngine, query: NamedQuery) -> None:
    if query.name in EMPTY:
        pytest.skip(EMPTY[query.name])
    assert len(real.query(query.bind(query.examples()))) >= 1
    for parameter in query.parameters:
        if not parameter.required and (query.name, parameter.name) not in NONE_SUCH:
            one = {**query.examples(), parameter.name: parameter.example}
            assert len(real.query(query.bind(one))) >= 1, parameter.name


SURE = [
    ("1", "确定", "certain"),
    ("0.8", "确定", "the least that is certain"),
    ("0.7999", "很可能", "less"),
    ("0.5", "很可能", "the least that is likely"),
    ("0.4999", "待核", "less"),
]


def _changed(before: str, after: str) -> EmbeddedEngine:
    store = ox.Store()
    data = INPUT.read_text("utf-8")
    assert before in data
    store.load(data.replace(before, after).encode(), format=ox.RdfFormat.TRIG)
    return EmbeddedEngine(store)


@pytest.mark.parametrize(("score", "words", "why"), SURE)
def test_a_probability_is_said_in_words(score: str, words: str, why: str) -> None:
    answer = _changed("lg:score 0.82", f"lg:score {score}").query(find("cross-level-links").bind())
    assert isinstance(answer, ResultTable)
    (found,) = {row[9] for row in answer.values() if row[0] == "第七条"}
    assert found == words, why


REASONS = [
    ("unlike: 甲 / A", ("甲", "unlike"), "a code, Chinese and English"),
    ("“应当公示”没有对应 / no counterpart", ("“应当公示”没有对应", ""), "words of the case without a code"),
    ("无对应。", ("无对应。", ""), "Chinese alone"),
]


@pytest.mark.parametrize(("reason", "said", "why"), REASONS)
def test_a_reason_is_told_in_chinese(reason: str, said: tuple[str, str], why: str) -> None:
    before = "unlike: 与对方任何条文都没有共同的专门用语 / shares no rare words with any provision of the other rule"
    answer = _changed(before, reason).query(find("gaps").bind({"side": "lower"}))
    assert isinstance(answer, ResultTable)
    assert [(row[11], row[12]) for row in answer.values()] == [said], why


def test_a_graph_of_an_older_program_is_asked_as_well() -> None:
    store = ox.Store()
    store.load(INPUT.read_bytes(), format=ox.RdfFormat.TRIG)
    for term in ("strength", "difference", "differenceFor", "gapState", "probability", "severity"):
        for quad in list(store.quads_for_pattern(None, ox.NamedNode(LG.NAMESPACE + term), None, None)):
            store.remove(quad)
    for name in ("cross-level-links", "gaps"):
        assert len(EmbeddedEngine(store).query(find(name).bind())) == 2
    assert not EmbeddedEngine(store).query(find("gaps").bind({"state": "absent"}))
    assert not EmbeddedEngine(store).query(find("cross-level-links").bind({"difference": "stricter"}))


@pytest.mark.parametrize("query", library(), ids=lambda query: query.name)
def test_no_row_twice_in_the_two_documents(real: EmbeddedEngine, query: NamedQuery) -> None:
    answer = real.query(query.bind(query.examples()))
    assert isinstance(answer, ResultTable)
    assert len(set(answer.rows)) == len(answer)
    if "fact" in answer.variables and query.name != "department-duties":
        at = answer.variables.index("fact")
        assert len({row[at] for row in answer.rows}) == len(answer)


def _column(real: EmbeddedEngine, name: str, column: str, **values: object) -> list[object]:
    answer = real.query(find(name).bind(values))
    assert isinstance(answer, ResultTable)
    return [row[answer.variables.index(column)] for row in answer.values()]


def test_articles_and_tasks_of_documents_are_counted_apart(real: EmbeddedEngine) -> None:
    counted = {
        str(title)[:2]: counts
        for title, *counts in zip(
            *(_column(real, "documents", column) for column in ("title", "articles", "tasks", "provisions")),
            strict=True,
        )
    }
    assert counted == {"青海": [0, 62, 120], "海西": [32, 0, 80]}


def test_rows_of_the_table_are_cited_as_items(real: EmbeddedEngine) -> None:
    labels = _column(real, "cross-level-links", "upper_label")
    assert any(str(label).startswith("附件2第") for label in labels)
    assert not [label for label in labels if re.search("附件2：|^任务|para-", str(label))]


def test_a_body_stands_once_on_a_side_of_a_link(real: EmbeddedEngine) -> None:
    answer = real.query(find("responsibilities-of-linked").bind())
    assert isinstance(answer, ResultTable)
    keys = [
        (row["lower"], row["upper"], row["side_label"], row["department_name"])
        for row in answer.frame().to_dict("records")
    ]
    assert len(set(keys)) == len(keys)


def test_dates_of_the_document_itself_only_when_asked(real: EmbeddedEngine) -> None:
    without = _column(real, "deadlines", "words")
    every = _column(real, "deadlines", "words", own_dates="yes")
    assert "二〇一二年三月十七日" not in without
    assert "二〇一二年三月十七日" in every
    assert set(without) < set(every)


def test_duties_are_found_by_name_and_by_function_in_all_roles(real: EmbeddedEngine) -> None:
    assert set(_column(real, "department-duties", "role_label", department="财政")) == {
        "牵头",
        "配合",
        "承担",
    }
    by_function = set(_column(real, "department-duties", "department_name", department="财政"))
    assert "青海省财政厅" in by_function
    assert any(str(name).endswith("财政主管部门") for name in by_function)
    assert set(_column(real, "department-duties", "department_name", department="省财政厅")) == {
        "青海省财政厅"
    }


def test_succession_answers_without_parameters(real: EmbeddedEngine) -> None:
    (division,) = _column(real, "body-succession", "division_name")
    assert division == "海西蒙古族藏族自治州"
    (counterparts,) = _column(real, "body-succession", "counterparts")
    assert "工业和信息化主管部门" in str(counterparts)


def test_succession_tells_years_of_documents_from_dates_of_reforms(real: EmbeddedEngine) -> None:
    for name in ("省环境保护厅", "省经委"):
        (seen,) = _column(real, "body-succession", "seen", body=name)
        assert seen == "2012"
    (reforms,) = _column(real, "body-succession", "reforms", body="省环境保护厅")
    assert "2012" not in str(reforms)
    assert "全国 2008-03-15（已核对），青海省 2009（凭记忆）" in str(reforms)
    (reforms,) = _column(real, "body-succession", "reforms", body="省经委")
    assert "青海省 2009（凭记忆；2012年文件仍有此名）" in str(reforms)


@pytest.mark.parametrize("name", ["省旅游局", "青海银监局"])
def test_succession_answers_where_the_other_division_has_no_counterpart(
    real: EmbeddedEngine, name: str
) -> None:
    (counterparts,) = _column(real, "body-succession", "counterparts", body=name)
    assert counterparts is None
    (successor,) = _column(real, "body-succession", "successor_name", body=name)
    assert successor


@pytest.mark.parametrize(
    ("document", "against"),
    [
        ("海西", None),  # from the document on
        (None, "海西"),  # from what it is compared with on
        ("青海", "海西"),
        ("促进", "青海"),  # a part of its title
        ("海西", "海西"),  # nothing is compared with itself
        ("没有", None),
    ],
)
def test_gaps_of_titles_are_those_of_all_in_their_order(
    real: EmbeddedEngine, document: str | None, against: str | None
) -> None:
    def rows(**values: str) -> list[tuple[object, ...]]:
        columns = ("document_title", "against_title", "provision_label", "reason", "provision")
        return list(zip(*(_column(real, "gaps", column, **values) for column in columns), strict=True))

    given = {key: value for key, value in (("document", document), ("against", against)) if value}
    every = rows()
    assert {str(row[0])[:2] for row in every} == {"海西", "青海"}
    assert rows(**given) == [
        row for row in every if (document or "") in str(row[0]) and (against or "") in str(row[1])
    ]


def test_every_query_of_two_levels_has_a_case() -> None:
    fixed = {case[0] for case in CASES}
    assert len(fixed) >= 13
    assert fixed <= {query.name for query in library()}


def test_unknown_name_suggests_near_ones() -> None:
    with pytest.raises(QueryNotFound, match="cross-level-links") as caught:
        find("cross-level-link")
    assert caught.value.near[0] == "cross-level-links"


@pytest.mark.parametrize(
    ("name", "values", "message"),
    [
        ("department-duties", {}, "needs parameter department"),  # required
        ("department-duties", {"department": None}, "needs parameter department"),  # None is not given
        ("department-duties", {"departmnt": "财政"}, "did you mean department"),  # misspelt
        ("documents", {"x": 1}, "its parameters: none"),  # takes none
        (
            "cross-level-links",
            {"min-score": "high"},
            "'high' is not a number .*type decimal",
        ),  # a word for a number
        ("cross-level-links", {"min-score": "NaN"}, "type decimal"),  # no number either
        ("in-force-on", {"on": "1 August 2020"}, "type date"),  # not ISO 8601
        ("in-force-on", {"on": "2020-02-30"}, "type date"),  # no such day
        ("in-force-on", {"on": "2020-1/2"}, "type date"),  # two signs
        ("in-force-on", {"on": "20年1月2日"}, "type date"),  # no century
        ("thresholds", {"min-amount": "1e400000000"}, "18 digits"),  # would take for ever to write out
        ("thresholds", {"min-amount": "9" * 10_000_000}, "18 digits"),  # so would this
        ("thresholds", {"min-amount": "1e-400000000"}, "18 digits"),  # and this
        ("body-succession", {"division": "火星"}, "type division"),  # no such place
        ("thresholds", {"min-amount": "数十万"}, "type decimal"),  # an amount that nobody stated
        ("thresholds", {"min-amount": "10,00"}, "type decimal"),  # groups of two
        ("thresholds", {"min-amount": "1 2"}, "type decimal"),  # two numbers
        ("body-succession", {"year": "2020.5"}, "type integer"),  # no whole number
        (
            "cross-level-links",
            {"relation": "严格"},
            "是不是“从严”？可用的值：从严 stricter、",
        ),  # the near one first
        ("cross-level-links", {"relation": "严格"}, "落实 implements"),  # and the others
        ("thresholds", {"role": "补贴"}, "是不是“补助”？可用的值：补助 subsidy、"),
        ("norms-by-modality", {"modality": "义务规范"}, "可用的值：义务 obligation、"),
        (
            "provisions-by-topic",
            {"topic": "飞碟"},
            "75 个可用的值中最接近的：.*lawgraph queries",
        ),  # a long list
        ("provisions-by-topic", {"topic": ""}, "没有“”这个值"),  # a part of every label
        ("department-duties", {"department": "财政", "role": "主管"}, "牵头 lead"),  # declared in the header
        ("citations", {"status": "UNDEF"}, "没有“UNDEF”这个值"),  # a word like any other
    ],
)
def test_wrong_parameters_are_named(name: str, values: dict[str, object], message: str) -> None:
    with pytest.raises(ParameterError, match=message):
        find(name).bind(values)


def test_a_message_is_one_short_line_whatever_the_value() -> None:
    for name, values in [
        ("thresholds", {"min-amount": "9" * 10_000_000}),
        ("cross-level-links", {"relation": "严\n" * 10_000_000}),
    ]:
        with pytest.raises(ParameterError) as caught:
            find(name).bind(values)
        assert len(str(caught.value).splitlines()) == 1
        assert len(str(caught.value)) < 600


@pytest.mark.parametrize("value", ["art-7", "http://a> } #"])  # relative; would end the IRI
def test_no_iri(value: str) -> None:
    with pytest.raises(ValueError, match=r"art-7|IRI"):
        ParameterType.IRI.sparql_of(value)


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
PIECES = st.lists(
    st.sampled_from(
        [
            "VALUES ?a { UNDEF }",
            "VALUES ?b {}",
            "?b",
            "{",
            "}",
            '"',
            "'",
            '"""',
            "\\",
            "\\u0022",
            "\\U00000022",
            "0022",
            "\x01",
            "\x7f",
            "#",
            "<",
            ">",
            "\n",
            "UNDEF",
            "é",
        ]
    )
).map("".join)
TWO_WORDS = """# VALUES ?a { UNDEF } is no block in a comment
SELECT ?a ?b ("VALUES ?b { 'no block in a string' }" AS ?c) {
  VALUES ?a { UNDEF }
  VALUES ?b { "{ the default }" }
}"""


@given(TEXT | PIECES, TEXT | PIECES)
def test_strings_stay_strings_and_the_pattern_stays_the_same(first: str, second: str) -> None:
    terms = {"a": ParameterType.STRING.sparql_of(first), "b": ParameterType.STRING.sparql_of(second)}
    bound = with_values(TWO_WORDS, terms).text
    (solution,) = ox.Store().query(bound)
    assert solution["a"].value == first
    assert solution["b"].value == second
    assert solution["c"].value == "VALUES ?b { 'no block in a string' }"
    assert _shape(bound) == _shape(with_values(TWO_WORDS, {"a": '"x"', "b": '"y"'}).text)


ONE_WORD = "SELECT ?a { VALUES ?a { UNDEF } }"


@given(PIECES)
def test_a_string_is_the_same_to_every_reader_however_it_is_sent(text: str) -> None:
    """Rdflib replaces codepoint escapes first of all, also behind an escaped backslash."""
    bound = with_values(ONE_WORD, {"a": ParameterType.STRING.sparql_of(text)}).text
    checked = check(bound)
    assert _read_by_oxigraph(bound) == _read_by_oxigraph(for_oxigraph(checked)) == text
    assert _read_by_rdflib(bound) == _read_by_rdflib(unambiguous(checked.text)) == text


def test_a_file_may_begin_with_the_mark_of_byte_order(tmp_path: Path) -> None:
    file = tmp_path / "gaps.rq"
    file.write_text(find("gaps").text, "utf-8-sig")
    assert read_query(file) == find("gaps")


def test_a_control_character_before_digits_stays_one() -> None:
    """Rdflib takes up to eight digits after the escape for it."""
    bound = with_values(ONE_WORD, {"a": ParameterType.STRING.sparql_of("\x0100410042")}).text
    assert _read_by_oxigraph(bound) == _read_by_rdflib(bound) == "\x0100410042"


WRITTEN = [
    (ParameterType.INTEGER, "2015年", "2015", "a year as people write it"),
    (ParameterType.INTEGER, "二〇一五年", "2015", "in Chinese"),
    (ParameterType.INTEGER, "２０１５ 年", "2015", "full-width, with a space"),
    (ParameterType.DECIMAL, "￥10万", "100000", "the full-width sign of money"),
    (ParameterType.DECIMAL, "¥ 10,000", "10000", "the other, with a space"),
    (ParameterType.DECIMAL, "人民币10万元整", "100000", "the name of the currency before it"),
    (ParameterType.DECIMAL, "10万元人民币", "100000", "and after it"),
    (ParameterType.DECIMAL, "15%", "15", "a rate"),
]


@pytest.mark.parametrize(("type", "text", "number", "why"), WRITTEN)
def test_numbers_are_read_as_people_write_them(type: ParameterType, text: str, number: str, why: str) -> None:
    assert [term.value for term in type.terms(text)] == [number], why


@pytest.mark.parametrize(
    ("type", "text"),
    [
        (ParameterType.INTEGER, "5年"),  # a duration
        (ParameterType.INTEGER, "2015年5月"),  # a month
        (ParameterType.DECIMAL, "2015年"),  # a year is no amount
        (ParameterType.DECIMAL, "￥10%"),  # money or a rate
        (ParameterType.DECIMAL, "￥"),
        (ParameterType.DECIMAL, "元"),
    ],
)
def test_what_is_no_number_of_its_type(type: ParameterType, text: str) -> None:
    with pytest.raises(ValueError, match=r"^|"):
        type.terms(text)


def _read_by_oxigraph(query: str) -> str:
    (solution,) = ox.Store().query(query)
    return solution["a"].value


def _read_by_rdflib(query: str) -> str:
    ((found,),) = rdflib.Graph().query(query)
    return str(found)


def test_a_word_reaches_a_service_as_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    sent: list[str] = []
    set_query = SPARQLWrapper.setQuery

    def send(client: SPARQLWrapper, text: str) -> None:
        sent.append(text)
        set_query(client, text)

    monkeypatch.setattr(SPARQLWrapper, "setQuery", send)
    word = "\\u0022 } #"
    with pytest.raises(EngineError):
        RemoteEngine("http://127.0.0.1:9/").query(
            with_values(ONE_WORD, {"a": ParameterType.STRING.sparql_of(word)}).text
        )
    assert _read_by_oxigraph(sent[-1]) == _read_by_rdflib(sent[-1]) == word


def _shape(text: str) -> list[str]:
    return [token.kind if token.kind == "string" else token.text for token in tokens(decoded(text).text)]


@cache
def _with_a_plain_word(query: NamedQuery) -> tuple[list[str], list[str]]:
    """The free parameters of a query, and its tokens where each of them is a plain word."""
    free = [p.name for p in query.parameters if p.type == ParameterType.STRING and not p.choices]
    return free, _shape(query.bind(query.examples() | dict.fromkeys(free, "x")))


@given(TEXT | PIECES)
def test_every_parameter_of_a_query_keeps_to_its_place(text: str) -> None:
    """Every word in every free parameter of every query leaves the tokens of the query as they are."""
    asked = 0
    for query in library():
        free, plain = _with_a_plain_word(query)
        if free:
            words = query.examples() | dict.fromkeys(free, text)
            assert _shape(query.bind(words)) == plain, query.name
            asked += 1
    assert asked > 10


def test_a_word_is_never_a_lack_of_words() -> None:
    assert '"UNDEF"' in find("department-duties").bind({"department": "UNDEF"})
    assert "VALUES ?document { UNDEF }" in find("thresholds").bind({"document": None})
    assert 'VALUES ?document { "UNDEF" }' in find("thresholds").bind({"document": "UNDEF"})


def test_a_topic_by_part_of_its_name_and_by_another_name() -> None:
    assert 'VALUES ?topic { "融资" }' in find("provisions-by-topic").bind({"topic": "融资"})
    assert 'VALUES ?topic { "bank-credit" }' in find("provisions-by-topic").bind({"topic": "贷款"})


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("SELECT ?s { ?s ?p ?x }", "SELECT ?s { VALUES ?x { 1 } ?s ?p ?x }"),  # no block of its own
        (
            "# {\nSELECT ?s { ?s ?p ?x }",
            "# {\nSELECT ?s { VALUES ?x { 1 } ?s ?p ?x }",
        ),  # a brace in a comment
        ("SELECT ('{' AS ?y) { }", "SELECT ('{' AS ?y) { VALUES ?x { 1 } }"),  # a brace in a string
        ("SELECT * { VALUES ?x { 2 } }", "SELECT * { VALUES ?x { 1 } }"),  # its own block
        ('SELECT * { VALUES ?x { "}" } }', "SELECT * { VALUES ?x { 1 } }"),  # with a brace in its default
        ("SELECT * { values $x { 2 } }", "SELECT * { VALUES ?x { 1 } }"),  # written otherwise
        (
            "SELECT * { { VALUES ?x { 2 } } UNION { VALUES ?x { 2 } } }",
            "SELECT * { { VALUES ?x { 1 } } UNION { VALUES ?x { 1 } } }",
        ),  # two blocks
        ("SELECT * { VALUES ?xy { 2 } }", "SELECT * { VALUES ?x { 1 } VALUES ?xy { 2 } }"),  # another's block
        ("SELECT * { ?s ?p <urn:{> }", "SELECT * { VALUES ?x { 1 } ?s ?p <urn:{> }"),  # no IRI, no matter
        (
            "CONSTRUCT { ?s ?p ?x } WHERE { ?s ?p ?x }",
            "CONSTRUCT { ?s ?p ?x } WHERE { VALUES ?x { 1 } ?s ?p ?x }",
        ),  # not into the template
        ("SELECT * { VALUES ?x { VALUES ?x { 1 }", "SELECT * { VALUES ?x { 1 }"),  # a block in a block
        (
            r"SELECT ?\u5e74 \u007B VALUES ?\u0078 { 2 } }",
            r"SELECT ?\u5e74 \u007B VALUES ?x { 1 } }",
        ),  # escapes
    ],
)
def test_value_is_put_into_the_outermost_group(text: str, expected: str) -> None:
    assert with_values(text, {"x": "1"}).text == expected
    if "<urn:{>" not in text:
        check(expected)


def test_what_is_no_sparql_is_told_at_its_place_before_values_are_put_in() -> None:
    with pytest.raises(QuerySyntaxError) as caught:
        with_values("SELECT * {\n  VALUES ?\\u0078 { 1 } “a” }", {"x": "1"})
    assert (caught.value.line, caught.value.column) == (2, 24)


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("# title-zh: 甲\n", "lacks '# title-en"),
        ('# title-zh: 甲\n# param x colour "red" — 甲 / a\n', "line 2: .*Unknown type 'colour'"),
        ("# title-zh: 甲\n# param x\n", "line 2: .*Not a param"),
        ("# title-zh: 甲\n# column x: 甲\n", "line 2: .*Not a column"),
        ("# title-zh: 甲\n# values x relations\n", "line 2: .*x is not declared"),
        ("# title-zh: 甲\n# unit x y\n", "line 2: .*x is not declared"),
        ('# title-zh: 甲\n# param x date "soon" — 甲 / a\n', "line 2, x: .*not a date"),
    ],
)
def test_broken_header_is_refused(tmp_path: Path, header: str, message: str) -> None:
    file = tmp_path / "broken.rq"
    file.write_text(header + "SELECT * { ?s ?p ?o }", "utf-8")
    with pytest.raises(HeaderError, match=message):
        read_query(file)
