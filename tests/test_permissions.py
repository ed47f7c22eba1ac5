"""What a user may not read, and what changes or never ends while it is read: a line for each, and the rest is built.

Root may read everything. Run by root, the command is started without the two capabilities that allow it: it is root
still, as another user could not start an interpreter that lies in root's home, but the modes of files bind it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.documents import word

LAW = "某市养犬管理办法\n第一条 为了规范养犬，制定本办法。\n第二条 市公安局负责养犬登记。\n"
_SECONDS = 120  # a machine under load takes far longer than the few seconds that this takes
_MEMORY = 600 << 20  # bytes; a build of one short text takes 250 MB
_READS_ALL = (1, 2)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, which read everything
_DROP = 24  # PR_CAPBSET_DROP

pytestmark = pytest.mark.skipif(
    not hasattr(os, "geteuid") or (os.geteuid() == 0 and sys.platform != "linux"),
    reason="SKIPPED: this system has no such permissions, or no way to be bound by them as root; run it as a user",
)


@dataclass(frozen=True, slots=True)
class Ended:
    """How a command ended: what it said on standard error, and the most memory of its processes, in bytes."""

    code: int
    lines: list[str]
    memory: int


# Run in between: what a process is told to have used at most counts the process that it was forked from, and that
# of the tests is large.
_LAUNCHER = f"""
import ctypes, os, subprocess, sys
if os.geteuid() == 0:
    for capability in {_READS_ALL}:
        if ctypes.CDLL(None).prctl({_DROP}, capability, 0, 0, 0) != 0:
            sys.exit("a capability cannot be given up")
process = subprocess.Popen([sys.executable, "-m", "lawgraph", *sys.argv[1:]])
_, status, used = os.wait4(process.pid, 0)
print(used.ru_maxrss)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def lawgraph(*arguments: object) -> Ended:
    """Run the command as somebody who may not read everything."""
    process = subprocess.Popen(
        [sys.executable, "-c", _LAUNCHER, *map(str, arguments)],
        cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        start_new_session=True,
    )  # fmt: skip
    end = threading.Timer(_SECONDS, os.killpg, (process.pid, signal.SIGKILL))
    end.start()
    printed, said = process.communicate()
    end.cancel()
    lines = [line for line in said.splitlines() if line.startswith("lawgraph: ")]
    used = int(printed.splitlines()[-1])
    return Ended(process.returncode, lines, used << (0 if sys.platform == "darwin" else 10))


@contextmanager
def modes(folder: Path, closed: dict[str, int]) -> Iterator[None]:
    """Give files and folders their modes for a while."""
    for name, mode in closed.items():
        (folder / name).chmod(mode)
    try:
        yield
    finally:
        for name in closed:
            (folder / name).chmod(0o700)


def named(said: Ended, folder: Path) -> dict[str, str]:
    """What was said, by the file that it was said of; each was named once."""
    found = {}
    for line in said.lines:
        name, _, words = line.removeprefix(f"lawgraph: {folder}/").partition(": ")
        assert name not in found, f"more than one line: {line}"
        found[name] = words
    return found


def test_what_a_user_may_not_read_is_named_and_all_else_is_built(tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    for name in ("closed", "listed", "entered"):
        (folder / name).mkdir(parents=True)
    plain = "good", "secret", "meta", "closed/a", "listed/a"
    for at, name in enumerate(plain):
        (folder / f"{name}.txt").write_text(LAW.replace("犬", "犬猫鸟鱼马"[at]), "utf-8")
    (folder / "secret.docx").write_bytes(word(LAW))
    with zipfile.ZipFile(folder / "secret.zip", "w") as archive:
        archive.writestr("a.txt", LAW)
    for name in ("meta.toml", "entered/a.toml"):
        (folder / name).write_text('title = "某办法"\n', "utf-8")
    (folder / "secret.csv").write_text("a,b\n", "ascii")
    (folder / "secret.xyz").write_text("a", "ascii")
    secrets = ("secret.txt", "secret.docx", "secret.zip", "secret.csv", "secret.xyz", "meta.toml")
    closed = dict.fromkeys(secrets, 0) | {"closed": 0, "listed": 0o400, "entered": 0o300}
    with modes(folder, closed):
        said = lawgraph("build", folder, folder / "entered" / "a.toml", "--out", tmp_path / "graph")
        alone = lawgraph("annotate", folder / "secret.txt", folder / "closed" / "a.txt").lines
    found = named(Ended(said.code, sorted(set(said.lines)), said.memory), folder)
    assert found.keys() == {*secrets, "closed", "listed/a.txt", "entered", "entered/a.toml"}
    for name, words in found.items():
        assert words.startswith("打不开（Permission denied），请检查权限。It cannot be opened"), name
    assert said.code == 1
    assert said.memory < _MEMORY
    assert (tmp_path / "graph" / "current.json").is_file(), "what can be read is built"
    for line, name in zip(sorted(alone), ("closed/a.txt", "secret.txt"), strict=True):
        assert name in line
        assert "Permission denied" in line


@pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="SKIPPED: this system has no such device")
def test_what_has_no_end_is_not_waited_for_by_whatever_name(tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    for at, name in enumerate(("good", "a", "b", "c", "d")):
        (folder / f"{name}.txt").write_text(LAW.replace("犬", "犬猫鸟鱼马"[at]), "utf-8")
    pipes = ("p.txt", "p.zip", "p.tar", "p.tgz", "p.csv", "p.xyz", "a.toml")
    zeros = ("z.txt", "z.zip", "z.tar", "z.tar.gz", "z.docx", "b.toml")
    for name in pipes:
        os.mkfifo(folder / name)
    for name in zeros:
        (folder / name).symlink_to("/dev/zero")
    for name in ("l.txt", "l.zip", "c.toml"):
        (folder / name).symlink_to(name)
    (folder / "d.toml").symlink_to("nowhere")
    said = lawgraph("build", folder, "--out", tmp_path / "graph")
    found = named(said, folder)
    assert found.keys() == {*pipes, *zeros, "l.txt", "l.zip", "c.toml", "d.toml"}
    for name in (*pipes, *zeros):
        assert "pipe or device" in found[name], name
    for name in ("l.txt", "l.zip", "c.toml"):
        assert "back to itself" in found[name], name
    assert "not there" in found["d.toml"]
    assert said.code == 1
    assert said.memory < _MEMORY
    assert (tmp_path / "graph" / "current.json").is_file()


def _grows(path: Path) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(LAW)


def _is_replaced(path: Path) -> None:
    other = path.with_name("other")
    other.write_text(f"{LAW}第三条 本办法在{time.monotonic_ns()}年施行。\n", "utf-8")  # never the same twice
    other.replace(path)


def test_a_file_that_changes_while_it_is_read_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "laws"
    folder.mkdir()
    (folder / "good.txt").write_text(LAW, "utf-8")
    changes = {folder / "log.txt": _grows, folder / "new.txt": _is_replaced}
    for path, kind in zip(changes, "猫鸟", strict=True):
        path.write_text(LAW.replace("犬", kind), "utf-8")
    done = threading.Event()

    def goes_on() -> None:
        while not done.wait(0.001):
            for path, change in changes.items():
                change(path)

    writer = threading.Thread(target=goes_on)
    writer.start()
    try:
        said = lawgraph("build", folder, "--out", tmp_path / "graph")
    finally:
        done.set()
        writer.join()
    found = named(said, folder)
    assert found.keys() == {path.name for path in changes}
    for name, words in found.items():
        assert "The file changed while it was read" in words, name
    assert said.code == 1
    assert (tmp_path / "graph" / "current.json").is_file()
