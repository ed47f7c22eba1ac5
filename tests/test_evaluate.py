"""``lawgraph evaluate``: what is found and scored, genres, runs compared, figures stated."""

from __future__ import annotations

import json
import re
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.gold import GOLD, SEEDS, SOURCES, sha256
from ingest.write.quality import EVALUATION, quality_quads
from lawgraph.build import BuildReport
from lawgraph.cli import main
from lawgraph.evaluation.genres import GENRES, UnknownGenre, genre
from lawgraph.evaluation.gold import BrokenGold, NoText, OtherText, find_gold, rows_of, text_of
from lawgraph.evaluation.items import Items
from lawgraph.evaluation.measure import Scored, by_genre, macro
from lawgraph.evaluation.published import measurements, publish, published, samples
from lawgraph.evaluation.runs import NotARun, load_run, save_run

from .test_unseen import TEXT, written

PLACE = {"jurisdiction": {"level": "prefecture"}}
NATIONAL = {"jurisdiction": {"level": "national"}}
COURT = {"document_type": "judicial-interpretation"}
NOTE = [{"kind": "item", "lead": ["财政部"]}]
GENRE = [
    ("stated", {"genre": "reply", "document_type": "通知"}, [], {}, "reply"),
    ("a table by its rows", {"document_type": "意见"}, [{"kind": "task"}], {}, "table"),
    ("a notice", {"document_type": "通知"}, [{"kind": "item"}], {}, "notice"),
    ("a notice whose measures say who answers", {"document_type": "通知"}, NOTE, {}, "plan-with-notes"),
    ("a plan with notes", {"document_type": "实施方案"}, NOTE, {}, "plan-with-notes"),
    ("an opinion without", {"document_type": "意见"}, [{"kind": "item", "lead": []}], {}, "plan"),
    ("a rule of a place", {"document_type": "条例"} | PLACE, [], {}, "local-regulation"),
    ("a rule of the country", {"document_type": "办法"} | NATIONAL, [], {}, "law"),
    ("a regulation of the country", {"document_type": "条例"} | NATIONAL, [], {}, "law"),
    (
        "a rule that says who answers is still a rule",
        {"document_type": "条例"} | PLACE,
        NOTE,
        {},
        "local-regulation",
    ),
    ("a decision", {"document_type": "决定"}, [], {}, "decision"),
    ("a letter of reply", {"document_type": "复函"}, [], {}, "reply"),
    ("the word in an object", {"document_type": {"value": "决议"}}, [], {}, "decision"),
    ("the gold says nothing: the row predicted", {}, [], {"genre": "规定"} | NATIONAL, "law"),
    ("provisions of a court", {"document_type": "规定"}, [], COURT, "interpretation"),
    ("nobody says anything", {}, [], {}, "other"),
]


@pytest.mark.parametrize(("why", "gold", "units", "document", "expected"), GENRE)
def test_genre(
    why: str, gold: dict[str, Any], units: list[Any], document: dict[str, Any], expected: str
) -> None:
    assert genre(gold, units, document) == expected
    assert expected in GENRES


def test_a_genre_that_does_not_exist_is_named() -> None:
    with pytest.raises(UnknownGenre, match=r"genre poem: 没有这种体裁.*No such genre; use one of law, "):
        genre({"genre": "poem"}, [], {})


def test_what_is_annotated_is_found_one_level_down(tmp_path: Path) -> None:
    one = written(tmp_path / "a")
    other = written(tmp_path / "b" / "more")
    (tmp_path / "b" / "notes").mkdir()
    found = find_gold([one, tmp_path / "b" / "more", tmp_path / "b"])
    assert [(gold.name, gold.named) for gold in found] == [("a/parking", True), ("more/parking", False)]
    assert found[1].folder == other
    assert [gold.name for gold in find_gold([one])] == ["parking"]


TEXT_PLACES = [
    ("in a folder that is named", "given/parking.txt", {}),
    ("in the folder of the annotations", "gold/parking/parking.txt", {}),
    ("in texts beside it", "gold/texts/parking.md", {}),
    ("by the name that is said", "given/of-2020.txt", {"file": "of-2020.txt"}),
]


@pytest.mark.parametrize(("why", "place", "source"), TEXT_PLACES)
def test_where_a_text_is_looked_for(tmp_path: Path, why: str, place: str, source: dict[str, str]) -> None:
    gold = written(tmp_path / "gold", **source)
    with pytest.raises(NoText, match=r"没有 parking 的文本.*--texts"):
        text_of(gold, [tmp_path / "given"])
    path = tmp_path / place
    path.parent.mkdir(exist_ok=True)
    path.write_text("别的文字", "utf-8")
    with pytest.raises(OtherText, match="不是标注时的文本"):
        text_of(gold, [tmp_path / "given"])
    path.write_text(TEXT, "utf-8")
    assert text_of(gold, [tmp_path / "given"]) == path


