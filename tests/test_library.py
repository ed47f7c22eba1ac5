"""The named queries on the example texts (``data/examples``).

Each case is a query with its parameters and the rows that it must give, in their order; only the columns that
are named are compared. The rows were read in the texts, by hand; where the author of the texts wrote the answer
down before (``data/examples/gold/family``: limits in working days), it is that. Queries without a case here have
theirs where :data:`ELSEWHERE` says, on a small graph or on the two documents.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from hashlib import sha256

import pytest

from lawgraph.build import BuildReport, build
from queries import EmbeddedEngine, ResultTable, find, library

from .conftest import ROOT
from .test_queries import CASES as SMALL

EXAMPLES = ROOT / "data" / "examples"
FAMILY = json.loads((EXAMPLES / "gold" / "family" / "family.json").read_text("utf-8"))
FAULTS = json.loads((EXAMPLES / "gold" / "family" / "known-faults.json").read_text("utf-8"))

Rows = list[tuple[object, ...]]
Case = tuple[str, dict[str, object], str, Rows, str]

NATIONAL = "《中华人民共和国中小企业发展保障法（示例）》"
PROVINCE = "《示例省促进中小企业发展条例》"
CITY = "《示例市促进中小企业发展条例》"
OTHER = "《样例市促进中小企业发展规定》"
COUNTY = "《示例县人民政府办公室关于促进中小企业稳定发展若干措施的通知》"
PLAN = "《示例省人民政府关于支持小型微型企业健康发展的实施意见》"

SOURCE = EXAMPLES / "city-yangli-2021.md"

CASES: list[Case] = [
    (
        "search-provisions",
        {"text": "融资担保", "document": "样例市"},
        "provision_label",
        [("第八条",), ("第九条",)],
        "the smallest provisions with the word, in the order of the text",
    ),
    (
        "search-provisions",
        {"text": "缓解融资困难"},
        "document_title provision_label words",
        [(PLAN.strip("《》"), "二、", "缓解融资困难")],
        "a heading is found by itself",
    ),
    (
        "payments",
        {"document": "通知"},
        "provision_label payers beneficiaries words",
        [
            (f"{COUNTY}一、", "县财政", None, "500万元"),
            (f"{COUNTY}二、", "县财政", "首次达到规模以上标准的工业企业", "8万元"),
            (f"{COUNTY}五、", "县人力资源和社会保障局", None, "1500元"),
        ],
        "who gets is left open where the text names none",
    ),
    (
        "time-limits",
        {"document": "样例市"},
        "provision_label high unit_label bearers",
        [
            (f"{OTHER}第二十二条", 12.0, "工作日", "行政机关"),
            (f"{OTHER}第二十三条", 15.0, "工作日", "受理投诉的部门"),
            (f"{OTHER}第七条", 30.0, "工作日", None),
        ],
        "the shortest first; nobody is named who publishes the funds",
    ),
    (
        "time-limits",
        {"document": "样例市", "most": 12, "bearer": "机关"},
        "provision_label high",
        [(f"{OTHER}第二十二条", 12.0)],
        "at most twelve days, of an authority",
    ),
    (
        "only-in-lower",
        {"document": "样例市", "against": "示例省促进", "whole": "no"},
        "provision_label words nearest_label",
        [
            (f"{OTHER}第十一条", "分三年拨付", f"{PROVINCE}第二十一条"),
            (f"{OTHER}第十二条", "入驻企业自入驻之日起三年内租金减半", f"{PROVINCE}第二十二条"),
        ],
        "the very words of the sentences that the upper rule lacks",
    ),
    (
        "only-in-lower",
        {"document": "样例市", "against": "示例省促进", "whole": "整条"},
        "provision_label extent_label state_label",
        [
            (f"{OTHER}第三条", "整条", "无对应"),
            (f"{OTHER}第二十五条", "整条", "无对应"),
            (f"{OTHER}第二十九条", "整条", "待核"),
            (f"{OTHER}第三十条", "整条", "无需对应"),
        ],
        "whole articles, by the Chinese name; the author links one of them weakly, and it is to be checked",
    ),
    (
        "only-in-upper",
        {"document": "示例省促进", "against": "样例市", "whole": "no"},
        "provision_label words",
        [
            (f"{PROVINCE}第三条", "每半年至少召开一次专题会议"),
            (f"{PROVINCE}第三十六条", "每年培训不少于三千人次"),
        ],
        "what the city leaves out",
    ),
    (
        "differences",
        {"lower-document": "样例市", "upper-document": "示例省促进", "for": "机关"},
        "difference_label difference_for lower_label lower_figure upper_label upper_figure",
        [
            ("从宽", "机关、事业单位", f"{OTHER}第十八条", "九十日内", f"{PROVINCE}第三十一条", "三十日内"),
            (
                "从宽",
                "行政机关",
                f"{OTHER}第二十二条",
                "十二个工作日内",
                f"{PROVINCE}第三十七条",
                "十个工作日内",
            ),
        ],
        "looser for those who must pay and decide",
    ),
    (
        "cited-by",
        {"cited": "示例省促进", "article": "第九条"},
        "cited_label provision_label words cited_path",
        [("第九条", f"{PROVINCE}第四十五条第二款", "本条例第八条至第十条", "art-9")],
        "the middle of a range that names its ends alone",
    ),
    (
        "cited-by",
        {"cited": "示例省促进", "article": "第四十四条"},
        "cited_label provision_label words",
        [("第四十四条", f"{CITY}第三十四条", "《省条例》第四十二条至第四十五条")] * 2,
        "by both texts of the city's regulation, under a short title",
    ),
    (
        "reforms",
        {"body": "示例省税务局"},
        "date originals results certainty_label",
        [("2018", "示例省国家税务局、示例省地方税务局", "示例省税务局", "凭记忆")],
        "two become one, and nobody has checked the year",
    ),
    (
        "department-deadlines",
        {"department": "县财政局"},
        "department_name role_label provision_label limits",
        [
            ("示例县财政局", "牵头", f"{COUNTY}一、", "自2022年起、连续三年"),
            ("示例县财政局", "配合", f"{COUNTY}二、", "30个工作日内"),
            ("示例县财政局", "负责", f"{COUNTY}四、", "不超过10日"),
            ("示例县财政局", "负责", f"{COUNTY}六、", "提前30日"),
            ("示例县财政局", "牵头", f"{COUNTY}七、", "20日内"),
        ],
        "in the order of the notice, with the role that it gives; 县财政局 there is one body, not a second",
    ),
    (
        "department-deadlines",
        {"department": "市财政"},
        "department_name role_label provision_label limits",
        [("样例市财政主管部门", "承担", f"{OTHER}第十一条", "三年")],
        "市财政 in the text is the body that it stands for, and no second one",
    ),
    (
        "department-deadlines",
        {"department": "县人力资源和社会保障局"},
        "provision_label limits",
        [(f"{COUNTY}五、", "15个工作日内")],
        "15个工作日内 is a time limit; 一年以上 of a contract is a condition and none",
    ),
    (
        "same-matter",
        {"topic": "procurement", "level": "地级"},
        "place_label provision_label figures",
        [
            (
                "示例市",
                f"{CITY}第十八条",
                "不得低于本单位年度政府采购项目预算总额的百分之四十五；不得低于百分之七十",
            ),
            (
                "示例市",
                f"{CITY}第十九条",
                "不得低于本单位年度政府采购项目预算总额的百分之四十五；不得低于百分之七十",
            ),
            (
                "样例市",
                f"{OTHER}第十五条",
                "不得低于本单位年度政府采购项目预算总额的百分之三十五；不得低于百分之六十",
            ),
            ("样例市", f"{OTHER}第十六条", None),
        ],
        "the shares that two cities reserve; an article without a figure has none",
    ),
    (
        "carried-on-in",
        {"upper-document": "示例省促进", "article": "第三十一条"},
        "place_label lower_label upper_figure lower_figure difference_label",
        [
            ("示例市", f"{CITY}第二十条", "三十日内", "十五日内", "从严"),
            ("示例市", f"{CITY}第二十一条", "三十日内", "二十日内", "从严"),
            ("样例市", f"{OTHER}第十八条", "三十日内", "九十日内", "从宽"),
        ],
        "one time limit of the province in two cities",
    ),
    (
        "penalties",
        {"conduct": "拖延支付", "fines": "yes"},
        "provision_label condition low high unit_label",
        [
            (f"{NATIONAL}第四十条", "逾期不改正的", 50000.0, 200000.0, "元"),
            (f"{OTHER}第二十七条", "逾期不改正的", 30000.0, 100000.0, "元"),
            (f"{CITY}第三十二条", "逾期不改正的", 100000.0, 500000.0, "元"),
            (f"{CITY}第三十二条", "逾期不改正的", 50000.0, 300000.0, "元"),
            (f"{PROVINCE}第四十三条", "逾期不改正的", 100000.0, 500000.0, "元"),
        ],
        "one conduct at four levels, with its circumstance",
    ),
    (
        "split-and-merged",
        {"kind": "合并", "lower-document": "示例市", "upper-document": "示例省促进"},
        "kind_label upper_parts lower_parts",
        [("合并", "第二十二条、第二十三条", "第十五条"), ("合并", "第二十二条、第二十三条", "第十六条")],
        "two articles on places for start-ups become one, in both texts",
    ),
    (
        "expired",
        {"on": "2025-01-01", "what": "文件"},
        "what_label until label",
        [("文件", "2024-12-31", COUNTY.strip("《》"))],
        "the day after the last one",
    ),
    ("expired", {"on": "2012-05-31"}, "until label", [], "a month has not passed on its last day"),
    (
        "expired",
        {"on": "2012-06-01"},
        "until label",
        [("2012-05", f"{PLAN}附件第2项")],
        "and has on the next",
    ),
    (
        "definitions",
        {"term": "中小企业，"},
        "provision_label",
        [(f"{NATIONAL}第二条第二款",), (f"{PROVINCE}第二条第二款",)],
        "one term, defined at two levels",
    ),
    (
        "legal-bases",
        {"document": "样例市"},
        "document_title basis_title found_label",
        [("样例市促进中小企业发展规定", "示例省促进中小企业发展条例", "在图中")],
        "a basis that is here",
    ),
    (
        "repeals",
        {},
        "repealed_title document_title since found_label",
        [("示例省扶持中小企业发展条例", "示例省促进中小企业发展条例", "2019-08-01", "不在图中")],
        "what is gone is not here",
    ),
    (
        "tasks-by-deadline",
        {"from": "2012-10-01", "until": "2012-12-31"},
        "due provision_label responsible",
        [
            ("2012-10", f"{PLAN}附件第8项", "省质量技术监督局、省食品药品监督管理局"),
            ("2012-12", f"{PLAN}附件第5项", "省住房和城乡建设厅、省国土资源厅、省经济委员会"),
            ("2012-12", f"{PLAN}附件第9项", "省人力资源和社会保障厅、省教育厅"),
        ],
        "rows of the table of tasks, the earliest first",
    ),
    (
        "documents-by-place",
        {"division": "990100"},
        "level_label place_label title",
        [
            ("地级", "示例市", CITY.strip("《》")),
            ("地级", "示例市", CITY.strip("《》")),
            ("县级", "示例县", COUNTY.strip("《》")),
        ],
        "a city and the county below it",
    ),
    (
        "residues",
        {"reason": "annex-list"},
        "words",
        [("附件：支持小型微型企业健康发展重点任务分工表",)],
        "a line that belongs to no provision",
    ),
    (
        "versions",
        {"several": "是"},
        "texts dated amended file",
        [
            (2, "2020-10-29", None, "city-shili-2020.md"),
            (2, "2020-10-29", "2023-10-27", "city-shili-2023.md"),
        ],
        "one regulation, amended once",
    ),
    (
        "sources",
        {"document": "样例市"},
        "title file characters sha256",
        [
            (
                OTHER.strip("《》"),
                SOURCE.name,
                len(SOURCE.read_text("utf-8")),
                sha256(SOURCE.read_bytes()).hexdigest(),
            )
        ],
        "as the file system tells them",
    ),
    (
        "body-succession",
        {"body": "省国家税务局", "division": "990000"},
        "body_name function_name seen successor_name",
        [("示例省国家税务局", "税务", "2012", "示例省税务局")],
        "named in 2012, merged in 2018",
    ),
    ("doubtful-facts", {"kind": "quantity"}, "words", [], "no figure of the example texts is in doubt"),
]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> BuildReport:
    return build([EXAMPLES], tmp_path_factory.mktemp("examples"))


@pytest.fixture(scope="module")
def engine(report: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(report.generation.store)


def _rows(engine: EmbeddedEngine, name: str, values: dict[str, object], columns: str) -> Rows:
    answer = engine.query(find(name).bind(values))
    assert isinstance(answer, ResultTable)
    at = [answer.variables.index(column) for column in columns.split()]
    return [tuple(_plain(row[index]) for index in at) for row in answer.values()]


def _plain(value: object) -> object:
    if value is None or isinstance(value, int | float | str):
        return value
    return str(value)


@pytest.mark.parametrize(
    ("name", "values", "columns", "expected", "reason"),
    CASES,
    ids=[f"{case[0]} {case[4]}" for case in CASES],
)
def test_answer(
    engine: EmbeddedEngine, name: str, values: dict[str, object], columns: str, expected: Rows, reason: str
) -> None:
    assert _rows(engine, name, values, columns) == expected, reason


ELSEWHERE = {
    **dict.fromkeys(
        (
            "amended-since",
            "changed-articles",
            "changes-between",
            "findings",
            "findings-by-body",
            "repealed-by",
            "stale-citations",
            "status-on",
        ),
        "test_time_queries",
    ),
    "diagnostics": "test_queries.test_examples_find_something_in_the_two_documents: that it finds some, no more",
    "duties-side-by-side": "test_duties_stand_side_by_side",
    "examples": "test_explains_itself",
    "pitfalls": "test_explains_itself",
}
"""Where queries are tested that have a case neither here nor among those of ``test_queries``."""


def test_every_query_has_a_case() -> None:
    assert len(library()) >= 30
    cases = {case[0] for case in (*CASES, *SMALL)}
    assert cases.isdisjoint(ELSEWHERE)
    assert cases | ELSEWHERE.keys() == {query.name for query in library()}


def test_duties_stand_side_by_side(engine: EmbeddedEngine) -> None:
    rows = _rows(
        engine,
        "duties-side-by-side",
        {"lower-document": "样例市", "upper-document": "示例省促进"},
        "lower_label lower_bearers upper_label upper_bearers lower_duties",
    )
    found = next(row for row in rows if row[0] == f"{OTHER}第十九条")  # the most probable
    assert found[:4] == (f"{OTHER}第十九条", "大型企业", f"{PROVINCE}第三十二条", "大型企业")
    assert "支付款项" in str(found[4])


def test_limits_in_working_days_are_those_of_the_author(engine: EmbeddedEngine) -> None:
    known = {(row["document"], row["path"]) for row in FAULTS if row["kind"] == "working-days"}
    answer = engine.query(find("time-limits").bind())
    assert isinstance(answer, ResultTable)
    at = [answer.variables.index(column) for column in ("limit", "high", "low")]
    found: set[tuple[str, object]] = set()
    for fact, high, low in ([row[index] for index in at] for row in answer.values()):
        path = re.sub(r"/(?:para|item)-.*|/quantity-.*", "", str(fact).split("/", 4)[-1])
        found.add((path, high or low))
    due = {
        (re.sub(r"/(?:para|item)-.*", "", path), float(days))
        for document, path, days, _ in FAMILY["working_days"]
        if (document, path) not in known
    }
    assert due <= found


_SELECT = re.compile(r"^SELECT (?P<distinct>DISTINCT )?(?P<columns>[^{]*)\{", re.MULTILINE)
_ORDER = re.compile(r"^\} ?(?:GROUP BY [^\n]*?)?ORDER BY (?P<keys>[^\n]*)\n?\Z", re.MULTILINE)


@pytest.mark.parametrize("name", [query.name for query in library()])
def test_the_order_of_rows_is_total(engine: EmbeddedEngine, name: str) -> None:
    """No two rows have the same keys of ORDER BY, so that no engine may put either first."""
    query = find(name)
    text = query.bind(query.examples())
    keys = re.findall(r"\?\w+", _match(_ORDER, text)["keys"])
    select = _match(_SELECT, text)
    more = [key for key in keys if key not in re.findall(r"\?\w+", select["columns"])]
    asked = text[: select.end() - 1] + " ".join(more) + " {" + text[select.end() :]
    answer = engine.query(asked)
    assert isinstance(answer, ResultTable)
    at = [answer.variables.index(key[1:]) for key in keys]
    equal = [
        keyed
        for keyed, count in Counter(tuple(row[i] for i in at) for row in answer.rows).items()
        if count > 1
    ]
    assert equal == []


def _match(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.search(text)
    assert found is not None, text
    return found


def test_the_page_of_queries_is_made_from_their_headers() -> None:
    page = (ROOT / "docs" / "queries.md").read_text("utf-8")
    for query in library():
        assert f"| `{query.name}` | {query.title_zh}：{query.answers_zh}<br>{query.answers} |" in page
