"""What the service keeps within its limits, and what it does not let happen: workers, clients, connections, changes."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, nullcontext, suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from starlette.exceptions import HTTPException
from starlette.requests import Request

from lawgraph import store as generations
from lawgraph.serve import Limits, Settings, running
from lawgraph.service.limits import ServeError
from lawgraph.service.pool import Pool
from lawgraph.service.settings import SettingsError, settings
from lawgraph.service.writing import refuse_writing

from .test_serve import ARTICLES, BOMB, alive, ask, send, started, stored, workers_on

LINE = '<https://a.example/s> <https://a.example/p> "{}" <https://a.example/g> .\n'


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return stored(tmp_path_factory)


def pids_on(store: Path) -> list[int]:
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = path.read_bytes().decode("utf-8", "replace")
        except OSError:
            continue
        if "lawgraph.service.worker" in line and str(store) in line:
            found.append(int(path.parent.name))
    return found


def test_bombs_leave_room_for_short_queries(store: Path) -> None:
    """Of the same client too: the bombs are stopped soon, and wait for the one worker that they have."""
    with (
        running(store, port=0, limits=Limits(seconds=10, workers=2)) as service,
        ThreadPoolExecutor(4) as pool,
    ):
        alive(service.endpoint, 2)
        bombs = [pool.submit(ask, service.endpoint, f"{BOMB} # {i}") for i in range(4)]
        time.sleep(3)
        go_on = []
        for _ in range(5):
            assert ask(service.endpoint, "ASK {}").status == 200
            go_on.append(not all(each.done() for each in bombs))
        assert go_on[0], "it was not answered when they had ended"
        assert {each.result().status for each in bombs} == {503, 504}


def test_a_worker_that_is_killed_from_outside_costs_no_answer(store: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: the workers are found under /proc")
    slow = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . FILTER(?a != ?d) }"
    with running(store, port=0, limits=Limits(workers=2)) as service, ThreadPoolExecutor(1) as pool:
        wanted = ask(service.endpoint, slow)
        assert wanted.status == 200
        asked = pool.submit(ask, service.endpoint, slow)
        time.sleep(0.02)
        for pid in pids_on(store):
            os.kill(pid, signal.SIGKILL)
        assert asked.result().text == wanted.text


def test_workers_that_are_killed_while_they_start_are_made_anew(store: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: the workers are found under /proc")
    with running(store, port=0, limits=Limits(workers=2)) as service:
        assert ask(service.endpoint, "ASK {}").status == 200
        until = time.monotonic() + 2
        while time.monotonic() < until:
            for pid in pids_on(store):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            with suppress(OSError):
                ask(service.endpoint, "ASK {}", timeout=0.3)
        assert ask(service.endpoint, "ASK {}").status == 200
        alive(service.endpoint, 2)


def test_idle_workers_that_die_are_replaced_without_a_query(store: Path) -> None:
    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: the workers are found under /proc")
    with running(store, port=0, limits=Limits(workers=3)) as service:
        alive(service.endpoint, 3)
        killed = pids_on(store)
        for pid in killed:
            os.kill(pid, signal.SIGKILL)
        until = time.monotonic() + 60
        while len(set(pids_on(store)) - set(killed)) < 3:
            assert time.monotonic() < until, "nobody replaced them"
            time.sleep(0.1)
        alive(service.endpoint, 3)
        assert ask(service.endpoint, "ASK {}").status == 200


@pytest.mark.parametrize("said", [b"", b'{"status": 2', b'{"status": 500, "error": "x"}\n'])
def test_a_worker_that_breaks_off_while_it_starts_is_tried_again(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: bytes
) -> None:
    """Whatever it has said by then."""
    tried = tmp_path / "tried"
    fake = tmp_path / "python"
    fake.write_text(
        f"#!/bin/sh\nif [ $(wc -l < {tried}) -lt 3 ]; then echo >> {tried}; printf '{said.decode()!s}'; exit; fi\n"
        f'exec {sys.executable} "$@"\n'.replace("\n';", "\\n';")
    )
    fake.chmod(0o755)
    tried.write_text("")

    async def start() -> int:
        async with Pool(store, Limits(workers=1)) as pool:
            monkeypatch.setattr(sys, "executable", str(fake))
            await asyncio.wait_for(pool._started(), 60)
            return pool.workers

    assert asyncio.run(start()) == 2
    assert len(tried.read_text()) == 3


def test_workers_have_no_network(store: Path) -> None:
    from lawgraph.service import isolation

    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: only Linux lets a process leave the network")
    child = os.fork()
    if not child:
        os._exit(0 if isolation.leave_network() else 1)
    if os.waitpid(child, 0)[1]:
        pytest.skip("SKIPPED: this system lets no user leave the network")
    with running(store, port=0) as service:
        ask(service.endpoint, "ASK {}")
        ours = Path("/proc/self/ns/net").readlink()
        until = time.monotonic() + 20  # until those have started that do behind the first
        while any(Path(f"/proc/{pid}/ns/net").readlink() == ours for pid in pids_on(store)):
            assert time.monotonic() < until
            time.sleep(0.1)


def test_a_token_is_not_in_the_environment_of_workers(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LAWGRAPH_SERVE_TOKEN", "hidden-token")
    with running(store, port=0) as service:
        ask(service.endpoint, "ASK {}")
        for pid in pids_on(store):
            assert b"hidden-token" not in Path(f"/proc/{pid}/environ").read_bytes()


def test_a_client_that_asks_too_often_is_told_so(store: Path) -> None:
    with running(store, port=0, limits=Limits(rate=1)) as service:
        got = [ask(service.endpoint, "ASK {}") for _ in range(8)]
        assert [said.status for said in got[:5]] == [200] * 5
        assert got[-1].status == 429
        assert got[-1].headers["Retry-After"] == "1"
        time.sleep(1.2)
        assert ask(service.endpoint, "ASK {}").status == 200


def test_connections_have_a_bound(store: Path) -> None:
    with running(store, port=0, limits=Limits(client_connections=3)) as service, ExitStack() as stack:
        address = urlsplit(service.endpoint)
        for _ in range(3):
            stack.enter_context(socket.create_connection((address.hostname, address.port)))
        time.sleep(0.2)
        said = ask(service.endpoint, "ASK {}")
        assert said.status == 503
        stack.close()
        time.sleep(0.2)
        assert ask(service.endpoint, "ASK {}").status == 200


@pytest.mark.parametrize(
    "begin", [b"", b"GET /sparql?query=ASK", b"POST /sparql HTTP/1.1\r\nHost: x\r\nX-A: "]
)
def test_a_head_that_never_ends_is_given_up(store: Path, begin: bytes) -> None:
    with running(store, port=0, limits=Limits(arrives=1)) as service:
        address = urlsplit(service.endpoint)
        with socket.create_connection((address.hostname, address.port)) as one:
            one.settimeout(10)
            one.sendall(begin)
            with suppress(ConnectionResetError):
                assert one.recv(1) == b""


def test_a_reader_that_takes_nothing_is_given_up(store: Path) -> None:
    with running(store, port=0, limits=Limits(arrives=1)) as service, socket.socket() as one:
        address = urlsplit(service.endpoint)
        one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        one.connect((address.hostname, address.port))
        text = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 100000".replace(" ", "+").replace("?", "%3F")
        one.sendall(f"GET /sparql?query={text} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        one.settimeout(60)
        assert one.recv(1) == b"H"
        time.sleep(2.5)
        read = 0
        try:
            while part := one.recv(1 << 20):
                read += len(part)
        except ConnectionResetError:
            pass
        assert read < 20_000_000, "it was not waited for"
        assert ask(service.endpoint, "ASK {}").status == 200


class Asks(threading.Thread):
    """Asks without a break until told to stop."""

    def __init__(self, endpoint: str) -> None:
        super().__init__()
        self.endpoint, self.stop, self.got = endpoint, threading.Event(), set[tuple[int, str]]()

    def run(self) -> None:
        while not self.stop.is_set():
            said = ask(self.endpoint, "SELECT ?o { ?s ?p ?o }", accept="text/csv")
            self.got.add((said.status, said.text.split()[-1]))


def test_a_new_graph_takes_over_and_no_request_fails(tmp_path: Path) -> None:
    generations.write(tmp_path, [LINE.format("一")], ["d"])
    with running(tmp_path, port=0) as service:
        asking = [Asks(service.endpoint) for _ in range(4)]
        for each in asking:
            each.start()
        for word in "二三":
            generations.write(tmp_path, [LINE.format(word)], ["d"])
            said = send(service.endpoint.replace("/sparql", "/reload"), b"")
            assert json.loads(said.text)["graph"] == generations.current(tmp_path).digest
            assert word in ask(service.endpoint, "SELECT * { ?s ?p ?o }").text
        for each in asking:
            each.stop.set()
        health = service.endpoint.replace("/sparql", "/health")
        until = time.monotonic() + 20
        while (there := json.loads(send(health).text)["workers"]) != Limits().workers:
            assert time.monotonic() < until, f"{there} workers after the graph was replaced"
            time.sleep(0.1)
        time.sleep(1)
        assert json.loads(send(health).text)["workers"] == Limits().workers, "and it stays so"
        for each in asking:
            each.join()
        assert set[tuple[int, str]]().union(*(each.got for each in asking)) == {
            (200, word) for word in "一二三"
        }
    generations.write(tmp_path, [LINE.format("四")], ["d"])
    assert len([path for path in tmp_path.iterdir() if path.is_dir()]) == 1, (
        "graphs that nobody asks are swept away"
    )


def test_a_worker_that_was_killed_before_a_new_graph_takes_over_is_replaced_once(tmp_path: Path) -> None:
    """What is left of it in the queue counts as no worker that has to be replaced."""
    if not sys.platform.startswith("linux"):
        pytest.skip("SKIPPED: the workers are found under /proc")
    generations.write(tmp_path, [LINE.format("一")], ["d"])
    with running(tmp_path, port=0, limits=Limits(workers=2)) as service:
        health = service.endpoint.replace("/sparql", "/health")

        def workers() -> int:
            return int(json.loads(send(health).text)["workers"])

        until = time.monotonic() + 60
        while workers() != 2:
            assert time.monotonic() < until
            time.sleep(0.1)
        for _ in range(3):
            for pid in pids_on(generations.current(tmp_path).store):
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
            while workers() != 2:
                assert time.monotonic() < until
                time.sleep(0.1)
        generations.write(tmp_path, [LINE.format("二")], ["d"])
        send(service.endpoint.replace("/sparql", "/reload"), b"")
        while workers() < 2:
            assert time.monotonic() < until
            time.sleep(0.1)
        time.sleep(1.5)
        assert workers() == 2, "there are more than before"


def test_a_new_graph_that_is_damaged_is_told_and_the_old_one_stays(tmp_path: Path) -> None:
    generations.write(tmp_path, [LINE.format("一")], ["d"])
    process, endpoint = started(tmp_path)
    assert process.stderr
    with process.stderr:
        generations.write(tmp_path, [LINE.format("二")], ["d"])
        assert "现用新图谱" in process.stderr.readline()
        assert "二" in ask(endpoint, "SELECT * { ?s ?p ?o }").text
        (tmp_path / "current.json").write_text("{", "utf-8")
        time.sleep(2.5)
        assert "二" in ask(endpoint, "SELECT * { ?s ?p ?o }").text
        process.send_signal(signal.SIGINT)
        assert process.wait(timeout=30) == 0
        assert process.stderr.read() == ""
    assert not workers_on(tmp_path)


SITES: list[tuple[dict[str, str], int, str]] = [
    ({}, 401, "no token"),
    ({"Authorization": "Bearer wrong"}, 401, "another one"),
    ({"Authorization": "Basic secret-1"}, 401, "another way"),
    ({"Authorization": "Bearer secret-1"}, 200, "the token"),
    ({"Authorization": "Bearer 口令".encode().decode("latin-1")}, 401, "what is not ASCII"),
    ({"Authorization": "Bearer secret-1", "Origin": "https://evil.example"}, 403, "a page of another site"),
    ({"Authorization": "Bearer secret-1", "Sec-Fetch-Site": "cross-site"}, 403, "a browser says so"),
    ({"Authorization": "Bearer secret-1", "Sec-Fetch-Site": "same-site"}, 403, "a site beside this one"),
    ({"Authorization": "Bearer secret-1", "Sec-Fetch-Site": "same-origin"}, 200, "a page of this site"),
    ({"Authorization": "Bearer secret-1", "Origin": "null"}, 403, "a page of no site"),
]


@pytest.fixture(scope="module")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graph of one line, which tests ask to be read anew and never change."""
    folder = tmp_path_factory.mktemp("small")
    generations.write(folder, [LINE.format("一")], ["d"])
    return folder


