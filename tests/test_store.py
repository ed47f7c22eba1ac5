"""A graph directory: one generation at a time, replaced in one step."""

from __future__ import annotations

import errno
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest

import lawgraph
from lawgraph import store
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
        ("", "an empty pointer"),
        ("[]", "a pointer of another shape"),
        (
            json.dumps({"digest": "gone", "quads": 1, "documents": []}),
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
