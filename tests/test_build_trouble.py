"""A build that is killed, a disk that is full, two builds at once: the old graph answers, the next build completes."""

from __future__ import annotations

import errno
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

import lawgraph
from lawgraph.build import build
from lawgraph.build.parts import Parts
from lawgraph.checksums import write_checksums
from lawgraph.cli import app
from lawgraph.doctor import NotRepaired, examine, repair
from lawgraph.graph import engine_at
from lawgraph.store import GraphDamaged, current, lease
from queries.errors import GraphNotFound

from .conftest import ROOT
from .test_incremental import DOCUMENTS, LOWER, OTHER, put
from .test_incremental import here as here  # the works are done in this process
from .test_store import BILINGUAL

KILLS = int(os.environ.get("LAWGRAPH_KILLS", "6"))


def start(folder: Path, out: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "lawgraph", "build", str(folder), "--out", str(out), "--jobs", "1", *more],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: this system knows no such signals")
def test_a_build_killed_at_any_moment_leaves_the_old_graph_and_the_next_one_completes(tmp_path: Path) -> None:
    chance = random.Random(KILLS)
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    began = time.monotonic()
    process = start(folder, out)
    _, said = process.communicate()
    assert process.returncode == 0, said
    takes = time.monotonic() - began
    whole = current(out)
    for turn in range(KILLS):
        name = chance.choice(["lower.txt", "other.txt"])
        text = (LOWER if name == "lower.txt" else OTHER).format(amount=chance.randint(1, 10**6))
        (folder / name).write_text(text, "utf-8")
        process = start(folder, out)
        try:
            process.communicate(timeout=chance.uniform(0, 1.1 * takes))
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()
        held = lease(out)
        if held.generation != whole and process.returncode != 0:  # killed when the new graph was in place
            afresh = build([folder], tmp_path / f"n{turn}").generation
            assert held.generation.digest == afresh.digest, f"{turn}: the old graph answers, or the new one"
        whole = held.generation
        held.close()
    done = build([folder], out)
    assert (
        done.generation.nquads.read_bytes() == build([folder], tmp_path / "n").generation.nquads.read_bytes()
    )
    assert {path.name for path in Parts(out).all()} == {path.name for path in Parts(tmp_path / "n").all()}
    assert not [found for found in examine(out) if not found.harmless]
    assert not list(out.rglob(".*")), "what the killed ones left is swept away"


FULL = OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


@pytest.mark.parametrize(
    "where",
    [
        "lawgraph.build.parts._write",
        "lawgraph.build.assembly.write_merged",
        "lawgraph.build.run.write_manifest",
    ],
)
def test_a_full_disk_is_told_and_leaves_the_old_graph(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str
) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    before = build([folder], out).generation
    (folder / "lower.txt").write_text(LOWER.format(amount=5), "utf-8")

    def full(*_: object) -> None:
        raise FULL

    with monkeypatch.context() as patch:
        patch.setattr(where, full)
        with pytest.raises(OSError, match="No space left") as caught:
            build([folder], out)
    assert caught.value.errno == errno.ENOSPC
    held = lease(out)
    assert held.generation == before or where.endswith("manifest"), (
        "the graph is in place before its manifest"
    )
    held.close()
    again = build([folder], out)
    assert (
        again.generation.nquads.read_bytes() == build([folder], tmp_path / "n").generation.nquads.read_bytes()
    )


