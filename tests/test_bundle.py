"""What an office without a network is given: made from the lock, complete for its platform, installed with no network.

ARM64 and Windows are checked for a wheel of each requirement that fits there; they are not run here.
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import socket
import subprocess
import sys
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tools import bundle
from tools.bundle import BundleError
from tools.platforms import LIBC, PYTHONS, TARGETS, Pin, Target, fitting, lacking, pins
from tools.wheels import PipFailed, fetch

from .conftest import ROOT

HERE = f"linux-{platform.machine()}"
PYTHON = f"{sys.version_info[0]}.{sys.version_info[1]}"


def wheel(folder: Path, name: str, *asks: str) -> None:
    """A wheel of nothing, which asks for others."""
    folder.mkdir(exist_ok=True)
    distribution, version = name.split("-")[:2]
    lines = ["Metadata-Version: 2.1", f"Name: {distribution}", f"Version: {version}"]
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr(
            f"{distribution}-{version}.dist-info/METADATA",
            "\n".join([*lines, *(f"Requires-Dist: {each}" for each in asks), "", ""]),
        )
        archive.writestr("vendored/other-1.dist-info/METADATA", "Name: other\n")


def pin(text: str) -> Pin:
    asked = Requirement(text)
    (pinned,) = asked.specifier
    return Pin(asked, pinned.version, ("0" * 64,))


X86, ARM, WINDOWS = TARGETS["linux-x86_64"], TARGETS["linux-aarch64"], TARGETS["windows-amd64"]


@pytest.mark.parametrize(
    ("name", "target", "python", "fits", "why"),
    [
        ("a-1-py3-none-any.whl", ARM, "3.11", True, "pure Python is for all"),
        ("a-1-cp312-cp312-manylinux_2_28_x86_64.whl", X86, "3.12", True, "麒麟 V10 has glibc 2.28"),
        ("a-1-cp312-cp312-manylinux_2_34_x86_64.whl", X86, "3.12", False, "and no newer one"),
        ("a-1-cp312-cp312-manylinux2014_x86_64.whl", X86, "3.12", True, "an older one will do"),
        ("a-1-cp312-cp312-manylinux2014_x86_64.whl", ARM, "3.12", False, "another processor"),
        ("a-1-cp312-cp312-manylinux_2_17_aarch64.manylinux2014_aarch64.whl", ARM, "3.12", True, "its own"),
        ("a-1-cp312-cp312-musllinux_1_2_x86_64.whl", X86, "3.12", False, "another C library"),
        ("a-1-cp312-cp312-manylinux2014_x86_64.whl", X86, "3.13", False, "another Python"),
        ("a-1-cp310-abi3-win_amd64.whl", WINDOWS, "3.13", True, "for 3.10 and all later ones"),
        ("a-1-cp312-cp312-win32.whl", WINDOWS, "3.12", False, "Windows of 32 bits"),
        ("a-1-py3-none-win_amd64.whl", WINDOWS, "3.11", True, "a library that no Python is needed for"),
        ("a-2-py3-none-any.whl", ARM, "3.11", False, "another version"),
    ],
)
def test_a_wheel_fits_by_its_tags(name: str, target: Target, python: str, fits: bool, why: str) -> None:
    assert bool(fitting([name], pin("a==1"), target.tags(python))) == fits, why


@pytest.mark.parametrize(
    ("wheels", "asked", "target", "said", "why"),
    [
        ({"a-1-py3-none-any.whl": []}, ["a==1"], ARM, [], "all is there"),
        ({}, ["a==1"], ARM, ["a 1"], "nothing is"),
        ({"a-1-py3-none-any.whl": ["b>=1"]}, ["a==1"], ARM, ["b>=1"], "what it asks for is not"),
        (
            {"a-1-py3-none-any.whl": ["b>=2"], "b-1-py3-none-any.whl": []},
            ["a==1", "b==1"],
            ARM,
            ["b>=2; 1"],
            "it is of another version",
        ),
        (
            {"a-1-py3-none-any.whl": ["c ; sys_platform == 'win32'"]},
            ["a==1", "c==1 ; sys_platform == 'win32'"],
            WINDOWS,
            ["c 1"],
            "Windows alone needs it, whatever this machine is",
        ),
        (
            {"a-1-py3-none-any.whl": ["c ; sys_platform == 'win32'"]},
            ["a==1", "c==1 ; sys_platform == 'win32'"],
            ARM,
            [],
            "and others do not",
        ),
        (
            {"a-1-py3-none-any.whl": ["c ; extra == 'more'", "d ; extra == 'most'"]},
            ["a[more]==1"],
            X86,
            ["c; extra"],
            "an extra that is asked for, and one that is not",
        ),
    ],
)
def test_what_a_bundle_lacks_is_named(
    tmp_path: Path, wheels: dict[str, list[str]], asked: list[str], target: Target, said: list[str], why: str
) -> None:
    for name, asks in wheels.items():
        wheel(tmp_path, name, *asks)
    found = [
        each.replace('"', "'") for each in lacking(tmp_path, [pin(each) for each in asked], target, "3.12")
    ]
    assert len(found) == len(said), (why, found)
    for each, part in zip(found, said, strict=True):
        assert part in each, why
        assert target.name in each
        assert "3.12" in each


def test_what_nobody_asks_for_is_not_in_a_bundle(tmp_path: Path) -> None:
    wheel(tmp_path, "a-1-py3-none-any.whl")
    bundle.check(tmp_path, [pin("a==1")], ARM, PYTHONS)
    wheel(tmp_path, "b-1-py3-none-any.whl")
    with pytest.raises(BundleError, match="b-1-py3-none-any"):
        bundle.check(tmp_path, [pin("a==1")], ARM, PYTHONS)


def test_the_lock_is_read_whole() -> None:
    text = (ROOT / "requirements.txt").read_text("utf-8")
    found = pins(ROOT / "requirements.txt")
    assert len(found) == len(re.findall(r"^[\w.-]+(?:\[.*\])?==", text, re.MULTILINE)) > 50
    assert sum(len(each.hashes) for each in found) == text.count("--hash=sha256:")
    assert {len(digest) for each in found for digest in each.hashes} == {64}
    of_windows = [each.name for each in found if each.asked.marker and each.applies(WINDOWS.markers("3.12"))]
    assert "colorama" in of_windows


def test_an_archive_has_the_same_bytes_each_time(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        folder = tmp_path / name / "lawgraph-0-linux"
        folder.mkdir(parents=True)
        if name == "one":
            wheel(folder / "wheels", "lawgraph-0-py3-none-any.whl")
        else:
            shutil.copytree(tmp_path / "one" / folder.name / "wheels", folder / "wheels")
        os.utime(folder / "wheels" / "lawgraph-0-py3-none-any.whl", (len(made), 1))
        bundle.assemble(folder, [pin("lawgraph==0")], ARM, ("3.12",))
        bundle.pack(folder, tmp_path / f"{name}.zip")
        made.append((tmp_path / f"{name}.zip").read_bytes())
    assert made[0] == made[1]
    with zipfile.ZipFile(tmp_path / "one.zip") as archive:
        names = set(archive.namelist())
    assert "lawgraph-0-linux/install.sh" in names
    assert "lawgraph-0-linux/install.cmd" not in names, "that is for Windows"
    sums = (tmp_path / "one" / "lawgraph-0-linux" / "SHA256SUMS").read_text("utf-8").splitlines()
    assert {f"lawgraph-0-linux/{line[66:]}" for line in sums} == names - {"lawgraph-0-linux/SHA256SUMS"}


@pytest.mark.parametrize(
    ("break_it", "said", "why"),
    [
        ({"pythons": ["3.99"]}, "3.99", "another Python"),
        ({"machine": "sparc"}, "sparc", "another processor"),
        ({"system": "Windows"}, "windows", "another system"),
        ({"glibc": [2, 99]}, "2.99", "an older C library"),
        ({}, "SHA256SUMS", "a file that was damaged on its way"),
    ],
)
def test_what_cannot_be_installed_says_why_and_leaves_nothing(
    tmp_path: Path, break_it: dict[str, object], said: str, why: str
) -> None:
    folder = tmp_path / "bundle"
    wheel(folder, "lawgraph-0-py3-none-any.whl")
    (folder / "wheels").mkdir()
    (folder / "lawgraph-0-py3-none-any.whl").rename(folder / "wheels" / "lawgraph-0-py3-none-any.whl")
    bundle.assemble(folder, [pin("lawgraph==0")], TARGETS[HERE], PYTHONS)
    about = bundle.json.loads((folder / "bundle.json").read_text("utf-8"))
    (folder / "bundle.json").write_text(bundle.json.dumps({**about, **break_it}), "utf-8")
    if not break_it:
        (folder / "README.md").write_text("cut", "utf-8")
    done = subprocess.run(
        [sys.executable, str(folder / "install.py"), str(tmp_path / "place")],
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert done.returncode == 1, why
    assert said in done.stderr, why
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "place").exists()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle for this platform and this Python, unpacked where no checkout is."""
    if HERE not in TARGETS or PYTHON not in PYTHONS:
        pytest.skip(f"SKIPPED: no bundle is made for {HERE} and Python {PYTHON}")
    probe = next(each for each in pins(ROOT / "requirements.txt") if each.name == "mdurl")
    folder = tmp_path_factory.mktemp("bundle")
    try:
        fetch([probe.line()], folder / "probe", PYTHON, TARGETS[HERE].platforms)
    except PipFailed as error:
        pytest.skip(f"SKIPPED: no package server gives what is locked: {str(error).splitlines()[-1][:200]}")
    archive = bundle.make(TARGETS[HERE], (PYTHON,), folder)
    with zipfile.ZipFile(archive) as opened:
        opened.extractall(folder)
    archive.unlink()
    return next(folder.glob("lawgraph-*"))


