"""Pointers: found again by their words when paths, documents and IRIs have changed; lost ones are told."""

import json
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

import lawgraph
from lawgraph.build import build
from lawgraph.cli import app
from lawgraph.pointers import Found, How, Pointer, PointerError, find, point
from ontology.iri import text_digest
from queries.engine import Engine
from queries.result import ResultTable

HEAD = (
    "青海省促进中小企业发展条例\n\n（2020年7月22日青海省第十三届人民代表大会常务委员会第十五次会议通过）\n\n"
)
FIRST = "为了促进中小企业发展，制定本条例。"
SECOND = "县级以上人民政府应当加强对中小企业工作的领导，协调解决重大问题。"
THIRD = "财政部门应当安排专项资金。"


def articles(*texts: str, head: str = HEAD) -> str:
    return head + "".join(f"第{'一二三四五六'[n]}条 {text}\n" for n, text in enumerate(texts))


def graph_of(folder: Path, *texts: str) -> Engine:
    sources = folder / "sources"
    sources.mkdir(parents=True)
    for number, text in enumerate(texts):
        (sources / f"{number}.txt").write_text(text, "utf-8")
    build([sources], folder / "graph")
    return lawgraph.open(folder / "graph").engine


def provision(engine: Engine, path: str) -> str:
    table = engine.query(
        f'PREFIX lg: <https://w3id.org/lawgraph/ontology#> SELECT ?p {{ ?p lg:path "{path}" }}'
    )
    assert isinstance(table, ResultTable)
    (row,) = table.rows
    return str(row[0].value)  # type: ignore[union-attr]


OLD = articles(FIRST, SECOND, THIRD)


@pytest.mark.parametrize(
    ("texts", "how", "path", "why"),
    [
        ((OLD,), How.HERE, "art-2", "nothing has changed"),
        ((OLD.replace("。", "。\n"),), How.HERE, "art-2", "a line break makes no other words"),
        (
            (articles(FIRST, THIRD, SECOND),),
            How.OTHER_TEXT,
            "art-3",
            "an amendment has moved the article: it is found by its words",
        ),
        (
            (articles(FIRST, SECOND.replace("重大问题", "困难和问题"), THIRD),),
            How.CHANGED,
            "art-2",
            "some words were changed: said, not taken for the same",
        ),
        ((articles(FIRST, THIRD),), How.LOST, None, "the article was repealed"),
        (
            (articles(FIRST, SECOND, THIRD, head=HEAD.replace("青海", "云南")),),
            How.LOST,
            None,
            "the same words in another rule are not what was pointed to",
        ),
        (
            (articles(FIRST, THIRD, SECOND), OLD),
            How.HERE,
            "art-2",
            "where the old text is still there it goes first",
        ),
    ],
)
def test_a_pointer_is_found_again(
    tmp_path: Path, texts: tuple[str, ...], how: How, path: str | None, why: str
) -> None:
    before = graph_of(tmp_path / "before", OLD)
    pointer = point(before, provision(before, "art-2"))
    found = find(graph_of(tmp_path / "after", *texts), Pointer.parse(pointer.json()))
    assert found.how is how, why
    assert [iri.partition("/text/")[2].partition("/")[2] for iri in found.provisions] == (
        [path] if path else []
    )


def test_a_better_reader_moves_the_path_only(tmp_path: Path) -> None:
    """The path under which the words were once read is not there; the words are, in the same document."""
    engine = graph_of(tmp_path, OLD)
    pointer = point(engine, provision(engine, "art-2"))
    misread = Pointer(**{**json.loads(pointer.json()), "path": "ch-1/art-2"})
    assert find(engine, misread) == Found(How.MOVED, (pointer.provision,))


