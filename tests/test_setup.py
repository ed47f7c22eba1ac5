"""The locks: everything that a package asks for is pinned, on every platform, and nothing that nobody asks for.

Today's releases are not looked at: only the locks and the metadata of what is installed, so no network is needed.
"""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from collections.abc import Iterable, Iterator
from configparser import ConfigParser
from dataclasses import dataclass, replace
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

import queries.result
from lawgraph import font
from lawgraph.cli import main
from queries.errors import PandasNotFound, QueryError
from tools import environment as setting_up
from tools.environment import Environment, Progress, SetupError, entries

from .conftest import LONGEST, ROOT
from .test_incremental import DOCUMENTS, put

LOCKS = {
    "run": ("requirements.txt",),
    "dev": ("requirements.txt", "requirements-dev.txt"),
    "notebook": ("requirements.txt", "requirements-notebook.txt"),
}
FILES = sorted({name for names in LOCKS.values() for name in names})
OF_PLATFORM = {
    "linux": {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    "macos": {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    "windows": {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
}
MARKERS = {
    f"{platform}-{version}": {
        **{name: str(value) for name, value in default_environment().items()},
        **values, "python_version": version, "python_full_version": f"{version}.0",
    }
    for platform, values in OF_PLATFORM.items()
    for version in ("3.11", "3.12", "3.13")
}  # fmt: skip
# Used otherwise than by import
NOT_IMPORTED = {
    "pylopdf-fonts-zh-cn": "the font, taken by its path",
}
OPTIONAL = {
    "pandas",  # a DataFrame is asked for only where it is installed
    "mcp",  # the extra of its name, asked for by `lawgraph mcp` alone
    "dask",  # with the next two: the extra `cluster`, asked for by `--cluster`, `--parts` and `lawgraph worker`
    "distributed",
    "fsspec",
}


@dataclass(frozen=True)
class Pin:
    """A line of a lock: a requirement with one version, and how many hashes it has."""

    asked: Requirement
    version: str
    hashes: int

    @property
    def name(self) -> str:
        return canonicalize_name(self.asked.name)


def pins(text: str) -> list[Pin]:
    """The pins of a lock; a line that is none is an error."""
    found = []
    for line in re.sub(r"\\\n", " ", text).splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            requirement, *hashes = re.split(r"\s+--hash=sha256:", line.strip())
            asked = Requirement(requirement)
            (pinned,) = asked.specifier
            assert pinned.operator == "==", line
            found.append(Pin(asked, pinned.version, len(hashes)))
    return found


def read(names: Iterable[str]) -> list[Pin]:
    return [pin for name in names for pin in pins((ROOT / name).read_text("utf-8"))]


def roots(kind: str) -> list[Requirement]:
    """What the project itself asks for, what builds it included."""
    config = ConfigParser()
    config.read(ROOT / "setup.cfg", "utf-8")
    wanted = config["options"]["install_requires"]
    if kind != "run":
        wanted += config["options.extras_require"][kind]
    build = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    return [Requirement(line) for line in (*wanted.split("\n"), *build) if line.strip()]


def asked_by(name: str, extras: Iterable[str], markers: dict[str, str]) -> Iterator[Requirement]:
    """What an installed package asks for there; nothing is known of one for another platform."""
    try:
        lines = distribution(name).requires or []
    except PackageNotFoundError:
        return
    for requirement in map(Requirement, lines):
        applies = requirement.marker is None or any(
            requirement.marker.evaluate({**markers, "extra": extra}) for extra in ("", *extras)
        )
        if applies:
            yield requirement


def problems(lock: Iterable[Pin], wanted: Iterable[Requirement], markers: dict[str, str]) -> set[str]:
    """What a lock lacks there for ``wanted`` and all that this asks for in turn, and what it has in excess."""
    here: dict[str, Pin] = {}
    said = set()
    for pin in lock:
        if pin.asked.marker is None or pin.asked.marker.evaluate(markers):
            same = here.setdefault(pin.name, pin)
            if same.version != pin.version:
                said.add(f"{pin.name}: both {same.version} and {pin.version}")
            same.asked.extras |= pin.asked.extras
    todo, done = [("lawgraph", requirement) for requirement in wanted], set()
    reached = set()
    while todo:
        by, asked = todo.pop()
        name = canonicalize_name(asked.name)
        pin_there = here.get(name)
        if pin_there is None:
            said.add(f"{by} asks for {asked}: not pinned")
            continue
        reached.add(name)
        if not asked.specifier.contains(pin_there.version, prereleases=True):
            said.add(f"{by} asks for {asked}: pinned to {pin_there.version}")
        if not asked.extras <= pin_there.asked.extras:
            said.add(f"{by} asks for {asked}: the pin has not these extras")
        if (name, frozenset(asked.extras)) not in done:
            done.add((name, frozenset(asked.extras)))
            todo += [(name, more) for more in asked_by(name, asked.extras, markers)]
    return said | {f"{name}: nobody asks for it" for name in here.keys() - reached}


@pytest.mark.parametrize("where", MARKERS)
@pytest.mark.parametrize("kind", ["run", "dev"])
def test_every_requirement_of_every_package_is_pinned(kind: str, where: str) -> None:
    assert problems(read(LOCKS[kind]), roots(kind), MARKERS[where]) == set()


@pytest.mark.parametrize("where", MARKERS)
def test_the_notebooks_lock_has_what_is_asked_for(where: str) -> None:
    # Most of its packages are not installed with the tests, so what they ask for is not known here.
    found = problems(read(LOCKS["notebook"]), roots("notebook"), MARKERS[where])
    assert {line for line in found if not line.endswith("nobody asks for it")} == set()


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_what_is_installed_is_what_is_pinned(kind: str) -> None:
    """Else the tests above would look at the metadata of other releases."""
    here = [p for p in read(LOCKS[kind]) if p.asked.marker is None or p.asked.marker.evaluate()]
    assert {p.name: distribution(p.name).version for p in here} == {p.name: p.version for p in here}


def test_the_check_notices_what_broke_the_tests_setup() -> None:
    """A lock with ``coverage`` where ``coverage[toml]`` is asked for: old pips then looked for a newer one."""
    whole = read(LOCKS["dev"])
    markers = MARKERS["linux-3.11"]

    def said(changed: Iterable[Pin]) -> str:
        return "; ".join(sorted(problems(changed, roots("dev"), markers)))

    stripped = [replace(p, asked=Requirement(f"{p.name}=={p.version}")) for p in whole if not p.asked.marker]
    assert re.search(r"pytest-cov asks for coverage\[toml\]\S*: the pin has not these extras", said(stripped))
    assert "asks for numpy" in said(p for p in whole if p.name != "numpy")
    older = [replace(p, version="0.1") if p.name == "click" else p for p in whole]
    assert re.search(r"asks for click\S+: pinned to 0.1", said(older))
    assert "left-pad: nobody asks for it" in said([*whole, Pin(Requirement("left-pad==1"), "1", 1)])


@pytest.mark.parametrize("name", FILES)
def test_every_line_is_pinned_with_hashes_and_without_an_address(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    assert [pin.name for pin in pins(text) if pin.hashes == 0] == []
    assert not re.search(r"://|--(extra-)?index-url|--find-links|--trusted-host| @ ", text)
    assert {f"{pin.name}=={pin.version}" for pin in pins(text)} == {
        f"{canonicalize_name(pinned.split('==')[0])}=={pinned.split('==')[1]}"
        for pinned in entries(ROOT / name)
    }, "the set-up reads the same lines"


@pytest.mark.parametrize("where", MARKERS)
def test_the_locks_agree(where: str) -> None:
    versions: dict[str, set[str]] = {}
    for pin in read(FILES):
        if pin.asked.marker is None or pin.asked.marker.evaluate(MARKERS[where]):
            versions.setdefault(pin.name, set()).add(pin.version)
    assert {name: found for name, found in versions.items() if len(found) > 1} == {}


def imported() -> set[str]:
    """The top-level modules that the packages import, other than for type checkers alone."""
    found: set[str] = set()
    for package in ("ontology", "ingest", "queries", "lawgraph"):
        for path in (ROOT / package).rglob("*.py"):
            tree = ast.parse(path.read_text("utf-8"))
            for_types = {
                inner
                for node in ast.walk(tree)
                if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
                for statement in node.body
                for inner in ast.walk(statement)
            }
            for node in ast.walk(tree):
                if isinstance(node, ast.Import) and node not in for_types:
                    found |= {alias.name.split(".")[0] for alias in node.names}
                elif isinstance(node, ast.ImportFrom) and node not in for_types and node.module:
                    found.add(node.module.split(".")[0])
    return found


def test_the_program_asks_for_what_it_imports_and_for_nothing_else() -> None:
    of_module = packages_distributions()
    used = {canonicalize_name(name) for module in imported() for name in of_module.get(module, ())}
    wanted = {canonicalize_name(asked.name) for asked in roots("run")} - {"setuptools"}
    assert wanted - used == NOT_IMPORTED.keys()
    assert used - wanted - {"lawgraph"} == OPTIONAL


def test_a_frame_without_pandas_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(PandasNotFound, match=r"未安装.*。pandas.*pip install pandas") as caught:
        queries.result.data_frame([], [])
    assert isinstance(caught.value, ImportError)
    assert isinstance(caught.value, QueryError)


def test_a_missing_font_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(font, "_PACKAGE", "no-such-package")
    monkeypatch.setattr("lawgraph.cli.app", lambda **_: font.font_path())
    with pytest.raises(SystemExit):
        main()
    assert re.search(r"没有中文字体.*。The Chinese font", capsys.readouterr().err.replace("\n", " "))


def test_every_command_works_without_what_the_notebooks_need(tmp_path: Path) -> None:
    sources, graph, page = put(tmp_path / "s", DOCUMENTS), tmp_path / "graph", tmp_path / "links.html"
    commands = [
        ["build", sources, "--out", graph, "--jobs", "1"],
        ["annotate", sources / "other.txt"],
        ["validate", "--graph", graph],
        ["queries"],
        *(["query", "documents", "--graph", graph, "--format", form] for form in ("table", "csv", "json")),
        ["export", "html", "--graph", graph, "--out", page],
        ["export", "graphml", "--graph", graph, "--out", tmp_path / "network.graphml"],
        ["next", "--graph", graph],
    ]
    script = (
        "import sys\n"
        "for name in ('pandas', 'matplotlib', 'IPython', 'pytest'): sys.modules[name] = None\n"
        "from lawgraph.cli import main\n"
        f"for arguments in {[[*map(str, command)] for command in commands]!r}:\n"
        "    sys.argv = ['lawgraph', *arguments]\n"
        "    try: main()\n"
        "    except SystemExit as end:\n"
        "        if end.code: sys.exit(f'{arguments}: {end.code}')\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stderr
    assert "font/woff" in page.read_text("utf-8")


# The set-up itself, with packages of one file made here


def wheel(folder: Path, name: str) -> str:
    """Write a wheel with one module and return its line for a lock."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    info = f"{name}-1.0.dist-info"
    parts = {
        f"{name}.py": "",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    record = "".join(f"{part},,\n" for part in (*parts, f"{info}/RECORD"))
    with zipfile.ZipFile(path, "w") as archive:
        for part, text in {**parts, f"{info}/RECORD": record}.items():
            archive.writestr(part, text)
    return f"{name}==1.0 \\\n    --hash=sha256:{sha256(path.read_bytes()).hexdigest()}\n    # via lawgraph\n"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Environment:
    """A project with a lock of two packages, and pip kept off the network."""
    index = tmp_path / "index"
    index.mkdir()
    lines = wheel(index, "alpha") + wheel(index, "beta")
    (tmp_path / "requirements.txt").write_text(
        lines + "gamma==1.0 ; sys_platform == 'none' \\\n    --hash=sha256:00\n"
    )
    (tmp_path / "requirements-dev.txt").write_text("")
    (tmp_path / "requirements-notebook.txt").write_text("")
    for name, value in {
        "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(index),
        "PIP_CONFIG_FILE": "/dev/null",
    }.items():
        monkeypatch.setenv(name, value)
    return Environment(tmp_path)


def test_a_lock_is_installed_and_another_file_than_the_locked_one_is_not(
    project: Environment, capsys: pytest.CaptureFixture[str]
) -> None:
    project.make()
    project.unfinished.unlink()
    assert project.why_anew() is None
    project.install("run")
    assert {"alpha-1.0.dist-info", "beta-1.0.dist-info"} <= project.installed()
    wheel(Path(os.environ["PIP_FIND_LINKS"]), "delta")
    other = "delta==1.0 \\\n    --hash=sha256:" + "0" * 64 + "\n"
    (project.root / "requirements.txt").write_text(other, "utf-8")
    capsys.readouterr()
    with pytest.raises(SetupError, match=r"requirements\.txt: pip 未能完成；.*。pip failed; ") as caught:
        project.install("run")
    assert "\n" not in str(caught.value)
    assert "cache purge" in str(caught.value)
    assert "DO NOT MATCH THE HASHES" in capsys.readouterr().err, "what pip said is shown"


def test_an_environment_that_is_unfinished_or_of_another_lock_is_made_anew(project: Environment) -> None:
    assert project.why_anew() == ("尚无环境", "there is none yet")
    project.python.parent.mkdir(parents=True)
    project.python.symlink_to(sys.executable)
    assert project.why_anew() is None
    project.stamp("run").write_text(setting_up.digest(project.root / "requirements.txt"))
    assert project.has("run")
    assert project.why_anew() is None
    (project.root / "requirements.txt").write_text("")
    assert project.why_anew() == ("锁定文件已变", "a lock has changed")
    project.stamp("run").unlink()
    project.unfinished.touch()
    assert project.why_anew() == ("上次未装完", "the last set-up was not finished")
    project.unfinished.unlink()
    project.python.unlink()
    project.python.symlink_to("/bin/false")
    assert project.why_anew() == ("其 Python 或 pip 不能用", "its Python or pip does not work")


# Lines as pip 22.3 to 26 writes them, and how far that is
SAID = [
    ("Ignoring gamma: markers 'x' don't match your environment", ""),
    ("Collecting alpha==1.0", "[  1/2] 准备 getting alpha 1.0"),
    ("  Downloading alpha-1.0-py3-none-any.whl (29.0 MB)", "[  1/2] 下载 downloading (29.0 MB) alpha 1.0"),
    ("Requirement already satisfied: beta==1.0 in x", "[  2/2] 准备 getting beta 1.0"),
    ("  Building wheel for alpha (pyproject.toml): started", "[  2/2] 构建 building alpha"),
    ("Installing collected packages: alpha", "[  1/1] 安装 installing alpha 1.0"),
]


def test_what_pip_says_becomes_how_far_it_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    clock = [0.0]
    monkeypatch.setattr(setting_up.time, "monotonic", lambda: clock[0])
    there: set[str] = set()
    progress = Progress(["alpha==1.0", "beta==1.0", "gamma==1.0"], lambda: set(there))
    for line, shown in SAID:
        if line.startswith("Installing"):
            there.add("alpha-1.0.dist-info")
        clock[0] += 2
        progress.hear(line)
        progress.look()
        assert capsys.readouterr().err.strip() == shown
    progress.look()
    assert capsys.readouterr().err == "", "nothing new"
    clock[0] += setting_up.QUIET_FOR
    progress.look()
    assert "alpha 1.0 …" in capsys.readouterr().err, "no long silence"


# What pip says when it fails, and what the remedy must name
FAILURES = [
    ("ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device", "磁盘已满"),
    ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.", "cache purge"),
    ("WARNING: Retrying (Retry(total=4)) after connection broken by 'ConnectTimeoutError'", "PIP_INDEX_URL"),
    ("ERROR: No matching distribution found for spacy==3.8.18", "PYTHON=python3.12"),
    ("ERROR: something else", "make clean"),
]


@pytest.mark.parametrize(("line", "remedy"), FAILURES)
def test_a_failure_shows_what_pip_said_and_the_remedy(
    line: str, remedy: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    noise = ["Collecting spacy==3.8.18", "WARNING: Location '/x' is ignored", line]
    monkeypatch.setattr(setting_up, "run", lambda *_: noise)
    with pytest.raises(SetupError, match=r"lock: pip 未能完成；.*。pip failed; ") as caught:
        Environment(ROOT).pip("lock", "install")
    assert remedy in str(caught.value)
    assert capsys.readouterr().err == f"{line}\n"


def test_the_files_that_go_first_are_there() -> None:
    there = {path.stem for path in Path(__file__).parent.glob("test_*.py")}
    assert {f"test_{name}" for name in LONGEST} <= there
