"""Characters that stand for others, that nobody sees, and blanks inside words: read for finding, quoted as printed."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.contract import dump
from ingest.pipeline import annotate
from ingest.repair import repair
from ingest.repair.script import is_traditional, readings
from ingest.resolve import resolve
from ingest.structure import structure
from ingest.text import SourceText, squeeze
from ingest.write.jsonl import rows
from ingest.write.nquads import document_quads


def source(text: str) -> SourceText:
    return SourceText("a.txt", text, "0" * 64)


def read(text: str) -> tuple[list[str], list[str]]:
    repaired = repair(source(text))
    return [line.text for line in repaired.lines], [diagnostic.code for diagnostic in repaired.diagnostics]


def facts(text: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in dump(rows(resolve(annotate(structure(source(text))))))]


def of_type(found: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [row for row in found if row["type"] == kind]


@pytest.mark.parametrize(
    ("text", "line", "codes", "why"),
    [
        ("第⼆条 ⼈⺠政府", "第二条 人民政府", ["radicals"], "Kangxi radicals and those of the supplement"),
        (
            "第一条 \uf900有此理",
            "第一条 \u8c48有此理",
            ["radicals"],
            "compatibility ideograph U+F900 has an NFKC equal",
        ),
        ("第一条 ⺌字", "第一条 ⺌字", ["radical-kept"], "a radical that is no character of its own"),
        ("第一条 甲ꎬ乙ꎮ", "第一条 甲，乙。", ["ocr-marks"], "GB 2312 codes taken for code points"),
        ("第一条ꎨ甲ꎩ乙ꎻ丙ꎺ", "第一条（甲）乙；丙：", ["ocr-marks"], "the other marks of the same row"),
        ("第一条 ꆈꌠꁱꂷ", "第一条 ꆈꌠꁱꂷ", [], "words in Yi script are no marks"),
        ("第一\u200b条 应\u00ad当", "第一条 应当", ["zero-width"], "zero-width blank and soft hyphen"),
        ("第一条\ue5e5甲", "第一条甲", ["zero-width"], "the blank of GBK in the private use area"),
        (
            "第 一 条 为 了 促 进 发 展 ， 制 定 本 法 。",
            "第一条为了促进发展，制定本法。",
            ["set-apart"],
            "all set apart",
        ),
        (
            "第 一 条 e \u0301 甲 乙 丙 丁 戊 己 庚 ᄀ ᅡ 。",
            "第一条e \u0301甲乙丙丁戊己庚ᄀ ᅡ。",
            ["set-apart"],
            "two characters that would become one stay apart",
        ),
        (
            "第一条 为 了 促进发展，制定本法。",
            "第一条 为 了 促进发展，制定本法。",
            [],
            "one word set apart is not all",
        ),
        (
            "本办法自 2 0 2 0 年 1 2 月起施行",
            "本办法自 2020 年 12 月起施行",
            ["blanks-in-numbers"],
            "a year and a month",
        ),
        ("第 1 6 条 甲", "第 16 条 甲", ["blanks-in-numbers"], "the number of a label"),
        ("某政〔2 0 2 0〕1 2 号", "某政〔2020〕12 号", ["blanks-in-numbers"], "the number of a document"),
        ("合计 1 2 3 4 元", "合计 1 2 3 4 元", [], "cells of a table are no number set apart"),
        ("每年 3 月、6 月", "每年 3 月、6 月", [], "single digits stay"),
    ],
)
def test_a_character_is_read_as_what_it_stands_for(text: str, line: str, codes: list[str], why: str) -> None:
    assert read(text) == ([line], codes), why


@pytest.mark.parametrize(
    ("text", "traditional", "why"),
    [
        (
            "第一條 為了加強漁港管理,制定本辦法。",
            True,
            "every third character is another one in simplified script",
        ),
        ("第一条 为了保护劉氏宗祠、萬壽宮和龍門，制定本办法。", False, "names in a simplified text"),
        ("第一条 先後、於是、皇后、公里、萬元", False, "too few, and most are printed in both scripts"),
        ("第一条 为了加强渔港管理，制定本办法。", False, "simplified"),
        ("", False, "empty"),
    ],
)
def test_script(text: str, traditional: bool, why: str) -> None:
    assert is_traditional(text) is traditional, why


def test_the_table_reads_one_character_as_one() -> None:
    table = readings()
    assert len(table) > 2500
    assert all(len(value) == 1 and ord(value) != code for code, value in table.items())


TRADITIONAL = """粵東縣人民政府關於促進漁業發展的若干意見
粵府〔2022〕31號
一、加強種苗培育。對新建種苗基地的,給予 60 萬元獎勵。(牽頭單位:縣財政局;責任單位:縣水利局)
"""


def test_a_traditional_text_is_understood_and_quoted_as_printed() -> None:
    found = facts(TRADITIONAL)
    (document,) = of_type(found, "document")
    assert (document["number"], document["document_type"]) == ("粤府〔2022〕31号", "opinion")
    (money,) = of_type(found, "quantity")
    assert (money["text"], money["low"], money["unit"]) == ("60 萬元", 600000, "CNY")
    measure = next(row for row in of_type(found, "provision") if row["path"] == "sec-1")
    assert measure["heading"] == "加強種苗培育"
    assert {"縣財政局", "縣水利局"} <= {row["text"] for row in of_type(found, "department")}
    assert "traditional" in {row["code"] for row in of_type(found, "diagnostic")}


DAMAGED = [
    TRADITIONAL,
    "某办法\n第⼀条 县⼈⺠政府应当给予 10 万元补助。\n",
    "某办法\n第一条 县财政局ꎨ以下简称财政局ꎩ应当给予补助ꎮ\n",
    "某办法\n第一\u200b条 县人民\u00ad政府应当给予 10 万元补助。\n",
    "某办法\n第 一 条 县 财 政 局 应 当 给 予 1 0 万 元 补 助 。\n",
]


@pytest.mark.parametrize("text", DAMAGED)
def test_every_row_quotes_its_source(text: str) -> None:
    for row in facts(text):
        if row["type"] in ("document", "diagnostic"):
            continue
        spans = row.get("text_spans", row["spans"])
        assert squeeze("".join(text[a:b] for a, b in spans)) == squeeze(row["text"]), row


@pytest.mark.parametrize("text", DAMAGED)
def test_the_graph_says_the_same(text: str) -> None:
    quads = "".join(document_quads(resolve(annotate(structure(source(text))))))
    for row in facts(text):
        if row["type"] == "norm":
            assert json.dumps(row["text"], ensure_ascii=False) in quads


ODD = st.text(
    alphabet=st.sampled_from(
        list("第一條為縣⼈⺠⺌ꎬꎮꎨꎩꆈ\u200b\u00ad\ue5e5\ufeff　 2 0 年月条当\n廣東於後")
    ),
    max_size=80,
)


@given(ODD)
def test_nothing_is_lost_and_nothing_invented(text: str) -> None:
    whole = source(text)
    repaired = repair(whole)
    places = [at for line in repaired.lines for at in line.offsets]
    places += [at for residue in repaired.residues for span in residue.spans for at in range(*span)]
    assert sorted(at for at in places if not text[at].isspace()) == [
        at for at, char in enumerate(text) if not char.isspace()
    ]
    for line in repaired.lines:
        assert list(line.offsets) == sorted(set(line.offsets))
        assert squeeze(whole.slice(line.spans())) == squeeze(line.printed().text)


OPINION = """廣東省人民政府關於促進荔枝產業發展的若干意見
粵府〔2022〕31號
各市人民政府,省政府各部門:
為促進荔枝產業發展,提出如下意見。
一、加強種苗培育。對新建種苗基地給予補助。(責任單位:省農業農村廳)"""


def test_the_metadata_of_a_traditional_text() -> None:
    (document,) = of_type(facts(OPINION), "document")
    assert document["number"] == "粤府〔2022〕31号"
    assert document["document_type"] == "opinion"
    assert document["issuers"] == ["广东省人民政府"]
    assert document["jurisdiction"]["code"] == "440000"


def test_amounts_in_a_traditional_text() -> None:
    found = of_type(
        facts("關於促進荔枝產業發展的若干政策\n一、對新建種苗基地的,給予 60 萬元、30 萬元一次性獎勵。"),
        "quantity",
    )
    assert [(row["text"], row["low"], row["high"]) for row in found] == [
        ("60 萬元", 600000, 600000),
        ("30 萬元", 300000, 300000),
    ]


def test_bodies_in_a_traditional_text() -> None:
    text = (
        "廣東省關於促進荔枝產業發展的若干意見\n一、加強種苗培育。建設種苗基地。"
        "(牽頭單位:省財政廳;責任單位:省農業農村廳、省水利廳)"
    )
    found = of_type(facts(text), "department")
    assert [row["text"] for row in found] == ["省財政廳", "省農業農村廳", "省水利廳"]
    assert found[0]["role"] == "lead"
    assert all(row["body"] for row in found)


def test_articles_of_a_traditional_text() -> None:
    text = "廣東省漁港管理辦法\n第一條 為了加強漁港管理,制定本辦法。\n第二條 漁港經營者應當設置消防設施。"
    found = [row for row in of_type(facts(text), "provision") if row["kind"] == "article"]
    assert [(row["path"], row["label"], row["text"]) for row in found] == [
        ("art-1", "第一條", "為了加強漁港管理,制定本辦法。"),
        ("art-2", "第二條", "漁港經營者應當設置消防設施。"),
    ]


def test_marks_of_a_damaged_font_end_clauses() -> None:
    text = "某省花卉办法\n第一条 省林业厅负责监管，省财政厅应当给予补助。各市应当扩大种植面积。\n"
    damaged = text.replace("，", "\ua3ac").replace("。", "\ua3ae")
    assert [row["spans"] for row in of_type(facts(damaged), "norm")] == [
        row["spans"] for row in of_type(facts(text), "norm")
    ]
    assert len(of_type(facts(damaged), "norm")) == 3
