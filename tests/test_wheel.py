"""The wheel, put where no checkout is, does the same as the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from lawgraph.build import BuildReport

from .conftest import ROOT, SOURCES

PACKAGES = ("ontology", "ingest", "queries", "lawgraph")
READ_BY_CODE = {".py", ".ttl", ".tsv", ".json", ".jsonld", ".rq", ".html", ".css", ".js", ".txt", ".npz"}


SITE = {"index.html": "<html></html>", "notebooks/picture.png": "", "project/data/gold/index.html": ""}


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What is no part of the sources: compiled modules, and the documentation that was built here."""
    built = {"site", ".site-new"} if Path(folder) == ROOT / "lawgraph" else set()
    return set(names) & ({"__pycache__"} | built)


def pip(*arguments: object) -> None:
    command = [sys.executable, "-m", "pip", "-q", "--disable-pip-version-check", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    # From a copy: a build in the checkout would leave files there, and put stale ones of an older build in.
    copy = tmp_path_factory.mktemp("copy")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, copy / name, ignore=_left_out)
    # The documentation is built into the package beforehand (make site); a page of it stands for all.
    for name, text in SITE.items():
        (copy / "lawgraph" / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / "lawgraph" / "site" / name).write_text(text, "utf-8")
    for path in ("setup.cfg", "pyproject.toml", "LICENSE", "README.md"):
        if (ROOT / path).is_file():
            shutil.copy(ROOT / path, copy)
    (copy / "tests").mkdir()
    (copy / "tests" / "__init__.py").touch()
    out = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", out, copy)
    (built,) = out.glob("lawgraph-*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("installed")
    pip("install", "--no-deps", "--no-index", "--target", target, wheel)
    return target


def python(installed: Path, cwd: Path, *arguments: object) -> subprocess.CompletedProcess[str]:
    """Run Python with the installed wheel before all else on its path, and no folder of its own."""
    return subprocess.run(
        [sys.executable, "-P", *map(str, arguments)],
        cwd=cwd, env={**os.environ, "PYTHONPATH": str(installed), "PYTHONUTF8": "1"},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip


def test_the_wheel_holds_what_the_code_reads_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    wanted = {
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in READ_BY_CODE or path.name == "py.typed"
        if not path.is_relative_to(ROOT / "lawgraph" / "site")
    } | {f"lawgraph/site/{name}" for name in SITE}
    assert {name.split("/")[0] for name in names} == set(PACKAGES), "no tests, no data"
    assert wanted <= names, f"missing: {sorted(wanted - names)}"
    besides = (".md", "/LICENSE")  # notes, and the licences of what is bundled
    assert {name for name in names - wanted if not name.endswith(besides)} == set()


def test_the_modules_are_those_of_the_wheel(installed: Path, tmp_path: Path) -> None:
    script = f"import {', '.join(PACKAGES)}; print(*(m.__file__ for m in ({', '.join(PACKAGES)})), sep='\\n')"
    done = python(installed, tmp_path, "-c", script)
    assert done.returncode == 0, done.stderr
    for line in done.stdout.splitlines():
        assert Path(line).is_relative_to(installed), "the checkout is not what is tested"


def test_the_wheel_does_the_same_as_the_checkout(installed: Path, tmp_path: Path, built: BuildReport) -> None:
    def run(*arguments: object) -> str:
        done = python(installed, tmp_path, "-m", "lawgraph", *arguments)
        assert done.returncode == 0, done.stderr
        return done.stdout

    run("build", SOURCES, "--out", "graph")
    (nquads,) = tmp_path.glob("graph/*/graph.nq")
    assert nquads.read_bytes() == built.generation.nquads.read_bytes()
    assert "第十六条" in run("query", "cross-level-links", "--graph", "graph")
    assert "0 violations" in run("validate", "--graph", "graph")
    run("export", "html", "--graph", "graph", "--out", "links.html")
    assert "第十六条" in (tmp_path / "links.html").read_text("utf-8")
