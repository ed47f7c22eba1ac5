"""``lawgraph check`` and ``lawgraph review decide``: what is printed, where, and how they end."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from ingest.check import run as checks
from ingest.contract import load
from lawgraph.build import build
from lawgraph.check import checking, run
from lawgraph.check.forms import FORMS
from lawgraph.cli import main
from tests.desk import DRAFT, NUMBER, TERM, TEXTS, Here, of_measures, put
from tests.times import MEASURES

MEASURE = "西宁市节约用水办法"


@dataclass(frozen=True)
class Ended:
    code: int
    out: str
    err: str


Call = Callable[..., Ended]


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The graph of an upper rule in two texts and of a lower one."""
    folder = tmp_path_factory.mktemp("command")
    build([put(folder / "texts", TEXTS)], folder / "graph", jobs=1)
    return folder / "graph"


@pytest.fixture
def call(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path) -> Call:
    """Run the command in an empty folder, with a check that knows the measures."""
    monkeypatch.setattr(run, "Pool", Here)
    monkeypatch.setattr(checks, "CHECKS", (of_measures,))
    monkeypatch.chdir(tmp_path)
    checking.library_at.cache_clear()

    def called(*arguments: object) -> Ended:
        monkeypatch.setattr(sys, "argv", ["lawgraph", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capfd.readouterr()
        code = ended.value.code
        return Ended(code if isinstance(code, int) else 0, captured.out, captured.err)

    return called


def test_the_table_has_what_was_found_and_nothing_else_on_standard_output(call: Call, graph: Path) -> None:
    ended = call("check", MEASURE, "--graph", graph, "--on", "2026-11-27")
    assert (ended.code, ended.err) == (0, "")
    assert ended.out.startswith("审查日期 2026-11-27；对照的文件 3 份")
    assert NUMBER.key in ended.out
    assert TERM.key in ended.out


def test_rows_are_those_of_the_contract(call: Call, graph: Path) -> None:
    ended = call("check", MEASURE, "--graph", graph, "--json")
    rows = list(load(ended.out.splitlines()))
    assert [getattr(row, "kind", "") for row in rows] == ["cites-renumbered", "term-unused"]
    assert json.loads(ended.out.splitlines()[0])["there"]["title"] == "青海省节约用水条例"
    assert "left open: basis-repealed: 不在图谱中。 (1)" in ended.err


ENDS = [
    (("青海省节约用水条例",), 3, "nothing was found"),
    ((MEASURE, "nowhere.txt"), 1, "something could not be read, the rest is told"),
    (("nowhere.txt",), 1, "nothing could be read"),
    ((MEASURE, "--kind", "no-kind"), 2, "no kind of checks"),
    ((MEASURE, "--group", "none"), 2, "no group"),
    ((MEASURE, "--gravity", "fatal"), 2, "no gravity"),
    ((MEASURE, "--format", "pdf"), 2, "no form"),
    ((MEASURE, "--on", "2026-13-01"), 2, "no day"),
    ((MEASURE, "--since", "yesterday"), 2, "neither day nor build"),
    ((MEASURE, "--since", "abcd1234"), 2, "a build of which nothing is kept"),
    ((MEASURE, "--since", "2030"), 3, "nothing is new since then"),
    ((MEASURE, "--reviews", "nowhere"), 2, "no reviews there"),
    ((MEASURE, "--labels", "fr"), 2, "no language"),
]


@pytest.mark.parametrize(("arguments", "code", "why"), ENDS)
def test_how_it_ends(call: Call, graph: Path, arguments: tuple[str, ...], code: int, why: str) -> None:
    ended = call("check", *arguments, "--graph", graph)
    assert ended.code == code, why
    assert (ended.err == "") == (code == 3), why
    if code == 1 and MEASURE in arguments:
        assert NUMBER.key in ended.out


def test_without_a_graph_all_documents_cannot_be_checked(call: Call) -> None:
    ended = call("check")
    assert ended.code == 1
    assert "lawgraph build" in ended.err
    assert call("check", "--graph", "nowhere").code == 1


def test_a_draft_is_checked_from_standard_input(
    call: Call, graph: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    file = tmp_path / "input"
    file.write_text(DRAFT, "utf-8")
    with file.open() as opened:
        monkeypatch.setattr(sys, "stdin", opened)
        ended = call("check", "-", "--graph", graph)
    assert ended.code == 3
    assert "西宁市节约用水若干规定（草案）" in ended.out
    assert "依据不在其中、没有对照：《中华人民共和国水法》" in ended.out


@pytest.mark.parametrize("name", [*FORMS, "json"])
def test_each_form_is_written_to_a_file_by_its_name(
    call: Call, graph: Path, tmp_path: Path, name: str
) -> None:
    out = tmp_path / f"report.{name}"
    ended = call("check", MEASURE, "--graph", graph, "--out", out)
    assert (ended.code, ended.out) == (0, "")
    assert out.stat().st_size > 500


def test_a_dismissed_finding_is_silent_and_a_confirmed_one_is_marked(call: Call, graph: Path) -> None:
    me = ("--author", "orcid:0000-0002-1825-0097", "--date", "2026-03-01", "--graph", graph)
    kept = ("--reviews", "kept.sssom.tsv")
    ended = call("review", "decide", MEASURE, NUMBER.key[:6], "dismiss", *me, *kept, "--comment", "旧文本")
    assert ended.code == 0, ended.err
    assert NUMBER.key in ended.out
    assert call("review", "decide", MEASURE, TERM.key, "confirm", *me, *kept).code == 0
    after = call("check", MEASURE, "--graph", graph, *kept)
    assert NUMBER.key not in after.out
    assert "另有 1 处已经人工排除" in after.out
    assert "审核：orcid:0000-0002-1825-0097 2026-03-01" in after.out
    everything = call("check", MEASURE, "--graph", graph, *kept, "--all")
    assert NUMBER.key in everything.out
    assert "dismissed" in everything.out
    looked = call("review", "check", "kept.sssom.tsv")
    assert (looked.code, looked.err) == (0, "")
    assert "2 项疑问 findings" in looked.out


UNDECIDED = [
    (("0000", "confirm"), 3, "no such finding"),
    ((NUMBER.key[:3], "confirm"), 3, "too few digits"),
    ((NUMBER.key, "perhaps"), 2, "no verdict"),
    ((NUMBER.key, "confirm", "--author", "张三"), 2, "no identifier"),
]


@pytest.mark.parametrize(("arguments", "code", "why"), UNDECIDED)
def test_what_cannot_be_decided_writes_nothing(
    call: Call, graph: Path, tmp_path: Path, arguments: tuple[str, ...], code: int, why: str
) -> None:
    author = () if "--author" in arguments else ("--author", "orcid:1")
    ended = call("review", "decide", MEASURE, *arguments, *author, "--graph", graph)
    assert ended.code == code, why
    assert ended.err
    assert not (tmp_path / "data").exists()


def test_a_wrong_row_on_a_finding_is_told_by_review_check(call: Call, tmp_path: Path) -> None:
    file = put(tmp_path, {"measures.txt": MEASURES}) / "kept.sssom.tsv"
    me = ("--author", "orcid:1", "--date", "2026-03-01", "--reviews", file)
    assert call("review", "decide", "measures.txt", NUMBER.key, "dismiss", *me).code == 0
    file.write_text(file.read_text("utf-8").replace("check:cites-renumbered", "check:cites-nothing"), "utf-8")
    looked = call("review", "check", file)
    assert looked.code == 1
    assert "cites-nothing" in looked.err
    checked = call("check", "measures.txt", "--reviews", file)
    assert checked.code == 1
    assert NUMBER.key in checked.out