def test_two_builds_into_one_folder_take_turns(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    both = [start(folder, out, "--json") for _ in range(2)]
    ended = [(*process.communicate(), process.returncode) for process in both]
    assert [code for _, _, code in ended] == [0, 0]
    waited = [said for _, said, _ in ended if "Another build writes there" in said]
    assert len(waited) <= 1
    assert sum('"event": "waiting"' in out for out, _, _ in ended) == len(waited)
    assert not list(examine(out))


def overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(max(0, path.stat().st_size - 40))
        file.write(b"\xa5" * 16)


def files(out: Path) -> Iterator[tuple[str, Path]]:
    """One file of each kind that a build writes."""
    seen = set()
    for path in sorted(out.rglob("*")):
        kind = path.suffix or path.name
        if (
            path.is_file()
            and kind not in seen
            and not path.name.startswith(("LOG", "LOCK"))
            and path.stat().st_size > 40
        ):
            seen.add(kind)
            yield kind, path


def test_bytes_overwritten_in_any_file_are_told_and_mended(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    whole = build([folder], out)
    data = whole.generation.nquads.read_bytes()
    kinds = dict(files(out))
    assert {".nq", ".json", ".sst", ".text", ".quads", ".pair"} <= kinds.keys()
    for kind in kinds:
        path = dict(files(out))[kind]
        before = path.read_bytes()
        overwrite(path)
        assert path.read_bytes() != before
        told = list(examine(out))
        assert any(not found.harmless for found in told), kind
        assert all("lawgraph build" in str(found) for found in told), kind
        assert build([folder], out).generation.nquads.read_bytes() == data, kind
        lease(out).close()
        assert not list(examine(out)), kind


@pytest.mark.parametrize("kind", [".sst", ".nq"])
def test_a_damaged_graph_is_repaired_without_its_sources(tmp_path: Path, kind: str) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    whole = build([folder], out).generation
    data = whole.nquads.read_bytes()
    overwrite(dict(files(whole.folder))[kind])
    with pytest.raises(GraphDamaged, match="doctor"):
        lease(out)
    assert repair(out) == whole
    assert whole.nquads.read_bytes() == data
    lease(out).close()
    assert not list(examine(out))
    assert repair(out) == whole, "what is whole stays"


@pytest.mark.parametrize("mend", ["doctor", "build"])
def test_a_store_that_its_library_cannot_open_is_told_and_made_anew(tmp_path: Path, mend: str) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    whole = build([folder], out).generation
    (whole.store / "CURRENT").write_text("MANIFEST-999999\n")  # as one of another version may be
    write_checksums(whole.folder)
    for opened in (lawgraph.open, engine_at):
        with pytest.raises(GraphDamaged, match="doctor") as caught:
            opened(out)
        assert BILINGUAL.fullmatch(str(caught.value))
    (found,) = examine(out)
    assert not found.harmless
    assert BILINGUAL.fullmatch(str(found))
    assert (repair(out) if mend == "doctor" else build([folder], out).generation) == whole
    assert len(engine_at(out).query("SELECT ?s { ?s a ?c } LIMIT 1")) == 1
    assert not list(examine(out))


def test_what_cannot_be_repaired_says_so(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    whole = build([folder], out).generation
    overwrite(whole.nquads)
    overwrite(next(path for path in Parts(out).all() if path.suffix == ".quads"))
    with pytest.raises(NotRepaired, match="lawgraph build SOURCES"):
        repair(out)
    assert build([folder], out).generation == whole
    with pytest.raises(GraphNotFound):
        list(examine(tmp_path / "none"))
    (out / "current.json").unlink()
    (found,) = examine(out)
    assert "There is no graph" in str(found)


def test_what_an_ended_build_left_is_told_and_does_no_harm(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    build([folder], out)
    (out / ".building-x").mkdir()
    part = next(Parts(out).all())
    (part.parent / f".making-1-{part.name}").write_bytes(b"")
    assert [found.harmless for found in examine(out)] == [True, True]
    build([folder], out)
    assert not (part.parent / f".making-1-{part.name}").exists()


@pytest.mark.skipif(os.name == "nt", reason="SKIPPED: this system knows no such signals")
def test_what_changes_under_a_watch_is_built(tmp_path: Path) -> None:
    folder, out = put(tmp_path / "s", DOCUMENTS), tmp_path / "g"
    process = start(folder, out, "--watch", "--json")
    assert process.stdout is not None
    try:
        first = next(line for line in process.stdout if '"event": "done"' in line)
        assert '"unchanged": 0' in first
        (folder / "lower.txt").write_text(LOWER.format(amount=77), "utf-8")
        second = next(line for line in process.stdout if '"event": "done"' in line)
        assert '"unchanged": 4' in second
    finally:
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
    assert process.returncode == 0, said
    assert "Watching has ended" in said


@pytest.mark.parametrize(("damaged", "words"), [(True, "is damaged, missing"), (False, "is not damaged")])
def test_a_read_without_an_end_is_stopped_and_the_graph_looked_at(
    tmp_path: Path, damaged: bool, words: str
) -> None:
    out = tmp_path / "g"
    generation = build([put(tmp_path / "s", DOCUMENTS)], out).generation
    if damaged:
        overwrite(dict(files(generation.folder))[".sst"])
    script = (
        "import sys, time; from lawgraph import cli, validate; from lawgraph.cli import console\n"
        "console.SECONDS_PER_READ = 0.5; validate.validate_directory = lambda _: time.sleep(600)\n"
        "sys.argv[1:] = ['validate', '--graph', sys.argv[1]]; cli.main()"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(out)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    first, second = done.stderr.splitlines()
    assert "was stopped after 0.5 s" in first
    assert words in second


def test_the_command_says_what_is_damaged_and_repairs_it(tmp_path: Path) -> None:
    def doctor(*options: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(app, ["doctor", str(out), *options])
        return result.exit_code, result.stdout, result.stderr

    out = tmp_path / "g"
    generation = build([put(tmp_path / "s", DOCUMENTS)], out).generation
    assert doctor() == (0, f"{out}: 没有损坏。Nothing is damaged.\n", "")
    overwrite(generation.nquads)
    code, said, _ = doctor()
    assert code == 1
    assert BILINGUAL.fullmatch(said.strip())
    code, said, told = doctor("--repair")
    assert (code, said) == (0, f"{out}: 没有损坏。Nothing is damaged.\n")
    assert "The graph is whole" in told
    for path in Parts(out).all():
        path.unlink()
    overwrite(generation.nquads)
    code, said, told = doctor("--repair")
    assert (code, said) == (1, "")
    assert "lawgraph build SOURCES" in told
