"""``lawgraph serve`` where it cannot serve: one line that says why and what to do, and the exit code."""

from __future__ import annotations

import ctypes
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pyoxigraph as ox
import pytest

from lawgraph import store as generations
from lawgraph.service.worker import Task, answer

from .conftest import ROOT
from .test_serve import Said, ask, started

LINE = '<https://a.example/s> <https://a.example/p> "一" <https://a.example/g> .\n'
SECONDS = 120  # only what hangs takes longer, on a machine that does much else besides


@pytest.fixture
def graph(tmp_path: Path) -> Path:
    generations.write(tmp_path / "graph", [LINE], ["d"])
    return tmp_path / "graph"


def store_of(graph: Path) -> Path:
    return generations.current(graph).store


def lacks_a_file(graph: Path) -> None:
    next(store_of(graph).glob("*.sst")).unlink()


def changed(graph: Path) -> None:
    file = next(store_of(graph).glob("*.sst"))
    file.write_bytes(bytes(byte ^ 1 for byte in file.read_bytes()))


def cut(graph: Path) -> None:
    file = next(store_of(graph).glob("MANIFEST-*"))
    file.write_bytes(file.read_bytes()[:100])


def without_store(graph: Path) -> None:
    shutil.rmtree(store_of(graph))


def not_yet_named(graph: Path) -> None:
    (graph / "current.json").unlink()


def of_another_version(graph: Path) -> None:
    (graph / "current.json").write_text('{"version": 9, "generations": []}', "utf-8")


def named_by_nonsense(graph: Path) -> None:
    (graph / "current.json").write_bytes(b"\xff\x00{")


def gone(graph: Path) -> None:
    shutil.rmtree(graph)


def emptied(graph: Path) -> None:
    gone(graph)
    graph.mkdir()


def a_file(graph: Path) -> None:
    gone(graph)
    graph.write_text("no graph", "utf-8")


def a_mark_alone(graph: Path) -> None:
    emptied(graph)
    (graph / "CURRENT").write_text("nothing\n", "utf-8")


def a_bare_store_without_files(graph: Path) -> None:
    kept = graph.with_name("kept")
    shutil.move(store_of(graph), kept)
    gone(graph)
    shutil.move(kept, graph)
    next(graph.glob("*.sst")).unlink()


BROKEN: list[tuple[Callable[[Path], None], str, str, str]] = [
    (gone, "没有图谱", "lawgraph build", "the store is missing"),
    (emptied, "没有图谱", "lawgraph build", "an empty folder"),
    (a_file, "没有图谱", "lawgraph build", "a file"),
    (not_yet_named, "没有图谱", "lawgraph build", "a build that died before its last step"),
    (without_store, "没有图谱", "lawgraph build", "half of a generation"),
    (lacks_a_file, "已损坏", "--repair", "a file of the store is missing"),
    (changed, "已损坏", "--repair", "a block of the store was changed"),
    (cut, "已损坏", "--repair", "a file of the store was cut"),
    (of_another_version, "已损坏", "lawgraph build", "named in the way of another version"),
    (named_by_nonsense, "已损坏", "lawgraph build", "named by what is no text"),
    (a_mark_alone, "打不开", "lawgraph build", "a bare store of which only its mark is there"),
    (a_bare_store_without_files, "打不开", "lawgraph build", "a bare store that lacks a file"),
]  # fmt: skip


def said_by(*arguments: str, before: Callable[[], None] | None = None) -> tuple[int, str]:
    """Return the exit code of the command and what it says; nothing goes to standard output."""
    done = subprocess.run(
        [sys.executable, "-m", "lawgraph", "serve", *arguments],
        capture_output=True, text=True, encoding="utf-8", cwd=ROOT, timeout=SECONDS, preexec_fn=before, check=False,
    )  # fmt: skip
    assert not done.stdout
    return done.returncode, done.stderr


