"""``lawgraph open``: a folder built, served and opened in one step, and ended with all that it started."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from lawgraph.build.became import has_graph

from .test_serve import send

RULE = (
    "青海省企业扶持办法\n\n第一条 为了扶持企业，制定本办法。\n\n第二条 省财政厅应当每年安排不少于50万元。\n"
)
_ADDRESS = re.compile(r"http://127\.0\.0\.1:\d+(?=/ )")
_WITHIN = 120  # seconds


def _run(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lawgraph", "open", *arguments],
        stderr=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, **environment},
    )


@contextmanager
def _opened(*arguments: str, **environment: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run the command; yield its process and the address that it says."""
    process = _run(*arguments, "--port", "0", **environment)
    try:
        assert process.stderr is not None
        line = process.stderr.readline()
        found = _ADDRESS.search(line)
        assert found, line + process.stderr.read()
        yield process, found[0]
    finally:
        process.kill()
        process.wait()


def _progress(site: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(send(f"{site}/import/progress").text)
    return found


def _until(site: str, phase: str) -> dict[str, object]:
    end = time.monotonic() + _WITHIN
    while (now := _progress(site))["phase"] != phase:
        assert time.monotonic() < end, now
        time.sleep(0.1)
    return now


def test_a_folder_is_built_and_the_browser_opened_on_it(tmp_path: Path) -> None:
    folder = tmp_path / "原文"
    folder.mkdir()
    (folder / "办法.txt").write_text(RULE, "utf-8")
    opener = tmp_path / "browser.py"
    opener.write_text(
        f"import sys, os\nopen({str(tmp_path / 'new')!r}, 'w').write(sys.argv[1])\n"
        f"os.rename({str(tmp_path / 'new')!r}, {str(tmp_path / 'address')!r})",
        "utf-8",
    )
    with _opened(str(folder), BROWSER=f"{sys.executable} {opener} %s") as (process, site):
        assert _until(site, "done")["failed"] == 0
        assert "青海省企业扶持办法" in send(f"{site}/import", Accept="text/html").text
        end = time.monotonic() + 30
        while not (tmp_path / "address").exists():
            assert time.monotonic() < end, "no browser was opened"
            time.sleep(0.1)
        assert (tmp_path / "address").read_text() in (f"{site}/", f"{site}/import")
        assert sorted(each.name for each in folder.iterdir()) == [".lawgraph", "办法.txt"]
        process.send_signal(signal.SIGINT)
        assert process.wait(30) == 0
    with _opened(str(folder), "--no-browser") as (process, site):
        assert _until(site, "done")["graph"], "the graph of the last time is taken up"
        assert len(json.loads(send(f"{site}/import.json").text)["content"]["rows"]) == 1
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="processes are looked for in /proc")
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM])
def test_the_build_ends_with_the_service_and_leaves_the_graph(tmp_path: Path, how: signal.Signals) -> None:
    for at in range(40):
        (tmp_path / f"办法{at}.txt").write_text(RULE.replace("50万元", f"{at + 1}万元"), "utf-8")
    with _opened(str(tmp_path), "--no-browser") as (process, _):
        end = time.monotonic() + _WITHIN
        while not _processes(f"build\0{tmp_path}"):
            assert time.monotonic() < end, "no build began"
            time.sleep(0.02)
        process.send_signal(how)
        assert process.wait(30) == 0
    while _processes(str(tmp_path)):  # a worker of the service ends when it sees that nobody is there
        assert time.monotonic() < end, _processes(str(tmp_path))
        time.sleep(0.1)
    assert has_graph(tmp_path / ".lawgraph" / "graph"), "what was served is whole"


def _processes(words: str) -> list[str]:
    """Return the command lines of processes with some words in them."""
    found = []
    for place in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = place.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if words in line:
            found.append(line)
    return found


def _ended(*arguments: str) -> tuple[int, str]:
    process = _run(*arguments, "--no-browser")
    said = process.communicate(timeout=60)[1]
    return process.returncode, said


def test_what_cannot_be_opened_is_told(tmp_path: Path) -> None:
    file = tmp_path / "办法.txt"
    file.write_text(RULE, "utf-8")
    cases = [
        ((str(tmp_path / "无"),), 2, "没有这个文件夹"),
        ((str(file),), 2, "这是文件"),
        ((str(tmp_path), "--out", str(tmp_path)), 2, "原文所在的文件夹"),
        ((str(tmp_path), "--out", str(file / "x")), 1, "--out"),
        ((str(tmp_path), "--port", "70000"), 2, "--port"),
        ((str(tmp_path), "--review", "审核.xlsx"), 2, ".tsv"),
    ]
    for arguments, code, words in cases:
        ended, said = _ended(*arguments)
        assert (ended, words in said) == (code, True), (arguments, said)
        assert "Traceback" not in said
    assert list(tmp_path.iterdir()) == [file], "nothing was left behind"


def test_a_port_that_is_taken_is_told_and_nothing_is_built(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        code, said = _ended(str(tmp_path), "--port", str(taken.getsockname()[1]))
    assert code == 1
    assert "端口已被占用" in said
    assert not list(tmp_path.iterdir())


def test_it_listens_on_this_machine_alone(tmp_path: Path) -> None:
    code, said = _ended(str(tmp_path), "--host", "0.0.0.0")
    assert code == 2
    assert "--host" in said
