"""``lg:matches``: what becomes of a query that has it, and what of one that cannot."""

from __future__ import annotations

import csv
import io
import json
import pickle
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import pyoxigraph as ox
import pytest

import lawgraph
from lawgraph.build import BuildReport
from lawgraph.search import sparql
from lawgraph.serve import running
from queries import EmbeddedEngine, EngineError, QuerySyntaxError, ResultTable
from queries.check import check
from queries.errors import MatchError
from queries.matches import matched
from queries.prefixes import with_prefixes

from .test_cli import Run, run
from .test_serve import Said, ask, send

__all__ = ["run"]

FOUND = "VALUES ?p { <x:a> <x:b> }"
LG = "PREFIX lg: <https://w3id.org/lawgraph/ontology#> "


def find(text: str) -> tuple[str, ...]:
    if text == "!":
        raise ValueError("nothing to look for")
    return ("x:b", "x:a") if text == "w" else ()


@pytest.mark.parametrize(
    ("text", "expected", "why"),
    [
        ('{ ?p lg:matches "w" }', f"{{ {FOUND}  }}", "alone"),
        ('{ ?p lg:matches "w" . }', f"{{ {FOUND}  . }}", "with its full stop"),
        ('{ ?p lg:matches "w" ; }', f"{{ {FOUND}  }}", "a semicolon that nothing follows"),
        ('{ ?p lg:matches "none" }', "{ VALUES ?p {  }  }", "nothing is found"),
        ('{ ?p a lg:Article ; lg:matches "w" }', f"{{ {FOUND} ?p a lg:Article  }}", "last"),
        ('{ ?p lg:matches "w" ; lg:text ?t }', f"{{ {FOUND} ?p lg:text ?t  }}", "first"),
        (
            '{ ?p a ?k ; lg:matches "w" ; lg:text ?t, ?u . ?q ?r ?s }',
            f"{{ {FOUND} ?p a ?k ; lg:text ?t, ?u  . ?q ?r ?s }}",
            "in the middle",
        ),
        ("{ ?p lg:matches \"w\", 'w' }", f"{{ {FOUND} {FOUND}  }}", "two at once"),
        ('{ ?p lg:matches """w"""@zh }', f"{{ {FOUND}  }}", "a long string in a language"),
        ('{ ?p lg:matches "w"^^xsd:string ; a ?k }', f"{{ {FOUND} ?p a ?k  }}", "with its type"),
        (
            '{ <x:a> lg:matches "w" }',
            "{ FILTER(<x:a> IN (<x:a>, <x:b>))  }",
            "whether one IRI has the words",
        ),
        (
            '{ ?p (lg:a|^lg:b)/lg:c* ?x ; lg:matches "w" }',
            f"{{ {FOUND} ?p (lg:a|^lg:b)/lg:c* ?x  }}",
            "beside a path",
        ),
        (
            '{ FILTER(?x > 3) ?p lg:matches "w" }',
            f"{{ FILTER(?x > 3) {FOUND}  }}",
            "after a filter without a full stop",
        ),
        (
            '{ FILTER NOT EXISTS { ?p lg:matches "w" } }',
            f"{{ FILTER NOT EXISTS {{ {FOUND}  }} }}",
            "in a filter",
        ),
        (
            '{ FILTER(?x || EXISTS { ?p lg:matches "w" }) }',
            f"{{ FILTER(?x || EXISTS {{ {FOUND}  }}) }}",
            "deep in a filter",
        ),
        (
            '{ GRAPH ?g { ?p lg:matches "w" ; a ?k } OPTIONAL { ?p lg:matches "none" } }',
            f"{{ GRAPH ?g {{ {FOUND} ?p a ?k  }} OPTIONAL {{ VALUES ?p {{  }}  }} }}",
            "in two groups, in a graph with another property",
        ),
        (
            '{ { SELECT (COUNT(?p) AS ?n) { ?p lg:matches "w" } GROUP BY ?k ORDER BY ?k } }',
            f"{{ {{ SELECT (COUNT(?p) AS ?n) {{ {FOUND}  }} GROUP BY ?k ORDER BY ?k }} }}",
            "in a subquery",
        ),
        (
            '{ VALUES (?a ?b) { (1 2) } BIND(1 AS ?c) ?p lg:matches "w" . (1 2) ?q [ ?r ?s ] }',
            f"{{ VALUES (?a ?b) {{ (1 2) }} BIND(1 AS ?c) {FOUND}  . (1 2) ?q [ ?r ?s ] }}",
            "among all kinds of brackets",
        ),
        ("{ lg:matches rdfs:label ?p }", "{ lg:matches rdfs:label ?p }", "a question about the term itself"),
        ("{ ?p rdfs:seeAlso lg:matches }", "{ ?p rdfs:seeAlso lg:matches }", "the term as an object"),
        (
            '{ ?p ?q "?p lg:matches \\"w\\"" } # lg:matches',
            '{ ?p ?q "?p lg:matches \\"w\\"" } # lg:matches',
            "in a string and in a comment",
        ),
    ],
)
def test_what_a_query_becomes(text: str, expected: str, why: str) -> None:
    asked = f"{LG}SELECT * {text}"
    assert matched(check(asked), find).text == f"{LG}SELECT * {expected}", why