def is_one_line(said: str) -> bool:
    english = any("a" <= char <= "z" for char in said.rpartition("。")[2])
    return (
        said.count("\n") == 1
        and said.startswith("lawgraph: ")
        and english
        and "\u4e00" <= max(said) <= "\uffef"
    )


@pytest.mark.parametrize(("breaks", "words", "remedy", "why"), BROKEN)
def test_a_graph_that_cannot_be_served(
    graph: Path, breaks: Callable[[Path], None], words: str, remedy: str, why: str
) -> None:
    breaks(graph)
    code, said = said_by("--graph", str(graph), "--port", "0")
    assert code == 1, why
    assert is_one_line(said), said
    assert str(graph) in said
    assert words in said
    assert remedy in said


def without_the_rights_of_root() -> None:
    """Let permissions hold for this process and those it starts (CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH)."""
    for right in (1, 2):
        ctypes.CDLL(None).prctl(24, right, 0, 0, 0)


def test_a_graph_that_this_user_may_not_read(graph: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: only Linux takes this right from its administrator")
    graph.chmod(0)
    try:
        code, said = said_by("--graph", str(graph), "--port", "0", before=without_the_rights_of_root)
    finally:
        graph.chmod(0o755)
    assert code == 1
    assert is_one_line(said), said
    assert "权限" in said
    assert str(graph) in said


@pytest.fixture
def taken() -> Iterator[int]:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        one.listen()
        yield one.getsockname()[1]


def test_a_port_that_is_in_use(graph: Path, taken: int) -> None:
    code, said = said_by("--graph", str(graph), "--port", str(taken))
    assert code == 1
    assert is_one_line(said), said
    assert f"127.0.0.1:{taken}: 端口已被占用" in said
    assert "--port" in said


WRONG = [
    (("--port", "70000"), 2, "--port", "a number that is no port"),
    (("--port", "http"), 2, "--port", "a word"),
    (("--limit", "colour=1"), 2, "--limit colour=1", "no such limit"),
    (("--limit", "seconds=soon"), 2, "--limit seconds", "a limit that is no number"),
    (("--limit", "workers"), 2, "--limit workers", "a limit without its number"),
    (("--host", "no-such-host.invalid"), 1, "--host", "no machine of this name"),
    (("--host", "192.0.2.1"), 1, "--host", "the address of another machine"),
    (("--config", "no-such-file.toml"), 1, "no-such-file.toml", "no such file of settings"),
]


@pytest.mark.parametrize(("arguments", "code", "words", "why"), WRONG)
def test_settings_that_will_not_do(
    graph: Path, arguments: tuple[str, ...], code: int, words: str, why: str
) -> None:
    found, said = said_by("--graph", str(graph), "--port", "0", *arguments)
    assert found == code, why
    assert said.count("\n") == 1
    assert words in said


def test_no_room_for_an_answer_is_no_fault_of_the_store() -> None:
    if not Path("/dev/full").exists():
        pytest.skip("SKIPPED: this system has no /dev/full")
    store = ox.Store()
    store.bulk_load(
        "".join(LINE.replace("一", str(i)) for i in range(5000)).encode(), format=ox.RdfFormat.N_QUADS
    )
    for text in ("SELECT * { ?s ?p ?o }", "SELECT * { ?s ?p ?o } LIMIT 1"):
        task = Task(text, "text/csv", (), (), "/dev/full", 10, 1 << 20)
        reply = answer(store, task)
        assert reply.status == 507, text
        assert "磁盘空间" in reply.error
        assert "lawgraph build" not in reply.error


def test_a_folder_for_answers_that_is_gone_is_told(
    graph: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "answers"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    process, endpoint = started(graph)
    with ExitStack() as stack:
        stack.callback(process.wait, timeout=SECONDS)
        stack.callback(process.kill)
        assert process.stderr
        stack.enter_context(process.stderr)
        assert ask(endpoint, "ASK {}").status == 200
        (made,) = folder.iterdir()
        shutil.rmtree(made)
        said: Said = ask(endpoint, "ASK {}")
        assert said.status == 507
        assert "TMPDIR" in said.text
