"""Reading: encodings, offsets, metadata files, and one clear error for what cannot be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.read import ReadError, find_sources, read, read_stated

TEXT = "第一条 为了发展，\r\n制定本法。\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text", "reason"),
    [
        (TEXT.encode(), "utf-8", TEXT, "line ends are kept as they are: offsets count in them"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", "\ufeff" + TEXT, "a byte order mark is character 0"),
        (TEXT.encode("gb18030"), "gb18030", TEXT, "older Chinese files are GBK, a part of GB18030"),
        (TEXT.encode("utf-16"), "utf-16", TEXT, "UTF-16 is told by its byte order mark"),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, encoding: str, text: str, reason: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    source = read(path)
    assert (source.encoding, source.text) == (encoding, text), reason
    assert source.name == "a.txt", "the folder of one machine never reaches the graph"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t", "empty"),
        ("english.txt", b"Article 1. This law is made to promote development." * 3, "not Chinese"),
        ("program.txt", bytes(range(256)) * 20, "binary"),
        ("nul.txt", "法律".encode() + b"\x00\x01\x02\x03" * 50, "binary"),
        ("scan.pdf", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3", "binary"),
        ("broken.txt", "第一条 为了发展".encode()[:-1] + b"\xff\xff", "not UTF-8 or GB18030"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    message = str(caught.value)
    assert words in message
    assert name in message
    assert "\n" not in message
    assert caught.value.remedy


def test_missing_file_and_folder(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "none.txt")
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path)


def test_find_sources_is_sorted_and_each_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.toml", ".hidden.txt", "README.md"):
        (tmp_path / name).write_text("第一条", "utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "d.txt").write_text("第一条", "utf-8")
    found = find_sources([tmp_path, tmp_path / "b.txt"])
    assert [path.relative_to(tmp_path).as_posix() for path in found] == ["a.md", "b.txt", "inner/d.txt"]


def test_find_sources_refuses_a_folder_without_documents(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="no documents"):
        find_sources([tmp_path])
    with pytest.raises(ReadError, match="no such file or folder"):
        find_sources([tmp_path / "none"])


def test_metadata_beside_a_source(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    assert read_stated(source) is None
    source.with_suffix(".toml").write_text(
        'title = "某意见"\nissued = 2012-03-17\nissuers = ["某政府"]\ninferred = ["title"]\n', "utf-8"
    )
    stated = read_stated(source)
    assert stated is not None
    assert (stated.title, stated.issued, stated.issuers, stated.inferred) == (
        "某意见",
        "2012-03-17",
        ("某政府",),
        ("title",),
    )


@pytest.mark.parametrize("words", ["title = ", "titel = 'x'", "title = 3", "issuers = 'x'"])
def test_a_wrong_metadata_file_is_named(tmp_path: Path, words: str) -> None:
    (tmp_path / "a.toml").write_text(words, "utf-8")
    with pytest.raises(ReadError, match=r"a\.toml"):
        read_stated(tmp_path / "a.txt")
