"""Graphs of another version: opened, told so with the remedy, and built anew beside what was kept."""

from __future__ import annotations

import json
import subprocess
import sys
import warnings
from pathlib import Path

import pytest

from lawgraph import __version__, store
from lawgraph.doctor import examine, repair
from lawgraph.made_by import OtherVersionWarning, is_other
from lawgraph.store import GraphDamaged

from .conftest import ROOT
from .test_store import BILINGUAL

ONE = '<a:s> <a:p> "一" <a:g> .\n'


def made_by(directory: Path, program: str | None) -> None:
    """Let a graph be one that another version built; ``None``: before graphs said which."""
    place = directory / "current.json"
    pointer = json.loads(place.read_text("utf-8"))
    pointer["program"] = program
    place.write_text(json.dumps({key: value for key, value in pointer.items() if value is not None}), "utf-8")


@pytest.mark.parametrize(
    ("program", "other", "why"),
    [
        (__version__, False, "its own graph"),
        (f"{__version__.rpartition('.')[0]}.99", False, "a mend of the same version writes the same graphs"),
        (None, True, "before graphs said which version built them"),
        ("0.1.0", True, "an earlier version"),
        ("9.0.0", True, "a later version, of which nothing is known"),
    ],
)
def test_the_version_that_built_a_graph_is_told(
    tmp_path: Path, program: str | None, other: bool, why: str
) -> None:
    store.write(tmp_path, [ONE], ["d"])
    made_by(tmp_path, program)
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        with store.leased(tmp_path) as generation:
            assert generation.documents == ("d",), "it is read all the same"
    messages = [str(each.message) for each in told if each.category is OtherVersionWarning]
    assert len(messages) == other, why
    assert all(BILINGUAL.fullmatch(each) for each in messages)
    assert all(f"lawgraph build SOURCES --out {tmp_path}" in each for each in messages)
    findings = list(examine(tmp_path))
    assert [each.harmless for each in findings] == [True] * other, "the doctor tells, and nothing is damaged"


def test_a_build_says_its_version(tmp_path: Path) -> None:
    assert store.write(tmp_path, [ONE], ["d"]).program == __version__
    assert json.loads((tmp_path / "current.json").read_text("utf-8"))["program"] == __version__
    assert not is_other(store.current(tmp_path).program)


def test_the_command_tells_it_in_one_line_beside_the_answer(tmp_path: Path) -> None:
    store.write(tmp_path, [ONE], ["d"])
    made_by(tmp_path, "0.1.0")
    done = subprocess.run(
        [sys.executable, "-m", "lawgraph", "query", "-", "--graph", str(tmp_path), "--format", "csv"],
        input="SELECT ?o { ?s ?p ?o }", capture_output=True, encoding="utf-8", cwd=ROOT, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert "一" in done.stdout
    assert done.stderr.count("\n") == 1, "no line of code beside it"
    assert BILINGUAL.fullmatch(done.stderr.strip().removeprefix("lawgraph: "))
    assert "0.1.0" in done.stderr


def test_a_graph_of_before_checksums_is_not_called_damaged(tmp_path: Path) -> None:
    generation = store.write(tmp_path, [ONE], ["d"])
    made_by(tmp_path, None)
    (generation.folder / "checksums.json").unlink()
    with pytest.raises(GraphDamaged) as error:
        store.lease(tmp_path)
    assert "damaged" not in str(error.value)
    assert "--repair" in str(error.value), "without its sources it is made whole from its N-Quads"
    assert BILINGUAL.fullmatch(str(error.value))
    repair(tmp_path)
    with pytest.warns(OtherVersionWarning), store.leased(tmp_path) as whole:
        assert whole.digest == generation.digest, "the quads are those of before, and so is the warning"


def test_checksums_that_are_gone_from_a_graph_of_this_version_are_damage(tmp_path: Path) -> None:
    generation = store.write(tmp_path, [ONE], ["d"])
    (generation.folder / "checksums.json").unlink()
    with pytest.raises(GraphDamaged, match="damaged"):
        store.lease(tmp_path)
