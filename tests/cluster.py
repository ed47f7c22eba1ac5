"""Clusters of the tests: a real scheduler and real workers on the loopback, and storages that fail."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .conftest import ROOT

ENVIRONMENT = {**os.environ, "OMP_NUM_THREADS": "1"}


def command(*arguments: str, **environment: str) -> subprocess.Popen[str]:
    """Start the command of the program."""
    return subprocess.Popen(
        [sys.executable, "-m", "lawgraph", *arguments], cwd=ROOT, env={**ENVIRONMENT, **environment},
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@contextmanager
def scheduler() -> Iterator[str]:
    """Have a scheduler as an operator starts one, in a process of its own; yield its address."""
    code = (
        "import asyncio, sys\nfrom distributed import Scheduler\n"
        "async def run():\n"
        "    async with Scheduler(host='127.0.0.1', port=0, dashboard=False) as here:\n"
        "        print(here.address, flush=True)\n        await here.finished()\n"
        "asyncio.run(run())\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    assert process.stdout is not None
    try:
        yield process.stdout.readline().strip()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@contextmanager
def worker(
    address: str, folder: Path, *, jobs: int = 1, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[str]]:
    """Have workers as an operator starts them, in a folder of their own."""
    folder.mkdir(exist_ok=True)
    paths = [str(ROOT), *filter(None, [(environment or {}).get("PYTHONPATH")])]
    more = {**(environment or {}), "PYTHONPATH": os.pathsep.join(paths)}
    process = subprocess.Popen(
        [sys.executable, "-m", "lawgraph", "worker", address, "--jobs", str(jobs)],
        cwd=folder, env={**ENVIRONMENT, **more}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.communicate(timeout=15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def workers_of(pid: int) -> list[int]:
    """Return the worker processes that a process has started, by their numbers."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            words = (entry / "cmdline").read_bytes()
        except (OSError, IndexError, ValueError):
            continue
        if parent == pid and b"lawgraph.cluster.worker" in words:
            found.append(int(entry.name))
    return found


def until(seconds: float, test: object) -> object:
    """Return what ``test`` returns when that is something; fails after so many seconds."""
    assert callable(test)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if found := test():
            return found
        time.sleep(0.05)
    raise AssertionError("it did not come")


FAILING = '''
"""A folder as a storage that fails: from a call on, for so many calls."""
import os
from fsspec.implementations.local import LocalFileSystem


class Failing(LocalFileSystem):
    protocol = "failing"

    @classmethod
    def _strip_protocol(cls, path):
        return LocalFileSystem._strip_protocol(str(path).removeprefix("failing://"))

    def unstrip_protocol(self, name):
        return "failing://" + self._strip_protocol(name)

    def _count(self):
        told = os.environ["FAILS"]
        with open(told) as file:
            begins, lasts = map(int, file.read().split())
        with open(told + ".count", "ab") as file:
            file.write(b".")
            at = file.tell()
        if begins < at <= begins + lasts:
            raise PermissionError(13, f"refused at call {at}")

    def find(self, *args, **kwargs):
        self._count()
        return super().find(*args, **kwargs)

    def get_file(self, *args, **kwargs):
        self._count()
        return super().get_file(*args, **kwargs)

    def put_file(self, *args, **kwargs):
        self._count()
        return super().put_file(*args, **kwargs)

    def pipe_file(self, *args, **kwargs):
        self._count()
        return super().pipe_file(*args, **kwargs)
'''


def failing(folder: Path) -> dict[str, str]:
    """Write a storage that fails, as a package that fsspec finds; return the environment in which it is found."""
    info = folder / "failing-1.0.dist-info"
    info.mkdir(parents=True)
    (folder / "failing.py").write_text(FAILING, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: failing\nVersion: 1.0\n", "utf-8")
    (info / "entry_points.txt").write_text("[fsspec.specs]\nfailing = failing:Failing\n", "utf-8")
    fails = folder / "fails"
    fails.write_text("0 0", "utf-8")
    paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths), "FAILS": str(fails)}


def fail_from(environment: dict[str, str], begins: int, lasts: int) -> None:
    """Have the storage fail from a call on, for so many calls; counting begins anew."""
    fails = Path(environment["FAILS"])
    fails.with_name("fails.count").unlink(missing_ok=True)
    fails.write_text(f"{begins} {lasts}", "utf-8")


def other_version(folder: Path) -> dict[str, str]:
    """Return the environment of a worker whose Python is another one, as far as it tells."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(
        "import platform\nplatform.python_version = lambda: '3.9.9'\n", "utf-8"
    )
    paths = [str(folder), *filter(None, [os.environ.get("PYTHONPATH")])]
    return {"PYTHONPATH": os.pathsep.join(paths)}
