"""Annotating in another process: the same facts; time, crashes and defects are a failure of one file."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.model import Annotation
from ingest.read import ReadError
from lawgraph.annotator import Annotator, annotate_file
from lawgraph.build import build

from .annotators import OWN
from .conftest import REGULATION, ROOT


@pytest.fixture(scope="module", autouse=True)
def annotators() -> Iterator[None]:
    """Start each process anew: here it is what is tested."""
    with pytest.MonkeyPatch.context() as changed:
        for name, own in OWN.items():
            changed.setattr(Annotator, name, own)
        yield


def hostile(path: Path) -> Annotation:
    """Annotate a file, or do what its name says: run in the other process, like any file's own trouble."""
    match path.stem:
        case "slow":
            re.match(r"(a+)+$", "a" * 64 + "b")
        case "asleep":
            time.sleep(600)
        case "busy":
            while True:
                path.exists()
        case "segfault" if os.name != "nt":
            os.kill(os.getpid(), signal.SIGSEGV)
        case "killed" if os.name != "nt":
            os.kill(os.getpid(), signal.SIGKILL)
        case "leaves":
            os._exit(3)
        case "memory":
            raise MemoryError
        case "deep":
            return hostile(path)
        case "prints":
            print("what a library says on standard output")
    return annotate_file(path)


TROUBLE = [
    ("slow", "1 seconds", "a match that never ends, and lets nobody else in"),
    ("asleep", "1 seconds", "a wait"),
    ("segfault", "SIGSEGV", "a crash of the interpreter"),
    ("killed", "SIGKILL", "what the system does when memory runs out"),
    ("leaves", "exit 3", "an exit in the middle"),
    ("memory", "MemoryError", "no memory, told"),
    ("deep", "RecursionError", "a recursion without an end"),
]


def test_trouble_is_of_one_file_and_the_others_go_on(tmp_path: Path, regulation: Annotation) -> None:
    names = [name for name, _, _ in TROUBLE if os.name != "nt" or name not in ("segfault", "killed")]
    with Annotator(1, hostile) as annotator:
        for name, words, why in TROUBLE:
            if name not in names:
                continue
            path = tmp_path / f"{name}.txt"
            path.write_bytes(REGULATION.read_bytes())
            with pytest.raises(ReadError, match=words) as caught:
                annotator.annotate(path)
            assert caught.value.path == path, why
            assert re.search(r"[\u4e00-\u9fff]。[A-Zl]", str(caught.value)), why
        annotator._seconds = 60
        assert annotator.annotate(REGULATION) == regulation, "the facts are those of this process"
        (tmp_path / "prints.txt").write_text("第一条 企业应当遵守。", "utf-8")
        assert annotator.annotate(tmp_path / "prints.txt").norms, "what is printed is no answer"
        with pytest.raises(ReadError, match="no such file"):
            annotator.annotate(tmp_path / "none.txt")


def hungry(path: Path) -> Annotation:
    """Ask for more memory than a process may have."""
    bytearray(1 << 34)
    return annotate_file(path)


@pytest.mark.skipif(sys.platform != "linux", reason="SKIPPED: only Linux bounds and tells memory so")
def test_a_process_has_a_limit_of_memory_and_is_replaced_when_it_has_grown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Annotator(60, hungry) as annotator:
        with pytest.raises(ReadError, match="more memory than a document may"):
            annotator.annotate(REGULATION)
        first = annotator.run(grown, REGULATION)
        assert annotator.spent.leaves
        second = annotator.run(loaded, REGULATION)
        assert second != first, "another process"
        assert not annotator.spent.leaves, "what stays for all works is no growth"
        assert annotator.run(grown, REGULATION) == second


def loaded(_: Path) -> object:
    """Be a process that has worked for long and has loaded what all its works need, and no more."""
    from lawgraph import annotator, memory

    with memory.kept_for_all():
        annotator._SAMPLES = b"x" * (200 << 20)  # type: ignore[attr-defined]
    annotator._WORKED, annotator._GROWN = -1.0, memory.memory_in_use() - (100 << 20)
    return os.getpid()


def grown(_: Path) -> object:
    """Be a process that has worked for long and has grown."""
    from lawgraph import annotator

    annotator._WORKED, annotator._GROWN = -1.0, 1
    return os.getpid()


def test_a_build_names_the_one_that_takes_too_long(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lawgraph.build.run.annotate_file", hostile)
    for name in ("a-good.txt", "leaves.txt", "slow.txt"):
        (tmp_path / name).write_text(f"第一条 企业应当遵守{name}。\n", "utf-8")
    report = build([tmp_path], tmp_path / "graph", jobs=1, seconds=3)
    assert [failure.path.name for failure in report.failures] == ["leaves.txt", "slow.txt"]
    assert "--seconds-per-document" in report.failures[1].remedy
    assert len(report.annotations) == 1


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: this system knows no such signals")
@pytest.mark.parametrize(
    ("how", "works"),
    [
        (signal.SIGINT, {"slow": (3, "Ctrl-C in the middle of a match")}),
        (
            signal.SIGKILL,
            {
                "slow": (2, "a match lets nobody else in: it ends when its time is over"),
                "asleep": (600, "a wait ends at once, not when its time is over"),
                "busy": (600, "and so does work"),
            },
        ),
    ],
)
def test_the_other_process_does_not_outlive_the_one_that_asked(
    tmp_path: Path, how: signal.Signals, works: dict[str, tuple[int, str]]
) -> None:
    script = (
        "import sys; from contextlib import ExitStack; from pathlib import Path; from threading import Thread\n"
        "from lawgraph.annotator import Annotator; from tests.test_annotator import hostile\n"
        "with ExitStack() as stack:\n"
        "    asked = [(stack.enter_context(Annotator(int(limit), hostile)), Path(name))\n"
        "             for name, limit in zip(sys.argv[1::2], sys.argv[2::2])]\n"
        "    print(*(annotator._running().pid for annotator, _ in asked), flush=True)\n"
        "    for annotator, path in asked[1:]:\n"
        "        Thread(target=annotator.annotate, args=[path], daemon=True).start()\n"
        "    asked[0][0].annotate(asked[0][1])\n"
    )
    words = [word for name, (limit, _) in works.items() for word in (str(tmp_path / name), str(limit))]
    process = subprocess.Popen(
        [sys.executable, "-c", script, *words],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    assert process.stdout is not None
    with process.stdout:
        others = [int(number) for number in process.stdout.readline().split()]
        assert len(others) == len(works)
        time.sleep(0.5)  # until they work at their files
        process.send_signal(how)
        process.wait(60)
    for other, (_, why) in zip(others, works.values(), strict=True):
        end = time.monotonic() + 30
        while time.monotonic() < end and _runs(other):
            time.sleep(0.05)
        left = _runs(other)
        if left:
            os.kill(other, signal.SIGKILL)
        assert not left, why


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")  # a dead one that nobody waits for still has its number
    return not (status.exists() and status.read_text().rpartition(")")[2].split()[0] in "ZX")


def test_a_script_without_a_main_guard_can_build(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("第一条 企业应当遵守本办法。\n", "utf-8")
    script = tmp_path / "script.py"
    script.write_text(
        "from pathlib import Path\nfrom lawgraph.build import build\n"
        f"print(build([Path({str(tmp_path / 'a.txt')!r})], Path({str(tmp_path / 'graph')!r})).failures)\n",
        "utf-8",
    )
    done = subprocess.run(
        [sys.executable, str(script)], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (done.returncode, done.stdout) == (0, "()\n"), done.stderr