def test_other_forms_of_queries() -> None:
    made = matched(check(LG + 'CONSTRUCT { ?p lg:matches "w" } WHERE { ?p lg:matches "w" }'), find)
    assert made.text == LG + f'CONSTRUCT {{ ?p lg:matches "w" }} WHERE {{ {FOUND}  }}'
    asked = matched(check('ASK { ?p <https://w3id.org/lawgraph/ontology#matches> "w" }'), find)
    assert asked.text == f"ASK {{ {FOUND}  }}"


STORE = """<x:a> <x:text> "one" . GRAPH <x:g> { <x:a> <x:text> "one" } GRAPH <x:h> { <x:c> <x:text> "two" }"""


@pytest.mark.parametrize(
    ("text", "rows", "why"),
    [
        ('SELECT ?p { ?p lg:matches "w" }', ["x:a", "x:b"], "all texts"),
        ('SELECT DISTINCT ?p { ?p lg:matches "w" ; <x:text> ?t }', ["x:a"], "of all graphs"),
        ('SELECT ?p FROM <x:g> { ?p lg:matches "w" ; <x:text> ?t }', ["x:a"], "of the graph that has it"),
        ('SELECT ?p FROM <x:h> { ?p lg:matches "w" ; <x:text> ?t }', [], "of another graph"),
        ('SELECT ?g { GRAPH ?g { ?p lg:matches "w" ; <x:text> ?t } }', ["x:g"], "the graph is bound"),
        ('SELECT ?p { GRAPH <x:h> { ?p <x:text> ?t } . ?p lg:matches "w" }', [], "outside of GRAPH"),
    ],
)
def test_only_what_the_graphs_of_a_query_have(text: str, rows: list[str], why: str) -> None:
    store = ox.Store()
    store.load(STORE, format=ox.RdfFormat.TRIG)
    answer = EmbeddedEngine(store, find).query(LG + text)
    assert isinstance(answer, ResultTable)
    assert sorted(str(row[0])[1:-1] for row in answer.rows) == rows, why


def test_a_dataset_without_texts_is_refused() -> None:
    with pytest.raises(MatchError, match="one more property"):
        EmbeddedEngine(ox.Store(), find).query(LG + 'SELECT * FROM <x:h> { ?p lg:matches "w" }')


