"""A build by the workers of a cluster is the build of one process, byte for byte, whatever happens to them."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace

import pytest
from typer.testing import CliRunner

from ingest.read import ReadError
from lawgraph.build import BuildReport, build
from lawgraph.build.parts import Parts, beyond, read_part, write_part
from lawgraph.build.pool import Done, Task
from lawgraph.cli import app, working
from lawgraph.store import current

from .cluster import command, other_version, scheduler, until, worker, workers_of
from .conftest import ROOT
from .test_incremental import DOCUMENTS, LOWER, put

pytest.importorskip("distributed", reason="SKIPPED: the extra lawgraph[cluster] is not installed")
import dask
from distributed import Client

pytestmark = pytest.mark.skipif(not Path("/proc").is_dir(), reason="SKIPPED: finds workers by /proc")

from lawgraph.cluster import members, opening, pool, processes  # noqa: E402
from lawgraph.cluster.address import Address  # noqa: E402
from lawgraph.cluster.errors import ClusterError, WrongAddress  # noqa: E402
from lawgraph.cluster.opening import opened  # noqa: E402
from lawgraph.cluster.orders import pack, unpack  # noqa: E402

Serial = tuple[Path, BuildReport]
PATIENCE = 180.0
"""Seconds for which a test waits for what comes within a few on a machine that has nothing else to do."""


def names(out: Path) -> set[str]:
    """The names of the parts under a graph directory."""
    return {path.name for path in Parts(out).all()}


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for workers on a machine that has much else to do."""
    monkeypatch.setattr(members, "WAITS", 300.0)


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Serial:
    folder = tmp_path_factory.mktemp("serial")
    sources = put(folder / "s", DOCUMENTS)
    return sources, build([sources], folder / "g", jobs=1)


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    with scheduler() as address:
        yield address


