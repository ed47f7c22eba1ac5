"""Each attack of the table is refused or stopped within its limit, beside the others, and nobody is kept waiting."""

from __future__ import annotations

import os
import socket
import statistics
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox
import pytest

from benchmarks.attacks import AT_ONCE, ATTACKS, LIMITS, Attack, asking, memory_watched, sent
from benchmarks.serving import Serving
from lawgraph.serve import running

from .test_serve import ask, stored

SLACK = 12  # seconds for a machine that does other things besides
OF_A_SERVICE = 1 + min(32, (os.cpu_count() or 1) + 4) + 2
"""Threads that a service may have: its own, those of asyncio's pool, and those that read answers."""


@pytest.fixture(scope="module")
def threads_before() -> int:
    """How many threads there were before the service; those of other tests' services are among them."""
    return threading.active_count()


@pytest.fixture(scope="module")
def endpoint(threads_before: int, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = stored(tmp_path_factory)
    with running(Path(folder), port=0, limits=LIMITS) as service:
        yield service.endpoint


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_is_met(endpoint: str, attack: Attack) -> None:
    begin = time.monotonic()
    with memory_watched(os.getpid()) as seen, asking(endpoint) as took:
        statuses = sent(endpoint, attack)
        seconds = time.monotonic() - begin
        time.sleep(0.2)
    assert set(statuses) <= set(attack.statuses)
    assert seconds < LIMITS.seconds + LIMITS.arrives + SLACK
    assert max(size.all - size.front for size in seen) < (LIMITS.workers + AT_ONCE) * (
        LIMITS.memory + (100 << 20)
    )
    assert statistics.median(took) < 2, "the bound for timing is in the benchmark"


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
    service = Serving(graph, tmp_path, "arrives=2")
    try:
        before = service.size().front
        with memory_watched(service.process.pid) as seen:
            for attack in (*large, *[wide] * 5):
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


def test_nothing_is_left_behind(endpoint: str, threads_before: int) -> None:
    assert threading.active_count() - threads_before <= OF_A_SERVICE
    assert ask(endpoint, "ASK { ?s ?p ?o }").status == 200
