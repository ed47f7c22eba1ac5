"""The named queries over HTTP: a real server, asked as a program, a spreadsheet or a person would ask it."""

from __future__ import annotations

import csv
import io
import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from typing import NamedTuple
from urllib.parse import quote, urlencode

import jsonschema
import openpyxl
import pytest

from lawgraph.build import BuildReport
from lawgraph.serve import Limits, running
from lawgraph.service.answers import FORMS, Answer, _handed_in
from lawgraph.service.openapi import openapi
from queries import EmbeddedEngine, ResultTable, find, library
from queries.result import table_of

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Said(NamedTuple):
    status: int
    body: bytes
    headers: Message

    @property
    def json(self) -> dict[str, object]:
        found: dict[str, object] = json.loads(self.body)
        return found


def get(address: str, method: str = "GET", **headers: str) -> Said:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(address, headers=named, method=method), timeout=60) as answer:
            return Said(answer.status, answer.read(), answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return Said(error.code, error.read(), error.headers)


@pytest.fixture(scope="module")
def base(built: BuildReport) -> Iterator[str]:
    with running(built.generation.store, port=0) as service:
        yield service.endpoint.removesuffix("/sparql")


@pytest.fixture(scope="module")
def here(built: BuildReport) -> EmbeddedEngine:
    return EmbeddedEngine.open(built.generation.store)


def ask(base: str, name: str, values: dict[str, object] | None = None, **headers: str) -> Said:
    given = urlencode({key: str(value) for key, value in (values or {}).items()})
    return get(f"{base}/queries/{name}?{given}", **headers)


def expected(here: EmbeddedEngine, name: str, values: dict[str, object]) -> ResultTable:
    answer = here.query(find(name).bind(values))
    assert isinstance(answer, ResultTable)
    return answer


@pytest.mark.parametrize("name", [query.name for query in library()])
def test_every_query_answers_with_its_examples(base: str, here: EmbeddedEngine, name: str) -> None:
    values = find(name).examples()
    table = expected(here, name, values)
    said = ask(base, name, values)
    assert said.status == 200, said.body
    assert said.headers["Content-Type"] == "application/json"
    rows = said.json["rows"]
    assert isinstance(rows, list)
    assert len(rows) == len(table)
    for row, wanted in zip(rows, table.rows, strict=True):
        assert list(row) == list(table.variables)
        for cell, term in zip(row.values(), wanted, strict=True):
            if isinstance(cell, str):
                assert cell == term.value  # type: ignore[union-attr]


def test_the_list_has_every_query_and_says_where_it_answers(base: str) -> None:
    listed = get(f"{base}/queries").json["queries"]
    assert isinstance(listed, list)
    assert [each["name"] for each in listed] == [query.name for query in library()]
    one = next(each for each in listed if each["name"] == "thresholds")
    assert one["address"] == f"{base}/queries/thresholds"
    assert one["title"].keys() == one["answers"].keys() == {"zh", "en"}
    role = next(each for each in one["parameters"] if each["name"] == "role")
    assert {"code", "zh", "en"} == role["values"][0].keys()
    assert get(role["all"]).status == 200


@pytest.mark.parametrize(
    ("accept", "format", "kind"),
    [
        ("*/*", None, "application/json"),
        ("text/csv", None, "text/csv; charset=utf-8"),
        (EXCEL, None, EXCEL),
        ("application/sparql-results+json", None, "application/sparql-results+json"),
        ("text/csv;q=0.5, application/json;q=0.4", None, "text/csv; charset=utf-8"),
        ("text/csv", "xlsx", EXCEL),
        ("image/png", "json", "application/json"),
    ],
)
def test_the_form_is_the_one_asked_for(base: str, accept: str, format: str | None, kind: str) -> None:
    said = ask(base, "documents", {"format": format} if format else {}, Accept=accept)
    assert (said.status, said.headers["Content-Type"]) == (200, kind)


def test_csv_is_opened_rightly_by_a_spreadsheet(base: str, here: EmbeddedEngine) -> None:
    said = ask(base, "payments", {"format": "csv"})
    assert said.body.startswith(b"\xef\xbb\xbf"), "without the mark Excel misreads Chinese"
    assert 'filename="payments.csv"' in said.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(said.body.decode("utf-8-sig"))))
    table = expected(here, "payments", {})
    assert len(rows) == len(table) + 1
    assert rows[0][:2] == ["条款", "付款方"]
    english = ask(base, "payments", {"format": "csv", "labels": "en"}).body.decode("utf-8-sig")
    assert english.startswith("provision,who pays")
    code = ask(base, "payments", {"format": "csv", "labels": "code"}).body.decode("utf-8-sig")
    assert code.startswith("provision_label,payers")


