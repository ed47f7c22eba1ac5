"""The main job: the same bytes whatever the order, bad files beside good ones, the old graph unharmed."""

from __future__ import annotations

import json
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.link import Pair, Why
from lawgraph.build import BuildReport, NothingToBuild, build
from lawgraph.report import build_json, build_lines
from lawgraph.store import NotAGraphDirectory, current

from .conftest import OPINION, REGULATION


def test_both_documents_are_linked(built: BuildReport) -> None:
    (pair,) = built.pairs
    upper, lower = (built.annotations[built.documents.index(each)] for each in (pair.upper, pair.lower))
    assert upper.document.metadata.jurisdiction is not None
    assert upper.document.metadata.jurisdiction.code == "630000"
    assert lower.document.metadata.jurisdiction is not None
    assert lower.document.metadata.jurisdiction.code == "632800"
    assert pair.correspondences
    assert pair.gaps


def test_the_order_of_sources_and_a_second_build_change_nothing(built: BuildReport, tmp_path: Path) -> None:
    other = build([REGULATION, OPINION], tmp_path / "other")
    assert other.generation.nquads.read_bytes() == built.generation.nquads.read_bytes()
    again = build([OPINION, REGULATION, OPINION], tmp_path / "other")
    assert again.generation.digest == other.generation.digest, "a source named twice is one source"


def test_the_number_of_processes_changes_nothing(
    built: BuildReport, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lawgraph.build.pool.PER_PROCESS", 1)  # bytes: each document is worth another process
    other = build([OPINION, REGULATION], tmp_path / "graph", jobs=2)
    assert other.generation.nquads.read_bytes() == built.generation.nquads.read_bytes()


def test_a_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    shutil.copy(REGULATION, tmp_path / "good.txt")
    (tmp_path / "bad.txt").write_bytes(b"\x7fELF\x00\x01\x02\x03" * 50)
    report = build([tmp_path], tmp_path / "graph")
    assert len(report.annotations) == 1
    assert [failure.path.name for failure in report.failures] == ["bad.txt"]


def test_nothing_readable_leaves_the_graph(tmp_path: Path) -> None:
    good, bad, out = tmp_path / "good.txt", tmp_path / "empty.txt", tmp_path / "graph"
    shutil.copy(REGULATION, good)
    bad.write_text("")
    before = build([good], out).generation
    with pytest.raises(NothingToBuild):
        build([bad], out)
    assert current(out) == before


def test_a_missing_source_does_not_stop_the_others(tmp_path: Path) -> None:
    report = build([tmp_path / "nowhere.txt", REGULATION, tmp_path / "gone"], tmp_path / "graph")
    assert len(report.annotations) == 1
    assert [failure.path.name for failure in report.failures] == ["nowhere.txt", "gone"]
    with pytest.raises(NothingToBuild):
        build([tmp_path / "nowhere.txt"], tmp_path / "graph")


def test_copies_of_a_text_are_one_document_whatever_their_order(tmp_path: Path) -> None:
    first, second = tmp_path / "a.txt", tmp_path / "b.txt"
    shutil.copy(REGULATION, first)
    shutil.copy(REGULATION, second)
    one = build([first, second], tmp_path / "one")
    other = build([second, first], tmp_path / "other")
    assert one.generation.digest == other.generation.digest
    assert not one.failures
    assert [note.path.name for note in one.notes] == ["b.txt"], "the copy left out is named"


@pytest.mark.parametrize(
    ("encoding", "why"),
    [
        ("utf-16", "another encoding"),
        ("gb18030", "the encoding of older files"),
        ("utf-8-sig", "a byte order mark is no character of the text"),
    ],
)
def test_a_text_in_two_encodings_is_one_document(tmp_path: Path, encoding: str, why: str) -> None:
    sources, text = tmp_path / "sources", REGULATION.read_text("utf-8")
    sources.mkdir()
    (sources / "a.txt").write_bytes(text.encode())
    (sources / "b.txt").write_bytes(text.replace("\n", "\r\n").encode(encoding))
    report = build([sources], tmp_path / "graph")
    assert not report.failures, why
    (note,) = report.notes
    assert "same text" in note.problem, why
    assert len(report.annotations) == 1, why


def test_all_readable_files_are_built_beside_what_is_left_out(tmp_path: Path) -> None:
    sources = tmp_path / "sources"
    sources.mkdir()
    shutil.copy(REGULATION, sources / "law.txt")
    (sources / "law.pdf").write_bytes(b"%PDF-1.7")
    (sources / "page.txt").write_text("<html><body>第一条 企业应当遵守。</body></html>", "utf-8")
    (sources / "rows.csv").write_text("数据", "utf-8")
    report = build([sources], sources / "graph")
    assert [each.document.source.media_type for each in report.annotations] == ["text/plain", "text/html"]
    assert {failure.path.name for failure in report.failures} == {"law.pdf"}
    assert [note.path.name for note in report.notes] == ["rows.csv"]
    said = json.loads(build_json(report))
    assert len(said["failures"]) == 1
    assert len(said["notes"]) == 1
    again = build([sources], sources / "graph")
    assert len(again.failures) == 1, "the graph among the sources is no source"


def test_a_build_refuses_a_folder_of_other_things_before_it_reads(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    with pytest.raises(NotAGraphDirectory):
        build([tmp_path / "nowhere.txt"], tmp_path)
    assert [entry.name for entry in tmp_path.iterdir()] == ["mine.txt"]


def test_a_name_with_control_characters_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "na\nme\x1b[31m\u202e.txt"
    try:
        path.write_text("企业应当遵守规定。", "utf-8")
    except OSError:
        pytest.skip("SKIPPED: this file system takes no such names")
    lines = list(build_lines(build([path], tmp_path / "graph")))
    assert lines[0].startswith("na?me?[31m?: ")
    assert all(line.isprintable() for line in lines)


def test_two_texts_of_one_rule_are_two_documents_of_one_work(tmp_path: Path) -> None:
    shutil.copy(REGULATION, tmp_path / "a.txt")
    text = REGULATION.read_text("utf-8").replace("第三十二条 本条例自", "第三十二条 本条例从")
    (tmp_path / "b.txt").write_text(text, "utf-8")
    first = build([tmp_path / "a.txt", tmp_path / "b.txt"], tmp_path / "graph")
    second = build([tmp_path / "b.txt", tmp_path / "a.txt"], tmp_path / "graph")
    assert first.generation.digest == second.generation.digest
    assert len(first.annotations) == 2
    assert not first.failures
    quads = first.generation.nquads.read_text("utf-8")
    works = set(re.findall(r"<\S+> <\S+#is_member_of> (<\S+>)", quads))
    assert len(works) == 1


def test_no_triple_is_said_in_two_graphs(built: BuildReport) -> None:
    lines = built.generation.nquads.read_text("utf-8").splitlines()
    triples = [line.rpartition(" <")[0] for line in lines]
    assert len(set(triples)) == len(triples)


def test_pairs_that_were_left_out_are_named(built: BuildReport) -> None:
    report = replace(built, left_out=(Pair("city", "law", Why.IN_PASSING, 37),))
    assert "1 对文件超过每份的上限或只是顺带提及，没有比较" in "\n".join(build_lines(report))
    assert json.loads(build_json(report))["left_out_pairs"] == [
        {"upper": "law", "lower": "city", "why": "named-in-passing", "likeness": 0.037}
    ]
