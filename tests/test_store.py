"""A graph directory: one generation at a time, replaced in one step."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pyoxigraph
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import lawgraph
from lawgraph import loading, store
from lawgraph.validate import validate_directory
from queries.errors import GraphNotFound

BILINGUAL = re.compile(r"[^\n]+: [^\n]*[\u4e00-\u9fff][^\n]*。[A-Z][^\n。]*; [^\n。]+\.")
ONE = '<https://a.example/s> <https://a.example/p> "一" <https://a.example/g> .\n'
TWO = '<https://a.example/s> <https://a.example/p> "二" <https://a.example/g> .\n'


def values(generation: store.Generation) -> list[str]:
    return sorted(quad.object.value for quad in pyoxigraph.Store.read_only(str(generation.store)))


def test_what_is_written_is_current(tmp_path: Path) -> None:
    generation = store.write(tmp_path, [TWO, ONE, ONE], ["d"])
    assert store.current(tmp_path) == generation
    assert generation.quads == 2, "a quad said twice is one quad"
    assert values(generation) == ["一", "二"]
    assert generation.nquads.read_text("utf-8") == ONE + TWO


def test_the_order_of_the_quads_does_not_matter(tmp_path: Path) -> None:
    first = store.write(tmp_path / "a", [ONE, TWO], ["d"])
    second = store.write(tmp_path / "b", [TWO, ONE], ["d"])
    assert first.digest == second.digest
    assert first.nquads.read_bytes() == second.nquads.read_bytes()


@pytest.mark.parametrize(
    ("piece", "at_once", "why"),
    [
        (1, 1 << 30, "line by line"),
        (len(ONE.encode()) + 1, 1 << 30, "a piece that ends inside a line"),
        (1 << 20, 1 << 30, "a piece that holds all"),
        (1, 0, "at once"),
    ],
)
def test_a_store_is_the_same_however_it_is_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, piece: int, at_once: int, why: str
) -> None:
    monkeypatch.setattr(loading, "_PIECE", piece)
    monkeypatch.setattr(loading, "_AT_ONCE", at_once)
    generation = store.write(tmp_path, [ONE, TWO, ONE.replace("/s", "/t")], ["d"])
    assert values(generation) == ["一", "一", "二"], why


def test_a_new_generation_replaces_the_old_one(tmp_path: Path) -> None:
    old = store.write(tmp_path, [ONE], ["d"])
    new = store.write(tmp_path, [TWO], ["d"])
    assert store.current(tmp_path) == new
    assert not old.store.exists(), "the old generation is swept away"
    assert sorted(entry.name for entry in tmp_path.iterdir()) == sorted([new.digest, "current.json"])


@pytest.mark.parametrize(
    ("broken", "why"),
    [
        ("replace", "a disk that fills while the pointer is written"),
        ("rename", "a disk that fills while the generation is put in place"),
    ],
)
def test_a_failed_write_leaves_the_old_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, broken: str, why: str
) -> None:
    old = store.write(tmp_path, [ONE], ["d"])

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, broken, full)
    with pytest.raises(OSError, match="No space left"):
        store.write(tmp_path, [TWO], ["d"])
    monkeypatch.undo()
    assert store.current(tmp_path) == old, why
    assert values(old) == ["一"]
    store.write(tmp_path, [TWO], ["d"])
    leftovers = [entry.name for entry in tmp_path.iterdir() if entry.name.startswith(".")]
    assert not leftovers, "the next build sweeps what the failed one left"


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (None, "nothing was ever built here"),
        (
            json.dumps({"digest": "0" * 16, "quads": 1, "documents": []}),
            "a generation that was deleted by hand",
        ),
    ],
)
def test_no_graph_says_how_to_build_one(tmp_path: Path, content: str | None, why: str) -> None:
    if content is not None:
        (tmp_path / "current.json").write_text(content)
    with pytest.raises(GraphNotFound, match="make run") as error:
        store.current(tmp_path)
    assert str(tmp_path) in str(error.value), why
    assert BILINGUAL.fullmatch(str(error.value)), why


def quads(count: int) -> list[str]:
    return [f'<a:s{n}> <a:p> "{n} 元" <a:g> .\n' for n in range(count)]


def overwrite(path: Path, data: bytes = b"\xa5" * 16) -> None:
    """Overwrite bytes at a third of a file, and keep its times as a failing disk does."""
    stat = path.stat()
    with path.open("r+b") as file:
        file.seek(stat.st_size // 3)
        file.write(data)
    os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns))


def rewrite(path: Path, old: bytes, new: bytes) -> None:
    data = path.read_bytes()
    assert old in data
    path.write_bytes(data.replace(old, new))


def into_pipe(path: Path) -> None:
    path.unlink(missing_ok=True)
    os.mkfifo(path)


def into_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def into_link(path: Path) -> None:
    path.unlink()
    path.symlink_to("/dev/zero")


def largest_table(generation: store.Generation) -> Path:
    return max(generation.store.glob("*.sst"), key=lambda path: path.stat().st_size)


DAMAGE = [
    ("sst", lambda g: overwrite(largest_table(g)), "a block of a table, at which queries never end"),
    ("cut", lambda g: os.truncate(largest_table(g), 100), "a table that is cut"),
    ("gone", lambda g: largest_table(g).unlink(), "a table that is missing"),
    ("more", lambda g: (g.store / "000099.log").write_bytes(b"x"), "a log that an open would replay"),
    ("nquads", lambda g: overwrite(g.nquads), "the N-Quads, which a validation reads"),
    ("sums", lambda g: (g.folder / "checksums.json").write_text("{}"), "the checksums themselves"),
    ("none", lambda g: (g.folder / "checksums.json").unlink(), "a graph of a version without them"),
    ("words", lambda g: rewrite(g.folder / "checksums.json", b'"size":', b'"size": "1", "s":'), "no number"),
    ("deep", lambda g: (g.folder / "checksums.json").write_bytes(b"[" * 200_000), "JSON without a bottom"),
    ("folder", lambda g: into_folder(g.folder / "checksums.json"), "a folder in the place of the checksums"),
    ("pipe", lambda g: into_pipe(g.nquads), "a pipe at which a reader would wait for ever"),
    ("pipe2", lambda g: into_pipe(largest_table(g)), "a pipe in the place of a table"),
    ("pipe3", lambda g: into_pipe(g.folder / "checksums.json"), "a pipe in the place of the checksums"),
    ("pipe4", lambda g: into_pipe(g.store / "LOG"), "a pipe in the place of a file that is not compared"),
    ("link", lambda g: into_link(g.nquads), "a link to a device without an end"),
]


@pytest.mark.parametrize(("name", "damage", "why"), DAMAGE)
def test_damage_is_told_at_open_and_mended_by_a_build(
    tmp_path: Path, name: str, damage: Callable[[store.Generation], object], why: str
) -> None:
    out = tmp_path / name
    generation = store.write(out, quads(2000), ["d"])
    store.lease(out).close()
    damage(generation)
    ways = (
        lambda: store.lease(out),
        lambda: lawgraph.open(out),
        lambda: lawgraph.open(generation.store),
        lambda: validate_directory(out),
    )
    for opened in ways:
        with pytest.raises(store.GraphDamaged) as caught:
            opened()
        assert f"lawgraph build SOURCES --out {out}" in str(caught.value), why
        assert BILINGUAL.fullmatch(str(caught.value)), why
    assert store.write(out, quads(2000), ["d"]) == generation
    store.lease(out).close()
    assert len(values(generation)) == 2000, why


def pointing(**changed: object) -> bytes:
    good: dict[str, object] = {"digest": "0" * 16, "quads": 1, "documents": ["d"]}
    return json.dumps({**good, **changed}).encode()


POINTERS = [
    (b"", "empty"),
    (b"[]", "of another shape"),
    (b'{"digest": "\xed\xa0\x80"}', "half a character in words"),
    (b"\xff\xfe", "no JSON"),
    (b"[" * 200_000, "JSON without a bottom"),
    (b'{"x": ' + b"[" * 200_000, "the same in a field that nobody asked for"),
    (pointing(digest=5), "a number for a digest"),
    (pointing(digest="gone"), "no digest"),
    (pointing(digest="../0123456789abcdef"), "a path out of the folder"),
    (pointing(digest="0123456789abcde\n"), "a digest with a line end"),
    (pointing(quads="1"), "words for a number"),
    (pointing(quads=-1), "fewer quads than none"),
    (pointing(documents="d"), "one name for a list of them"),
    (pointing(documents=[1]), "a number for a name"),
    (b" " * (2**26 + 1), "more than any build writes"),
]


@pytest.mark.parametrize(("content", "why"), POINTERS, ids=[why for _, why in POINTERS])
def test_a_pointer_that_no_build_wrote_is_told_and_mended_by_a_build(
    tmp_path: Path, content: bytes, why: str
) -> None:
    generation = store.write(tmp_path, [ONE], ["d"])
    (tmp_path / "current.json").write_bytes(content)
    _told_and_mended(generation)


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: this system has no such pipes")
@pytest.mark.parametrize("turn", [into_pipe, into_folder, into_link])
def test_a_pointer_that_is_no_file_is_told_and_mended_by_a_build(
    tmp_path: Path, turn: Callable[[Path], None]
) -> None:
    generation = store.write(tmp_path, [ONE], ["d"])
    turn(tmp_path / "current.json")
    _told_and_mended(generation)


def _told_and_mended(generation: store.Generation) -> None:
    out = generation.directory
    for opened in (store.current, store.lease, lawgraph.open, validate_directory):
        with pytest.raises(store.GraphDamaged, match=r"current\.json") as caught:
            opened(out)
        assert BILINGUAL.fullmatch(str(caught.value))
    store.check_place(out, [])
    assert store.write(out, [ONE], ["d"]) == generation
    store.lease(out).close()


def test_a_folder_of_somebody_elses_in_the_place_of_the_pointer_stays(tmp_path: Path) -> None:
    store.write(tmp_path, [ONE], ["d"])
    into_folder(tmp_path / "current.json")
    (tmp_path / "current.json" / "mine.txt").write_text("mine")
    with pytest.raises(store.NotAGraphDirectory, match="not empty"):
        store.check_place(tmp_path, [])
    with pytest.raises(OSError, match="not empty"):
        store.write(tmp_path, [ONE], ["d"])
    assert (tmp_path / "current.json" / "mine.txt").read_text() == "mine"


DIGEST = sha256(ONE.encode()).hexdigest()[:16]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
FIELD = st.sampled_from(["digest", "quads", "documents", "files", "graph.nq", "size", "sha256", "mtime_ns"])
ODD = (
    st.dictionaries(FIELD, JSON | st.dictionaries(FIELD, JSON | st.dictionaries(FIELD, JSON)))
    | JSON.map(lambda value: {"digest": DIGEST, "quads": 1, "documents": [], "more": value})
    | JSON.map(lambda value: {"files": {"graph.nq": value}})
    | JSON
)


@given(value=ODD, raw=st.none() | st.binary(max_size=20))
@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@pytest.mark.parametrize("file", ["current.json", "checksums.json"])
def test_whatever_json_a_file_of_the_graph_holds_is_read_or_told(
    tmp_path: Path, file: str, value: object, raw: bytes | None
) -> None:
    generation = store.write(tmp_path, [ONE], ["d"])
    place = tmp_path / file if file == "current.json" else generation.folder / file
    place.write_bytes(json.dumps(value).encode() if raw is None else raw)
    said = ""
    try:
        store.lease(tmp_path).close()
    except (GraphNotFound, store.GraphDamaged) as error:
        said = str(error)
    assert not said or BILINGUAL.fullmatch(said)
    assert store.write(tmp_path, [ONE], ["d"]) == generation, "a build mends it, whatever it was"


def test_a_large_graph_is_read_in_full_only_when_sizes_or_times_differ(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    generation = store.write(tmp_path, quads(2000), ["d"])
    monkeypatch.setattr("lawgraph.checksums.ALWAYS_READ", 0)
    table = largest_table(generation)
    os.utime(table)
    store.lease(tmp_path).close()  # another time, the same bytes: a copy
    stat = table.stat()
    overwrite(table)
    with pytest.raises(store.GraphDamaged):
        store.lease(tmp_path)
    store.write(tmp_path, quads(2000), ["d"])
    overwrite(largest_table(generation))
    store.lease(tmp_path).close()  # the stated limit: bytes that change under the same size and time
    assert stat.st_size
    store.write(tmp_path, quads(2000), ["d"])
    assert len(values(generation)) == 2000, "a build reads it in full, and mends it"


def test_to_open_and_ask_changes_nothing_that_is_compared(tmp_path: Path) -> None:
    generation = store.write(tmp_path, quads(20), ["d"])
    assert len(values(generation)) == 20
    store.lease(tmp_path).close()


def test_a_full_disk_that_oxigraph_meets_has_its_number(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Full:
        def __init__(self, _: str) -> None:
            raise OSError("IO error: No space left on device: While appending to file: /x/000012.sst")

    monkeypatch.setattr(store, "Store", Full)
    with pytest.raises(OSError, match="No space left") as caught:
        store.write(tmp_path, [ONE], ["d"])
    assert caught.value.errno == errno.ENOSPC
    assert caught.value.filename == str(tmp_path)


def test_a_place_for_a_graph(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    (sources / "inner").mkdir(parents=True)
    (sources / "law.txt").write_text("第一条", "utf-8")
    graph = store.write(tmp_path / "graph", [ONE], ["d"]).directory
    (graph / "mine.txt").write_text("mine")
    begun = tmp_path / "begun"
    (begun / ".building-x").mkdir(parents=True)
    (begun / "0123456789abcdef").mkdir()
    (begun / "current.json").write_text("cut")
    (tmp_path / "empty").mkdir()
    (tmp_path / "link").symlink_to("sources")
    right = [
        (tmp_path / "new" / "folder", "not there yet"),
        (tmp_path / "empty", "empty"),
        (graph, "a graph, whatever else lies there"),
        (begun, "what an interrupted build left"),
        (sources / "inner", "an empty folder among the sources"),
    ]
    for place, why in right:
        store.check_place(place, [sources])
        assert why
    wrong = [
        (Path("/"), "root of a file system", "the root"),
        (Path("/tmp/.."), "root of a file system", "the root by another name"),
        (sources, "folder of the sources", "the sources"),
        (tmp_path / "link", "folder of the sources", "the sources by another name"),
        (tmp_path, "not empty", "a folder of other things"),
        (sources / "law.txt", "a file", "a file"),
    ]
    for place, words, why in wrong:
        with pytest.raises(store.NotAGraphDirectory, match=words) as caught:
            store.check_place(place, [sources])
        assert "--out" in str(caught.value), why
        assert BILINGUAL.fullmatch(str(caught.value)), why
