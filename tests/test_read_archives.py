"""Archives, patterns and limits: each file of an archive is a document, and nothing unpacks without end."""

from __future__ import annotations

import io
import os
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from ingest.read import ReadError, archives, files, find_sources, read, read_stated, regular, sources
from tests.documents import word

LAW = "第一条 为了发展，制定本法。\n第二条 企业应当遵守。\n"
MEMBERS = {"2020/a.txt": LAW.encode(), "b.docx": word("第一条 甲乙丙丁。"), "b.toml": b'title = "x"'}


def as_zip(path: Path, contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in contents.items():
            archive.writestr(name, data)


def as_stored_zip(path: Path, contents: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in contents.items():
            archive.writestr(name, data)


def as_tar(path: Path, contents: dict[str, bytes]) -> None:
    mode = {".gz": "w:gz", ".tgz": "w:gz", ".xz": "w:xz", ".bz2": "w:bz2"}.get(path.suffix, "w")
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]
        for name, data in contents.items():
            info = tarfile.TarInfo(f"./{name}")
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))


KINDS = [("a.zip", as_zip), ("a.tar", as_tar), ("a.tar.gz", as_tar), ("a.tgz", as_tar), ("a.tar.xz", as_tar),
         ("a.tar.bz2", as_tar)]  # fmt: skip
Pack = Callable[[Path, dict[str, bytes]], None]


@pytest.mark.parametrize(("name", "pack"), KINDS)
def test_the_files_of_an_archive_are_documents(tmp_path: Path, name: str, pack: Pack) -> None:
    pack(tmp_path / name, MEMBERS)
    for given in (tmp_path, tmp_path / name):
        found = find_sources([given])
        assert [path.relative_to(tmp_path).as_posix() for path in found.paths] == [
            f"{name}/2020/a.txt", f"{name}/b.docx",
        ]  # fmt: skip
        assert not found.failures
    first, second = map(read, found.paths)
    assert (first.name, first.text) == ("a.txt", LAW)
    assert second.text == "第一条 甲乙丙丁。\n"
    stated = read_stated(found.paths[1])
    assert stated is not None
    assert stated.title == "x", "a metadata file beside it in the archive"


def test_a_name_that_says_no_encoding_is_read_as_gb18030(tmp_path: Path) -> None:
    name = "条例.txt".encode("gb18030").decode("cp437")
    info = zipfile.ZipInfo(name)
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr(info, LAW)
    data = (tmp_path / "a.zip").read_bytes()
    raw, plain = name.encode(), "条例.txt".encode("gb18030")
    # zipfile writes such a name as UTF-8 and says so; an old program does neither
    data = data.replace(raw, plain + b"?" * (len(raw) - len(plain)))
    data = data.replace(b"\x00\x08\x00\x00", b"\x00\x00\x00\x00")
    (tmp_path / "a.zip").write_bytes(data)
    (found,) = archives.members(tmp_path / "a.zip")
    assert found.startswith("条例.txt")


