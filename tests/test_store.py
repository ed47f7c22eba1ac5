"""A graph directory: one generation at a time, replaced in one step."""

from __future__ import annotations

import json
from pathlib import Path

import pyoxigraph
import pytest

from lawgraph import store
from queries.errors import GraphNotFound

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
