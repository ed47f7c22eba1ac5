"""Builds in a process of their own: one after the other, how far they are, ended half-way."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path

import pytest

from lawgraph.build.became import has_graph
from lawgraph.explorer.importing.rebuilding import Phase, Rebuilding, Unbuilt
from lawgraph.explorer.importing.sources import Sources

RULE = "某市企业扶持办法\n\n第一条 为了扶持企业，制定本办法。\n\n第二条 市财政局应当每年安排不少于50万元。\n"


def _pretended(tmp_path: Path, script: str) -> Rebuilding:
    """Return builds by a script instead."""
    (tmp_path / "build.py").write_text("import json, sys, time, os\n" + script, "utf-8")
    (tmp_path / "sources").mkdir()
    run = (sys.executable, str(tmp_path / "build.py"))
    return Rebuilding(tmp_path / "sources", tmp_path / "graph", run)


ONE_AT_A_TIME = """
os.mkdir("running")  # fails while another one runs
with open("count", "a") as file: file.write("x")
time.sleep(0.5)
os.rmdir("running")
print(json.dumps({"event": "done", "graph": "d", "failures": []}))
"""


def test_what_is_asked_for_meanwhile_is_done_afterwards_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    builds = _pretended(tmp_path, ONE_AT_A_TIME)
    assert builds.progress.phase is Phase.IDLE
    assert builds.request().phase is Phase.RUNNING
    end = time.monotonic() + 20
    while not (tmp_path / "running").exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert [builds.request().again for _ in range(5)] == [True] * 5
    ended = builds.wait(20)
    assert (ended.phase, ended.number, ended.graph) == (Phase.DONE, 2, "d")
    assert (tmp_path / "count").read_text() == "xx"
    assert builds.request().number == 3
    builds.wait(20)


def test_how_far_a_build_is(tmp_path: Path) -> None:
    builds = _pretended(
        tmp_path,
        'print(json.dumps({"event": "document", "name": "办法.txt", "done": 3, "of": 7}), flush=True)\n'
        'print("no event", flush=True)\nprint("[1]", flush=True)\n'
        'print(json.dumps({"event": "failed", "name": "图.jpg", "how": "x"}), flush=True)\ntime.sleep(60)',
    )
    builds.request()
    end = time.monotonic() + 20
    while builds.progress.failed == 0 and time.monotonic() < end:
        time.sleep(0.05)
    now = builds.progress
    assert (now.stage, now.name, now.done, now.of, now.failed) == ("document", "图.jpg", 3, 7, 1)
    builds.stop()
    assert builds.progress.phase is Phase.STOPPED
    assert builds.request().phase is Phase.STOPPED, "no build begins when the service ends"


def test_what_people_decided_is_built_once_it_is_there(tmp_path: Path) -> None:
    builds = _pretended(
        tmp_path, 'print(json.dumps({"event": "done", "graph": " ".join(sys.argv[1:]) or "none"}))'
    )
    builds.reviews = tmp_path / "审核.tsv"
    builds.request()
    assert builds.wait(20).graph == "none"
    builds.reviews.write_text("x", "utf-8")
    assert builds.unbuilt().added == ("../审核.tsv",)
    builds.request()
    assert builds.wait(20).graph == f"--reviews {builds.reviews}"


def test_a_build_that_fails_says_why(tmp_path: Path) -> None:
    builds = _pretended(tmp_path, 'print("lawgraph: 磁盘已满。", file=sys.stderr)\nsys.exit(1)')
    builds.request()
    ended = builds.wait(20)
    assert (ended.phase, ended.said) == (Phase.FAILED, ("磁盘已满。",))
    (builds.folder / "办法.txt").write_text(RULE, "utf-8")
    assert len(builds.unbuilt()) == 0, "nothing is known of before"


def test_a_program_that_cannot_be_started_is_a_build_that_fails(tmp_path: Path) -> None:
    builds = Rebuilding(tmp_path, tmp_path / "graph", (str(tmp_path / "nothing"),))
    builds.request()
    assert builds.wait(20).phase is Phase.FAILED


@pytest.mark.skipif(os.name == "nt", reason="groups of processes are those of POSIX")
def test_workers_end_with_their_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("lawgraph.explorer.importing.rebuilding._ENDS_WITHIN", 0.5)
    builds = _pretended(
        tmp_path,
        "import signal, subprocess\nsignal.signal(signal.SIGINT, signal.SIG_IGN)\n"
        "worker = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(60)'])\n"
        "open('pid.new', 'w').write(str(worker.pid)); os.rename('pid.new', 'pid')\ntime.sleep(60)",
    )
    builds.request()
    end = time.monotonic() + 20
    while not (tmp_path / "pid").exists() and time.monotonic() < end:
        time.sleep(0.05)
    worker = int((tmp_path / "pid").read_text())
    builds.stop()
    while Path(f"/proc/{worker}/cmdline").exists() and Path(f"/proc/{worker}/cmdline").read_bytes():
        assert time.monotonic() < end, "the worker outlives its build"
        time.sleep(0.05)


def test_a_folder_is_built_and_what_changes_in_it_is_told(tmp_path: Path) -> None:
    (tmp_path / "办法.txt").write_text(RULE, "utf-8")
    sources = Sources.of(tmp_path)
    sources.rebuilding.request()
    ended = sources.rebuilding.wait(300)
    assert (ended.phase, ended.failed, ended.said) == (Phase.DONE, 0, ())
    assert has_graph(sources.graph)
    assert sources.rebuilding.unbuilt() == Unbuilt()
    (tmp_path / "细则.txt").write_text(RULE, "utf-8")
    (tmp_path / "办法.toml").write_text("issued = 2012-03-17\n", "utf-8")
    assert sources.rebuilding.unbuilt() == Unbuilt(added=("办法.toml", "细则.txt"))
    (tmp_path / "办法.txt").unlink()
    assert sources.rebuilding.unbuilt().removed == ("办法.txt",)