@pytest.fixture(scope="module")
def guarded(small: Path) -> Iterator[str]:
    """The endpoint of a service with a token."""
    with running(small, settings=Settings(port=0, token="secret-1")) as service:
        yield service.endpoint


@pytest.mark.parametrize(("headers", "status", "why"), SITES)
def test_who_may_change_something(guarded: str, headers: dict[str, str], status: int, why: str) -> None:
    address = guarded.replace("/sparql", "/reload")
    assert send(address, b"", **headers).status == status, why
    assert send(f"{address}?token=secret-1", b"").status == 401, "a token in an address is none"


HOSTS = [
    ("127.0.0.1:{}", "", 200, "a number of this machine"),
    ("localhost:{}", "", 200, "its name"),
    ("[::1]:{}", "", 200, "its other number"),
    ("evil.example:{}", "", 421, "a name that was made to lead here"),
    ("127.0.0.1.evil.example", "", 421, "one that begins as a number"),
    ("[::1", "", 421, "what is no host"),
    ("law.example.org", "https://law.example.org", 200, "the public address"),
    ("evil.example", "https://law.example.org", 421, "not the public address"),
]


@pytest.fixture(scope="module")
def unguarded(small: Path) -> Iterator[dict[str, str]]:
    """The endpoints of two services without a token, by their public addresses; one has none."""
    addresses = ("", "https://law.example.org")
    with ExitStack() as stack:
        yield {
            each: stack.enter_context(running(small, settings=Settings(port=0, public_url=each))).endpoint
            for each in addresses
        }