def test_the_iri_of_version_01_leads_to_the_provision(tmp_path: Path) -> None:
    engine = graph_of(tmp_path, OLD)
    table = engine.query("SELECT ?old { ?d <http://purl.org/dc/terms/replaces> ?old }")
    assert isinstance(table, ResultTable)
    ((old,),) = table.rows
    assert point(engine, f"{old.value}/art-2") == point(engine, provision(engine, "art-2"))  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda row: {**row, "quotation": "别的文字"}, "the words were changed and not the digest"),
        (lambda row: {key: row[key] for key in row if key != "work"}, "a field is missing"),
        (lambda row: [row], "no object"),
        (lambda row: {**row, "path": None}, "nothing for a text"),
        (lambda row: {**row, "kind": 5}, "a number for a text"),
    ],
)
def test_a_spoilt_pointer_is_refused(tmp_path: Path, change: object, why: str) -> None:
    engine = graph_of(tmp_path, OLD)
    row = json.loads(point(engine, provision(engine, "art-1")).json())
    with pytest.raises(PointerError, match=r"[\u4e00-\u9fff].*pointer"):
        Pointer.parse(json.dumps(change(row)))  # type: ignore[operator]


@given(line=st.text() | st.recursive(st.none() | st.floats() | st.text(), st.lists).map(json.dumps))
@example("[" * 200_000)
@example('{"path": ' + "[" * 200_000)
@example("\udcff")
def test_a_line_that_is_no_pointer_is_told(line: str) -> None:
    with pytest.raises(PointerError, match=r"。No pointer, .*; make .*\."):
        Pointer.parse(line)


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    return graph_of(tmp_path_factory.mktemp("old"), OLD)


@given(parts=st.lists(st.text(), min_size=5, max_size=5))
@example(["<", '"', "\\", "}", "\n"])
@settings(max_examples=50, deadline=None)
def test_a_pointer_to_anything_is_found_or_lost(old: Engine, parts: list[str]) -> None:
    document, work, path, kind, words = parts
    pointer = Pointer(document, work, path, kind, words, text_digest(words))
    assert find(old, Pointer.parse(pointer.json())) == Found(How.LOST)
    with pytest.raises(PointerError, match="no such provision"):
        point(old, path)


def test_what_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(PointerError, match="no such provision"):
        point(graph_of(tmp_path, OLD), "https://w3id.org/lawgraph/eli/cn/text/0000000000000000/art-1")


def test_the_commands(tmp_path: Path) -> None:
    engine = graph_of(tmp_path, OLD)
    iri, graph = provision(engine, "art-2"), str(tmp_path / "graph")
    printed = CliRunner().invoke(app, ["pointer", iri, "--graph", graph])
    assert printed.exit_code == 0
    (tmp_path / "mine.jsonl").write_text(printed.stdout, "utf-8")
    again = CliRunner().invoke(app, ["find", str(tmp_path / "mine.jsonl"), "--graph", graph])
    assert (again.exit_code, json.loads(again.stdout)) == (
        0,
        {"provision": iri, "found": "here", "now": [iri]},
    )
    other = graph_of(tmp_path / "other", articles(FIRST))
    assert other is not None
    lost = CliRunner().invoke(
        app, ["find", str(tmp_path / "mine.jsonl"), "--graph", str(tmp_path / "other/graph")]
    )
    assert (lost.exit_code, json.loads(lost.stdout)["found"]) == (3, "lost")


@pytest.mark.parametrize("data", [b"\xff\xfe", b"{}", b"[" * 100_000], ids=["no UTF-8", "no fields", "deep"])
def test_a_file_of_no_pointers_is_a_usage_error(tmp_path: Path, data: bytes) -> None:
    assert graph_of(tmp_path, OLD)
    (tmp_path / "mine.jsonl").write_bytes(data)
    found = CliRunner().invoke(
        app, ["find", str(tmp_path / "mine.jsonl"), "--graph", str(tmp_path / "graph")]
    )
    assert (found.exit_code, found.stdout) == (2, "")
    assert "No pointer" in found.stderr
