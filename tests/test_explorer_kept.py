"""What pages keep of a graph: written by a build, the same each time, asked for where it is not there."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from lawgraph.build import BuildReport
from lawgraph.explorer.amounts.narrowed import REGISTER as AMOUNTS
from lawgraph.explorer.amounts.narrowed import Wanted
from lawgraph.explorer.bodies import busy
from lawgraph.explorer.bodies.busy import BUSY, asked_for, facts_of
from lawgraph.explorer.bodies.reforms import REFORMS
from lawgraph.explorer.bodies.register import REGISTER as BODIES
from lawgraph.explorer.checked import CHECKED
from lawgraph.explorer.kept import NAMES, Few, Kept, write_kept
from lawgraph.explorer.network.documents import LADDER
from lawgraph.explorer.network.model import Kind, Sort
from lawgraph.explorer.network.reading import Near
from lawgraph.explorer.quality.troubles import TROUBLES
from lawgraph.store import is_whole
from lawgraph.stored_links import Reader
from queries.engine import EmbeddedEngine

ALL: tuple[Kept[object, object], ...] = (BODIES, REFORMS, AMOUNTS, TROUBLES, BUSY, CHECKED, LADDER)  # type: ignore[assignment]


class Silent:
    """An engine that nobody may ask."""

    def query(self, text: str) -> object:
        raise AssertionError(text)


def test_a_build_writes_what_pages_keep(built_examples: BuildReport, tmp_path: Path) -> None:
    folder = built_examples.generation.folder
    assert all((folder / name).is_file() for name in NAMES)
    assert {each.file for each in ALL} == set(NAMES)
    assert is_whole(built_examples.generation)
    write_kept(built_examples.generation.store, tmp_path)
    for name in NAMES:
        assert (tmp_path / name).read_bytes() == (folder / name).read_bytes(), (
            "the bytes depend on the graph alone"
        )


@pytest.mark.parametrize("kept", ALL, ids=[each.file for each in ALL])
def test_what_is_written_is_read_without_asking_the_graph(
    built: BuildReport, kept: Kept[object, object]
) -> None:
    store = built.generation.store
    fresh = Kept("none", kept._form, kept._read, kept._made)
    fresh.file = kept.file
    assert fresh.of(Silent(), store) is fresh.of(Silent(), store)  # type: ignore[arg-type]
    assert json.loads((store.parent / kept.file).read_text("utf-8"))


def test_what_is_written_says_the_same_as_the_graph(built: BuildReport) -> None:
    engine, store = EmbeddedEngine.open(built.generation.store), built.generation.store
    assert TROUBLES.of(engine, store) == type(TROUBLES.of(engine, store)).read(engine)
    assert REFORMS.of(engine, store) == type(REFORMS.of(engine, store)).read(engine)
    assert BODIES.of(engine, store).bodies == type(BODIES.of(engine, store)).read(engine).bodies
    register = AMOUNTS.of(engine, store)
    assert register.amounts == type(register).read(engine).amounts
    assert register.narrowed(Wanted(kind="money")).places().size == 26


@pytest.mark.parametrize(
    "bad", [None, b"", b"[1]", b'{"documents": 3}'], ids=["missing", "empty", "shape", "types"]
)
def test_a_graph_without_the_files_is_asked(built: BuildReport, tmp_path: Path, bad: bytes | None) -> None:
    store = tmp_path / "store"
    shutil.copytree(built.generation.store, store)
    if bad is not None:
        (tmp_path / TROUBLES.file).write_bytes(bad)
    fresh = Kept("quality", TROUBLES._form, TROUBLES._read, TROUBLES._made)
    assert len(fresh.of(EmbeddedEngine.open(store), store).documents) == 2


FINANCE = "https://w3id.org/lawgraph/body/630000/finance"


def test_what_is_written_of_bodies_that_are_named_often_is_what_the_graph_says_of_them(
    built: BuildReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine, store = EmbeddedEngine.open(built.generation.store), built.generation.store
    assert BUSY.of(engine, store).of(FINANCE) is None, "it is named too seldom to be written"
    asked = set(asked_for(Reader(engine), FINANCE))
    assert set(facts_of(engine, store, FINANCE)) == asked
    monkeypatch.setattr(busy, "OFTEN", 1)
    written = BUSY._read(engine)
    assert set(written.of(FINANCE) or ()) == asked
    assert {each.role for each in asked} == {"lead", "cooperating", "bearer"}
    nodes = {FINANCE: Sort.BODY}
    plain, known = (Near(Reader(engine), each).ties([Kind.DUTY], nodes) for each in (None, written))
    assert plain == known != []


def test_what_joins_documents_is_written_as_the_graph_says_it(built_examples: BuildReport) -> None:
    engine, store = EmbeddedEngine.open(built_examples.generation.store), built_examples.generation.store
    written = LADDER.of(Silent(), store)  # type: ignore[arg-type]
    assert written.ties
    assert written == LADDER._read(engine)
    assert {end for tie in written.ties for end in (tie.source, tie.target)} <= set(written.documents)


def test_the_last_few_things_are_made_once(tmp_path: Path) -> None:
    few: Few[int] = Few(2)
    made: list[int] = []

    def make(number: int) -> int:
        def one() -> int:
            made.append(number)
            return number

        return few.of(tmp_path, number, one)

    assert [make(each) for each in (1, 2, 1, 3, 1, 2)] == [1, 2, 1, 3, 1, 2]
    assert made == [1, 2, 3, 2], "two are kept, those asked for last"
