"""How a provision was read: nothing is left out, every place is exact, every silence has its reason."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from ingest.model import Annotation, Resolved
from ingest.pipeline import annotate
from ingest.resolve import resolve
from ingest.structure import structure
from ingest.text import SourceText
from lawgraph.explain import NoSuchProvision, as_json, as_lines, explain
from ontology.rules import rules

from .test_cli import Run, run  # noqa: F401  (run is a fixture)

RULES = """青海省节约用水条例

第一条 为了节约用水，根据水法，制定本条例。
第二条 用水单位应当安装水表，并如实申报；违反的，由省水利厅处五千元以下罚款。
有下列情形之一的，责令改正：
（一）浪费水资源的；
（二）损毁水表的。
第三条 节水工作取得了明显成效。
"""


def read(text: str) -> Resolved:
    return resolve(annotate(structure(SourceText("a.txt", text, "0" * 64))))


@pytest.fixture(params=["opinion", "regulation"])
def seed(request: pytest.FixtureRequest) -> Resolved:
    annotation = request.getfixturevalue(request.param)
    assert isinstance(annotation, Annotation)
    return resolve(annotation)


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def test_every_fact_of_a_document_is_explained_once(seed: Resolved) -> None:
    """Of the outermost provisions all facts are told, each norm by one reading, each with its rules."""
    annotation = seed.annotation
    outermost = [each.path for each in annotation.document.provisions if each.parent is None]
    explained = [one for path in outermost for one in explain(seed, path)]
    assert [one.path for one in explained] == [each.path for each in annotation.document.provisions]
    norms = [reading["norm"] for one in explained for reading in one.readings if reading["norm"]]
    facts = [fact for one in explained for fact in one.facts]
    assert len({norm["id"] for norm in norms}) == len(norms) == len(annotation.norms)
    others = (*annotation.quantities, *annotation.mentions, *annotation.citations)
    assert len({fact["id"] for fact in facts}) == len(facts) == len(others)
    assert all(fact["rules"][0]["rule"] == fact["rule"] for fact in (*norms, *facts))


def test_every_place_is_that_of_the_words(seed: Resolved) -> None:
    text = seed.annotation.document.source.text
    for one in explain(seed, seed.annotation.norms[0].path):
        for words in (
            one.words,
            *one.readings,
            *(clause for each in one.readings for clause in each["clauses"]),
        ):
            assert squeezed("".join(text[start:end] for start, end in words["spans"])) == squeezed(
                words["text"]
            )


SILENT = [
    ("title", ["silent-part"], "no norm is looked for in a title"),
    ("art-2/para-2/item-1", ["silent-list"], "an item of a list of cases"),
    ("art-3", ["silent-fact"], "what is the case"),
]


@pytest.mark.parametrize(("path", "silent", "why"), SILENT)
def test_what_gave_nothing_says_why(path: str, silent: list[str], why: str) -> None:
    readings = [reading for one in explain(read(RULES), path) for reading in one.readings]
    assert [rule["rule"] for reading in readings for rule in reading["silence"]] == silent, why
    assert all(reading["norm"] is None for reading in readings)


def test_a_provision_is_explained_with_those_inside_it() -> None:
    paths = [one.path for one in explain(read(RULES), "art-2")]
    inner = ["art-2/para-1", "art-2/para-2", "art-2/para-2/item-1", "art-2/para-2/item-2"]
    assert paths == ["art-2", *inner]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", ["条件、情形或先行的主语", "规则 bearer-body-by “由”加机构：", "未得出规范", "数量 ["]),
        ("en", ["condition, case", "rule bearer-body-by body after 由: ", "gave no norm", "quantity ["]),
    ],
)
def test_lines_for_people(language: str, said: list[str]) -> None:
    lines = list(as_lines(explain(read(RULES), "art-2"), language))
    assert [words for words in said if not any(words in line for line in lines)] == []
    assert not any("\n" in line for line in lines)


def test_lines_for_programs() -> None:
    rows = [json.loads(line) for line in as_json(explain(read(RULES), "art-1/para-1"))]
    (row,) = rows
    assert [reading["norm"]["rule"] for reading in row["readings"]] == ["norm-aim", "norm-purpose"]
    named = row["readings"][0]["norm"]["rules"][0]
    assert named["sentence"] == {"zh": rules()["norm-aim"].zh, "en": rules()["norm-aim"].en}
    assert row["readings"][0]["clauses"][0]["part"] in ("leads", "main", "follows")


@pytest.mark.parametrize(
    ("path", "near", "why"),
    [
        ("art-2/para-9", "art-2", "the provision that it would be in"),
        ("art-22", "art-2", "a slip of the pen"),
        ("第二条", "title", "nothing like it: the first of them"),
    ],
)
def test_an_unknown_path_names_near_ones(path: str, near: str, why: str) -> None:
    with pytest.raises(NoSuchProvision) as caught:
        explain(read(RULES), path)
    message = str(caught.value)
    assert re.fullmatch(rf"{path}: .*{near}.*。a\.txt has no such provision; .*{near}.*\.", message), why


# --- the command


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "a.txt"
    path.write_text(RULES, "utf-8")
    return path


CALLS = [
    (("art-2",), 0, "用水单位应当安装水表", "", "Chinese first"),
    (("art-2", "--labels", "en"), 0, "predicate", "", "English"),
    (("art-2", "--json"), 0, '"path": "art-2"', "", "for programs"),
    (("art-9",), 3, "", "art-9: a.txt 没有这一条款", "nothing found"),
    (("art-2", "--labels", "fr"), 2, "", "--labels fr", "usage"),
]


@pytest.mark.parametrize(("arguments", "code", "out", "err", "why"), CALLS)
def test_the_command(
    run: Run,  # noqa: F811
    file: Path,
    arguments: tuple[str, ...],
    code: int,
    out: str,
    err: str,
    why: str,
) -> None:
    outcome = run("explain", file, *arguments)
    assert (outcome.code, bool(outcome.out), bool(outcome.err)) == (code, bool(out), bool(err)), why
    assert out in outcome.out
    assert err in outcome.err


def test_a_file_that_is_not_there_is_one_line(run: Run, tmp_path: Path) -> None:  # noqa: F811
    outcome = run("explain", tmp_path / "none.txt", "art-1")
    assert (outcome.code, outcome.out) == (1, "")
    assert "none.txt" in outcome.err
