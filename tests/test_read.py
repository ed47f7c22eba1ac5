"""Reading: encodings, offsets, metadata files, and one clear error for what cannot be read."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ingest.read import ReadError, find_sources, read, read_stated

TRADITIONAL = "第一條　為協助中小企業改善經營環境，並輔導其自立成長，特制定本條例。\r\n"
FOUR_BYTES = "第一条 为了保护㑇、𠮷等用字，制定本规定。\n"
MACINTOSH = "第一条 为了发展，\r制定本法。\r"
NUL = "第一条 为了发展，制定本法。\n" * 9 + "\x00"
TEXT = "第一条 为了发展，\r\n制定本法。\n"


@pytest.mark.parametrize(
    ("data", "encoding", "text", "reason"),
    [
        (TEXT.encode(), "utf-8", TEXT, "line ends are kept as they are: offsets count in them"),
        (b"\xef\xbb\xbf" + TEXT.encode(), "utf-8", "\ufeff" + TEXT, "a byte order mark is character 0"),
        (TEXT.encode("gb18030"), "gb18030", TEXT, "older Chinese files are GBK, a part of GB18030"),
        (TEXT.encode("utf-16"), "utf-16", TEXT, "UTF-16 is told by its byte order mark"),
        (TEXT.encode("utf-32"), "utf-32", TEXT, "UTF-32, whose mark begins with that of UTF-16"),
        (
            TEXT.encode("utf-16-le"),
            "utf-16-le",
            TEXT,
            "UTF-16 without a mark, told by its familiar characters",
        ),
        (TEXT.encode("utf-16-be"), "utf-16-be", TEXT, "the same in the other order of bytes"),
        (
            TRADITIONAL.encode("big5"),
            "big5hkscs",
            TRADITIONAL,
            "a text of Taiwan or Hong Kong before Unicode",
        ),
        (TRADITIONAL.encode("gb18030"), "gb18030", TRADITIONAL, "traditional characters in GB18030"),
        (FOUR_BYTES.encode("gb18030"), "gb18030", FOUR_BYTES, "characters that take four bytes in GB18030"),
        (MACINTOSH.encode(), "utf-8", MACINTOSH, "a lone carriage return ends a line on old systems"),
        (NUL.encode(), "utf-8", NUL, "a stray NUL is a character like another: offsets must hold"),
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
        ("broken.txt", "第一条 为了发展".encode()[:-1] + b"\xff\xff", "damaged (byte 19, in line 1)"),
        ("spoilt.txt", ("第一条 为了发展\n" * 9 + "制").encode()[:-1], "line 10"),
        ("no-encoding.txt", b"\xff\x80\x81" * 99, "no Chinese in UTF-8, GB18030"),
        ("marked.txt", b"\xff\xfe" + TEXT.encode("utf-16-le") + b"\x00", "UTF-16"),
        (
            "japanese.txt",
            "第一条　この法律は、経営の安定に寄与することを目的とする。".encode(),
            "not Chinese",
        ),
        ("mark.txt", b"\xef\xbb\xbf", "empty"),
        ("two\nlines.txt", b"", "empty"),
    ],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, data: bytes, words: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    message = str(caught.value)
    assert words in message
    assert name.replace("\n", "?") in message
    assert "\n" not in message
    assert caught.value.remedy


def test_missing_file_and_folder(tmp_path: Path) -> None:
    for name in ("none.txt", "none.txt/inner", "nul\x00.txt"):
        with pytest.raises(ReadError) as caught:
            read(tmp_path / name)
        assert "\n" not in str(caught.value)
    with pytest.raises(ReadError, match="folder"):
        read(tmp_path)


def test_find_sources_is_sorted_and_each_once(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "c.toml", ".hidden.txt", "README.md"):
        (tmp_path / name).write_text("第一条", "utf-8")
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "d.txt").write_text("第一条", "utf-8")
    found = find_sources([tmp_path, tmp_path / "b.txt"])
    names = [path.relative_to(tmp_path).as_posix() for path in found.paths]
    assert names == ["a.md", "b.txt", "inner/d.txt"]
    assert not found.failures


def test_find_sources_names_what_holds_no_documents_and_goes_on(tmp_path: Path) -> None:
    (tmp_path / "inner").mkdir()
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "gone").symlink_to("nowhere")
    good = tmp_path / "a.txt"
    good.write_text("第一条", "utf-8")
    given = [tmp_path / name for name in ("inner", "none", "loop", "gone", "a.txt/b.txt", "a.txt")]
    found = find_sources(given)
    assert found.paths == (good,)
    problems = [(failure.path.name, failure.problem) for failure in found.failures]
    assert problems == [
        ("inner", "the folder holds no documents"),
        ("none", "there is no such file or folder"),
        ("loop", "it is a symbolic link that leads back to itself"),
        ("gone", "it is a symbolic link to a file that is not there"),
        ("b.txt", "there is no such file or folder"),
    ]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="SKIPPED: this system has no named pipes")
def test_a_pipe_and_bad_links_are_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "gone.txt").symlink_to("nowhere")
    found = find_sources([tmp_path])
    assert len(found.paths) == 3, "a folder's bad files are read and then named, not passed over in silence"
    for path, words in zip(found.paths, ("not there", "back to itself", "pipe"), strict=True):
        with pytest.raises(ReadError, match=words):
            read(path)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="SKIPPED: root may read anything")
def test_what_may_not_be_read_is_named(tmp_path: Path) -> None:
    secret = tmp_path / "a.txt"
    secret.write_text("第一条", "utf-8")
    closed = tmp_path / "closed"
    closed.mkdir()
    secret.chmod(0)
    closed.chmod(0)
    with pytest.raises(ReadError, match="permissions"):
        read(secret)
    assert [failure.path for failure in find_sources([tmp_path]).failures] == [closed]
    closed.chmod(0o700)


def test_a_name_that_is_no_utf8_is_read_as_gb18030(tmp_path: Path) -> None:
    path = tmp_path / os.fsdecode("条例.txt".encode("gb18030"))
    try:
        path.write_text("第一条 本法自公布之日起施行。", "utf-8")
    except OSError:
        pytest.skip("SKIPPED: this file system takes names in UTF-8 only")
    assert read(path).name == "条例.txt"


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
