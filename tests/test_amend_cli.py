"""``lawgraph amend``: text, outcomes, JSON, page and paper, and its exit codes."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from lawgraph.cli import app

BASE = (
    "# 某市绿化条例\n\n2015年3月1日某市人民代表大会常务委员会通过\n\n<!-- INFO END -->\n\n## 第一章 总则\n\n"
    "第一条 为了绿化，制定本条例。\n\n第二条 市绿化局<负责>绿化。\n\n第三条 依照第二条执行。\n"
)
DECISION = (
    "关于修改《某市绿化条例》的决定\n\n（2020年5月6日某市人民代表大会常务委员会通过）\n\n"
    "一、增加一条，作为第二条：“绿化‘惠民’。”\n\n二、将第三条中的“执行”修改为“办理”。\n\n"
)


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    base, decision = tmp_path / "base.md", tmp_path / "decision.txt"
    base.write_text(BASE, "utf-8")
    decision.write_text(DECISION + "对条文顺序作相应调整。\n", "utf-8")
    return base, decision


def amend(*arguments: object) -> Result:
    return CliRunner().invoke(app, ["amend", *map(str, arguments)])


def test_text_and_outcomes(files: tuple[Path, Path]) -> None:
    result = amend(*files)
    assert result.exit_code == 0
    assert "第二条 绿化“惠民”。\n\n第三条 市绿化局<负责>绿化。\n\n第四条 依照第二条办理。\n" in result.stdout
    assert "已适用 applied" not in result.stdout
    assert result.stderr.count("已适用 applied") == 3
    assert "引用“第二条”" in result.stderr  # stale now


def test_json_tiles_the_text(files: tuple[Path, Path]) -> None:
    said = json.loads(amend(*files, "--json").stdout)
    base, decision = (path.read_text("utf-8") for path in files)
    at = 0
    for piece in said["origins"]:
        assert piece["start"] == at
        at = piece["end"]
        if piece["source"] is not None:
            source = base if piece["origin"] == "base" else decision
            assert source[slice(*piece["source"])] == said["text"][piece["start"] : piece["end"]]
    assert at == len(said["text"])
    assert [each["applied"] for each in said["outcomes"]] == [True, True, True]


def test_some_refused(files: tuple[Path, Path]) -> None:
    files[1].write_text(DECISION + "三、删去第九条。\n", "utf-8")
    result = amend(*files)
    assert result.exit_code == 1
    assert "绿化“惠民”" in result.stdout
    assert "原文没有第九条" in result.stderr


def test_another_rule(files: tuple[Path, Path]) -> None:
    files[0].write_text(BASE.replace("绿化条例", "供水条例"), "utf-8")
    result = amend(*files)
    assert (result.exit_code, result.stdout) == (3, "")
    assert "不是《某市供水条例》" in result.stderr
    said = json.loads(amend(*files, "--json").stdout)
    assert said["text"] == files[0].read_text("utf-8")
    assert said["refused"]


def test_days_can_be_left_aside(files: tuple[Path, Path]) -> None:
    files[0].write_text(BASE.replace("2015年3月1日", "2021年3月1日"), "utf-8")
    assert amend(*files).exit_code == 3
    assert amend(*files, "--regardless-of-dates").exit_code == 0


@pytest.mark.parametrize(
    "more",
    [["--format", "pdf", "--out", "a.pdf"], ["--format", "html"], ["--out", "a.html"], ["--nonsense"]],
)
def test_usage(files: tuple[Path, Path], more: list[str]) -> None:
    assert amend(*files, *more).exit_code == 2


def test_no_such_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    result = amend(files[0], tmp_path / "none.txt")
    assert result.exit_code == 1
    assert "没有这个文件" in result.stderr


def test_page(files: tuple[Path, Path], tmp_path: Path) -> None:
    """Words added, taken out and numbered anew are marked; nothing of a text is markup of the page."""
    one, other = tmp_path / "a.html", tmp_path / "b.html"
    assert amend(*files, "--format", "html", "--out", one).exit_code == 0
    amend(*files, "--format", "html", "--out", other)
    page = one.read_text("utf-8")
    assert one.read_bytes() == other.read_bytes()
    assert ">办理</ins>" in page
    assert ">执行</del>" in page
    assert ">第四条</mark>" in page
    assert "&lt;负责&gt;" in page
    assert "## " not in page


def test_paper(files: tuple[Path, Path], tmp_path: Path) -> None:
    from docx import Document

    one, other = tmp_path / "a.docx", tmp_path / "b.docx"
    assert amend(*files, "--format", "docx", "--out", one).exit_code == 0
    amend(*files, "--format", "docx", "--out", other)
    assert one.read_bytes() == other.read_bytes()
    assert zipfile.is_zipfile(one)
    runs = [run for paragraph in Document(str(one)).paragraphs for run in paragraph.runs]
    assert [run.text for run in runs if run.font.strike] == ["第二条", "第三条", "执行"]
    assert "办理" in [run.text for run in runs if run.font.underline]