@pytest.mark.parametrize(("host", "public_url", "status", "why"), HOSTS)
def test_without_a_token_a_change_is_asked_for_at_this_machine(
    unguarded: dict[str, str], host: str, public_url: str, status: int, why: str
) -> None:
    endpoint = unguarded[public_url]
    address = endpoint.replace("/sparql", "/reload")
    named = host.format(urlsplit(address).port)
    assert send(address, b"", Host=named).status == status, why
    assert ask(endpoint, ARTICLES).status == 200


@pytest.mark.parametrize("origin", ["http://[x", "http://[", "//", "http://]"])
def test_an_origin_that_is_no_address_is_another_site(unguarded: dict[str, str], origin: str) -> None:
    assert send(unguarded[""].replace("/sparql", "/reload"), b"", Origin=origin).status == 403


def test_a_token_is_compared_in_a_time_that_tells_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    compared: list[tuple[bytes, bytes]] = []

    def noted(given: bytes, wanted: bytes) -> bool:
        compared.append((given, wanted))
        return given == wanted

    monkeypatch.setattr("lawgraph.service.writing.hmac.compare_digest", noted)
    for given, wrong in (("secret-1", False), ("secret-2", True), ("", True)):
        request = Request({
            "type": "http", "method": "POST", "path": "/reload", "query_string": b"",
            "headers": [(b"authorization", f"Bearer {given}".encode())],
        })  # fmt: skip
        with pytest.raises(HTTPException) if wrong else nullcontext():
            refuse_writing(request, Settings(token="secret-1"))
    assert compared == [(given, b"secret-1") for given in (b"secret-1", b"secret-2", b"")]