@pytest.fixture(scope="module")
def shared(cluster: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A scheduler with two workers on the same disk."""
    with worker(cluster, tmp_path_factory.mktemp("w"), jobs=2):
        yield cluster


@pytest.mark.parametrize(
    ("said", "means"),
    [
        ("local:2", Address(local=2)),  # as documented
        ("tcp://10.0.0.5:8786", Address(far="tcp://10.0.0.5:8786")),  # a number
        (
            "tls://one.example:8786/",
            Address(far="tls://one.example:8786"),
        ),  # a name, a slash as dask prints it
        ("tcp://[::1]:8786", Address(far="tcp://[::1]:8786")),  # six
        ("local:0", None),  # nobody
        ("local:257", None),  # more than processes may be
        ("local", None),  # how many?
        ("tcp://10.0.0.5", None),  # no port
        ("tcp://10.0.0.5:99999", None),  # no such port
        ("http://10.0.0.5:8787", None),  # the dashboard
        ("10.0.0.5:8786", None),  # no scheme
        ("", None),
    ],
)
def test_addresses(said: str, means: Address | None) -> None:
    if means is None:
        with pytest.raises(WrongAddress):
            Address.of(said)
    else:
        assert Address.of(said) == means


def test_places_in_a_work_are_found_on_another_machine(tmp_path: Path) -> None:
    here, there = tmp_path / "g" / "parts", tmp_path / "far" / "parts"
    taught = tmp_path / "coefficients.tsv"
    taught.write_text("a\t1\n", "utf-8")
    source = tmp_path / "s" / "law.txt"
    error = ReadError(source, "打不开", "no", "do")
    packed = pack([here / "ab" / "x.text", source, taught, error, "text"], here, source, carried=True)
    taught.unlink()
    part, law, carried, raised, text = unpack(packed, there, Path("/there/law.txt"))  # type: ignore[misc]
    assert part == there / "ab" / "x.text"
    assert law == Path("/there/law.txt")
    assert carried.read_text("utf-8") == "a\t1\n"
    assert raised.path == Path("/there/law.txt"), "what is said of the file is said of it here"
    assert text == "text"


def test_a_part_that_is_not_here_is_fetched_and_one_that_is_nowhere_is_missing(tmp_path: Path) -> None:
    far, near = Parts(tmp_path / "far"), Parts(tmp_path / "near")
    name = "ab" + "0" * 30
    write_part(far.path(name, "words"), "note", [b"body"])

    class Place:
        wrote_: list[str]

        def fetch(self, path: Path) -> bool:
            there = far.path(path.stem, path.suffix[1:])
            if there.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(there.read_bytes())
            return there.is_file()

        def wrote(self, path: Path) -> None:
            self.wrote_ = [path.name]

        def names(self) -> list[str]:
            return [path.name for path in far.all()]

    with pytest.raises(FileNotFoundError):
        near.read(name, "words")
    place = Place()
    assert near.keys("words") == []
    with beyond(near.folder, place):
        assert near.keys("words") == [name]
        assert near.keys("text") == []
        part = near.read(name, "words")
        assert part.block(part.head.blocks[0]) == b"body"
        assert near.find("cd" + "0" * 30, "words") is None
        assert not near.has("cd" + "0" * 30, "words")
        write_part(near.path("ef" + "0" * 30, "words"), None, [])
        assert place.wrote_ == ["ef" + "0" * 30 + ".words"]
    near.path(name, "words").unlink()
    with pytest.raises(FileNotFoundError):
        read_part(near.path(name, "words"))


def test_a_plain_build_loads_nothing_of_it(tmp_path: Path) -> None:
    sources = put(tmp_path / "s", {"other.txt": DOCUMENTS["other.txt"]})
    code = (
        "import sys\nfrom lawgraph.cli import app\n"
        f"app(['build', {str(sources)!r}, '--out', {str(tmp_path / 'g')!r}], standalone_mode=False)\n"
        "found = {'distributed', 'dask', 'fsspec', 'tornado', 'lawgraph.cluster'} & set(sys.modules)\n"
        "assert not found, found"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True)


def test_two_workers_make_the_same_bytes(serial: Serial, shared: str, tmp_path: Path) -> None:
    sources, alone = serial
    said: list[object] = []
    report = build([sources], tmp_path / "g", works=opened(shared, None, None, said.append))
    assert report.generation.nquads.read_bytes() == alone.generation.nquads.read_bytes()
    assert names(tmp_path / "g") == names(alone.generation.nquads.parent.parent)
    assert not (said, report.failures)[0], said
    assert report.cost.made == alone.cost.made
    assert len(report.pairs) == len(alone.pairs) > 0, "linking was a stage of it"
    again = build([sources], tmp_path / "g", works=opened(shared, None, None, said.append))
    assert not again.cost.made, "what was made is not made again"
    assert not list((tmp_path / "g").rglob(".*")), "no probe is left behind"


def test_a_file_that_cannot_be_read_is_named_as_ever(shared: str, tmp_path: Path) -> None:
    sources = put(tmp_path / "s", DOCUMENTS)
    (sources / "bad.docx").write_bytes(b"PK\x03\x04 no archive")
    far = build([sources], tmp_path / "far", works=opened(shared, None, None, print))
    near = build([sources], tmp_path / "near", jobs=1)
    assert [str(each) for each in far.failures] == [str(each) for each in near.failures] != []
    assert far.generation.nquads.read_bytes() == near.generation.nquads.read_bytes()
    assert names(tmp_path / "far") == names(tmp_path / "near")


def test_workers_of_this_machine_that_are_killed_are_started_again(serial: Serial, tmp_path: Path) -> None:
    sources, alone = serial
    out = tmp_path / "g"
    process = command("build", str(sources), "--out", str(out), "--cluster", "local:2")
    first = until(PATIENCE, lambda: workers_of(process.pid))
    os.kill(first[0], signal.SIGKILL)  # type: ignore[index]
    told, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 0, said
    assert current(out).nquads.read_bytes() == alone.generation.nquads.read_bytes()
    assert said.count("A worker died (-9) and was started again") == 1, said
    assert "四元组 quads" in told


def kill_the_worker(_: Path) -> object:
    os.kill(os.getppid(), signal.SIGKILL)
    return None


def length(path: Path) -> object:
    return len(path.name)


def test_a_work_whose_workers_are_lost_each_time_is_a_failure_that_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pool, "ATTEMPTS", 2)  # to start a worker takes seconds
    said: list[object] = []
    tasks = [Task(kill_the_worker, Path("bad.txt"), 1, "a"), Task(length, Path("good.txt"), 1, "b")]
    with opened("local:1", None, None, said.append)(tmp_path / "g", 60) as works:
        done = {each.task.key: each.found for each in works.run(tasks)}
    assert "in 2 attempts" in str(done["a"])
    assert str(done["a"]).startswith("bad.txt: ")
    assert done["b"] == len("good.txt") or "in 2 attempts" in str(done["b"])
    assert len(said) == 2, "each worker that died was told"


def test_an_answer_that_goes_with_its_worker_is_asked_of_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An answer lies with the worker until it is taken: one that is lost in between is not waited for for ever."""
    taken, killed = pool._Run._taken, list[int]()

    def late(run: pool._Run, future: object) -> Iterator[Done]:
        if not killed and run._pool._processes is not None:
            killed.extend(run._pool._processes.numbers)
            for number in killed:
                os.kill(number, signal.SIGKILL)
        yield from taken(run, future)

    monkeypatch.setattr(pool._Run, "_taken", late)
    said: list[object] = []
    with opened("local:1", None, None, said.append)(tmp_path / "g", 60) as works:
        done = [each.found for each in works.run([Task(length, Path("good.txt"), 1, "b")])]
    assert done == [len("good.txt")]
    assert killed
    assert len(said) == 1, "the worker that died was told"


def test_a_worker_of_another_version_is_named_and_not_used(serial: Serial, tmp_path: Path) -> None:
    sources, alone = serial
    out = tmp_path / "g"
    with scheduler() as address, ExitStack() as stack:
        stack.enter_context(worker(address, tmp_path / "old", environment=other_version(tmp_path / "p")))
        process = command("build", str(sources), "--out", str(out), "--cluster", address)
        assert process.stderr is not None
        line = process.stderr.readline()
        assert "python 3.9.9 ≠ " in line
        assert "It is of another version" in line
        assert "install the same version there" in line
        stack.enter_context(worker(address, tmp_path / "new"))  # joins in the middle
        _, said = process.communicate(timeout=PATIENCE)
        assert process.returncode == 0, said
    assert current(out).nquads.read_bytes() == alone.generation.nquads.read_bytes()


def test_where_no_worker_can_be_used_the_old_graph_stays(
    serial: Serial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, _ = serial
    out = tmp_path / "g"
    before = build([put(tmp_path / "s", {"one.txt": LOWER})], out).generation
    monkeypatch.setattr(members, "WAITS", 0.5)
    with scheduler() as address, pytest.raises(ClusterError) as none:
        build([sources], out, works=opened(address, None, None, print))
    assert "Of the 0 workers of the cluster none can be used" in str(none.value)
    assert current(out) == before


def test_a_scheduler_that_is_killed_is_one_line_and_the_old_graph_stays(
    serial: Serial, tmp_path: Path
) -> None:
    sources, _ = serial
    out = tmp_path / "g"
    before = build([put(tmp_path / "s", {"one.txt": LOWER})], out).generation
    with ExitStack() as stack:
        address = stack.enter_context(scheduler())
        process = command("build", str(sources), "--out", str(out), "--cluster", address)
        until(
            PATIENCE,
            lambda: (out / "parts" / "00").is_dir() and list((out / "parts" / "00").glob(".making*")),
        )
        stack.close()
        _, said = process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert said.count("\n") == 1, said
    assert "The scheduler of the cluster no longer answers" in said
    assert current(out) == before


@pytest.mark.parametrize(
    ("options", "code", "says"),
    [
        (["--cluster", "tcp://127.0.0.1:1"], 1, "did not answer within 0.5 seconds"),  # nobody listens
        (["--cluster", "tcp://no-such-host.invalid:8786"], 1, "did not answer"),  # no such machine
        (["--cluster", "127.0.0.1"], 2, "This is no address of a cluster"),
        (["--cluster", "local:2", "--jobs", "2"], 2, "Choose one of the two"),
        (["--parts", "nowhere://x"], 2, "This is no address of a storage"),
    ],
)
def test_what_cannot_be_reached_is_one_line(
    options: list[str], code: int, says: str, serial: Serial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "ANSWERS_WITHIN", 0.5)
    result = CliRunner().invoke(app, ["build", str(serial[0]), "--out", str(tmp_path / "g"), *options])
    assert result.exit_code == code, result.output
    assert result.stderr.count("\n") == 1, result.stderr
    assert says in result.stderr
    assert not result.stdout
    assert not (tmp_path / "g").exists()


@pytest.mark.parametrize(
    ("address", "code", "says"),
    [
        ("tcp://127.0.0.1:1", 1, "did not answer within 0.5 seconds"),  # nobody listens
        ("local:2", 2, "A worker joins a scheduler"),  # those of build --cluster local:2 are started by it
        ("nowhere", 2, "This is no address of a cluster"),
    ],
)
def test_a_worker_that_has_nobody_to_work_for_is_one_line(
    address: str, code: int, says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "ANSWERS_WITHIN", 0.5)
    result = CliRunner().invoke(app, ["worker", address])
    assert result.exit_code == code, result.output
    assert result.stderr.count("\n") == 1, result.stderr
    assert says in result.stderr


@contextmanager
def listening(says: bytes) -> Iterator[str]:
    """Have something that is no scheduler listen, and say so much to who connects."""
    with socket.create_server(("127.0.0.1", 0)) as server, ExitStack() as kept:

        def accept() -> None:
            with suppress(OSError):  # it was closed
                while True:
                    there = kept.enter_context(server.accept()[0])
                    there.sendall(says)

        threading.Thread(target=accept, daemon=True).start()
        yield f"tcp://127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(
    ("says", "told"),
    [
        (b"", "did not answer within 1 seconds"),  # open and silent: dask would wait for ever
        (b"SSH-2.0-OpenSSH_9.2 " * 9, "is no scheduler of dask"),  # would be read as a length of 7 EiB
        (b"\x08" + bytes(7) + b"\xff" * 8, "is no scheduler of dask"),  # of its form, and no message
    ],
)
def test_what_is_no_scheduler_is_one_line_in_time(
    says: bytes, told: str, tmp_path: Path, serial: Serial, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "ANSWERS_WITHIN", 1.0)
    with listening(says) as address:
        for words in (
            ["build", str(serial[0]), "--out", str(tmp_path / "g"), "--cluster", address],
            ["worker", address],
        ):
            result = CliRunner().invoke(app, words)
            assert result.exit_code == 1, result.output
            assert result.stderr.count("\n") == 1, result.stderr
            assert told in result.stderr
    assert not (tmp_path / "g").exists()


def test_a_server_of_pages_is_no_scheduler() -> None:
    """It takes what dask says for the beginning of a line, and waits for its end."""
    with ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            with pytest.raises(ClusterError, match=r"is no scheduler of dask \(HTTP/1\.0\)"):
                opening.reach(f"tcp://127.0.0.1:{server.server_port}", 1)
        finally:
            server.shutdown()


def test_a_worker_is_no_scheduler(shared: str) -> None:
    """Its address stands beside that of its scheduler in what dask says: it is taken for it by mistake."""
    with Client(shared, timeout=PATIENCE, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=PATIENCE)
        address = next(iter(client.scheduler_info()["workers"]))
    with pytest.raises(ClusterError, match=r"is no scheduler of dask \(Worker\)"):
        opening.reach(address)


def test_certificates_that_are_not_there_are_told() -> None:
    with pytest.raises(ClusterError, match="tls:// needs certificates"):
        opening.reach("tls://127.0.0.1:1", 1)
    with (
        dask.config.set(
            {
                "distributed.comm.tls": {
                    "ca-file": "nowhere.pem",
                    "client": {"cert": "no.pem", "key": "no.pem"},
                }
            }
        ),
        pytest.raises(ClusterError, match=r"none that can be used \(\w+: "),
    ):
        opening.reach("tls://127.0.0.1:1", 1)


def test_workers_that_lost_their_scheduler_say_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """They end with it: neither memory nor their number is to blame, and they are not started again for nobody."""
    monkeypatch.setattr(processes, "PATIENCE", 1.0)
    with ExitStack() as stack:
        address = stack.enter_context(scheduler())

        def sleep(seconds: float) -> None:
            stack.close()  # the scheduler ends
            time.sleep(seconds)

        monkeypatch.setattr(working, "time", SimpleNamespace(sleep=sleep))
        result = CliRunner().invoke(app, ["worker", address, "--jobs", "1"])
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 2, result.stderr  # that they are at work, and why they no longer are
    assert "did not answer within 1 seconds" in result.stderr


def test_a_worker_listens_where_its_scheduler_is_alone(shared: str) -> None:
    """Who reaches a worker runs programs there, so that it is not to be reached from elsewhere."""
    with Client(shared, timeout=PATIENCE, set_as_default=False) as client:
        client.wait_for_workers(1, timeout=PATIENCE)
        found = client.run(lambda dask_worker: dask_worker.listener.listen_address)
    assert found
    for address in found.values():
        assert address.startswith("tcp://127.0.0.1:"), address


def test_nobody_without_its_certificate_speaks_to_a_local_cluster(tmp_path: Path) -> None:
    pytest.importorskip("cryptography")
    with opened("local:1", None, None, print)(tmp_path / "g", 60) as works:
        address = works._client.scheduler.address  # type: ignore[attr-defined]
        assert address.startswith("tls://127.0.0.1:")
        for stranger in (address, address.replace("tls", "tcp")):
            with pytest.raises((OSError, TypeError)):  # refused, or no certificate to show
                Client(stranger, timeout=1)
