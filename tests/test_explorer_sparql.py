"""The page for SPARQL: its examples, answers with the names of things, errors with their places, what it loads."""

from __future__ import annotations

import csv
import io
import json
import re
from hashlib import sha256
from pathlib import Path
from urllib.parse import urlencode

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer import assets
from lawgraph.explorer.answer import names_of
from lawgraph.explorer.completion import FILE, completion
from lawgraph.explorer.given import Given, Wrong
from lawgraph.explorer.page import Asked, Language, Shown
from lawgraph.explorer.sparql import MOST, PAGE, Question, parted, show
from lawgraph.explorer.sparql_examples import EXAMPLES
from lawgraph.search.sparql import finder
from lawgraph.tables.cells import Table
from ontology.terms import LG
from queries import EmbeddedEngine
from queries.check import check

from .test_explorer import BROWSER, read
from .test_serve import send

VENDOR = Path(assets.STATIC) / "vendor" / "yasgui"
DOCUMENT = "https://w3id.org/lawgraph/eli/cn/text/8fb97fd50b203320"
PREFIX = f"PREFIX lg: <{LG.NAMESPACE}>\n"


@pytest.fixture(scope="module")
def engine(built: BuildReport) -> EmbeddedEngine:
    return _engine(built)


def _engine(built: BuildReport) -> EmbeddedEngine:
    engine = EmbeddedEngine.open(built.generation.store)
    engine.find = finder(built.generation.store)
    return engine


def shown(engine: EmbeddedEngine, language: Language = Language.ZH, **given: str) -> Shown:
    return show(
        Asked(engine, Path("store"), Given.of(list(given.items()), PAGE.parameters), language=language)
    )


def page_of(engine: EmbeddedEngine, **given: str) -> Question:
    content = shown(engine, **given).content
    assert isinstance(content, Question)
    return content


def test_every_example_finds_something(built: BuildReport, built_examples: BuildReport) -> None:
    """On the two documents, or where these have none (they state no figures that differ) on the invented family."""
    engines = [_engine(built), _engine(built_examples)]
    alone = set()
    for each in EXAMPLES:
        found = [len(engine.query(each.text)) for engine in engines]
        assert any(found), each.name
        if not found[0]:
            alone.add(each.name)
    assert alone == {"differences", "figures-compared"}


def test_there_is_a_dozen_of_examples_and_each_is_bounded() -> None:
    assert len(EXAMPLES) >= 12
    assert len({each.name for each in EXAMPLES}) == len(EXAMPLES)
    for each in EXAMPLES:
        assert "LIMIT" in each.text, "it answers at once on a large graph"
        assert each.text.startswith("PREFIX "), "prefixes are filled in"
        assert re.search(r"\?[\u4e00-\u9fff]", each.text), "columns are headed in Chinese"


def test_things_are_shown_by_their_names(engine: EmbeddedEngine) -> None:
    page = page_of(engine, example="links")
    assert page.answer is not None
    assert page.answer.headings == ("下级条款", "上级条款", "关系", "概率")
    lower, _, relation, probability = page.answer.rows[0]
    assert lower.text.startswith("《海西蒙古族藏族自治州促进中小微企业发展条例》第")
    assert lower.ours
    assert "/" not in relation.text
    assert probability.number


@pytest.mark.parametrize(
    ("iri", "name"),
    [
        (DOCUMENT, "海西蒙古族藏族自治州促进中小微企业发展条例"),
        (f"{DOCUMENT}/art-7", "《海西蒙古族藏族自治州促进中小微企业发展条例》第七条"),
        (LG.Gap, "缺口"),  # a term of the vocabulary
        ("https://w3id.org/lawgraph/scheme/modality/obligation", "义务"),
        ("https://w3id.org/lawgraph/division/632800", "海西蒙古族藏族自治州"),
        (f"https://w3id.org/lawgraph/source/{'0' * 64}#char=10,14", "原文第 11 至 14 字"),
        ("https://w3id.org/lawgraph/no/such/thing", None),
        ("http://example.org/another", None),  # none of ours: it is not asked for
    ],
)
def test_names_of_things(engine: EmbeddedEngine, iri: str, name: str | None) -> None:
    assert names_of(engine, [iri]).get(iri) == name