@pytest.mark.parametrize(
    ("text", "column", "said"),
    [
        ("SELECT * { ?p lg:matches ?x }", 15, "string that is written out"),
        ("SELECT * { ?p lg:matches 12 }", 15, "string that is written out"),
        ('SELECT * { [] lg:matches "w" }', 15, "a variable or an IRI"),
        ('SELECT * { [ lg:matches "w" ] lg:a ?b }', 14, "a variable or an IRI"),
        ('SELECT * { ?a lg:b [ a ?k ; lg:matches "w" ] }', 29, "a variable or an IRI"),
        ('SELECT * { ?p lg:inUnit/lg:matches "w" }', 25, "a variable or an IRI"),
        ('SELECT * { "p" lg:matches "w" }', 16, "a variable or an IRI"),
        ('CONSTRUCT WHERE { ?p lg:matches "w" }', 22, "CONSTRUCT WHERE"),
        ('SELECT * { ?p lg:matches "!" }', 26, "nothing to look for"),
        ('SELECT * { ?p lg:matches "w"^^xsd:integer }', 15, "of no other type"),
        ('SELECT * { ?p lg:matches "w"^^<x:y> }', 15, "of no other type"),
        ('SELECT * { << ?p lg:matches "w" >> a ?k }', 18, "no quoted triple"),
        ('SELECT * { ?s a ?k {| lg:matches "w" |} }', 23, "no quoted triple"),
        ('SELECT * { GRAPH ?g { ?p lg:matches "w" } }', 26, "one more property"),
        ('SELECT * { GRAPH <x:g> { FILTER EXISTS { ?p lg:matches "w" } } }', 45, "one more property"),
        ('SELECT * { GRAPH <x:g> { ?p a/lg:b* ?x ; lg:matches "w" } }', 42, "one more property"),
        ("BASE <x:> SELECT * { ?p <https://w3id.org/lawgraph/ontology#matches> ?x }", 25, "written out"),
        ("BASE <https://w3id.org/lawgraph/> SELECT * { ?p <ontology#matches> ?x }", 49, "written out"),
        (
            "BASE <https://w3id.org/> BASE <lawgraph/> PREFIX x: <ontology#> ASK { ?p x:matches ?x }",
            74,
            "written",
        ),
    ],
)
def test_what_cannot_be_answered(text: str, column: int, said: str) -> None:
    asked = with_prefixes(text)
    with pytest.raises(MatchError, match=said) as error, asked.places_in_source():
        matched(check(asked.text), find)
    assert str(error.value).startswith(f"line 1, column {column}: ")
    assert str(pickle.loads(pickle.dumps(error.value))) == str(error.value)


def test_errors_after_it_keep_their_place() -> None:
    store = ox.Store()
    with pytest.raises(QuerySyntaxError) as error:
        EmbeddedEngine(store, find).query(LG + 'SELECT * { \\u003Fp lg:matches "w" ;\nlg:order }')
    assert (error.value.line, error.value.column) == (2, 10)


def test_a_graph_without_an_index_refuses_it() -> None:
    with pytest.raises(EngineError, match="CONTAINS"):
        EmbeddedEngine(ox.Store()).query(LG + 'SELECT * { ?p lg:matches "w" }')


QUERY = 'SELECT ?p { ?p a lg:ResponsibilityTask ; lg:matches "补助" ; lg:order ?n } ORDER BY ?n'
TWIN = """SELECT ?p { ?p a lg:ResponsibilityTask ; lg:order ?n ; lg:text ?t
  FILTER(CONTAINS(?t, "补助") || CONTAINS(?t, "补贴")) } ORDER BY ?n"""


def test_it_finds_what_its_portable_twin_finds(built: BuildReport) -> None:
    graph = lawgraph.open(built.generation.directory)
    one, other = graph.result(QUERY), graph.result(TWIN)
    assert isinstance(one, ResultTable)
    assert isinstance(other, ResultTable)
    assert [row[0] for row in one.rows] == [row[0] for row in other.rows]
    assert len(one.rows) > 5
    with pytest.raises(MatchError, match="line 1, column 15: "):
        graph.result("SELECT * { ?p lg:matches ?x }")


def test_too_much_is_refused_and_never_cut(built: BuildReport, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sparql, "MOST", 10)
    engine = EmbeddedEngine.open(built.generation.store)
    engine.find = sparql.finder(built.generation.store)
    with pytest.raises(MatchError, match="limit of 10"):
        engine.query(LG + 'SELECT * { ?p lg:matches "企业" }')


@pytest.fixture(scope="module")
def endpoint(built: BuildReport) -> Iterator[str]:
    with running(built.generation.directory, port=0) as service:
        yield service.endpoint


def test_the_service_answers_it(endpoint: str) -> None:
    said = ask(endpoint, QUERY, accept="application/sparql-results+json")
    assert said.status == 200, said.text
    assert len(json.loads(said.text)["results"]["bindings"]) > 5
    refused = ask(endpoint, "SELECT * { ?p lg:matches ?x }")
    assert refused.status == 400
    assert refused.text.startswith("line 1, column 15: lg:matches")