def test_a_workbook_has_numbers_as_numbers_and_no_column_for_programs(
    base: str, here: EmbeddedEngine
) -> None:
    said = ask(base, "payments", {"format": "xlsx"})
    book = openpyxl.load_workbook(io.BytesIO(said.body))
    sheet = book[find("payments").title_zh]
    heads = [cell.value for cell in sheet[1]]
    assert heads == [column.heading for column in find("payments").columns if not column.code]
    table = expected(here, "payments", {})
    low = heads.index("下限\nlow")
    numbers = [row[low].value for row in sheet.iter_rows(min_row=2)]
    assert [float(number) for number in numbers if number is not None] == [
        float(row[table.variables.index("low")].value)  # type: ignore[union-attr]
        for row in table.rows
        if row[table.variables.index("low")] is not None
    ]
    assert ask(base, "payments", {"format": "xlsx"}).body == said.body, "same rows, same bytes"


@pytest.mark.parametrize("text", ["=1+1", "@SUM(A1)", "-2", "+86", "＝1"])
def test_text_stays_text(text: str) -> None:
    """What stands in a document is never a formula, in neither form for spreadsheets."""
    query = find("documents")
    answer = Answer(query, {}, table_of(["title"], [(text,)]), {})
    forms = {form.name: form for form in FORMS}
    cell = openpyxl.load_workbook(io.BytesIO(forms["xlsx"].write(answer, "zh")))[query.title_zh]["A2"]
    assert (cell.value, cell.data_type) == (text, "s")
    assert "'" + text in forms["csv"].write(answer, "zh").decode("utf-8-sig")


def test_every_title_can_name_a_sheet() -> None:
    for query in library():
        sheet = _handed_in(Answer(query, {}, table_of(["a"], []), {})).tables[0]
        assert len(sheet.zh) <= 31
        assert not re.search(r"[][:*?/\\]", sheet.zh)


REFUSED = [
    ("nonsense", {}, 404, None, "no such query"),
    ("document", {}, 404, "documents", "a near name is offered"),
    ("documents", {"a": "b"}, 400, None, "it has no parameters"),
    ("payments", {"payr": "财政"}, 400, "payer", "the parameters that there are"),
    ("provisions-by-topic", {}, 400, "融资", "missing, and what it may be"),
    ("norms-by-modality", {"modality": "obligatory"}, 422, "obligation", "the nearest value"),
    ("norms-by-modality", {"modality": ""}, 422, "obligation", "nothing is no value"),
    ("thresholds", {"min-amount": "many"}, 422, "10万元", "no number"),
    ("in-force-on", {"on": "2020-02-30"}, 422, "2020-08-01", "no such day"),
    ("documents-by-place", {"division": "亚特兰蒂斯"}, 422, "/values/division", "no such place"),
    ("payments", {"format": "pdf"}, 422, "xlsx", "no such form"),
    ("payments", {"labels": "fr"}, 422, "zh", "no such headings"),
]


@pytest.mark.parametrize(
    ("name", "values", "status", "offered", "reason"), REFUSED, ids=[case[-1] for case in REFUSED]
)
def test_what_is_refused_is_told_with_what_would_do(
    base: str, name: str, values: dict[str, object], status: int, offered: str | None, reason: str
) -> None:
    said = ask(base, name, values)
    assert (said.status, said.headers["Content-Type"]) == (status, "application/problem+json"), reason
    assert said.json["status"] == status
    detail = str(said.json["detail"])
    assert re.search("[一-鿿]", detail)
    assert re.search("[a-z]{3}", detail)
    if offered:
        assert offered in json.dumps(said.json, ensure_ascii=False), reason


def test_a_parameter_is_given_once_and_in_utf8(base: str) -> None:
    assert get(f"{base}/queries/payments?payer=a&payer=b").status == 400
    assert get(f"{base}/queries/payments?payer=%ff").status == 400
    assert get(f"{base}/queries/thresholds?min_amount=10&min-amount=20").status == 400


def test_a_value_is_never_part_of_the_query(base: str) -> None:
    """What would end a string, a group or the query in SPARQL is a value like any other."""
    for value in ('"', "\\", '" } } #', '") . ?s ?p ?o } #', "'''", "\n}", "?s", "<urn:a>", "财政\u0000"):
        said = ask(base, "payments", {"payer": value})
        assert said.status == 200, (value, said.body)
        assert said.json["rows"] == []


def test_near_names_where_nothing_is_found(base: str) -> None:
    said = ask(base, "department-duties", {"department": "省旅游发展委员会"}).json
    assert said["rows"] == []
    nothing = said["nothing"]
    assert isinstance(nothing, dict)
    assert nothing["zh"]
    assert nothing["en"]
    for name in nothing["near"]["department"]:
        assert ask(base, "department-duties", {"department": name}).json["rows"]
    assert nothing["near"]["department"]


