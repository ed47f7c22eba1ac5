"""The wheel, put where no checkout is, does the same as the checkout."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from lawgraph import __version__
from lawgraph.build import BuildReport
from tools.platforms import metadata
from tools.wheels import copy_project, pip

from .conftest import ROOT, SOURCES

PACKAGES = ("ontology", "ingest", "queries", "lawgraph")
READ_BY_CODE = {".py", ".ttl", ".tsv", ".json", ".jsonld", ".rq", ".html", ".css", ".js", ".txt", ".npz"}


SITE = {"index.html": "<html></html>", "notebooks/picture.png": "", "project/data/gold/index.html": ""}


def copied(copy: Path) -> Path:
    """Copy the project as a distribution is made of; the documentation (make site) is a page that stands for all."""
    copy_project(copy)
    shutil.rmtree(copy / "lawgraph" / "site", ignore_errors=True)
    for name, text in SITE.items():
        (copy / "lawgraph" / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (copy / "lawgraph" / "site" / name).write_text(text, "utf-8")
    return copy


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy, out = copied(tmp_path_factory.mktemp("copy")), tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", out, copy)
    (built,) = out.glob("lawgraph-*.whl")
    return built


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    copy, out = copied(tmp_path_factory.mktemp("copy")), tmp_path_factory.mktemp("sdist")
    script = "import sys; from setuptools import build_meta; build_meta.build_sdist(sys.argv[1])"
    done = subprocess.run(
        [sys.executable, "-c", script, str(out)], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    (built,) = out.glob("lawgraph-*.tar.gz")
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


def test_every_tracked_file_of_the_packages_is_in_the_wheel(wheel: Path) -> None:
    if not (ROOT / ".git").exists() or shutil.which("git") is None:
        pytest.skip("SKIPPED: no git, so what is tracked is not known")
    listed = subprocess.run(
        ["git", "-c", "core.quotepath=off", "ls-files", "-z", *PACKAGES],
        cwd=ROOT, capture_output=True, encoding="utf-8", check=True,
    ).stdout  # fmt: skip
    tracked = {name for name in listed.split("\0") if name and (ROOT / name).is_file()}
    with zipfile.ZipFile(wheel) as archive:
        there = {name for name in archive.namelist() if ".dist-info/" not in name}
    assert len(tracked) > 700
    assert tracked - there == set(), "a file of a package that package_data does not name"


def test_the_sdist_makes_the_same_wheel(sdist: Path, wheel: Path, tmp_path: Path) -> None:
    with tarfile.open(sdist) as archive:
        archive.extractall(tmp_path, filter="data")
    (source,) = tmp_path.iterdir()
    (tmp_path / "out").mkdir()
    pip("wheel", "--no-deps", "--no-build-isolation", "--no-index", "-w", tmp_path / "out", source)
    (again,) = (tmp_path / "out").glob("*.whl")
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as two:
        assert {name: one.getinfo(name).CRC for name in one.namelist()} == {
            name: two.getinfo(name).CRC for name in two.namelist()
        }


def test_the_wheel_says_what_it_is(wheel: Path) -> None:
    about = metadata(wheel)
    assert (about["Name"], about["Version"]) == ("lawgraph", __version__)
    assert wheel.name == f"lawgraph-{__version__}-py3-none-any.whl", "for every platform: nothing is compiled"
    assert about["Description-Content-Type"] == "text/markdown"
    assert about.get_payload() == (ROOT / "README.md").read_text("utf-8"), "what it is, in its own words"
    assert about["License-Expression"] or about["License"] == "Apache-2.0"
    assert not about.get_all("Project-URL"), "it has no page anywhere"
    classifiers = set(about.get_all("Classifier", []))
    assert "Private :: Do Not Upload" in classifiers, "an index refuses it"
    assert {f"Programming Language :: Python :: 3.{minor}" for minor in (11, 12, 13)} <= classifiers
    with zipfile.ZipFile(wheel) as archive:
        licences = {name for name in archive.namelist() if ".dist-info/licenses/" in name}
    ours = {name.partition("/licenses/")[2] for name in licences}
    vendored = {path.relative_to(ROOT).as_posix() for path in (ROOT / "lawgraph").rglob("LICENSE*")}
    assert vendored, "others' programs are bundled"
    assert ours == {"LICENSE", "NOTICE"} | vendored
    notice = (ROOT / "NOTICE").read_text("utf-8")
    assert all(name in notice for name in vendored), "the notice names each"


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