def cut_off() -> list[str]:
    """What is put before a command so that it has no network, where the system lets it be taken away."""
    for command in (["unshare", "-n"], ["unshare", "-rn"]):
        if shutil.which("unshare") and not subprocess.run([*command, "true"], check=False).returncode:
            return [str(shutil.which("unshare")), *command[1:]]
    return []


def run(home: Path, *command: object, python: bool = False) -> str:
    """Run a command with no network, no compiler, no settings and an empty home; return what it printed."""
    path = "/usr/bin:/bin" if python else "/nowhere"
    done = subprocess.run(
        [*cut_off(), *map(str, command)], cwd=home, capture_output=True, encoding="utf-8", check=False,
        env={"HOME": str(home), "PATH": path, "PYTHON": sys.executable, "LANG": "C"},
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-3000:]
    return done.stdout


@pytest.fixture(scope="module")
def installed(made: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder with ``bin`` and a home of its own, in a path with a blank and Chinese characters."""
    home = tmp_path_factory.mktemp("home")
    place = home / "内网 office"
    run(home, "/bin/sh", made / "install.sh", place, python=True)
    yield place
    shutil.rmtree(place)


@pytest.fixture(scope="module")
def graph(made: Path, installed: Path) -> str:
    """The name of a graph in the home, built with what was installed."""
    home = installed.parent
    assert {each.name for each in home.iterdir()} == {installed.name}, "nothing is written beside it"
    run(home, installed / "bin" / "lawgraph", "build", made / "examples", "--out", "graph")
    return "graph"


@pytest.mark.network
def test_the_bundle_installs_and_works_without_a_network(made: Path, installed: Path, graph: str) -> None:
    home, lawgraph = installed.parent, installed / "bin" / "lawgraph"
    assert "第十六条" in run(
        home, lawgraph, "query", "cross-level-links", "--graph", graph, "--format", "csv"
    )
    run(home, lawgraph, "export", "html", "--graph", graph, "--out", "links.html")
    assert "第十六条" in (home / "links.html").read_text("utf-8")
    source = next((made / "examples").glob("003*.txt"))
    checked = subprocess.run(
        [lawgraph, "check", source, "--graph", graph], cwd=home, capture_output=True, encoding="utf-8",
        env={"HOME": str(home), "PATH": "/nowhere", "LANG": "C"}, check=False,
    )  # fmt: skip
    assert checked.returncode in (0, 3), checked.stderr
    machine = run(home, lawgraph, "doctor", "--machine")
    assert "lacking" not in machine, machine
    where = run(home, installed / "bin" / "python", "-P", "-c", "import lawgraph; print(lawgraph.__file__)")
    assert Path(where.strip()).is_relative_to(installed), "the checkout is not what is tested"


@pytest.mark.network
def test_the_pages_are_served_from_the_bundle(installed: Path, graph: str) -> None:
    home, lawgraph = installed.parent, installed / "bin" / "lawgraph"
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [str(lawgraph), "serve", "--graph", graph, "--port", str(port)], cwd=home,
        env={"HOME": str(home), "PATH": "/nowhere", "LANG": "C"}, stderr=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    try:
        assert server.stderr is not None
        assert "SPARQL endpoint" in server.stderr.readline(), "it says where it is"
        base = f"http://127.0.0.1:{port}"
        asked = urllib.request.Request(f"{base}/", headers={"Accept": "text/html"})
        with urllib.request.urlopen(asked, timeout=60) as answer:
            page = answer.read().decode("utf-8")
        bundled = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
        assert len(bundled) > 3, "styles, scripts and the font are of this machine"
        for path in ("/compare", *bundled):
            with urllib.request.urlopen(f"{base}{path}", timeout=60) as answer:
                assert answer.read(), path
    finally:
        server.terminate()
        server.communicate(timeout=60)


@pytest.mark.network
def test_every_file_of_the_bundle_is_in_its_sums_and_has_a_licence(made: Path) -> None:
    sums = dict(
        reversed(line.split("  ", 1)) for line in (made / "SHA256SUMS").read_text("utf-8").splitlines()
    )
    there = {path.relative_to(made).as_posix() for path in made.rglob("*") if path.is_file()}
    assert there - {"SHA256SUMS"} == set(sums)
    assert all(sha256((made / name).read_bytes()).hexdigest() == digest for name, digest in sums.items())
    licences = (made / "licences" / "LICENCES.tsv").read_text("utf-8").splitlines()[1:]
    wheels = {path.name.split("-")[0].lower().replace("_", "-") for path in (made / "wheels").iterdir()}
    told = {line.split("\t")[0].lower().replace("_", "-").replace(".", "-") for line in licences}
    assert {each.replace(".", "-") for each in wheels} == told
    assert all(line.split("\t")[2] for line in licences)
    assert f"manylinux_2_{LIBC + 1}" not in " ".join(wheels), "nothing newer than 麒麟 V10"


def test_a_python_without_venv_is_told_what_to_install(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "bundle"
    wheel(tmp_path / "scratch", "lawgraph-0-py3-none-any.whl")
    folder.mkdir()
    shutil.copytree(tmp_path / "scratch", folder / "wheels")
    bundle.assemble(folder, [pin("lawgraph==0")], TARGETS[HERE], PYTHONS)
    monkeypatch.syspath_prepend(str(folder))
    monkeypatch.delitem(sys.modules, "install", raising=False)
    install = __import__("install")

    def broken(*_: object, **__: object) -> None:
        raise subprocess.CalledProcessError(1, ["ensurepip"])

    monkeypatch.setattr(venv.EnvBuilder, "create", broken)
    assert install.main([str(tmp_path / "place")]) == 1
    assert not (tmp_path / "place").exists()