def test_values_of_a_scheme_come_in_pages(base: str) -> None:
    address = f"{base}/queries/provisions-by-topic/values/topic"
    whole = get(f"{address}?limit=1000").json
    found, page = [], get(f"{address}?limit=7").json
    while True:
        assert isinstance(page["values"], list)
        found += page["values"]
        if "next" not in page:
            break
        page = get(str(page["next"])).json
    assert found == whole["values"]
    assert len(found) == whole["total"]
    near = get(f"{address}?near={quote('融资')}").json["values"]
    assert isinstance(near, list)
    assert "融资" in near[0]["zh"]


def test_values_of_free_words_are_those_of_the_graph(base: str) -> None:
    titles = get(f"{base}/queries/thresholds/values/document").json
    assert titles["closed"] is False
    assert isinstance(titles["values"], list)
    assert len(titles["values"]) == 2
    for value in titles["values"]:
        assert ask(base, "sources", {"document": value["code"]}).json["rows"]
    assert get(f"{base}/queries/thresholds/values/min-amount").json["values"] == []
    places = get(f"{base}/queries/documents-by-place/values/division?near={quote('海西')}").json["values"]
    assert isinstance(places, list)
    assert places[0]["code"] == "632800"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/queries/thresholds/values/nothing", 404),
        ("/queries/nothing/values/document", 404),
        ("/queries/thresholds/values/document?offset=-1", 422),
        ("/queries/thresholds/values/document?limit=x", 422),
        ("/queries/thresholds/values/document?limit=0", 422),
        ("/queries/thresholds/values/document?page=2", 400),
        ("/queries/thresholds/values/document?offset=99999", 200),
    ],
)
def test_values_that_are_asked_for_wrongly(base: str, path: str, status: int) -> None:
    assert get(base + path).status == status


def test_declared_sources_of_values_answer(here: EmbeddedEngine) -> None:
    declared = [each.found for query in library() for each in query.parameters if each.found]
    assert declared
    for name, column in set(declared):
        assert column in expected(here, name, {}).variables, name


def test_names_in_an_address_are_no_parameters() -> None:
    names = {parameter.name for query in library() for parameter in query.parameters}
    assert names.isdisjoint({"format", "labels"})


def test_what_is_known_is_not_sent_again(base: str) -> None:
    for path in ("/queries", "/queries/documents", "/openapi.json"):
        tag = get(base + path).headers["ETag"]
        assert get(base + path, If_None_Match=tag).status == 304
    head = get(f"{base}/queries/documents", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert get(f"{base}/queries", method="OPTIONS").headers["Allow"] == "GET, HEAD, OPTIONS"
    assert get(f"{base}/queries/documents", method="POST").status == 405


def test_a_page_of_another_site_may_ask(base: str) -> None:
    said = ask(base, "documents", {}, Origin="https://a.example")
    assert said.headers["Access-Control-Allow-Origin"] == "*"


def test_the_limits_are_those_of_the_service(built: BuildReport) -> None:
    with running(built.generation.store, port=0, limits=Limits(answer=2000)) as service:
        said = ask(service.endpoint.removesuffix("/sparql"), "cross-level-links")
    assert said.status == 500
    assert "2,000" in said.body.decode()


def test_openapi_says_what_the_service_does(base: str, here: EmbeddedEngine) -> None:
    said = get(f"{base}/openapi.json").json
    assert said == json.loads(json.dumps(openapi(base)))
    assert str(said["openapi"]).startswith("3.1")
    paths = said["paths"]
    assert isinstance(paths, dict)
    for query in library():
        operation = paths[f"/queries/{query.name}"]["get"]
        declared = {each["name"]: each for each in operation["parameters"]}
        assert declared.keys() == {each.name for each in query.parameters} | {"format", "labels"}
        for parameter in query.parameters:
            assert declared[parameter.name].get("required", False) == parameter.required
            jsonschema.Draft202012Validator.check_schema(declared[parameter.name]["schema"])
        schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
        told = jsonschema.Draft202012Validator({**schema, "components": said["components"]})
        told.validate(ask(base, query.name, query.examples()).json)
    for reference in re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(said)):
        found: object = said
        for part in reference.split("/"):
            assert isinstance(found, dict)
            found = found[part]


def test_operations_have_names_of_their_own_and_full_answers() -> None:
    """What a generator of clients needs (OpenAPI 3.1.0, sections 4.8.10 and 4.8.12)."""
    paths = openapi("https://example.org")["paths"]
    assert isinstance(paths, dict)
    operations = [(path, each) for path, item in paths.items() for each in item.values()]
    assert len({each["operationId"] for _, each in operations}) == len(operations)
    for path, operation in operations:
        parameters = operation.get("parameters", [])
        in_path = {each["name"] for each in parameters if each["in"] == "path"}
        assert in_path == set(re.findall(r"\{(\w+)\}", path))
        assert all(each["required"] for each in parameters if each["in"] == "path")
        assert len({(each["name"], each["in"]) for each in parameters}) == len(parameters)
        assert "200" in operation["responses"]
        for answer in operation["responses"].values():
            assert answer.keys() in ({"$ref"}, {"description"}, {"description", "content"})