def look(endpoint: str, **given: object) -> Said:
    return send(f"{endpoint.removesuffix('/sparql')}/search?{urlencode(given)}", Origin="http://example.org")


def test_the_service_searches(endpoint: str) -> None:
    said = look(endpoint, q="融资担保", kind="task", limit=1)
    found = json.loads(said.text)
    assert (said.status, found["total"], len(found["hits"])) == (200, 2, 1)
    assert said.headers["Access-Control-Allow-Origin"] == "*"
    (low, high) = found["hits"][0]["spans"][0]
    assert found["hits"][0]["text"][low:high] == "融资担保"
    assert json.loads(look(endpoint, q="融资担保品").text)["near"] == ["融资担保"]
    assert (
        json.loads(look(endpoint, q="补助", exact="yes").text)["total"]
        < json.loads(look(endpoint, q="补助").text)["total"]
    )


@pytest.mark.parametrize(
    ("given", "status", "parameter"),
    [
        ({}, 400, "q"),
        ({"q": ""}, 422, "q"),
        ({"q": "担保", "x": "1"}, 400, "x"),
        ({"q": "担保", "limit": "-1"}, 422, "limit"),
        ({"q": "担保", "limit": "1001"}, 422, "limit"),
        ({"q": "担保", "limit": "９"}, 422, "limit"),
        ({"q": "担保", "exact": "maybe"}, 422, "exact"),
        ({"q": "担保", "kind": "x"}, 422, "kind"),
        ({"q": "担保", "level": "x"}, 422, "level"),
        ({"q": "担保", "format": "xlsx"}, 422, "format"),
        ({"q": "担保", "document": "甘肃"}, 422, "document"),
    ],
)
def test_the_service_says_what_is_wrong_with_a_search(
    endpoint: str, given: dict[str, str], status: int, parameter: str
) -> None:
    said = look(endpoint, **given)
    problem = json.loads(said.text)
    assert (said.status, problem["status"], problem["parameter"]) == (status, status, parameter)
    assert said.headers["Content-Type"] == "application/problem+json"
    assert "。" in problem["detail"]
    if parameter in {"kind", "level"}:
        assert {"article", "province"} & set(problem["values"])


def test_the_service_answers_spreadsheets(endpoint: str) -> None:
    said = look(endpoint, q="融资担保", kind="任务", level="省", format="csv")
    assert (said.status, said.headers["Content-Type"]) == (200, "text/csv; charset=utf-8")
    heading, *rows = csv.reader(io.StringIO(said.text))
    assert heading[:4] == ["\ufeff文件", "条款", "种类", "层级"]
    assert [row[2] for row in rows] == ["task", "task"]


def test_chinese_that_is_not_encoded_is_told_how(endpoint: str) -> None:
    host = urlsplit(endpoint)
    with socket.create_connection((host.hostname, host.port), timeout=60) as connection:
        connection.sendall("GET /search?q=融资担保 HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        said = b"".join(iter(lambda: connection.recv(4096), b"")).decode()
    assert said.startswith("HTTP/1.1 400 ")
    assert "请求不合" in said
    assert "--data-urlencode" in said


def test_odd_searches_are_answered(endpoint: str) -> None:
    for text in ('"', "NEAR(", "\U0001f9ff", "%", "a' OR '1'='1", "担保\x00"):
        assert look(endpoint, q=text).status in (200, 422), text
    site = endpoint.removesuffix("/sparql")
    assert send(f"{site}/search?q={quote('担保')}&q=x").status == 400


def test_the_command_answers_it(run: Run, built: BuildReport, tmp_path: Path) -> None:
    file = tmp_path / "q.rq"
    file.write_text(QUERY, "utf-8")
    said = run("query", file, "--graph", built.generation.directory)
    assert (said.code, said.err) == (0, "")
    file.write_text("SELECT * { ?p lg:matches ?x }", "utf-8")
    assert run("query", file, "--graph", built.generation.directory).code == 2
