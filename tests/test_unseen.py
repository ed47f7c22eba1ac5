"""The gold of documents whose texts lie elsewhere: the words come back from the text, and from no other."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks import unseen
from lawgraph.evaluation import agreement
from lawgraph.evaluation import gold as gold_of
from lawgraph.evaluation.score import squeeze

TEXT = """某市停车管理办法
第一条 为了规范停车，根据《中华人民共和国道路交通安全法》，制定本办法。
第二条 停车场经营者应当公示价格。
第三条 经营者未公示价格的，由市交通运输局处500元以上2000元以下的罚款。
第四条 本办法自2024年1月1日起施行。
"""
OWN_WORDS = re.compile(r"[^\[\]]{1,5}")


def at(words: str) -> dict[str, Any]:
    """The place of words in :data:`TEXT`, and their hash."""
    start = TEXT.index(words)
    return {"start": start, "end": start + len(words), "text_sha256": digest(words)}


def digest(words: str) -> str:
    return hashlib.sha256(squeeze(words).encode()).hexdigest()


def span(words: str) -> list[int]:
    return [TEXT.index(words), TEXT.index(words) + len(words)]


def articles() -> list[dict[str, Any]]:
    rows = []
    for line in TEXT.splitlines()[1:]:
        label, words = line.split(" ", 1)
        row = {"path": f"art-{len(rows) + 1}", "kind": "article", "label": label} | at(line)
        rows.append(row | {"text_spans": [span(words)], "text_sha256": digest(words)})
    return rows


FINE = {
    "kind": "money",
    "low": 500,
    "high": 2000,
    "low_inclusive": True,
    "high_inclusive": True,
    "unit": "CNY",
}
SANCTION = "经营者未公示价格的，由市交通运输局处500元以上2000元以下的罚款"
ANNOTATED: dict[str, list[dict[str, Any]]] = {
    "units": articles(),
    "quantities": [
        {"path": "art-3", **FINE, **at("500元以上2000元以下"), "payer": ["经营者"]}
        | {
            "applies_to": ["对", span("经营者"), "的", span("罚款")],
            "condition": [span("经营者未公示价格的")],
        }
    ],
    "bodies": [{"path": "art-3", "names": ["市交通运输局"], **at("市交通运输局")}],
    "citations": [
        {"path": "art-1", "title": "中华人民共和国道路交通安全法", "internal": False}
        | at("《中华人民共和国道路交通安全法》")
    ],
    "norms": [
        {"path": "art-2", "modality": "obligation", "bearers": ["停车场经营者"]}
        | {"action": [span("公示价格")], "object": None}
        | at("停车场经营者应当公示价格"),
        {"path": "art-3", "modality": "sanction", "bearers": ["市交通运输局"], **at(SANCTION)},
    ],
}


def written(folder: Path, files: dict[str, list[dict[str, Any]]] | None = None, **source: Any) -> Path:
    """Annotate :data:`TEXT`, without a word of it."""
    gold = folder / "parking"
    gold.mkdir(parents=True)
    for file, rows in (files or ANNOTATED).items():
        gold.joinpath(f"{file}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    gold.joinpath("metadata.json").write_text(json.dumps({"title": "某市停车管理办法"}), "utf-8")
    source = {"sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "batch": 1} | source
    gold.joinpath("source.json").write_text(json.dumps(source), "utf-8")
    return gold


@pytest.fixture
def text(tmp_path: Path) -> Path:
    path = tmp_path / "texts" / "parking.txt"
    path.parent.mkdir()
    path.write_text(TEXT, "utf-8")
    return path


def test_every_layer_annotated_is_scored_by_its_offsets(tmp_path: Path, text: Path) -> None:
    gold = written(tmp_path)
    assert gold_of.text_of(gold, [text.parent]) == text
    run = unseen.score(gold, text)
    for layer in ("structure", "quantity-money", "department", "citation", "norm", "norm-bearers"):
        assert run.figures[layer].get("recall", run.figures[layer].get("of_gold")) == 1.0, layer
    assert run.counts["applies_to"]["asked"] == run.counts["condition"]["named"] == 1
    assert run.counts["beneficiaries"]["asked"] == 0, "the gold has no such field"


def test_layers_that_were_not_annotated_are_not_scored(tmp_path: Path, text: Path) -> None:
    run = unseen.score(written(tmp_path, {"units": articles()}), text)
    assert set(run.figures) == {"structure", "coverage", "kept", "offsets"}
    assert run.counts == {}


def test_words_come_back_from_their_places(tmp_path: Path) -> None:
    whole = gold_of.restored(written(tmp_path), TEXT)
    assert [row["text"] for row in whole["units"]][1] == "停车场经营者应当公示价格。"
    (fine,) = whole["quantities"]
    assert fine["surface"] == fine["text"] == "500元以上2000元以下"
    assert (fine["applies_to"], fine["condition"]) == ("对经营者的罚款", "经营者未公示价格的")
    assert (whole["norms"][0]["action"], whole["norms"][0]["object"]) == ("公示价格", None)


REFUSED = [
    ("no such file", None, "没有 parking 的文本"),
    ("a character more", TEXT + "。", "不是标注时的文本"),
]


@pytest.mark.parametrize(("why", "words", "message"), REFUSED)
def test_another_text_is_not_scored(tmp_path: Path, why: str, words: str | None, message: str) -> None:
    gold = written(tmp_path)
    if words is not None:
        (tmp_path / "parking.txt").write_text(words, "utf-8")
    with pytest.raises(gold_of.OtherText, match=message):
        gold_of.text_of(gold, [tmp_path])


def test_the_text_annotated_is_found_in_any_folder(tmp_path: Path, text: Path) -> None:
    (tmp_path / "parking.txt").write_text("别的文字", "utf-8")
    assert gold_of.text_of(written(tmp_path), [tmp_path, text.parent]) == text


@pytest.mark.parametrize("file", ANNOTATED)
def test_words_that_are_not_those_annotated_are_refused(tmp_path: Path, file: str) -> None:
    other = {**ANNOTATED, file: [{**row, "text_sha256": digest("别的文字")} for row in ANNOTATED[file]]}
    with pytest.raises(gold_of.OtherText, match=f"{file}.*art-[123] "):
        gold_of.restored(written(tmp_path, other), TEXT)


CHOSEN = [
    ("all but spare ones", [], ["a1", "b2"]),
    ("one first run", ["--batch", "2"], ["b2"]),
    ("by name", ["--only", "a1"], ["a1"]),
    ("a spare one is named", ["--only", "c2"], ["c2"]),
    ("a name of another run", ["--batch", "1", "--only", "a1", "b2"], ["a1"]),
]


@pytest.mark.parametrize(("why", "more", "names"), CHOSEN)
def test_which_documents_are_scored(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    why: str,
    more: list[str],
    names: list[str],
) -> None:
    monkeypatch.setattr(unseen, "UNSEEN", tmp_path / "gold")
    for name, source in {"a1": {"batch": 1}, "b2": {"batch": 2}, "c2": {"batch": 2, "spare": True}}.items():
        gold = written(tmp_path / "made" / name, {"units": articles()}, **source)
        (tmp_path / "gold").mkdir(exist_ok=True)
        gold.rename(tmp_path / "gold" / name)
    assert unseen.main([str(tmp_path / "nothing"), *more]) == 1, "their texts are missing"
    told = capsys.readouterr().err
    assert re.findall(r"no text of (\w+);", told) == names


def test_each_document_and_all_together_are_printed(
    tmp_path: Path, text: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(unseen, "UNSEEN", tmp_path / "gold")
    written(tmp_path / "gold")
    assert unseen.main([str(text.parent)]) == 0
    told = capsys.readouterr().out
    each, together = told.split("all 1 together")
    assert each.startswith("parking\n")
    for printed in (each, together):
        assert re.search(r"quantity-money .*hit 1  gold 1  predicted 1", printed)
        assert re.search(r"said condition .*asked 1 ", printed)


ALIKE = [
    ("the same", "罚款", "罚款", True),
    ("blanks do not count", "罚 款", "罚款", True),
    ("both say none", None, None, True),
    ("one says none", "罚款", None, False),
    ("half of the characters", "企业奖励", "企业", True),
    ("fewer", "企业研发投入的奖励", "企业", False),
    ("other words", "企业奖励", "个人罚款", False),
]


@pytest.mark.parametrize(("why", "one", "other", "same"), ALIKE)
def test_wordings_that_say_the_same(why: str, one: str | None, other: str | None, same: bool) -> None:
    assert agreement.alike(one, other) is agreement.alike(other, one) is same


SAID = [
    ("not asked", {}, {"payer": ["甲"]}, "payer", {}),
    ("none on both sides", {"payer": []}, {}, "payer", {"asked": 1, "agree": 1, "same": 1}),
    ("told beside", {"payer": []}, {"payer": ["甲"]}, "payer", {"asked": 1, "beside": 1}),
    (
        "the same names",
        {"payer": ["甲", "乙"]},
        {"payer": ["乙", "甲"]},
        "payer",
        {"asked": 1, "agree": 1, "same": 1, "named": 1, "named_agree": 1},
    ),
    ("one name of two", {"payer": ["甲", "乙"]}, {"payer": ["甲"]}, "payer", {"asked": 1, "named": 1}),
    (
        "alike, not the same",
        {"condition": "未公示价格的"},
        {"condition": "经营者未公示价格的"},
        "condition",
        {"asked": 1, "agree": 1, "named": 1, "named_agree": 1},
    ),
    ("nothing told", {"condition": "未公示价格的"}, {}, "condition", {"asked": 1, "named": 1}),
]


@pytest.mark.parametrize(("why", "gold", "told", "key", "counts"), SAID)
def test_what_is_said_of_a_quantity(
    why: str, gold: dict[str, Any], told: dict[str, Any], key: str, counts: dict[str, int]
) -> None:
    found = agreement.said_of([FINE | {"start": 0, "end": 5} | gold], [FINE | {"spans": [[0, 5]]} | told])
    assert +found[key] == Counter(counts)


def test_what_is_said_of_a_quantity_not_found_is_not_asked() -> None:
    found = agreement.said_of([FINE | {"start": 0, "end": 5, "payer": []}], [FINE | {"spans": [[7, 9]]}])
    assert not +found["payer"]


def test_errors_are_counted_by_state() -> None:
    gold = [{"start": 0, "end": 4}, {"start": 6, "end": 9}, {"start": 20, "end": 24, "optional": True}]
    told = [
        {"spans": [[0, 4]], "state": "certain"},
        {"spans": [[6, 9]], "state": "doubtful"},
        {"spans": [[10, 12]], "state": "doubtful"},
        {"spans": [[20, 24]], "state": "doubtful"},  # the gold leaves it open
        {"spans": [[30, 33]]},  # says nothing of its state
    ]
    counts = {"state department": agreement.states("department", gold, told)}
    assert +counts["state department"] == Counter(certain=1, doubtful=2, doubtful_wrong=1)
    both = agreement.added([counts, counts])
    assert agreement.shares(both)["state department"] == {
        "doubtful_share": 0.6667,
        "certain_error": 0.0,
        "doubtful_error": 0.5,
        "certain": 2,
        "certain_wrong": 0,
        "doubtful": 4,
        "doubtful_wrong": 2,
    }


def test_rows_without_a_state_have_no_figure_of_it() -> None:
    counts = {"state norm": agreement.states("norm", [], [{"spans": [[0, 4]], "modality": "right"}])}
    assert agreement.shares(counts) == {}


def committed() -> list[Path]:
    return [unseen.UNSEEN / name for name in unseen.annotated()]


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def test_every_row_names_where_its_words_are() -> None:
    kept = 0
    for path in (path for folder in committed() for path in folder.glob("*.jsonl")):
        for row in rows_of(path):
            kept += 1
            assert row["start"] < row["end"]
            assert "text_spans" in row or path.name != "units.jsonl"
            assert re.fullmatch("[0-9a-f]{64}", row["text_sha256"])
            assert not {"text", "surface", "heading"} & set(row)
            for part in (part for key in gold_of.WORDS for part in row.get(key) or []):
                own = isinstance(part, str)
                assert OWN_WORDS.fullmatch(part) if own else part[0] < part[1], f"{path}: {part}"
    assert kept > 1500


def test_the_tables_of_the_readme_count_the_rows() -> None:
    said = (unseen.UNSEEN / "README.md").read_text("utf-8")
    for folder in committed():
        source = json.loads((folder / "source.json").read_text("utf-8"))
        assert f"| {source['sha256']} |" in said
        units = rows_of(folder / "units.jsonl")
        assert re.search(rf"^\| {folder.name} \| {len(units)} \| ", said, re.MULTILINE)
        counts = []
        for file in agreement.FACTS:
            path = folder / f"{file}.jsonl"
            rows = rows_of(path) if path.is_file() else []
            spare = sum(bool(row.get("optional")) for row in rows)
            counts.append(f"{len(rows) - spare} + {spare}")
        if source["batch"] in (3, 4, 6, 8, 11, 13):
            assert f"| {folder.name} | {' | '.join(counts)} |" in said
        else:
            assert set(counts) == {"0 + 0"}
