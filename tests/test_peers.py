"""The comparison with other tools: what counts as the same, what is left out, and the table."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pytest

from benchmarks import peers
from benchmarks.peer_facts import (
    Fact,
    NoForm,
    agree,
    facts,
    of_jio_money,
    of_jio_time,
    of_quantity,
    of_recognized,
)
from ingest.annotate.quantities import find_quantities
from ingest.text import CleanText, SourceText


def read(text: str) -> list[Fact]:
    return [of_quantity(q) for q in find_quantities(CleanText.of(SourceText("a", text, "0" * 64)), "art-1")]


def money(number: object, case: str = "元", definition: str = "accurate") -> Fact:
    return of_jio_money({"num": number, "case": case, "definition": definition})


def span(low: str, high: str) -> Fact:
    return of_jio_time({"type": "time_span", "time": [low, high]})


def delta(*ends: dict[str, float]) -> Fact:
    return of_jio_time({"type": "time_delta", "time": ends[0] if len(ends) == 1 else list(ends)})


def timex(kind: str, printed: str, **more: str) -> Fact | None:
    said = {"timex": printed, **more}
    return of_recognized({"TypeName": f"datetimeV2.{kind}", "Resolution": {"values": [said]}})


NOW = "2021-06-14 01:06:40"
SAME: list[tuple[str, Fact | None, bool, str]] = [
    ("奖励三万元。", money("30000.00"), True, "one sum"),
    ("奖励三万元。", money("30000.00", "港元"), False, "another currency"),
    ("奖励三万至五万元。", money(["30000.00", "50000.00"]), True, "a range"),
    ("奖励不超过三万元。", money("30000.00", definition="blur-"), True, "a ceiling"),
    ("奖励不低于三万元。", money("30000.00", definition="blur-"), False, "a floor is no ceiling"),
    ("2018年。", span("2018-01-01 00:00:00", "2018-12-31 23:59:59"), True, "a year by its days"),
    ("2018年2月至4月。", span("2018-02-01 00:00:00", "2018-04-30 23:59:59"), True, "months by their days"),
    ("2018年2月至5月。", span("2018-02-01 00:00:00", "2018-04-30 23:59:59"), False, "another end"),
    ("2025年前。", span(NOW, "2025-12-31 23:59:59"), True, "now is no beginning"),
    ("2025年起。", span("2025-01-01 00:00:00", "inf"), True, "no end"),
    ("满四年六个月。", delta({"year": 4, "month": 6}), False, "an exact length is no floor"),
    ("学习四年六个月。", delta({"year": 4, "month": 6}), True, "one length in two units"),
    ("三年以上七年以下。", delta({"year": 3}, {"year": 7}), True, "a range of lengths"),
    ("六个月以下。", delta({"zero": True}, {"month": 6}), True, "no floor"),
    ("两周。", delta({"day": 14}), True, "weeks are days"),
    ("五个工作日。", delta({"day": 5}), False, "working days are none"),
    ("2009年。", timex("daterange", "2009"), True, "a year"),
    ("2016年至2018年。", timex("daterange", "(2016-01-01,2018-01-01,P2Y)"), True, "ends on the first day"),
    ("2018年之前。", timex("daterange", "2018", Mod="before"), True, "before"),
    ("2018年之后。", timex("daterange", "2018", Mod="after"), True, "after"),
    ("2018年之后。", timex("daterange", "2018", Mod="before"), False, "after is not before"),
    ("学习三年半。", timex("duration", "P3.5Y"), True, "and a half"),
    ("公示半个月。", timex("duration", "P0.5M"), True, "half a month is fifteen days"),
]


@pytest.mark.parametrize(("text", "said", "same", "why"), SAME, ids=[f"{s[0]}{s[3]}" for s in SAME])
def test_the_same_is_said(text: str, said: Fact | None, same: bool, why: str) -> None:
    assert said is not None
    assert agree(read(text), [said]) is same, why
    assert agree([said], read(text)) is same, why


def test_each_fact_is_found_once_and_no_other() -> None:
    one, two = money("1"), money("2")
    assert agree([one, two], [two, one])
    assert not agree([one, one], [one, two])
    assert not agree([one], [one, two])
    assert not agree([one, two], [one])


NONE = [
    ({"type": "time_period", "time": {}}, "a time that comes again"),
    ({"type": "time_span", "time": ["2021-06-14 13:00:00", "2021-06-14 15:00:00"]}, "a time of day"),
    ({"type": "time_delta", "time": {"year": 1, "day": 2}}, "no unit is common to both"),
]


@pytest.mark.parametrize(("said", "why"), NONE, ids=[n[1] for n in NONE])
def test_what_has_no_form_is_no_fact(said: dict[str, object], why: str) -> None:
    with pytest.raises(NoForm):
        of_jio_time(said)
    assert facts("jionlp", "time", [said]) is None, why
    assert facts("jionlp", "time", {"error": "none"}) is None


def test_a_day_that_does_not_exist_is_no_date() -> None:
    assert timex("date", "2019-02-29", value="not resolved") is None
    assert timex("date", "2019-02-30") is None


JIO_MONEY = """
rows = [["三万元", {"num": "30000.00", "case": "元", "definition": "accurate"}],
        ["三百万", {"num": "3000000.00", "case": "元", "definition": "accurate"}],
        ["几万元", {"num": ["10000.00", "100000.00"], "case": "元", "definition": "blur"}]]
