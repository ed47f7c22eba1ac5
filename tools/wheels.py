"""The wheel of the project, and those of locked packages that are published as source alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("ontology", "ingest", "queries", "lawgraph")
BESIDE = ("setup.cfg", "pyproject.toml", "README.md", "LICENSE", "NOTICE", "MANIFEST.in")
_EARLIEST = "315532800"  # 1980-01-01, the first day that an archive can name


class PipFailed(Exception):
    """What pip was to do failed; the message has what it said."""


def pip(*arguments: object) -> None:
    """Run the pip of this Python, quietly; raise :class:`PipFailed` with its last lines."""
    command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *map(str, arguments)]
    environment = {"SOURCE_DATE_EPOCH": _EARLIEST, **os.environ, "PYTHONUTF8": "1", "PIP_NO_INPUT": "1"}
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", env=environment,
                          stdin=subprocess.DEVNULL, check=False)  # fmt: skip
    if done.returncode:
        told = [line for line in done.stderr.splitlines() if line.strip() and "WARNING: Location" not in line]
        raise PipFailed("\n".join(told[-12:]) or f"pip: {done.returncode}")


def copy_project(to: Path) -> None:
    """Copy what a distribution is made of: a build in the checkout would leave files there, and take up old ones."""
    for name in PACKAGES:
        shutil.copytree(
            ROOT / name, to / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info", ".site-new")
        )
    for name in BESIDE:
        if (ROOT / name).is_file():
            shutil.copy(ROOT / name, to)


def build_project(out: Path) -> Path:
    """Build the wheel of the project into a folder and return it; raises :class:`PipFailed`."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "lawgraph"
        copy.mkdir()
        copy_project(copy)
        pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", out, copy)
    (built,) = out.glob("lawgraph-*.whl")
    return built


def fetch(lines: Iterable[str], out: Path, python: str, platforms: Sequence[str]) -> None:
    """Fetch the wheels of locked requirements for a platform into a folder; raises :class:`PipFailed`."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
        named = [word for platform in platforms for word in ("--platform", platform)]
        pip("download", "--no-deps", "--require-hashes", "--only-binary", ":all:", "--implementation", "cp",
            "--python-version", python, *named, "-d", out, "-r", wanted)  # fmt: skip


def build_locked(lines: Iterable[str], out: Path) -> None:
    """Build the wheels of locked packages that are published as source alone; raises :class:`PipFailed`."""
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "requirements.txt"
        wanted.write_text("\n".join(lines) + "\n", "utf-8", newline="\n")
        pip("wheel", "--no-deps", "--no-build-isolation", "--require-hashes", "-w", out, "-r", wanted)