@pytest.mark.parametrize(
    ("contents", "problem", "why"),
    [
        ({"a.txt": b"\x00" * (files.MOST_BYTES + 1)}, "larger than", "one file that is too large"),
        ({"inner.zip": b"PK\x03\x04"}, "ZIP is not read", "an archive in an archive is not looked into"),
        ({"a.bin": b"\x01"}, "no format", "as in a folder"),
        ({"readme.md": b"x"}, "holds no documents", "nothing but a README"),
    ],
)
def test_what_an_archive_may_not_hold(
    tmp_path: Path, contents: dict[str, bytes], problem: str, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_RATIO", 10_000)
    as_zip(tmp_path / "a.zip", contents)
    found = find_sources([tmp_path / "a.zip"])
    failures = list(found.failures)
    for path in found.paths:
        with pytest.raises(ReadError) as caught:
            read(path)
        failures.append(caught.value)
    assert problem in str(failures[0]), why
    assert len(failures) == 1


@pytest.mark.parametrize(
    ("limit", "value", "why"),
    [
        ("MOST_MEMBERS", 2, "more files than are allowed"),
        ("MOST_UNPACKED", 100, "more bytes than are allowed"),
        ("FREE", 10, "far more bytes than the archive has"),
    ],
)
@pytest.mark.parametrize(("name", "pack"), [KINDS[0], KINDS[2]])
def test_an_archive_beyond_the_limits_is_one_failure(
    tmp_path: Path, name: str, pack: Pack, limit: str, value: int, why: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, limit, value)
    monkeypatch.setattr(archives, "MOST_RATIO", 3)
    pack(tmp_path / name, {f"{at}.txt": b"a" * 2000 for at in range(3)})
    (tmp_path / "good.txt").write_text(LAW, "utf-8")
    found = find_sources([tmp_path])
    assert [path.name for path in found.paths] == ["good.txt"]
    (failure,) = found.failures
    assert "bomb" in str(failure), why


@pytest.mark.parametrize(("name", "pack"), [*KINDS[:3]])
def test_names_of_an_archive_are_not_read_without_end(
    tmp_path: Path, name: str, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_LISTED", 30_000)
    pack(tmp_path / name, {f"{'a' * 40_000}.txt": LAW.encode()})
    (failure,) = find_sources([tmp_path / name]).failures
    assert "bomb" in str(failure), "what is said of its files is larger than may be read at once"


@pytest.mark.parametrize(("name", "pack"), [("a.zip", as_stored_zip), ("a.tar", as_tar)])
def test_a_member_may_be_larger_than_what_is_said_of_all(
    tmp_path: Path, name: str, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archives, "MOST_LISTED", 20_000)
    text = LAW * 1_000
    pack(tmp_path / name, {"a.txt": text.encode()})
    assert read(tmp_path / name / "a.txt").text == text


@pytest.mark.parametrize(("name", "pack"), KINDS)
def test_an_archive_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, name: str, pack: Pack, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack(tmp_path / name, MEMBERS)
    member = archives.member

    def overtaken(path: Path, inner: str, most: int = -1) -> bytes:
        data = member(path, inner, most)
        pack(path, {"2020/a.txt": LAW.encode() * 2})
        return data

    monkeypatch.setattr(archives, "member", overtaken)
    with pytest.raises(ReadError, match="changed while it was read"):
        read(tmp_path / name / "2020" / "a.txt")

    def broken(path: Path, inner: str, most: int = -1) -> bytes:
        path.write_bytes(b"PK")
        return member(path, inner, most)

    monkeypatch.setattr(archives, "member", broken)
    with pytest.raises(ReadError, match="changed while it was read"):
        read(tmp_path / name / "2020" / "a.txt")


@pytest.mark.parametrize("name", ["a.zip", "a.tar", "a.tar.gz", "a.tar.xz"])
def test_a_broken_archive_is_one_failure(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x1f\x8b\x08 no archive")
    (failure,) = find_sources([tmp_path / name]).failures
    assert "broken" in str(failure)


def test_an_encrypted_member_is_one_failure(tmp_path: Path) -> None:
    as_zip(tmp_path / "a.zip", {"a.txt": LAW.encode()})
    data = bytearray((tmp_path / "a.zip").read_bytes())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    (tmp_path / "a.zip").write_bytes(data)
    with pytest.raises(ReadError, match="encrypted"):
        read(tmp_path / "a.zip" / "a.txt")


def test_no_such_member(tmp_path: Path) -> None:
    as_zip(tmp_path / "a.zip", {"a.txt": LAW.encode()})
    with pytest.raises(ReadError, match="no such file"):
        read(tmp_path / "a.zip" / "b.txt")


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("*.txt", ["a.txt", "b[1].txt"]),
        ("**/*.txt", ["a.txt", "b[1].txt", "c.txt"]),
        ("b[[]*", ["b[1].txt"]),
        ("b[1].txt", ["b[1].txt"]),
    ],
)
def test_a_pattern_names_files(tmp_path: Path, pattern: str, names: list[str]) -> None:
    (tmp_path / "inner").mkdir()
    for name in ("a.txt", "b[1].txt", "inner/c.txt"):
        (tmp_path / name).write_text(LAW, "utf-8")
    assert sorted(path.name for path in find_sources([tmp_path / pattern]).paths) == names


def test_a_pattern_without_files_is_one_failure(tmp_path: Path) -> None:
    (failure,) = find_sources([tmp_path / "*.docx"]).failures
    assert "no such file" in str(failure)


def test_a_large_file_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(200 * 1024 * 1024)
    with pytest.raises(ReadError, match="larger than 64 MB"):
        read(path)


def test_a_long_text_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "MOST_CHARACTERS", 10)
    (tmp_path / "a.txt").write_text(LAW, "utf-8")
    with pytest.raises(ReadError, match="more than 10"):
        read(tmp_path / "a.txt")


def test_a_file_that_changes_while_it_is_read_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LAW, "utf-8")
    before = path.stat()

    def grows(_: int) -> os.stat_result:
        path.write_text(LAW * 2, "utf-8")
        return path.stat()

    monkeypatch.setattr(files.os, "fstat", grows)
    with pytest.raises(ReadError, match="changed while it was read"):
        read(path)
    assert before.st_size < path.stat().st_size


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="SKIPPED: this system has no named pipes")
def test_a_pipe_that_takes_the_place_of_a_file_is_not_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LAW, "utf-8")
    at_once = regular._at_once

    def overtaken(name: str, flags: int) -> int:
        path.unlink()
        os.mkfifo(path)
        return at_once(name, flags)

    monkeypatch.setattr(regular, "_at_once", overtaken)
    with pytest.raises(ReadError, match="pipe or device"):
        read(path)


@pytest.mark.parametrize(
    ("data", "problem", "why"),
    [
        (
            LAW.encode("utf-16-le") + b"\x00\xd8",
            "UTF-16|utf-16|Chinese|binary|damaged",
            "half a character at the end",
        ),
        (
            "第一条 \ud800企业应当遵守。".encode("utf-8", "surrogatepass"),
            "damaged",
            "half a character in UTF-8",
        ),
        (b"\x00" * 5000, "empty|binary", "nothing but NUL"),
    ],
)
def test_bytes_that_are_no_text_are_one_line(tmp_path: Path, data: bytes, problem: str, why: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    with pytest.raises(ReadError, match=problem):
        read(path)


@pytest.mark.skipif(not Path("/dev/null").is_char_device(), reason="SKIPPED: this system has no such device")
def test_a_device_is_refused() -> None:
    with pytest.raises(ReadError, match="pipe or device"):
        read(Path("/dev/null"))
