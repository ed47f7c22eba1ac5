"""A file that is handed in is there whole or not at all, and what failed is said in one line."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from lawgraph.build import BuildReport
from lawgraph.cli import app
from lawgraph.office import saving
from lawgraph.office.saving import save

from .conftest import ROOT

FORMATS = ("xlsx", "docx", "ics")


def test_a_file_is_put_in_the_place_of_the_one_before(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.xlsx"
    save(b"one", path)
    save(b"two", path)
    assert path.read_bytes() == b"two"
    assert [each.name for each in path.parent.iterdir()] == ["a.xlsx"]


def test_a_disk_that_fills_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.docx"
    save(b"before", path)

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(saving.os, "fsync", full)
    with pytest.raises(OSError, match=r"a\.docx") as told:
        save(b"after", path)
    assert told.value.errno == errno.ENOSPC
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["a.docx"]


def test_a_file_that_another_program_holds_is_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a file is open in Excel its name cannot be given to another."""
    path = tmp_path / "a.xlsx"
    save(b"before", path)

    def held(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(PermissionError, match=r"a\.xlsx") as told:
        save(b"after", path)
    assert told.value.filename == str(path)
    assert path.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.parametrize("format", FORMATS)
def test_a_full_device_is_told_in_one_line(built: BuildReport, format: str) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("this system has no /dev/full")
    command = [sys.executable, "-m", "lawgraph", "export", format, "--out", "/dev/full", "--graph"]
    done = subprocess.run(
        [*command, str(built.generation.directory)], capture_output=True, text=True, cwd=ROOT, check=False
    )
    assert done.returncode == 1
    assert "磁盘已满" in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize("format", FORMATS)
def test_a_folder_in_the_place_of_the_file_is_told(built: BuildReport, tmp_path: Path, format: str) -> None:
    command = ["export", format, "--graph", str(built.generation.directory), "--out", str(tmp_path)]
    result = CliRunner().invoke(app, command)
    assert isinstance(result.exception, IsADirectoryError)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("format", FORMATS)
def test_a_selection_that_matches_nothing_writes_nothing(
    built: BuildReport, tmp_path: Path, format: str
) -> None:
    out = tmp_path / f"g.{format}"
    command = ["export", format, "--graph", str(built.generation.directory), "--out", str(out)]
    result = CliRunner().invoke(app, [*command, "--document", "没有这份文件"])
    assert result.exit_code == 3
    assert not out.exists()
