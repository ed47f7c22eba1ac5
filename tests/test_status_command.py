"""The command status: what it prints, for people and for programs, and how it ends."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lawgraph.cli import main
from lawgraph.standing import split_name
from tests.test_status import OLD, OPINION, rule

BY = rule("本条例自2020年7月1日起施行。《海西州公园管理办法》同时废止。")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a rule, what repeals it, and an opinion."""
    for name, text in (("old.txt", OLD), ("by.txt", BY), ("opinion.txt", OPINION)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def _run(monkeypatch: pytest.MonkeyPatch, *arguments: object) -> int:
    monkeypatch.setattr("sys.argv", ["lawgraph", "status", *map(str, arguments)])
    with pytest.raises(SystemExit) as ended:
        main()
    return int(ended.value.code or 0)


def test_it_says_state_words_and_periods(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, folder / "old.txt", "--with", folder, "--on", "2021-01-01") == 0
    said = capsys.readouterr()
    assert "已废止，自2020-07-01起" in said.out
    assert "《海西州公园条例》" in said.out
    assert "“《海西州公园管理办法》同时废止”" in said.out
    assert not said.err


def test_alone_it_is_in_force_and_says_how_far_that_is_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, folder / "old.txt", "--on", "2021-01-01", "--labels", "en") == 0
    said = capsys.readouterr().out
    assert "in force, from 2010-03-01" in said
    assert "the 1 documents read together" in said


@pytest.mark.parametrize("name", ["sec-1", "sec-2"])
def test_a_provision_as_a_row(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, f"{folder / 'opinion.txt'}#{name}", "--on", "2016-01-01", "--json") == 0
    row = json.loads(capsys.readouterr().out)
    assert (row["type"], row["path"], row["state"]) == ("status", name, "expired")
    (basis,) = row["basis"]
    assert basis["text"] == "".join(OPINION[start:end] for start, end in basis["spans"])


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("old.txt", "--on", "2021-13-01"), 2, "2026-01-01"),
        (("old.txt#第九条",), 3, "没有这一条款"),
        (("nothing.txt",), 3, "没有这个文件"),
    ],
)
def test_what_is_wrong_is_said(
    arguments: tuple[str, ...],
    code: int,
    said: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(folder)
    assert _run(monkeypatch, *arguments) == code
    out = capsys.readouterr()
    assert said in out.err
    assert not out.out


def test_a_provision_may_be_named_as_it_is_printed() -> None:
    assert split_name("办法.md#第七条") == ("办法.md", "第七条")
