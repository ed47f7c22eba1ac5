"""Parts and sources in a storage: the same bytes without a common disk, and a line that is clear when it fails."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.read import ReadError
from lawgraph.annotator import annotate_file
from lawgraph.build import BuildReport, build
from lawgraph.build.documents import make_text, read_source
from lawgraph.build.parts import Parts
from lawgraph.cli import app
from lawgraph.store import current

from .cluster import fail_from, failing, scheduler, worker
from .test_incremental import DOCUMENTS, LOWER, put

pytest.importorskip("distributed", reason="SKIPPED: the extra lawgraph[cluster] is not installed")
fsspec = pytest.importorskip("fsspec", reason="SKIPPED: the extra lawgraph[cluster] is not installed")

from lawgraph.cluster import members, mirror, storage  # noqa: E402
from lawgraph.cluster.depot import StorageManifest  # noqa: E402
from lawgraph.cluster.errors import ClusterError, StorageFailed  # noqa: E402
from lawgraph.cluster.opening import opened  # noqa: E402
from lawgraph.cluster.orders import Order, Source, pack, unpack  # noqa: E402
from lawgraph.cluster.worker import carry_out  # noqa: E402
from lawgraph.given import address_of, is_address  # noqa: E402

Serial = tuple[Path, BuildReport]
Far = tuple[str, dict[str, str]]


@pytest.fixture(scope="module")
def serial(tmp_path_factory: pytest.TempPathFactory) -> Serial:
    folder = tmp_path_factory.mktemp("serial")
    sources = put(folder / "s", DOCUMENTS)
    return sources, build([sources], folder / "g", jobs=1)


@pytest.fixture(scope="module")
def far(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Far]:
    """A scheduler with a worker that has nothing but the storage in common with the build, and that one fails."""
    folder = tmp_path_factory.mktemp("far")
    environment = failing(folder / "package")
    with pytest.MonkeyPatch.context() as patch, scheduler() as address:
        patch.syspath_prepend(str(folder / "package"))
        patch.setenv("FAILS", environment["FAILS"])
        fsspec.register_implementation("failing", "failing.Failing", clobber=True)
        with worker(address, folder / "w", environment=environment):
            yield address, environment


@pytest.fixture(autouse=True)
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Try again without a pause, in this process; wait for workers on a machine that has much else to do."""
    monkeypatch.setattr(members, "WAITS", 300.0)
    monkeypatch.setattr(storage, "_PAUSE", 0.0)


def names(out: Path) -> set[str]:
    return {path.name for path in Parts(out).all()}


def test_workers_without_a_common_disk_make_the_same_bytes(serial: Serial, far: Far, tmp_path: Path) -> None:
    sources, alone = serial
    store = tmp_path / "store"
    said: list[object] = []
    fail_from(far[1], 12, 2)  # twice in the middle: the call is made again
    report = build([sources], tmp_path / "g", works=opened(far[0], f"failing://{store}", None, said.append))
    assert report.generation.nquads.read_bytes() == alone.generation.nquads.read_bytes()
    assert names(tmp_path / "g") == names(alone.generation.nquads.parent.parent)
    assert not said
    told = json.loads((store / "manifest.json").read_bytes())
    assert told["parts"].keys() >= names(tmp_path / "g")
    assert {Path(name).name for name in told["sources"]} == set(DOCUMENTS)
    # Another machine, with the storage alone, makes nothing anew.
    fail_from(far[1], 0, 0)
    other = build([sources], tmp_path / "other", works=opened(None, f"failing://{store}", 1, said.append))
    assert other.generation.digest == report.generation.digest
    assert not other.cost.made
    assert not said


@pytest.mark.parametrize(
    "begins", [0, 4, 20]
)  # before anything, while parts are put, when the first are there
def test_a_storage_that_fails_is_one_line_and_the_old_graph_stays(
    begins: int, serial: Serial, far: Far, tmp_path: Path
) -> None:
    sources, alone = serial
    out, store = tmp_path / "g", f"failing://{tmp_path / 'store'}"
    before = build([put(tmp_path / "s", {"one.txt": LOWER})], out, jobs=1).generation
    fail_from(far[1], begins, 10**6)
    result = CliRunner().invoke(
        app, ["build", str(sources), "--out", str(out), "--cluster", far[0], "--parts", store]
    )
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1, result.stderr
    assert "The storage failed" in result.stderr
    assert f"{storage.ATTEMPTS} times: PermissionError" in result.stderr
    assert "run build again" in result.stderr
    assert not result.stdout
    assert current(out) == before
    if begins == 20:
        fail_from(far[1], 0, 0)
        report = build([sources], out, works=opened(far[0], store, None, print))
        assert report.generation.nquads.read_bytes() == alone.generation.nquads.read_bytes()


