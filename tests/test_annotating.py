"""``lawgraph annotate`` on many files: the rows of one process, of several, and of a script are the same."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from ingest.contract import dump
from ingest.model import Annotation
from ingest.pipeline import annotate
from ingest.read import ReadError
from ingest.resolve import Collection, resolve
from ingest.structure import read_document
from ingest.write.jsonl import rows
from lawgraph.annotating import facts_of_files
from lawgraph.annotator import annotate_file

SOURCES = sorted(Path("data/sources").glob("*.txt"))
LAW = "中国某法\n第一条 为了规范，制定本法。\n第二条 县级人民政府应当公开信息，罚款一万元。\n"
CITES = "某县办法\n第一条 根据《中国某法》第二条、第九条，制定本办法。\n"


def dies(path: Path) -> Annotation:
    if path.name == "dies.txt":
        raise MemoryError
    return annotate_file(path)


def _texts(folder: Path) -> list[Path]:
    for name, text in (("law.txt", LAW), ("cites.txt", CITES), ("dies.txt", LAW.replace("某", "他"))):
        (folder / name).write_text(text, "utf-8")
    return [folder / name for name in ("cites.txt", "dies.txt", "law.txt")]


def _together(paths: list[Path]) -> Iterator[bytes]:
    """The rows of each file as a script would make them, all documents at once in memory."""
    found = [annotate(read_document(path)) for path in paths]
    collection = Collection([each.document for each in found])
    for each in found:
        yield "".join(f"{line}\n" for line in dump(rows(resolve(each, collection)))).encode()


@pytest.mark.parametrize("jobs", [1, 2])
def test_rows_are_those_of_a_script_whatever_the_number_of_processes(tmp_path: Path, jobs: int) -> None:
    paths = [*SOURCES, *_texts(tmp_path)]
    assert [facts.rows for facts in facts_of_files(paths, 60, jobs)] == [*_together(paths)]


def test_what_a_text_cites_is_found_in_another_that_comes_later(tmp_path: Path) -> None:
    cites, _, law = _texts(tmp_path)
    alone = next(facts_of_files([cites], 60, 1)).rows.decode()
    both = next(facts_of_files([cites, law], 60, 1)).rows.decode()
    assert "where it is not found" not in alone  # a text that is not there cannot lack an article
    assert "where it is not found" in both


def test_a_failure_stands_in_its_place_and_the_others_go_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lawgraph.annotator.annotate_file", dies)
    paths = [tmp_path / "nowhere.txt", *_texts(tmp_path)]
    found = [*facts_of_files(paths, 60, 2)]
    assert [facts.path for facts in found] == paths
    assert [isinstance(facts.error, ReadError) for facts in found] == [True, False, True, False]
    assert [bool(facts.rows) for facts in found] == [False, True, False, True]


def test_progress_ends_where_all_is_done(tmp_path: Path) -> None:
    said: list[tuple[int, int]] = []
    paths = _texts(tmp_path)
    for _ in facts_of_files(paths, 60, 1, lambda done, of: said.append((done, of))):
        pass
    assert said == [(number, 2 * len(paths)) for number in range(1, 2 * len(paths) + 1)]


def test_no_room_for_what_is_laid_aside_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(gone))
    found = facts_of_files(_texts(tmp_path), 60, 1, lambda *_: shutil.rmtree(gone, ignore_errors=True))
    with pytest.raises(OSError, match="gone"):
        list(found)