def test_a_fact_is_named_by_its_words_and_a_link_by_its_ends(engine: EmbeddedEngine) -> None:
    norms, links = (
        "{ SELECT ?a { ?a a lg:Norm } LIMIT 1 }",
        "{ SELECT ?b { ?b a lg:Correspondence } LIMIT 1 }",
    )
    text = f"{PREFIX}SELECT ?a ?b {{ {norms} {links} }}"
    page = page_of(engine, text=text)
    assert page.answer is not None
    norm, link = page.answer.rows[0]
    assert norm.text.startswith("规范：")
    assert " → " in link.text


@pytest.mark.parametrize(
    ("text", "place", "there", "status"),
    [
        ("SELECT * { ?x a ?y ", (1, 20), "", 400),  # at its end
        (f"{PREFIX}SELECT * {{\n  ?x a lg:Gap .\n  ?x 中文 }}", (4, 6), "中", 400),
        ("DELETE WHERE { ?s ?p ?o }", (1, 0), "DELETE", 403),  # it would write
        ("SELECT * {\nSERVICE <http://example.org/> { ?s ?p ?o } }", (2, 0), "SERVICE", 403),
        ("你好", (1, 1), "你", 400),  # no query at all
    ],
)
def test_what_is_wrong_is_told_with_its_place(
    engine: EmbeddedEngine, text: str, place: tuple[int, int], there: str, status: int
) -> None:
    answer = shown(engine, text=text)
    assert answer.status == status
    assert answer.table is None
    assert isinstance(answer.content, Question)
    fault = answer.content.fault
    assert fault is not None
    assert (fault.line, fault.column) == place
    assert fault.there.startswith(there)
    assert re.search("[\u4e00-\u9fff]", fault.zh)
    assert not re.search("。[A-Z]", fault.zh), "English stands by itself"
    if fault.line:
        assert fault.before + fault.there + fault.after == text.split("\n")[fault.line - 1]


def test_a_term_that_does_not_exist_is_told_beside_the_answer(engine: EmbeddedEngine) -> None:
    page = page_of(engine, text=f"{PREFIX}SELECT ?x {{ ?x a lg:Gapp }}")
    assert page.answer is not None
    assert page.answer.total == 0
    assert ["Gap" in each.zh for each in page.warnings] == [True]


def test_answers_come_in_pages_and_a_query_without_limit_is_bounded(engine: EmbeddedEngine) -> None:
    text = "SELECT ?s { ?s ?p ?o }"
    page = page_of(engine, text=text, offset="50")
    assert page.answer is not None
    assert (len(page.answer.rows), page.answer.total, page.answer.cut) == (50, MOST, True)
    own = page_of(engine, text=f"{text} LIMIT 7")
    assert own.answer is not None
    assert (own.answer.total, own.answer.cut) == (7, False)
    with pytest.raises(Wrong):
        shown(engine, text=f"{text} LIMIT 7", offset="50")


@pytest.mark.parametrize(
    ("text", "headings", "first"),
    [
        (f"{PREFIX}ASK {{ ?x a lg:Gap }}", ("回答",), "是"),
        (f"CONSTRUCT {{ ?s a ?t }} {{ BIND(<{DOCUMENT}> AS ?s) ?s a ?t }}", ("主语", "谓语", "宾语"), "海西"),
        (f"DESCRIBE <{DOCUMENT}/art-7>", ("主语", "谓语", "宾语"), "《海西"),
    ],
)
def test_every_form_of_query_has_a_table(
    engine: EmbeddedEngine, text: str, headings: tuple[str, ...], first: str
) -> None:
    page = page_of(engine, text=text)
    assert page.answer is not None
    assert page.answer.headings == headings
    assert page.answer.rows[0][0].text.startswith(first)


def test_the_table_has_names_and_addresses(engine: EmbeddedEngine) -> None:
    made = shown(engine, example="links").table
    assert callable(made)
    table = made()
    assert isinstance(table, Table)
    assert [column.zh for column in table.columns][:3] == ["下级条款", "下级条款（地址）", "上级条款"]
    name, address, *_ = next(table.cells())
    assert str(name).startswith("《")
    assert str(address).startswith("https://w3id.org/lawgraph/eli/")


@pytest.mark.parametrize(
    ("message", "zh", "en"),
    [
        ("query: 请加 LIMIT。Add a LIMIT.", "query: 请加 LIMIT。", "Add a LIMIT."),
        ("甲。乙。It is so.", "甲。乙。", "It is so."),
        ("没有英文", "没有英文", "没有英文"),
    ],
)
def test_messages_are_parted_by_language(message: str, zh: str, en: str) -> None:
    said = parted(message)
    assert (said.zh, said.en) == (zh, en)