class NoBucket:
    """A storage whose bucket is not there, as s3fs tells it."""

    def __getattr__(self, called: str) -> Callable[..., None]:
        def call(*_: object, **__: object) -> None:
            raise FileNotFoundError("The specified bucket does not exist")

        return call


@pytest.mark.parametrize(
    ("call", "fails"),
    [
        (lambda there, _: there.names(), True),
        (lambda there, _: there.listed(), True),
        (lambda there, part: there.put_part(part), True),
        (lambda there, _: there.put_manifest(b""), True),
        (lambda there, _: there.manifest(), False),  # a storage that is new has none
        (lambda there, part: there.get_part(part), False),  # a part that was not made yet
    ],
)
def test_a_bucket_that_is_not_there_is_a_storage_that_fails_and_named(
    call: Callable[[storage.Storage, Path], object], fails: bool, tmp_path: Path
) -> None:
    part = tmp_path / "x.text"
    part.write_bytes(b"x")
    there = storage.Storage("s3://nothing/here", NoBucket(), "nothing/here")
    if not fails:
        assert not call(there, part)
        return
    with pytest.raises(StorageFailed) as raised:
        call(there, part)
    assert "s3://nothing/here" in str(raised.value)
    assert "The specified bucket does not exist" in str(raised.value)


def _damage(store: Path, kind: str, how: str) -> str:
    path = sorted(store.glob(f"parts/??/*.{kind}"))[0]
    data = path.read_bytes()
    if how == "gone":
        path.unlink()
    elif how == "short":
        path.write_bytes(data[:-1])
    elif how == "changed":
        path.write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    else:  # whole, of another build: the key is the same, the bytes are not those that were put
        told = json.loads((store / "manifest.json").read_bytes())
        told["parts"][path.name][1] = "0" * 64
        (store / "manifest.json").write_text(json.dumps(told), "utf-8")
    return path.name