"""
JIO_TIME = """
base = 1
rows = [["2018年", base, {"type": "time_span", "time": ["2018-01-01 00:00:00", "2018-12-31 23:59:59"]}],
        ["上个月", base, {"type": "time_span", "time": ["2021-05-01 00:00:00", "2021-05-31 23:59:59"]}],
        ["四周", None, {"type": "time_delta", "time": {"day": 28.0}}]]
"""


def suites(folder: Path) -> None:
    (folder / "test_money_parser.py").write_text(JIO_MONEY, "utf-8")
    (folder / "test_time_parser.py").write_text(JIO_TIME, "utf-8")
    for _, spec in peers._SPECS:
        (folder / spec).parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{spec}.json").write_text("[]", "utf-8")
    number = [{"Text": "两千", "TypeName": "number", "Resolution": {"value": "2000"}}]
    cases = [{"Input": "两千", "Results": number}, {"Input": "共两千", "Results": number}]
    (folder / "Number/Chinese/NumberModel.json").write_text(json.dumps(cases), "utf-8")


@pytest.mark.parametrize("money", ["40000.00", "30000.00"])
def test_the_table(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], money: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    suites(tmp_path)
    said = [{"num": money, "case": "元", "definition": "accurate"}]
    tool = tmp_path / "tool"
    tool.write_text(
        f"#!{sys.executable}\nimport json, sys\n"
        f"asked = json.load(sys.stdin)\njson.dump([dict(jionlp={said!r}, recognizers=[])] * len(asked), sys.stdout)\n",
        "utf-8",
    )
    tool.chmod(0o755)
    folders = ["--jionlp", str(tmp_path), "--recognizers", str(tmp_path), "--python", str(tool)]
    assert peers.main(folders) == 0
    lines = capsys.readouterr().out.splitlines()
    assert f"jionlp money\t1\t1\t{int(money == '30000.00')}\t0" in lines
    assert "recognizers NumberModel\t1\t1\t0\t0" in lines
    assert "jionlp\t3\t3" in "\n".join(lines)
    for left_out in (
        "a vague amount",
        "an amount whose currency is not printed",
        "a number that measures nothing",
    ):
        assert f"left out\t1\t{left_out}" in lines
    monkeypatch.setattr(peers, "own", lambda case: [])
    assert peers.main([*folders, "--missed"]) == int(money == "30000.00")
    assert "missed\tjionlp money\t三万元\t" in capsys.readouterr().out
