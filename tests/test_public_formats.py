"""Annotations in two public formats: GovDoc-CN and LCR-CN, on samples made here."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from lawgraph.evaluation import govdoc_cn, lcr_cn
from lawgraph.evaluation.gold import BrokenGold
from lawgraph.evaluation.items import Items

from .test_evaluate import run

__all__ = ["run"]

# GovDoc-CN: lines of a character and its label.

PARTS = [
    ("国务院办公厅文件", "发文机关标志"),
    ("国办发〔2020〕5号", "发文字号"),
    ("国务院办公厅关于支持小微企业发展的意见", "正文标题"),
    ("各省、自治区、直辖市人民政府：", "主送机关"),
    ("为支持小微企业发展，提出以下意见。", "正文"),
    ("一、总体要求", "一级标题"),
    ("（一）加大支持。", "二级标题"),
    ("各地区应当安排资金。", "正文"),
    ("国务院办公厅", "发文机关"),
    ("2020年3月1日", "成文日期"),
]


def labelled(
    folder: Path, parts: list[tuple[str, str]] = PARTS, mark: str = "\t", plain: bool = True
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    lines = []
    for words, name in parts:
        lines += [f"{each}{mark}{'I' if n else 'B'}-{name}" for n, each in enumerate(words)]
        lines.append("")
    path = folder / "7_a.txt"
    path.write_text("\n".join(lines) + "\n", "utf-8")
    if plain:
        (folder / "7.txt").write_text("\n\n".join(words for words, _ in parts) + "\n", "utf-8")
    return path


NAMES = govdoc_cn.stated_labels([])
READ = [
    ("lines of the text beside it", {}, NAMES, "\n\n"),
    ("no text beside it: lines end at empty lines", {"plain": False}, NAMES, "\n"),
    ("a blank before the label", {"mark": " "}, NAMES, "\n\n"),
    (
        "another spelling, told by the user",
        {"parts": [(words, "DOC_NO" if name == "发文字号" else name) for words, name in PARTS]},
        govdoc_cn.stated_labels(["DOC_NO=发文字号"]),
        "\n\n",
    ),
    (
        "the English names of its README",
        {"parts": [(words, dict(govdoc_cn.PARTS.values())[name].replace(" ", "_")) for words, name in PARTS]},
        NAMES,
        "\n\n",
    ),
]


@pytest.mark.parametrize(("why", "form", "names", "between"), READ)
def test_labelled_parts(
    tmp_path: Path, why: str, form: dict[str, Any], names: dict[str, str], between: str
) -> None:
    text, parts = govdoc_cn.read_labelled(labelled(tmp_path, **form), names)
    assert text.strip() == between.join(words for words, _ in PARTS)
    codes = {zh: code for code, (zh, _) in govdoc_cn.PARTS.items()}
    assert [(part.code, part.text) for part in parts] == [(codes[name], words) for words, name in PARTS]
    assert all(text[part.start : part.end] == part.text for part in parts)


def test_two_parts_of_one_kind_stand_apart(tmp_path: Path) -> None:
    (tmp_path / "1_a.txt").write_text("甲 B-正文\n乙 I-正文\n丙 B-正文\n丁 O\n戊 S-正文\n", "utf-8")
    _, parts = govdoc_cn.read_labelled(tmp_path / "1_a.txt", NAMES)
    assert [part.text for part in parts] == ["甲乙", "丙", "戊"]


UNREAD = [
    ("a label that nobody knows", "国 B-ORG\n", govdoc_cn.UnknownLabel, "不认识标签 ORG.*--label ORG="),
    ("three fields", "国 B-正文 x\n", BrokenGold, "第1行"),
    ("no label", "国 正文\n", BrokenGold, "第1行"),
]


@pytest.mark.parametrize(("why", "lines", "error", "said"), UNREAD)
def test_labels_that_cannot_be_read(
    tmp_path: Path, why: str, lines: str, error: type[Exception], said: str
) -> None:
    (tmp_path / "1_a.txt").write_text(lines, "utf-8")
    with pytest.raises(error, match=said):
        govdoc_cn.read_labelled(tmp_path / "1_a.txt", NAMES)


WRONG = [
    ("the number", {"国办发〔2020〕5号": "国办发〔2020〕6号"}, "govdoc-number", "recall"),
    ("a heading is longer", {"（一）加大支持。": "（一）加大支持。各地区"}, "govdoc-heading-2", "recall"),
    ("no heading", {"一、总体要求": ""}, "govdoc-heading-1", "precision"),
    ("another issuer", {"国务院办公厅文件": "财政部文件"}, "govdoc-issuer-mark", "share"),
]


def test_each_part_is_scored(tmp_path: Path, run: Any) -> None:
    labelled(tmp_path / "data" / "7")
    ended = run(tmp_path / "data", "--format", "govdoc-cn", "--json")
    figures = json.loads(ended.out)["documents"]["7_a"]["figures"]
    assert set(figures) == {f"govdoc-{code}" for code in govdoc_cn.PARTS} - {"govdoc-heading-3"}
    assert {values.get("f1", values.get("share")) for values in figures.values()} == {1.0}


@pytest.mark.parametrize(("why", "other", "layer", "figure"), WRONG)
def test_a_part_that_differs_counts(why: str, other: dict[str, str], layer: str, figure: str) -> None:
    text = "\n\n".join(words for words, _ in PARTS)
    codes = {zh: code for code, (zh, _) in govdoc_cn.PARTS.items()}
    parts = [
        govdoc_cn.Part(
            codes[name], other.get(words, words), text.index(words), text.index(words) + len(words)
        )
        for words, name in PARTS
        if other.get(words, words)
    ]
    label = {"（一）加大支持。": "（一）", "一、总体要求": "一、"}
    rows: list[dict[str, Any]] = [
        {"type": "document", "issuers": ["国务院办公厅"], "number": "国办发[2020]5号", "title": PARTS[2][0]}
    ]
    for words, mark in label.items():
        start = text.index(words)
        heading = words.removeprefix(mark).rstrip("。")
        place = {"label": mark, "heading": heading, "spans": [[start, start + len(words) + 9]]}
        rows.append({"type": "provision", "kind": "item", **place})
    found = govdoc_cn.score_govdoc(text, parts, rows)
    assert found.figures[layer][figure] == 0.0
    others = {"govdoc-number", "govdoc-heading-1", "govdoc-heading-2", "govdoc-title"} - {layer}
    assert {found.figures[name]["f1"] for name in others} == {1.0}


# LCR-CN: records of a provision, superior provisions and a type of conflict.

RECORD: dict[str, Any] = {
    "id": 1,
    "title": "某省中小企业促进条例（草案）",
    "content": "第十条 县级以上人民政府应当将中小企业发展纳入国民经济和社会发展规划。",
    "high_level_laws": ["《某法》第五条 县级以上人民政府应当将中小企业发展纳入国民经济和社会发展规划。"],
    "conflict_type": "无冲突",
    "distractors": [{"title": "某法", "clause": "第四条 公民享有休息的权利。"}],
}


def records(path: Path, *changed: dict[str, Any]) -> Path:
    rows = [RECORD | more for more in changed]
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
    return path


def test_a_record_becomes_two_small_rules(tmp_path: Path) -> None:
    (record,) = lcr_cn.read_records(records(tmp_path / "t.jsonl", {}))
    upper, lower = record.texts()
    assert lower == f"{record.title}\n第一条 县级以上人民政府应当将中小企业发展纳入国民经济和社会发展规划。\n"
    assert sorted(re.findall("第[12]条 (.{2})", upper)) == ["公民", "县级"], "labels of their own are gone"


NOT_READ = [
    ("no such type", {"conflict_type": "不明"}, "conflict_type 不明"),
    ("no superior provision", {"high_level_laws": []}, "high_level_laws"),
    ("a field is missing", {"distractors": [{"title": "某法"}]}, "clause"),
]


@pytest.mark.parametrize(("why", "changed", "said"), NOT_READ)
def test_a_record_that_cannot_be_read_is_named(
    tmp_path: Path, why: str, changed: dict[str, Any], said: str
) -> None:
    path = records(tmp_path / "t.jsonl", {}, changed)
    with pytest.raises(BrokenGold, match=f"第2行不是 LCR-CN 的记录.*{said}"):
        list(lcr_cn.read_records(path))


def links_to(record: lcr_cn.Record, law: str, **said: Any) -> dict[str, Any]:
    place = f"art-{record.candidates.index(law) + 1}/para-1"
    return {
        "type": "correspondence",
        "upper": place,
        "lower": "art-1",
        "score": 0.5,
        "relation": "restates",
    } | said


(SUPERIOR,), OTHER = RECORD["high_level_laws"], "第四条 公民享有休息的权利。"
TOLD = [
    ("nothing linked", [], lcr_cn.Told(0, False)),
    ("the superior one first", [(SUPERIOR, {}), (OTHER, {"score": 0.1})], lcr_cn.Told(1, False)),
    ("another one first", [(SUPERIOR, {}), (OTHER, {"score": 0.9})], lcr_cn.Told(2, False)),
    ("a candidate counts for the rank", [(SUPERIOR, {"type": "candidate"})], lcr_cn.Told(1, False)),
    ("a difference is a conflict", [(SUPERIOR, {"difference": "stricter"})], lcr_cn.Told(1, True)),
    ("so is a relation", [(SUPERIOR, {"relation": "possible-conflict"})], lcr_cn.Told(1, True)),
    ("one with another law is none", [(OTHER, {"difference": "looser"})], lcr_cn.Told(0, False)),
    (
        "a candidate tells none",
        [(SUPERIOR, {"type": "candidate", "relation": "looser"})],
        lcr_cn.Told(1, False),
    ),
]


@pytest.mark.parametrize(("why", "links", "told"), TOLD)
def test_what_links_say_of_a_record(
    tmp_path: Path, why: str, links: list[tuple[str, dict[str, Any]]], told: lcr_cn.Told
) -> None:
    (record,) = lcr_cn.read_records(records(tmp_path / "t.jsonl", {}))
    rows = [links_to(record, law, **said) for law, said in links]
    assert lcr_cn.told_of(record, [*rows, {"type": "gap", "upper": None}]) == told


def test_conflicts_are_counted_in_all_and_by_type(tmp_path: Path) -> None:
    sanction, condition = (
        {"conflict_type": "处罚幅度或范围不符"},
        {"conflict_type": "增设或变更适用条件", "id": 4},
    )
    alone: dict[str, Any] = {"id": 3, "distractors": []}
    read = list(
        lcr_cn.read_records(records(tmp_path / "t.jsonl", {}, sanction | {"id": 2}, alone, condition))
    )
    told = [lcr_cn.Told(1, False), lcr_cn.Told(2, True), lcr_cn.Told(1, True), lcr_cn.Told(0, False)]
    found = lcr_cn.score_lcr(list(zip(read, told, strict=True)))
    assert found.figures == {
        "lcr-superior": {"first": 0.3333, "of_three": 0.6667, "mrr": 0.5, "units": 3},
        "lcr-conflict": {"precision": 0.5, "recall": 0.5, "f1": 0.5, "hit": 1, "gold": 2, "predicted": 2},
        "lcr-conflict-condition": {"share": 0.0, "rows": 1},
        "lcr-conflict-sanction": {"share": 1.0, "rows": 1},
    }
    assert found.items["lcr-conflict"] == Items(["2"], ["4"], ["3"])


def test_records_are_scored_by_the_command(tmp_path: Path, run: Any) -> None:
    ended = run(records(tmp_path / "test.jsonl", {}), "--format", "lcr-cn")
    assert ended.code == 0
    assert re.search(r"lcr-superior +first 1.0 .*units 1", ended.out)