def test_a_storage_that_is_full_at_the_end_does_not_say_that_there_is_no_graph(
    serial: Serial, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a cluster the parts are put when the graph is there already: the line says so."""

    def full(here: storage.Storage, path: Path, place: str) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(storage.Storage, "_put", full)
    sources, alone = serial
    out = tmp_path / "g"
    result = CliRunner().invoke(
        app, ["build", str(sources), "--out", str(out), "--parts", str(tmp_path / "store"), "--jobs", "1"]
    )
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1, result.stderr
    assert f"The graph was built in {out}" in result.stderr
    assert "No space left" in result.stderr
    assert "the graph is as it was" not in result.stderr
    generation = current(out)
    assert generation is not None
    assert generation.digest == alone.generation.digest


@pytest.mark.parametrize(
    ("kind", "how", "says"),
    [
        ("text", "gone", "The manifest does not fit the parts: 1 are missing, 0 have another size"),
        ("quads", "short", "The manifest does not fit the parts: 0 are missing, 1 have another size"),
        ("pair", "changed", "A part of the storage is not as it was written, and is made anew"),
        ("words", "other", "A part of the storage is not as it was written, and is made anew"),
    ],
)
def test_parts_that_do_not_fit_are_made_anew_and_that_is_said(
    kind: str, how: str, says: str, serial: Serial, tmp_path: Path
) -> None:
    sources, alone = serial
    store = tmp_path / "store"
    out = tmp_path / "g"
    shutil.copytree(alone.generation.nquads.parent.parent, out)
    build([sources], out, works=opened(None, f"file://{store}", 1, print))
    name = _damage(store, kind, how)
    said: list[object] = []
    report = build([sources], tmp_path / "new", works=opened(None, f"file://{store}", 1, said.append))
    assert [says in str(each) for each in said] == [True], said
    assert name in str(said[0])
    assert report.generation.nquads.read_bytes() == alone.generation.nquads.read_bytes()
    assert sum(report.cost.made.values()) == 1, "that part alone"
    again: list[object] = []
    build([sources], tmp_path / "newest", works=opened(None, f"file://{store}", 1, again.append))
    assert not again, "it is whole again"


@pytest.mark.parametrize(
    "manifest",
    [
        b"",  # empty
        b"{",  # broken off
        b'{"x":' + b"[" * 200_000,  # deeper than it can be read
        b'{"name": "my-web-app"}',  # of something else
        b'{"format": "lawgraph storage 9", "sources": {}, "parts": {}}',  # of a later version
    ],
)
def test_a_manifest_that_is_not_ours_stops_the_build(manifest: bytes, serial: Serial, tmp_path: Path) -> None:
    out, store = tmp_path / "g", tmp_path / "store"
    store.mkdir()
    (store / "manifest.json").write_bytes(manifest)
    result = CliRunner().invoke(
        app, ["build", str(serial[0]), "--out", str(out), "--parts", f"file://{store}"]
    )
    assert result.exit_code == 1, result.output
    assert result.stderr.count("\n") == 1
    assert "name another place with --parts" in result.stderr
    assert (store / "manifest.json").read_bytes() == manifest
    assert not out.exists()


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("s3://laws/qinghai", "s3://laws/qinghai"),  # a bucket
        ("file:///srv/laws", "file:///srv/laws"),  # a folder by its address
        ("memory://laws", "memory://laws"),
        ("data/sources", None),  # a folder
        ("C:/laws", None),  # a drive
        ("-", None),  # standard input
        ("西宁:办法.txt", None),  # a colon in a name
    ],
)
def test_which_sources_are_addresses(said: str, address: str | None) -> None:
    assert is_address(Path(said)) == (address is not None)
    assert address is None or address_of(Path(said)) == address


def test_sources_at_an_address_are_brought_and_only_what_changed_again(
    serial: Serial, far: Far, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sources, alone = serial
    there = tmp_path / "there"
    shutil.copytree(sources, there)
    out = tmp_path / "g"
    fail_from(far[1], 0, 0)
    line = ["build", f"file://{there}", "--out", str(out), "--parts", f"file://{tmp_path / 'store'}"]
    first = CliRunner().invoke(app, [*line, "--cluster", far[0]])
    assert first.exit_code == 0, first.output
    assert current(out).nquads.read_bytes() == alone.generation.nquads.read_bytes()
    assert not (tmp_path / "store" / "sources").exists(), "workers read them where they are"
    (there / "copy.txt").unlink()
    (there / "other.txt").write_text(DOCUMENTS["other.txt"].replace("100元", "200元"), "utf-8")
    brought: list[str] = []
    get = storage.Storage.get_file
    monkeypatch.setattr(
        storage.Storage,
        "get_file",
        lambda self, place, target: brought.append(place) or get(self, place, target),
    )
    with mirror.mirrored([Path(f"file:{there}")], out) as (paths, urls):
        assert [Path(each).name for each in brought] == ["other.txt"]
        assert sorted(path.name for path in paths[0].glob("*.txt")) == sorted({*DOCUMENTS} - {"copy.txt"})
        assert len(urls) == len(DOCUMENTS) - 1


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("memory://lawgraph-nothing-here", ClusterError),  # there is nothing
        ("file:///no/such/folder/anywhere", ClusterError),
        ("nowhere://x", ClusterError),  # no such kind of storage
    ],
)
def test_an_address_without_files_is_an_error(url: str, error: type[Exception], tmp_path: Path) -> None:
    with pytest.raises(error), mirror.mirrored([Path(url)], tmp_path / "g"):
        pass


def test_why_a_file_cannot_be_read_is_a_part_too(tmp_path: Path) -> None:
    """What a work makes before it fails is put there, as on one machine: the next build does not try again."""
    source, store = tmp_path / "s" / "bad.docx", f"file://{tmp_path / 'store'}"
    source.parent.mkdir()
    source.write_bytes(b"PK\x03\x04 no archive")
    found = read_source(source)
    work = partial(make_text, annotate_file, Parts(tmp_path / "g").path(found.key, "text"), found.key)
    url = storage.Storage.at(store).put_source(found.digest, source.name, source.read_bytes())
    folder = Parts(tmp_path / "g").folder
    order = Order(
        pack(work, folder, source), source, 60, "", None, store, Source(found.digest, ((source.name, url),))
    )
    answer = carry_out(order, tmp_path / "far" / "parts", tmp_path / "far" / "s" / source.name)
    error = unpack(answer.found, folder, source)
    assert isinstance(error, ReadError)
    assert error.path == source
    assert [name for name, *_ in answer.made] == [f"{found.key}.refused"]
    assert list(storage.Storage.at(store).names()) == [f"{found.key}.refused"]


def test_errors_of_a_storage_cross_processes(tmp_path: Path) -> None:
    import pickle

    for error in (StorageFailed("s3://x", "坏", "bad", "mend"), storage.WrongPart("s3://x", "a.text")):
        back = pickle.loads(pickle.dumps(error))
        assert (type(back), str(back)) == (type(error), str(error))
    assert StorageManifest.__struct_fields__ == ("format", "sources", "parts")