def test_the_editor_completes_what_the_vocabulary_has() -> None:
    """``python -m lawgraph.explorer.completion`` writes the file anew."""
    held = json.loads(FILE.read_text("utf-8"))
    assert held == json.loads(json.dumps(completion()))
    written = {each[0]: each for each in held["terms"]}
    assert written["lg:Gap"][3] == "缺口"
    assert written["<https://w3id.org/lawgraph/function/finance>"][3] == "财政"
    for each in written:
        if not each.startswith('"'):
            check(
                f"{''.join(f'PREFIX {p}: <{n}> ' for p, n in held['prefixes'].items())} ASK {{ ?s ?p {each} }}"
            )


def test_the_bundle_is_what_was_published() -> None:
    sums = dict(re.findall(r"\| `(\S+)` \| `([0-9a-f]{64})` \|", (VENDOR / "README.md").read_text("utf-8")))
    assert set(sums) == {"yasgui.min.js", "yasgui.min.css"}
    for name, digest in sums.items():
        assert sha256((VENDOR / name).read_bytes()).hexdigest() == digest
    licence = (VENDOR / "LICENSE.txt").read_text("utf-8")
    assert "MIT" in licence
    assert "codemirror" in licence
    assert "url(" not in (VENDOR / "yasgui.min.css").read_text("utf-8").replace("url(data:", "")


def test_programs_are_answered_as_before(explored: str) -> None:
    query = urlencode({"query": "ASK { ?s ?p ?o }"})
    assert send(f"{explored}/sparql?{query}", Accept=BROWSER).kind == "application/sparql-results+xml"
    assert send(f"{explored}/sparql").kind.startswith("text/turtle")
    assert send(f"{explored}/sparql?text=ASK%7B%7D").status == 400, (
        "a parameter of the page alone is no query"
    )


def test_the_page_without_script(explored: str) -> None:
    said = read(explored, f"/sparql?{urlencode({'text': 'SELECT ?甲 { ?甲 a lg:Gap } LIMIT 3'})}")
    assert said.status == 200
    assert '<th scope="col">甲</th>' in said.text
    assert "共 3 行" in said.text
    assert "缺口：《" in said.text
    wrong = read(explored, f"/sparql?{urlencode({'text': 'SELECT ?甲 { ?甲 a lg:Gap'})}")
    assert wrong.status == 400
    assert "第 1 行第 24 列" in wrong.text


def test_what_stands_in_an_answer_is_text(explored: str) -> None:
    text = "SELECT ?x { BIND('<script>alert(1)</script>' AS ?x) }"
    said = read(explored, f"/sparql?{urlencode({'text': text})}")
    assert "<script>alert" not in said.text
    assert said.text.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 2, "in the editor and in the answer"


def test_characters_that_would_turn_the_page_are_written_out(engine: EmbeddedEngine) -> None:
    page = page_of(engine, text=r"SELECT ('a\u202eb' AS ?x) {}")
    assert page.answer is not None
    assert page.answer.rows[0][0].text == r"a\u202eb"


def test_downloads_open_in_a_spreadsheet(explored: str) -> None:
    said = send(f"{explored}/sparql.csv?example=cited")
    assert said.status == 200
    assert said.text.startswith("\ufeff被引用的文件,次数\r\n")
    formula = urlencode({"text": "SELECT ?x { BIND('=1+1' AS ?x) }"})
    rows = list(csv.reader(io.StringIO(send(f"{explored}/sparql.csv?{formula}").text)))
    assert rows[1] == ["'=1+1"]
    assert send(f"{explored}/sparql.csv?{urlencode({'text': 'SELECT'})}").status == 404
    wrong = send(f"{explored}/sparql.json?{urlencode({'text': 'SELECT'})}")
    assert wrong.status == 400
    assert json.loads(wrong.text)["content"]["fault"]["line"] == 1
    data = json.loads(send(f"{explored}/sparql.json?example=cited").text)
    assert data["content"]["answer"]["total"] > 0


def test_a_question_of_many_characters_has_an_address(explored: str) -> None:
    text = "# " + "长" * 4000 + "\nASK { ?s ?p ?o }"
    assert read(explored, f"/sparql?{urlencode({'text': text})}").status == 200