def test_a_token_is_never_logged(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    generations.write(tmp_path, [LINE.format("一")], ["d"])
    with running(tmp_path, settings=Settings(port=0, token="secret-1", log=True)) as service:
        address = service.endpoint.replace("/sparql", "/reload")
        for given in ("secret-1", "secret-2"):
            said = send(address, b"", Authorization=f"Bearer {given}")
            assert "secret" not in f"{said.text}{said.headers}"
        send(f"{address}?token=secret-1", b"")
        ask(service.endpoint, "ASK {", token="secret-1")
    shown = capfd.readouterr()
    assert '"/reload"' in shown.err, "there is a log"
    assert "secret" not in shown.out + shown.err


def test_beyond_loopback_nothing_can_be_changed_without_a_token(tmp_path: Path) -> None:
    generations.write(tmp_path, [LINE.format("一")], ["d"])
    with running(tmp_path, settings=Settings(host="0.0.0.0", port=0)) as service:
        assert send(service.endpoint.replace("/sparql", "/reload"), b"").status == 403
        assert ask(service.endpoint, ARTICLES).status == 200


def test_settings_by_flags_then_environment_then_file(tmp_path: Path) -> None:
    file = tmp_path / "serve.toml"
    file.write_text("seconds = 5\nworkers = 3\nmemory-mb = 100\n", "utf-8")
    environment = {"LAWGRAPH_SERVE_WORKERS": "4", "LAWGRAPH_SERVE_TOKEN": "t", "LAWGRAPH_SERVE_SECONDS": "6"}
    found = settings({"seconds": "7", "port": None}, file, environment)
    assert (found.limits.seconds, found.limits.workers, found.limits.memory) == (7, 4, 100 << 20)
    assert (found.host, found.port, found.token) == ("127.0.0.1", 7878, "t")
    assert "t" not in repr(replace(found, token="zzz")).split("zzz")[0][-1:], "no token is shown"
    assert "zzz" not in repr(replace(found, token="zzz"))
    assert found.limits.rate == 0
    assert settings({"review": "a.tsv"}, None, {}).review == Path("a.tsv")
    assert settings({"host": "0.0.0.0"}, None, {}).limits.rate > 0, "careful where others can reach it"


WRONG: list[tuple[dict[str, str], str]] = [
    ({"LAWGRAPH_SERVE_SECONDS": "soon"}, "LAWGRAPH_SERVE_SECONDS"),
    ({"LAWGRAPH_SERVE_WORKERS": "0"}, "LAWGRAPH_SERVE_WORKERS"),
    ({"LAWGRAPH_SERVE_WORKERS": "nan"}, "LAWGRAPH_SERVE_WORKERS"),
    ({"LAWGRAPH_SERVE_WORKERS": "1.5"}, "LAWGRAPH_SERVE_WORKERS"),
    ({"LAWGRAPH_SERVE_COLOUR": "red"}, "LAWGRAPH_SERVE_COLOUR"),
    ({"LAWGRAPH_SERVE_PORT": "70000"}, "LAWGRAPH_SERVE_PORT"),
    ({"LAWGRAPH_SERVE_TOKEN": " "}, "LAWGRAPH_SERVE_TOKEN"),
    ({"LAWGRAPH_SERVE_REVIEW": "notes.txt"}, "LAWGRAPH_SERVE_REVIEW"),  # no file of reviews
    ({"LAWGRAPH_SERVE_REVIEW": "a.tsv", "LAWGRAPH_SERVE_HOST": "0.0.0.0"}, "TOKEN"),  # anybody could decide
    ({"LAWGRAPH_SERVE_REVIEW": "a.tsv", "LAWGRAPH_SERVE_PUBLIC_URL": "https://law.example.org"}, "TOKEN"),
]


@pytest.mark.parametrize(("environment", "place"), WRONG)
def test_a_setting_that_has_no_sense_is_named(environment: dict[str, str], place: str) -> None:
    with pytest.raises(SettingsError, match=place):
        settings({}, None, environment)


def test_a_file_of_settings_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_text("seconds =", "utf-8")
    for name in ("a.toml", "b.toml"):
        with pytest.raises(ServeError, match=name):
            settings({}, tmp_path / name, {})


@pytest.fixture
def logged(store: Path) -> Iterator[str]:
    with running(store, settings=Settings(port=0, log=True)) as service:
        yield service.endpoint


def test_a_log_has_no_personal_data(logged: str, capsys: pytest.CaptureFixture[str]) -> None:
    ask(logged, "ASK { ?s ?p '张三' }")
    send(logged.replace("/sparql", "/zhangsan"))
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [(line["path"], line["status"]) for line in lines] == [("/sparql", 200), ("other", 404)]
    assert all(set(line) == {"time", "method", "path", "status", "bytes", "ms"} for line in lines)
