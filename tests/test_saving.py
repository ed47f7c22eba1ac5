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

from .conftest import ROOT

FORMATS = ("xlsx", "docx", "ics")


def export(built: BuildReport, format: str, out: Path, *more: str) -> BaseException | int | None:
    """Run the command; return what it raised, or its exit code."""
    command = ["export", format, "--graph", str(built.generation.directory), "--out", str(out), *more]
    result = CliRunner().invoke(app, command)
    return result.exception if isinstance(result.exception, OSError) else result.exit_code


@pytest.mark.parametrize("format", FORMATS)
def test_a_disk_that_fills_leaves_what_was_there(
    built: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    out = tmp_path / f"g.{format}"
    out.write_bytes(b"before")
    whole = Path.write_bytes

    def half(self: Path, data: bytes) -> int:
        whole(self, data[: len(data) // 2])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(self))

    monkeypatch.setattr(Path, "write_bytes", half)
    found = export(built, format, out)
    assert isinstance(found, OSError)
    assert (found.errno, found.filename) == (errno.ENOSPC, str(out))
    assert out.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == [out.name]


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_that_another_program_holds_is_left(
    built: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, format: str
) -> None:
    """Where a file is open in Excel its name cannot be given to another."""
    out = tmp_path / f"g.{format}"
    out.write_bytes(b"before")

    def held(self: Path, _: Path) -> Path:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(self))

    monkeypatch.setattr(Path, "replace", held)
    found = export(built, format, out)
    assert isinstance(found, PermissionError)
    assert found.filename == str(out)
    assert out.read_bytes() == b"before"
    assert [each.name for each in tmp_path.iterdir()] == [out.name]


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
def test_a_selection_that_matches_nothing_writes_nothing(
    built: BuildReport, tmp_path: Path, format: str
) -> None:
    out = tmp_path / f"g.{format}"
    assert export(built, format, out, "--document", "没有这份文件") == 3
    assert not out.exists()