BROKEN = [("no JSON", '{"a": 1}\n{', "line 2"), ("no object", "[]\n", "line 1: no object")]


@pytest.mark.parametrize(("why", "lines", "said"), BROKEN)
def test_a_row_that_cannot_be_read_is_named(tmp_path: Path, why: str, lines: str, said: str) -> None:
    (tmp_path / "units.jsonl").write_text(lines, "utf-8")
    with pytest.raises(BrokenGold, match=f"units.jsonl: 标注读不出.*{said}"):
        rows_of(tmp_path / "units.jsonl")


COUNTED = {"precision": 1.0, "recall": 0.5, "f1": 0.6667, "hit": 1, "gold": 2, "predicted": 1}
NOTHING = {"precision": 1.0, "recall": 1.0, "f1": 1.0, "hit": 0, "gold": 0, "predicted": 0}
RIGHT = {"precision": 1.0, "recall": 1.0, "f1": 1.0, "hit": 3, "gold": 3, "predicted": 3}


def test_the_mean_of_documents_leaves_out_those_without_the_layer() -> None:
    scored = [Scored({"norm": values}, {}) for values in (COUNTED, NOTHING, RIGHT)]
    scored.append(Scored({"offsets": {"share": 0.5, "rows": 9}}, {}))
    assert macro(scored) == {
        "norm": {"precision": 1.0, "recall": 0.75, "f1": 0.8334, "documents": 2},
        "offsets": {"share": 0.5, "documents": 1},
    }


def test_documents_are_grouped_by_genre() -> None:
    law, notice, other = (Scored({}, {}, genre=name) for name in ("law", "notice", "law"))
    assert by_genre([notice, law, other]) == {"law": [law, other], "notice": [notice]}


def test_a_run_is_kept_beside_those_of_other_documents(tmp_path: Path) -> None:
    path = tmp_path / "new" / "run.json"
    one = Scored({"norm": COUNTED}, {"norm": Items(["a"], ["b"], [])}, genre="law")
    save_run(path, {"x": one})
    save_run(path, {"y": replace(one, items={})})
    assert load_run(path) == {"x": one.items, "y": {}}
    path.write_text("[1]", "utf-8")
    with pytest.raises(NotARun, match="不是保存下来的评测结果"):
        load_run(path)


class Ended:
    def __init__(self, code: int, out: str, err: str) -> None:
        self.code, self.out, self.err = code, out, err


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Any:
    def call(*arguments: object) -> Ended:
        save = ("--save", tmp_path / "run.json")
        monkeypatch.setattr(sys, "argv", ["lawgraph", "evaluate", *map(str, (*arguments, *save))])
        with pytest.raises(SystemExit) as ended:
            main()
        captured = capsys.readouterr()
        return Ended(int(ended.value.code or 0), captured.out, captured.err)

    return call


def test_the_command_scores_layers_and_says_what_changed(tmp_path: Path, run: Any) -> None:
    gold = written(tmp_path / "gold")
    (gold / "parking.txt").write_text(TEXT, "utf-8")
    first = run(gold)
    assert first.code == 0
    assert first.out.startswith("parking  地方性法规、地方政府规章 local regulation or rule\n")
    assert re.search(r"quantity-money .*hit 1  gold 1  predicted 1", first.out)
    assert re.search(r"state norm .*doubtful_share ", first.out)
    assert "since" not in first.out
    kept = json.loads((tmp_path / "run.json").read_text("utf-8"))
    lost = kept["parking"]["items"]["citation"]["hit"].pop()
    (tmp_path / "run.json").write_text(json.dumps(kept), "utf-8")
    again = json.loads(run(gold, "--json").out)
    assert [(change["layer"], change["gained"]) for change in again["changes"]] == [("citation", [lost])]
    assert again["documents"]["parking"]["figures"]["citation"] == again["pool"]["citation"]
    assert again["genres"]["local-regulation"]["documents"] == 1
    assert "：没有变化 nothing" in run(gold).out


def test_a_text_that_is_not_there(tmp_path: Path, run: Any) -> None:
    gold = written(tmp_path / "gold")
    named = run(gold)
    assert (named.code, named.out) == (1, ""), "the very folder was named"
    inside = run(gold.parent)
    assert (inside.code, inside.out) == (3, ""), "found in a folder: told, and nothing is left to score"
    assert all("没有 parking 的文本" in ended.err for ended in (named, inside))


