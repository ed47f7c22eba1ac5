"""Each attack of the table is refused or stopped within its limit, beside the others, and nobody is kept waiting."""

from __future__ import annotations

import os
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks import serving
from benchmarks.attacks import AT_ONCE, ATTACKS, Attack, asking, meanwhile, memory_watched, sent
from benchmarks.attacks import LIMITS as OF_THE_BENCHMARK
from benchmarks.serving import Serving, children, worked
from lawgraph.serve import running

from .test_serve import alive, ask, stored

LIMITS = replace(OF_THE_BENCHMARK, seconds=2, memory=200 << 20, answer=25 << 20)
"""Half of what the benchmark has: an attack goes on to its limit, whatever that is."""
PATIENT = replace(LIMITS, seconds=60, arrives=60)
"""For what is refused at once, however slow the machine is."""
SLACK = 4  # seconds of a processor until a worker that has to be ended is
OF_A_SERVICE = 1 + min(32, (os.cpu_count() or 1) + 4) + 2
"""Threads that a service may have: its own, those of asyncio's pool, and those that read answers."""


@pytest.fixture(scope="module")
def threads_before() -> int:
    """How many threads there were before the service; those of other tests' services are among them."""
    return threading.active_count()


@pytest.fixture(scope="module")
def endpoint(threads_before: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(stored(tmp_path_factory), port=0, limits=PATIENT) as service:
        yield service.endpoint


@pytest.fixture(scope="module")
def hurried(threads_before: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with running(stored(tmp_path_factory), port=0, limits=LIMITS) as service:
        alive(service.endpoint, LIMITS.workers)
        yield service.endpoint


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_met(endpoint: str, hurried: str, attack: Attack) -> None:
    """Within its limits, which are told by what its worker did: how long a busy machine took says nothing."""
    endpoint = hurried if {0, 408, 504} & {*attack.statuses} else endpoint
    before = worked_by_workers()
    most: dict[int, float] = {}
    with (
        memory_watched(os.getpid()) as seen,
        meanwhile(lambda: most.update(worked_by_workers()), 0.1),
        asking(endpoint) as took,
    ):
        statuses = sent(endpoint, attack)
        time.sleep(0.2)
    assert set(statuses) <= set(attack.statuses)
    assert max(size.all - size.front for size in seen) < (LIMITS.workers + AT_ONCE) * (
        LIMITS.memory + (100 << 20)
    )
    assert max(ms - before.get(pid, 0) for pid, ms in most.items()) < (LIMITS.seconds + SLACK) * 1000
    assert statistics.median(took) < float("inf"), "another client is answered before it is refused as late"
    if 504 in statuses:
        nobody_works()


def worked_by_workers() -> dict[int, float]:
    """For how many ms each worker of a service of this process has worked."""
    found = {}
    for pid in children(os.getpid()):
        with suppress(OSError):
            if b"lawgraph.service.worker" in Path(f"/proc/{pid}/cmdline").read_bytes():
                found[pid] = worked(pid)
    return found


def nobody_works() -> None:
    """Wait until the workers rest: what was stopped does not go on behind its answer."""
    until = time.monotonic() + 60
    before = worked_by_workers()
    while True:
        time.sleep(0.1)
        now = worked_by_workers()
        if now.keys() == before.keys() and sum(now.values()) - sum(before.values()) < 20:
            return
        assert time.monotonic() < until, "a worker goes on"
        before = now


@pytest.mark.skipif(not hasattr(os, "fork"), reason="SKIPPED: no process can be forked here")
def test_memory_is_not_told_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    """A child that has no program of its own yet seems to hold all that its parent does: GB for a test's process."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.read(reading, 1)
        os._exit(0)
    try:
        monkeypatch.setattr(serving, "children", lambda parent: [pid] if parent == os.getpid() else [])
        assert serving.resident(pid) > 0
        size = serving.size_of(os.getpid())
        assert size.all == size.front
    finally:
        os.write(writing, b".")
        os.waitpid(pid, 0)
        os.close(reading)
        os.close(writing)


def test_the_front_stays_small(tmp_path: Path) -> None:
    """Under 500 connections that say nothing, queries of 10 MB, and such as are just not too large."""
    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: memory is read under /proc")
    graph = tmp_path / "store"
    store = ox.Store(str(graph))
    store.add(ox.Quad(ox.NamedNode("a:a"), ox.NamedNode("a:b"), ox.NamedNode("a:c")))
    del store
    large = [each for each in ATTACKS if each.name in ("query of 10 MB", "500 silent connections")]
    wide = Attack("wide", f"ASK {{ FILTER('{'x' * 1_000_000}' = 'y') }}", (200,))
    service = Serving(graph, tmp_path)
    try:
        before = service.size().front
        with memory_watched(service.process.pid) as seen:
            for attack in (*large, *[wide] * 3):
                assert set(sent(service.endpoint, attack)) <= set(attack.statuses)
        assert max(size.front for size in seen) - before < 64 << 20
    finally:
        service.end()


def test_a_file_that_is_named_is_not_read(endpoint: str) -> None:
    said = ask(endpoint, "SELECT (COUNT(*) AS ?n) FROM <file:///etc/passwd> { ?s ?p ?o }", accept="text/csv")
    assert said.text.split() == ["n", "0"]


def test_no_attack_calls_another_server(endpoint: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        other.settimeout(0.5)
        port = other.getsockname()[1]
        for text in (
            f"SELECT * {{ SERVICE <http://127.0.0.1:{port}/> {{ ?s ?p ?o }} }}",
            f"SELECT * FROM <http://127.0.0.1:{port}/> {{ ?s ?p ?o }}",
            f"LOAD <http://127.0.0.1:{port}/>",
        ):
            ask(endpoint, text)
        with pytest.raises(TimeoutError):
            other.accept()


def test_nothing_is_left_behind(endpoint: str, hurried: str, threads_before: int) -> None:
    assert threading.active_count() - threads_before <= 2 * OF_A_SERVICE
    for each in (endpoint, hurried):
        assert ask(each, "ASK { ?s ?p ?o }").status == 200
