"""The pairs that a person wants compared: the table, and a build with it or without links."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from ingest.read import ReadError
from lawgraph.cli import app
from lawgraph.pairs import NamedPair, find_pairs, read_pairs

NATIONAL = (
    "中华人民共和国物业法\n\n第一条 业主对物业服务的收费有知情权。\n第二条 业主大会选聘物业服务企业。\n"
    "第三条 专项维修资金用于共用部位的维修。\n"
)
CITY = (
    "青岛市物业管理条例\n\n第一条 物业服务收费应当公示，业主可以查询。\n第二条 业主大会决定选聘物业服务企业。\n"
    "第三条 共用部位的维修使用专项维修资金。\n"
)
RIVER = "中华人民共和国河道法\n\n第一条 禁止在河道采砂。\n第二条 岸线属于国家所有。\n第三条 船舶停泊锚地。\n"


DOCUMENTS = {
    f"https://example.org/{name}": (text.split("\n")[0], f"{name}.txt")
    for name, text in (("national", NATIONAL), ("city", CITY), ("river", RIVER), ("again", RIVER))
}


def table(folder: Path, *rows: str) -> Path:
    path = folder / "pairs.tsv"
    path.write_text("\n".join(["upper\tlower", *rows]) + "\n", encoding="utf-8")
    return path


def test_the_table(tmp_path: Path) -> None:
    path = table(tmp_path, "# mine", "a.txt\tb.txt", "", " a.txt \tb.txt", "c.txt\tb.txt")
    assert read_pairs(path) == (NamedPair("a.txt", "b.txt", path, 3), NamedPair("c.txt", "b.txt", path, 6))


@pytest.mark.parametrize(
    ("data", "said", "why"),
    [
        (None, "pairs.tsv: 表格读不了.*No such file", "no such file"),
        (b"upper\tlower\n\xff\tb\n", "pairs.tsv: 表格读不了.*not UTF-8", "another encoding"),
        (b"", "pairs.tsv: 首行须为 upper 和 lower", "empty"),
        (b"a.txt\tb.txt\n", "pairs.tsv: 首行须为 upper 和 lower", "no head"),
        (b"upper\tlower\na.txt\n", "pairs.tsv:2: 须为上级和下级两个文件名", "one name"),
        (b"upper\tlower\na.txt\tb.txt\tc.txt\n", "pairs.tsv:2: .*must have two names", "three names"),
        (b"upper\tlower\n\tb.txt\n", "pairs.tsv:2: .*must have two names", "an empty name"),
    ],
)
def test_a_wrong_table_is_refused(data: bytes | None, said: str, why: str, tmp_path: Path) -> None:
    path = tmp_path / "pairs.tsv"
    if data is not None:
        path.write_bytes(data)
    with pytest.raises(ReadError, match=said):
        read_pairs(path)


@pytest.mark.parametrize(
    ("upper", "lower", "found", "why"),
    [
        ("national.txt", "city.txt", ("national", "city"), "by their files"),
        ("中华人民共和国物业法", "青岛市物业管理条例", ("national", "city"), "by their titles"),
        ("https://example.org/river", "city", ("river", "city"), "by an IRI and by the last part of one"),
        ("city.txt", "national.txt", ("city", "national"), "whoever names them says which is the upper one"),
        ("no.txt", "city.txt", "没有「no.txt」这份文件", "a document that is not there"),
        ("national.txt", "no.txt", "没有「no.txt」这份文件", "the lower one is not there"),
        ("中华人民共和国河道法", "city.txt", "指 2 份文件", "a title of two texts"),
        ("city.txt", "青岛市物业管理条例", "不能与自身比较", "a document with itself"),
    ],
)
def test_which_documents_a_line_means(upper: str, lower: str, found: tuple[str, str] | str, why: str) -> None:
    pairs, failures = find_pairs([NamedPair(upper, lower, Path("pairs.tsv"), 7)], DOCUMENTS)
    if isinstance(found, str):
        assert (pairs, len(failures)) == ([], 1), why
        assert str(failures[0]).startswith("pairs.tsv:7: "), why
        assert found in str(failures[0]), why
    else:
        assert failures == [], why
        assert pairs == [(f"https://example.org/{found[0]}", f"https://example.org/{found[1]}")], why


def lawgraph(*options: str) -> tuple[int, dict[str, object], str]:
    result = CliRunner().invoke(app, ["build", "--json", *options])
    return (
        result.exit_code,
        json.loads(result.stdout.splitlines()[-1]) if result.stdout.strip() else {},
        result.stderr,
    )


def links(graph: Path) -> int:
    (quads,) = graph.rglob("*.nq")
    typed = "22-rdf-syntax-ns#type> <https://w3id.org/lawgraph/ontology#Correspondence> "
    return quads.read_text(encoding="utf-8").count(typed)


def test_a_table_that_cannot_be_read_is_a_wrong_use_and_nothing_is_built(tmp_path: Path) -> None:
    code, _, said = lawgraph(
        str(tmp_path), "--out", str(tmp_path / "graph"), "--pairs", str(tmp_path / "nowhere.tsv")
    )
    assert code == 2
    assert "表格读不了" in said
    assert not (tmp_path / "graph").exists()


def test_a_build_compares_what_it_chooses_or_what_a_table_says_or_nothing(tmp_path: Path) -> None:
    for name, text in (("national", NATIONAL), ("city", CITY), ("river", RIVER)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    graph = tmp_path / "graph"
    given = [str(tmp_path / f"{name}.txt") for name in ("national", "city", "river")] + ["--out", str(graph)]
    code, report, _ = lawgraph(*given)
    assert (code, report["unlike_pairs"], report["left_out_pairs"]) == (0, 1, []), "the river"
    assert links(graph) > 0
    path = table(tmp_path, "river.txt\tcity.txt", "no.txt\tcity.txt")
    code, report, _ = lawgraph(*given, "--pairs", str(path))
    assert (code, report["unlike_pairs"]) == (1, 0)
    (failure,) = report["failures"]  # type: ignore[misc]
    assert f"{path}:3: 没有「no.txt」" in failure
    assert links(graph) == 0, "the river has nothing of the houses"
    code, report, _ = lawgraph(*given, "--no-links")
    assert (code, report["unlike_pairs"], links(graph)) == (0, 0, 0)