def test_gold_that_cannot_be_scored_is_one_failure(tmp_path: Path, run: Any) -> None:
    gold = written(tmp_path / "gold")
    (gold / "parking.txt").write_text(TEXT, "utf-8")
    bad = tmp_path / "gold" / "other"
    bad.mkdir()
    (bad / "units.jsonl").write_text('{"path": "art-1"}\n', "utf-8")
    (bad / "other.txt").write_text(TEXT, "utf-8")
    ended = run(gold.parent)
    assert ended.code == 1
    assert "other: 标注缺少字段或类型不对" in ended.err
    assert ended.out.startswith("parking ")


USAGE = [
    ("no such form", ("--format", "conll"), 2, "--format conll: 没有这种格式"),
    ("no such folder", ("nowhere",), 2, "nowhere: 没有这个文件或文件夹"),
    ("no run to compare with", ("--since", "nowhere.json"), 2, "--since nowhere.json: 没有这个文件"),
    ("a label without its part", ("--format", "govdoc-cn", "--label", "ORG=x"), 2, "--label ORG=x: 请写成"),
]


@pytest.mark.parametrize(("why", "more", "code", "said"), USAGE)
def test_usage(tmp_path: Path, run: Any, why: str, more: tuple[str, ...], code: int, said: str) -> None:
    ended = run(tmp_path, *more) if "nowhere" not in more else run(*more)
    assert (ended.code, ended.out) == (code, "")
    assert said in ended.err


def test_a_folder_without_annotations(tmp_path: Path, run: Any) -> None:
    ended = run(tmp_path)
    assert (ended.code, ended.out) == (3, "")
    assert "没有可评的标注" in ended.err


# What a release states of itself.


def test_the_figures_stated_are_of_all_gold() -> None:
    from benchmarks.gold import BY_NAME

    figures = published()
    assert set(figures["documents"]) == set(BY_NAME)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", figures["at"])
    for gold in SEEDS:
        assert figures["documents"][gold.name]["texts"] == [sha256(path) for path in gold.texts()]
    for name in ("haixi-2020", "qinghai-2012"):
        (text,) = figures["documents"][name]["texts"]
        assert json.loads((GOLD / name / "source.json").read_text("utf-8"))["sha256"] == text
    assert sum(of["documents"] for of in figures["genres"].values()) == len(figures["documents"])


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    scored = {"x": Scored({"norm": COUNTED}, {}, genre="law"), "y": Scored({"norm": RIGHT}, {}, genre="law")}
    publish(scored, {"x": ["0"], "y": ["1"]}, "2026-01-02T03:04:05Z", tmp_path / "figures.json")
    figures = published(tmp_path / "figures.json")
    assert figures["documents"]["x"] == {"genre": "law", "texts": ["0"], "figures": {"norm": COUNTED}}
    assert figures["pool"]["norm"]["hit"] == 4
    assert figures["genres"]["law"]["documents"] == figures["macro"]["norm"]["documents"] == 2


def test_a_graph_says_figures_of_its_documents_and_of_all_gold(built: BuildReport) -> None:
    figures = published()
    here = {each.sha256: each.iri for each in built.documents}
    told = list(measurements(figures, here))
    assert set(measurements(figures, dict([*here.items()][:1]))) < set(told)
    by_place = {(each.on, each.layer, each.figure, each.mean): each.value for each in told}
    assert len(by_place) == len(told), "each is said once"
    own = [each for each in told if all("/eli/cn/text/" in iri for iri in each.on)]
    assert {len(each.on) for each in own} == {1, 2}, "of each document, and of the links between both"
    assert {each.layer for each in own if len(each.on) == 2} >= {"links", "gaps"}
    everywhere = {each.on for each in told} - {each.on for each in own}
    assert everywhere <= {(sample.iri,) for sample in samples(figures)}
    assert (
        next(each.value for each in told if each.mean and each.layer == "norm" and each.figure == "f1")
        == (figures["macro"]["norm"]["f1"])
    )
    lines = list(quality_quads(samples(figures), told))
    assert len(lines) == len(set(lines))
    assert lines == list(quality_quads(samples(figures), told)), "no clock, no chance"
    counted = {sample.iri: sample.documents for sample in samples(figures)}
    assert counted[f"{EVALUATION}/all/norm"] == sum(
        "norm" in each["figures"] for each in figures["documents"].values()
    )


def test_the_two_documents_are_scored_where_they_are(run: Any) -> None:
    ended = run(GOLD / "haixi-2020", "--texts", SOURCES, "--json")
    stated = published()["documents"]["haixi-2020"]["figures"]
    assert json.loads(ended.out)["documents"]["haixi-2020"]["figures"] == stated, "make docs states them anew"
