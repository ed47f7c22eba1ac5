"""What is kept of each file of a build: read with its repairs, doubled, left out, failed."""

from __future__ import annotations

from pathlib import Path

import pytest

from lawgraph.build import NothingToBuild, build
from lawgraph.build.became import Fate, Files, has_graph, read_files
from tests.conftest import REGULATION

RULE = "某市企业扶持办法\n\n第一条 为了扶持企业，制定本办法。\n\n第二条 市财政局应当每年安排不少于50万元。\n"
FETCHED = [
    # name, bytes, what becomes of it, a word of why
    ("办法.txt", RULE.encode(), Fate.READ, ""),
    ("抄件.txt", RULE.encode(), Fate.SAME, "文本相同"),
    ("空.txt", b"", Fate.FAILED, "空"),
    ("图.jpg", b"\xff\xd8\xff\xe0", Fate.FAILED, "文字识别"),
    ("表.csv", b"a,b\n", Fate.LEFT_OUT, "不作法规读取"),
]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a file of each fate."""
    sources = tmp_path / "sources"
    sources.mkdir()
    for name, data, _, _ in FETCHED:
        (sources / name).write_bytes(data)
    return sources


def test_each_file_has_its_fate(folder: Path, tmp_path: Path) -> None:
    report = build([folder], tmp_path / "graph", links=False)
    files = read_files(tmp_path / "graph")
    assert files is not None
    assert files.graph == report.generation.digest
    found = {Path(each.path).name: each for each in files.files}
    assert set(found) == {name for name, *_ in FETCHED}
    stays = {"办法.txt", "抄件.txt"}
    assert {found[name].fate for name in stays} == {Fate.READ, Fate.SAME}  # which of the two says the build
    for name, _, fate, why in FETCHED[2:]:
        assert found[name].fate is fate
        assert why in found[name].chinese
        assert found[name].remedy


def test_repairs_are_counted_by_kind(tmp_path: Path) -> None:
    build([REGULATION], tmp_path / "graph", links=False)
    files = read_files(tmp_path / "graph")
    assert files is not None
    (one,) = files.files
    assert one.document.startswith("https://")
    assert dict(one.repairs or ()) == {"wrapped": 151, "running-head": 1}


def test_a_build_that_makes_nothing_keeps_why_beside_the_graph_that_stays(
    folder: Path, tmp_path: Path
) -> None:
    graph = tmp_path / "graph"
    build([folder], graph, links=False)
    for name in ("办法.txt", "抄件.txt"):
        (folder / name).write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(NothingToBuild):
        build([folder], graph, links=False)
    files = read_files(graph)
    assert files is not None
    assert not files.graph
    assert {each.fate for each in files.files} == {Fate.FAILED, Fate.LEFT_OUT}
    for each in folder.iterdir():
        each.unlink()
    with pytest.raises(NothingToBuild):
        build([folder], graph, links=False)
    files = read_files(graph)
    assert files is not None
    assert [each.path for each in files.files] == [str(folder)]


def test_a_place_without_a_graph_stays_empty(tmp_path: Path) -> None:
    (tmp_path / "图.jpg").write_bytes(b"\xff\xd8\xff\xe0")
    with pytest.raises(NothingToBuild):
        build([tmp_path / "图.jpg"], tmp_path / "graph")
    assert not (tmp_path / "graph").exists()
    assert read_files(tmp_path / "graph") is None
    assert not has_graph(tmp_path / "graph")


def test_what_is_damaged_is_as_if_it_were_not_there(folder: Path, tmp_path: Path) -> None:
    build([folder], tmp_path / "graph", links=False)
    kept = tmp_path / "graph" / "parts" / "became.json"
    kept.write_text('{"graph": 1}')
    assert read_files(tmp_path / "graph") is None
    build([folder], tmp_path / "graph", links=False)
    assert isinstance(read_files(tmp_path / "graph"), Files)
